#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-volunteer-words.h"

#include "sijil-choices.h"
#include "sijil-fold.h"
#include "sijil-set.h"
#include "sijil-text.h"
#include "sijil-widgets.h"

#include <string.h>

#define MAX_HOURS 24

/* The Egyptian week begins on Saturday. */
const SijilDay sijil_days[SIJIL_DAYS] = {
  { "sat", N_ ("Saturday"), N_ ("Sa") },  { "sun", N_ ("Sunday"), N_ ("Su") },
  { "mon", N_ ("Monday"), N_ ("Mo") },    { "tue", N_ ("Tuesday"), N_ ("Tu") },
  { "wed", N_ ("Wednesday"), N_ ("We") }, { "thu", N_ ("Thursday"), N_ ("Th") },
  { "fri", N_ ("Friday"), N_ ("Fr") },
};

/**
 * sijil_hours_words:
 * @minutes: how long somebody worked
 *
 * Returns: (transfer full): the same in hours, as people say it
 */
char *
sijil_hours_words (gint64 minutes)
{
  gint64 hours = minutes / 60;
  g_autofree char *number = sijil_text_number (hours);
  g_autofree char *clock =
      g_strdup_printf ("%" G_GINT64_FORMAT ":%02d", hours, (int) (minutes % 60));
  g_autofree char *digits = sijil_text_digits (clock);
  g_autofree char *alone = sijil_text_number (minutes);

  if (minutes > 0 && hours == 0)
    return g_strdup_printf (ngettext ("%s minute", "%s minutes", (gulong) minutes), alone);
  if (minutes % 60 != 0)
    /* Translators: hours and minutes, as in "4:30 h". */
    return g_strdup_printf (_ ("%s h"), digits);
  return g_strdup_printf (ngettext ("%s hour", "%s hours", (gulong) hours), number);
}

/**
 * sijil_hours_parse:
 * @text: (nullable): hours as typed: `4`, `4.5`, `4:30`, in any digits
 * @minutes: (out): the same in minutes
 *
 * Returns: whether that is a time of which a day has room
 */
gboolean
sijil_hours_parse (const char *text, gint64 *minutes)
{
  g_autofree char *ascii = sijil_ascii_digits (text != NULL ? text : "");
  g_autofree char *plain = sijil_text_strip_bidi (ascii);
  char *typed = g_strstrip (plain);
  g_auto (GStrv) parts = NULL;
  guint64 hours, rest = 0;

  if (strchr (typed, ':') != NULL) {
    parts = g_strsplit (typed, ":", 3);
    if (g_strv_length (parts) != 2 || strlen (parts[1]) != 2 ||
        !g_ascii_string_to_unsigned (parts[1], 10, 0, 59, &rest, NULL))
      return FALSE;
  } else {
    guint64 tenths = 0;

    parts = g_strsplit_set (typed, ".,", 3);
    if (strstr (typed, "٫") != NULL) {
      g_strfreev (parts);
      parts = g_strsplit (typed, "٫", 3);
    }
    if (g_strv_length (parts) > 2 ||
        (g_strv_length (parts) == 2 &&
         (strlen (parts[1]) > 2 ||
          !g_ascii_string_to_unsigned (parts[1], 10, 0, 99, &tenths, NULL))))
      return FALSE;
    rest = parts[0] != NULL && parts[1] != NULL && strlen (parts[1]) == 1 ? tenths * 6
                                                                          : tenths * 60 / 100;
  }
  if (parts[0] == NULL || !g_ascii_string_to_unsigned (parts[0], 10, 0, MAX_HOURS, &hours, NULL))
    return FALSE;
  *minutes = (gint64) (hours * 60 + rest);
  return *minutes > 0 && *minutes <= MAX_HOURS * 60;
}

const char *
sijil_skill_label (const char *code)
{
  return sijil_choice_label (sijil_skills, code);
}

const char *
sijil_half_day_label (const char *code)
{
  return sijil_choice_label (sijil_half_days, code);
}

/**
 * sijil_codes_words:
 * @set: (nullable): a set
 * @label: says one of its codes
 *
 * Returns: (transfer full): its elements in words, with commas between them
 */
char *
sijil_codes_words (const char *set, const char *(*label) (const char *code))
{
  g_auto (GStrv) codes = sijil_set_codes (set);
  GString *out = g_string_new (NULL);

  for (guint i = 0; codes[i] != NULL; i++) {
    const char *words = label (codes[i]);

    g_string_append (out, i > 0 ? _ (", ") : "");
    g_string_append (out, words != NULL ? words : codes[i]);
  }
  return g_string_free (out, FALSE);
}

static guint
day_of (const char *today)
{
  int year, month, day;
  GDate date;

  if (!sijil_date_split (today, &year, &month, &day) || day == 0)
    return 0;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return ((guint) g_date_get_weekday (&date) + 1) % SIJIL_DAYS; /* GLib counts from Monday, 1 */
}

static gboolean
comes_on (const char *availability, guint day)
{
  g_auto (GStrv) codes = sijil_set_codes (availability);

  for (guint i = 0; codes[i] != NULL; i++)
    if (g_str_has_prefix (codes[i], sijil_days[day].code))
      return TRUE;
  return FALSE;
}

/**
 * sijil_volunteer_tag_new:
 * @state: (nullable): code of the state
 * @availability: (nullable): set of half-days
 * @today: ISO date
 *
 * Returns: (transfer floating): a pill that tells whether the volunteer can be called, and for when
 */
GtkWidget *
sijil_volunteer_tag_new (const char *state, const char *availability, const char *today)
{
  g_autofree char *words = NULL;

  if (g_strcmp0 (state, "paused") == 0)
    return sijil_tag_new (sijil_choice_label (sijil_volunteer_states, state), "warn", NULL);
  if (g_strcmp0 (state, "left") == 0)
    return sijil_tag_new (_ ("Has left"), NULL, NULL);
  for (guint i = 0; i < SIJIL_DAYS; i++) {
    guint day = (day_of (today) + i) % SIJIL_DAYS;

    if (!comes_on (availability, day))
      continue;
    if (i == 0)
      return sijil_tag_new (_ ("Free today"), "ok", NULL);
    /* Translators: a day of the week. */
    words = g_strdup_printf (_ ("Free on %s"), _ (sijil_days[day].label));
    return sijil_tag_new (words, "info", NULL);
  }
  return sijil_tag_new (_ ("Days not said"), "line", NULL);
}
