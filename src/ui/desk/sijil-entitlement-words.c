#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-entitlement-words.h"

#include "sijil-date.h"
#include "sijil-i18n.h"
#include "sijil-text.h"
#include "types/sijil-programme.h"

/**
 * sijil_entitlement_title:
 * @entitlement: an entitlement
 *
 * Returns: (transfer full): the programme, and the person if it is for one
 */
char *
sijil_entitlement_title (const SijilEntitlement *entitlement)
{
  g_autofree char *name = sijil_programme_name (entitlement->programme);
  g_autofree char *person = NULL;

  if (!entitlement->has_person || entitlement->person_name == NULL)
    return g_steal_pointer (&name);
  person = sijil_text_isolate (entitlement->person_name);
  /* Translators: a programme, the name of the person it is for */
  return g_strdup_printf (_ ("%s for %s"), name, person);
}

/* How much of the limit was given: "1 of 2". %NULL where once is all, or nothing was given yet. */
static char *
given_words (const SijilEntitlement *entitlement)
{
  gint64 allowed = sijil_record_number (entitlement->programme, SIJIL_PROGRAMME_LIMIT_COUNT, 1);
  gint64 given = entitlement->left >= 0 ? allowed - entitlement->left : 0;
  g_autofree char *some = sijil_text_number (given);
  g_autofree char *all = sijil_text_number (allowed);

  if (allowed < 2 || given <= 0)
    return NULL;
  /* Translators: how many were given, of how many that may be. */
  return g_strdup_printf (_ ("%s of %s"), some, all);
}

/**
 * sijil_entitlement_headline:
 * @entitlement: an entitlement
 *
 * Returns: (transfer full): what the line below the title says: the warning or the refusal, what
 * was handed over today and how much of the limit that makes, or else the rule
 */
char *
sijil_entitlement_headline (const SijilEntitlement *entitlement)
{
  g_autofree char *given = given_words (entitlement);
  g_autofree char *words = NULL;

  if (sijil_entitlement_is_given_today (entitlement)) {
    g_autofree char *clock = sijil_date_clock (entitlement->at);

    words = g_strdup_printf (_ ("Handed over at %s"), clock);
  } else if (entitlement->headline != NULL) {
    return g_strdup (entitlement->headline);
  } else {
    words = sijil_programme_rule_words (entitlement->programme);
    if (given != NULL)
      /* Translators: a rule, then "1 of 2" */
      return g_strdup_printf (_ ("%s. Given: %s"), words, given);
  }
  /* Translators: "Handed over at 12:46", then "1 of 2" */
  return given != NULL ? g_strdup_printf (_ ("%s, %s"), words, given) : g_steal_pointer (&words);
}

/**
 * sijil_entitlement_is_given_today:
 * @entitlement: an entitlement
 *
 * Returns: whether it was handed over today, in part or in whole, and nothing stands in the way of
 *   saying so first
 */
gboolean
sijil_entitlement_is_given_today (const SijilEntitlement *entitlement)
{
  return entitlement->at > 0 &&
         (entitlement->state == SIJIL_ENTITLED_DONE || entitlement->state == SIJIL_ENTITLED);
}

/**
 * sijil_entitlement_sentence:
 * @entitlement: an entitlement
 * @title: its title
 * @headline: its headline
 * @key: the digit on its key, 0 for none
 *
 * Returns: (transfer full): the row as one sentence, for those who do not see it
 */
char *
sijil_entitlement_sentence (const SijilEntitlement *entitlement, const char *title,
                            const char *headline, guint key)
{
  const char *format = entitlement->state == SIJIL_ENTITLED_WARN
                           /* Translators: a programme, what the warning says, a digit */
                           ? _ ("%s, warning: %s, key Alt %s")
                           /* Translators: a programme, a remark, a digit */
                           : _ ("%s, %s, key Alt %s");
  g_autofree char *number = NULL;

  if (key == 0 || entitlement->state == SIJIL_ENTITLED_DONE)
    return g_strdup_printf (entitlement->state == SIJIL_ENTITLED_DONE
                                ? _ ("%s, %s")
                                : _ ("%s, not for this family: %s"),
                            title, headline);
  number = g_strdup_printf ("%u", key);
  return g_strdup_printf (format, title, headline, number);
}
