#include "names.h"
#include "sijil-test.h"
#include "types/sijil-types-all.h"

#include <string.h>

#define NAME "فاطمة الزهراء «عبد الرحمن» \"\\\n"

static SijilChangeSet *
new_set (GPtrArray *sets, guint32 device, guint64 cseq)
{
  SijilChangeSet *set = sijil_change_set_new (NULL);

  set->device = device;
  set->cseq = cseq;
  set->stamp = (G_GUINT64_CONSTANT (1795340000000) << 16) + cseq;
  set->base = cseq * 3;
  set->seq = cseq * 5;
  set->actor = g_strdup (cseq % 2 == 0 ? "0190-منى" : "0190-another");
  g_ptr_array_add (sets, set);
  return set;
}

static GPtrArray *
new_sets (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) sijil_change_set_free);
}

static SijilRecord *
new_person (const SijilId *household, const char *name)
{
  SijilRecord *person = sijil_record_new (&sijil_person_type, NULL);

  if (household != NULL)
    sijil_record_set_reference (person, SIJIL_PERSON_HOUSEHOLD, household);
  sijil_record_set_text (person, SIJIL_PERSON_NAME, name);
  return person;
}

static void
assert_same_set (SijilChangeSet *a, SijilChangeSet *b)
{
  g_autofree char *digest_a = sijil_change_set_digest (a);
  g_autofree char *digest_b = sijil_change_set_digest (b);

  /* The id of a set in which no row is born says nothing, and does not travel. */
  for (guint i = 0; i < a->rows->len; i++) {
    SijilId derived = sijil_id_derive (&a->id, i);

    if (sijil_id_equal (&derived, sijil_record_id (((SijilChangeRow *) a->rows->pdata[i])->record)))
      g_assert_true (sijil_id_equal (&a->id, &b->id));
  }
  g_assert_cmpuint (a->device, ==, b->device);
  g_assert_cmpuint (a->cseq, ==, b->cseq);
  g_assert_cmpuint (a->stamp, ==, b->stamp);
  g_assert_cmpuint (a->base, ==, b->base);
  g_assert_cmpuint (a->seq, ==, b->seq);
  g_assert_cmpuint (a->schema, ==, b->schema);
  g_assert_cmpstr (a->actor, ==, b->actor);
  g_assert_cmpuint (a->rows->len, ==, b->rows->len);
  for (guint i = 0; i < a->rows->len; i++) {
    SijilChangeRow *left = a->rows->pdata[i], *right = b->rows->pdata[i];

    g_assert_cmpuint (left->index, ==, right->index);
    g_assert_cmphex (left->held, ==, right->held);
    g_assert_true (
        sijil_id_equal (sijil_record_id (left->record), sijil_record_id (right->record)));
  }
  g_assert_cmpstr (digest_a, ==, digest_b); /* rows: novelty, type, id and every field */
}

/* Sends @sets from somebody who knows @from to somebody who knows @to. */
static void
assert_round_trip (GPtrArray *sets, Known *from, Known *to)
{
  SijilNames sender = KNOWN_NAMES (from), receiver = KNOWN_NAMES (to);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) frame = sijil_frame_encode (sets, &sender);
  g_autoptr (GPtrArray) got = sijil_frame_decode (frame, &receiver, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (got->len, ==, sets->len);
  for (guint i = 0; i < sets->len; i++)
    assert_same_set (sets->pdata[i], got->pdata[i]);
}

/* A household with a member, and an edit of both, in one frame: the receiver knows nothing yet. */
static void
new_rows (void)
{
  g_autoptr (GPtrArray) sets = new_sets ();
  SijilChangeSet *first = new_set (sets, 7, 1), *second = new_set (sets, 7, 2);
  g_autoptr (SijilRecord) household = sijil_record_new (&sijil_household_type, NULL);
  g_autoptr (SijilRecord) person = NULL, edit = NULL;
  Known sender = { .n = 0 }, nobody = { .n = 0 };

  sijil_record_set_text (household, SIJIL_HOUSEHOLD_VILLAGE, "كفر الشيخ");
  sijil_record_set_number (household, SIJIL_HOUSEHOLD_INCOME, 123450);
  sijil_record_set_null (household, SIJIL_HOUSEHOLD_NOTES);
  sijil_change_set_add (first, household, TRUE);
  person = new_person (sijil_record_id (household), NAME);
  sijil_change_set_add (first, person, TRUE);
  edit = sijil_record_new (&sijil_household_type, sijil_record_id (household));
  sijil_record_set_reference (edit, SIJIL_HOUSEHOLD_HEAD, sijil_record_id (person));
  sijil_change_set_add (second, edit, FALSE);
  known_add (&sender, sijil_record_id (household), 7, 1, 0);
  known_add (&sender, sijil_record_id (person), 7, 1, 1);
  assert_round_trip (sets, &sender, &nobody);
}

