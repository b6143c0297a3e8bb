#define G_LOG_DOMAIN "sijil-base"

#include "sijil-i18n.h"

#include <locale.h>
#include <string.h>

/**
 * sijil_i18n_init:
 *
 * Binds the message catalogue. `SIJIL_LOCALE_DIR` names another folder of compiled catalogues, so
 * that a tree that is not installed speaks Arabic too.
 */
void
sijil_i18n_init (void)
{
  const char *dir = g_getenv ("SIJIL_LOCALE_DIR");

  setlocale (LC_ALL, "");
  /* Numbers inside the program are read and written in C form; what a person sees goes through
   * sijil-text, so a locale can never put a comma into JSON. */
  setlocale (LC_NUMERIC, "C");
  bindtextdomain (GETTEXT_PACKAGE, dir != NULL ? dir : SIJIL_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

gboolean
sijil_i18n_is_arabic (void)
{
  /* Translators: the code of the language of this catalogue ("ar" for Arabic). */
  return strcmp (_ ("language-code"), "ar") == 0;
}
