#define G_LOG_DOMAIN "sijil-store"

#include "sijil-find.h"

#include "sijil-alias.h"
#include "sijil-card.h"
#include "sijil-choices.h"
#include "sijil-find-alike.h"
#include "sijil-fold.h"
#include "sijil-i18n.h"
#include "sijil-names.h"
#include "sijil-phone.h"
#include "sijil-place.h"
#include "sijil-records.h"
#include "types/sijil-types-all.h"

#include <string.h>

#define MAX_FOUND 12
#define MAX_ALIKE 3
#define MAX_TYPED 200 /* characters; nobody's name is longer, a stuck key or a wrong paste is */
#define MIN_DIGITS 3
#define WHOLE_ID 14
#define NEARLY_ID (WHOLE_ID - 1) /* one digit was left out */

/* What a household row tells a result by itself: of its head, if there is one. */
#define HOUSEHOLD_COLUMNS                                                                          \
  "h.household, h.card, coalesce(h.head_name, ''), 'head', h.head_name, h.village, "               \
  "h.governorate, h.members, NULL, "                                                               \
  "(SELECT s.sex FROM household y JOIN person s ON s.id = y.head WHERE y.id = h.household), "      \
  "h.moved_to"
/* What a household row and a person of it tell a result. */
#define RESULT_COLUMNS                                                                             \
  "h.household, h.card, p.name, p.relation, h.head_name, h.village, h.governorate, h.members, "    \
  "p.birth_date, p.sex, h.moved_to"
#define RESULT_JOIN                                                                                \
  " JOIN household_row h ON p.gone = 0 AND h.household = " SIJIL_SQL_SURVIVOR ("p.household") " "

void
sijil_found_free (SijilFound *found)
{
  if (found == NULL)
    return;
  g_free (found->card);
  g_free (found->name);
  g_free (found->relation);
  g_free (found->sex);
  g_free (found->head_name);
  g_free (found->place);
  g_free (found->birth_year);
  g_free (found->moved_to);
  g_free (found);
}

static gboolean
has_household (GPtrArray *results, const SijilId *household)
{
  for (guint i = 0; i < results->len; i++)
    if (sijil_id_equal (&((SijilFound *) results->pdata[i])->household, household))
      return TRUE;
  return FALSE;
}

static SijilFound *
add_result (GPtrArray *results, SijilStmt *stmt, SijilCloseness closeness)
{
  SijilFound *found;
  SijilId household;

  if (!sijil_stmt_id (stmt, 0, &household) || has_household (results, &household))
    return NULL;
  found = g_new0 (SijilFound, 1);
  found->household = household;
  found->card = g_strdup (sijil_stmt_text (stmt, 1));
  found->name = g_strdup (sijil_stmt_text (stmt, 2));
  found->relation = g_strdup (sijil_stmt_text (stmt, 3));
  if (g_strcmp0 (found->relation, "head") != 0)
    found->head_name = g_strdup (sijil_stmt_text (stmt, 4));
  found->place = sijil_place_words (sijil_stmt_text (stmt, 5), sijil_stmt_text (stmt, 6));
  found->members = (guint) sijil_stmt_int (stmt, 7);
  if (sijil_stmt_text (stmt, 8) != NULL)
    found->birth_year = g_strndup (sijil_stmt_text (stmt, 8), 4);
  found->sex = g_strdup (sijil_stmt_text (stmt, 9));
  found->moved_to = g_strdup (sijil_stmt_text (stmt, 10));
  found->closeness = closeness;
  g_ptr_array_add (results, found);
  return found;
}

static gboolean
collect (GPtrArray *results, SijilStmt *stmt, SijilCloseness closeness, GError **error)
{
  if (stmt == NULL)
    return FALSE;
  while (results->len < MAX_FOUND && sijil_stmt_next (stmt))
    add_result (results, stmt, closeness);
  return sijil_stmt_finish (stmt, error);
}

static gboolean
find_card (SijilDb *db, const char *card, GPtrArray *results, GError **error)
{
  /* A household without any person yet is found too. */
  static const char SQL[] = "SELECT " HOUSEHOLD_COLUMNS " FROM household x JOIN household_row h "
                            "ON h.household = " SIJIL_SQL_SURVIVOR ("x.id") " WHERE x.card = ?1";
  g_autoptr (SijilStmt) stmt = sijil_db_select (db, error, SQL, "t", card);

  return collect (results, stmt, SIJIL_FOUND_EXACT, error);
}

/* The smallest text that is larger than every text that begins with @prefix. */
static char *
after_prefix (const char *prefix)
{
  return g_strconcat (prefix, ":", NULL); /* ':' follows '9' */
}

