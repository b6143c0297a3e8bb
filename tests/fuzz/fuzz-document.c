#include "fuzz.h"
#include "names.h"

/* The document behind hash and compression. What can be read can be written, and read again. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  SijilNames names = { any_birth, any_born, NULL, TRUE };
  g_autoptr (GBytes) frame = sijil_frame_pack ((const char *) data, size);
  g_autoptr (GPtrArray) sets = sijil_frame_decode (frame, &names, NULL);
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (GBytes) written = NULL;

  if (sets == NULL)
    return 0;
  for (guint i = 0; i < sets->len; i++)
    if (((SijilChangeSet *) sets->pdata[i])->names_unknown)
      return 0;
  written = sijil_frame_encode (sets, &names);
  again = sijil_frame_decode (written, &names, NULL);
  g_assert_nonnull (again);
  g_assert_cmpuint (again->len, ==, sets->len);
  return 0;
}
