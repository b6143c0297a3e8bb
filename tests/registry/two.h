#pragma once

#include "line.h"
#include "sijil-test.h"

/* Two associations at one registry, one desk each, and two programmes of the alliance: what the
 * tests of the linker begin with. Every case has people of its own. */
extern House *house;
extern Desk *a, *b;
extern SijilId box, secret; /* of the secret one nothing is told */

void two_begin (const char *catalogue);
void two_end (void);
void sync_all (void);
void let_rest (void);
void edit_head (Desk *desk, const SijilId *household, guint field, const char *text);

#define assert_both(in_a, in_b, kind, n)                                                           \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_assert_cmpuint (line_findings (a, (in_a), (kind), NULL), ==, (n));                           \
    g_assert_cmpuint (line_findings (b, (in_b), (kind), NULL), ==, (n));                           \
  }                                                                                                \
  G_STMT_END
