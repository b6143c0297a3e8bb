#define G_LOG_DOMAIN "sijil-match"

#include "sijil-phonetic.h"

/* What is left of a name when it is only heard: letters that are dropped, lengthened or written in
 * several ways are gone, and those that sound alike in Egypt are one. Arabic and Latin spellings of
 * a name give the same key. */

/* Folded Arabic letters by the low byte of U+06xx; 0 is dropped. */
static guint8
arabic_sound (guint8 letter)
{
  switch (letter) {
  case 0x80 + 0x28: /* beh */
    return 'b';
  case 0x80 + 0x2a: /* teh */
  case 0x80 + 0x2b: /* theh */
  case 0x80 + 0x37: /* tah */
    return 't';
  case 0x80 + 0x2c: /* jeem */
  case 0x80 + 0x3a: /* ghain */
    return 'g';
  case 0x80 + 0x2e: /* khah */
  case 0x80 + 0x42: /* qaf */
  case 0x80 + 0x43: /* kaf */
    return 'k';
  case 0x80 + 0x2f: /* dal */
  case 0x80 + 0x36: /* dad */
    return 'd';
  case 0x80 + 0x30: /* thal */
  case 0x80 + 0x32: /* zain */
  case 0x80 + 0x38: /* zah */
    return 'z';
  case 0x80 + 0x31: /* reh */
    return 'r';
  case 0x80 + 0x33: /* seen */
  case 0x80 + 0x34: /* sheen */
  case 0x80 + 0x35: /* sad */
    return 's';
  case 0x80 + 0x41: /* feh */
    return 'f';
  case 0x80 + 0x44: /* lam */
    return 'l';
  case 0x80 + 0x45: /* meem */
    return 'm';
  case 0x80 + 0x46: /* noon */
    return 'n';
  default:
    return 0;
  }
}

/* An h is dropped alone and behind k, s, g, t, d alike. */
static guint8
latin_sound (guint8 letter)
{
  switch (letter) {
  case 'b':
  case 'p':
    return 'b';
  case 't':
    return 't';
  case 'g':
  case 'j':
    return 'g';
  case 'k':
  case 'c':
  case 'q':
  case 'x':
    return 'k';
  case 'd':
    return 'd';
  case 'z':
    return 'z';
  case 'r':
    return 'r';
  case 's':
    return 's';
  case 'f':
  case 'v':
    return 'f';
  case 'l':
    return 'l';
  case 'm':
    return 'm';
  case 'n':
    return 'n';
  default:
    /* Letters of other scripts are below all others. */
    return letter < ' ' || g_ascii_isdigit ((char) letter) ? letter : 0;
  }
}

/**
 * sijil_phonetic:
 * @part: a part of a name, folded
 * @key: (out): how it sounds, in Latin letters; of a part without any consonant its first letter
 */
void
sijil_phonetic (const SijilLetters *part, SijilLetters *key)
{
  key->len = 0;
  for (guint i = 0; i < part->len; i++) {
    guint8 letter = part->text[i];
    guint8 sound = letter >= 0x80 ? arabic_sound (letter) : latin_sound (letter);

    if (sound != 0 && (key->len == 0 || key->text[key->len - 1] != sound))
      key->text[key->len++] = sound;
  }
  if (key->len == 0 && part->len > 0)
    key->text[key->len++] = 'a';
}
