#pragma once

#include "desk.h"
#include "sijil-enrol.h"
#include "sijil-exchanger.h"
#include "sijil-outbox.h"
#include "sijil-sync-error.h"

/* Two programmes of data/catalogue.json. */
#define TOWN_RAMADAN_BOX "019ab987-d7ec-7af5-b852-6f8386729a1d"
#define TOWN_KATF_FE_KATF "019abbd4-5f53-759e-9171-89e3be5798ae"

/* The real sijil-registry as a child process over real TLS on loopback, and desks that join it. */
typedef struct {
  char *folder;
  guint port;
  GSubprocess *server;
  char *cert, *key, *ca;
  const char *const *limits; /* more words for `serve`, the next time it starts */
} Town;

Town *town_new (void);
void town_free (Town *town);
void town_start (Town *town);
void town_stop (Town *town);
void town_kill (Town *town);
char *town_run (Town *town, const char *first, ...) G_GNUC_NULL_TERMINATED;
char *town_invite (Town *town, const char *association, guint port);
char *town_log (Town *town);
gint64 town_count (Town *town, const char *what);
void town_other_authority (Town *town);
void town_certificate (Town *town, int from_day, int to_day);

typedef struct {
  char *folder;
  SijilStore *store;
} Desk;

Desk *town_desk (Town *town, const char *association);
Desk *town_lone_desk (void);
void town_desk_free (Desk *desk);
void town_sync (Desk *desk);
gpointer town_exchange (gpointer desk);
void town_sync_fails (Desk *desk, int code);
gint64 town_waiting (Desk *desk);
guint32 town_device (Desk *desk);
char *town_copy (Desk *desk);
void town_restore (Desk *desk, char *copy);
