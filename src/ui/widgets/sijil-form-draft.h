#pragma once

#include "sijil-record.h"
#include "sijil-store.h"

G_BEGIN_DECLS

#define SIJIL_TYPE_FORM_DRAFT (sijil_form_draft_get_type ())
/* Keeps what is being typed in a form, over a power cut and a locked desk too. Emits `kept` when
 * the store has it, with the reason if it could not be kept. */
G_DECLARE_FINAL_TYPE (SijilFormDraft, sijil_form_draft, SIJIL, FORM_DRAFT, GObject)

/**
 * SijilDraftSource:
 * @user_data: what the draft was made with
 *
 * Asked at most twice a second for what was typed.
 *
 * Returns: (transfer full) (element-type SijilRecord): the records as typed
 */
typedef GPtrArray *(*SijilDraftSource) (gpointer user_data);

/**
 * SijilDraftTaken:
 * @user_data: what the draft was made with
 * @records: (element-type SijilRecord): what #SijilDraftSource gave then
 *
 * Puts a draft of an earlier time into the rows.
 */
typedef void (*SijilDraftTaken) (gpointer user_data, GPtrArray *records);

SijilFormDraft *sijil_form_draft_new (SijilStore *store, const char *kind, SijilDraftSource source,
                                      gpointer user_data);
void sijil_form_draft_take_up (SijilFormDraft *draft, SijilDraftTaken taken);
void sijil_form_draft_touch (SijilFormDraft *draft);
void sijil_form_draft_forget (SijilFormDraft *draft);
void sijil_form_draft_close (SijilFormDraft *draft);
void sijil_form_draft_set_seen (SijilFormDraft *draft, gint64 seen);
gint64 sijil_form_draft_seen (SijilFormDraft *draft);
gint64 sijil_form_draft_kept_at (SijilFormDraft *draft);

SijilRecord *sijil_form_changes (SijilRecord *filled, SijilRecord *typed);
GPtrArray *sijil_form_draft_read (const char *body, gint64 *at, gint64 *seen);
void sijil_form_drafts_flush (SijilStore *store);

G_END_DECLS
