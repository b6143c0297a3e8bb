#include "line.h"
#include "names.h"
#include "sender.h"
#include "sijil-bundle.h"
#include "sijil-parts.h"

#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>

/* Writes the seeds from which fuzzing begins: make-corpus tests/fuzz/corpus. */
static const char *root;

static void
keep (const char *target, const char *name, gconstpointer data, gsize len)
{
  g_autofree char *folder = g_build_filename (root, target, NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_mkdir_with_parents (folder, 0755);
  g_assert_true (g_file_set_contents (path, data, (gssize) len, NULL));
}

static void
keep_text (const char *target, const char *name, const char *text)
{
  keep (target, name, text, strlen (text));
}

static void
keep_bytes (const char *target, const char *name, GBytes *bytes)
{
  gsize len;
  const void *data = g_bytes_get_data (bytes, &len);

  keep (target, name, data, len);
}

static GPtrArray *
some_sets (Sender *sender)
{
  GPtrArray *sets = one (next_set (sender));
  SijilChangeSet *set = sets->pdata[0];
  SijilId household = add_new (set, desk_household (TRUE));
  SijilRecord *person = desk_person ("هدى أحمد علي", "head", "28801010101234", "1988-01-01");
  g_autoptr (SijilRecord) edit = sijil_record_new (&sijil_household_type, &household);

  sijil_record_set_reference (person, SIJIL_PERSON_HOUSEHOLD, &household);
  add_new (set, person);
  set = next_set (sender);
  sijil_record_set_text (edit, SIJIL_HOUSEHOLD_VILLAGE, "طوخ");
  sijil_record_set_number (edit, SIJIL_HOUSEHOLD_INCOME, 150000);
  sijil_change_set_add (set, edit, FALSE);
  g_ptr_array_add (sets, set);
  return sets;
}

static void
frames (House *house)
{
  Sender sender = sender_new (house, house_association (house, "جمعية البر"));
  SijilNames names = { any_birth, any_born, NULL };
  g_autoptr (GPtrArray) sets = some_sets (&sender);
  g_autoptr (GBytes) frame = sijil_frame_encode (sets, &names), body = NULL;
  SijilAsk ask = ask_of (&sender);
  g_autofree char *document = NULL, *deep = g_strnfill (400, '[');
  GByteArray *payload = g_byte_array_new ();
  g_autoptr (GBytes) whole = NULL;
  gsize len;

  body = line_body (&ask, frame);
  document = sijil_frame_unpack (frame, &len, NULL);
  keep_bytes ("frame", "two-sets", frame);
  keep ("document", "two-sets", document, len);
  keep_text ("document", "deep", deep);
  keep_text ("document", "empty", "{\"v\":1,\"sets\":{},\"names\":{},\"rows\":[]}");
  keep_bytes ("push", "two-sets", body);
  sijil_bundle_append (payload, body);
  whole = g_byte_array_free_to_bytes (payload);
  keep_bytes ("bundle", "payload", whole);
}

static void
bundle (void)
{
  static const guint8 SEED[crypto_sign_SEEDBYTES] = { 1 };
  guint8 public[crypto_sign_PUBLICKEYBYTES], secret[crypto_sign_SECRETKEYBYTES];
  SijilBundleHead head = { .way = SIJIL_BUNDLE_UP, .device = 2, .made = 1 };
  g_autoptr (GBytes) key = NULL, whole = NULL, nothing = g_bytes_new_static ("", 0), made = NULL;

  crypto_sign_seed_keypair (public, secret, SEED);
  key = g_bytes_new (public, sizeof public);
  whole = g_bytes_new (secret, sizeof secret);
  made = sijil_bundle_seal (&head, nothing, whole, key, NULL);
  keep_bytes ("bundle", "sealed", made);
}

static void
texts (void)
{
  keep_text ("message", "ask",
             "{\"v\":1,\"registry\":\"0190\",\"epoch\":1,\"cseq\":7,\"cursor\":3,\"catalogue\":2,"
             "\"page\":250,\"from\":5,\"key\":1}");
  keep_text ("message", "answer",
             "{\"v\":1,\"registry\":\"0190\",\"epoch\":1,\"time\":1,\"acked\":9,\"cursor\":12,"
             "\"catalogue\":4,\"after\":3,\"more\":1,\"left\":99,\"hijri\":-1,\"kept\":[[1,4,6]],"
             "\"sets\":[{\"c\":8,\"r\":\"not-yours\",\"k\":\"00ff\"},{\"c\":9,\"h\":3,\"q\":12,"
             "\"held\":[{\"row\":0,"
             "\"t\":\"person\",\"f\":\"name\",\"v\":\"هدى\",\"h\":1,\"d\":2,\"b\":3,\"q\":4}]}]}");
  keep_text ("message", "receipt", "{\"c\":9,\"h\":3,\"q\":12}");
  keep_text ("invitation", "good",
             "https://registry.example:8443 7K3M9-P2QRX "
             "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");
  keep_text ("invitation", "http", "http://x 7K3M9 00");
  keep_text (
      "join", "good",
      "{\"v\":1,\"registry\":\"0190\",\"key\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\","
      "\"epoch\":1,\"device\":4,\"token\":\"t\",\"association\":\"جمعية\",\"hijri\":0,"
      "\"sets\":[{\"c\":1,\"h\":0,\"q\":3}]}");
  keep_text ("check", "total",
             "{\"v\":1,\"registry\":\"0190\",\"epoch\":1,\"cursor\":7,\"catalogue\":0,"
             "\"total\":\"00ff00ff00ff00ff\"}");
  keep_text ("check", "buckets",
             "{\"v\":1,\"registry\":\"0190\",\"epoch\":1,\"cursor\":7,\"catalogue\":0,"
             "\"anyway\":1,\"buckets\":[\"person 24311 17 00ff00ff00ff00ff\"]}");
  keep_text ("check", "rows",
             "{\"v\":1,\"registry\":\"0190\",\"epoch\":1,\"cursor\":7,\"catalogue\":0,"
             "\"type\":\"person\",\"rows\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\","
             "\"first\":\"01a00000-0000-7000-8000-000000000000\","
             "\"last\":\"01a0ffff-ffff-7fff-bfff-ffffffffffff\"}");
  keep_text ("check", "answer",
             "{\"v\":1,\"buckets\":[\"visit 24311 1 05\"],"
             "\"unknown\":[\"01a00000-0000-7000-8000-000000000000\"],"
             "\"reached\":\"01a00000-0000-7000-8000-000000000000\"}");
  keep_text ("json", "numbers", "{\"a\":[1,-2,9223372036854775807,1e400,0.5,true,null]}");
  keep_text ("json", "text", "{\"a\":\"\\u0647\\ud83d\\ude00\\n\",\"b\":{\"c\":[[]]}}");
  keep ("json", "nul", "{\"a\":\"b\0c\"}", 12);
  keep_text ("json", "not-utf8", "{\"a\":\"\xff\xfe\"}");
  keep_text (
      "sheet", "comma",
      "الاسم,الرقم القومي,تاريخ الميلاد,صلة القرابة\n\"هدى, أحمد\",28801010101234,1988-01-01,"
      "رب الأسرة\n");
  keep_text ("sheet", "semicolon",
             "\xef\xbb\xbf\"name\";\"phone\"\r\n\"a \"\"b\"\"\";01001234567\r\n");
  keep ("sheet", "utf16",
        "\xff\xfe"
        "a\0,\0b\0\n\0"
        "1\0,\0"
        "2\0",
        18);
}

int
main (int argc, char **argv)
{
  House *house;

  g_assert_cmpint (argc, ==, 2);
  root = argv[1];
  house = house_new ();
  frames (house);
  bundle ();
  texts ();
  house_free (house);
  return 0;
}
