#pragma once

#include "sijil-change-set.h"
#include "sijil-records.h"
#include "sijil-session.h"

G_BEGIN_DECLS

/**
 * SijilEdit:
 * @set: (nullable): the change set of this transaction, made by its first change
 * @first_stamp: the stamp that @set had at first
 * @rows: (element-type SijilId SijilChangeRow): the rows of @set
 * @seen: what its editor had seen; -1 for all that is here
 * @touched: (element-type SijilId gboolean): households whose list row must follow, and whether the
 *   search entries of their members must too
 *
 * What the transaction that is under way has changed so far.
 */
typedef struct _SijilEdit {
  SijilChangeSet *set;
  guint64 first_stamp;
  GHashTable *touched;
  GHashTable *rows;
  gint64 seen;
} SijilEdit;

gint64 sijil_edit_seen (SijilSession *session);
void sijil_edit_since (SijilSession *session, gint64 seen);
gboolean sijil_edit_put (SijilSession *session, SijilRecord *edited, GError **error);
gboolean sijil_edit_reference (SijilSession *session, const SijilTypeDef *type, const SijilId *id,
                               guint field, const SijilId *target, GError **error);
gboolean sijil_edit_affirm (SijilSession *session, SijilRecord *edited, GError **error);
gboolean sijil_edit_touch_record (SijilSession *session, SijilRecord *record);
gboolean sijil_edit_again (SijilSession *session, SijilChangeSet *refused, GError **error);
gboolean sijil_edit_tell_anew (SijilSession *session, SijilRecord *record, GError **error);
gboolean sijil_edit_forget (SijilSession *session, SijilRecord *record, GError **error);
gboolean sijil_edit_finish (SijilSession *session, GError **error);
void sijil_edit_abandon (SijilSession *session);

G_END_DECLS
