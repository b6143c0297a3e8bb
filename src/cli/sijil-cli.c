#define G_LOG_DOMAIN "sijil-cli"

#include "sijil-cli.h"

#include "sijil-households.h"
#include "sijil-i18n.h"
#include "sijil-keys.h"
#include "sijil-model-error.h"
#include "sijil-sync-error.h"
#include "sijil-text.h"

#include <glib-unix.h>
#include <string.h>
#include <unistd.h>

#define MAX_PASSPHRASE 1024

static SijilCli cli = { .quantity = 1 };
static int passphrase_fd = -1;
static gboolean show_version;

static GOptionEntry options[] = {
  { "profile", 0, 0, G_OPTION_ARG_FILENAME, &cli.profile, N_ ("Folder of the register"), "DIR" },
  { "json", 0, 0, G_OPTION_ARG_NONE, &cli.json, N_ ("Print JSON"), NULL },
  { "passphrase-fd", 0, 0, G_OPTION_ARG_INT, &passphrase_fd,
    N_ ("Read the passphrase from this file descriptor (otherwise from SIJIL_PASSPHRASE)"), "N" },
  { "association", 0, 0, G_OPTION_ARG_STRING, &cli.association,
    N_ ("Name of the association (init)"), "NAME" },
  { "office", 0, 0, G_OPTION_ARG_STRING, &cli.office, N_ ("Name of the office (init)"), "NAME" },
  { "clerk", 0, 0, G_OPTION_ARG_STRING, &cli.clerk, N_ ("Name of the clerk"), "NAME" },
  { "consent-basis", 0, 0, G_OPTION_ARG_STRING, &cli.consent_basis,
    N_ ("How the families of the sheet consented (import)"), "CODE" },
  { "consent-date", 0, 0, G_OPTION_ARG_STRING, &cli.consent_date,
    N_ ("When they consented (import)"), "DATE" },
  { "programme", 0, 0, G_OPTION_ARG_STRING, &cli.programme,
    N_ ("Code of the programme (distribute)"), "CODE" },
  { "household", 0, 0, G_OPTION_ARG_STRING, &cli.household,
    N_ ("Card or id of the household (distribute)"), "ID" },
  { "person", 0, 0, G_OPTION_ARG_STRING, &cli.person, N_ ("Id of the person (distribute)"), "ID" },
  { "quantity", 0, 0, G_OPTION_ARG_INT, &cli.quantity, N_ ("How many (distribute)"), "N" },
  { "reason", 0, 0, G_OPTION_ARG_STRING, &cli.reason, N_ ("Why (distribute, reverse, settle)"),
    "CODE[:TEXT]" },
  { "as", 0, 0, G_OPTION_ARG_STRING, &cli.as,
    N_ ("What it is: same, different, accepted, unsure (settle)"), "ANSWER" },
  { "name", 0, 0, G_OPTION_ARG_STRING, &cli.name, N_ ("Name (programme add)"), "NAME" },
  { "code", 0, 0, G_OPTION_ARG_STRING, &cli.code, N_ ("Code (programme add)"), "CODE" },
  { "family", 0, 0, G_OPTION_ARG_STRING, &cli.family, N_ ("Kind of need (programme add)"), "CODE" },
  { "kind", 0, 0, G_OPTION_ARG_STRING, &cli.kind, N_ ("Kind of aid (programme add)"), "CODE" },
  { "per", 0, 0, G_OPTION_ARG_STRING, &cli.per, N_ ("household or person (programme add)"),
    "WORD" },
  { "limit", 0, 0, G_OPTION_ARG_STRING, &cli.limit,
    N_ ("How often: none, ramadan, month, winter, year, ever (programme add)"), "PERIOD" },
  { "count", 0, 0, G_OPTION_ARG_INT, &cli.count, N_ ("How many times (programme add)"), "N" },
  { "version", 0, 0, G_OPTION_ARG_NONE, &show_version, N_ ("Show the version"), NULL },
  { NULL },
};

