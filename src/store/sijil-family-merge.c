#define G_LOG_DOMAIN "sijil-store"

#include "sijil-families.h"

#include "sijil-alias.h"
#include "sijil-edit.h"
#include "sijil-exact.h"
#include "sijil-history.h"
#include "sijil-households.h"
#include "sijil-i18n.h"
#include "sijil-match-index.h"
#include "sijil-match-weights.h"
#include "sijil-meta.h"
#include "sijil-records.h"
#include "sijil-roles.h"
#include "sijil-store-error.h"
#include "types/sijil-types-all.h"

static void
refuse (GError **error, SijilStoreError code, const char *sentence)
{
  g_set_error_literal (error, SIJIL_STORE_ERROR, code, sentence);
}

/* Who may be the same person in both households. */
typedef struct {
  guint from;
  guint to;
  gboolean exact;
  float weight;
} Twins;

static int
compare_twins (gconstpointer a, gconstpointer b)
{
  const Twins *left = a, *right = b;

  if (left->exact != right->exact)
    return left->exact ? -1 : 1;
  return left->weight > right->weight ? -1 : left->weight < right->weight;
}

static GArray *
read_all (SijilSession *session, GPtrArray *persons)
{
  GArray *records = g_array_new (FALSE, TRUE, sizeof (SijilMatchRecord));

  g_array_set_size (records, persons->len);
  for (guint i = 0; i < persons->len; i++) {
    SijilMatchRecord *record = &g_array_index (records, SijilMatchRecord, i);

    sijil_match_index_read (session->db, persons->pdata[i], TRUE, record);
    sijil_match_terms_weigh (sijil_match_index_terms (session), record);
  }
  return records;
}

/* That the two are one family was said by somebody: that speaks for the members too. */
static GArray *
find_twins (SijilSession *session, GPtrArray *from, GPtrArray *to)
{
  gint64 registered = sijil_meta_number (session->db, SIJIL_META_PERSONS, 0);
  SijilMatchScale scale = { sijil_match_prior ((guint) registered), TRUE, 0 };
  g_autoptr (GArray) a = read_all (session, from);
  g_autoptr (GArray) b = read_all (session, to);
  GArray *all = g_array_new (FALSE, FALSE, sizeof (Twins));

  for (guint i = 0; i < from->len; i++)
    for (guint k = 0; k < to->len; k++) {
      SijilComparison found;
      SijilEvidence evidence;
      Twins twins = { i, k };

      twins.exact =
          sijil_exact_compare (from->pdata[i], to->pdata[k], &evidence) == SIJIL_SAME_PERSON;
      sijil_match_compare (&g_array_index (a, SijilMatchRecord, i),
                           &g_array_index (b, SijilMatchRecord, k), &scale, &found);
      found.weight += sijil_match_weights.members_most;
      twins.weight = found.weight;
      if (twins.exact || (!found.far && sijil_match_zone (&found, &scale) == SIJIL_ZONE_AUTO))
        g_array_append_val (all, twins);
    }
  g_array_sort (all, compare_twins);
  return all;
}

/* The same person in both households: each of the one that gives way goes with his twin. */
static gboolean
pair_persons (SijilSession *session, const SijilFamilyMerge *merge, GError **error)
{
  static const char SQL[] =
      "WHERE household" SIJIL_SQL_HOUSEHOLDS ("?1") " AND gone = 0 AND merged_into IS NULL";
  g_autoptr (GPtrArray) from =
      sijil_records_where (session->db, &sijil_person_type, SQL, error, "d", &merge->gives_way);
  g_autoptr (GPtrArray) to = NULL;
  g_autoptr (GArray) all = NULL;
  g_autoptr (GHashTable) done = g_hash_table_new (NULL, NULL);

  if (from != NULL)
    to = sijil_records_where (session->db, &sijil_person_type, SQL, error, "d", &merge->survivor);
  if (to == NULL)
    return FALSE;
  all = find_twins (session, from, to);
  for (guint i = 0; i < all->len; i++) {
    const Twins *twins = &g_array_index (all, Twins, i);
    gpointer one = from->pdata[twins->from], other = to->pdata[twins->to];

    if (g_hash_table_contains (done, one) || g_hash_table_contains (done, other))
      continue;
    g_hash_table_add (done, one);
    g_hash_table_add (done, other);
    if (!sijil_edit_reference (session, &sijil_person_type, sijil_record_id (one),
                               SIJIL_PERSON_MERGED_INTO, sijil_record_id (other), error))
      return FALSE;
  }
  return TRUE;
}

/**
 * sijil_family_merge: (skip)
 * @session: the writing session
 * @data: a #SijilFamilyMerge
 * @error: return location for an error
 *
 * Two households turn out to be one. Nothing is moved: the one that gives way says so, and whoever
 * asks for the survivor reads both. So it can be undone, also after the exchange, and the old card
 * leads to the survivor.
 *
 * Returns: non-%NULL if they are one
 */
