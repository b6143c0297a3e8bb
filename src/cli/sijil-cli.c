#define G_LOG_DOMAIN "sijil-cli"

#include "sijil-cli.h"

#include "sijil-clerks.h"
#include "sijil-households.h"
#include "sijil-i18n.h"
#include "sijil-keys.h"
#include "sijil-model-error.h"
#include "sijil-office-error.h"
#include "sijil-sync-error.h"
#include "sijil-text.h"

#include <glib-unix.h>
#include <string.h>
#include <unistd.h>

#define MAX_PASSPHRASE 1024

static SijilCli cli = { .quantity = 1 };
static int passphrase_fd = -1;
static int new_passphrase_fd = -1;
static gboolean show_version;

static GOptionEntry options[] = {
  { "profile", 0, 0, G_OPTION_ARG_FILENAME, &cli.profile, N_ ("Folder of the register"), "DIR" },
  { "json", 0, 0, G_OPTION_ARG_NONE, &cli.json, N_ ("Print JSON"), NULL },
  { "passphrase-fd", 0, 0, G_OPTION_ARG_INT, &passphrase_fd,
    N_ ("Read the passphrase from this file descriptor (otherwise from SIJIL_PASSPHRASE)"), "N" },
  { "new-passphrase-fd", 0, 0, G_OPTION_ARG_INT, &new_passphrase_fd,
    N_ ("Read the new passphrase from here (otherwise from SIJIL_NEW_PASSPHRASE)"), "N" },
  { "coordinator", 0, 0, G_OPTION_ARG_STRING, &cli.coordinator,
    N_ ("Who of today allows it, with the new passphrase (restore)"), "NAME" },
  { "role", 0, 0, G_OPTION_ARG_STRING, &cli.role, N_ ("coordinator, clerk or auditor (clerk add)"),
    "ROLE" },
  { "on", 0, 0, G_OPTION_ARG_STRING, &cli.on,
    N_ ("When it happened (household split, move, head, person state, visit add)"), "DATE" },
  { "relation", 0, 0, G_OPTION_ARG_STRING, &cli.relation,
    N_ ("Relation to the head there (household move)"), "CODE" },
  { "married", 0, 0, G_OPTION_ARG_NONE, &cli.married, N_ ("By marriage (household move)"), NULL },
  { "association", 0, 0, G_OPTION_ARG_STRING, &cli.association,
    N_ ("Name of the association (init)"), "NAME" },
  { "office", 0, 0, G_OPTION_ARG_STRING, &cli.office, N_ ("Name of the office (init)"), "NAME" },
  { "clerk", 0, 0, G_OPTION_ARG_STRING, &cli.clerk, N_ ("Name of the clerk"), "NAME" },
  { "consent-basis", 0, 0, G_OPTION_ARG_STRING, &cli.consent_basis,
    N_ ("How the families of the sheet consented (import)"), "CODE" },
  { "consent-date", 0, 0, G_OPTION_ARG_STRING, &cli.consent_date,
    N_ ("When they consented (import)"), "DATE" },
  { "dry-run", 0, 0, G_OPTION_ARG_NONE, &cli.dry_run,
    N_ ("Say what would happen and write nothing (import)"), NULL },
  { "out", 0, 0, G_OPTION_ARG_FILENAME, &cli.out, N_ ("File to be written (export, match)"),
    "FILE" },
  { "columns", 0, 0, G_OPTION_ARG_FILENAME, &cli.columns,
    N_ ("What the headings of the sheets mean: JSON, heading: role (match)"), "FILE" },
  { "explain", 0, 0, G_OPTION_ARG_NONE, &cli.explain, N_ ("Say why (match)"), NULL },
  { "programme", 0, 0, G_OPTION_ARG_STRING, &cli.programme,
    N_ ("Code of the programme (distribute, volunteer shift, volunteer list)"), "CODE" },
  { "household", 0, 0, G_OPTION_ARG_STRING, &cli.household,
    N_ ("Card or id of the household (distribute)"), "ID" },
  { "person", 0, 0, G_OPTION_ARG_STRING, &cli.person,
    N_ ("Id of the person (distribute, volunteer add)"), "ID" },
  { "quantity", 0, 0, G_OPTION_ARG_INT, &cli.quantity, N_ ("How many (distribute)"), "N" },
  { "reason", 0, 0, G_OPTION_ARG_STRING, &cli.reason,
    N_ ("Why (distribute, reverse, settle, volunteer reverse-shift)"), "CODE[:TEXT]" },
  { "as", 0, 0, G_OPTION_ARG_STRING, &cli.as,
    N_ ("What it is: same, different, accepted, unsure (settle)"), "ANSWER" },
  { "name", 0, 0, G_OPTION_ARG_STRING, &cli.name,
    N_ ("Name (programme add, volunteer add), or who went there (visit add)"), "NAME" },
  { "code", 0, 0, G_OPTION_ARG_STRING, &cli.code, N_ ("Code (programme add)"), "CODE" },
  { "family", 0, 0, G_OPTION_ARG_STRING, &cli.family, N_ ("Kind of need (programme add)"), "CODE" },
  { "kind", 0, 0, G_OPTION_ARG_STRING, &cli.kind, N_ ("Kind of aid (programme add)"), "CODE" },
  { "per", 0, 0, G_OPTION_ARG_STRING, &cli.per, N_ ("household or person (programme add)"),
    "WORD" },
  { "limit", 0, 0, G_OPTION_ARG_STRING, &cli.limit,
    N_ ("How often: none, ramadan, month, winter, year, ever (programme add)"), "PERIOD" },
  { "count", 0, 0, G_OPTION_ARG_INT, &cli.count, N_ ("How many times (programme add)"), "N" },
  { "to", 0, 0, G_OPTION_ARG_FILENAME, &cli.to, N_ ("Copy it into this folder too (backup)"),
    "DIR" },
  { "unit", 0, 0, G_OPTION_ARG_STRING, &cli.unit, N_ ("Unit (programme add)"), "WORD" },
  { "value", 0, 0, G_OPTION_ARG_STRING, &cli.value,
    N_ ("Value of one unit in pounds (programme add)"), "POUNDS" },
  { "years", 0, 0, G_OPTION_ARG_INT, &cli.years, N_ ("Years between (programme add)"), "N" },
  { "excludes", 0, 0, G_OPTION_ARG_STRING, &cli.excludes,
    N_ ("Kinds of need that it excludes (programme add)"), "CODE,…" },
  { "allows", 0, 0, G_OPTION_ARG_STRING, &cli.allows,
    N_ ("Kinds of need that it goes together with (programme add)"), "CODE,…" },
  { "starts", 0, 0, G_OPTION_ARG_STRING, &cli.starts, N_ ("First day (programme add)"), "DATE" },
  { "ends", 0, 0, G_OPTION_ARG_STRING, &cli.ends, N_ ("Last day (programme add)"), "DATE" },
  { "confidential", 0, 0, G_OPTION_ARG_NONE, &cli.confidential,
    N_ ("No other association learns of it (programme add)"), NULL },
  { "skills", 0, 0, G_OPTION_ARG_STRING, &cli.skills, N_ ("Skills (volunteer add)"), "CODES" },
  { "availability", 0, 0, G_OPTION_ARG_STRING, &cli.availability,
    N_ ("Half-days, such as fri-am,sat-pm (volunteer add)"), "CODES" },
  { "skill", 0, 0, G_OPTION_ARG_STRING, &cli.skill, N_ ("Who can do this (volunteer list)"),
    "CODE" },
  { "day", 0, 0, G_OPTION_ARG_STRING, &cli.day,
    N_ ("Who can come then: fri or fri-am (volunteer list)"), "CODE" },
  { "state", 0, 0, G_OPTION_ARG_STRING, &cli.state,
    N_ ("active, paused or left (volunteer add, volunteer list)"), "CODE" },
  { "minutes", 0, 0, G_OPTION_ARG_INT, &cli.minutes, N_ ("How long (volunteer shift)"), "N" },
  { "activity", 0, 0, G_OPTION_ARG_STRING, &cli.activity,
    N_ ("What for, if for no programme (volunteer shift)"), "TEXT" },
  { "date", 0, 0, G_OPTION_ARG_STRING, &cli.date,
    N_ ("When (volunteer shift, volunteer training, volunteer list)"), "DATE" },
  { "subject", 0, 0, G_OPTION_ARG_STRING, &cli.subject, N_ ("What of (volunteer training)"),
    "TEXT" },
  { "hours", 0, 0, G_OPTION_ARG_INT, &cli.hours, N_ ("How many hours (volunteer training)"), "N" },
  { "expires", 0, 0, G_OPTION_ARG_STRING, &cli.expires,
    N_ ("Until when it counts (volunteer training)"), "DATE" },
  { "delete", 0, 0, G_OPTION_ARG_NONE, &cli.remove, N_ ("Delete it (volunteer training)"), NULL },
  { "version", 0, 0, G_OPTION_ARG_NONE, &show_version, N_ ("Show the version"), NULL },
  { NULL },
};

