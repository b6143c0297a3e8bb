#include "people.h"

/* The hard cases. The family of Hassan Swailam in Tukh is registered. */

#define HOME .governorate = "القليوبية", .village = "طوخ"

static const Person HASSAN = { .name = "حسن إبراهيم سويلم عاشور",
                               .sex = "M",
                               .birth = "1970-05-14",
                               .id = "27005141401235",
                               .phone = "01001234567",
                               HOME,
                               .household = 1,
                               .head = "حسن إبراهيم سويلم",
                               .spouse = "نعمة محمود هيكل" };

static const Person KARIM = { .name = "كريم حسن إبراهيم سويلم",
                              .sex = "M",
                              .birth = "2004-03-11",
                              .id = "30403111401257",
                              .phone = "01001234567",
                              HOME,
                              .household = 1,
                              .head = "حسن إبراهيم سويلم",
                              .spouse = NULL };

#define assert_zone(a, b, zone) g_assert_cmpint (people_zone ((a), (b)), ==, (zone))

static void
fathers_id (void)
{
  Person child = KARIM;

  child.id = HASSAN.id;
  assert_zone (&HASSAN, &child, SIJIL_ZONE_REVIEW);
}

static void
one_id_two_people (void)
{
  Person other = { .name = "زينب محمود علي", .sex = "F", .id = HASSAN.id, .governorate = "المنيا" };

  assert_zone (&HASSAN, &other, SIJIL_ZONE_REVIEW);
}

static void
twins (void)
{
  Person twin = KARIM;

  twin.name = "شادي حسن إبراهيم سويلم";
  twin.id = "30403111401273";
  assert_zone (&KARIM, &twin, SIJIL_ZONE_NONE);
  twin.id = NULL;
  g_assert_cmpint (people_zone (&KARIM, &twin), <, SIJIL_ZONE_AUTO);
}

static void
siblings (void)
{
  Person brother = KARIM;

  brother.name = "شادي حسن إبراهيم سويلم";
  brother.birth = "2007-09-02";
  brother.id = NULL;
  assert_zone (&KARIM, &brother, SIJIL_ZONE_NONE);
}

/* Ali Hassan Ali Hassan, and his father Hassan Ali Hassan. */
static void
father_and_son (void)
{
  Person father = { .name = "حسن علي حسن علي", .sex = "M", .birth = "1960-02-01", HOME };
  Person son = { .name = "علي حسن علي حسن", .sex = "M", .birth = "1988-07-19", HOME };
  Person grandson = { .name = "حسن علي حسن علي", .sex = "M", .birth = "2012-11-05", HOME };

  assert_zone (&father, &son, SIJIL_ZONE_NONE);
  assert_zone (&father, &grandson, SIJIL_ZONE_NONE);
}

static void
married_name (void)
{
  Person own = { .name = "نعمة محمود هيكل الدسوقي",
                 .sex = "F",
                 .birth = "1974-08-20",
                 .id = "27408201401268",
                 HOME,
                 .head = "حسن إبراهيم سويلم" };
  Person husbands = own;

  husbands.name = "نعمة محمود هيكل عاشور";
  assert_zone (&own, &husbands, SIJIL_ZONE_AUTO);
  husbands.id = NULL;
  assert_zone (&own, &husbands, SIJIL_ZONE_AUTO);
}

static void
nickname (void)
{
  Person registered = {
    .name = "محمد سويلم عاشور هيكل", .sex = "M", .birth = "1981-04-06", .phone = "01007654321", HOME
  };
  Person called = registered;

  called.name = "حمادة سويلم عاشور هيكل";
  g_assert_cmpint (people_zone (&registered, &called), >=, SIJIL_ZONE_REVIEW);
  called.id = "28104061401231";
  registered.id = called.id;
  assert_zone (&registered, &called, SIJIL_ZONE_AUTO);
}

static void
latin (void)
{
  Person written = KARIM;

  written.name = "Karim Hassan Ibrahim";
  written.id = NULL;
  assert_zone (&KARIM, &written, SIJIL_ZONE_AUTO);
  written.name = "Kreim Hasn Ibrhim Soilm"; /* in no table */
  g_assert_cmpint (people_zone (&KARIM, &written), >=, SIJIL_ZONE_REVIEW);
}

