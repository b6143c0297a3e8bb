#define G_LOG_DOMAIN "sijil-wire"

#include "sijil-frame.h"

#include "sijil-json.h"

#include <string.h>

/*
 * A frame is one JSON document, column by column:
 *
 *   {"v":1,
 *    "sets":{"d":[device],"c":[cseq],"i":["set id"],"h":[stamp],"b":[base],"q":[seq],"s":[schema],
 *            "a":[actor number],"A":["actor"]},
 *    "names":{"d":[device],"c":[cseq],"i":[index],"u":["uuid"]},
 *    "rows":[{"t":"person","n":1,"f":["name","sex"],"s":[set],"i":[index],"r":[name],"x":["uuid"],
 *             "h":[held],"v":[[names...],[sexes...]]}]}
 *
 * Columns of numbers that grow (c, h, q, b of sets, d, c, i of names, s of rows) hold differences.
 * A known row and a referenced row are a number in "names": where they were born, or a UUID if that
 * is not known (numbers from len(d) on are entries of "u"). The id of a set is needed for the ids
 * of the rows that are born in it; of a set without any it is empty.
 */

typedef struct {
  const SijilNames *lookup;
  GHashTable *index; /* SijilId -> number + 1 in births, or -(number + 1) in uuids */
  GArray *births;
  GPtrArray *uuids;
} NameTable;

/* Rows of one type, one field set, and of the same novelty. */
typedef struct {
  const SijilTypeDef *type;
  gboolean is_new;
  gboolean has_id; /* new with an id of its own, such as the catalogue's */
  guint64 fields;
  GArray *sets;
  GPtrArray *rows;
} Group;

static void
group_free (Group *group)
{
  g_array_unref (group->sets);
  g_ptr_array_unref (group->rows);
  g_free (group);
}

/* Whether the id of a new row follows from the one of its set. */
static gboolean
has_derived_id (SijilChangeSet *set, SijilChangeRow *row)
{
  SijilId derived;

  if (!row->is_new)
    return FALSE;
  derived = sijil_id_derive (&set->id, row->index);
  return sijil_id_equal (&derived, sijil_record_id (row->record));
}

static gboolean
needs_id (SijilChangeSet *set)
{
  for (guint i = 0; i < set->rows->len; i++)
    if (has_derived_id (set, set->rows->pdata[i]))
      return TRUE;
  return FALSE;
}

static Group *
find_group (GPtrArray *groups, SijilChangeSet *set, SijilChangeRow *row)
{
  gboolean has_id = row->is_new && !has_derived_id (set, row);
  Group *group;

  for (guint i = 0; i < groups->len; i++) {
    group = groups->pdata[i];
    if (group->type == sijil_record_def (row->record) && group->is_new == row->is_new &&
        group->has_id == has_id && group->fields == sijil_record_present (row->record))
      return group;
  }
  group = g_new0 (Group, 1);
  group->type = sijil_record_def (row->record);
  group->is_new = row->is_new;
  group->has_id = has_id;
  group->fields = sijil_record_present (row->record);
  group->sets = g_array_new (FALSE, FALSE, sizeof (guint));
  group->rows = g_ptr_array_new ();
  g_ptr_array_add (groups, group);
  return group;
}

static int
name_of (NameTable *table, const SijilTypeDef *type, const SijilId *id)
{
  int known = GPOINTER_TO_INT (g_hash_table_lookup (table->index, id));
  SijilBirth birth;

  if (known != 0)
    return known;
  if (table->lookup->birth_of (table->lookup->data, type, id, &birth)) {
    g_array_append_val (table->births, birth);
    known = (int) table->births->len;
  } else {
    g_ptr_array_add (table->uuids, sijil_id_to_string (id));
    known = -(int) table->uuids->len;
  }
  g_hash_table_insert (table->index, sijil_id_copy (id), GINT_TO_POINTER (known));
  return known;
}

/* The number of a name on the wire: births first, then the UUIDs. */
static guint
name_number (NameTable *table, const SijilId *id)
{
  int known = GPOINTER_TO_INT (g_hash_table_lookup (table->index, id));

  return known > 0 ? (guint) known - 1 : table->births->len + (guint) -known - 1;
}

static void
collect_names (NameTable *table, GPtrArray *groups)
{
  for (guint g = 0; g < groups->len; g++) {
    Group *group = groups->pdata[g];

    for (guint i = 0; i < group->rows->len; i++) {
      SijilChangeRow *row = group->rows->pdata[i];

      if (!row->is_new)
        name_of (table, group->type, sijil_record_id (row->record));
      for (guint f = 0; f < group->type->n_fields; f++) {
        SijilId target;

        if (group->type->fields[f].kind == SIJIL_KIND_REFERENCE &&
            sijil_record_reference (row->record, f, &target))
          name_of (table, sijil_type_find (group->type->fields[f].target), &target);
      }
    }
  }
}

