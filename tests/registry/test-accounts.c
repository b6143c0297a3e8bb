#include "line.h"
#include "sijil-accounts.h"
#include "sijil-invitation.h"
#include "sijil-json.h"
#include "sijil-routes.h"
#include "sijil-test.h"

#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>

static House *house;
static gint64 association;

typedef struct {
  guint8 public[crypto_sign_PUBLICKEYBYTES];
  guint8 secret[crypto_sign_SECRETKEYBYTES];
} Keys;

static char *
invite (void)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, association);
  g_autoptr (GError) error = NULL;
  char *code = sijil_accounts_invite (house->registry, number, &error);

  g_assert_no_error (error);
  return code;
}

static void
fill (SijilEnrolment *enrolment, const char *code, const Keys *keys)
{
  guint8 proof[crypto_sign_BYTES];
  g_autoptr (GBytes) statement = NULL;

  enrolment->code = g_strdup (code);
  enrolment->public_key = g_bytes_new (keys->public, sizeof keys->public);
  enrolment->office = g_strdup ("مكتب");
  enrolment->letters = g_strdup ("AKP");
  statement = sijil_enrol_statement (code, enrolment->public_key);
  crypto_sign_detached (proof, NULL, g_bytes_get_data (statement, NULL),
                        g_bytes_get_size (statement), keys->secret);
  enrolment->proof = g_bytes_new (proof, sizeof proof);
}

static SijilMembership *
enrol (const char *code, const Keys *keys, GError **error)
{
  g_auto (SijilEnrolment) enrolment = { NULL };

  fill (&enrolment, code, keys);
  return sijil_accounts_enrol (house->registry, &enrolment, error);
}

static void
once (void)
{
  g_autofree char *code = invite ();
  g_autoptr (GError) error = NULL;
  Keys first, second;
  SijilMembership *membership;

  crypto_sign_keypair (first.public, first.secret);
  crypto_sign_keypair (second.public, second.secret);
  membership = enrol (code, &first, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (membership->device, >, SIJIL_REGISTRY_DEVICE);
  g_assert_cmpstr (membership->association, ==, "جمعية البر");
  sijil_membership_free (membership);
  g_assert_null (enrol (code, &second, &error));
  g_assert_error (error, SIJIL_REGISTRY_ERROR, SIJIL_REGISTRY_ERROR_INVITATION);
}

static void
unknown_code (void)
{
  g_autoptr (GError) error = NULL;
  Keys keys;

  crypto_sign_keypair (keys.public, keys.secret);
  g_assert_null (enrol ("ABCDE12345", &keys, &error));
  g_assert_error (error, SIJIL_REGISTRY_ERROR, SIJIL_REGISTRY_ERROR_INVITATION);
}

static void
expired (void)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "ABCDE12345", -1);
  g_autoptr (GError) error = NULL;
  Keys keys;

  crypto_sign_keypair (keys.public, keys.secret);
  g_assert_true (sijil_storage_add_invitation (house->registry->storage, hash, association,
                                               g_get_real_time () - 1, &error));
  g_assert_null (enrol ("ABCDE12345", &keys, &error));
  g_assert_error (error, SIJIL_REGISTRY_ERROR, SIJIL_REGISTRY_ERROR_INVITATION);
}

/* Whoever overhears a code cannot enrol a key that is not theirs, nor use a proof for another code.
 */
