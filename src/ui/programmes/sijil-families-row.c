#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-families-row.h"

#include "sijil-choices.h"
#include "sijil-i18n.h"
#include "sijil-widgets.h"

struct _SijilFamiliesRow {
  AdwExpanderRow parent_instance;
  GPtrArray *checks; /* GtkCheckButton in the order of the code list */
};

G_DEFINE_FINAL_TYPE (SijilFamiliesRow, sijil_families_row, ADW_TYPE_EXPANDER_ROW)

static guint changed_signal;

static void
on_toggled_cb (SijilFamiliesRow *self)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < self->checks->len; i++)
    if (gtk_check_button_get_active (self->checks->pdata[i])) {
      if (words->len > 0)
        g_string_append (words, _ (", "));
      g_string_append (words, sijil_choice_label (sijil_families, sijil_families[i].code));
    }
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), words->str);
  g_string_free (words, TRUE);
  g_signal_emit (self, changed_signal, 0);
}

static void
sijil_families_row_finalize (GObject *object)
{
  g_ptr_array_unref (SIJIL_FAMILIES_ROW (object)->checks);
  G_OBJECT_CLASS (sijil_families_row_parent_class)->finalize (object);
}

static void
sijil_families_row_class_init (SijilFamiliesRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sijil_families_row_finalize;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
sijil_families_row_init (SijilFamiliesRow *self)
{
  self->checks = g_ptr_array_new ();
  for (const SijilChoice *choice = sijil_families; choice->code != NULL; choice++) {
    GtkWidget *row = adw_action_row_new ();
    GtkWidget *check = gtk_check_button_new ();
    const char *label = sijil_choice_label (sijil_families, choice->code);

    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
    gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
    sijil_accessible_label (check, label);
    adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
    adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
    adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
    g_ptr_array_add (self->checks, check);
    g_signal_connect_object (check, "toggled", G_CALLBACK (on_toggled_cb), self, G_CONNECT_SWAPPED);
  }
}

/**
 * sijil_families_row_codes:
 * @row: a row
 *
 * Returns: (transfer full) (nullable): the ticked codes with commas between them
 */
char *
sijil_families_row_codes (SijilFamiliesRow *row)
{
  GString *codes = g_string_new (NULL);

  for (guint i = 0; i < row->checks->len; i++)
    if (gtk_check_button_get_active (row->checks->pdata[i]))
      g_string_append_printf (codes, "%s%s", codes->len > 0 ? "," : "", sijil_families[i].code);
  return g_string_free (codes, codes->len == 0);
}

/**
 * sijil_families_row_set_codes:
 * @row: a row
 * @codes: (nullable): codes with commas between them
 */
void
sijil_families_row_set_codes (SijilFamiliesRow *row, const char *codes)
{
  g_auto (GStrv) list = g_strsplit (codes != NULL ? codes : "", ",", -1);

  for (guint i = 0; i < row->checks->len; i++)
    gtk_check_button_set_active (row->checks->pdata[i], g_strv_contains ((const char *const *) list,
                                                                         sijil_families[i].code));
}
