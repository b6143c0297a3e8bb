#pragma once

#include "sijil-match-pair.h"

G_BEGIN_DECLS

/**
 * SijilMatchLists:
 * @a: (element-type SijilMatchRecord): those who are registered, weighed
 * @b: (nullable) (element-type SijilMatchRecord): those who come; %NULL: @a within itself
 * @exact_extras: bits of the extras that agree exactly or not at all
 * @candidates: (out): how many pairs were compared
 */
typedef struct {
  GArray *a;
  GArray *b;
  guint32 exact_extras;
  guint64 candidates;
} SijilMatchLists;

/* Called now and then with how many of @of are through; %FALSE stops. */
typedef gboolean (*SijilMatchProgress) (guint done, guint of, gpointer data);

GArray *sijil_match_pairs (SijilMatchLists *lists, SijilMatchProgress progress, gpointer data);

G_END_DECLS
