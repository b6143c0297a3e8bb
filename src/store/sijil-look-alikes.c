#define G_LOG_DOMAIN "sijil-store"

#include "sijil-look-alikes.h"

#include "sijil-alias.h"
#include "sijil-apart.h"
#include "sijil-exact.h"
#include "sijil-key-table.h"
#include "sijil-match-index.h"
#include "sijil-meta.h"
#include "sijil-place.h"
#include "sijil-records.h"
#include "types/sijil-types-all.h"

#include <string.h>

#define MAX_LOOK_ALIKES 3
#define HOUSEHOLD_BITS 14 /* village, phone, head: more they cannot add */

void
sijil_look_alike_free (SijilLookAlike *look_alike)
{
  if (look_alike == NULL)
    return;
  g_free (look_alike->name);
  g_free (look_alike->card);
  g_free (look_alike->place);
  g_free (look_alike->birth_date);
  g_free (look_alike->phone);
  g_free (look_alike->last_served);
  g_free (look_alike);
}

/**
 * sijil_typed_member_new:
 * @person: (transfer none): somebody as typed so far
 * @household: (nullable) (transfer none): the household as typed so far
 * @head: (nullable): name of the head as typed so far
 *
 * Returns: (transfer full): copies of these
 */
SijilTypedMember *
sijil_typed_member_new (SijilRecord *person, SijilRecord *household, const char *head)
{
  SijilTypedMember *member = g_new0 (SijilTypedMember, 1);

  member->person = sijil_record_copy (person);
  member->household = household != NULL ? sijil_record_copy (household) : NULL;
  member->head = g_strdup (head);
  return member;
}

void
sijil_typed_member_free (SijilTypedMember *member)
{
  if (member == NULL)
    return;
  g_clear_object (&member->person);
  g_clear_object (&member->household);
  g_free (member->head);
  g_free (member);
}

/* Where the look-alike's family is, if there is one. */
static gboolean
describe_household (SijilSession *session, SijilRecord *person, SijilLookAlike *look_alike)
{
  static const char SQL[] =
      "SELECT card, village, governorate, last_on, household FROM household_row "
      "WHERE household = " SIJIL_SQL_SURVIVOR ("?1");
  g_autoptr (SijilStmt) stmt = NULL;
  SijilId household;

  if (!sijil_record_reference (person, SIJIL_PERSON_HOUSEHOLD, &household))
    return FALSE;
  stmt = sijil_db_select (session->db, NULL, SQL, "d", &household);
  if (stmt == NULL || !sijil_stmt_next (stmt))
    return FALSE;
  look_alike->card = g_strdup (sijil_stmt_text (stmt, 0));
  look_alike->place = sijil_place_words (sijil_stmt_text (stmt, 1), sijil_stmt_text (stmt, 2));
  look_alike->last_served = g_strdup (sijil_stmt_text (stmt, 3));
  return sijil_stmt_id (stmt, 4, &look_alike->household);
}

static gboolean
describe_volunteer (SijilSession *session, SijilRecord *person, SijilLookAlike *look_alike)
{
  static const char SQL[] =
      "SELECT id FROM volunteer WHERE person" SIJIL_SQL_PERSONS ("?1") " AND gone = 0 LIMIT 1";
  g_autoptr (SijilStmt) stmt =
      sijil_db_select (session->db, NULL, SQL, "d", sijil_record_id (person));

  return stmt != NULL && sijil_stmt_next (stmt) && sijil_stmt_id (stmt, 0, &look_alike->volunteer);
}

/* Who is compared: the person as typed, and whether only members of families are of interest. */
typedef struct {
  SijilRecord *typed;
  gboolean families;
  const SijilMatchTerms *terms;
  SijilMatchScale scale;
  SijilMatchRecord record; /* @typed, weighed */
} Looked;

/* Whether somebody has said already that it is another family. Who has the same ID is shown all the
 * same: it is to be mended. */
static gboolean
is_apart (SijilSession *session, const Looked *looked, SijilRecord *person,
          const SijilLookAlike *look_alike)
{
  SijilId home;

  if (look_alike->same_id || !sijil_record_reference (looked->typed, SIJIL_PERSON_HOUSEHOLD, &home))
    return FALSE;
  home = sijil_alias_survivor (session->db, &home);
  return sijil_apart_stands (session->db, &home, &look_alike->household,
                             sijil_record_id (looked->typed), sijil_record_id (person));
}

/* A person who belongs nowhere is no look-alike; to a family, neither is one who is a volunteer
 * only. */
