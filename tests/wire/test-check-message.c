#include "sijil-check-message.h"
#include "sijil-test.h"
#include "types/sijil-types-all.h"

#include <string.h>

static void
assert_bucket (const GArray *buckets, const SijilBucket *sent)
{
  const SijilBucket *got = &g_array_index (buckets, SijilBucket, 0);

  g_assert_cmpuint (buckets->len, ==, 1);
  g_assert_true (got->type == sent->type);
  g_assert_cmpint (got->month, ==, sent->month);
  g_assert_cmpint (got->n, ==, sent->n);
  g_assert_cmpuint (got->sum, ==, sent->sum);
}

static SijilCheckAsk
read_back (const SijilCheckAsk *ask)
{
  g_autoptr (GBytes) body = sijil_check_ask_encode (ask);
  g_autoptr (GError) error = NULL;
  SijilCheckAsk got;

  sijil_check_ask_decode (body, &got, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (got.registry, ==, ask->registry);
  g_assert_cmpuint (got.cursor, ==, ask->cursor);
  return got;
}

static void
total (void)
{
  SijilCheckAsk ask = {
    .registry = (char *) "0190", .epoch = 3, .cursor = 7, .total = G_MAXUINT64
  };
  g_auto (SijilCheckAsk) got = read_back (&ask);

  g_assert_cmpuint (got.total, ==, G_MAXUINT64);
  g_assert_null (got.buckets);
  g_assert_false (got.anyway);
}

static void
buckets (void)
{
  SijilCheckAsk ask = { .registry = (char *) "0190", .anyway = TRUE };
  SijilBucket bucket = { &sijil_person_type, 2026 * 12 + 10, 17, G_GUINT64_CONSTANT (1) << 63 };
  g_auto (SijilCheckAsk) got = { NULL };

  ask.buckets = g_array_new (FALSE, FALSE, sizeof bucket);
  g_array_append_val (ask.buckets, bucket);
  got = read_back (&ask);
  g_assert_true (got.anyway);
  assert_bucket (got.buckets, &bucket);
  g_array_unref (ask.buckets);
}

static void
rows (void)
{
  SijilCheckAsk ask = { .registry = (char *) "0190", .type = &sijil_household_type };
  g_auto (SijilCheckAsk) got = { NULL };

  ask.rows = g_array_new (FALSE, FALSE, sizeof (SijilRowSum));
  sijil_sums_range (2026 * 12, &ask.first, &ask.last);
  for (guint i = 0; i < SIJIL_MAX_CHECKED_ROWS; i++) {
    SijilRowSum row = { sijil_id_new (), G_MAXUINT64 - i };

    g_array_append_val (ask.rows, row);
  }
  got = read_back (&ask);
  g_assert_true (got.type == &sijil_household_type);
  g_assert_true (sijil_id_equal (&got.first, &ask.first));
  g_assert_true (sijil_id_equal (&got.last, &ask.last));
  g_assert_cmpmem (got.rows->data, got.rows->len * sizeof (SijilRowSum), ask.rows->data,
                   ask.rows->len * sizeof (SijilRowSum));
  g_array_unref (ask.rows);
}

static void
answer (void)
{
  g_autoptr (SijilCheckAnswer) sent = sijil_check_answer_new (), got = NULL;
  g_autoptr (GBytes) message = NULL;
  g_autoptr (GError) error = NULL;
  SijilId id = sijil_id_new ();
  SijilBucket bucket = { &sijil_visit_type, 24311, 1, 5 };

  g_array_append_val (sent->buckets, bucket);
  g_array_append_val (sent->unknown, id);
  sent->reached = id;
  sent->tells = TRUE;
  sent->match = g_strdup ("1.2.1.2.3");
  message = sijil_check_answer_encode (sent);
  got = sijil_check_answer_decode (message, &error);
  g_assert_no_error (error);
  g_assert_false (got->behind || got->equal);
  g_assert_true (got->tells);
  g_assert_cmpstr (got->match, ==, "1.2.1.2.3");
  assert_bucket (got->buckets, &bucket);
  g_assert_true (sijil_id_equal (&g_array_index (got->unknown, SijilId, 0), &id));
  g_assert_true (sijil_id_equal (&got->reached, &id));
}

/* A record type of a newer program: this one holds none of it. */
static void
newer (void)
{
  static const char TEXT[] = "{\"v\":1,\"buckets\":[\"voucher 24311 5 00ff\"],\"unknown\":[],"
                             "\"reached\":\"00000000-0000-0000-0000-000000000000\"}";
  g_autoptr (GBytes) message = g_bytes_new_static (TEXT, sizeof TEXT - 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (SijilCheckAnswer) got = sijil_check_answer_decode (message, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (got->buckets->len, ==, 0);
}

static void
refused (void)
{
  static const char *const FAULTY[] = {
    "{\"v\":1,\"registry\":\"x\",\"epoch\":1,\"cursor\":0,\"catalogue\":0}",
    "{\"v\":1,\"registry\":\"x\",\"epoch\":1,\"cursor\":0,\"catalogue\":0,\"total\":\"xyz\"}",
    "{\"v\":1,\"registry\":\"x\",\"epoch\":1,\"cursor\":-1,\"catalogue\":0,\"total\":\"0\"}",
    "{\"v\":1,\"registry\":\"x\",\"epoch\":1,\"cursor\":0,\"catalogue\":0,\"buckets\":[3]}",
    "{\"v\":1,\"registry\":\"x\",\"epoch\":1,\"cursor\":0,\"catalogue\":0,\"buckets\":[\"person "
    "-1 2 0\"]}",
    "{\"v\":1,\"registry\":\"x\",\"epoch\":1,\"cursor\":0,\"catalogue\":0,\"type\":\"person\","
    "\"rows\":\"AAAA\",\"first\":\"x\",\"last\":\"y\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (FAULTY); i++) {
    g_autoptr (GBytes) body = g_bytes_new_static (FAULTY[i], strlen (FAULTY[i]));
    g_auto (SijilCheckAsk) got = { NULL };
    g_autoptr (GError) error = NULL;

    g_assert_false (sijil_check_ask_decode (body, &got, &error));
    g_assert_nonnull (error);
  }
}

/* Every id of a month lies in its range, and those of its neighbours do not. */
static void
range (void)
{
  SijilId first, last, next, unused, id = sijil_id_new ();
  int month = sijil_sums_month (&id);

  sijil_sums_range (month, &first, &last);
  sijil_sums_range (month + 1, &next, &unused);
  g_assert_cmpint (memcmp (&first, &id, sizeof id), <=, 0);
  g_assert_cmpint (memcmp (&id, &last, sizeof id), <=, 0);
  g_assert_cmpint (memcmp (&last, &next, sizeof id), <, 0);
  g_assert_cmpint (sijil_sums_month (&first), ==, month);
  g_assert_cmpint (sijil_sums_month (&last), ==, month);
  g_assert_cmpint (sijil_sums_month (&next), ==, month + 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/check-message/one-number-for-all", total);
  g_test_add_func ("/check-message/a-sum-for-each-bucket", buckets);
  g_test_add_func ("/check-message/as-many-rows-as-may-be-compared-at-once", rows);
  g_test_add_func ("/check-message/an-answer", answer);
  g_test_add_func ("/check-message/a-type-of-a-newer-program-is-passed-over", newer);
  g_test_add_func ("/check-message/what-makes-no-sense-is-refused", refused);
  g_test_add_func ("/check-message/a-month-is-a-range-of-ids", range);
  return g_test_run ();
}
