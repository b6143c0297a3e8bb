#include "crowd.h"

#include "words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* A made-up register that looks like a real one: families of four on average, names of four parts
 * from a vocabulary of several hundred in which a few are borne by one in ten, national IDs whose
 * birth date, governorate and sex agree with the line, children without an ID, a phone in three
 * families of four. The same seed makes the same families, byte by byte. */

#define LAST_YEAR 2025

typedef struct {
  const char *const *words;
  double *sums; /* of the weights so far */
  guint n;
} Vocabulary;

/* What all lines of a family say. */
typedef struct {
  guint number;
  guint place;
  const char *village;
  char *address;
  char *phone;
} Home;

typedef struct {
  GRand *dice;
  Vocabulary men;
  Vocabulary women;
  Vocabulary surnames;
  Vocabulary villages;
} Crowd;

typedef struct {
  const char *given;
  const char *father;
  const char *grandfather;
  const char *surname;
  const char *relation;
  gboolean male;
  int year;
} Person;

static const struct {
  const char *name;
  const char *digits;
  const char *district;
} PLACES[] = {
  { "كفر الشيخ", "15", "الرياض" },
  { "بني سويف", "22", "ناصر" },
  { "الغربية", "16", "قطور" },
};

/* The weight falls with the place in the list: of the men's names the first gets one in eight. */
static void
vocabulary_init (Vocabulary *self, const char *const *words, double steepness)
{
  double sum = 0;

  self->words = words;
  self->n = g_strv_length ((char **) words);
  self->sums = g_new (double, self->n);
  for (guint i = 0; i < self->n; i++) {
    sum += 1 / pow (i + 1.5, steepness);
    self->sums[i] = sum;
  }
}

static const char *
draw (Crowd *self, const Vocabulary *from)
{
  double wanted = g_rand_double_range (self->dice, 0, from->sums[from->n - 1]);
  guint low = 0, high = from->n - 1;

  while (low < high) {
    guint middle = (low + high) / 2;

    if (from->sums[middle] > wanted)
      high = middle;
    else
      low = middle + 1;
  }
  return from->words[low];
}

static gboolean
chance (Crowd *self, int percent)
{
  return g_rand_int_range (self->dice, 0, 100) < percent;
}

static int
between (Crowd *self, int low, int high)
{
  return g_rand_int_range (self->dice, low, high + 1);
}

static guint
draw_size (Crowd *self)
{
  static const int PERCENT[] = { 8, 12, 17, 23, 20, 13, 7 };
  int wanted = g_rand_int_range (self->dice, 0, 100);
  guint size = 0;

  while (size < G_N_ELEMENTS (PERCENT) - 1 && wanted >= PERCENT[size])
    wanted -= PERCENT[size++];
  return size + 1;
}

static char *
full_name (const Person *person)
{
  return g_strjoin (" ", person->given, person->father, person->grandfather, person->surname, NULL);
}

/* Two names a sheet in a hundred spells otherwise than the rest. */
static char *
misspell (const char *name)
{
  g_auto (GStrv) halves = g_strsplit (name, "ة", 2);

  if (halves[0] != NULL && halves[1] != NULL)
    return g_strconcat (halves[0], "ه", halves[1], NULL);
  return g_strdup (name);
}

static Person
draw_head (Crowd *self)
{
  Person head = { .relation = "رب الأسرة", .male = chance (self, 68) };

  head.given = draw (self, head.male ? &self->men : &self->women);
  head.father = draw (self, &self->men);
  head.grandfather = draw (self, &self->men);
  head.surname = draw (self, &self->surnames);
  head.year = between (self, 1945, 1998);
  return head;
}

static Person
draw_member (Crowd *self, const Person *head, const Person *spouse, guint place)
{
  Person member = *head;
  const Person *father = head->male ? head : spouse;

  if (place == 1 && chance (self, head->male ? 85 : 15)) {
    member = draw_head (self);
    member.relation = head->male ? "زوجة" : "زوج";
    member.male = !head->male;
    member.given = draw (self, member.male ? &self->men : &self->women);
    member.year = head->year + between (self, -2, 8);
    return member;
  }
  member.male = chance (self, 51);
  member.relation = member.male ? "ابن" : "ابنة";
  member.given = draw (self, member.male ? &self->men : &self->women);
  member.father = father != NULL ? father->given : draw (self, &self->men);
  member.grandfather = father != NULL ? father->father : draw (self, &self->men);
  member.surname = father != NULL ? father->surname : head->surname;
  member.year = MIN (head->year + between (self, 19, 38), LAST_YEAR - 1);
  return member;
}

static void
write_person (Crowd *self, FILE *file, const Home *home, const Person *person, GString *id)
{
  g_autofree char *name = full_name (person);
  g_autofree char *written = chance (self, 2) ? misspell (name) : g_strdup (name);
  int month = between (self, 1, 12), day = between (self, 1, 28);
  gboolean has_id = person->year <= 2008 ? chance (self, 96) : chance (self, 45);
  int serial = between (self, 10, 999) * 2 + (person->male ? 1 : 0);

  g_string_printf (id, "%c%02d%02d%02d%s%04d%d", person->year < 2000 ? '2' : '3',
                   person->year % 100, month, day, PLACES[home->place].digits, serial,
                   between (self, 1, 9));
  if (!has_id)
    g_string_truncate (id, 0);
  fprintf (file, "%u,%s,%s,%s,%04d-%02d-%02d,%s,%s,%s,%s,%s,%s,%04d-%02d-%02d\n", home->number,
           written, person->relation, person->male ? "ذكر" : "أنثى", person->year, month, day,
           id->str, strcmp (person->relation, "رب الأسرة") == 0 ? home->phone : "",
           PLACES[home->place].name, PLACES[home->place].district, home->village, home->address,
           between (self, 2022, LAST_YEAR), between (self, 1, 12), between (self, 1, 28));
}

