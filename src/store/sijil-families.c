#define G_LOG_DOMAIN "sijil-store"

#include "sijil-families.h"

#include "sijil-alias.h"
#include "sijil-choices.h"
#include "sijil-edit.h"
#include "sijil-history.h"
#include "sijil-households.h"
#include "sijil-roles.h"
#include "types/sijil-types-all.h"

#include <string.h>

static gboolean
refuse (GError **error, SijilStoreError code, const char *sentence)
{
  g_set_error_literal (error, SIJIL_STORE_ERROR, code, sentence);
  return FALSE;
}

/* @on is when something happened, perhaps only the year; %NULL for today. */
static gboolean
is_past (const char *on, GError **error)
{
  g_autofree char *today = sijil_date_today ();

  return on == NULL || strcmp (on, today) <= 0 ||
         refuse (error, SIJIL_STORE_ERROR_INVALID, _ ("This date lies in the future"));
}

static SijilRecord *
load_person (SijilSession *session, const SijilId *id, GError **error)
{
  SijilRecord *person = sijil_records_get (session->db, &sijil_person_type, id);

  if (person == NULL || sijil_records_is_gone (session->db, &sijil_person_type, id)) {
    g_clear_object (&person);
    refuse (error, SIJIL_STORE_ERROR_NOT_FOUND, _ ("There is no such person"));
  }
  return person;
}

static gboolean
set_text (SijilSession *session, const SijilTypeDef *type, const SijilId *id, guint field,
          const char *text, GError **error)
{
  g_autoptr (SijilRecord) edit = sijil_record_new (type, id);

  sijil_record_set_text (edit, field, text);
  return sijil_edit_put (session, edit, error);
}

static gboolean
is_in (SijilSession *session, SijilRecord *person, const SijilId *household)
{
  SijilId home;

  if (!sijil_record_reference (person, SIJIL_PERSON_HOUSEHOLD, &home))
    return FALSE;
  home = sijil_alias_survivor (session->db, &home);
  return sijil_id_equal (&home, household);
}

static gboolean
check_split (SijilSession *session, const SijilFamilySplit *split, GError **error)
{
  gint64 members =
      sijil_db_number (session->db, 0, "SELECT members FROM household_row WHERE household = ?1",
                       "d", &split->household);
  gboolean has_head = FALSE;

  if (split->persons->len == 0 || split->persons->len >= (guint) members)
    return refuse (error, SIJIL_STORE_ERROR_INVALID,
                   _ ("Choose who leaves: at least one, and not all of them"));
  for (guint i = 0; i < split->persons->len; i++) {
    const SijilId *id = split->persons->pdata[i];
    g_autoptr (SijilRecord) person = load_person (session, id, error);

    if (person == NULL)
      return FALSE;
    if (!is_in (session, person, &split->household))
      return refuse (error, SIJIL_STORE_ERROR_INVALID,
                     _ ("This person does not belong to this family"));
    if (g_strcmp0 (sijil_record_text (person, SIJIL_PERSON_RELATION), "head") == 0)
      return refuse (error, SIJIL_STORE_ERROR_INVALID,
                     _ ("The head of the family stays. Choose another head first"));
    has_head = has_head || sijil_id_equal (id, &split->head);
  }
  return has_head || refuse (error, SIJIL_STORE_ERROR_INVALID,
                             _ ("The head of the new family is one of those who leave"));
}

static gboolean
move_one (SijilSession *session, const SijilId *person, const SijilId *to, const char *relation,
          GError **error)
{
  g_autoptr (SijilRecord) edit = sijil_record_new (&sijil_person_type, person);

  sijil_record_set_reference (edit, SIJIL_PERSON_HOUSEHOLD, to);
  sijil_record_set_text (edit, SIJIL_PERSON_RELATION, relation);
  return sijil_edit_put (session, edit, error);
}

/**
 * sijil_family_split: (skip)
 * @session: the writing session
 * @data: a #SijilFamilySplit
 * @error: return location for an error
 *
 * Some of a family live on their own from now on: a household with a card of its own, the same
 * place and consent, that says where it came from. What the family received until now stays with
 * it.
 *
 * Returns: (transfer full): the new household's #SijilId
 */
