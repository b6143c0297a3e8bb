#include "journal.h"
#include "killer.h"
#include "kills-keys.h"
#include "proof.h"
#include "sijil-meta.h"
#include "town.h"

#include <glib/gstdio.h>
#include <unistd.h>

/* The real sijilctl and the real sijil-registry die by SIGKILL while they exchange, again and again
 * on the same files; and sijilctl while it changes keys. Whatever was written before must be there
 * at the end: ./dev soak --kills. */

#define DESKS 2
#define ROUND 25 /* kills between two looks at everything */

static const guint8 KEY[SIJIL_REGISTRY_KEY_LEN] = {
  0x77, 0x77, 0x77, 0x77, 0x77, 0x77, 0x77, 0x77, 0x77, 0x77, 0x77, 0x77, 0x77, 0x77, 0x77, 0x77,
  0x77, 0x77, 0x77, 0x77, 0x77, 0x77, 0x77, 0x77, 0x77, 0x77, 0x77, 0x77, 0x77, 0x77, 0x77, 0x77,
};

static int wanted_kills = 100;
static gint64 wanted_seed = -1;
static gboolean short_test, only_keys;

static const GOptionEntry OPTIONS[] = {
  { "kills", 0, 0, G_OPTION_ARG_INT, &wanted_kills, "How often", "N" },
  { "seed", 0, 0, G_OPTION_ARG_INT64, &wanted_seed, "Of the moments", "N" },
  { "only-keys", 0, 0, G_OPTION_ARG_NONE, &only_keys, "No exchanges: removals and restorings",
    NULL },
  { "tap", 0, 0, G_OPTION_ARG_NONE, &short_test, "A short run, as a test", NULL },
  { NULL },
};

typedef struct {
  Town *town;
  Desk *desks[DESKS];
  World world; /* what the properties are asked of */
  GRand *rand;
  gint64 longest; /* exchange of sijilctl, unlocking included; microseconds */
  gint64 usual;   /* exchange in this process */
  guint families, desk_kills, registry_kills, in_time;
} Soak;

/* Some families, and edits of any that are there already. */
static void
work (Soak *soak, guint at)
{
  Desk *desk = soak->desks[at];
  g_autoptr (GPtrArray) all = NULL;

  for (int i = g_rand_int_range (soak->rand, 1, 12); i > 0; i--)
    desk_family (desk->store, "فاطمة محمد علي حسن", NULL, NULL, TRUE);
  all = desk_all (desk->store, &sijil_household_type);
  for (int i = g_rand_int_range (soak->rand, 1, 12); i > 0; i--) {
    g_autofree char *text = g_strdup_printf ("u-%u", ++soak->families);
    SijilRecord *household = all->pdata[g_rand_int_range (soak->rand, 0, (gint32) all->len)];

    desk_edit (desk->store, &sijil_household_type, sijil_record_id (household),
               SIJIL_HOUSEHOLD_ADDRESS, text);
  }
  journal_note (&soak->world, &soak->world.offices[at]);
}

static void
reopen (Soak *soak, guint at)
{
  Office *office = &soak->world.offices[at];

  soak->desks[at]->store = desk_unlock (soak->desks[at]->folder);
  office->store = soak->desks[at]->store;
  proof_of_step (&soak->world, office);
}

static void
kill_desk (Soak *soak, guint at)
{
  g_autoptr (GSubprocess) child = NULL;
  double share = g_rand_double_range (soak->rand, 0.4, 1.05);

  desk_close (soak->desks[at]->store);
  soak->world.offices[at].store = NULL;
  child = killer_start (soak->desks[at]->folder, "sync", NULL);
  soak->in_time += killer_kill_after (child, (gint64) (share * (double) soak->longest));
  soak->desk_kills++;
  reopen (soak, at);
}

static void
kill_registry (Soak *soak, guint at)
{
  GThread *thread = g_thread_new ("exchange", town_exchange, soak->desks[at]);

  g_usleep ((gulong) g_rand_double_range (soak->rand, 0, (double) soak->usual));
  town_kill (soak->town);
  g_thread_join (thread);
  town_start (soak->town);
  soak->registry_kills++;
}

