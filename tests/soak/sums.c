#include "sums.h"

#include "sijil-gone.h"
#include "sijil-records.h"
#include "sijil-storage.h"
#include "types/sijil-types-all.h"

#include <string.h>

/* Records of these a desk may say differently: a change that the registry refused stands there,
 * with the reason, until somebody mends it. So may their households: whether one that was deleted
 * counts depends on them. */
static const char SQL_REFUSED[] = "SELECT r.id, r.type FROM change_row r JOIN change_set s "
                                  "ON s.local = r.change_set WHERE s.state = 2";

static void
add_household (SijilDb *db, const SijilTypeDef *type, const SijilId *id, GHashTable *ids)
{
  int field = sijil_type_field (type, "household");
  g_autoptr (SijilRecord) record = field >= 0 ? sijil_records_get (db, type, id) : NULL;
  SijilId household;

  if (record != NULL && sijil_record_reference (record, (guint) field, &household))
    g_hash_table_add (ids, sijil_id_copy (&household));
}

/* Whether a family that the registry let go long ago stands here depends on such a change too: a
 * deletion that was not sent for half a year, a member who moved out of it. */
static void
add_members (SijilDb *db, GHashTable *ids)
{
  g_autofree gpointer *households = g_hash_table_get_keys_as_array (ids, NULL);
  SijilId id;

  for (guint i = 0; households[i] != NULL; i++) {
    g_autoptr (SijilStmt) stmt = sijil_db_select (
        db, NULL, "SELECT id FROM person WHERE household = ?1", "d", households[i]);

    /* One that is there already must stay the same piece of memory. */
    while (stmt != NULL && sijil_stmt_next (stmt))
      if (sijil_stmt_id (stmt, 0, &id) && !g_hash_table_contains (ids, &id))
        g_hash_table_add (ids, sijil_id_copy (&id));
  }
}

static GHashTable *
refused_at (const Office *office)
{
  GHashTable *ids = g_hash_table_new_full (sijil_id_hash, sijil_id_equal, g_free, NULL);
  SijilDb *db = world_db (office);
  g_autoptr (SijilStmt) stmt = sijil_db_select (db, NULL, SQL_REFUSED, "");
  SijilId id;

  while (stmt != NULL && sijil_stmt_next (stmt)) {
    if (!sijil_stmt_id (stmt, 0, &id))
      continue;
    g_hash_table_add (ids, sijil_id_copy (&id));
    add_household (db, sijil_type_find (sijil_stmt_text (stmt, 1)), &id, ids);
  }
  add_members (db, ids);
  return ids;
}

/* FNV-1a */
static guint64
mix (guint64 sum, gconstpointer bytes, gsize len)
{
  for (gsize i = 0; i < len; i++)
    sum = (sum ^ ((const guint8 *) bytes)[i]) * G_GUINT64_CONSTANT (0x100000001b3);
  return sum;
}

/* What the registry itself has written it does not number in its own rows. */
static guint64
number_of (const SijilStamp *stamp)
{
  return stamp->device == SIJIL_REGISTRY_DEVICE ? 0 : stamp->seq;
}

