#define G_LOG_DOMAIN "sijil-wire"

#include "sijil-frame.h"

#include "sijil-json.h"

#include <string.h>

#define MAX_STAMP G_MAXINT64
#define MAX_CSEQ (G_GINT64_CONSTANT (1) << 40)
#define MAX_TEXT (64 * 1024)

typedef struct {
  const SijilNames *lookup;
  GPtrArray *sets;
  GHashTable *newborn; /* SijilBirth -> SijilId: rows that are born in this very frame */
  GArray *births;
  JsonArray *uuids;
} Decoder;

static guint
birth_hash (gconstpointer key)
{
  const SijilBirth *birth = key;

  return birth->device * 31 + (guint) birth->cseq * 1009 + birth->index;
}

static gboolean
birth_equal (gconstpointer a, gconstpointer b)
{
  const SijilBirth *left = a, *right = b;

  return left->device == right->device && left->cseq == right->cseq && left->index == right->index;
}

static gboolean
malformed (GError **error, const char *what)
{
  g_set_error (error, SIJIL_WIRE_ERROR, SIJIL_WIRE_ERROR_MALFORMED, "malformed frame: %s", what);
  return FALSE;
}

static gboolean
read_growing (JsonArray *column, guint i, gint64 *last, gint64 most, GError **error)
{
  gint64 step;

  if (!sijil_json_element_int (column, i, -most, most, &step, error))
    return FALSE;
  if ((step > 0 && *last > most - step) || *last + step < 0)
    return malformed (error, "a number out of range");
  *last += step;
  return TRUE;
}

static gboolean
read_set_id (JsonArray *ids, guint i, SijilId *id, GError **error)
{
  JsonNode *node = i < json_array_get_length (ids) ? json_array_get_element (ids, i) : NULL;
  const char *text =
      node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
  g_autofree char *padded = NULL;
  g_autofree guint8 *bytes = NULL;
  gsize len = 0;

  if (text != NULL && *text == '\0') {
    memset (id, 0, sizeof *id);
    return TRUE;
  }
  if (text == NULL || strlen (text) != 22)
    return malformed (error, "a set's id");
  padded = g_strconcat (text, "==", NULL);
  bytes = g_base64_decode (padded, &len);
  if (len != sizeof id->bytes)
    return malformed (error, "a set's id");
  memcpy (id->bytes, bytes, len);
  return TRUE;
}

/* A set in which no row is born comes without an id; here it gets one that follows from its name.
 */
static SijilId
id_of_name (const SijilChangeSet *set)
{
  SijilId id = { { 0 } };

  for (int i = 0; i < 4; i++)
    id.bytes[i] = (guint8) (set->device >> (8 * i));
  for (int i = 0; i < 8; i++)
    id.bytes[8 + i] = (guint8) (set->cseq >> (8 * i));
  return id;
}

static gboolean
read_sets (Decoder *self, JsonObject *root, GError **error)
{
  static const char *const KEYS[] = { "d", "c", "h", "b", "q", "s" };
  static const gint64 MOST[] = { G_MAXUINT32, MAX_CSEQ, MAX_STAMP, MAX_CSEQ, MAX_CSEQ, 1000000 };
  JsonObject *sets = sijil_json_object (root, "sets", error);
  JsonArray *columns[G_N_ELEMENTS (KEYS)], *ids, *actors, *actor_names;
  gint64 last[G_N_ELEMENTS (KEYS)] = { 0 };

  if (sets == NULL || (ids = sijil_json_array (sets, "i", SIJIL_MAX_SETS, error)) == NULL ||
      (actors = sijil_json_array (sets, "a", SIJIL_MAX_SETS, error)) == NULL ||
      (actor_names = sijil_json_array (sets, "A", SIJIL_MAX_SETS, error)) == NULL)
    return FALSE;
  for (guint k = 0; k < G_N_ELEMENTS (KEYS); k++)
    if ((columns[k] = sijil_json_array (sets, KEYS[k], SIJIL_MAX_SETS, error)) == NULL)
      return FALSE;
  for (guint i = 0; i < json_array_get_length (ids); i++) {
    SijilChangeSet *set;
    SijilId id;
    gint64 actor;
    JsonNode *name;

    if (!read_set_id (ids, i, &id, error) ||
        !sijil_json_element_int (actors, i, 0, (gint64) json_array_get_length (actor_names) - 1,
                                 &actor, error))
      return FALSE;
    for (guint k = 0; k < G_N_ELEMENTS (KEYS); k++)
      if (!read_growing (columns[k], i, &last[k], MOST[k], error))
        return FALSE;
    name = json_array_get_element (actor_names, (guint) actor);
    set = sijil_change_set_new (&id);
    g_ptr_array_add (self->sets, set);
    set->device = (guint32) last[0];
    set->cseq = (guint64) last[1];
    set->stamp = (guint64) last[2];
    set->base = (guint64) last[3];
    set->seq = (guint64) last[4];
    set->schema = (guint) last[5];
    if (sijil_id_is_null (&id))
      set->id = id_of_name (set);
    if (!JSON_NODE_HOLDS_VALUE (name) || json_node_get_value_type (name) != G_TYPE_STRING ||
        strlen (json_node_get_string (name)) > 100)
      return malformed (error, "an actor");
    set->actor = g_strdup (json_node_get_string (name));
  }
  return TRUE;
}