static SijilLookAlike *
describe (SijilSession *session, const Looked *looked, SijilRecord *person, SijilEvidence evidence)
{
  SijilLookAlike *look_alike = g_new0 (SijilLookAlike, 1);
  gboolean in_family = describe_household (session, person, look_alike);

  look_alike->same_id = (evidence & SIJIL_EVIDENCE_ID) != 0;
  if (!(looked->families ? in_family && !is_apart (session, looked, person, look_alike)
                         : describe_volunteer (session, person, look_alike) || in_family)) {
    sijil_look_alike_free (look_alike);
    return NULL;
  }
  look_alike->person = *sijil_record_id (person);
  look_alike->name = g_strdup (sijil_record_text (person, SIJIL_PERSON_NAME));
  look_alike->birth_date = g_strdup (sijil_record_text (person, SIJIL_PERSON_BIRTH_DATE));
  look_alike->phone = g_strdup (sijil_record_text (person, SIJIL_PERSON_PHONE));
  look_alike->same_name = (evidence & SIJIL_EVIDENCE_NAME) != 0;
  look_alike->same_birth = (evidence & SIJIL_EVIDENCE_BIRTH) != 0;
  return look_alike;
}

static gboolean
is_known (const Looked *looked, GPtrArray *found, const SijilId *id)
{
  if (sijil_id_equal (id, sijil_record_id (looked->typed)))
    return TRUE;
  for (guint i = 0; i < found->len; i++)
    if (sijil_id_equal (&((SijilLookAlike *) found->pdata[i])->person, id))
      return TRUE;
  return FALSE;
}

static void
compare (SijilSession *session, const Looked *looked, SijilRecord *person,
         SijilComparison *comparison)
{
  SijilMatchRecord record;

  sijil_match_index_read (session->db, person, TRUE, &record);
  sijil_match_terms_weigh (looked->terms, &record);
  sijil_match_compare (&looked->record, &record, &looked->scale, comparison);
}

static gboolean
add_look_alikes (SijilSession *session, const Looked *looked, const char *condition,
                 const char *value, GPtrArray *found, GError **error)
{
  g_autoptr (GPtrArray) candidates =
      sijil_records_where (session->db, &sijil_person_type, condition, error, "t", value);

  if (candidates == NULL)
    return FALSE;
  for (guint i = 0; i < candidates->len && found->len < MAX_LOOK_ALIKES; i++) {
    SijilRecord *person = candidates->pdata[i];
    SijilEvidence evidence;
    SijilLookAlike *look_alike;

    if (sijil_exact_compare (looked->typed, person, &evidence) == SIJIL_NOT_SAME ||
        is_known (looked, found, sijil_record_id (person)))
      continue;
    look_alike = describe (session, looked, person, evidence);
    if (look_alike == NULL)
      continue;
    if (looked->families)
      compare (session, looked, person, &look_alike->comparison);
    g_ptr_array_add (found, look_alike);
  }
  return TRUE;
}

/* Who has the same ID is always shown: it is a question also if all else differs. */
static int
compare_weights (gconstpointer a, gconstpointer b)
{
  const SijilLookAlike *left = *(SijilLookAlike *const *) a;
  const SijilLookAlike *right = *(SijilLookAlike *const *) b;

  if (left->same_id != right->same_id)
    return left->same_id ? -1 : 1;
  return left->comparison.weight > right->comparison.weight   ? -1
         : left->comparison.weight < right->comparison.weight ? 1
                                                              : 0;
}

static SijilLookAlike *
match (SijilSession *session, const Looked *looked, SijilRecord *person)
{
  SijilComparison comparison;
  SijilEvidence evidence;
  SijilLookAlike *look_alike;

  compare (session, looked, person, &comparison);
  if (sijil_match_zone (&comparison, &looked->scale) == SIJIL_ZONE_NONE)
    return NULL;
  sijil_exact_compare (looked->typed, person, &evidence);
  look_alike = describe (session, looked, person, evidence);
  if (look_alike != NULL)
    look_alike->comparison = comparison;
  return look_alike;
}

/* The household, and the whole record, is read only of those who are not told apart without. */
static gboolean
is_near (SijilSession *session, const Looked *looked, GPtrArray *found, gint64 rowid,
         gboolean *near, GError **error)
{
  SijilMatchRecord record;
  SijilComparison comparison;
  SijilId id;

  *near = FALSE;
  if (!sijil_match_index_read_row (session->db, rowid, &record, &id, error))
    return FALSE;
  if (sijil_id_is_null (&id) || is_known (looked, found, &id))
    return TRUE;
  sijil_match_terms_weigh (looked->terms, &record);
  sijil_match_compare (&looked->record, &record, &looked->scale, &comparison);
  *near = !comparison.far && comparison.weight >= -HOUSEHOLD_BITS;
  return TRUE;
}

