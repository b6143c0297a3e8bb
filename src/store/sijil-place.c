#define G_LOG_DOMAIN "sijil-store"

#include "sijil-place.h"

#include "sijil-choices.h"
#include "sijil-text.h"

/**
 * sijil_place_words:
 * @village: (nullable): as written
 * @governorate: (nullable): its code
 *
 * Returns: (transfer full): the place in words, the smaller first
 */
char *
sijil_place_words (const char *village, const char *governorate)
{
  const char *label =
      governorate != NULL ? sijil_choice_label (sijil_governorates, governorate) : NULL;
  g_autofree char *name = NULL, *words = NULL;

  if (village == NULL)
    return g_strdup (label != NULL ? label : "");
  if (label == NULL)
    return g_strdup (village);
  name = sijil_text_isolate (village);
  /* Translators: village, governorate. */
  words = g_strdup_printf (_ ("%s, %s"), name, label);
  return sijil_text_directed (words);
}