/* The values, and who wrote them: were that different, the next edit would part the two. */
static guint64
sum_record (SijilStored *stored, gboolean gone)
{
  g_autoptr (GBytes) bytes = sijil_record_pack (stored->record);
  guint64 sum = mix (G_GUINT64_CONSTANT (0xcbf29ce484222325), sijil_record_id (stored->record), 16);

  sum = mix (sum, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  sum = mix (sum, &gone, sizeof gone);
  for (guint i = 0; i < sijil_record_def (stored->record)->n_fields; i++) {
    const SijilStamp *stamp = sijil_stamps_get (stored->stamps, i);
    guint64 numbers[] = { i, stamp != NULL ? stamp->stamp : 0, stamp != NULL ? stamp->device : 0,
                          stamp != NULL ? number_of (stamp) : 0 };

    if (stamp != NULL)
      sum = mix (sum, numbers, sizeof numbers);
  }
  return sum;
}

typedef void (*RecordFunc) (SijilStored *stored, gboolean gone, gpointer data);

/* @owner: an association at the registry; -1 on a desk, where all is its own or the catalogue's */
static void
each_record (SijilDb *db, gint64 owner, GHashTable *without, RecordFunc func, gpointer data)
{
  guint n;
  const SijilTypeDef *const *types = sijil_types (&n);

  for (guint t = 0; t < n; t++) {
    gboolean mortal = sijil_type_life (types[t]) >= 0;
    g_autofree char *sql =
        g_strdup_printf ("SELECT id, %s FROM %s%s ORDER BY id", mortal ? "gone" : "0",
                         types[t]->name, owner >= 0 ? " WHERE owner IN (0, ?1)" : "");
    g_autoptr (SijilStmt) stmt = owner >= 0 ? sijil_db_select (db, NULL, sql, "i", owner)
                                            : sijil_db_select (db, NULL, sql, "");
    SijilId id;

    while (stmt != NULL && sijil_stmt_next (stmt)) {
      g_autoptr (SijilStored) stored = NULL;

      if (!sijil_stmt_id (stmt, 0, &id) || g_hash_table_contains (without, &id))
        continue;
      if (sijil_records_load (db, types[t], &id, &stored, NULL) && stored != NULL)
        func (stored, sijil_stmt_int (stmt, 1) != 0, data);
    }
  }
}

static void
add_up (SijilStored *stored, gboolean gone, gpointer sums)
{
  g_autoptr (GDateTime) when =
      g_date_time_new_from_unix_utc (sijil_id_millis (sijil_record_id (stored->record)) / 1000);
  g_autofree char *bucket =
      g_strdup_printf ("%s %04d-%02d", sijil_record_def (stored->record)->name,
                       g_date_time_get_year (when), g_date_time_get_month (when));
  guint64 *sum = g_hash_table_lookup (sums, bucket);

  if (sum == NULL) {
    sum = g_new0 (guint64, 1);
    g_hash_table_insert (sums, g_steal_pointer (&bucket), sum);
  }
  *sum += sum_record (stored, gone);
}

static GHashTable *
sums_of (SijilDb *db, gint64 owner, const Office *office)
{
  GHashTable *sums = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) without = refused_at (office);

  each_record (db, owner, without, add_up, sums);
  return sums;
}

GHashTable *
sums_of_desk (World *world, const Office *office)
{
  return sums_of (world_db (office), -1, office);
}

/* Whether a household that was deleted counts again for what others did with it, the registry works
 * out when it needs to know. */
static void
refresh_gone (World *world)
{
  SijilDb *db = world_registry_db (world);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (SijilId));
  g_autoptr (SijilStmt) stmt =
      sijil_db_select (db, NULL, "SELECT id FROM household WHERE deleted IS NOT NULL", "");
  SijilId id;
  gboolean gone;

  while (stmt != NULL && sijil_stmt_next (stmt))
    if (sijil_stmt_id (stmt, 0, &id))
      g_array_append_val (ids, id);
  for (guint i = 0; i < ids->len; i++)
    sijil_gone_refresh (db, &g_array_index (ids, SijilId, i), &gone, NULL);
}

GHashTable *
sums_of_registry (World *world, const Office *office)
{
  refresh_gone (world);
  return sums_of (world_registry_db (world), office->association, office);
}

gboolean
sums_equal (GHashTable *a, GHashTable *b)
{
  GHashTableIter iter;
  gpointer bucket, sum;

  if (g_hash_table_size (a) != g_hash_table_size (b))
    return FALSE;
  g_hash_table_iter_init (&iter, a);
  while (g_hash_table_iter_next (&iter, &bucket, &sum)) {
    const guint64 *other = g_hash_table_lookup (b, bucket);

    if (other == NULL || *other != *(guint64 *) sum)
      return FALSE;
  }
  return TRUE;
}