static void
swapped_father (void)
{
  Person swapped = KARIM;

  swapped.name = "كريم إبراهيم حسن سويلم";
  swapped.id = NULL;
  assert_zone (&KARIM, &swapped, SIJIL_ZONE_AUTO);
}

static void
compounds (void)
{
  Person apart = {
    .name = "عبد الرحمن جاد الكريم أبو زيد", .sex = "M", .birth = "1990-01-17", HOME
  };
  Person joined = apart;

  joined.name = "عبدالرحمن جادالكريم ابوزيد";
  assert_zone (&apart, &joined, SIJIL_ZONE_AUTO);
  joined.name = "Abd Elrahman Gad Elkarim";
  g_assert_cmpint (people_zone (&apart, &joined), >=, SIJIL_ZONE_REVIEW);
}

static void
year_only (void)
{
  Person year = KARIM;

  year.birth = "2004";
  year.id = NULL;
  assert_zone (&KARIM, &year, SIJIL_ZONE_AUTO);
  year.birth = "1994";
  g_assert_cmpint (people_zone (&KARIM, &year), <, SIJIL_ZONE_AUTO);
}

static void
day_and_month (void)
{
  Person swapped = KARIM;

  swapped.birth = "2004-11-03";
  swapped.id = NULL;
  assert_zone (&KARIM, &swapped, SIJIL_ZONE_AUTO);
  g_assert_cmpint (people_compare (&KARIM, &swapped).birth, ==, SIJIL_BIRTH_SWAPPED);
}

static void
digit_of_id (void)
{
  Person slip = HASSAN;

  slip.id = "27005141401335";
  assert_zone (&HASSAN, &slip, SIJIL_ZONE_AUTO);
  g_assert_cmpint (people_compare (&HASSAN, &slip).id, ==, SIJIL_ID_DIGIT);
  slip.id = "2700514140123"; /* one is missing */
  g_assert_cmpint (people_compare (&HASSAN, &slip).id, ==, SIJIL_ID_LOST_DIGIT);
  slip.id = "27005141402135";
  g_assert_cmpint (people_compare (&HASSAN, &slip).id, ==, SIJIL_ID_SWAPPED);
}

static void
namesake_elsewhere (void)
{
  Person elsewhere = { .name = HASSAN.name,
                       .sex = "M",
                       .birth = "1971-11-30",
                       .phone = "01201112223",
                       .governorate = "المنيا",
                       .village = "ملوي" };

  g_assert_cmpint (people_zone (&HASSAN, &elsewhere), <, SIJIL_ZONE_AUTO);
}

/* Ahmad and Muhammad, Hassan and Hussain differ by one letter and are different people. */
static void
one_letter (void)
{
  Person other = HASSAN;

  other.name = "حسين إبراهيم سويلم عاشور";
  other.id = other.birth = NULL;
  g_assert_cmpint (people_compare (&HASSAN, &other).given, <, SIJIL_LEVEL_NEAR);
  g_assert_cmpint (people_zone (&HASSAN, &other), <, SIJIL_ZONE_AUTO);
}

static void
first_of_january (void)
{
  Person one = { .name = "حسن إبراهيم سويلم", .birth = "1970-01-01", HOME };

  g_assert_cmpint (people_compare (&one, &one).birth, ==, SIJIL_BIRTH_YEAR);
  g_assert_cmpint (people_zone (&one, &one), <, SIJIL_ZONE_AUTO);
}

/* Of a refugee, say. */
static void
foreign_ids (void)
{
  Person one = { .name = "سامر", .id = "AB1234567" },
         other = { .name = "سامر", .id = "ab 1234567" };

  g_assert_cmpint (people_compare (&one, &other).id, ==, SIJIL_ID_EQUAL);
  other.id = "AB1234999";
  g_assert_cmpint (people_compare (&one, &other).id, !=, SIJIL_ID_EQUAL);
  one.id = "10000000000000000001";
  other.id = "10000000000000000952";
  g_assert_cmpint (people_compare (&one, &other).id, !=, SIJIL_ID_EQUAL);
}