static void
known_rows (void)
{
  g_autoptr (GPtrArray) sets = new_sets ();
  SijilChangeSet *set = new_set (sets, 7, 12);
  SijilId household = sijil_id_new (), person = sijil_id_new (), stranger = sijil_id_new ();
  g_autoptr (SijilRecord) edit = sijil_record_new (&sijil_person_type, &person);
  g_autoptr (SijilRecord) odd = sijil_record_new (&sijil_household_type, &stranger);
  Known both = { .n = 0 };

  known_add (&both, &household, 3, 44, 0);
  known_add (&both, &person, 3, 44, 9);
  sijil_record_set_reference (edit, SIJIL_PERSON_HOUSEHOLD, &household);
  sijil_record_set_null (edit, SIJIL_PERSON_PHONE);
  sijil_change_set_add (set, edit, FALSE);
  sijil_record_set_text (odd, SIJIL_HOUSEHOLD_VILLAGE, "x");
  sijil_change_set_add (set, odd, FALSE); /* whose birth nobody knows: goes by its UUID */
  assert_round_trip (sets, &both, &both);
}

static void
explicit_ids (void)
{
  g_autoptr (GPtrArray) sets = new_sets ();
  SijilChangeSet *set = new_set (sets, 1, 3);
  SijilId fixed;
  g_autoptr (SijilRecord) programme = NULL;
  Known nobody = { .n = 0 };

  g_assert_true (sijil_id_parse ("01900000-0000-7000-8000-000000000001", &fixed));
  programme = sijil_record_new (&sijil_programme_type, &fixed);
  sijil_record_set_text (programme, SIJIL_PROGRAMME_NAME, "كراتين رمضان");
  sijil_record_set_number (programme, SIJIL_PROGRAMME_VALUE, 50000);
  sijil_change_set_add (set, programme, TRUE);
  assert_round_trip (sets, &nobody, &nobody);
}

static void
held_bits (void)
{
  g_autoptr (GPtrArray) sets = new_sets ();
  SijilChangeSet *set = new_set (sets, 1, 3);
  SijilId id = sijil_id_new ();
  Known both = { .n = 0 };

  known_add (&both, &id, 9, 1, 0);
  for (int i = 0; i < 2; i++) {
    g_autoptr (SijilRecord) person = sijil_record_new (&sijil_person_type, &id);

    sijil_record_set_text (person, SIJIL_PERSON_NAME, i == 0 ? "one" : "two");
    sijil_change_set_add (set, person, FALSE)->held =
        i == 0 ? 0 : SIJIL_FIELD_BIT (SIJIL_PERSON_NAME);
  }
  assert_round_trip (sets, &both, &both);
}

static void
extreme_numbers (void)
{
  g_autoptr (GPtrArray) sets = new_sets ();
  SijilChangeSet *set = new_set (sets, G_MAXUINT32, G_GUINT64_CONSTANT (1) << 39);
  g_autoptr (SijilRecord) fact = sijil_record_new (&sijil_distribution_type, NULL);
  Known nobody = { .n = 0 };

  set->stamp = G_MAXINT64;
  set->base = 0;
  set->seq = 0;
  sijil_record_set_number (fact, SIJIL_DISTRIBUTION_QUANTITY, -1000);
  sijil_record_set_number (fact, SIJIL_DISTRIBUTION_VALUE, -(G_GINT64_CONSTANT (1) << 53));
  sijil_record_set_number (fact, SIJIL_DISTRIBUTION_AT, G_GINT64_CONSTANT (1795340000000000));
  sijil_change_set_add (set, fact, TRUE);
  new_set (sets, 2, 1); /* the columns of differences go down as well */
  assert_round_trip (sets, &nobody, &nobody);
}

