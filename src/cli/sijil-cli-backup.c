#define G_LOG_DOMAIN "sijil-cli"

#include "sijil-cli.h"

#include "sijil-backup.h"
#include "sijil-clerks.h"
#include "sijil-i18n.h"
#include "sijil-keys.h"
#include "sijil-text.h"

static char *
instant (gint64 us)
{
  g_autoptr (GDateTime) when = g_date_time_new_from_unix_utc (us / G_USEC_PER_SEC);

  return when != NULL ? g_date_time_format_iso8601 (when) : NULL;
}

static void
add (JsonBuilder *builder, const SijilBackup *backup)
{
  g_autofree char *made = instant (backup->made);

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
  g_autofree char *made = instant (backup->made);

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
static gboolean
find_slot (const char *folder, const char *clerk, const char *secret, char **slot, GError **error)
{
  g_autofree char *code = secret != NULL ? sijil_keys_as_code (secret) : NULL;
  g_autoptr (SijilSlot) found = NULL;

  if (clerk == NULL) {
    *slot = code != NULL ? g_strdup (SIJIL_RECOVERY) : NULL;
    return TRUE;
  }
  found = sijil_clerk_find (folder, clerk, error);
  *slot = found != NULL ? g_strdup (found->id) : NULL;
  return found != NULL;
}

static void
add_openers (JsonBuilder *builder, GPtrArray *slots, gboolean of_that_day)
{
  sijil_cli_member (builder, "keys", of_that_day ? "backup" : "today");
  json_builder_set_member_name (builder, "opened_by");
  json_builder_begin_array (builder);
  for (guint i = 0; i < slots->len; i++)
    json_builder_add_string_value (builder, ((SijilSlot *) slots->pdata[i])->name);
  json_builder_end_array (builder);
}

static SijilExit
restore (SijilCli *cli, const SijilBackup *backup, const SijilRestore *request)
{
  GError *error = NULL;
  g_autofree char *aside = NULL;
  g_autofree char *words = sijil_restore_words (cli->profile, backup->path);
  gboolean of_that_day;
  g_autoptr (GPtrArray) slots = sijil_restore_openers (cli->profile, backup->path, &of_that_day);

  if (!cli->json)
    g_print ("%s\n", words);
  if (!cli->dry_run && !sijil_backup_restore (request, &aside, &error))
    return sijil_cli_fail (error);
  if (cli->json) {
    JsonBuilder *builder = json_builder_new ();

    json_builder_begin_object (builder);
    sijil_cli_member (builder, cli->dry_run ? "would_restore" : "restored", backup->name);
    sijil_cli_member (builder, "set_aside", aside);
    add_openers (builder, slots, of_that_day);
    json_builder_end_object (builder);
    sijil_cli_print (cli, builder);
  } else {
    print_one (backup);
    if (aside != NULL)
      g_print (_ ("The register as it was is kept in %s\n"), aside);
  }
  return SIJIL_EXIT_DONE;
}

/**
 * sijil_cli_restore:
 * @cli: the command line
 * @words: the name of a backup, or the folder of one
 *
 * Puts a backup into the place of the register, which is set aside. Says first who opens it
 * afterwards.
 *
 * Returns: the exit status
 */
SijilExit
sijil_cli_restore (SijilCli *cli, char **words)
{
  GError *error = NULL;
  g_autoptr (SijilBackup) backup = NULL;
  g_autofree char *slot = NULL, *by = NULL;
  char *today = NULL;
  SijilRestore request = { .profile = cli->profile, .secret = cli->passphrase };
  SijilExit status;

  if (words[0] == NULL)
    return sijil_cli_usage (_ ("restore needs the name of a backup: see sijilctl backups"));
  if (cli->passphrase == NULL && !cli->dry_run)
    return sijil_cli_usage (_ ("a passphrase is needed: --passphrase-fd or SIJIL_PASSPHRASE"));
  backup = sijil_backup_find (cli->profile, words[0], &error);
  if (backup == NULL || !find_slot (backup->path, cli->clerk, cli->passphrase, &slot, &error))
    return sijil_cli_fail (error);
  today = sijil_cli_new_passphrase (cli);
  if (!find_slot (cli->profile, cli->coordinator, today, &by, &error)) {
    sijil_text_forget (today);
    return sijil_cli_fail (error);
  }
  request.backup = backup->path;
  request.slot = slot;
  request.by = by;
  request.by_secret = today;
  status = restore (cli, backup, &request);
  sijil_text_forget (today);
  return status;
}

/**
 * sijil_cli_restores:
 * @cli: the command line
 * @words: nothing
 *
 * Shows each time at which a backup took the register's place, and who allowed it.
 *
 * Returns: the exit status
 */
SijilExit
sijil_cli_restores (SijilCli *cli, char **words)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) all = sijil_store_read (cli->store, sijil_restore_history, NULL, &error);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (all == NULL)
    return sijil_cli_fail (error);
  json_builder_begin_array (builder);
  for (guint i = 0; i < all->len; i++) {
    const SijilRestored *one = all->pdata[i];
    g_autofree char *at = instant (one->at);

    json_builder_begin_object (builder);
    sijil_cli_member (builder, "at", at);
    sijil_cli_member (builder, "backup_of", one->date);
    sijil_cli_member (builder, "clerk", one->clerk);
    json_builder_end_object (builder);
    if (!cli->json)
      sijil_cli_say ("%s\t%s\t%s", at, one->date, one->clerk);
  }
  json_builder_end_array (builder);
  if (cli->json)
    sijil_cli_print (cli, g_steal_pointer (&builder));
  return SIJIL_EXIT_DONE;
}