gpointer
sijil_family_split (SijilSession *session, gpointer data, GError **error)
{
  static const guint TAKEN[] = {
    SIJIL_HOUSEHOLD_GOVERNORATE,  SIJIL_HOUSEHOLD_DISTRICT,      SIJIL_HOUSEHOLD_VILLAGE,
    SIJIL_HOUSEHOLD_CONSENT_DATE, SIJIL_HOUSEHOLD_CONSENT_BASIS,
  };
  const SijilFamilySplit *split = data;
  g_autoptr (SijilStored) old = NULL;
  g_autoptr (SijilRecord) fresh = sijil_record_new (&sijil_household_type, NULL);
  SijilEvent event = { .kind = "split", .household = &split->household, .on = split->on };

  if (!sijil_role_may (session, SIJIL_ACT_FAMILIES, error) || !is_past (split->on, error) ||
      !sijil_household_stands (session, &split->household, error) ||
      !check_split (session, split, error) ||
      !sijil_records_load (session->db, &sijil_household_type, &split->household, &old, error))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (TAKEN); i++)
    sijil_record_take_field (fresh, TAKEN[i], old->record);
  sijil_record_set_reference (fresh, SIJIL_HOUSEHOLD_SPLIT_FROM, &split->household);
  if (!sijil_household_give_card (session, fresh, error) || !sijil_edit_put (session, fresh, error))
    return NULL;
  for (guint i = 0; i < split->persons->len; i++) {
    const SijilId *id = split->persons->pdata[i];

    if (!move_one (session, id, sijil_record_id (fresh),
                   sijil_id_equal (id, &split->head) ? "head" : "other", error))
      return NULL;
  }
  event.other_household = sijil_record_id (fresh);
  event.person = &split->head;
  return sijil_edit_reference (session, &sijil_household_type, sijil_record_id (fresh),
                               SIJIL_HOUSEHOLD_HEAD, &split->head, error) &&
                 sijil_event_put (session, &event, NULL, error)
             ? sijil_id_copy (sijil_record_id (fresh))
             : NULL;
}

/**
 * sijil_person_move: (skip)
 * @session: the writing session
 * @data: a #SijilPersonMove
 * @error: return location for an error
 *
 * A person lives in another household from now on, by marriage or otherwise.
 *
 * Returns: non-%NULL if the person belongs there
 */
gpointer
sijil_person_move (SijilSession *session, gpointer data, GError **error)
{
  const SijilPersonMove *move = data;
  g_autoptr (SijilRecord) person = NULL;
  SijilId from;
  SijilEvent event = { .kind = move->married ? "married" : "moved",
                       .household = &from,
                       .other_household = &move->to,
                       .person = &move->person,
                       .on = move->on };

  if (!sijil_role_may (session, SIJIL_ACT_FAMILIES, error) || !is_past (move->on, error) ||
      !sijil_household_stands (session, &move->to, error) ||
      (person = load_person (session, &move->person, error)) == NULL)
    return NULL;
  if (!sijil_choice_has (sijil_relations, move->relation) || strcmp (move->relation, "head") == 0) {
    refuse (error, SIJIL_STORE_ERROR_INVALID,
            _ ("Say how the person is related to the head there"));
    return NULL;
  }
  if (g_strcmp0 (sijil_record_text (person, SIJIL_PERSON_RELATION), "head") == 0 ||
      is_in (session, person, &move->to)) {
    refuse (error, SIJIL_STORE_ERROR_INVALID,
            is_in (session, person, &move->to)
                ? _ ("This person belongs to that family already")
                : _ ("The head of the family stays. Choose another head first"));
    return NULL;
  }
  /* A volunteer without a family may join one. */
  if (sijil_record_reference (person, SIJIL_PERSON_HOUSEHOLD, &from))
    from = sijil_alias_survivor (session->db, &from);
  else
    from = move->to;
  return GINT_TO_POINTER (move_one (session, &move->person, &move->to, move->relation, error) &&
                          sijil_event_put (session, &event, NULL, error));
}

/* ---- death, moving away, a new head ---- */

/* @old is %NULL while the head is to be confirmed. */
static gboolean
change_head (SijilSession *session, const SijilId *household, const SijilId *old,
             const SijilId *next, const char *on, GError **error)
{
  g_autoptr (SijilRecord) person = load_person (session, next, error);
  SijilEvent event = { .kind = "head", .household = household, .person = next, .on = on };

  if (person == NULL)
    return FALSE;
  if (!is_in (session, person, household) || (old != NULL && sijil_id_equal (old, next)))
    return refuse (error, SIJIL_STORE_ERROR_INVALID,
                   _ ("The new head must be another member of the family"));
  return (old == NULL ||
          set_text (session, &sijil_person_type, old, SIJIL_PERSON_RELATION, "other", error)) &&
         set_text (session, &sijil_person_type, next, SIJIL_PERSON_RELATION, "head", error) &&
         sijil_edit_reference (session, &sijil_household_type, household, SIJIL_HOUSEHOLD_HEAD,
                               next, error) &&
         sijil_event_put (session, &event, NULL, error);
}

