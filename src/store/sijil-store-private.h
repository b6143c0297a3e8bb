#pragma once

#include "sijil-db-worker.h"
#include "sijil-session.h"

G_BEGIN_DECLS

typedef enum {
  SIJIL_LANE_WRITE,
  SIJIL_LANE_READ,
  SIJIL_LANE_PAGE, /* the main thread: pages by key only */
  SIJIL_N_LANES,
} SijilLane;

struct _SijilStore {
  GObject parent_instance;
  char *profile;
  char *association;
  int lock;
  GMutex gate; /* held while a request is handed to a worker, and while the workers go */
  SijilSession sessions[SIJIL_N_LANES];
  SijilDbWorker *workers[SIJIL_LANE_PAGE];
};

G_END_DECLS
