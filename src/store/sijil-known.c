#define G_LOG_DOMAIN "sijil-store"

#include "sijil-known.h"

#include "sijil-alias.h"
#include "sijil-exact.h"
#include "sijil-fold.h"
#include "sijil-names.h"
#include "sijil-records.h"
#include "types/sijil-types-all.h"

void
sijil_known_free (SijilKnown *known)
{
  if (known == NULL)
    return;
  g_free (known->card);
  g_free (known);
}

/* A person whose household has not arrived yet is nobody's. */
static SijilKnown *
describe (SijilSession *session, SijilRecord *person)
{
  static const char SQL[] =
      "SELECT card, household FROM household_row WHERE household = " SIJIL_SQL_SURVIVOR ("?1");
  const char *relation = sijil_record_text (person, SIJIL_PERSON_RELATION);
  g_autoptr (SijilStmt) stmt = NULL;
  SijilKnown *known;
  SijilId household;

  if (!sijil_record_reference (person, SIJIL_PERSON_HOUSEHOLD, &household))
    return NULL;
  stmt = sijil_db_select (session->db, NULL, SQL, "d", &household);
  if (stmt == NULL || !sijil_stmt_next (stmt))
    return NULL;
  known = g_new0 (SijilKnown, 1);
  known->card = g_strdup (sijil_stmt_text (stmt, 0));
  sijil_stmt_id (stmt, 1, &known->household);
  known->leads = g_strcmp0 (relation, "head") == 0 || g_strcmp0 (relation, "spouse") == 0;
  return known;
}

typedef gboolean (*SameFunc) (SijilSession *session, SijilRecord *person, SijilRecord *household,
                              SijilRecord *candidate);

static gboolean
is_same_person (SijilSession *session, SijilRecord *person, SijilRecord *household,
                SijilRecord *candidate)
{
  SijilEvidence evidence;

  return sijil_exact_compare (person, candidate, &evidence) == SIJIL_SAME_PERSON;
}

static gboolean
agree (SijilRecord *a, SijilRecord *b, guint field)
{
  return g_strcmp0 (sijil_record_text (a, field), sijil_record_text (b, field)) == 0;
}

/* Of many nobody knows an ID or a birthday, and yet a sheet that is brought in twice must not
 * double them: what the sheet says of them is then all that there is. The whole name, whatever is
 * known of birth and ID, and where they can be found must be the same. */
static gboolean
is_same_entry (SijilSession *session, SijilRecord *person, SijilRecord *household,
               SijilRecord *candidate)
{
  const char *phone = sijil_record_text (household, SIJIL_HOUSEHOLD_PHONE);
  const char *village = sijil_record_text (household, SIJIL_HOUSEHOLD_VILLAGE);
  g_autoptr (SijilRecord) home = NULL;
  SijilId id;

  if (!agree (person, candidate, SIJIL_PERSON_BIRTH_DATE) ||
      !agree (person, candidate, SIJIL_PERSON_ID_NUMBER) ||
      !sijil_record_reference (candidate, SIJIL_PERSON_HOUSEHOLD, &id))
    return FALSE;
  home = sijil_records_get (session->db, &sijil_household_type, &id);
  return home != NULL && ((phone != NULL && agree (household, home, SIJIL_HOUSEHOLD_PHONE)) ||
                          (village != NULL && agree (household, home, SIJIL_HOUSEHOLD_VILLAGE)));
}

static gboolean
look (SijilSession *session, SijilRecord *person, SijilRecord *household, const char *condition,
      const char *value, const char *part, SameFunc same, SijilKnown **known, GError **error)
{
  g_autoptr (GPtrArray) candidates = NULL;

  if (value == NULL || *known != NULL)
    return TRUE;
  candidates = sijil_records_where (session->db, &sijil_person_type, condition, error,
                                    part != NULL ? "tt" : "t", value, part);
  for (guint i = 0; candidates != NULL && *known == NULL && i < candidates->len; i++)
    if (same (session, person, household, candidates->pdata[i]))
      *known = describe (session, candidates->pdata[i]);
  return candidates != NULL;
}

/* Many share a birthday, and to read and compare each of them is dear: whoever does not have the
 * given name somewhere in his own is somebody else. */
#define BORN_THEN                                                                                  \
  "WHERE birth_date = ?1 AND gone = 0 AND instr (replace (name_key, ' ', ''), ?2) > 0"

static gboolean
look_all (SijilSession *session, const SijilKnownRequest *request, GPtrArray *all, GError **error)
{
  for (guint i = 0; i < request->persons->len; i++) {
    SijilRecord *person = request->persons->pdata[i];
    SijilRecord *household = request->households->pdata[i];
    const char *number = sijil_record_text (person, SIJIL_PERSON_ID_NUMBER);
    const char *birth = sijil_record_text (person, SIJIL_PERSON_BIRTH_DATE);
    g_autofree char *key = sijil_exact_name_key (person);
    g_auto (GStrv) parts = sijil_name_parts (sijil_record_text (person, SIJIL_PERSON_NAME));
    g_autofree char *name = sijil_fold (sijil_record_text (person, SIJIL_PERSON_NAME));
    SijilKnown *known = NULL;

    if (!look (session, person, household, "WHERE id_number = ?1 AND gone = 0", number, NULL,
               is_same_person, &known, error) ||
        !look (session, person, household, BORN_THEN, key != NULL ? birth : NULL, parts[0],
               is_same_person, &known, error) ||
        !look (session, person, household, "WHERE name_key = ?1 AND gone = 0", name, NULL,
               is_same_entry, &known, error))
      return FALSE;
    g_ptr_array_add (all, known);
  }
  return TRUE;
}

/**
 * sijil_known: (skip)
 * @session: a session, inside a transaction
 * @data: a #SijilKnownRequest
 * @error: return location for an error
 *
 * Three look-ups by index for each person at most, so that a sheet of 100,000 rows is compared in
 * seconds. Before much is written, look on the lane that writes: it has read the pages then.
 *
 * Returns: (transfer full) (element-type SijilKnown): where each person is registered already, by
 *   the exact rules or with the very same words
 */
gpointer
sijil_known (SijilSession *session, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) sijil_known_free);

  session->quiet = TRUE;
  return look_all (session, data, all, error) ? g_steal_pointer (&all) : NULL;
}

/**
 * sijil_known_reading: (skip)
 * @session: a session of the reading lane
 * @data: a #SijilKnownRequest
 * @error: return location for an error
 *
 * The same in a transaction of its own: to lock and unlock the file for each person takes longer
 * than to look.
 *
 * Returns: (transfer full) (element-type SijilKnown): where each person is registered already
 */
gpointer
sijil_known_reading (SijilSession *session, gpointer data, GError **error)
{
  gpointer all;

  if (!sijil_db_exec (session->db, "BEGIN", error))
    return NULL;
  all = sijil_known (session, data, error);
  sijil_db_exec (session->db, "COMMIT", NULL);
  return all;
}
