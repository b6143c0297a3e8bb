#include "sijil-db-steps.h"
#include "sijil-db-worker.h"
#include "sijil-records.h"
#include "sijil-test.h"
#include "types/sijil-types-all.h"

#include <glib/gstdio.h>
#include <string.h>

static const guint8 KEY[SIJIL_DB_KEY_LEN] = { 1, 2, 3 };
static const guint8 OTHER_KEY[SIJIL_DB_KEY_LEN] = { 3, 2, 1 };

#define PLANTED "فوزي المزروع في الملف"

typedef struct {
  char *dir;
  char *path;
  SijilDb *db;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->dir = g_dir_make_tmp ("sijil-db-XXXXXX", &error);
  g_assert_no_error (error);
  f->path = g_build_filename (f->dir, "register.db", NULL);
  f->db = sijil_db_open (f->path, KEY, SIJIL_DB_CREATE, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_clear_pointer (&f->db, sijil_db_close);
  dir = g_dir_open (f->dir, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (f->dir, name, NULL);

    g_unlink (path);
  }
  g_rmdir (f->dir);
  g_free (f->dir);
  g_free (f->path);
}

static void
exec (SijilDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;

  sijil_db_exec (db, sql, &error);
  g_assert_no_error (error);
}

static SijilStored *
new_person (const char *name, guint32 index)
{
  SijilId id = sijil_id_new (), home = sijil_id_new ();
  SijilBirth birth = { 4, 9, index };
  SijilStored *stored = sijil_stored_new (&sijil_person_type, &id, &birth);
  SijilStamp stamp = { 1000, 4, 0, 0 };

  sijil_record_set_text (stored->record, SIJIL_PERSON_NAME, name);
  sijil_record_set_reference (stored->record, SIJIL_PERSON_HOUSEHOLD, &home);
  sijil_stamps_set (stored->stamps, SIJIL_PERSON_NAME, &stamp);
  stored->owner = 7;
  return stored;
}

static void
save (SijilDb *db, SijilStored *stored)
{
  g_autoptr (GError) error = NULL;

  sijil_records_save (db, stored, &error);
  g_assert_no_error (error);
}

static void
make_tables (SijilDb *db)
{
  g_autoptr (GError) error = NULL;
  guint n;
  const SijilTypeDef *const *types = sijil_types (&n);

  exec (db, "BEGIN IMMEDIATE");
  for (guint i = 0; i < n; i++) {
    sijil_records_create (db, types[i], &error);
    g_assert_no_error (error);
  }
  exec (db, "COMMIT");
}

static void
round_trip (Fixture *f, gconstpointer data)
{
  g_autoptr (SijilStored) stored = new_person ("إلهام فوزي", 0);
  g_autoptr (SijilStored) back = NULL;
  g_autoptr (GError) error = NULL;

  make_tables (f->db);
  save (f->db, stored);
  g_assert_cmpint (stored->rowid, >, 0);
  g_assert_true (sijil_records_load (f->db, &sijil_person_type, sijil_record_id (stored->record),
                                     &back, &error));
  g_assert_cmpint (back->rowid, ==, stored->rowid);
  g_assert_cmpint (back->owner, ==, 7);
  g_assert_cmpuint (back->birth.device, ==, 4);
  g_assert_cmpuint (back->birth.cseq, ==, 9);
  for (guint i = 0; i < SIJIL_PERSON_N_FIELDS; i++)
    g_assert_true (sijil_record_same_field (stored->record, back->record, i));
  g_assert_cmpuint (sijil_stamps_get (back->stamps, SIJIL_PERSON_NAME)->stamp, ==, 1000);
  g_assert_null (sijil_stamps_get (back->stamps, SIJIL_PERSON_SEX));
}

static void
saved_again (Fixture *f, gconstpointer data)
{
  g_autoptr (SijilStored) stored = new_person ("إلهام فوزي", 0);
  g_autoptr (SijilRecord) back = NULL;

  make_tables (f->db);
  save (f->db, stored);
  sijil_record_set_text (stored->record, SIJIL_PERSON_NAME, "إلهام فوزي أحمد");
  sijil_record_set_text (stored->record, SIJIL_PERSON_PHONE, "0115");
  save (f->db, stored);
  back = sijil_records_get (f->db, &sijil_person_type, sijil_record_id (stored->record));
  g_assert_cmpstr (sijil_record_text (back, SIJIL_PERSON_NAME), ==, "إلهام فوزي أحمد");
  g_assert_cmpstr (sijil_record_text (back, SIJIL_PERSON_PHONE), ==, "0115");
  g_assert_cmpint (sijil_db_number (f->db, 0, "SELECT count(*) FROM person", ""), ==, 1);
}

static void
folded_key (Fixture *f, gconstpointer data)
{
  g_autoptr (SijilStored) stored = new_person ("إلهام فوزى", 0);
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;

  make_tables (f->db);
  save (f->db, stored);
  found = sijil_records_where (f->db, &sijil_person_type, "WHERE name_key = ?1", &error, "t",
                               "الهام فوزي");
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpstr (sijil_record_text (found->pdata[0], SIJIL_PERSON_NAME), ==, "إلهام فوزى");
}

static void
births (Fixture *f, gconstpointer data)
{
  g_autoptr (SijilStored) stored = new_person ("إلهام", 3);
  g_autoptr (SijilStored) again = new_person ("أخرى", 3);
  g_autoptr (GError) error = NULL;
  SijilBirth birth = { 4, 9, 3 }, moved = { 8, 11, 3 }, read;
  SijilId id;

  make_tables (f->db);
  save (f->db, stored);
  g_assert_true (sijil_records_born (f->db, &sijil_person_type, &birth, &id, NULL));
  g_assert_true (sijil_id_equal (&id, sijil_record_id (stored->record)));
  g_assert_false (sijil_records_save (f->db, again, &error));
  g_assert_error (error, SIJIL_DB_ERROR, SIJIL_DB_ERROR_CONSTRAINT);
  g_clear_error (&error);
  sijil_records_rebirth (f->db, &sijil_person_type, 4, 9, 8, 11, &error);
  g_assert_no_error (error);
  g_assert_false (sijil_records_born (f->db, &sijil_person_type, &birth, &id, NULL));
  g_assert_true (sijil_records_born (f->db, &sijil_person_type, &moved, &id, NULL));
  g_assert_true (sijil_records_birth (f->db, &sijil_person_type, &id, &read));
  g_assert_cmpuint (read.device, ==, 8);
  g_assert_cmpuint (read.cseq, ==, 11);
}

static void
nothing_there (Fixture *f, gconstpointer data)
{
  g_autoptr (SijilStored) back = NULL;
  g_autoptr (GError) error = NULL;
  SijilId id = sijil_id_new ();

  make_tables (f->db);
  g_assert_true (sijil_records_load (f->db, &sijil_person_type, &id, &back, &error));
  g_assert_null (back);
  g_assert_null (sijil_records_get (f->db, &sijil_person_type, &id));
}

static void
wrong_key (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  make_tables (f->db);
  g_clear_pointer (&f->db, sijil_db_close);
  g_assert_null (sijil_db_open (f->path, OTHER_KEY, SIJIL_DB_READ_WRITE, &error));
  g_assert_error (error, SIJIL_DB_ERROR, SIJIL_DB_ERROR_WRONG_KEY);
  g_clear_error (&error);
  f->db = sijil_db_open (f->path, KEY, SIJIL_DB_READ_WRITE, &error);
  g_assert_no_error (error);
}

static void
no_database (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->dir, "no.db", NULL);
  g_autofree char *junk = g_strnfill (8192, 'x');
  g_autoptr (GError) error = NULL;

  g_assert_null (sijil_db_open (path, KEY, SIJIL_DB_READ_WRITE, &error));
  g_assert_error (error, SIJIL_DB_ERROR, SIJIL_DB_ERROR_FAILED);
  g_clear_error (&error);
  g_file_set_contents (path, junk, -1, NULL);
  g_assert_null (sijil_db_open (path, KEY, SIJIL_DB_READ_WRITE, &error));
  g_assert_error (error, SIJIL_DB_ERROR, SIJIL_DB_ERROR_WRONG_KEY);
}