static void
append_int (GString *out, gboolean *first, gint64 number)
{
  if (!*first)
    g_string_append_c (out, ',');
  *first = FALSE;
  g_string_append_printf (out, "%" G_GINT64_FORMAT, number);
}

static void
append_text (GString *out, gboolean *first, const char *text)
{
  if (!*first)
    g_string_append_c (out, ',');
  *first = FALSE;
  if (text != NULL)
    sijil_json_append_string (out, text);
  else
    g_string_append (out, "null");
}

#define SET_COLUMN(key, member)                                                                    \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gint64 last_ = 0;                                                                              \
    gboolean first_ = TRUE;                                                                        \
    g_string_append (out, "\"" key "\":[");                                                        \
    for (guint i_ = 0; i_ < sets->len; i_++) {                                                     \
      gint64 now_ = (gint64) ((SijilChangeSet *) sets->pdata[i_])->member;                         \
      append_int (out, &first_, now_ - last_);                                                     \
      last_ = now_;                                                                                \
    }                                                                                              \
    g_string_append (out, "],");                                                                   \
  }                                                                                                \
  G_STMT_END

static void
append_sets (GString *out, GPtrArray *sets)
{
  g_autoptr (GPtrArray) actors = g_ptr_array_new ();
  gboolean first = TRUE;

  g_string_append (out, "\"sets\":{");
  SET_COLUMN ("d", device);
  SET_COLUMN ("c", cseq);
  SET_COLUMN ("h", stamp);
  SET_COLUMN ("b", base);
  SET_COLUMN ("q", seq);
  SET_COLUMN ("s", schema);
  g_string_append (out, "\"i\":[");
  for (guint i = 0; i < sets->len; i++) {
    SijilChangeSet *set = sets->pdata[i];
    g_autofree char *id = g_base64_encode (set->id.bytes, sizeof set->id.bytes);

    id[22] = '\0'; /* two signs of padding say nothing */
    append_text (out, &first, needs_id (set) ? id : "");
  }
  g_string_append (out, "],\"a\":[");
  first = TRUE;
  for (guint i = 0; i < sets->len; i++) {
    SijilChangeSet *set = sets->pdata[i];
    const char *actor = set->actor != NULL ? set->actor : "";
    guint number;

    if (!g_ptr_array_find_with_equal_func (actors, actor, g_str_equal, &number)) {
      g_ptr_array_add (actors, (gpointer) actor);
      number = actors->len - 1;
    }
    append_int (out, &first, number);
  }
  g_string_append (out, "],\"A\":[");
  first = TRUE;
  for (guint i = 0; i < actors->len; i++)
    append_text (out, &first, actors->pdata[i]);
  g_string_append (out, "]}");
}

static void
append_names (GString *out, NameTable *table)
{
  static const char *const KEYS[] = { "d", "c", "i" };
  gboolean first;

  g_string_append (out, ",\"names\":{");
  for (int k = 0; k < 3; k++) {
    gint64 last = 0;

    first = TRUE;
    g_string_append_printf (out, "\"%s\":[", KEYS[k]);
    for (guint i = 0; i < table->births->len; i++) {
      const SijilBirth *birth = &g_array_index (table->births, SijilBirth, i);
      gint64 now = k == 0 ? birth->device : k == 1 ? (gint64) birth->cseq : birth->index;

      append_int (out, &first, now - last);
      last = now;
    }
    g_string_append (out, "],");
  }
  g_string_append (out, "\"u\":[");
  first = TRUE;
  for (guint i = 0; i < table->uuids->len; i++)
    append_text (out, &first, table->uuids->pdata[i]);
  g_string_append (out, "]}");
}

static void
append_value (GString *out, gboolean *first, NameTable *table, SijilRecord *record, guint field)
{
  const SijilFieldDef *def = &sijil_record_def (record)->fields[field];
  SijilId target;

  if (sijil_record_is_null (record, field))
    append_text (out, first, NULL);
  else if (def->kind == SIJIL_KIND_REFERENCE && sijil_record_reference (record, field, &target))
    append_int (out, first, name_number (table, &target));
  else if (sijil_type_is_number (def->kind))
    append_int (out, first, sijil_record_number (record, field, 0));
  else
    append_text (out, first, sijil_record_text (record, field));
}

