#define G_LOG_DOMAIN "sijil-cli"

#include "sijil-cli.h"

#include "sijil-date.h"
#include "sijil-families.h"
#include "sijil-history.h"
#include "sijil-households.h"
#include "sijil-i18n.h"
#include "sijil-life.h"
#include "sijil-text.h"

#include <string.h>

static gboolean
read_on (SijilCli *cli, char **on, SijilExit *status)
{
  *on = cli->on != NULL ? sijil_date_parse (cli->on, SIJIL_DATE_YEAR) : NULL;
  if (cli->on == NULL || *on != NULL)
    return TRUE;
  *status = sijil_cli_usage (_ ("--on is not a date"));
  return FALSE;
}

static SijilExit
carry_out (SijilCli *cli, SijilStoreFunc func, gpointer request)
{
  GError *error = NULL;

  return sijil_store_write (cli->store, func, request, &error) != NULL ? SIJIL_EXIT_DONE
                                                                       : sijil_cli_fail (error);
}

SijilExit
sijil_cli_household_merge (SijilCli *cli, char **words)
{
  SijilFamilyMerge merge;
  SijilExit status;

  if (words[0] == NULL || words[1] == NULL)
    return sijil_cli_usage (
        _ ("household merge needs the one that gives way and the one that stays"));
  if (!sijil_cli_household (cli, words[0], &merge.gives_way, &status) ||
      !sijil_cli_household (cli, words[1], &merge.survivor, &status))
    return status;
  return carry_out (cli, sijil_family_merge, &merge);
}

SijilExit
sijil_cli_household_unmerge (SijilCli *cli, char **words)
{
  GError *error = NULL;
  g_autofree SijilId *id = NULL;

  if (words[0] == NULL)
    return sijil_cli_usage (_ ("household unmerge needs the card or id that gave way"));
  id = sijil_store_read (cli->store, sijil_household_as_registered, words[0], &error);
  if (id == NULL)
    return sijil_cli_fail (error);
  return carry_out (cli, sijil_family_unmerge, id);
}

SijilExit
sijil_cli_household_split (SijilCli *cli, char **words)
{
  GError *error = NULL;
  SijilFamilySplit split = { 0 };
  g_autoptr (GPtrArray) persons = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *on = NULL;
  g_autofree SijilId *fresh = NULL;
  SijilExit status = SIJIL_EXIT_USAGE;

  if (words[0] == NULL || words[1] == NULL)
    return sijil_cli_usage (
        _ ("household split needs a household, then who leaves, the head first"));
  if (!sijil_cli_household (cli, words[0], &split.household, &status) ||
      !read_on (cli, &on, &status))
    return status;
  for (guint i = 1; words[i] != NULL; i++) {
    SijilId id;

    if (!sijil_id_parse (words[i], &id))
      return sijil_cli_usage (_ ("a person is named by an id: see sijilctl show"));
    g_ptr_array_add (persons, sijil_id_copy (&id));
  }
  split.persons = persons;
  split.head = *(SijilId *) persons->pdata[0];
  split.on = on;
  fresh = sijil_store_write (cli->store, sijil_family_split, &split, &error);
  if (fresh == NULL)
    return sijil_cli_fail (error);
  if (cli->json) {
    JsonBuilder *builder = json_builder_new ();

    json_builder_begin_object (builder);
    sijil_cli_member_id (builder, "household", fresh);
    json_builder_end_object (builder);
    sijil_cli_print (cli, builder);
  }
  return SIJIL_EXIT_DONE;
}

SijilExit
sijil_cli_household_move (SijilCli *cli, char **words)
{
  SijilPersonMove move = { .relation = cli->relation, .married = cli->married };
  g_autofree char *on = NULL;
  SijilExit status = SIJIL_EXIT_USAGE;

  if (words[0] == NULL || words[1] == NULL || cli->relation == NULL ||
      !sijil_id_parse (words[0], &move.person))
    return sijil_cli_usage (_ ("household move needs a person’s id, a household and --relation"));
  if (!sijil_cli_household (cli, words[1], &move.to, &status) || !read_on (cli, &on, &status))
    return status;
  move.on = on;
  return carry_out (cli, sijil_person_move, &move);
}

SijilExit
sijil_cli_household_head (SijilCli *cli, char **words)
{
  SijilNewHead head = { 0 };
  g_autofree char *on = NULL;
  SijilExit status = SIJIL_EXIT_USAGE;

  if (words[0] == NULL || !sijil_id_parse (words[0], &head.person))
    return sijil_cli_usage (_ ("a person is named by an id: see sijilctl show"));
  if (!read_on (cli, &on, &status))
    return status;
  head.on = on;
  return carry_out (cli, sijil_family_set_head, &head);
}

SijilExit
sijil_cli_household_delete (SijilCli *cli, char **words)
{
  SijilId id;
  SijilExit status;

  if (words[0] == NULL)
    return sijil_cli_usage (_ ("household delete needs a card number or an id"));
  if (!sijil_cli_household (cli, words[0], &id, &status))
    return status;
  return carry_out (cli, sijil_household_delete, &id);
}

SijilExit
sijil_cli_person_state (SijilCli *cli, char **words)
{
  SijilPersonEnd end = { 0 };
  g_autofree char *on = NULL;
  SijilId next;
  SijilExit status = SIJIL_EXIT_USAGE;

  if (words[0] == NULL || words[1] == NULL || !sijil_id_parse (words[0], &end.person) ||
      (words[2] != NULL && !sijil_id_parse (words[2], &next)))
    return sijil_cli_usage (_ (
        "person state needs a person’s id, dead, moved-away or living, and perhaps the next head"));
  if (!read_on (cli, &on, &status))
    return status;
  end.state = words[1];
  end.on = on;
  end.next_head = words[2] != NULL ? &next : NULL;
  return carry_out (cli, sijil_person_set_state, &end);
}

SijilExit
sijil_cli_history (SijilCli *cli, char **words)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  SijilId id;
  SijilExit status;

  if (words[0] == NULL)
    return sijil_cli_usage (_ ("history needs a card number or an id"));
  if (!sijil_cli_household (cli, words[0], &id, &status))
    return status;
  lines = sijil_store_read (cli->store, sijil_history, &id, &error);
  if (lines == NULL)
    return sijil_cli_fail (error);
  json_builder_begin_array (builder);
  for (guint i = 0; i < lines->len; i++) {
    const SijilHistoryLine *line = lines->pdata[i];
    g_autofree char *plain = sijil_text_strip_bidi (line->words);

    json_builder_begin_object (builder);
    sijil_cli_member (builder, "date", line->on);
    sijil_cli_member (builder, "kind", line->kind);
    sijil_cli_member (builder, "what", line->words);
    sijil_cli_member (builder, "office", line->office);
    sijil_cli_member (builder, "clerk", line->actor);
    json_builder_end_object (builder);
    if (!cli->json)
      g_print ("%s\t%s\t%s\n", line->on != NULL ? line->on : "", plain,
               line->office != NULL ? line->office : "");
  }
  json_builder_end_array (builder);
  if (cli->json)
    sijil_cli_print (cli, g_steal_pointer (&builder));
  return SIJIL_EXIT_DONE;
}
