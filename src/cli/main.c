#include "sijil-cli.h"
#include "sijil-i18n.h"
#include "sijil-log.h"
#include "sijil-memory.h"
#include "sijil-type.h"

#include <sys/stat.h>

int
main (int argc, char **argv)
{
  GError *error = NULL;

  umask (077);
  sijil_memory_init ();
  sijil_log_init ();
  sijil_i18n_init ();
  if (!sijil_types_check (&error))
    return (int) sijil_cli_fail (error);
  return sijil_cli_run (argc, argv);
}
