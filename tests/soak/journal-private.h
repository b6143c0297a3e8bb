#pragma once

#include "journal.h"

/* Between the files of the journal. */

typedef struct {
  guint office;
  SijilChangeSet *set;
} Entry;

struct _Journal {
  GPtrArray *entries;
  GHashTable *beaten;    /* "ID FIELD VALUE" that somebody had seen and written over -> Over */
  GHashTable *written;   /* "ID FIELD VALUE" -> how often */
  GHashTable *taken_out; /* "ID FIELD ELEMENT" */
};

/* Who wrote over a value, and how long the journal was. */
typedef struct {
  guint office;
  guint at;
} Over;

char *journal_name_value (SijilRecord *record, guint field);
gboolean journal_is_telling (SijilRecord *record, guint field);