static void
proof (void)
{
  g_autofree char *code = invite (), *other = invite ();
  g_autoptr (GError) error = NULL;
  g_auto (SijilEnrolment) enrolment = { NULL };
  Keys keys;

  crypto_sign_keypair (keys.public, keys.secret);
  fill (&enrolment, code, &keys);
  g_free (enrolment.code);
  enrolment.code = g_strdup (other);
  g_assert_null (sijil_accounts_enrol (house->registry, &enrolment, &error));
  g_assert_error (error, SIJIL_REGISTRY_ERROR, SIJIL_REGISTRY_ERROR_BAD_REQUEST);
  g_clear_error (&error);
  g_bytes_unref (enrolment.proof);
  enrolment.proof = g_bytes_new ("short", 5);
  g_assert_null (sijil_accounts_enrol (house->registry, &enrolment, &error));
  g_assert_error (error, SIJIL_REGISTRY_ERROR, SIJIL_REGISTRY_ERROR_BAD_REQUEST);
  g_clear_error (&error);
  sijil_membership_free (enrol (other, &keys, &error)); /* the failures used nothing up */
  g_assert_no_error (error);
}

static void
same_key (void)
{
  g_autofree char *first_code = invite (), *second_code = invite ();
  Keys keys;
  SijilMembership *first, *second;
  g_autoptr (SijilDevice) device = NULL, again = NULL;
  g_autofree char *old = NULL;
  g_autoptr (GError) error = NULL;

  crypto_sign_keypair (keys.public, keys.secret);
  first = enrol (first_code, &keys, NULL);
  device = sijil_storage_device (house->registry->storage, first->device);
  device->acked = 41;
  g_assert_true (sijil_storage_save_device (house->registry->storage, device, NULL));
  second = enrol (second_code, &keys, NULL);
  g_assert_cmpuint (second->device, ==, first->device);
  g_assert_cmpstr (second->token, !=, first->token);
  again = sijil_storage_device (house->registry->storage, second->device);
  g_assert_cmpuint (again->acked, ==, 41);
  old = g_strdup_printf ("Bearer %u.%s", first->device, first->token);
  g_assert_null (sijil_accounts_authenticate (house->registry, old, &error));
  g_assert_error (error, SIJIL_REGISTRY_ERROR, SIJIL_REGISTRY_ERROR_UNAUTHORIZED);
  sijil_membership_free (first);
  sijil_membership_free (second);
}

static void
authorization (void)
{
  g_autofree char *code = invite ();
  Keys keys;
  SijilMembership *membership;
  g_autoptr (SijilDevice) device = NULL;
  g_autofree char *good = NULL, *longer = NULL, *other = NULL, *filler = g_strnfill (300, '1');
  g_autofree char *endless = g_strconcat ("Bearer ", filler, NULL);

  crypto_sign_keypair (keys.public, keys.secret);
  membership = enrol (code, &keys, NULL);
  good = g_strdup_printf ("Bearer %u.%s", membership->device, membership->token);
  longer = g_strconcat (good, "x", NULL);
  other = g_strdup_printf ("Bearer %u.%s", membership->device + 1000, membership->token);
  device = sijil_accounts_authenticate (house->registry, good, NULL);
  g_assert_nonnull (device);
  g_assert_cmpuint (device->number, ==, membership->device);
  {
    const char *wrong[] = {
      NULL,   "",    "Bearer ", "Bearer 2", "Bearer 1.x",  "Basic 2.x",
      longer, other, endless,   "Bearer .", "Bearer -1.x", "Bearer 18446744073709551618.x"
    };

    for (guint i = 0; i < G_N_ELEMENTS (wrong); i++) {
      g_autoptr (GError) error = NULL;

      g_assert_null (sijil_accounts_authenticate (house->registry, wrong[i], &error));
      g_assert_error (error, SIJIL_REGISTRY_ERROR, SIJIL_REGISTRY_ERROR_UNAUTHORIZED);
    }
  }
  sijil_membership_free (membership);
}

