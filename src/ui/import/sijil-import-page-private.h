#pragma once

#include <adwaita.h>

#include "sijil-import-page.h"
#include "sijil-import-preview.h"
#include "sijil-import-report.h"

G_BEGIN_DECLS

struct _SijilImportPage {
  SijilPage parent_instance;
  GCancellable *running; /* (nullable): while a thread works */
  gboolean writes;       /* the thread does */
  SijilSheet *sheet;     /* (nullable): while no thread has it */
  char *path;
  char *batch;

  AdwHeaderBar *header;
  GtkStack *stack;
  GtkWidget *error_box;
  GtkLabel *error_words;
  GtkLabel *busy_words;
  GtkLabel *busy_count;
  GtkProgressBar *progress;
  GtkWidget *stop;
  SijilImportPreview *preview;
  SijilImportReport *report;
  GtkWidget *save_button;
  GtkLabel *save_label;
};

void sijil_import_page_show_state (SijilImportPage *self, const char *state);
void sijil_import_page_save (SijilImportPage *self);

G_END_DECLS
