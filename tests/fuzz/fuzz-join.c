#include "fuzz.h"
#include "sijil-join.h"

/* What a registry answers to an enrolment, to a profile that was copied back, and after it was
 * restored. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (SijilJoin) join = sijil_join_read (bytes, NULL);
  g_autoptr (GPtrArray) receipts = NULL;
  g_autoptr (SijilJoin) fork = sijil_join_read_fork (bytes, &receipts, NULL);
  SijilEpoch epoch = { 0 };

  sijil_epoch_read (bytes, &epoch, NULL);
  return 0;
}
