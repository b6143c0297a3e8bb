#include "world.h"

#include "false-clock.h"
#include "sijil-by-file.h"
#include "sijil-exchange.h"
#include "sijil-incoming.h"
#include "sijil-outgoing.h"
#include "sijil-stick.h"

#define FIRST_FAMILIES 3

guint
world_side (guint desk)
{
  return desk < 3 ? 0 : 1;
}

static char *
fresh (World *world, const char *prefix)
{
  return g_strdup_printf ("%s%u", prefix, ++world->counter);
}

/* A desk works by its own clock; the exchange, which both sides see, by the right one. */
void
world_write (World *world, guint desk, SijilRecord *edit)
{
  false_clock_seconds = world->clock_s[desk];
  desk_put (world->desk[desk]->store, edit);
  false_clock_seconds = 0;
  g_ptr_array_add (world->written, g_object_ref (edit));
}

static void
new_family (World *world, guint desk)
{
  SijilId family;

  false_clock_seconds = world->clock_s[desk];
  family = desk_family (world->desk[desk]->store, "هدى أحمد علي", NULL, NULL, TRUE);
  false_clock_seconds = 0;
  g_array_append_val (world->families[world_side (desk)], family);
}

World *
world_new (void)
{
  World *world = g_new0 (World, 1);

  world->house = house_new ();
  world->stick = desk_folder ();
  world->written = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint side = 0; side < 2; side++) {
    g_autofree char *name = fresh (world, "جمعية ");

    world->association[side] = house_association (world->house, name);
    world->families[side] = g_array_new (FALSE, FALSE, sizeof (SijilId));
    world->served[side] = g_array_new (FALSE, FALSE, sizeof (SijilId));
  }
  for (guint i = 0; i < N_DESKS; i++)
    world->desk[i] = line_desk (world->house, world->association[world_side (i)]);
  for (guint side = 0; side < 2; side++) {
    g_autoptr (SijilRecord) box = desk_programme ("BOX", "food", NULL);

    world->programme[side] = desk_put (world->desk[side * 3]->store, box);
    for (guint i = 0; i < FIRST_FAMILIES; i++)
      new_family (world, side * 3);
  }
  world_settle (world);
  return world;
}

void
world_free (World *world)
{
  for (guint i = 0; i < N_DESKS; i++)
    line_free (world->desk[i]);
  house_free (world->house);
  desk_remove (world->stick);
  for (guint side = 0; side < 2; side++) {
    g_array_unref (world->families[side]);
    g_array_unref (world->served[side]);
  }
  g_ptr_array_unref (world->written);
  g_free (world);
}

/* Something that has come to this desk already, and that does not stand there as deleted. */
static gboolean
choose (World *world, GArray *from, const SijilTypeDef *type, const Step *step, SijilId *id)
{
  g_autoptr (SijilRecord) there = NULL;

  if (from->len == 0)
    return FALSE;
  *id = g_array_index (from, SijilId, step->which % from->len);
  there = desk_get (world->desk[step->desk]->store, type, id);
  return there != NULL && (type != &sijil_household_type ||
                           sijil_record_number (there, SIJIL_HOUSEHOLD_DELETED, 0) == 0);
}

static void
edit_household (World *world, const Step *step, const SijilId *family)
{
  static const guint FIELDS[] = { SIJIL_HOUSEHOLD_VILLAGE, SIJIL_HOUSEHOLD_ADDRESS,
                                  SIJIL_HOUSEHOLD_NOTES, SIJIL_HOUSEHOLD_PHONE };
  g_autoptr (SijilRecord) edit = sijil_record_new (&sijil_household_type, family);

  for (guint i = 0; i < G_N_ELEMENTS (FIELDS); i++) {
    g_autofree char *text = fresh (world, "x");

    if ((step->how >> i & 1) == 0)
      continue;
    if ((step->how >> 8 & 15) == 0)
      sijil_record_set_null (edit, FIELDS[i]);
    else
      sijil_record_set_text (edit, FIELDS[i], text);
  }
  sijil_record_set_number (edit, SIJIL_HOUSEHOLD_INCOME, ++world->counter);
  if ((step->how >> 16 & 7) == 0) { /* a guarded reference */
    GArray *families = world->families[world_side (step->desk)];
    Step another = *step;
    SijilId other, head;

    another.which = step->how;
    if (choose (world, families, &sijil_household_type, &another, &other)) {
      head = desk_head (world->desk[step->desk]->store, &other);
      sijil_record_set_reference (edit, SIJIL_HOUSEHOLD_HEAD, &head);
    }
  }
  world_write (world, step->desk, edit);
}

