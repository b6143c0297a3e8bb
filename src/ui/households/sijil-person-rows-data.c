#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-person-rows-private.h"

#include "sijil-i18n.h"
#include "sijil-national-id.h"
#include "sijil-text.h"
#include "sijil-validate.h"
#include "types/sijil-person.h"

#include <string.h>

/**
 * sijil_form_date_text:
 * @iso: (nullable): a full or partial date
 *
 * Returns: (transfer full): the date as people type it, day first, in the digits of the window
 */
char *
sijil_form_date_text (const char *iso)
{
  int year, month, day;
  g_autofree char *plain = NULL;

  if (iso == NULL || !sijil_date_split (iso, &year, &month, &day))
    return sijil_text_digits (iso);
  if (month == 0)
    plain = g_strdup_printf ("%04d", year);
  else if (day == 0)
    plain = g_strdup_printf ("%d/%04d", month, year);
  else
    plain = g_strdup_printf ("%d/%d/%04d", day, month, year);
  return sijil_text_digits (plain);
}

/**
 * sijil_person_rows_load:
 * @rows: the rows
 * @person: a person: fields of which nothing is said are left as they are
 */
void
sijil_person_rows_load (SijilPersonRows *rows, SijilRecord *person)
{
  g_autofree char *id = sijil_text_digits (sijil_record_text (person, SIJIL_PERSON_ID_NUMBER));
  g_autofree char *birth =
      sijil_form_date_text (sijil_record_text (person, SIJIL_PERSON_BIRTH_DATE));
  const char *state = sijil_record_text (person, SIJIL_PERSON_STATE);

  rows->loading = TRUE;
  if (!sijil_id_is_null (sijil_record_id (person)))
    g_set_object (&rows->loaded, person);
  if (sijil_record_has (person, SIJIL_PERSON_ID_TYPE))
    sijil_choice_row_set_code (rows->type_row, sijil_record_text (person, SIJIL_PERSON_ID_TYPE));
  if (sijil_record_has (person, SIJIL_PERSON_ID_NUMBER))
    sijil_field_row_set_text (rows->id_row, id);
  if (sijil_record_has (person, SIJIL_PERSON_NO_ID_REASON))
    sijil_choice_row_set_code (rows->reason_row,
                               sijil_record_text (person, SIJIL_PERSON_NO_ID_REASON));
  if (sijil_record_has (person, SIJIL_PERSON_NAME))
    sijil_field_row_set_text (rows->name_row, sijil_record_text (person, SIJIL_PERSON_NAME));
  if (!rows->head && !rows->alone && sijil_record_has (person, SIJIL_PERSON_RELATION))
    sijil_choice_row_set_code (rows->relation_row,
                               sijil_record_text (person, SIJIL_PERSON_RELATION));
  if (sijil_record_has (person, SIJIL_PERSON_SEX))
    sijil_choice_row_set_code (rows->sex_row, sijil_record_text (person, SIJIL_PERSON_SEX));
  if (sijil_record_has (person, SIJIL_PERSON_BIRTH_DATE))
    sijil_field_row_set_text (rows->birth_row, birth);
  if (sijil_record_has (person, SIJIL_PERSON_STATE))
    sijil_choice_row_set_code (rows->state_row, state);
  gtk_widget_set_visible (GTK_WIDGET (rows->state_row), rows->loaded != NULL);
  sijil_person_rows_read_id (rows);
  rows->loading = FALSE;
}

/**
 * sijil_person_rows_record:
 * @rows: the rows
 *
 * Returns: (transfer full): the person as typed, not cleaned yet
 */
