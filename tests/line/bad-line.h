#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BadLineQuality:
 * @bytes_per_s: each way, for all connections together; 0 for as fast as it goes
 * @delay_ms: each way; a new connection costs one there and back more
 * @cut_every_ms: all connections are cut so often; 0 for never
 */
typedef struct {
  guint bytes_per_s;
  guint delay_ms;
  guint cut_every_ms;
} BadLineQuality;

/**
 * BadLineCount:
 * @up: bytes that the desks sent, TLS and TCP's payload alike
 * @down: bytes that the registry sent, as far as they arrived
 * @connections: how many there were
 * @cuts: how many connections were cut
 */
typedef struct {
  gint64 up;
  gint64 down;
  guint connections;
  guint cuts;
} BadLineCount;

/* A line between desks and a registry on this machine, with the faults of a bad one. */
typedef struct _BadLine BadLine;

BadLine *bad_line_new (guint target, const BadLineQuality *quality);
void bad_line_free (BadLine *line);
void bad_line_become (BadLine *line, const BadLineQuality *quality);
guint bad_line_port (BadLine *line);
void bad_line_count (BadLine *line, BadLineCount *count);
void bad_line_lose_answer (BadLine *line, guint threshold);
guint bad_line_lost (BadLine *line);
void bad_line_cross_answers (BadLine *line, guint threshold);
guint bad_line_crossed (BadLine *line);

G_END_DECLS