static gboolean
add_match (SijilSession *session, const Looked *looked, gint64 rowid, GPtrArray *found,
           GError **error)
{
  g_autoptr (GPtrArray) persons =
      sijil_records_where (session->db, &sijil_person_type, "WHERE rowid = ?1", error, "i", rowid);
  SijilLookAlike *look_alike =
      persons != NULL && persons->len > 0 ? match (session, looked, persons->pdata[0]) : NULL;

  if (look_alike != NULL)
    g_ptr_array_add (found, look_alike);
  return persons != NULL;
}

static gboolean
add_matches (SijilSession *session, const Looked *looked, GPtrArray *found, GError **error)
{
  g_autoptr (GArray) rowids = sijil_key_table_find (session->db, &looked->record, error);

  for (guint i = 0; rowids != NULL && i < rowids->len; i++) {
    gint64 rowid = g_array_index (rowids, gint64, i);
    gboolean near;

    if (!is_near (session, looked, found, rowid, &near, error) ||
        (near && !add_match (session, looked, rowid, found, error)))
      return FALSE;
  }
  if (rowids == NULL)
    return FALSE;
  g_ptr_array_sort (found, compare_weights);
  if (found->len > MAX_LOOK_ALIKES)
    g_ptr_array_set_size (found, MAX_LOOK_ALIKES);
  return TRUE;
}

/* What is typed of the family, as far as it is not stored. */
static void
read_typed_household (const SijilTypedMember *member, SijilMatchRecord *record)
{
  SijilRecord *household = member->household;

  if (household == NULL)
    return;
  sijil_match_text_read (&record->village, sijil_record_text (household, SIJIL_HOUSEHOLD_VILLAGE));
  sijil_match_record_governorate (record,
                                  sijil_record_text (household, SIJIL_HOUSEHOLD_GOVERNORATE));
  if (sijil_record_is_null (member->person, SIJIL_PERSON_PHONE))
    sijil_match_record_phone (record, sijil_record_text (household, SIJIL_HOUSEHOLD_PHONE));
  if (member->head != NULL)
    sijil_match_record_relative (record, member->head);
}

static void
prepare (SijilSession *session, Looked *looked, const SijilTypedMember *member)
{
  looked->terms = sijil_match_index_terms (session);
  looked->scale.prior =
      sijil_match_prior ((guint) sijil_meta_number (session->db, SIJIL_META_PERSONS, 0));
  looked->scale.families = TRUE;
  sijil_match_index_read (session->db, looked->typed, TRUE, &looked->record);
  read_typed_household (member, &looked->record);
  sijil_match_terms_weigh (looked->terms, &looked->record);
  looked->record.crowded = sijil_key_table_is_crowded (session->db, looked->record.phone);
}

static gpointer
look (SijilSession *session, Looked *looked, GError **error)
{
  g_autoptr (GPtrArray) found =
      g_ptr_array_new_with_free_func ((GDestroyNotify) sijil_look_alike_free);
  const char *number = sijil_record_text (looked->typed, SIJIL_PERSON_ID_NUMBER);
  const char *birth = sijil_record_text (looked->typed, SIJIL_PERSON_BIRTH_DATE);

  if (number != NULL && strlen (number) >= 5 &&
      !add_look_alikes (session, looked, "WHERE id_number = ?1 AND gone = 0 LIMIT 20", number,
                        found, error))
    return NULL;
  if (birth != NULL && strlen (birth) == 10 &&
      !add_look_alikes (session, looked, "WHERE birth_date = ?1 AND gone = 0 LIMIT 500", birth,
                        found, error))
    return NULL;
  if (looked->families && !add_matches (session, looked, found, error))
    return NULL;
  return g_steal_pointer (&found);
}

/**
 * sijil_look_alikes: (skip)
 * @session: a session
 * @data: a #SijilTypedMember
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type SijilLookAlike): who in the register may be the same
 *   person, the likeliest first, at most three
 */
gpointer
sijil_look_alikes (SijilSession *session, gpointer data, GError **error)
{
  const SijilTypedMember *member = data;
  Looked looked = { member->person, TRUE };

  prepare (session, &looked, member);
  return look (session, &looked, error);
}

/**
 * sijil_volunteer_look_alikes: (skip)
 * @session: a session
 * @data: a person #SijilRecord as typed so far
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type SijilLookAlike): the same, and volunteers who belong to no
 *   family too
 */
gpointer
sijil_volunteer_look_alikes (SijilSession *session, gpointer data, GError **error)
{
  return look (session, &(Looked){ data, FALSE }, error);
}
