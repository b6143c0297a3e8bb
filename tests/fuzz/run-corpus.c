#include "fuzz.h"

/* Reads every file of a corpus once, cut at some places, and with some bits turned: what fuzzing
 * has found stays found. `./dev fuzz` looks for more. */
#define VARIANTS 24

static void
read_cut (const guint8 *data, gsize len)
{
  /* A copy of that very size, so that a byte too far is seen. */
  g_autofree guint8 *copy = g_memdup2 (data, len);

  LLVMFuzzerTestOneInput (copy, len);
}

static void
read_variants (const char *path)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gsize len;

  g_assert_true (g_file_get_contents (path, &text, &len, &error));
  read_cut ((guint8 *) text, len);
  for (gsize i = 0; i < VARIANTS && i < len; i++) {
    gsize at = i * len / VARIANTS;

    read_cut ((guint8 *) text, at);
    text[at] ^= (char) (1 << (i % 8));
    read_cut ((guint8 *) text, len);
    text[at] ^= (char) (1 << (i % 8));
  }
}

static void
read_all (gconstpointer folder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &error);
  const char *name;
  guint n = 0;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    read_variants (path);
    n++;
  }
  g_assert_cmpuint (n, >, 0);
}

int
main (int argc, char **argv)
{
  g_autofree char *name = NULL;

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  name = g_path_get_basename (argv[1]);
  g_test_add_data_func ("/corpus/is-read", argv[1], read_all);
  return g_test_run ();
}
