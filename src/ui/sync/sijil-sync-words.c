#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-sync-words.h"

#include "sijil-card.h"
#include "sijil-date.h"
#include "sijil-i18n.h"
#include "sijil-paragraph.h"
#include "sijil-text.h"
#include "sijil-widgets.h"

static const struct {
  const char *code;
  const char *words;
  const char *remedy;
} reasons[] = {
  { "unreadable", N_ ("the registry could not read the record it belongs to"),
    N_ ("Tell the registry’s operator") },
  { "not-yours", N_ ("the record belongs to another association"),
    N_ ("Ask that association to change it") },
  { "reversed-already", N_ ("it was taken back already by another device"),
    N_ ("Nothing is to be done") },
  { "too-long", N_ ("it is longer than the registry takes"), N_ ("Shorten it and save it again") },
  { "exists-already", N_ ("the registry has this fact already"), N_ ("Nothing is to be done") },
  { "unknown-record", N_ ("the registry does not know the record that it changes"),
    N_ ("Tell the registry’s operator") },
};

/**
 * sijil_refusal_words:
 * @reason: (nullable): a code
 *
 * Returns: why the registry could not keep a change
 */
const char *
sijil_refusal_words (const char *reason)
{
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (g_strcmp0 (reasons[i].code, reason) == 0)
      return _ (reasons[i].words);
  return reason != NULL && *reason != '\0' ? reason : _ ("the registry did not say why");
}

/**
 * sijil_refusal_remedy:
 * @reason: (nullable): a code
 *
 * Returns: what can be done about it
 */
const char *
sijil_refusal_remedy (const char *reason)
{
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (g_strcmp0 (reasons[i].code, reason) == 0)
      return _ (reasons[i].remedy);
  return _ ("Tell the registry’s operator");
}

/**
 * sijil_clock_words:
 * @off_ms: what the registry's clock showed more than ours
 *
 * Returns: (transfer full): by how much this computer's clock is wrong
 */
char *
sijil_clock_words (gint64 off_ms)
{
  gint64 minutes = ABS (off_ms) / 60000;
  gint64 hours = minutes / 60;
  gint64 days = hours >= 48 ? hours / 24 : 0;
  g_autofree char *number = sijil_text_number (days > 0 ? days : hours > 0 ? hours : minutes);
  g_autofree char *by = NULL;

  if (days > 0)
    by = g_strdup_printf (ngettext ("%s day", "%s days", (gulong) days), number);
  else if (hours > 0)
    by = g_strdup_printf (ngettext ("%s hour", "%s hours", (gulong) hours), number);
  else
    by = g_strdup_printf (ngettext ("%s minute", "%s minutes", (gulong) minutes), number);
  return off_ms > 0 ? g_strdup_printf (_ ("The clock of this computer is slow by %s. Set it right: "
                                          "hand-overs get its date."),
                                       by)
                    : g_strdup_printf (_ ("The clock of this computer is fast by %s. Set it right: "
                                          "hand-overs get its date."),
                                       by);
}

/**
 * sijil_moment_words:
 * @us: microseconds UTC
 *
 * Returns: (transfer full): the time, with the day before it if it was not today
 */
char *
sijil_moment_words (gint64 us)
{
  g_autofree char *today = sijil_date_today ();
  g_autofree char *date = sijil_date_of_instant (us);
  g_autofree char *clock = sijil_date_clock (us);
  g_autofree char *day = sijil_date_show_short (date, today);

  /* Translators: day, time. */
  return g_strcmp0 (date, today) == 0 ? g_steal_pointer (&clock)
                                      : g_strdup_printf (_ ("%s, %s"), day, clock);
}

static char *
mended_words (const SijilSyncState *state)
{
  g_autofree char *n = sijil_text_number (state->mended);

  if (state->mended == 0)
    return g_strdup (_ ("both hold the same"));
  return g_strdup_printf (ngettext ("%s record differed and was put right",
                                    "%s records differed and were put right",
                                    (gulong) state->mended),
                          n);
}

static char *
found_words (const SijilSyncState *state)
{
  g_autofree char *when = sijil_moment_words (state->compared);
  g_autofree char *mended = mended_words (state);
  g_autofree char *n = sijil_text_number (state->here_only);
  g_autofree char *here_only = NULL;

  if (state->compared == 0)
    return g_strdup (_ ("not yet"));
  /* Translators: a time, what was found. */
  if (state->here_only == 0)
    return g_strdup_printf (_ ("%s: %s"), when, mended);
  here_only = g_strdup_printf (
      ngettext ("%s record is here and not at the registry; the computer that made it has to "
                "exchange",
                "%s records are here and not at the registry; the computers that made them have to "
                "exchange",
                (gulong) state->here_only),
      n);
  if (state->mended == 0)
    return g_strdup_printf (_ ("%s: %s"), when, here_only);
  /* Translators: a time, what was found, what is left. */
  return g_strdup_printf (_ ("%s: %s. %s"), when, mended, here_only);
}

