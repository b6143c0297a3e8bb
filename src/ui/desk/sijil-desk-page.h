#pragma once

#include <adwaita.h>

#include "sijil-store.h"
#include "sijil-id.h"
#include "sijil-today.h"

G_BEGIN_DECLS

#define SIJIL_TYPE_DESK_PAGE (sijil_desk_page_get_type ())
/* The desk: one entry that keeps the focus; below it what happened today, what was found, or one
 * family. */
G_DECLARE_FINAL_TYPE (SijilDeskPage, sijil_desk_page, SIJIL, DESK_PAGE, AdwBin)

SijilDeskPage *sijil_desk_page_new (SijilStore *store);
void sijil_desk_page_open (SijilDeskPage *page, const SijilId *household);
void sijil_desk_page_show_today (SijilDeskPage *page);
void sijil_desk_page_ask_reason (SijilDeskPage *page, const SijilRecent *recent);
void sijil_desk_page_back (SijilDeskPage *page);
void sijil_desk_page_focus (SijilDeskPage *page);
char *sijil_desk_page_typed_name (SijilDeskPage *page) G_GNUC_WARN_UNUSED_RESULT;
gboolean sijil_desk_page_capture_key (SijilDeskPage *page, GtkEventController *controller,
                                      guint keyval, guint keycode, GdkModifierType state);

G_END_DECLS
