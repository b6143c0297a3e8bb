#define G_LOG_DOMAIN "sijil-store"

#include "sijil-household-query.h"

#include "sijil-alias.h"
#include "sijil-card.h"
#include "sijil-fold.h"
#include "sijil-phone.h"

struct _SijilHouseholdQuery {
  SijilHouseholdFilter filter; /* without its text */
  char *text_key;              /* folded prefix of a part of the head's name */
  char *card;                  /* or a card number */
  char *digits;                /* or the beginning of an ID or a phone, as typed */
  char *phone;                 /* and in the form of sijil_phone_form() */
  char *after_key;
  gint64 after_row;
  gint64 limit; /* -1 for none */
};

/**
 * sijil_household_query_new:
 * @filter: which households
 *
 * Returns: (transfer full): a query for the first of them
 */
SijilHouseholdQuery *
sijil_household_query_new (const SijilHouseholdFilter *filter)
{
  SijilHouseholdQuery *query = g_new0 (SijilHouseholdQuery, 1);
  g_autofree char *key = sijil_fold (filter->text);

  query->filter.village = g_strdup (filter->village);
  query->filter.not_served_since = g_strdup (filter->not_served_since);
  query->filter.no_consent = filter->no_consent;
  query->filter.no_head = filter->no_head;
  query->filter.moved = filter->moved;
  query->card = filter->text != NULL ? sijil_card_from_keys (filter->text) : NULL;
  query->digits = query->card == NULL ? sijil_only_digits (filter->text) : NULL;
  if (query->digits != NULL && *query->digits == '\0')
    g_clear_pointer (&query->digits, g_free);
  if (query->digits != NULL)
    query->phone = sijil_phone_form (query->digits);
  else if (query->card == NULL && *key != '\0')
    query->text_key = g_steal_pointer (&key);
  return query;
}

/**
 * sijil_household_query_next:
 * @query: a query
 * @after: (nullable): the last row that is known; %NULL for none
 * @limit: the length of a page, -1 for all
 *
 * Returns: (transfer full): the same query from there on
 */
SijilHouseholdQuery *
sijil_household_query_next (const SijilHouseholdQuery *query, SijilHouseholdRow *after,
                            gint64 limit)
{
  SijilHouseholdQuery *next = g_new0 (SijilHouseholdQuery, 1);

  next->filter = query->filter;
  next->filter.village = g_strdup (query->filter.village);
  next->filter.not_served_since = g_strdup (query->filter.not_served_since);
  next->text_key = g_strdup (query->text_key);
  next->card = g_strdup (query->card);
  next->digits = g_strdup (query->digits);
  next->phone = g_strdup (query->phone);
  next->after_key = after != NULL ? g_strdup (sijil_household_row_sort_key (after)) : NULL;
  next->after_row = after != NULL ? sijil_household_row_rowid (after) : 0;
  next->limit = limit;
  return next;
}

void
sijil_household_query_free (SijilHouseholdQuery *query)
{
  if (query == NULL)
    return;
  g_free (query->filter.village);
  g_free (query->filter.not_served_since);
  g_free (query->text_key);
  g_free (query->card);
  g_free (query->digits);
  g_free (query->phone);
  g_free (query->after_key);
  g_free (query);
}

gboolean
sijil_household_query_is_filtered (const SijilHouseholdQuery *query)
{
  return query->filter.village != NULL || query->filter.not_served_since != NULL ||
         query->filter.no_consent || query->filter.no_head || query->filter.moved ||
         query->text_key != NULL || query->card != NULL || query->digits != NULL;
}

#define ROWS "SELECT " SIJIL_SQL_HOUSEHOLD_ROW " FROM household_row WHERE "
/* Every text that begins with a number lies between it and itself with a ':', which follows '9'. */
#define BEGINS(column, number) column " >= " number " AND " column " < " number " || ':' "
#define BY_NUMBER                                                                                  \
  "SELECT " SIJIL_SQL_SURVIVOR ("p.household") " FROM person p WHERE p.gone = 0 AND (" BEGINS (    \
      "p.id_number",                                                                               \
      "?10") "OR " BEGINS ("p.phone",                                                              \
                           "?10") "OR " BEGINS ("p.phone",                                         \
                                                "?11") ") "                                        \
                                                       "UNION SELECT " SIJIL_SQL_SURVIVOR (        \
                                                           "x.id") " FROM household x "            \
                                                                   "WHERE " BEGINS (               \
                                                                       "x.phone",                  \
                                                                       "?10") "OR"                 \
                                                                              " " BEGINS (         \
                                                                                  "x.phone",       \
                                                                                  "?11")