static const SijilCommand commands[] = {
  { "init", NULL, sijil_cli_init },
  { "enrol", NULL, sijil_cli_enrol },
  { "import", NULL, sijil_cli_import },
  { "find", NULL, sijil_cli_find },
  { "show", NULL, sijil_cli_show },
  { "register", NULL, sijil_cli_register },
  { "edit", NULL, sijil_cli_edit },
  { "programme", "add", sijil_cli_programme_add },
  { "programme", "list", sijil_cli_programme_list },
  { "programme", "show", sijil_cli_programme_show },
  { "distribute", NULL, sijil_cli_distribute },
  { "reverse", NULL, sijil_cli_reverse },
  { "sync", NULL, sijil_cli_sync },
  { "status", NULL, sijil_cli_status },
  { "review", NULL, sijil_cli_review },
  { "settle", NULL, sijil_cli_settle },
  { "unsettle", NULL, sijil_cli_unsettle },
};

static SijilExit
exit_of (const GError *error)
{
  if (error->domain == SIJIL_STORE_ERROR)
    switch ((SijilStoreError) error->code) {
    case SIJIL_STORE_ERROR_RULE:
    case SIJIL_STORE_ERROR_NOT_ENTITLED:
      return SIJIL_EXIT_RULE;
    case SIJIL_STORE_ERROR_WRONG_PASSPHRASE:
      return SIJIL_EXIT_PASSPHRASE;
    case SIJIL_STORE_ERROR_IN_USE:
      return SIJIL_EXIT_IN_USE;
    case SIJIL_STORE_ERROR_NOT_FOUND:
      return SIJIL_EXIT_NOT_FOUND;
    case SIJIL_STORE_ERROR_FAILED:
    case SIJIL_STORE_ERROR_INVALID:
    case SIJIL_STORE_ERROR_ROLE:
    case SIJIL_STORE_ERROR_EXISTS:
      return SIJIL_EXIT_OTHER;
    }
  if (g_error_matches (error, SIJIL_SYNC_ERROR, SIJIL_SYNC_ERROR_UNREACHABLE))
    return SIJIL_EXIT_UNREACHED;
  return SIJIL_EXIT_OTHER;
}

/**
 * sijil_cli_fail:
 * @error: (transfer full): what went wrong
 *
 * Returns: the exit status, after the sentence was printed
 */
SijilExit
sijil_cli_fail (GError *error)
{
  SijilExit status = exit_of (error);
  g_autofree char *sentence = sijil_text_strip_bidi (error->message);

  g_printerr ("sijilctl: %s\n", sentence);
  g_error_free (error);
  return status;
}

SijilExit
sijil_cli_usage (const char *what)
{
  g_printerr ("sijilctl: %s\n%s\n", what, _ ("Try sijilctl --help"));
  return SIJIL_EXIT_USAGE;
}

/**
 * sijil_cli_print:
 * @self: the command line
 * @builder: (transfer full): a whole document
 *
 * Prints JSON.
 */
void
sijil_cli_print (SijilCli *self, JsonBuilder *builder)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = NULL;

  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, isatty (STDOUT_FILENO));
  text = json_generator_to_data (generator, NULL);
  g_print ("%s\n", text);
  g_object_unref (builder);
}

void
sijil_cli_member (JsonBuilder *builder, const char *name, const char *text)
{
  /* Sentences bring isolates for the window along; a program that reads JSON has no use for them.
   */
  g_autofree char *plain = text != NULL ? sijil_text_strip_bidi (text) : NULL;

  json_builder_set_member_name (builder, name);
  if (plain != NULL)
    json_builder_add_string_value (builder, plain);
  else
    json_builder_add_null_value (builder);
}

void
sijil_cli_member_int (JsonBuilder *builder, const char *name, gint64 number)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, number);
}

void
sijil_cli_member_id (JsonBuilder *builder, const char *name, const SijilId *id)
{
  g_autofree char *text = sijil_id_to_string (id);

  sijil_cli_member (builder, name, text);
}

/**
 * sijil_cli_household:
 * @self: the command line
 * @text: a card number or a UUID
 * @id: (out): the household
 * @status: (out): the exit status if there is none
 *
 * Returns: whether there is such a household
 */
gboolean
sijil_cli_household (SijilCli *self, const char *text, SijilId *id, SijilExit *status)
{
  GError *error = NULL;
  g_autofree SijilId *found =
      sijil_store_read (self->store, sijil_household_by_text, (gpointer) text, &error);

  if (found == NULL) {
    *status = sijil_cli_fail (error);
    return FALSE;
  }
  *id = *found;
  return TRUE;
}

