#include "sijil-clerks.h"
#include "sijil-exchange.h"
#include "sijil-test.h"
#include "sijil-wire.h"
#include "town.h"

#include <string.h>

static Town *town;

static void
set_up (void)
{
  /* The registry counts wrong codes by the minute; another start is another minute. */
  if (town->server != NULL)
    town_stop (town);
  town_start (town);
}

static void
refused (Desk *desk, const char *line, GQuark domain, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (sijil_enrol (desk->store, line, NULL, &error));
  g_assert_error (error, domain, code);
}

static void
enrols (void)
{
  Desk *desk;

  set_up ();
  g_free (town_run (town, "hijri-offset", "1", NULL));
  desk = town_desk (town, "1");
  {
    SijilSyncState *state = desk_read (desk->store, sijil_sync_state, NULL);

    g_assert_true (state->enrolled);
    g_assert_cmpint (sijil_store_hijri_offset (desk->store), ==, 1);
    g_assert_cmpuint (state->device, >=, 2);
    sijil_sync_state_free (state);
  }
  g_assert_cmpint (desk_number (desk->store,
                                "SELECT count(*) FROM meta WHERE key = 'association' AND value = "
                                "'جمعية البر'"),
                   ==, 1);
  g_assert_cmpint (desk_number (desk->store, "SELECT count(*) FROM change_set WHERE device = 0"),
                   ==, 0);
  town_desk_free (desk);
}

static void
once (void)
{
  g_autofree char *line = NULL;
  Desk *one, *two;
  g_autoptr (GError) error = NULL;

  set_up ();
  one = town_lone_desk ();
  two = town_lone_desk ();
  line = town_invite (town, "1", 0);
  sijil_enrol (one->store, line, NULL, &error);
  g_assert_no_error (error);
  refused (two, line, SIJIL_SYNC_ERROR, SIJIL_SYNC_ERROR_INVITATION);
  town_sync_fails (two, SIJIL_SYNC_ERROR_NOT_ENROLLED);
  town_desk_free (one);
  town_desk_free (two);
}

/* Nothing was sent: the code is still good for the right registry. */
static void
wrong_fingerprint (void)
{
  g_autofree char *line = NULL, *wrong = NULL, *devices = NULL, *after = NULL;
  Desk *desk;
  g_autoptr (GError) error = NULL;

  set_up ();
  desk = town_lone_desk ();
  line = town_invite (town, "1", 0);
  wrong = g_strdup (line);
  wrong[strlen (wrong) - 1] = wrong[strlen (wrong) - 1] == '0' ? '1' : '0';
  devices = town_run (town, "device", "list", NULL);
  refused (desk, wrong, SIJIL_SYNC_ERROR, SIJIL_SYNC_ERROR_UNTRUSTED);
  after = town_run (town, "device", "list", NULL);
  g_assert_cmpstr (devices, ==, after);
  sijil_enrol (desk->store, line, NULL, &error);
  g_assert_no_error (error);
  town_desk_free (desk);
}

static void
no_invitation (void)
{
  Desk *desk;

  set_up ();
  desk = town_lone_desk ();
  refused (desk, "hello", SIJIL_WIRE_ERROR, SIJIL_WIRE_ERROR_MALFORMED);
  town_desk_free (desk);
}

static void
nobody_there (void)
{
  g_autofree char *line = NULL;
  Desk *desk;

  set_up ();
  desk = town_lone_desk ();
  line = town_invite (town, "1", 0);
  town_stop (town);
  refused (desk, line, SIJIL_SYNC_ERROR, SIJIL_SYNC_ERROR_UNREACHABLE);
  town_desk_free (desk);
}

/* Somebody behind the same address guesses: that locks nobody out who was invited. */
static void
wrong_codes (void)
{
  g_autofree char *line = NULL;
  g_auto (GStrv) words = NULL;
  Desk *desk;
  g_autoptr (GError) error = NULL;

  set_up ();
  desk = town_lone_desk ();
  line = town_invite (town, "1", 0);
  words = g_strsplit (line, " ", 3);
  for (int i = 0; i < 9; i++) {
    g_autofree char *guess = g_strdup_printf ("%s ABCDE-1234%d %s", words[0], i, words[2]);

    refused (desk, guess, SIJIL_SYNC_ERROR, SIJIL_SYNC_ERROR_INVITATION);
  }
  sijil_enrol (desk->store, line, NULL, &error);
  g_assert_no_error (error);
  town_desk_free (desk);
}

