#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-evidence-list.h"

#include "sijil-evidence.h"
#include "sijil-i18n.h"
#include "sijil-paragraph.h"
#include "sijil-widgets.h"

#include <string.h>

/* More reasons nobody reads. */
#define MOST_REASONS 6

static const struct {
  const char *code;
  const char *words;
} SENTENCES[] = {
  { "same-id", N_ ("The ID number is the same") },
  { "id-lost-digit", N_ ("One digit of the ID number is missing") },
  { "id-swapped", N_ ("Two digits of the ID number are swapped") },
  { "id-digit", N_ ("One digit of the ID number differs") },
  { "id-two-digits", N_ ("Two digits of the ID number differ") },
  { "id-serial", N_ ("The ID numbers begin alike and end differently") },
  { "id-alike", N_ ("The ID number nearly agrees") },
  { "id-differs", N_ ("The ID number differs") },
  { "same-name", N_ ("The first three names agree") },
  { "same-given", N_ ("The given name agrees") },
  { "given-near", N_ ("The given name is the same but for a slip") },
  { "given-alias", N_ ("The given names are two forms of one name") },
  { "given-letters", N_ ("The given name is the same, in other letters") },
  { "given-differs", N_ ("The given name differs") },
  { "same-part", N_ ("One further part of the name agrees") },
  { "same-parts", N_ ("The further parts of the name agree") },
  { "father-differs", N_ ("The father’s name differs") },
  { "parts-differ", N_ ("The further parts of the name differ") },
  { "same-birth", N_ ("The same birth date") },
  { "birth-swapped", N_ ("Day and month of the birth date are swapped") },
  { "birth-near", N_ ("The same day of birth, a year or two apart") },
  { "birth-year", N_ ("The same year of birth") },
  { "birth-month", N_ ("The same year and month of birth") },
  { "birth-digit", N_ ("One digit of the birth date differs") },
  { "birth-day-differs", N_ ("The same year of birth, but another day") },
  { "birth-alike", N_ ("The birth date nearly agrees") },
  { "birth-differs", N_ ("The birth date differs") },
  { "same-village", N_ ("They live in the same village") },
  { "village-near", N_ ("The name of the village is nearly the same") },
  { "village-differs", N_ ("They live in different villages") },
  { "governorate-differs", N_ ("They live in different governorates") },
  { "same-phone", N_ ("The phone is the same") },
  { "phone-digit", N_ ("One digit of the phone differs") },
  { "phone-differs", N_ ("The phone differs") },
  { "same-head", N_ ("The head of the family is the same") },
  { "head-near", N_ ("The name of the head of the family is nearly the same") },
  { "head-differs", N_ ("The head of the family is another") },
  { "sex-differs", N_ ("One is a man, the other a woman") },
  { "rival-siblings", N_ ("They may be brothers or sisters") },
  { "rival-namesakes", N_ ("They may be two people of one name") },
  { "moved", N_ ("The family moved from one association to the other") },
  { "same-household-member", N_ ("Another member of the family agrees too") },
};

/**
 * sijil_evidence_words:
 * @code: one code of the evidence, see sijil_evidence_write()
 *
 * Returns: (nullable): the same as a sentence; %NULL for a code of a program that is newer
 */
const char *
sijil_evidence_words (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (SENTENCES); i++)
    if (g_strcmp0 (SENTENCES[i].code, code) == 0)
      return _ (SENTENCES[i].words);
  return NULL;
}

typedef enum {
  FOR,
  AGAINST,
  INSTEAD,
} Side;

static Side
side_of (const SijilReason *reason)
{
  return g_str_has_prefix (reason->code, "rival-") ? INSTEAD : reason->bits < 0 ? AGAINST : FOR;
}

/* Returns how many rows it added: one if @reason is on that side and can be said. */
static guint
append (GtkListBox *list, const SijilReason *reason, Side side)
{
  const char *words = sijil_evidence_words (reason->code);
  GtkWidget *box, *icon, *row;

  if (words == NULL || side_of (reason) != side)
    return 0;
  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  icon = gtk_image_new_from_icon_name (side == FOR ? "object-select-symbolic"
                                                   : "dialog-warning-symbolic");
  row = gtk_list_box_row_new ();
  gtk_widget_add_css_class (icon, side == FOR ? "okc" : "warnc");
  sijil_accessible_label (icon, side == FOR ? _ ("speaks for it") : _ ("speaks against it"));
  gtk_widget_add_css_class (box, "cmp-cell");
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), sijil_paragraph_new (words, NULL));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_append (list, row);
  return 1;
}

/**
 * sijil_evidence_list_fill:
 * @list: a list
 * @evidence: (nullable): codes, see sijil_evidence_write()
 *
 * Shows what speaks for it, the strongest first, then what speaks against it most, and what else it
 * may be.
 *
 * Returns: how many sentences it shows
 */
guint
sijil_evidence_list_fill (GtkListBox *list, const char *evidence)
{
  g_autoptr (GPtrArray) reasons = sijil_evidence_read (evidence);
  guint shown = 0;

  sijil_list_clear (list);
  for (guint i = 0; i < reasons->len && shown < MOST_REASONS; i++)
    shown += append (list, reasons->pdata[i], FOR);
  for (guint i = 0, found = 0; i < reasons->len && found == 0; i++)
    shown += found = append (list, reasons->pdata[i], AGAINST);
  for (guint i = 0; i < reasons->len; i++)
    shown += append (list, reasons->pdata[i], INSTEAD);
  return shown;
}
