#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-storage-sqlite.h"

#include "sijil-records.h"
#include "types/sijil-types-all.h"

#include <stdarg.h>

/* The ids that count as household ?n. */
#define FAMILY(mark) " IN (" SIJIL_SQL_MERGED ("household", mark) ")"

void
sijil_link_row_free (SijilLinkRow *link)
{
  if (link == NULL)
    return;
  g_free (link->evidence);
  g_free (link);
}

/* @stmt gives ids; the records are then loaded with their owners. */
GPtrArray *
sijil_storage_load_ids (SijilStorage *storage, const SijilTypeDef *type, SijilStmt *stmt,
                        GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) sijil_folded_free);

  if (stmt == NULL)
    return NULL;
  while (sijil_stmt_next (stmt)) {
    SijilId id;
    SijilFolded *folded;

    if (!sijil_stmt_id (stmt, 0, &id))
      continue;
    if (!sijil_storage_load (storage, type, &id, &folded, error))
      return NULL;
    if (folded != NULL)
      g_ptr_array_add (found, folded);
  }
  return sijil_stmt_finish (stmt, error) ? g_steal_pointer (&found) : NULL;
}

/* Only the person's own association can say so. */
gboolean
sijil_storage_is_volunteer (SijilStorage *storage, const SijilId *person, gint64 owner)
{
  return sijil_db_number (storage->db, 0,
                          "SELECT 1 FROM volunteer WHERE person = ?1 AND owner = ?2 AND gone = 0 "
                          "AND coalesce(state, '') <> 'left' LIMIT 1",
                          "di", person, owner) != 0;
}

GPtrArray *
sijil_storage_persons_of (SijilStorage *storage, const SijilId *household, GError **error)
{
  g_autoptr (SijilStmt) stmt = sijil_db_select (
      storage->db, error,
      "SELECT id FROM person WHERE household" FAMILY ("?1") " AND gone = 0 LIMIT 200", "d",
      household);

  return sijil_storage_load_ids (storage, &sijil_person_type, stmt, error);
}

/* Of whichever association; several when a family has moved. */
GPtrArray *
sijil_storage_households_with_card (SijilStorage *storage, const char *card, GError **error)
{
  g_autoptr (SijilStmt) stmt = sijil_db_select (
      storage->db, error,
      "SELECT id FROM household WHERE card = ?1 AND gone = 0 ORDER BY id LIMIT 1000", "t", card);

  return sijil_storage_load_ids (storage, &sijil_household_type, stmt, error);
}

gboolean
sijil_storage_is_reversed (SijilStorage *storage, const SijilTypeDef *type, const SijilId *fact)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT 1 FROM %s WHERE reverses = ?1 LIMIT 1", type->name);

  return sijil_db_number (storage->db, 0, sql, "d", fact) != 0;
}

/* What a device says that is held counts when it is released. */
#define NOT_HELD(verdict)                                                                          \
  "AND NOT EXISTS (SELECT 1 FROM held WHERE device = " verdict                                     \
  ".born_device AND linked < " verdict ".born_cseq AND until IS NULL) "

GPtrArray *
sijil_storage_verdicts_on (SijilStorage *storage, const SijilId *finding, GError **error)
{
  g_autoptr (SijilStmt) stmt = sijil_db_select (
      storage->db, error,
      "SELECT id FROM verdict v WHERE finding = ?1 AND reverses IS "
      "NULL " NOT_HELD ("v") "AND NOT EXISTS (SELECT 1 FROM verdict r WHERE "
                             "r.reverses = v.id " NOT_HELD ("r") ") ORDER BY at DESC LIMIT 1",
      "d", finding);

  return sijil_storage_load_ids (storage, &sijil_verdict_type, stmt, error);
}

/* Whether the two were known to be one once by what both had written before they were told. */
gboolean
sijil_storage_are_proven (SijilStorage *storage, const SijilId *a, const SijilId *b)
{
  return sijil_db_number (storage->db, 0,
                          "SELECT proven FROM person_link WHERE (a = ?1 AND b = ?2) OR (a = ?2 AND "
                          "b = ?1)",
                          "dd", a, b) != 0;
}

/* If it fails they are proven once more. */
void
sijil_storage_note_proven (SijilStorage *storage, const SijilId *a, const SijilId *b)
{
  sijil_db_run (storage->db, NULL,
                "UPDATE person_link SET proven = 1 WHERE ((a = ?1 AND b = ?2) OR (a = ?2 AND b = "
                "?1)) AND proven = 0",
                "dd", a, b);
}

