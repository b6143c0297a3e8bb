#include "sijil-compare.h"
#include "sijil-edit.h"
#include "sijil-meta.h"
#include "sijil-records.h"
#include "sijil-session.h"
#include "sijil-test.h"
#include "town.h"

/* What a desk holds is compared with what the registry holds for it. */

#define NAME "زهيرة عبد الباقي محمد علي"

static Town *town;
static Desk *first, *second;
static SijilId family;

static void
set_up (void)
{
  town = town_new ();
  first = town_desk (town, "1");
  second = town_desk (town, "1");
  family = desk_family (first->store, NAME, "28801010101234", "1988-01-01", TRUE);
  town_sync (first);
  town_sync (second);
}

static void
tear_down (void)
{
  town_desk_free (first);
  town_desk_free (second);
  g_clear_pointer (&town, town_free);
}

static SijilSyncState *
compare (Desk *desk)
{
  desk_write (desk->store, sijil_compare_soon, NULL);
  town_sync (desk);
  return desk_read (desk->store, sijil_sync_state, NULL);
}

static void
assert_compared (Desk *desk, gint64 mended, gint64 here_only)
{
  SijilSyncState *state = compare (desk);

  g_assert_cmpint (state->compared, >, 0);
  g_assert_cmpint (state->mended, ==, mended);
  g_assert_cmpint (state->here_only, ==, here_only);
  g_assert_cmpint (state->waiting, ==, 0);
  g_assert_cmpuint (state->refused->len, ==, 0);
  sijil_sync_state_free (state);
}

static gpointer
say_older (SijilSession *session, gpointer unused, GError **error)
{
  return GINT_TO_POINTER (
      sijil_meta_set_text (session->db, SIJIL_META_REGISTRY_MATCH, "1.1.1.1.1", error));
}

static gboolean
goes_by_other_rules (Desk *desk)
{
  SijilSyncState *state = desk_read (desk->store, sijil_sync_state, NULL);
  gboolean other = state->other_match;

  sijil_sync_state_free (state);
  return other;
}

/* Desk and registry say by which rules they tell people apart. */
static void
other_rules (void)
{
  g_assert_false (goes_by_other_rules (first));
  desk_write (first->store, say_older, NULL);
  g_assert_true (goes_by_other_rules (first));
  assert_compared (first, 0, 0);
  g_assert_false (goes_by_other_rules (first));
}

static gpointer
lose (SijilSession *session, gpointer record, GError **error)
{
  return GINT_TO_POINTER (sijil_edit_forget (session, record, error));
}

/* A page of the disk is gone, and nobody noticed. */
static void
lose_record (Desk *desk, const SijilTypeDef *type, const SijilId *id)
{
  g_autoptr (SijilRecord) record = desk_get (desk->store, type, id);

  desk_write (desk->store, lose, record);
}

static void
equal (void)
{
  assert_compared (first, 0, 0);
  assert_compared (second, 0, 0);
}

static void
daily (void)
{
  SijilSyncState *state;

  town_sync (first);
  state = desk_read (first->store, sijil_sync_state, NULL);
  g_assert_cmpint (state->compared, ==, 0);
  sijil_sync_state_free (state);
}

static guint
found (Desk *desk)
{
  g_autoptr (GPtrArray) all = desk_all (desk->store, &sijil_person_type);

  return all->len;
}

static void
lost_by_whom_it_was_not_made (void)
{
  SijilId head = desk_head (second->store, &family);

  lose_record (second, &sijil_household_type, &family);
  lose_record (second, &sijil_person_type, &head);
  g_assert_cmpuint (found (second), ==, 0);
  assert_compared (second, 2, 0);
  g_assert_cmpuint (found (second), ==, 1);
  assert_takes (desk_text (second->store, &sijil_person_type, &head, SIJIL_PERSON_NAME), NAME);
  g_assert_cmpint (desk_number (second->store, "SELECT count(*) FROM household_row"), ==, 1);
  assert_compared (second, 0, 0);
}

static void
lost_by_whom_it_was_made (void)
{
  lose_record (first, &sijil_household_type, &family);
  assert_compared (first, 1, 0);
  g_assert_cmpint (desk_number (first->store, "SELECT count(*) FROM household"), ==, 1);
  desk_edit (first->store, &sijil_household_type, &family, SIJIL_HOUSEHOLD_VILLAGE, "طوخ");
  assert_compared (first, 0, 0);
  assert_compared (second, 0, 0);
}

/* The whole row as it was, put back: an edit that the disk did not keep. */
static gpointer
put_back (SijilSession *session, gpointer data, GError **error)
{
  return GINT_TO_POINTER (sijil_records_save (session->db, data, error));
}

static gpointer
take_copy (SijilSession *session, gpointer id, GError **error)
{
  SijilStored *stored = NULL;

  sijil_records_load (session->db, &sijil_household_type, id, &stored, error);
  return stored;
}

static void
an_edit_was_lost (void)
{
  g_autoptr (SijilStored) before = desk_read (second->store, take_copy, &family);
  g_autofree char *village =
      desk_text (second->store, &sijil_household_type, &family, SIJIL_HOUSEHOLD_VILLAGE);

  desk_edit (first->store, &sijil_household_type, &family, SIJIL_HOUSEHOLD_VILLAGE, "طوخ");
  town_sync (first);
  town_sync (second);
  desk_write (second->store, put_back, before);
  assert_takes (desk_text (second->store, &sijil_household_type, &family, SIJIL_HOUSEHOLD_VILLAGE),
                village);
  assert_compared (second, 1, 0);
  assert_takes (desk_text (second->store, &sijil_household_type, &family, SIJIL_HOUSEHOLD_VILLAGE),
                "طوخ");
}