static void
edit_person (World *world, const Step *step, const SijilId *family)
{
  SijilId head = desk_head (world->desk[step->desk]->store, family);
  g_autoptr (SijilRecord) edit = sijil_record_new (&sijil_person_type, &head);
  g_autofree char *name = fresh (world, "اسم ");
  g_autofree char *number = fresh (world, "288");

  switch (step->how % 6) {
  case 0:
    sijil_record_set_text (edit, SIJIL_PERSON_NAME, name);
    break;
  case 1: /* a unit of guarded fields, whole or in part */
    if ((step->how >> 8 & 1) == 0)
      sijil_record_set_text (edit, SIJIL_PERSON_ID_TYPE, "t");
    sijil_record_set_text (edit, SIJIL_PERSON_ID_NUMBER, number);
    break;
  case 2:
    sijil_record_set_text (edit, SIJIL_PERSON_BIRTH_DATE, number);
    break;
  case 3:
    sijil_record_set_text (edit, SIJIL_PERSON_BIRTH_DATE, number);
    sijil_record_set_text (edit, SIJIL_PERSON_NAME, name);
    break;
  case 4:
    sijil_record_set_text (edit, SIJIL_PERSON_STATE, name);
    sijil_record_set_null (edit, SIJIL_PERSON_STATE_DATE);
    break;
  default:
    sijil_record_set_text (edit, SIJIL_PERSON_PHONE, number);
  }
  world_write (world, step->desk, edit);
}

static void
delete_household (World *world, const Step *step, const SijilId *family)
{
  g_autoptr (SijilRecord) edit = sijil_record_new (&sijil_household_type, family);

  sijil_record_set_number (edit, SIJIL_HOUSEHOLD_DELETED, 1);
  world_write (world, step->desk, edit);
}

static void
hand_over (World *world, const Step *step, const SijilId *family)
{
  guint side = world_side (step->desk);
  SijilId served;
  g_autoptr (SijilRecord) fact = sijil_record_new (&sijil_distribution_type, NULL);

  sijil_record_set_reference (fact, SIJIL_DISTRIBUTION_HOUSEHOLD, family);
  sijil_record_set_reference (fact, SIJIL_DISTRIBUTION_PROGRAMME, &world->programme[side]);
  sijil_record_set_text (fact, SIJIL_DISTRIBUTION_PERIOD, "ever");
  sijil_record_set_text (fact, SIJIL_DISTRIBUTION_SERVED_ON, "2026-11-27");
  sijil_record_set_number (fact, SIJIL_DISTRIBUTION_QUANTITY, 1);
  world_write (world, step->desk, fact);
  served = *sijil_record_id (fact);
  g_array_append_val (world->served[side], served);
}

/* Two desks may take back the same one: the second is refused, and stays to be seen. */
static void
reverse (World *world, const Step *step, const SijilId *served)
{
  g_autoptr (SijilRecord) original =
      desk_get (world->desk[step->desk]->store, &sijil_distribution_type, served);
  g_autoptr (SijilRecord) fact = sijil_record_new (&sijil_distribution_type, NULL);

  for (guint i = 0; i < SIJIL_DISTRIBUTION_N_FIELDS; i++)
    if (sijil_record_has (original, i))
      sijil_record_take_field (fact, i, original);
  sijil_record_set_number (fact, SIJIL_DISTRIBUTION_QUANTITY, -1);
  sijil_record_set_reference (fact, SIJIL_DISTRIBUTION_REVERSES, served);
  world_write (world, step->desk, fact);
}

