#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-look-alikes-pane.h"

#include "sijil-widgets.h"
#include "sijil-card.h"
#include "sijil-phone.h"
#include "sijil-households.h"
#include "sijil-look-alikes.h"
#include "sijil-fold.h"
#include "sijil-i18n.h"
#include "sijil-paragraph.h"
#include "sijil-look-alike-card.h"
#include "sijil-validate.h"
#include "sijil-volunteers.h"
#include "types/sijil-household.h"
#include "types/sijil-person.h"

#define PAUSE_MS 250
#define MOST 3

/* One person who is typed, and who was found to look like them. */
typedef struct {
  gpointer key;
  SijilRecord *person;
  char *head;
  gboolean asked;
  GCancellable *looking;
  GPtrArray *found;
} Look;

typedef struct {
  SijilLookAlikesPane *pane;
  gpointer key;
} Question;

struct _SijilLookAlikesPane {
  GtkWidget parent_instance;
  SijilStore *store;
  SijilId except;        /* the household that is being edited resembles itself */
  gboolean volunteers;   /* persons are looked for, and not families only */
  GHashTable *dismissed; /* SijilId of those who are "not the same" */
  GPtrArray *looks;      /* Look, the person typed last first */
  guint pause;
  SijilRecord *household; /* as typed so far */
  GtkWidget *title;
  GtkBox *cards;
  GtkWidget *kept;
};

G_DEFINE_FINAL_TYPE (SijilLookAlikesPane, sijil_look_alikes_pane, GTK_TYPE_WIDGET)

static void
look_free (gpointer data)
{
  Look *look = data;

  if (look->looking != NULL)
    g_cancellable_cancel (look->looking);
  g_clear_object (&look->looking);
  g_clear_object (&look->person);
  g_clear_pointer (&look->found, g_ptr_array_unref);
  g_free (look->head);
  g_free (look);
}

static Look *
find_look (SijilLookAlikesPane *self, gpointer key)
{
  for (guint i = 0; self->looks != NULL && i < self->looks->len; i++)
    if (((Look *) self->looks->pdata[i])->key == key)
      return self->looks->pdata[i];
  return NULL;
}

/* What a look-alike stands for: the family, or one person. */
static const SijilId *
meant (SijilLookAlikesPane *self, const SijilLookAlike *like)
{
  return self->volunteers ? &like->person : &like->household;
}

/* The look-alikes that are shown, one for each household, of the person typed last first. F4 and F6
 * are about the first of them. */
static GPtrArray *
shown (SijilLookAlikesPane *self)
{
  GPtrArray *likes = g_ptr_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (sijil_id_hash, sijil_id_equal);

  for (guint i = 0; i < self->looks->len; i++) {
    const Look *look = self->looks->pdata[i];

    for (guint k = 0; look->found != NULL && k < look->found->len && likes->len < MOST; k++) {
      SijilLookAlike *like = look->found->pdata[k];

      if (!sijil_id_equal (meant (self, like), &self->except) &&
          !g_hash_table_contains (self->dismissed, meant (self, like)) &&
          g_hash_table_add (seen, (gpointer) meant (self, like)))
        g_ptr_array_add (likes, like);
    }
  }
  return likes;
}

/* Whom of those on the form a look-alike resembles. */
static SijilRecord *
typed_person (SijilLookAlikesPane *self, const SijilLookAlike *like)
{
  for (guint i = 0; i < self->looks->len; i++) {
    const Look *look = self->looks->pdata[i];

    if (look->found != NULL && g_ptr_array_find (look->found, like, NULL))
      return look->person;
  }
  g_return_val_if_reached (NULL);
}

static char *
typed_phone (SijilLookAlikesPane *self, SijilRecord *person)
{
  const char *own = sijil_record_text (person, SIJIL_PERSON_PHONE);

  return sijil_phone_form (own != NULL || self->household == NULL
                               ? own
                               : sijil_record_text (self->household, SIJIL_HOUSEHOLD_PHONE));
}

static void
show_found (SijilLookAlikesPane *self)
{
  g_autoptr (GPtrArray) likes = shown (self);

  sijil_box_clear (GTK_WIDGET (self->cards));
  for (guint i = 0; i < likes->len; i++) {
    SijilRecord *typed = typed_person (self, likes->pdata[i]);
    g_autofree char *phone = typed_phone (self, typed);

    gtk_box_append (self->cards, sijil_look_alike_card_new (likes->pdata[i], typed, phone, i == 0,
                                                            self->volunteers));
  }
  gtk_widget_set_visible (self->title, likes->len > 0);
}

