#define G_LOG_DOMAIN "sijil-cli"

#include "sijil-cli.h"

#include "sijil-choices.h"
#include "sijil-clerks.h"
#include "sijil-i18n.h"
#include "sijil-text.h"

SijilExit
sijil_cli_clerk_list (SijilCli *cli, char **words)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) slots = sijil_keys_list (cli->profile, &error);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (slots == NULL)
    return sijil_cli_fail (error);
  json_builder_begin_array (builder);
  for (guint i = 0; i < slots->len; i++) {
    const SijilSlot *slot = slots->pdata[i];

    json_builder_begin_object (builder);
    sijil_cli_member (builder, "id", slot->id);
    sijil_cli_member (builder, "name", slot->name);
    sijil_cli_member (builder, "role", slot->role);
    json_builder_end_object (builder);
    if (!cli->json)
      g_print ("%s\t%s\n", slot->name, sijil_choice_label (sijil_roles, slot->role));
  }
  json_builder_end_array (builder);
  if (cli->json)
    sijil_cli_print (cli, g_steal_pointer (&builder));
  return SIJIL_EXIT_DONE;
}

SijilExit
sijil_cli_clerk_add (SijilCli *cli, char **words)
{
  GError *error = NULL;
  char *passphrase;
  g_autofree char *slot = NULL;

  if (words[0] == NULL || cli->role == NULL)
    return sijil_cli_usage (_ ("clerk add needs a name and --role"));
  passphrase = sijil_cli_new_passphrase (cli);
  if (passphrase == NULL)
    return sijil_cli_usage (
        _ ("a new passphrase is needed: --new-passphrase-fd or SIJIL_NEW_PASSPHRASE"));
  slot = sijil_clerk_add (cli->store, words[0], cli->role, passphrase, &error);
  sijil_text_forget (passphrase);
  if (slot == NULL)
    return sijil_cli_fail (error);
  if (cli->json) {
    JsonBuilder *builder = json_builder_new ();

    json_builder_begin_object (builder);
    sijil_cli_member (builder, "id", slot);
    json_builder_end_object (builder);
    sijil_cli_print (cli, builder);
  }
  return SIJIL_EXIT_DONE;
}

SijilExit
sijil_cli_clerk_remove (SijilCli *cli, char **words)
{
  GError *error = NULL;
  g_autoptr (SijilSlot) by = NULL;
  g_autoptr (SijilSlot) slot = NULL;
  g_autoptr (SijilStore) store = NULL;

  if (words[0] == NULL || cli->clerk == NULL || cli->passphrase == NULL)
    return sijil_cli_usage (
        _ ("clerk remove needs a name, and the coordinator’s --clerk and passphrase"));
  by = sijil_clerk_find (cli->profile, cli->clerk, &error);
  slot = by != NULL ? sijil_clerk_find (cli->profile, words[0], &error) : NULL;
  if (slot != NULL)
    store = sijil_clerk_remove (cli->profile, by->id, cli->passphrase, slot->id, &error);
  if (store == NULL)
    return sijil_cli_fail (error);
  sijil_store_close (store);
  return SIJIL_EXIT_DONE;
}

static SijilExit
set_passphrase (SijilCli *cli, SijilStore *store, const char *name, const char *old)
{
  GError *error = NULL;
  char *passphrase = sijil_cli_new_passphrase (cli);
  gboolean ok;

  if (passphrase == NULL)
    return sijil_cli_usage (
        _ ("a new passphrase is needed: --new-passphrase-fd or SIJIL_NEW_PASSPHRASE"));
  ok = sijil_clerk_set_passphrase (store, name, old, passphrase, &error);
  sijil_text_forget (passphrase);
  return ok ? SIJIL_EXIT_DONE : sijil_cli_fail (error);
}

SijilExit
sijil_cli_clerk_passwd (SijilCli *cli, char **words)
{
  const char *name = words[0] != NULL ? words[0] : sijil_store_clerk (cli->store);

  return set_passphrase (cli, cli->store, name, cli->passphrase);
}

SijilExit
sijil_cli_clerk_recover (SijilCli *cli, char **words)
{
  GError *error = NULL;
  g_autoptr (SijilStore) store = NULL;
  SijilExit status;

  if (words[0] == NULL || cli->passphrase == NULL)
    return sijil_cli_usage (
        _ ("clerk recover needs a name, and the recovery code in place of the passphrase"));
  store = sijil_store_unlock_with_code (cli->profile, cli->passphrase, &error);
  if (store == NULL)
    return sijil_cli_fail (error);
  status = set_passphrase (cli, store, words[0], NULL);
  sijil_store_close (store);
  return status;
}

SijilExit
sijil_cli_print_code (SijilCli *cli, const char *code)
{
  if (cli->json) {
    JsonBuilder *builder = json_builder_new ();

    json_builder_begin_object (builder);
    sijil_cli_member (builder, "recovery_code", code);
    json_builder_end_object (builder);
    sijil_cli_print (cli, builder);
  } else
    g_print (_ ("Recovery code (write it down, it is shown only now): %s\n"), code);
  return SIJIL_EXIT_DONE;
}

SijilExit
sijil_cli_clerk_new_code (SijilCli *cli, char **words)
{
  GError *error = NULL;
  g_autofree char *code = sijil_clerk_new_code (cli->store, cli->passphrase, &error);

  return code != NULL ? sijil_cli_print_code (cli, code) : sijil_cli_fail (error);
}
