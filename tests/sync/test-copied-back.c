#include "sijil-backup.h"
#include "sijil-test.h"
#include "town.h"

/* A profile comes back from a backup. Nothing doubles and nothing is lost, on either side. */
static Town *town;

typedef struct {
  Desk *desk, *witness;
} Pair;

static Pair
pair_new (void)
{
  if (town->server != NULL)
    town_stop (town);
  town_start (town); /* another minute of tries */
  return (Pair){ town_desk (town, "1"), town_desk (town, "1") };
}

static void
pair_free (Pair *pair)
{
  town_desk_free (pair->desk);
  town_desk_free (pair->witness);
}

static gint64
rows (Desk *desk, const char *type)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM %s", type);

  return desk_number (desk->store, sql);
}

static guint
refused (Desk *desk)
{
  SijilSyncState *state = desk_read (desk->store, sijil_sync_state, NULL);
  guint n = state->refused->len;

  sijil_sync_state_free (state);
  return n;
}

static void
assert_agree (Pair *pair)
{
  for (int i = 0; i < 2; i++) {
    town_sync (pair->desk);
    town_sync (pair->witness);
  }
  g_assert_cmpint (town_waiting (pair->desk), ==, 0);
  g_assert_cmpuint (refused (pair->desk), ==, 0);
  g_assert_cmpint (rows (pair->desk, "household"), ==, rows (pair->witness, "household"));
  g_assert_cmpint (rows (pair->desk, "household"), ==, town_count (town, "households"));
  g_assert_cmpint (rows (pair->desk, "person"), ==, rows (pair->witness, "person"));
  g_assert_cmpint (rows (pair->desk, "person"), ==, town_count (town, "persons"));
}

/* Edits of what was made before and after the copy must still find their way. */
static void
assert_editable (Pair *pair)
{
  g_autoptr (GPtrArray) all = desk_all (pair->desk->store, &sijil_household_type);

  for (guint i = 0; i < all->len; i++) {
    const SijilId *id = sijil_record_id (all->pdata[i]);
    g_autofree char *text = g_strdup_printf ("بعد %u", i);

    desk_edit (pair->desk->store, &sijil_household_type, id, SIJIL_HOUSEHOLD_ADDRESS, text);
  }
  assert_agree (pair);
  for (guint i = 0; i < all->len; i++) {
    const SijilId *id = sijil_record_id (all->pdata[i]);
    g_autofree char *text = g_strdup_printf ("بعد %u", i);

    assert_takes (
        desk_text (pair->witness->store, &sijil_household_type, id, SIJIL_HOUSEHOLD_ADDRESS), text);
  }
}

static SijilId
family (Desk *desk, const char *name)
{
  return desk_family (desk->store, name, NULL, NULL, TRUE);
}

/* (a) The copy holds all that was sent: it is told so again. */
static void
nothing_since (void)
{
  Pair pair = pair_new ();
  guint32 device = town_device (pair.desk);
  char *copy;

  family (pair.desk, "قبل النسخة");
  copy = town_copy (pair.desk);
  town_sync (pair.desk);
  town_restore (pair.desk, copy);
  g_assert_cmpint (town_waiting (pair.desk), >, 0);
  assert_agree (&pair);
  g_assert_cmpuint (town_device (pair.desk), ==, device);
  assert_editable (&pair);
  pair_free (&pair);
}

/* (b) Work was done after the copy and sent; the copy then makes other work of its own. */
static void
other_work (void)
{
  Pair pair = pair_new ();
  guint32 device = town_device (pair.desk);
  SijilId lost, made;
  char *copy;

  family (pair.desk, "قبل النسخة");
  town_sync (pair.desk);
  copy = town_copy (pair.desk);
  lost = family (pair.desk, "بعد النسخة");
  town_sync (pair.desk);
  town_restore (pair.desk, copy);
  made = family (pair.desk, "في النسخة");
  assert_agree (&pair);
  g_assert_cmpuint (town_device (pair.desk), !=, device);
  assert_takes (desk_text (pair.desk->store, &sijil_household_type, &lost, SIJIL_HOUSEHOLD_VILLAGE),
                "منية مسير");
  assert_takes (
      desk_text (pair.witness->store, &sijil_household_type, &made, SIJIL_HOUSEHOLD_VILLAGE),
      "منية مسير");
  assert_editable (&pair);
  pair_free (&pair);
}

/* (c) The copy still holds as waiting what was sent after it was made, and later work exists too.
 */
static void
sent_since (void)
{
  Pair pair = pair_new ();
  SijilId first;
  char *copy;

  town_sync (pair.desk);
  first = family (pair.desk, "تنتظر");
  copy = town_copy (pair.desk);
  town_sync (pair.desk);
  family (pair.desk, "بعد النسخة");
  town_sync (pair.desk);
  town_restore (pair.desk, copy);
  g_assert_cmpint (town_waiting (pair.desk), ==, 1);
  assert_agree (&pair);
  g_assert_false (sijil_id_is_null (&first));
  assert_editable (&pair);
  pair_free (&pair);
}

/* (d) All of it at once: waiting in the copy, sent since, other work in the copy on the same rows.
 */
