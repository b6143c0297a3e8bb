#define G_LOG_DOMAIN "sijil-office"

#include "sijil-csv.h"

#include "sijil-i18n.h"
#include "sijil-office-error.h"
#include "sijil-text.h"

#include <string.h>

/* Bytes. Excel's own limit is 32,767 letters: what is longer than this has lost a quotation mark.
 */
#define MAX_CELL (128 * 1024)
#define ROWS_LOOKED_AT 20

/* Bounded twice: a comma is a cell, so that a row of commas costs more than its bytes. */
#define MAX_CELLS 10000000

typedef struct {
  guint line;
  guint first;
  guint n;
} Row;

typedef struct {
  SijilCsv *csv;
  char *at;
  guint line;
} Parser;

void
sijil_csv_free (SijilCsv *csv)
{
  if (csv == NULL)
    return;
  g_free (csv->text);
  g_ptr_array_unref (csv->cells);
  g_array_unref (csv->rows);
  g_free (csv);
}

/* The column is named by its heading where there is one. */
static gboolean
unreadable (Parser *parser, GError **error, guint line, guint column, const char *what)
{
  const char *heading = parser->csv->n_rows > 0 ? sijil_csv_cell (parser->csv, 0, column) : NULL;
  g_autofree char *number = sijil_text_number (line);
  g_autofree char *nth = sijil_text_number (column + 1);
  g_autofree char *name = sijil_text_isolate (heading != NULL ? heading : nth);

  g_set_error (error, SIJIL_OFFICE_ERROR, SIJIL_OFFICE_ERROR_UNREADABLE,
               /* Translators: number of a line, heading of a column, what is wrong there */
               _ ("Line %s, column “%s”: %s"), number, name, what);
  return FALSE;
}

static gboolean
ends_cell (Parser *parser, char c)
{
  return c == '\0' || c == '\n' || c == '\r' || c == parser->csv->separator;
}

/* One cell, quoted or not, unquoted in its place: it never grows. Afterwards the parser stands on
 * what ended it, which is returned too, since the end of the cell may lie on it. */
static gboolean
read_cell (Parser *parser, guint column, char *ended_by, GError **error)
{
  char *begin = parser->at, *r = parser->at, *w = parser->at;
  guint line = parser->line;
  gboolean quoted = *r == '"';

  if (quoted)
    r++;
  while (*r != '\0') {
    if (quoted && *r == '"') {
      if (r[1] != '"')
        break;
      r++;
    } else if (!quoted && ends_cell (parser, *r))
      break;
    if (*r == '\n')
      parser->line++;
    *w++ = *r++;
    if (w - begin > MAX_CELL)
      return unreadable (parser, error, line, column,
                         _ ("this cell is too long; a quotation mark may be missing"));
  }
  if (quoted && *r == '\0')
    return unreadable (parser, error, line, column,
                       _ ("a quotation mark opens here and is never closed"));
  if (quoted)
    for (r++; *r == ' '; r++)
      ;
  if (!ends_cell (parser, *r))
    return unreadable (parser, error, parser->line, column,
                       _ ("text behind a closing quotation mark"));
  *ended_by = *r;
  parser->at = r;
  *w = '\0';
  g_ptr_array_add (parser->csv->cells, g_strstrip (begin));
  return TRUE;
}

static gboolean
read_row (Parser *parser, GError **error)
{
  SijilCsv *csv = parser->csv;
  Row row = { parser->line, csv->cells->len, 0 };
  gboolean blank = TRUE;
  char ended_by = '\0';

  for (;;) {
    if (row.n == SIJIL_CSV_MAX_COLUMNS || csv->cells->len >= MAX_CELLS)
      return unreadable (parser, error, row.line, row.n, _ ("too many columns"));
    if (!read_cell (parser, row.n, &ended_by, error))
      return FALSE;
    blank = blank && *(char *) csv->cells->pdata[csv->cells->len - 1] == '\0';
    row.n++;
    if (ended_by != '\0')
      parser->at++;
    if (ended_by != csv->separator)
      break;
  }
  if (ended_by == '\r' && *parser->at == '\n')
    parser->at++;
  parser->line++;
  if (blank)
    g_ptr_array_set_size (csv->cells, (int) row.first);
  else {
    g_array_append_val (csv->rows, row);
    csv->n_rows++;
  }
  return TRUE;
}

/* How often @separator stands outside quotation marks in the row at @p; @p moves behind the row. */
static guint
count_in_row (const char **p, char separator)
{
  gboolean quoted = FALSE;
  guint n = 0;

  for (; **p != '\0' && (quoted || (**p != '\n' && **p != '\r')); (*p)++) {
    if (**p == '"')
      quoted = !quoted;
    n += !quoted && **p == separator;
  }
  while (**p == '\n' || **p == '\r')
    (*p)++;
  return n;
}

/* How well @separator divides the first rows: what counts first is how many of them it divides in
 * the same way, and then into how many cells. A title above the headings divides in none. */
