#include "line.h"
#include "sijil-exchange.h"
#include "sijil-test.h"

#include <string.h>

/* Three desks of one association edit the same five families, exchange in any order, and lose
 * answers. In the end all of them and the registry say the same, and nothing that was ever written
 * is lost: it is the value, or kept as one that gave way. SIJIL_SEED=N repeats one run. */

#define DESKS 3
#define FAMILIES 5
#define STEPS 300
#define RUNS 3

static House *house;
static Desk *desks[DESKS];

typedef struct {
  GRand *rand;
  SijilId households[FAMILIES];
  SijilId persons[FAMILIES];
  GPtrArray *written; /* SijilRecord: every edit that was ever made */
  guint counter;
} Run;

static char *
fresh (Run *run, const char *prefix)
{
  return g_strdup_printf ("%s%u", prefix, ++run->counter);
}

static void
set_fresh (Run *run, SijilRecord *record, guint field, const char *prefix)
{
  g_autofree char *text = fresh (run, prefix);

  if (g_rand_int_range (run->rand, 0, 8) == 0)
    sijil_record_set_null (record, field);
  else
    sijil_record_set_text (record, field, text);
}

static SijilRecord *
household_edit (Run *run, guint family)
{
  static const guint FIELDS[] = { SIJIL_HOUSEHOLD_VILLAGE, SIJIL_HOUSEHOLD_ADDRESS,
                                  SIJIL_HOUSEHOLD_NOTES };
  SijilRecord *edit = sijil_record_new (&sijil_household_type, &run->households[family]);

  for (guint i = 0; i < G_N_ELEMENTS (FIELDS); i++)
    if (g_rand_boolean (run->rand))
      set_fresh (run, edit, FIELDS[i], "قرية");
  if (g_rand_int_range (run->rand, 0, 4) == 0)
    sijil_record_set_number (edit, SIJIL_HOUSEHOLD_INCOME, ++run->counter);
  if (g_rand_int_range (run->rand, 0, 5) == 0) /* a guarded reference */
    sijil_record_set_reference (edit, SIJIL_HOUSEHOLD_HEAD,
                                &run->persons[g_rand_int_range (run->rand, 0, FAMILIES)]);
  return edit;
}

static SijilRecord *
person_edit (Run *run, guint family)
{
  SijilRecord *edit = sijil_record_new (&sijil_person_type, &run->persons[family]);
  g_autofree char *name = fresh (run, "اسم ");

  switch (g_rand_int_range (run->rand, 0, 4)) {
  case 0:
    sijil_record_set_text (edit, SIJIL_PERSON_NAME, name);
    break;
  case 1: /* a unit of guarded fields, whole or in part */
    set_fresh (run, edit, SIJIL_PERSON_ID_NUMBER, "288");
    if (g_rand_boolean (run->rand))
      set_fresh (run, edit, SIJIL_PERSON_NO_ID_REASON, "r");
    if (g_rand_boolean (run->rand))
      set_fresh (run, edit, SIJIL_PERSON_ID_TYPE, "t");
    break;
  case 2:
    set_fresh (run, edit, SIJIL_PERSON_BIRTH_DATE, "19");
    sijil_record_set_text (edit, SIJIL_PERSON_NAME, name);
    break;
  default:
    set_fresh (run, edit, SIJIL_PERSON_PHONE, "01");
    set_fresh (run, edit, SIJIL_PERSON_STATE, "s");
    set_fresh (run, edit, SIJIL_PERSON_STATE_DATE, "20");
  }
  return edit;
}

static void
edit_something (Run *run, Desk *desk)
{
  guint family = (guint) g_rand_int_range (run->rand, 0, FAMILIES);
  SijilRecord *edit =
      g_rand_boolean (run->rand) ? household_edit (run, family) : person_edit (run, family);

  desk_put (desk->store, edit);
  g_ptr_array_add (run->written, edit);
}

/* The registry commits, and its answer is lost on the way back. */
static void
lose_an_answer (Desk *desk)
{
  g_autoptr (SijilLink) link = desk_read (desk->store, sijil_link_load, NULL);

  if (link->waiting > 0)
    line_send_only (desk);
}

static void
step (Run *run)
{
  Desk *desk = desks[g_rand_int_range (run->rand, 0, DESKS)];
  int what = g_rand_int_range (run->rand, 0, 10);

  if (what < 6)
    edit_something (run, desk);
  else if (what == 6)
    lose_an_answer (desk);
  else {
    desk->page = (guint) g_rand_int_range (run->rand, 1, 6);
    line_sync (desk);
  }
}

static SijilRecord *
at_registry (const SijilTypeDef *type, const SijilId *id)
{
  g_autoptr (SijilFolded) folded = NULL;

  g_assert_true (sijil_storage_load (house->registry->storage, type, id, &folded, NULL));
  g_assert_nonnull (folded);
  return g_object_ref (folded->record);
}