gboolean
sijil_storage_add_person_link (SijilStorage *storage, const SijilId *a, const SijilId *b,
                               const char *evidence, gboolean *is_new, GError **error)
{
  /* That a family was moved stands above whatever made the link before. */
  if (!sijil_db_run (storage->db, error,
                     "INSERT INTO person_link (a, b, evidence, at) VALUES (?1, ?2, ?3, ?4) "
                     "ON CONFLICT (a, b) DO UPDATE SET evidence = ?3 "
                     "WHERE ?3 = ?5 AND evidence <> ?5",
                     "ddtit", a, b, evidence, g_get_real_time (), SIJIL_EVIDENCE_MOVED))
    return FALSE;
  *is_new = sijil_db_changes (storage->db) > 0;
  return TRUE;
}

gboolean
sijil_storage_drop_person_link (SijilStorage *storage, const SijilId *a, const SijilId *b,
                                GError **error)
{
  return sijil_db_run (storage->db, error,
                       "DELETE FROM person_link WHERE ((a = ?1 AND b = ?2) OR (a = ?2 AND b = ?1)) "
                       "AND evidence <> ?3",
                       "ddt", a, b, SIJIL_EVIDENCE_MOVED);
}

/* Who is the same as @person elsewhere. */
GPtrArray *
sijil_storage_linked_persons (SijilStorage *storage, const SijilId *person, GError **error)
{
  g_autoptr (SijilStmt) stmt = sijil_db_select (
      storage->db, error,
      "SELECT b FROM person_link WHERE a = ?1 UNION ALL SELECT a FROM person_link WHERE b = ?1",
      "d", person);

  return sijil_storage_load_ids (storage, &sijil_person_type, stmt, error);
}

/* The linked persons of two households, as pairs: a's person, then b's. */
GPtrArray *
sijil_storage_person_links (SijilStorage *storage, const SijilId *household_a,
                            const SijilId *household_b, GError **error)
{
  static const char SQL[] =
      "SELECT l.a, l.b FROM person_link l JOIN person p ON p.id = l.a "
      "JOIN person q ON q.id = l.b WHERE p.household" FAMILY ("?1") " AND q.household" FAMILY (
          "?2") " AND p.gone = 0 AND q.gone = 0 LIMIT 100";
  g_autoptr (SijilStmt) stmt =
      sijil_db_select (storage->db, error, SQL, "dd", household_a, household_b);
  g_autoptr (GPtrArray) pairs = g_ptr_array_new_with_free_func ((GDestroyNotify) sijil_folded_free);

  if (stmt == NULL)
    return NULL;
  while (sijil_stmt_next (stmt)) {
    SijilId a, b;
    SijilFolded *first = NULL, *second = NULL;

    sijil_stmt_id (stmt, 0, &a);
    sijil_stmt_id (stmt, 1, &b);
    if (!sijil_storage_load (storage, &sijil_person_type, &a, &first, error))
      return NULL;
    g_ptr_array_add (pairs, first);
    if (!sijil_storage_load (storage, &sijil_person_type, &b, &second, error))
      return NULL;
    g_ptr_array_add (pairs, second);
  }
  return sijil_stmt_finish (stmt, error) ? g_steal_pointer (&pairs) : NULL;
}

gboolean
sijil_storage_add_household_link (SijilStorage *storage, const SijilLinkRow *link, gboolean *is_new,
                                  GError **error)
{
  if (!sijil_db_run (storage->db, error,
                     "INSERT INTO household_link (a, b, owner_a, owner_b, evidence, at) "
                     "VALUES (?1, ?2, ?3, ?4, ?5, ?6) "
                     "ON CONFLICT (a, b) DO UPDATE SET evidence = ?5 "
                     "WHERE ?5 = ?7 AND evidence <> ?7",
                     "ddiitit", &link->a, &link->b, link->owner_a, link->owner_b, link->evidence,
                     g_get_real_time (), SIJIL_EVIDENCE_MOVED))
    return FALSE;
  *is_new = sijil_db_changes (storage->db) > 0;
  return TRUE;
}

GPtrArray *
sijil_storage_household_links (SijilStorage *storage, const SijilId *household, GError **error)
{
  static const char SQL[] = "SELECT a, b, owner_a, owner_b, evidence, cut FROM household_link "
                            "WHERE a = ?1 UNION ALL SELECT a, b, owner_a, owner_b, evidence, cut "
                            "FROM household_link WHERE b = ?1";
  g_autoptr (SijilStmt) stmt = sijil_db_select (storage->db, error, SQL, "d", household);
  GPtrArray *links;

  if (stmt == NULL)
    return NULL;
  links = g_ptr_array_new_with_free_func ((GDestroyNotify) sijil_link_row_free);
  while (sijil_stmt_next (stmt)) {
    SijilLinkRow *link = g_new0 (SijilLinkRow, 1);

    sijil_stmt_id (stmt, 0, &link->a);
    sijil_stmt_id (stmt, 1, &link->b);
    link->owner_a = sijil_stmt_int (stmt, 2);
    link->owner_b = sijil_stmt_int (stmt, 3);
    link->evidence = g_strdup (sijil_stmt_text (stmt, 4));
    link->cut = sijil_stmt_int (stmt, 5) != 0;
    g_ptr_array_add (links, link);
  }
  return links;
}

