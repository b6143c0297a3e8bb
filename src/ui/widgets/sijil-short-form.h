#pragma once

#include <adwaita.h>

#include "sijil-record.h"
#include "sijil-store.h"

G_BEGIN_DECLS

#define SIJIL_TYPE_SHORT_FORM (sijil_short_form_get_type ())
/* A few rows inside a page that write one fact: Enter or Ctrl+S saves, Esc leaves. What is wrong
 * stands below the rows. What was typed is kept as a draft, where the form says how. Emits "done"
 * when it is to be closed. */
G_DECLARE_DERIVABLE_TYPE (SijilShortForm, sijil_short_form, SIJIL, SHORT_FORM, GtkWidget)

/**
 * SijilShortFormClass:
 * @save: reads the rows and calls sijil_short_form_write(), or says at them what is wrong
 * @saved: it was written; @result is the one of the store's function
 * @record: (nullable): what was typed, as a record that need not be sound
 * @fill: (nullable): puts such a record into the rows
 */
struct _SijilShortFormClass {
  GtkWidgetClass parent_class;
  void (*save) (SijilShortForm *form);
  void (*saved) (SijilShortForm *form, gpointer result);
  SijilRecord *(*record) (SijilShortForm *form);
  void (*fill) (SijilShortForm *form, SijilRecord *record);
};

void sijil_short_form_set_title (SijilShortForm *form, const char *title, const char *description);
void sijil_short_form_add (SijilShortForm *form, GtkWidget *row);
void sijil_short_form_add_button (SijilShortForm *form, GtkWidget *button, const char *action);
void sijil_short_form_begin (SijilShortForm *form, SijilStore *store);
void sijil_short_form_begin_record (SijilShortForm *form, SijilStore *store, const char *kind,
                                    SijilRecord *record);
void sijil_short_form_leave (SijilShortForm *form);
void sijil_short_form_say (SijilShortForm *form, const char *trouble);
void sijil_short_form_write (SijilShortForm *form, SijilStoreFunc func, gpointer data,
                             GDestroyNotify free_data, GDestroyNotify free_result);
SijilStore *sijil_short_form_store (SijilShortForm *form);

G_END_DECLS
