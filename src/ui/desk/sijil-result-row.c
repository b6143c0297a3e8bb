#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-result-row.h"

#include <string.h>

#include "sijil-card.h"
#include "sijil-choices.h"
#include "sijil-fold.h"
#include "sijil-i18n.h"
#include "sijil-text.h"
#include "sijil-widgets.h"

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
  GString *out = g_string_new (sijil_choice_label (sijil_relations, found->relation));
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

/**
 * sijil_result_row_new:
 * @found: what was found
 * @text: what was typed
 *
 * Returns: (transfer floating): its row
 */
GtkWidget *
sijil_result_row_new (const SijilFound *found, const char *text)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 14);
  GtkWidget *name = sijil_label_new (NULL, NULL);
  GtkWidget *names, *place, *enter;
  g_autofree char *markup = sijil_result_row_mark (found->name, text);
  g_autofree char *who = who_words (found);
  g_autofree char *card = sijil_card_show (found->card);
  g_autofree char *n = sijil_text_number (found->members);
  g_autofree char *members =
      g_strdup_printf (ngettext ("%s member", "%s members", found->members), n);
  g_autofree char *label = g_strdup_printf ("%s, %s, %s, %s", found->name, who,
                                            found->place != NULL ? found->place : "", card);
  gboolean near = found->closeness != SIJIL_FOUND_POSSIBLE;

  gtk_label_set_markup (GTK_LABEL (name), markup);
  names = column (name, sijil_label_new (who, "hint"));
  gtk_widget_set_hexpand (names, TRUE);
  place = column (sijil_label_new (found->place, "small"), sijil_label_new (members, "hint"));
  gtk_label_set_max_width_chars (GTK_LABEL (gtk_widget_get_first_child (place)), 26);
  enter = sijil_keycap_new ("Enter");
  gtk_widget_set_name (enter, "enter-key");

  gtk_box_append (GTK_BOX (box), sijil_disc_new (found->name, 38));
  gtk_box_append (GTK_BOX (box), names);
  gtk_box_append (GTK_BOX (box), fixed (place, 170));
  gtk_box_append (GTK_BOX (box), fixed (sijil_label_new (card, "small"), 90));
  gtk_box_append (GTK_BOX (box), fixed (sijil_tag_new (near ? _ ("closest") : _ ("possible"),
                                                       near ? "accent" : "warn", NULL),
                                        84));
  gtk_box_append (GTK_BOX (box), fixed (enter, 52));
  gtk_widget_add_css_class (box, "idlerow");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_focusable (row, FALSE);
  sijil_accessible_label (row, label);
  return row;
}

/**
 * sijil_register_row_new:
 * @name: what was typed, if it may be a name; otherwise an empty text
 *
 * Returns: (transfer floating): the row that offers to register a new household
 */
GtkWidget *
sijil_register_row_new (const char *name)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 14);
  GtkWidget *icon = gtk_image_new_from_icon_name ("list-add-symbolic");
  g_autofree char *isolated = sijil_text_isolate (name);
  g_autofree char *title =
      *name != '\0' ? g_strdup_printf (_ ("Register a new household named “%s”"), isolated)
                    : g_strdup (_ ("Register a new household"));
  GtkWidget *names =
      column (sijil_label_new (title, "strong"),
              sijil_label_new (_ ("Make sure first that it is not in the list"), "hint"));

  sijil_add_classes (icon, "iconbox");
  gtk_widget_set_valign (icon, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (names, TRUE);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), names);
  gtk_box_append (GTK_BOX (box), sijil_keycap_new ("F2"));
  gtk_widget_add_css_class (box, "idlerow");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_focusable (row, FALSE);
  gtk_widget_set_name (row, "register-row");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.new-household");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", name);
  sijil_accessible_label (row, title);
  return row;
}

static void
show_enter_key (GtkWidget *widget, gboolean shown)
{
  for (GtkWidget *c = gtk_widget_get_first_child (widget); c != NULL;
       c = gtk_widget_get_next_sibling (c)) {
    if (strcmp (gtk_widget_get_name (c), "enter-key") == 0)
      gtk_widget_set_opacity (c, shown ? 1 : 0);
    else
      show_enter_key (c, shown);
  }
}

/**
 * sijil_result_row_set_chosen:
 * @row: a row of the results
 * @chosen: whether Enter means it
 *
 * Shows which row Enter means.
 */
void
sijil_result_row_set_chosen (GtkWidget *row, gboolean chosen)
{
  if (chosen)
    gtk_widget_add_css_class (row, "sel");
  else
    gtk_widget_remove_css_class (row, "sel");
  show_enter_key (row, chosen);
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_SELECTED, chosen, -1);
}
