#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-field-row.h"

#include "sijil-widgets.h"

#define NOTE_CHARS 34

struct _SijilFieldRow {
  AdwEntryRow parent_instance;
  GtkWidget *note;
  gboolean ltr;
};

G_DEFINE_FINAL_TYPE (SijilFieldRow, sijil_field_row, ADW_TYPE_ENTRY_ROW)

typedef enum {
  PROP_LTR = 1,
} SijilFieldRowProps;

static GParamSpec *properties[PROP_LTR + 1];

/* IDs, phones and dates are read from left to right in both languages, but stand at the start edge
 * of the row like every other text. */
static void
update_direction (SijilFieldRow *self)
{
  GtkEditable *editable = GTK_EDITABLE (self);
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  if (!self->ltr)
    return;
  gtk_widget_set_direction (GTK_WIDGET (gtk_editable_get_delegate (editable)), GTK_TEXT_DIR_LTR);
  gtk_editable_set_alignment (editable, rtl ? 1.0f : 0.0f);
}

static void
on_title_cb (SijilFieldRow *self)
{
  sijil_accessible_entry (GTK_EDITABLE (self),
                          adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)));
}

static void
sijil_field_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((SijilFieldRowProps) id) {
  case PROP_LTR:
    g_value_set_boolean (value, SIJIL_FIELD_ROW (object)->ltr);
    break;
  }
}

static void
sijil_field_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SijilFieldRow *self = SIJIL_FIELD_ROW (object);

  switch ((SijilFieldRowProps) id) {
  case PROP_LTR:
    self->ltr = g_value_get_boolean (value);
    update_direction (self);
    break;
  }
}

static void
sijil_field_row_class_init (SijilFieldRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sijil_field_row_get_property;
  object_class->set_property = sijil_field_row_set_property;
  properties[PROP_LTR] =
      g_param_spec_boolean ("ltr", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sijil_field_row_init (SijilFieldRow *self)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  self->note = gtk_label_new (NULL);
  gtk_label_set_max_width_chars (GTK_LABEL (self->note), NOTE_CHARS);
  gtk_widget_set_valign (self->note, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->note, "tag");
  gtk_widget_set_visible (self->note, FALSE);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self), self->note);
  g_signal_connect (self, "notify::title", G_CALLBACK (on_title_cb), NULL);
  g_signal_connect (self, "direction-changed", G_CALLBACK (update_direction), NULL);
}

/**
 * sijil_field_row_new:
 * @title: what belongs here
 * @ltr: whether its text is never mirrored
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
sijil_field_row_new (const char *title, gboolean ltr)
{
  return g_object_new (SIJIL_TYPE_FIELD_ROW, "title", title, "ltr", ltr, NULL);
}

/**
 * sijil_field_row_set_note:
 * @row: a row
 * @text: (nullable): a short sentence, %NULL for none
 * @css: class of the tag: `ok`, `warn` or `err`; the last marks the row as wrong
 *
 * Says at the end of the row what is to be said of its text.
 */
void
sijil_field_row_set_note (SijilFieldRow *row, const char *text, const char *css)
{
  static const char *const kinds[] = { "ok", "warn", "err" };
  gboolean wrong = text != NULL && g_strcmp0 (css, "err") == 0;
  GtkAccessible *entry = GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (row)));
  glong len = text != NULL ? g_utf8_strlen (text, -1) : 0;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    gtk_widget_remove_css_class (row->note, kinds[i]);
  if (text != NULL)
    gtk_widget_add_css_class (row->note, css);
  /* A label that wraps would otherwise make itself as narrow as its longest word. */
  gtk_label_set_wrap (GTK_LABEL (row->note), len > NOTE_CHARS);
  gtk_label_set_width_chars (GTK_LABEL (row->note), len > NOTE_CHARS ? NOTE_CHARS : -1);
  gtk_label_set_label (GTK_LABEL (row->note), text != NULL ? text : "");
  gtk_widget_set_visible (row->note, text != NULL);
  if (wrong)
    gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
  gtk_accessible_update_state (entry, GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
  gtk_accessible_update_property (entry, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text != NULL ? text : "", -1);
}

/**
 * sijil_field_row_focus:
 * @row: a row
 *
 * Puts the cursor behind the text, of which nothing is selected: the next key adds to it and does
 * not wipe it out.
 */
void
sijil_field_row_focus (SijilFieldRow *row)
{
  GtkEditable *delegate = gtk_editable_get_delegate (GTK_EDITABLE (row));

  if (GTK_IS_TEXT (delegate))
    gtk_text_grab_focus_without_selecting (GTK_TEXT (delegate));
  gtk_editable_set_position (GTK_EDITABLE (row), -1);
}

const char *
sijil_field_row_text (SijilFieldRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

/**
 * sijil_field_row_set_text:
 * @row: a row
 * @text: (nullable): its text
 *
 * Leaves the row alone if it says so already, so that the cursor stays where it is.
 */
void
sijil_field_row_set_text (SijilFieldRow *row, const char *text)
{
  if (g_strcmp0 (sijil_field_row_text (row), text != NULL ? text : "") != 0)
    gtk_editable_set_text (GTK_EDITABLE (row), text != NULL ? text : "");
}

/**
 * sijil_field_row_is_blank:
 * @row: a row
 *
 * Returns: whether nothing but spaces was typed
 */
gboolean
sijil_field_row_is_blank (SijilFieldRow *row)
{
  g_autofree char *text = g_strdup (sijil_field_row_text (row));

  return *g_strstrip (text) == '\0';
}
