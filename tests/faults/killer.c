#include "killer.h"

#include "desk.h"

/* The real sijilctl at a profile. */
GSubprocess *
killer_start (const char *profile, const char *first, ...)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autofree char *program =
      g_build_filename (g_getenv ("SIJIL_BUILD_ROOT"), "src", "cli", "sijilctl", NULL);
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
  g_autoptr (GError) error = NULL;
  GSubprocess *child;
  va_list args;

  g_ptr_array_add (argv, program);
  g_ptr_array_add (argv, (gpointer) "--profile");
  g_ptr_array_add (argv, (gpointer) profile);
  va_start (args, first);
  for (const char *word = first; word != NULL; word = va_arg (args, const char *))
    g_ptr_array_add (argv, (gpointer) word);
  va_end (args);
  g_ptr_array_add (argv, NULL);
  g_subprocess_launcher_setenv (launcher, "SIJIL_PASSPHRASE", PASSPHRASE, TRUE);
  child = g_subprocess_launcher_spawnv (launcher, (const char *const *) argv->pdata, &error);
  g_assert_no_error (error);
  return child;
}

/* Whether it had ended well before it was killed. */
gboolean
killer_kill_after (GSubprocess *child, gint64 us)
{
  g_usleep ((gulong) us);
  g_subprocess_force_exit (child);
  g_assert_true (g_subprocess_wait (child, NULL, NULL));
  return g_subprocess_get_if_exited (child) && g_subprocess_get_exit_status (child) == 0;
}

gboolean
killer_kill_within (GSubprocess *child, gint64 most_us)
{
  double most = (double) most_us;

  return killer_kill_after (child, (gint64) g_test_rand_double_range (0.2 * most, 1.1 * most));
}