static gboolean
file_holds (const char *path, const void *needle, gsize len)
{
  g_autofree char *bytes = NULL;
  gsize size;

  return g_file_get_contents (path, &bytes, &size, NULL) && memmem (bytes, size, needle, len);
}

static void
encrypted (Fixture *f, gconstpointer data)
{
  g_autofree char *wal = g_strconcat (f->path, "-wal", NULL);
  const char *const FILES[] = { f->path, wal };
  g_autofree gunichar2 *wide = g_utf8_to_utf16 (PLANTED, -1, NULL, NULL, NULL);
  glong wide_len = g_utf8_strlen (PLANTED, -1) * 2;
  GStatBuf info;

  make_tables (f->db);
  for (guint i = 0; i < 50; i++) {
    g_autoptr (SijilStored) stored = new_person (PLANTED, i);

    save (f->db, stored);
  }
  for (int round = 0; round < 2; round++) {
    for (guint i = 0; i < G_N_ELEMENTS (FILES); i++) {
      g_assert_false (file_holds (FILES[i], PLANTED, strlen (PLANTED)));
      g_assert_false (file_holds (FILES[i], wide, (gsize) wide_len));
      g_assert_false (file_holds (FILES[i], "SQLite format 3", 15));
      g_assert_false (file_holds (FILES[i], "CREATE TABLE", 12));
    }
    if (round == 0) {
      /* So that both files have held the name. */
      g_assert_cmpint (g_stat (wal, &info), ==, 0);
      g_assert_cmpint (info.st_size, >, 0);
      g_free (sijil_db_text (f->db, "PRAGMA wal_checkpoint(FULL)", ""));
    }
  }
  g_assert_cmpint (g_stat (f->path, &info), ==, 0);
  g_assert_cmpint (info.st_size, >, 50 * 20);
}