static const char *
kind_of_state (const char *state)
{
  if (g_strcmp0 (state, "dead") == 0)
    return "died";
  return g_strcmp0 (state, "moved-away") == 0 ? "moved-away" : "returned";
}

/**
 * sijil_person_set_state: (skip)
 * @session: the writing session
 * @data: a #SijilPersonEnd
 * @error: return location for an error
 *
 * A person died, moved away or came back. If it was the head, the family needs another, unless
 * nobody is left in it.
 *
 * Returns: non-%NULL if it is noted
 */
gpointer
sijil_person_set_state (SijilSession *session, gpointer data, GError **error)
{
  const SijilPersonEnd *end = data;
  g_autoptr (SijilRecord) person = NULL;
  g_autoptr (SijilRecord) edit = sijil_record_new (&sijil_person_type, &end->person);
  g_autofree char *today = sijil_date_today ();
  SijilId household;
  SijilEvent event = { .kind = kind_of_state (end->state),
                       .household = &household,
                       .person = &end->person,
                       .on = end->on };
  gboolean has_home, was_head, alone;

  if (!sijil_role_may (session, SIJIL_ACT_REGISTER, error) || !is_past (end->on, error) ||
      (person = load_person (session, &end->person, error)) == NULL)
    return NULL;
  if (!sijil_choice_has (sijil_person_states, end->state)) {
    refuse (error, SIJIL_STORE_ERROR_INVALID, _ ("This is not in the list"));
    return NULL;
  }
  has_home = sijil_record_reference (person, SIJIL_PERSON_HOUSEHOLD, &household);
  if (has_home)
    household = sijil_alias_survivor (session->db, &household);
  was_head = g_strcmp0 (sijil_record_text (person, SIJIL_PERSON_RELATION), "head") == 0;
  alone = has_home &&
          sijil_db_number (session->db, 0, "SELECT members FROM household_row WHERE household = ?1",
                           "d", &household) <= 1;
  if (was_head && has_home && !alone && strcmp (end->state, "living") != 0 &&
      end->next_head == NULL) {
    refuse (error, SIJIL_STORE_ERROR_RULE, _ ("Say who heads the family from now on"));
    return NULL;
  }
  sijil_record_set_text (edit, SIJIL_PERSON_STATE, end->state);
  sijil_record_set_text (edit, SIJIL_PERSON_STATE_DATE, end->on != NULL ? end->on : today);
  if (!sijil_edit_put (session, edit, error) ||
      (has_home && !sijil_event_put (session, &event, NULL, error)) ||
      (was_head && end->next_head != NULL &&
       !change_head (session, &household, &end->person, end->next_head, end->on, error)))
    return NULL;
  return GINT_TO_POINTER (1);
}

/**
 * sijil_family_set_head: (skip)
 * @session: the writing session
 * @data: a #SijilNewHead
 * @error: return location for an error
 *
 * Another member heads the family, or the one who was to be confirmed does.
 *
 * Returns: non-%NULL if it is so
 */
gpointer
sijil_family_set_head (SijilSession *session, gpointer data, GError **error)
{
  const SijilNewHead *head = data;
  g_autoptr (SijilRecord) person = NULL;
  g_autoptr (SijilRecord) home = NULL;
  SijilId household, old;
  gboolean had_head;

  if (!sijil_role_may (session, SIJIL_ACT_REGISTER, error) || !is_past (head->on, error) ||
      (person = load_person (session, &head->person, error)) == NULL)
    return NULL;
  if (!sijil_record_reference (person, SIJIL_PERSON_HOUSEHOLD, &household) ||
      g_strcmp0 (sijil_record_text (person, SIJIL_PERSON_STATE), "dead") == 0 ||
      g_strcmp0 (sijil_record_text (person, SIJIL_PERSON_STATE), "moved-away") == 0) {
    refuse (error, SIJIL_STORE_ERROR_INVALID,
            _ ("The new head must be another member of the family"));
    return NULL;
  }
  household = sijil_alias_survivor (session->db, &household);
  home = sijil_records_get (session->db, &sijil_household_type, &household);
  had_head = home != NULL && sijil_record_reference (home, SIJIL_HOUSEHOLD_HEAD, &old);
  return GINT_TO_POINTER (
      change_head (session, &household, had_head ? &old : NULL, &head->person, head->on, error));
}
