#include "people.h"
#include "sijil-fold.h"
#include "sijil-match-keys.h"
#include "sijil-names.h"
#include "sijil-phonetic.h"

/* What desk and registry have to make alike of a name, on whatever machine: the fold, the parts,
 * how they sound, and the keys. Whoever changes any of it raises its version; SIJIL_WRITE_VECTORS=1
 * writes the file anew. */
#define VECTORS "data/match-vectors.tsv"

static const Person PEOPLE[] = {
  { .name = "أحمد محمد علي", .birth = "1980-02-03", .id = "28002031401239", .village = "طوخ" },
  { .name = "احمد  محمد على" },
  { .name = "مُحمّد عبد الرحمن أبو زيد", .birth = "١٩٧٥", .phone = "+20 100 123 4567" },
  { .name = "الحاج محمد عبدالرحمن ابوزيد" },
  { .name = "فاطمة الزهراء نصر الله", .governorate = "المنيا", .birth = "1990-12-31" },
  { .name = "Mohamed Abd El-Rahman", .birth = "19800203" },
  { .name = "شمس الدين جاد الكريم", .head = "جاد الكريم علي", .village = "منية مسير" },
  { .name = "آية هاني" },
  { .name = "يس طه" },
  { .name = "مـــنى هدى" },
};

static void
append_person (GString *out, const Person *person)
{
  g_autoptr (GArray) people = people_new ();
  g_autofree char *folded = sijil_fold (person->name);
  g_autofree char *parts = sijil_name_key (person->name);
  g_auto (GStrv) list = sijil_name_parts (person->name);
  guint64 keys[SIJIL_MATCH_MAX_KEYS];
  guint n;

  people_add (people, person);
  n = sijil_match_keys (&g_array_index (people, SijilMatchRecord, 0), keys);
  g_string_append_printf (out, "%s\t%s\t%s\t", person->name, folded, parts);
  for (guint i = 0; list[i] != NULL; i++) {
    SijilLetters letters, sound;

    sijil_letters_read (&letters, list[i]);
    sijil_phonetic (&letters, &sound);
    g_string_append_printf (out, "%s%.*s", i > 0 ? " " : "", (int) sound.len,
                            (const char *) sound.text);
  }
  g_string_append_c (out, '\t');
  for (guint i = 0; i < n; i++)
    g_string_append_printf (out, "%s%016" G_GINT64_MODIFIER "x", i > 0 ? " " : "", keys[i]);
  g_string_append_c (out, '\n');
}

static void
vectors (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, VECTORS, NULL);
  g_autoptr (GString) now = g_string_new ("name\tfolded\tparts\tsounds\tkeys\n");
  g_autofree char *then = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (PEOPLE); i++)
    append_person (now, &PEOPLE[i]);
  if (g_getenv ("SIJIL_WRITE_VECTORS") != NULL)
    g_assert_true (g_file_set_contents (path, now->str, -1, NULL));
  g_assert_true (g_file_get_contents (path, &then, NULL, NULL));
  g_assert_cmpstr (now->str, ==, then);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/vectors/fold-parts-sounds-and-keys-are-what-they-were", vectors);
  return g_test_run ();
}
