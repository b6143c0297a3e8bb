/* The desk's side of ./dev bench sync:

     bench-sync make PROFILE SHEET HOUSEHOLDS PERSONS FACTS SEED   a register with so much to send
     bench-sync new PROFILE                                        an empty one
     bench-sync floor PROFILE FILE       its persons and distributions as plain rows: the floor
     bench-sync bare PROFILE             and the register without stamps and losers
     bench-sync enrol PROFILE INVITATION
     bench-sync edit PROFILE N           N persons get another phone, each in a change set
     bench-sync exchange PROFILE TIMES   exchanges, one after the other

   The passphrase comes in SIJIL_PASSPHRASE. */
#include "crowd.h"
#include "figure.h"

#include "sijil-date.h"
#include "sijil-edit.h"
#include "sijil-enrol.h"
#include "sijil-exchanger.h"
#include "sijil-i18n.h"
#include "sijil-keys.h"
#include "sijil-log.h"
#include "sijil-memory.h"
#include "sijil-sheet-import.h"
#include "sijil-sync-error.h"
#include "types/sijil-types-all.h"

#include <glib/gstdio.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
fail (const GError *error)
{
  fprintf (stderr, "bench-sync: %s\n", error != NULL ? error->message : "it cannot be done");
  exit (1);
}

static double
seconds_since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
}

static SijilStore *
create (const char *profile)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *code = NULL;
  SijilStore *store = sijil_store_create (profile, "جمعية القياس", "مكتب القياس", "منى",
                                          g_getenv ("SIJIL_PASSPHRASE"), &code, &error);

  if (store == NULL)
    fail (error);
  return store;
}

static SijilStore *
unlock (const char *profile)
{
  g_autoptr (GError) error = NULL;
  SijilStore *store = sijil_store_unlock (profile, NULL, g_getenv ("SIJIL_PASSPHRASE"), &error);

  if (store == NULL)
    fail (error);
  return store;
}

/* ---- a register with much to send */

/* The lines of the sheet up to so many persons, and then to the end of that family. */
static void
cut_sheet (const char *path, guint persons)
{
  g_autofree char *text = NULL;
  char *line;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    fail (NULL);
  line = text + strcspn (text, "\n") + 1;
  for (guint i = 0; *line != '\0' && i < persons; i++)
    line += strcspn (line, "\n") + 1;
  if (!g_file_set_contents (path, text, line - text, NULL))
    fail (NULL);
}

typedef struct {
  GArray *households; /* SijilId */
  SijilId programme;
  guint n;
} History;

static gpointer
add_programme (SijilSession *session, gpointer data, GError **error)
{
  History *history = data;
  g_autoptr (SijilRecord) programme = sijil_record_new (&sijil_programme_type, NULL);

  sijil_record_set_text (programme, SIJIL_PROGRAMME_CODE, "B-1");
  sijil_record_set_text (programme, SIJIL_PROGRAMME_NAME, "وجبة ساخنة");
  sijil_record_set_text (programme, SIJIL_PROGRAMME_KIND, "goods");
  sijil_record_set_text (programme, SIJIL_PROGRAMME_PER, "household");
  sijil_record_set_text (programme, SIJIL_PROGRAMME_LIMIT_PERIOD, "none");
  sijil_record_set_number (programme, SIJIL_PROGRAMME_LIMIT_COUNT, 1);
  if (!sijil_edit_put (session, programme, error))
    return NULL;
  history->programme = *sijil_record_id (programme);
  return GINT_TO_POINTER (1);
}

static gpointer
load_ids (SijilSession *session, gpointer sql, GError **error)
{
  g_autoptr (SijilStmt) stmt = sijil_db_select (session->db, error, sql, "");
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (SijilId));
  SijilId id;

  while (stmt != NULL && sijil_stmt_next (stmt))
    if (sijil_stmt_id (stmt, 0, &id))
      g_array_append_val (ids, id);
  return ids;
}

