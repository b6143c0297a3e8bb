#include "world.h"

#include "false-clock.h"
#include "folder.h"
#include "chance.h"
#include "journal.h"
#include "line.h"
#include "sijil-meta.h"

static const guint8 KEY[SIJIL_REGISTRY_KEY_LEN] = { 7, 7, 7 };

/* A world before its first step, made once and copied for each. */
static char *first_day;

static void
begin_work (Desk *desk)
{
  static const char *const NAMES[] = { "فاطمة محمد علي حسن", "زينب محمود سيد عثمان" };
  g_autoptr (SijilRecord) box = desk_programme ("box", "food", "none");

  desk_put (desk->store, box);
  for (guint i = 0; i < G_N_ELEMENTS (NAMES); i++) {
    g_autofree char *id = g_strdup_printf ("2880620159876%u", i);
    SijilId family = desk_family (desk->store, NAMES[i], id, "1988-06-20", TRUE);
    g_autoptr (SijilRecord) child = desk_person ("صابر محمد", "child", NULL, "2015");

    sijil_record_set_reference (child, SIJIL_PERSON_HOUSEHOLD, &family);
    desk_put (desk->store, child);
  }
}

/* Not freed: House and Desk are only the way here. */
static char *
make_first_day (void)
{
  char *folder = desk_folder ();
  g_autofree char *registry = g_build_filename (folder, "registry", NULL);
  House *house = house_new ();
  gint64 association[ASSOCIATIONS] = { house_association (house, "A"),
                                       house_association (house, "B") };
  Desk *desks[OFFICES];

  for (guint i = 0; i < OFFICES; i++)
    desks[i] = line_desk (house, association[i % ASSOCIATIONS]);
  for (guint i = 0; i < ASSOCIATIONS; i++)
    begin_work (desks[i]);
  for (guint i = 0; i < 3 * OFFICES; i++)
    line_sync (desks[i % OFFICES]);
  for (guint i = 0; i < OFFICES; i++) {
    g_autofree char *name = g_strdup_printf ("desk-%u", i);
    g_autofree char *path = g_build_filename (folder, name, NULL);

    desk_close (desks[i]->store);
    folder_copy (desks[i]->folder, path);
    desk_remove (desks[i]->folder);
    g_free (desks[i]);
  }
  sijil_registry_close (house->registry);
  folder_copy (house->folder, registry);
  desk_remove (house->folder);
  g_free (house);
  return folder;
}

void
world_forget (void)
{
  if (first_day != NULL)
    desk_remove (first_day);
  first_day = NULL;
}

/* What this desk believes about the time; NULL: the registry, whose clock is right. */
void
world_clock (World *world, const Office *office)
{
  false_clock_still = world->now + (office != NULL ? office->clock_off * G_USEC_PER_SEC : 0);
}

gboolean
world_open (World *world, Office *office, GError **error)
{
  world_clock (world, office);
  if (office->store == NULL)
    office->store = sijil_store_unlock (office->folder, NULL, PASSPHRASE, error);
  return office->store != NULL;
}

void
world_close (Office *office)
{
  if (office->store != NULL)
    desk_close (g_steal_pointer (&office->store));
  office->seen = -1;
}

gboolean
world_open_registry (World *world, GError **error)
{
  g_autofree char *path = g_build_filename (world->folder, "registry", NULL);

  world_clock (world, NULL);
  if (world->registry == NULL)
    world->registry = sijil_registry_open (path, KEY, error);
  return world->registry != NULL;
}

void
world_close_registry (World *world)
{
  g_clear_pointer (&world->registry, sijil_registry_close);
}

World *
world_new (guint32 seed)
{
  World *world = g_new0 (World, 1);
  g_autoptr (GError) error = NULL;

  world->now = FIRST_MOMENT;
  world_clock (world, NULL);
  if (first_day == NULL) {
    chance_seed (1);
    first_day = make_first_day ();
  }
  chance_seed (seed);
  world->folder = desk_folder ();
  world->now += G_TIME_SPAN_HOUR;
  folder_copy (first_day, world->folder);
  world->journal = journal_new ();
  world_open_registry (world, &error);
  for (guint i = 0; error == NULL && i < OFFICES; i++) {
    Office *office = &world->offices[i];
    g_autofree char *name = g_strdup_printf ("desk-%u", i);

    office->number = i;
    office->association = 1 + i % ASSOCIATIONS;
    office->folder = g_build_filename (world->folder, name, NULL);
    office->seen = -1;
    if (!world_open (world, office, &error))
      break;
    office->cseq = world_meta (office, SIJIL_META_CSEQ);
  }
  g_assert_no_error (error);
  return world;
}

void
world_free (World *world)
{
  for (guint i = 0; i < OFFICES; i++) {
    Office *office = &world->offices[i];

    world_close (office);
    g_free (office->folder);
    g_free (office->copy);
    g_clear_pointer (&office->last, g_bytes_unref);
    g_clear_pointer (&office->kept, g_bytes_unref);
  }
  world_close_registry (world);
  journal_free (world->journal);
  desk_remove (world->folder);
  g_free (world->trouble);
  g_free (world);
}

/* A backup: the folder as it is while the desk is locked. */
void
world_copy (World *world, Office *office)
{
  g_autoptr (GError) error = NULL;

  world_close (office);
  if (office->copy == NULL)
    office->copy = g_strdup_printf ("%s.copy", office->folder);
  folder_remove (office->copy);
  folder_copy (office->folder, office->copy);
  office->copy_mark = journal_length (world->journal);
  world_open (world, office, &error);
  g_assert_no_error (error);
}

/* The backup takes the place of the desk's folder. What was never sent since is gone with it. */
void
world_copied_back (World *world, Office *office)
{
  g_autoptr (GError) error = NULL;

  if (office->copy == NULL)
    return;
  world_close (office);
  folder_remove (office->folder);
  folder_copy (office->copy, office->folder);
  journal_forget_unsent (world, office);
  /* An answer speaks to the profile that asked. */
  g_clear_pointer (&office->last, g_bytes_unref);
  g_clear_pointer (&office->kept, g_bytes_unref);
  world_open (world, office, &error);
  g_assert_no_error (error);
  office->cseq = world_meta (office, SIJIL_META_CSEQ);
  office->clock = office->cursor = 0;
  office->may_fork = TRUE;
}
