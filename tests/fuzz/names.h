#pragma once

#include "sijil-frame.h"

/* A register in which every row is known, by a name made of its numbers. */
static inline gboolean
any_birth (gpointer data, const SijilTypeDef *type, const SijilId *id, SijilBirth *birth)
{
  *birth = (SijilBirth){ 2 + id->bytes[0], 1 + id->bytes[1], id->bytes[2] };
  return TRUE;
}

static inline gboolean
any_born (gpointer data, const SijilTypeDef *type, const SijilBirth *birth, SijilId *id)
{
  *id = (SijilId){ { (guint8) birth->device, (guint8) birth->cseq, (guint8) birth->index } };
  return birth->index < 200;
}
