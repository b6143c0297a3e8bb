#include "sijil-application.h"
#include "sijil-i18n.h"
#include "sijil-log.h"
#include "sijil-memory.h"

int
main (int argc, char **argv)
{
  g_autoptr (SijilApplication) app = NULL;

  sijil_memory_init ();
  sijil_log_init ();
  sijil_i18n_init ();
  app = sijil_application_new ();
  return g_application_run (G_APPLICATION (app), argc, argv);
}
