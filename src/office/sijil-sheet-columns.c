#define G_LOG_DOMAIN "sijil-office"

#include "sijil-sheet-columns.h"

#include "sijil-fold.h"
#include "sijil-i18n.h"
#include "sijil-office-error.h"
#include "sijil-text.h"

/* A title and an empty line often stand above the headings. */
#define ROWS_ABOVE 10

/* Words are compared folded, so one spelling of each is enough; "id_number", the name of the field,
 * folds to "id number". What `sijilctl export` writes is among them. */
static const char *const HEADINGS[SIJIL_N_COLUMNS][10] = {
  [SIJIL_COLUMN_HOUSEHOLD] = { "رقم الأسرة", "كود الأسرة", "مسلسل الأسرة", "أسرة", "الأسرة",
                               "household", "household id", "household number", "family", NULL },
  [SIJIL_COLUMN_NAME] = { "الاسم", "الاسم رباعي", "الاسم الرباعي", "الاسم بالكامل", "اسم الفرد",
                          "name", "full name", NULL },
  [SIJIL_COLUMN_RELATION] = { "صلة القرابة", "القرابة", "الصلة", "صلة القرابة برب الأسرة",
                              "relation", "relationship", "relation to the head", NULL },
  [SIJIL_COLUMN_SEX] = { "النوع", "الجنس", "sex", "gender", NULL },
  [SIJIL_COLUMN_BIRTH_DATE] = { "تاريخ الميلاد", "الميلاد", "سنة الميلاد", "birth date",
                                "date of birth", "birthdate", "year of birth", NULL },
  [SIJIL_COLUMN_ID_NUMBER] = { "الرقم القومي", "رقم قومي", "رقم البطاقة", "رقم إثبات الشخصية",
                               "national id", "national number", "id number", NULL },
  [SIJIL_COLUMN_PHONE] = { "التليفون", "الموبايل", "رقم التليفون", "رقم الموبايل", "المحمول",
                           "الهاتف", "phone", "mobile", "phone number", NULL },
  [SIJIL_COLUMN_GOVERNORATE] = { "المحافظة", "governorate", NULL },
  [SIJIL_COLUMN_DISTRICT] = { "المركز", "مركز", "district", "markaz", NULL },
  [SIJIL_COLUMN_VILLAGE] = { "القرية", "قرية", "village", NULL },
  [SIJIL_COLUMN_ADDRESS] = { "العنوان", "عنوان", "address", NULL },
  [SIJIL_COLUMN_REGISTERED_ON] = { "تاريخ التسجيل", "registered on", "registration date", NULL },
};

static const char *const LABELS[SIJIL_N_COLUMNS] = {
  [SIJIL_COLUMN_HOUSEHOLD] = N_ ("Number of the household"),
  [SIJIL_COLUMN_NAME] = N_ ("Name"),
  [SIJIL_COLUMN_RELATION] = N_ ("Relation to the head"),
  [SIJIL_COLUMN_SEX] = N_ ("Sex"),
  [SIJIL_COLUMN_BIRTH_DATE] = N_ ("Birth date"),
  [SIJIL_COLUMN_ID_NUMBER] = N_ ("National ID"),
  [SIJIL_COLUMN_PHONE] = N_ ("Phone"),
  [SIJIL_COLUMN_GOVERNORATE] = N_ ("Governorate"),
  [SIJIL_COLUMN_DISTRICT] = N_ ("District"),
  [SIJIL_COLUMN_VILLAGE] = N_ ("Village"),
  [SIJIL_COLUMN_ADDRESS] = N_ ("Address"),
  [SIJIL_COLUMN_REGISTERED_ON] = N_ ("Registered on"),
};

typedef struct {
  const char *word;
  const char *code;
} Word;

static const Word RELATIONS[] = {
  { "رب الأسرة", "head" },
  { "ربة الأسرة", "head" },
  { "رب/ربة الأسرة", "head" },
  { "عائل الأسرة", "head" },
  { "head", "head" },
  { "head of family", "head" },
  { "head of household", "head" },
  { "زوج/زوجة", "spouse" },
  { "زوج أو زوجة", "spouse" },
  { "زوج", "spouse" },
  { "زوجة", "spouse" },
  { "الزوج", "spouse" },
  { "الزوجة", "spouse" },
  { "spouse", "spouse" },
  { "husband", "spouse" },
  { "wife", "spouse" },
  { "husband or wife", "spouse" },
  { "ابن/ابنة", "child" },
  { "ابن أو ابنة", "child" },
  { "ابن", "child" },
  { "ابنة", "child" },
  { "بنت", "child" },
  { "child", "child" },
  { "son", "child" },
  { "daughter", "child" },
  { "son or daughter", "child" },
  { "والد/والدة", "parent" },
  { "أب أو أم", "parent" },
  { "والد", "parent" },
  { "والدة", "parent" },
  { "أم", "parent" },
  { "أب", "parent" },
  { "parent", "parent" },
  { "father", "parent" },
  { "mother", "parent" },
  { "father or mother", "parent" },
  { "أخ", "sibling" },
  { "أخت", "sibling" },
  { "أخ/أخت", "sibling" },
  { "أخ أو أخت", "sibling" },
  { "sibling", "sibling" },
  { "brother", "sibling" },
  { "sister", "sibling" },
  { "brother or sister", "sibling" },
  { "حفيد", "grandchild" },
  { "حفيدة", "grandchild" },
  { "حفيد أو حفيدة", "grandchild" },
  { "grandchild", "grandchild" },
  { "قريب", "other" },
  { "قريبة", "other" },
  { "قريب آخر", "other" },
  { "أخرى", "other" },
  { "other", "other" },
  { "other relative", "other" },
};

