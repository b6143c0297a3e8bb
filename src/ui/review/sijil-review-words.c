#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-review-words.h"

#include "sijil-choices.h"
#include "sijil-family.h"
#include "sijil-fold.h"
#include "sijil-i18n.h"
#include "sijil-paragraph.h"
#include "sijil-period.h"
#include "sijil-text.h"
#include "sijil-widgets.h"
#include "types/sijil-finding.h"

#include <string.h>

SijilReviewKind
sijil_review_kind (const SijilReviewItem *item)
{
  const char *kind = sijil_record_text (item->finding, SIJIL_FINDING_KIND);

  if (g_strcmp0 (kind, "overlap") == 0)
    return SIJIL_REVIEW_OVERLAP;
  if (g_strcmp0 (kind, "id-shared") == 0)
    return SIJIL_REVIEW_ID_SHARED;
  if (g_strcmp0 (kind, "registered-often") == 0)
    return SIJIL_REVIEW_OFTEN;
  return sijil_id_is_null (&item->household) ? SIJIL_REVIEW_ONE_PERSON : SIJIL_REVIEW_ONE_FAMILY;
}

/**
 * sijil_review_answer_code:
 * @kind: what is asked
 * @key: 1, 2 or 3
 *
 * Returns: (nullable): the code of the answer behind that key; %NULL for "later", or if nothing is
 *   asked of that kind
 */
const char *
sijil_review_answer_code (SijilReviewKind kind, guint key)
{
  switch (key) {
  case 1:
    return kind == SIJIL_REVIEW_OVERLAP || kind == SIJIL_REVIEW_OFTEN ? "accepted" : "same";
  case 2:
    return kind == SIJIL_REVIEW_OFTEN ? NULL : "different";
  case 3:
    return kind == SIJIL_REVIEW_OFTEN ? NULL : "unsure";
  default:
    return NULL;
  }
}

/**
 * sijil_review_answer_label:
 * @kind: what is asked
 * @code: (nullable): an answer; %NULL is "later"
 *
 * Returns: the answer in words
 */
const char *
sijil_review_answer_label (SijilReviewKind kind, const char *code)
{
  if (code == NULL)
    return _ ("Later");
  if (kind == SIJIL_REVIEW_OFTEN)
    return _ ("Seen");
  if ((kind == SIJIL_REVIEW_ID_SHARED || kind == SIJIL_REVIEW_ONE_PERSON) &&
      strcmp (code, "same") == 0)
    return _ ("Same person");
  if ((kind == SIJIL_REVIEW_ID_SHARED || kind == SIJIL_REVIEW_ONE_PERSON) &&
      strcmp (code, "different") == 0)
    return _ ("Two people");
  if (strcmp (code, "same") == 0)
    return _ ("One family");
  if (strcmp (code, "different") == 0)
    return _ ("Two families");
  return sijil_choice_label (sijil_answers, code);
}

/**
 * sijil_review_answer_hint:
 * @kind: what is asked
 * @key: 1 to 4
 *
 * Returns: what the answer leads to
 */
const char *
sijil_review_answer_hint (SijilReviewKind kind, guint key)
{
  switch (key) {
  case 1:
    if (kind == SIJIL_REVIEW_ONE_PERSON)
      return _ ("they see it too");
    if (kind == SIJIL_REVIEW_OFTEN)
      return _ ("we merge the families");
    return kind == SIJIL_REVIEW_OVERLAP ? _ ("both stand") : _ ("linked if they say so too");
  case 2:
    return kind == SIJIL_REVIEW_ID_SHARED ? _ ("mend the wrong ID") : _ ("not asked again");
  case 3:
    return _ ("they see it too");
  default:
    return _ ("stays in the list");
  }
}

/* What was given twice. */
static char *
aid_of (const SijilReviewItem *item)
{
  g_autofree char *name =
      sijil_aid_name (sijil_record_text (item->finding, SIJIL_FINDING_PROGRAMME_NAME),
                      sijil_record_text (item->finding, SIJIL_FINDING_FAMILY));

  return sijil_text_isolate (name);
}

/**
 * sijil_review_title:
 * @item: a finding
 *
 * Returns: (transfer full): whom it is about
 */
char *
sijil_review_title (const SijilReviewItem *item)
{
  const char *other = sijil_record_text (item->finding, SIJIL_FINDING_OTHER_NAME);

  if (item->head_name != NULL)
    return g_strdup (item->head_name);
  return g_strdup (other != NULL ? other : _ ("Head to be confirmed"));
}

/**
 * sijil_review_subtitle:
 * @item: a finding
 *
 * Returns: (transfer full): what kind of question it is, and with whom
 */