/* A fact as the desk writes it, each in a change set of its own: eight fields. */
static gpointer
add_fact (SijilSession *session, gpointer data, GError **error)
{
  History *history = data;
  guint i = history->n++;
  g_autoptr (SijilRecord) fact = sijil_record_new (&sijil_distribution_type, NULL);
  g_autofree char *today = sijil_date_today ();
  g_autofree char *day = sijil_date_add_days (today, -(int) (i / 400) - 1);
  g_autofree char *month = g_strndup (day, 7);

  sijil_record_set_reference (
      fact, SIJIL_DISTRIBUTION_HOUSEHOLD,
      &g_array_index (history->households, SijilId, i * 7919u % history->households->len));
  sijil_record_set_reference (fact, SIJIL_DISTRIBUTION_PROGRAMME, &history->programme);
  sijil_record_set_text (fact, SIJIL_DISTRIBUTION_PERIOD, month);
  sijil_record_set_number (fact, SIJIL_DISTRIBUTION_QUANTITY, 1);
  sijil_record_set_text (fact, SIJIL_DISTRIBUTION_SERVED_ON, day);
  sijil_record_set_number (fact, SIJIL_DISTRIBUTION_AT, g_get_real_time ());
  sijil_record_set_text (fact, SIJIL_DISTRIBUTION_OFFICE, "مكتب القياس");
  sijil_record_set_text (fact, SIJIL_DISTRIBUTION_ACTOR, "منى");
  return GINT_TO_POINTER (sijil_edit_put (session, fact, error));
}

static void
make (char **words)
{
  const SijilSheetConsent consent = { .basis = "signed", .date = "2026-01-05" };
  const SijilSheetRun run = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (BenchSheet) made =
      bench_sheet_write (words[1], (guint) atoi (words[2]), (guint32) atoi (words[5]), 1, &error);
  SijilStore *store = create (words[0]);
  g_autoptr (SijilSheet) sheet = NULL;
  g_autofree char *batch = NULL;
  History history = { 0 };

  if (made == NULL)
    fail (error);
  cut_sheet (words[1], (guint) atoi (words[3]));
  sheet = sijil_sheet_load (words[1], NULL, &error);
  if (sheet == NULL || !sijil_sheet_save (sheet, store, &consent, &run, &batch, &error) ||
      sijil_store_write (store, add_programme, &history, &error) == NULL)
    fail (error);
  history.households =
      sijil_store_read (store, load_ids, (gpointer) "SELECT household FROM household_row", &error);
  for (int i = 0; i < atoi (words[4]); i++)
    if (sijil_store_write (store, add_fact, &history, &error) == NULL)
      fail (error);
  g_array_unref (history.households);
  sijil_store_close (store);
}

/* ---- the floor */

static gpointer
all_records (SijilSession *session, gpointer type, GError **error)
{
  return sijil_records_where (session->db, type, "ORDER BY rowid", error, "");
}

static void
create_plain (SijilDb *db, const SijilTypeDef *type)
{
  g_autoptr (GString) sql = g_string_new (NULL);

  g_string_append_printf (sql, "CREATE TABLE %s (id BLOB PRIMARY KEY", type->name);
  for (guint i = 0; i < type->n_fields; i++)
    g_string_append_printf (sql, ", %s", type->fields[i].name);
  g_string_append (sql, ") WITHOUT ROWID");
  if (!sijil_db_exec (db, sql->str, NULL))
    fail (NULL);
}

static void
insert_plain (SijilDb *db, GPtrArray *records)
{
  const SijilTypeDef *type = sijil_record_def (records->pdata[0]);
  g_autoptr (GString) sql = g_string_new (NULL);

  g_string_append_printf (sql, "INSERT INTO %s VALUES (?1", type->name);
  for (guint i = 0; i < type->n_fields; i++)
    g_string_append_printf (sql, ", ?%u", i + 2);
  g_string_append_c (sql, ')');
  for (guint k = 0; k < records->len; k++) {
    SijilRecord *record = records->pdata[k];
    g_autoptr (SijilStmt) stmt = sijil_db_select (db, NULL, sql->str, "");
    SijilId id;

    sijil_stmt_bind_id (stmt, 1, sijil_record_id (record));
    for (guint i = 0; i < type->n_fields; i++) {
      int column = (int) i + 2;

      if (sijil_record_is_null (record, i))
        sijil_stmt_bind_text (stmt, column, NULL);
      else if (sijil_type_is_number (type->fields[i].kind))
        sijil_stmt_bind_int (stmt, column, sijil_record_number (record, i, 0));
      else if (sijil_record_reference (record, i, &id))
        sijil_stmt_bind_id (stmt, column, &id);
      else
        sijil_stmt_bind_text (stmt, column, sijil_record_text (record, i));
    }
    while (sijil_stmt_next (stmt))
      ;
    if (!sijil_stmt_finish (stmt, NULL))
      fail (NULL);
  }
}

