#define G_LOG_DOMAIN "sijil-cli"

#include "sijil-cli.h"

#include "sijil-date.h"
#include "sijil-i18n.h"
#include "sijil-visits.h"
#include "types/sijil-visit.h"

static SijilExit
print_fact (SijilCli *cli, SijilId *fact, GError *error)
{
  JsonBuilder *builder;

  if (fact == NULL)
    return sijil_cli_fail (error);
  if (!cli->json)
    return SIJIL_EXIT_DONE;
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  sijil_cli_member_id (builder, "visit", fact);
  json_builder_end_object (builder);
  sijil_cli_print (cli, builder);
  return SIJIL_EXIT_DONE;
}

SijilExit
sijil_cli_visit_add (SijilCli *cli, char **words)
{
  GError *error = NULL;
  g_autoptr (SijilRecord) visit = sijil_record_new (&sijil_visit_type, NULL);
  g_autofree char *note = NULL;
  g_autofree SijilId *fact = NULL;
  SijilId household;
  SijilExit status;

  if (words[0] == NULL || words[1] == NULL)
    return sijil_cli_usage (_ ("visit add needs a household, then what was seen there"));
  if (!sijil_cli_household (cli, words[0], &household, &status))
    return status;
  note = g_strjoinv (" ", words + 1);
  sijil_record_set_reference (visit, SIJIL_VISIT_HOUSEHOLD, &household);
  sijil_record_set_text (visit, SIJIL_VISIT_VISITED_ON, cli->on);
  sijil_record_set_text (visit, SIJIL_VISIT_VISITOR, cli->name);
  sijil_record_set_text (visit, SIJIL_VISIT_NOTE, note);
  fact = sijil_store_write (cli->store, sijil_visit_save, visit, &error);
  return print_fact (cli, fact, error);
}

SijilExit
sijil_cli_visit_reverse (SijilCli *cli, char **words)
{
  GError *error = NULL;
  g_autofree SijilId *fact = NULL;
  SijilId visit;

  if (words[0] == NULL || !sijil_id_parse (words[0], &visit))
    return sijil_cli_usage (_ ("the id of a visit is needed"));
  fact = sijil_store_write (cli->store, sijil_visit_reverse, &visit, &error);
  return print_fact (cli, fact, error);
}

SijilExit
sijil_cli_visit_list (SijilCli *cli, char **words)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) visits = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  SijilId household;
  SijilExit status;

  if (words[0] == NULL)
    return sijil_cli_usage (_ ("visit list needs a card number or an id"));
  if (!sijil_cli_household (cli, words[0], &household, &status))
    return status;
  visits = sijil_store_read (cli->store, sijil_visits, &household, &error);
  if (visits == NULL)
    return sijil_cli_fail (error);
  json_builder_begin_array (builder);
  for (guint i = 0; i < visits->len; i++) {
    const SijilVisit *visit = visits->pdata[i];

    json_builder_begin_object (builder);
    sijil_cli_member_id (builder, "visit", &visit->visit);
    sijil_cli_member (builder, "date", visit->visited_on);
    sijil_cli_member (builder, "visitor", visit->visitor);
    sijil_cli_member (builder, "note", visit->note);
    sijil_cli_member (builder, "office", visit->office);
    sijil_cli_member (builder, "clerk", visit->actor);
    json_builder_end_object (builder);
    if (!cli->json)
      sijil_cli_say ("%s\t%s\t%s", visit->visited_on, visit->visitor != NULL ? visit->visitor : "-",
                     visit->note);
  }
  json_builder_end_array (builder);
  if (cli->json)
    sijil_cli_print (cli, g_steal_pointer (&builder));
  return SIJIL_EXIT_DONE;
}
