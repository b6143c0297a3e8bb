/* Measures the desk inside a real window: the same application as `sijil`, with a script in it.

     BENCH_EXEC_US=… bench-desk --profile FOLDER --passphrase-fd 0

   Where to look up what comes from the environment, since the application reads the arguments:
   BENCH_EXEC_US the clock just before exec; BENCH_QUERIES a file of what clerks type, BENCH_ROUNDS
   how many families are served and frames are scrolled. Without BENCH_QUERIES only the start is
   measured.

   Deriving the key costs what its limits say and nothing else, whatever this program does; it is
   measured around the very call and told apart from the start. */
#include "figure.h"
#include "ready.h"

#include "desk/sijil-desk-page-private.h"
#include "desk/sijil-family-view-private.h"
#include "sijil-application.h"
#include "sijil-find.h"
#include "sijil-household-list.h"
#include "sijil-i18n.h"
#include "sijil-keys.h"
#include "sijil-log.h"
#include "sijil-window-private.h"

#include <stdlib.h>
#include <string.h>

/* Two frames without anything to draw: the next key comes to a window at rest. */
#define PAUSE_US 34000
#define PATIENCE_US (20 * G_USEC_PER_SEC)
#define SCROLL_PIXELS 120

typedef struct {
  SijilApplication *app;
  SijilWindow *window;
  SijilDeskPage *desk;
  guint painted; /* frames so far */
  gint64 painted_at;
} Bench;

typedef gboolean (*Condition) (Bench *bench, gpointer data);

static gint64 unlock_us, unlock_cpu_us;

gboolean __real_sijil_keys_open (const char *profile, const char *slot_id, const char *passphrase,
                                 guint8 *key, GError **error);
gboolean __wrap_sijil_keys_open (const char *profile, const char *slot_id, const char *passphrase,
                                 guint8 *key, GError **error);

gboolean
__wrap_sijil_keys_open (const char *profile, const char *slot_id, const char *passphrase,
                        guint8 *key, GError **error)
{
  gint64 start = g_get_monotonic_time (), cpu = bench_cpu ();
  gboolean ok = __real_sijil_keys_open (profile, slot_id, passphrase, key, error);

  unlock_us += g_get_monotonic_time () - start;
  unlock_cpu_us += bench_cpu () - cpu;
  return ok;
}

static GtkWidget *
find_below (GtkWidget *widget, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *c = gtk_widget_get_first_child (widget); c != NULL;
       c = gtk_widget_get_next_sibling (c)) {
    GtkWidget *found = find_below (c, type);

    if (found != NULL)
      return found;
  }
  return NULL;
}

static GtkText *
find_entry (GtkWindow *window)
{
  GtkWidget *desk = find_below (GTK_WIDGET (window), SIJIL_TYPE_DESK_PAGE);

  return desk != NULL ? SIJIL_DESK_PAGE (desk)->entry : NULL;
}

static gboolean
wake (gpointer unused)
{
  return G_SOURCE_CONTINUE;
}

static void
until (Bench *bench, Condition condition, gpointer data, const char *what)
{
  gint64 end = g_get_monotonic_time () + PATIENCE_US;

  while (!condition (bench, data)) {
    if (g_get_monotonic_time () > end)
      g_error ("waited in vain for %s", what);
    g_main_context_iteration (NULL, TRUE);
  }
}

static gboolean
is_at_rest (Bench *bench, gpointer since)
{
  gint64 now = g_get_monotonic_time ();

  return now - MAX (bench->painted_at, *(gint64 *) since) >= PAUSE_US;
}

static void
rest (Bench *bench)
{
  gint64 now = g_get_monotonic_time ();

  until (bench, is_at_rest, &now, "a pause");
}

static gboolean
is_painted (Bench *bench, gpointer before)
{
  return bench->painted != *(guint *) before;
}

static void
until_painted (Bench *bench)
{
  guint before = bench->painted;

  until (bench, is_painted, &before, "a frame");
}

static void
on_painted (GdkFrameClock *clock, Bench *bench)
{
  bench->painted++;
  bench->painted_at = g_get_monotonic_time ();
}

static gboolean
has_results (Bench *bench, gpointer unused)
{
  return bench->desk->searching == NULL;
}

/* One letter: until the rows of the longer text have been drawn. */
static void
press_letter (Bench *bench, const char *text, const char *end, BenchTimes *times)
{
  GtkEditable *entry = GTK_EDITABLE (bench->desk->entry);
  int position = gtk_editable_get_position (entry);
  gint64 start;

  rest (bench);
  start = g_get_monotonic_time ();
  gtk_editable_insert_text (entry, text, (int) (end - text), &position);
  gtk_editable_set_position (entry, position);
  until (bench, has_results, NULL, "results");
  /* The same rows as before need no frame; ask for one all the same. */
  gtk_widget_queue_draw (GTK_WIDGET (bench->desk->count));
  until_painted (bench);
  bench_times_add (times, bench->painted_at - start);
}