static const SijilCommand commands[] = {
  { "init", NULL, "", N_ ("make a register"), sijil_cli_init, SIJIL_NEEDS_FOLDER },
  { "enrol", NULL, "INVITATION", N_ ("join the registry"), sijil_cli_enrol },
  { "import", NULL, "FILE", N_ ("register the families of a sheet"), sijil_cli_import },
  { "import-undo", NULL, "BATCH", N_ ("take an import back"), sijil_cli_import_undo },
  { "export", NULL, "LIST", N_ ("write households, persons or distributions as CSV"),
    sijil_cli_export },
  { "match", NULL, "A [B]", N_ ("find who is in two sheets, or twice in one"), sijil_cli_match,
    SIJIL_NEEDS_NOTHING },
  { "duplicates", NULL, "", N_ ("who is registered twice here"), sijil_cli_duplicates },
  { "find", NULL, "TEXT", N_ ("find households by name, ID, phone or card"), sijil_cli_find },
  { "show", NULL, "ID", N_ ("show a household"), sijil_cli_show },
  { "register", NULL, "FILE|-", N_ ("register a household from JSON"), sijil_cli_register },
  { "edit", NULL, "ID FIELD=VALUE…", N_ ("change fields of a household or person"),
    sijil_cli_edit },
  { "household", "merge", "ID INTO-ID", N_ ("two households are one"), sijil_cli_household_merge },
  { "household", "unmerge", "ID", N_ ("take a merge back"), sijil_cli_household_unmerge },
  { "household", "split", "ID PERSON…", N_ ("some live on their own from now on"),
    sijil_cli_household_split },
  { "household", "move", "PERSON ID", N_ ("a person joins another household"),
    sijil_cli_household_move },
  { "household", "head", "PERSON", N_ ("a member heads the household from now on"),
    sijil_cli_household_head },
  { "household", "delete", "ID", N_ ("take a household out of the register"),
    sijil_cli_household_delete },
  { "person", "state", "PERSON STATE [HEAD]", N_ ("a person died, moved away or came back"),
    sijil_cli_person_state },
  { "history", NULL, "ID", N_ ("what happened to a household"), sijil_cli_history },
  { "visit", "add", "ID WORDS…", N_ ("record a visit at home and what was seen"),
    sijil_cli_visit_add },
  { "visit", "list", "ID", N_ ("list the visits to a household"), sijil_cli_visit_list },
  { "visit", "reverse", "VISIT", N_ ("take a visit back"), sijil_cli_visit_reverse },
  { "programme", "add", "", N_ ("make a programme"), sijil_cli_programme_add },
  { "programme", "list", "", N_ ("list the programmes"), sijil_cli_programme_list },
  { "programme", "show", "CODE", N_ ("show a programme"), sijil_cli_programme_show },
  { "distribute", NULL, "", N_ ("record a hand-over"), sijil_cli_distribute },
  { "reverse", NULL, "DISTRIBUTION", N_ ("undo a hand-over"), sijil_cli_reverse },
  { "clerk", "list", "", N_ ("who has a key to the register"), sijil_cli_clerk_list,
    SIJIL_NEEDS_REGISTER },
  { "clerk", "add", "NAME", N_ ("give somebody a key"), sijil_cli_clerk_add },
  { "clerk", "remove", "NAME", N_ ("take a key away"), sijil_cli_clerk_remove,
    SIJIL_NEEDS_REGISTER },
  { "clerk", "passwd", "[NAME]", N_ ("change a passphrase"), sijil_cli_clerk_passwd },
  { "clerk", "new-code", "", N_ ("make another recovery code"), sijil_cli_clerk_new_code },
  { "clerk", "recover", "NAME", N_ ("set a passphrase with the recovery code"),
    sijil_cli_clerk_recover, SIJIL_NEEDS_REGISTER },
  { "volunteer", "add", "", N_ ("register a volunteer"), sijil_cli_volunteer_add },
  { "volunteer", "edit", "ID FIELD=VALUE…", N_ ("change a volunteer"), sijil_cli_volunteer_edit },
  { "volunteer", "list", "", N_ ("list the volunteers"), sijil_cli_volunteer_list },
  { "volunteer", "show", "ID", N_ ("show a volunteer"), sijil_cli_volunteer_show },
  { "volunteer", "shift", "ID", N_ ("record that a volunteer worked"), sijil_cli_volunteer_shift },
  { "volunteer", "reverse-shift", "SHIFT", N_ ("take that work back"),
    sijil_cli_volunteer_reverse_shift },
  { "volunteer", "training", "ID", N_ ("record a training of a volunteer, or mend one"),
    sijil_cli_volunteer_training },
  { "sync", NULL, "", N_ ("exchange with the registry"), sijil_cli_sync },
  { "compare", NULL, "", N_ ("exchange, and compare the register with what the registry holds"),
    sijil_cli_compare },
  { "bundle", "export", "FOLDER", N_ ("write what waits to a file for the registry"),
    sijil_cli_bundle_export },
  { "bundle", "import", "FILE|FOLDER", N_ ("read the registry’s file for this office"),
    sijil_cli_bundle_import },
  { "office", "phone", "[NUMBER]",
    N_ ("show the office’s phone, or write it down: others see it with each question"),
    sijil_cli_office_phone },
  { "status", NULL, "", N_ ("what waits, what is confirmed"), sijil_cli_status },
  { "review", NULL, "", N_ ("what waits for a decision"), sijil_cli_review },
  { "settle", NULL, "FINDING", N_ ("say what it is"), sijil_cli_settle },
  { "unsettle", NULL, "FINDING", N_ ("take that back"), sijil_cli_unsettle },
  { "conflicts", NULL, "", N_ ("what two PCs wrote differently"), sijil_cli_conflicts },
  { "choose", NULL, "CONFLICT standing|losing", N_ ("say which of the two is right"),
    sijil_cli_choose },
  { "backup", NULL, "", N_ ("make a backup; --to DIR copies it there too"), sijil_cli_backup },
  { "backups", NULL, "", N_ ("show which backups there are"), sijil_cli_backups,
    SIJIL_NEEDS_FOLDER },
  { "restores", NULL, "", N_ ("when a backup was restored, and by whom"), sijil_cli_restores },
  { "restore", NULL, "NAME", N_ ("put a backup into the register’s place"), sijil_cli_restore,
    SIJIL_NEEDS_FOLDER },
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
    case SIJIL_STORE_ERROR_WAIT:
      return SIJIL_EXIT_PASSPHRASE;
    case SIJIL_STORE_ERROR_IN_USE:
      return SIJIL_EXIT_IN_USE;
    case SIJIL_STORE_ERROR_NOT_FOUND:
      return SIJIL_EXIT_NOT_FOUND;
    case SIJIL_STORE_ERROR_FAILED:
    case SIJIL_STORE_ERROR_INVALID:
    case SIJIL_STORE_ERROR_ROLE:
    case SIJIL_STORE_ERROR_EXISTS:
    case SIJIL_STORE_ERROR_DAMAGED:
    case SIJIL_STORE_ERROR_WRONG_KEY:
    case SIJIL_STORE_ERROR_NEWER:
    case SIJIL_STORE_ERROR_NO_ROOM:
    case SIJIL_STORE_ERROR_GAP:
      return SIJIL_EXIT_OTHER;
    }
  if (g_error_matches (error, SIJIL_SYNC_ERROR, SIJIL_SYNC_ERROR_UNREACHABLE))
    return SIJIL_EXIT_UNREACHED;
  if (g_error_matches (error, SIJIL_OFFICE_ERROR, SIJIL_OFFICE_ERROR_NOT_FOUND) ||
      g_error_matches (error, SIJIL_SYNC_ERROR, SIJIL_SYNC_ERROR_NOTHING_HERE))
    return SIJIL_EXIT_NOT_FOUND;
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
 * sijil_cli_not_found:
 * @what: a sentence
 *
 * Returns: the exit status, after the sentence was printed
 */
