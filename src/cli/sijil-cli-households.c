#define G_LOG_DOMAIN "sijil-cli"

#include "sijil-cli.h"

#include "sijil-choices.h"
#include "sijil-family.h"
#include "sijil-file.h"
#include "sijil-find.h"
#include "sijil-fold.h"
#include "sijil-households.h"
#include "sijil-i18n.h"
#include "sijil-json.h"
#include "sijil-text.h"
#include "types/sijil-types-all.h"

#include <stdio.h>
#include <string.h>

#define MAX_REQUEST (1024 * 1024)

static gboolean
is_blank (const char *name)
{
  g_autofree char *plain = sijil_text_strip_bidi (name);

  return *g_strstrip (plain) == '\0';
}

SijilExit
sijil_cli_init (SijilCli *cli, char **words)
{
  GError *error = NULL;
  g_autofree char *code = NULL;

  if (cli->association == NULL || cli->office == NULL || cli->clerk == NULL)
    return sijil_cli_usage (_ ("init needs --association, --office and --clerk"));
  if (is_blank (cli->association) || is_blank (cli->office) || is_blank (cli->clerk))
    return sijil_cli_usage (_ ("the names of association, office and clerk must not be blank"));
  if (cli->passphrase == NULL)
    return sijil_cli_usage (_ ("a passphrase is needed: --passphrase-fd or SIJIL_PASSPHRASE"));
  cli->store = sijil_store_create (cli->profile, cli->association, cli->office, cli->clerk,
                                   cli->passphrase, &code, &error);
  if (cli->store == NULL)
    return sijil_cli_fail (error);
  sijil_store_close (cli->store);
  g_clear_object (&cli->store);
  return sijil_cli_print_code (cli, code);
}

SijilExit
sijil_cli_find (SijilCli *cli, char **words)
{
  GError *error = NULL;
  g_autofree char *text = g_strjoinv (" ", words);
  g_autoptr (GPtrArray) found = sijil_store_read (cli->store, sijil_find, text, &error);
  JsonBuilder *builder;

  if (found == NULL)
    return sijil_cli_fail (error);
  /* A script is told whom it asked for, not who looks alike. */
  if (found->len > 0 && ((SijilFound *) found->pdata[0])->closeness == SIJIL_FOUND_ALIKE)
    g_ptr_array_set_size (found, 0);
  builder = json_builder_new ();
  json_builder_begin_array (builder);
  for (guint i = 0; i < found->len; i++) {
    SijilFound *one = found->pdata[i];
    const char *head = one->head_name != NULL ? one->head_name : one->name;

    json_builder_begin_object (builder);
    sijil_cli_member_id (builder, "household", &one->household);
    sijil_cli_member (builder, "card", one->card);
    sijil_cli_member (builder, "head", head);
    sijil_cli_member (builder, "person", one->name);
    sijil_cli_member (builder, "village", one->place);
    sijil_cli_member (builder, "moved_to", one->moved_to);
    json_builder_end_object (builder);
    if (!cli->json)
      sijil_cli_say ("%s\t%s\t%s", one->card, one->name, one->place);
  }
  json_builder_end_array (builder);
  if (cli->json)
    sijil_cli_print (cli, builder);
  else
    g_object_unref (builder);
  return found->len > 0 ? SIJIL_EXIT_DONE
                        : sijil_cli_not_found (_ ("Nobody is registered here under these words"));
}

static const char *
state_word (SijilEntitledState state)
{
  switch (state) {
  case SIJIL_ENTITLED:
    return "entitled";
  case SIJIL_ENTITLED_WARN:
    return "warned";
  case SIJIL_ENTITLED_DONE:
    return "done";
  case SIJIL_ENTITLED_NOT:
    break;
  }
  return "not-entitled";
}