static gboolean
read_names (Decoder *self, JsonObject *root, GError **error)
{
  static const char *const KEYS[] = { "d", "c", "i" };
  static const gint64 MOST[] = { G_MAXUINT32, MAX_CSEQ, G_MAXUINT32 };
  JsonObject *names = sijil_json_object (root, "names", error);
  JsonArray *columns[3];
  gint64 last[3] = { 0 };

  if (names == NULL || (self->uuids = sijil_json_array (names, "u", SIJIL_MAX_ROWS, error)) == NULL)
    return FALSE;
  for (int k = 0; k < 3; k++)
    if ((columns[k] = sijil_json_array (names, KEYS[k], SIJIL_MAX_ROWS, error)) == NULL)
      return FALSE;
  if (json_array_get_length (columns[1]) != json_array_get_length (columns[0]) ||
      json_array_get_length (columns[2]) != json_array_get_length (columns[0]))
    return malformed (error, "columns of different length");
  for (guint i = 0; i < json_array_get_length (columns[0]); i++) {
    SijilBirth birth;

    for (int k = 0; k < 3; k++)
      if (!read_growing (columns[k], i, &last[k], MOST[k], error))
        return FALSE;
    birth = (SijilBirth){ (guint32) last[0], (guint64) last[1], (guint32) last[2] };
    g_array_append_val (self->births, birth);
  }
  return TRUE;
}

static gboolean
resolve (Decoder *self, SijilChangeSet *set, const SijilTypeDef *type, gint64 number, SijilId *id,
         GError **error)
{
  guint n = self->births->len;

  if (number >= 0 && number < n) {
    const SijilBirth *birth = &g_array_index (self->births, SijilBirth, (guint) number);
    const SijilId *newborn = g_hash_table_lookup (self->newborn, birth);

    if (newborn != NULL) {
      *id = *newborn;
      return TRUE;
    }
    if (self->lookup->born (self->lookup->data, type, birth, id))
      return TRUE;
    if (self->lookup->marks_unknown) {
      set->names_unknown = TRUE;
      memset (id, 0, sizeof *id);
      return TRUE;
    }
    g_set_error (error, SIJIL_WIRE_ERROR, SIJIL_WIRE_ERROR_UNKNOWN_NAME, "a %s that is not here",
                 type->name);
    return FALSE;
  }
  if (number >= n && number < n + json_array_get_length (self->uuids)) {
    JsonNode *node = json_array_get_element (self->uuids, (guint) number - n);

    if (JSON_NODE_HOLDS_VALUE (node) && sijil_id_parse (json_node_get_string (node), id))
      return TRUE;
  }
  return malformed (error, "a name");
}

static gboolean
read_value (Decoder *self, SijilChangeSet *set, SijilRecord *record, guint field, JsonNode *node,
            GError **error)
{
  const SijilFieldDef *def = &sijil_record_def (record)->fields[field];
  SijilId target;

  if (JSON_NODE_HOLDS_NULL (node)) {
    sijil_record_set_null (record, field);
    return TRUE;
  }
  if (!JSON_NODE_HOLDS_VALUE (node))
    return malformed (error, "a value");
  if (def->kind == SIJIL_KIND_REFERENCE) {
    if (json_node_get_value_type (node) != G_TYPE_INT64)
      return malformed (error, "a reference");
    if (!resolve (self, set, sijil_type_find (def->target), json_node_get_int (node), &target,
                  error))
      return FALSE;
    sijil_record_set_reference (record, field, &target);
  } else if (sijil_type_is_number (def->kind)) {
    if (json_node_get_value_type (node) != G_TYPE_INT64)
      return malformed (error, "a number");
    sijil_record_set_number (record, field, json_node_get_int (node));
  } else {
    if (json_node_get_value_type (node) != G_TYPE_STRING ||
        strlen (json_node_get_string (node)) > MAX_TEXT)
      return malformed (error, "a text");
    sijil_record_set_text (record, field, json_node_get_string (node));
  }
  return TRUE;
}

