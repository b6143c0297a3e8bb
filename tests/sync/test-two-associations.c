#include "sijil-families.h"
#include "sijil-family.h"
#include "sijil-life.h"
#include "sijil-review.h"
#include "sijil-test.h"
#include "town.h"

#include <string.h>

/* The story: one family, two associations, both programs as they ship. Every rule of the linker
 * stands in tests/registry; here it is the whole way from desk to desk. */
static Town *town;
static Desk *a, *b;

static void
sync_all (void)
{
  for (int i = 0; i < 2; i++) {
    town_sync (a);
    town_sync (b);
  }
}

static SijilReviewItem *
find_item (GPtrArray *items, const char *kind, const SijilId *household)
{
  for (guint i = 0; i < items->len; i++) {
    SijilReviewItem *item = items->pdata[i];

    if (sijil_id_equal (&item->household, household) &&
        g_strcmp0 (sijil_record_text (item->finding, SIJIL_FINDING_KIND), kind) == 0)
      return item;
  }
  return NULL;
}

static void
settle (Desk *desk, const SijilId *household, const char *kind, const char *answer)
{
  g_autoptr (GPtrArray) items = desk_read (desk->store, sijil_review, NULL);
  SijilReviewItem *item = find_item (items, kind, household);
  SijilVerdictRequest *request;

  g_assert_nonnull (item);
  request = sijil_verdict_request_new (sijil_record_id (item->finding), answer, NULL);
  g_free (desk_write (desk->store, sijil_review_settle, request));
  sijil_verdict_request_free (request);
}

static char *
reply (Desk *desk, const SijilId *household, const char *kind)
{
  g_autoptr (GPtrArray) items = desk_read (desk->store, sijil_review, NULL);
  SijilReviewItem *item = find_item (items, kind, household);

  g_assert_nonnull (item);
  return g_strdup (item->reply);
}

/* What the desk shows beside the box: whether it may be handed over. */
static SijilEntitledState
state_of (Desk *desk, const SijilId *household, const SijilId *programme, guint *received)
{
  SijilFamily *family = desk_read (desk->store, sijil_family_load, household);
  SijilEntitledState state = SIJIL_ENTITLED_NOT;

  for (guint i = 0; i < family->entitlements->len; i++) {
    SijilEntitlement *row = family->entitlements->pdata[i];

    if (sijil_id_equal (sijil_record_id (row->programme), programme))
      state = row->state;
  }
  *received = 0;
  for (guint i = 0; i < family->received->len; i++)
    *received += ((SijilReceived *) family->received->pdata[i])->association != NULL;
  sijil_family_free (family);
  return state;
}

static void
assert_shown (Desk *desk, const SijilId *household, const SijilId *programme,
              SijilEntitledState state, guint received)
{
  guint got;

  g_assert_cmpint (state_of (desk, household, programme, &got), ==, state);
  g_assert_cmpuint (got, ==, received);
}

static void
story (void)
{
  SijilId in_a = desk_family (a->store, "فاطمة محمد علي", "28806201512345", NULL, TRUE);
  SijilId in_b = desk_family (b->store, "فاطمه محمد", "28806201512345", NULL, TRUE);
  SijilId box, given;

  g_assert_true (sijil_id_parse (TOWN_RAMADAN_BOX, &box));
  sync_all ();
  assert_shown (b, &in_b, &box, SIJIL_ENTITLED, 0);
  given = desk_serve (a->store, &in_a, &box, NULL);
  sync_all ();
  assert_shown (b, &in_b, &box, SIJIL_ENTITLED_WARN, 1); /* before the second box goes out */
  desk_reverse (a->store, &given);
  sync_all ();
  assert_shown (b, &in_b, &box, SIJIL_ENTITLED, 0);
  desk_serve (a->store, &in_a, &box, NULL);
  sync_all ();
  settle (b, &in_b, "known-elsewhere", "different");
  sync_all ();
  assert_shown (b, &in_b, &box, SIJIL_ENTITLED, 0);
  assert_takes (reply (a, &in_a, "known-elsewhere"), "different");
  settle (b, &in_b, "known-elsewhere", NULL);
  sync_all ();
  assert_shown (b, &in_b, &box, SIJIL_ENTITLED_WARN, 1);
  desk_serve (b->store, &in_b, &box, "two-families");
  sync_all ();
  settle (a, &in_a, "overlap", "accepted");
  sync_all ();
  assert_takes (reply (b, &in_b, "overlap"), "accepted");
  assert_takes (reply (a, &in_a, "overlap"), NULL);
}

