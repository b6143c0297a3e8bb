#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-look-alike-card.h"

#include "sijil-widgets.h"
#include "sijil-card.h"
#include "sijil-i18n.h"
#include "sijil-paragraph.h"
#include "sijil-text.h"
#include "types/sijil-person.h"

#include <string.h>

#define FAR 12 /* bits */

static void
add_fact (GtkGrid *grid, int *line, gboolean agrees, const char *what, const char *value)
{
  GtkWidget *icon =
      gtk_image_new_from_icon_name (agrees ? "object-select-symbolic" : "list-remove-symbolic");

  gtk_widget_add_css_class (icon, agrees ? "okc" : "soft");
  sijil_accessible_label (icon, agrees ? _ ("agrees") : _ ("differs"));
  gtk_grid_attach (grid, icon, 0, *line, 1, 1);
  gtk_grid_attach (grid, sijil_paragraph_new (what, "soft small"), 1, *line, 1, 1);
  gtk_grid_attach (grid, sijil_paragraph_new (value, "small"), 2, *line, 1, 1);
  (*line)++;
}

/* What a comparison found, where it is not just equal or different. */
static const char *
id_words (SijilIdLevel level)
{
  return level == SIJIL_ID_EQUAL        ? _ ("the same number")
         : level == SIJIL_ID_DIGIT      ? _ ("one digit differs")
         : level == SIJIL_ID_SWAPPED    ? _ ("two digits are swapped")
         : level == SIJIL_ID_LOST_DIGIT ? _ ("one digit is missing")
         : level == SIJIL_ID_TWO_DIGITS ? _ ("two digits differ")
                                        : NULL;
}

static const char *
name_words (const SijilLookAlike *like)
{
  const SijilComparison *found = &like->comparison;

  if (like->same_name)
    return _ ("the first three names agree");
  switch (found->given) {
  case SIJIL_LEVEL_EQUAL:
    return found->n_equal > 0 ? _ ("the names agree as far as they are written")
                              : _ ("the given name agrees");
  case SIJIL_LEVEL_LATIN:
  case SIJIL_LEVEL_SOUND:
    return _ ("the same, in other letters");
  case SIJIL_LEVEL_ALIAS:
    return _ ("another name for the same");
  case SIJIL_LEVEL_NEAR:
    return _ ("the same but for a slip");
  case SIJIL_LEVEL_UNKNOWN:
  case SIJIL_LEVEL_DIFFERS:
  case SIJIL_LEVEL_WEAK:
    break;
  }
  return found->n_equal > 0 ? _ ("the father’s name agrees, the given name does not")
                            : _ ("differs");
}

static const char *
birth_words (SijilBirthLevel level)
{
  return level == SIJIL_BIRTH_SWAPPED            ? _ ("day and month are swapped")
         : level == SIJIL_BIRTH_YEAR             ? _ ("the same year")
         : level == SIJIL_BIRTH_FIRST_OF_JANUARY ? _ ("the same year")
         : level == SIJIL_BIRTH_YEAR_NEAR        ? _ ("the same day, a year or two apart")
         : level == SIJIL_BIRTH_DIGIT            ? _ ("one digit differs")
                                                 : NULL;
}

/* The strongest other explanation, where it is not far. */
static const char *
rival_words (const SijilComparison *found)
{
  if (found->given == SIJIL_LEVEL_DIFFERS && found->n_equal > 0)
    return _ ("May be a brother or sister");
  return found->rival == SIJIL_RIVAL_NAMESAKES && found->weight < FAR
             ? _ ("May be somebody else of this name")
             : NULL;
}

static void
add_birth (GtkGrid *grid, int *line, const SijilLookAlike *like)
{
  g_autofree char *date = sijil_date_show (like->birth_date);
  const char *words = like->same_birth ? NULL : birth_words (like->comparison.birth);

  add_fact (grid, line, like->same_birth || words != NULL, _ ("Birth"),
            words != NULL ? words : date);
}

static GtkWidget *
facts (const SijilLookAlike *like, SijilRecord *typed, const char *phone)
{
  GtkWidget *grid = gtk_grid_new ();
  const char *id = like->same_id ? _ ("the same number") : id_words (like->comparison.id);
  gboolean named = like->same_name || like->comparison.given >= SIJIL_LEVEL_NEAR;
  int line = 0;

  gtk_grid_set_column_spacing (GTK_GRID (grid), 10);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 5);
  if (id != NULL)
    add_fact (GTK_GRID (grid), &line, TRUE, _ ("ID"), id);
  /* Nothing is said of what is not typed yet: that does not differ. */
  if (!sijil_record_is_null (typed, SIJIL_PERSON_NAME))
    add_fact (GTK_GRID (grid), &line, named, _ ("Name"), name_words (like));
  if (like->birth_date != NULL && !sijil_record_is_null (typed, SIJIL_PERSON_BIRTH_DATE))
    add_birth (GTK_GRID (grid), &line, like);
  if (like->phone != NULL && phone != NULL && strlen (phone) > 6) {
    gsize len = strlen (like->phone);
    g_autofree char *end = sijil_text_ltr (like->phone + (len > 4 ? len - 4 : 0));
    g_autofree char *differs = g_strdup_printf (_ ("differs: ends with %s"), end);
    gboolean same = strcmp (like->phone, phone) == 0;

    add_fact (GTK_GRID (grid), &line, same, _ ("Phone"), same ? _ ("the same") : differs);
  }
  return grid;
}

