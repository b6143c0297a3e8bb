#pragma once

#include <gtk/gtk.h>

#include "sijil-shifts.h"
#include "sijil-volunteers.h"

G_BEGIN_DECLS

GtkWidget *sijil_training_row_new (const SijilTraining *training, gboolean may_edit);
GtkWidget *sijil_shift_row_new (const SijilShift *shift, const char *today, gboolean may_edit);
char *sijil_volunteer_since_words (const SijilVolunteer *volunteer) G_GNUC_WARN_UNUSED_RESULT;
char *sijil_volunteer_sum_words (const SijilVolunteer *volunteer) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
