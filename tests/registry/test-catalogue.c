#include "line.h"
#include "sijil-catalogue.h"
#include "sijil-test.h"

static House *house;
static Desk *desk;

#define FIRST "01900000-0000-7000-8000-000000000001"

static char *
programme (const char *id, const char *name, const char *more)
{
  return g_strdup_printf ("{\"id\":\"%s\",\"code\":\"c\",\"name\":\"%s\",\"family\":\"food\","
                          "\"kind\":\"goods\",\"per\":\"household\",\"limit_period\":\"month\","
                          "\"limit_count\":1%s}",
                          id, name, more);
}

static gboolean
load (const char *programmes, guint *n)
{
  g_autofree char *path = g_build_filename (house->folder, "catalogue.json", NULL);
  g_autofree char *text = g_strdup_printf ("{\"programmes\":[%s]}", programmes);
  g_autoptr (GError) error = NULL;
  gboolean ok;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  ok = sijil_catalogue_load (house->registry, path, n, &error);
  g_assert_true (ok == (error == NULL));
  return ok;
}

static char *
name_at_desk (void)
{
  SijilId id;

  g_assert_true (sijil_id_parse (FIRST, &id));
  line_sync (desk);
  return desk_text (desk->store, &sijil_programme_type, &id, SIJIL_PROGRAMME_NAME);
}

static void
arrives (void)
{
  g_autofree char *text = programme (FIRST, "كراتين رمضان", ",\"value\":50000");
  g_autoptr (SijilRecord) got = NULL;
  SijilId id;
  guint n = 0;

  g_assert_true (load (text, &n));
  g_assert_cmpuint (n, ==, 1);
  assert_takes (name_at_desk (), "كراتين رمضان");
  sijil_id_parse (FIRST, &id);
  got = desk_get (desk->store, &sijil_programme_type, &id);
  g_assert_cmpint (sijil_record_number (got, SIJIL_PROGRAMME_VALUE, 0), ==, 50000);
  g_assert_cmpint (sijil_record_number (got, SIJIL_PROGRAMME_ALLIANCE, 0), ==, 1);
}

static void
follows (void)
{
  g_autofree char *text = programme (FIRST, "كراتين العيد", "");
  guint64 before, after;
  guint n;

  g_assert_true (load (text, &n));
  assert_takes (name_at_desk (), "كراتين العيد");
  before = sijil_storage_feed_head (house->registry->storage, SIJIL_CATALOGUE);
  g_assert_true (load (text, &n));
  after = sijil_storage_feed_head (house->registry->storage, SIJIL_CATALOGUE);
  g_assert_cmpuint (before, ==, after); /* nothing changed, nothing is told */
}

static void
twice_in_one_file (void)
{
  g_autofree char *one = programme (FIRST, "أولى", ""), *two = programme (FIRST, "ثانية", "");
  g_autofree char *both = g_strjoin (",", one, two, NULL);
  guint n;

  g_assert_true (load (both, &n));
  assert_takes (name_at_desk (), "ثانية");
}

static void
all_or_nothing (void)
{
  g_autofree char *good = programme (FIRST, "لا تصل", "");
  static const char *const BAD[] = {
    "5",
    "{}",
    "{\"id\":\"x\",\"name\":\"y\"}",
    "{\"id\":\"01900000-0000-7000-8000-000000000002\"}",
    "{\"id\":\"01900000-0000-7000-8000-000000000002\",\"name\":5}",
  };
  g_autofree char *before = name_at_desk ();

  for (guint i = 0; i < G_N_ELEMENTS (BAD); i++) {
    g_autofree char *both = g_strjoin (",", good, BAD[i], NULL);
    guint n;

    g_assert_false (load (both, &n));
    assert_takes (name_at_desk (), before);
  }
}

static void
no_file (void)
{
  g_autoptr (GError) error = NULL;
  guint n;

  g_assert_false (sijil_catalogue_load (house->registry, "/not/there", &n, &error));
  g_assert_nonnull (error);
}

/* The one that is delivered with the program. */
/* A row of an association under that id: nothing is loaded into it. */
static void
taken_id (void)
{
  static const char ID[] = "01900000-0000-7000-8000-00000000abcd";
  g_autofree char *text = programme (ID, "كراتين", "");
  g_autoptr (SijilRecord) row = NULL;
  SijilFolded folded = { .owner = 1, .birth = { 2, 900, 0 } };
  SijilId id;
  guint n;

  g_assert_true (sijil_id_parse (ID, &id));
  row = sijil_record_new (&sijil_programme_type, &id);
  sijil_record_set_text (row, SIJIL_PROGRAMME_NAME, "لجمعية");
  folded.record = row;
  folded.stamps = sijil_stamps_new ();
  g_assert_true (sijil_storage_save (house->registry->storage, &folded, NULL));
  sijil_stamps_free (folded.stamps);
  g_assert_false (load (text, &n));
}

static void
delivered (void)
{
  g_autofree char *path =
      g_build_filename (g_getenv ("SIJIL_SOURCE_ROOT"), "data", "catalogue.json", NULL);
  g_autoptr (GError) error = NULL;
  guint n = 0;

  sijil_catalogue_load (house->registry, path, &n, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n, >, 5);
  line_sync (desk);
  g_assert_cmpint (desk_number (desk->store, "SELECT count(*) FROM programme WHERE alliance = 1"),
                   >=, n);
}

static void
reaches (gint64 days)
{
  sijil_storage_set_number (house->registry->storage, SIJIL_HIJRI_OFFSET, days, NULL);
  line_sync (desk);
  g_assert_cmpint (desk_number (desk->store, "SELECT value FROM meta WHERE key = 'hijri-offset'"),
                   ==, days);
}

/* Ramadan is one period for the whole alliance. */
static void
calendar (void)
{
  reaches (-1);
  reaches (1);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  house = house_new ();
  desk = line_desk (house, house_association (house, "جمعية البر"));
  g_test_add_func ("/catalogue/arrives", arrives);
  g_test_add_func ("/catalogue/follows-its-file", follows);
  g_test_add_func ("/catalogue/the-last-word-of-a-file-counts", twice_in_one_file);
  g_test_add_func ("/catalogue/a-bad-file-changes-nothing", all_or_nothing);
  g_test_add_func ("/catalogue/no-file-is-an-error", no_file);
  g_test_add_func ("/catalogue/it-takes-no-record-of-an-association-over", taken_id);
  g_test_add_func ("/catalogue/the-delivered-one-is-good", delivered);
  g_test_add_func ("/calendar/of-the-alliance-reaches-the-desks", calendar);
  status = g_test_run ();
  line_free (desk);
  house_free (house);
  return status;
}