/* Revoked by mistake and invited again: the same number, and the work that waited goes up. */
static void
revoked_and_back (void)
{
  g_autofree char *line = NULL, *number = NULL;
  Desk *desk;
  guint32 device;
  gint64 before;
  g_autoptr (GError) error = NULL;
  g_autoptr (SijilLink) link = NULL;

  set_up ();
  desk = town_desk (town, "1");
  device = town_device (desk);
  desk_family (desk->store, "فاطمة محمد علي", NULL, NULL, TRUE);
  town_sync (desk);
  before = town_count (town, "households");
  number = g_strdup_printf ("%u", device);
  g_free (town_run (town, "device", "revoke", number, NULL));
  desk_family (desk->store, "زينب محمد علي", NULL, NULL, TRUE);
  town_sync_fails (desk, SIJIL_SYNC_ERROR_REVOKED);
  g_assert_cmpint (town_waiting (desk), ==, 1);
  line = town_invite (town, "1", 0);
  sijil_enrol (desk->store, line, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (town_device (desk), ==, device);
  link = desk_read (desk->store, sijil_link_load, NULL);
  g_assert_cmpuint (link->cseq, ==, 4);
  town_sync (desk);
  g_assert_cmpint (town_waiting (desk), ==, 0);
  g_assert_cmpint (town_count (town, "households"), ==, before + 1);
  town_desk_free (desk);
}

static void
another_authority (void)
{
  Desk *desk;
  gint64 before;

  set_up ();
  desk = town_desk (town, "1");
  before = town_count (town, "households");
  desk_family (desk->store, "فاطمة محمد علي", NULL, NULL, TRUE);
  town_other_authority (town);
  set_up ();
  town_sync_fails (desk, SIJIL_SYNC_ERROR_UNTRUSTED);
  g_assert_cmpint (town_waiting (desk), ==, 3); /* the staff record and the family */
  g_assert_cmpint (town_count (town, "households"), ==, before);
  town_desk_free (desk);
}

/* A clerk who types the line is told that the coordinator does this, and the line is good still. */
static void
by_a_coordinator (void)
{
  g_autofree char *line = NULL, *slot = NULL;
  g_autoptr (GError) error = NULL;
  Desk *desk;

  set_up ();
  line = town_invite (town, "1", 0);
  desk = town_lone_desk ();
  slot = sijil_clerk_add (desk->store, "سامي", "clerk", "sami has a passphrase", &error);
  g_assert_no_error (error);
  desk_close (desk->store);
  desk->store = sijil_store_unlock (desk->folder, slot, "sami has a passphrase", &error);
  g_assert_no_error (error);
  refused (desk, line, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_ROLE);
  town_desk_free (desk);
  desk = town_lone_desk ();
  g_assert_true (sijil_enrol (desk->store, line, NULL, &error));
  g_assert_no_error (error);
  town_desk_free (desk);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  town = town_new ();
  g_test_add_func ("/enrol/a-desk-joins", enrols);
  g_test_add_func ("/enrol/an-invitation-is-good-once", once);
  g_test_add_func ("/enrol/a-clerk-does-not-spend-an-invitation", by_a_coordinator);
  g_test_add_func ("/enrol/a-wrong-fingerprint-is-told-nothing", wrong_fingerprint);
  g_test_add_func ("/enrol/what-is-no-invitation-is-refused", no_invitation);
  g_test_add_func ("/enrol/nobody-there-is-said", nobody_there);
  g_test_add_func ("/enrol/a-right-code-is-taken-however-many-wrong-ones-came", wrong_codes);
  g_test_add_func ("/enrol/a-revoked-desk-keeps-its-work-and-may-come-back", revoked_and_back);
  g_test_add_func ("/enrol/another-authority-is-told-nothing", another_authority);
  status = g_test_run ();
  town_free (town);
  return status;
}
