#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-review-detail.h"

#include "sijil-answer.h"
#include "sijil-card.h"
#include "sijil-evidence-list.h"
#include "sijil-i18n.h"
#include "sijil-paragraph.h"
#include "sijil-review-words.h"
#include "sijil-text.h"
#include "sijil-widgets.h"
#include "types/sijil-finding.h"
#include "types/sijil-person.h"
#include "types/sijil-verdict.h"

#include <string.h>

struct _SijilReviewDetail {
  GtkWidget parent_instance;
  char *association;
  char *person_name; /* of ours, once it is known who of the family is meant */
  char *person_birth_year;
  int line;
  GtkLabel *question;
  GtkBox *legend;
  GtkGrid *grid;
  GtkButton *open_button;
  GtkWidget *evidence_title;
  GtkListBox *evidence;
  GtkWidget *reply_box;
  GtkLabel *reply;
  GtkStack *bar;
  GtkBox *answers;
  GtkLabel *bar_hint;
  GtkLabel *settled;
  GtkBox *undo_box;
};

G_DEFINE_FINAL_TYPE (SijilReviewDetail, sijil_review_detail, GTK_TYPE_WIDGET)

static void
attach (SijilReviewDetail *self, GtkWidget *cell, int column, const char *css)
{
  sijil_add_classes (cell, css);
  gtk_widget_set_hexpand (cell, column > 0);
  gtk_grid_attach (self->grid, cell, column, self->line, 1, 1);
}

static GtkWidget *
side_head (const char *icon, const char *title, const char *subtitle)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  GtkWidget *image = gtk_image_new_from_icon_name (icon);

  gtk_widget_add_css_class (image, "iconbox");
  gtk_widget_set_valign (image, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (words), sijil_label_new (title, "strong"));
  gtk_box_append (GTK_BOX (words), sijil_label_new (subtitle, "hint"));
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), words);
  return box;
}

typedef enum {
  APART,    /* just beside each other */
  PLACE,    /* one text each, marked if they agree: one side may know more */
  COMPARED, /* and what differs too */
} Comparison;

static GtkWidget *
side (const char *text, const char *other, Comparison comparison)
{
  switch (comparison) {
  case COMPARED:
    return sijil_review_compared (text, other);
  case PLACE:
    return sijil_review_place (text, other);
  case APART:
    break;
  }
  return sijil_review_compared (text, NULL);
}

static void
add_row (SijilReviewDetail *self, const char *key, const char *ours, const char *theirs,
         Comparison comparison)
{
  if ((ours == NULL || *ours == '\0') && (theirs == NULL || *theirs == '\0'))
    return;
  attach (self, sijil_label_new (key, NULL), 0, "cmp-row cmp-key cmp-cell");
  attach (self, side (ours, theirs, comparison), 1, "cmp-row cmp-cell");
  attach (self, side (theirs, ours, comparison), 2, "cmp-row cmp-cell");
  self->line++;
}

static char *
quantity_of (SijilRecord *finding, guint field)
{
  return sijil_record_is_null (finding, field)
             ? NULL
             : sijil_text_number (sijil_record_number (finding, field, 0));
}

static char *
date_of (SijilRecord *finding, guint field)
{
  const char *date = sijil_record_text (finding, field);

  return date != NULL ? sijil_date_show_weekday (date) : NULL;
}

