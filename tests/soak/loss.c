#include "loss.h"

#include "sijil-compare.h"
#include "sijil-edit.h"
#include "sijil-exchange.h"
#include "sijil-meta.h"
#include "sijil-outbox.h"
#include "sijil-records.h"

void
loss_look_soon (World *world, Office *office)
{
  g_autoptr (GError) error = NULL;

  sijil_store_write (office->store, sijil_compare_soon, NULL, &error);
  if (error != NULL && !world->armed)
    world_trouble (world, "desk %u: %s", office->number, error->message);
}

static gpointer
lose (SijilSession *session, gpointer record, GError **error)
{
  return GINT_TO_POINTER (sijil_edit_forget (session, record, error));
}

/* What is confirmed: of anything else the desk has the only copy. */
static SijilRecord *
pick (const Office *office, const Step *step)
{
  guint n;
  const SijilTypeDef *const *types = sijil_types (&n);
  g_autofree char *sql =
      g_strdup_printf ("WHERE id NOT IN (SELECT id FROM loser) AND id NOT IN (SELECT r.id FROM "
                       "change_row r JOIN change_set s ON s.local = r.change_set WHERE s.state <> "
                       "1) ORDER BY id LIMIT 1 OFFSET %u",
                       step->b % 20);
  g_autoptr (GPtrArray) found =
      sijil_records_where (world_db (office), types[step->a % n], sql, NULL, "");

  return found != NULL && found->len > 0 ? g_object_ref (found->pdata[0]) : NULL;
}

void
loss_of_record (World *world, Office *office, const Step *step)
{
  g_autoptr (SijilRecord) record = pick (office, step);
  g_autoptr (GError) error = NULL;

  if (record == NULL || sijil_store_write (office->store, lose, record, &error) == NULL)
    return;
  world->losses++;
  loss_look_soon (world, office);
}

/* Where no disk has lost anything, or would not be read, there is nothing to mend. */
void
loss_check (World *world, Office *office)
{
  gint64 mended = world_meta (office, SIJIL_META_MENDED);
  gint64 here_only = world_meta (office, SIJIL_META_HERE_ONLY);

  if (world_is_old (world))
    return;
  if (world->losses == 0 && world->faults == 0 && !world->armed && mended > 0)
    world_trouble (world, "desk %u: %d records had come to differ from the registry's",
                   office->number, (int) mended);
  if (here_only > 0)
    world_trouble (world, "desk %u: the registry does not know %d records any more", office->number,
                   (int) here_only);
}
