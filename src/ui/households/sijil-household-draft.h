#pragma once

#include "sijil-record.h"
#include "sijil-store.h"

G_BEGIN_DECLS

#define SIJIL_TYPE_HOUSEHOLD_DRAFT (sijil_household_draft_get_type ())
/* Keeps what is being typed in the form, over a power cut too. Emits `kept` when the store has it.
 */
G_DECLARE_FINAL_TYPE (SijilHouseholdDraft, sijil_household_draft, SIJIL, HOUSEHOLD_DRAFT, GObject)

/**
 * SijilDraftSource:
 * @user_data: what the draft was made with
 * @household: (out) (transfer full): the household as typed
 * @persons: (out) (transfer container) (element-type SijilRecord): its persons, the head first
 *
 * Asked at most twice a second for what was typed.
 */
typedef void (*SijilDraftSource) (gpointer user_data, SijilRecord **household, GPtrArray **persons);

SijilHouseholdDraft *sijil_household_draft_new (SijilStore *store, const char *kind,
                                                SijilDraftSource source, gpointer user_data);
void sijil_household_draft_touch (SijilHouseholdDraft *draft);
void sijil_household_draft_flush (SijilHouseholdDraft *draft);
void sijil_household_draft_forget (SijilHouseholdDraft *draft);
void sijil_household_draft_set_seen (SijilHouseholdDraft *draft, gint64 seen);
gint64 sijil_household_draft_seen (SijilHouseholdDraft *draft);
gint64 sijil_household_draft_kept_at (SijilHouseholdDraft *draft);

gboolean sijil_household_draft_read (const char *body, SijilRecord **household, GPtrArray **persons,
                                     gint64 *at, gint64 *seen);

G_END_DECLS
