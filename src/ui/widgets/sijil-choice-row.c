#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-choice-row.h"

struct _SijilChoiceRow {
  AdwComboRow parent_instance;
  const SijilChoice *choices;
  gboolean has_none;
};

G_DEFINE_FINAL_TYPE (SijilChoiceRow, sijil_choice_row, ADW_TYPE_COMBO_ROW)

static void
sijil_choice_row_class_init (SijilChoiceRowClass *klass)
{
}

static void
sijil_choice_row_init (SijilChoiceRow *self)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
}

/**
 * sijil_choice_row_new:
 * @title: what is chosen
 * @choices: a code list
 * @none: (nullable): the words for "nothing chosen", %NULL if something must be
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
sijil_choice_row_new (const char *title, const SijilChoice *choices, const char *none)
{
  SijilChoiceRow *row = g_object_new (SIJIL_TYPE_CHOICE_ROW, "title", title, NULL);

  sijil_choice_row_set_choices (row, choices, none);
  return GTK_WIDGET (row);
}

/**
 * sijil_choice_row_set_choices:
 * @row: a row
 * @choices: a code list, which must outlive the row
 * @none: (nullable): the words for "nothing chosen"
 */
void
sijil_choice_row_set_choices (SijilChoiceRow *row, const SijilChoice *choices, const char *none)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  row->choices = choices;
  row->has_none = none != NULL;
  if (none != NULL)
    gtk_string_list_append (labels, none);
  for (const SijilChoice *choice = choices; choice->code != NULL; choice++)
    gtk_string_list_append (labels, sijil_choice_label (choices, choice->code));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (labels));
}

/**
 * sijil_choice_row_code:
 * @row: a row
 *
 * Returns: (nullable): the chosen code, %NULL if nothing is chosen
 */
const char *
sijil_choice_row_code (SijilChoiceRow *row)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (row));

  if (selected == GTK_INVALID_LIST_POSITION || (row->has_none && selected == 0))
    return NULL;
  return row->choices[selected - (row->has_none ? 1 : 0)].code;
}

/**
 * sijil_choice_row_set_code:
 * @row: a row
 * @code: (nullable): what to choose; an unknown code chooses the first entry
 */
void
sijil_choice_row_set_code (SijilChoiceRow *row, const char *code)
{
  guint position = 0;

  for (guint i = 0; row->choices[i].code != NULL; i++)
    if (g_strcmp0 (row->choices[i].code, code) == 0)
      position = i + (row->has_none ? 1 : 0);
  if (adw_combo_row_get_selected (ADW_COMBO_ROW (row)) != position)
    adw_combo_row_set_selected (ADW_COMBO_ROW (row), position);
}

/**
 * sijil_choice_row_set_error:
 * @row: a row
 * @message: (nullable): what is wrong with the choice
 */
void
sijil_choice_row_set_error (SijilChoiceRow *row, const char *message)
{
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), message != NULL ? message : "");
  if (message != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
}
