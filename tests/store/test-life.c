#include "desk.h"
#include "sijil-find.h"
#include "sijil-life.h"
#include "sijil-test.h"

static char *folder;
static SijilStore *store;

#define MONA "29311241578319"

static guint
found (const char *text)
{
  g_autoptr (GPtrArray) results = desk_read (store, sijil_find, text);

  return results->len;
}

static void
deleted (void)
{
  SijilId family = desk_family (store, "منى أحمد علي", MONA, "1993-11-24", TRUE);
  gint64 rows = desk_number (store, "SELECT value FROM meta WHERE key = 'households'");

  g_assert_cmpuint (found (MONA), ==, 1);
  desk_write (store, sijil_household_delete, &family);
  g_assert_cmpuint (found (MONA), ==, 0);
  g_assert_cmpuint (found ("منى احمد"), ==, 0);
  g_assert_cmpint (desk_number (store, "SELECT value FROM meta WHERE key = 'households'"), ==,
                   rows - 1);
  desk_write (store, sijil_household_revive, &family);
  g_assert_cmpuint (found (MONA), ==, 1);
  g_assert_cmpint (desk_number (store, "SELECT value FROM meta WHERE key = 'households'"), ==,
                   rows);
}

static void
edited (void)
{
  SijilId family = desk_family (store, "سعاد أحمد علي", NULL, "1990-11-24", TRUE);
  g_autoptr (SijilRecord) edit = sijil_record_new (&sijil_household_type, &family);
  g_autoptr (SijilHouseholdEdit) request = sijil_household_edit_new (edit);

  desk_write (store, sijil_household_delete, &family);
  sijil_record_set_text (edit, SIJIL_HOUSEHOLD_VILLAGE, "أخرى");
  desk_refuses (store, sijil_household_save, request, SIJIL_STORE_ERROR,
                SIJIL_STORE_ERROR_NOT_FOUND);
}

static void
served (void)
{
  SijilId family = desk_family (store, "هدى أحمد علي", NULL, "1991-11-24", TRUE);
  g_autoptr (SijilRecord) programme = desk_programme ("box", "food", "month");
  SijilId id = desk_put (store, programme);
  SijilId fact = desk_serve (store, &family, &id, NULL);

  desk_refuses (store, sijil_household_delete, &family, SIJIL_STORE_ERROR,
                SIJIL_STORE_ERROR_EXISTS);
  desk_reverse (store, &fact);
  desk_write (store, sijil_household_delete, &family);
}

static gpointer
is_used (SijilSession *session, gpointer household, GError **error)
{
  return GINT_TO_POINTER (sijil_household_is_used (session, household));
}

static void
used (void)
{
  SijilId family = desk_family (store, "نادية أحمد علي", NULL, "1992-11-24", TRUE);
  SijilId head = desk_head (store, &family);

  g_assert_false (desk_read (store, is_used, &family));
  desk_edit (store, &sijil_person_type, &head, SIJIL_PERSON_PHONE, "01000000000");
  g_assert_true (desk_read (store, is_used, &family));
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = desk_folder ();
  store = desk_create (folder, "A");
  g_test_add_func ("/life/a-deleted-family-is-found-no-more-and-can-come-back", deleted);
  g_test_add_func ("/life/what-is-deleted-cannot-be-edited", edited);
  g_test_add_func ("/life/a-family-that-was-served-is-not-deleted", served);
  g_test_add_func ("/life/an-edit-since-it-was-registered-is-seen", used);
  status = g_test_run ();
  desk_close (store);
  desk_remove (folder);
  return status;
}