static void
cipher (Fixture *f, gconstpointer data)
{
  g_autofree char *version = sijil_db_text (f->db, "PRAGMA cipher_version", "");

  g_assert_nonnull (version);
  g_assert_cmpint (atoi (version), >=, 4);
  assert_takes (sijil_db_text (f->db, "PRAGMA journal_mode", ""), "wal");
}

static void
read_only (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SijilDb) reader = NULL;

  exec (f->db, "CREATE TABLE t (x)");
  reader = sijil_db_open (f->path, KEY, SIJIL_DB_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_false (sijil_db_exec (reader, "INSERT INTO t VALUES (1)", &error));
  g_assert_error (error, SIJIL_DB_ERROR, SIJIL_DB_ERROR_FAILED);
}

static void
rolls_back (Fixture *f, gconstpointer data)
{
  exec (f->db, "CREATE TABLE t (x)");
  g_assert_true (sijil_db_begin (f->db, NULL));
  g_assert_true (sijil_db_run (f->db, NULL, "INSERT INTO t VALUES (?1)", "i", (gint64) 5));
  sijil_db_rollback (f->db);
  g_assert_cmpint (sijil_db_number (f->db, -1, "SELECT count(*) FROM t", ""), ==, 0);
  g_assert_cmpint (sijil_db_number (f->db, -1, "SELECT max(x) FROM t", ""), ==, -1);
  sijil_db_rollback (f->db); /* harmless when there is nothing */
}

