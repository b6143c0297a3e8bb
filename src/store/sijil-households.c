#define G_LOG_DOMAIN "sijil-store"

#include "sijil-households.h"

#include "sijil-alias.h"
#include "sijil-apart.h"
#include "sijil-card.h"
#include "sijil-edit.h"
#include "sijil-judge.h"
#include "sijil-meta.h"
#include "sijil-roles.h"
#include "types/sijil-types-all.h"

#include <string.h>

#define MAX_MEMBERS 60

/**
 * sijil_household_edit_new:
 * @household: a household record
 *
 * Returns: (transfer full): a request for sijil_household_save(), without persons yet
 */
SijilHouseholdEdit *
sijil_household_edit_new (SijilRecord *household)
{
  SijilHouseholdEdit *edit = g_new0 (SijilHouseholdEdit, 1);

  edit->household = g_object_ref (household);
  edit->seen = -1;
  edit->persons = g_ptr_array_new_with_free_func (g_object_unref);
  edit->apart = g_array_new (FALSE, FALSE, sizeof (SijilId));
  return edit;
}

void
sijil_household_edit_free (SijilHouseholdEdit *edit)
{
  if (edit == NULL)
    return;
  g_object_unref (edit->household);
  g_ptr_array_unref (edit->persons);
  g_array_unref (edit->apart);
  g_free (edit);
}

/**
 * sijil_household_stands:
 * @session: a session
 * @household: a household
 * @error: return location for an error
 *
 * Returns: whether it is there: not deleted, and not merged into another
 */
gboolean
sijil_household_stands (SijilSession *session, const SijilId *household, GError **error)
{
  if (sijil_db_number (session->db, 0, "SELECT 1 FROM household_row WHERE household = ?1", "d",
                       household))
    return TRUE;
  g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_NOT_FOUND,
                       _ ("There is no such household"));
  return FALSE;
}

/**
 * sijil_household_give_card:
 * @session: the writing session, inside a transaction
 * @household: (inout): a new household
 * @error: return location for an error
 *
 * Gives a new household its card number, which never changes, and the day on which it is
 * registered.
 *
 * Returns: %TRUE if it has them
 */
gboolean
sijil_household_give_card (SijilSession *session, SijilRecord *household, GError **error)
{
  g_autofree char *today = sijil_date_today ();
  g_autofree char *letters = sijil_meta_text (session->db, SIJIL_META_LETTERS);
  gint64 counter = sijil_meta_number (session->db, SIJIL_META_CARD_COUNTER, 0) + 1;
  g_autofree char *card = sijil_card_make (letters, (guint64) counter);

  sijil_record_set_text (household, SIJIL_HOUSEHOLD_CARD, card);
  if (sijil_record_is_null (household, SIJIL_HOUSEHOLD_REGISTERED_ON))
    sijil_record_set_text (household, SIJIL_HOUSEHOLD_REGISTERED_ON, today);
  return sijil_meta_set_number (session->db, SIJIL_META_CARD_COUNTER, counter, error);
}

static gboolean
check_heads (GPtrArray *persons, SijilRecord **head, GError **error)
{
  *head = NULL;
  for (guint i = 0; i < persons->len; i++) {
    if (g_strcmp0 (sijil_record_text (persons->pdata[i], SIJIL_PERSON_RELATION), "head") != 0)
      continue;
    if (*head != NULL) {
      g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_INVALID,
                           _ ("A family has one head only"));
      return FALSE;
    }
    *head = persons->pdata[i];
  }
  return TRUE;
}

/* An edit that makes somebody else the head gives the former head another relation only if the
 * editor says which: two heads would be left otherwise. */
static gboolean
old_head_stays (SijilSession *session, SijilRecord *household, SijilRecord *head,
                GPtrArray *persons, GError **error)
{
  static const char SQL[] = "WHERE household = ?1 AND relation = 'head' AND gone = 0";
  g_autoptr (GPtrArray) heads = sijil_records_where (session->db, &sijil_person_type, SQL, error,
                                                     "d", sijil_record_id (household));

  for (guint i = 0; heads != NULL && i < heads->len; i++) {
    const SijilId *old = sijil_record_id (heads->pdata[i]);
    gboolean mentioned = FALSE;

    for (guint k = 0; k < persons->len; k++)
      mentioned = mentioned || (sijil_id_equal (sijil_record_id (persons->pdata[k]), old) &&
                                sijil_record_has (persons->pdata[k], SIJIL_PERSON_RELATION));
    if (!mentioned && !sijil_id_equal (old, sijil_record_id (head))) {
      g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_INVALID,
                           _ ("A family has one head only"));
      return TRUE;
    }
  }
  return heads == NULL;
}

