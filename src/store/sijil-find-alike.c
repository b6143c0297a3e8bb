#define G_LOG_DOMAIN "sijil-store"

#include "sijil-find-alike.h"

#include "sijil-key-table.h"
#include "sijil-match-index.h"

#include <string.h>

/* Where nothing agrees with what was typed: who has an ID with a slip in it, or a name that sounds
 * alike. */

/* The part of a national ID that says when somebody was born, and how many are born in one day. */
#define BORN_LEN 7
#define MAX_BORN 1000

typedef struct {
  gint64 rowid;
  float weight;
} Alike;

static int
compare_alike (gconstpointer a, gconstpointer b)
{
  const Alike *left = a, *right = b;

  return left->weight > right->weight ? -1 : left->weight < right->weight;
}

static gboolean
add_born_alike (SijilDb *db, const char *id_number, GArray *rowids, GError **error)
{
  static const char SQL[] = "SELECT rowid FROM person WHERE id_number >= ?1 AND id_number < ?2 "
                            "LIMIT ?3";
  g_autofree char *born = g_strndup (id_number, BORN_LEN);
  g_autofree char *end = g_strconcat (born, ":", NULL); /* ':' follows '9' */
  g_autoptr (SijilStmt) stmt =
      sijil_db_select (db, error, SQL, "tti", born, end, (gint64) MAX_BORN);

  while (stmt != NULL && sijil_stmt_next (stmt)) {
    gint64 rowid = sijil_stmt_int (stmt, 0);

    g_array_append_val (rowids, rowid);
  }
  return stmt != NULL && sijil_stmt_finish (stmt, error);
}

/* Whether the two are alike, by as much as was typed: an ID, or a name. */
static gboolean
is_alike (const SijilMatchRecord *typed, const SijilMatchRecord *person, float *weight)
{
  SijilMatchScale scale = { 0, FALSE, 0 };
  SijilComparison found;

  sijil_match_compare (typed, person, &scale, &found);
  if (typed->id[0] != '\0') {
    *weight = found.bits[SIJIL_MATCH_ID];
    return found.id == SIJIL_ID_DIGIT || found.id == SIJIL_ID_SWAPPED ||
           found.id == SIJIL_ID_LOST_DIGIT;
  }
  *weight = found.bits[SIJIL_MATCH_GIVEN] + found.bits[SIJIL_MATCH_OTHERS];
  return found.given >= SIJIL_LEVEL_NEAR && *weight > 0;
}

static GArray *
compare_all (SijilSession *session, const SijilMatchRecord *typed, const GArray *rowids,
             GError **error)
{
  g_autoptr (GArray) alike = g_array_new (FALSE, FALSE, sizeof (Alike));

  for (guint i = 0; i < rowids->len; i++) {
    Alike one = { g_array_index (rowids, gint64, i), 0 };
    SijilMatchRecord record;
    SijilId id;

    if (!sijil_match_index_read_row (session->db, one.rowid, &record, &id, error))
      return NULL;
    sijil_match_terms_weigh (sijil_match_index_terms (session), &record);
    if (is_alike (typed, &record, &one.weight))
      g_array_append_val (alike, one);
  }
  g_array_sort (alike, compare_alike);
  return g_steal_pointer (&alike);
}

/**
 * sijil_find_alike:
 * @session: a session
 * @name: (nullable): what was typed, if it may be a name
 * @id_number: (nullable): what was typed, if it may be an ID
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type gint64): rowids of the persons who are alike, the likest
 *   first
 */
GArray *
sijil_find_alike (SijilSession *session, const char *name, const char *id_number, GError **error)
{
  g_autoptr (GArray) rowids = NULL;
  g_autoptr (GArray) alike = NULL;
  SijilMatchRecord typed;

  memset (&typed, 0, sizeof typed);
  sijil_match_record_name (&typed, name);
  sijil_match_record_id (&typed, id_number);
  sijil_match_terms_weigh (sijil_match_index_terms (session), &typed);
  rowids = sijil_key_table_find (session->db, &typed, error);
  if (rowids == NULL ||
      (id_number != NULL && !add_born_alike (session->db, id_number, rowids, error)))
    return NULL;
  alike = compare_all (session, &typed, rowids, error);
  if (alike == NULL)
    return NULL;
  g_array_set_size (rowids, 0);
  for (guint i = 0; i < alike->len; i++)
    g_array_append_val (rowids, g_array_index (alike, Alike, i).rowid);
  return g_steal_pointer (&rowids);
}
