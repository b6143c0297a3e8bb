#include "desk.h"
#include "sijil-fold.h"
#include "sijil-household-list.h"
#include "sijil-index.h"
#include "sijil-life.h"
#include "sijil-session.h"
#include "sijil-edit.h"
#include "sijil-test.h"

#include <string.h>

#define MANY 1000
#define PAGE 256

static char *folder;
static SijilStore *store;

/* A thousand families, in one transaction so that it takes a second. */
static gpointer
fill (SijilSession *session, gpointer data, GError **error)
{
  static const char *const NAMES[] = { "أحمد", "إبراهيم", "زينب", "فاطمة", "محمود", "ياسمين" };

  for (guint i = 0; i < MANY; i++) {
    g_autoptr (SijilRecord) household = desk_household (i % 4 != 0);
    g_autoptr (SijilRecord) person = NULL;
    g_autoptr (SijilHouseholdEdit) edit = NULL;
    g_autofree char *name = g_strdup_printf ("%s علي %c%c%c", NAMES[i * 7 % 6], 'a' + i % 26,
                                             'a' + i / 26 % 26, 'a' + i / 676);

    sijil_record_set_text (household, SIJIL_HOUSEHOLD_VILLAGE, i % 10 == 0 ? "قرية أخرى" : "منية");
    person = desk_person (name, i % 50 == 0 ? "child" : "head", NULL, NULL);
    edit = sijil_household_edit_new (household);
    g_ptr_array_add (edit->persons, g_object_ref (person));
    g_free (sijil_household_save (session, edit, error));
    if (*error != NULL)
      return NULL;
  }
  return NULL;
}

static void
settle (SijilHouseholdList *list)
{
  while (g_main_context_iteration (NULL, FALSE) || sijil_household_list_is_reading (list))
    ;
}

/* An answer that is no longer wanted holds the list until it has arrived. */
static void
drop (SijilHouseholdList *list)
{
  gint64 end = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  g_object_add_weak_pointer (G_OBJECT (list), (gpointer *) &list);
  g_object_unref (list);
  while (list != NULL && g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_thread_yield ();
  g_assert_null (list);
}

/* Reads on as a scrolled list does. */
static void
scroll (SijilHouseholdList *list)
{
  GListModel *model = G_LIST_MODEL (list);
  guint before;

  settle (list);
  do {
    g_autoptr (SijilHouseholdRow) last = NULL;

    before = g_list_model_get_n_items (model);
    if (before > 0)
      last = g_list_model_get_item (model, before - 1);
    settle (list);
  } while (g_list_model_get_n_items (model) > before);
}

static void
pages (void)
{
  SijilHouseholdList *list = sijil_household_list_new (store);
  g_autoptr (GHashTable) seen = g_hash_table_new (sijil_id_hash, sijil_id_equal);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *last = g_strdup ("");

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, PAGE);
  g_assert_cmpuint (sijil_household_list_total (list), ==, MANY);
  g_assert_cmpuint (sijil_household_list_persons (list), ==, MANY);
  g_assert_true (sijil_household_list_is_counted (list));
  scroll (list);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, MANY);
  for (guint i = 0; i < MANY; i++) {
    SijilHouseholdRow *row = g_list_model_get_item (G_LIST_MODEL (list), i);
    g_autofree char *key = sijil_fold (sijil_household_row_head (row));

    g_ptr_array_add (rows, row);
    g_assert_true (g_hash_table_add (seen, (gpointer) sijil_household_row_id (row)));
    if (*key == '\0') /* heads that are to be confirmed stand last */
      key = (g_free (key), g_strdup ("\364\217\277\275"));
    g_assert_cmpint (strcmp (last, key), <=, 0);
    g_free (last);
    last = g_strdup (key);
  }
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (list), MANY));
  drop (list);
}

static guint
filtered (const SijilHouseholdFilter *filter)
{
  SijilHouseholdList *list = sijil_household_list_new (store);
  guint n;

  sijil_household_list_set_filter (list, filter);
  scroll (list);
  g_assert_true (sijil_household_list_is_counted (list));
  n = g_list_model_get_n_items (G_LIST_MODEL (list));
  g_assert_cmpuint (sijil_household_list_total (list), ==, n);
  drop (list);
  return n;
}

