#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-duplicates-page-private.h"

#include "../sijil-ui.h"
#include "sijil-answer.h"
#include "sijil-apart.h"
#include "sijil-families.h"
#include "sijil-i18n.h"

/* The id by which what was said can be taken back. */
static void
on_settled (SijilDuplicatesPage *self, GAsyncResult *result, const char *sentence, const char *undo)
{
  g_autoptr (GError) error = NULL;
  g_autofree SijilId *id =
      sijil_store_finish (sijil_page_store (SIJIL_PAGE (self)), result, &error);
  g_autofree char *text = NULL;

  self->settling = FALSE;
  if (sijil_page_is_gone (SIJIL_PAGE (self)))
    return;
  sijil_duplicates_page_allow (self);
  if (id == NULL) {
    sijil_ui_show_error (GTK_WIDGET (self), error);
    return;
  }
  text = sijil_id_to_string (id);
  sijil_ui_toast (GTK_WIDGET (self), sentence, _ ("Undo"), undo, g_variant_new_string (text));
  SIJIL_PAGE_GET_CLASS (self)->refresh (SIJIL_PAGE (self));
}

static void
on_merged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SijilDuplicatesPage) self = user_data;

  on_settled (self, result, _ ("They are one family now"), "win.undo-merge");
}

static void
on_person_merged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SijilDuplicatesPage) self = user_data;

  on_settled (self, result, _ ("They are one person now"), "win.undo-person-merge");
}

static void
on_apart_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SijilDuplicatesPage) self = user_data;

  on_settled (self, result, _ ("They stay two, and are not asked about again"), "win.undo-apart");
}

/* SijilStoreFunc: the family that was registered first stays; the other one is what can be undone.
 */
static gpointer
merge_families (SijilSession *session, gpointer data, GError **error)
{
  SijilFamilyMerge *merge = data;

  return sijil_family_merge (session, merge, error) != NULL ? sijil_id_copy (&merge->gives_way)
                                                            : NULL;
}

static void
settle (SijilDuplicatesPage *self, SijilStoreFunc func, gpointer request,
        GAsyncReadyCallback callback)
{
  self->settling = TRUE;
  sijil_duplicates_page_allow (self);
  sijil_store_write_async (sijil_page_store (SIJIL_PAGE (self)), func, request, g_free, g_free,
                           NULL, callback, g_object_ref (self));
}

static void
say_same (SijilDuplicatesPage *self, const SijilTwinFamilies *families)
{
  const SijilDuplicate *person = families->persons->pdata[0];
  SijilFamilyMerge merge = { families->b.household, families->a.household };
  SijilPersonMerge twice = { person->b.person, person->a.person };

  if (sijil_twin_families_are_one (families))
    settle (self, sijil_person_merge, g_memdup2 (&twice, sizeof twice), on_person_merged_cb);
  else
    settle (self, merge_families, g_memdup2 (&merge, sizeof merge), on_merged_cb);
}

static void
say_apart (SijilDuplicatesPage *self, const SijilTwinFamilies *families)
{
  const SijilDuplicate *person = families->persons->pdata[0];
  SijilApart apart = { families->b.household, families->a.household };

  if (sijil_twin_families_are_one (families)) {
    apart.person = person->b.person;
    apart.other_person = person->a.person;
  }
  settle (self, sijil_apart_say, g_memdup2 (&apart, sizeof apart), on_apart_cb);
}

void
sijil_duplicates_page_answer_action (GtkWidget *widget, const char *name, GVariant *target)
{
  SijilDuplicatesPage *self = SIJIL_DUPLICATES_PAGE (widget);
  const SijilTwinFamilies *families = sijil_duplicates_page_selected (self);
  guint key = g_variant_get_uint32 (target);

  if (families == NULL || self->settling)
    return;
  if (key == 1)
    say_same (self, families);
  else if (key == 2)
    say_apart (self, families);
  else
    sijil_duplicates_page_step (self);
}

gboolean
sijil_duplicates_page_key (GtkEventControllerKey *keys, guint keyval, guint keycode,
                           GdkModifierType state, gpointer user_data)
{
  SijilDuplicatesPage *self = user_data;
  guint digit = sijil_answer_key (keyval, keycode, state, 3);

  if (digit == 0 || sijil_duplicates_page_selected (self) == NULL)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_activate_action (GTK_WIDGET (self), "duplicates.answer", "u", digit);
  return GDK_EVENT_STOP;
}
