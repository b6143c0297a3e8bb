#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What two values are to each other; in the order of how much they agree. */
typedef enum {
  SIJIL_LEVEL_UNKNOWN, /* one of them is missing */
  SIJIL_LEVEL_DIFFERS,
  SIJIL_LEVEL_WEAK,
  SIJIL_LEVEL_NEAR,  /* a slip of the pen */
  SIJIL_LEVEL_ALIAS, /* another name for the same person */
  SIJIL_LEVEL_SOUND, /* Latin and Arabic letters, one sound */
  SIJIL_LEVEL_LATIN, /* a known Latin spelling */
  SIJIL_LEVEL_EQUAL,
} SijilLevel;

typedef enum {
  SIJIL_ID_UNKNOWN,
  SIJIL_ID_EQUAL,
  SIJIL_ID_LOST_DIGIT,
  SIJIL_ID_SWAPPED,
  SIJIL_ID_DIGIT,
  SIJIL_ID_TWO_DIGITS,
  SIJIL_ID_OTHER_SERIAL,
  SIJIL_ID_DIFFERS,
} SijilIdLevel;

typedef enum {
  SIJIL_BIRTH_UNKNOWN,
  SIJIL_BIRTH_EQUAL,
  SIJIL_BIRTH_SWAPPED, /* day and month */
  SIJIL_BIRTH_YEAR_NEAR,
  SIJIL_BIRTH_FIRST_OF_JANUARY,
  SIJIL_BIRTH_DIGIT,
  SIJIL_BIRTH_TWO_DIGITS,
  SIJIL_BIRTH_MONTH,
  SIJIL_BIRTH_YEAR, /* of one of them no more is known */
  SIJIL_BIRTH_DAY_DIFFERS,
  SIJIL_BIRTH_NEAR_YEAR,
  SIJIL_BIRTH_DIFFERS,
} SijilBirthLevel;

/* The fields of a comparison, in the order of #SijilComparison.bits. */
typedef enum {
  SIJIL_MATCH_GIVEN,
  SIJIL_MATCH_OTHERS,
  SIJIL_MATCH_ID,
  SIJIL_MATCH_BIRTH,
  SIJIL_MATCH_PLACE,
  SIJIL_MATCH_PHONE,
  SIJIL_MATCH_RELATIVE,
  SIJIL_MATCH_SEX,
  SIJIL_MATCH_EXTRA,
  SIJIL_MATCH_N_FIELDS,
} SijilMatchField;

/* What the two may be instead of one person. */
typedef enum {
  SIJIL_RIVAL_STRANGERS,
  SIJIL_RIVAL_SIBLINGS,
  SIJIL_RIVAL_NAMESAKES,
} SijilRival;

/**
 * SijilComparison:
 * @weight: how much more likely it is one person than anything else, in bits
 * @bits: what each field adds to it
 * @given: of the given names
 * @id: of the IDs
 * @birth: of the birth dates
 * @village: of the villages
 * @phone: of the phones
 * @relative: of head and spouse: three parts equal, or two (near), or none
 * @n_equal: how many further parts of the name agree
 * @n_in_row: how many of them from the father on, each in its place
 * @father_differs: whether the fathers' names do
 * @other_governorate: whether they live in different ones
 * @sex_differs: whether the sexes do
 * @rival: the strongest other explanation
 * @far: whether nothing else was compared, since nothing could bring them together
 *
 * Two records compared, and why they may be one person, or not.
 */
typedef struct {
  float weight;
  float bits[SIJIL_MATCH_N_FIELDS];
  SijilLevel given;
  SijilIdLevel id;
  SijilBirthLevel birth;
  SijilLevel village;
  SijilLevel phone;
  SijilLevel relative;
  guint8 n_equal;
  guint8 n_in_row;
  gboolean father_differs;
  gboolean other_governorate;
  gboolean sex_differs;
  SijilRival rival;
  gboolean far;
} SijilComparison;

G_END_DECLS
