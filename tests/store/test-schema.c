#include "desk.h"
#include "sijil-session.h"
#include "sijil-test.h"

#include <string.h>

/* The register's tables as they are in version 1. Whoever changes them adds a step and a version,
 * and a new file beside this one: SIJIL_WRITE_SCHEMA=1 writes it. */
#define FROZEN "store/data/schema-1.sql"

static char *folder;
static SijilStore *store;

typedef struct {
  const char *sql;
  int columns;
} Query;

static gpointer
lines (SijilSession *session, gpointer data, GError **error)
{
  const Query *query = data;
  g_autoptr (SijilStmt) stmt = sijil_db_select (session->db, error, query->sql, "");
  GString *out = g_string_new (NULL);

  while (stmt != NULL && sijil_stmt_next (stmt)) {
    for (int i = 0; i < query->columns; i++)
      g_string_append_printf (out, "%s%s", i > 0 ? " " : "", sijil_stmt_text (stmt, i));
    g_string_append_c (out, '\n');
  }
  return g_string_free (out, FALSE);
}

static char *
query_lines (const char *sql, int columns)
{
  return desk_read (store, lines, &(Query){ sql, columns });
}

static void
frozen (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, FROZEN, NULL);
  g_autofree char *now =
      query_lines ("SELECT sql || ';' FROM sqlite_master WHERE sql IS NOT NULL "
                   "AND name NOT LIKE 'person_search_%' ORDER BY type DESC, name",
                   1);
  g_autofree char *then = NULL;

  if (g_getenv ("SIJIL_WRITE_SCHEMA") != NULL)
    g_assert_true (g_file_set_contents (path, now, -1, NULL));
  g_assert_true (g_file_get_contents (path, &then, NULL, NULL));
  g_assert_cmpstr (now, ==, then);
}

static void
expect_columns (GString *out, const SijilTypeDef *type)
{
  g_string_append (out, "rowid INTEGER\nid BLOB\nowner INTEGER\nstamps BLOB\n"
                        "born_device INTEGER\nborn_cseq INTEGER\nborn_index INTEGER\n");
  for (guint i = 0; i < type->n_fields; i++) {
    SijilKind kind = type->fields[i].kind;

    g_string_append_printf (out, "%s %s\n", type->fields[i].name,
                            sijil_type_is_number (kind)    ? "INTEGER"
                            : kind == SIJIL_KIND_REFERENCE ? "BLOB"
                                                           : "TEXT");
  }
  for (guint i = 0; i < type->n_fields; i++)
    if ((type->fields[i].flags & SIJIL_FIELD_FOLDED) != 0)
      g_string_append_printf (out, "%s_key TEXT\n", type->fields[i].name);
}

static void
as_described (void)
{
  guint n;
  const SijilTypeDef *const *types = sijil_types (&n);

  for (guint i = 0; i < n; i++) {
    g_autofree char *sql =
        g_strdup_printf ("SELECT name, type FROM pragma_table_info('%s')", types[i]->name);
    g_autofree char *got = query_lines (sql, 2);
    g_autoptr (GString) expected = g_string_new (NULL);

    expect_columns (expected, types[i]);
    g_assert_cmpstr (got, ==, expected->str);
  }
}

static void
indexed (void)
{
  guint n;
  const SijilTypeDef *const *types = sijil_types (&n);

  for (guint i = 0; i < n; i++)
    for (guint f = 0; f < types[i]->n_fields; f++) {
      const SijilFieldDef *field = &types[i]->fields[f];
      g_autofree char *sql =
          g_strdup_printf ("SELECT count(*) FROM sqlite_master WHERE type = 'index' AND "
                           "name = '%s_%s'",
                           types[i]->name, field->name);

      g_assert_cmpint (desk_number (store, sql), ==,
                       (field->flags & SIJIL_FIELD_INDEXED) != 0 ? 1 : 0);
    }
}

static void
version (void)
{
  g_assert_cmpint (desk_number (store, "PRAGMA user_version"), ==, 1);
}

static void
sound (void)
{
  g_autofree char *check = query_lines ("PRAGMA integrity_check", 1);

  g_assert_cmpstr (check, ==, "ok\n");
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = desk_folder ();
  store = desk_create (folder, "A");
  g_test_add_func ("/schema/is-the-one-that-was-frozen", frozen);
  g_test_add_func ("/schema/has-a-column-for-each-field", as_described);
  g_test_add_func ("/schema/has-an-index-where-one-is-asked-for", indexed);
  g_test_add_func ("/schema/has-its-version", version);
  g_test_add_func ("/schema/is-sound", sound);
  status = g_test_run ();
  desk_close (store);
  desk_remove (folder);
  return status;
}
