#include "two.h"

#include "sijil-accounts.h"
#include "sijil-linker-queue.h"

/* The operator does not trust a device: what it sends is kept, and told to nobody else. */

static void
carry_out (gboolean (*func) (SijilRegistry *, guint32, GError **), guint32 device)
{
  SijilStorage *storage = house->registry->storage;
  g_autoptr (GError) error = NULL;

  g_assert_true (sijil_storage_begin (storage, NULL));
  func (house->registry, device, &error);
  g_assert_no_error (error);
  g_assert_true (sijil_storage_commit (storage, NULL));
}

static void
hold (Desk *desk)
{
  carry_out (sijil_accounts_quarantine, desk->device);
}

static void
release (Desk *desk)
{
  carry_out (sijil_accounts_release, desk->device);
  let_rest ();
  sync_all ();
}

static void
assert_kept (Desk *desk, const SijilId *household)
{
  Desk *other = line_desk (house, 1);

  g_assert_true (desk == a);
  line_sync (other);
  g_assert_nonnull (desk_get (other->store, &sijil_household_type, household));
  line_free (other);
}

static void
new_family (void)
{
  SijilId in_b = desk_family (b->store, "عادل فتحي سليمان", "27001010100015", NULL, TRUE), in_a;
  gint64 kept;

  sync_all ();
  hold (a);
  kept = sijil_linker_queue_held (house->registry);
  in_a = desk_family (a->store, "عادل فتحي سليمان", "27001010100015", NULL, TRUE);
  sync_all ();
  let_rest ();
  sync_all ();
  assert_both (&in_a, &in_b, NULL, 0);
  g_assert_cmpint (sijil_linker_queue_held (house->registry), >, kept);
  g_assert_cmpint (sijil_linker_queue_left (house->registry), ==, 0);
  assert_kept (a, &in_a);
  /* Somebody else's who comes later does not find it either. */
  edit_head (b, &in_b, SIJIL_PERSON_NAME, "عادل فتحي سليمان بدوي");
  sync_all ();
  assert_both (&in_a, &in_b, NULL, 0);
  release (a);
  assert_both (&in_a, &in_b, "known-elsewhere", 1);
  g_assert_cmpint (sijil_linker_queue_held (house->registry), ==, 0);
}

static void
edit_of_a_known_family (void)
{
  SijilId in_a = desk_family (a->store, "منير كامل حنا", "27001020100025", NULL, TRUE);
  SijilId in_b = desk_family (b->store, "سعاد رزق عطية", "27001030100035", NULL, TRUE);

  sync_all ();
  hold (a);
  edit_head (a, &in_a, SIJIL_PERSON_NAME, "سعاد رزق عطية");
  edit_head (a, &in_a, SIJIL_PERSON_ID_NUMBER, "27001030100035");
  sync_all ();
  /* Hers is judged again, and would meet his. */
  edit_head (b, &in_b, SIJIL_PERSON_BIRTH_DATE, "1970-01-03");
  sync_all ();
  assert_both (&in_a, &in_b, NULL, 0);
  release (a);
  assert_both (&in_a, &in_b, "known-elsewhere", 1);
}

static void
hand_over (void)
{
  SijilId in_a = desk_family (a->store, "لطفي نبيل شاكر", "27001040100045", NULL, TRUE);
  SijilId in_b = desk_family (b->store, "لطفي نبيل شاكر", "27001040100045", NULL, TRUE);

  sync_all ();
  assert_both (&in_a, &in_b, "known-elsewhere", 1);
  hold (a);
  desk_serve (a->store, &in_a, &box, NULL);
  sync_all ();
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, 0);
  /* Not when the link is judged anew either, and B's own goes on. */
  desk_serve (b->store, &in_b, &box, NULL);
  edit_head (b, &in_b, SIJIL_PERSON_NAME, "لطفي نبيل شاكر حلمي");
  sync_all ();
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, 0);
  g_assert_cmpuint (line_elsewhere (a, &in_a), ==, 1);
  release (a);
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, 1);
  assert_both (&in_a, &in_b, "overlap", 1);
}

