#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-review-words.h"

#include "sijil-choices.h"
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
  return SIJIL_REVIEW_ONE_FAMILY;
}

/**
 * sijil_review_answer_code:
 * @kind: what is asked
 * @key: 1, 2 or 3
 *
 * Returns: (nullable): the code of the answer behind that key; %NULL for "later"
 */
const char *
sijil_review_answer_code (SijilReviewKind kind, guint key)
{
  switch (key) {
  case 1:
    return kind == SIJIL_REVIEW_OVERLAP ? "accepted" : "same";
  case 2:
    return "different";
  case 3:
    return "unsure";
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
  if (kind == SIJIL_REVIEW_ID_SHARED && strcmp (code, "same") == 0)
    return _ ("Same person");
  if (kind == SIJIL_REVIEW_ID_SHARED && strcmp (code, "different") == 0)
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
    return kind == SIJIL_REVIEW_OVERLAP ? _ ("both stand") : _ ("they are linked");
  case 2:
    return kind == SIJIL_REVIEW_ID_SHARED ? _ ("mend the wrong ID") : _ ("not asked again");
  case 3:
    return _ ("they see it too");
  default:
    return _ ("stays in the list");
  }
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
  const char *programme = sijil_record_text (item->finding, SIJIL_FINDING_PROGRAMME_NAME);
  g_autofree char *with = sijil_text_isolate (association);

  if (sijil_review_kind (item) == SIJIL_REVIEW_OVERLAP && programme != NULL) {
    g_autofree char *what = sijil_text_isolate (programme);

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
  const char *programme = sijil_record_text (item->finding, SIJIL_FINDING_PROGRAMME_NAME);
  const char *period = sijil_record_text (item->finding, SIJIL_FINDING_PERIOD);
  g_autofree char *what = sijil_text_isolate (programme);
  g_autofree char *when = sijil_period_show (period);

  switch (sijil_review_kind (item)) {
  case SIJIL_REVIEW_OVERLAP:
    if (programme == NULL)
      return g_strdup (_ ("Served twice in the same period"));
    /* Translators: programme, period. */
    return g_strdup_printf (_ ("Served twice in the same period: %s, %s"), what, when);
  case SIJIL_REVIEW_ID_SHARED:
    return g_strdup (_ ("One ID, two people"));
  case SIJIL_REVIEW_ONE_FAMILY:
    break;
  }
  return g_strdup (_ ("Are these one family?"));
}

/**
 * sijil_review_evidence_words:
 * @code: one code of the evidence
 *
 * Returns: the same as a sentence
 */
const char *
sijil_review_evidence_words (const char *code)
{
  static const struct {
    const char *code;
    const char *words;
  } sentences[] = {
    { "same-id", N_ ("The same national ID is registered at both") },
    { "same-name", N_ ("The first three names agree") },
    { "same-birth", N_ ("The same birth date") },
    { "same-household-member", N_ ("Another member of the family agrees too") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    if (g_strcmp0 (sentences[i].code, code) == 0)
      return _ (sentences[i].words);
  return code;
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
 * @other: (nullable): what the other side says
 * @differ: whether words that @other lacks are marked too, and not only those that agree
 *
 * Returns: (transfer floating): @text, each word marked by whether @other has it too
 */
GtkWidget *
sijil_review_compared (const char *text, const char *other, gboolean differ)
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
    if (other != NULL && *other != '\0' && has_word (other, words[i]))
      gtk_widget_add_css_class (label, "cmp-eq");
    else if (differ && other != NULL && *other != '\0')
      gtk_widget_add_css_class (label, "cmp-diff");
    gtk_box_append (GTK_BOX (box), label);
  }
  gtk_box_append (GTK_BOX (cell), box);
  return cell;
}
