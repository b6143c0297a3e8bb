#include "people.h"
#include "sijil-match-keys.h"
#include "sijil-match-terms.h"

/* Whole lists. */

static GArray *
match (GArray *a, GArray *b, guint64 *candidates)
{
  SijilMatchLists lists = { a, b, 0, 0 };
  GArray *pairs;

  sijil_match_weigh_lists (a, b);
  pairs = sijil_match_pairs (&lists, NULL, NULL);
  if (candidates != NULL)
    *candidates = lists.candidates;
  return pairs;
}

/* On 1 January those are born of whom nobody knows when. */
static void
twice_imported (void)
{
  g_autoptr (GArray) a = people_new ();
  g_autoptr (GArray) b = people_new ();
  g_autoptr (GArray) pairs = NULL;

  people_add_crowd (a, 2000);
  people_add_crowd (b, 2000);
  pairs = match (a, b, NULL);
  g_assert_cmpuint (pairs->len, ==, 2000);
  for (guint i = 0; i < pairs->len; i++) {
    const SijilMatchPair *pair = &g_array_index (pairs, SijilMatchPair, i);

    g_assert_cmpuint (pair->a, ==, pair->b);
    if (pair->comparison.birth == SIJIL_BIRTH_EQUAL)
      g_assert_cmpint (pair->zone, ==, SIJIL_ZONE_AUTO);
  }
}

/* A broker has written down a hundred families under a phone of his. */
static void
brokers_phone (void)
{
  g_autoptr (GArray) a = people_new ();
  g_autoptr (GArray) pairs = NULL;

  people_add_crowd (a, 400);
  for (guint i = 0; i < a->len; i++)
    sijil_match_record_phone (&g_array_index (a, SijilMatchRecord, i), "01001234567");
  pairs = match (a, NULL, NULL);
  for (guint i = 0; i < pairs->len; i++)
    g_assert_cmpint (g_array_index (pairs, SijilMatchPair, i).comparison.phone, ==,
                     SIJIL_LEVEL_UNKNOWN);
}

/* So many of one name that a key for all of them would compare everybody with everybody. */
static void
common_name (void)
{
  g_autoptr (GArray) a = people_new ();
  g_autoptr (GArray) b = people_new ();
  g_autoptr (GArray) pairs = NULL;
  guint64 candidates;

  for (guint i = 0; i < 40000; i++) {
    g_autofree char *birth =
        g_strdup_printf ("%u-%02u-%02u", 1930 + i % 90, 1 + i / 90 % 12, 1 + i / 1080 % 28);

    people_add (a, &(Person){ .name = "محمد أحمد محمد",
                              .sex = "M",
                              .birth = birth,
                              .governorate = "الجيزة",
                              .village = i % 2 == 0 ? "إمبابة" : "بولاق" });
  }
  people_add (b, &(Person){ .name = "محمد احمد محمد",
                            .sex = "M",
                            .birth = "1975-04-09",
                            .governorate = "الجيزة",
                            .village = "إمبابة" });
  pairs = match (a, b, &candidates);
  g_assert_cmpuint (candidates, <=, 2000);
  for (guint i = 0; i < pairs->len; i++)
    g_assert_cmpint (g_array_index (pairs, SijilMatchPair, i).comparison.birth, ==,
                     SIJIL_BIRTH_EQUAL);
}

