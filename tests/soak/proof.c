#include "proof.h"

#include "journal.h"
#include "sijil-meta.h"
#include "sijil-storage.h"
#include "sums.h"

/* A desk's clock and its place in the feed never go back, unless the profile itself did. */
void
proof_of_step (World *world, Office *office)
{
  gint64 clock = world_meta (office, SIJIL_META_CLOCK);
  gint64 cursor = world_meta (office, SIJIL_META_CURSOR);

  if (clock < office->clock)
    world_trouble (world, "desk %u: its clock went back", office->number);
  if (cursor < office->cursor)
    world_trouble (world, "desk %u: it went back from number %d to %d of its feed", office->number,
                   (int) office->cursor, (int) cursor);
  office->clock = clock;
  office->cursor = cursor;
}

static gboolean
has_waiting (const Office *office)
{
  return sijil_db_number (world_db (office), 1, "SELECT count(*) FROM change_set WHERE state = 0",
                          "") != 0;
}

gboolean
proof_knows_all (World *world, Office *office)
{
  return !has_waiting (office) &&
         (guint64) world_meta (office, SIJIL_META_CURSOR) ==
             sijil_storage_feed_head (world->registry->storage, office->association);
}

void
proof_of_again (World *world, Office *office, GHashTable *before)
{
  g_autoptr (GHashTable) after = sums_of_desk (world, office);

  if (!sums_equal (before, after))
    world_trouble (world, "desk %u: an answer that came again changed something", office->number);
}

/* After a whole exchange: nothing waits, and the desk is where the registry is. */
void
proof_of_exchange (World *world, Office *office, gboolean whole)
{
  guint64 head = sijil_storage_feed_head (world->registry->storage, office->association);
  gint64 cursor = world_meta (office, SIJIL_META_CURSOR);

  if (has_waiting (office))
    world_trouble (world, "desk %u: something still waits after an exchange", office->number);
  if ((guint64) cursor != head)
    world_trouble (world, "desk %u: it is at number %d of its feed, the registry at %d",
                   office->number, (int) cursor, (int) head);
  if (whole && world->trouble == NULL)
    sums_compare (world, office);
}

static void
must_be_none (World *world, const char *sql, const char *what)
{
  if (sijil_db_number (world_registry_db (world), -1, sql, "") != 0)
    world_trouble (world, "the registry: %s", what);
}

static void
check_numbers (World *world)
{
  must_be_none (world,
                "SELECT count(*) FROM (SELECT association, count(*) AS n, max(seq) AS top "
                "FROM change_set WHERE seq > 0 GROUP BY association) s "
                "JOIN feed_head h ON h.association = s.association "
                "WHERE s.n <> s.top OR s.top <> h.seq",
                "a feed has a gap");
  must_be_none (world,
                "SELECT count(*) FROM (SELECT device, count(*) AS n, max(cseq) AS top "
                "FROM change_set WHERE device > 1 GROUP BY device) WHERE n <> top",
                "change sets of a device have a gap");
  must_be_none (world,
                "SELECT count(*) FROM (SELECT 1 FROM change_set WHERE seq > 0 AND device > 1 "
                "GROUP BY device, stamp HAVING count(*) > 1)",
                "two change sets of a device have one stamp");
  /* Whoever is honest cannot claim to have read more than it was given. */
  must_be_none (world,
                "SELECT count(*) FROM (SELECT instr (CAST (receipt AS TEXT), '\"b\":') AS cut, "
                "instr (CAST (receipt AS TEXT), '\"held\":') AS held FROM change_set) "
                "WHERE cut > 0 AND (held = 0 OR cut < held)",
                "the base of an honest change set was cut");
}

/* What is refused is what was meant to be, or rests on it. */
static void
check_refusals (World *world)
{
  g_autofree char *reason = sijil_db_text (
      world_registry_db (world),
      "SELECT receipt FROM change_set WHERE seq = 0 AND CAST (receipt AS TEXT) LIKE '%refused%' "
      "AND CAST (receipt AS TEXT) NOT LIKE '%too-long%' AND CAST (receipt AS TEXT) NOT LIKE "
      "'%reversed-already%' "
      "AND CAST (receipt AS TEXT) NOT LIKE '%unknown-record%' LIMIT 1",
      "");

  if (reason != NULL)
    world_trouble (world, "the registry refused what is good: %s", reason);
  if (!world_is_old (world) &&
      sijil_db_number (world_registry_db (world), 0,
                       "SELECT 1 FROM change_set WHERE seq = 0 AND CAST (receipt AS TEXT) LIKE "
                       "'%unknown-record%'",
                       "") &&
      !sijil_db_number (
          world_registry_db (world), 0,
          "SELECT 1 FROM change_set WHERE seq = 0 AND CAST (receipt AS TEXT) LIKE '%too-long%'",
          ""))
    world_trouble (world, "the registry does not know a record that nobody kept from it");
}

void
proof_of_rest (World *world)
{
  check_numbers (world);
  check_refusals (world);
  for (guint i = 0; i < OFFICES && world->trouble == NULL; i++)
    if (world->offices[i].store != NULL)
      sums_compare (world, &world->offices[i]);
  if (world->trouble == NULL)
    journal_check (world);
}
