#define G_LOG_DOMAIN "sijil-cli"

#include "sijil-cli.h"

#include "sijil-backup.h"
#include "sijil-i18n.h"
#include "sijil-keys.h"
#include "sijil-text.h"

static char *
moment (const SijilBackup *backup)
{
  g_autoptr (GDateTime) when = g_date_time_new_from_unix_utc (backup->made / G_USEC_PER_SEC);

  return when != NULL ? g_date_time_format_iso8601 (when) : NULL;
}

static void
add (JsonBuilder *builder, const SijilBackup *backup)
{
  g_autofree char *made = moment (backup);

  json_builder_begin_object (builder);
  sijil_cli_member (builder, "name", backup->name);
  sijil_cli_member (builder, "path", backup->path);
  sijil_cli_member (builder, "made", made);
  sijil_cli_member_int (builder, "households", backup->households);
  sijil_cli_member_int (builder, "change_sets", backup->change_sets);
  sijil_cli_member_int (builder, "waiting", backup->waiting);
  sijil_cli_member_int (builder, "bytes", backup->bytes);
  json_builder_end_object (builder);
}

static void
print_one (const SijilBackup *backup)
{
  g_autofree char *made = moment (backup);

  g_print (_ ("%s\t%s\t%d families, %d changes, %d of them not sent\n"), backup->name,
           made != NULL ? made : "", (int) backup->households, (int) backup->change_sets,
           (int) backup->waiting);
}

/**
 * sijil_cli_backup:
 * @cli: the command line
 * @words: nothing
 *
 * Makes a backup, and with `--to` a copy of it in another folder.
 *
 * Returns: the exit status
 */
SijilExit
sijil_cli_backup (SijilCli *cli, char **words)
{
  GError *error = NULL;
  g_autoptr (SijilBackup) made = sijil_backup_make (cli->store, &error);
  g_autoptr (SijilBackup) shown = NULL;
  g_autofree char *copy = NULL;

  if (made == NULL)
    return sijil_cli_fail (error);
  if (cli->to != NULL) {
    copy = sijil_backup_copy (made, cli->to, &error);
    if (copy == NULL || (shown = sijil_backup_load (copy, &error)) == NULL)
      return sijil_cli_fail (error);
  }
  if (cli->json) {
    JsonBuilder *builder = json_builder_new ();

    add (builder, shown != NULL ? shown : made);
    sijil_cli_print (cli, builder);
  } else
    print_one (shown != NULL ? shown : made);
  return SIJIL_EXIT_DONE;
}

/**
 * sijil_cli_backups:
 * @cli: the command line
 * @words: nothing
 *
 * Shows which backups there are; needs no passphrase.
 *
 * Returns: the exit status
 */
SijilExit
sijil_cli_backups (SijilCli *cli, char **words)
{
  g_autoptr (GPtrArray) all = sijil_backup_list (cli->profile);
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < all->len; i++) {
    add (builder, all->pdata[i]);
    if (!cli->json)
      print_one (all->pdata[i]);
  }
  json_builder_end_array (builder);
  if (cli->json)
    sijil_cli_print (cli, builder);
  else
    g_object_unref (builder);
  return SIJIL_EXIT_DONE;
}

/* Who may open the backup is asked of the backup: the register may have other clerks today. */
static char *
slot_in (const SijilBackup *backup, const char *clerk)
{
  g_autoptr (GPtrArray) slots = sijil_keys_list (backup->path, NULL);

  for (guint i = 0; clerk != NULL && slots != NULL && i < slots->len; i++) {
    const SijilSlot *slot = slots->pdata[i];

    if (g_strcmp0 (slot->name, clerk) == 0 || g_strcmp0 (slot->id, clerk) == 0)
      return g_strdup (slot->id);
  }
  return NULL;
}

/**
 * sijil_cli_restore:
 * @cli: the command line
 * @words: the name of a backup, or the folder of one
 *
 * Puts a backup into the place of the register, which is set aside.
 *
 * Returns: the exit status
 */
SijilExit
sijil_cli_restore (SijilCli *cli, char **words)
{
  GError *error = NULL;
  g_autoptr (SijilBackup) backup = NULL;
  g_autofree char *aside = NULL, *slot = NULL;
  SijilRestore request = { cli->profile, NULL, NULL, cli->passphrase, NULL };

  if (words[0] == NULL)
    return sijil_cli_usage (_ ("restore needs the name of a backup: see sijilctl backups"));
  if (cli->passphrase == NULL)
    return sijil_cli_usage (_ ("a passphrase is needed: --passphrase-fd or SIJIL_PASSPHRASE"));
  backup = sijil_backup_find (cli->profile, words[0], &error);
  if (backup == NULL)
    return sijil_cli_fail (error);
  slot = slot_in (backup, cli->clerk);
  request.backup = backup->path;
  request.slot = slot;
  if (!sijil_backup_restore (&request, &aside, &error))
    return sijil_cli_fail (error);
  if (cli->json) {
    JsonBuilder *builder = json_builder_new ();

    json_builder_begin_object (builder);
    sijil_cli_member (builder, "restored", backup->name);
    sijil_cli_member (builder, "set_aside", aside);
    json_builder_end_object (builder);
    sijil_cli_print (cli, builder);
  } else {
    print_one (backup);
    if (aside != NULL)
      g_print (_ ("The register as it was is kept in %s\n"), aside);
  }
  return SIJIL_EXIT_DONE;
}
