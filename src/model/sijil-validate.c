#define G_LOG_DOMAIN "sijil-model"

#include "sijil-validate.h"

#include "sijil-choices.h"
#include "sijil-fold.h"
#include "sijil-model-error.h"
#include "sijil-national-id.h"
#include "sijil-text.h"
#include "types/sijil-types-all.h"

#include <string.h>

#define DEFAULT_MAX_LEN 200
#define MAX_NUMBER (G_GINT64_CONSTANT (1) << 53) /* what JSON readers everywhere keep exactly */

static void
issue_free (SijilIssue *issue)
{
  g_free (issue->message);
  g_free (issue);
}

static void
add (GPtrArray *issues, int field, const char *message)
{
  SijilIssue *issue = g_new0 (SijilIssue, 1);

  issue->field = field;
  issue->message = g_strdup (message);
  g_ptr_array_add (issues, issue);
}

/* What people paste: invisible marks, control characters, spaces at the ends and doubled inside. */
static char *
tidy (const char *text)
{
  g_autofree char *plain = sijil_text_strip_bidi (text);
  GString *out = g_string_sized_new (strlen (plain));
  gboolean gap = FALSE;

  for (const char *p = plain; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (g_unichar_isspace (c) || g_unichar_iscntrl (c)) {
      gap = out->len > 0;
      continue;
    }
    if (gap)
      g_string_append_c (out, ' ');
    gap = FALSE;
    g_string_append_unichar (out, c);
  }
  return g_string_free (out, FALSE);
}

/* A national ID is typed and pasted in groups; a foreign one keeps its letters and dashes. */
static void
clean_person (SijilRecord *person)
{
  g_autofree char *digits = NULL;

  if (sijil_record_is_null (person, SIJIL_PERSON_ID_NUMBER) ||
      g_strcmp0 (sijil_record_text (person, SIJIL_PERSON_ID_TYPE), "foreign") == 0)
    return;
  digits = sijil_only_digits (sijil_record_text (person, SIJIL_PERSON_ID_NUMBER));
  if (digits != NULL && *digits != '\0')
    sijil_record_set_text (person, SIJIL_PERSON_ID_NUMBER, digits);
}

/**
 * sijil_record_clean:
 * @record: (inout): a record as typed or imported
 *
 * Brings every field into the form in which it is stored: tidy text, ASCII digits, ISO dates. What
 * cannot be read is reported and left as it is.
 *
 * Returns: (transfer full) (element-type SijilIssue): the fields that could not be read
 */
GPtrArray *
sijil_record_clean (SijilRecord *record)
{
  GPtrArray *issues = g_ptr_array_new_with_free_func ((GDestroyNotify) issue_free);
  const SijilTypeDef *type = sijil_record_def (record);

  for (guint i = 0; i < type->n_fields; i++) {
    const SijilFieldDef *field = &type->fields[i];
    const char *text;
    g_autofree char *tidied = NULL;
    g_autofree char *stored = NULL;

    if (sijil_type_is_number (field->kind) || sijil_record_is_null (record, i))
      continue;
    text = sijil_record_text (record, i);
    tidied = tidy (text);
    if (field->kind == SIJIL_KIND_DATE)
      stored = sijil_date_parse (tidied, field->precision);
    else if ((field->flags & SIJIL_FIELD_DIGITS) != 0)
      stored = sijil_only_digits (tidied);
    else if ((field->flags & SIJIL_FIELD_LTR) != 0)
      stored = sijil_ascii_digits (tidied);
    else
      stored = g_strdup (tidied);
    if (*tidied == '\0')
      sijil_record_set_null (record, i);
    else if (stored != NULL)
      sijil_record_set_text (record, i, stored);
    else
      add (issues, (int) i,
           field->kind == SIJIL_KIND_DATE ? _ ("This is not a date")
                                          : _ ("Only digits belong here"));
  }
  if (type == &sijil_person_type)
    clean_person (record);
  return issues;
}

