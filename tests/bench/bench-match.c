/* Measures the matcher:

     bench-match sheet SHEET             keys and comparisons of a sheet within itself
     bench-match keys PROFILE            writes the keys that the register owes
     bench-match lookup PROFILE N        looks for N of its people, written otherwise

   The passphrase comes in SIJIL_PASSPHRASE. */
#include "figure.h"

#include "sijil-i18n.h"
#include "sijil-log.h"
#include "sijil-look-alikes.h"
#include "sijil-match-index.h"
#include "sijil-match-keys.h"
#include "sijil-match-sheet.h"
#include "sijil-records.h"
#include "types/sijil-types-all.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PAIRS 2000000
#define NEIGHBOURS 8 /* of a block */

static void
fail (const GError *error)
{
  fprintf (stderr, "bench-match: %s\n", error->message);
  exit (1);
}

static SijilStore *
open_register (const char *profile)
{
  g_autoptr (GError) error = NULL;
  SijilStore *store = sijil_store_unlock (profile, NULL, g_getenv ("SIJIL_PASSPHRASE"), &error);

  if (store == NULL)
    fail (error);
  return store;
}

static gpointer
ask (SijilStore *store, SijilStoreFunc func, gpointer data, gboolean writes)
{
  g_autoptr (GError) error = NULL;
  gpointer answer = writes ? sijil_store_write (store, func, data, &error)
                           : sijil_store_read (store, func, data, &error);

  if (error != NULL)
    fail (error);
  return answer;
}

/* The headings of the sheets that the benches make. */
static GHashTable *
columns (void)
{
  static const struct {
    const char *heading;
    SijilRole role;
  } HEADINGS[] = { { "رقمالاسره", SIJIL_ROLE_HOUSEHOLD },
                   { "الاسم", SIJIL_ROLE_NAME },
                   { "النوع", SIJIL_ROLE_SEX },
                   { "تاريخالميلاد", SIJIL_ROLE_BIRTH_DATE },
                   { "الرقمالقومي", SIJIL_ROLE_NATIONAL_ID },
                   { "التليفون", SIJIL_ROLE_PHONE },
                   { "المحافظه", SIJIL_ROLE_GOVERNORATE },
                   { "القريه", SIJIL_ROLE_VILLAGE } };
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (HEADINGS); i++)
    g_hash_table_insert (table, g_strdup (HEADINGS[i].heading), GINT_TO_POINTER (HEADINGS[i].role));
  return table;
}

static void
measure_keys (GArray *records)
{
  guint64 keys[SIJIL_MATCH_MAX_KEYS], n = 0;
  gint64 start = bench_cpu ();

  for (guint i = 0; i < records->len; i++)
    n += sijil_match_keys (&g_array_index (records, SijilMatchRecord, i), keys);
  bench_say ("keys_per_cpu_s", (double) n * G_USEC_PER_SEC / (double) (bench_cpu () - start),
             "1/s");
}

typedef struct {
  guint64 key;
  guint32 record;
} Entry;

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const Entry *left = a, *right = b;

  return left->key < right->key ? -1 : left->key > right->key;
}

/* Those that share a key, which is whom the matcher compares; each with the next few of its block.
 */
static GArray *
candidates (GArray *records)
{
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  GArray *pairs = g_array_new (FALSE, FALSE, 2 * sizeof (guint32));
  guint64 keys[SIJIL_MATCH_MAX_KEYS];

  for (guint i = 0; i < records->len; i++) {
    guint n = sijil_match_keys (&g_array_index (records, SijilMatchRecord, i), keys);

    for (guint k = 0; k < n; k++) {
      Entry entry = { keys[k], i };

      g_array_append_val (entries, entry);
    }
  }
  g_array_sort (entries, compare_entries);
  for (guint i = 0; i < entries->len; i++)
    for (guint k = i + 1; k < entries->len && k <= i + NEIGHBOURS; k++) {
      const Entry *a = &g_array_index (entries, Entry, i), *b = &g_array_index (entries, Entry, k);
      guint32 pair[2] = { a->record, b->record };

      if (a->key != b->key)
        break;
      g_array_append_val (pairs, pair);
    }
  return pairs;
}

static void
measure_pairs (GArray *records)
{
  SijilMatchScale scale = { sijil_match_prior (records->len), TRUE, 0 };
  g_autoptr (GArray) pairs = candidates (records);
  SijilComparison comparison;
  double sum = 0;
  guint rounds = PAIRS / MAX (pairs->len, 1) + 1;
  gint64 start = bench_cpu ();

  for (guint round = 0; round < rounds; round++)
    for (guint i = 0; i < pairs->len; i++) {
      const guint32 *pair = &g_array_index (pairs, guint32, 2 * i);

      sijil_match_compare (&g_array_index (records, SijilMatchRecord, pair[0]),
                           &g_array_index (records, SijilMatchRecord, pair[1]), &scale,
                           &comparison);
      sum += (double) comparison.weight;
    }
  bench_say ("pairs_per_cpu_s",
             (double) rounds * pairs->len * G_USEC_PER_SEC / (double) (bench_cpu () - start),
             "1/s");
  if (sum > 1e12)
    printf ("\n"); /* so that it is worked out */
}

