#pragma once

#include "sijil-letters.h"

G_BEGIN_DECLS

#define SIJIL_ALIASES_MAX 8

/* Raised whenever a table of names changes what is taken for the same. */
#define SIJIL_ALIASES_VERSION 1

/**
 * SijilAliases:
 * @n: how many groups
 * @groups: the names that a spelling may stand for; those of the Latin table have the highest bit
 */
typedef struct {
  guint8 n;
  guint16 groups[SIJIL_ALIASES_MAX];
} SijilAliases;

#define SIJIL_ALIAS_LATIN 0x8000

void sijil_aliases_find (const SijilLetters *part, SijilAliases *aliases);
guint16 sijil_aliases_shared (const SijilAliases *a, const SijilAliases *b);

G_END_DECLS