static void
on_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Question *question = user_data;
  g_autoptr (SijilLookAlikesPane) self = question->pane;
  g_autoptr (GError) error = NULL;
  GPtrArray *found = sijil_store_finish (SIJIL_STORE (source), result, &error);
  Look *look = self->cards != NULL ? find_look (self, question->key) : NULL;

  if (found == NULL || look == NULL) {
    /* Cancelled by a newer key press: its own answer comes. */
    if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      g_warning ("look-alikes were not searched: %s", error->message);
    g_clear_pointer (&found, g_ptr_array_unref);
    return;
  }
  g_clear_pointer (&look->found, g_ptr_array_unref);
  look->found = found;
  show_found (self);
}

static void
ask (SijilLookAlikesPane *self, Look *look)
{
  Question *question = g_new0 (Question, 1);

  question->pane = g_object_ref (self);
  question->key = look->key;
  look->asked = FALSE;
  if (look->looking != NULL)
    g_cancellable_cancel (look->looking);
  g_clear_object (&look->looking);
  look->looking = g_cancellable_new ();
  if (self->volunteers)
    sijil_store_read_async (
        self->store, sijil_volunteer_look_alikes, sijil_record_copy (look->person), g_object_unref,
        (GDestroyNotify) g_ptr_array_unref, look->looking, on_found_cb, question);
  else
    sijil_store_read_async (self->store, sijil_look_alikes,
                            sijil_typed_member_new (look->person, self->household, look->head),
                            (GDestroyNotify) sijil_typed_member_free,
                            (GDestroyNotify) g_ptr_array_unref, look->looking, on_found_cb,
                            question);
}

static gboolean
on_pause_cb (gpointer user_data)
{
  SijilLookAlikesPane *self = user_data;

  self->pause = 0;
  for (guint i = 0; i < self->looks->len; i++)
    if (((Look *) self->looks->pdata[i])->asked)
      ask (self, self->looks->pdata[i]);
  return G_SOURCE_REMOVE;
}

static void
ask_soon (SijilLookAlikesPane *self, Look *look)
{
  look->asked = TRUE;
  if (self->pause == 0)
    self->pause = g_timeout_add (PAUSE_MS, on_pause_cb, self);
}

/**
 * sijil_look_alikes_pane_look:
 * @pane: the pane
 * @key: which of the persons on the form
 * @person: the person as typed so far
 * @head: (nullable): name of the family's head, if that is somebody else
 *
 * Looks for people like @person after a short pause; for one person the newest call wins.
 */
void
sijil_look_alikes_pane_look (SijilLookAlikesPane *pane, gpointer key, SijilRecord *person,
                             const char *head)
{
  Look *look = find_look (pane, key);
  g_autoptr (GPtrArray) issues = NULL;

  if (look == NULL) {
    look = g_new0 (Look, 1);
    look->key = key;
    g_ptr_array_insert (pane->looks, 0, look);
  }
  g_clear_object (&look->person);
  look->person = sijil_record_copy (person);
  g_free (look->head);
  look->head = g_strdup (head);
  issues = sijil_record_clean (look->person);
  /* A date that cannot be read yet would only disturb the comparison. */
  for (guint i = 0; i < issues->len; i++)
    sijil_record_set_null (look->person, (guint) ((SijilIssue *) issues->pdata[i])->field);
  ask_soon (pane, look);
}

static gboolean
is_elsewhere (SijilRecord *a, SijilRecord *b)
{
  static const guint FIELDS[] = { SIJIL_HOUSEHOLD_VILLAGE, SIJIL_HOUSEHOLD_GOVERNORATE,
                                  SIJIL_HOUSEHOLD_PHONE };

  for (guint i = 0; i < G_N_ELEMENTS (FIELDS); i++)
    if (g_strcmp0 (sijil_record_text (a, FIELDS[i]), sijil_record_text (b, FIELDS[i])) != 0)
      return TRUE;
  return FALSE;
}

/**
 * sijil_look_alikes_pane_set_household:
 * @pane: the pane
 * @household: the household as typed so far
 *
 * Whoever was looked for is looked for again if the family lives elsewhere or has another phone.
 */
void
sijil_look_alikes_pane_set_household (SijilLookAlikesPane *pane, SijilRecord *household)
{
  gboolean again = pane->household == NULL || is_elsewhere (pane->household, household);

  g_set_object (&pane->household, household);
  for (guint i = 0; again && i < pane->looks->len; i++)
    ask_soon (pane, pane->looks->pdata[i]);
}

/**
 * sijil_look_alikes_pane_set_kept:
 * @pane: the pane
 * @kept: whether the draft is kept; %FALSE once that was tried in vain
 */
void
sijil_look_alikes_pane_set_kept (SijilLookAlikesPane *pane, gboolean kept)
{
  gtk_widget_set_visible (pane->kept, kept);
}

/**
 * sijil_look_alikes_pane_forget:
 * @pane: the pane
 * @key: (nullable): a person who left the form; %NULL for all, with what was said of them
 */
