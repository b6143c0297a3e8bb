#pragma once

#include "sijil-record.h"
#include "sijil-stamps.h"

G_BEGIN_DECLS

/**
 * SijilBirth:
 * @device: the device that made the row
 * @cseq: the change set in which it was born
 * @index: its position there
 *
 * Where a row was born names it on the wire: three small numbers instead of sixteen random bytes.
 */
typedef struct {
  guint32 device;
  guint64 cseq;
  guint32 index;
} SijilBirth;

/* The registry itself, as the author of findings, of the catalogue and of families that move in. */
#define SIJIL_REGISTRY_DEVICE 1

/**
 * SijilChangeRow:
 * @index: position in its change set
 * @is_new: whether the row is born here
 * @record: its id and the fields that changed
 * @held: bits of the guarded fields that the registry did not let through
 */
typedef struct {
  guint32 index;
  gboolean is_new;
  SijilRecord *record;
  guint64 held;
} SijilChangeRow;

/**
 * SijilChangeSet:
 * @id: its UUIDv7; ids of rows that are born in it are derived from this
 * @device: who made it
 * @cseq: 1, 2, 3, ... without gaps on each device
 * @stamp: its hybrid clock
 * @base: the highest registry number that was folded when the person edited
 * @seq: the registry's number in the feed, 0 before it has one
 * @schema: version of the descriptors that made it
 * @actor: (nullable): the clerk's slot id
 * @rows: (element-type SijilChangeRow): what changed
 * @names_unknown: it came in a frame and names a row that is not here
 *
 * One transaction of one person: the unit that is stored, sent, merged and refused.
 */
typedef struct {
  SijilId id;
  guint32 device;
  guint64 cseq;
  guint64 stamp;
  guint64 base;
  guint64 seq;
  guint schema;
  char *actor;
  GPtrArray *rows;
  gboolean names_unknown;
} SijilChangeSet;

SijilChangeSet *sijil_change_set_new (const SijilId *id);
void sijil_change_set_free (SijilChangeSet *set);
SijilChangeRow *sijil_change_set_add (SijilChangeSet *set, SijilRecord *record, gboolean is_new);
SijilStamp sijil_change_set_stamp (SijilChangeSet *set);
gsize sijil_change_set_bytes (SijilChangeSet *set);
char *sijil_change_set_digest (SijilChangeSet *set) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SijilChangeSet, sijil_change_set_free)

G_END_DECLS
