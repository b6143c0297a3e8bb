#pragma once

#include "sijil-record.h"
#include "sijil-session.h"

G_BEGIN_DECLS

/**
 * SijilHouseholdEdit:
 * @household: the household: no id for a new one; otherwise just the fields that change
 * @persons: (element-type SijilRecord): its persons: no id for new ones; the head is the person
 * whose relation is `head`
 * @seen: #SijilFamily.seen of the family that is edited; -1 for what is stored now
 * @apart: (element-type SijilId): households that look like it and are not the same, as was said
 * while it was typed
 *
 * A request to register or to edit a household. All of it is saved, or nothing.
 */
typedef struct {
  SijilRecord *household;
  GPtrArray *persons;
  gint64 seen;
  GArray *apart;
} SijilHouseholdEdit;

SijilHouseholdEdit *sijil_household_edit_new (SijilRecord *household);
void sijil_household_edit_free (SijilHouseholdEdit *edit);

/* SijilStoreFunc, writing: data is a SijilHouseholdEdit, result the household's SijilId * (g_free).
 */
gpointer sijil_household_save (SijilSession *session, gpointer edit, GError **error);
/* SijilStoreFunc: the same, but of one that gave way in a merge its own SijilId *. */
gpointer sijil_household_as_registered (SijilSession *session, gpointer text, GError **error);
gboolean sijil_household_stands (SijilSession *session, const SijilId *household, GError **error);
gboolean sijil_household_give_card (SijilSession *session, SijilRecord *household, GError **error);
/* SijilStoreFunc: data is a text: a card number or a UUID; result a SijilId * (g_free). */
gpointer sijil_household_by_text (SijilSession *session, gpointer text, GError **error);
/* SijilStoreFunc: data is a UUID (const char *), result a person SijilRecord. */
gpointer sijil_person_by_text (SijilSession *session, gpointer text, GError **error);

/* SijilStoreFunc, writing: data is a SijilDraft. Keeps what is being typed, over a power cut too.
 */
typedef struct {
  char *kind;
  char *body; /* NULL forgets it */
} SijilDraft;

gpointer sijil_draft_save (SijilSession *session, gpointer draft, GError **error);
/* SijilStoreFunc: data is the kind (const char *), result its body (char *, g_free) or NULL. */
gpointer sijil_draft_load (SijilSession *session, gpointer kind, GError **error);
SijilDraft *sijil_draft_new (const char *kind, const char *body);
void sijil_draft_free (SijilDraft *draft);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SijilHouseholdEdit, sijil_household_edit_free)

G_END_DECLS
