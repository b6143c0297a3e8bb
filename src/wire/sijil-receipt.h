#pragma once

#include <json-glib/json-glib.h>

#include "sijil-change-set.h"

G_BEGIN_DECLS

/* Letters of a digest that tell one set of a device from another. */
#define SIJIL_DIGEST_LETTERS 16

/**
 * SijilHeldField:
 *
 * A guarded field that the registry did not let through, with the value that stands.
 */
typedef struct {
  guint32 row;
  char *type;
  char *field;
  SijilRecord *value;
  SijilStamp stamp;
} SijilHeldField;

/**
 * SijilReceipt:
 * @cseq: which set
 * @refused: (nullable): code of the reason
 * @stamp: the stamp that it has at the registry; 0 for the one that it was sent with
 * @is_cut: whether it has another base there than the one that it was sent with
 * @base: then that base: the device cannot have read beyond it
 * @seq: its number there
 * @held: (nullable) (element-type SijilHeldField): what waits for a decision
 * @digest: (nullable): by file: how the digest of that set begins, by which the device knows its
 * own
 *
 * What became of one change set.
 */
typedef struct {
  guint64 cseq;
  char *refused;
  guint64 stamp;
  gboolean is_cut;
  guint64 base;
  guint64 seq;
  GPtrArray *held;
  char *digest;
} SijilReceipt;

SijilReceipt *sijil_receipt_new (guint64 cseq);
void sijil_receipt_free (SijilReceipt *receipt);
void sijil_receipt_hold (SijilReceipt *receipt, guint32 row, SijilRecord *value, guint field,
                         const SijilStamp *stamp);
GBytes *sijil_receipt_encode (const SijilReceipt *receipt);
SijilReceipt *sijil_receipt_decode (GBytes *message, GError **error);
GPtrArray *sijil_receipts_read (JsonObject *object, const char *name, GError **error);
void sijil_receipts_append (GString *out, GPtrArray *receipts);
gboolean sijil_receipts_read_kept (JsonObject *object, GPtrArray *receipts, GError **error);
JsonObject *sijil_message_parse (GBytes *message, GError **error);

G_END_DECLS