static void
revoked (void)
{
  g_autofree char *code = invite (), *good = NULL;
  Keys keys;
  SijilMembership *membership;
  g_autoptr (GError) error = NULL;

  crypto_sign_keypair (keys.public, keys.secret);
  membership = enrol (code, &keys, NULL);
  good = g_strdup_printf ("Bearer %u.%s", membership->device, membership->token);
  g_assert_true (sijil_accounts_revoke (house->registry, membership->device, &error));
  g_assert_null (sijil_accounts_authenticate (house->registry, good, &error));
  g_assert_error (error, SIJIL_REGISTRY_ERROR, SIJIL_REGISTRY_ERROR_UNAUTHORIZED);
  g_clear_error (&error);
  g_assert_false (sijil_accounts_revoke (house->registry, 12345, &error));
  g_assert_error (error, SIJIL_REGISTRY_ERROR, SIJIL_REGISTRY_ERROR_NOT_FOUND);
  sijil_membership_free (membership);
}

static void
only_hashes (void)
{
  g_autofree char *code = invite ();
  Keys keys;
  SijilMembership *membership;

  crypto_sign_keypair (keys.public, keys.secret);
  membership = enrol (code, &keys, NULL);
  {
    g_autofree char *sql =
        g_strdup_printf ("SELECT count(*) FROM device WHERE token_hash = '%s'", membership->token);
    g_autofree char *codes =
        g_strdup_printf ("SELECT count(*) FROM invitation WHERE code_hash = '%s'", code);

    g_assert_cmpint (house_number (house, sql), ==, 0);
    g_assert_cmpint (house_number (house, codes), ==, 0);
  }
  sijil_membership_free (membership);
}

static int
try_enrol (const char *peer, const char *text)
{
  gboolean known;
  const SijilRoute *route = sijil_route_find ("POST", "/v1/enrol", &known);
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
  SijilRequest request = { NULL, (char *) peer, body };
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (route);
  g_assert_null (route->handle (house->registry, &request, &error));
  g_assert_nonnull (error);
  return error->domain == SIJIL_REGISTRY_ERROR ? error->code : -1;
}

static void
wrong_codes (void)
{
  static const char WRONG[] =
      "{\"v\":1,\"code\":\"ABCDE1234Z\",\"key\":\"AAAA\",\"proof\":\"AAAA\","
      "\"office\":\"x\",\"letters\":\"AKP\"}";

  for (int i = 0; i < SIJIL_GUESSES_OF_ADDRESS; i++)
    g_assert_cmpint (try_enrol ("192.0.2.7", WRONG), ==, SIJIL_REGISTRY_ERROR_INVITATION);
  for (int i = 0; i < 3; i++)
    g_assert_cmpint (try_enrol ("192.0.2.7", WRONG), ==, SIJIL_REGISTRY_ERROR_TOO_MANY_TRIES);
  g_assert_cmpint (try_enrol ("192.0.2.8", WRONG), ==, SIJIL_REGISTRY_ERROR_INVITATION);
}

static void
guesses_of_all (void)
{
  g_autoptr (SijilGuesses) guesses = sijil_guesses_new ();
  gint64 now = G_GINT64_CONSTANT (1000) * G_USEC_PER_SEC;
  guint heard = 0;

  for (guint i = 0; i < 10000; i++) {
    g_autofree char *address = g_strdup_printf ("2001:db8::%x", i);

    heard += sijil_guesses_may_hear (guesses, address, now);
  }
  g_assert_cmpuint (heard, ==, SIJIL_GUESSES_OF_ALL);
  g_assert_false (sijil_guesses_may_hear (guesses, "192.0.2.9", now));
  g_assert_true (sijil_guesses_may_hear (guesses, "192.0.2.9", now + 61 * G_USEC_PER_SEC));
}

