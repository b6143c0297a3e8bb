#include "told.h"

#include "acts.h"
#include "carrier.h"
#include "journal.h"
#include "loss.h"
#include "proof.h"
#include "sijil-exchanger.h"
#include "sijil-meta.h"
#include "sijil-moves.h"
#include "stick.h"
#include "sums.h"

gboolean told_aloud;

/* Whether @step works with the disk that has a bad day: otherwise that waits for one that does. */
static gboolean
meets_fault (World *world, const Step *step)
{
  if (world->fault_at == OFFICES)
    return (step->kind >= STEP_EXCHANGE && step->kind <= STEP_NEWS_ONLY) ||
           step->kind == STEP_RESTART_REGISTRY || step->kind == STEP_AWAY;
  return step->kind != STEP_RESTART_REGISTRY && step->kind < STEP_PASS;
}

static void
arm (World *world, const Step *step)
{
  g_autofree char *registry = g_build_filename (world->folder, "registry", NULL);

  world->armed = world->fault != FAULT_NONE && meets_fault (world, step);
  if (!world->armed)
    return;
  if (world->fault_at != OFFICES)
    world->fault_at = (int) step->office;
  fault_vfs_at (world->fault_at != OFFICES ? world->offices[step->office].folder : registry);
  fault_vfs_arm (world->fault, world->nth, world->nth);
}

/* The bad day is over. After a power cut whoever had one begins again. */
static void
disarm (World *world)
{
  gboolean registry = world->fault_at == OFFICES, power = world->fault == FAULT_POWER;
  Office *office = registry ? NULL : &world->offices[world->fault_at];
  g_autoptr (GError) error = NULL;

  if (!world->armed)
    return;
  world->faults += fault_vfs_has_struck ();
  if (power && registry)
    world_close_registry (world);
  else if (power)
    world_close (office);
  fault_vfs_disarm ();
  fault_vfs_at (NULL);
  world->fault = FAULT_NONE;
  world->armed = FALSE;
  if (!world_open_registry (world, &error))
    world_trouble (world, "the registry does not open any more: %s", error->message);
  else if (office != NULL && !world_open (world, office, &error))
    world_trouble (world, "desk %u does not open any more: %s", office->number, error->message);
}

static void
exchange (World *world, Office *office, LineKind line, guint at)
{
  g_autoptr (GError) error = NULL;
  gboolean ok, expected = line >= LINE_FEW && line <= LINE_KEEP;

  if (at % 4 == 0)
    loss_look_soon (world, office);
  carrier_begin (world, office, line, at);
  ok = sijil_exchanger_run (office->store, NULL, NULL, NULL, &error);
  if (!ok && !expected && !world->armed)
    world_trouble (world, "desk %u: its exchange failed: %s", office->number, error->message);
  if (ok) {
    loss_check (world, office);
    office->may_fork = FALSE;
  }
  if (ok && !world->armed && (line == LINE_GOOD || line == LINE_ONE_BY_ONE))
    proof_of_exchange (world, office, at % 4 == 0);
}

/* An answer that had been applied, or one that others overtook, changes nothing. */
static void
exchange_again (World *world, Office *office, LineKind line, guint at)
{
  GBytes *answer = line == LINE_AGAIN ? office->last : office->kept;
  gboolean knows_all = answer != NULL && !world->armed && world->losses == 0 &&
                       !world_is_old (world) && proof_knows_all (world, office);
  g_autoptr (GHashTable) before = knows_all ? sums_of_desk (world, office) : NULL;

  if (answer != NULL)
    exchange (world, office, line, at);
  if (knows_all && world->trouble == NULL)
    proof_of_again (world, office, before);
}

static void
restart (World *world, Office *office)
{
  g_autoptr (GError) error = NULL;

  world_close (office);
  if (!world_open (world, office, &error) && !world->armed)
    world_trouble (world, "desk %u does not open: %s", office->number, error->message);
}

static void
restart_registry (World *world)
{
  g_autoptr (GError) error = NULL;

  world_close_registry (world);
  if (!world_open_registry (world, &error) && !world->armed)
    world_trouble (world, "the registry does not open: %s", error->message);
}

static void
set_clock (Office *office, const Step *step)
{
  static const gint64 OFF[] = { 0, 0, 1, -1, 60, 240, -240, 400, 3600, -86400, 86400 * 40 };
  const gint64 year = 365 * 86400;

  office->clock_off =
      step->a % 3 == 0 ? ((gint64) (step->b % 21) - 10) * year : OFF[step->b % G_N_ELEMENTS (OFF)];
}

static void
pass_time (World *world, const Step *step)
{
  static const gint64 SECONDS[] = { 1, 60, 3600, 86400, 86400 * 35, 86400 * 200 };

  world->now += SECONDS[step->a % G_N_ELEMENTS (SECONDS)] * G_USEC_PER_SEC;
}

/* Where it may not be moved, that is said and nothing changes. */
static void
move_away (World *world, const Step *step)
{
  SijilDb *db = world_registry_db (world);
  gint64 all = sijil_db_number (db, 0, "SELECT count(*) FROM household", "");
  g_autoptr (SijilStmt) stmt =
      sijil_db_select (db, NULL, "SELECT id, owner FROM household ORDER BY id LIMIT 1 OFFSET ?1",
                       "i", (gint64) step->a % MAX (all, 1));
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;
  SijilId household;
  gboolean first;

  if (stmt == NULL || !sijil_stmt_next (stmt) || !sijil_stmt_id (stmt, 0, &household))
    return;
  first = sijil_stmt_int (stmt, 1) == 1;
  id = sijil_id_to_string (&household);
  g_clear_pointer (&stmt, sijil_stmt_done);
  world_clock (world, NULL);
  if (!sijil_moves_household (world->registry, id, first ? "B" : "A", &error) &&
      error->domain != SIJIL_REGISTRY_ERROR && !world->armed)
    world_trouble (world, "a family could not move: %s", error->message);
}