static void
assert_equal (const SijilTypeDef *type, const SijilId *id)
{
  g_autoptr (SijilRecord) right = at_registry (type, id);

  for (guint d = 0; d < DESKS; d++) {
    g_autoptr (SijilRecord) left = desk_get (desks[d]->store, type, id);

    for (guint f = 0; f < type->n_fields; f++)
      if (!sijil_record_same_field (left, right, f))
        g_error ("desk %u, %s.%s: \"%s\", the registry: \"%s\"", d, type->name,
                 type->fields[f].name, sijil_record_text (left, f), sijil_record_text (right, f));
  }
}

static gboolean
gave_way (SijilRecord *edit, guint field)
{
  g_autoptr (GBytes) value = sijil_record_pack_field (edit, field);
  g_autoptr (GString) sql = g_string_new ("SELECT count(*) FROM loser WHERE id = x'");
  const guint8 *bytes = sijil_record_id (edit)->bytes;
  gsize len;

  for (guint i = 0; i < 16; i++)
    g_string_append_printf (sql, "%02x", bytes[i]);
  g_string_append_printf (sql, "' AND field = '%s' AND value = x'",
                          sijil_record_def (edit)->fields[field].name);
  bytes = g_bytes_get_data (value, &len);
  for (gsize i = 0; i < len; i++)
    g_string_append_printf (sql, "%02x", bytes[i]);
  g_string_append_c (sql, '\'');
  return house_number (house, sql->str) > 0;
}

static void
assert_nothing_lost (Run *run)
{
  guint kept = 0;

  for (guint i = 0; i < run->written->len; i++) {
    SijilRecord *edit = run->written->pdata[i];
    const SijilTypeDef *type = sijil_record_def (edit);
    g_autoptr (SijilRecord) now = at_registry (type, sijil_record_id (edit));

    for (guint f = 0; f < type->n_fields; f++) {
      if (!sijil_record_has (edit, f) || sijil_record_same_field (now, edit, f))
        continue;
      if (!sijil_record_is_null (edit, f) && !gave_way (edit, f))
        g_error ("%s.%s: \"%s\" is lost", type->name, type->fields[f].name,
                 sijil_record_text (edit, f));
      kept++;
    }
  }
  g_test_message ("%u edits, %u values gave way and are kept", run->written->len, kept);
}

/* What a desk shows as its own decision must be kept there too: a held value stands in Review. */
static void
assert_held_are_shown (void)
{
  for (guint d = 0; d < DESKS; d++)
    g_assert_cmpint (
        desk_number (desks[d]->store, "SELECT count(*) FROM change_set WHERE state <> 1"), ==, 0);
}

static void
begin (Run *run, guint32 seed)
{
  run->rand = g_rand_new_with_seed (seed);
  run->written = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < FAMILIES; i++) {
    run->households[i] = desk_family (desks[i % DESKS]->store, "أول اسم", NULL, NULL, FALSE);
    run->persons[i] = desk_head (desks[i % DESKS]->store, &run->households[i]);
  }
  for (guint d = 0; d < 2 * DESKS; d++)
    line_sync (desks[d % DESKS]);
}

static void
converge (gconstpointer data)
{
  guint32 seed = GPOINTER_TO_UINT (data);
  Run run = { NULL };

  g_test_message ("SIJIL_SEED=%u", seed);
  begin (&run, seed);
  for (guint i = 0; i < STEPS; i++)
    step (&run);
  for (guint d = 0; d < 3 * DESKS; d++)
    line_sync (desks[d % DESKS]);
  for (guint i = 0; i < FAMILIES; i++) {
    assert_equal (&sijil_household_type, &run.households[i]);
    assert_equal (&sijil_person_type, &run.persons[i]);
  }
  assert_nothing_lost (&run);
  assert_held_are_shown ();
  g_rand_free (run.rand);
  g_ptr_array_unref (run.written);
}

int
main (int argc, char **argv)
{
  const char *wanted = g_getenv ("SIJIL_SEED");
  guint32 seed = wanted != NULL ? (guint32) g_ascii_strtoull (wanted, NULL, 10) : g_random_int ();
  gint64 association;
  int status;

  g_test_init (&argc, &argv, NULL);
  house = house_new ();
  association = house_association (house, "جمعية البر");
  for (int i = 0; i < DESKS; i++)
    desks[i] = line_desk (house, association);
  for (guint i = 0; i < (wanted != NULL ? 1 : RUNS); i++) {
    g_autofree char *path = g_strdup_printf ("/converge/run-%u", i + 1);

    g_test_add_data_func (path, GUINT_TO_POINTER (seed + i), converge);
  }
  status = g_test_run ();
  for (int i = 0; i < DESKS; i++)
    line_free (desks[i]);
  house_free (house);
  return status;
}