gpointer
sijil_family_merge (SijilSession *session, gpointer data, GError **error)
{
  const SijilFamilyMerge *merge = data;
  SijilEvent event = { .kind = "merged",
                       .household = &merge->survivor,
                       .other_household = &merge->gives_way };

  if (!sijil_role_may (session, SIJIL_ACT_FAMILIES, error) ||
      !sijil_household_stands (session, &merge->gives_way, error) ||
      !sijil_household_stands (session, &merge->survivor, error))
    return NULL;
  if (sijil_id_equal (&merge->gives_way, &merge->survivor)) {
    refuse (error, SIJIL_STORE_ERROR_INVALID, _ ("These two are the same household already"));
    return NULL;
  }
  return GINT_TO_POINTER (pair_persons (session, merge, error) &&
                          sijil_edit_reference (session, &sijil_household_type, &merge->gives_way,
                                                SIJIL_HOUSEHOLD_MERGED_INTO, &merge->survivor,
                                                error) &&
                          sijil_event_put (session, &event, NULL, error));
}

static SijilId
home_of (SijilSession *session, SijilRecord *person)
{
  SijilId home = { { 0 } };

  sijil_record_reference (person, SIJIL_PERSON_HOUSEHOLD, &home);
  return sijil_alias_survivor (session->db, &home);
}

/* What the history says of it counts no more. */
static gboolean
take_back (SijilSession *session, SijilRecord *person, GError **error)
{
  static const char SQL[] =
      "SELECT e.id FROM event e WHERE e.person = ?1 AND e.kind = 'same-person' AND e.reverses IS "
      "NULL AND NOT EXISTS (SELECT 1 FROM event r WHERE r.reverses = e.id) LIMIT 1";
  g_autoptr (SijilStmt) stmt =
      sijil_db_select (session->db, error, SQL, "d", sijil_record_id (person));
  SijilId home = home_of (session, person), said;
  SijilEvent event = {
    .kind = "same-person", .household = &home, .person = sijil_record_id (person), .reverses = &said
  };

  if (stmt == NULL)
    return FALSE;
  return !sijil_stmt_next (stmt) || !sijil_stmt_id (stmt, 0, &said) ||
         sijil_event_put (session, &event, NULL, error);
}

/* Who was found to be one with a member of the family that parts, is that member's twin no more. */
static gboolean
free_twins (SijilSession *session, const SijilId *household, GError **error)
{
  g_autoptr (GPtrArray) twins = sijil_records_where (
      session->db, &sijil_person_type,
      "WHERE merged_into IN (SELECT id FROM person WHERE household" SIJIL_SQL_HOUSEHOLDS (
          "?1") ") AND NOT household" SIJIL_SQL_HOUSEHOLDS ("?1"),
      error, "d", household);

  for (guint i = 0; twins != NULL && i < twins->len; i++)
    if (!take_back (session, twins->pdata[i], error) ||
        !sijil_edit_reference (session, &sijil_person_type, sijil_record_id (twins->pdata[i]),
                               SIJIL_PERSON_MERGED_INTO, NULL, error))
      return FALSE;
  return twins != NULL;
}

static gboolean
unpair_persons (SijilSession *session, const SijilId *household, GError **error)
{
  g_autoptr (GPtrArray) twins = sijil_records_where (
      session->db, &sijil_person_type,
      "WHERE household" SIJIL_SQL_HOUSEHOLDS ("?1") " AND merged_into IS NOT NULL", error, "d",
      household);

  for (guint i = 0; twins != NULL && i < twins->len; i++) {
    SijilId home, twin, twin_home;
    g_autoptr (SijilRecord) other = NULL;

    /* One whose twin stays in the same household stays merged. */
    if (!sijil_record_reference (twins->pdata[i], SIJIL_PERSON_MERGED_INTO, &twin))
      continue;
    other = sijil_records_get (session->db, &sijil_person_type, &twin);
    if (other != NULL && sijil_record_reference (other, SIJIL_PERSON_HOUSEHOLD, &twin_home) &&
        sijil_record_reference (twins->pdata[i], SIJIL_PERSON_HOUSEHOLD, &home) &&
        sijil_id_equal (&home, &twin_home))
      continue;
    if (!take_back (session, twins->pdata[i], error) ||
        !sijil_edit_reference (session, &sijil_person_type, sijil_record_id (twins->pdata[i]),
                               SIJIL_PERSON_MERGED_INTO, NULL, error))
      return FALSE;
  }
  return twins != NULL;
}

/**
 * sijil_family_unmerge: (skip)
 * @session: the writing session
 * @data: the #SijilId of a household that gave way
 * @error: return location for an error
 *
 * Takes a merge back: each has again what was its own. What was registered or handed over since the
 * merge stays with the survivor.
 *
 * Returns: non-%NULL if they are two again
 */