/* A change names what is missing here: the exchange mends that by itself, without being asked. */
static void
news_of_what_is_missing (void)
{
  lose_record (second, &sijil_household_type, &family);
  desk_edit (first->store, &sijil_household_type, &family, SIJIL_HOUSEHOLD_VILLAGE, "طوخ");
  town_sync (first);
  town_sync (second);
  assert_takes (desk_text (second->store, &sijil_household_type, &family, SIJIL_HOUSEHOLD_VILLAGE),
                "طوخ");
}

static void
registry_lost (const char *sql)
{
  g_autofree char *folder = g_build_filename (town->folder, "registry", NULL);
  g_autofree char *path = g_build_filename (folder, "registry.db", NULL);
  g_autofree char *key_file = g_build_filename (town->folder, "key", NULL);
  g_autofree char *hex = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SijilDb) db = NULL;
  guint8 key[SIJIL_DB_KEY_LEN];

  town_stop (town);
  g_assert_true (g_file_get_contents (key_file, &hex, NULL, &error));
  for (guint i = 0; i < sizeof key; i++)
    key[i] =
        (guint8) (g_ascii_xdigit_value (hex[2 * i]) * 16 + g_ascii_xdigit_value (hex[2 * i + 1]));
  db = sijil_db_open (path, key, SIJIL_DB_READ_WRITE, &error);
  g_assert_no_error (error);
  sijil_db_exec (db, sql, &error);
  g_assert_no_error (error);
  /* As a restored registry does: otherwise it could not know what is missing. */
  sijil_db_exec (db, "DELETE FROM meta WHERE key = 'summed'", &error);
  g_assert_no_error (error);
  g_clear_pointer (&db, sijil_db_close);
  town_start (town);
}

/* Whoever made it tells it once more; the other desk goes on with the same family. */
static void
registry_lost_a_family (void)
{
  registry_lost ("DELETE FROM household; DELETE FROM person;");
  assert_compared (second, 0, 2);
  assert_compared (first, 2, 0);
  town_sync (second);
  assert_compared (second, 0, 0);
  desk_edit (second->store, &sijil_household_type, &family, SIJIL_HOUSEHOLD_VILLAGE, "طوخ");
  assert_compared (second, 0, 0);
  assert_compared (first, 0, 0);
  assert_takes (desk_text (first->store, &sijil_household_type, &family, SIJIL_HOUSEHOLD_VILLAGE),
                "طوخ");
  g_assert_cmpint (desk_number (first->store, "SELECT count(*) FROM household"), ==, 1);
  g_assert_cmpint (desk_number (second->store, "SELECT count(*) FROM person"), ==, 1);
}

static gpointer
put_thousand (SijilSession *session, gpointer household, GError **error)
{
  for (guint i = 0; i < 1000; i++) {
    g_autoptr (SijilRecord) person = desk_person (NAME, "child", NULL, "2015");

    sijil_record_set_reference (person, SIJIL_PERSON_HOUSEHOLD, household);
    if (!sijil_edit_put (session, person, error))
      return NULL;
  }
  return household;
}

static gpointer
lose_all (SijilSession *session, gpointer records, GError **error)
{
  const GPtrArray *all = records;

  for (guint i = 0; i < all->len; i++)
    if (!sijil_edit_forget (session, all->pdata[i], error))
      return NULL;
  return records;
}

/* A register of thousands is compared in parts, and one that lost all of it gets all of it. */
static void
lost_many (void)
{
  enum { MANY = 6000 };

  for (guint i = 0; i < MANY / 1000; i++)
    desk_write (first->store, put_thousand, &family);
  town_sync (first);
  town_sync (second);
  g_assert_cmpuint (found (second), ==, MANY + 1);
  {
    g_autoptr (GPtrArray) all = desk_all (second->store, &sijil_person_type);

    desk_write (second->store, lose_all, all);
  }
  assert_compared (second, MANY + 1, 0);
  g_assert_cmpuint (found (second), ==, MANY + 1);
  assert_compared (second, 0, 0);
}

typedef struct {
  const char *path;
  void (*func) (void);
} Case;

static void
in_town (gconstpointer data)
{
  set_up ();
  ((const Case *) data)->func ();
  tear_down ();
}

int
main (int argc, char **argv)
{
  static const Case CASES[] = {
    { "/compare/two-desks-that-exchanged-hold-what-the-registry-holds", equal },
    { "/compare/it-comes-a-day-after-joining", daily },
    { "/compare/what-a-disk-lost-comes-back", lost_by_whom_it_was_not_made },
    { "/compare/also-to-whom-it-came-from", lost_by_whom_it_was_made },
    { "/compare/an-edit-that-a-disk-lost-comes-back", an_edit_was_lost },
    { "/compare/news-of-a-missing-record-do-not-stop-the-exchange", news_of_what_is_missing },
    { "/compare/what-the-registry-lost-its-maker-tells-again", registry_lost_a_family },
    { "/compare/each-says-by-which-rules-it-tells-people-apart", other_rules },
    { "/compare/thousands-that-were-lost-come-back", lost_many },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    g_test_add_data_func (CASES[i].path, &CASES[i], in_town);
  return g_test_run ();
}
