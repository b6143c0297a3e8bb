#define G_LOG_DOMAIN "sijil-office"

#include "sijil-sheet-columns.h"

#include "sijil-csv.h"
#include "sijil-fold.h"
#include "sijil-i18n.h"

#include <string.h>

/* Words are compared folded, so one spelling of each is enough. */
static const char *const HEADINGS[SIJIL_N_COLUMNS][6] = {
  [SIJIL_COLUMN_HOUSEHOLD] = { "رقم الأسرة", "كود الأسرة", "household", "household id", "family",
                               NULL },
  [SIJIL_COLUMN_NAME] = { "الاسم", "الاسم رباعي", "name", "full name", NULL },
  [SIJIL_COLUMN_RELATION] = { "صلة القرابة", "القرابة", "relation", "relationship", NULL },
  [SIJIL_COLUMN_SEX] = { "النوع", "الجنس", "sex", "gender", NULL },
  [SIJIL_COLUMN_BIRTH_DATE] = { "تاريخ الميلاد", "الميلاد", "birth date", "date of birth", NULL },
  [SIJIL_COLUMN_ID_NUMBER] = { "الرقم القومي", "رقم البطاقة", "national id", "id number", NULL },
  [SIJIL_COLUMN_PHONE] = { "التليفون", "الموبايل", "رقم التليفون", "phone", "mobile", NULL },
  [SIJIL_COLUMN_GOVERNORATE] = { "المحافظة", "governorate", NULL },
  [SIJIL_COLUMN_DISTRICT] = { "المركز", "district", NULL },
  [SIJIL_COLUMN_VILLAGE] = { "القرية", "village", NULL },
  [SIJIL_COLUMN_ADDRESS] = { "العنوان", "address", NULL },
  [SIJIL_COLUMN_REGISTERED_ON] = { "تاريخ التسجيل", "registered on", "registration date", NULL },
};

typedef struct {
  const char *word;
  const char *code;
} Word;

static const Word RELATIONS[] = {
  { "رب الأسرة", "head" },  { "ربة الأسرة", "head" },  { "head", "head" },
  { "زوج/زوجة", "spouse" }, { "زوج", "spouse" },       { "زوجة", "spouse" },
  { "spouse", "spouse" },   { "ابن/ابنة", "child" },   { "ابن", "child" },
  { "ابنة", "child" },      { "child", "child" },      { "والد/والدة", "parent" },
  { "والد", "parent" },     { "والدة", "parent" },     { "أم", "parent" },
  { "أب", "parent" },       { "parent", "parent" },    { "أخ", "sibling" },
  { "أخت", "sibling" },     { "أخ/أخت", "sibling" },   { "sibling", "sibling" },
  { "حفيد", "grandchild" }, { "حفيدة", "grandchild" }, { "grandchild", "grandchild" },
};

static const Word SEXES[] = {
  { "ذكر", "m" }, { "أنثى", "f" }, { "male", "m" }, { "female", "f" }, { "m", "m" }, { "f", "f" },
};

static const char *
look_up (const Word *words, guint n, const char *text)
{
  g_autofree char *wanted = sijil_fold (text);

  for (guint i = 0; i < n; i++) {
    g_autofree char *word = sijil_fold (words[i].word);

    if (strcmp (word, wanted) == 0)
      return words[i].code;
  }
  return NULL;
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
  return look_up (RELATIONS, G_N_ELEMENTS (RELATIONS), text);
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
  return look_up (SEXES, G_N_ELEMENTS (SEXES), text);
}

static gboolean
is_heading (SijilColumn column, const char *folded)
{
  for (guint i = 0; HEADINGS[column][i] != NULL; i++) {
    g_autofree char *heading = sijil_fold (HEADINGS[column][i]);

    if (strcmp (heading, folded) == 0)
      return TRUE;
  }
  return FALSE;
}

/**
 * sijil_sheet_columns:
 * @headings: (element-type utf8): the first row of a sheet
 * @columns: (out): where each column stands, -1 for one that is not there
 * @error: return location for an error
 *
 * Returns: %TRUE if the sheet has the columns without which there are no families
 */
gboolean
sijil_sheet_columns (GPtrArray *headings, int columns[SIJIL_N_COLUMNS], GError **error)
{
  for (int c = 0; c < SIJIL_N_COLUMNS; c++)
    columns[c] = -1;
  for (guint i = 0; i < headings->len; i++) {
    g_autofree char *folded = sijil_fold (headings->pdata[i]);

    for (int c = 0; c < SIJIL_N_COLUMNS; c++)
      if (columns[c] < 0 && is_heading ((SijilColumn) c, folded))
        columns[c] = (int) i;
  }
  if (columns[SIJIL_COLUMN_HOUSEHOLD] >= 0 && columns[SIJIL_COLUMN_NAME] >= 0)
    return TRUE;
  g_set_error_literal (
      error, SIJIL_OFFICE_ERROR, SIJIL_OFFICE_ERROR_HEADINGS,
      _ ("The first line of the sheet must name its columns; at least the number of "
         "the household and the name are needed"));
  return FALSE;
}