static gboolean
find_id (SijilDb *db, const char *digits, GPtrArray *results, GError **error)
{
  static const char SQL[] = "SELECT " RESULT_COLUMNS " FROM person p" RESULT_JOIN
                            "WHERE p.id_number >= ?1 AND p.id_number < ?2 LIMIT 50";
  gboolean whole_id = strlen (digits) == WHOLE_ID;
  g_autofree char *end = after_prefix (digits);
  g_autoptr (SijilStmt) ids = sijil_db_select (db, error, SQL, "tt", digits, end);

  return collect (results, ids, whole_id ? SIJIL_FOUND_EXACT : SIJIL_FOUND_CLOSEST, error);
}

static gboolean
find_phone (SijilDb *db, const char *digits, GPtrArray *results, GError **error)
{
  static const char SQL_PERSON[] = "SELECT " RESULT_COLUMNS " FROM person p" RESULT_JOIN
                                   "WHERE p.phone >= ?1 AND p.phone < ?2 LIMIT 50";
  static const char SQL_HOME[] =
      "SELECT " HOUSEHOLD_COLUMNS " FROM household x JOIN household_row h "
      "ON h.household = " SIJIL_SQL_SURVIVOR (
          "x.id") " WHERE x.phone >= ?1 AND x.phone < ?2 LIMIT 50";
  g_autofree char *end = after_prefix (digits);
  g_autoptr (SijilStmt) homes = sijil_db_select (db, error, SQL_HOME, "tt", digits, end);
  g_autoptr (SijilStmt) persons = NULL;

  if (!collect (results, homes, SIJIL_FOUND_CLOSEST, error))
    return FALSE;
  persons = sijil_db_select (db, error, SQL_PERSON, "tt", digits, end);
  return collect (results, persons, SIJIL_FOUND_CLOSEST, error);
}

/* A phone is looked for in the form in which it is stored, and as typed: a part of one, or one that
 * was stored before there was that form. */
static gboolean
find_digits (SijilDb *db, const char *digits, GPtrArray *results, GError **error)
{
  g_autofree char *phone = sijil_phone_form (digits);

  return find_id (db, digits, results, error) && find_phone (db, phone, results, error) &&
         (strcmp (phone, digits) == 0 || find_phone (db, digits, results, error));
}

/* The parts of a name as an FTS query; @skip leaves one out, for names of which one part is spelled
 * in a way that no folding foresees. */
static char *
name_query (char **parts, int skip)
{
  GString *query = g_string_new (NULL);

  for (int i = 0; parts[i] != NULL; i++) {
    if (i == skip)
      continue;
    if (query->len > 0)
      g_string_append_c (query, ' ');
    g_string_append_printf (query, "\"%s\"*", parts[i]);
  }
  return g_string_free (query, FALSE);
}

/* How well a stored name answers the typed parts: parts that follow in order from the first one
 * count most. */
static int
score_name (const char *stored, char **typed)
{
  g_auto (GStrv) parts = sijil_name_parts (stored);
  int score = 0;

  for (int i = 0; typed[i] != NULL; i++) {
    for (int k = 0; parts[k] != NULL; k++) {
      if (!g_str_has_prefix (parts[k], typed[i]))
        continue;
      score += strcmp (parts[k], typed[i]) == 0 ? 4 : 2;
      score += k == i ? 3 : 0;
      break;
    }
  }
  return score;
}

/* One of the persons whose name agrees; what is shown of it is read for the best only. */
typedef struct {
  gint64 rowid;
  SijilId household;
  int score;
} Ranked;

static int
compare_ranked (gconstpointer a, gconstpointer b)
{
  return ((const Ranked *) b)->score - ((const Ranked *) a)->score;
}

/* The first person of each household that is not among the results yet, the best names first. */
static GArray *
rank_names (SijilDb *db, char **typed, int skip, GPtrArray *results, GError **error)
{
  static const char SQL[] = "SELECT p.rowid, p.name, " SIJIL_SQL_SURVIVOR (
      "p.household") " "
                     "FROM (SELECT rowid FROM person_search WHERE person_search MATCH ?1 LIMIT "
                     "100) s "
                     "JOIN person p ON p.rowid = s.rowid WHERE p.gone = 0";
  g_autofree char *query = name_query (typed, skip);
  g_autoptr (SijilStmt) stmt = sijil_db_select (db, error, SQL, "t", query);
  g_autoptr (GArray) ranked = g_array_new (FALSE, FALSE, sizeof (Ranked));
  g_autoptr (GHashTable) seen = g_hash_table_new_full (sijil_id_hash, sijil_id_equal, g_free, NULL);

  if (stmt == NULL)
    return NULL;
  while (sijil_stmt_next (stmt)) {
    Ranked entry = { sijil_stmt_int (stmt, 0), .score = 0 };

    if (!sijil_stmt_id (stmt, 2, &entry.household) || has_household (results, &entry.household) ||
        !g_hash_table_add (seen, sijil_id_copy (&entry.household)))
      continue;
    entry.score = score_name (sijil_stmt_text (stmt, 1), typed);
    g_array_append_val (ranked, entry);
  }
  g_array_sort (ranked, compare_ranked);
  return sijil_stmt_finish (stmt, error) ? g_steal_pointer (&ranked) : NULL;
}

