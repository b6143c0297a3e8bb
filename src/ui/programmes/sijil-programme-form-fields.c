#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-programme-form-private.h"

#include "sijil-i18n.h"
#include "sijil-fold.h"
#include "sijil-person-rows.h"
#include "sijil-text.h"
#include "sijil-validate.h"
#include "types/sijil-programme.h"

static void
fill_number (SijilFieldRow *row, SijilRecord *record, guint field)
{
  g_autofree char *plain =
      g_strdup_printf ("%" G_GINT64_FORMAT, sijil_record_number (record, field, 0));
  g_autofree char *shown = sijil_text_digits (plain);

  sijil_field_row_set_text (row, sijil_record_is_null (record, field) ? "" : shown);
}

static void
fill_date (SijilFieldRow *row, SijilRecord *record, guint field)
{
  g_autofree char *text = sijil_form_date_text (sijil_record_text (record, field));

  sijil_field_row_set_text (row, text);
}

static void
fill_value (SijilProgrammeForm *self, SijilRecord *programme)
{
  gint64 value = sijil_record_number (programme, SIJIL_PROGRAMME_VALUE, 0);
  g_autofree char *plain = value % 100 == 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, value / 100)
                                            : g_strdup_printf ("%" G_GINT64_FORMAT ".%02d",
                                                               value / 100, (int) (value % 100));
  g_autofree char *shown = sijil_text_digits (plain);

  sijil_field_row_set_text (self->value_row,
                            sijil_record_is_null (programme, SIJIL_PROGRAMME_VALUE) ? "" : shown);
}

/* Fills the rows from a programme. */
void
sijil_programme_form_fill (SijilProgrammeForm *self, SijilRecord *programme)
{
  sijil_field_row_set_text (self->name_row, sijil_record_text (programme, SIJIL_PROGRAMME_NAME));
  sijil_choice_row_set_code (self->family_row,
                             sijil_record_text (programme, SIJIL_PROGRAMME_FAMILY));
  sijil_choice_row_set_code (self->kind_row, sijil_record_text (programme, SIJIL_PROGRAMME_KIND));
  sijil_field_row_set_text (self->unit_row, sijil_record_text (programme, SIJIL_PROGRAMME_UNIT));
  fill_value (self, programme);
  sijil_choice_row_set_code (self->per_row, sijil_record_text (programme, SIJIL_PROGRAMME_PER));
  sijil_choice_row_set_code (self->limit_row,
                             sijil_record_text (programme, SIJIL_PROGRAMME_LIMIT_PERIOD));
  fill_number (self->count_row, programme, SIJIL_PROGRAMME_LIMIT_COUNT);
  fill_number (self->years_row, programme, SIJIL_PROGRAMME_YEARS_BETWEEN);
  sijil_families_row_set_codes (self->excludes_row,
                                sijil_record_text (programme, SIJIL_PROGRAMME_EXCLUDES));
  sijil_families_row_set_codes (self->allows_row,
                                sijil_record_text (programme, SIJIL_PROGRAMME_ALLOWS));
  fill_date (self->starts_row, programme, SIJIL_PROGRAMME_STARTS);
  fill_date (self->ends_row, programme, SIJIL_PROGRAMME_ENDS);
  fill_number (self->target_row, programme, SIJIL_PROGRAMME_TARGET);
  gtk_switch_set_active (self->confidential_switch,
                         sijil_record_number (programme, SIJIL_PROGRAMME_CONFIDENTIAL, 0) != 0);
}

static void
add_issue (GPtrArray *issues, int field, const char *message)
{
  SijilIssue *issue;

  if (issues == NULL)
    return;
  issue = g_new0 (SijilIssue, 1);
  issue->field = field;
  issue->message = g_strdup (message);
  g_ptr_array_add (issues, issue);
}

static void
read_number (SijilFieldRow *row, SijilRecord *record, guint field, GPtrArray *issues)
{
  g_autofree char *digits = sijil_only_digits (sijil_field_row_text (row));
  guint64 number;

  if (sijil_field_row_is_blank (row))
    sijil_record_set_null (record, field);
  else if (digits != NULL && g_ascii_string_to_unsigned (digits, 10, 0, 1000000000, &number, NULL))
    sijil_record_set_number (record, field, (gint64) number);
  else
    add_issue (issues, (int) field, _ ("This is not a whole number"));
}

