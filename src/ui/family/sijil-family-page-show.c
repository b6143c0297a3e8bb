#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-family-page-private.h"

#include "sijil-choices.h"
#include "sijil-date.h"
#include "sijil-family-rows.h"
#include "sijil-i18n.h"
#include "sijil-list-fill.h"
#include "sijil-paragraph.h"
#include "sijil-text.h"
#include "types/sijil-household.h"

#define MAX_RECEIVED 60

static void
show_rows (GtkListBox *list, GPtrArray *rows, const char *nothing)
{
  if (rows->len == 0)
    g_ptr_array_add (rows, sijil_nothing_row_new (nothing));
  sijil_list_fill (list, rows);
}

static void
fill_members (SijilFamilyPage *self, const char *today)
{
  GPtrArray *members = self->file->family->members;
  GPtrArray *rows = g_ptr_array_new ();

  for (guint i = 0; i < members->len; i++)
    g_ptr_array_add (rows, sijil_file_member_row_new (members->pdata[i], today, self->may_edit));
  show_rows (self->members, rows, _ ("Nobody is left in this household"));
  gtk_widget_set_visible (GTK_WIDGET (self->members_hint), self->may_edit && members->len > 0);
}

static void
add_fact (GPtrArray *rows, guint field, const char *value)
{
  if (value != NULL && *value != '\0')
    g_ptr_array_add (rows,
                     sijil_fact_row_new (_ (sijil_household_type.fields[field].label), value));
}

static void
fill_facts (SijilFamilyPage *self)
{
  SijilRecord *household = self->file->family->household;
  GPtrArray *rows = g_ptr_array_new ();
  g_autofree char *income =
      sijil_record_is_null (household, SIJIL_HOUSEHOLD_INCOME)
          ? NULL
          : sijil_text_money (sijil_record_number (household, SIJIL_HOUSEHOLD_INCOME, 0));

  add_fact (rows, SIJIL_HOUSEHOLD_ADDRESS, sijil_record_text (household, SIJIL_HOUSEHOLD_ADDRESS));
  add_fact (
      rows, SIJIL_HOUSEHOLD_HOUSING,
      sijil_choice_label (sijil_housings, sijil_record_text (household, SIJIL_HOUSEHOLD_HOUSING)));
  add_fact (rows, SIJIL_HOUSEHOLD_INCOME, income);
  add_fact (rows, SIJIL_HOUSEHOLD_NOTES, sijil_record_text (household, SIJIL_HOUSEHOLD_NOTES));
  show_rows (self->facts, rows, _ ("Nothing noted yet. F3 adds it."));
}

static void
fill_visits (SijilFamilyPage *self, const char *today)
{
  GPtrArray *rows = g_ptr_array_new ();

  for (guint i = 0; i < self->file->visits->len; i++)
    g_ptr_array_add (rows,
                     sijil_visit_row_new (self->file->visits->pdata[i], today, self->may_edit));
  show_rows (self->visits, rows, _ ("No visit recorded yet"));
}

static void
fill_received (SijilFamilyPage *self, const char *today)
{
  GPtrArray *received = self->file->family->received;
  GPtrArray *rows = g_ptr_array_new ();

  for (guint i = 0; i < MIN (received->len, MAX_RECEIVED); i++)
    g_ptr_array_add (rows, sijil_received_row_new (received->pdata[i], today, FALSE));
  show_rows (self->received, rows, _ ("Nothing yet, from us or from others"));
}

/* What was received and the visits have lists of their own. */
static void
fill_history (SijilFamilyPage *self, const char *today)
{
  GPtrArray *rows = g_ptr_array_new ();

  for (guint i = 0; i < self->file->history->len; i++) {
    const SijilHistoryLine *line = self->file->history->pdata[i];

    if (g_strcmp0 (line->kind, "aid") != 0 && g_strcmp0 (line->kind, "visit") != 0)
      g_ptr_array_add (rows, sijil_history_row_new (line, today, self->may_change));
  }
  show_rows (self->history, rows, _ ("Nothing has happened yet"));
}

/**
 * sijil_family_page_fill: (skip)
 * @self: the page, its file read
 *
 * Shows the file.
 */
void
sijil_family_page_fill (SijilFamilyPage *self)
{
  g_autofree char *today = sijil_date_today ();

  sijil_family_head_show (self->head, self->file->family);
  fill_members (self, today);
  fill_facts (self);
  fill_visits (self, today);
  fill_received (self, today);
  fill_history (self, today);
  gtk_widget_set_visible (self->content, TRUE);
}