/**
 * sijil_compared_words:
 * @state: how the exchange stands
 *
 * Returns: (transfer full): when this register was compared with the registry, and what came of it
 */
char *
sijil_compared_words (const SijilSyncState *state)
{
  g_autofree char *found = found_words (state);
  g_autofree char *rules =
      state->other_match
          ? g_strdup_printf (_ ("%s\nThe registry compares names by other rules than this "
                                "program: one of the two is to be updated."),
                             found)
          : g_steal_pointer (&found);

  return state->compares_tomorrow ? g_strjoin ("\n", rules, sijil_tomorrow_sentence (state), NULL)
                                  : g_steal_pointer (&rules);
}

/* What was changed, of which family. */
static char *
refused_words (const SijilRefused *refused)
{
  g_autofree char *aid = sijil_text_isolate (refused->programme);
  g_autofree char *head =
      sijil_text_isolate (refused->head != NULL ? refused->head : _ ("Head to be confirmed"));
  g_autofree char *card = sijil_card_show (refused->card);
  /* Translators: "Hand-over", then a programme. */
  g_autofree char *what = refused->programme != NULL
                              ? g_strdup_printf (_ ("%s, %s"), refused->what, aid)
                              : g_strdup (refused->what);

  if (refused->card == NULL)
    return g_steal_pointer (&what);
  /* Translators: what was changed, head of the family, its card. */
  return g_strdup_printf (_ ("%s: %s, card %s"), what, head, card);
}

/**
 * sijil_refused_row_new:
 * @refused: a change that the registry could not keep
 *
 * Returns: (transfer floating): a row that says what it was, why, and what to do
 */
GtkWidget *
sijil_refused_row_new (const SijilRefused *refused)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *icon = gtk_image_new_from_icon_name ("action-unavailable-symbolic");
  GtkWidget *again = gtk_button_new_with_label (_ ("Send again"));
  g_autofree char *when = sijil_moment_words (refused->at);
  g_autofree char *title = refused_words (refused);
  g_autofree char *why = g_strdup_printf (_ ("Why: %s"), sijil_refusal_words (refused->reason));
  g_autofree char *remedy =
      g_strdup_printf (_ ("What to do: %s"), sijil_refusal_remedy (refused->reason));
  g_autofree char *spoken = g_strdup_printf ("%s. %s. %s. %s.", title, when, why, remedy);

  sijil_add_classes (icon, "iconbox err");
  gtk_widget_set_valign (icon, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), sijil_paragraph_new (title, "strong"));
  gtk_box_append (GTK_BOX (words), sijil_paragraph_new (when, "hint"));
  gtk_box_append (GTK_BOX (words), sijil_paragraph_new (why, "small errc"));
  gtk_box_append (GTK_BOX (words), sijil_paragraph_new (remedy, "hint"));
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), words);
  gtk_widget_set_valign (again, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (again), "sync.send-again");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (again), "x", refused->local);
  gtk_box_append (GTK_BOX (box), again);
  gtk_widget_add_css_class (box, "padded");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  sijil_accessible_label (row, spoken);
  return row;
}

/**
 * sijil_progress_words:
 * @progress: how far an exchange is
 *
 * Returns: (transfer full): what it does and how much of it, for the foot and the page
 */
char *
sijil_progress_words (const SijilSyncProgress *progress)
{
  gboolean sending = progress->to_send > progress->sent;
  g_autofree char *done = sijil_text_number (sending ? progress->sent : progress->fetched);
  g_autofree char *all = sijil_text_number (sending ? progress->to_send : progress->to_fetch);

  if (sending)
    return g_strdup_printf (_ ("Sending… %s of %s"), done, all);
  if (progress->to_fetch > 0)
    /* Translators: how many changes of other offices have come, of how many. */
    return g_strdup_printf (_ ("Fetching… %s of %s"), done, all);
  return g_strdup (_ ("Exchanging…"));
}

/**
 * sijil_time_left_words:
 * @seconds: how long something will still take; -1 if that is not known
 *
 * Returns: (transfer full) (nullable): that in words; %NULL if it is not known
 */
char *
sijil_time_left_words (gint64 seconds)
{
  gint64 minutes = (seconds + 30) / 60;
  g_autofree char *n = sijil_text_number (minutes);

  if (seconds < 0)
    return NULL;
  if (minutes == 0)
    return g_strdup (_ ("less than a minute left"));
  return g_strdup_printf (
      ngettext ("about %s minute left", "about %s minutes left", (gulong) minutes), n);
}