typedef struct {
  World *world;
  const Office *office;
  SijilDb *other;
  gboolean at_desk; /* what is compared with @other is the desk's */
} Comparison;

static char *
say_field (SijilStored *stored, guint field)
{
  const SijilFieldDef *def = &sijil_record_def (stored->record)->fields[field];
  const SijilStamp *stamp = sijil_stamps_get (stored->stamps, field);
  g_autofree char *value =
      sijil_type_is_number (def->kind)
          ? g_strdup_printf ("%d", (int) sijil_record_number (stored->record, field, -1))
          : g_strdup (sijil_record_text (stored->record, field));

  return g_strdup_printf ("\"%s\" (stamp %" G_GUINT64_FORMAT "+%u of device %u, base %d, seq %d)",
                          value, stamp != NULL ? stamp->stamp >> 16 : 0,
                          stamp != NULL ? (guint) stamp->stamp & 0xffff : 0,
                          stamp != NULL ? stamp->device : 0, stamp != NULL ? (int) stamp->base : 0,
                          stamp != NULL ? (int) stamp->seq : 0);
}

static gboolean
same_writer (SijilStored *a, SijilStored *b, guint field)
{
  const SijilStamp *one = sijil_stamps_get (a->stamps, field);
  const SijilStamp *two = sijil_stamps_get (b->stamps, field);

  return one == NULL || two == NULL ? one == two
                                    : one->stamp == two->stamp && one->device == two->device &&
                                          number_of (one) == number_of (two);
}

static void
find_difference (SijilStored *stored, gboolean gone, gpointer data)
{
  Comparison *self = data;
  const SijilTypeDef *type = sijil_record_def (stored->record);
  g_autofree char *id = sijil_id_to_string (sijil_record_id (stored->record));
  g_autoptr (SijilStored) other = NULL;
  const char *here = self->at_desk ? "the desk" : "the registry";
  const char *there = self->at_desk ? "the registry" : "the desk";

  if (!sijil_records_load (self->other, type, sijil_record_id (stored->record), &other, NULL) ||
      other == NULL) {
    world_trouble (self->world, "desk %u: %s %s is at %s and not at %s", self->office->number,
                   type->name, id, here, there);
    return;
  }
  for (guint i = 0; i < type->n_fields; i++) {
    g_autofree char *ours = NULL, *theirs = NULL;

    if (sijil_record_same_field (stored->record, other->record, i) &&
        same_writer (stored, other, i))
      continue;
    ours = say_field (stored, i);
    theirs = say_field (other, i);
    world_trouble (self->world, "desk %u: %s %s, %s: %s says %s, %s %s", self->office->number,
                   type->name, id, type->fields[i].name, here, ours, there, theirs);
  }
  if (sijil_type_life (type) >= 0 &&
      sijil_records_is_gone (self->other, type, sijil_record_id (stored->record)) != gone)
    world_trouble (self->world, "desk %u: %s %s counts as deleted at %s and not at %s",
                   self->office->number, type->name, id, gone ? here : there, gone ? there : here);
}

/* Whether @office and the registry say the same; the first difference is the world's trouble. */
void
sums_compare (World *world, const Office *office)
{
  g_autoptr (GHashTable) here = sums_of_desk (world, office);
  g_autoptr (GHashTable) there = sums_of_registry (world, office);
  g_autoptr (GHashTable) without = refused_at (office);
  Comparison desk = { world, office, world_registry_db (world), TRUE };
  Comparison registry = { world, office, world_db (office), FALSE };

  if (sums_equal (here, there))
    return;
  each_record (world_db (office), -1, without, find_difference, &desk);
  each_record (world_registry_db (world), office->association, without, find_difference, &registry);
  world_trouble (world, "desk %u: its sums are not the registry's", office->number);
}
