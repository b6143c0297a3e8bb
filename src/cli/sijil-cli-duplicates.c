#define G_LOG_DOMAIN "sijil-cli"

#include "sijil-cli.h"

#include "sijil-duplicates.h"
#include "sijil-i18n.h"

#include <stdio.h>
#include <unistd.h>

static gboolean
on_progress (guint done, guint of, gpointer unused)
{
  if (of > 0 && isatty (STDERR_FILENO))
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
                 a->card, a->name, b->card, b->name);
}

static void
print_all (SijilCli *cli, GPtrArray *families)
{
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < families->len; i++) {
    const SijilTwinFamilies *two = families->pdata[i];

    for (guint k = 0; k < two->persons->len; k++)
      if (cli->json)
        add_duplicate (builder, two->persons->pdata[k]);
      else
        say_duplicate (two->persons->pdata[k]);
  }
  json_builder_end_array (builder);
  if (cli->json)
    sijil_cli_print (cli, builder);
  else
    g_object_unref (builder);
}

SijilExit
sijil_cli_duplicates (SijilCli *cli, char **words)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) found = sijil_duplicates_find (cli->store, on_progress, NULL, &error);
  g_autoptr (GPtrArray) families = NULL;

  if (found == NULL)
    return sijil_cli_fail (error);
  if (isatty (STDERR_FILENO))
    fputs ("\n", stderr);
  families = sijil_store_read (cli->store, sijil_duplicates_families,
                               &(SijilDuplicatesFound){ found, 0 }, &error);
  if (families == NULL)
    return sijil_cli_fail (error);
  print_all (cli, families);
  return SIJIL_EXIT_DONE;
}
