#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SijilStamp:
 * @stamp: hybrid clock of the change set
 * @device: who wrote it; 0 is this device before it was enrolled
 * @base: the highest registry number that the writer had folded
 * @seq: the number that the registry gave the change set, 0 while it has none
 *
 * Who wrote a value, and when.
 */
typedef struct {
  guint64 stamp;
  guint32 device;
  guint64 base;
  guint64 seq;
} SijilStamp;

/**
 * SijilStamps:
 *
 * The stamps of all fields of one row: a few stamps, each with the bits of the fields that it
 * wrote, and for each element of a set who added it. Packed into one blob a row.
 */
typedef struct _SijilStamps SijilStamps;

SijilStamps *sijil_stamps_new (void);
void sijil_stamps_free (SijilStamps *stamps);
SijilStamps *sijil_stamps_unpack (const guint8 *data, gsize len);
GBytes *sijil_stamps_pack (SijilStamps *stamps);
const SijilStamp *sijil_stamps_get (SijilStamps *stamps, guint field);
void sijil_stamps_set (SijilStamps *stamps, guint field, const SijilStamp *stamp);
gboolean sijil_stamps_known_to (SijilStamps *stamps, const SijilStamp *later, guint64 fields);
guint64 sijil_stamps_newest (SijilStamps *stamps, guint64 fields);
gboolean sijil_stamp_knew (const SijilStamp *later, const SijilStamp *earlier);
gboolean sijil_stamps_has_element (SijilStamps *stamps, guint field, const char *code);
void sijil_stamps_add_element (SijilStamps *stamps, guint field, const char *code,
                               const SijilStamp *stamp);
void sijil_stamps_remove_element (SijilStamps *stamps, guint field, const char *code,
                                  const SijilStamp *stamp, gboolean seen);
gboolean sijil_stamps_confirm (SijilStamps *stamps, guint32 device, guint64 stamp,
                               const SijilStamp *now);
gboolean sijil_stamps_renumber (SijilStamps *stamps, guint32 from, guint32 to,
                                gboolean only_unconfirmed);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SijilStamps, sijil_stamps_free)

G_END_DECLS