static int
enrol_named (const char *office, const char *letters)
{
  g_autofree char *code = invite ();
  g_auto (SijilEnrolment) enrolment = { NULL };
  g_autoptr (GError) error = NULL;
  SijilMembership *membership;
  Keys keys;

  crypto_sign_keypair (keys.public, keys.secret);
  fill (&enrolment, code, &keys);
  g_free (enrolment.office);
  g_free (enrolment.letters);
  enrolment.office = g_strdup (office);
  enrolment.letters = g_strdup (letters);
  membership = sijil_accounts_enrol (house->registry, &enrolment, &error);
  g_assert_true ((membership == NULL) == (error != NULL));
  if (membership != NULL) {
    g_autoptr (SijilDevice) device =
        sijil_storage_device (house->registry->storage, membership->device);

    g_assert_cmpstr (device->office, ==, "مكتب طنطا");
    sijil_membership_free (membership);
    return 0;
  }
  g_assert_true (sijil_accounts_is_invited (house->registry, code)); /* nothing was used up */
  g_assert_error (error, SIJIL_REGISTRY_ERROR, SIJIL_REGISTRY_ERROR_BAD_REQUEST);
  return error->code;
}

static void
names (void)
{
  g_autofree char *longest = g_strnfill (121, 'a');
  const char *const offices[] = { "",          " \t",           "a\nb",  "a\tb",
                                  "a\033[2Jb", "\342\200\256a", "a\377", longest };
  static const char *const LETTERS[] = { "", "AK", "AKPP", "akp", "AK1", "AKB", "A\tK" };

  g_assert_cmpint (enrol_named (" مكتب طنطا ", "AKP"), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (offices); i++)
    g_assert_cmpint (enrol_named (offices[i], "AKP"), ==, SIJIL_REGISTRY_ERROR_BAD_REQUEST);
  for (guint i = 0; i < G_N_ELEMENTS (LETTERS); i++)
    g_assert_cmpint (enrol_named ("مكتب", LETTERS[i]), ==, SIJIL_REGISTRY_ERROR_BAD_REQUEST);
}

static void
broken_enrolments (void)
{
  static const char *const BODIES[] = {
    "",
    "{}",
    "[]",
    "{\"code\":5}",
    "{\"v\":1,\"code\":\"x\"}",
    "{\"v\":1,\"code\":\"x\",\"key\":5,\"proof\":\"\",\"office\":\"\",\"letters\":\"\"}",
    "{\"v\":1,\"code\":\"x\",\"key\":\"%%%\",\"proof\":\"\",\"office\":\"\",\"letters\":\"\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (BODIES); i++) {
    g_autofree char *peer = g_strdup_printf ("192.0.2.%u", 100 + i);

    g_assert_cmpint (try_enrol (peer, BODIES[i]), !=, SIJIL_REGISTRY_ERROR_FAILED);
  }
}

static void
routes (void)
{
  gboolean known;

  g_assert_null (sijil_route_find ("GET", "/v1/push", &known));
  g_assert_true (known);
  g_assert_null (sijil_route_find ("GET", "/v1/", &known));
  g_assert_false (known);
  g_assert_nonnull (sijil_route_find ("GET", "/v1/hello", &known));
}

static void
key_file (void)
{
  static const char *const WRONG[] = { "", "abc", "zz", "0123456789abcdef" };
  g_autofree char *path = g_build_filename (house->folder, "key", NULL);
  g_autofree char *good = g_strnfill (64, 'a');
  g_autoptr (GError) error = NULL;
  guint8 key[SIJIL_REGISTRY_KEY_LEN];

  g_assert_true (g_file_set_contents_full (path, good, -1, 0, 0600, NULL));
  g_assert_true (sijil_registry_read_key (path, key, &error));
  g_assert_cmpint (key[31], ==, 0xaa);
  for (guint i = 0; i < G_N_ELEMENTS (WRONG); i++) {
    g_assert_true (
        g_file_set_contents_full (path, WRONG[i], -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL));
    g_assert_false (sijil_registry_read_key (path, key, &error));
    g_clear_error (&error);
  }
  g_assert_true (
      g_file_set_contents_full (path, good, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL));
  g_assert_cmpint (g_chmod (path, 0640), ==, 0);
  g_assert_false (sijil_registry_read_key (path, key, &error));
  g_assert_error (error, SIJIL_REGISTRY_ERROR, SIJIL_REGISTRY_ERROR_FAILED);
}

