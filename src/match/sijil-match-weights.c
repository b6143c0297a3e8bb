#include "sijil-match-weights.h"

/* clang-format off */
const SijilMatchWeights sijil_match_weights = {
  .given_most = 11, .given_weak = -1.5, .given_differs = -13,
  .other_most = 9, .other_near_most = 4, .other_weak = -0.7, .father_differs = -5.5,
  .other_differs = -3.5, .skipped = -2.6, .swapped = -4,
  .latin = -0.7, .alias_share = 0.015, .near_share = 0.015,
  .id_equal = 22, .id_lost_digit = 10, .id_swapped = 10, .id_digit = 9, .id_serial_digit = 6,
  .id_digit_other_given = -1, .id_two_digits = 4, .id_other_serial = -6, .id_differs = -9,
  .birth_equal = 11, .birth_swapped = 6.5, .birth_year_near = 4, .birth_first_of_january = 3,
  .birth_digit = 3, .birth_two_digits = -2.5, .birth_month = 0.5, .birth_year = 4.5, .birth_day_differs = -5,
  .birth_near_year = -2, .birth_differs = -8,
  .village_equal = 5, .village_near = 3, .village_differs = -2.5, .governorate_differs = -6,
  .phone_equal = 4.5, .phone_digit = 2, .phone_differs = -0.9,
  .relative_three = 4.5, .relative_two = 3, .relative_differs = -2,
  .sex_equal = 0.9, .sex_differs = -6,
  .text_most = 9, .text_near = 4, .text_part = 1, .text_differs = -2.5,
  .exact_most = 13, .exact_near = 1.5, .exact_near_long = 6, .exact_differs = -3,
  .sibling_prior = 5, .sibling_given = 6.5, .sibling_near = 3.5, .sibling_weak = -2.5,
  .sibling_differs = -9, .sibling_birth = 5,
  .namesake_prior = 2, .namesake_given = 2, .namesake_birth = 9,
  .member_prior = -3, .again = 0.4, .member = 2, .members_most = 3,
  .sure = 12, .likely = 8, .stays = 6, .possible = 0,
};
/* clang-format on */
