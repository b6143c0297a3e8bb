#pragma once

#include "sijil-guesses.h"
#include "sijil-registry-error.h"
#include "sijil-storage.h"

G_BEGIN_DECLS

#define SIJIL_REGISTRY_KEY_LEN 32

/* One registry: its storage and who it is. Used by one thread at a time, but for the doorkeeper. */
typedef struct {
  SijilStorage *storage;
  SijilStorage *doorkeeper; /* reads only, for the main thread: who may come in */
  char *id;
  gint64 epoch;
  GBytes *public_key; /* Ed25519: what it signs files with, and what they are sealed to */
  GBytes *secret_key;
  gboolean stuck; /* the linker failed: no push waits for it before it has got on */
  /* The change set in which the linker stopped; see sijil_linker_queue_work(). */
  SijilChangeSet *under_way;
  gint64 under_way_after; /* the place of the one before */
  gint64 under_way_at;    /* and its own */
  gint stopping;          /* atomic: the step that is under way shall end */
  SijilGuesses *guesses;  /* at invitations */
  SijilUse quota;         /* what each device may use of a day */
  GQueue full; /* gint64 *: feeds of which a segment may be packed, see sijil_quiet_work() */
} SijilRegistry;

gboolean sijil_registry_read_key (const char *path, guint8 *key, GError **error);
gboolean sijil_registry_init (const char *folder, const guint8 *key, GError **error);
SijilRegistry *sijil_registry_open (const char *folder, const guint8 *key, GError **error);
void sijil_registry_note_feed (SijilRegistry *registry, gint64 feed, guint64 before);
void sijil_registry_close (SijilRegistry *registry);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SijilRegistry, sijil_registry_close)

G_END_DECLS
