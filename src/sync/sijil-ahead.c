#define G_LOG_DOMAIN "sijil-sync"

#include "sijil-ahead.h"

#include "sijil-frame.h"
#include "sijil-parts.h"

/* Names are births, which the register tells when their rows are committed. Of rows that are still
 * to be folded the ids are remembered here. */
typedef struct {
  const SijilTypeDef *type;
  SijilBirth birth;
} Born;

static guint
born_hash (gconstpointer data)
{
  const Born *born = data;

  return g_direct_hash (born->type) ^ born->birth.device * 31 ^ (guint) born->birth.cseq * 7919 ^
         born->birth.index * 104729;
}

static gboolean
born_equal (gconstpointer a, gconstpointer b)
{
  const Born *one = a, *other = b;

  return one->type == other->type && one->birth.device == other->birth.device &&
         one->birth.cseq == other->birth.cseq && one->birth.index == other->birth.index;
}

typedef struct {
  SijilSession *session;
  const SijilAhead *ahead;
} Names;

static gboolean
born_ahead (gpointer data, const SijilTypeDef *type, const SijilBirth *birth, SijilId *id)
{
  Names *names = data;
  Born born = { type, *birth };
  const SijilId *known = g_hash_table_lookup (names->ahead->births, &born);

  if (known == NULL && names->ahead->before != NULL)
    known = g_hash_table_lookup (names->ahead->before, &born);
  if (known == NULL)
    return sijil_session_born (names->session, type, birth, id);
  *id = *known;
  return TRUE;
}

static void
remember_births (SijilAhead *ahead, GPtrArray *sets)
{
  for (guint i = 0; i < sets->len; i++) {
    SijilChangeSet *set = sets->pdata[i];

    for (guint k = 0; k < set->rows->len; k++) {
      SijilChangeRow *row = set->rows->pdata[k];
      Born born = { sijil_record_def (row->record), { set->device, set->cseq, row->index } };

      if (row->is_new)
        g_hash_table_insert (ahead->births, g_memdup2 (&born, sizeof born),
                             sijil_id_copy (sijil_record_id (row->record)));
    }
  }
}

/* What cannot be decoded here is decoded again when it is folded, and fails there if it must. */
static gboolean
decode (SijilIncoming *incoming, Names *owner, SijilAhead *ahead)
{
  SijilNames names = { NULL, born_ahead, owner, FALSE };
  gsize offset = 0;

  incoming->decoded = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  for (;;) {
    g_autoptr (GBytes) part = NULL;
    GPtrArray *sets;
    SijilPart kind;

    if (!sijil_parts_next (incoming->body, &offset, &kind, &part, NULL))
      return FALSE;
    if (part == NULL)
      return TRUE;
    if (kind == SIJIL_PART_MESSAGE)
      continue;
    sets = sijil_frame_decode (part, &names, NULL);
    if (sets == NULL)
      return FALSE;
    remember_births (ahead, sets);
    g_ptr_array_add (incoming->decoded, sets);
  }
}

void
sijil_ahead_clear (SijilAhead *ahead)
{
  g_clear_pointer (&ahead->births, g_hash_table_unref);
  g_clear_pointer (&ahead->before, g_hash_table_unref);
}

/**
 * sijil_ahead_decode: (skip)
 * @session: a session
 * @data: a #SijilAhead
 * @error: return location for an error
 *
 * Decodes frames as far as it can: what is left is decoded when it is folded.
 *
 * Returns: non-%NULL
 */
gpointer
sijil_ahead_decode (SijilSession *session, gpointer data, GError **error)
{
  SijilAhead *ahead = data;
  Names owner = { session, ahead };

  g_clear_pointer (&ahead->before, g_hash_table_unref);
  ahead->before = g_steal_pointer (&ahead->births);
  ahead->births = g_hash_table_new_full (born_hash, born_equal, g_free, g_free);
  for (guint i = 0; i < ahead->bodies->len; i++)
    if (!decode (ahead->bodies->pdata[i], &owner, ahead))
      break;
  return ahead;
}
