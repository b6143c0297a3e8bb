#include "line.h"
#include "sijil-edit.h"
#include "sijil-exchange.h"
#include "sijil-incoming.h"
#include "sijil-life.h"
#include "sijil-meta.h"
#include "sijil-outbox.h"
#include "sijil-parts.h"
#include "sijil-records.h"
#include "sijil-session.h"
#include "sijil-test.h"
#include "sijil-visits.h"

/* Two PCs of one association work on the same families; what ./dev soak once found between them. */
static House *house;
static Desk *first, *second;

static void
meet (void)
{
  for (int i = 0; i < 2; i++) {
    line_sync (first);
    line_sync (second);
  }
}

static SijilId
known_family (void)
{
  SijilId family = desk_family (first->store, "فاطمة محمد علي حسن", NULL, NULL, TRUE);

  meet ();
  return family;
}

static guint64
cursor_of (Desk *desk)
{
  g_autoptr (SijilLink) link = desk_read (desk->store, sijil_link_load, NULL);

  return link->cursor;
}

/* What was folded stays known: an edit that is made then must not look as if its writer had not
 * seen it. */
static void
late_answer (void)
{
  SijilId family = known_family ();
  g_autoptr (GBytes) late = NULL;
  guint64 cursor;

  desk_edit (first->store, &sijil_household_type, &family, SIJIL_HOUSEHOLD_ADDRESS, "1");
  line_sync (first);
  late = line_fetch (second);
  desk_edit (first->store, &sijil_household_type, &family, SIJIL_HOUSEHOLD_ADDRESS, "2");
  line_sync (first);
  line_sync (second);
  cursor = cursor_of (second);
  line_apply (second, late);
  g_assert_cmpuint (cursor_of (second), ==, cursor);
}

/* A body that ends between two of its parts. */
static void
cut_between_parts (void)
{
  g_autoptr (SijilLink) link = NULL;
  g_autoptr (GBytes) whole = NULL, message = NULL, cut = NULL;
  g_autoptr (SijilIncoming) read = NULL;
  g_autoptr (GError) error = NULL;
  SijilId family = known_family ();
  gsize offset = 0;
  SijilPart kind;

  desk_edit (first->store, &sijil_household_type, &family, SIJIL_HOUSEHOLD_ADDRESS, "1");
  line_sync (first);
  whole = line_fetch (second);
  g_assert_true (sijil_parts_next (whole, &offset, &kind, &message, NULL));
  g_assert_cmpuint (offset, <, g_bytes_get_size (whole));
  cut = g_bytes_new_from_bytes (whole, 0, offset);
  link = desk_read (second->store, sijil_link_load, NULL);
  read = sijil_incoming_read (cut, link, &error);
  g_assert_error (error, SIJIL_WIRE_ERROR, SIJIL_WIRE_ERROR_MALFORMED);
  g_assert_null (read);
  line_apply (second, whole);
}

static void
twice (void)
{
  SijilRecord *volunteer = sijil_record_new (&sijil_volunteer_type, NULL);
  SijilId family = known_family (), head = desk_head (first->store, &family), id;
  g_autoptr (GBytes) answer = NULL;

  sijil_record_set_reference (volunteer, SIJIL_VOLUNTEER_PERSON, &head);
  sijil_record_set_text (volunteer, SIJIL_VOLUNTEER_SKILLS, "cooking driving");
  id = desk_put (first->store, volunteer);
  g_object_unref (volunteer);
  line_sync (first);
  answer = line_fetch (second);
  line_apply (second, answer);
  desk_edit (second->store, &sijil_volunteer_type, &id, SIJIL_VOLUNTEER_SKILLS, "driving");
  line_apply (second, answer);
  assert_takes (desk_text (second->store, &sijil_volunteer_type, &id, SIJIL_VOLUNTEER_SKILLS),
                "driving");
  meet ();
  for (int i = 0; i < 2; i++)
    assert_takes (desk_text ((i == 0 ? first : second)->store, &sijil_volunteer_type, &id,
                             SIJIL_VOLUNTEER_SKILLS),
                  "driving");
}

static gpointer
is_gone (SijilSession *session, gpointer household, GError **error)
{
  return GINT_TO_POINTER (sijil_records_is_gone (session->db, &sijil_household_type, household));
}

