#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-result-row.h"

#include <string.h>

#include "sijil-card.h"
#include "sijil-choices.h"
#include "sijil-fold.h"
#include "sijil-i18n.h"
#include "sijil-text.h"
#include "sijil-widgets.h"

struct _SijilResultRow {
  GtkListBoxRow parent_instance;

  GtkLabel *name; /* in the row that offers to register: its sentence */
  GtkLabel *disc; /* this one and those below only in the row of a household */
  GtkLabel *who;
  GtkLabel *place;
  GtkLabel *members;
  GtkLabel *card;
  GtkLabel *tag;
  GtkWidget *enter;
};

G_DEFINE_FINAL_TYPE (SijilResultRow, sijil_result_row, GTK_TYPE_LIST_BOX_ROW)

static void
sijil_result_row_class_init (SijilResultRowClass *klass)
{
}

static void
sijil_result_row_init (SijilResultRow *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
}

/* Whether a word of a name is one that was typed, or a compound half of one: «عبد الحميد» was found
 * by «عبدالحميد». */
static gboolean
word_agrees (const char *folded, const char *next_folded, char **typed)
{
  g_autofree char *joined = g_strconcat (folded, next_folded != NULL ? next_folded : "", NULL);

  for (guint i = 0; typed[i] != NULL; i++) {
    if (*typed[i] == '\0')
      continue;
    if (g_str_has_prefix (folded, typed[i]))
      return TRUE;
    if (next_folded != NULL && strlen (typed[i]) > strlen (folded) &&
        g_str_has_prefix (joined, typed[i]))
      return TRUE;
  }
  return FALSE;
}

/**
 * sijil_result_row_mark:
 * @name: a name as written
 * @text: what was typed
 *
 * Returns: (transfer full): markup of @name in which the words that were typed are bold
 */
char *
sijil_result_row_mark (const char *name, const char *text)
{
  g_autofree char *folded_text = sijil_fold (text);
  g_auto (GStrv) typed = g_strsplit (folded_text, " ", -1);
  g_auto (GStrv) words = g_strsplit (name != NULL ? name : "", " ", -1);
  GString *out = g_string_new (NULL);
  gboolean carry = FALSE;

  for (guint i = 0; words[i] != NULL; i++) {
    g_autofree char *folded = sijil_fold (words[i]);
    g_autofree char *next = words[i + 1] != NULL ? sijil_fold (words[i + 1]) : NULL;
    g_autofree char *escaped = g_markup_escape_text (words[i], -1);
    gboolean alone = word_agrees (folded, NULL, typed);
    gboolean joined = !alone && word_agrees (folded, next, typed);

    if (i > 0)
      g_string_append_c (out, ' ');
    if (alone || joined || carry)
      g_string_append_printf (out, "<b>%s</b>", escaped);
    else
      g_string_append (out, escaped);
    carry = joined;
  }
  return g_string_free (out, FALSE);
}

static char *
who_words (const SijilFound *found)
{
  GString *out = g_string_new (sijil_relation_label (found->relation, found->sex));
  const char *comma = _ (", ");

  if (found->birth_year != NULL) {
    g_autofree char *year = sijil_text_digits (found->birth_year);

    g_string_append (out, comma);
    g_string_append_printf (out, _ ("born %s"), year);
  }
  if (found->head_name != NULL) {
    g_autofree char *head = sijil_text_isolate (found->head_name);

    g_string_append (out, comma);
    g_string_append_printf (out, _ ("head of family: %s"), head);
  }
  if (found->moved_to != NULL) {
    g_autofree char *to = sijil_text_isolate (found->moved_to);

    g_string_append (out, comma);
    g_string_append_printf (out, _ ("moved to %s"), to);
  }
  return g_string_free (out, FALSE);
}

static GtkWidget *
column (GtkWidget *first, GtkWidget *second)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_box_append (GTK_BOX (box), first);
  gtk_box_append (GTK_BOX (box), second);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  return box;
}

static GtkWidget *
fixed (GtkWidget *child, int width)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_size_request (box, width, -1);
  gtk_widget_set_valign (child, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), child);
  return box;
}

static GtkLabel *
label (const char *css_classes)
{
  return GTK_LABEL (sijil_label_new (NULL, css_classes));
}

/**
 * sijil_result_row_new:
 *
 * Returns: (transfer floating): a row for a household, still empty
 */
