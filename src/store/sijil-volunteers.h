#pragma once

#include "sijil-record.h"
#include "sijil-session.h"

G_BEGIN_DECLS

/**
 * SijilVolunteerEdit:
 * @volunteer: the volunteer: no id for a new one; otherwise just the fields that change
 * @person: (nullable): who that is: no id for somebody who is not registered yet; otherwise just
 *   the fields that change, be it none
 * @seen: #SijilVolunteer.seen of the one that is edited; -1 for what is stored now
 *
 * A request to register or to edit a volunteer. All of it is saved, or nothing.
 */
typedef struct {
  SijilRecord *volunteer;
  SijilRecord *person;
  gint64 seen;
} SijilVolunteerEdit;

/**
 * SijilVolunteerFilter:
 * @text: (nullable): parts of the name, a skill in words, or digits of the ID or the phone
 * @skill: (nullable): code of a skill
 * @day: (nullable): code of a half day, or just its day: `fri-am`, `fri`
 * @state: (nullable): code of a state
 * @most: how many rows at most; 0 means 200
 */
typedef struct {
  char *text;
  char *skill;
  char *day;
  char *state;
  guint most;
} SijilVolunteerFilter;

/**
 * SijilVolunteerRow:
 * @minutes_month: what stands of this month
 * @minutes: what stands in all
 *
 * One volunteer in a list.
 */
typedef struct {
  SijilId volunteer;
  SijilId person;
  char *name;
  char *phone;
  char *skills;
  char *availability;
  char *state;
  gint64 minutes_month;
  gint64 minutes;
} SijilVolunteerRow;

/**
 * SijilVolunteerList:
 * @rows: (element-type SijilVolunteerRow): by name, no more than were asked for
 * @matching: how many agree with the filter
 * @all: how many volunteers there are
 */
typedef struct {
  GPtrArray *rows;
  guint matching;
  guint all;
} SijilVolunteerList;

/**
 * SijilTraining:
 * @record: the training
 * @expired: whether it counts no more
 * @expires_soon: whether it will not within two months
 */
typedef struct {
  SijilRecord *record;
  gboolean expired;
  gboolean expires_soon;
} SijilTraining;

#define SIJIL_VOLUNTEER_MONTHS 6

/**
 * SijilMonthWorked:
 * @month: `2026-11`
 * @minutes: what stands of it
 */
typedef struct {
  char month[8];
  gint64 minutes;
} SijilMonthWorked;

/**
 * SijilVolunteer:
 * @household: zero for somebody who belongs to no registered family
 * @card: (nullable): card of the household
 * @trainings: (element-type SijilTraining): the newest first
 * @shifts: (element-type SijilShift): the newest first, at most 100, reversed ones too
 * @n_shifts: how many stand
 * @minutes_month: what stands of this month
 * @minutes: what stands in all
 * @months: the last six months, the oldest first
 * @seen: what of the others' news it contains, for #SijilVolunteerEdit.seen
 */
typedef struct {
  SijilRecord *volunteer;
  SijilRecord *person;
  SijilId household;
  char *card;
  GPtrArray *trainings;
  GPtrArray *shifts;
  guint n_shifts;
  gint64 minutes_month;
  gint64 minutes;
  SijilMonthWorked months[SIJIL_VOLUNTEER_MONTHS];
  gint64 seen;
} SijilVolunteer;

SijilVolunteerEdit *sijil_volunteer_edit_new (SijilRecord *volunteer, SijilRecord *person);
void sijil_volunteer_edit_free (SijilVolunteerEdit *edit);
SijilVolunteerFilter *sijil_volunteer_filter_new (void);
void sijil_volunteer_filter_free (SijilVolunteerFilter *filter);
void sijil_volunteer_list_free (SijilVolunteerList *list);
void sijil_volunteer_free (SijilVolunteer *volunteer);

/* SijilStoreFunc, writing: data is a SijilVolunteerEdit, result the volunteer's SijilId * (g_free).
 */
gpointer sijil_volunteer_save (SijilSession *session, gpointer edit, GError **error);
/* SijilStoreFunc: data is a SijilVolunteerFilter, result a SijilVolunteerList. */
gpointer sijil_volunteers (SijilSession *session, gpointer filter, GError **error);
/* SijilStoreFunc: data is a volunteer's SijilId *, result a SijilVolunteer. */
gpointer sijil_volunteer_load (SijilSession *session, gpointer volunteer, GError **error);
/* SijilStoreFunc: data is a person SijilRecord as typed so far, result a GPtrArray of
 * SijilLookAlike: as for a household, and volunteers without a family too. */
gpointer sijil_volunteer_look_alikes (SijilSession *session, gpointer person, GError **error);

/* SijilStoreFunc: data is a training's SijilId *, result its SijilRecord. */
gpointer sijil_training_load (SijilSession *session, gpointer training, GError **error);
/* SijilStoreFunc, writing: data is a training SijilRecord, result its SijilId * (g_free). */
gpointer sijil_training_save (SijilSession *session, gpointer training, GError **error);
/* SijilStoreFunc, writing: data is a training's SijilId *, result non-NULL. */
gpointer sijil_training_delete (SijilSession *session, gpointer training, GError **error);
/* SijilStoreFunc, writing: data is a training's SijilId *, result non-NULL. */
gpointer sijil_training_revive (SijilSession *session, gpointer training, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SijilVolunteerEdit, sijil_volunteer_edit_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SijilVolunteerFilter, sijil_volunteer_filter_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SijilVolunteerList, sijil_volunteer_list_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SijilVolunteer, sijil_volunteer_free)

G_END_DECLS
