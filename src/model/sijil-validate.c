#define G_LOG_DOMAIN "sijil-model"

#include "sijil-validate.h"

#include "sijil-choices.h"
#include "sijil-fold.h"
#include "sijil-model-error.h"
#include "sijil-national-id.h"
#include "sijil-phone.h"
#include "sijil-set.h"
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

/* Takes no room and says nothing, so that two names which look alike would not be the same. Joiners
 * stay: they shape letters. */
static gboolean
is_nothing (gunichar c)
{
  return c == 0x00ad || c == 0x180e || c == 0x200b || (c >= 0x2060 && c <= 0x2064) || c == 0xfeff ||
         (c >= 0xfff9 && c <= 0xfffb) || (c >= 0xe0000 && c <= 0xe007f);
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

    if (is_nothing (c))
      continue;
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
 * Brings every field into the form in which it is stored: tidy text, ASCII digits, ISO dates, one
 * form of a phone. What cannot be read is reported and left as it is.
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
      stored = sijil_phone_form (tidied);
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

static gboolean
are_choices (const SijilChoice *choices, const char *set)
{
  g_auto (GStrv) codes = sijil_set_codes (set);

  for (guint i = 0; codes[i] != NULL; i++)
    if (!sijil_choice_has (choices, codes[i]))
      return FALSE;
  return TRUE;
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
  else if (field->kind == SIJIL_KIND_SET && !are_choices (field->choices, text))
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
check_families (GPtrArray *issues, SijilRecord *programme, guint field)
{
  const char *list = sijil_record_text (programme, field);
  g_auto (GStrv) codes = g_strsplit (list != NULL ? list : "", ",", 0);

  for (guint i = 0; codes[i] != NULL; i++)
    if (!sijil_choice_has (sijil_families, codes[i])) {
      add (issues, (int) field, _ ("This is not in the list"));
      return;
    }
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
  check_families (issues, programme, SIJIL_PROGRAMME_EXCLUDES);
  check_families (issues, programme, SIJIL_PROGRAMME_ALLOWS);
}

static gboolean
read_id (SijilRecord *person, const char *today, SijilNationalId *parts)
{
  return person != NULL &&
         g_strcmp0 (sijil_record_text (person, SIJIL_PERSON_ID_TYPE), "foreign") != 0 &&
         sijil_national_id_read (sijil_record_text (person, SIJIL_PERSON_ID_NUMBER), today, parts);
}

/**
 * sijil_person_fill:
 * @person: (inout): a person as it will be stored, cleaned
 * @old: (nullable): the person as it is stored now
 * @today: ISO date
 *
 * Takes birth date and sex from the national ID where they are missing. What somebody gave stays;
 * what came out of an ID follows it when the ID is mended.
 */
void
sijil_person_fill (SijilRecord *person, SijilRecord *old, const char *today)
{
  const char *birth = sijil_record_text (person, SIJIL_PERSON_BIRTH_DATE);
  const char *sex = sijil_record_text (person, SIJIL_PERSON_SEX);
  SijilNationalId parts, before;
  gboolean had = read_id (old, today, &before);

  if (!read_id (person, today, &parts))
    return;
  if (had && g_strcmp0 (sijil_record_text (old, SIJIL_PERSON_BIRTH_DATE), before.birth) == 0 &&
      g_strcmp0 (birth, before.birth) == 0)
    birth = NULL;
  if (had && g_strcmp0 (sijil_record_text (old, SIJIL_PERSON_SEX), before.sex) == 0 &&
      g_strcmp0 (sex, before.sex) == 0)
    sex = NULL;
  if (birth == NULL)
    sijil_record_set_text (person, SIJIL_PERSON_BIRTH_DATE, parts.birth);
  if (sex == NULL)
    sijil_record_set_text (person, SIJIL_PERSON_SEX, parts.sex);
}

static void
check_training (GPtrArray *issues, SijilRecord *training, const char *today)
{
  const char *held_on = sijil_record_text (training, SIJIL_TRAINING_HELD_ON);
  const char *expires = sijil_record_text (training, SIJIL_TRAINING_EXPIRES);
  gint64 hours = sijil_record_number (training, SIJIL_TRAINING_HOURS, 1);

  if (held_on != NULL && strcmp (held_on, today) > 0)
    add (issues, SIJIL_TRAINING_HELD_ON, _ ("This date lies in the future"));
  if (held_on != NULL && expires != NULL && strcmp (expires, held_on) < 0)
    add (issues, SIJIL_TRAINING_EXPIRES, _ ("It expires before it was held"));
  if (hours < 1 || hours > 1000)
    add (issues, SIJIL_TRAINING_HOURS, _ ("This number cannot be right"));
}

/* A reversal has the minutes of what it reverses, negative. */
static void
check_shift (GPtrArray *issues, SijilRecord *shift, const char *today)
{
  const char *worked_on = sijil_record_text (shift, SIJIL_SHIFT_WORKED_ON);
  gint64 minutes = sijil_record_number (shift, SIJIL_SHIFT_MINUTES, 1);
  gboolean reverses = !sijil_record_is_null (shift, SIJIL_SHIFT_REVERSES);

  if (worked_on != NULL && strcmp (worked_on, today) > 0)
    add (issues, SIJIL_SHIFT_WORKED_ON, _ ("This date lies in the future"));
  if (reverses)
    minutes = -minutes;
  if (minutes < 1 || minutes > 24 * 60)
    add (issues, SIJIL_SHIFT_MINUTES, _ ("A shift has from one minute to 24 hours"));
  if (sijil_record_is_null (shift, SIJIL_SHIFT_PROGRAMME) &&
      sijil_record_is_null (shift, SIJIL_SHIFT_ACTIVITY))
    add (issues, SIJIL_SHIFT_ACTIVITY, _ ("Say for which programme or activity"));
}

static void
check_visit (GPtrArray *issues, SijilRecord *visit, const char *today)
{
  const char *visited_on = sijil_record_text (visit, SIJIL_VISIT_VISITED_ON);

  if (visited_on != NULL && strcmp (visited_on, today) > 0)
    add (issues, SIJIL_VISIT_VISITED_ON, _ ("This date lies in the future"));
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
  if (type == &sijil_training_type)
    check_training (issues, record, today);
  if (type == &sijil_shift_type)
    check_shift (issues, record, today);
  if (type == &sijil_visit_type)
    check_visit (issues, record, today);
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
