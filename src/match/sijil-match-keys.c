#define G_LOG_DOMAIN "sijil-match"

#include "sijil-match-keys.h"

#include <string.h>

/* Two records are compared only if they have a key in common. Each key is one way in which a person
 * who comes again is like the one who is registered, whatever else is written otherwise. */

#define LONG_EXTRA 6 /* letters */

typedef struct {
  guint64 *keys;
  guint n;
} Keys;

static guint64
mix (guint64 a, guint64 b)
{
  guint64 hash = (a ^ (b + G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) + (a << 6) + (a >> 2))) *
                 G_GUINT64_CONSTANT (0xff51afd7ed558ccd);

  return hash ^ hash >> 33;
}

/* @kind tells apart the ways; a value of 0 is not known, and then there is no such key. */
static void
add (Keys *self, guint64 kind, guint64 a, guint64 b, guint64 c)
{
  if (a != 0 && b != 0 && c != 0 && self->n < SIJIL_MATCH_MAX_KEYS)
    self->keys[self->n++] = mix (mix (mix (kind, a), b), c);
}

static guint64
hash_digits (const char *digits, guint from, guint n)
{
  guint64 hash = 1;

  if (strlen (digits) < from + n || n == 0)
    return 0;
  for (guint i = from; i < from + n; i++)
    hash = hash * 11 + (guint64) (digits[i] - '0');
  return hash;
}

static void
add_id (Keys *self, const char *id, guint64 given)
{
  guint len = (guint) strlen (id), half = len / 2;

  if (len < 5)
    return;
  add (self, 1, hash_digits (id, 0, len), 1, 1);
  add (self, 2, hash_digits (id, 0, half), given, 1);
  add (self, 3, hash_digits (id, half, len - half), 1, 1);
  /* One digit more or less, anywhere in the first half, leaves the end what it is. */
  if (len >= 13)
    add (self, 4, hash_digits (id, len - 6, 6), given, 1);
}

/* What nothing is known of finds somebody together with something else; a long one by itself. */
static void
add_extras (Keys *self, const SijilMatchRecord *record, guint64 given, guint64 last, guint64 birth)
{
  for (guint i = 0; i < SIJIL_MATCH_EXTRAS; i++) {
    guint64 hash = record->extras[i].hash;

    if (hash == 0)
      continue;
    add (self, 50 + i, hash, given, 1);
    add (self, 70 + i, hash, last, 1);
    add (self, 90 + i, hash, birth, 1);
    if (record->extras[i].letters.len >= LONG_EXTRA)
      add (self, 110 + i, hash, 1, 1);
    for (guint k = i + 1; k < SIJIL_MATCH_EXTRAS; k++)
      add (self, 130 + i * SIJIL_MATCH_EXTRAS + k, hash, record->extras[k].hash, 1);
  }
}

/**
 * sijil_match_keys:
 * @record: a record
 * @keys: (out caller-allocates): room for %SIJIL_MATCH_MAX_KEYS
 *
 * Returns: how many keys it has
 */
guint
sijil_match_keys (const SijilMatchRecord *record, guint64 *keys)
{
  Keys self = { keys, 0 };
  const SijilMatchPart *parts = record->parts;
  guint64 given = record->n_parts > 0 && parts[0].letters.len > 0 ? parts[0].sound : 0;
  guint64 father = record->n_parts > 1 ? parts[1].sound : 0;
  guint64 third = record->n_parts > 2 ? parts[2].sound : 0;
  guint64 last = record->n_parts > 1 ? parts[record->n_parts - 1].sound : 0;
  guint64 year = record->birth.year;
  guint64 birth = record->birth.day != 0 ? (guint64) record->birth.year * 400 +
                                               record->birth.month * 32u + record->birth.day
                                         : 0;
  guint64 phone = hash_digits (record->phone, 0, (guint) strlen (record->phone));
  guint64 village = record->village.hash;

  add_id (&self, record->id, given);
  add (&self, 10, given, father, third);
  add (&self, 11, given, birth, 1);
  add (&self, 12, father, birth, 1);
  add (&self, 13, phone, given, 1);
  add (&self, 14, phone, year, 1);
  add (&self, 15, mix (given, father), village, village != 0);
  add (&self, 16, mix (given, father), year, record->governorate);
  add (&self, 17, given, village, year);
  add (&self, 18, birth, village, village != 0);
  add (&self, 19, father, third, year);
  add (&self, 20, last, birth, 1);
  for (guint i = 0; i < record->n_relatives; i++)
    add (&self, 21, given, record->relatives[i][0].sound,
         record->n_relative_parts[i] > 1 ? record->relatives[i][1].sound : village);
  add_extras (&self, record, given, last, birth);
  return self.n;
}