SijilExit
sijil_cli_not_found (const char *what)
{
  g_printerr ("sijilctl: %s\n", what);
  return SIJIL_EXIT_NOT_FOUND;
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

/**
 * sijil_cli_say:
 * @format: of a line
 *
 * Prints a line without the isolates that sentences bring along for the window.
 */
void
sijil_cli_say (const char *format, ...)
{
  g_autofree char *line = NULL;
  g_autofree char *plain = NULL;
  va_list args;

  va_start (args, format);
  line = g_strdup_vprintf (format, args);
  va_end (args);
  plain = sijil_text_strip_bidi (line);
  g_print ("%s\n", plain);
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
 * sijil_cli_record:
 * @builder: where to
 * @record: a record
 *
 * Adds an object with all fields of @record that have a value.
 */
void
sijil_cli_record (JsonBuilder *builder, SijilRecord *record)
{
  const SijilTypeDef *type = sijil_record_def (record);

  json_builder_begin_object (builder);
  sijil_cli_member_id (builder, "id", sijil_record_id (record));
  for (guint i = 0; i < type->n_fields; i++) {
    if (sijil_record_is_null (record, i))
      continue;
    if (sijil_type_is_number (type->fields[i].kind))
      sijil_cli_member_int (builder, type->fields[i].name, sijil_record_number (record, i, 0));
    else
      sijil_cli_member (builder, type->fields[i].name, sijil_record_text (record, i));
  }
  json_builder_end_object (builder);
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
read_secret (int fd, const char *variable)
{
  char buffer[MAX_PASSPHRASE + 1];
  gssize n, len = 0;

  if (fd < 0)
    return g_strdup (g_getenv (variable));
  while (len < MAX_PASSPHRASE && (n = read (fd, buffer + len, (gsize) (MAX_PASSPHRASE - len))) > 0)
    len += n;
  buffer[len] = '\0';
  buffer[strcspn (buffer, "\r\n")] = '\0';
  return g_strdup (buffer);
}

/**
 * sijil_cli_new_passphrase:
 * @self: the command line
 *
 * Returns: (transfer full) (nullable): the new passphrase, for commands that set one
 */
char *
sijil_cli_new_passphrase (SijilCli *self)
{
  return read_secret (new_passphrase_fd, "SIJIL_NEW_PASSPHRASE");
}

/* Whose key it is: the one who is named, or the only one there is. */
static SijilSlot *
find_clerk (GError **error)
{
  g_autoptr (GPtrArray) slots = NULL;

  if (cli.clerk != NULL)
    return sijil_clerk_find (cli.profile, cli.clerk, error);
  slots = sijil_keys_list (cli.profile, error);
  if (slots != NULL && slots->len == 1)
    return g_ptr_array_steal_index (slots, 0);
  if (slots != NULL)
    g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_NOT_FOUND,
                         _ ("Several clerks have keys here. Say which one: --clerk NAME"));
  return NULL;
}

static SijilExit
run_command (const SijilCommand *command, char **words)
{
  GError *error = NULL;
  SijilExit status;
  g_autoptr (SijilSlot) slot = NULL;

  if (cli.profile == NULL && command->needs != SIJIL_NEEDS_NOTHING)
    return sijil_cli_usage (_ ("--profile is needed"));
  if (command->needs <= SIJIL_NEEDS_REGISTER && !sijil_profile_exists (cli.profile))
    return sijil_cli_not_found (
        _ ("There is no register in this folder. Make one with: sijilctl init"));
  if (command->needs != SIJIL_NEEDS_OPEN)
    return command->run (&cli, words);
  if (cli.passphrase == NULL)
    return sijil_cli_usage (_ ("a passphrase is needed: --passphrase-fd or SIJIL_PASSPHRASE"));
  slot = find_clerk (&error);
  if (slot != NULL)
    cli.store = sijil_store_unlock (cli.profile, slot->id, cli.passphrase, &error);
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
  cli.passphrase = read_secret (passphrase_fd, "SIJIL_PASSPHRASE");
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (strcmp (words[0], commands[i].first) == 0 &&
        (commands[i].second == NULL || g_strcmp0 (words[1], commands[i].second) == 0))
      return run_command (&commands[i], words + (commands[i].second != NULL ? 2 : 1));
  return sijil_cli_usage (_ ("there is no such command"));
}

/* Each command with what it does, then the exit statuses. */
static char *
describe (void)
{
  GString *out = g_string_new (_ ("Commands:"));

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++) {
    const SijilCommand *command = &commands[i];
    g_autofree char *words = g_strconcat (command->first, command->second != NULL ? " " : "",
                                          command->second != NULL ? command->second : "",
                                          *command->words != '\0' ? " " : "", command->words, NULL);

    g_string_append_printf (out, "\n  %-24s %s", words, _ (command->help));
  }
  g_string_append_printf (
      out, "\n\n%s",
      _ ("Exit status: 0 done, 1 other, 2 usage, 3 a rule is broken (give --reason),\n"
         "4 wrong passphrase, 5 register in use, 6 registry not reached, 7 not found,\n"
         "8 some rows set aside"));
  return g_string_free (out, FALSE);
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
  g_autofree char *description = NULL;
  SijilExit status;

  g_option_context_add_main_entries (context, options, GETTEXT_PACKAGE);
  description = describe ();
  g_option_context_set_description (context, description);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    return sijil_cli_usage (error->message);
  if (show_version) {
    g_print ("sijilctl %s\n", SIJIL_VERSION);
    return SIJIL_EXIT_DONE;
  }
  status = dispatch (argv + 1);
  g_clear_pointer (&cli.passphrase, sijil_text_forget);
  return (int) status;
}