static void
check_field (GPtrArray *issues, SijilRecord *record, guint number)
{
  const SijilFieldDef *field = &sijil_record_def (record)->fields[number];
  const char *text;
  gint64 value;

  if (sijil_record_is_null (record, number)) {
    if ((field->flags & SIJIL_FIELD_REQUIRED) != 0)
      add (issues, (int) number, _ ("This must be filled in"));
    return;
  }
  if (sijil_type_is_number (field->kind)) {
    value = sijil_record_number (record, number, 0);
    if (value > MAX_NUMBER || value < -MAX_NUMBER || (field->kind == SIJIL_KIND_MONEY && value < 0))
      add (issues, (int) number, _ ("This number cannot be right"));
    return;
  }
  text = sijil_record_text (record, number);
  if (!g_utf8_validate (text, -1, NULL))
    add (issues, (int) number, _ ("This text is damaged"));
  else if (g_utf8_strlen (text, -1) >
           (glong) (field->max_len != 0 ? field->max_len : DEFAULT_MAX_LEN))
    add (issues, (int) number, _ ("This is too long"));
  else if (field->kind == SIJIL_KIND_DATE && !sijil_date_is_valid (text, field->precision))
    add (issues, (int) number, _ ("This is not a date"));
  else if (field->kind == SIJIL_KIND_CHOICE && !sijil_choice_has (field->choices, text))
    add (issues, (int) number, _ ("This is not in the list"));
  else if (field->kind == SIJIL_KIND_REFERENCE && !sijil_id_parse (text, &(SijilId){ 0 }))
    add (issues, (int) number, _ ("This points to nothing"));
  else if (field->check != NULL && field->check (text) != NULL)
    add (issues, (int) number, field->check (text));
}

static void
check_person (GPtrArray *issues, SijilRecord *person, const char *today)
{
  const char *type = sijil_record_text (person, SIJIL_PERSON_ID_TYPE);
  const char *number = sijil_record_text (person, SIJIL_PERSON_ID_NUMBER);
  const char *birth = sijil_record_text (person, SIJIL_PERSON_BIRTH_DATE);
  const char *sex = sijil_record_text (person, SIJIL_PERSON_SEX);
  SijilNationalId parts;

  if (birth != NULL && strncmp (birth, today, strlen (birth)) > 0)
    add (issues, SIJIL_PERSON_BIRTH_DATE, _ ("This date lies in the future"));
  if (number == NULL) {
    if (sijil_record_is_null (person, SIJIL_PERSON_NO_ID_REASON))
      add (issues, SIJIL_PERSON_NO_ID_REASON, _ ("Without an ID, say why there is none"));
    return;
  }
  if (g_strcmp0 (type, "foreign") == 0)
    return;
  if (!sijil_national_id_read (number, today, &parts)) {
    add (issues, SIJIL_PERSON_ID_NUMBER, sijil_national_id_fault (number, today));
    return;
  }
  if (sex != NULL && strcmp (sex, parts.sex) != 0)
    add (issues, SIJIL_PERSON_SEX, _ ("The national ID says the other sex"));
}

static void
check_programme (GPtrArray *issues, SijilRecord *programme)
{
  const char *starts = sijil_record_text (programme, SIJIL_PROGRAMME_STARTS);
  const char *ends = sijil_record_text (programme, SIJIL_PROGRAMME_ENDS);

  if (starts != NULL && ends != NULL && strcmp (starts, ends) > 0)
    add (issues, SIJIL_PROGRAMME_ENDS, _ ("It ends before it starts"));
  if (sijil_record_number (programme, SIJIL_PROGRAMME_LIMIT_COUNT, 1) < 1)
    add (issues, SIJIL_PROGRAMME_LIMIT_COUNT, _ ("The limit is at least one"));
}

/**
 * sijil_record_validate:
 * @record: a whole record, cleaned
 * @today: ISO date, for "not in the future"
 *
 * The one judge of a record: the form, the store, the import and the registry all ask here.
 *
 * Returns: (transfer full) (element-type SijilIssue): everything that is wrong, not just the first
 */
GPtrArray *
sijil_record_validate (SijilRecord *record, const char *today)
{
  GPtrArray *issues = g_ptr_array_new_with_free_func ((GDestroyNotify) issue_free);
  const SijilTypeDef *type = sijil_record_def (record);

  for (guint i = 0; i < type->n_fields; i++)
    check_field (issues, record, i);
  if (type == &sijil_person_type)
    check_person (issues, record, today);
  if (type == &sijil_programme_type)
    check_programme (issues, record);
  return issues;
}

/**
 * sijil_issues_raise:
 * @issues: (element-type SijilIssue): what was found
 * @record: the record
 * @error: return location for an error
 *
 * Returns: %TRUE if there are none; otherwise @error names the first field and its fault
 */
gboolean
sijil_issues_raise (GPtrArray *issues, SijilRecord *record, GError **error)
{
  const SijilIssue *first;

  if (issues->len == 0)
    return TRUE;
  first = issues->pdata[0];
  g_set_error (error, SIJIL_MODEL_ERROR, SIJIL_MODEL_ERROR_INVALID, "%s: %s",
               first->field >= 0 ? _ (sijil_record_def (record)->fields[first->field].label)
                                 : _ (sijil_record_def (record)->label),
               first->message);
  return FALSE;
}
