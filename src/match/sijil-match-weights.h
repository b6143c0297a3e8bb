#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Raised whenever two programs of different versions would judge one pair differently. */
#define SIJIL_MATCH_WEIGHTS_VERSION 3

/**
 * SijilMatchWeights:
 *
 * What each thing that agrees or differs is worth: bits, the logarithm to base 2 of how much more
 * often it is seen in two records of one person than in records of two (I. P. Fellegi, A. B.
 * Sunter, "A theory for record linkage", JASA 64, 1969). What depends on how rare a name is, is
 * computed from the rarity, up to these bounds.
 */
typedef struct {
  float given_most, given_weak, given_differs;
  float other_most, other_near_most, other_weak, father_differs, other_differs, skipped, swapped;
  float latin, alias_share, near_share;
  float id_equal, id_lost_digit, id_swapped, id_digit, id_serial_digit, id_digit_other_given,
      id_two_digits;
  float id_other_serial, id_differs;
  float birth_equal, birth_swapped, birth_year_near, birth_first_of_january, birth_digit,
      birth_two_digits;
  float birth_month, birth_year, birth_day_differs, birth_near_year, birth_differs;
  float village_equal, village_near, village_differs, governorate_differs;
  float phone_equal, phone_digit, phone_differs;
  float relative_three, relative_two, relative_differs;
  float sex_equal, sex_differs;
  float text_most, text_near, text_part, text_differs, exact_most, exact_near, exact_near_long,
      exact_differs;
  /* two siblings, and two people of one name, instead of one person */
  float sibling_prior, sibling_given, sibling_near, sibling_weak, sibling_differs, sibling_birth;
  float namesake_prior, namesake_given, namesake_birth;
  /* two members of one household */
  float member_prior;
  /* how many of those that are registered come again */
  float again;
  float member, members_most;
  /* zones; and down to where a link that was made stays */
  float sure, likely, stays, possible;
} SijilMatchWeights;

extern const SijilMatchWeights sijil_match_weights;

G_END_DECLS