/* One group of the document, its columns checked to be of one length. */
typedef struct {
  const SijilTypeDef *type;
  gint64 is_new;
  guint n;
  JsonArray *fields, *sets, *indexes, *names, *ids, *held, *values;
} Group;

static JsonArray *
optional_column (JsonObject *object, const char *name, guint n, gboolean *ok)
{
  JsonArray *column =
      json_object_has_member (object, name) ? sijil_json_array (object, name, n, NULL) : NULL;

  if (json_object_has_member (object, name) &&
      (column == NULL || json_array_get_length (column) != n))
    *ok = FALSE;
  return column;
}

static gboolean
open_group (JsonNode *node, Group *group, GError **error)
{
  JsonObject *object;
  gboolean ok = TRUE;
  const char *type;

  memset (group, 0, sizeof *group);
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return malformed (error, "a group");
  object = json_node_get_object (node);
  if ((type = sijil_json_string (object, "t", 64, error)) == NULL ||
      !sijil_json_int (object, "n", 0, 1, &group->is_new, error) ||
      (group->fields = sijil_json_array (object, "f", 64, error)) == NULL ||
      (group->sets = sijil_json_array (object, "s", SIJIL_MAX_ROWS, error)) == NULL ||
      (group->indexes = sijil_json_array (object, "i", SIJIL_MAX_ROWS, error)) == NULL ||
      (group->values = sijil_json_array (object, "v", 64, error)) == NULL)
    return FALSE;
  group->type = sijil_type_find (type);
  group->n = json_array_get_length (group->sets);
  group->names = optional_column (object, "r", group->n, &ok);
  group->ids = optional_column (object, "x", group->n, &ok);
  group->held = optional_column (object, "h", group->n, &ok);
  if (!ok || json_array_get_length (group->indexes) != group->n ||
      json_array_get_length (group->values) != json_array_get_length (group->fields) ||
      (!group->is_new && group->names == NULL))
    return malformed (error, "columns of different length");
  for (guint f = 0; f < json_array_get_length (group->values); f++) {
    JsonNode *column = json_array_get_element (group->values, f);
    JsonNode *name = json_array_get_element (group->fields, f);

    if (!JSON_NODE_HOLDS_ARRAY (column) ||
        json_array_get_length (json_node_get_array (column)) != group->n ||
        !JSON_NODE_HOLDS_VALUE (name) || json_node_get_value_type (name) != G_TYPE_STRING)
      return malformed (error, "columns of different length");
  }
  return TRUE;
}

static gboolean
new_row_id (Decoder *self, Group *group, SijilChangeSet *set, guint32 index, guint i, SijilId *id,
            GError **error)
{
  SijilId nameless = id_of_name (set);
  JsonNode *node;

  *id = sijil_id_derive (&set->id, index);
  if (group->ids == NULL)
    return !sijil_id_equal (&set->id, &nameless) || malformed (error, "a set without an id");
  node = json_array_get_element (group->ids, i);
  return (JSON_NODE_HOLDS_VALUE (node) && sijil_id_parse (json_node_get_string (node), id)) ||
         malformed (error, "a row's id");
}

typedef gboolean (*RowFunc) (Decoder *self, Group *group, SijilChangeSet *set, guint32 index,
                             guint i, GError **error);