/* The same text prepared while its statement is still in use must not disturb it. */
static void
nested (Fixture *f, gconstpointer data)
{
  static const char SQL[] = "SELECT x FROM t WHERE x > ?1 ORDER BY x";
  g_autoptr (SijilStmt) outer = NULL;
  int rows = 0;

  exec (f->db, "CREATE TABLE t (x); INSERT INTO t VALUES (1), (2), (3)");
  outer = sijil_db_select (f->db, NULL, SQL, "i", (gint64) 0);
  while (sijil_stmt_next (outer)) {
    gint64 x = sijil_stmt_int (outer, 0);

    g_assert_cmpint (sijil_db_number (f->db, 4, SQL, "i", x), ==, x + 1);
    rows++;
  }
  g_assert_true (sijil_stmt_finish (outer, NULL));
  g_assert_cmpint (rows, ==, 3);
}

static gboolean
make_newest (SijilDb *db, GError **error)
{
  return sijil_db_exec (db, "CREATE TABLE t (a, b)", error);
}

static gboolean
step_one (SijilDb *db, GError **error)
{
  return sijil_db_exec (db, "ALTER TABLE t ADD COLUMN b", error);
}

static gboolean
step_that_fails (SijilDb *db, GError **error)
{
  return sijil_db_exec (db, "CREATE TABLE half (x)", error) &&
         sijil_db_exec (db, "INSERT INTO nowhere VALUES (1)", error);
}

static gint64
version (SijilDb *db)
{
  return sijil_db_number (db, -1, "PRAGMA user_version", "");
}

static void
upgrades (Fixture *f, gconstpointer data)
{
  static const SijilDbStep STEPS[] = { NULL, step_one };
  g_autoptr (GError) error = NULL;

  exec (f->db, "CREATE TABLE t (a); INSERT INTO t VALUES (5); PRAGMA user_version=1");
  sijil_db_upgrade (f->db, make_newest, STEPS, 2, &error);
  g_assert_no_error (error);
  g_assert_cmpint (version (f->db), ==, 2);
  g_assert_cmpint (sijil_db_number (f->db, 0, "SELECT a FROM t WHERE b IS NULL", ""), ==, 5);
  sijil_db_upgrade (f->db, make_newest, STEPS, 2, &error);
  g_assert_no_error (error);
}

static void
fresh (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  sijil_db_upgrade (f->db, make_newest, NULL, 2, &error);
  g_assert_no_error (error);
  g_assert_cmpint (version (f->db), ==, 2);
}

static void
newer_file (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  exec (f->db, "PRAGMA user_version=3");
  g_assert_false (sijil_db_upgrade (f->db, make_newest, NULL, 2, &error));
  g_assert_error (error, SIJIL_DB_ERROR, SIJIL_DB_ERROR_NEWER);
  g_assert_cmpint (version (f->db), ==, 3);
  g_assert_cmpint (sijil_db_number (f->db, -1, "SELECT count(*) FROM sqlite_master", ""), ==, 0);
}

static void
failed_step (Fixture *f, gconstpointer data)
{
  static const SijilDbStep STEPS[] = { NULL, step_that_fails };
  g_autoptr (GError) error = NULL;

  exec (f->db, "CREATE TABLE t (a); PRAGMA user_version=1");
  g_assert_false (sijil_db_upgrade (f->db, make_newest, STEPS, 2, &error));
  g_assert_nonnull (error);
  g_assert_cmpint (version (f->db), ==, 1);
  g_assert_cmpint (
      sijil_db_number (f->db, -1, "SELECT count(*) FROM sqlite_master WHERE name = 'half'", ""), ==,
      0);
}

#define JOBS 2000

static int order[JOBS];
static int done;
static gint on_worker;

static void
note (GTask *task)
{
  SijilDbWorker *worker = g_task_get_source_tag (task);

  if (sijil_db_worker_is_current (worker))
    g_atomic_int_inc (&on_worker);
  order[done++] = GPOINTER_TO_INT (g_task_get_task_data (task));
  g_task_return_boolean (task, TRUE);
}

static void
came_home (GObject *source, GAsyncResult *result, gpointer data)
{
  (*(int *) data)++;
}