static void
filters (void)
{
  g_autofree char *village = sijil_fold ("قرية اخري"), *tomorrow = desk_day (1);
  g_autoptr (GPtrArray) all = desk_all (store, &sijil_household_type);
  const char *card = sijil_record_text (all->pdata[17], SIJIL_HOUSEHOLD_CARD);

  g_assert_cmpuint (filtered (&(SijilHouseholdFilter){ .no_consent = TRUE }), ==, MANY / 4);
  g_assert_cmpuint (filtered (&(SijilHouseholdFilter){ .no_head = TRUE }), ==, MANY / 50);
  g_assert_cmpuint (filtered (&(SijilHouseholdFilter){ .village = village }), ==, MANY / 10);
  g_assert_cmpuint (filtered (&(SijilHouseholdFilter){ .village = village, .no_consent = TRUE }),
                    ==, MANY / 20);
  g_assert_cmpuint (filtered (&(SijilHouseholdFilter){ .text = (char *) card }), ==, 1);
  g_assert_cmpuint (filtered (&(SijilHouseholdFilter){ .text = (char *) "إبراهيم" }), >, 100);
  g_assert_cmpuint (filtered (&(SijilHouseholdFilter){ .text = (char *) "ابراهيم" }), ==,
                    filtered (&(SijilHouseholdFilter){ .text = (char *) "إبراهيم" }));
  g_assert_cmpuint (filtered (&(SijilHouseholdFilter){ .text = (char *) "nobody" }), ==, 0);
  g_assert_cmpuint (filtered (&(SijilHouseholdFilter){ .text = (char *) "%" }), ==, MANY);
  g_assert_cmpuint (filtered (&(SijilHouseholdFilter){ .not_served_since = tomorrow }), ==, MANY);
}

static void
by_number (void)
{
  SijilId home = desk_family (store, "ءء صاحب الرقم", "29502171575303", NULL, TRUE);
  SijilId head = desk_head (store, &home);

  desk_edit (store, &sijil_household_type, &home, SIJIL_HOUSEHOLD_PHONE, "01114509932");
  desk_edit (store, &sijil_person_type, &head, SIJIL_PERSON_PHONE, "01229998877");
  g_assert_cmpuint (filtered (&(SijilHouseholdFilter){ .text = (char *) "29502171575303" }), ==, 1);
  g_assert_cmpuint (filtered (&(SijilHouseholdFilter){ .text = (char *) "٢٩٥٠٢١٧" }), ==, 1);
  g_assert_cmpuint (filtered (&(SijilHouseholdFilter){ .text = (char *) "0111 450" }), ==, 1);
  g_assert_cmpuint (filtered (&(SijilHouseholdFilter){ .text = (char *) "+201229998877" }), ==, 1);
  g_assert_cmpuint (filtered (&(SijilHouseholdFilter){ .text = (char *) "0155" }), ==, 0);
  desk_write (store, sijil_household_delete, &home);
}

static void
counts (void)
{
  SijilHouseholdList *list = sijil_household_list_new (store);
  GListModel *model = G_LIST_MODEL (list);
  g_autofree char *tomorrow = desk_day (1);

  sijil_household_list_set_filter (list, &(SijilHouseholdFilter){ .not_served_since = tomorrow });
  g_assert_false (sijil_household_list_is_counted (list));
  settle (list);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, PAGE);
  g_assert_true (sijil_household_list_is_counted (list));
  g_assert_cmpuint (sijil_household_list_total (list), ==, MANY);
  drop (list);
}

static void
last_filter (void)
{
  SijilHouseholdList *list = sijil_household_list_new (store);

  sijil_household_list_set_filter (list, &(SijilHouseholdFilter){ .text = (char *) "nobody" });
  sijil_household_list_set_filter (list, &(SijilHouseholdFilter){ .no_consent = TRUE });
  sijil_household_list_set_filter (list, &(SijilHouseholdFilter){ .no_head = TRUE });
  settle (list);
  g_assert_cmpuint (sijil_household_list_total (list), ==, MANY / 50);
  sijil_household_list_set_filter (list, &(SijilHouseholdFilter){ .no_consent = TRUE });
  sijil_household_list_set_filter (list, &(SijilHouseholdFilter){ 0 });
  g_assert_cmpuint (sijil_household_list_total (list), ==, MANY);
  settle (list);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, PAGE);
  drop (list);
}

static void
one_page (void)
{
  SijilHouseholdList *list = sijil_household_list_new (store);
  GListModel *model = G_LIST_MODEL (list);

  for (guint i = PAGE / 2; i < PAGE; i++)
    g_object_unref (g_list_model_get_item (model, i));
  settle (list);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 2 * PAGE);
  drop (list);
}

static void
not_served (void)
{
  g_autoptr (SijilRecord) record = desk_programme ("box", "food", "month");
  SijilId programme = desk_put (store, record), household;
  g_autoptr (GPtrArray) all = desk_all (store, &sijil_household_type);
  g_autofree char *today = sijil_date_today (), *tomorrow = desk_day (1);
  SijilId given;

  household = *sijil_record_id (all->pdata[1]);
  given = desk_serve (store, &household, &programme, NULL);
  g_assert_cmpuint (filtered (&(SijilHouseholdFilter){ .not_served_since = today }), ==, MANY - 1);
  g_assert_cmpuint (filtered (&(SijilHouseholdFilter){ .not_served_since = tomorrow }), ==, MANY);
  desk_reverse (store, &given);
  g_assert_cmpuint (filtered (&(SijilHouseholdFilter){ .not_served_since = today }), ==, MANY);
}

static void
refreshes (void)
{
  SijilHouseholdList *list = sijil_household_list_new (store);
  guint total = sijil_household_list_total (list);
  SijilId id;

  id = desk_family (store, "ءءء أول الأسماء", NULL, NULL, TRUE);
  sijil_household_list_refresh (list);
  g_assert_cmpuint (sijil_household_list_total (list), ==, total + 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, PAGE);
  g_assert_false (sijil_id_is_null (&id));
  drop (list);
}

