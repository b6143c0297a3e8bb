#include "sijil-choices.h"
#include "sijil-test.h"
#include "sijil-type.h"
#include "types/sijil-types-all.h"

static void
sound (void)
{
  g_autoptr (GError) error = NULL;

  sijil_types_check (&error);
  g_assert_no_error (error);
}

static void
found (void)
{
  guint n;
  const SijilTypeDef *const *types = sijil_types (&n);

  for (guint i = 0; i < n; i++) {
    g_assert_true (sijil_type_find (types[i]->name) == types[i]);
    for (guint f = 0; f < types[i]->n_fields; f++)
      g_assert_cmpint (sijil_type_field (types[i], types[i]->fields[f].name), ==, (int) f);
  }
  g_assert_null (sijil_type_find ("camel"));
  g_assert_null (sijil_type_find (NULL));
  g_assert_cmpint (sijil_type_field (&sijil_person_type, "shoe_size"), ==, -1);
}

static void
units (void)
{
  guint64 identity = SIJIL_FIELD_BIT (SIJIL_PERSON_ID_TYPE) |
                     SIJIL_FIELD_BIT (SIJIL_PERSON_ID_NUMBER) |
                     SIJIL_FIELD_BIT (SIJIL_PERSON_NO_ID_REASON);

  g_assert_cmphex (sijil_type_unit_mask (&sijil_person_type, SIJIL_PERSON_ID_NUMBER), ==, identity);
  g_assert_cmphex (sijil_type_unit_mask (&sijil_person_type, SIJIL_PERSON_NAME), ==,
                   SIJIL_FIELD_BIT (SIJIL_PERSON_NAME));
}

/* What decides who a person is must never be overwritten silently. */
static void
guarded (void)
{
  static const guint FIELDS[] = {
    SIJIL_PERSON_NAME,      SIJIL_PERSON_BIRTH_DATE,   SIJIL_PERSON_ID_TYPE,
    SIJIL_PERSON_ID_NUMBER, SIJIL_PERSON_NO_ID_REASON,
  };

  for (guint i = 0; i < G_N_ELEMENTS (FIELDS); i++)
    g_assert_cmpint (sijil_person_type.fields[FIELDS[i]].merge, ==, SIJIL_MERGE_GUARDED);
  g_assert_cmpint (sijil_household_type.fields[SIJIL_HOUSEHOLD_HEAD].merge, ==,
                   SIJIL_MERGE_GUARDED);
}

static void
privacy (void)
{
  static const guint SENSITIVE[] = { SIJIL_HOUSEHOLD_INCOME, SIJIL_HOUSEHOLD_HOUSING,
                                     SIJIL_HOUSEHOLD_NOTES };

  for (guint i = 0; i < G_N_ELEMENTS (SENSITIVE); i++)
    g_assert_cmpint (sijil_household_type.fields[SENSITIVE[i]].privacy, ==,
                     SIJIL_PRIVACY_SENSITIVE);
  g_assert_cmpint (sijil_person_type.fields[SIJIL_PERSON_ID_NUMBER].privacy, ==,
                   SIJIL_PRIVACY_PERSONAL);
}

static void
governorates (void)
{
  g_assert_cmpstr (sijil_governorate_of_number ("01"), ==, "EG-C");
  g_assert_cmpstr (sijil_governorate_of_number ("15"), ==, "EG-KFS");
  g_assert_cmpstr (sijil_governorate_of_number ("35"), ==, "EG-JS");
  g_assert_cmpstr (sijil_governorate_of_number ("88"), ==, "");
  g_assert_null (sijil_governorate_of_number ("05"));
  g_assert_cmpstr (sijil_governorate_named ("كفر الشيخ"), ==, "EG-KFS");
  g_assert_cmpstr (sijil_governorate_named ("اسيوط"), ==, "EG-AST");
  g_assert_cmpstr (sijil_governorate_named ("القاهره"), ==, "EG-C");
  g_assert_cmpstr (sijil_governorate_named ("kafr el-sheikh"), ==, "EG-KFS");
  g_assert_cmpstr (sijil_governorate_named ("EG-GH"), ==, "EG-GH");
  g_assert_null (sijil_governorate_named ("باريس"));
  g_assert_null (sijil_governorate_named (""));
  g_assert_null (sijil_governorate_named (NULL));
}

static void
choices (void)
{
  g_assert_true (sijil_choice_has (sijil_sexes, "f"));
  g_assert_false (sijil_choice_has (sijil_sexes, "x"));
  g_assert_false (sijil_choice_has (sijil_sexes, NULL));
  g_assert_cmpstr (sijil_choice_label (sijil_sexes, "f"), ==, "female");
  g_assert_cmpstr (sijil_choice_label (sijil_sexes, "of-a-newer-program"), ==,
                   "of-a-newer-program");
  g_assert_cmpstr (sijil_choice_label (sijil_sexes, NULL), ==, "");
}

static void
relations (void)
{
  static const char *const SEXES[] = { "f", "m", NULL };

  g_assert_cmpstr (sijil_relation_label ("spouse", "f"), ==, "Wife");
  g_assert_cmpstr (sijil_relation_label ("spouse", "m"), ==, "Husband");
  g_assert_cmpstr (sijil_relation_label ("grandchild", "f"), ==, "Granddaughter");
  g_assert_cmpstr (sijil_relation_label ("spouse", NULL), ==, "Husband or wife");
  g_assert_cmpstr (sijil_relation_label ("of-a-newer-program", "f"), ==, "of-a-newer-program");
  g_assert_cmpstr (sijil_relation_label (NULL, "m"), ==, "");
  for (guint i = 0; SEXES[i] != NULL; i++)
    for (guint k = 0; sijil_relations[k].code != NULL; k++)
      g_assert_cmpstr (sijil_relations_of (SEXES[i])[k].code, ==, sijil_relations[k].code);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/types/all-descriptors-are-sound", sound);
  g_test_add_func ("/types/types-and-fields-are-found-by-name", found);
  g_test_add_func ("/types/fields-of-one-unit-know-each-other", units);
  g_test_add_func ("/types/what-says-who-someone-is-is-guarded", guarded);
  g_test_add_func ("/types/income-housing-and-notes-are-sensitive", privacy);
  g_test_add_func ("/types/governorates-are-found-however-spelled", governorates);
  g_test_add_func ("/types/codes-have-labels-and-unknown-ones-show-themselves", choices);
  g_test_add_func ("/types/a-relation-is-named-by-the-sex-where-it-is-known", relations);
  return g_test_run ();
}
