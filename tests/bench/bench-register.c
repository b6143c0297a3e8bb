/* Makes the register that the benches work on, and measures how a sheet goes in:

     bench-register make PROFILE SHEET HOUSEHOLDS SEED    a new register of a new sheet
     bench-register sheet SHEET HOUSEHOLDS SEED           a sheet alone
     bench-register import PROFILE SHEET                  a sheet into the register
     bench-register size PROFILE                          bytes and persons

   The passphrase comes in SIJIL_PASSPHRASE. What clerks would type goes to SHEET.queries. */
#include "crowd.h"
#include "figure.h"

#include "sijil-date.h"
#include "sijil-edit.h"
#include "sijil-i18n.h"
#include "sijil-log.h"
#include "sijil-meta.h"
#include "sijil-sheet-import.h"
#include "types/sijil-types-all.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROWS_OF_A_PART 150000
#define QUERIES 100
#define FACTS_A_TRANSACTION 500
#define DAYS_OF_HISTORY 300

static const struct {
  const char *code;
  const char *name;
  const char *family;
  const char *kind;
  const char *limit;
} PROGRAMMES[] = {
  /* Without a limit: the benches hand it over again and again. */
  { "B-1", "وجبة ساخنة", NULL, "goods", "none" },
  { "B-2", "كرتونة رمضان", "ramadan-food", "goods", "ramadan" },
  { "B-3", "بطانية شتاء", NULL, "goods", "winter" },
  { "B-4", "كوبون شهري", NULL, "goods", "month" },
};

typedef struct {
  SijilId programmes[G_N_ELEMENTS (PROGRAMMES)];
  GArray *households; /* SijilId */
  guint first;
} History;

static void
fail (const GError *error)
{
  fprintf (stderr, "bench-register: %s\n", error->message);
  exit (1);
}

static BenchSheet *
write_sheet (const char *path, const char *households, const char *seed)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *beside = g_strconcat (path, ".queries", NULL);
  g_autofree char *text = NULL;
  BenchSheet *sheet = bench_sheet_write (path, (guint) strtoul (households, NULL, 10),
                                         (guint32) strtoul (seed, NULL, 10), QUERIES, &error);

  if (sheet == NULL)
    fail (error);
  g_ptr_array_add (sheet->queries, NULL);
  text = g_strjoinv ("\n", (char **) sheet->queries->pdata);
  if (!g_file_set_contents (beside, text, -1, &error))
    fail (error);
  return sheet;
}

/* Reads one sheet into the register and counts its rows. */
static guint
import_one (SijilStore *store, const char *path)
{
  const SijilSheetConsent consent = { .basis = "signed", .date = "2026-01-05" };
  const SijilSheetRun run = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (SijilSheet) sheet = sijil_sheet_load (path, NULL, &error);
  g_autofree char *batch = NULL;

  if (sheet == NULL || !sijil_sheet_save (sheet, store, &consent, &run, &batch, &error))
    fail (error);
  return sheet->n_rows;
}

/* Where the next part ends: at the household after ROWS_OF_A_PART rows. */
static char *
end_of_part (char *start)
{
  guint rows = 0;
  char *line = start;

  while (*line != '\0') {
    gsize number = strcspn (line, ",");
    char *next = line + strcspn (line, "\n");

    next += *next == '\n';
    if (++rows >= ROWS_OF_A_PART && strncmp (line, next, number + 1) != 0)
      return next;
    line = next;
  }
  return line;
}

/* As a coordinator has to bring in a sheet that is too long: in parts, one after the other. */
static guint
import_parts (SijilStore *store, const char *path)
{
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  guint rows = 0;
  char *line;

  if (!g_file_get_contents (path, &text, NULL, &error))
    fail (error);
  line = text + strcspn (text, "\n") + 1;
  for (char *end; *line != '\0'; line = end) {
    g_autoptr (GString) sheet = g_string_new_len (text, (gssize) strcspn (text, "\n") + 1);

    end = end_of_part (line);
    g_string_append_len (sheet, line, end - line);
    if (!g_file_set_contents (part, sheet->str, (gssize) sheet->len, &error))
      fail (error);
    rows += import_one (store, part);
  }
  g_unlink (part);
  return rows;
}

static void
import (SijilStore *store, const char *path, const char *prefix)
{
  gint64 start = g_get_monotonic_time (), cpu = bench_cpu ();
  guint rows = import_parts (store, path);
  double seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  double busy = (double) (bench_cpu () - cpu) / G_USEC_PER_SEC;
  g_autofree char *rate = g_strconcat (prefix, "import_rows_per_s", NULL);
  g_autofree char *cpu_rate = g_strconcat (prefix, "import_rows_per_cpu_s", NULL);

  bench_say (rate, rows / MAX (seconds, 1e-6), "rows/s");
  bench_say (cpu_rate, rows / MAX (busy, 1e-6), "rows/s");
}

static gpointer
add_programmes (SijilSession *session, gpointer data, GError **error)
{
  History *history = data;

  for (guint i = 0; i < G_N_ELEMENTS (PROGRAMMES); i++) {
    g_autoptr (SijilRecord) programme = sijil_record_new (&sijil_programme_type, NULL);

    sijil_record_set_text (programme, SIJIL_PROGRAMME_CODE, PROGRAMMES[i].code);
    sijil_record_set_text (programme, SIJIL_PROGRAMME_NAME, PROGRAMMES[i].name);
    sijil_record_set_text (programme, SIJIL_PROGRAMME_FAMILY, PROGRAMMES[i].family);
    sijil_record_set_text (programme, SIJIL_PROGRAMME_KIND, PROGRAMMES[i].kind);
    sijil_record_set_text (programme, SIJIL_PROGRAMME_PER, "household");
    sijil_record_set_text (programme, SIJIL_PROGRAMME_LIMIT_PERIOD, PROGRAMMES[i].limit);
    sijil_record_set_number (programme, SIJIL_PROGRAMME_LIMIT_COUNT, 1);
    if (!sijil_edit_put (session, programme, error))
      return NULL;
    history->programmes[i] = *sijil_record_id (programme);
  }
  return GINT_TO_POINTER (1);
}

