#include "fuzz.h"
#include "names.h"

/* A frame as it comes: hash, compression, document. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  SijilNames names = { any_birth, any_born, NULL, TRUE };
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (GPtrArray) sets = sijil_frame_decode (bytes, &names, NULL);

  return 0;
}