/* One request and its answer, which is not applied. */
static SijilIncoming *
ask (Desk *desk)
{
  SijilAsk said = line_ask (desk);
  g_auto (SijilOutgoing) outgoing = { 0, 500, NULL, NULL };
  g_autoptr (SijilLink) link = desk_read (desk->store, sijil_link_load, NULL);
  g_autoptr (GBytes) body = NULL, received = NULL;
  g_autoptr (SijilAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;
  SijilIncoming *incoming;

  desk_read (desk->store, sijil_outgoing_prepare, &outgoing);
  body = line_body (&said, outgoing.frame);
  answer = line_push (desk->house, desk->device, body, &received, &error);
  g_assert_no_error (error);
  incoming = sijil_incoming_read (received, link, &error);
  g_assert_no_error (error);
  return incoming;
}

static void
answer_twice (Desk *desk)
{
  g_autoptr (SijilIncoming) incoming = ask (desk);

  desk_write (desk->store, sijil_incoming_apply, incoming);
  desk_write (desk->store, sijil_incoming_apply, incoming);
}

static void
answer_late (Desk *desk)
{
  g_autoptr (SijilIncoming) incoming = ask (desk);

  line_sync (desk);
  desk_write (desk->store, sijil_incoming_apply, incoming);
}

static void
by_file (World *world, Desk *desk)
{
  g_autoptr (GError) error = NULL;
  gint64 n;
  g_autofree char *up = sijil_stick_export (desk->store, world->stick, &n, &error);
  g_autofree char *down = NULL;
  SijilTaken taken;

  g_assert_no_error (error);
  sijil_by_file_take (world->house->registry, up, &taken, &error);
  g_assert_no_error (error);
  down = sijil_by_file_give (world->house->registry, desk->device, world->stick, &error);
  g_assert_no_error (error);
  sijil_stick_import (desk->store, world->stick, &n, &error);
  g_assert_no_error (error);
}

static void
on_family (World *world, const Step *step)
{
  SijilId id;

  if (!choose (world, world->families[world_side (step->desk)], &sijil_household_type, step, &id))
    return;
  if (step->kind == STEP_EDIT_HOUSEHOLD)
    edit_household (world, step, &id);
  else if (step->kind == STEP_EDIT_PERSON)
    edit_person (world, step, &id);
  else if (step->kind == STEP_DELETE)
    delete_household (world, step, &id);
  else
    hand_over (world, step, &id);
}

static void
exchange (World *world, const Step *step)
{
  Desk *desk = world->desk[step->desk];

  desk->page = 1 + step->how % 7;
  if (step->kind == STEP_EXCHANGE)
    line_sync (desk);
  else if (step->kind == STEP_LOSE_ANSWER)
    sijil_incoming_free (ask (desk));
  else if (step->kind == STEP_ANSWER_TWICE)
    answer_twice (desk);
  else if (step->kind == STEP_ANSWER_LATE)
    answer_late (desk);
  else
    by_file (world, desk);
}

void
world_step (World *world, const Step *said)
{
  /* Up to ten years, either way. */
  static const long WRONG[] = { 0, 0, -315360000, 315360000, -3600, 600 };
  Step step = *said;
  SijilId id;

  step.desk %= N_DESKS;
  switch (step.kind) {
  case STEP_NEW_FAMILY:
    new_family (world, step.desk);
    break;
  case STEP_REVERSE:
    if (choose (world, world->served[world_side (step.desk)], &sijil_distribution_type, &step, &id))
      reverse (world, &step, &id);
    break;
  case STEP_EXCHANGE:
  case STEP_LOSE_ANSWER:
  case STEP_ANSWER_TWICE:
  case STEP_ANSWER_LATE:
  case STEP_BY_FILE:
    exchange (world, &step);
    break;
  case STEP_RESTART_DESK:
    desk_close (world->desk[step.desk]->store);
    world->desk[step.desk]->store = desk_unlock (world->desk[step.desk]->folder);
    break;
  case STEP_RESTART_REGISTRY:
    house_restart (world->house);
    break;
  case STEP_WRONG_CLOCK:
    world->clock_s[step.desk] = WRONG[step.how % G_N_ELEMENTS (WRONG)];
    break;
  case STEP_EDIT_HOUSEHOLD:
  case STEP_EDIT_PERSON:
  case STEP_HAND_OVER:
  case STEP_DELETE:
  case N_STEPS:
    on_family (world, &step);
  }
}

/* The line is good again, and everybody comes until there is no more to say. */
void
world_settle (World *world)
{
  for (guint round = 0; round < 3; round++)
    for (guint i = 0; i < N_DESKS; i++) {
      world->desk[i]->page = 2000;
      line_sync (world->desk[i]);
    }
}