typedef struct {
  guint at, removed, added, times;
} Change;

static void
on_changed (GListModel *model, guint at, guint removed, guint added, Change *change)
{
  *change = (Change){ at, removed, added, change->times + 1 };
}

/* Somebody scrolled far down, and another PC corrected one family. */
static void
keeps_the_rows (void)
{
  SijilHouseholdList *list = sijil_household_list_new (store);
  GListModel *model = G_LIST_MODEL (list);
  g_autoptr (SijilHouseholdRow) row = NULL, before = NULL, after = NULL, mended = NULL;
  Change change = { 0 };
  guint n;

  scroll (list);
  n = g_list_model_get_n_items (model);
  g_assert_cmpuint (n, >, 3 * PAGE);
  row = g_list_model_get_item (model, 600);
  before = g_list_model_get_item (model, 599);
  desk_edit (store, &sijil_household_type, sijil_household_row_id (row), SIJIL_HOUSEHOLD_VILLAGE,
             "قرية مصححة");
  g_signal_connect (list, "items-changed", G_CALLBACK (on_changed), &change);
  sijil_household_list_refresh (list);
  settle (list);
  g_assert_cmpuint (change.times, ==, 1);
  g_assert_cmpuint (change.at, ==, 600);
  g_assert_cmpuint (change.removed, ==, 1);
  g_assert_cmpuint (change.added, ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, n);
  mended = g_list_model_get_item (model, 600);
  g_assert_nonnull (strstr (sijil_household_row_place (mended), "قرية مصححة"));
  after = g_list_model_get_item (model, 599);
  g_assert_true (after == before);
  sijil_household_list_refresh (list);
  settle (list);
  g_assert_cmpuint (change.times, ==, 1);
  drop (list);
}

static void
villages (void)
{
  g_autoptr (GPtrArray) all = desk_read (store, sijil_villages, NULL);

  g_assert_cmpuint (all->len, >=, 2);
  g_assert_cmpstr (((SijilVillage *) all->pdata[0])->name, ==, "منية");
  g_assert_cmpuint (((SijilVillage *) all->pdata[0])->households, ==, MANY - MANY / 10);
}

static gpointer
serve_during_load (SijilSession *session, gpointer request, GError **error)
{
  g_autofree SijilId *fact = NULL;

  if (!sijil_index_owe (session, error))
    return NULL;
  fact = sijil_hand_over (session, request, error);
  return fact != NULL ? request : NULL;
}

static char *
last_of (const SijilId *household)
{
  g_autofree char *hex = desk_text (store, &sijil_household_type, household, SIJIL_HOUSEHOLD_CARD);
  g_autofree char *sql = g_strdup_printf (
      "SELECT count(*) FROM household_row WHERE last_on IS NOT NULL AND card = '%s'", hex);

  return desk_number (store, sql) == 1 ? g_strdup ("served") : NULL;
}

/* What a family was given last is written at the end of a first load; and if the program ends
 * before, at the next unlock. */
static void
owed (void)
{
  g_autoptr (SijilRecord) box = desk_programme ("owed", "food", "none");
  g_autoptr (SijilHandOver) request = sijil_hand_over_new ();
  SijilId families[2];

  request->programme = desk_put (store, box);
  request->quantity = 1;
  for (int i = 0; i < 2; i++) {
    families[i] = desk_family (store, "صفية علي", NULL, NULL, TRUE);
    request->household = families[i];
    desk_write (store, serve_during_load, request);
    assert_takes (last_of (&families[i]), NULL);
    if (i == 0)
      desk_write (store, sijil_index_settle, NULL);
    else {
      desk_close (store);
      store = desk_unlock (folder);
    }
    assert_takes (last_of (&families[i]), "served");
  }
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = desk_folder ();
  store = desk_create (folder, "A");
  desk_write (store, fill, NULL);
  g_test_add_func ("/household-list/reads-page-by-page-and-skips-nobody", pages);
  g_test_add_func ("/household-list/filters", filters);
  g_test_add_func ("/household-list/finds-by-id-and-phone", by_number);
  g_test_add_func ("/household-list/with-a-filter-all-are-counted-before-they-are-read", counts);
  g_test_add_func ("/household-list/of-several-filters-the-last-counts", last_filter);
  g_test_add_func ("/household-list/many-rows-of-a-page-ask-for-one-more-page", one_page);
  g_test_add_func ("/household-list/who-was-not-served", not_served);
  g_test_add_func ("/household-list/refreshes", refreshes);
  g_test_add_func ("/household-list/villages-by-size", villages);
  g_test_add_func ("/household-list/read-again-keeps-the-rows-that-are-the-same", keeps_the_rows);
  g_test_add_func ("/household-list/a-load-that-was-cut-is-settled-at-the-next-unlock", owed);
  status = g_test_run ();
  desk_close (store);
  desk_remove (folder);
  return status;
}
