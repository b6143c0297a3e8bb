#include "fuzz.h"
#include "sijil-json.h"

/* The check that comes before the parser, and the parser. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  JsonObject *object = sijil_json_parse ((const char *) data, size, NULL);

  sijil_json_fault_line ((const char *) data, size);
  g_clear_pointer (&object, json_object_unref);
  return 0;
}
