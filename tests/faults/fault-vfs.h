#pragma once

#include <glib.h>

/* A disk with bad days, below SQLCipher: every write, truncation and sync of a database, its log
 * and its journal is counted and may fail. */
typedef enum {
  FAULT_NONE,
  FAULT_ERROR, /* the n-th fails, the next ones work */
  FAULT_FULL,  /* from the n-th on there is no room */
  FAULT_READ,  /* the n-th read fails, the next ones work */
  FAULT_POWER, /* at the n-th the power fails: what was not synced is lost, kept or torn */
  N_FAULTS,
} FaultKind;

void fault_vfs_install (const char *only);
void fault_vfs_arm (FaultKind kind, guint nth, guint32 seed);
void fault_vfs_at (const char *folder);
guint fault_vfs_disarm (void);
gboolean fault_vfs_has_struck (void);

/* For fault-files.c. */
typedef int (*FaultUnlink) (const char *path, int sync_folder);
gboolean fault_vfs_strikes (gboolean takes_room);
FaultKind fault_vfs_kind (void);
gboolean fault_vfs_is_off (void);
void fault_vfs_settle (const char *path);
void fault_vfs_moved (const char *from, const char *to);
GBytes *fault_vfs_durable (const char *path);
void fault_vfs_unlink_by (FaultUnlink func);

const char *fault_name (FaultKind kind);
