#define G_LOG_DOMAIN "sijil-office"

#include "sijil-decode.h"

#include "sijil-i18n.h"
#include "sijil-office-error.h"

#include <string.h>

#define BOM_UTF8 "\357\273\277"
#define BOM_LE "\377\376"
#define BOM_BE "\376\377"
#define LOOK_AT (64 * 1024)
/* Stands for a zero byte, so that texts end where they end; a cell with it is set aside. */
#define SUBSTITUTE 0x1a

G_DEFINE_QUARK (sijil - office - error - quark, sijil_office_error)

static gboolean
begins_with (const char *data, gsize len, const char *mark)
{
  gsize n = strlen (mark);

  return len >= n && memcmp (data, mark, n) == 0;
}

static char *
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, SIJIL_OFFICE_ERROR, SIJIL_OFFICE_ERROR_UNREADABLE, sentence);
  return NULL;
}

/* Separators, digits and line ends have one byte of zero in UTF-16, always on the same side; a
 * stray zero in another file stands on either. */
static gboolean
looks_wide (const char *data, gsize len, SijilEncoding *encoding)
{
  gsize units = MIN (len, LOOK_AT) / 2;
  gsize high[2] = { 0, 0 };

  for (gsize i = 0; i < units * 2; i++)
    high[i % 2] += data[i] == '\0';
  *encoding = high[1] > high[0] ? SIJIL_ENCODING_UTF16_LE : SIJIL_ENCODING_UTF16_BE;
  return len % 2 == 0 && MAX (high[0], high[1]) * 50 > units &&
         MIN (high[0], high[1]) * 10 <= MAX (high[0], high[1]);
}

static void
substitute_zeros (char *text, gsize len)
{
  for (char *zero = text; (zero = memchr (zero, '\0', len - (gsize) (zero - text))) != NULL;)
    *zero++ = SUBSTITUTE;
}

static char *
convert (const char *data, gsize len, const char *from, GError **error)
{
  gsize written = 0;
  char *text = g_convert (data, (gssize) len, "UTF-8", from, NULL, &written, NULL);

  if (text == NULL)
    return refuse (error, _ ("The letters of this file cannot be read. Save the sheet as “CSV "
                             "UTF-8” and try again"));
  substitute_zeros (text, written);
  return text;
}

/* Whether this is UTF-8 of which a few bytes were lost, as when a file was cut: Arabic letters of
 * windows-1256 do not form pairs by chance as often as that. */
static gboolean
is_damaged_utf8 (const char *text, gsize len)
{
  gsize good = 0, bad = 0;
  const char *end = text + len;

  for (const char *p = text; p < end;) {
    gunichar c = g_utf8_get_char_validated (p, end - p);

    if (c == (gunichar) -1 || c == (gunichar) -2) {
      bad++;
      p++;
    } else {
      good += c > 127;
      p = g_utf8_next_char (p);
    }
  }
  return bad * 10 < good;
}

static char *
decode_bytes (const char *data, gsize len, SijilEncoding *encoding, GError **error)
{
  g_autofree char *text = g_malloc (len + 1);

  memcpy (text, data, len);
  text[len] = '\0';
  substitute_zeros (text, len);
  *encoding = SIJIL_ENCODING_UTF8;
  if (g_utf8_validate_len (text, len, NULL))
    return g_steal_pointer (&text);
  if (is_damaged_utf8 (text, len))
    return g_utf8_make_valid (text, (gssize) len);
  *encoding = SIJIL_ENCODING_WINDOWS_1256;
  return convert (text, len, "WINDOWS-1256", error);
}

/**
 * sijil_decode:
 * @bytes: a whole file
 * @encoding: (out): how it was written
 * @error: return location for an error
 *
 * Turns a file of text into UTF-8: marked or not UTF-8, UTF-16 of either order, or windows-1256,
 * the last being what an Arabic Excel writes as "CSV". Bytes that stand for nothing become
 * characters that no cell may hold, so that just their cells are set aside.
 *
 * Returns: (transfer full) (nullable): the text, without zero bytes
 */
char *
sijil_decode (GBytes *bytes, SijilEncoding *encoding, GError **error)
{
  gsize len;
  const char *data = g_bytes_get_data (bytes, &len);

  *encoding = SIJIL_ENCODING_UTF8;
  if (len == 0)
    return refuse (error, _ ("This file is empty"));
  if (begins_with (data, len, "PK\003\004") || begins_with (data, len, "\320\317\021\340"))
    return refuse (error, _ ("This is an Excel workbook. Open it in Excel, save the sheet as “CSV "
                             "UTF-8” and choose that file"));
  if (begins_with (data, len, BOM_UTF8))
    return decode_bytes (data + 3, len - 3, encoding, error);
  if (begins_with (data, len, BOM_LE) || begins_with (data, len, BOM_BE)) {
    *encoding = data[0] == BOM_LE[0] ? SIJIL_ENCODING_UTF16_LE : SIJIL_ENCODING_UTF16_BE;
    return convert (data + 2, len - 2,
                    *encoding == SIJIL_ENCODING_UTF16_LE ? "UTF-16LE" : "UTF-16BE", error);
  }
  if (looks_wide (data, len, encoding))
    return convert (data, len, *encoding == SIJIL_ENCODING_UTF16_LE ? "UTF-16LE" : "UTF-16BE",
                    error);
  return decode_bytes (data, len, encoding, error);
}

/**
 * sijil_encoding_name:
 * @encoding: an encoding
 *
 * Returns: its name, the same in every language
 */
const char *
sijil_encoding_name (SijilEncoding encoding)
{
  switch (encoding) {
  case SIJIL_ENCODING_UTF16_LE:
    return "UTF-16 LE";
  case SIJIL_ENCODING_UTF16_BE:
    return "UTF-16 BE";
  case SIJIL_ENCODING_WINDOWS_1256:
    return "windows-1256";
  case SIJIL_ENCODING_UTF8:
    break;
  }
  return "UTF-8";
}
