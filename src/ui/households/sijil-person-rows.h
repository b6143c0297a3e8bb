#pragma once

#include <adwaita.h>

#include "sijil-record.h"

G_BEGIN_DECLS

#define SIJIL_TYPE_PERSON_ROWS (sijil_person_rows_get_type ())
/* The rows in which one person is typed: for the head they stand in the page's first group, for a
 * member inside an expander; somebody alone has no relation to anybody. Emits `changed` when
 * anything was typed. */
G_DECLARE_FINAL_TYPE (SijilPersonRows, sijil_person_rows, SIJIL, PERSON_ROWS, GObject)

SijilPersonRows *sijil_person_rows_new (gboolean head);
SijilPersonRows *sijil_person_rows_new_alone (void);
GPtrArray *sijil_person_rows_widgets (SijilPersonRows *rows);
void sijil_person_rows_load (SijilPersonRows *rows, SijilRecord *person);
SijilRecord *sijil_person_rows_record (SijilPersonRows *rows);
void sijil_person_rows_set_name (SijilPersonRows *rows, const char *name);
gboolean sijil_person_rows_is_empty (SijilPersonRows *rows);
gboolean sijil_person_rows_is_saved (SijilPersonRows *rows);
char *sijil_person_rows_id_complaint (SijilPersonRows *rows);
void sijil_person_rows_show_issues (SijilPersonRows *rows, GPtrArray *issues);
void sijil_person_rows_focus (SijilPersonRows *rows);

char *sijil_form_date_text (const char *iso);

G_END_DECLS
