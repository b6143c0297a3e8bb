#include "sijil-check-message.h"
#include "sijil-messages.h"
#include "sijil-parts.h"
#include "sijil-test.h"
#include "types/sijil-types-all.h"

#include <string.h>

static void
ask (void)
{
  SijilAsk sent = { (char *) "0190-registry \"x\"", 3, 1200, 88, 7, 2000 };
  g_autoptr (GBytes) message = sijil_ask_encode (&sent);
  g_auto (SijilAsk) got = { NULL };
  g_autoptr (GError) error = NULL;

  g_assert_true (sijil_ask_decode (message, &got, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (got.registry, ==, sent.registry);
  g_assert_cmpint (got.epoch, ==, 3);
  g_assert_cmpuint (got.cseq, ==, 1200);
  g_assert_cmpuint (got.cursor, ==, 88);
  g_assert_cmpuint (got.catalogue_cursor, ==, 7);
  g_assert_cmpuint (got.page, ==, 2000);
}

static SijilReceipt *
held_receipt (void)
{
  SijilReceipt *receipt = sijil_receipt_new (41);
  SijilId id = sijil_id_new (), head = sijil_id_new ();
  g_autoptr (SijilRecord) person = sijil_record_new (&sijil_person_type, &id);
  g_autoptr (SijilRecord) household = sijil_record_new (&sijil_household_type, &id);
  SijilStamp stamp = { G_MAXINT64, 9, 12, 13 };

  receipt->stamp = 1000;
  receipt->seq = 55;
  sijil_record_set_text (person, SIJIL_PERSON_NAME, "فاطمة \"أم علي\"");
  sijil_record_set_null (person, SIJIL_PERSON_ID_NUMBER);
  sijil_record_set_reference (household, SIJIL_HOUSEHOLD_HEAD, &head);
  sijil_receipt_hold (receipt, 2, person, SIJIL_PERSON_NAME, &stamp);
  sijil_receipt_hold (receipt, 2, person, SIJIL_PERSON_ID_NUMBER, &stamp);
  sijil_receipt_hold (receipt, 3, household, SIJIL_HOUSEHOLD_HEAD, &stamp);
  return receipt;
}

static void
assert_held (SijilReceipt *got, SijilReceipt *sent)
{
  g_assert_cmpuint (got->cseq, ==, sent->cseq);
  g_assert_cmpuint (got->stamp, ==, sent->stamp);
  g_assert_cmpuint (got->seq, ==, sent->seq);
  g_assert_cmpstr (got->refused, ==, sent->refused);
  g_assert_cmpuint (got->held->len, ==, sent->held->len);
  for (guint i = 0; i < got->held->len; i++) {
    SijilHeldField *a = got->held->pdata[i], *b = sent->held->pdata[i];
    guint field = (guint) sijil_type_field (sijil_record_def (a->value), a->field);

    g_assert_cmpuint (a->row, ==, b->row);
    g_assert_cmpstr (a->type, ==, b->type);
    g_assert_cmpstr (a->field, ==, b->field);
    g_assert_true (sijil_record_same_field (a->value, b->value, field));
    g_assert_cmpuint (a->stamp.stamp, ==, b->stamp.stamp);
    g_assert_cmpuint (a->stamp.device, ==, b->stamp.device);
    g_assert_cmpuint (a->stamp.base, ==, b->stamp.base);
    g_assert_cmpuint (a->stamp.seq, ==, b->stamp.seq);
  }
}

static void
receipt (void)
{
  SijilReceipt *sent = held_receipt ();
  g_autoptr (GBytes) message = sijil_receipt_encode (sent);
  g_autoptr (GError) error = NULL;
  SijilReceipt *got = sijil_receipt_decode (message, &error);

  g_assert_no_error (error);
  assert_held (got, sent);
  sijil_receipt_free (sent);
  sijil_receipt_free (got);
}

static SijilAnswer *
full_answer (void)
{
  SijilAnswer *answer = sijil_answer_new ();
  SijilReceipt *refused = sijil_receipt_new (42);

  answer->registry = g_strdup ("0190-registry");
  answer->epoch = 2;
  answer->time = G_GINT64_CONSTANT (1795340000000000);
  answer->acked = 42;
  answer->cursor = 900;
  answer->catalogue_cursor = 12;
  answer->more = TRUE;
  answer->hijri_offset = -1;
  refused->refused = g_strdup ("reversed-already");
  g_ptr_array_add (answer->receipts, held_receipt ());
  g_ptr_array_add (answer->receipts, refused);
  return answer;
}

static void
answer (void)
{
  g_autoptr (SijilAnswer) sent = full_answer ();
  g_autoptr (GBytes) message = sijil_answer_encode (sent);
  g_autoptr (GError) error = NULL;
  g_autoptr (SijilAnswer) got = sijil_answer_decode (message, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (got->registry, ==, sent->registry);
  g_assert_cmpint (got->epoch, ==, sent->epoch);
  g_assert_cmpint (got->time, ==, sent->time);
  g_assert_cmpuint (got->acked, ==, 42);
  g_assert_cmpuint (got->cursor, ==, 900);
  g_assert_cmpuint (got->catalogue_cursor, ==, 12);
  g_assert_true (got->more);
  g_assert_cmpint (got->hijri_offset, ==, -1);
  g_assert_cmpuint (got->receipts->len, ==, 2);
  assert_held (got->receipts->pdata[0], sent->receipts->pdata[0]);
  g_assert_cmpstr (((SijilReceipt *) got->receipts->pdata[1])->refused, ==, "reversed-already");
}

/* What nearly every exchange says: all kept, one after the other; here with one refused among them
 * and a number of somebody else's in between. */
static void
runs (void)
{
  g_autoptr (SijilAnswer) sent = full_answer ();
  g_autoptr (GBytes) message = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SijilAnswer) got = NULL;

  for (guint i = 0; i < 1000; i++) {
    SijilReceipt *receipt = sijil_receipt_new (100 + i);

    receipt->seq = i < 600 ? 5000 + i : 5001 + i;
    if (i == 300)
      receipt->refused = g_strdup ("not-yours");
    g_ptr_array_add (sent->receipts, receipt);
  }
  message = sijil_answer_encode (sent);
  g_assert_cmpuint (g_bytes_get_size (message), <, 900);
  got = sijil_answer_decode (message, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (got->receipts->len, ==, sent->receipts->len);
  for (guint i = 0; i < got->receipts->len; i++) {
    const SijilReceipt *a = sent->receipts->pdata[i], *b = got->receipts->pdata[i];

    g_assert_cmpuint (a->cseq, ==, b->cseq);
    g_assert_cmpstr (a->refused, ==, b->refused);
    g_assert_cmpuint (a->refused != NULL ? 0 : a->seq, ==, b->seq);
    g_assert_cmpuint (a->stamp, ==, b->stamp);
  }
}

static gboolean
takes_runs (const char *kept)
{
  g_autofree char *text =
      g_strdup_printf ("{\"v\":1,\"registry\":\"r\",\"epoch\":1,\"time\":1,\"acked\":0,"
                       "\"cursor\":0,\"catalogue\":0,\"more\":0,\"sets\":[],\"kept\":%s}",
                       kept);
  g_autoptr (GBytes) message = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (SijilAnswer) got = sijil_answer_decode (message, &error);

  g_assert_true ((got == NULL) == (error != NULL));
  return got != NULL;
}

static void
impossible_runs (void)
{
  static const char *const WRONG[] = {
    "[[1,1,10001]]",
    "[[1,1,6000],[7000,7000,6000]]",
    "[[0,1,1]]",
    "[[1,0,1]]",
    "[[1,1,0]]",
    "[[1,1,-5]]",
    "[[1,1]]",
    "[[1,1,1,1]]",
    "[[1,1,\"1\"]]",
    "[1,1,1]",
    "{}",
    "[[1,1,1.5]]",
    "[[9223372036854775807,1,3]]",
    "[[1099511627776,1,2]]",
    "[[1,1099511627776,2]]",
  };

  g_assert_true (takes_runs ("[]"));
  g_assert_true (takes_runs ("[[1,1,10000]]"));
  g_assert_true (takes_runs ("[[1099511627776,1099511627776,1]]"));
  for (guint i = 0; i < G_N_ELEMENTS (WRONG); i++)
    g_assert_false (takes_runs (WRONG[i]));
}

static int
offset_in (const char *member)
{
  g_autofree char *text = g_strdup_printf ("{\"v\":1,\"registry\":\"r\",\"epoch\":1,\"time\":1,"
                                           "\"acked\":0,\"cursor\":0,\"catalogue\":0,"
                                           "\"more\":0%s,\"sets\":[]}",
                                           member);
  g_autoptr (GBytes) message = g_bytes_new (text, strlen (text));
  g_autoptr (SijilAnswer) got = sijil_answer_decode (message, NULL);

  return got != NULL ? got->hijri_offset : 99;
}

static void
calendar (void)
{
  g_assert_cmpint (offset_in (""), ==, 0); /* a registry that does not know of it */
  g_assert_cmpint (offset_in (",\"hijri\":1"), ==, 1);
  g_assert_cmpint (offset_in (",\"hijri\":2"), ==, 99);
  g_assert_cmpint (offset_in (",\"hijri\":\"1\""), ==, 99);
}

/* A cut is refused at every byte, and a changed byte never crashes and never goes by unexplained.
 */
static void
damage (void)
{
  g_autoptr (SijilAnswer) sent = full_answer ();
  g_autoptr (GBytes) message = sijil_answer_encode (sent);
  gsize len;
  const char *data = g_bytes_get_data (message, &len);

  for (gsize i = 0; i < len; i++) {
    g_autoptr (GBytes) cut = g_bytes_new_from_bytes (message, 0, i);
    g_autoptr (GError) error = NULL;

    g_assert_null (sijil_answer_decode (cut, &error));
    g_assert_nonnull (error);
    g_assert_true (error->domain == SIJIL_WIRE_ERROR);
  }
  for (gsize i = 0; i < len; i++) {
    static const char BYTES[] = "\"{}[],:0-x\xff";

    for (gsize k = 0; k < sizeof BYTES; k++) {
      char *copy = g_memdup2 (data, len);
      g_autoptr (GBytes) damaged = g_bytes_new_take (copy, len);
      g_autoptr (GError) error = NULL;
      g_autoptr (SijilAnswer) got = NULL;

      copy[i] = BYTES[k];
      got = sijil_answer_decode (damaged, &error);
      g_assert_true ((got == NULL) == (error != NULL));
    }
  }
}

static void
refuses (gconstpointer text)
{
  g_autoptr (GBytes) message = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_auto (SijilAsk) got = { NULL };
  SijilReceipt *found;

  g_assert_null (sijil_answer_decode (message, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_false (sijil_ask_decode (message, &got, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  found = sijil_receipt_decode (message, &error);
  g_assert_null (found);
  g_assert_nonnull (error);
}

#define ANSWER(sets)                                                                               \
  "{\"v\":1,\"registry\":\"r\",\"epoch\":1,\"time\":1,\"acked\":1,\"cursor\":1,\"catalogue\":1,"   \
  "\"more\":0,\"sets\":[" sets "]}"

static const char *const REFUSED[] = {
  "",
  "{}",
  "[]",
  ANSWER ("5"),
  ANSWER ("{}"),
  ANSWER ("{\"c\":0,\"h\":1,\"q\":1}"),
  ANSWER ("{\"c\":1}"),
  ANSWER ("{\"c\":1,\"r\":5}"),
  ANSWER ("{\"c\":1,\"h\":1,\"q\":1,\"held\":{}}"),
  ANSWER ("{\"c\":1,\"h\":1,\"q\":1,\"held\":[5]}"),
  ANSWER ("{\"c\":1,\"h\":1,\"q\":1,\"held\":[{\"t\":\"person\",\"f\":\"name\",\"v\":5,"
          "\"row\":0,\"h\":1,\"d\":1,\"b\":1,\"q\":1}]}"),
  ANSWER ("{\"c\":1,\"h\":1,\"q\":1,\"held\":[{\"t\":\"person\",\"f\":\"name\",\"v\":\"x\","
          "\"row\":-1,\"h\":1,\"d\":1,\"b\":1,\"q\":1}]}"),
};

static void
refuses_all (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (REFUSED); i++)
    refuses (REFUSED[i]);
}

static void
unknown_held (void)
{
  static const char TEXT[] =
      ANSWER ("{\"c\":1,\"h\":1,\"q\":1,\"held\":[{\"t\":\"person\",\"f\":\"blood\",\"v\":5,"
              "\"row\":0,\"h\":1,\"d\":1,\"b\":1,\"q\":1},{\"t\":\"ghost\",\"f\":\"x\",\"v\":5}]}");
  g_autoptr (GBytes) message = g_bytes_new_static (TEXT, sizeof TEXT - 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (SijilAnswer) got = sijil_answer_decode (message, &error);

  g_assert_no_error (error);
  g_assert_null (((SijilReceipt *) got->receipts->pdata[0])->held);
}

/* A held field without type or name, or with names of the wrong kind. */
static void
nameless_held (void)
{
  static const char *const TEXTS[] = {
    ANSWER ("{\"c\":1,\"h\":1,\"q\":1,\"held\":[{}]}"),
    ANSWER ("{\"c\":1,\"h\":1,\"q\":1,\"held\":[{\"t\":5,\"f\":\"name\",\"v\":1}]}"),
    ANSWER ("{\"c\":1,\"h\":1,\"q\":1,\"held\":[{\"t\":\"person\",\"v\":1}]}"),
    ANSWER ("{\"c\":1,\"h\":1,\"q\":1,\"held\":[{\"t\":\"person\",\"f\":[],\"v\":1}]}"),
  };

  for (guint i = 0; i < G_N_ELEMENTS (TEXTS); i++) {
    g_autoptr (GBytes) message = g_bytes_new_static (TEXTS[i], strlen (TEXTS[i]));
    g_autoptr (GError) error = NULL;
    g_autoptr (SijilAnswer) got = sijil_answer_decode (message, &error);

    g_assert_null (got);
    g_assert_error (error, SIJIL_WIRE_ERROR, SIJIL_WIRE_ERROR_MALFORMED);
  }
}

/* What another version means by the same words nobody here can know. */
static void
other_versions (void)
{
  static const char *const VERSIONS[] = { "", "\"v\":0,", "\"v\":2,", "\"v\":\"1\",", "\"v\":1," };

  for (guint i = 0; i < G_N_ELEMENTS (VERSIONS); i++) {
    gboolean ours = i + 1 == G_N_ELEMENTS (VERSIONS);
    g_autofree char *text = g_strdup_printf (
        "{%s\"registry\":\"r\",\"epoch\":1,\"cseq\":1,\"cursor\":0,\"catalogue\":0,\"time\":1,"
        "\"acked\":0,\"total\":\"0\",\"buckets\":[],\"unknown\":[],"
        "\"reached\":\"00000000-0000-0000-0000-000000000000\"}",
        VERSIONS[i]);
    g_autoptr (GBytes) message = g_bytes_new (text, strlen (text));
    g_auto (SijilAsk) ask = { NULL };
    g_auto (SijilCheckAsk) check_ask = { NULL };
    g_autoptr (SijilAnswer) answer = sijil_answer_decode (message, NULL);
    g_autoptr (SijilCheckAnswer) check_answer = sijil_check_answer_decode (message, NULL);

    g_assert_cmpint (sijil_ask_decode (message, &ask, NULL), ==, ours);
    g_assert_cmpint (answer != NULL, ==, ours);
    g_assert_cmpint (check_answer != NULL, ==, ours);
    g_clear_pointer (&check_ask.registry, g_free);
    g_assert_cmpint (sijil_check_ask_decode (message, &check_ask, NULL), ==, ours);
  }
}

static void
too_large (void)
{
  g_autofree char *text = g_strnfill (SIJIL_MAX_MESSAGE + 1, ' ');
  g_autoptr (GBytes) message = g_bytes_new_static (text, SIJIL_MAX_MESSAGE + 1);
  g_autoptr (GError) error = NULL;

  g_assert_null (sijil_answer_decode (message, &error));
  g_assert_error (error, SIJIL_WIRE_ERROR, SIJIL_WIRE_ERROR_TOO_LARGE);
}

static void
parts (void)
{
  GByteArray *out = g_byte_array_new ();
  g_autoptr (GBytes) message = g_bytes_new_static ("{}", 2);
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) body = NULL;
  static const struct {
    SijilPart kind;
    gsize len;
  } EXPECTED[] = { { SIJIL_PART_MESSAGE, 2 }, { SIJIL_PART_CATALOGUE, 0 }, { SIJIL_PART_OWN, 2 } };
  gsize offset = 0;

  sijil_parts_append (out, SIJIL_PART_MESSAGE, message);
  sijil_parts_append (out, SIJIL_PART_CATALOGUE, nothing);
  sijil_parts_append (out, SIJIL_PART_OWN, message);
  body = g_byte_array_free_to_bytes (out);
  for (guint i = 0; i <= G_N_ELEMENTS (EXPECTED); i++) {
    g_autoptr (GBytes) payload = NULL;
    g_autoptr (GError) error = NULL;
    SijilPart kind;

    g_assert_true (sijil_parts_next (body, &offset, &kind, &payload, &error));
    g_assert_no_error (error);
    if (i == G_N_ELEMENTS (EXPECTED)) {
      g_assert_null (payload);
      break;
    }
    g_assert_cmpint (kind, ==, EXPECTED[i].kind);
    g_assert_cmpuint (g_bytes_get_size (payload), ==, EXPECTED[i].len);
  }
}

static void
broken_parts (void)
{
  static const struct {
    const char *bytes;
    gsize len;
  } BODIES[] = { { "\1", 1 },
                 { "\1\2\0\0\0{", 6 },
                 { "\0\0\0\0\0", 5 },
                 { "\4\0\0\0\0", 5 },
                 { "\1\377\377\377\377{}", 7 } };

  for (guint i = 0; i < G_N_ELEMENTS (BODIES); i++) {
    g_autoptr (GBytes) body = g_bytes_new_static (BODIES[i].bytes, BODIES[i].len);
    g_autoptr (GBytes) payload = NULL;
    g_autoptr (GError) error = NULL;
    gsize offset = 0;
    SijilPart kind;

    g_assert_false (sijil_parts_next (body, &offset, &kind, &payload, &error));
    g_assert_error (error, SIJIL_WIRE_ERROR, SIJIL_WIRE_ERROR_MALFORMED);
    g_assert_null (payload);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/messages/a-run-of-kept-sets-is-three-numbers", runs);
  g_test_add_func ("/messages/impossible-runs-are-refused", impossible_runs);
  g_test_add_func ("/messages/the-calendar-is-off-by-a-day-at-most", calendar);
  g_test_add_func ("/messages/an-ask-comes-back", ask);
  g_test_add_func ("/messages/a-receipt-brings-what-is-held", receipt);
  g_test_add_func ("/messages/an-answer-comes-back", answer);
  g_test_add_func ("/messages/damage-is-refused-and-harmless", damage);
  g_test_add_func ("/messages/wrong-shapes-are-refused", refuses_all);
  g_test_add_func ("/messages/a-held-field-of-a-newer-program-is-passed-over", unknown_held);
  g_test_add_func ("/messages/a-held-field-without-a-name-is-refused", nameless_held);
  g_test_add_func ("/messages/another-version-is-refused", other_versions);
  g_test_add_func ("/messages/a-message-has-a-largest-size", too_large);
  g_test_add_func ("/parts/come-back-in-order", parts);
  g_test_add_func ("/parts/a-broken-body-is-refused", broken_parts);
  return g_test_run ();
}
