#define G_LOG_DOMAIN "sijil-store"

#include "sijil-volunteers.h"

#include "sijil-alias.h"
#include "sijil-edit.h"
#include "sijil-i18n.h"
#include "sijil-records.h"
#include "sijil-shifts.h"
#include "types/sijil-types-all.h"

#include <string.h>

#define SOON_DAYS 60

static void
training_free (gpointer data)
{
  SijilTraining *training = data;

  g_object_unref (training->record);
  g_free (training);
}

void
sijil_volunteer_free (SijilVolunteer *volunteer)
{
  if (volunteer == NULL)
    return;
  g_clear_object (&volunteer->volunteer);
  g_clear_object (&volunteer->person);
  g_clear_pointer (&volunteer->trainings, g_ptr_array_unref);
  g_clear_pointer (&volunteer->shifts, g_ptr_array_unref);
  g_free (volunteer->card);
  g_free (volunteer);
}

static gboolean
load_trainings (SijilSession *session, SijilVolunteer *self, const char *today, GError **error)
{
  g_autoptr (GPtrArray) records = sijil_records_where (
      session->db, &sijil_training_type,
      "WHERE volunteer = ?1 AND gone = 0 ORDER BY held_on DESC, rowid DESC LIMIT 200", error, "d",
      sijil_record_id (self->volunteer));

  self->trainings = g_ptr_array_new_with_free_func (training_free);
  for (guint i = 0; records != NULL && i < records->len; i++) {
    SijilTraining *training = g_new0 (SijilTraining, 1);
    const char *expires = sijil_record_text (records->pdata[i], SIJIL_TRAINING_EXPIRES);

    training->record = g_object_ref (records->pdata[i]);
    training->expired = expires != NULL && strcmp (expires, today) < 0;
    training->expires_soon = expires != NULL && !training->expired &&
                             sijil_date_days_between (today, expires) <= SOON_DAYS;
    g_ptr_array_add (self->trainings, training);
  }
  return records != NULL;
}

static void
load_household (SijilSession *session, SijilVolunteer *self)
{
  static const char SQL[] = "SELECT card, household FROM household_row "
                            "WHERE household = " SIJIL_SQL_SURVIVOR ("?1");
  g_autoptr (SijilStmt) stmt = NULL;
  SijilId household;

  if (!sijil_record_reference (self->person, SIJIL_PERSON_HOUSEHOLD, &household))
    return;
  stmt = sijil_db_select (session->db, NULL, SQL, "d", &household);
  if (stmt == NULL || !sijil_stmt_next (stmt))
    return;
  self->card = g_strdup (sijil_stmt_text (stmt, 0));
  sijil_stmt_id (stmt, 1, &self->household);
}

/**
 * sijil_volunteer_load: (skip)
 * @session: a session
 * @data: a volunteer's #SijilId
 * @error: return location for an error
 *
 * Returns: (transfer full): a #SijilVolunteer
 */
gpointer
sijil_volunteer_load (SijilSession *session, gpointer data, GError **error)
{
  g_autoptr (SijilVolunteer) self = g_new0 (SijilVolunteer, 1);
  g_autofree char *today = sijil_date_today ();
  SijilId person;

  self->seen = sijil_edit_seen (session);
  if (!sijil_records_is_gone (session->db, &sijil_volunteer_type, data))
    self->volunteer = sijil_records_get (session->db, &sijil_volunteer_type, data);
  if (self->volunteer != NULL &&
      sijil_record_reference (self->volunteer, SIJIL_VOLUNTEER_PERSON, &person))
    self->person = sijil_records_get (session->db, &sijil_person_type, &person);
  if (self->person == NULL) {
    g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_NOT_FOUND,
                         _ ("There is no such volunteer"));
    return NULL;
  }
  load_household (session, self);
  sijil_shifts_sum (session, data, today, &self->minutes_month, &self->minutes, &self->n_shifts);
  sijil_shifts_months (session, data, today, self->months);
  self->shifts = sijil_shifts_of (session, data, error);
  return self->shifts != NULL && load_trainings (session, self, today, error)
             ? g_steal_pointer (&self)
             : NULL;
}
