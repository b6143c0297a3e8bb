#include "line.h"
#include "sijil-exchange.h"
#include "sijil-meta.h"
#include "sijil-session.h"
#include "sijil-test.h"

/* A desk is updated, and its new program knows more fields than the one that folded the news. */

static gpointer
be_of_another_program (SijilSession *session, gpointer unused, GError **error)
{
  return GINT_TO_POINTER (
      sijil_meta_set_text (session->db, SIJIL_META_KNOWN_FIELDS, "fewer", error));
}

static gint64
cursor (Desk *desk)
{
  g_autoptr (SijilLink) link = desk_read (desk->store, sijil_link_load, NULL);

  return (gint64) link->cursor;
}

static void
reopen (Desk *desk)
{
  desk_close (desk->store);
  desk->store = desk_unlock (desk->folder);
}

static void
read_anew (void)
{
  House *house = house_new ();
  gint64 association = house_association (house, "جمعية البر");
  Desk *ours = line_desk (house, association), *other = line_desk (house, association);
  SijilId family = desk_family (other->store, "هدى أحمد علي", NULL, NULL, TRUE);
  gint64 before, rows;

  line_sync (other);
  line_sync (ours);
  desk_edit (ours->store, &sijil_household_type, &family, SIJIL_HOUSEHOLD_VILLAGE, "طوخ");
  line_sync (ours);
  desk_edit (ours->store, &sijil_household_type, &family, SIJIL_HOUSEHOLD_ADDRESS, "لم يرسل");
  before = cursor (ours);
  rows = desk_number (ours->store, "SELECT count(*) FROM person");
  reopen (ours);
  g_assert_cmpint (cursor (ours), ==, before); /* the same program reads on */
  desk_write (ours->store, be_of_another_program, NULL);
  reopen (ours);
  g_assert_cmpint (cursor (ours), ==, 0);
  line_sync (ours);
  g_assert_cmpint (cursor (ours), >, before); /* our last edit went out meanwhile */
  g_assert_cmpint (desk_number (ours->store, "SELECT count(*) FROM person"), ==, rows);
  g_assert_cmpint (desk_number (ours->store, "SELECT count(*) FROM loser WHERE open = 1"), ==, 0);
  assert_takes (desk_text (ours->store, &sijil_household_type, &family, SIJIL_HOUSEHOLD_VILLAGE),
                "طوخ");
  assert_takes (desk_text (ours->store, &sijil_household_type, &family, SIJIL_HOUSEHOLD_ADDRESS),
                "لم يرسل");
  line_free (ours);
  line_free (other);
  house_free (house);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/read-anew/what-is-known-changes-nothing", read_anew);
  return g_test_run ();
}
