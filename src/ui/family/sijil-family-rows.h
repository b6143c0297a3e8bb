#pragma once

#include <gtk/gtk.h>

#include "sijil-family.h"
#include "sijil-history.h"
#include "sijil-visits.h"

G_BEGIN_DECLS

GtkWidget *sijil_family_member_row_new (SijilRecord *person, const char *today);
GtkWidget *sijil_file_member_row_new (SijilRecord *person, const char *today, gboolean may_edit);
GtkWidget *sijil_received_row_new (const SijilReceived *received, const char *today,
                                   gboolean may_take_back);
GtkWidget *sijil_visit_row_new (const SijilVisit *visit, const char *today, gboolean may_edit);
GtkWidget *sijil_history_row_new (const SijilHistoryLine *line, const char *today,
                                  gboolean may_part);
GtkWidget *sijil_fact_row_new (const char *name, const char *value);

G_END_DECLS