/* The programme as typed; @issues (nullable) gets what cannot even be put into a record. */
SijilRecord *
sijil_programme_form_record (SijilProgrammeForm *self, GPtrArray *issues)
{
  SijilRecord *record = sijil_record_new (
      &sijil_programme_type, self->programme != NULL ? sijil_record_id (self->programme) : NULL);
  g_autofree char *excludes = sijil_families_row_codes (self->excludes_row);
  g_autofree char *allows = sijil_families_row_codes (self->allows_row);
  gint64 value;

  sijil_record_set_text (record, SIJIL_PROGRAMME_NAME, sijil_field_row_text (self->name_row));
  sijil_record_set_text (record, SIJIL_PROGRAMME_FAMILY, sijil_choice_row_code (self->family_row));
  sijil_record_set_text (record, SIJIL_PROGRAMME_KIND, sijil_choice_row_code (self->kind_row));
  sijil_record_set_text (record, SIJIL_PROGRAMME_UNIT, sijil_field_row_text (self->unit_row));
  if (sijil_field_row_is_blank (self->value_row))
    sijil_record_set_null (record, SIJIL_PROGRAMME_VALUE);
  else if (sijil_text_parse_money (sijil_field_row_text (self->value_row), &value))
    sijil_record_set_number (record, SIJIL_PROGRAMME_VALUE, value);
  else
    add_issue (issues, SIJIL_PROGRAMME_VALUE, _ ("This is not an amount of pounds"));
  sijil_record_set_text (record, SIJIL_PROGRAMME_PER, sijil_choice_row_code (self->per_row));
  sijil_record_set_text (record, SIJIL_PROGRAMME_LIMIT_PERIOD,
                         sijil_choice_row_code (self->limit_row));
  read_number (self->count_row, record, SIJIL_PROGRAMME_LIMIT_COUNT, issues);
  if (sijil_field_row_is_blank (self->count_row))
    sijil_record_set_number (record, SIJIL_PROGRAMME_LIMIT_COUNT, 1);
  read_number (self->years_row, record, SIJIL_PROGRAMME_YEARS_BETWEEN, issues);
  sijil_record_set_text (record, SIJIL_PROGRAMME_EXCLUDES, excludes);
  sijil_record_set_text (record, SIJIL_PROGRAMME_ALLOWS, allows);
  sijil_record_set_text (record, SIJIL_PROGRAMME_STARTS, sijil_field_row_text (self->starts_row));
  sijil_record_set_text (record, SIJIL_PROGRAMME_ENDS, sijil_field_row_text (self->ends_row));
  read_number (self->target_row, record, SIJIL_PROGRAMME_TARGET, issues);
  sijil_record_set_number (record, SIJIL_PROGRAMME_CONFIDENTIAL,
                           gtk_switch_get_active (self->confidential_switch) ? 1 : 0);
  return record;
}

/* Says at each row what is wrong with it. */
void
sijil_programme_form_show_issues (SijilProgrammeForm *self, GPtrArray *issues)
{
  const struct {
    int field;
    SijilFieldRow *row;
  } rows[] = {
    { SIJIL_PROGRAMME_NAME, self->name_row },
    { SIJIL_PROGRAMME_UNIT, self->unit_row },
    { SIJIL_PROGRAMME_VALUE, self->value_row },
    { SIJIL_PROGRAMME_STARTS, self->starts_row },
    { SIJIL_PROGRAMME_LIMIT_COUNT, self->count_row },
    { SIJIL_PROGRAMME_ENDS, self->ends_row },
    { SIJIL_PROGRAMME_YEARS_BETWEEN, self->years_row },
    { SIJIL_PROGRAMME_TARGET, self->target_row },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    sijil_field_row_set_note (rows[i].row, NULL, NULL);
  for (guint i = 0; i < issues->len; i++) {
    const SijilIssue *issue = issues->pdata[i];

    for (guint k = 0; k < G_N_ELEMENTS (rows); k++)
      if (rows[k].field == issue->field)
        sijil_field_row_set_note (rows[k].row, issue->message, "err");
  }
}
