#include "guest.h"
#include "sijil-life.h"
#include "sijil-exchange.h"
#include "sijil-messages.h"
#include "sijil-parts.h"
#include "sijil-records.h"
#include "sijil-session.h"
#include "sijil-storage.h"
#include "sijil-test.h"
#include "town.h"

#include <string.h>

/* What a stranger, or a device with a good token that lies, makes the real registry say over real
 * TLS. */

#define FORGED (G_GINT64_CONSTANT (1) << 39)

static Town *town;

static char *
post (const char *path, const char *token, GBytes *body, guint *status)
{
  g_autofree char *first = g_strdup_printf ("POST %s", path);
  g_autofree char *headers =
      token != NULL ? g_strdup_printf ("Authorization: Bearer %s\r\n", token) : g_strdup ("");
  g_autofree char *request = guest_request (first, headers, g_bytes_get_size (body));
  char *answer = NULL;

  *status = guest_ask (town->port, request, g_bytes_get_data (body, NULL), g_bytes_get_size (body),
                       &answer);
  return answer;
}

static char *
token_of (Desk *desk)
{
  g_autoptr (SijilLink) link = desk_read (desk->store, sijil_link_load, NULL);

  return g_strdup_printf ("%u.%s", link->device, link->token);
}

/* The ask of a desk that has just exchanged, saying that it speaks @version. */
static char *
ask_in (Desk *desk, int version, guint *status)
{
  g_autoptr (SijilLink) link = desk_read (desk->store, sijil_link_load, NULL);
  g_autofree char *token = token_of (desk);
  g_autofree char *text =
      g_strdup_printf ("{\"v\":%d,\"registry\":\"%s\",\"epoch\":%" G_GINT64_FORMAT
                       ",\"cseq\":%" G_GUINT64_FORMAT ",\"cursor\":0,\"catalogue\":0}",
                       version, link->registry, link->epoch, link->cseq);
  g_autoptr (GBytes) message = g_bytes_new (text, strlen (text));
  g_autoptr (GByteArray) parts = g_byte_array_new ();
  g_autoptr (GBytes) body = NULL;

  sijil_parts_append (parts, SIJIL_PART_MESSAGE, message);
  body = g_bytes_new (parts->data, parts->len);
  return post ("/v1/push", token, body, status);
}

static void
other_versions (void)
{
  Desk *desk = town_desk (town, "1");
  guint status;

  town_sync (desk);
  g_free (ask_in (desk, 1, &status));
  g_assert_cmpuint (status, ==, 200);
  for (int version = 0; version < 4; version++) {
    g_autofree char *answer = NULL;

    if (version == 1)
      continue;
    answer = ask_in (desk, version, &status);
    g_assert_cmpuint (status, ==, 400);
    g_assert_nonnull (strstr (answer, "malformed"));
  }
  town_desk_free (desk);
}

/* Bodies of which each is another guess. */
static guint
guess (guint n)
{
  g_autofree char *text =
      g_strdup_printf ("{\"v\":1,\"code\":\"ABCDE%05u\",\"key\":\"AAAA\","
                       "\"proof\":\"AAAA\",\"office\":\"x\",\"letters\":\"AKP\"}",
                       n);
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
  guint status;

  g_free (post ("/v1/enrol", NULL, body, &status));
  return status;
}

/* An office and somebody who guesses share an address, as mobile operators put thousands behind
 * one. */
static void
guesser_beside_an_office (void)
{
  g_autofree char *line = town_invite (town, "1", 0);
  Desk *desk = town_lone_desk ();
  g_autoptr (GError) error = NULL;
  guint heard = 0;

  for (guint i = 0; i < 30; i++) {
    guint status = guess (i);

    g_assert_true (status == 403 || status == 429);
    heard += status == 403;
  }
  g_assert_cmpuint (heard, <=, 10); /* a minute may have begun meanwhile */
  sijil_enrol (desk->store, line, NULL, &error);
  g_assert_no_error (error);
  town_desk_free (desk);
}

static void
set_office (const char *office)
{
  g_autofree char *folder = g_build_filename (town->folder, "registry", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SijilStorage) storage = NULL;
  g_autoptr (GPtrArray) devices = NULL;
  SijilDevice *device;
  guint8 key[32];

  memset (key, 0x77, sizeof key);
  storage = sijil_storage_open (folder, key, FALSE, &error);
  g_assert_no_error (error);
  devices = sijil_storage_devices (storage, NULL);
  g_assert_cmpuint (devices->len, >, 0);
  device = devices->pdata[0];
  g_free (device->office);
  device->office = g_strdup (office);
  g_assert_true (sijil_storage_save_device (storage, device, &error));
}

static void
names_of_before (void)
{
  g_autofree char *list = NULL;
  Desk *desk = town_desk (town, "1");

  set_office ("a\033[2J\tb\342\200\256c");
  list = town_run (town, "device", "list", NULL);
  g_assert_nonnull (strstr (list, "a\\x1b[2J\\x09b\\u{202e}c"));
  g_assert_null (strchr (list, '\033'));
  g_assert_null (strstr (list, "\342\200\256"));
  town_desk_free (desk);
}

