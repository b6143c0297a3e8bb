#pragma once

#include "desk.h"
#include "sijil-messages.h"
#include "sijil-registry.h"

/* A registry in this process, and desks that exchange with it without a network: everything but the
 * transport is what the programs do. */
typedef struct {
  char *folder;
  SijilRegistry *registry;
} House;

House *house_new (void);
void house_free (House *house);
void house_restart (House *house);
gint64 house_association (House *house, const char *name);
gint64 house_number (House *house, const char *sql);
void house_run (House *house, const char *sql);

typedef struct {
  House *house;
  char *folder;
  SijilStore *store;
  guint32 device;
  guint page; /* most sets in one answer */
} Desk;

Desk *line_desk (House *house, gint64 association);
void line_free (Desk *desk);
void line_sync (Desk *desk);
void line_send_only (Desk *desk);
GBytes *line_fetch (Desk *desk);
void line_apply (Desk *desk, GBytes *received);
gboolean line_try (Desk *desk, GError **error);

GBytes *line_body (const SijilAsk *ask, GBytes *frame);
SijilAnswer *line_push (House *house, guint32 device, GBytes *body, GBytes **received,
                        GError **error);
SijilAsk line_ask (Desk *desk);
GBytes *line_frame (House *house, GPtrArray *sets);

guint line_findings_by (Desk *desk, guint field, const SijilId *ours, const char *kind,
                        SijilRecord **last);
guint line_findings (Desk *desk, const SijilId *household, const char *kind, SijilRecord **last);
guint line_elsewhere (Desk *desk, const SijilId *household);
void line_settle (Desk *desk, SijilRecord *finding, const char *answer);
void line_catalogue (House *house, const char *json);