static void
show_sides (SijilReviewDetail *self, const SijilReviewItem *item)
{
  SijilRecord *finding = item->finding;
  const char *office = sijil_record_text (finding, SIJIL_FINDING_OTHER_OFFICE);
  g_autofree char *our_card = sijil_card_show (item->card);
  g_autofree char *other_card =
      sijil_card_show (sijil_record_text (finding, SIJIL_FINDING_OTHER_CARD));
  g_autofree char *their_line = office != NULL && *other_card != '\0'
                                    ? g_strdup_printf (_ ("%s, %s"), office, other_card)
                                    : g_strdup (office != NULL ? office : other_card);
  const char *our_line = sijil_id_is_null (&item->volunteer) ? our_card : _ ("Volunteer");
  g_autofree char *our_year = sijil_text_digits (
      self->person_birth_year != NULL ? self->person_birth_year : item->birth_year);
  g_autofree char *other_year =
      sijil_text_digits (sijil_record_text (finding, SIJIL_FINDING_OTHER_BIRTH_YEAR));
  g_autofree char *our_date = date_of (finding, SIJIL_FINDING_OUR_DATE);
  g_autofree char *other_date = date_of (finding, SIJIL_FINDING_OTHER_DATE);
  g_autofree char *our_quantity = quantity_of (finding, SIJIL_FINDING_OUR_QUANTITY);
  g_autofree char *other_quantity = quantity_of (finding, SIJIL_FINDING_OTHER_QUANTITY);
  const char *phone = sijil_record_text (finding, SIJIL_FINDING_OTHER_PHONE);
  g_autofree char *other_phone = phone != NULL ? sijil_text_phone (phone) : NULL;
  const char *our_name = self->person_name != NULL ? self->person_name : item->head_name;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  self->line = 0;
  attach (self, sijil_label_new ("", NULL), 0, "cmp-head cmp-cell");
  attach (self, side_head ("go-home-symbolic", self->association, our_line), 1,
          "cmp-head cmp-cell");
  attach (self,
          side_head ("network-workgroup-symbolic",
                     sijil_record_text (finding, SIJIL_FINDING_OTHER_ASSOCIATION), their_line),
          2, "cmp-head cmp-cell");
  self->line++;
  /* First of all: whoever is in doubt rings there before answering. */
  add_row (self, _ ("Office phone"), NULL, other_phone, APART);
  add_row (self, _ ("Name"), our_name, sijil_record_text (finding, SIJIL_FINDING_OTHER_NAME),
           COMPARED);
  if (self->person_name != NULL && g_strcmp0 (self->person_name, item->head_name) != 0)
    add_row (self, _ ("Head of family"), item->head_name, NULL, APART);
  add_row (self, _ ("Birth year"), our_year, other_year, COMPARED);
  add_row (self, _ ("Village"), item->place,
           sijil_record_text (finding, SIJIL_FINDING_OTHER_VILLAGE), PLACE);
  add_row (self, _ ("Handed over"), our_date, other_date, APART);
  add_row (self, _ ("Quantity"), our_quantity, other_quantity, APART);
}

static void
show_evidence (SijilReviewDetail *self, const SijilReviewItem *item)
{
  guint shown = sijil_evidence_list_fill (
      self->evidence, sijil_record_text (item->finding, SIJIL_FINDING_EVIDENCE));

  gtk_widget_set_visible (self->evidence_title, shown > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->evidence), shown > 0);
}

static void
show_reply (SijilReviewDetail *self, const SijilReviewItem *item)
{
  const char *ours =
      item->verdict != NULL ? sijil_record_text (item->verdict, SIJIL_VERDICT_ANSWER) : NULL;
  g_autofree char *who =
      sijil_text_isolate (sijil_record_text (item->finding, SIJIL_FINDING_OTHER_ASSOCIATION));
  g_autofree char *words = NULL;
  gboolean apart = item->reply != NULL && ours != NULL &&
                   (strcmp (item->reply, "different") == 0) != (strcmp (ours, "different") == 0);

  gtk_widget_set_visible (self->reply_box, item->reply != NULL);
  if (item->reply == NULL)
    return;
  /* Translators: association, then its answer. */
  words = g_strdup_printf (_ ("%s says: %s."), who,
                           sijil_review_answer_label (sijil_review_kind (item), item->reply));
  if (apart) {
    g_autofree char *both = g_strdup_printf (
        _ ("%s You say something else: as long as one side says “different” they stay apart."),
        words);

    gtk_label_set_label (self->reply, both);
  } else
    gtk_label_set_label (self->reply, words);
}

static GtkWidget *
answer_button (SijilReviewKind kind, guint key)
{
  const char *label = sijil_review_answer_label (kind, sijil_review_answer_code (kind, key));
  GtkWidget *button = sijil_answer_button_new (key, label, sijil_review_answer_hint (kind, key));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "review.answer");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", key);
  return button;
}

static char *
settled_words (const SijilReviewItem *item)
{
  const char *actor = sijil_record_text (item->verdict, SIJIL_VERDICT_ACTOR);
  gint64 at = sijil_record_number (item->verdict, SIJIL_VERDICT_AT, 0);
  const char *answer = sijil_review_answer_label (
      sijil_review_kind (item), sijil_record_text (item->verdict, SIJIL_VERDICT_ANSWER));
  g_autofree char *date = sijil_date_of_instant (at);
  g_autofree char *today = sijil_date_today ();
  g_autofree char *day = sijil_date_show_short (date, today);
  g_autofree char *clock = sijil_date_clock (at);
  g_autofree char *who = sijil_text_isolate (actor);

  /* Translators: the answer, who gave it, day, time. */
  return g_strdup_printf (_ ("Settled: %s (%s, %s %s)"), answer, who, day, clock);
}