char *
sijil_review_subtitle (const SijilReviewItem *item)
{
  const char *kind = sijil_record_text (item->finding, SIJIL_FINDING_KIND);
  const char *association = sijil_record_text (item->finding, SIJIL_FINDING_OTHER_ASSOCIATION);
  g_autofree char *with = sijil_text_isolate (association);

  if (sijil_review_kind (item) == SIJIL_REVIEW_OVERLAP) {
    g_autofree char *what = aid_of (item);

    if (item->moot)
      /* Translators: programme, then association. */
      return g_strdup_printf (_ ("No longer served twice: %s, %s"), what, with);
    /* Translators: programme, then association. */
    return g_strdup_printf (_ ("Served twice: %s, %s"), what, with);
  }
  if (association == NULL)
    return g_strdup (sijil_choice_label (sijil_finding_kinds, kind));
  if (g_strcmp0 (kind, "known-elsewhere") == 0)
    return g_strdup_printf (_ ("Known to %s"), with);
  /* Translators: kind of question, then association. */
  return g_strdup_printf (_ ("%s, %s"), sijil_choice_label (sijil_finding_kinds, kind), with);
}

/**
 * sijil_review_question:
 * @item: a finding
 *
 * Returns: (transfer full): what is asked, as a sentence
 */
char *
sijil_review_question (const SijilReviewItem *item)
{
  const char *period = sijil_record_text (item->finding, SIJIL_FINDING_PERIOD);
  g_autofree char *what = aid_of (item);
  g_autofree char *when = sijil_period_show (period);

  switch (sijil_review_kind (item)) {
  case SIJIL_REVIEW_OVERLAP:
    if (item->moot)
      return g_strdup (_ ("No longer served twice: one of the two hand-overs was undone"));
    /* Translators: programme, period. */
    return g_strdup_printf (_ ("Served twice in the same period: %s, %s"), what, when);
  case SIJIL_REVIEW_ID_SHARED:
    return g_strdup (_ ("They know this ID under another name. Ask their office who that is before "
                        "you answer"));
  case SIJIL_REVIEW_ONE_PERSON:
    return g_strdup (_ ("Are these one person?"));
  case SIJIL_REVIEW_OFTEN:
    return g_strdup (_ ("This person is registered more than three times here. Merge the families "
                        "(Households, “Registered twice?”): the others are compared with other "
                        "associations only after that"));
  case SIJIL_REVIEW_ONE_FAMILY:
    break;
  }
  return g_strdup (item->moot ? _ ("No longer a question: they are known to be one family")
                              : _ ("Are these one family?"));
}

static gboolean
has_word (const char *text, const char *word)
{
  g_autofree char *folded = sijil_fold (text);
  g_autofree char *wanted = sijil_fold (word);
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);

  return g_strv_contains ((const char *const *) words, wanted);
}

static gboolean
is_arabic (const char *text)
{
  for (const char *p = text; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalpha (g_utf8_get_char (p)))
      return g_unichar_get_script (g_utf8_get_char (p)) == G_UNICODE_SCRIPT_ARABIC;
  return FALSE;
}

/**
 * sijil_review_compared:
 * @text: (nullable): what one side says
 * @other: (nullable): what the other side says, %NULL to compare with nothing
 *
 * Returns: (transfer floating): @text, each word marked by whether @other has it too
 */
GtkWidget *
sijil_review_compared (const char *text, const char *other)
{
  GtkWidget *cell = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  g_auto (GStrv) words = g_strsplit (text != NULL ? text : "", " ", 6);

  if (text == NULL || *text == '\0')
    gtk_box_append (GTK_BOX (box), sijil_label_new ("—", "soft"));
  /* What is not compared is one text, not a row of words. */
  if (other == NULL && text != NULL && *text != '\0') {
    gtk_box_append (GTK_BOX (box), sijil_label_new (text, NULL));
    gtk_box_append (GTK_BOX (cell), box);
    return cell;
  }
  /* The words of an Arabic name follow each other from right to left in an English window too. */
  if (is_arabic (text))
    gtk_widget_set_direction (box, GTK_TEXT_DIR_RTL);
  for (int i = 0; words[i] != NULL; i++) {
    GtkWidget *label;

    if (*words[i] == '\0')
      continue;
    label = sijil_label_new (words[i], NULL);
    if (other != NULL && *other != '\0')
      gtk_widget_add_css_class (label, has_word (other, words[i]) ? "cmp-eq" : "cmp-diff");
    gtk_box_append (GTK_BOX (box), label);
  }
  gtk_box_append (GTK_BOX (cell), box);
  return cell;
}

/* Whether all that the shorter one says is in the longer one. */
static gboolean
agree (const char *text, const char *other)
{
  const char *shorter = strlen (text) < strlen (other) ? text : other;
  const char *longer = shorter == text ? other : text;
  g_autofree char *folded = sijil_fold (shorter);
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);

  for (int i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0' && !has_word (longer, words[i]))
      return FALSE;
  return *folded != '\0';
}

/**
 * sijil_review_place:
 * @text: (nullable): where the family lives, as one side says
 * @other: (nullable): and as the other side says
 *
 * Returns: (transfer floating): @text as a whole, for its parts are in two scripts in an English
 *   window; marked if both mean the same place, whether or not one of them says more
 */
GtkWidget *
sijil_review_place (const char *text, const char *other)
{
  GtkWidget *cell = sijil_review_compared (text, NULL);

  if (text != NULL && other != NULL && agree (text, other))
    gtk_widget_add_css_class (gtk_widget_get_first_child (gtk_widget_get_first_child (cell)),
                              "cmp-eq");
  return cell;
}