static void
assert_both_have (const SijilId *household)
{
  g_assert_null (desk_read (first->store, is_gone, household));
  g_assert_null (desk_read (second->store, is_gone, household));
}

/* Somebody was at their home, while another PC took them out of the register. */
static SijilId
visited_and_deleted (void)
{
  g_autoptr (SijilRecord) visit = sijil_record_new (&sijil_visit_type, NULL);
  g_autofree char *today = desk_day (0);
  SijilId family = known_family ();

  sijil_record_set_reference (visit, SIJIL_VISIT_HOUSEHOLD, &family);
  sijil_record_set_text (visit, SIJIL_VISIT_VISITED_ON, today);
  sijil_record_set_text (visit, SIJIL_VISIT_NOTE, "سقف البيت مكسور");
  g_free (desk_write (second->store, sijil_visit_save, visit));
  desk_write (first->store, sijil_household_delete, &family);
  g_assert_nonnull (desk_read (first->store, is_gone, &family));
  return family;
}

static void
fact (void)
{
  SijilId family = visited_and_deleted ();

  meet ();
  assert_both_have (&family);
}

static void
confirmed (void)
{
  SijilId family = visited_and_deleted ();

  meet ();
  desk_edit (first->store, &sijil_household_type, &family, SIJIL_HOUSEHOLD_ADDRESS, "شارع البحر");
  meet ();
  assert_both_have (&family);
}

#define FOUR_MINUTES GINT_TO_POINTER (4)
#define TWO_YEARS GINT_TO_POINTER (2 * 365 * 24 * 60)

static gpointer
set_clock_ahead (SijilSession *session, gpointer minutes, GError **error)
{
  gint64 ahead = g_get_real_time () / 1000 + (gint64) GPOINTER_TO_INT (minutes) * 60 * 1000;

  g_assert_true (sijil_meta_set_number (session->db, SIJIL_META_CLOCK, ahead << 16, error));
  return NULL;
}

static void
assert_both_say (const SijilId *household, const char *address)
{
  for (int i = 0; i < 2; i++)
    assert_takes (desk_text ((i == 0 ? first : second)->store, &sijil_household_type, household,
                             SIJIL_HOUSEHOLD_ADDRESS),
                  address);
}

static gint64
first_refused (Desk *desk)
{
  SijilSyncState *state = desk_read (desk->store, sijil_sync_state, NULL);
  gint64 local = ((SijilRefused *) state->refused->pdata[0])->local;

  sijil_sync_state_free (state);
  return local;
}

/* The clock of the other PC is four minutes ahead, and its value stands when the refused one is
 * mended. What is written over it then was written by somebody who saw it. */
static void
sent_again (void)
{
  SijilId family = known_family ();
  g_autofree char *long_text = g_strnfill (2100, 'x');
  g_autoptr (SijilRecord) edit = sijil_record_new (&sijil_household_type, &family);
  gint64 local;

  sijil_record_set_text (edit, SIJIL_HOUSEHOLD_ADDRESS, "1");
  sijil_record_set_text (edit, SIJIL_HOUSEHOLD_NOTES, long_text);
  desk_put (first->store, edit);
  desk_write (second->store, set_clock_ahead, FOUR_MINUTES);
  desk_edit (second->store, &sijil_household_type, &family, SIJIL_HOUSEHOLD_ADDRESS, "2");
  meet ();
  local = first_refused (first);
  desk_edit (first->store, &sijil_household_type, &family, SIJIL_HOUSEHOLD_NOTES, "قصير");
  desk_write (first->store, sijil_outbox_send_again, &local);
  desk_edit (first->store, &sijil_household_type, &family, SIJIL_HOUSEHOLD_ADDRESS, "3");
  meet ();
  assert_both_say (&family, "3");
}

/* The registry brings a stamp from the future back to now, and not below what its writer had seen.
 */
static void
brought_back (void)
{
  SijilId family = known_family ();

  desk_write (first->store, set_clock_ahead, FOUR_MINUTES);
  desk_edit (first->store, &sijil_household_type, &family, SIJIL_HOUSEHOLD_ADDRESS, "1");
  meet ();
  desk_write (second->store, set_clock_ahead, TWO_YEARS);
  desk_edit (second->store, &sijil_household_type, &family, SIJIL_HOUSEHOLD_ADDRESS, "2");
  meet ();
  assert_both_say (&family, "2");
}

