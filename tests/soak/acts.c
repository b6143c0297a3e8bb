#include "acts.h"

#include "edits.h"
#include "journal.h"
#include "sijil-conflicts.h"
#include "sijil-edit.h"
#include "sijil-families.h"
#include "sijil-hand-over.h"
#include "sijil-households.h"
#include "sijil-life.h"
#include "sijil-outbox.h"
#include "sijil-records.h"
#include "sijil-review.h"
#include "types/sijil-types-all.h"

/* Chooses among the records of @type that @office has. */
static gboolean
pick (const Office *office, const char *type, guint n, SijilId *id)
{
  g_autofree char *count = g_strdup_printf ("SELECT count(*) FROM %s", type);
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM %s ORDER BY id LIMIT 1 OFFSET ?1", type);
  gint64 all = sijil_db_number (world_db (office), 0, count, "");
  g_autoptr (SijilStmt) stmt = NULL;

  if (all == 0)
    return FALSE;
  stmt = sijil_db_select (world_db (office), NULL, sql, "i", (gint64) n % all);
  return stmt != NULL && sijil_stmt_next (stmt) && sijil_stmt_id (stmt, 0, id);
}

/* Does it, if the rules and the disk let it. */
static gpointer
attempt_freeing (World *world, Office *office, SijilStoreFunc func, gpointer data,
                 GDestroyNotify free_result)
{
  g_autoptr (GError) error = NULL;
  gpointer result = sijil_store_write_freeing (office->store, func, data, free_result, &error);

  if (error != NULL && error->domain != SIJIL_STORE_ERROR && !world->armed)
    world_trouble (world, "desk %u: %s", office->number, error->message);
  return error == NULL ? result : NULL;
}

static gpointer
attempt (World *world, Office *office, SijilStoreFunc func, gpointer data)
{
  return attempt_freeing (world, office, func, data, NULL);
}

/* The same for what gives the id of what it made, if the disk takes it. */
static void
make (World *world, Office *office, SijilStoreFunc func, gpointer data)
{
  g_free (attempt_freeing (world, office, func, data, g_free));
}

typedef struct {
  SijilRecord *edit;
  gint64 seen;
} Put;

static gpointer
put (SijilSession *session, gpointer data, GError **error)
{
  const Put *request = data;

  sijil_edit_since (session, request->seen);
  return GINT_TO_POINTER (sijil_edit_put (session, request->edit, error));
}

/* An edit as a form sends it: of what stood there when it was opened, or of what stands there now.
 */
static gboolean
save (World *world, Office *office, SijilRecord *edit)
{
  Put request = { edit, office->seen };

  office->seen = -1;
  return attempt (world, office, put, &request) != NULL;
}

/* The same where the registry will keep it: whoever sees a value and writes over it beats it. */
static void
save_good (World *world, Office *office, SijilRecord *edit)
{
  g_autoptr (SijilRecord) before = NULL;

  if (!sijil_id_is_null (sijil_record_id (edit)) && office->seen < 0)
    before = sijil_records_get (world_db (office), sijil_record_def (edit), sijil_record_id (edit));
  if (save (world, office, edit) && before != NULL)
    journal_beaten (world, office, before, edit);
}

static void
edit_household (World *world, Office *office, const Step *step)
{
  SijilId household, head;
  g_autoptr (SijilRecord) edit = NULL;

  if (!pick (office, "household", step->a, &household))
    return;
  edit = edits_household (world, &household, step->b);
  if (step->c % 6 == 0 && pick (office, "person", step->c, &head)) /* a guarded reference */
    sijil_record_set_reference (edit, SIJIL_HOUSEHOLD_HEAD, &head);
  save_good (world, office, edit);
}

static void
edit_person (World *world, Office *office, const Step *step)
{
  SijilId person;
  g_autoptr (SijilRecord) edit = NULL;

  if (!pick (office, "person", step->a, &person))
    return;
  edit = edits_person (world, &person, step->b, step->c);
  save_good (world, office, edit);
}

static void
add_family (World *world, Office *office, const Step *step)
{
  g_autoptr (SijilRecord) household = sijil_record_new (&sijil_household_type, NULL);
  g_autoptr (SijilHouseholdEdit) edit = sijil_household_edit_new (household);

  edits_family (household, edit->persons, step->a);
  make (world, office, sijil_household_save, edit);
}

static void
edit_volunteer (World *world, Office *office, const Step *step)
{
  SijilId volunteer, person;
  gboolean is_new = step->c % 5 == 0 || !pick (office, "volunteer", step->a, &volunteer);
  g_autoptr (SijilRecord) edit = NULL;

  if (is_new && !pick (office, "person", step->a, &person))
    return;
  edit = edits_volunteer (world, is_new ? NULL : &volunteer, step->b);
  if (is_new)
    sijil_record_set_reference (edit, SIJIL_VOLUNTEER_PERSON, &person);
  save_good (world, office, edit);
}

static void
serve (World *world, Office *office, const Step *step)
{
  g_autoptr (SijilHandOver) request = sijil_hand_over_new ();

  if (!pick (office, "household", step->a, &request->household) ||
      !pick (office, "programme", step->b, &request->programme))
    return;
  request->quantity = 1 + step->c % 100;
  make (world, office, sijil_hand_over, request);
}