static void
fifo (void)
{
  SijilDbWorker *worker = sijil_db_worker_new ("test");
  int home = 0;

  done = 0;
  for (int i = 0; i < JOBS; i++) {
    GTask *task = g_task_new (NULL, NULL, came_home, &home);

    g_task_set_source_tag (task, worker);
    g_task_set_priority (task, i % 2 == 0 ? G_PRIORITY_HIGH : G_PRIORITY_LOW);
    g_task_set_task_data (task, GINT_TO_POINTER (i), NULL);
    sijil_db_worker_push (worker, note, task);
  }
  g_assert_false (sijil_db_worker_is_current (worker));
  sijil_db_worker_stop (worker); /* does what was given before */
  g_assert_cmpint (done, ==, JOBS);
  g_assert_cmpint (on_worker, ==, JOBS);
  for (int i = 0; i < JOBS; i++)
    g_assert_cmpint (order[i], ==, i);
  while (home < JOBS)
    g_main_context_iteration (NULL, TRUE);
}

static void
must_not_run (GTask *task)
{
  g_assert_not_reached ();
}

static void
was_cancelled (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (g_task_propagate_boolean (G_TASK (result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  *(gboolean *) data = TRUE;
}

static void
cancelled (void)
{
  SijilDbWorker *worker = sijil_db_worker_new ("test");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  gboolean answered = FALSE;

  g_cancellable_cancel (cancellable);
  sijil_db_worker_push (worker, must_not_run,
                        g_task_new (NULL, cancellable, was_cancelled, &answered));
  while (!answered)
    g_main_context_iteration (NULL, TRUE);
  sijil_db_worker_stop (worker);
}

#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)

static void
hold (GTask *task)
{
  GMutex *gate = g_task_get_task_data (task);

  g_mutex_lock (gate);
  g_mutex_unlock (gate);
  g_task_return_boolean (task, TRUE);
}

static void
waits (void)
{
  SijilDbWorker *worker = sijil_db_worker_new ("test");
  GTask *task = g_task_new (NULL, NULL, NULL, NULL);
  GMutex gate;

  g_mutex_init (&gate);
  g_assert_true (sijil_db_worker_wait (worker, 0));
  g_mutex_lock (&gate);
  g_task_set_task_data (task, &gate, NULL);
  sijil_db_worker_push (worker, hold, task);
  g_assert_false (sijil_db_worker_wait (worker, 2000));
  g_mutex_unlock (&gate);
  while (!sijil_db_worker_wait (worker, G_USEC_PER_SEC))
    ;
  sijil_db_worker_stop (worker);
  g_mutex_clear (&gate);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/db/a-record-comes-back-as-it-was-saved", round_trip);
  ADD ("/db/saving-again-updates-the-same-row", saved_again);
  ADD ("/db/a-name-is-found-by-its-folded-key", folded_key);
  ADD ("/db/a-row-is-named-by-its-birth-once", births);
  ADD ("/db/what-is-not-there-is-no-error", nothing_there);
  ADD ("/db/a-wrong-key-is-refused-and-harms-nothing", wrong_key);
  ADD ("/db/a-file-that-is-no-database-is-refused", no_database);
  ADD ("/db/nothing-readable-is-in-the-file-or-its-log", encrypted);
  ADD ("/db/the-cipher-is-there-and-the-log-is-wal", cipher);
  ADD ("/db/a-read-only-connection-does-not-write", read_only);
  ADD ("/db/a-rolled-back-transaction-leaves-nothing", rolls_back);
  ADD ("/db/one-statement-serves-nested-uses", nested);
  ADD ("/db/upgrade-goes-step-by-step-and-keeps-the-rows", upgrades);
  ADD ("/db/upgrade-of-an-empty-file-makes-the-newest", fresh);
  ADD ("/db/upgrade-refuses-a-newer-file-untouched", newer_file);
  ADD ("/db/upgrade-that-fails-leaves-the-old-version", failed_step);
  g_test_add_func ("/worker/does-jobs-in-the-order-given", fifo);
  g_test_add_func ("/worker/a-cancelled-job-is-answered-without-running", cancelled);
  g_test_add_func ("/worker/is-waited-for-no-longer-than-asked", waits);
  return g_test_run ();
}
