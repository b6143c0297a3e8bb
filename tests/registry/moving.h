#pragma once

#include "line.h"

/* A family moves from one association to another: two PCs of the first, one of the second, and one
 * of a third. */
extern House *house;
extern Desk *a, *a2, *b, *c;
extern SijilId box;

void moving_begin (void);
void moving_end (void);

void sync_all (void);
SijilId family_of_two (Desk *desk, const char *name, const char *id_number);
char *card_of (Desk *desk, const SijilId *household);
void move_card (const char *card_or_id, const char *association);
void move (const SijilId *household, const char *association);
void send_move (const SijilId *household, const char *association);
SijilId found (Desk *desk, const char *text);
guint members (Desk *desk, const SijilId *household);
int listed (Desk *desk);
