#define G_LOG_DOMAIN "sijil-store"

#include "sijil-volunteers.h"

#include "sijil-alias.h"
#include "sijil-edit.h"
#include "sijil-judge.h"
#include "sijil-roles.h"
#include "types/sijil-types-all.h"

/**
 * sijil_volunteer_edit_new:
 * @volunteer: a volunteer record
 * @person: (nullable): a person record
 *
 * Returns: (transfer full): a request for sijil_volunteer_save()
 */
SijilVolunteerEdit *
sijil_volunteer_edit_new (SijilRecord *volunteer, SijilRecord *person)
{
  SijilVolunteerEdit *edit = g_new0 (SijilVolunteerEdit, 1);

  edit->seen = -1;
  edit->volunteer = g_object_ref (volunteer);
  edit->person = person != NULL ? g_object_ref (person) : NULL;
  return edit;
}

void
sijil_volunteer_edit_free (SijilVolunteerEdit *edit)
{
  if (edit == NULL)
    return;
  g_clear_object (&edit->volunteer);
  g_clear_object (&edit->person);
  g_free (edit);
}

static gboolean
no_such (const char *sentence, GError **error)
{
  g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_NOT_FOUND, sentence);
  return FALSE;
}

/* Who becomes a volunteer is registered, and is not one yet. */
static gboolean
may_volunteer (SijilSession *session, const SijilId *person, GError **error)
{
  static const char SQL_IS_ONE[] =
      "SELECT 1 FROM volunteer WHERE person" SIJIL_SQL_PERSONS ("?1") " AND gone = 0 LIMIT 1";

  if (sijil_db_number (session->db, 1, "SELECT gone FROM person WHERE id = ?1", "d", person) != 0)
    return no_such (_ ("There is no such person"), error);
  if (sijil_db_number (session->db, 0, SQL_IS_ONE, "d", person) == 0)
    return TRUE;
  g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_EXISTS,
                       _ ("This person is a volunteer already"));
  return FALSE;
}

static gboolean
prepare_new (SijilSession *session, SijilVolunteerEdit *edit, const char *today, GError **error)
{
  SijilRecord *volunteer = edit->volunteer;

  if (edit->person == NULL) {
    g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_INVALID,
                         _ ("Say who the volunteer is"));
    return FALSE;
  }
  if (sijil_record_is_null (volunteer, SIJIL_VOLUNTEER_STATE))
    sijil_record_set_text (volunteer, SIJIL_VOLUNTEER_STATE, "active");
  if (sijil_record_is_null (volunteer, SIJIL_VOLUNTEER_SINCE_DATE))
    sijil_record_set_text (volunteer, SIJIL_VOLUNTEER_SINCE_DATE, today);
  return sijil_id_is_null (sijil_record_id (edit->person)) ||
         may_volunteer (session, sijil_record_id (edit->person), error);
}

/* Whom a volunteer record is about never changes: that would be another volunteer. */
static gboolean
prepare_old (SijilSession *session, SijilVolunteerEdit *edit, GError **error)
{
  g_autoptr (SijilRecord) stored =
      sijil_records_get (session->db, &sijil_volunteer_type, sijil_record_id (edit->volunteer));
  SijilId person;

  if (stored == NULL || !sijil_record_reference (stored, SIJIL_VOLUNTEER_PERSON, &person))
    return no_such (_ ("There is no such volunteer"), error);
  sijil_record_unset (edit->volunteer, SIJIL_VOLUNTEER_PERSON);
  return edit->person == NULL || sijil_id_equal (sijil_record_id (edit->person), &person) ||
         no_such (_ ("There is no such person"), error);
}

/* Volunteering neither makes a family nor changes one. */
static gboolean
save_person (SijilSession *session, SijilRecord *person, const char *today, GError **error)
{
  sijil_record_unset (person, SIJIL_PERSON_HOUSEHOLD);
  sijil_record_unset (person, SIJIL_PERSON_RELATION);
  if (!sijil_id_is_null (sijil_record_id (person)) && sijil_record_present (person) == 0)
    return TRUE;
  return sijil_judge (session, person, today, error) && sijil_edit_put (session, person, error);
}

