#pragma once

#include "sijil-match-pairs.h"

G_BEGIN_DECLS

/* What a column of a sheet means to the matcher. */
typedef enum {
  SIJIL_ROLE_NONE,
  SIJIL_ROLE_ID,
  SIJIL_ROLE_NAME,
  SIJIL_ROLE_PART_1,
  SIJIL_ROLE_PART_2,
  SIJIL_ROLE_PART_3,
  SIJIL_ROLE_PART_4,
  SIJIL_ROLE_PART_5,
  SIJIL_ROLE_NATIONAL_ID,
  SIJIL_ROLE_BIRTH_DATE,
  SIJIL_ROLE_SEX,
  SIJIL_ROLE_PHONE,
  SIJIL_ROLE_GOVERNORATE,
  SIJIL_ROLE_VILLAGE,
  SIJIL_ROLE_HOUSEHOLD,
  SIJIL_ROLE_HEAD_NAME,
  SIJIL_ROLE_SPOUSE_NAME,
  SIJIL_ROLE_TEXT,
  SIJIL_ROLE_EXACT,
} SijilRole;

/**
 * SijilMatchSheet:
 * @ids: (element-type utf8): what each record is called
 * @records: (element-type SijilMatchRecord): the records, not weighed yet
 * @extras: heading of each extra, folded; %NULL where there is none
 * @exact_extras: bits of the extras that agree exactly or not at all
 *
 * A sheet of persons for the matcher. Nothing in it is judged: what cannot be read is not known.
 */
typedef struct {
  GPtrArray *ids;
  GArray *records;
  char *extras[SIJIL_MATCH_EXTRAS];
  guint32 exact_extras;
} SijilMatchSheet;

SijilRole sijil_role_find (const char *name);
GHashTable *sijil_match_columns (void) G_GNUC_WARN_UNUSED_RESULT;
SijilMatchSheet *sijil_match_sheet_load (const char *path, GHashTable *columns,
                                         const SijilMatchSheet *other, GError **error);
void sijil_match_sheet_free (SijilMatchSheet *sheet);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SijilMatchSheet, sijil_match_sheet_free)

G_END_DECLS
