#pragma once

#include <adwaita.h>

#include "sijil-chips.h"
#include "sijil-choice-row.h"
#include "sijil-draft-line.h"
#include "sijil-field-row.h"
#include "sijil-form-draft.h"
#include "sijil-half-days.h"
#include "sijil-look-alikes-pane.h"
#include "sijil-person-rows.h"
#include "sijil-volunteer-form.h"

G_BEGIN_DECLS

struct _SijilVolunteerForm {
  GtkWidget parent_instance;
  SijilStore *store;
  SijilId volunteer; /* zero for a new one */
  SijilId saved;
  SijilRecord *loaded;        /* (nullable): the volunteer as stored, while one is edited */
  SijilRecord *loaded_person; /* (nullable): the person as stored, unless somebody new */
  gint64 seen;                /* what of the others' news these contain */
  SijilFormDraft *draft;
  SijilPersonRows *person;
  gboolean loading;
  gboolean saving;

  AdwHeaderBar *header;
  AdwWindowTitle *title;
  GtkWidget *known_box;
  GtkLabel *known_words;
  SijilDraftLine *draft_line;
  GtkWidget *error_box;
  GtkLabel *error_words;
  AdwPreferencesGroup *person_group;
  SijilFieldRow *phone_row;
  SijilChips *skills;
  SijilHalfDays *days;
  SijilChoiceRow *state_row;
  SijilFieldRow *since_row;
  SijilFieldRow *notes_row;
  SijilLookAlikesPane *look_alikes;
};

/* sijil-volunteer-form-save.c: what goes to the store and comes from it. */
void sijil_volunteer_form_load (SijilVolunteerForm *self, const SijilVolunteer *volunteer);
void sijil_volunteer_form_begin_draft (SijilVolunteerForm *self);
void sijil_volunteer_form_begin_again (SijilVolunteerForm *self);
void sijil_volunteer_form_adopt (SijilVolunteerForm *self, const SijilLookAlike *like);
SijilRecord *sijil_volunteer_form_person (SijilVolunteerForm *self);
void sijil_volunteer_form_save (SijilVolunteerForm *self);
void sijil_volunteer_form_leave (SijilVolunteerForm *self);

G_END_DECLS