/* ?1 and ?2 are the row after which a page begins, ?3 the village, ?9 the length of a page. Who has
 * moved to another association stands apart. */
#define CONDITIONS                                                                                 \
  " AND (?4 IS NULL OR last_on IS NULL OR last_on < ?4) AND (?5 = 0 OR consent = 0) "              \
  "AND (?6 = 0 OR head_name IS NULL) AND (?7 IS NULL OR instr(' ' || sort_key, ' ' || ?7) > 0) "   \
  "AND (?8 IS NULL OR card = ?8) AND (moved_to IS NOT NULL) = ?12 AND (?10 IS NULL OR household "  \
  "IN (" BY_NUMBER ")) "
#define PAGE_ORDER " ORDER BY sort_key, rowid LIMIT ?9"

static SijilStmt *
select_rows (SijilDb *db, const SijilHouseholdQuery *query, const char *sql, GError **error)
{
  return sijil_db_select (db, error, sql,
                          "titt"
                          "iittitti",
                          query->after_key != NULL ? query->after_key : "", query->after_row,
                          query->filter.village, query->filter.not_served_since,
                          (gint64) query->filter.no_consent, (gint64) query->filter.no_head,
                          query->text_key, query->card, query->limit, query->digits, query->phone,
                          (gint64) query->filter.moved);
}

/**
 * sijil_household_query_page: (skip)
 * @session: a session
 * @data: a #SijilHouseholdQuery
 * @error: return location for an error
 *
 * One page by key. It begins after the last row that is known, so it costs the same
 * everywhere; with a filter that few pass it may have to look at all.
 *
 * Returns: (transfer full) (element-type SijilHouseholdRow): the rows, in order
 */
gpointer
sijil_household_query_page (SijilSession *session, gpointer data, GError **error)
{
  static const char SQL[] =
      ROWS "(sort_key, rowid) > (?1, ?2) AND ?3 IS NULL" CONDITIONS PAGE_ORDER;
  static const char SQL_VILLAGE[] =
      ROWS "village_key = ?3 AND (sort_key, rowid) > (?1, ?2)" CONDITIONS PAGE_ORDER;
  const SijilHouseholdQuery *query = data;
  g_autoptr (SijilStmt) stmt =
      select_rows (session->db, query, query->filter.village != NULL ? SQL_VILLAGE : SQL, error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

  if (stmt == NULL)
    return NULL;
  while (sijil_stmt_next (stmt))
    g_ptr_array_add (rows, sijil_household_row_read (stmt));
  return sijil_stmt_finish (stmt, error) ? g_steal_pointer (&rows) : NULL;
}

/**
 * sijil_household_query_count: (skip)
 * @session: a session
 * @data: a #SijilHouseholdQuery; where its page begins does not count
 * @error: return location for an error
 *
 * Returns: (transfer full): how many there are, as a #gint64
 */
gpointer
sijil_household_query_count (SijilSession *session, gpointer data, GError **error)
{
  static const char SQL[] = "SELECT count(*) FROM (SELECT 1 FROM household_row WHERE (?3 IS NULL "
                            "OR village_key = ?3)" CONDITIONS "LIMIT ?9)";
  g_autoptr (SijilStmt) stmt = select_rows (session->db, data, SQL, error);
  gint64 count;

  if (stmt == NULL || !sijil_stmt_next (stmt))
    return NULL;
  count = sijil_stmt_int (stmt, 0);
  return g_memdup2 (&count, sizeof count);
}

static void
village_free (SijilVillage *village)
{
  g_free (village->key);
  g_free (village->name);
  g_free (village);
}

/**
 * sijil_villages: (skip)
 * @session: a session
 * @unused: nothing
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type SijilVillage): the villages of the register
 */
gpointer
sijil_villages (SijilSession *session, gpointer unused, GError **error)
{
  static const char SQL[] =
      "SELECT village_key, max(village), count(*) FROM household_row "
      "WHERE village_key <> '' AND moved_to IS NULL GROUP BY village_key ORDER BY 3 DESC LIMIT 200";
  g_autoptr (SijilStmt) stmt = sijil_db_select (session->db, error, SQL, "");
  GPtrArray *villages;

  if (stmt == NULL)
    return NULL;
  villages = g_ptr_array_new_with_free_func ((GDestroyNotify) village_free);
  while (sijil_stmt_next (stmt)) {
    SijilVillage *village = g_new0 (SijilVillage, 1);

    village->key = g_strdup (sijil_stmt_text (stmt, 0));
    village->name = g_strdup (sijil_stmt_text (stmt, 1));
    village->households = (guint) sijil_stmt_int (stmt, 2);
    g_ptr_array_add (villages, village);
  }
  return villages;
}