/* An answer that carries news, to a request that carried nothing of ours up. */
static void
fetch_news_only (Desk *desk)
{
  SijilAsk ask = line_ask (desk);
  g_autoptr (GBytes) body = line_body (&ask, NULL);
  g_autoptr (GBytes) received = NULL;
  g_autoptr (SijilAnswer) answer = line_push (house, desk->device, body, &received, NULL);

  g_assert_nonnull (answer);
  line_apply (desk, received);
}

/* Ours is at the registry, which we do not know yet, and somebody who saw it wrote over it. */
static void
known_before_us (void)
{
  SijilId family = known_family (), head = desk_head (first->store, &family);

  desk_edit (first->store, &sijil_person_type, &head, SIJIL_PERSON_NAME, "الاسم الأول");
  line_send_only (first);
  line_sync (second);
  desk_edit (second->store, &sijil_person_type, &head, SIJIL_PERSON_NAME, "الاسم الثاني");
  line_sync (second);
  fetch_news_only (first);
  meet ();
  for (int i = 0; i < 2; i++)
    assert_takes (
        desk_text ((i == 0 ? first : second)->store, &sijil_person_type, &head, SIJIL_PERSON_NAME),
        "الاسم الثاني");
}

/* By its far stamp a value stands on its desk; brought back, it stands everywhere. */
static void
before_brought_back (void)
{
  SijilId family = known_family ();

  desk_write (first->store, set_clock_ahead, TWO_YEARS);
  desk_edit (first->store, &sijil_household_type, &family, SIJIL_HOUSEHOLD_ADDRESS, "1");
  desk_write (second->store, set_clock_ahead, FOUR_MINUTES);
  desk_edit (second->store, &sijil_household_type, &family, SIJIL_HOUSEHOLD_ADDRESS, "2");
  line_sync (second);
  fetch_news_only (first);
  meet ();
  assert_both_say (&family, "1");
}

static gpointer
edit_of_old_form (SijilSession *session, gpointer edit, GError **error)
{
  sijil_edit_since (session, sijil_edit_seen (session) - 1);
  g_assert_true (sijil_edit_put (session, edit, error));
  return NULL;
}

/* The same where a form was open while the other value came. */
static void
from_old_form (void)
{
  SijilId family = known_family ();
  g_autoptr (SijilRecord) edit = sijil_record_new (&sijil_household_type, &family);

  desk_write (second->store, set_clock_ahead, FOUR_MINUTES);
  desk_edit (second->store, &sijil_household_type, &family, SIJIL_HOUSEHOLD_ADDRESS, "1");
  meet ();
  desk_write (first->store, set_clock_ahead, TWO_YEARS);
  sijil_record_set_text (edit, SIJIL_HOUSEHOLD_ADDRESS, "2");
  desk_write (first->store, edit_of_old_form, edit);
  meet ();
  assert_both_say (&family, "2");
}

int
main (int argc, char **argv)
{
  gint64 association;
  int status;

  g_test_init (&argc, &argv, NULL);
  house = house_new ();
  association = house_association (house, "جمعية البر");
  first = line_desk (house, association);
  second = line_desk (house, association);
  g_test_add_func ("/two-desks/an-answer-that-comes-late-takes-nothing-back", late_answer);
  g_test_add_func ("/two-desks/an-answer-cut-between-its-parts-is-refused", cut_between_parts);
  g_test_add_func ("/two-desks/an-answer-that-comes-twice-brings-nothing-back", twice);
  g_test_add_func ("/two-desks/a-visit-that-a-deletion-had-not-seen-revives-the-family", fact);
  g_test_add_func ("/two-desks/a-confirmation-does-not-delete-a-revived-family", confirmed);
  g_test_add_func ("/two-desks/what-is-written-after-sending-again-stands", sent_again);
  g_test_add_func ("/two-desks/a-clock-years-ahead-loses-to-nothing-that-was-seen", brought_back);
  g_test_add_func ("/two-desks/what-knew-ours-is-not-folded-before-ours-is-confirmed",
                   known_before_us);
  g_test_add_func ("/two-desks/a-far-stamp-exceeds-what-stands-when-it-is-brought-back",
                   before_brought_back);
  g_test_add_func ("/two-desks/and-what-came-while-its-form-was-open", from_old_form);
  status = g_test_run ();
  line_free (first);
  line_free (second);
  house_free (house);
  return status;
}
