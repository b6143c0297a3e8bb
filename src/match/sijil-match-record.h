#pragma once

#include "sijil-aliases.h"

G_BEGIN_DECLS

#define SIJIL_MATCH_PARTS 6
#define SIJIL_MATCH_RELATIVE_PARTS 3
#define SIJIL_MATCH_EXTRAS 10

/**
 * SijilMatchPart:
 * @letters: as written, folded
 * @hash: of the letters
 * @sound: of how it sounds
 * @which: a bit for each letter that occurs, by its last five bits
 * @aliases: the names that it may stand for
 * @given: how rare it is as a given name, in bits; filled by sijil_match_terms_weigh()
 * @other: and as any other part
 * @heard: how rare its sound is
 * @common: whether many have this very spelling
 *
 * One part of a name.
 */
typedef struct {
  SijilLetters letters;
  guint64 hash;
  guint64 sound;
  guint32 which;
  SijilAliases aliases;
  float given, other, heard;
  gboolean common;
} SijilMatchPart;

/**
 * SijilMatchText:
 * @letters: as written, folded
 * @hash: of the letters
 * @rarity: in bits
 *
 * A village, or a field of which nothing is known but that it is a text or has to agree exactly.
 */
typedef struct {
  SijilLetters letters;
  guint64 hash;
  float rarity;
} SijilMatchText;

/* A date of which the year, or year and month, may be all that is known; 0 for what is not. */
typedef struct {
  guint16 year;
  guint8 month;
  guint8 day;
} SijilMatchDate;

typedef enum {
  SIJIL_MATCH_SEX_UNKNOWN,
  SIJIL_MATCH_MALE,
  SIJIL_MATCH_FEMALE,
} SijilMatchSex;

/**
 * SijilMatchRecord:
 * @n_parts: of the name
 * @parts: given name, father, grandfather, ...
 * @id: digits of the ID, or its letters and digits; "" for none
 * @birth: the birth date; if it was not written, that in the ID
 * @birth_digits: the digits of the birth date as they were written
 * @sex: the sex; if it was not written, that in the ID
 * @phone: digits of the household's phone
 * @crowded: whether so many share the phone that it tells nothing
 * @governorate: hash of its folded name; 0 for none
 * @village: the village
 * @household: number of the household within its sheet or register, 0 for none
 * @n_relatives: how many of the next there are
 * @relatives: first parts of the names of head and spouse, as far as they are somebody else
 * @n_extras: how many of the next there are
 * @extras: further fields of the sheet
 *
 * A person in the form in which persons are compared.
 */
typedef struct {
  guint8 n_parts;
  SijilMatchPart parts[SIJIL_MATCH_PARTS];
  char id[24];
  SijilMatchDate birth;
  SijilLetters birth_digits;
  SijilMatchSex sex;
  char phone[16];
  gboolean crowded;
  guint64 governorate;
  SijilMatchText village;
  guint32 household;
  guint8 n_relatives;
  guint8 n_relative_parts[2];
  SijilMatchPart relatives[2][SIJIL_MATCH_RELATIVE_PARTS];
  guint8 n_extras;
  SijilMatchText extras[SIJIL_MATCH_EXTRAS];
} SijilMatchRecord;

void sijil_match_record_name (SijilMatchRecord *record, const char *name);
void sijil_match_record_part (SijilMatchRecord *record, guint position, const char *part);
void sijil_match_record_id (SijilMatchRecord *record, const char *id);
void sijil_match_record_birth (SijilMatchRecord *record, const char *date);
void sijil_match_record_sex (SijilMatchRecord *record, const char *sex);
void sijil_match_record_phone (SijilMatchRecord *record, const char *phone);
void sijil_match_record_governorate (SijilMatchRecord *record, const char *governorate);
void sijil_match_record_relative (SijilMatchRecord *record, const char *name);
void sijil_match_text_read (SijilMatchText *text, const char *value);
void sijil_match_record_finish (SijilMatchRecord *record);

G_END_DECLS
