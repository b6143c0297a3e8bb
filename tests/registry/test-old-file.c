#include "desk.h"
#include "sijil-db.h"
#include "sijil-storage.h"
#include "sijil-test.h"
#include "types/sijil-types-all.h"

#include <glib/gstdio.h>
#include <string.h>

static void
read_key (guint8 key[32])
{
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "data/old/1/registry/registry.key", NULL);
  g_autofree char *hex = NULL;

  g_assert_true (g_file_get_contents (path, &hex, NULL, NULL));
  for (int i = 0; i < 32; i++)
    key[i] =
        (guint8) (g_ascii_xdigit_value (hex[2 * i]) * 16 + g_ascii_xdigit_value (hex[2 * i + 1]));
}

static char *
copy_old (void)
{
  char *folder = desk_folder ();
  g_autofree char *from =
      g_test_build_filename (G_TEST_DIST, "data/old/1/registry/registry.db", NULL);
  g_autofree char *to = g_build_filename (folder, "registry.db", NULL);
  g_autofree char *data = NULL;
  gsize len;

  g_assert_true (g_file_get_contents (from, &data, &len, NULL));
  g_assert_true (g_file_set_contents (to, data, (gssize) len, NULL));
  return folder;
}

static char *
shape (const char *folder, const guint8 *key)
{
  static const char SQL[] =
      "SELECT m.name, c.name, c.type, c.pk FROM sqlite_master m, pragma_table_info(m.name) c "
      "WHERE m.type = 'table' UNION ALL SELECT m.name, m.sql, '', '' FROM sqlite_master m "
      "WHERE m.type = 'index' AND m.sql IS NOT NULL ORDER BY 1, 2";
  g_autofree char *path = g_build_filename (folder, "registry.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SijilDb) db = sijil_db_open (path, key, SIJIL_DB_READ_ONLY, &error);
  g_autoptr (SijilStmt) stmt = NULL;
  GString *out = g_string_new (NULL);

  g_assert_no_error (error);
  stmt = sijil_db_select (db, &error, SQL, "");
  while (sijil_stmt_next (stmt))
    g_string_append_printf (out, "%s %s %s %s\n", sijil_stmt_text (stmt, 0),
                            sijil_stmt_text (stmt, 1), sijil_stmt_text (stmt, 2),
                            sijil_stmt_text (stmt, 3));
  return g_string_free (out, FALSE);
}

static SijilStorage *
open_storage (const char *folder, const guint8 *key, gboolean create)
{
  g_autoptr (GError) error = NULL;
  SijilStorage *storage = sijil_storage_open (folder, key, create, &error);

  g_assert_no_error (error);
  return storage;
}

static void
moved (void)
{
  guint8 key[32];
  char *old = copy_old (), *fresh = desk_folder ();
  g_autofree char *old_shape = NULL, *fresh_shape = NULL;

  read_key (key);
  sijil_storage_close (open_storage (old, key, FALSE));
  sijil_storage_close (open_storage (fresh, key, TRUE));
  old_shape = shape (old, key);
  fresh_shape = shape (fresh, key);
  g_assert_cmpstr (old_shape, ==, fresh_shape);
  desk_remove (old);
  desk_remove (fresh);
}

static void
content (void)
{
  guint8 key[32];
  char *old = copy_old ();
  SijilStorage *storage;

  read_key (key);
  storage = open_storage (old, key, FALSE);
  g_assert_cmpint (sijil_storage_count (storage, &sijil_person_type), ==, 3);
  g_assert_cmpint (sijil_storage_count (storage, &sijil_distribution_type), ==, 2);
  g_assert_cmpint (sijil_storage_count (storage, &sijil_shift_type), ==, 0);
  sijil_storage_close (storage);
  desk_remove (old);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/old-file/of-the-registry-becomes-like-a-fresh-one", moved);
  g_test_add_func ("/old-file/of-the-registry-keeps-what-was-in-it", content);
  return g_test_run ();
}