/* Everybody exchanges in peace, and the registry's file is looked at while nobody has it open. */
static void
look_at_everything (Soak *soak)
{
  g_autofree char *folder = g_build_filename (soak->town->folder, "registry", NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 2 * DESKS; i++)
    town_sync (soak->desks[i % DESKS]);
  town_stop (soak->town);
  soak->world.registry = sijil_registry_open (folder, KEY, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < DESKS; i++)
    proof_of_exchange (&soak->world, &soak->world.offices[i], FALSE);
  if (soak->world.trouble == NULL)
    proof_of_rest (&soak->world);
  g_clear_pointer (&soak->world.registry, sijil_registry_close);
  town_start (soak->town);
}

/* Once in peace, to know how long it takes. */
static void
measure (Soak *soak)
{
  gint64 begin;
  g_autoptr (GSubprocess) child = NULL;

  work (soak, 0);
  begin = g_get_monotonic_time ();
  town_sync (soak->desks[0]);
  soak->usual = g_get_monotonic_time () - begin;
  work (soak, 0);
  desk_close (soak->desks[0]->store);
  begin = g_get_monotonic_time ();
  child = killer_start (soak->desks[0]->folder, "sync", NULL);
  g_assert_true (g_subprocess_wait_check (child, NULL, NULL));
  soak->longest = g_get_monotonic_time () - begin;
  reopen (soak, 0);
}

static void
begin (Soak *soak, guint32 seed)
{
  soak->rand = g_rand_new_with_seed (seed);
  soak->town = town_new ();
  soak->world.journal = journal_new ();
  for (guint i = 0; i < DESKS; i++) {
    Office *office = &soak->world.offices[i];

    soak->desks[i] = town_desk (soak->town, "1");
    office->number = i;
    office->association = 1;
    office->store = soak->desks[i]->store;
    office->cseq = world_meta (office, SIJIL_META_CSEQ);
  }
  measure (soak);
}

static void
end (Soak *soak)
{
  for (guint i = 0; i < DESKS; i++)
    town_desk_free (soak->desks[i]);
  town_free (soak->town);
  journal_free (soak->world.journal);
  g_free (soak->world.trouble);
  g_rand_free (soak->rand);
}

static int
soak_for (guint32 seed)
{
  Soak soak = { NULL };
  gint64 from = g_get_monotonic_time ();
  int kills = 0, status;

  begin (&soak, seed);
  while (kills < wanted_kills && soak.world.trouble == NULL) {
    guint at = (guint) g_rand_int_range (soak.rand, 0, DESKS);

    work (&soak, at);
    if (g_rand_boolean (soak.rand))
      kill_desk (&soak, at);
    else
      kill_registry (&soak, at);
    if (++kills % ROUND == 0 || kills == wanted_kills) {
      look_at_everything (&soak);
      g_print ("# %d kills\n", kills);
    }
  }
  status = soak.world.trouble != NULL;
  if (status != 0)
    g_print ("# %s\n# ./dev soak --kills %d --seed %u (other moments, the same choices)\n",
             soak.world.trouble, kills, seed);
  else
    g_print ("# seed %u: %d kills, %u of sijilctl (%u came too late), %u of sijil-registry, "
             "%u change sets, %.0f seconds, lost values 0\n",
             seed, kills, soak.desk_kills, soak.in_time, soak.registry_kills,
             journal_length (soak.world.journal),
             (double) (g_get_monotonic_time () - from) / G_USEC_PER_SEC);
  end (&soak);
  return status;
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GRand) rand = NULL;
  guint32 seed;
  int status;

  g_option_context_add_main_entries (context, OPTIONS, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error)) {
    g_printerr ("kills: %s\n", error->message);
    return 2;
  }
  if (g_access ("/dev/shm", W_OK) == 0) /* nobody waits for a real disk there */
    g_setenv ("TMPDIR", "/dev/shm", TRUE);
  seed = wanted_seed >= 0 ? (guint32) wanted_seed : g_random_int ();
  if (short_test) {
    wanted_kills = 6;
    g_print ("1..1\n# seed %u\n", seed);
  }
  status = only_keys ? 0 : soak_for (seed);
  rand = g_rand_new_with_seed (seed);
  kills_of_keys (rand, wanted_kills);
  if (short_test)
    g_print ("%s 1 /soak/killed-programs-lose-nothing\n", status == 0 ? "ok" : "not ok");
  return status;
}