static void
everything (void)
{
  Pair pair = pair_new ();
  SijilId old, waits;
  char *copy;

  old = family (pair.desk, "قديمة");
  town_sync (pair.desk);
  waits = family (pair.desk, "تنتظر");
  copy = town_copy (pair.desk);
  desk_edit (pair.desk->store, &sijil_household_type, &old, SIJIL_HOUSEHOLD_PHONE, "01000000001");
  family (pair.desk, "بعد النسخة");
  town_sync (pair.desk);
  town_restore (pair.desk, copy);
  desk_edit (pair.desk->store, &sijil_household_type, &old, SIJIL_HOUSEHOLD_NOTES, "من النسخة");
  desk_edit (pair.desk->store, &sijil_household_type, &waits, SIJIL_HOUSEHOLD_NOTES, "من النسخة");
  family (pair.desk, "في النسخة");
  assert_agree (&pair);
  assert_takes (desk_text (pair.witness->store, &sijil_household_type, &old, SIJIL_HOUSEHOLD_PHONE),
                "01000000001");
  assert_takes (desk_text (pair.witness->store, &sijil_household_type, &old, SIJIL_HOUSEHOLD_NOTES),
                "من النسخة");
  assert_takes (
      desk_text (pair.witness->store, &sijil_household_type, &waits, SIJIL_HOUSEHOLD_NOTES),
      "من النسخة");
  assert_editable (&pair);
  pair_free (&pair);
}

/* What was typed after the copy is typed once more, letter by letter, when it was missed. The set
 * is the one that the registry knows, and so has the time at which that was made: what a colleague
 * wrote in between is newer, at this desk too. */
static void
typed_again (void)
{
  Pair pair = pair_new ();
  SijilId old = family (pair.desk, "قديمة");
  char *copy;

  town_sync (pair.desk);
  town_sync (pair.witness);
  copy = town_copy (pair.desk);
  desk_edit (pair.desk->store, &sijil_household_type, &old, SIJIL_HOUSEHOLD_PHONE, "01000000001");
  town_sync (pair.desk);
  desk_edit (pair.witness->store, &sijil_household_type, &old, SIJIL_HOUSEHOLD_PHONE,
             "01000000002");
  town_restore (pair.desk, copy);
  desk_edit (pair.desk->store, &sijil_household_type, &old, SIJIL_HOUSEHOLD_PHONE, "01000000001");
  town_sync (pair.desk);
  assert_agree (&pair);
  for (int i = 0; i < 2; i++)
    assert_takes (desk_text ((i == 0 ? pair.desk : pair.witness)->store, &sijil_household_type,
                             &old, SIJIL_HOUSEHOLD_PHONE),
                  "01000000002");
  pair_free (&pair);
}

/* (e) Two copies of one profile live on side by side: a clone, not a backup. */
static void
cloned (void)
{
  Pair pair = pair_new ();
  Desk clone = { NULL, NULL };

  family (pair.desk, "قبل");
  town_sync (pair.desk);
  clone.folder = town_copy (pair.desk);
  clone.store = desk_unlock (clone.folder);
  for (int i = 0; i < 2; i++) {
    family (pair.desk, "عند الأصل");
    town_sync (pair.desk);
    family (&clone, "عند الصورة");
    town_sync (&clone);
  }
  town_sync (pair.desk);
  town_sync (&clone);
  g_assert_cmpuint (town_device (&clone), !=, town_device (pair.desk));
  g_assert_cmpint (rows (&clone, "household"), ==, town_count (town, "households"));
  assert_agree (&pair);
  desk_close (clone.store);
  desk_remove (clone.folder);
  pair_free (&pair);
}

/* (f) The same by the program's own backup: what was sent since comes back from the registry, what
 * waited in the backup goes up once, and what had been typed since and was never sent is kept in
 * the register that was set aside. */
static void
restored (void)
{
  Pair pair = pair_new ();
  g_autoptr (SijilBackup) made = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *aside = NULL;
  SijilRestore request = { .secret = PASSPHRASE };
  SijilId sent, unsent, old;

  old = family (pair.desk, "قديمة");
  town_sync (pair.desk);
  family (pair.desk, "تنتظر في النسخة");
  made = sijil_backup_make (pair.desk->store, &error);
  g_assert_no_error (error);
  g_assert_cmpint (made->waiting, ==, 1);
  sent = family (pair.desk, "أُرسلت بعد النسخة");
  desk_edit (pair.desk->store, &sijil_household_type, &old, SIJIL_HOUSEHOLD_PHONE, "01000000001");
  town_sync (pair.desk);
  unsent = family (pair.desk, "لم تُرسل");
  desk_close (pair.desk->store);

  request.profile = pair.desk->folder;
  request.backup = made->path;
  sijil_backup_restore (&request, &aside, &error);
  g_assert_no_error (error);
  pair.desk->store = desk_unlock (pair.desk->folder);
  family (pair.desk, "بعد الاسترجاع");
  assert_agree (&pair);
  assert_takes (desk_text (pair.desk->store, &sijil_household_type, &sent, SIJIL_HOUSEHOLD_VILLAGE),
                "منية مسير");
  assert_takes (desk_text (pair.witness->store, &sijil_household_type, &old, SIJIL_HOUSEHOLD_PHONE),
                "01000000001");
  assert_editable (&pair);
  {
    SijilStore *before = desk_unlock (aside);

    assert_takes (desk_text (before, &sijil_household_type, &unsent, SIJIL_HOUSEHOLD_VILLAGE),
                  "منية مسير");
    desk_close (before);
  }
  pair_free (&pair);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  town = town_new ();
  g_test_add_func ("/copied-back/without-new-work-it-catches-up", nothing_since);
  g_test_add_func ("/copied-back/with-other-work-it-goes-on-under-another-number", other_work);
  g_test_add_func ("/copied-back/what-was-sent-since-does-not-double", sent_since);
  g_test_add_func ("/copied-back/all-of-it-at-once", everything);
  g_test_add_func ("/copied-back/what-is-typed-again-keeps-its-time", typed_again);
  g_test_add_func ("/copied-back/a-clone-becomes-a-device-of-its-own", cloned);
  g_test_add_func ("/copied-back/a-restored-backup-catches-up-and-loses-nothing", restored);
  status = g_test_run ();
  town_free (town);
  return status;
}
