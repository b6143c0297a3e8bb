#include "fuzz.h"
#include "sijil-messages.h"

static void
ask (GBytes *bytes)
{
  g_auto (SijilAsk) ask = { NULL }, again = { NULL };
  g_autoptr (GBytes) written = NULL;

  if (!sijil_ask_decode (bytes, &ask, NULL))
    return;
  written = sijil_ask_encode (&ask);
  g_assert_true (sijil_ask_decode (written, &again, NULL));
  g_assert_cmpuint (again.cursor, ==, ask.cursor);
}

static void
answer (GBytes *bytes)
{
  g_autoptr (SijilAnswer) answer = sijil_answer_decode (bytes, NULL), again = NULL;
  g_autoptr (GBytes) written = NULL;

  if (answer == NULL)
    return;
  written = sijil_answer_encode (answer);
  if (g_bytes_get_size (written) > SIJIL_MAX_MESSAGE)
    return;
  again = sijil_answer_decode (written, NULL);
  g_assert_nonnull (again);
  g_assert_cmpuint (again->receipts->len, ==, answer->receipts->len);
}

/* The messages of both sides. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  SijilReceipt *receipt = sijil_receipt_decode (bytes, NULL);

  ask (bytes);
  answer (bytes);
  g_clear_pointer (&receipt, sijil_receipt_free);
  return 0;
}
