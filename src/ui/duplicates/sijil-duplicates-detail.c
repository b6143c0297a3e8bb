#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-duplicates-detail.h"

#include "sijil-answer.h"
#include "sijil-card.h"
#include "sijil-evidence-list.h"
#include "sijil-evidence.h"
#include "sijil-i18n.h"
#include "sijil-paragraph.h"
#include "sijil-review-words.h"
#include "sijil-text.h"
#include "sijil-widgets.h"

/* More members side by side nobody compares. */
#define MOST_PERSONS 8

struct _SijilDuplicatesDetail {
  GtkWidget parent_instance;
  int line;
  GtkLabel *question;
  GtkGrid *grid;
  GtkListBox *evidence;
  GtkBox *answers;
  GtkLabel *hint;
};

G_DEFINE_FINAL_TYPE (SijilDuplicatesDetail, sijil_duplicates_detail, GTK_TYPE_WIDGET)

static void
attach (SijilDuplicatesDetail *self, GtkWidget *cell, int column, const char *css)
{
  sijil_add_classes (cell, css);
  gtk_widget_set_hexpand (cell, column > 0);
  gtk_grid_attach (self->grid, cell, column, self->line, 1, 1);
}

/* @compared: whether each word is marked by whether the other side has it too. */
static void
add_row (SijilDuplicatesDetail *self, const char *key, const char *one, const char *other,
         gboolean compared)
{
  if (one == NULL && other == NULL)
    return;
  attach (self, sijil_label_new (key, NULL), 0, "cmp-row cmp-key cmp-cell");
  attach (self, sijil_review_compared (one, compared ? other : NULL), 1, "cmp-row cmp-cell");
  attach (self, sijil_review_compared (other, compared ? one : NULL), 2, "cmp-row cmp-cell");
  self->line++;
}

static GtkWidget *
family_head (const SijilTwinFamily *family)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *open = gtk_button_new_from_icon_name ("sijil-households-symbolic");
  g_autofree char *card = sijil_card_show (family->card);
  g_autofree char *id = sijil_id_to_string (&family->household);
  GtkWidget *label = sijil_label_new (card, "strong");

  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (open, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (open), "win.show-family");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (open), "s", id);
  gtk_widget_set_tooltip_text (open, _ ("Open the file of this family"));
  sijil_accessible_label (open, _ ("Open the file of this family"));
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), open);
  return box;
}

static char *
day_of (const char *date)
{
  return date != NULL ? sijil_date_show (date) : NULL;
}

static void
add_families (SijilDuplicatesDetail *self, const SijilTwinFamilies *families)
{
  const SijilTwinFamily *a = &families->a, *b = &families->b;
  g_autofree char *registered_a = day_of (a->registered_on);
  g_autofree char *registered_b = day_of (b->registered_on);
  g_autofree char *last_a = day_of (a->last_on);
  g_autofree char *last_b = day_of (b->last_on);
  g_autofree char *members_a = sijil_text_number (a->members);
  g_autofree char *members_b = sijil_text_number (b->members);

  add_row (self, _ ("Head of family"), a->head_name, b->head_name, FALSE);
  add_row (self, _ ("Village"), a->place, b->place, FALSE);
  add_row (self, _ ("Members"), members_a, members_b, FALSE);
  add_row (self, _ ("Registered"), registered_a, registered_b, FALSE);
  add_row (self, _ ("Last received"), last_a, last_b, FALSE);
}

static void
add_person (SijilDuplicatesDetail *self, const SijilDuplicate *person)
{
  g_autofree char *birth_a = day_of (person->a.birth_date);
  g_autofree char *birth_b = day_of (person->b.birth_date);
  g_autofree char *id_a = person->a.id_number != NULL ? sijil_text_ltr (person->a.id_number) : NULL;
  g_autofree char *id_b = person->b.id_number != NULL ? sijil_text_ltr (person->b.id_number) : NULL;

  add_row (self, _ ("Name"), person->a.name, person->b.name, TRUE);
  add_row (self, _ ("Birth date"), birth_a, birth_b, TRUE);
  add_row (self, _ ("National ID"), id_a, id_b, TRUE);
}

static void
show_sides (SijilDuplicatesDetail *self, const SijilTwinFamilies *families)
{
  /* In one family one question after the other: it is about the surest two. */
  guint shown =
      sijil_twin_families_are_one (families) ? 1 : MIN (families->persons->len, MOST_PERSONS);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  self->line = 0;
  attach (self, sijil_label_new ("", NULL), 0, "cmp-head cmp-cell");
  attach (self, family_head (&families->a), 1, "cmp-head cmp-cell");
  attach (self, family_head (&families->b), 2, "cmp-head cmp-cell");
  self->line++;
  for (guint i = 0; i < shown; i++)
    add_person (self, families->persons->pdata[i]);
  if (!sijil_twin_families_are_one (families))
    add_families (self, families);
}

static void
add_answer (SijilDuplicatesDetail *self, guint key, const char *label, const char *hint)
{
  GtkWidget *button = sijil_answer_button_new (key, label, hint);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "duplicates.answer");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", key);
  gtk_box_append (self->answers, button);
}

static void
show_answers (SijilDuplicatesDetail *self, gboolean one_family)
{
  sijil_box_clear (GTK_WIDGET (self->answers));
  add_answer (self, 1, one_family ? _ ("Same person") : _ ("One family"),
              _ ("joined; can be undone"));
  add_answer (self, 2, one_family ? _ ("Two people") : _ ("Two families"), _ ("not asked again"));
  add_answer (self, 3, _ ("Later"), _ ("stays in the list"));
}

/**
 * sijil_duplicates_detail_show:
 * @detail: the pane
 * @families: two families
 * @may_merge: whether this clerk joins families
 */
void
sijil_duplicates_detail_show (SijilDuplicatesDetail *detail, const SijilTwinFamilies *families,
                              gboolean may_merge)
{
  const SijilDuplicate *surest = families->persons->pdata[0];
  gboolean one_family = sijil_twin_families_are_one (families);
  g_autofree char *evidence = sijil_evidence_write (&surest->comparison, FALSE);

  gtk_label_set_label (detail->question, one_family ? _ ("Is this one person, written down twice?")
                                                    : _ ("Are these one family?"));
  show_sides (detail, families);
  sijil_evidence_list_fill (detail->evidence, evidence);
  show_answers (detail, one_family);
  gtk_label_set_label (
      detail->hint,
      may_merge ? _ ("Nothing is deleted: the older card stays, the other one leads to it.")
                : _ ("Only the programme coordinator joins families; you can say that they are "
                     "two."));
}

static void
sijil_duplicates_detail_dispose (GObject *object)
{
  sijil_drop_template (GTK_WIDGET (object), SIJIL_TYPE_DUPLICATES_DETAIL);
  G_OBJECT_CLASS (sijil_duplicates_detail_parent_class)->dispose (object);
}

static void
sijil_duplicates_detail_class_init (SijilDuplicatesDetailClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sijil_duplicates_detail_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/sijil/Sijil/ui/duplicates-detail.ui");
#define BIND(child)                                                                                \
  gtk_widget_class_bind_template_child (widget_class, SijilDuplicatesDetail, child)
  BIND (question);
  BIND (grid);
  BIND (evidence);
  BIND (answers);
  BIND (hint);
#undef BIND
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
sijil_duplicates_detail_init (SijilDuplicatesDetail *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