/* Two offices of one association are told the same. */
static void
all_desks_are_told (void)
{
  Desk *second = town_desk (town, "1");
  g_autoptr (GPtrArray) items = NULL;
  SijilId in_a = desk_family (a->store, "هدى سمير", "28806201512346", NULL, TRUE);

  desk_family (b->store, "هدى سمير", "28806201512346", NULL, TRUE);
  sync_all ();
  town_sync (second);
  items = desk_read (second->store, sijil_review, NULL);
  g_assert_nonnull (find_item (items, "known-elsewhere", &in_a));
  settle (second, &in_a, "known-elsewhere", "same");
  town_sync (second);
  sync_all ();
  {
    g_autoptr (GPtrArray) at_a = desk_read (a->store, sijil_review, NULL);
    SijilReviewItem *item = find_item (at_a, "known-elsewhere", &in_a);

    g_assert_nonnull (item->verdict); /* settled by one office, settled for the other */
  }
  town_desk_free (second);
}

static void
merge (Desk *desk, const SijilId *gives_way, const SijilId *survivor)
{
  const SijilFamilyMerge request = { *gives_way, *survivor };

  desk_write (desk->store, sijil_family_merge, &request);
}

/* A family that was registered twice in one office, once with its ID. */
static void
merge_carries_over (void)
{
  SijilId with_id = desk_family (a->store, "نادية سمير فؤاد", "28806201512348", NULL, TRUE);
  SijilId without = desk_family (a->store, "ناديه سمير", NULL, NULL, TRUE);
  SijilId in_b = desk_family (b->store, "نادية سمير فؤاد", "28806201512348", NULL, TRUE);
  g_autoptr (GPtrArray) items = NULL;
  SijilId box;

  g_assert_true (sijil_id_parse (TOWN_RAMADAN_BOX, &box));
  desk_serve (b->store, &in_b, &box, NULL);
  sync_all ();
  assert_shown (a, &with_id, &box, SIJIL_ENTITLED_WARN, 1);
  assert_shown (a, &without, &box, SIJIL_ENTITLED, 0);
  merge (a, &with_id, &without);
  sync_all ();
  assert_shown (a, &without, &box, SIJIL_ENTITLED_WARN, 1);
  desk_write (a->store, sijil_family_unmerge, &with_id);
  sync_all ();
  assert_shown (a, &with_id, &box, SIJIL_ENTITLED_WARN, 1);
  assert_shown (a, &without, &box, SIJIL_ENTITLED, 0);
  merge (a, &with_id, &without);
  sync_all ();
  desk_serve (a->store, &without, &box, "two-families");
  sync_all ();
  items = desk_read (b->store, sijil_review, NULL);
  g_assert_nonnull (find_item (items, "overlap", &in_b));
}

static void
deleted_and_registered_again (void)
{
  SijilId first = desk_family (a->store, "سعاد فوزي", "28806201512349", NULL, TRUE), again;
  SijilId in_b = desk_family (b->store, "سعاد فوزي", "28806201512349", NULL, TRUE);
  SijilId box;

  g_assert_true (sijil_id_parse (TOWN_RAMADAN_BOX, &box));
  desk_serve (b->store, &in_b, &box, NULL);
  sync_all ();
  assert_shown (a, &first, &box, SIJIL_ENTITLED_WARN, 1);
  desk_write (a->store, sijil_household_delete, &first);
  sync_all ();
  again = desk_family (a->store, "سعاد فوزي", "28806201512349", NULL, TRUE);
  sync_all ();
  assert_shown (a, &again, &box, SIJIL_ENTITLED_WARN, 1);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  town = town_new ();
  a = town_desk (town, "1");
  b = town_desk (town, "2");
  sync_all ();
  g_test_add_func ("/two-associations/the-story-from-desk-to-desk", story);
  g_test_add_func ("/two-associations/every-desk-of-an-association-is-told", all_desks_are_told);
  g_test_add_func ("/two-associations/a-merge-carries-over-what-others-gave", merge_carries_over);
  g_test_add_func ("/two-associations/a-family-deleted-and-registered-again-is-known",
                   deleted_and_registered_again);
  status = g_test_run ();
  town_desk_free (a);
  town_desk_free (b);
  town_free (town);
  return status;
}
