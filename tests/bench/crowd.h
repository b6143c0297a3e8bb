#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BenchSheet:
 * @persons: lines, without the headings
 * @queries: (element-type utf8): what clerks would type to find some of the families
 *
 * What a sheet of made-up families holds.
 */
typedef struct {
  guint persons;
  GPtrArray *queries;
} BenchSheet;

BenchSheet *bench_sheet_write (const char *path, guint households, guint32 seed, guint queries,
                               GError **error);
void bench_sheet_free (BenchSheet *sheet);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BenchSheet, bench_sheet_free)

G_END_DECLS
