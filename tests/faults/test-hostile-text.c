#include "sijil-exchange.h"
#include "sijil-find.h"
#include "sijil-test.h"
#include "story.h"

#include <string.h>

/* Names that nobody has: too long, with control characters, or made to be read as something else.
 */
#define TRICK "فاطمة \u202eدمحم\u202c\a\u200f \u2066علي\u2069\t\nحسن\u200b"
#define PLAIN "فاطمة دمحم علي حسن"

static char *
long_name (void)
{
  GString *text = g_string_new (NULL);

  while (text->len < 20000)
    g_string_append (text, "فاطمة ");
  return g_string_free (text, FALSE);
}

static gboolean
save (SijilStore *store, const char *name, GError **error)
{
  g_autoptr (SijilRecord) household = desk_household (TRUE);
  g_autoptr (SijilHouseholdEdit) edit = sijil_household_edit_new (household);
  g_autofree SijilId *id = NULL;

  g_ptr_array_add (edit->persons, desk_person (name, "head", NULL, NULL));
  id = sijil_store_write (store, sijil_household_save, edit, error);
  return id != NULL;
}

static void
typed (void)
{
  char *folder = desk_folder ();
  SijilStore *store = desk_create (folder, "A");
  const char *const nobody[] = { "", " ", "\u202e\u202c", "\t\n\001", "\u200b\u200f" };
  g_autofree char *longest = long_name ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) persons = NULL;

  g_assert_false (save (store, longest, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (strlen (error->message), <, 500); /* a sentence, and not the name */
  for (guint i = 0; i < G_N_ELEMENTS (nobody); i++) {
    g_clear_error (&error);
    g_assert_false (save (store, nobody[i], &error));
    g_assert_nonnull (error);
  }
  g_assert_cmpint (desk_number (store, "SELECT count(*) FROM household"), ==, 0);
  g_clear_error (&error);
  save (store, TRICK, &error);
  g_assert_no_error (error);
  persons = desk_all (store, &sijil_person_type);
  g_assert_cmpuint (persons->len, ==, 1);
  g_assert_cmpstr (sijil_record_text (persons->pdata[0], SIJIL_PERSON_NAME), ==, PLAIN);
  story_check (store);
  desk_close (store);
  desk_remove (folder);
}

static gpointer
fold (SijilSession *session, gpointer news, GError **error)
{
  return GINT_TO_POINTER (sijil_exchange_news (session, news, error));
}

static void
told (SijilStore *store, const char *name, guint64 number)
{
  g_autoptr (GPtrArray) sets =
      g_ptr_array_new_with_free_func ((GDestroyNotify) sijil_change_set_free);
  g_autoptr (SijilRecord) household = desk_household (TRUE);
  g_autoptr (SijilRecord) person = desk_person (name, "head", NULL, NULL);
  SijilChangeSet *set = sijil_change_set_new (NULL);
  SijilNews news = { FALSE, sets, number - 1, number };

  set->device = 9;
  set->cseq = set->seq = number;
  set->stamp = 1000 + number;
  g_ptr_array_add (sets, set);
  sijil_change_set_add (set, household, TRUE);
  sijil_record_set_reference (person, SIJIL_PERSON_HOUSEHOLD, sijil_record_id (household));
  sijil_change_set_add (set, person, TRUE);
  g_assert_nonnull (desk_write (store, fold, &news));
}

/* What arrives is folded as it is, or the desks would differ; it is found and shown all the same,
 * and stands in nobody's way. */
static void
arrived (void)
{
  char *folder = desk_folder ();
  SijilStore *store = desk_create (folder, "A");
  g_autofree char *longest = long_name ();
  const char *const names[] = { TRICK, longest, "\u202e\u202c", "", "\001\002" };
  g_autoptr (GPtrArray) found = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    told (store, names[i], i + 1);
  g_assert_cmpint (desk_number (store, "SELECT count(*) FROM household_row"), ==,
                   G_N_ELEMENTS (names));
  found = desk_read (store, sijil_find, PLAIN);
  g_assert_cmpuint (found->len, >=, 1);
  story_check_rows (store);
  desk_family (store, "زينب محمد علي حسن", NULL, NULL, TRUE);
  story_check_rows (store);
  desk_close (store);
  desk_close (desk_unlock (folder));
  desk_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hostile-text/a-typed-name-is-cleaned-or-refused-in-a-sentence", typed);
  g_test_add_func ("/hostile-text/what-arrives-is-folded-found-and-stops-nobody", arrived);
  return g_test_run ();
}