static void
measure_search (Bench *bench, char **queries)
{
  BenchTimes *times = bench_times_new ();
  gint64 cpu = bench_cpu ();

  for (int i = 0; queries[i] != NULL; i++) {
    for (const char *p = queries[i]; *p != '\0'; p = g_utf8_next_char (p)) {
      /* A space says nothing new, and nothing is searched for it. */
      if (*p == ' ')
        gtk_editable_insert_text (GTK_EDITABLE (bench->desk->entry), " ", 1, &(int){ 10000 });
      else
        press_letter (bench, p, g_utf8_next_char (p), times);
      gtk_editable_set_position (GTK_EDITABLE (bench->desk->entry), -1);
    }
    rest (bench);
    sijil_desk_page_back (bench->desk);
  }
  bench_say ("search_ms_p50", bench_times_ms (times, 50), "ms");
  bench_say ("search_ms_p99", bench_times_ms (times, 99), "ms");
  bench_say ("search_cpu_ms", (double) (bench_cpu () - cpu) / 1000 / MAX (times->len, 1), "ms");
  g_array_unref (times);
}

static void
say_memory (void)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    return;
  line = strstr (status, "VmRSS:");
  if (line != NULL)
    bench_say ("rss_mib", (double) g_ascii_strtoll (line + strlen ("VmRSS:"), NULL, 10) / 1024,
               "MiB");
}

/* The query alone, without a window: what the register answers to each of these texts. */
static void
measure_find (Bench *bench, char **queries)
{
  BenchTimes *times = bench_times_new ();
  gboolean tell = g_getenv ("BENCH_TELL") != NULL;

  for (int i = 0; queries[i] != NULL; i++)
    for (const char *p = queries[i]; *p != '\0'; p = g_utf8_next_char (p)) {
      g_autofree char *text = g_strndup (queries[i], (gsize) (g_utf8_next_char (p) - queries[i]));
      gint64 start = g_get_monotonic_time ();
      g_autoptr (GPtrArray) found = sijil_store_read (bench->window->store, sijil_find, text, NULL);

      bench_times_add (times, g_get_monotonic_time () - start);
      if (tell)
        g_printerr ("%6.2f ms %2u %s\n", (double) (g_get_monotonic_time () - start) / 1000,
                    found->len, text);
    }
  bench_say ("fts_ms_p50", bench_times_ms (times, 50), "ms");
  bench_say ("fts_ms_p99", bench_times_ms (times, 99), "ms");
  g_array_unref (times);
}

static gboolean
has_family (Bench *bench, gpointer household)
{
  const SijilId *open = sijil_family_view_household (bench->desk->family);

  return open != NULL && sijil_id_equal (open, household);
}

static gboolean
has_received (Bench *bench, gpointer before)
{
  const SijilFamily *family = bench->desk->family->family;

  return family != NULL && family->received->len > *(guint *) before;
}

static guint
free_row (SijilFamily *family)
{
  for (guint i = 0; i < family->entitlements->len; i++)
    if (((SijilEntitlement *) family->entitlements->pdata[i])->state == SIJIL_ENTITLED)
      return i + 1;
  return 0;
}

/* From the scan to the family on the screen, and from Alt and its number to the row in green. */
static void
serve (Bench *bench, const SijilId *household, BenchTimes *opens, BenchTimes *writes,
       BenchTimes *work)
{
  guint received, row;
  gint64 start, cpu;

  rest (bench);
  start = g_get_monotonic_time ();
  sijil_desk_page_open (bench->desk, household);
  until (bench, has_family, (gpointer) household, "the family");
  until_painted (bench);
  bench_times_add (opens, bench->painted_at - start);
  row = free_row (bench->desk->family->family);
  if (row == 0)
    return;
  received = bench->desk->family->family->received->len;
  rest (bench);
  start = g_get_monotonic_time ();
  cpu = bench_cpu ();
  sijil_family_view_press (bench->desk->family, row);
  until (bench, has_received, &received, "the row in green");
  until_painted (bench);
  bench_times_add (writes, bench->painted_at - start);
  /* What follows the green row counts as work, too. */
  rest (bench);
  bench_times_add (work, bench_cpu () - cpu);
}

