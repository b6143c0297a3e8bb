#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-person-rows-private.h"

#include "sijil-widgets.h"
#include "sijil-choices.h"
#include "sijil-fold.h"
#include "sijil-i18n.h"
#include "sijil-paragraph.h"
#include "sijil-national-id.h"
#include "sijil-text.h"

#include <string.h>

G_DEFINE_FINAL_TYPE (SijilPersonRows, sijil_person_rows, G_TYPE_OBJECT)

static guint changed_signal;

/* The ID as typed, without spaces and marks, its digits in ASCII. */
char *
sijil_person_rows_typed_id (SijilPersonRows *self)
{
  g_autofree char *ascii = sijil_ascii_digits (sijil_field_row_text (self->id_row));
  g_autofree char *plain = sijil_text_strip_bidi (ascii);
  GString *out = g_string_new (NULL);

  for (const char *p = plain; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      g_string_append_unichar (out, g_utf8_get_char (p));
  return g_string_free (out, FALSE);
}

gboolean
sijil_person_rows_is_foreign (SijilPersonRows *self)
{
  return g_strcmp0 (sijil_choice_row_code (self->type_row), "foreign") == 0;
}

static void
show_filled (SijilPersonRows *self, const SijilNationalId *parts)
{
  g_autofree char *birth = sijil_date_show (parts->birth);
  int age = sijil_date_age (parts->birth, self->today);
  g_autofree char *years = sijil_text_number (age);
  g_autofree char *age_words =
      g_strdup_printf (ngettext ("%s year", "%s years", (gulong) MAX (age, 0)), years);
  /* Translators: two facts side by side; in Arabic a comma, since the dot reads as a zero. */
  g_autofree char *born = g_strdup_printf (_ ("%s · %s"), birth, age_words);
  g_autofree char *where = NULL;

  sijil_box_clear (GTK_WIDGET (self->filled_tags));
  if (*parts->governorate == '\0')
    where = g_strdup (_ ("Born abroad"));
  else
    where = g_strdup_printf (_ ("Born in %s"),
                             sijil_choice_label (sijil_governorates, parts->governorate));
  gtk_box_append (self->filled_tags,
                  sijil_tag_new (sijil_choice_label (sijil_sexes, parts->sex), "accent", NULL));
  gtk_box_append (self->filled_tags, sijil_tag_new (born, "accent", NULL));
  gtk_box_append (self->filled_tags, sijil_tag_new (where, "accent", NULL));
}

/* What the ID says goes into empty rows and into rows that an earlier ID filled, never over what a
 * person typed. */
static void
fill_from_id (SijilPersonRows *self, const SijilNationalId *parts)
{
  if (sijil_field_row_is_blank (self->birth_row) ||
      g_strcmp0 (sijil_field_row_text (self->birth_row), self->filled_birth) == 0) {
    g_free (self->filled_birth);
    self->filled_birth = sijil_form_date_text (parts->birth);
    sijil_field_row_set_text (self->birth_row, self->filled_birth);
  }
  sijil_choice_row_set_code (self->sex_row, parts->sex);
}

void
sijil_person_rows_read_id (SijilPersonRows *self)
{
  g_autofree char *id = sijil_person_rows_typed_id (self);
  gsize len = strlen (id);
  gboolean digits = strspn (id, "0123456789") == len;
  gboolean sound = FALSE;
  SijilNationalId parts;

  gtk_widget_set_visible (GTK_WIDGET (self->reason_row), len == 0);
  if (sijil_person_rows_is_foreign (self) || len == 0) {
    sijil_field_row_set_note (self->id_row, NULL, NULL);
  } else if (digits && len < 14) {
    g_autofree char *have = sijil_text_number ((gint64) len);
    g_autofree char *all = sijil_text_number (14);
    g_autofree char *note = g_strdup_printf (_ ("%s of %s digits"), have, all);

    sijil_field_row_set_note (self->id_row, note, "warn");
  } else if (sijil_national_id_read (id, self->today, &parts)) {
    g_autofree char *all = sijil_text_number (14);
    g_autofree char *note = g_strdup_printf (_ ("%s digits, sound"), all);

    sound = TRUE;
    sijil_field_row_set_note (self->id_row, note, "ok");
    show_filled (self, &parts);
    if (!self->loading)
      fill_from_id (self, &parts);
  } else {
    sijil_field_row_set_note (self->id_row, sijil_national_id_fault (id, self->today), "err");
  }
  self->is_sound = sound;
  gtk_widget_set_visible (self->filled_row, sound);
  /* Not while fourteen digits are being typed: the rows below would jump. */
  gtk_widget_set_visible (GTK_WIDGET (self->type_row),
                          len > 0 && !sound &&
                              (!digits || self->questioned || sijil_person_rows_is_foreign (self)));
}

static void
on_changed_cb (SijilPersonRows *self)
{
  if (self->loading)
    return;
  sijil_field_row_set_note (self->name_row, NULL, NULL);
  sijil_field_row_set_note (self->birth_row, NULL, NULL);
  sijil_choice_row_set_error (self->reason_row, NULL);
  sijil_choice_row_set_error (self->sex_row, NULL);
  sijil_choice_row_set_error (self->relation_row, NULL);
  g_signal_emit (self, changed_signal, 0);
}

/* "Wife", not "husband or wife", as soon as that is known. */
static void
follow_sex (SijilPersonRows *self)
{
  gboolean loading = self->loading;
  g_autofree char *relation = g_strdup (sijil_choice_row_code (self->relation_row));

  self->loading = TRUE; /* other words for the same choice are no change */
  sijil_choice_row_set_choices (self->relation_row,
                                sijil_relations_of (sijil_choice_row_code (self->sex_row)),
                                _ ("Not said"));
  sijil_choice_row_set_code (self->relation_row, relation);
  self->loading = loading;
}

static void
on_sex_changed_cb (SijilPersonRows *self)
{
  follow_sex (self);
  on_changed_cb (self);
}

/* With its last digit an ID is all there, and the name comes next, unless it stands there already:
 * a key less for each person. */
static void
go_on_to_name (SijilPersonRows *self)
{
  GtkEditable *text = gtk_editable_get_delegate (GTK_EDITABLE (self->id_row));

  if (text != NULL && gtk_widget_has_focus (GTK_WIDGET (text)) &&
      sijil_field_row_is_blank (self->name_row))
    sijil_field_row_focus (self->name_row);
}

static void
on_id_changed_cb (SijilPersonRows *self)
{
  gboolean was_sound = self->is_sound;

  sijil_person_rows_read_id (self);
  on_changed_cb (self);
  if (!self->loading && self->is_sound && !was_sound)
    go_on_to_name (self);
}

static void
sijil_person_rows_dispose (GObject *object)
{
  SijilPersonRows *self = SIJIL_PERSON_ROWS (object);

  g_clear_object (&self->loaded);
  g_clear_object (&self->id_row);
  g_clear_object (&self->type_row);
  g_clear_object (&self->reason_row);
  g_clear_object (&self->filled_row);
  g_clear_object (&self->name_row);
  g_clear_object (&self->relation_row);
  g_clear_object (&self->sex_row);
  g_clear_object (&self->birth_row);
  g_clear_object (&self->state_row);
  g_clear_pointer (&self->filled_birth, g_free);
  g_clear_pointer (&self->today, g_free);
  G_OBJECT_CLASS (sijil_person_rows_parent_class)->dispose (object);
}

static void
sijil_person_rows_class_init (SijilPersonRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sijil_person_rows_dispose;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
sijil_person_rows_init (SijilPersonRows *self)
{
  self->today = sijil_date_today ();
}

static SijilFieldRow *
add_field (SijilPersonRows *self, const char *title, gboolean ltr, GCallback changed)
{
  GtkWidget *row = g_object_ref_sink (sijil_field_row_new (title, ltr));

  g_signal_connect_object (row, "changed", changed, self, G_CONNECT_SWAPPED);
  return SIJIL_FIELD_ROW (row);
}

static SijilChoiceRow *
add_choice (SijilPersonRows *self, const char *title, const SijilChoice *choices, const char *none,
            GCallback changed)
{
  GtkWidget *row = g_object_ref_sink (sijil_choice_row_new (title, choices, none));

  g_signal_connect_object (row, "notify::selected", changed, self, G_CONNECT_SWAPPED);
  return SIJIL_CHOICE_ROW (row);
}

static void
add_filled_row (SijilPersonRows *self)
{
  GtkWidget *row = g_object_ref_sink (adw_preferences_row_new ());
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *star = gtk_image_new_from_icon_name ("starred-symbolic");

  self->filled_row = row;
  self->filled_tags = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6));
  gtk_widget_add_css_class (star, "accentc");
  gtk_box_append (
      GTK_BOX (words),
      sijil_label_new (_ ("Filled from the national ID: check it with the person"), "hint"));
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->filled_tags));
  gtk_box_append (GTK_BOX (box), star);
  gtk_box_append (GTK_BOX (box), words);
  gtk_widget_add_css_class (box, "filled");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  /* From the ID, Tab leads to the name. The toolkit's list goes round a row only if it is
   * insensitive; at one that takes no focus it leaves the list. */
  gtk_widget_set_focusable (row, FALSE);
  gtk_widget_set_sensitive (row, FALSE);
}