static gboolean
save_persons (SijilSession *session, SijilHouseholdEdit *edit, const char *today, GError **error)
{
  for (guint i = 0; i < edit->persons->len; i++) {
    SijilRecord *person = edit->persons->pdata[i];

    /* Who came along in a merge stays where he was, so that the merge can be undone. */
    if (sijil_id_is_null (sijil_record_id (person)))
      sijil_record_set_reference (person, SIJIL_PERSON_HOUSEHOLD,
                                  sijil_record_id (edit->household));
    else
      sijil_record_unset (person, SIJIL_PERSON_HOUSEHOLD);
    if (!sijil_judge (session, person, today, error) || !sijil_edit_put (session, person, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
keep_apart (SijilSession *session, const SijilHouseholdEdit *edit, GError **error)
{
  for (guint i = 0; i < edit->apart->len; i++) {
    SijilApart apart = { *sijil_record_id (edit->household),
                         g_array_index (edit->apart, SijilId, i) };
    SijilId id;

    if (!sijil_apart_put (session, &apart, &id, error))
      return FALSE;
  }
  return TRUE;
}

/**
 * sijil_household_save: (skip)
 * @session: the writing session
 * @data: a #SijilHouseholdEdit
 * @error: return location for an error
 *
 * Registers or edits a household with its persons: all of it or nothing. A new household gets its
 * card number here, which never changes.
 *
 * Returns: (transfer full): the household's #SijilId
 */
gpointer
sijil_household_save (SijilSession *session, gpointer data, GError **error)
{
  SijilHouseholdEdit *edit = data;
  g_autofree char *today = sijil_date_today ();
  gboolean is_new = sijil_id_is_null (sijil_record_id (edit->household));
  SijilRecord *head;

  if (!sijil_role_may (session, SIJIL_ACT_REGISTER, error) ||
      !check_heads (edit->persons, &head, error))
    return NULL;
  sijil_edit_since (session, edit->seen);
  if (edit->persons->len > MAX_MEMBERS || (is_new && edit->persons->len == 0)) {
    g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_INVALID,
                         edit->persons->len == 0 ? _ ("A family has at least one person")
                                                 : _ ("These are too many persons for one family"));
    return NULL;
  }
  if (is_new) {
    if (!sijil_household_give_card (session, edit->household, error))
      return NULL;
  } else
    sijil_record_unset (edit->household, SIJIL_HOUSEHOLD_CARD);
  sijil_record_unset (edit->household, SIJIL_HOUSEHOLD_HEAD);
  if (!sijil_judge (session, edit->household, today, error) ||
      !sijil_edit_put (session, edit->household, error) ||
      !save_persons (session, edit, today, error))
    return NULL;
  if (head != NULL) {
    g_autoptr (SijilRecord) with_head =
        sijil_record_new (&sijil_household_type, sijil_record_id (edit->household));

    if (old_head_stays (session, edit->household, head, edit->persons, error))
      return NULL;
    sijil_record_set_reference (with_head, SIJIL_HOUSEHOLD_HEAD, sijil_record_id (head));
    if (!sijil_edit_put (session, with_head, error))
      return NULL;
  }
  if (!keep_apart (session, edit, error))
    return NULL;
  return sijil_id_copy (sijil_record_id (edit->household));
}

/**
 * sijil_household_by_text: (skip)
 * @session: a session
 * @text: a card number or a UUID
 * @error: return location for an error
 *
 * Returns: (transfer full): the #SijilId of the household, of the survivor if it gave way in a
 * merge
 */
gpointer
sijil_household_by_text (SijilSession *session, gpointer text, GError **error)
{
  static const char SQL_ID[] = "SELECT household FROM household_row "
                               "WHERE household = " SIJIL_SQL_SURVIVOR ("?1");
  static const char SQL_CARD[] =
      "SELECT r.household FROM household h JOIN household_row r "
      "ON r.household = " SIJIL_SQL_SURVIVOR ("h.id") " WHERE h.card = ?1";
  g_autofree char *card = sijil_card_from_keys (text);
  g_autoptr (SijilStmt) stmt = NULL;
  SijilId id;

  if (sijil_id_parse (text, &id))
    stmt = sijil_db_select (session->db, error, SQL_ID, "d", &id);
  else if (card != NULL)
    stmt = sijil_db_select (session->db, error, SQL_CARD, "t", card);
  if (stmt != NULL && sijil_stmt_next (stmt) && sijil_stmt_id (stmt, 0, &id))
    return sijil_id_copy (&id);
  if (error != NULL && *error == NULL)
    g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_NOT_FOUND,
                         _ ("There is no such household"));
  return NULL;
}

/**
 * sijil_household_as_registered: (skip)
 * @session: a session
 * @text: a card number or a UUID
 * @error: return location for an error
 *
 * Returns: (transfer full): the #SijilId of the household that has it, also if it gave way in a
 * merge
 */
gpointer
sijil_household_as_registered (SijilSession *session, gpointer text, GError **error)
{
  g_autofree char *card = sijil_card_from_keys (text);
  g_autoptr (SijilStmt) stmt = NULL;
  SijilId id;

  if (sijil_id_parse (text, &id))
    stmt = sijil_db_select (session->db, error, "SELECT id FROM household WHERE id = ?1", "d", &id);
  else if (card != NULL)
    stmt =
        sijil_db_select (session->db, error, "SELECT id FROM household WHERE card = ?1", "t", card);
  if (stmt != NULL && sijil_stmt_next (stmt) && sijil_stmt_id (stmt, 0, &id))
    return sijil_id_copy (&id);
  if (error != NULL && *error == NULL)
    g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_NOT_FOUND,
                         _ ("There is no such household"));
  return NULL;
}

/**
 * sijil_person_by_text: (skip)
 * @session: a session
 * @text: a UUID
 * @error: return location for an error
 *
 * Returns: (transfer full): the person #SijilRecord, somebody of a household
 */
gpointer
sijil_person_by_text (SijilSession *session, gpointer text, GError **error)
{
  g_autoptr (SijilRecord) person = NULL;
  SijilId id;

  if (sijil_id_parse (text, &id))
    person = sijil_records_get (session->db, &sijil_person_type, &id);
  if (person != NULL && !sijil_record_is_null (person, SIJIL_PERSON_HOUSEHOLD) &&
      !sijil_records_is_gone (session->db, &sijil_person_type, &id))
    return g_steal_pointer (&person);
  g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_NOT_FOUND,
                       _ ("There is no such household or person"));
  return NULL;
}