static void
other_alphabets (void)
{
  Person one = { .name = "Иван" }, other = { .name = "Олег" };

  g_assert_cmpint (people_compare (&one, &other).given, ==, SIJIL_LEVEL_DIFFERS);
}

static void
nothing_known (void)
{
  Person nobody = { .name = NULL };

  assert_zone (&HASSAN, &nobody, SIJIL_ZONE_NONE);
  assert_zone (&nobody, &nobody, SIJIL_ZONE_NONE);
}

static void
either_way_round (void)
{
  static const Person RARE = { .name = "Mouhamad Hasan" }, COMMON = { .name = "Mohamed Hassan" },
                      TURNED = { .name = "Hassan Mohamed" };
  const Person *const people[] = { &HASSAN, &KARIM, &RARE, &COMMON, &TURNED };

  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    for (guint k = 0; k < G_N_ELEMENTS (people); k++) {
      SijilComparison one = people_compare (people[i], people[k]);
      SijilComparison other = people_compare (people[k], people[i]);

      g_assert_cmpfloat_with_epsilon (one.weight, other.weight, 0.001);
    }
}

/* Columns of which nothing is known: one that stands elsewhere, a slip, a single digit. */
static void
extras_either_way (void)
{
  static const char *const ROWS[][2] = {
    { "طوخ", "طوخ" }, { "طوخ", "قها" }, { "123456", "7" }, { "12345", "9" }, { "3", NULL },
  };
  SijilMatchRecord records[G_N_ELEMENTS (ROWS)] = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (ROWS); i++) {
    for (guint k = 0; k < 2; k++) {
      sijil_match_text_read (&records[i].extras[k], ROWS[i][k]);
      records[i].extras[k].rarity = (float) (3 + records[i].extras[k].hash % 9);
    }
    records[i].n_extras = 2;
  }
  for (guint exact = 0; exact < 4; exact++)
    for (guint i = 0; i < G_N_ELEMENTS (ROWS); i++)
      for (guint k = 0; k < G_N_ELEMENTS (ROWS); k++) {
        SijilMatchScale scale = { 0, FALSE, exact };
        SijilComparison one, other;

        if (i == k) /* weighed alike, as they are */
          continue;
        sijil_match_compare (&records[i], &records[k], &scale, &one);
        sijil_match_compare (&records[k], &records[i], &scale, &other);
        g_assert_cmpfloat_with_epsilon (one.weight, other.weight, 0.001);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/compare/the-fathers-id-on-a-child-is-a-question", fathers_id);
  g_test_add_func ("/compare/one-id-on-two-people-is-a-question", one_id_two_people);
  g_test_add_func ("/compare/twins-are-two", twins);
  g_test_add_func ("/compare/siblings-are-two", siblings);
  g_test_add_func ("/compare/father-and-son-of-repeating-names-are-two", father_and_son);
  g_test_add_func ("/compare/a-woman-under-her-husbands-name-is-found", married_name);
  g_test_add_func ("/compare/a-nickname-is-found", nickname);
  g_test_add_func ("/compare/latin-letters-are-found", latin);
  g_test_add_func ("/compare/father-and-grandfather-swapped-are-found", swapped_father);
  g_test_add_func ("/compare/compounds-joined-and-apart-are-one", compounds);
  g_test_add_func ("/compare/a-year-alone-is-enough-with-the-rest", year_only);
  g_test_add_func ("/compare/day-and-month-swapped-are-found", day_and_month);
  g_test_add_func ("/compare/a-slip-in-the-id-is-found", digit_of_id);
  g_test_add_func ("/compare/a-namesake-elsewhere-is-not-linked", namesake_elsewhere);
  g_test_add_func ("/compare/hassan-is-not-hussain", one_letter);
  g_test_add_func ("/compare/the-first-of-january-is-a-year", first_of_january);
  g_test_add_func ("/compare/a-foreign-id-is-a-number-too", foreign_ids);
  g_test_add_func ("/compare/other-alphabets-have-letters-too", other_alphabets);
  g_test_add_func ("/compare/nothing-known-is-nobody", nothing_known);
  g_test_add_func ("/compare/it-is-the-same-either-way-round", either_way_round);
  g_test_add_func ("/compare/extras-are-the-same-either-way-round", extras_either_way);
  return g_test_run ();
}
