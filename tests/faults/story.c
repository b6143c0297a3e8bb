#include "story.h"

#include "sijil-exchange.h"
#include "sijil-find.h"
#include "sijil-programmes.h"
#include "sijil-records.h"
#include "sijil-session.h"
#include "sijil-test.h"

#include <string.h>

#define FIRST "فاطمة محمد علي حسن"
#define SECOND "زينب محمود سيد عثمان"
#define FROM_AFAR "خديجة ابراهيم يوسف منصور"
#define PHONE "01157719286"

typedef gpointer (*Act) (SijilStore *store, GError **error);

static gpointer
family (SijilStore *store, const char *name, GError **error)
{
  g_autoptr (SijilRecord) household = desk_household (TRUE);
  g_autoptr (SijilHouseholdEdit) edit = sijil_household_edit_new (household);

  g_ptr_array_add (edit->persons, desk_person (name, "head", NULL, NULL));
  g_ptr_array_add (edit->persons, desk_person ("صابر محمد", "child", NULL, "2015"));
  return sijil_store_write_freeing (store, sijil_household_save, edit, g_free, error);
}

static gpointer
register_first (SijilStore *store, GError **error)
{
  return family (store, FIRST, error);
}

static gpointer
register_second (SijilStore *store, GError **error)
{
  return family (store, SECOND, error);
}

static gpointer
load_first (SijilSession *session, gpointer type, GError **error)
{
  g_autoptr (GPtrArray) all =
      sijil_records_where (session->db, type, "ORDER BY rowid LIMIT 1", error, "");

  if (all == NULL)
    return NULL;
  g_assert_cmpuint (all->len, ==, 1);
  return sijil_id_copy (sijil_record_id (all->pdata[0]));
}

static gboolean
first_of (SijilStore *store, const SijilTypeDef *type, SijilId *id, GError **error)
{
  g_autofree SijilId *found = sijil_store_read (store, load_first, (gpointer) type, error);

  if (found != NULL)
    *id = *found;
  return found != NULL;
}

static gpointer
edit_phone (SijilStore *store, GError **error)
{
  g_autoptr (SijilRecord) household = NULL;
  g_autoptr (SijilHouseholdEdit) edit = NULL;
  SijilId id;

  if (!first_of (store, &sijil_household_type, &id, error))
    return NULL;
  household = sijil_record_new (&sijil_household_type, &id);
  edit = sijil_household_edit_new (household);
  sijil_record_set_text (household, SIJIL_HOUSEHOLD_PHONE, PHONE);
  return sijil_store_write_freeing (store, sijil_household_save, edit, g_free, error);
}

static gpointer
put (SijilSession *session, gpointer record, GError **error)
{
  return sijil_programme_save (session, record, error);
}

static gpointer
add_programme (SijilStore *store, GError **error)
{
  g_autoptr (SijilRecord) programme = desk_programme ("box", "food", "month");

  return sijil_store_write_freeing (store, put, programme, g_free, error);
}

static gpointer
hand_over (SijilStore *store, GError **error)
{
  g_autoptr (SijilHandOver) request = sijil_hand_over_new ();

  if (!first_of (store, &sijil_household_type, &request->household, error) ||
      !first_of (store, &sijil_programme_type, &request->programme, error))
    return NULL;
  return sijil_store_write_freeing (store, sijil_hand_over, request, g_free, error);
}

static gpointer
fold (SijilSession *session, gpointer news, GError **error)
{
  return GINT_TO_POINTER (sijil_exchange_news (session, news, error));
}

/* What the registry tells: a family of another desk of the association, and a change of ours. */
static gpointer
fold_news (SijilStore *store, GError **error)
{
  g_autoptr (GPtrArray) sets =
      g_ptr_array_new_with_free_func ((GDestroyNotify) sijil_change_set_free);
  g_autoptr (SijilRecord) household = desk_household (TRUE);
  g_autoptr (SijilRecord) person = desk_person (FROM_AFAR, "head", NULL, NULL);
  g_autoptr (SijilRecord) change = NULL;
  SijilNews news = { FALSE, sets, 0, 2 };
  SijilId ours;

  if (!first_of (store, &sijil_household_type, &ours, error))
    return NULL;
  change = sijil_record_new (&sijil_household_type, &ours);
  for (guint i = 0; i < 2; i++) {
    SijilChangeSet *set = sijil_change_set_new (NULL);

    set->device = 9;
    set->cseq = i + 1;
    set->seq = i + 1;
    set->stamp = (guint64) (g_get_real_time () / 1000) << 16;
    g_ptr_array_add (sets, set);
  }
  sijil_change_set_add (sets->pdata[0], household, TRUE);
  sijil_record_set_reference (person, SIJIL_PERSON_HOUSEHOLD, sijil_record_id (household));
  sijil_change_set_add (sets->pdata[0], person, TRUE);
  sijil_record_set_text (change, SIJIL_HOUSEHOLD_NOTES, "من المركز");
  sijil_change_set_add (sets->pdata[1], change, FALSE);
  return sijil_store_write (store, fold, &news, error);
}

static gpointer
keep_draft (SijilStore *store, GError **error)
{
  SijilDraft *draft = sijil_draft_new ("register", "{\"name\":\"مسودة\"}");
  gpointer kept = sijil_store_write (store, sijil_draft_save, draft, error);

  sijil_draft_free (draft);
  return kept;
}

