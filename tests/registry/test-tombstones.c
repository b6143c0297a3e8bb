#include "line.h"
#include "sender.h"
#include "sijil-hlc.h"
#include "sijil-registry.h"
#include "sijil-test.h"
#include "sijil-tombstones.h"

/* What was deleted stays until everybody knows, and then goes. */

#define DAY_US (G_GINT64_CONSTANT (24) * 3600 * G_USEC_PER_SEC)

static House *house;
static Sender first, second;

static void
set_up (void)
{
  gint64 association = house_association (house, "A");

  first = sender_new (house, association);
  second = sender_new (house, association);
}

/* Both read all that there is. */
static void
read_all (Sender *sender)
{
  SijilAsk ask = ask_of (sender);
  g_autoptr (GError) error = NULL;

  /* It is given all of it, and the next time it says that it has folded that. */
  for (int i = 0; i < 2; i++) {
    g_autoptr (GBytes) body = line_body (&ask, NULL);
    g_autoptr (SijilAnswer) answer = line_push (house, sender->number, body, NULL, &error);

    g_assert_no_error (error);
    g_assert_false (answer->more);
    ask.cursor = answer->cursor;
  }
  g_assert_cmpuint (ask.cursor, ==, sijil_storage_feed_head (house->registry->storage, 1));
}

static SijilId
send_person (Sender *sender, const SijilId *household)
{
  SijilChangeSet *set = next_set (sender);
  SijilRecord *person = desk_person ("زهيرة عبد الباقي", "head", NULL, NULL);
  SijilId id;

  sijil_record_set_reference (person, SIJIL_PERSON_HOUSEHOLD, household);
  id = add_new (set, person);
  assert_takes (refusal (sender, set), NULL);
  return id;
}

/* As of @days ago; its writer knew all of it. */
static void
send_deletion (Sender *sender, const SijilTypeDef *type, const SijilId *id, gint64 days)
{
  SijilChangeSet *set = next_set (sender);
  g_autoptr (SijilRecord) deletion = sijil_record_new (type, id);
  gint64 then = g_get_real_time () - days * DAY_US;

  set->stamp = sijil_hlc_at (then);
  set->base = sijil_storage_feed_head (house->registry->storage, 1);
  sijil_record_set_number (deletion, (guint) sijil_type_life (type), then);
  sijil_change_set_add (set, deletion, FALSE);
  assert_takes (refusal (sender, set), NULL);
}

static void
let_go (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (sijil_storage_begin (house->registry->storage, &error));
  sijil_tombstones_let_go (house->registry, 1, &error);
  g_assert_no_error (error);
  g_assert_true (sijil_storage_commit (house->registry->storage, &error));
}

static gint64
left (const char *table)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM %s", table);

  return house_number (house, sql);
}

/* A clock of a year ago wrote it, so that a deletion of 200 days ago is newer. */
static SijilId
old_family (void)
{
  SijilId household, person;

  set_up ();
  first.stamp = sijil_hlc_at (g_get_real_time () - 365 * DAY_US);
  household = send_household (&first, "طوخ");
  person = send_person (&first, &household);
  g_assert_false (sijil_id_is_null (&person));
  return household;
}

static void
goes (void)
{
  SijilId household = old_family ();

  send_deletion (&first, &sijil_household_type, &household, 200);
  read_all (&first);
  read_all (&second);
  let_go ();
  g_assert_cmpint (left ("household"), ==, 0);
  g_assert_cmpint (left ("person"), ==, 0);
  g_assert_cmpint (house_number (house, "SELECT coalesce(sum(n),0) FROM bucket WHERE type IN "
                                        "('household', 'person')"),
                   ==, 0);
  g_assert_cmpint (house_number (house, "SELECT coalesce(sum(abs(sum)),0) FROM bucket WHERE type "
                                        "IN ('household', 'person')"),
                   ==, 0);
}

static void
too_new (void)
{
  SijilId household = old_family ();

  send_deletion (&first, &sijil_household_type, &household, 170);
  read_all (&first);
  read_all (&second);
  let_go ();
  g_assert_cmpint (left ("household"), ==, 1);
}

static void
not_known_to_all (void)
{
  SijilId household = old_family ();

  read_all (&second);
  send_deletion (&first, &sijil_household_type, &household, 200);
  read_all (&first);
  let_go ();
  g_assert_cmpint (left ("household"), ==, 1);
}

static void
spoken_of (void)
{
  SijilId household = old_family ();
  SijilChangeSet *set = next_set (&first);
  SijilRecord *visit = sijil_record_new (&sijil_visit_type, NULL);

  sijil_record_set_reference (visit, SIJIL_VISIT_HOUSEHOLD, &household);
  sijil_record_set_text (visit, SIJIL_VISIT_VISITED_ON, "2026-01-02");
  add_new (set, visit);
  assert_takes (refusal (&first, set), NULL);
  send_deletion (&first, &sijil_household_type, &household, 200);
  read_all (&first);
  read_all (&second);
  let_go ();
  g_assert_cmpint (left ("household"), ==, 1);
  g_assert_cmpint (left ("person"), ==, 1);
}

static void
once_a_day (void)
{
  SijilId household = old_family ();

  let_go ();
  send_deletion (&first, &sijil_household_type, &household, 200);
  read_all (&first);
  read_all (&second);
  let_go ();
  g_assert_cmpint (left ("household"), ==, 1);
}

/* Whoever stayed away for longer edits what is not there any more, and is told. */
static void
edit_afterwards (void)
{
  SijilId household = old_family ();
  SijilChangeSet *set;
  SijilRecord *edit;

  send_deletion (&first, &sijil_household_type, &household, 200);
  read_all (&first);
  read_all (&second);
  let_go ();
  set = next_set (&second);
  edit = sijil_record_new (&sijil_household_type, &household);
  sijil_record_set_text (edit, SIJIL_HOUSEHOLD_VILLAGE, "قها");
  sijil_change_set_add (set, edit, FALSE);
  g_object_unref (edit);
  assert_takes (refusal (&second, set), "unknown-record");
}

typedef struct {
  const char *path;
  void (*func) (void);
} Case;

static void
with_house (gconstpointer data)
{
  house = house_new ();
  ((const Case *) data)->func ();
  house_free (house);
}

int
main (int argc, char **argv)
{
  static const Case CASES[] = {
    { "/tombstones/what-everybody-knows-goes-after-half-a-year", goes },
    { "/tombstones/what-was-deleted-later-stays", too_new },
    { "/tombstones/what-one-device-has-not-heard-of-stays", not_known_to_all },
    { "/tombstones/a-family-of-which-something-is-told-stays", spoken_of },
    { "/tombstones/it-is-looked-at-once-a-day", once_a_day },
    { "/tombstones/an-edit-of-what-is-gone-is-refused", edit_afterwards },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    g_test_add_data_func (CASES[i].path, &CASES[i], with_house);
  return g_test_run ();
}