static void
sheet (const char *path)
{
  g_autoptr (GHashTable) roles = columns ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SijilMatchSheet) read = sijil_match_sheet_load (path, roles, NULL, &error);
  SijilMatchLists lists = { NULL };
  g_autoptr (GArray) pairs = NULL;

  if (read == NULL)
    fail (error);
  sijil_match_weigh_lists (read->records, NULL);
  lists.a = read->records;
  measure_keys (read->records);
  measure_pairs (read->records);
  pairs = sijil_match_pairs (&lists, NULL, NULL);
  bench_say ("candidates_per_record", (double) lists.candidates / read->records->len, "1");
}

static gpointer
pages (SijilSession *session, gpointer unused, GError **error)
{
  gint64 bytes = sijil_db_number (session->db, 0, "PRAGMA page_count", "") *
                 sijil_db_number (session->db, 0, "PRAGMA page_size", "");

  return g_memdup2 (&bytes, sizeof bytes);
}

static void
write_keys (const char *profile)
{
  SijilStore *store = open_register (profile);
  g_autofree gint64 *before = ask (store, pages, NULL, FALSE), *after = NULL;
  guint most = 20000;
  gint64 start = g_get_monotonic_time (), done = 1;

  while (done > 0) {
    g_autofree gint64 *answer = ask (store, sijil_match_index_work, &most, TRUE);

    done = *answer;
  }
  bench_say ("keys_s", (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC, "s");
  after = ask (store, pages, NULL, FALSE);
  bench_say ("keys_mb", (double) (*after - *before) / 1e6, "MB");
  sijil_store_close (store);
  g_object_unref (store);
}

/* One of the people, by chance. */
static gpointer
pick (SijilSession *session, gpointer data, GError **error)
{
  gint64 last = sijil_db_number (session->db, 0, "SELECT max(rowid) FROM person", "");
  g_autoptr (GPtrArray) persons = sijil_records_where (
      session->db, &sijil_person_type, "WHERE rowid >= ?1 AND gone = 0 ORDER BY rowid LIMIT 1",
      error, "i", (gint64) (g_rand_double (data) * (double) last) + 1);

  return persons != NULL && persons->len > 0 ? g_object_ref (persons->pdata[0]) : NULL;
}

/* Two letters swapped in the father's name, and an ID without one digit or none at all. */
static SijilRecord *
write_otherwise (SijilRecord *person, guint i)
{
  SijilRecord *typed = sijil_record_new (&sijil_person_type, NULL);
  g_auto (GStrv) parts = g_strsplit (sijil_record_text (person, SIJIL_PERSON_NAME), " ", 0);
  const char *id = sijil_record_text (person, SIJIL_PERSON_ID_NUMBER);
  g_autofree char *name = NULL, *slip = NULL;

  if (g_strv_length (parts) > 1 && g_utf8_strlen (parts[1], -1) > 3) {
    gunichar *letters = g_utf8_to_ucs4_fast (parts[1], -1, NULL);
    gunichar second = letters[1];

    letters[1] = letters[2];
    letters[2] = second;
    g_free (parts[1]);
    parts[1] = g_ucs4_to_utf8 (letters, -1, NULL, NULL, NULL);
    g_free (letters);
  }
  name = g_strjoinv (" ", parts);
  sijil_record_set_text (typed, SIJIL_PERSON_NAME, name);
  sijil_record_take_field (typed, SIJIL_PERSON_BIRTH_DATE, person);
  sijil_record_take_field (typed, SIJIL_PERSON_SEX, person);
  if (i % 2 == 0 && id != NULL && strlen (id) == 14) {
    slip = g_strdup (id);
    slip[10] = slip[10] == '9' ? '0' : (char) (slip[10] + 1);
    sijil_record_set_text (typed, SIJIL_PERSON_ID_NUMBER, slip);
  }
  return typed;
}

static gboolean
is_among (GPtrArray *found, SijilRecord *person)
{
  for (guint i = 0; i < found->len; i++)
    if (sijil_id_equal (&((SijilLookAlike *) found->pdata[i])->person, sijil_record_id (person)))
      return TRUE;
  return FALSE;
}

static void
look_up (const char *profile, guint n)
{
  SijilStore *store = open_register (profile);
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  BenchTimes *times = bench_times_new ();
  guint found = 0;

  for (guint i = 0; i < n + 20; i++) {
    g_autoptr (SijilRecord) person = ask (store, pick, rand, FALSE);
    g_autoptr (SijilRecord) typed = write_otherwise (person, i);
    gint64 start = g_get_monotonic_time ();
    g_autoptr (GPtrArray) likes =
        ask (store, sijil_look_alikes, &(SijilTypedMember){ typed }, FALSE);

    if (i < 20) /* names are counted, pages come into memory */
      continue;
    bench_times_add (times, g_get_monotonic_time () - start);
    found += is_among (likes, person);
  }
  bench_say ("lookup_ms_p50", bench_times_ms (times, 50), "ms");
  bench_say ("lookup_ms_p99", bench_times_ms (times, 99), "ms");
  bench_say ("lookup_found", (double) found / n, "1");
  g_array_unref (times);
  sijil_store_close (store);
  g_object_unref (store);
}

int
main (int argc, char **argv)
{
  sijil_i18n_init ();
  sijil_log_init ();
  if (argc == 3 && strcmp (argv[1], "sheet") == 0)
    sheet (argv[2]);
  else if (argc == 3 && strcmp (argv[1], "keys") == 0)
    write_keys (argv[2]);
  else if (argc == 4 && strcmp (argv[1], "lookup") == 0)
    look_up (argv[2], (guint) atoi (argv[3]));
  else {
    fprintf (stderr, "bench-match sheet SHEET | keys PROFILE | lookup PROFILE N\n");
    return 2;
  }
  return 0;
}
