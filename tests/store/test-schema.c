#include "desk.h"
#include "sijil-find.h"
#include "sijil-session.h"
#include "sijil-test.h"

#include <string.h>

/* The register's tables as they are in version 6. Whoever changes them adds a step and a version,
 * and a new file beside this one: SIJIL_WRITE_SCHEMA=1 writes it. */
#define FROZEN "store/data/schema-6.sql"

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
  if (sijil_type_life (type) >= 0)
    g_string_append (out, "gone INTEGER\n");
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
  g_assert_cmpint (desk_number (store, "PRAGMA user_version"), ==, 6);
}

static void
sound (void)
{
  g_autofree char *check = query_lines ("PRAGMA integrity_check", 1);

  g_assert_cmpstr (check, ==, "ok\n");
}

static void
copy_old (const char *name, const char *to)
{
  g_autofree char *from = g_test_build_filename (G_TEST_DIST, "data/old/1/desk", name, NULL);
  g_autofree char *data = NULL;
  gsize len;

  g_assert_true (g_file_get_contents (from, &data, &len, NULL));
  g_assert_true (g_file_set_contents (to, data, (gssize) len, NULL));
}

/* Made by the program of version 1, with one family that was served and two changes that wait;
 * opening it names the PC. */
static SijilStore *
open_old (const char *profile)
{
  g_autofree char *keys = g_build_filename (profile, "keys", NULL);
  g_autofree char *database = g_build_filename (profile, "register.db", NULL);
  g_autofree char *from = g_test_build_filename (G_TEST_DIST, "data/old/1/desk/keys", NULL);
  g_autoptr (GDir) dir = g_dir_open (from, 0, NULL);
  g_autoptr (GError) error = NULL;
  const char *name;
  SijilStore *old;

  g_assert_cmpint (g_mkdir_with_parents (keys, 0700), ==, 0);
  copy_old ("register.db", database);
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *relative = g_build_filename ("keys", name, NULL);
    g_autofree char *slot = g_build_filename (keys, name, NULL);

    copy_old (relative, slot);
  }
  old = sijil_store_unlock (profile, NULL, "ahlan desk 1448", &error);
  g_assert_no_error (error);
  return old;
}

static char *
shape (SijilStore *of)
{
  static const char SQL[] =
      "SELECT m.name, c.name, c.type, c.pk, c.\"notnull\" FROM sqlite_master m, "
      "pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'person_search_%' "
      "UNION ALL SELECT m.name, m.sql, '', '', '' FROM sqlite_master m WHERE m.sql IS NOT NULL "
      "AND (m.type = 'index' OR m.name = 'person_search') ORDER BY 1, 2";

  return desk_read (of, lines, &(Query){ SQL, 5 });
}

static void
moved (void)
{
  g_autofree char *profile = desk_folder ();
  SijilStore *old = open_old (profile);
  g_autofree char *fresh = shape (store);
  g_autofree char *now = shape (old);

  g_assert_cmpstr (now, ==, fresh);
  g_assert_cmpint (desk_number (old, "PRAGMA user_version"), ==, 6);
  desk_close (old);
  desk_remove (g_steal_pointer (&profile));
}

static void
old_content (void)
{
  g_autofree char *profile = desk_folder ();
  SijilStore *old = open_old (profile);
  g_autofree SijilId *family = desk_read (old, sijil_household_by_text, "DJG1A");

  g_assert_cmpint (desk_number (old, "SELECT count(*) FROM person"), ==, 2);
  g_assert_cmpint (desk_number (old, "SELECT count(*) FROM distribution"), ==, 1);
  g_assert_cmpint (desk_number (old, "SELECT count(*) FROM change_set WHERE state = 0"), ==, 3);
  desk_edit (old, &sijil_household_type, family, SIJIL_HOUSEHOLD_VILLAGE, "منية مسير");
  assert_takes (desk_text (old, &sijil_household_type, family, SIJIL_HOUSEHOLD_PHONE),
                "01000000001");
  desk_close (old);
  desk_remove (g_steal_pointer (&profile));
}

static void
old_search (void)
{
  g_autofree char *profile = desk_folder ();
  SijilStore *old = open_old (profile);
  g_autoptr (GPtrArray) persons = desk_all (old, &sijil_person_type);

  g_assert_cmpuint (persons->len, >, 0);
  for (guint i = 0; i < persons->len; i++) {
    g_autoptr (GPtrArray) found =
        desk_read (old, sijil_find, sijil_record_text (persons->pdata[i], SIJIL_PERSON_NAME));

    g_assert_cmpuint (found->len, ==, 1);
  }
  desk_close (old);
  desk_remove (g_steal_pointer (&profile));
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
  g_test_add_func ("/schema/an-old-file-becomes-like-a-fresh-one", moved);
  g_test_add_func ("/schema/an-old-file-keeps-what-was-in-it", old_content);
  g_test_add_func ("/schema/in-an-old-file-names-are-found", old_search);
  status = g_test_run ();
  desk_close (store);
  desk_remove (folder);
  return status;
}