static void
plan_fault (World *world, const Step *step)
{
  world->fault = (FaultKind) (FAULT_NONE + 1 + step->a % (N_FAULTS - 1));
  world->nth = 1 + step->b % (step->c % 3 == 0 ? 60 : 12);
  world->fault_at = step->kind == STEP_DISK ? (int) step->office : OFFICES;
}

/* What happens to the line, the machines and the time. */
static void
happen (World *world, Office *office, const Step *step)
{
  switch ((int) step->kind) {
  case STEP_EXCHANGE:
    exchange (world, office, LINE_GOOD, step->a);
    break;
  case STEP_ONE_BY_ONE:
    exchange (world, office, LINE_ONE_BY_ONE, step->a);
    break;
  case STEP_FEW:
    exchange (world, office, LINE_FEW, step->a);
    break;
  case STEP_LOST:
    exchange (world, office, LINE_LOST, step->a);
    break;
  case STEP_CUT:
    exchange (world, office, LINE_CUT, step->a);
    break;
  case STEP_KEEP:
    exchange (world, office, LINE_KEEP, step->a);
    break;
  case STEP_NEWS_ONLY:
    exchange (world, office, LINE_NEWS_ONLY, step->a);
    break;
  case STEP_TWICE:
    exchange_again (world, office, LINE_AGAIN, step->a);
    break;
  case STEP_LATE:
    exchange_again (world, office, LINE_LATE, step->a);
    break;
  case STEP_STICK_UP:
    stick_up (world, office);
    break;
  case STEP_STICK:
    stick_answer (world, office);
    break;
  case STEP_STICK_DOWN:
    stick_down (world, office);
    break;
  case STEP_RESTART:
    restart (world, office);
    break;
  case STEP_RESTART_REGISTRY:
    restart_registry (world);
    break;
  case STEP_PASS:
    pass_time (world, step);
    break;
  case STEP_CLOCK:
    set_clock (office, step);
    break;
  case STEP_COPY:
    world_copy (world, office);
    break;
  case STEP_COPIED_BACK:
    /* What lies on the stick is not lost with the profile. */
    if (office->copy != NULL)
      stick_take (world, office);
    world_copied_back (world, office);
    break;
  case STEP_COMPARE:
    loss_look_soon (world, office);
    break;
  case STEP_LOSE:
    loss_of_record (world, office, step);
    break;
  case STEP_AWAY:
    move_away (world, step);
    break;
  default:
    g_assert_not_reached ();
  }
}

static void
tell (World *world, const Step *step)
{
  Office *office = &world->offices[step->office];
  guint before = journal_length (world->journal);

  if (told_aloud)
    g_print ("%s at desk %u (%u.%u.%u)\n", step_name (step->kind), step->office, step->a, step->b,
             step->c);
  if (step->kind == STEP_DISK || step->kind == STEP_REGISTRY_DISK) {
    plan_fault (world, step);
    return;
  }
  world->now += (step->c % 4) * 1000;
  world_clock (world, office);
  arm (world, step);
  if (step->kind < STEP_EXCHANGE)
    act (world, office, step);
  else
    happen (world, office, step);
  /* What was acknowledged is taken down before the power is back. */
  if (step->kind < STEP_EXCHANGE && !(world->armed && world->fault == FAULT_READ))
    journal_note (world, office);
  disarm (world);
  if (world->trouble == NULL) {
    if (step->kind < STEP_EXCHANGE)
      journal_note (world, office);
    else /* the exchange may have numbered them anew */
      office->cseq = world_meta (office, SIJIL_META_CSEQ);
    proof_of_step (world, office);
  }
  if (told_aloud)
    journal_say (world, before);
}

/* Everybody exchanges until there is nothing left to say. */
static void
come_to_rest (World *world)
{
  for (guint round = 0; round < 4 && world->trouble == NULL; round++)
    for (guint i = 0; i < OFFICES && world->trouble == NULL; i++) {
      world->now += 1000;
      world_clock (world, &world->offices[i]);
      loss_look_soon (world, &world->offices[i]);
      exchange (world, &world->offices[i], LINE_GOOD, 1);
    }
}

/* A warning says that a program has a fault: here it ends the story instead of the process, so that
 * steps can be left out. */
static void
on_log (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
  if ((level & (G_LOG_LEVEL_WARNING | G_LOG_LEVEL_CRITICAL)) != 0)
    world_trouble (data, "%s", message);
  else
    g_log_default_handler (domain, level, message, NULL);
}

Told
told (guint32 seed, GArray *steps)
{
  World *world = world_new (seed);
  Told result = { NULL, 0, 0 };

  g_log_set_always_fatal (G_LOG_LEVEL_ERROR);
  g_log_set_default_handler (on_log, world);

  for (guint i = 0; i < steps->len && world->trouble == NULL; i++) {
    tell (world, &g_array_index (steps, Step, i));
    result.steps++;
  }
  world->fault = FAULT_NONE;
  come_to_rest (world);
  if (world->trouble == NULL)
    proof_of_rest (world);
  result.faults = world->faults;
  result.trouble = g_strdup (world->trouble);
  g_log_set_default_handler (g_log_default_handler, NULL);
  world_free (world);
  return result;
}
