#define G_LOG_DOMAIN "sijil-match"

#include "sijil-names.h"

#include "sijil-fold.h"

#include <string.h>

/* All of these are in folded letters. */
static const char *const TITLES[] = { "الحاج",  "الحاجه",  "حاج",      "حاجه",  "الاستاذ",
                                      "استاذ",  "الدكتور", "الدكتوره", "دكتور", "دكتوره",
                                      "د",      "المهندس", "مهندس",    "الشيخ", "السيده",
                                      "الانسه", "مدام",    "ست",       "الست",  "ا",
                                      "م",      NULL };
/* First halves of two-word names: written apart or together, they are one part. In Latin letters
 * the article stands apart too. */
static const char *const COMPOUNDS[] = { "عبد",   "ابو",   "ابي", "ام",  "بنت", "ابن", "abd",
                                         "abdel", "abdul", "abu", "abo", "el",  "al",  NULL };
/* Second halves: salah el-din, seif el-islam, fath allah. */
static const char *const ENDINGS[] = { "الدين",  "الاسلام", "الله", "النبي", "الرحمن", "الهدي",
                                       "الزهرا", "الكريم",  "الرب", "النصر", "العرب",  NULL };

static char *
without_article (const char *part)
{
  const char *article = "ال";

  /* Only where enough of a name is left: "Ali" folds to three letters and must stay. */
  if (g_str_has_prefix (part, article) && g_utf8_strlen (part, -1) >= 5)
    return g_strdup (part + strlen (article));
  return g_strdup (part);
}

/**
 * sijil_name_parts:
 * @name: (nullable): a name as typed
 *
 * Splits a name into its parts in the form in which they are compared: folded, without titles, with
 * compounds joined ("Abd el-Hamid" is one part however it is spaced) and without the article.
 *
 * Returns: (transfer full): the parts: given name, father, grandfather, ...
 */
char **
sijil_name_parts (const char *name)
{
  g_autofree char *folded = sijil_fold (name);
  g_auto (GStrv) words = g_strsplit (folded, " ", 0);
  GPtrArray *parts = g_ptr_array_new ();

  for (guint i = 0; words[i] != NULL; i++) {
    g_autofree char *word = NULL;

    if (*words[i] == '\0' || (parts->len == 0 && g_strv_contains (TITLES, words[i])))
      continue;
    word = g_strdup (words[i]);
    while (g_strv_contains (COMPOUNDS, words[i]) && words[i + 1] != NULL) {
      char *joined = g_strconcat (word, words[i + 1], NULL);

      g_free (word);
      word = joined;
      i++;
    }
    if (words[i + 1] != NULL && g_strv_contains (ENDINGS, words[i + 1])) {
      char *joined = g_strconcat (word, words[i + 1], NULL);

      g_free (word);
      word = joined;
      i++;
    }
    g_ptr_array_add (parts, without_article (word));
  }
  g_ptr_array_add (parts, NULL);
  return (char **) g_ptr_array_free (parts, FALSE);
}

/**
 * sijil_name_key:
 * @name: (nullable): a name as typed
 *
 * Returns: (transfer full): its parts with single spaces, for the index
 */
char *
sijil_name_key (const char *name)
{
  g_auto (GStrv) parts = sijil_name_parts (name);

  return g_strjoinv (" ", parts);
}

/**
 * sijil_names_share:
 * @a: (nullable): a name
 * @b: (nullable): another
 * @n: how many parts
 *
 * Returns: whether both have at least @n parts and the first @n are equal
 */
gboolean
sijil_names_share (const char *a, const char *b, guint n)
{
  g_auto (GStrv) left = sijil_name_parts (a);
  g_auto (GStrv) right = sijil_name_parts (b);

  if (g_strv_length (left) < n || g_strv_length (right) < n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (strcmp (left[i], right[i]) != 0)
      return FALSE;
  return TRUE;
}

/**
 * sijil_names_share_three:
 * @a: (nullable): a name
 * @b: (nullable): another
 *
 * Returns: whether both have at least three parts and the first three are equal
 */
gboolean
sijil_names_share_three (const char *a, const char *b)
{
  return sijil_names_share (a, b, 3);
}

/* Two neighbouring letters swapped is a slip of the keyboard; one letter replaced is not: Ahmad and
 * Muhammad differ by one. */
static gboolean
is_swap (const char *a, const char *b)
{
  g_autofree gunichar *left = g_utf8_to_ucs4_fast (a, -1, NULL);
  g_autofree gunichar *right = g_utf8_to_ucs4_fast (b, -1, NULL);
  gsize i = 0;

  while (left[i] != 0 && left[i] == right[i])
    i++;
  /* Where one of them ends there is no next letter to look at. */
  if (left[i] == 0 || right[i] == 0 || left[i] != right[i + 1] || left[i + 1] != right[i])
    return FALSE;
  for (i += 2; left[i] != 0 && left[i] == right[i]; i++)
    ;
  return left[i] == right[i];
}

/**
 * sijil_given_names_agree:
 * @a: (nullable): a name
 * @b: (nullable): another
 *
 * Returns: whether the given names are equal, or equal but for two swapped letters
 */
gboolean
sijil_given_names_agree (const char *a, const char *b)
{
  g_auto (GStrv) left = sijil_name_parts (a);
  g_auto (GStrv) right = sijil_name_parts (b);

  if (left[0] == NULL || right[0] == NULL)
    return FALSE;
  return strcmp (left[0], right[0]) == 0 || is_swap (left[0], right[0]);
}