static void
append_row_names (GString *out, NameTable *table, Group *group)
{
  gboolean first = TRUE;

  if (group->is_new && !group->has_id)
    return;
  g_string_append_printf (out, ",\"%s\":[", group->is_new ? "x" : "r");
  for (guint i = 0; i < group->rows->len; i++) {
    const SijilId *id = sijil_record_id (((SijilChangeRow *) group->rows->pdata[i])->record);

    if (group->is_new) {
      g_autofree char *text = sijil_id_to_string (id);

      append_text (out, &first, text);
    } else
      append_int (out, &first, name_number (table, id));
  }
  g_string_append_c (out, ']');
}

static void
append_held (GString *out, Group *group)
{
  gboolean any = FALSE, first = TRUE;

  for (guint i = 0; i < group->rows->len; i++)
    any = any || ((SijilChangeRow *) group->rows->pdata[i])->held != 0;
  if (!any)
    return;
  g_string_append (out, ",\"h\":[");
  for (guint i = 0; i < group->rows->len; i++)
    append_int (out, &first, (gint64) ((SijilChangeRow *) group->rows->pdata[i])->held);
  g_string_append_c (out, ']');
}

static void
append_group (GString *out, NameTable *table, Group *group)
{
  gboolean first = TRUE;
  guint last = 0;

  g_string_append_printf (out, "{\"t\":\"%s\",\"n\":%d,\"f\":[", group->type->name, group->is_new);
  for (guint f = 0; f < group->type->n_fields; f++)
    if ((group->fields & SIJIL_FIELD_BIT (f)) != 0)
      append_text (out, &first, group->type->fields[f].name);
  g_string_append (out, "],\"s\":[");
  first = TRUE;
  for (guint i = 0; i < group->sets->len; i++) {
    guint now = g_array_index (group->sets, guint, i);

    append_int (out, &first, now - last);
    last = now;
  }
  g_string_append (out, "],\"i\":[");
  first = TRUE;
  for (guint i = 0; i < group->rows->len; i++)
    append_int (out, &first, ((SijilChangeRow *) group->rows->pdata[i])->index);
  g_string_append_c (out, ']');
  append_row_names (out, table, group);
  append_held (out, group);
  g_string_append (out, ",\"v\":[");
  for (guint f = 0, n = 0; f < group->type->n_fields; f++) {
    if ((group->fields & SIJIL_FIELD_BIT (f)) == 0)
      continue;
    g_string_append (out, n++ > 0 ? ",[" : "[");
    first = TRUE;
    for (guint i = 0; i < group->rows->len; i++)
      append_value (out, &first, table, ((SijilChangeRow *) group->rows->pdata[i])->record, f);
    g_string_append_c (out, ']');
  }
  g_string_append (out, "]}");
}

/**
 * sijil_frame_encode:
 * @sets: (element-type SijilChangeSet): change sets, in order
 * @names: how names are found
 *
 * Returns: (transfer full): a frame: it can be checked, decoded and committed by itself
 */
GBytes *
sijil_frame_encode (GPtrArray *sets, const SijilNames *names)
{
  g_autoptr (GString) out = g_string_sized_new (4096);
  g_autoptr (GPtrArray) groups = g_ptr_array_new_with_free_func ((GDestroyNotify) group_free);
  NameTable table = { .lookup = names };

  table.index = g_hash_table_new_full (sijil_id_hash, sijil_id_equal, g_free, NULL);
  table.births = g_array_new (FALSE, FALSE, sizeof (SijilBirth));
  table.uuids = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < sets->len; i++) {
    SijilChangeSet *set = sets->pdata[i];

    for (guint k = 0; k < set->rows->len; k++) {
      Group *group = find_group (groups, set, set->rows->pdata[k]);

      g_array_append_val (group->sets, i);
      g_ptr_array_add (group->rows, set->rows->pdata[k]);
    }
  }
  collect_names (&table, groups);
  g_string_append_printf (out, "{\"v\":%d,", SIJIL_PROTOCOL_VERSION);
  append_sets (out, sets);
  append_names (out, &table);
  g_string_append (out, ",\"rows\":[");
  for (guint i = 0; i < groups->len; i++) {
    if (i > 0)
      g_string_append_c (out, ',');
    append_group (out, &table, groups->pdata[i]);
  }
  g_string_append (out, "]}");
  g_hash_table_unref (table.index);
  g_array_unref (table.births);
  g_ptr_array_unref (table.uuids);
  return sijil_frame_pack (out->str, out->len);
}
