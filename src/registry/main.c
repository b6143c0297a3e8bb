#include "sijil-admin.h"
#include "sijil-i18n.h"
#include "sijil-log.h"
#include "sijil-memory.h"
#include "sijil-type.h"

#include <stdlib.h>
#include <sys/stat.h>

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  umask (077);
  sijil_memory_init ();
  sijil_log_init ();
  sijil_i18n_init ();
  if (!sijil_types_check (&error)) {
    g_printerr ("sijil-registry: %s\n", error->message);
    return EXIT_FAILURE;
  }
  return sijil_admin_run (argc, argv);
}