static char *
where_and_when (const SijilLookAlike *like)
{
  g_autofree char *card = sijil_card_show (like->card);
  g_autofree char *place = sijil_text_isolate (like->place);
  g_autofree char *today = sijil_date_today ();
  g_autofree char *when =
      like->last_served != NULL ? sijil_date_show_short (like->last_served, today) : NULL;

  if (sijil_id_is_null (&like->household))
    return g_strdup (_ ("A volunteer already, in no registered family"));
  if (!sijil_id_is_null (&like->volunteer))
    /* Translators: card number, place. */
    return g_strdup_printf (_ ("A volunteer already, card %s, %s"), card, place);
  if (when == NULL)
    /* Translators: card number, place. */
    return g_strdup_printf (_ ("Card %s, %s, not served yet"), card, place);
  /* Translators: card number, place, date. */
  return g_strdup_printf (_ ("Card %s, %s, last received %s"), card, place, when);
}

static const char *
open_label (const SijilLookAlike *like, gboolean volunteers)
{
  if (!volunteers)
    return _ ("Open their family");
  return sijil_id_is_null (&like->volunteer) ? _ ("It is this person") : _ ("Open this volunteer");
}

static GtkWidget *
buttons (const char *label)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *open = sijil_button_with_key_new (label, "F4", "suggested-action");
  GtkWidget *other = sijil_button_with_key_new (_ ("Not the same"), "F6", NULL);

  gtk_box_set_homogeneous (GTK_BOX (box), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (open), "form.open-look-alike");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (other), "form.dismiss-look-alike");
  gtk_widget_set_name (open, "look-alike-open");
  gtk_widget_set_name (other, "look-alike-dismiss");
  gtk_widget_set_hexpand (open, TRUE);
  gtk_box_append (GTK_BOX (box), open);
  gtk_box_append (GTK_BOX (box), other);
  gtk_widget_set_margin_top (box, 6);
  return box;
}

/**
 * sijil_look_alike_card_new:
 * @like: somebody who is registered already
 * @typed: the person as typed so far
 * @phone: (nullable): the phone as typed, ASCII digits
 * @first: whether the keys F4 and F6 are about this one
 * @volunteers: whether a person is looked for, and not a family
 *
 * Returns: (transfer floating): a card that says what agrees
 */
GtkWidget *
sijil_look_alike_card_new (const SijilLookAlike *like, SijilRecord *typed, const char *phone,
                           gboolean first, gboolean volunteers)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  g_autofree char *where = where_and_when (like);

  sijil_add_classes (card, first ? "warnbox" : "card");
  gtk_widget_set_name (card, "look-alike");
  if (first) {
    GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

    gtk_box_append (GTK_BOX (head), gtk_image_new_from_icon_name ("dialog-warning-symbolic"));
    gtk_box_append (GTK_BOX (head),
                    sijil_paragraph_new (like->same_id ? _ ("This ID is registered already")
                                                       : _ ("Perhaps registered already"),
                                         "strong"));
    gtk_widget_add_css_class (head, "warnc");
    gtk_box_append (GTK_BOX (card), head);
  }
  gtk_box_append (GTK_BOX (card), sijil_paragraph_new (like->name, first ? "heading" : "strong"));
  gtk_box_append (GTK_BOX (card), sijil_paragraph_new (where, "hint"));
  if (first) {
    const char *rival = rival_words (&like->comparison);

    gtk_box_append (GTK_BOX (card), facts (like, typed, phone));
    if (rival != NULL)
      gtk_box_append (GTK_BOX (card), sijil_paragraph_new (rival, "soft small"));
    gtk_box_append (GTK_BOX (card), buttons (open_label (like, volunteers)));
  }
  /* A card has no padding of its own. */
  for (GtkWidget *child = gtk_widget_get_first_child (card); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    gtk_widget_set_margin_start (child, 14);
    gtk_widget_set_margin_end (child, 14);
  }
  gtk_widget_set_margin_top (gtk_widget_get_first_child (card), 14);
  gtk_widget_set_margin_bottom (gtk_widget_get_last_child (card), 14);
  return card;
}