static gpointer
load_households (SijilSession *session, gpointer unused, GError **error)
{
  g_autoptr (SijilStmt) stmt = sijil_db_select (
      session->db, error, "SELECT household FROM household_row ORDER BY rowid", "");
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (SijilId));
  SijilId id;

  while (stmt != NULL && sijil_stmt_next (stmt))
    if (sijil_stmt_id (stmt, 0, &id))
      g_array_append_val (ids, id);
  return ids;
}

static SijilRecord *
make_fact (History *history, guint i, const char *today)
{
  SijilRecord *fact = sijil_record_new (&sijil_distribution_type, NULL);
  g_autofree char *day = sijil_date_add_days (today, -(int) (i * 7919u % DAYS_OF_HISTORY) - 1);
  g_autofree char *month = g_strndup (day, 7);
  SijilId *household = &g_array_index (history->households, SijilId, i);

  sijil_record_set_reference (fact, SIJIL_DISTRIBUTION_HOUSEHOLD, household);
  sijil_record_set_reference (fact, SIJIL_DISTRIBUTION_PROGRAMME,
                              &history->programmes[1 + i % (G_N_ELEMENTS (PROGRAMMES) - 1)]);
  sijil_record_set_text (fact, SIJIL_DISTRIBUTION_PERIOD, month);
  sijil_record_set_number (fact, SIJIL_DISTRIBUTION_QUANTITY, 1);
  sijil_record_set_text (fact, SIJIL_DISTRIBUTION_SERVED_ON, day);
  sijil_record_set_number (fact, SIJIL_DISTRIBUTION_AT, g_get_real_time ());
  sijil_record_set_text (fact, SIJIL_DISTRIBUTION_OFFICE, "مكتب القياس");
  sijil_record_set_text (fact, SIJIL_DISTRIBUTION_ACTOR, "منى");
  return fact;
}

/* Three families of five have been given something in the last months. */
static gpointer
add_history (SijilSession *session, gpointer data, GError **error)
{
  History *history = data;
  g_autofree char *today = sijil_date_today ();
  guint end = MIN (history->first + FACTS_A_TRANSACTION, history->households->len);

  for (guint i = history->first; i < end; i++) {
    g_autoptr (SijilRecord) fact = i % 5 < 3 ? make_fact (history, i, today) : NULL;

    if (fact != NULL && !sijil_edit_put (session, fact, error))
      return NULL;
  }
  return GINT_TO_POINTER (1);
}

static void
make (const char *profile, const char *path, const char *households, const char *seed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BenchSheet) sheet = write_sheet (path, households, seed);
  g_autofree char *code = NULL;
  g_autoptr (SijilStore) store = sijil_store_create (profile, "جمعية القياس", "مكتب القياس", "منى",
                                                     g_getenv ("SIJIL_PASSPHRASE"), &code, &error);
  History history = { 0 };

  if (store == NULL)
    fail (error);
  import (store, path, "whole_");
  if (sijil_store_write (store, add_programmes, &history, &error) == NULL)
    fail (error);
  history.households = sijil_store_read (store, load_households, NULL, &error);
  for (; history.first < history.households->len; history.first += FACTS_A_TRANSACTION)
    if (sijil_store_write (store, add_history, &history, &error) == NULL)
      fail (error);
  g_array_unref (history.households);
  sijil_store_close (store);
}

static gpointer
count_persons (SijilSession *session, gpointer unused, GError **error)
{
  return GINT_TO_POINTER ((int) sijil_meta_number (session->db, SIJIL_META_PERSONS, 0));
}

static void
say_size (SijilStore *store, const char *profile)
{
  g_autofree char *path = g_build_filename (profile, "register.db", NULL);
  int persons = GPOINTER_TO_INT (sijil_store_read (store, count_persons, NULL, NULL));
  GStatBuf info;

  /* Closing puts the log into the file. */
  sijil_store_close (store);
  if (g_stat (path, &info) != 0 || persons == 0)
    return;
  bench_say ("persons", persons, "persons");
  bench_say ("db_mib", (double) info.st_size / 1048576, "MiB");
  bench_say ("db_bytes_per_person", (double) info.st_size / persons, "bytes");
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SijilStore) store = NULL;
  const char *verb = argc > 2 ? argv[1] : "";

  sijil_log_init ();
  sijil_i18n_init ();
  if (strcmp (verb, "make") == 0 && argc == 6) {
    make (argv[2], argv[3], argv[4], argv[5]);
    return 0;
  }
  if (strcmp (verb, "sheet") == 0 && argc == 5) {
    bench_sheet_free (write_sheet (argv[2], argv[3], argv[4]));
    return 0;
  }
  store = sijil_store_unlock (argc > 2 ? argv[2] : "", NULL, g_getenv ("SIJIL_PASSPHRASE"), &error);
  if (store == NULL)
    fail (error);
  if (strcmp (verb, "import") == 0 && argc == 4)
    import (store, argv[3], "");
  else if (strcmp (verb, "size") == 0)
    say_size (store, argv[2]);
  return 0;
}