static char *
read_passphrase (void)
{
  char buffer[MAX_PASSPHRASE + 1];
  gssize n, len = 0;

  if (passphrase_fd < 0)
    return g_strdup (g_getenv ("SIJIL_PASSPHRASE"));
  while (len < MAX_PASSPHRASE &&
         (n = read (passphrase_fd, buffer + len, (gsize) (MAX_PASSPHRASE - len))) > 0)
    len += n;
  buffer[len] = '\0';
  buffer[strcspn (buffer, "\r\n")] = '\0';
  return g_strdup (buffer);
}

static char *
slot_of (const char *clerk)
{
  g_autoptr (GPtrArray) slots = sijil_keys_list (cli.profile, NULL);

  for (guint i = 0; clerk != NULL && slots != NULL && i < slots->len; i++) {
    SijilSlot *slot = slots->pdata[i];

    if (g_strcmp0 (slot->name, clerk) == 0 || g_strcmp0 (slot->id, clerk) == 0)
      return g_strdup (slot->id);
  }
  return NULL;
}

static SijilExit
run_command (const SijilCommand *command, char **words)
{
  GError *error = NULL;
  SijilExit status;
  g_autofree char *slot = NULL;

  if (command->run == sijil_cli_init)
    return command->run (&cli, words);
  if (!sijil_profile_exists (cli.profile)) {
    g_printerr ("sijilctl: %s\n",
                _ ("There is no register in this folder. Make one with: sijilctl init"));
    return SIJIL_EXIT_NOT_FOUND;
  }
  slot = slot_of (cli.clerk);
  cli.store = sijil_store_unlock (cli.profile, slot, cli.passphrase, &error);
  if (cli.store == NULL)
    return sijil_cli_fail (error);
  status = command->run (&cli, words);
  sijil_store_close (cli.store);
  g_clear_object (&cli.store);
  return status;
}

static SijilExit
dispatch (char **words)
{
  if (words[0] == NULL)
    return sijil_cli_usage (_ ("a command is missing"));
  if (cli.profile == NULL)
    return sijil_cli_usage (_ ("--profile is needed"));
  cli.passphrase = read_passphrase ();
  if (cli.passphrase == NULL)
    return sijil_cli_usage (_ ("a passphrase is needed: --passphrase-fd or SIJIL_PASSPHRASE"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (strcmp (words[0], commands[i].first) == 0 &&
        (commands[i].second == NULL || g_strcmp0 (words[1], commands[i].second) == 0))
      return run_command (&commands[i], words + (commands[i].second != NULL ? 2 : 1));
  return sijil_cli_usage (_ ("there is no such command"));
}

/**
 * sijil_cli_run:
 * @argc: number of arguments
 * @argv: the arguments
 *
 * The program sijilctl.
 *
 * Returns: its exit status
 */
int
sijil_cli_run (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (_ ("COMMAND …"));
  g_autoptr (GError) error = NULL;
  SijilExit status;

  g_option_context_add_main_entries (context, options, GETTEXT_PACKAGE);
  g_option_context_set_description (
      context, _ ("Commands:\n"
                  "  init                     make a register\n"
                  "  enrol INVITATION         join the registry\n"
                  "  import FILE              register the families of a sheet\n"
                  "  find TEXT                find households by name, ID, phone or card\n"
                  "  show ID                  show a household\n"
                  "  register FILE|-          register a household from JSON\n"
                  "  edit ID FIELD=VALUE…     change fields of a household or person\n"
                  "  programme add|list|show  programmes\n"
                  "  distribute               record a hand-over\n"
                  "  reverse DISTRIBUTION     undo a hand-over\n"
                  "  sync                     exchange with the registry\n"
                  "  status                   what waits, what is confirmed\n"
                  "  review                   what waits for a decision\n"
                  "  settle FINDING           say what it is\n"
                  "  unsettle FINDING         take that back\n\n"
                  "Exit status: 0 done, 1 other, 2 usage, 3 a rule is broken (give --reason),\n"
                  "4 wrong passphrase, 5 register in use, 6 registry not reached, 7 not found,\n"
                  "8 some rows set aside"));
  if (!g_option_context_parse (context, &argc, &argv, &error))
    return sijil_cli_usage (error->message);
  if (show_version) {
    g_print ("sijilctl %s\n", SIJIL_VERSION);
    return SIJIL_EXIT_DONE;
  }
  status = dispatch (argv + 1);
  if (cli.passphrase != NULL)
    explicit_bzero (cli.passphrase, strlen (cli.passphrase));
  g_clear_pointer (&cli.passphrase, g_free);
  return (int) status;
}