static void
reverse (World *world, Office *office, const Step *step)
{
  g_autoptr (SijilReversal) request = NULL;
  SijilId fact;

  if (!pick (office, "distribution", step->a, &fact))
    return;
  request = sijil_reversal_new (&fact, "slip", NULL);
  make (world, office, sijil_reverse, request);
}

static void
settle (World *world, Office *office, const Step *step)
{
  static const char *const ANSWERS[] = { "same", "different", "accepted", "unsure", NULL };
  SijilVerdictRequest *request;
  SijilId finding;

  if (!pick (office, "finding", step->a, &finding))
    return;
  request = sijil_verdict_request_new (&finding, ANSWERS[step->b % G_N_ELEMENTS (ANSWERS)], NULL);
  make (world, office, sijil_review_settle, request);
  sijil_verdict_request_free (request);
}

static void
delete_or_revive (World *world, Office *office, const Step *step)
{
  SijilId household;

  if (pick (office, "household", step->a, &household))
    attempt (world, office,
             step->kind == STEP_DELETE ? sijil_household_delete : sijil_household_revive,
             &household);
}

static void
merge (World *world, Office *office, const Step *step)
{
  SijilFamilyMerge request;

  if (pick (office, "household", step->a, &request.gives_way) &&
      pick (office, "household", step->b, &request.survivor))
    attempt (world, office, sijil_family_merge, &request);
}

static void
unmerge (World *world, Office *office, const Step *step)
{
  SijilId household;

  if (pick (office, "household WHERE merged_into IS NOT NULL", step->a, &household))
    attempt (world, office, sijil_family_unmerge, &household);
}

static void
split (World *world, Office *office, const Step *step)
{
  SijilId person;
  g_autoptr (SijilRecord) record = NULL;
  SijilFamilySplit request = { .persons = g_ptr_array_new () };

  if (pick (office, "person", step->a, &person))
    record = sijil_records_get (world_db (office), &sijil_person_type, &person);
  if (record != NULL &&
      sijil_record_reference (record, SIJIL_PERSON_HOUSEHOLD, &request.household)) {
    g_ptr_array_add (request.persons, &person);
    request.head = person;
    make (world, office, sijil_family_split, &request);
  }
  g_ptr_array_unref (request.persons);
}

static void
move (World *world, Office *office, const Step *step)
{
  SijilPersonMove request = { .relation = (char *) "other" };

  if (pick (office, "person", step->a, &request.person) &&
      pick (office, "household", step->b, &request.to))
    attempt (world, office, sijil_person_move, &request);
}

static void
decide (World *world, Office *office, const Step *step)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) open = sijil_store_read (office->store, sijil_conflicts, NULL, &error);
  SijilDecision *decision;

  if (open == NULL || open->len == 0)
    return;
  decision = sijil_decision_new (open->pdata[step->a % open->len], step->b % 2 == 0);
  attempt (world, office, sijil_conflict_decide, decision);
  g_free (decision);
}

/* More than a field may hold: the desk's forms would not let it through, an older program might. */
static void
write_too_much (World *world, Office *office, const Step *step)
{
  g_autofree char *text = g_strnfill (2100, 'x');
  g_autoptr (SijilRecord) edit = NULL;
  SijilId household;
  gboolean is_new = step->b % 3 == 0;

  if (!is_new && !pick (office, "household", step->a, &household))
    return;
  edit = edits_household (world, is_new ? NULL : &household, step->c);
  sijil_record_set_text (edit, SIJIL_HOUSEHOLD_NOTES, text);
  save (world, office, edit);
}

/* Somebody mends what was refused, and sends it once more. */
static void
send_again (World *world, Office *office, const Step *step)
{
  SijilId household;
  gint64 local =
      sijil_db_number (world_db (office), 0,
                       "SELECT local FROM change_set WHERE state = 2 ORDER BY local LIMIT 1", "");

  if (local == 0)
    return;
  while (pick (office, "household WHERE length (notes) > 2000", 0, &household)) {
    g_autoptr (SijilRecord) edit = sijil_record_new (&sijil_household_type, &household);
    Put request = { edit, -1 };

    sijil_record_set_text (edit, SIJIL_HOUSEHOLD_NOTES, "short");
    if (attempt (world, office, put, &request) == NULL)
      break;
  }
  attempt (world, office, sijil_outbox_send_again, &local);
}

static void
open_form (World *world, Office *office, const Step *step)
{
  office->seen = world_meta (office, "cursor");
}

void
act (World *world, Office *office, const Step *step)
{
  static void (*const ACTS[N_STEPS]) (World *, Office *, const Step *) = {
    [STEP_HOUSEHOLD] = edit_household,
    [STEP_PERSON] = edit_person,
    [STEP_FAMILY] = add_family,
    [STEP_SERVE] = serve,
    [STEP_REVERSE] = reverse,
    [STEP_SETTLE] = settle,
    [STEP_VOLUNTEER] = edit_volunteer,
    [STEP_FORM] = open_form,
    [STEP_DELETE] = delete_or_revive,
    [STEP_REVIVE] = delete_or_revive,
    [STEP_MERGE] = merge,
    [STEP_UNMERGE] = unmerge,
    [STEP_SPLIT] = split,
    [STEP_MOVE] = move,
    [STEP_DECIDE] = decide,
    [STEP_LONG] = write_too_much,
    [STEP_AGAIN] = send_again,
  };

  ACTS[step->kind](world, office, step);
}
