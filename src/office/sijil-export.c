#define G_LOG_DOMAIN "sijil-office"

#include "sijil-export.h"

#include "sijil-csv.h"
#include "sijil-i18n.h"
#include "sijil-rows.h"
#include "sijil-text.h"
#include "types/sijil-types-all.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define BOM "\357\273\277"
#define PIASTRES 100

static const struct {
  const char *name;
  const SijilTypeDef *type;
} LISTS[] = {
  { "households", &sijil_household_type },
  { "persons", &sijil_person_type },
  { "distributions", &sijil_distribution_type },
  { "programmes", &sijil_programme_type },
};

/**
 * sijil_export_list:
 * @name: what a list is called on the command line
 *
 * Returns: (nullable): whose rows it has
 */
const SijilTypeDef *
sijil_export_list (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (LISTS); i++)
    if (strcmp (LISTS[i].name, name) == 0)
      return LISTS[i].type;
  return NULL;
}

/* What is sensitive never leaves in a plain file; what is deleted is not in the list. */
static gboolean
is_exported (const SijilFieldDef *field)
{
  return field->privacy != SIJIL_PRIVACY_SENSITIVE && field->merge != SIJIL_MERGE_LIFE;
}

/**
 * sijil_export_cell:
 * @out: takes the cell
 * @text: (nullable): what it says
 *
 * Writes a text as one cell of comma-separated values, harmless to spreadsheets.
 */
void
sijil_export_cell (GString *out, const char *text)
{
  g_autofree char *plain = sijil_text_strip_bidi (text);
  gboolean quoted = strpbrk (plain, ",;\"\t\r\n") != NULL;

  if (quoted)
    g_string_append_c (out, '"');
  if (sijil_csv_is_formula (plain))
    g_string_append_c (out, '\'');
  for (const char *p = plain; *p != '\0'; p++) {
    if (*p == '"')
      g_string_append_c (out, '"');
    g_string_append_c (out, *p);
  }
  if (quoted)
    g_string_append_c (out, '"');
}

static void
append_number (GString *out, SijilKind kind, gint64 number)
{
  if (kind == SIJIL_KIND_MONEY) {
    guint64 size = number < 0 ? -(guint64) number : (guint64) number;

    g_string_append_printf (out, "%s%" G_GUINT64_FORMAT ".%02u", number < 0 ? "-" : "",
                            size / PIASTRES, (guint) (size % PIASTRES));
  } else if (kind == SIJIL_KIND_INSTANT) {
    g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (number / G_USEC_PER_SEC);
    g_autofree char *iso = g_date_time_format_iso8601 (utc);

    g_string_append (out, iso);
  } else
    g_string_append_printf (out, "%" G_GINT64_FORMAT, number);
}

static char *
set_words (const SijilChoice *choices, const char *codes)
{
  g_auto (GStrv) parts = g_strsplit (codes, " ", -1);
  GString *words = g_string_new (NULL);

  for (guint i = 0; parts[i] != NULL; i++) {
    const char *label = sijil_choice_label (choices, parts[i]);

    g_string_append_printf (words, "%s%s", i > 0 ? " / " : "", label != NULL ? label : parts[i]);
  }
  return g_string_free (words, FALSE);
}

static void
append_value (GString *out, const SijilRow *row, guint number)
{
  const SijilFieldDef *field = &sijil_record_def (row->record)->fields[number];
  const char *text;
  g_autofree char *words = NULL;

  if (sijil_record_is_null (row->record, number))
    return;
  if (sijil_type_is_number (field->kind)) {
    append_number (out, field->kind, sijil_record_number (row->record, number, 0));
    return;
  }
  text = sijil_record_text (row->record, number);
  if (field->kind == SIJIL_KIND_REFERENCE)
    text = row->names[number];
  else if (field->kind == SIJIL_KIND_CHOICE && sijil_choice_label (field->choices, text) != NULL)
    text = sijil_choice_label (field->choices, text);
  else if (field->kind == SIJIL_KIND_SET)
    text = words = set_words (field->choices, text);
  sijil_export_cell (out, text);
}

/* The first row if @row is %NULL. */
static void
append_row (GString *out, const SijilTypeDef *type, const SijilRow *row)
{
  gboolean first = TRUE;

  for (guint i = 0; i < type->n_fields; i++) {
    if (!is_exported (&type->fields[i]))
      continue;
    if (!first)
      g_string_append_c (out, ',');
    first = FALSE;
    if (row != NULL)
      append_value (out, row, i);
    else
      sijil_export_cell (out, _ (type->fields[i].label));
  }
  g_string_append (out, "\r\n");
}

static gboolean
failed (GError **error)
{
  int code = errno;

  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code),
               _ ("The file could not be written: %s"), g_strerror (code));
  return FALSE;
}

static gboolean
write_rows (SijilStore *store, const SijilTypeDef *type, FILE *file, GCancellable *cancellable,
            guint *rows, GError **error)
{
  SijilRowsPage page = { type };
  g_autoptr (GString) out = g_string_new (BOM);

  append_row (out, type, NULL);
  for (;;) {
    g_autoptr (GPtrArray) found = NULL;

    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;
    found = sijil_store_read (store, sijil_rows_page, &page, error);
    if (found == NULL)
      return FALSE;
    for (guint i = 0; i < found->len; i++)
      append_row (out, type, found->pdata[i]);
    if (fwrite (out->str, 1, out->len, file) != out->len)
      return failed (error);
    if (found->len == 0)
      return TRUE;
    g_string_truncate (out, 0);
    *rows += found->len;
    page.after = *sijil_record_id (((SijilRow *) found->pdata[found->len - 1])->record);
  }
}

static gboolean
finish (FILE *file, gboolean ok, GError **error)
{
  if (ok && (fflush (file) != 0 || fsync (fileno (file)) != 0))
    ok = failed (error);
  if (fclose (file) != 0 && ok)
    ok = failed (error);
  return ok;
}

/**
 * sijil_export:
 * @store: a register
 * @type: whose rows
 * @path: the file; one that is there is replaced
 * @cancellable: (nullable): stops it
 * @rows: (out): how many rows were written
 * @error: return location for an error
 *
 * Writes a list as comma-separated values in UTF-8 with a mark, so that Excel shows the Arabic. It
 * grows beside its place and is put there when it is whole; nobody but its owner may read it. Waits
 * for the register: call it outside the main thread.
 *
 * Returns: %TRUE if the file is there
 */
gboolean
sijil_export (SijilStore *store, const SijilTypeDef *type, const char *path,
              GCancellable *cancellable, guint *rows, GError **error)
{
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  FILE *file;
  int fd;

  /* Made anew: in a shared folder somebody else's file of this name would stay theirs. */
  g_unlink (part);
  fd = g_open (part, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  file = fd >= 0 ? fdopen (fd, "w") : NULL;

  *rows = 0;
  if (file == NULL)
    return failed (error);
  if (finish (file, write_rows (store, type, file, cancellable, rows, error), error)) {
    if (g_rename (part, path) == 0)
      return TRUE;
    failed (error);
  }
  g_unlink (part);
  return FALSE;
}