SijilRecord *
sijil_person_rows_record (SijilPersonRows *rows)
{
  SijilRecord *person = sijil_record_new (
      &sijil_person_type, rows->loaded != NULL ? sijil_record_id (rows->loaded) : NULL);
  g_autofree char *id = sijil_person_rows_typed_id (rows);
  gboolean has_id = *id != '\0';
  const char *state = sijil_choice_row_code (rows->state_row);

  sijil_record_set_text (person, SIJIL_PERSON_NAME, sijil_field_row_text (rows->name_row));
  if (!rows->alone)
    sijil_record_set_text (person, SIJIL_PERSON_RELATION,
                           rows->head ? "head" : sijil_choice_row_code (rows->relation_row));
  sijil_record_set_text (person, SIJIL_PERSON_SEX, sijil_choice_row_code (rows->sex_row));
  sijil_record_set_text (person, SIJIL_PERSON_BIRTH_DATE, sijil_field_row_text (rows->birth_row));
  sijil_record_set_text (person, SIJIL_PERSON_ID_NUMBER, has_id ? id : NULL);
  sijil_record_set_text (person, SIJIL_PERSON_ID_TYPE,
                         has_id ? sijil_choice_row_code (rows->type_row) : NULL);
  sijil_record_set_text (person, SIJIL_PERSON_NO_ID_REASON,
                         has_id ? NULL : sijil_choice_row_code (rows->reason_row));
  if (rows->loaded != NULL &&
      (sijil_record_has (rows->loaded, SIJIL_PERSON_STATE) || g_strcmp0 (state, "living") != 0))
    sijil_record_set_text (person, SIJIL_PERSON_STATE, state);
  return person;
}

void
sijil_person_rows_set_name (SijilPersonRows *rows, const char *name)
{
  sijil_field_row_set_text (rows->name_row, name);
}

/**
 * sijil_person_rows_is_empty:
 * @rows: the rows
 *
 * Returns: whether nobody was typed here
 */
gboolean
sijil_person_rows_is_empty (SijilPersonRows *rows)
{
  return rows->loaded == NULL && sijil_field_row_is_blank (rows->id_row) &&
         sijil_field_row_is_blank (rows->name_row);
}

gboolean
sijil_person_rows_is_saved (SijilPersonRows *rows)
{
  return rows->loaded != NULL;
}

/**
 * sijil_person_rows_id_complaint:
 * @rows: the rows
 *
 * Returns: (transfer full) (nullable): what is wrong with the ID so far, in a few words, for the
 *   closed row of a member
 */
char *
sijil_person_rows_id_complaint (SijilPersonRows *rows)
{
  g_autofree char *id = sijil_person_rows_typed_id (rows);
  g_autofree char *have = NULL;
  g_autofree char *all = NULL;

  if (sijil_person_rows_is_foreign (rows) || *id == '\0' ||
      sijil_national_id_fault (id, rows->today) == NULL)
    return NULL;
  if (strspn (id, "0123456789") != strlen (id) || strlen (id) >= 14)
    return g_strdup (_ ("Check the ID"));
  have = sijil_text_number ((gint64) strlen (id));
  all = sijil_text_number (14);
  return g_strdup_printf (_ ("ID incomplete: %s of %s"), have, all);
}

/**
 * sijil_person_rows_show_issues:
 * @rows: the rows
 * @issues: (element-type SijilIssue): what is wrong, each shown at its row
 */
void
sijil_person_rows_show_issues (SijilPersonRows *rows, GPtrArray *issues)
{
  for (guint i = 0; i < issues->len; i++) {
    const SijilIssue *issue = issues->pdata[i];

    if (issue->field == SIJIL_PERSON_ID_NUMBER) {
      rows->questioned = TRUE;
      sijil_person_rows_read_id (rows);
      sijil_field_row_set_note (rows->id_row, issue->message, "err");
    } else if (issue->field == SIJIL_PERSON_BIRTH_DATE)
      sijil_field_row_set_note (rows->birth_row, issue->message, "err");
    else if (issue->field == SIJIL_PERSON_NO_ID_REASON)
      sijil_choice_row_set_error (rows->reason_row, issue->message);
    else if (issue->field == SIJIL_PERSON_SEX)
      sijil_choice_row_set_error (rows->sex_row, issue->message);
    else if (issue->field == SIJIL_PERSON_RELATION)
      sijil_choice_row_set_error (rows->relation_row, issue->message);
    else
      sijil_field_row_set_note (rows->name_row, issue->message, "err");
  }
}

void
sijil_person_rows_focus (SijilPersonRows *rows)
{
  sijil_field_row_focus (rows->id_row);
}