/**
 * sijil_person_rows_new:
 * @head: whether the person is the head, whose relation is not asked
 *
 * Returns: (transfer full): the rows, all empty
 */
SijilPersonRows *
sijil_person_rows_new (gboolean head)
{
  SijilPersonRows *self = g_object_new (SIJIL_TYPE_PERSON_ROWS, NULL);
  GCallback changed = G_CALLBACK (on_changed_cb);

  self->head = head;
  self->id_row = add_field (self, _ ("National ID"), TRUE, G_CALLBACK (on_id_changed_cb));
  self->type_row =
      add_choice (self, _ ("Kind of ID"), sijil_id_types, NULL, G_CALLBACK (on_id_changed_cb));
  self->reason_row =
      add_choice (self, _ ("No ID? Say why"), sijil_no_id_reasons, _ ("Not said"), changed);
  add_filled_row (self);
  self->name_row = add_field (
      self, head ? _ ("Name of the head, four parts") : _ ("Name, four parts"), FALSE, changed);
  self->relation_row =
      add_choice (self, _ ("Relation to the head"), sijil_relations, _ ("Not said"), changed);
  self->sex_row =
      add_choice (self, _ ("Sex"), sijil_sexes, _ ("Not said"), G_CALLBACK (on_sex_changed_cb));
  self->birth_row = add_field (self, _ ("Birth date, or the year alone"), TRUE, changed);
  self->state_row = add_choice (self, _ ("State"), sijil_person_states, NULL, changed);
  gtk_widget_set_visible (GTK_WIDGET (self->relation_row), !head);
  gtk_widget_set_visible (GTK_WIDGET (self->state_row), FALSE);
  gtk_widget_set_name (GTK_WIDGET (self->id_row), head ? "form-id" : "member-id");
  gtk_widget_set_name (GTK_WIDGET (self->reason_row), head ? "form-reason" : "member-reason");
  gtk_widget_set_name (GTK_WIDGET (self->name_row), head ? "form-name" : "member-name");
  gtk_widget_set_name (GTK_WIDGET (self->relation_row), "member-relation");
  gtk_widget_set_name (GTK_WIDGET (self->sex_row), head ? "form-sex" : "member-sex");
  gtk_widget_set_name (GTK_WIDGET (self->birth_row), head ? "form-birth" : "member-birth");
  if (!head)
    sijil_choice_row_set_code (self->relation_row, "child");
  sijil_person_rows_read_id (self);
  return self;
}

/**
 * sijil_person_rows_new_alone:
 *
 * Returns: (transfer full): the rows of somebody whose family is not asked for, all empty
 */
SijilPersonRows *
sijil_person_rows_new_alone (void)
{
  SijilPersonRows *self = sijil_person_rows_new (FALSE);

  self->alone = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self->relation_row), FALSE);
  return self;
}

/**
 * sijil_person_rows_widgets:
 * @rows: the rows
 *
 * Returns: (transfer container) (element-type GtkWidget): the rows in their order, to be put
 *   somewhere
 */
GPtrArray *
sijil_person_rows_widgets (SijilPersonRows *rows)
{
  GPtrArray *widgets = g_ptr_array_new ();

  g_ptr_array_add (widgets, rows->id_row);
  g_ptr_array_add (widgets, rows->type_row);
  g_ptr_array_add (widgets, rows->reason_row);
  g_ptr_array_add (widgets, rows->filled_row);
  g_ptr_array_add (widgets, rows->name_row);
  g_ptr_array_add (widgets, rows->relation_row);
  g_ptr_array_add (widgets, rows->sex_row);
  g_ptr_array_add (widgets, rows->birth_row);
  g_ptr_array_add (widgets, rows->state_row);
  return widgets;
}
