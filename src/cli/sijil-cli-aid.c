#define G_LOG_DOMAIN "sijil-cli"

#include "sijil-cli.h"

#include "sijil-family.h"
#include "sijil-hand-over.h"
#include "sijil-i18n.h"
#include "sijil-programmes.h"
#include "sijil-text.h"
#include "types/sijil-programme.h"

#include <string.h>

static void
add_programme (SijilCli *cli, JsonBuilder *builder, SijilRecord *programme)
{
  g_autofree char *rule = sijil_programme_rule_words (programme);

  json_builder_begin_object (builder);
  sijil_cli_member_id (builder, "programme", sijil_record_id (programme));
  sijil_cli_member (builder, "code", sijil_record_text (programme, SIJIL_PROGRAMME_CODE));
  sijil_cli_member (builder, "name", sijil_record_text (programme, SIJIL_PROGRAMME_NAME));
  sijil_cli_member (builder, "family", sijil_record_text (programme, SIJIL_PROGRAMME_FAMILY));
  sijil_cli_member (builder, "kind", sijil_record_text (programme, SIJIL_PROGRAMME_KIND));
  sijil_cli_member (builder, "rule", rule);
  json_builder_end_object (builder);
  if (!cli->json) {
    const char *code = sijil_record_text (programme, SIJIL_PROGRAMME_CODE);
    g_autofree char *id = sijil_id_to_string (sijil_record_id (programme));

    sijil_cli_say ("%s\t%s\t%s", code != NULL ? code : id,
                   sijil_record_text (programme, SIJIL_PROGRAMME_NAME), rule);
  }
}

static void
finish (SijilCli *cli, JsonBuilder *builder)
{
  if (cli->json)
    sijil_cli_print (cli, builder);
  else
    g_object_unref (builder);
}

SijilExit
sijil_cli_programme_list (SijilCli *cli, char **words)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) all = sijil_store_read (cli->store, sijil_programmes, NULL, &error);
  JsonBuilder *builder;

  if (all == NULL)
    return sijil_cli_fail (error);
  builder = json_builder_new ();
  json_builder_begin_array (builder);
  for (guint i = 0; i < all->len; i++)
    add_programme (cli, builder, ((SijilProgrammeSummary *) all->pdata[i])->programme);
  json_builder_end_array (builder);
  finish (cli, builder);
  return SIJIL_EXIT_DONE;
}

SijilExit
sijil_cli_programme_show (SijilCli *cli, char **words)
{
  GError *error = NULL;
  g_autoptr (SijilRecord) programme = NULL;
  JsonBuilder *builder;

  if (words[0] == NULL)
    return sijil_cli_usage (_ ("programme show needs a code"));
  programme = sijil_store_read (cli->store, sijil_programme_by_text, words[0], &error);
  if (programme == NULL)
    return sijil_cli_fail (error);
  builder = json_builder_new ();
  add_programme (cli, builder, programme);
  finish (cli, builder);
  return SIJIL_EXIT_DONE;
}

/* The programme as the options say it. */
static gboolean
read_options (SijilCli *cli, SijilRecord *programme)
{
  gint64 value;

  sijil_record_set_text (programme, SIJIL_PROGRAMME_NAME, cli->name);
  sijil_record_set_text (programme, SIJIL_PROGRAMME_CODE, cli->code);
  sijil_record_set_text (programme, SIJIL_PROGRAMME_FAMILY, cli->family);
  sijil_record_set_text (programme, SIJIL_PROGRAMME_KIND, cli->kind != NULL ? cli->kind : "goods");
  sijil_record_set_text (programme, SIJIL_PROGRAMME_UNIT, cli->unit);
  sijil_record_set_text (programme, SIJIL_PROGRAMME_PER, cli->per != NULL ? cli->per : "household");
  sijil_record_set_text (programme, SIJIL_PROGRAMME_LIMIT_PERIOD,
                         cli->limit != NULL ? cli->limit : "none");
  sijil_record_set_text (programme, SIJIL_PROGRAMME_EXCLUDES, cli->excludes);
  sijil_record_set_text (programme, SIJIL_PROGRAMME_ALLOWS, cli->allows);
  sijil_record_set_text (programme, SIJIL_PROGRAMME_STARTS, cli->starts);
  sijil_record_set_text (programme, SIJIL_PROGRAMME_ENDS, cli->ends);
  sijil_record_set_number (programme, SIJIL_PROGRAMME_CONFIDENTIAL, cli->confidential);
  if (cli->count > 0)
    sijil_record_set_number (programme, SIJIL_PROGRAMME_LIMIT_COUNT, cli->count);
  if (cli->years > 0)
    sijil_record_set_number (programme, SIJIL_PROGRAMME_YEARS_BETWEEN, cli->years);
  if (cli->value != NULL && !sijil_text_parse_money (cli->value, &value))
    return FALSE;
  if (cli->value != NULL)
    sijil_record_set_number (programme, SIJIL_PROGRAMME_VALUE, value);
  return TRUE;
}

