#define G_LOG_DOMAIN "sijil-match"

#include "sijil-match-record.h"

#include "sijil-fold.h"
#include "sijil-names.h"
#include "sijil-phone.h"
#include "sijil-phonetic.h"

#include <string.h>

#define SHORTEST_ID 5

static void
read_part (SijilMatchPart *part, const char *text)
{
  SijilLetters sound;

  sijil_letters_read (&part->letters, text);
  part->hash = sijil_letters_hash (&part->letters, 0);
  part->which = 0;
  for (guint i = 0; i < part->letters.len; i++)
    part->which |= 1u << (part->letters.text[i] & 31);
  sijil_phonetic (&part->letters, &sound);
  part->sound = sijil_letters_hash (&sound, 1);
  sijil_aliases_find (&part->letters, &part->aliases);
}

/**
 * sijil_match_record_name:
 * @record: a record
 * @name: (nullable): a whole name as typed
 */
void
sijil_match_record_name (SijilMatchRecord *record, const char *name)
{
  g_auto (GStrv) parts = sijil_name_parts (name);

  record->n_parts = (guint8) MIN (g_strv_length (parts), SIJIL_MATCH_PARTS);
  for (guint i = 0; i < record->n_parts; i++)
    read_part (&record->parts[i], parts[i]);
}

/**
 * sijil_match_record_part:
 * @record: a record
 * @position: where it stands in the name: 0 for the given name
 * @part: (nullable): a part of a name that has a column of its own
 *
 * Call it in order of the positions; what is left out closes up, but for the given name.
 */
void
sijil_match_record_part (SijilMatchRecord *record, guint position, const char *part)
{
  g_auto (GStrv) parts = sijil_name_parts (part);

  if (position == 0)
    record->n_parts = 1;
  else
    record->n_parts = MAX (record->n_parts, 1);
  for (guint i = 0; parts[i] != NULL && record->n_parts < SIJIL_MATCH_PARTS; i++) {
    guint at = position == 0 && i == 0 ? 0 : record->n_parts++;

    read_part (&record->parts[at], parts[i]);
  }
}

/* What is written where there is no number: 0, 99999999999999, a few digits. */
static gboolean
is_number_of_nobody (const char *id)
{
  return strlen (id) < SHORTEST_ID || strspn (id, (const char[]){ *id, '\0' }) == strlen (id);
}

static char *
without_spaces (const char *text)
{
  g_autofree char *folded = sijil_fold (text);
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);

  return g_strjoinv ("", words);
}

/**
 * sijil_match_record_id:
 * @record: a record
 * @id: (nullable): the number of an ID as typed, that of a foreign one with its letters
 */
void
sijil_match_record_id (SijilMatchRecord *record, const char *id)
{
  g_autofree char *digits = sijil_only_digits (id);
  g_autofree char *letters = digits == NULL ? without_spaces (id) : NULL;
  const char *number = digits != NULL ? digits : letters;

  /* What is longer is cut nowhere: half a number is another's. */
  g_strlcpy (record->id, strlen (number) < sizeof record->id ? number : "", sizeof record->id);
  if (is_number_of_nobody (record->id))
    record->id[0] = '\0';
}

static guint
number (const char *digits, guint from, guint n)
{
  guint value = 0;

  for (guint i = from; i < from + n; i++)
    value = value * 10 + (guint) (digits[i] - '0');
  return value;
}

static SijilMatchDate
plausible (guint year, guint month, guint day)
{
  SijilMatchDate date = { 0, 0, 0 };

  if (year < 1880 || year > 2100)
    return date;
  date.year = (guint16) year;
  if (month < 1 || month > 12)
    return date;
  date.month = (guint8) month;
  date.day = day >= 1 && day <= 31 ? (guint8) day : 0;
  return date;
}

/* Numbers between whatever separates them. */
static guint
read_numbers (const char *text, guint *numbers, guint *lengths, guint most)
{
  guint n = 0;

  while (*text != '\0' && n < most) {
    gsize len = strspn (text, "0123456789");

    if (len == 0) {
      text++;
      continue;
    }
    lengths[n] = (guint) len;
    numbers[n++] = number (text, 0, MIN ((guint) len, 8));
    text += len;
  }
  return n;
}

/**
 * sijil_match_record_birth:
 * @record: a record
 * @date: (nullable): a date as typed: year first or last, in whatever digits, or eight digits
 */
