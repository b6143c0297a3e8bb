#include "sijil-exchange.h"
#include "world.h"

static SijilRecord *
at_registry (World *world, const SijilTypeDef *type, const SijilId *id)
{
  g_autoptr (SijilFolded) folded = NULL;

  g_assert_true (sijil_storage_load (world->house->registry->storage, type, id, &folded, NULL));
  return folded != NULL ? g_object_ref (folded->record) : NULL;
}

static void
assert_same (guint desk, SijilRecord *ours, SijilRecord *theirs)
{
  const SijilTypeDef *type = sijil_record_def (ours);

  if (theirs == NULL)
    g_error ("desk %u has a %s that the registry has not", desk, type->name);
  for (guint f = 0; f < type->n_fields; f++)
    if (!sijil_record_same_field (ours, theirs, f))
      g_error ("desk %u, %s.%s: \"%s\", the registry: \"%s\"", desk, type->name,
               type->fields[f].name, sijil_record_text (ours, f), sijil_record_text (theirs, f));
}

/* In a set that the registry could not keep, and that the desk shows: such a record may differ. */
static gboolean
is_refused (Desk *desk, const SijilId *id)
{
  g_autoptr (GString) sql = g_string_new ("SELECT count(*) FROM change_row r JOIN change_set s ON "
                                          "s.local = r.change_set WHERE s.state = 2 AND r.id = x'");

  for (guint i = 0; i < 16; i++)
    g_string_append_printf (sql, "%02x", id->bytes[i]);
  g_string_append_c (sql, '\'');
  return desk_number (desk->store, sql->str) > 0;
}

static void
check_equal (World *world)
{
  static const SijilTypeDef *const TYPES[] = { &sijil_household_type, &sijil_person_type,
                                               &sijil_distribution_type, &sijil_programme_type };

  for (guint t = 0; t < G_N_ELEMENTS (TYPES); t++) {
    guint seen[2] = { 0 };

    for (guint d = 0; d < N_DESKS; d++) {
      g_autoptr (GPtrArray) all = desk_all (world->desk[d]->store, TYPES[t]);
      guint kept = 0;

      for (guint i = 0; i < all->len; i++) {
        const SijilId *id = sijil_record_id (all->pdata[i]);
        g_autoptr (SijilRecord) theirs = NULL;

        if (is_refused (world->desk[d], id))
          continue;
        kept++;
        theirs = at_registry (world, TYPES[t], id);
        assert_same (d, all->pdata[i], theirs);
      }
      if (seen[world_side (d)] == 0)
        seen[world_side (d)] = kept;
      if (seen[world_side (d)] != kept)
        g_error ("desk %u has %u rows of %s, another one of its association %u", d, kept,
                 TYPES[t]->name, seen[world_side (d)]);
    }
  }
}

static gboolean
gave_way (World *world, SijilRecord *edit, guint field)
{
  g_autoptr (GBytes) value = sijil_record_pack_field (edit, field);
  g_autoptr (GString) sql = g_string_new ("SELECT count(*) FROM loser WHERE id = x'");
  const guint8 *bytes = sijil_record_id (edit)->bytes;
  gsize len;

  for (guint i = 0; i < 16; i++)
    g_string_append_printf (sql, "%02x", bytes[i]);
  g_string_append_printf (sql, "' AND field = '%s' AND value = x'",
                          sijil_record_def (edit)->fields[field].name);
  bytes = g_bytes_get_data (value, &len);
  for (gsize i = 0; i < len; i++)
    g_string_append_printf (sql, "%02x", bytes[i]);
  g_string_append_c (sql, '\'');
  return house_number (world->house, sql->str) > 0;
}

static gboolean
is_refused_anywhere (World *world, const SijilId *id)
{
  for (guint d = 0; d < N_DESKS; d++)
    if (is_refused (world->desk[d], id))
      return TRUE;
  return FALSE;
}

/* The value, or kept as one that gave way, or in a refused set. */
static void
check_nothing_lost (World *world)
{
  for (guint i = 0; i < world->written->len; i++) {
    SijilRecord *edit = world->written->pdata[i];
    const SijilTypeDef *type = sijil_record_def (edit);
    g_autoptr (SijilRecord) now = NULL;

    if (is_refused_anywhere (world, sijil_record_id (edit)))
      continue;
    now = at_registry (world, type, sijil_record_id (edit));
    if (now == NULL)
      g_error ("a %s is lost", type->name);
    for (guint f = 0; f < type->n_fields; f++)
      if (sijil_record_has (edit, f) && !sijil_record_is_null (edit, f) &&
          !sijil_record_same_field (now, edit, f) && !gave_way (world, edit, f))
        g_error ("%s.%s: \"%s\" is lost", type->name, type->fields[f].name,
                 sijil_record_text (edit, f));
  }
}

static void
check_quiet (World *world)
{
  for (guint d = 0; d < N_DESKS; d++) {
    g_autoptr (SijilLink) link = desk_read (world->desk[d]->store, sijil_link_load, NULL);

    g_assert_cmpint (link->waiting, ==, 0);
    g_assert_cmpuint (link->cursor, ==,
                      sijil_storage_feed_head (world->house->registry->storage,
                                               world->association[world_side (d)]));
  }
  /* Numbers without gaps, of feeds and of devices. */
  g_assert_cmpint (house_number (world->house, "SELECT count(*) FROM feed_head h WHERE h.seq <> "
                                               "(SELECT count(*) FROM change_set s WHERE "
                                               "s.association = h.association AND s.seq > 0)"),
                   ==, 0);
  g_assert_cmpint (house_number (world->house,
                                 "SELECT count(*) FROM device d WHERE d.acked <> (SELECT count(*) "
                                 "FROM change_set s WHERE s.device = d.number)"),
                   ==, 0);
}

/* Whoever has seen what stands is the later one, however wrong his clock is. */
static void
check_who_has_seen_wins (World *world)
{
  for (guint d = 0; d < N_DESKS; d++) {
    SijilId family = g_array_index (world->families[world_side (d)], SijilId, 0);
    g_autofree char *text = g_strdup_printf ("last %u", ++world->counter);
    g_autoptr (SijilRecord) edit = sijil_record_new (&sijil_household_type, &family);
    guint other = d == 0 ? 1 : d == 3 ? 4 : d - 1;
    g_autoptr (SijilRecord) stands =
        desk_get (world->desk[d]->store, &sijil_household_type, &family);
    g_autofree char *now = NULL;

    if (sijil_record_number (stands, SIJIL_HOUSEHOLD_DELETED, 0) != 0)
      continue;
    sijil_record_set_text (edit, SIJIL_HOUSEHOLD_VILLAGE, text);
    world_write (world, d, edit);
    line_sync (world->desk[d]);
    line_sync (world->desk[other]);
    now = desk_text (world->desk[other]->store, &sijil_household_type, &family,
                     SIJIL_HOUSEHOLD_VILLAGE);
    if (g_strcmp0 (now, text) != 0)
      g_error ("desk %u had seen \"%s\" and did not win with \"%s\"", d, now, text);
    for (guint k = 0; k < N_DESKS; k++)
      line_sync (world->desk[k]);
  }
}

/* What holds when all are quiet. */
void
world_check (World *world)
{
  check_quiet (world);
  check_equal (world);
  check_nothing_lost (world);
  check_who_has_seen_wins (world);
}