static const Word SEXES[] = {
  { "ذكر", "m" }, { "أنثى", "f" }, { "male", "m" }, { "female", "f" }, { "m", "m" }, { "f", "f" },
};

/* Folding is dear beside looking up, and a sheet has 200,000 rows. */
static GHashTable *
fold_words (const Word *words, guint n)
{
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < n; i++)
    g_hash_table_insert (table, sijil_fold (words[i].word), (gpointer) words[i].code);
  return table;
}

static const char *
look_up (GHashTable *words, const char *text)
{
  g_autofree char *wanted = text != NULL ? sijil_fold (text) : NULL;

  return wanted != NULL ? g_hash_table_lookup (words, wanted) : NULL;
}

/**
 * sijil_sheet_relation:
 * @text: (nullable): a relation in words, Arabic or English
 *
 * Returns: (nullable): its code
 */
const char *
sijil_sheet_relation (const char *text)
{
  static gsize words;

  if (g_once_init_enter (&words))
    g_once_init_leave (&words, (gsize) fold_words (RELATIONS, G_N_ELEMENTS (RELATIONS)));
  return look_up ((GHashTable *) words, text);
}

/**
 * sijil_sheet_sex:
 * @text: (nullable): a sex in words, Arabic or English
 *
 * Returns: (nullable): its code
 */
const char *
sijil_sheet_sex (const char *text)
{
  static gsize words;

  if (g_once_init_enter (&words))
    g_once_init_leave (&words, (gsize) fold_words (SEXES, G_N_ELEMENTS (SEXES)));
  return look_up ((GHashTable *) words, text);
}

/**
 * sijil_column_label:
 * @column: a column
 *
 * Returns: what it is called, in the language of the window
 */
const char *
sijil_column_label (SijilColumn column)
{
  return _ (LABELS[column]);
}

/* Folded heading -> number of its column + 1. */
static GHashTable *
fold_headings (void)
{
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int c = 0; c < SIJIL_N_COLUMNS; c++)
    for (guint i = 0; HEADINGS[c][i] != NULL; i++) {
      g_autofree char *heading = sijil_fold (HEADINGS[c][i]);

      if (!g_hash_table_contains (table, heading))
        g_hash_table_insert (table, g_steal_pointer (&heading), GINT_TO_POINTER (c + 1));
    }
  return table;
}

static int
column_called (const char *folded)
{
  static gsize headings;

  if (g_once_init_enter (&headings))
    g_once_init_leave (&headings, (gsize) fold_headings ());
  return GPOINTER_TO_INT (g_hash_table_lookup ((GHashTable *) headings, folded)) - 1;
}

/* Two columns may both be phones; the first counts. Two with the very same heading are a slip: to
 * guess which one is meant could mix up people. */
static gboolean
match_row (const SijilCsv *csv, guint row, int columns[SIJIL_N_COLUMNS], char **twice)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_clear_pointer (twice, g_free);
  for (int c = 0; c < SIJIL_N_COLUMNS; c++)
    columns[c] = -1;
  for (guint i = 0; i < sijil_csv_width (csv, row); i++) {
    char *folded = sijil_fold (sijil_csv_cell (csv, row, i));
    int column = column_called (folded);

    if (column >= 0 && g_hash_table_contains (seen, folded) && *twice == NULL)
      *twice = g_strdup (sijil_csv_cell (csv, row, i));
    if (column >= 0 && columns[column] < 0)
      columns[column] = (int) i;
    g_hash_table_add (seen, folded);
  }
  return columns[SIJIL_COLUMN_HOUSEHOLD] >= 0 && columns[SIJIL_COLUMN_NAME] >= 0;
}

/**
 * sijil_sheet_columns:
 * @csv: a sheet
 * @headings: (out): the row of the headings
 * @columns: (out): where each column stands, -1 for one that is not there
 * @error: return location for an error
 *
 * Finds the headings, in Arabic or English, in one of the first rows.
 *
 * Returns: %TRUE if the sheet has the columns without which there are no families
 */
gboolean
sijil_sheet_columns (const SijilCsv *csv, guint *headings, int columns[SIJIL_N_COLUMNS],
                     GError **error)
{
  g_autofree char *twice = NULL;
  gboolean found = FALSE;

  for (*headings = 0; *headings < MIN (csv->n_rows, ROWS_ABOVE); (*headings)++) {
    found = match_row (csv, *headings, columns, &twice);
    if (found)
      break;
  }
  if (!found) {
    g_set_error_literal (
        error, SIJIL_OFFICE_ERROR, SIJIL_OFFICE_ERROR_HEADINGS,
        _ ("The first line of the sheet must name its columns; at least the number of "
           "the household and the name are needed"));
    return FALSE;
  }
  if (twice != NULL) {
    g_autofree char *name = sijil_text_isolate (twice);

    g_set_error (error, SIJIL_OFFICE_ERROR, SIJIL_OFFICE_ERROR_HEADINGS,
                 _ ("Two columns of this sheet are called “%s”. Give one of them another heading"),
                 name);
    return FALSE;
  }
  return TRUE;
}