/* Of two who fit, the one who fits better is taken, and the other is free for somebody else. */
static void
one_to_one (void)
{
  g_autoptr (GArray) a = people_new ();
  g_autoptr (GArray) b = people_new ();
  g_autoptr (GArray) pairs = NULL;
  Person first = {
    .name = "هشام سويلم هيكل عنتر", .sex = "M", .birth = "1980-02-03", .village = "طوخ"
  };
  Person second = first;

  second.birth = "1980-02-08";
  people_add (a, &first);
  people_add (a, &second);
  people_add (b, &second);
  people_add (b, &first);
  people_add_crowd (a, 500);
  pairs = match (a, b, NULL);
  g_assert_cmpuint (pairs->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    g_assert_cmpuint (g_array_index (pairs, SijilMatchPair, i).a, !=,
                      g_array_index (pairs, SijilMatchPair, i).b);
}

/* A member of whom too little is known by himself is helped by those who are sure. */
static void
household_speaks (void)
{
  g_autoptr (GArray) a = people_new ();
  g_autoptr (GArray) b = people_new ();
  g_autoptr (GArray) alone = NULL, together = NULL;
  Person sure = { .name = "رضا هيكل عنتر سويلم",
                  .id = "27501011401239",
                  .birth = "1975-01-21",
                  .village = "طوخ",
                  .household = 1 };
  Person unsure = { .name = "محمد رضا هيكل", .birth = "2005", .village = "طوخ", .household = 1 };

  people_add (a, &unsure);
  people_add (b, &unsure);
  people_add (a, &sure);
  people_add_crowd (a, 2000);
  alone = match (a, b, NULL);
  people_add (b, &sure);
  together = match (a, b, NULL);
  for (guint i = 0; i < together->len; i++) {
    const SijilMatchPair *pair = &g_array_index (together, SijilMatchPair, i);

    if (pair->a == 0 && pair->b == 0)
      g_assert_cmpfloat (pair->comparison.weight, >,
                         alone->len > 0 ? g_array_index (alone, SijilMatchPair, 0).comparison.weight
                                        : 0);
  }
  g_assert_cmpuint (together->len, ==, 2);
}

/* Three records of one person, of which the first and the last have little in common. */
static void
closed (void)
{
  g_autoptr (GArray) a = people_new ();
  g_autoptr (GArray) pairs = NULL;
  guint found = 0;

  people_add (a, &(Person){ .name = "هشام سويلم هيكل", .id = "28002031401239", .village = "طوخ" });
  people_add (a, &(Person){ .name = "هشام سويلم هيكل عنتر",
                            .id = "28002031401239",
                            .birth = "1980-02-03",
                            .phone = "01009998887" });
  people_add (
      a, &(Person){ .name = "هشام سويلم عنتر", .birth = "1980-02-03", .phone = "01009998887" });
  people_add_crowd (a, 200);
  pairs = match (a, NULL, NULL);
  for (guint i = 0; i < pairs->len; i++)
    found += g_array_index (pairs, SijilMatchPair, i).b < 3;
  g_assert_cmpuint (found, ==, 3);
}

/* Somebody of whom little is known is as good as the grandfather and as good as the grandson. */
static void
contradicting (void)
{
  g_autoptr (GArray) a = people_new ();
  g_autoptr (GArray) pairs = NULL;
  Person old = { .name = "هشام سويلم هشام سويلم",
                 .sex = "M",
                 .birth = "1950-03-04",
                 .id = "25003041401231",
                 .phone = "01009998887",
                 .village = "طوخ",
                 .head = "رضا عنتر هيكل" };
  Person young = old, either = old;

  young.birth = "1990-06-07";
  young.id = "29006071401255";
  either.birth = either.id = NULL;
  people_add (a, &old);
  people_add (a, &either);
  people_add (a, &young);
  people_add_crowd (a, 1000);
  pairs = match (a, NULL, NULL);
  for (guint i = 0; i < pairs->len; i++) {
    const SijilMatchPair *pair = &g_array_index (pairs, SijilMatchPair, i);

    if (pair->a == 0 && pair->b == 2)
      g_assert_cmpint (pair->zone, <, SIJIL_ZONE_AUTO);
  }
}

/* Whatever else a sheet does not say, twins are two. */
static void
twins_without_households (void)
{
  g_autoptr (GArray) a = people_new ();
  g_autoptr (GArray) pairs = NULL;
  Person twin = { .name = "محمد جابر سيد هيكل",
                  .sex = "M",
                  .birth = "2008-09-10",
                  .phone = "01005554443",
                  .village = "طوخ" };

  people_add (a, &twin);
  twin.name = "محمود جابر سيد هيكل";
  people_add (a, &twin);
  people_add_crowd (a, 1000);
  for (guint i = 0; i < a->len; i++)
    g_array_index (a, SijilMatchRecord, i).household = 0;
  pairs = match (a, NULL, NULL);
  for (guint i = 0; i < pairs->len; i++)
    g_assert_true (g_array_index (pairs, SijilMatchPair, i).a != 0 ||
                   g_array_index (pairs, SijilMatchPair, i).zone < SIJIL_ZONE_AUTO);
}

/* Clerks write something where an ID is asked for. */
static void
made_up_ids (void)
{
  static const char *const IDS[] = { "0", "99999999999999", "12345678901234" };

  for (guint n = 0; n < G_N_ELEMENTS (IDS); n++) {
    g_autoptr (GArray) a = people_new ();
    g_autoptr (GArray) pairs = NULL;

    people_add_crowd (a, 500);
    for (guint i = 0; i < a->len; i++)
      sijil_match_record_id (&g_array_index (a, SijilMatchRecord, i), IDS[n]);
    pairs = match (a, NULL, NULL);
    for (guint i = 0; i < pairs->len; i++)
      g_assert_cmpint (g_array_index (pairs, SijilMatchPair, i).comparison.id, ==,
                       SIJIL_ID_UNKNOWN);
  }
}

/* The same row over and over makes no list that grows with its square. */
static void
one_row_often (void)
{
  g_autoptr (GArray) a = people_new ();
  g_autoptr (GArray) pairs = NULL;

  for (guint i = 0; i < 390; i++)
    people_add (a, &(Person){ .name = "هشام سويلم هيكل عنتر", .id = "28002031401239" });
  pairs = match (a, NULL, NULL);
  g_assert_cmpuint (pairs->len, >=, 389);
  g_assert_cmpuint (pairs->len, <=, 390 * 40);
}

/* Whether the members of one family are in the same order both times says nothing. */
static void
order_of_rows (void)
{
  static const guint ORDERS[2][4] = { { 0, 1, 2, 3 }, { 0, 2, 3, 1 } };
  float weights[2] = { 0, 0 };

  for (guint n = 0; n < 2; n++) {
    g_autoptr (GArray) a = people_new ();
    g_autoptr (GArray) pairs = NULL;

    /* Father and child of one family, then of the other. */
    for (guint i = 0; i < 4; i++)
      people_add (
          a, &(Person){ .name = ORDERS[n][i] % 2 == 0 ? "رضا هيكل عنتر سويلم" : "سامي رضا هيكل",
                        .birth = ORDERS[n][i] % 2 == 0 ? "1975-02-21" : "2005-06-07",
                        .village = "طوخ",
                        .household = 1 + ORDERS[n][i] / 2 });
    people_add_crowd (a, 1000);
    pairs = match (a, NULL, NULL);
    for (guint i = 0; i < pairs->len; i++)
      if (g_array_index (pairs, SijilMatchPair, i).b < 4)
        weights[n] += g_array_index (pairs, SijilMatchPair, i).comparison.weight;
  }
  g_assert_cmpfloat (weights[0], >, 0);
  g_assert_cmpfloat_with_epsilon (weights[0], weights[1], 0.01);
}

/* How many pairs are of the first @n alone. */
static guint
pairs_among (GArray *pairs, guint n)
{
  guint found = 0;

  for (guint i = 0; i < pairs->len; i++)
    found += g_array_index (pairs, SijilMatchPair, i).b < n;
  return found;
}

/* Who lives in one house has its village, its phone and its head in common: that says nothing. */
static void
within_one_household (void)
{
  g_autoptr (GArray) a = people_new ();
  g_autoptr (GArray) pairs = NULL;
  Person mother = { .name = "مريم أمين مراد فاضل",
                    .sex = "F",
                    .birth = "1984-04-20",
                    .phone = "01001234567",
                    .village = "طوخ",
                    .household = 900001,
                    .head = "جرجس مراد حنا" };
  Person grandmother = mother, again = mother, son = mother, grandson = mother;

  grandmother.name = "مريم أمين مراد أمين فاضل";
  grandmother.birth = "1938-02-21";
  again.name = "مريم امين مراد";
  son = (Person){ .name = "هشام هشام هشام الدمياطي",
                  .sex = "M",
                  .birth = "1970-03-04",
                  .village = "طوخ",
                  .household = 900002,
                  .head = "هشام هشام هشام الدمياطي" };
  grandson = son;
  grandson.name = "هشام هشام الدمياطي";
  grandson.birth = NULL;
  people_add (a, &mother);
  people_add (a, &grandmother);
  people_add (a, &again);
  people_add (a, &son);
  people_add (a, &grandson);
  people_add_crowd (a, 1000);
  pairs = match (a, NULL, NULL);
  g_assert_cmpuint (pairs_among (pairs, 5), ==, 2);
  for (guint i = 0; i < pairs->len; i++) {
    const SijilMatchPair *pair = &g_array_index (pairs, SijilMatchPair, i);

    if (pair->b >= 5)
      continue;
    g_assert_cmpint (pair->comparison.village, ==, SIJIL_LEVEL_UNKNOWN);
    /* Whoever has no birth date is asked about. */
    g_assert_true ((pair->a == 0 && pair->b == 2 && pair->zone == SIJIL_ZONE_AUTO) ||
                   (pair->a == 3 && pair->b == 4 && pair->zone == SIJIL_ZONE_REVIEW));
  }
}

static gboolean
stop (guint done, guint of, gpointer data)
{
  return FALSE;
}

static void
stopped (void)
{
  g_autoptr (GArray) a = people_new ();
  SijilMatchLists lists = { a, NULL, 0, 0 };

  people_add_crowd (a, 10);
  sijil_match_weigh_lists (a, NULL);
  g_assert_null (sijil_match_pairs (&lists, stop, NULL));
}

static void
bounded_keys (void)
{
  g_autoptr (GArray) a = people_new ();
  guint64 keys[SIJIL_MATCH_MAX_KEYS];

  people_add_crowd (a, 100);
  for (guint i = 0; i < a->len; i++)
    g_assert_cmpuint (sijil_match_keys (&g_array_index (a, SijilMatchRecord, i), keys), <=,
                      SIJIL_MATCH_MAX_KEYS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pairs/the-same-sheet-twice-is-all-pairs", twice_imported);
  g_test_add_func ("/pairs/a-brokers-phone-joins-nobody", brokers_phone);
  g_test_add_func ("/pairs/forty-thousand-of-one-name-are-not-all-compared", common_name);
  g_test_add_func ("/pairs/each-is-given-to-one", one_to_one);
  g_test_add_func ("/pairs/members-speak-for-each-other", household_speaks);
  g_test_add_func ("/pairs/what-follows-is-added", closed);
  g_test_add_func ("/pairs/what-contradicts-itself-is-a-question", contradicting);
  g_test_add_func ("/pairs/twins-are-two-in-any-sheet", twins_without_households);
  g_test_add_func ("/pairs/made-up-ids-join-nobody", made_up_ids);
  g_test_add_func ("/pairs/one-row-over-and-over-stays-bounded", one_row_often);
  g_test_add_func ("/pairs/the-order-of-rows-says-nothing", order_of_rows);
  g_test_add_func ("/pairs/what-a-household-has-in-common-says-nothing", within_one_household);
  g_test_add_func ("/pairs/it-can-be-stopped", stopped);
  g_test_add_func ("/pairs/keys-are-bounded", bounded_keys);
  return g_test_run ();
}