void
sijil_match_record_birth (SijilMatchRecord *record, const char *date)
{
  g_autofree char *ascii = sijil_ascii_digits (date);
  guint numbers[3] = { 0 }, lengths[3] = { 0 };
  guint n = read_numbers (ascii, numbers, lengths, 3);
  g_autofree char *digits = sijil_only_digits (ascii);

  sijil_letters_read (&record->birth_digits, digits);
  if (n == 1 && lengths[0] == 8)
    record->birth = plausible (numbers[0] / 10000, numbers[0] / 100 % 100, numbers[0] % 100);
  else if (n == 3 && lengths[2] == 4)
    record->birth = plausible (numbers[2], numbers[1], numbers[0]);
  else if (n > 0)
    record->birth = plausible (numbers[0], numbers[1], numbers[2]);
}

/**
 * sijil_match_record_sex:
 * @record: a record
 * @sex: (nullable): M, F, or the words of sheets
 */
void
sijil_match_record_sex (SijilMatchRecord *record, const char *sex)
{
  static const char *const MALE[] = { "m", "male", "ذكر", "ذ", "رجل", NULL };
  static const char *const FEMALE[] = { "f", "female", "انثي", "انثى", "ا", "امراه", NULL };
  g_autofree char *folded = sijil_fold (sex);

  record->sex = g_strv_contains (MALE, folded)     ? SIJIL_MATCH_MALE
                : g_strv_contains (FEMALE, folded) ? SIJIL_MATCH_FEMALE
                                                   : SIJIL_MATCH_SEX_UNKNOWN;
}

/**
 * sijil_match_record_phone:
 * @record: a record
 * @phone: (nullable): a phone as typed
 */
void
sijil_match_record_phone (SijilMatchRecord *record, const char *phone)
{
  g_autofree char *form = phone != NULL && *phone != '\0' ? sijil_phone_form (phone) : NULL;

  g_strlcpy (record->phone, form != NULL ? form : "", sizeof record->phone);
}

void
sijil_match_record_governorate (SijilMatchRecord *record, const char *governorate)
{
  g_autofree char *folded = sijil_fold (governorate);

  record->governorate = *folded != '\0' ? (guint64) g_str_hash (folded) + 1 : 0;
}

/**
 * sijil_match_record_relative:
 * @record: a record with its name
 * @name: (nullable): name of the head of the household, or of the spouse
 *
 * Who heads a household is its own head: that says nothing that the name has not said.
 */
void
sijil_match_record_relative (SijilMatchRecord *record, const char *name)
{
  g_auto (GStrv) parts = sijil_name_parts (name);
  guint n = MIN (g_strv_length (parts), SIJIL_MATCH_RELATIVE_PARTS), at = record->n_relatives;
  gboolean is_self = n > 0;

  if (n == 0 || at >= G_N_ELEMENTS (record->relatives))
    return;
  for (guint i = 0; i < n; i++) {
    read_part (&record->relatives[at][i], parts[i]);
    is_self = is_self && i < record->n_parts &&
              (record->relatives[at][i].hash == record->parts[i].hash ||
               record->relatives[at][i].sound == record->parts[i].sound);
  }
  if (is_self)
    return;
  record->n_relative_parts[at] = (guint8) n;
  record->n_relatives++;
}

/* Of a text that is longer than what is kept of it: two IBANs differ at their ends. */
static guint
hash_of_rest (const char *folded)
{
  return g_utf8_strlen (folded, -1) > SIJIL_LETTERS_MAX ? g_str_hash (folded) : 0;
}

void
sijil_match_text_read (SijilMatchText *text, const char *value)
{
  g_autofree char *folded = sijil_fold (value);

  sijil_letters_read (&text->letters, folded);
  text->hash =
      text->letters.len > 0 ? sijil_letters_hash (&text->letters, 2 + hash_of_rest (folded)) : 0;
}

/* Where the digits of a national ID say something: century, date, governorate of birth, a serial of
 * which the last digit is odd for men. */
static gboolean
is_national (const char *id)
{
  return strlen (id) == 14 && (id[0] == '2' || id[0] == '3');
}

/**
 * sijil_match_record_finish:
 * @record: a record of which all is read
 *
 * Takes birth date and sex from the ID where they are not written.
 */
void
sijil_match_record_finish (SijilMatchRecord *record)
{
  SijilMatchDate birth;

  if (!is_national (record->id))
    return;
  birth = plausible ((record->id[0] == '2' ? 1900 : 2000) + number (record->id, 1, 2),
                     number (record->id, 3, 2), number (record->id, 5, 2));
  if (birth.day != 0 &&
      (record->birth.year == 0 || (record->birth.month == 0 && record->birth.year == birth.year)))
    record->birth = birth;
  if (record->sex == SIJIL_MATCH_SEX_UNKNOWN)
    record->sex = (record->id[12] - '0') % 2 == 1 ? SIJIL_MATCH_MALE : SIJIL_MATCH_FEMALE;
}
