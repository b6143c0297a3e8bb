#pragma once

#include "sijil-db-worker.h"
#include "sijil-session.h"

G_BEGIN_DECLS

typedef enum {
  SIJIL_LANE_WRITE,
  SIJIL_LANE_READ,
  SIJIL_LANE_ASIDE, /* opened when it is needed: what reads much of the register, once */
  SIJIL_LANE_PAGE,  /* the main thread: pages by key only */
  SIJIL_N_LANES,
} SijilLane;

struct _SijilStore {
  GObject parent_instance;
  char *profile;
  char *association;
  int lock;
  GMutex copying;      /* held while a backup is being made: the key must stay */
  guint8 *key;         /* in memory that is not swapped, while the register is open */
  GMutex gate;         /* held while a request is handed to a worker, and while the workers go */
  char *path;          /* of the file that is open */
  gboolean only_reads; /* the disk takes nothing */
  SijilSession sessions[SIJIL_N_LANES];
  SijilDbWorker *workers[SIJIL_LANE_PAGE];
  guint written; /* transactions, counted by the worker that writes */
};

SijilStore *sijil_store_new (const char *profile);
gboolean sijil_store_open_file (SijilStore *store, const guint8 *key, const char *file,
                                SijilDbMode mode, GError **error);
void sijil_store_set_person (SijilStore *store, const char *slot, const char *name,
                             const char *role);
SijilDbMode sijil_store_reading_mode (SijilStore *store);
void sijil_store_close_file (SijilStore *store);
gboolean sijil_store_take_lock (SijilStore *store, GError **error);

G_END_DECLS
