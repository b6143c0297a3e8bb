#define G_LOG_DOMAIN "sijil-office"

#include "sijil-csv.h"

#include "sijil-i18n.h"

#include <string.h>

#define MAX_FILE (256 * 1024 * 1024)
#define MAX_CELL 10000
#define MAX_COLUMNS 200

G_DEFINE_QUARK (sijil - office - error - quark, sijil_office_error)

static gboolean
unreadable (GError **error, guint line, const char *what)
{
  g_set_error (error, SIJIL_OFFICE_ERROR, SIJIL_OFFICE_ERROR_UNREADABLE, _ ("Line %u: %s"), line,
               what);
  return FALSE;
}

/* One cell, quoted or not. @p stands behind it afterwards, on the separator or the line's end. */
static gboolean
read_cell (const char **p, guint *line, GPtrArray *row, GError **error)
{
  g_autoptr (GString) cell = g_string_new (NULL);
  gboolean quoted = **p == '"';

  if (quoted)
    (*p)++;
  while (**p != '\0') {
    if (quoted && **p == '"') {
      if ((*p)[1] != '"') {
        (*p)++;
        break;
      }
      (*p)++;
    } else if (!quoted && (**p == ',' || **p == '\n' || **p == '\r'))
      break;
    if (**p == '\n')
      (*line)++;
    g_string_append_c (cell, *(*p)++);
    if (cell->len > MAX_CELL)
      return unreadable (error, *line, _ ("a cell is too long; a quotation mark may be missing"));
  }
  if (**p != '\0' && **p != ',' && **p != '\n' && **p != '\r')
    return unreadable (error, *line, _ ("text behind a closing quotation mark"));
  g_strstrip (cell->str);
  g_ptr_array_add (row, g_strdup (cell->str));
  return row->len <= MAX_COLUMNS || unreadable (error, *line, _ ("too many columns"));
}

static GPtrArray *
parse (const char *text, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  const char *p = text;
  guint line = 1;

  while (*p != '\0') {
    g_autoptr (GPtrArray) row = g_ptr_array_new_with_free_func (g_free);

    for (;;) {
      if (!read_cell (&p, &line, row, error))
        return NULL;
      if (*p != ',')
        break;
      p++;
    }
    if (*p == '\r')
      p++;
    if (*p == '\n')
      p++;
    line++;
    g_ptr_array_add (rows, g_steal_pointer (&row));
  }
  return g_steal_pointer (&rows);
}

/**
 * sijil_csv_read:
 * @path: a file of comma-separated values in UTF-8, with or without a byte order mark
 * @error: return location for an error that names the line
 *
 * Returns: (transfer full) (nullable) (element-type GPtrArray): the rows, each an array of cells
 */
GPtrArray *
sijil_csv_read (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr (GFileInfo) info =
      g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, NULL, error);
  g_autofree char *text = NULL;
  const char *begin;
  gsize len;

  if (info == NULL)
    return NULL;
  if (g_file_info_get_size (info) > MAX_FILE) {
    g_set_error_literal (error, SIJIL_OFFICE_ERROR, SIJIL_OFFICE_ERROR_UNREADABLE,
                         _ ("This file is too large for a sheet"));
    return NULL;
  }
  if (!g_file_load_contents (file, NULL, &text, &len, NULL, error))
    return NULL;
  if (!g_utf8_validate_len (text, len, NULL)) {
    g_set_error_literal (error, SIJIL_OFFICE_ERROR, SIJIL_OFFICE_ERROR_UNREADABLE,
                         _ ("This file is not UTF-8. Save the sheet as “CSV UTF-8” and try again"));
    return NULL;
  }
  begin = g_str_has_prefix (text, "\357\273\277") ? text + 3 : text;
  return parse (begin, error);
}