/* A clerk types two to four parts of a name, now and then one of them wrongly, or a number. */
static void
add_query (Crowd *self, GPtrArray *queries, const Person *head, const char *id, const char *phone)
{
  const char *parts[] = { head->given, head->father, head->grandfather, head->surname, NULL };
  int kind = between (self, 0, 99);
  int last = kind < 25 ? 2 : (kind < 55 ? 3 : 4);

  if (kind >= 90 && *phone != '\0')
    g_ptr_array_add (queries, g_strdup (phone));
  else if (kind >= 80 && *id != '\0')
    g_ptr_array_add (queries, g_strdup (id));
  else {
    if (kind >= 65 && kind < 80)
      parts[between (self, 1, 3)] = draw (self, &self->surnames);
    parts[last] = NULL;
    g_ptr_array_add (queries, g_strjoinv (" ", (char **) parts));
  }
}

static Home
draw_home (Crowd *self, guint number)
{
  Home home = { .number = number, .village = draw (self, &self->villages) };

  home.place = (guint) between (self, 0, G_N_ELEMENTS (PLACES) - 1);
  home.address = g_strdup_printf ("%s %d", chance (self, 50) ? "شارع المدرسة" : "شارع الجامع",
                                  between (self, 1, 60));
  home.phone = chance (self, 75) ? g_strdup_printf ("01%c%08d", "0125"[between (self, 0, 3)],
                                                    between (self, 0, 99999999))
                                 : g_strdup ("");
  return home;
}

static guint
write_household (Crowd *self, FILE *file, guint number, GPtrArray *queries)
{
  Home home = draw_home (self, number);
  guint size = draw_size (self);
  g_autoptr (GString) id = g_string_new (NULL);
  Person head = draw_head (self), spouse;
  const Person *known = NULL;

  write_person (self, file, &home, &head, id);
  if (queries != NULL)
    add_query (self, queries, &head, id->str, home.phone);
  for (guint i = 1; i < size; i++) {
    Person member = draw_member (self, &head, known, i);

    /* The children of a mother at the head bear the name of her husband. */
    if (i == 1 && member.male && !head.male && strcmp (member.relation, "زوج") == 0) {
      spouse = member;
      known = &spouse;
    }
    write_person (self, file, &home, &member, id);
  }
  g_free (home.address);
  g_free (home.phone);
  return size;
}

void
bench_sheet_free (BenchSheet *sheet)
{
  if (sheet == NULL)
    return;
  g_ptr_array_unref (sheet->queries);
  g_free (sheet);
}

/**
 * bench_sheet_write:
 * @path: the CSV file to write
 * @households: how many families
 * @seed: the same seed makes the same sheet
 * @queries: for how many of them a search is wanted
 * @error: return location for an error
 *
 * Writes a sheet of made-up families, one person a line.
 *
 * Returns: (transfer full) (nullable): what it holds
 */
BenchSheet *
bench_sheet_write (const char *path, guint households, guint32 seed, guint queries, GError **error)
{
  Crowd crowd = { .dice = g_rand_new_with_seed (seed) };
  BenchSheet *sheet = g_new0 (BenchSheet, 1);
  guint step = MAX (households / MAX (queries, 1), 1);
  FILE *file = fopen (path, "w");
  gboolean ok;

  vocabulary_init (&crowd.men, bench_men, 0.95);
  vocabulary_init (&crowd.women, bench_women, 0.85);
  vocabulary_init (&crowd.surnames, bench_surnames, 0.7);
  vocabulary_init (&crowd.villages, bench_villages, 0.9);
  sheet->queries = g_ptr_array_new_with_free_func (g_free);
  if (file != NULL)
    fputs ("رقم الأسرة,الاسم,صلة القرابة,النوع,تاريخ الميلاد,الرقم "
           "القومي,التليفون,المحافظة,المركز,القرية,"
           "العنوان,تاريخ التسجيل\n",
           file);
  for (guint i = 0; file != NULL && i < households; i++) {
    gboolean wanted = i % step == step / 2 && sheet->queries->len < queries;

    sheet->persons += write_household (&crowd, file, i + 1, wanted ? sheet->queries : NULL);
  }
  ok = file != NULL && !ferror (file);
  if (file != NULL)
    ok = fclose (file) == 0 && ok;
  g_free (crowd.men.sums);
  g_free (crowd.women.sums);
  g_free (crowd.surnames.sums);
  g_free (crowd.villages.sums);
  g_rand_free (crowd.dice);
  if (!ok) {
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s could not be written", path);
    g_clear_pointer (&sheet, bench_sheet_free);
  }
  return sheet;
}
