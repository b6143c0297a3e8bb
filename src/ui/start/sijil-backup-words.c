#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-backup-words.h"

#include <adwaita.h>

#include "sijil-date.h"
#include "sijil-i18n.h"
#include "sijil-text.h"
#include "sijil-widgets.h"

/**
 * sijil_backup_words:
 * @households: how many families are in a backup
 * @waiting: how many of its changes had not been sent
 *
 * Returns: (transfer full): a sentence about it
 */
char *
sijil_backup_words (gint64 households, gint64 waiting)
{
  g_autofree char *number = sijil_text_number (households);
  g_autofree char *rest = sijil_text_number (waiting);
  g_autofree char *families =
      g_strdup_printf (ngettext ("%s family", "%s families", (gulong) households), number);
  g_autofree char *unsent = NULL;

  if (waiting == 0)
    return g_steal_pointer (&families);
  unsent = g_strdup_printf (
      ngettext ("%s change not sent yet", "%s changes not sent yet", (gulong) waiting), rest);
  /* Translators: two parts of a line, such as "480 families" and "3 changes not sent yet". */
  return g_strdup_printf (_ ("%s, %s"), families, unsent);
}

/**
 * sijil_backup_when:
 * @backup: a backup
 *
 * Returns: (transfer full): the moment at which it was made, with its whole date
 */
char *
sijil_backup_when (const SijilBackup *backup)
{
  g_autofree char *day = sijil_date_show (backup->date);
  g_autofree char *clock = sijil_date_clock (backup->made);

  /* Translators: day, time. */
  return g_strdup_printf (_ ("%s, %s"), day, clock);
}

/**
 * sijil_backup_row_new:
 * @backup: a backup
 *
 * Returns: (transfer floating): a row that says of when it is and what is in it
 */
GtkWidget *
sijil_backup_row_new (const SijilBackup *backup)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *when = sijil_backup_when (backup);
  g_autofree char *what = sijil_backup_words (backup->households, backup->waiting);
  /* Translators: a moment, and what is in the backup of that moment. */
  g_autofree char *spoken = g_strdup_printf (_ ("%s, %s"), when, what);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), when);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), what);
  sijil_accessible_label (row, spoken);
  return row;
}
