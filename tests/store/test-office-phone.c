#include "desk.h"
#include "sijil-exchange.h"
#include "sijil-model-error.h"
#include "sijil-office-phone.h"
#include "sijil-outbox.h"
#include "sijil-session.h"
#include "sijil-test.h"

/* The phone of an office, as its coordinator writes it down for other associations. */

#define OFFICE "مكتب الاختبار"

static char *folder;
static SijilStore *store;

static char *
phone (void)
{
  SijilSyncState *state = desk_read (store, sijil_sync_state, NULL);
  char *text = g_strdup (state->phone);

  sijil_sync_state_free (state);
  return text;
}

static void
join_as (guint32 device)
{
  g_autoptr (SijilJoin) join = g_new0 (SijilJoin, 1);

  join->device = device;
  join->token = g_strdup ("token");
  join->association = g_strdup ("A");
  join->registry = g_strdup ("01900000-0000-7000-8000-000000000001");
  join->url = g_strdup ("https://nowhere");
  join->ca = g_strdup ("none");
  desk_write (store, sijil_link_join, join);
}

static void
fork_as (guint32 device)
{
  g_autoptr (SijilJoin) join = g_new0 (SijilJoin, 1);

  join->device = device;
  join->token = g_strdup ("another token");
  desk_write (store, sijil_link_fork, join);
}

static SijilId
other_pc (gint64 number, const char *office)
{
  g_autoptr (SijilRecord) desk = sijil_record_new (&sijil_desk_type, NULL);

  sijil_record_set_number (desk, SIJIL_DESK_NUMBER, number);
  sijil_record_set_text (desk, SIJIL_DESK_OFFICE, office);
  return desk_put (store, desk);
}

static void
before_joining (void)
{
  g_assert_null (phone ());
  desk_refuses (store, sijil_office_phone_save, "0132345678", SIJIL_STORE_ERROR,
                SIJIL_STORE_ERROR_INVALID);
  join_as (7);
}

static void
entered (void)
{
  gint64 sets;

  g_assert_null (phone ());
  desk_write (store, sijil_office_phone_save, "+20 13 ٢٣٤ ٥٦٧٨");
  assert_takes (phone (), "0132345678");
  sets = desk_number (store, "SELECT count(*) FROM change_set WHERE state = 0");
  desk_write (store, sijil_office_phone_save, "013 234 5678"); /* the same again */
  g_assert_cmpint (desk_number (store, "SELECT count(*) FROM change_set WHERE state = 0"), ==,
                   sets);
}

static void
wrong (void)
{
  static const char *const NUMBERS[] = { "1234", "12345678901234567890", "مكتب", "013-abc" };

  for (guint i = 0; i < G_N_ELEMENTS (NUMBERS); i++)
    desk_refuses (store, sijil_office_phone_save, NUMBERS[i], SIJIL_MODEL_ERROR,
                  SIJIL_MODEL_ERROR_INVALID);
  assert_takes (phone (), "0132345678");
}

static void
all_pcs (void)
{
  SijilId same = other_pc (9, OFFICE), other = other_pc (10, "مكتب القرية");

  desk_write (store, sijil_office_phone_save, "01001234567");
  assert_takes (desk_text (store, &sijil_desk_type, &same, SIJIL_DESK_PHONE), "01001234567");
  g_assert_null (desk_text (store, &sijil_desk_type, &other, SIJIL_DESK_PHONE));
}

static void
another_number (void)
{
  fork_as (12);
  assert_takes (phone (), "01001234567");
  desk_write (store, sijil_office_phone_save, "0132345678");
  g_assert_cmpint (desk_number (store, "SELECT count(*) FROM desk WHERE number IN (7, 12) "
                                       "AND phone = '0132345678'"),
                   ==, 2);
}

static void
taken_out (void)
{
  desk_write (store, sijil_office_phone_save, " ");
  g_assert_null (phone ());
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = desk_folder ();
  store = desk_create (folder, "A");
  g_test_add_func ("/office-phone/there-is-none-before-the-office-has-joined", before_joining);
  g_test_add_func ("/office-phone/however-it-is-typed-it-has-one-form", entered);
  g_test_add_func ("/office-phone/what-is-no-phone-is-refused", wrong);
  g_test_add_func ("/office-phone/all-pcs-of-the-office-have-it", all_pcs);
  g_test_add_func ("/office-phone/it-stays-under-another-number-of-the-pc", another_number);
  g_test_add_func ("/office-phone/it-can-be-taken-out-again", taken_out);
  status = g_test_run ();
  desk_close (store);
  desk_remove (folder);
  return status;
}