/* In the order in which they are done. Between them the desk is locked once, so that the log goes
 * into the file. */
static const struct {
  Act act;
  const char *trace; /* what is to be counted */
} STEPS[] = {
  { register_first, "SELECT count(*) FROM person WHERE name = '" FIRST "'" },
  { edit_phone, "SELECT count(*) FROM household WHERE phone = '" PHONE "'" },
  { add_programme, "SELECT count(*) FROM programme" },
  { hand_over, "SELECT count(*) FROM distribution" },
  { register_second, "SELECT count(*) FROM person WHERE name = '" SECOND "'" },
  { fold_news, "SELECT count(*) FROM meta WHERE key = 'cursor' AND value = 2" },
  { keep_draft, "SELECT count(*) FROM draft" },
};
#define LOCKED_BEFORE 4

const guint story_steps = 1 + G_N_ELEMENTS (STEPS);

void
story_begin (Story *story)
{
  memset (story, 0, sizeof *story);
  story->folder = desk_folder ();
}

void
story_stop (Story *story)
{
  if (story->store != NULL)
    sijil_store_close (story->store);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&story->store);
}

void
story_end (Story *story)
{
  story_stop (story);
  desk_remove (story->folder);
}

static gboolean
open_desk (Story *story)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *code = NULL;

  if (story->store != NULL)
    return TRUE;
  if (sijil_profile_exists (story->folder))
    story->store = sijil_store_unlock (story->folder, NULL, PASSPHRASE, &error);
  else
    story->store =
        sijil_store_create (story->folder, "A", "مكتب", "منى", PASSPHRASE, &code, &error);
  if (story->store == NULL)
    g_test_message ("not opened: %s", error->message);
  else if (story->done == 0)
    story->done = 1;
  return story->store != NULL;
}

/* Tells it to its end, or until something fails; whatever fails says why. */
gboolean
story_go_on (Story *story)
{
  if (!open_desk (story))
    return FALSE;
  while (story->done < story_steps) {
    g_autoptr (GError) error = NULL;
    gpointer result;

    if (story->done - 1 == LOCKED_BEFORE) {
      story_stop (story);
      if (!open_desk (story))
        return FALSE;
    }
    result = STEPS[story->done - 1].act (story->store, &error);
    if (error != NULL) {
      g_test_message ("step %u: %s", story->done, error->message);
      return FALSE;
    }
    if (STEPS[story->done - 1].act != fold_news && STEPS[story->done - 1].act != keep_draft)
      g_free (result);
    story->done++;
  }
  return TRUE;
}

/* How much of it a register holds. A step is there after all that was done before it, and once. */
guint
story_told (SijilStore *store)
{
  guint told = 1;

  for (guint i = 0; i < G_N_ELEMENTS (STEPS); i++) {
    gint64 n = desk_number (store, STEPS[i].trace);

    g_assert_cmpint (n, >=, 0);
    g_assert_cmpint (n, <=, 1);
    if (n == 1) {
      g_assert_cmpuint (told, ==, i + 1);
      told++;
    }
  }
  return told;
}

#define SAME(store, a, b) g_assert_cmpint (desk_number (store, a), ==, desk_number (store, b))

/* Records, list rows, search entries and counters go together. */
void
story_check_rows (SijilStore *store)
{
  SAME (store, "SELECT count(*) FROM household", "SELECT count(*) FROM household_row");
  SAME (store, "SELECT count(*) FROM household",
        "SELECT coalesce (max (value), 0) FROM meta WHERE key = 'households'");
  SAME (store, "SELECT count(*) FROM person",
        "SELECT coalesce (max (value), 0) FROM meta WHERE key = 'persons'");
  SAME (store, "SELECT count(*) FROM person",
        "SELECT coalesce (sum (members), 0) FROM household_row");
  SAME (store, "SELECT count(*) FROM person", "SELECT count(*) FROM person_search");
}

/* And change sets with them. */
void
story_check (SijilStore *store)
{
  g_autoptr (GPtrArray) persons = desk_all (store, &sijil_person_type);

  story_check_rows (store);
  SAME (store, "SELECT count(*) FROM distribution",
        "SELECT count(*) FROM household_row WHERE last_on IS NOT NULL");
  SAME (store, "SELECT count(*) FROM change_set",
        "SELECT coalesce (max (value), 0) FROM meta WHERE key = 'cseq'");
  SAME (store, "SELECT count(*) FROM change_set",
        "SELECT coalesce (max (cseq), 0) FROM change_set");
  SAME (store, "SELECT count(*) FROM change_set",
        "SELECT count(DISTINCT change_set) FROM change_row");
  for (guint t = 0; t < 4; t++) {
    static const char *const TYPES[] = { "household", "person", "programme", "distribution" };
    g_autofree char *born =
        g_strdup_printf ("SELECT count(*) FROM %s WHERE born_device = 0", TYPES[t]);
    g_autofree char *said = g_strdup_printf (
        "SELECT count(*) FROM change_row r JOIN %s p ON p.id = r.id WHERE r.is_new", TYPES[t]);

    SAME (store, born, said);
  }
  for (guint i = 0; i < persons->len; i++) {
    const char *name = sijil_record_text (persons->pdata[i], SIJIL_PERSON_NAME);
    g_autoptr (GPtrArray) found = desk_read (store, sijil_find, name);

    g_assert_cmpuint (found->len, >=, 1);
  }
}
