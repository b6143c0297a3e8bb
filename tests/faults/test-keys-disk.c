#include "desk.h"
#include "fault-files.h"
#include "office.h"
#include "sijil-backup.h"
#include "sijil-clerks.h"
#include "sijil-test.h"

#include <string.h>

/* The disk has a bad moment while a clerk is removed, a backup is restored, or a register opened
 * for the first time: at every write there is. Afterwards it opens, for everybody, and with all
 * that was in it. */

/* How many places of a fault are tried, unless SIJIL_FAULTS=all asks for every one. */
#ifdef __SANITIZE_ADDRESS__
#define SAMPLE 10
#else
#define SAMPLE 60
#endif

typedef struct {
  const char *name;
  gboolean (*act) (const char *folder);
  void (*check) (const char *folder, gboolean said);
  gboolean as_restored;
} Story;

static gboolean
close_soon (SijilStore *store)
{
  if (store == NULL)
    return FALSE;
  desk_close (store);
  return TRUE;
}

static gboolean
removal (const char *folder)
{
  return close_soon (sijil_clerk_remove (folder, office_mona, PASSPHRASE, office_sami, NULL));
}

static gboolean
restoring (const char *folder)
{
  g_autofree char *backup = g_build_filename (folder, "backups", office_backup, NULL);
  SijilRestore request = { folder, backup, office_mona, PASSPHRASE, NULL, NULL };

  return sijil_backup_restore (&request, NULL, NULL);
}

/* And what was registered then is there. */
static gboolean
opening (const char *folder)
{
  SijilStore *store = sijil_store_unlock (folder, office_mona, PASSPHRASE, NULL);
  g_autoptr (SijilRecord) household = desk_household (TRUE);
  g_autoptr (SijilHouseholdEdit) edit = sijil_household_edit_new (household);
  g_autofree SijilId *id = NULL;

  if (store == NULL)
    return FALSE;
  g_ptr_array_add (edit->persons, desk_person ("سعاد أحمد علي", "head", NULL, NULL));
  id = sijil_store_write_freeing (store, sijil_household_save, edit, g_free, NULL);
  desk_close (store);
  return id != NULL;
}

static const Story STORIES[] = {
  { "a-clerk-is-removed", removal, office_check_removal, FALSE },
  { "a-backup-is-restored", restoring, office_check_restoring, FALSE },
  { "a-register-is-opened-for-the-first-time", opening, office_check_opening, TRUE },
};

static guint
operations (const Story *story, FaultKind kind)
{
  char *folder = office_copy (story->as_restored);
  guint n;

  fault_vfs_arm (kind, G_MAXUINT, 0);
  fault_files_at (folder);
  g_assert_true (story->act (folder));
  n = fault_files_disarm (0);
  story->check (folder, TRUE);
  desk_remove (folder);
  return n;
}

static void
one_fault (const Story *story, FaultKind kind, guint nth)
{
  char *folder = office_copy (story->as_restored);
  gboolean said;

  g_test_message ("%s at %u", fault_name (kind), nth);
  fault_vfs_arm (kind, nth, nth);
  fault_files_at (folder);
  said = story->act (folder);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  fault_files_disarm (nth);
  g_assert_true (fault_vfs_has_struck ());
  story->check (folder, said);
  desk_remove (folder);
}

typedef struct {
  const Story *story;
  FaultKind kind;
} Case;

static void
every_place (gconstpointer data)
{
  const Case *one = data;
  guint n = operations (one->story, one->kind), step = 1;
  gboolean all = g_strcmp0 (g_getenv ("SIJIL_FAULTS"), "all") == 0;

  g_assert_cmpuint (n, >, 3);
  if (!all && n > SAMPLE)
    step = n / SAMPLE + 1;
  g_test_message ("%u operations, every %u.", n, step);
  for (guint nth = 1 + (step > 1 ? (guint) g_test_rand_int_range (0, (gint32) step) : 0); nth <= n;
       nth += step)
    one_fault (one->story, one->kind, nth);
}

int
main (int argc, char **argv)
{
  static const FaultKind KINDS[] = { FAULT_POWER, FAULT_FULL, FAULT_ERROR };
  static const char *const WORDS[] = { "the-power-fails", "the-disk-is-full", "a-write-fails" };
  static Case cases[G_N_ELEMENTS (STORIES) * G_N_ELEMENTS (KINDS)];
  guint n = 0;
  int status;

  g_test_init (&argc, &argv, NULL);
  fault_vfs_install ("register.");
  office_begin ();
  for (guint i = 0; i < G_N_ELEMENTS (STORIES); i++)
    for (guint j = 0; j < G_N_ELEMENTS (KINDS); j++) {
      g_autofree char *path = g_strdup_printf ("/keys-disk/%s-while-%s", WORDS[j], STORIES[i].name);

      cases[n] = (Case){ &STORIES[i], KINDS[j] };
      g_test_add_data_func (path, &cases[n++], every_place);
    }
  status = g_test_run ();
  office_end ();
  return status;
}
