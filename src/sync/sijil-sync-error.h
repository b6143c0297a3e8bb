#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SIJIL_SYNC_ERROR (sijil_sync_error_quark ())

/**
 * SijilSyncError:
 * @SIJIL_SYNC_ERROR_UNREACHABLE: no line to the registry: work goes on, try later
 * @SIJIL_SYNC_ERROR_UNTRUSTED: whoever answered is not the registry that we know
 * @SIJIL_SYNC_ERROR_NOT_ENROLLED: an invitation is needed first
 * @SIJIL_SYNC_ERROR_REVOKED: the registry does not accept this device any more: ask its operator
 * @SIJIL_SYNC_ERROR_INVITATION: the invitation is used, expired or wrong: ask for another
 * @SIJIL_SYNC_ERROR_FORKED: this profile was copied back; handled by the exchange itself
 * @SIJIL_SYNC_ERROR_EPOCH: the registry was restored; handled by the exchange itself
 * @SIJIL_SYNC_ERROR_PROTOCOL: the answer makes no sense: one of the two programs is too old
 * @SIJIL_SYNC_ERROR_NOTHING_HERE: there is nothing for this office at that place
 * @SIJIL_SYNC_ERROR_DAMAGED: a file from a stick is damaged or altered: copy it again
 * @SIJIL_SYNC_ERROR_FOREIGN: a file from a stick is another office's or another registry's
 */
typedef enum {
  SIJIL_SYNC_ERROR_UNREACHABLE,
  SIJIL_SYNC_ERROR_UNTRUSTED,
  SIJIL_SYNC_ERROR_NOT_ENROLLED,
  SIJIL_SYNC_ERROR_REVOKED,
  SIJIL_SYNC_ERROR_INVITATION,
  SIJIL_SYNC_ERROR_FORKED,
  SIJIL_SYNC_ERROR_EPOCH,
  SIJIL_SYNC_ERROR_PROTOCOL,
  SIJIL_SYNC_ERROR_NOTHING_HERE,
  SIJIL_SYNC_ERROR_DAMAGED,
  SIJIL_SYNC_ERROR_FOREIGN,
} SijilSyncError;

GQuark sijil_sync_error_quark (void);

G_END_DECLS
