#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SIJIL_WIRE_ERROR (sijil_wire_error_quark ())

/**
 * SijilWireError:
 * @SIJIL_WIRE_ERROR_MALFORMED: not what the protocol says: refuse it
 * @SIJIL_WIRE_ERROR_TOO_LARGE: over a limit: refuse it
 * @SIJIL_WIRE_ERROR_UNKNOWN_NAME: it names a row that is not here
 * @SIJIL_WIRE_ERROR_NEWER: made by a newer protocol: update this program
 */
typedef enum {
  SIJIL_WIRE_ERROR_MALFORMED,
  SIJIL_WIRE_ERROR_TOO_LARGE,
  SIJIL_WIRE_ERROR_UNKNOWN_NAME,
  SIJIL_WIRE_ERROR_NEWER,
} SijilWireError;

GQuark sijil_wire_error_quark (void);

#define SIJIL_PROTOCOL_VERSION 1

/* Both sides bound what they read by these before any parser sees it. */
#define SIJIL_MAX_FRAME_RAW (16 * 1024 * 1024)   /* bytes of JSON in a frame */
#define SIJIL_MAX_FRAME_PACKED (4 * 1024 * 1024) /* bytes of a frame as sent */
#define SIJIL_MAX_BODY (5 * 1024 * 1024)         /* bytes of an HTTP body */
#define SIJIL_MAX_MESSAGE (256 * 1024)           /* bytes of a JSON message beside frames */
#define SIJIL_MAX_TOKENS 3000000                 /* values and brackets in a JSON text */
#define SIJIL_MAX_DEPTH 32                       /* nesting of JSON */
#define SIJIL_MAX_SETS 10000                     /* change sets in a frame */
#define SIJIL_MAX_ROWS 100000                    /* rows in a frame */

G_END_DECLS
