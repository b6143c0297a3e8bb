#define G_LOG_DOMAIN "sijil-base"

#include "sijil-printable.h"

#include <string.h>

#define ZWNJ 0x200c
#define ZWJ 0x200d

/* What steers a terminal, a line or the direction of others' text, and what nobody sees. The two
 * joiners are letters' shapes in Arabic script and stay. */
static gboolean
steers (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return type == G_UNICODE_CONTROL || type == G_UNICODE_LINE_SEPARATOR ||
         type == G_UNICODE_PARAGRAPH_SEPARATOR || type == G_UNICODE_SURROGATE ||
         type == G_UNICODE_PRIVATE_USE || (type == G_UNICODE_FORMAT && c != ZWNJ && c != ZWJ);
}

/**
 * sijil_printable_is_name:
 * @text: (nullable): what somebody calls an office or an association
 * @most: characters that it may have
 *
 * Returns: whether it is a name that can be shown anywhere: UTF-8, not blank, without blanks around
 *   it, on one line, and without anything that steers what shows it
 */
gboolean
sijil_printable_is_name (const char *text, guint most)
{
  if (text == NULL || !g_utf8_validate (text, -1, NULL) || g_utf8_strlen (text, -1) > (glong) most)
    return FALSE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (steers (c) || (g_unichar_isspace (c) && (p == text || *g_utf8_next_char (p) == '\0')))
      return FALSE;
  }
  return *text != '\0';
}

/**
 * sijil_printable_name:
 * @text: (nullable): a name, as somebody typed or pasted it
 * @most: characters that it may have
 *
 * Returns: (transfer full): the name that was meant, for which sijil_printable_is_name() holds,
 *   or an empty text
 */
char *
sijil_printable_name (const char *text, guint most)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  g_autoptr (GString) out = g_string_new (NULL);
  gboolean blank = FALSE;
  guint n = 0;

  for (const char *p = valid; *p != '\0' && n < most; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    /* A tab or the end of a line was meant to part words. */
    if (g_unichar_isspace (c)) {
      blank = out->len > 0;
      continue;
    }
    if (steers (c))
      continue;
    /* A blank at the very end would have nothing to part. */
    if (blank && n + 2 > most)
      break;
    if (blank)
      g_string_append_c (out, ' ');
    g_string_append_unichar (out, c);
    n += blank ? 2 : 1;
    blank = FALSE;
  }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/**
 * sijil_printable_escape:
 * @text: (nullable): a text from outside, also one that was stored before names were looked at
 *
 * For the operator's terminal: each character that would steer it is shown as what it is.
 *
 * Returns: (transfer full): one line
 */
char *
sijil_printable_escape (const char *text)
{
  const char *p = text != NULL ? text : "";
  GString *out = g_string_sized_new (strlen (p));

  while (*p != '\0') {
    gunichar c = g_utf8_get_char_validated (p, -1);

    if (c == (gunichar) -1 || c == (gunichar) -2) {
      g_string_append_printf (out, "\\x%02x", (guchar) *p++);
      continue;
    }
    if (steers (c))
      g_string_append_printf (out, c < 0x100 ? "\\x%02x" : "\\u{%x}", c);
    else
      g_string_append_unichar (out, c);
    p = g_utf8_next_char (p);
  }
  return g_string_free (out, FALSE);
}