static void
one_registry (void)
{
  static const guint8 OTHER[SIJIL_REGISTRY_KEY_LEN] = { 9 };
  g_autoptr (GError) error = NULL;

  g_assert_false (sijil_registry_init (house->folder, OTHER, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_null (sijil_registry_open (house->folder, OTHER, &error));
  g_assert_error (error, SIJIL_DB_ERROR, SIJIL_DB_ERROR_WRONG_KEY);
}

/* Each set once and in order, as a device tells them: a receipt that is asked for a thousand times
 * would be sent a thousand times. */
static void
forks_ask_once (void)
{
  static const struct {
    const char *body;
    gboolean answered;
  } CASES[] = {
    { "{\"v\":1,\"sets\":[\"1 x\",\"2 y\"]}", TRUE },
    { "{\"v\":1,\"sets\":[\"1 x\",\"1 x\"]}", FALSE },
    { "{\"v\":1,\"sets\":[\"2 x\",\"1 y\"]}", FALSE },
    { "{\"v\":1,\"sets\":[\"x\"]}", FALSE },
  };
  gboolean known_path;
  const SijilRoute *route = sijil_route_find ("POST", "/v1/fork", &known_path);

  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++) {
    g_autofree char *code = invite ();
    Keys keys;
    SijilMembership *membership;
    g_autofree char *header = NULL;
    g_autoptr (GBytes) body = g_bytes_new_static (CASES[i].body, strlen (CASES[i].body));
    g_autoptr (GBytes) answer = NULL;
    g_autoptr (GError) error = NULL;

    crypto_sign_keypair (keys.public, keys.secret);
    membership = enrol (code, &keys, NULL);
    header = g_strdup_printf ("Bearer %u.%s", membership->device, membership->token);
    sijil_membership_free (membership);
    answer = route->handle (house->registry, &(SijilRequest){ header, NULL, body }, &error);
    g_assert_true ((answer != NULL) == CASES[i].answered);
    g_assert_true ((error == NULL) == CASES[i].answered);
  }
}

static void
two_names (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (sijil_storage_add_association (house->registry->storage, "جمعية البر", &error),
                   ==, 0);
  g_assert_nonnull (error);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  house = house_new ();
  association = house_association (house, "جمعية البر");
  g_test_add_func ("/accounts/an-invitation-is-good-once", once);
  g_test_add_func ("/accounts/a-guess-is-no-invitation", unknown_code);
  g_test_add_func ("/accounts/an-old-invitation-is-none", expired);
  g_test_add_func ("/accounts/a-device-proves-its-key", proof);
  g_test_add_func ("/accounts/the-same-key-keeps-its-number", same_key);
  g_test_add_func ("/accounts/only-the-right-token-is-accepted", authorization);
  g_test_add_func ("/accounts/a-revoked-device-is-not-accepted", revoked);
  g_test_add_func ("/accounts/tokens-and-codes-are-kept-as-hashes", only_hashes);
  g_test_add_func ("/accounts/the-sixth-wrong-code-in-a-minute-hears-nothing", wrong_codes);
  g_test_add_func ("/accounts/wrong-codes-of-all-addresses-have-a-bound", guesses_of_all);
  g_test_add_func ("/accounts/names-that-would-steer-a-screen-are-refused", names);
  g_test_add_func ("/accounts/a-broken-enrolment-is-no-fault-of-ours", broken_enrolments);
  g_test_add_func ("/accounts/two-associations-have-two-names", two_names);
  g_test_add_func ("/routes/a-fork-asks-for-each-set-once", forks_ask_once);
  g_test_add_func ("/routes/know-their-methods", routes);
  g_test_add_func ("/registry/a-key-file-is-the-operators-alone", key_file);
  g_test_add_func ("/registry/is-made-once-and-opens-with-its-key", one_registry);
  status = g_test_run ();
  house_free (house);
  return status;
}