static void
show_bar (SijilReviewDetail *self, const SijilReviewItem *item, gboolean may_settle)
{
  SijilReviewKind kind = sijil_review_kind (item);

  sijil_box_clear (GTK_WIDGET (self->answers));
  for (guint key = 1; key <= 4; key++)
    if (key == 4 || sijil_review_answer_code (kind, key) != NULL)
      gtk_box_append (self->answers, answer_button (kind, key));
  gtk_label_set_label (
      self->bar_hint,
      may_settle
          ? _ ("Every verdict can be undone from the settled ones, and no record is deleted.")
          : _ ("Only the programme coordinator settles these; you can read them."));
  if (item->verdict != NULL) {
    g_autofree char *words = settled_words (item);

    gtk_label_set_label (self->settled, words);
    gtk_stack_set_visible_child_name (self->bar, "settled");
  } else
    gtk_stack_set_visible_child_name (self->bar, "open");
}

/**
 * sijil_review_detail_show:
 * @detail: the pane
 * @item: a finding
 * @association: name of our association
 * @may_settle: whether this clerk decides
 */
void
sijil_review_detail_show (SijilReviewDetail *detail, const SijilReviewItem *item,
                          const char *association, gboolean may_settle)
{
  g_autofree char *question = sijil_review_question (item);
  gboolean volunteer = !sijil_id_is_null (&item->volunteer);
  g_autofree char *id = sijil_id_to_string (volunteer ? &item->volunteer : &item->household);

  g_free (detail->association);
  detail->association = g_strdup (association);
  g_clear_pointer (&detail->person_name, g_free);
  g_clear_pointer (&detail->person_birth_year, g_free);
  gtk_label_set_label (detail->question, question);
  gtk_button_set_label (detail->open_button,
                        volunteer ? _ ("Open our volunteer") : _ ("Open our family at the desk"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (detail->open_button),
                                  volunteer ? "win.open-volunteer" : "win.open-family");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (detail->open_button), "s", id);
  gtk_widget_set_visible (GTK_WIDGET (detail->open_button),
                          volunteer || !sijil_id_is_null (&item->household));
  gtk_widget_set_visible (GTK_WIDGET (detail->legend),
                          sijil_review_kind (item) != SIJIL_REVIEW_OFTEN);
  gtk_widget_set_visible (GTK_WIDGET (detail->grid),
                          sijil_review_kind (item) != SIJIL_REVIEW_OFTEN);
  show_sides (detail, item);
  show_evidence (detail, item);
  show_reply (detail, item);
  show_bar (detail, item, may_settle);
}

/**
 * sijil_review_detail_show_person:
 * @detail: the pane
 * @item: the finding that it shows
 * @person: who of our family the finding is about, if not the head
 */
void
sijil_review_detail_show_person (SijilReviewDetail *detail, const SijilReviewItem *item,
                                 SijilRecord *person)
{
  const char *birth = sijil_record_text (person, SIJIL_PERSON_BIRTH_DATE);

  g_free (detail->person_name);
  g_free (detail->person_birth_year);
  detail->person_name = g_strdup (sijil_record_text (person, SIJIL_PERSON_NAME));
  detail->person_birth_year = birth != NULL ? g_strndup (birth, 4) : NULL;
  show_sides (detail, item);
}

static void
sijil_review_detail_dispose (GObject *object)
{
  SijilReviewDetail *self = SIJIL_REVIEW_DETAIL (object);

  sijil_drop_template (GTK_WIDGET (self), SIJIL_TYPE_REVIEW_DETAIL);
  g_clear_pointer (&self->association, g_free);
  g_clear_pointer (&self->person_name, g_free);
  g_clear_pointer (&self->person_birth_year, g_free);
  G_OBJECT_CLASS (sijil_review_detail_parent_class)->dispose (object);
}

static void
sijil_review_detail_class_init (SijilReviewDetailClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sijil_review_detail_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/sijil/Sijil/ui/review-detail.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, SijilReviewDetail, child)
  BIND (question);
  BIND (legend);
  BIND (grid);
  BIND (open_button);
  BIND (evidence_title);
  BIND (evidence);
  BIND (reply_box);
  BIND (reply);
  BIND (bar);
  BIND (answers);
  BIND (bar_hint);
  BIND (settled);
  BIND (undo_box);
#undef BIND
}

static void
sijil_review_detail_init (SijilReviewDetail *self)
{
  GtkWidget *undo;

  gtk_widget_init_template (GTK_WIDGET (self));
  undo = sijil_button_with_key_new (_ ("Undo"), "Ctrl+Z", NULL);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (undo), "review.undo");
  gtk_widget_set_name (undo, "verdict-undo");
  gtk_box_append (self->undo_box, undo);
  gtk_box_append (self->legend, sijil_label_new (_ ("agrees"), "small cmp-eq"));
  gtk_box_append (self->legend, sijil_label_new (_ ("differs"), "small cmp-diff"));
}
