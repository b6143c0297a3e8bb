#define G_LOG_DOMAIN "sijil-cli"

#include "sijil-cli.h"

#include "sijil-duplicates.h"
#include "sijil-i18n.h"

#include <stdio.h>
#include <unistd.h>

static gboolean
on_progress (guint done, guint of, gpointer unused)
{
  if (isatty (STDERR_FILENO))
    fprintf (stderr, "\r%u / %u", done, of);
  return TRUE;
}

static void
add_twin (JsonBuilder *builder, const char *name, const SijilTwin *twin)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  sijil_cli_member_id (builder, "person", &twin->person);
  sijil_cli_member_id (builder, "household", &twin->household);
  sijil_cli_member (builder, "card", twin->card);
  sijil_cli_member (builder, "name", twin->name);
  json_builder_end_object (builder);
}

static void
add_duplicate (JsonBuilder *builder, const SijilDuplicate *duplicate)
{
  json_builder_begin_object (builder);
  add_twin (builder, "a", &duplicate->a);
  add_twin (builder, "b", &duplicate->b);
  json_builder_set_member_name (builder, "score");
  json_builder_add_double_value (builder, (double) duplicate->comparison.weight);
  sijil_cli_member (builder, "decision", duplicate->zone == SIJIL_ZONE_AUTO ? "auto" : "review");
  json_builder_end_object (builder);
}

static void
say_duplicate (const SijilDuplicate *duplicate)
{
  const SijilTwin *a = &duplicate->a, *b = &duplicate->b;

  sijil_cli_say ("%s\t%s\t%s\t%s\t%s",
                 duplicate->zone == SIJIL_ZONE_AUTO ? _ ("the same person") : _ ("to review"),
                 a->card != NULL ? a->card : "-", a->name, b->card != NULL ? b->card : "-",
                 b->name);
}

SijilExit
sijil_cli_duplicates (SijilCli *cli, char **words)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) found = sijil_duplicates_find (cli->store, on_progress, NULL, &error);
  JsonBuilder *builder;

  if (found == NULL)
    return sijil_cli_fail (error);
  if (isatty (STDERR_FILENO))
    fputs ("\n", stderr);
  if (!cli->json) {
    for (guint i = 0; i < found->len; i++)
      say_duplicate (found->pdata[i]);
    return SIJIL_EXIT_DONE;
  }
  builder = json_builder_new ();
  json_builder_begin_array (builder);
  for (guint i = 0; i < found->len; i++)
    add_duplicate (builder, found->pdata[i]);
  json_builder_end_array (builder);
  sijil_cli_print (cli, builder);
  return SIJIL_EXIT_DONE;
}
