#include "fuzz.h"
#include "sijil-check-message.h"

static void
ask (GBytes *bytes)
{
  g_auto (SijilCheckAsk) ask = { NULL }, again = { NULL };
  g_autoptr (GBytes) written = NULL;

  if (!sijil_check_ask_decode (bytes, &ask, NULL))
    return;
  written = sijil_check_ask_encode (&ask);
  if (g_bytes_get_size (written) > SIJIL_MAX_MESSAGE)
    return;
  g_assert_true (sijil_check_ask_decode (written, &again, NULL));
  g_assert_cmpuint (again.cursor, ==, ask.cursor);
  g_assert_true ((again.rows == NULL) == (ask.rows == NULL));
  if (ask.rows != NULL)
    g_assert_cmpuint (again.rows->len, ==, ask.rows->len);
}

static void
answer (GBytes *bytes)
{
  g_autoptr (SijilCheckAnswer) answer = sijil_check_answer_decode (bytes, NULL), again = NULL;
  g_autoptr (GBytes) written = NULL;

  if (answer == NULL)
    return;
  for (guint i = 0; i < answer->buckets->len; i++) {
    SijilId first, last;

    sijil_sums_range (g_array_index (answer->buckets, SijilBucket, i).month, &first, &last);
  }
  written = sijil_check_answer_encode (answer);
  if (g_bytes_get_size (written) > SIJIL_MAX_MESSAGE)
    return;
  again = sijil_check_answer_decode (written, NULL);
  g_assert_nonnull (again);
  g_assert_cmpuint (again->buckets->len, ==, answer->buckets->len);
  g_assert_cmpuint (again->unknown->len, ==, answer->unknown->len);
}

/* What both sides say when they compare what they hold. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);

  ask (bytes);
  answer (bytes);
  return 0;
}