static void
measure_floor (char **words)
{
  guint8 key[SIJIL_DB_KEY_LEN] = { 7 };
  SijilStore *store = unlock (words[0]);
  g_autoptr (GPtrArray) persons =
      sijil_store_read (store, all_records, (gpointer) &sijil_person_type, NULL);
  g_autoptr (GPtrArray) facts =
      sijil_store_read (store, all_records, (gpointer) &sijil_distribution_type, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SijilDb) db = sijil_db_open (words[1], key, SIJIL_DB_CREATE, &error);
  gint64 start;
  double seconds;

  sijil_store_close (store);
  if (db == NULL)
    fail (error);
  create_plain (db, &sijil_person_type);
  create_plain (db, &sijil_distribution_type);
  start = g_get_monotonic_time ();
  if (!sijil_db_begin (db, &error))
    fail (error);
  insert_plain (db, persons);
  insert_plain (db, facts);
  if (!sijil_db_commit (db, &error))
    fail (error);
  seconds = seconds_since (start);
  bench_say ("floor_insert_records_per_s", (persons->len + facts->len) / seconds, "records/s");
  bench_say ("floor_s", seconds, "s");
  bench_say ("records", persons->len + facts->len, "records");
}

static double
packed_mib (SijilDb *db)
{
  if (!sijil_db_exec (db, "VACUUM", NULL))
    fail (NULL);
  return (double) sijil_db_number (db, 0, "PRAGMA page_count", "") *
         (double) sijil_db_number (db, 0, "PRAGMA page_size", "") / 1048576;
}

