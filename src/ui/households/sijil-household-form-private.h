#pragma once

#include <adwaita.h>

#include "sijil-choice-row.h"
#include "sijil-draft-line.h"
#include "sijil-field-row.h"
#include "sijil-form-draft.h"
#include "sijil-household-form.h"
#include "sijil-look-alikes-pane.h"
#include "sijil-member-row.h"
#include "sijil-person-rows.h"

G_BEGIN_DECLS

struct _SijilHouseholdForm {
  GtkWidget parent_instance;

  SijilStore *store;
  GCancellable *cancellable;
  SijilId household;          /* zero for a new one */
  SijilRecord *loaded;        /* the household as it is stored, while it is edited */
  GHashTable *loaded_persons; /* SijilId -> SijilRecord as stored */
  gint64 seen;                /* what of the others' news these contain; -1 for a new one */
  SijilFormDraft *draft;
  SijilPersonRows *head;
  GPtrArray *members; /* SijilMemberRow, owned by the group */
  gboolean loading;
  gboolean saving;
  gboolean unkept;      /* the error box says that the draft is not kept */
  gboolean tried_aside; /* looked for a draft that had been set aside */

  AdwHeaderBar *header;
  AdwWindowTitle *title;
  GtkWidget *save_button;
  GtkStack *stack;
  SijilDraftLine *draft_line;
  GtkWidget *error_box;
  GtkLabel *error_words;
  AdwPreferencesGroup *head_group;
  AdwPreferencesGroup *members_group;
  GtkBox *members_suffix;
  SijilFieldRow *phone_row;
  SijilChoiceRow *governorate_row;
  SijilFieldRow *district_row;
  SijilFieldRow *village_row;
  SijilFieldRow *address_row;
  SijilChoiceRow *housing_row;
  SijilFieldRow *income_row;
  SijilFieldRow *notes_row;
  GtkSwitch *consent_switch;
  SijilChoiceRow *consent_basis_row;
  SijilFieldRow *consent_date_row;
  SijilLookAlikesPane *look_alikes;
};

/* sijil-household-form-fields.c: rows to records and back. */
void sijil_household_form_set_household (SijilHouseholdForm *self, SijilRecord *household);
SijilRecord *sijil_household_form_get_household (SijilHouseholdForm *self, GPtrArray *issues);
void sijil_household_form_set_person (SijilHouseholdForm *self, SijilRecord *person);
void sijil_household_form_reset (SijilHouseholdForm *self);
GPtrArray *sijil_household_form_get_persons (SijilHouseholdForm *self);
SijilMemberRow *sijil_household_form_add_member (SijilHouseholdForm *self);
gboolean sijil_household_form_check (SijilHouseholdForm *self, SijilRecord *household,
                                     GPtrArray *persons, GPtrArray *issues);
void sijil_household_form_typed (SijilHouseholdForm *self, SijilPersonRows *person);

/* sijil-household-form-save.c: what goes to the store and comes from it. */
void sijil_household_form_focus (SijilHouseholdForm *self);
void sijil_household_form_load (SijilHouseholdForm *self);
void sijil_household_form_save (SijilHouseholdForm *self);
void sijil_household_form_discard_draft (SijilHouseholdForm *self);
GPtrArray *sijil_household_form_source (gpointer user_data);

G_END_DECLS
