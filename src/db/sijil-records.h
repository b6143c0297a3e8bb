#pragma once

#include "sijil-change-set.h"
#include "sijil-db.h"

G_BEGIN_DECLS

/**
 * SijilStored:
 * @rowid: 0 for a row that is not in the table yet
 * @owner: the association at the registry; 0 on a desk
 * @birth: where it was born
 *
 * A row of a record table: the folded record and what sync needs beside it.
 */
typedef struct {
  gint64 rowid;
  gint64 owner;
  SijilBirth birth;
  SijilRecord *record;
  SijilStamps *stamps;
} SijilStored;

SijilStored *sijil_stored_new (const SijilTypeDef *type, const SijilId *id,
                               const SijilBirth *birth);
void sijil_stored_free (SijilStored *stored);

gboolean sijil_records_create (SijilDb *db, const SijilTypeDef *type, GError **error);
gboolean sijil_records_load (SijilDb *db, const SijilTypeDef *type, const SijilId *id,
                             SijilStored **stored, GError **error);
gboolean sijil_records_save (SijilDb *db, SijilStored *stored, GError **error);
gboolean sijil_records_save_stamps (SijilDb *db, SijilStored *stored, GError **error);
SijilRecord *sijil_records_get (SijilDb *db, const SijilTypeDef *type, const SijilId *id);
GPtrArray *sijil_records_list (SijilDb *db, const SijilTypeDef *type, const char *condition,
                               GError **error, const char *format, ...);
GPtrArray *sijil_records_where (SijilDb *db, const SijilTypeDef *type, const char *condition,
                                GError **error, const char *format, ...);
gboolean sijil_records_is_gone (SijilDb *db, const SijilTypeDef *type, const SijilId *id);
gboolean sijil_records_step_2 (SijilDb *db, GError **error);
gboolean sijil_records_step_3 (SijilDb *db, GError **error);
gboolean sijil_records_step_4 (SijilDb *db, GError **error);
gboolean sijil_records_step_5 (SijilDb *db, GError **error);
gboolean sijil_records_birth (SijilDb *db, const SijilTypeDef *type, const SijilId *id,
                              SijilBirth *birth);
gboolean sijil_records_owner (SijilDb *db, const SijilTypeDef *type, const SijilId *id,
                              gint64 *owner, GError **error);
gboolean sijil_records_born (SijilDb *db, const SijilTypeDef *type, const SijilBirth *birth,
                             SijilId *id, gint64 *owner);
gboolean sijil_records_rebirth (SijilDb *db, const SijilTypeDef *type, guint32 old_device,
                                guint64 old_cseq, guint32 device, guint64 cseq, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SijilStored, sijil_stored_free)

G_END_DECLS