static void
measure_hand_over (Bench *bench, guint rounds)
{
  g_autoptr (SijilHouseholdList) list = sijil_household_list_new (bench->window->store);
  BenchTimes *opens = bench_times_new (), *writes = bench_times_new ();
  BenchTimes *work = bench_times_new ();
  guint n = g_list_model_get_n_items (G_LIST_MODEL (list));

  for (guint i = 0; i < MIN (rounds, n); i++) {
    g_autoptr (SijilHouseholdRow) row = g_list_model_get_item (G_LIST_MODEL (list), i);

    serve (bench, sijil_household_row_id (row), opens, writes, work);
  }
  bench_say ("open_family_ms_p50", bench_times_ms (opens, 50), "ms");
  bench_say ("open_family_ms_p99", bench_times_ms (opens, 99), "ms");
  bench_say ("handover_ms_p50", bench_times_ms (writes, 50), "ms");
  bench_say ("handover_ms_p99", bench_times_ms (writes, 99), "ms");
  bench_say ("handover_cpu_ms_p50", bench_times_ms (work, 50), "ms");
  g_array_unref (opens);
  g_array_unref (writes);
  g_array_unref (work);
}

/* Frame after frame 120 pixels further down the list of all households. */
static void
measure_scroll (Bench *bench, guint rounds)
{
  BenchTimes *times = bench_times_new ();
  GtkWidget *view;
  GtkAdjustment *adjustment;
  gint64 last;

  sijil_shell_show_section (bench->window->shell, "households");
  view = find_below (GTK_WIDGET (bench->window), GTK_TYPE_COLUMN_VIEW);
  rest (bench);
  rest (bench);
  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view));
  last = g_get_monotonic_time ();
  for (guint i = 0; i < rounds; i++) {
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + SCROLL_PIXELS);
    gtk_widget_queue_draw (view);
    until_painted (bench);
    if (i > 0)
      bench_times_add (times, bench->painted_at - last);
    last = bench->painted_at;
  }
  bench_say ("scroll_frame_ms_p50", bench_times_ms (times, 50), "ms");
  bench_say ("scroll_frame_ms_p99", bench_times_ms (times, 99), "ms");
  g_array_unref (times);
}

static gboolean
on_ready (gpointer data)
{
  Bench *bench = data;
  double start = bench_since_exec (), unlock = (double) unlock_us / G_USEC_PER_SEC;
  const char *path = g_getenv ("BENCH_QUERIES");
  const char *given = g_getenv ("BENCH_ROUNDS");
  guint rounds = given != NULL ? (guint) strtoul (given, NULL, 10) : 0;
  g_autofree char *text = NULL;

  bench_say ("cold_start_s", start - unlock, "s");
  bench_say ("cold_start_cpu_s", (double) (bench_cpu () - unlock_cpu_us) / G_USEC_PER_SEC, "s");
  bench_say ("unlock_s", unlock, "s");
  bench->window = SIJIL_WINDOW (gtk_application_get_active_window (GTK_APPLICATION (bench->app)));
  bench->desk = SIJIL_DESK_PAGE (find_below (GTK_WIDGET (bench->window), SIJIL_TYPE_DESK_PAGE));
  /* A blinking cursor draws all the time, and a key that comes in between waits for the next turn.
   */
  g_object_set (gtk_settings_get_default (), "gtk-cursor-blink", FALSE, NULL);
  /* Conditions are looked at now and then even if nothing happens. */
  g_timeout_add (5, wake, NULL);
  g_signal_connect (gtk_widget_get_frame_clock (GTK_WIDGET (bench->window)), "after-paint",
                    G_CALLBACK (on_painted), bench);
  if (path != NULL && g_file_get_contents (path, &text, NULL, NULL)) {
    const char *searches = g_getenv ("BENCH_SEARCHES");
    g_auto (GStrv) queries = g_strsplit (text, "\n", -1);

    for (guint i = searches != NULL ? (guint) strtoul (searches, NULL, 10) : G_MAXUINT;
         i < g_strv_length (queries);)
      g_clear_pointer (&queries[g_strv_length (queries) - 1], g_free);

    measure_search (bench, queries);
    say_memory ();
    measure_find (bench, queries);
    measure_hand_over (bench, rounds);
    measure_scroll (bench, rounds * 3);
  }
  g_application_quit (G_APPLICATION (bench->app));
  return G_SOURCE_REMOVE;
}

int
main (int argc, char **argv)
{
  Bench bench = { 0 };
  int status;

  sijil_log_init ();
  sijil_i18n_init ();
  bench.app = sijil_application_new ();
  bench_when_ready (GTK_APPLICATION (bench.app), find_entry, on_ready, &bench);
  status = g_application_run (G_APPLICATION (bench.app), argc, argv);
  g_object_unref (bench.app);
  return status;
}