static guint
rate_separator (const char *text, char separator)
{
  guint counts[ROWS_LOOKED_AT];
  guint n = 0, best = 0;

  for (const char *p = text; n < ROWS_LOOKED_AT && *p != '\0'; n++)
    counts[n] = MIN (count_in_row (&p, separator), SIJIL_CSV_MAX_COLUMNS);
  for (guint i = 0; i < n; i++) {
    guint alike = 0;

    for (guint k = 0; k < n; k++)
      alike += counts[k] == counts[i];
    if (counts[i] > 0)
      best = MAX (best, alike * (SIJIL_CSV_MAX_COLUMNS + 1) + counts[i]);
  }
  return best;
}

static char
find_separator (const char *text)
{
  static const char CANDIDATES[] = { ',', ';', '\t' };
  char best = ',';
  guint best_rating = 0;

  for (guint i = 0; i < G_N_ELEMENTS (CANDIDATES); i++) {
    guint rating = rate_separator (text, CANDIDATES[i]);

    if (rating > best_rating) {
      best_rating = rating;
      best = CANDIDATES[i];
    }
  }
  return best;
}

/* Excel writes and reads a first line "sep=;". */
static gboolean
take_separator_line (Parser *parser)
{
  const char *p = parser->at;

  if (g_ascii_strncasecmp (p, "sep=", 4) != 0 || p[4] == '\0' || strchr (",;\t", p[4]) == NULL ||
      (p[5] != '\n' && p[5] != '\r'))
    return FALSE;
  parser->csv->separator = p[4];
  parser->at += 5;
  parser->at += strspn (parser->at, "\r\n");
  parser->line++;
  return TRUE;
}

/**
 * sijil_csv_parse:
 * @text: (transfer full): a whole text
 * @error: return location for an error that names line and column
 *
 * Parses separated values; the separator is found out. Quoted cells may hold line breaks. Blank
 * rows are left out, and a row may have fewer or more cells than another.
 *
 * Returns: (transfer full) (nullable): the rows
 */
SijilCsv *
sijil_csv_parse (char *text, GError **error)
{
  g_autoptr (SijilCsv) csv = g_new0 (SijilCsv, 1);
  Parser parser = { csv, text, 1 };

  csv->text = text;
  csv->cells = g_ptr_array_new ();
  csv->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  if (!take_separator_line (&parser))
    csv->separator = find_separator (text);
  while (*parser.at != '\0') {
    if (csv->n_rows > SIJIL_CSV_MAX_ROWS) {
      g_autofree char *most = sijil_text_number (SIJIL_CSV_MAX_ROWS);

      g_set_error (
          error, SIJIL_OFFICE_ERROR, SIJIL_OFFICE_ERROR_UNREADABLE,
          _ ("This sheet has more than %s rows. Divide it and bring in the parts one after "
             "the other"),
          most);
      return NULL;
    }
    if (!read_row (&parser, error))
      return NULL;
  }
  if (csv->n_rows == 0) {
    g_set_error_literal (error, SIJIL_OFFICE_ERROR, SIJIL_OFFICE_ERROR_UNREADABLE,
                         _ ("This file is empty"));
    return NULL;
  }
  return g_steal_pointer (&csv);
}

/**
 * sijil_csv_line:
 * @csv: parsed values
 * @row: number of a row
 *
 * Returns: the line of the file in which the row begins, the first being 1
 */
guint
sijil_csv_line (const SijilCsv *csv, guint row)
{
  return g_array_index (csv->rows, Row, row).line;
}

guint
sijil_csv_width (const SijilCsv *csv, guint row)
{
  return g_array_index (csv->rows, Row, row).n;
}

/**
 * sijil_csv_cell:
 * @csv: parsed values
 * @row: number of a row
 * @column: number of a column
 *
 * Returns: (nullable): what the cell says, %NULL if it is empty or not there
 */
const char *
sijil_csv_cell (const SijilCsv *csv, guint row, guint column)
{
  const Row *found = &g_array_index (csv->rows, Row, row);
  const char *cell = column < found->n ? csv->cells->pdata[found->first + column] : NULL;

  return cell != NULL && *cell != '\0' ? cell : NULL;
}

/**
 * sijil_csv_is_formula:
 * @text: what a cell would say
 *
 * A spreadsheet computes a text that begins like a formula, and so does what a stranger wrote into
 * an address. It takes the wide letters of a Japanese keyboard for the narrow ones, and overlooks
 * spaces and what cannot be seen before them.
 *
 * Returns: whether a cell must not begin so
 */
gboolean
sijil_csv_is_formula (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text)) {
    gunichar c = g_utf8_get_char (text), plain;

    if (g_unichar_isspace (c) || g_unichar_iszerowidth (c))
      continue;
    /* Any form of the letter, by what Unicode says it stands for. */
    g_unichar_fully_decompose (c, TRUE, &plain, 1);
    return plain == '=' || plain == '+' || plain == '-' || plain == '@';
  }
  return FALSE;
}