/* Typed at the desk before anybody looked at it: it joins under the name that was meant. */
static gpointer
rename_office (SijilSession *session, gpointer name, GError **error)
{
  return GINT_TO_POINTER (sijil_db_run (
      session->db, error, "UPDATE meta SET value = ?1 WHERE key = 'office'", "t", (char *) name));
}

static void
names_typed_badly (void)
{
  g_autofree char *line = town_invite (town, "1", 0), *list = NULL;
  Desk *desk = town_lone_desk ();
  g_autoptr (GError) error = NULL;

  desk_write (desk->store, rename_office, (char *) " مكتب\tالمحطة\n");
  sijil_enrol (desk->store, line, NULL, &error);
  g_assert_no_error (error);
  list = town_run (town, "device", "list", NULL);
  g_assert_nonnull (strstr (list, "\tمكتب المحطة\t"));
  town_desk_free (desk);
}

/* A desk of which somebody has written into the register that it had read what nobody has written
 * yet: in its change sets that wait, and beside the values. */
static gpointer
forge (SijilSession *session, gpointer id, GError **error)
{
  static const SijilTypeDef *const TYPES[] = { &sijil_household_type, &sijil_person_type };

  for (guint i = 0; i < G_N_ELEMENTS (TYPES); i++) {
    g_autoptr (SijilStored) stored = NULL;
    SijilStamp stamp;
    gint64 cseq_stamp =
        sijil_db_number (session->db, 0, "SELECT max(stamp) FROM change_set WHERE state = 0", "");

    if (!sijil_records_load (session->db, TYPES[i], id, &stored, error))
      return NULL;
    for (guint field = 0; stored != NULL && field < TYPES[i]->n_fields; field++) {
      const SijilStamp *found = sijil_stamps_get (stored->stamps, field);

      if (found == NULL || found->stamp != (guint64) cseq_stamp)
        continue;
      stamp = *found;
      stamp.base = FORGED;
      sijil_stamps_set (stored->stamps, field, &stamp);
    }
    if (stored != NULL && !sijil_records_save (session->db, stored, error))
      return NULL;
  }
  return GINT_TO_POINTER (sijil_db_run (
      session->db, error, "UPDATE change_set SET base = ?1 WHERE state = 0", "i", FORGED));
}

static void
forged_base (void)
{
  Desk *owner = town_desk (town, "1"), *liar = town_desk (town, "1");
  SijilId household = desk_family (owner->store, "هدى أحمد علي", NULL, NULL, TRUE);
  SijilId head = desk_head (owner->store, &household);
  Desk *const desks[] = { owner, liar };

  town_sync (owner);
  town_sync (liar);
  /* A name that the liar has not been sent, and writes over all the same. */
  desk_edit (owner->store, &sijil_person_type, &head, SIJIL_PERSON_NAME, "هدى أحمد حسن");
  town_sync (owner);
  desk_edit (liar->store, &sijil_person_type, &head, SIJIL_PERSON_NAME, "منى أحمد علي");
  desk_write (liar->store, forge, &head);
  /* And a deletion that would know of all that is still to come. */
  desk_write (liar->store, sijil_household_delete, &household);
  desk_write (liar->store, forge, &household);
  town_sync (liar);
  desk_edit (owner->store, &sijil_household_type, &household, SIJIL_HOUSEHOLD_ADDRESS, "النيل");
  town_sync (owner);
  town_sync (liar);
  town_sync (owner);
  for (guint i = 0; i < G_N_ELEMENTS (desks); i++) {
    assert_takes (desk_text (desks[i]->store, &sijil_person_type, &head, SIJIL_PERSON_NAME),
                  "هدى أحمد حسن");
    assert_takes (
        desk_text (desks[i]->store, &sijil_household_type, &household, SIJIL_HOUSEHOLD_ADDRESS),
        "النيل");
    g_assert_cmpint (desk_number (desks[i]->store, "SELECT count(*) FROM household WHERE gone = 0"),
                     ==, 1);
    g_assert_cmpint (town_waiting (desks[i]), ==, 0);
  }
  /* The liar's own register knows what it may have known. */
  g_assert_cmpint (desk_number (liar->store, "SELECT count(*) FROM change_set WHERE base > 1000"),
                   ==, 0);
  town_desk_free (owner);
  town_desk_free (liar);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  town = town_new ();
  g_test_add_func ("/liars/an-ask-of-another-version-is-malformed", other_versions);
  g_test_add_func ("/liars/who-guesses-codes-locks-out-nobody-beside-them",
                   guesser_beside_an_office);
  g_test_add_func ("/liars/a-stored-name-steers-no-terminal", names_of_before);
  g_test_add_func ("/liars/a-name-typed-badly-joins-as-it-was-meant", names_typed_badly);
  g_test_add_func ("/liars/a-forged-base-writes-over-no-name-and-deletes-nothing-later",
                   forged_base);
  result = g_test_run ();
  town_free (town);
  return result;
}
