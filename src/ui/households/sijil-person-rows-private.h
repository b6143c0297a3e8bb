#pragma once

#include "sijil-choice-row.h"
#include "sijil-field-row.h"
#include "sijil-person-rows.h"

G_BEGIN_DECLS

struct _SijilPersonRows {
  GObject parent_instance;
  gboolean head;
  gboolean alone;      /* of no family, or of one that this form says nothing of */
  gboolean questioned; /* the ID was found wrong: perhaps it is of another kind */
  gboolean loading;    /* setting the rows is not typing */
  SijilRecord *loaded;
  char *filled_birth; /* what the ID filled in, so that a mended ID may fill it again */
  char *today;
  SijilFieldRow *id_row;
  SijilChoiceRow *type_row;
  SijilChoiceRow *reason_row;
  gboolean is_sound; /* the ID, as it stands */
  GtkWidget *filled_row;
  GtkBox *filled_tags;
  SijilFieldRow *name_row;
  SijilChoiceRow *relation_row;
  SijilChoiceRow *sex_row;
  SijilFieldRow *birth_row;
  SijilChoiceRow *state_row;
};

/* sijil-person-rows.c */
char *sijil_person_rows_typed_id (SijilPersonRows *self);
gboolean sijil_person_rows_is_foreign (SijilPersonRows *self);
void sijil_person_rows_read_id (SijilPersonRows *self);

G_END_DECLS
