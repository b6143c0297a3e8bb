#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-family-view-private.h"

#include "sijil-entitlement-words.h"
#include "sijil-hand-over.h"
#include "sijil-i18n.h"
#include "sijil-text.h"
#include "sijil-ui.h"

typedef struct {
  SijilFamilyView *view;
  SijilEntitlementRow *row;
  char *what;
  char *name;
} Delivery;

static void
delivery_free (Delivery *delivery)
{
  g_object_unref (delivery->view);
  g_object_unref (delivery->row);
  g_free (delivery->what);
  g_free (delivery->name);
  g_free (delivery);
}

typedef struct {
  SijilId *fact;
  SijilFamily *family; /* (nullable): with it */
} Served;

static void
served_free (Served *served)
{
  g_free (served->fact);
  g_clear_pointer (&served->family, sijil_family_free);
  g_free (served);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Served, served_free)

/* Writes, and reads in the same turn what the desk shows next: one step, one frame. */
static gpointer
serve (SijilSession *session, gpointer data, GError **error)
{
  SijilHandOver *request = data;
  SijilId *fact = sijil_hand_over (session, request, error);
  Served *served;

  if (fact == NULL)
    return NULL;
  served = g_new0 (Served, 1);
  served->fact = fact;
  served->family = sijil_family_load (session, &request->household, NULL);
  return served;
}

static void
show_served (Delivery *delivery, Served *served)
{
  SijilFamilyView *self = delivery->view;
  g_autofree char *id = sijil_id_to_string (served->fact);
  /* Translators: a programme, the name of the head of a family */
  g_autofree char *title =
      g_strdup_printf (_ ("%s handed over to the family of %s"), delivery->what, delivery->name);

  /* The reason was for this one: for another it must be chosen again. */
  sijil_entitlement_row_leave (delivery->row);
  if (served->family != NULL)
    sijil_family_view_take (self, g_steal_pointer (&served->family));
  sijil_ui_toast (GTK_WIDGET (self), title, _ ("Undo"), "win.take-back", g_variant_new_string (id));
}

/* By now the clerk may look at another family: the sentence names the one that it is about. */
static void
on_handed_over (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Delivery *delivery = user_data;
  SijilFamilyView *self = delivery->view;
  g_autoptr (GError) error = NULL;
  g_autoptr (Served) served = sijil_store_finish (SIJIL_STORE (source), result, &error);

  if (!g_cancellable_is_cancelled (self->closing)) {
    sijil_entitlement_row_set_busy (delivery->row, FALSE);
    if (served != NULL) {
      show_served (delivery, served);
    } else {
      /* Translators: a programme, the name of the head of a family, why */
      g_prefix_error (&error, _ ("%s was not recorded for the family of %s. "), delivery->what,
                      delivery->name);
      sijil_ui_show_error (GTK_WIDGET (self), error);
      /* What was written is read again by whoever follows the register; this was not. */
      sijil_family_view_refresh (self);
    }
  }
  delivery_free (delivery);
}

/**
 * sijil_family_view_hand_over:
 * @self: the view, with a family open
 * @row: one of its rows
 *
 * Records a hand-over. It goes through even if the window moves on meanwhile.
 */
void
sijil_family_view_hand_over (SijilFamilyView *self, SijilEntitlementRow *row)
{
  const SijilEntitlement *entitlement = NULL;
  g_autofree char *title = NULL;
  g_autofree char *head = NULL;
  SijilHandOver *request;
  Delivery *delivery;

  for (guint i = 0; self->family != NULL && i < self->rows->len; i++)
    if (g_ptr_array_index (self->rows, i) == row)
      entitlement = g_ptr_array_index (self->family->entitlements, i);
  if (entitlement == NULL)
    return;
  request = sijil_hand_over_new ();
  request->household = *sijil_record_id (self->family->household);
  request->programme = *sijil_record_id (entitlement->programme);
  request->has_person = entitlement->has_person;
  request->person = entitlement->person;
  request->reason_code = sijil_entitlement_row_reason (row, &request->reason_text);

  title = sijil_entitlement_title (entitlement);
  head = sijil_family_head_name (self->family);
  delivery = g_new0 (Delivery, 1);
  delivery->view = g_object_ref (self);
  delivery->row = g_object_ref (row);
  delivery->what = sijil_text_isolate (title);
  delivery->name = sijil_text_isolate (head);
  sijil_entitlement_row_set_busy (row, TRUE);
  sijil_store_write_async (self->store, serve, request, (GDestroyNotify) sijil_hand_over_free,
                           (GDestroyNotify) served_free, NULL, on_handed_over, delivery);
}
