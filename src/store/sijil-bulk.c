#define G_LOG_DOMAIN "sijil-store"

#include "sijil-bulk.h"

#include "sijil-db-bulk.h"
#include "sijil-store-private.h"

/* Pages of the search index that are merged in one transaction: a hand-over that comes meanwhile
 * waits for some milliseconds. */
#define PAGES_A_STEP 64
#define MAX_STEPS 10000

static gpointer
set_bulk (SijilSession *session, gpointer bulk, GError **error)
{
  session->quiet = TRUE;
  sijil_db_bulk (session->db, bulk != NULL);
  return GINT_TO_POINTER (1);
}

/* The first step, with a negative number, takes all parts of the index into the merge.
 * See "The merge command" of SQLite's FTS5. */
static gpointer
merge (SijilSession *session, gpointer first, GError **error)
{
  static const char SQL[] = "INSERT INTO person_search (person_search, rank) VALUES ('merge', ?1)";
  gint64 before = sijil_db_number (session->db, 0, "SELECT total_changes()", "");

  session->quiet = TRUE;
  if (!sijil_db_run (session->db, error, SQL, "i",
                     (gint64) (first != NULL ? -PAGES_A_STEP : PAGES_A_STEP)))
    return NULL;
  return GINT_TO_POINTER (sijil_db_number (session->db, 0, "SELECT total_changes()", "") - before >=
                          2);
}

/**
 * sijil_bulk_begin:
 * @store: a register
 *
 * Makes room for very much that is about to be written. Waits for the register: call it outside the
 * main thread, and sijil_bulk_end() when all is written.
 */
void
sijil_bulk_begin (SijilStore *store)
{
  sijil_store_write (store, set_bulk, GINT_TO_POINTER (1), NULL);
}

/**
 * sijil_bulk_end:
 * @store: a register
 *
 * Gives the room back.
 */
void
sijil_bulk_end (SijilStore *store)
{
  sijil_store_write (store, set_bulk, NULL, NULL);
}

/**
 * sijil_bulk_tidy:
 * @store: a register
 *
 * Merges what many transactions have left of the search index in many parts, step by step; a search
 * over one part takes about two thirds of the time. A failure leaves an index that is only slower.
 * Waits for the register: call it outside the main thread.
 */
void
sijil_bulk_tidy (SijilStore *store)
{
  gpointer first = GINT_TO_POINTER (1);

  for (guint i = 0; i < MAX_STEPS && sijil_store_write (store, merge, first, NULL) != NULL; i++)
    first = NULL;
}
