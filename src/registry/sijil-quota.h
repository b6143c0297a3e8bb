#pragma once

#include "sijil-registry.h"

G_BEGIN_DECLS

gint64 sijil_quota_today (void);
gboolean sijil_quota_counts (SijilRegistry *registry, guint64 stamp);
gboolean sijil_quota_takes (SijilRegistry *registry, SijilUse *use, SijilChangeSet *set);
gboolean sijil_quota_compares (const SijilUse *most, const SijilUse *use);

/* A first import of 200,000 persons with all that they were given since is a third of it. */
#define SIJIL_QUOTA_USUAL                                                                          \
  {                                                                                                \
    .bytes = G_GINT64_CONSTANT (512) * 1024 * 1024, .records = 1000000, .forks = 10,               \
    .compared = 500000, .found = 20000                                                             \
  }

G_END_DECLS