gboolean
sijil_storage_cut_household_link (SijilStorage *storage, const SijilId *a, const SijilId *b,
                                  gboolean cut, GError **error)
{
  return sijil_db_run (storage->db, error,
                       "UPDATE household_link SET cut = ?3 WHERE a = ?1 AND b = ?2", "ddi", a, b,
                       (gint64) cut);
}

gboolean
sijil_storage_note_finding (SijilStorage *storage, const char *key, gint64 association,
                            const SijilId *finding, GError **error)
{
  return sijil_db_run (storage->db, error,
                       "INSERT INTO finding_note (key, association, finding) VALUES (?1, ?2, ?3)",
                       "tid", key, association, finding);
}

gboolean
sijil_storage_find_finding (SijilStorage *storage, const char *key, gint64 association,
                            SijilId *finding)
{
  g_autoptr (SijilStmt) stmt = sijil_db_select (
      storage->db, NULL, "SELECT finding FROM finding_note WHERE key = ?1 AND association = ?2",
      "ti", key, association);

  return stmt != NULL && sijil_stmt_next (stmt) && sijil_stmt_id (stmt, 0, finding);
}

char *
sijil_storage_finding_key (SijilStorage *storage, const SijilId *finding)
{
  return sijil_db_text (storage->db, "SELECT key FROM finding_note WHERE finding = ?1", "d",
                        finding);
}

gboolean
sijil_storage_other_finding (SijilStorage *storage, const char *key, gint64 not_association,
                             SijilId *finding, gint64 *association)
{
  g_autoptr (SijilStmt) stmt = sijil_db_select (
      storage->db, NULL,
      "SELECT finding, association FROM finding_note WHERE key = ?1 AND association <> ?2", "ti",
      key, not_association);

  if (stmt == NULL || !sijil_stmt_next (stmt))
    return FALSE;
  *association = sijil_stmt_int (stmt, 1);
  return sijil_stmt_id (stmt, 0, finding);
}

gboolean
sijil_storage_note_told (SijilStorage *storage, const SijilId *distribution,
                         const SijilId *household, const SijilId *elsewhere, GError **error)
{
  return sijil_db_run (storage->db, error,
                       "INSERT INTO told (distribution, household, elsewhere) VALUES (?1, ?2, ?3)",
                       "ddd", distribution, household, elsewhere);
}

gboolean
sijil_storage_find_told (SijilStorage *storage, const SijilId *distribution,
                         const SijilId *household, SijilId *elsewhere)
{
  g_autoptr (SijilStmt) stmt = sijil_db_select (
      storage->db, NULL, "SELECT elsewhere FROM told WHERE distribution = ?1 AND household = ?2",
      "dd", distribution, household);

  return stmt != NULL && sijil_stmt_next (stmt) && sijil_stmt_id (stmt, 0, elsewhere);
}

/* The rows of elsewhere that were made of @distribution. */
GPtrArray *
sijil_storage_told_of (SijilStorage *storage, const SijilId *distribution, GError **error)
{
  g_autoptr (SijilStmt) stmt = sijil_db_select (
      storage->db, error, "SELECT elsewhere FROM told WHERE distribution = ?1", "d", distribution);

  return sijil_storage_load_ids (storage, &sijil_elsewhere_type, stmt, error);
}

/* What was told under @key or under a longer key that begins with it. */
GPtrArray *
sijil_storage_findings_under (SijilStorage *storage, const char *key, GError **error)
{
  g_autofree char *end = g_strconcat (key, ";", NULL); /* ';' follows ':' */
  g_autoptr (SijilStmt) stmt = sijil_db_select (
      storage->db, error, "SELECT finding FROM finding_note WHERE key >= ?1 AND key < ?2", "tt",
      key, end);

  return sijil_storage_load_ids (storage, &sijil_finding_type, stmt, error);
}

gboolean
sijil_storage_find_reply (SijilStorage *storage, const SijilId *finding, SijilId *reply)
{
  g_autoptr (SijilStmt) stmt =
      sijil_db_select (storage->db, NULL, "SELECT id FROM reply WHERE finding = ?1", "d", finding);

  return stmt != NULL && sijil_stmt_next (stmt) && sijil_stmt_id (stmt, 0, reply);
}
