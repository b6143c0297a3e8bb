#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SIJIL_LETTERS_MAX 27

/**
 * SijilLetters:
 * @len: how many there are
 * @text: one byte for each
 *
 * A folded word, or a few of them without spaces, in the form in which words are compared: a byte
 * for each letter. What is longer is cut.
 */
typedef struct {
  guint8 len;
  guint8 text[SIJIL_LETTERS_MAX];
} SijilLetters;

void sijil_letters_read (SijilLetters *letters, const char *folded);
void sijil_letters_join (SijilLetters *letters, const SijilLetters *first,
                         const SijilLetters *second);
gboolean sijil_letters_equal (const SijilLetters *a, const SijilLetters *b);
guint sijil_letters_distance (const SijilLetters *a, const SijilLetters *b, guint most);
gboolean sijil_letters_are_latin (const SijilLetters *letters);
guint64 sijil_letters_hash (const SijilLetters *letters, guint64 seed);

G_END_DECLS