gpointer
sijil_family_unmerge (SijilSession *session, gpointer data, GError **error)
{
  const SijilId *household = data;
  g_autoptr (SijilRecord) record =
      sijil_records_get (session->db, &sijil_household_type, household);
  SijilId into;
  SijilEvent event = { .kind = "merge-undone", .household = &into, .other_household = household };

  if (!sijil_role_may (session, SIJIL_ACT_FAMILIES, error))
    return NULL;
  if (record == NULL || !sijil_record_reference (record, SIJIL_HOUSEHOLD_MERGED_INTO, &into)) {
    refuse (error, SIJIL_STORE_ERROR_NOT_FOUND, _ ("This household was not merged into another"));
    return NULL;
  }
  return GINT_TO_POINTER (unpair_persons (session, household, error) &&
                          free_twins (session, household, error) &&
                          sijil_edit_reference (session, &sijil_household_type, household,
                                                SIJIL_HOUSEHOLD_MERGED_INTO, NULL, error) &&
                          sijil_event_put (session, &event, NULL, error));
}

/* Whether @one stays: as the head; otherwise as who has not come along in a merge, so that that one
 * can be undone. */
static gboolean
stays (SijilSession *session, SijilRecord *one, SijilRecord *other)
{
  SijilId home = home_of (session, one), head = { { 0 } }, raw = { { 0 } }, other_raw = { { 0 } };
  g_autoptr (SijilRecord) household = sijil_records_get (session->db, &sijil_household_type, &home);

  if (household != NULL)
    sijil_record_reference (household, SIJIL_HOUSEHOLD_HEAD, &head);
  if (sijil_id_equal (&head, sijil_record_id (one)) ||
      sijil_id_equal (&head, sijil_record_id (other)))
    return sijil_id_equal (&head, sijil_record_id (one));
  sijil_record_reference (one, SIJIL_PERSON_HOUSEHOLD, &raw);
  sijil_record_reference (other, SIJIL_PERSON_HOUSEHOLD, &other_raw);
  return sijil_id_equal (&raw, &home) && !sijil_id_equal (&other_raw, &home);
}

static gboolean
are_of_one_family (SijilSession *session, SijilRecord *one, SijilRecord *other)
{
  SijilId home = home_of (session, one), other_home = home_of (session, other);

  return !sijil_id_is_null (&home) && sijil_id_equal (&home, &other_home) &&
         sijil_record_is_null (one, SIJIL_PERSON_MERGED_INTO) &&
         sijil_record_is_null (other, SIJIL_PERSON_MERGED_INTO);
}

/**
 * sijil_person_merge: (skip)
 * @session: the writing session
 * @data: a #SijilPersonMerge
 * @error: return location for an error
 *
 * Somebody stands twice in one family. Nothing is moved: the one that gives way says so, and
 * whoever asks for the survivor reads what both received. The head never gives way.
 *
 * Returns: (transfer full): the #SijilId of the one that gave way
 */
gpointer
sijil_person_merge (SijilSession *session, gpointer data, GError **error)
{
  const SijilPersonMerge *merge = data;
  g_autoptr (SijilRecord) one =
      sijil_records_get (session->db, &sijil_person_type, &merge->gives_way);
  g_autoptr (SijilRecord) other =
      sijil_records_get (session->db, &sijil_person_type, &merge->survivor);
  const SijilId *gives_way = &merge->gives_way, *survivor = &merge->survivor;
  SijilId home;
  SijilEvent event = { .kind = "same-person", .household = &home };

  if (!sijil_role_may (session, SIJIL_ACT_FAMILIES, error))
    return NULL;
  if (one == NULL || other == NULL || sijil_id_equal (gives_way, survivor) ||
      !are_of_one_family (session, one, other)) {
    refuse (error, SIJIL_STORE_ERROR_INVALID, _ ("These are not two members of one family"));
    return NULL;
  }
  if (stays (session, one, other)) {
    gives_way = &merge->survivor;
    survivor = &merge->gives_way;
  }
  home = home_of (session, one);
  event.person = gives_way;
  return sijil_edit_reference (session, &sijil_person_type, gives_way, SIJIL_PERSON_MERGED_INTO,
                               survivor, error) &&
                 sijil_event_put (session, &event, NULL, error)
             ? sijil_id_copy (gives_way)
             : NULL;
}

/**
 * sijil_person_unmerge: (skip)
 * @session: the writing session
 * @data: the #SijilId of a person who gave way
 * @error: return location for an error
 *
 * Returns: non-%NULL if they are two members again
 */
gpointer
sijil_person_unmerge (SijilSession *session, gpointer data, GError **error)
{
  g_autoptr (SijilRecord) person = sijil_records_get (session->db, &sijil_person_type, data);

  if (!sijil_role_may (session, SIJIL_ACT_FAMILIES, error))
    return NULL;
  if (person == NULL || sijil_record_is_null (person, SIJIL_PERSON_MERGED_INTO)) {
    refuse (error, SIJIL_STORE_ERROR_NOT_FOUND, _ ("That was taken back already"));
    return NULL;
  }
  return GINT_TO_POINTER (take_back (session, person, error) &&
                          sijil_edit_reference (session, &sijil_person_type, data,
                                                SIJIL_PERSON_MERGED_INTO, NULL, error));
}