/* Rows of one type and field set share a group; the order inside each set must survive. */
static void
many_rows (void)
{
  g_autoptr (GPtrArray) sets = new_sets ();
  Known nobody = { .n = 0 };

  for (guint s = 0; s < 20; s++) {
    SijilChangeSet *set = new_set (sets, 7, s + 1);

    for (guint i = 0; i < 12; i++) {
      g_autofree char *name = g_strdup_printf ("اسم %u", i);
      g_autoptr (SijilRecord) person = new_person (NULL, name);

      if (i % 3 == 0)
        sijil_record_set_text (person, SIJIL_PERSON_PHONE, "01001234567");
      if (i % 4 == 0)
        sijil_record_set_null (person, SIJIL_PERSON_BIRTH_DATE);
      sijil_change_set_add (set, person, TRUE);
    }
  }
  assert_round_trip (sets, &nobody, &nobody);
}

static void
empty (void)
{
  g_autoptr (GPtrArray) sets = new_sets ();
  Known nobody = { .n = 0 };

  assert_round_trip (sets, &nobody, &nobody);
  new_set (sets, 2, 1);
  assert_round_trip (sets, &nobody, &nobody);
}

/* One phone number corrected: what a bad line carries most. */
static void
small (void)
{
  g_autoptr (GPtrArray) sets = new_sets ();
  SijilChangeSet *set = new_set (sets, 7, 1200);
  SijilId id = sijil_id_new (), slot = sijil_id_new ();
  g_autoptr (SijilRecord) edit = sijil_record_new (&sijil_household_type, &id);
  Known both = { .n = 0 };
  SijilNames names = KNOWN_NAMES (&both);
  g_autoptr (GBytes) frame = NULL;
  g_autofree char *json = NULL;
  gsize len;

  g_free (set->actor);
  set->actor = sijil_id_to_string (&slot);
  known_add (&both, &id, 3, 44, 0);
  sijil_record_set_text (edit, SIJIL_HOUSEHOLD_PHONE, "01001234567");
  sijil_change_set_add (set, edit, FALSE);
  frame = sijil_frame_encode (sets, &names);
  json = sijil_frame_unpack (frame, &len, NULL);
  g_test_message ("one edit: %" G_GSIZE_FORMAT " bytes of JSON, %" G_GSIZE_FORMAT " packed", len,
                  g_bytes_get_size (frame));
  g_assert_cmpuint (g_bytes_get_size (frame), <, 400);
}

/* A hundred more of the same kind must not cost a hundred times as much. */
static void
small_in_numbers (void)
{
  g_autoptr (GPtrArray) sets = new_sets ();
  SijilId ids[100];
  Known nobody = { .n = 0 };
  SijilNames names = KNOWN_NAMES (&nobody);
  g_autoptr (GBytes) frame = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++) {
    SijilChangeSet *set = new_set (sets, 7, 1200 + i);
    g_autoptr (SijilRecord) person = new_person (NULL, "محمد أحمد علي");

    sijil_change_set_add (set, person, TRUE);
  }
  frame = sijil_frame_encode (sets, &names);
  g_test_message ("100 new persons: %" G_GSIZE_FORMAT " packed", g_bytes_get_size (frame));
  g_assert_cmpuint (g_bytes_get_size (frame), <, 100 * 40);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/frame/new-rows-may-name-each-other", new_rows);
  g_test_add_func ("/frame/known-rows-go-by-their-birth-or-their-uuid", known_rows);
  g_test_add_func ("/frame/a-row-with-an-id-of-its-own-keeps-it", explicit_ids);
  g_test_add_func ("/frame/held-bits-travel", held_bits);
  g_test_add_func ("/frame/the-largest-numbers-travel", extreme_numbers);
  g_test_add_func ("/frame/rows-keep-their-order-in-each-set", many_rows);
  g_test_add_func ("/frame/nothing-is-a-frame-too", empty);
  g_test_add_func ("/frame/one-edit-is-small", small);
  g_test_add_func ("/frame/many-alike-are-smaller", small_in_numbers);
  return g_test_run ();
}
