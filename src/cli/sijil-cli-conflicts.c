#define G_LOG_DOMAIN "sijil-cli"

#include "sijil-cli.h"

#include "sijil-conflicts.h"
#include "sijil-date.h"
#include "sijil-i18n.h"

#include <string.h>

/* A conflict is named by the number of the value that lost, a revived family by its id. */
static char *
name_of (const SijilConflict *conflict)
{
  return conflict->local != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, conflict->local)
                              : sijil_id_to_string (&conflict->record);
}

static char *
when (gint64 us)
{
  return us != 0 ? sijil_date_of_instant (us) : NULL;
}

static void
add (JsonBuilder *builder, const SijilConflict *conflict)
{
  g_autofree char *name = name_of (conflict);
  g_autofree char *standing_on = when (conflict->standing_at);
  g_autofree char *losing_on = when (conflict->losing_at);

  json_builder_begin_object (builder);
  sijil_cli_member (builder, "conflict", name);
  sijil_cli_member (builder, "household", conflict->card);
  sijil_cli_member (builder, "head", conflict->head_name);
  sijil_cli_member (builder, "person", conflict->person_name);
  sijil_cli_member (builder, "type", conflict->type->name);
  sijil_cli_member (builder, "field", conflict->type->fields[conflict->field].name);
  sijil_cli_member (builder, "standing", conflict->standing);
  sijil_cli_member (builder, "standing_office", conflict->standing_office);
  sijil_cli_member (builder, "standing_on", standing_on);
  sijil_cli_member (builder, "losing", conflict->losing);
  sijil_cli_member (builder, "losing_office", conflict->losing_office);
  sijil_cli_member (builder, "losing_on", losing_on);
  json_builder_end_object (builder);
}

SijilExit
sijil_cli_conflicts (SijilCli *cli, char **words)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) found = sijil_store_read (cli->store, sijil_conflicts, NULL, &error);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (found == NULL)
    return sijil_cli_fail (error);
  json_builder_begin_array (builder);
  for (guint i = 0; i < found->len; i++) {
    const SijilConflict *conflict = found->pdata[i];
    g_autofree char *name = name_of (conflict);

    add (builder, conflict);
    if (!cli->json)
      g_print ("%s\t%s\t%s\t%s | %s\n", name, conflict->card != NULL ? conflict->card : "",
               conflict->label, conflict->standing != NULL ? conflict->standing : "-",
               conflict->losing != NULL ? conflict->losing : "-");
  }
  json_builder_end_array (builder);
  if (cli->json)
    sijil_cli_print (cli, g_steal_pointer (&builder));
  return SIJIL_EXIT_DONE;
}

SijilExit
sijil_cli_choose (SijilCli *cli, char **words)
{
  GError *error = NULL;
  SijilDecision decision = { 0 };
  gboolean losing = g_strcmp0 (words[0] != NULL ? words[1] : NULL, "losing") == 0;

  if (words[0] == NULL || (!losing && g_strcmp0 (words[1], "standing") != 0))
    return sijil_cli_usage (_ ("choose needs a conflict, and standing or losing"));
  decision.take_losing = losing;
  if (!sijil_id_parse (words[0], &decision.record) &&
      !g_ascii_string_to_signed (words[0], 10, 1, G_MAXINT64, &decision.local, NULL))
    return sijil_cli_usage (_ ("choose needs a conflict, and standing or losing"));
  return sijil_store_write (cli->store, sijil_conflict_decide, &decision, &error) != NULL
             ? SIJIL_EXIT_DONE
             : sijil_cli_fail (error);
}