SijilExit
sijil_cli_programme_add (SijilCli *cli, char **words)
{
  GError *error = NULL;
  g_autoptr (SijilRecord) programme = sijil_record_new (&sijil_programme_type, NULL);
  g_autofree SijilId *id = NULL;
  JsonBuilder *builder;

  if (cli->name == NULL)
    return sijil_cli_usage (_ ("programme add needs --name"));
  if (!read_options (cli, programme))
    return sijil_cli_usage (_ ("--value is not an amount of pounds"));
  id = sijil_store_write (cli->store, sijil_programme_save, programme, &error);
  if (id == NULL)
    return sijil_cli_fail (error);
  builder = json_builder_new ();
  add_programme (cli, builder, programme);
  finish (cli, builder);
  return SIJIL_EXIT_DONE;
}

/* CODE or CODE:TEXT */
static void
split_reason (const char *reason, char **code, char **text)
{
  const char *colon = reason != NULL ? strchr (reason, ':') : NULL;

  *code = colon != NULL ? g_strndup (reason, (gsize) (colon - reason)) : g_strdup (reason);
  *text = colon != NULL ? g_strdup (colon + 1) : NULL;
}

static SijilExit
print_fact (SijilCli *cli, const SijilId *id)
{
  JsonBuilder *builder = json_builder_new ();
  g_autofree char *text = sijil_id_to_string (id);

  json_builder_begin_object (builder);
  sijil_cli_member (builder, "distribution", text);
  json_builder_end_object (builder);
  if (!cli->json)
    g_print ("%s\n", text);
  finish (cli, builder);
  return SIJIL_EXIT_DONE;
}

SijilExit
sijil_cli_distribute (SijilCli *cli, char **words)
{
  GError *error = NULL;
  g_autoptr (SijilHandOver) request = sijil_hand_over_new ();
  g_autoptr (SijilRecord) programme = NULL;
  g_autofree SijilId *id = NULL;
  SijilExit status;

  if (cli->programme == NULL || cli->household == NULL)
    return sijil_cli_usage (_ ("distribute needs --programme and --household"));
  if (!sijil_cli_household (cli, cli->household, &request->household, &status))
    return status;
  programme = sijil_store_read (cli->store, sijil_programme_by_text, cli->programme, &error);
  if (programme == NULL)
    return sijil_cli_fail (error);
  request->programme = *sijil_record_id (programme);
  request->quantity = cli->quantity;
  request->has_person = cli->person != NULL;
  if (cli->person != NULL && !sijil_id_parse (cli->person, &request->person))
    return sijil_cli_usage (_ ("--person is an id"));
  split_reason (cli->reason, &request->reason_code, &request->reason_text);
  id = sijil_store_write (cli->store, sijil_hand_over, request, &error);
  return id != NULL ? print_fact (cli, id) : sijil_cli_fail (error);
}

SijilExit
sijil_cli_reverse (SijilCli *cli, char **words)
{
  GError *error = NULL;
  g_autoptr (SijilReversal) request = NULL;
  g_autofree SijilId *id = NULL;
  g_autofree char *code = NULL, *text = NULL;
  SijilId fact;

  if (words[0] == NULL || !sijil_id_parse (words[0], &fact) || cli->reason == NULL)
    return sijil_cli_usage (_ ("reverse needs the id of a hand-over and --reason"));
  split_reason (cli->reason, &code, &text);
  request = sijil_reversal_new (&fact, code, text);
  id = sijil_store_write (cli->store, sijil_reverse, request, &error);
  return id != NULL ? print_fact (cli, id) : sijil_cli_fail (error);
}
