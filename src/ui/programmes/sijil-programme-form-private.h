#pragma once

#include <adwaita.h>

#include "sijil-choice-row.h"
#include "sijil-draft-line.h"
#include "sijil-families-row.h"
#include "sijil-field-row.h"
#include "sijil-form-draft.h"
#include "sijil-programme-form.h"
#include "sijil-workdays.h"

G_BEGIN_DECLS

struct _SijilProgrammeForm {
  GtkWidget parent_instance;
  SijilStore *store;
  SijilRecord *programme; /* as stored; NULL for a new one */
  SijilFormDraft *draft;  /* NULL for one that may only be read */
  gboolean loading;

  AdwHeaderBar *header;
  AdwWindowTitle *title;
  GtkWidget *back_button;
  GtkBox *groups;
  GtkWidget *read_only;
  GtkLabel *read_only_words;
  SijilDraftLine *draft_line;
  GtkWidget *error_box;
  GtkLabel *error_words;
  GtkLabel *rule;
  SijilFieldRow *name_row;
  SijilChoiceRow *family_row;
  SijilChoiceRow *kind_row;
  SijilFieldRow *unit_row;
  SijilFieldRow *value_row;
  SijilChoiceRow *per_row;
  SijilChoiceRow *limit_row;
  SijilFieldRow *count_row;
  SijilFieldRow *years_row;
  SijilFamiliesRow *excludes_row;
  SijilFamiliesRow *allows_row;
  SijilFieldRow *starts_row;
  SijilFieldRow *ends_row;
  SijilFieldRow *target_row;
  GtkSwitch *confidential_switch;
  SijilWorkdays *workdays;
};

/* sijil-programme-form-fields.c: rows to a record and back. */
void sijil_programme_form_fill (SijilProgrammeForm *self, SijilRecord *programme);
SijilRecord *sijil_programme_form_record (SijilProgrammeForm *self, GPtrArray *issues);
void sijil_programme_form_show_issues (SijilProgrammeForm *self, GPtrArray *issues);

G_END_DECLS