static gboolean
each_row (Decoder *self, Group *group, RowFunc func, GError **error)
{
  gint64 number = 0, index;

  for (guint i = 0; i < group->n; i++) {
    if (!read_growing (group->sets, i, &number, (gint64) self->sets->len - 1, error) ||
        !sijil_json_element_int (group->indexes, i, 0, SIJIL_MAX_ROWS, &index, error) ||
        !func (self, group, self->sets->pdata[number], (guint32) index, i, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
note_newborn (Decoder *self, Group *group, SijilChangeSet *set, guint32 index, guint i,
              GError **error)
{
  SijilBirth birth = { set->device, set->cseq, index };
  SijilId id;

  if (!new_row_id (self, group, set, index, i, &id, error))
    return FALSE;
  if (!g_hash_table_insert (self->newborn, g_memdup2 (&birth, sizeof birth), sijil_id_copy (&id)))
    return malformed (error, "two rows with one name");
  return TRUE;
}

static gboolean
read_row (Decoder *self, Group *group, SijilChangeSet *set, guint32 index, guint i, GError **error)
{
  g_autoptr (SijilRecord) record = NULL;
  SijilChangeRow *row;
  SijilId id;
  gint64 number;

  if (group->is_new) {
    if (!new_row_id (self, group, set, index, i, &id, error))
      return FALSE;
  } else if (!sijil_json_element_int (group->names, i, 0, G_MAXUINT32, &number, error) ||
             !resolve (self, set, group->type, number, &id, error))
    return FALSE;
  record = sijil_record_new (group->type, &id);
  for (guint f = 0; f < json_array_get_length (group->fields); f++) {
    const char *name = json_array_get_string_element (group->fields, f);
    int field = sijil_type_field (group->type, name);
    JsonArray *column = json_array_get_array_element (group->values, f);

    /* A field that a newer program added: what we cannot read we do not fold. */
    if (field >= 0 &&
        !read_value (self, set, record, (guint) field, json_array_get_element (column, i), error))
      return FALSE;
  }
  row = sijil_change_set_add (set, record, group->is_new != 0);
  row->index = index;
  if (group->held != NULL) {
    if (!sijil_json_element_int (group->held, i, 0, G_MAXINT64, &number, error))
      return FALSE;
    row->held = (guint64) number;
  }
  return TRUE;
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const SijilChangeRow *left = *(SijilChangeRow *const *) a;
  const SijilChangeRow *right = *(SijilChangeRow *const *) b;

  return left->index < right->index ? -1 : left->index > right->index;
}

/* A row is stored under its number, so a set has each number once. */
static gboolean
sort_rows (SijilChangeSet *set, GError **error)
{
  g_ptr_array_sort (set->rows, compare_rows);
  for (guint i = 1; i < set->rows->len; i++)
    if (((SijilChangeRow *) set->rows->pdata[i])->index ==
        ((SijilChangeRow *) set->rows->pdata[i - 1])->index)
      return malformed (error, "two rows with one number");
  return TRUE;
}

static gboolean
read_rows (Decoder *self, JsonObject *root, GError **error)
{
  JsonArray *groups = sijil_json_array (root, "rows", 10000, error);
  guint total = 0;

  if (groups == NULL)
    return FALSE;
  for (int pass = 0; pass < 2; pass++)
    for (guint g = 0; g < json_array_get_length (groups); g++) {
      Group group;

      if (!open_group (json_array_get_element (groups, g), &group, error))
        return FALSE;
      total += group.n;
      if (total > 2 * SIJIL_MAX_ROWS)
        return malformed (error, "too many rows");
      if (group.type == NULL)
        continue;
      if (pass == 0 ? group.is_new && !each_row (self, &group, note_newborn, error)
                    : !each_row (self, &group, read_row, error))
        return FALSE;
    }
  for (guint i = 0; i < self->sets->len; i++)
    if (!sort_rows (self->sets->pdata[i], error))
      return FALSE;
  return TRUE;
}

/**
 * sijil_frame_decode:
 * @frame: what came from outside
 * @names: how names are found
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type SijilChangeSet): the change sets, each with its
 *   rows in order
 */
GPtrArray *
sijil_frame_decode (GBytes *frame, const SijilNames *names, GError **error)
{
  gsize len;
  g_autofree char *json = sijil_frame_unpack (frame, &len, error);
  JsonObject *root = json != NULL ? sijil_json_parse (json, len, error) : NULL;
  Decoder self = { .lookup = names };
  gboolean ok;

  if (root == NULL)
    return NULL;
  self.sets = g_ptr_array_new_with_free_func ((GDestroyNotify) sijil_change_set_free);
  self.newborn = g_hash_table_new_full (birth_hash, birth_equal, g_free, g_free);
  self.births = g_array_new (FALSE, FALSE, sizeof (SijilBirth));
  ok = sijil_json_version (root, error) && read_sets (&self, root, error) &&
       read_names (&self, root, error) && read_rows (&self, root, error);
  g_hash_table_unref (self.newborn);
  g_array_unref (self.births);
  json_object_unref (root);
  if (!ok)
    g_clear_pointer (&self.sets, g_ptr_array_unref);
  return self.sets;
}