void
sijil_look_alikes_pane_forget (SijilLookAlikesPane *pane, gpointer key)
{
  for (guint i = pane->looks->len; i > 0; i--)
    if (key == NULL || ((Look *) pane->looks->pdata[i - 1])->key == key)
      g_ptr_array_remove_index (pane->looks, i - 1);
  if (key == NULL)
    g_hash_table_remove_all (pane->dismissed);
  show_found (pane);
}

/**
 * sijil_look_alikes_pane_open:
 * @pane: the pane
 *
 * Opens the household of the first look-alike at the desk. What was typed stays as a draft.
 */
void
sijil_look_alikes_pane_open (SijilLookAlikesPane *pane)
{
  g_autoptr (GPtrArray) likes = shown (pane);
  g_autofree char *id = NULL;

  if (likes->len == 0)
    return;
  id = sijil_id_to_string (&((SijilLookAlike *) likes->pdata[0])->household);
  gtk_widget_activate_action (GTK_WIDGET (pane), "win.open-family", "s", id);
}

/**
 * sijil_look_alikes_pane_dismiss:
 * @pane: the pane
 *
 * The first look-alike is somebody else: it is not shown again in this form, which remembers it
 * when it is saved.
 */
void
sijil_look_alikes_pane_dismiss (SijilLookAlikesPane *pane)
{
  g_autoptr (GPtrArray) likes = shown (pane);

  if (likes->len == 0)
    return;
  g_hash_table_add (pane->dismissed, sijil_id_copy (meant (pane, likes->pdata[0])));
  show_found (pane);
}

/**
 * sijil_look_alikes_pane_get_dismissed:
 * @pane: the pane
 *
 * Returns: (transfer full) (element-type SijilId): the families that what is typed resembles and
 *   that somebody has said not to be the same
 */
GArray *
sijil_look_alikes_pane_get_dismissed (SijilLookAlikesPane *pane)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (SijilId));
  g_autoptr (GHashTable) seen = g_hash_table_new (sijil_id_hash, sijil_id_equal);

  for (guint i = 0; pane->looks != NULL && i < pane->looks->len; i++) {
    const Look *look = pane->looks->pdata[i];

    for (guint k = 0; look->found != NULL && k < look->found->len; k++) {
      SijilLookAlike *like = look->found->pdata[k];

      if (g_hash_table_contains (pane->dismissed, &like->household) &&
          g_hash_table_add (seen, &like->household))
        g_array_append_val (ids, like->household);
    }
  }
  return ids;
}

/**
 * sijil_look_alikes_pane_set_store:
 * @pane: the pane
 * @store: the register
 * @except: (nullable): a household that is never shown
 */
void
sijil_look_alikes_pane_set_store (SijilLookAlikesPane *pane, SijilStore *store,
                                  const SijilId *except)
{
  g_set_object (&pane->store, store);
  if (except != NULL)
    pane->except = *except;
}

/**
 * sijil_look_alikes_pane_for_volunteers:
 * @pane: the pane
 *
 * Persons are looked for from now on, those without a family too.
 */
void
sijil_look_alikes_pane_for_volunteers (SijilLookAlikesPane *pane)
{
  pane->volunteers = TRUE;
  gtk_label_set_label (GTK_LABEL (pane->title), _ ("Who looks like this person"));
}

/**
 * sijil_look_alikes_pane_first:
 * @pane: the pane
 *
 * Returns: (nullable): the one that F4 and F6 are about
 */
const SijilLookAlike *
sijil_look_alikes_pane_first (SijilLookAlikesPane *pane)
{
  g_autoptr (GPtrArray) likes = shown (pane);

  return likes->len > 0 ? likes->pdata[0] : NULL;
}

static void
sijil_look_alikes_pane_dispose (GObject *object)
{
  SijilLookAlikesPane *self = SIJIL_LOOK_ALIKES_PANE (object);

  g_clear_handle_id (&self->pause, g_source_remove);
  sijil_drop_template (GTK_WIDGET (self), SIJIL_TYPE_LOOK_ALIKES_PANE);
  g_clear_object (&self->store);
  g_clear_pointer (&self->looks, g_ptr_array_unref);
  g_clear_object (&self->household);
  g_clear_pointer (&self->dismissed, g_hash_table_unref);
  G_OBJECT_CLASS (sijil_look_alikes_pane_parent_class)->dispose (object);
}

static void
sijil_look_alikes_pane_class_init (SijilLookAlikesPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sijil_look_alikes_pane_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/sijil/Sijil/ui/look-alikes-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, SijilLookAlikesPane, title);
  gtk_widget_class_bind_template_child (widget_class, SijilLookAlikesPane, cards);
  gtk_widget_class_bind_template_child (widget_class, SijilLookAlikesPane, kept);
}

static void
sijil_look_alikes_pane_init (SijilLookAlikesPane *self)
{
  self->looks = g_ptr_array_new_with_free_func (look_free);
  self->dismissed = g_hash_table_new_full (sijil_id_hash, sijil_id_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
}
