#pragma once

#include "town.h"

/* The devices of several associations, each on a thread of its own, and now and then a new one. */
typedef struct _Honest Honest;

typedef struct {
  guint devices;
  guint associations;
  guint pause_ms;    /* of a device between two turns, on average */
  guint newcomer_ms; /* between two new devices, on average */
  guint history;     /* change sets that are written before anybody comes: 0 or a segment */
} HonestPlan;

Honest *honest_new (Town *town, const HonestPlan *plan, guint32 seed);
void honest_begin (Honest *honest);
void honest_end (Honest *honest);
void honest_look (Honest *honest);
guint honest_newcomers (Honest *honest);
void honest_free (Honest *honest);