static SijilDb *
open_file (const char *profile)
{
  g_autofree char *path = g_build_filename (profile, "register.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) slots = sijil_keys_list (profile, &error);
  SijilOpened opened = { 0 };
  SijilDb *db;

  if (slots == NULL || !sijil_keys_open (profile, ((SijilSlot *) slots->pdata[0])->id,
                                         g_getenv ("SIJIL_PASSPHRASE"), &opened, &error))
    fail (error);
  db = sijil_db_open (path, opened.key, SIJIL_DB_READ_WRITE, &error);
  sijil_opened_clear (&opened);
  if (db == NULL)
    fail (error);
  return db;
}

/* What clocks and losers cost on the disk: the same register without them, both packed. */
static void
measure_bare (char **words)
{
  static const char *const TABLES[] = { "household", "person", "distribution", "programme" };
  g_autoptr (SijilDb) db = open_file (words[0]);

  bench_say ("register_mib", packed_mib (db), "MiB");
  for (guint i = 0; i < G_N_ELEMENTS (TABLES); i++) {
    g_autofree char *sql = g_strdup_printf ("DROP INDEX %s_born; UPDATE %s SET stamps = x'',"
                                            " born_device = 0, born_cseq = 0, born_index = 0",
                                            TABLES[i], TABLES[i]);

    if (!sijil_db_exec (db, sql, NULL))
      fail (NULL);
  }
  if (!sijil_db_exec (db, "DELETE FROM loser", NULL))
    fail (NULL);
  bench_say ("bare_mib", packed_mib (db), "MiB");
}

/* ---- the exchange */

static gpointer
edit_one (SijilSession *session, gpointer id, GError **error)
{
  g_autoptr (SijilRecord) person = sijil_record_new (&sijil_person_type, id);
  g_autofree char *phone = g_strdup_printf ("010%08u", g_random_int_range (0, 100000000));

  sijil_record_set_text (person, SIJIL_PERSON_PHONE, phone);
  return GINT_TO_POINTER (sijil_edit_put (session, person, error));
}

static void
edit (char **words)
{
  SijilStore *store = unlock (words[0]);
  g_autofree char *sql =
      g_strdup_printf ("SELECT id FROM person ORDER BY id LIMIT %d", atoi (words[1]));
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = sijil_store_read (store, load_ids, sql, &error);

  for (guint i = 0; i < ids->len; i++)
    if (sijil_store_write (store, edit_one, &g_array_index (ids, SijilId, i), &error) == NULL)
      fail (error);
  sijil_store_close (store);
}

static void
enrol (char **words)
{
  SijilStore *store = unlock (words[0]);
  g_autoptr (GError) error = NULL;

  if (!sijil_enrol (store, words[1], NULL, &error))
    fail (error);
  sijil_store_close (store);
}

/* The most memory that the process has held, of /proc: KiB. */
static double
most_memory (void)
{
  g_autofree char *text = NULL;
  const char *found;

  if (!g_file_get_contents ("/proc/self/status", &text, NULL, NULL))
    return 0;
  found = strstr (text, "VmHWM:");
  return found != NULL ? g_ascii_strtod (found + 6, NULL) : 0;
}

/* Deriving the key took 64 MiB, which are no more in use: the most is what is held from now on. */
static double
forget_most_memory (void)
{
  FILE *file = fopen ("/proc/self/clear_refs", "w");

  malloc_trim (0);
  if (file != NULL) {
    fputs ("5", file);
    fclose (file);
  }
  return most_memory ();
}

static gint64 writing; /* microseconds in the store's writing functions */

gpointer __wrap_sijil_store_write (SijilStore *store, SijilStoreFunc func, gpointer data,
                                   GError **error);
gpointer __real_sijil_store_write (SijilStore *store, SijilStoreFunc func, gpointer data,
                                   GError **error);

gpointer
__wrap_sijil_store_write (SijilStore *store, SijilStoreFunc func, gpointer data, GError **error)
{
  gint64 start = g_get_monotonic_time ();
  gpointer result = __real_sijil_store_write (store, func, data, error);

  writing += g_get_monotonic_time () - start;
  return result;
}

static gpointer
count_records (SijilSession *session, gpointer unused, GError **error)
{
  return GSIZE_TO_POINTER ((gsize) sijil_db_number (
      session->db, 0, "SELECT (SELECT count(*) FROM person) + (SELECT count(*) FROM distribution)",
      ""));
}

static void
on_step (const SijilExchangeStep *step, gpointer data)
{
  *(SijilExchangeStep *) data = *step;
}

/* A bad line fails, and the next try goes on where it was: as the service of the window tries. */
static void
exchange (char **words)
{
  SijilStore *store = unlock (words[0]);
  double before = forget_most_memory ();
  gint64 start = g_get_monotonic_time (), cpu = bench_cpu ();
  SijilExchangeStep step, sum = { 0 };
  int wanted = atoi (words[1]);
  guint tries;

  for (tries = 0; wanted > 0; tries++) {
    g_autoptr (GError) error = NULL;
    gboolean done;

    step = (SijilExchangeStep){ 0 };
    done = sijil_exchanger_run (store, on_step, &step, NULL, &error);
    wanted -= done;
    sum.requests += step.requests;
    sum.bytes_up += step.bytes_up;
    sum.bytes_down += step.bytes_down;
    if (done)
      continue;
    if (!g_error_matches (error, SIJIL_SYNC_ERROR, SIJIL_SYNC_ERROR_UNREACHABLE) || tries > 200)
      fail (error);
    g_usleep (G_USEC_PER_SEC);
  }
  bench_say ("exchange_s", seconds_since (start), "s");
  bench_say ("exchange_cpu_s", (double) (bench_cpu () - cpu) / G_USEC_PER_SEC, "s");
  bench_say ("applying_s", (double) writing / G_USEC_PER_SEC, "s");
  bench_say ("tries", tries, "tries");
  bench_say ("requests", sum.requests, "requests");
  bench_say ("http_up", (double) sum.bytes_up, "bytes");
  bench_say ("http_down", (double) sum.bytes_down, "bytes");
  bench_say ("rss_growth_mib", (most_memory () - before) / 1024, "MiB");
  bench_say ("records",
             (double) GPOINTER_TO_SIZE (sijil_store_read (store, count_records, NULL, NULL)),
             "records");
  sijil_store_close (store);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    int words;
    void (*run) (char **words);
  } VERBS[] = {
    { "make", 6, make },   { "floor", 2, measure_floor }, { "bare", 1, measure_bare },
    { "enrol", 2, enrol }, { "edit", 2, edit },           { "exchange", 2, exchange },
  };

  sijil_memory_init ();
  sijil_log_init ();
  sijil_i18n_init ();
  if (argc == 3 && strcmp (argv[1], "new") == 0) {
    sijil_store_close (create (argv[2]));
    return 0;
  }
  for (guint i = 0; i < G_N_ELEMENTS (VERBS); i++)
    if (argc == VERBS[i].words + 2 && strcmp (argv[1], VERBS[i].name) == 0) {
      VERBS[i].run (argv + 2);
      return 0;
    }
  return 2;
}
