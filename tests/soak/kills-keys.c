#include "kills-keys.h"

#include "desk.h"
#include "killer.h"
#include "office.h"

/* The real sijilctl dies by SIGKILL while it removes a clerk or restores a backup. Whoever comes
 * next gets in, and all is there; ./dev soak --kills. */

typedef struct {
  gboolean restores;
  gint64 longest; /* microseconds */
  guint kills, too_late;
} Kind;

static GSubprocess *
start (const Kind *kind, const char *folder)
{
  return kind->restores
             ? killer_start (folder, "--clerk", office_mona, "restore", office_backup, NULL)
             : killer_start (folder, "--clerk", office_mona, "clerk", "remove", office_sami, NULL);
}

static void
check (const Kind *kind, const char *folder, gboolean said)
{
  if (kind->restores)
    office_check_restoring (folder, said);
  else
    office_check_removal (folder, said);
}

/* Once in peace, to know how long it takes. */
static void
measure (Kind *kind)
{
  char *folder = office_copy (FALSE);
  gint64 begin = g_get_monotonic_time ();
  g_autoptr (GSubprocess) child = start (kind, folder);

  g_assert_true (g_subprocess_wait_check (child, NULL, NULL));
  kind->longest = g_get_monotonic_time () - begin;
  check (kind, folder, TRUE);
  desk_remove (folder);
}

/* Whether it was killed; if it had ended by then, the next kill comes a little sooner. */
static gboolean
kill_once (Kind *kind, GRand *rand)
{
  char *folder = office_copy (FALSE);
  double share = g_rand_double_range (rand, 0.1, 1);
  g_autoptr (GSubprocess) child = start (kind, folder);
  gboolean said = killer_kill_after (child, (gint64) (share * (double) kind->longest));

  kind->longest += said ? -kind->longest / 30 : kind->longest / 150;
  kind->too_late += said;
  kind->kills += !said;
  check (kind, folder, said);
  desk_remove (folder);
  return !said;
}

void
kills_of_keys (GRand *rand, int kills)
{
  Kind kinds[] = { { .restores = FALSE }, { .restores = TRUE } };
  gint64 from = g_get_monotonic_time ();

  office_begin ();
  measure (&kinds[0]);
  measure (&kinds[1]);
  for (int done = 0; done < kills;)
    done += kill_once (&kinds[done % 2], rand);
  office_end ();
  g_print ("# %d kills: %u of clerk remove (%u more came too late), %u of restore (%u more came "
           "too late), "
           "%.0f seconds, registers that did not open 0\n",
           kills, kinds[0].kills, kinds[0].too_late, kinds[1].kills, kinds[1].too_late,
           (double) (g_get_monotonic_time () - from) / G_USEC_PER_SEC);
}