static gboolean
find_name (SijilDb *db, char **typed, int skip, SijilCloseness closeness, GPtrArray *results,
           GError **error)
{
  static const char SQL[] =
      "SELECT " RESULT_COLUMNS " FROM person p" RESULT_JOIN "WHERE p.rowid = ?1";
  g_autoptr (GArray) ranked = rank_names (db, typed, skip, results, error);

  for (guint i = 0; ranked != NULL && i < ranked->len && results->len < MAX_FOUND; i++) {
    g_autoptr (SijilStmt) stmt =
        sijil_db_select (db, error, SQL, "i", g_array_index (ranked, Ranked, i).rowid);

    if (!collect (results, stmt, closeness, error))
      return FALSE;
  }
  return ranked != NULL;
}

static gboolean
find_names (SijilDb *db, const char *text, GPtrArray *results, GError **error)
{
  g_auto (GStrv) typed = sijil_name_parts (text);
  guint n = g_strv_length (typed);

  if (n == 0 || n > 8)
    return TRUE;
  if (!find_name (db, typed, -1, SIJIL_FOUND_CLOSEST, results, error))
    return FALSE;
  /* Leave one part out, the last first: people are surest of the given name. */
  for (int skip = (int) n - 1; n >= 3 && skip >= 0 && results->len < MAX_FOUND / 2; skip--)
    if (!find_name (db, typed, skip, SIJIL_FOUND_POSSIBLE, results, error))
      return FALSE;
  return TRUE;
}

/* A name is looked for once it has three parts: fewer sound like many. */
static gboolean
find_alike (SijilSession *session, const char *typed, const char *digits, GPtrArray *results,
            GError **error)
{
  static const char SQL[] =
      "SELECT " RESULT_COLUMNS " FROM person p" RESULT_JOIN "WHERE p.rowid = ?1";
  gboolean is_number = digits != NULL && *digits != '\0';
  g_auto (GStrv) parts = sijil_name_parts (typed);
  g_autoptr (GArray) alike = NULL;

  if (is_number ? strlen (digits) < NEARLY_ID || strlen (digits) > WHOLE_ID
                : g_strv_length (parts) < 3)
    return TRUE;
  alike = sijil_find_alike (session, is_number ? NULL : typed, is_number ? digits : NULL, error);
  for (guint i = 0; alike != NULL && i < alike->len && results->len < MAX_ALIKE; i++) {
    g_autoptr (SijilStmt) stmt =
        sijil_db_select (session->db, error, SQL, "i", g_array_index (alike, gint64, i));

    if (!collect (results, stmt, SIJIL_FOUND_ALIKE, error))
      return FALSE;
  }
  return alike != NULL;
}

/**
 * sijil_find: (skip)
 * @session: a session
 * @text: what was typed or scanned
 * @error: return location for an error
 *
 * Finds households by a name in any common spelling, an ID, a phone, a card or a scan.
 *
 * Returns: (transfer full) (element-type SijilFound): the households, the closest first, at most
 * 12; if nothing agrees, at most three that look alike
 */
gpointer
sijil_find (SijilSession *session, gpointer text, GError **error)
{
  g_autoptr (GPtrArray) results =
      g_ptr_array_new_with_free_func ((GDestroyNotify) sijil_found_free);
  g_autofree char *bounded = g_utf8_make_valid (text, -1);
  g_autofree char *card = NULL, *digits = NULL;

  if (g_utf8_strlen (bounded, -1) > MAX_TYPED)
    *g_utf8_offset_to_pointer (bounded, MAX_TYPED) = '\0';
  card = sijil_card_from_keys (bounded);
  digits = sijil_only_digits (bounded);
  if (card != NULL && !find_card (session->db, card, results, error))
    return NULL;
  if (digits != NULL && strlen (digits) >= MIN_DIGITS &&
      !find_digits (session->db, digits, results, error))
    return NULL;
  if (results->len == 0 && (digits == NULL || *digits == '\0') &&
      !find_names (session->db, bounded, results, error))
    return NULL;
  if (results->len == 0 && !find_alike (session, bounded, digits, results, error))
    return NULL;
  return g_steal_pointer (&results);
}
