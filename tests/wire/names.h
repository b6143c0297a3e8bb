#pragma once

#include "sijil-frame.h"

/* What a database would know: rows and where they were born. */
typedef struct {
  struct {
    SijilId id;
    SijilBirth birth;
  } rows[16];
  guint n;
} Known;

static inline void
known_add (Known *known, const SijilId *id, guint32 device, guint64 cseq, guint32 index)
{
  known->rows[known->n].id = *id;
  known->rows[known->n++].birth = (SijilBirth){ device, cseq, index };
}

static inline gboolean
known_birth_of (gpointer data, const SijilTypeDef *type, const SijilId *id, SijilBirth *birth)
{
  const Known *known = data;

  for (guint i = 0; i < known->n; i++)
    if (sijil_id_equal (&known->rows[i].id, id)) {
      *birth = known->rows[i].birth;
      return TRUE;
    }
  return FALSE;
}

static inline gboolean
known_born (gpointer data, const SijilTypeDef *type, const SijilBirth *birth, SijilId *id)
{
  const Known *known = data;

  for (guint i = 0; i < known->n; i++) {
    const SijilBirth *found = &known->rows[i].birth;

    if (found->device == birth->device && found->cseq == birth->cseq &&
        found->index == birth->index) {
      *id = known->rows[i].id;
      return TRUE;
    }
  }
  return FALSE;
}

#define KNOWN_NAMES(known)                                                                         \
  {                                                                                                \
    known_birth_of, known_born, (known)                                                            \
  }
