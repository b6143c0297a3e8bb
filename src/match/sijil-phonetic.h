#pragma once

#include "sijil-letters.h"

G_BEGIN_DECLS

void sijil_phonetic (const SijilLetters *part, SijilLetters *key);

G_END_DECLS
