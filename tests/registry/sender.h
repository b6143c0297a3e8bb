#pragma once

#include "line.h"

/* A device that sends whatever a test wants it to. */
typedef struct {
  House *house;
  guint32 number;
  guint64 cseq;
  guint64 stamp;
} Sender;

Sender sender_new (House *house, gint64 association);
SijilAsk ask_of (Sender *sender);
SijilChangeSet *next_set (Sender *sender);
GPtrArray *one (SijilChangeSet *set);
SijilId add_new (SijilChangeSet *set, SijilRecord *record);
SijilAnswer *send_with (Sender *sender, const SijilAsk *ask, GPtrArray *sets, GError **error);
char *refusal (Sender *sender, SijilChangeSet *set);
SijilId send_household (Sender *sender, const char *village);