SijilResultRow *
sijil_result_row_new (void)
{
  SijilResultRow *self = g_object_new (SIJIL_TYPE_RESULT_ROW, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 14);
  GtkWidget *names;

  self->disc = GTK_LABEL (sijil_disc_new (NULL, 38));
  self->name = label (NULL);
  self->who = label ("hint");
  self->place = label ("small");
  self->members = label ("hint");
  self->card = label ("small");
  self->tag = GTK_LABEL (sijil_tag_new ("", NULL, NULL));
  self->enter = sijil_keycap_new ("Enter");
  gtk_label_set_use_markup (self->name, TRUE);
  gtk_label_set_max_width_chars (self->place, 26);
  names = column (GTK_WIDGET (self->name), GTK_WIDGET (self->who));
  gtk_widget_set_hexpand (names, TRUE);

  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->disc));
  gtk_box_append (GTK_BOX (box), names);
  gtk_box_append (GTK_BOX (box),
                  fixed (column (GTK_WIDGET (self->place), GTK_WIDGET (self->members)), 170));
  gtk_box_append (GTK_BOX (box), fixed (GTK_WIDGET (self->card), 90));
  gtk_box_append (GTK_BOX (box), fixed (GTK_WIDGET (self->tag), 84));
  gtk_box_append (GTK_BOX (box), fixed (self->enter, 52));
  gtk_widget_add_css_class (box, "idlerow");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  return self;
}

static void
show_closeness (SijilResultRow *self, SijilCloseness closeness)
{
  gboolean near = closeness < SIJIL_FOUND_POSSIBLE;

  gtk_label_set_label (self->tag, near                                ? _ ("closest")
                                  : closeness == SIJIL_FOUND_POSSIBLE ? _ ("possible")
                                                                      : _ ("looks alike"));
  gtk_widget_remove_css_class (GTK_WIDGET (self->tag), near ? "warn" : "accent");
  gtk_widget_add_css_class (GTK_WIDGET (self->tag), near ? "accent" : "warn");
}

/**
 * sijil_result_row_update:
 * @row: a row for a household
 * @found: what was found
 * @text: what was typed
 *
 * Shows what was found.
 */
void
sijil_result_row_update (SijilResultRow *row, const SijilFound *found, const char *text)
{
  g_autofree char *letter = sijil_text_initial (found->name);
  g_autofree char *initial = g_utf8_strup (letter, -1);
  g_autofree char *markup = sijil_result_row_mark (found->name, text);
  g_autofree char *who = who_words (found);
  g_autofree char *card = sijil_card_show (found->card);
  g_autofree char *n = sijil_text_number (found->members);
  g_autofree char *members =
      g_strdup_printf (ngettext ("%s member", "%s members", found->members), n);
  g_autofree char *sentence = g_strdup_printf ("%s, %s, %s, %s", found->name, who,
                                               found->place != NULL ? found->place : "", card);

  gtk_label_set_label (row->disc, initial);
  gtk_label_set_label (row->name, markup);
  gtk_label_set_label (row->who, who);
  gtk_label_set_label (row->place, found->place != NULL ? found->place : "");
  gtk_label_set_label (row->members, members);
  gtk_label_set_label (row->card, card);
  show_closeness (row, found->closeness);
  sijil_accessible_label (GTK_WIDGET (row), sentence);
}

/**
 * sijil_register_row_new:
 *
 * Returns: (transfer floating): the row that offers to register a new household, still without name
 */
SijilResultRow *
sijil_register_row_new (void)
{
  SijilResultRow *self = g_object_new (SIJIL_TYPE_RESULT_ROW, "name", "register-row", NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 14);
  GtkWidget *icon = gtk_image_new_from_icon_name ("list-add-symbolic");
  GtkWidget *names;

  self->name = label ("strong");
  names = column (GTK_WIDGET (self->name),
                  sijil_label_new (_ ("Make sure first that it is not in the list"), "hint"));
  sijil_add_classes (icon, "iconbox");
  gtk_widget_set_valign (icon, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (names, TRUE);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), names);
  gtk_box_append (GTK_BOX (box), sijil_keycap_new ("F2"));
  gtk_widget_add_css_class (box, "idlerow");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self), "s", "");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self), "win.new-household");
  return self;
}

/**
 * sijil_register_row_update:
 * @row: the row that offers to register
 * @name: what was typed, if it may be a name; otherwise an empty text
 *
 * Says whom the row would register.
 */
void
sijil_register_row_update (SijilResultRow *row, const char *name)
{
  g_autofree char *isolated = sijil_text_isolate (name);
  g_autofree char *title =
      *name != '\0' ? g_strdup_printf (_ ("Register a new household named “%s”"), isolated)
                    : g_strdup (_ ("Register a new household"));

  gtk_label_set_label (row->name, title);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", name);
  sijil_accessible_label (GTK_WIDGET (row), title);
}

/**
 * sijil_result_row_set_chosen:
 * @row: a row of the results
 * @chosen: whether Enter means it
 *
 * Shows which row Enter means.
 */
void
sijil_result_row_set_chosen (SijilResultRow *row, gboolean chosen)
{
  if (chosen)
    gtk_widget_add_css_class (GTK_WIDGET (row), "sel");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (row), "sel");
  if (row->enter != NULL)
    gtk_widget_set_opacity (row->enter, chosen ? 1 : 0);
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_SELECTED, chosen, -1);
}