/**
 * sijil_volunteer_save: (skip)
 * @session: the writing session
 * @data: a #SijilVolunteerEdit
 * @error: return location for an error
 *
 * Registers or edits a volunteer with the person: both or neither. Somebody who belongs to a
 * registered family stays the same person; anybody else becomes a person without a household.
 *
 * Returns: (transfer full): the volunteer's #SijilId
 */
gpointer
sijil_volunteer_save (SijilSession *session, gpointer data, GError **error)
{
  SijilVolunteerEdit *edit = data;
  g_autofree char *today = sijil_date_today ();
  gboolean is_new = sijil_id_is_null (sijil_record_id (edit->volunteer));

  sijil_edit_since (session, edit->seen);
  if (!sijil_role_may (session, SIJIL_ACT_REGISTER, error) ||
      !(is_new ? prepare_new (session, edit, today, error) : prepare_old (session, edit, error)) ||
      (edit->person != NULL && !save_person (session, edit->person, today, error)))
    return NULL;
  if (is_new)
    sijil_record_set_reference (edit->volunteer, SIJIL_VOLUNTEER_PERSON,
                                sijil_record_id (edit->person));
  if (!sijil_judge (session, edit->volunteer, today, error) ||
      !sijil_edit_put (session, edit->volunteer, error))
    return NULL;
  return sijil_id_copy (sijil_record_id (edit->volunteer));
}

/**
 * sijil_training_load: (skip)
 * @session: a session
 * @data: a training's #SijilId
 * @error: return location for an error
 *
 * Returns: (transfer full): the training
 */
gpointer
sijil_training_load (SijilSession *session, gpointer data, GError **error)
{
  SijilRecord *training = NULL;

  if (!sijil_records_is_gone (session->db, &sijil_training_type, data))
    training = sijil_records_get (session->db, &sijil_training_type, data);
  if (training == NULL)
    no_such (_ ("There is no such training"), error);
  return training;
}

/**
 * sijil_training_save: (skip)
 * @session: the writing session
 * @data: a training #SijilRecord: new, with its volunteer, or the fields of an old one
 * @error: return location for an error
 *
 * Returns: (transfer full): the training's #SijilId
 */
gpointer
sijil_training_save (SijilSession *session, gpointer data, GError **error)
{
  SijilRecord *training = data;
  g_autofree char *today = sijil_date_today ();
  SijilId volunteer;

  if (!sijil_role_may (session, SIJIL_ACT_REGISTER, error))
    return NULL;
  if (!sijil_id_is_null (sijil_record_id (training)))
    sijil_record_unset (training, SIJIL_TRAINING_VOLUNTEER);
  else if (!sijil_record_reference (training, SIJIL_TRAINING_VOLUNTEER, &volunteer) ||
           sijil_db_number (session->db, 1, "SELECT gone FROM volunteer WHERE id = ?1", "d",
                            &volunteer) != 0) {
    no_such (_ ("There is no such volunteer"), error);
    return NULL;
  }
  if (!sijil_judge (session, training, today, error) || !sijil_edit_put (session, training, error))
    return NULL;
  return sijil_id_copy (sijil_record_id (training));
}

static gpointer
set_deleted (SijilSession *session, const SijilId *id, gboolean deleted, GError **error)
{
  g_autoptr (SijilRecord) edit = sijil_record_new (&sijil_training_type, id);

  if (deleted)
    sijil_record_set_number (edit, SIJIL_TRAINING_DELETED, g_get_real_time ());
  else
    sijil_record_set_null (edit, SIJIL_TRAINING_DELETED);
  return GINT_TO_POINTER (sijil_role_may (session, SIJIL_ACT_REGISTER, error) &&
                          sijil_edit_put (session, edit, error));
}

/**
 * sijil_training_delete: (skip)
 * @session: the writing session
 * @data: a training's #SijilId
 * @error: return location for an error
 *
 * Returns: non-%NULL if it counts no more
 */
gpointer
sijil_training_delete (SijilSession *session, gpointer data, GError **error)
{
  return set_deleted (session, data, TRUE, error);
}

/**
 * sijil_training_revive: (skip)
 * @session: the writing session
 * @data: a training's #SijilId
 * @error: return location for an error
 *
 * Returns: non-%NULL if it counts again
 */
gpointer
sijil_training_revive (SijilSession *session, gpointer data, GError **error)
{
  return set_deleted (session, data, FALSE, error);
}
