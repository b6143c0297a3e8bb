#include "people.h"

#include "sijil-match-terms.h"

/* Among so many one has to be found. */
#define CROWD 5000

GArray *
people_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (SijilMatchRecord));
}

void
people_add (GArray *people, const Person *person)
{
  SijilMatchRecord record = { 0 };

  sijil_match_record_name (&record, person->name);
  sijil_match_record_sex (&record, person->sex);
  sijil_match_record_birth (&record, person->birth);
  sijil_match_record_id (&record, person->id);
  sijil_match_record_phone (&record, person->phone);
  sijil_match_record_governorate (&record, person->governorate);
  sijil_match_text_read (&record.village, person->village);
  record.household = person->household;
  sijil_match_record_relative (&record, person->head);
  sijil_match_record_relative (&record, person->spouse);
  sijil_match_record_finish (&record);
  g_array_append_val (people, record);
}

/* Common names are common in it; the same people each time. */
void
people_add_crowd (GArray *people, guint n)
{
  static const char *const NAMES[] = { "محمد",  "أحمد",  "محمود", "علي",   "حسن",  "إبراهيم",
                                       "مصطفى", "سيد",   "خالد",  "عادل",  "جابر", "رمضان",
                                       "شعبان", "عاشور", "فوزي",  "سويلم", "هيكل", "عنتر" };
  static const char *const WOMEN[] = { "فاطمة", "زينب", "منى", "هدى", "سعاد", "نعمة", "كريمة" };
  static const char *const VILLAGES[] = { "طوخ", "قها", "الأنشا", "برسيق", "ميانة", "فرغان" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint i = 0; i < n; i++) {
    gboolean woman = g_rand_boolean (rand);
    guint first = (guint) (g_rand_double (rand) * g_rand_double (rand) * G_N_ELEMENTS (NAMES));
    g_autofree char *name = g_strdup_printf (
        "%s %s %s %s",
        woman ? WOMEN[g_rand_int_range (rand, 0, G_N_ELEMENTS (WOMEN))] : NAMES[first],
        NAMES[(guint) (g_rand_double (rand) * g_rand_double (rand) * G_N_ELEMENTS (NAMES))],
        NAMES[g_rand_int_range (rand, 0, G_N_ELEMENTS (NAMES))],
        NAMES[g_rand_int_range (rand, 0, G_N_ELEMENTS (NAMES))]);
    g_autofree char *birth =
        g_strdup_printf ("%d-%02d-%02d", g_rand_int_range (rand, 1940, 2020),
                         g_rand_int_range (rand, 1, 13), g_rand_int_range (rand, 1, 29));

    people_add (people, &(Person){ .name = name,
                                   .sex = woman ? "F" : "M",
                                   .birth = birth,
                                   .governorate = "القليوبية",
                                   .village = VILLAGES[i % G_N_ELEMENTS (VILLAGES)],
                                   .household = 1000 + i / 4 });
  }
}

/* How common names are in the crowd, counted once. */
static const SijilMatchTerms *
terms_of_crowd (void)
{
  static SijilMatchTerms *terms;
  g_autoptr (GArray) crowd = NULL;

  if (terms != NULL)
    return terms;
  terms = sijil_match_terms_new ();
  crowd = people_new ();
  people_add_crowd (crowd, CROWD);
  for (guint i = 0; i < crowd->len; i++)
    sijil_match_terms_count (terms, &g_array_index (crowd, SijilMatchRecord, i));
  return terms;
}

SijilComparison
people_compare (const Person *a, const Person *b)
{
  g_autoptr (GArray) people = people_new ();
  SijilMatchScale scale = { sijil_match_prior (CROWD), TRUE, 0 };
  SijilComparison comparison;

  people_add (people, a);
  people_add (people, b);
  for (guint i = 0; i < people->len; i++)
    sijil_match_terms_weigh (terms_of_crowd (), &g_array_index (people, SijilMatchRecord, i));
  sijil_match_compare (&g_array_index (people, SijilMatchRecord, 0),
                       &g_array_index (people, SijilMatchRecord, 1), &scale, &comparison);
  return comparison;
}

SijilZone
people_zone (const Person *a, const Person *b)
{
  SijilMatchScale scale = { sijil_match_prior (CROWD), TRUE, 0 };
  SijilComparison comparison = people_compare (a, b);

  return sijil_match_zone (&comparison, &scale);
}