static void
add_entitlements (JsonBuilder *builder, GPtrArray *entitlements)
{
  json_builder_set_member_name (builder, "entitlements");
  json_builder_begin_array (builder);
  for (guint i = 0; i < entitlements->len; i++) {
    SijilEntitlement *one = entitlements->pdata[i];

    json_builder_begin_object (builder);
    sijil_cli_member (builder, "programme",
                      sijil_record_text (one->programme, SIJIL_PROGRAMME_CODE));
    sijil_cli_member (builder, "person", one->person_name);
    sijil_cli_member (builder, "state", state_word (one->state));
    sijil_cli_member (builder, "rule", one->rule_broken);
    sijil_cli_member (builder, "why", one->headline);
    sijil_cli_member (builder, "detail", one->detail);
    sijil_cli_member (builder, "period", one->period);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

static void
add_received (JsonBuilder *builder, GPtrArray *received)
{
  json_builder_set_member_name (builder, "received");
  json_builder_begin_array (builder);
  for (guint i = 0; i < received->len; i++) {
    SijilReceived *one = received->pdata[i];

    json_builder_begin_object (builder);
    sijil_cli_member (builder, "date", one->served_on);
    sijil_cli_member (builder, "what", one->what);
    sijil_cli_member_int (builder, "quantity", one->quantity);
    sijil_cli_member (builder, "association", one->association);
    sijil_cli_member (builder, "office", one->office);
    if (!sijil_id_is_null (&one->distribution))
      sijil_cli_member_id (builder, "distribution", &one->distribution);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

static void
print_family (SijilFamily *family)
{
  sijil_cli_say ("%s\t%s", sijil_record_text (family->household, SIJIL_HOUSEHOLD_CARD),
                 family->head != NULL ? sijil_record_text (family->head, SIJIL_PERSON_NAME)
                                      : _ ("Head to be confirmed"));
  for (guint i = 0; i < family->entitlements->len; i++) {
    SijilEntitlement *one = family->entitlements->pdata[i];
    g_autofree char *name = sijil_programme_name (one->programme);

    sijil_cli_say ("  %s\t%s\t%s", state_word (one->state), name,
                   one->headline != NULL ? one->headline : "");
  }
}

SijilExit
sijil_cli_show (SijilCli *cli, char **words)
{
  GError *error = NULL;
  SijilFamily *family;
  SijilExit status;
  SijilId id;

  if (words[0] == NULL)
    return sijil_cli_usage (_ ("show needs a card number or an id"));
  if (!sijil_cli_household (cli, words[0], &id, &status))
    return status;
  family = sijil_store_read (cli->store, sijil_family_load, &id, &error);
  if (family == NULL)
    return sijil_cli_fail (error);
  if (cli->json) {
    JsonBuilder *builder = json_builder_new ();

    json_builder_begin_object (builder);
    json_builder_set_member_name (builder, "household");
    sijil_cli_record (builder, family->household);
    json_builder_set_member_name (builder, "persons");
    json_builder_begin_array (builder);
    for (guint i = 0; i < family->members->len; i++)
      sijil_cli_record (builder, family->members->pdata[i]);
    json_builder_end_array (builder);
    add_entitlements (builder, family->entitlements);
    add_received (builder, family->received);
    json_builder_end_object (builder);
    sijil_cli_print (cli, builder);
  } else
    print_family (family);
  sijil_family_free (family);
  return SIJIL_EXIT_DONE;
}

static gboolean
set_field (SijilRecord *record, guint field, const char *text, GError **error)
{
  const SijilFieldDef *def = &sijil_record_def (record)->fields[field];
  gint64 number;

  if (!sijil_type_is_number (def->kind)) {
    sijil_record_set_text (record, field, text);
    return TRUE;
  }
  if (*text == '\0') {
    sijil_record_set_null (record, field);
    return TRUE;
  }
  if (def->kind == SIJIL_KIND_MONEY
          ? sijil_text_parse_money (text, &number)
          : g_ascii_string_to_signed (text, 10, G_MININT32, G_MAXINT32, &number, NULL)) {
    sijil_record_set_number (record, field, number);
    return TRUE;
  }
  g_set_error (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_INVALID, _ ("%s: not a number"),
               def->name);
  return FALSE;
}

/* Which fields a person who writes JSON or FIELD=VALUE may set: not the ones that the program
 * keeps. */
static gboolean
may_set (const SijilTypeDef *type, guint field)
{
  if (type == &sijil_household_type)
    return field != SIJIL_HOUSEHOLD_CARD && field != SIJIL_HOUSEHOLD_HEAD &&
           field < SIJIL_HOUSEHOLD_MERGED_INTO;
  return field != SIJIL_PERSON_HOUSEHOLD && field != SIJIL_PERSON_MERGED_INTO &&
         field != SIJIL_PERSON_DELETED;
}

static gboolean
read_record (JsonObject *object, SijilRecord *record, GError **error)
{
  const SijilTypeDef *type = sijil_record_def (record);
  g_autoptr (GList) names = json_object_get_members (object);

  for (GList *l = names; l != NULL; l = l->next) {
    int field = sijil_type_field (type, l->data);
    JsonNode *node = json_object_get_member (object, l->data);
    g_autofree char *text = NULL;

    if (strcmp (l->data, "persons") == 0)
      continue;
    if (field < 0 || !may_set (type, (guint) field) || !JSON_NODE_HOLDS_VALUE (node)) {
      g_set_error (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_INVALID, _ ("%s: no such field"),
                   (char *) l->data);
      return FALSE;
    }
    text = json_node_get_value_type (node) == G_TYPE_INT64
               ? g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node))
               : g_strdup (json_node_get_string (node));
    if (!set_field (record, (guint) field, text != NULL ? text : "", error))
      return FALSE;
  }
  return TRUE;
}

static SijilHouseholdEdit *
read_edit (JsonObject *object, GError **error)
{
  g_autoptr (SijilRecord) household = sijil_record_new (&sijil_household_type, NULL);
  g_autoptr (SijilHouseholdEdit) edit = sijil_household_edit_new (household);
  JsonArray *persons = sijil_json_array (object, "persons", 60, NULL);

  if (persons == NULL)
    g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_INVALID,
                         _ ("persons: this must be a list of at most 60 persons"));
  if (persons == NULL || !read_record (object, household, error))
    return NULL;
  for (guint i = 0; i < json_array_get_length (persons); i++) {
    JsonNode *node = json_array_get_element (persons, i);
    SijilRecord *person = sijil_record_new (&sijil_person_type, NULL);

    g_ptr_array_add (edit->persons, person);
    if (!JSON_NODE_HOLDS_OBJECT (node)) {
      g_set_error (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_INVALID,
                   _ ("person %u: this must be an object with the fields of a person"), i + 1);
      return NULL;
    }
    if (!read_record (json_node_get_object (node), person, error)) {
      g_prefix_error (error, _ ("person %u: "), i + 1);
      return NULL;
    }
  }
  return g_steal_pointer (&edit);
}

static char *
read_input (const char *path, gsize *len, GError **error)
{
  GString *text;
  char chunk[4096];
  gsize n;

  if (strcmp (path, "-") != 0)
    return sijil_file_read (path, MAX_REQUEST, len, error);
  text = g_string_new (NULL);
  while ((n = fread (chunk, 1, sizeof chunk, stdin)) > 0 && text->len <= MAX_REQUEST)
    g_string_append_len (text, chunk, (gssize) n);
  *len = text->len;
  return g_string_free (text, FALSE);
}

SijilExit
sijil_cli_register (SijilCli *cli, char **words)
{
  GError *error = NULL;
  g_autofree char *text = NULL;
  g_autofree SijilId *id = NULL;
  g_autoptr (SijilHouseholdEdit) edit = NULL;
  JsonObject *object = NULL;
  gsize len;

  if (words[0] == NULL)
    return sijil_cli_usage (_ ("register needs a file, or - for the standard input"));
  text = read_input (words[0], &len, &error);
  if (text != NULL && len > MAX_REQUEST)
    g_set_error_literal (&error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_INVALID,
                         _ ("The input is too large"));
  if (text != NULL && error == NULL)
    object = sijil_json_parse (text, len, &error);
  if (object != NULL) {
    edit = read_edit (object, &error);
    json_object_unref (object);
  } else if (g_error_matches (error, SIJIL_WIRE_ERROR, SIJIL_WIRE_ERROR_MALFORMED)) {
    g_clear_error (&error);
    g_set_error (&error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_INVALID,
                 _ ("Line %u of the input cannot be read as JSON; nothing was registered"),
                 sijil_json_fault_line (text, len));
  }
  if (edit != NULL)
    id = sijil_store_write (cli->store, sijil_household_save, edit, &error);
  if (id == NULL)
    return sijil_cli_fail (error);
  {
    const char *card = sijil_record_text (edit->household, SIJIL_HOUSEHOLD_CARD);
    JsonBuilder *builder = json_builder_new ();

    if (!cli->json)
      g_print ("%s\n", card);
    json_builder_begin_object (builder);
    sijil_cli_member_id (builder, "household", id);
    sijil_cli_member (builder, "card", card);
    json_builder_end_object (builder);
    if (cli->json)
      sijil_cli_print (cli, builder);
    else
      g_object_unref (builder);
  }
  return SIJIL_EXIT_DONE;
}

/* What is edited by its card or id: a household with its head, or one person of it. */
typedef struct {
  SijilRecord *household;
  SijilRecord *person;
  gboolean is_person;
} Target;

static void
target_clear (Target *target)
{
  g_clear_object (&target->household);
  g_clear_object (&target->person);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Target, target_clear)

static gboolean
find_person (SijilCli *cli, const char *text, Target *target, GError **error)
{
  g_autoptr (SijilRecord) person =
      sijil_store_read (cli->store, sijil_person_by_text, (gpointer) text, error);
  SijilId household;

  if (person == NULL || !sijil_record_reference (person, SIJIL_PERSON_HOUSEHOLD, &household))
    return FALSE;
  target->household = sijil_record_new (&sijil_household_type, &household);
  target->person = sijil_record_new (&sijil_person_type, sijil_record_id (person));
  target->is_person = TRUE;
  return TRUE;
}

static gboolean
find_target (SijilCli *cli, const char *text, Target *target, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree SijilId *id =
      sijil_store_read (cli->store, sijil_household_by_text, (gpointer) text, &local);
  SijilFamily *family = NULL;

  if (g_error_matches (local, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_NOT_FOUND))
    return find_person (cli, text, target, error);
  if (id != NULL)
    family = sijil_store_read (cli->store, sijil_family_load, id, &local);
  if (family == NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  target->household = sijil_record_new (&sijil_household_type, sijil_record_id (family->household));
  if (family->head != NULL)
    target->person = sijil_record_new (&sijil_person_type, sijil_record_id (family->head));
  sijil_family_free (family);
  return TRUE;
}

static gboolean
apply_assignment (const char *assignment, const Target *target, GError **error)
{
  const char *equals = strchr (assignment, '=');
  g_autofree char *name =
      equals != NULL ? g_strndup (assignment, (gsize) (equals - assignment)) : NULL;
  SijilRecord *record = target->is_person ? target->person : target->household;
  int field;

  /* Fields of the head are named `head.FIELD`. */
  if (name != NULL && g_str_has_prefix (name, "head.") && target->person != NULL) {
    record = target->person;
    memmove (name, name + 5, strlen (name + 5) + 1);
  }
  field = name != NULL ? sijil_type_field (sijil_record_def (record), name) : -1;
  if (field >= 0 && may_set (sijil_record_def (record), (guint) field))
    return set_field (record, (guint) field, equals + 1, error);
  g_set_error (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_INVALID, _ ("%s: no such field"),
               assignment);
  return FALSE;
}

SijilExit
sijil_cli_edit (SijilCli *cli, char **words)
{
  GError *error = NULL;
  g_auto (Target) target = { NULL };
  g_autoptr (SijilHouseholdEdit) edit = NULL;
  g_autofree SijilId *id = NULL;

  if (words[0] == NULL || words[1] == NULL)
    return sijil_cli_usage (_ ("edit needs an id and FIELD=VALUE"));
  if (!find_target (cli, words[0], &target, &error))
    return sijil_cli_fail (error);
  for (guint i = 1; words[i] != NULL; i++)
    if (!apply_assignment (words[i], &target, &error))
      return sijil_cli_fail (error);
  edit = sijil_household_edit_new (target.household);
  if (target.person != NULL && sijil_record_present (target.person) != 0)
    g_ptr_array_add (edit->persons, g_object_ref (target.person));
  id = sijil_store_write (cli->store, sijil_household_save, edit, &error);
  return id != NULL ? SIJIL_EXIT_DONE : sijil_cli_fail (error);
}