static void
verdict (void)
{
  SijilId in_a = desk_family (a->store, "شريف لبيب", NULL, NULL, TRUE);
  SijilId in_b = desk_family (b->store, "شريف لبيب", NULL, NULL, TRUE);
  g_autoptr (SijilRecord) ours = NULL, theirs = NULL;

  desk_serve (b->store, &in_b, &box, NULL);
  sync_all ();
  assert_both (&in_a, &in_b, "maybe-same-person", 1);
  line_findings (a, &in_a, "maybe-same-person", &ours);
  line_findings (b, &in_b, "maybe-same-person", &theirs);
  hold (a);
  line_settle (a, ours, "same");
  line_settle (b, theirs, "same");
  sync_all ();
  let_rest ();
  sync_all ();
  g_assert_cmpuint (line_elsewhere (a, &in_a), ==, 0);
  release (a);
  g_assert_cmpuint (line_elsewhere (a, &in_a), ==, 1);
}

/* What waited in the queue is held as well, and what comes after the release is linked in its
 * turn. */
static void
what_waits_and_what_follows (void)
{
  SijilId in_b[3], in_a[3];
  static const char *const IDS[] = { "27101010100015", "27101020100025", "27101030100035" };

  for (guint i = 0; i < 3; i++)
    in_b[i] = desk_family (b->store, "ثروت باسيلي غالي", IDS[i], NULL, TRUE);
  sync_all ();
  hold (a);
  in_a[0] = desk_family (a->store, "ثروت باسيلي غالي", IDS[0], NULL, TRUE);
  line_sync (a);
  in_a[1] = desk_family (a->store, "ثروت باسيلي غالي", IDS[1], NULL, TRUE);
  line_sync (a);
  carry_out (sijil_accounts_release, a->device);
  g_assert_cmpint (sijil_linker_queue_left (house->registry), >, 0);
  /* Held once more before the linker has got there: nothing of it may be lost. */
  hold (a);
  in_a[2] = desk_family (a->store, "ثروت باسيلي غالي", IDS[2], NULL, TRUE);
  sync_all ();
  let_rest ();
  sync_all ();
  for (guint i = 0; i < 3; i++)
    assert_both (&in_a[i], &in_b[i], NULL, 0);
  release (a);
  for (guint i = 0; i < 3; i++)
    assert_both (&in_a[i], &in_b[i], "known-elsewhere", 1);
}

static void
copied_back (void)
{
  SijilStorage *storage = house->registry->storage;
  g_autoptr (SijilDevice) device = sijil_storage_device (storage, a->device);
  SijilMembership *membership;

  hold (a);
  g_assert_true (sijil_storage_begin (storage, NULL));
  membership = sijil_accounts_fork (house->registry, device, NULL);
  g_assert_true (sijil_storage_commit (storage, NULL));
  g_assert_true (sijil_storage_is_held (storage, membership->device));
  carry_out (sijil_accounts_release, membership->device);
  g_assert_false (sijil_storage_is_held (storage, a->device));
  sijil_membership_free (membership);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  two_begin (NULL);
  g_test_add_func ("/quarantine/a-new-family-is-kept-and-linked-with-nobody", new_family);
  g_test_add_func ("/quarantine/an-edit-is-compared-with-nobody", edit_of_a_known_family);
  g_test_add_func ("/quarantine/a-hand-over-is-told-to-nobody", hand_over);
  g_test_add_func ("/quarantine/an-answer-does-nothing", verdict);
  g_test_add_func ("/quarantine/nothing-is-lost-when-it-is-held-again",
                   what_waits_and_what_follows);
  g_test_add_func ("/quarantine/a-profile-that-is-copied-back-stays-in-it", copied_back);
  status = g_test_run ();
  two_end ();
  return status;
}
