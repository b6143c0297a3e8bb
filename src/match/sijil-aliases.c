#define G_LOG_DOMAIN "sijil-match"

#include "sijil-aliases.h"

#include "sijil-names.h"

/* data/names, embedded. */
extern const char sijil_names_aliases[];
extern const char sijil_names_latin[];

static GHashTable *table; /* hash of a spelling -> SijilAliases */

static void
add (const char *spelling, guint16 group)
{
  g_auto (GStrv) parts = sijil_name_parts (spelling);
  SijilLetters letters;
  SijilAliases *aliases;
  guint64 hash;

  if (parts[0] == NULL)
    return;
  sijil_letters_read (&letters, parts[0]);
  hash = sijil_letters_hash (&letters, 0);
  aliases = g_hash_table_lookup (table, &hash);
  if (aliases == NULL) {
    aliases = g_new0 (SijilAliases, 1);
    g_hash_table_insert (table, g_memdup2 (&hash, sizeof hash), aliases);
  }
  if (aliases->n < SIJIL_ALIASES_MAX)
    aliases->groups[aliases->n++] = group;
}

static void
read_table (const char *text, guint16 kind)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", 0);

  for (guint16 i = 0; lines[i] != NULL; i++) {
    g_auto (GStrv) spellings = g_strsplit (lines[i], "\t", 0);

    for (guint k = 0; spellings[k] != NULL; k++)
      add (spellings[k], kind | i);
  }
}

/**
 * sijil_aliases_find:
 * @part: a part of a name
 * @aliases: (out): the names that it may stand for
 */
void
sijil_aliases_find (const SijilLetters *part, SijilAliases *aliases)
{
  static gsize ready;
  guint64 hash = sijil_letters_hash (part, 0);
  const SijilAliases *found;

  if (g_once_init_enter (&ready)) {
    table = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
    read_table (sijil_names_aliases, 0);
    read_table (sijil_names_latin, SIJIL_ALIAS_LATIN);
    g_once_init_leave (&ready, 1);
  }
  found = g_hash_table_lookup (table, &hash);
  if (found != NULL)
    *aliases = *found;
  else
    aliases->n = 0;
}

/**
 * sijil_aliases_shared:
 * @a: of one spelling
 * @b: of another
 *
 * Returns: a group that both are in, plus one; of the Latin table first; 0 for none
 */
guint16
sijil_aliases_shared (const SijilAliases *a, const SijilAliases *b)
{
  guint16 shared = 0;

  for (guint i = 0; i < a->n; i++)
    for (guint k = 0; k < b->n; k++)
      if (a->groups[i] == b->groups[k])
        shared = MAX (shared, a->groups[i] + 1);
  return shared;
}
