#include "bad-line.h"

#include <gio/gio.h>

#define CHUNK 1400          /* bytes: a packet */
#define BUFFERED_US 1000000 /* what a modem takes before it is its turn */
#define MOST_CONNECTIONS 50
#define CROSSING_US                                                                                \
  (20 * G_USEC_PER_SEC) /* an answer waits so long for the one to be taken for                     \
                         */

typedef struct _Carrier Carrier;

/* One direction of the line. What is sent leaves in order, each byte in its time. */
typedef struct {
  GMutex mutex;
  gint64 free_at; /* when what was taken so far has left, monotonic microseconds */
  gint64 bytes;
} Way;

struct _BadLine {
  BadLineQuality quality;
  GSocketService *service;
  GMainLoop *loop;
  GThread *thread;
  guint port, target;
  Way up, down;
  gint connections, cuts;     /* atomic */
  gint open;                  /* atomic: connections that somebody still carries */
  gint lose, lost, threshold; /* atomic: whether the next answer to a large request is lost */
  gint64 epoch;               /* since when cuts are counted */

  GMutex crossing; /* what follows: two answers that go to each other's desk */
  GCond crossed_now;
  gboolean cross;
  guint crossed;
  Carrier *first;
};

typedef struct {
  BadLine *line;
  GSocketConnection *desk, *registry;
  gint up;     /* atomic: bytes of the request so far */
  gint is_cut; /* atomic */
} Wire;

/* A packet under way. */
typedef struct {
  gint64 due;
  gsize len;
  char bytes[CHUNK];
} Packet;

struct _Carrier {
  Wire *wire;
  GInputStream *in;
  GOutputStream *out;
  Way *way;
  gboolean is_up;
  GAsyncQueue *packets; /* a packet without bytes is the end */
};

static void
shut (Wire *wire)
{
  g_socket_shutdown (g_socket_connection_get_socket (wire->desk), TRUE, TRUE, NULL);
  g_socket_shutdown (g_socket_connection_get_socket (wire->registry), TRUE, TRUE, NULL);
}

static void
sleep_until (gint64 when)
{
  gint64 now = g_get_monotonic_time ();

  if (when > now)
    g_usleep ((gulong) (when - now));
}

/* When a packet that is taken now will have arrived. */
static gint64
arrival (BadLine *line, Way *way, gsize len)
{
  gint64 now = g_get_monotonic_time (), at;

  g_mutex_lock (&way->mutex);
  way->free_at = MAX (way->free_at, now);
  if (line->quality.bytes_per_s > 0)
    way->free_at += (gint64) len * G_USEC_PER_SEC / line->quality.bytes_per_s;
  at = way->free_at;
  g_mutex_unlock (&way->mutex);
  sleep_until (at - BUFFERED_US);
  return at + (gint64) line->quality.delay_ms * 1000;
}

static gpointer
deliver (gpointer data)
{
  Carrier *carrier = data;
  gboolean open = TRUE;

  for (;;) {
    g_autofree Packet *packet = g_async_queue_pop (carrier->packets);

    if (packet->len == 0)
      break;
    sleep_until (packet->due);
    if (!open || g_atomic_int_get (&carrier->wire->is_cut) != 0)
      continue;
    open = g_output_stream_write_all (carrier->out, packet->bytes, packet->len, NULL, NULL, NULL);
    g_mutex_lock (&carrier->way->mutex);
    carrier->way->bytes += open ? (gint64) packet->len : 0;
    g_mutex_unlock (&carrier->way->mutex);
  }
  return NULL;
}

static gboolean
is_large (Carrier *carrier)
{
  BadLine *line = carrier->wire->line;

  return !carrier->is_up &&
         g_atomic_int_get (&carrier->wire->up) > g_atomic_int_get (&line->threshold);
}

/* Whether this is the answer that shall be lost. */
static gboolean
is_to_be_lost (Carrier *carrier)
{
  BadLine *line = carrier->wire->line;

  if (!is_large (carrier) || !g_atomic_int_compare_and_exchange (&line->lose, 1, 0))
    return FALSE;
  g_atomic_int_inc (&line->lost);
  return TRUE;
}

/* The answer waits for that to another desk; from then on each goes to the other one. */
static void
cross (Carrier *carrier)
{
  BadLine *line = carrier->wire->line;
  gint64 until = g_get_monotonic_time () + CROSSING_US;
  Carrier *other;

  g_mutex_lock (&line->crossing);
  other = line->first;
  if (line->cross && other != NULL) {
    GOutputStream *out = carrier->out;

    carrier->out = other->out;
    other->out = out;
    line->first = NULL;
    line->cross = FALSE;
    line->crossed++;
    g_cond_broadcast (&line->crossed_now);
  } else if (line->cross) {
    line->first = carrier;
    while (line->first == carrier && g_cond_wait_until (&line->crossed_now, &line->crossing, until))
      ;
    if (line->first == carrier)
      line->first = NULL;
  }
  g_mutex_unlock (&line->crossing);
}

static gpointer
carry (gpointer data)
{
  Carrier *carrier = data;
  GThread *delivery = g_thread_new ("deliver", deliver, carrier);

  for (;;) {
    Packet *packet = g_new0 (Packet, 1);
    gssize n = g_input_stream_read (carrier->in, packet->bytes, CHUNK, NULL, NULL);
    /* What the registry had written to a connection that was cut is nobody's: it takes no time of
     * the line from the one that was made after it. */
    gboolean end =
        n <= 0 || g_atomic_int_get (&carrier->wire->is_cut) == 1 || is_to_be_lost (carrier);

    if (!end) {
      if (is_large (carrier))
        cross (carrier);
      packet->len = (gsize) n;
      if (carrier->is_up)
        g_atomic_int_add (&carrier->wire->up, (gint) n);
      packet->due = arrival (carrier->wire->line, carrier->way, packet->len);
    }
    g_async_queue_push (carrier->packets, packet);
    if (end)
      break;
  }
  g_thread_join (delivery);
  shut (carrier->wire);
  return NULL;
}

static Carrier
carrier_new (Wire *wire, gboolean is_up)
{
  GIOStream *from = G_IO_STREAM (is_up ? wire->desk : wire->registry);
  GIOStream *to = G_IO_STREAM (is_up ? wire->registry : wire->desk);

  return (Carrier){ wire, g_io_stream_get_input_stream (from),
                    /* Another connection's carrier may come to write to it. */
                    g_object_ref (g_io_stream_get_output_stream (to)),
                    is_up ? &wire->line->up : &wire->line->down, is_up,
                    g_async_queue_new_full (g_free) };
}

/* Cuts the connection at the next of the moments at which the line is cut; a second thread of its
 * own, so that it ends with the connection. */
static gpointer
cut (gpointer data)
{
  Wire *wire = data;
  BadLine *line = wire->line;
  gint64 every = (gint64) line->quality.cut_every_ms * 1000;
  gint64 since = g_get_monotonic_time () - line->epoch;
  gint64 when = line->epoch + (since / every + 1) * every;

  while (g_get_monotonic_time () < when && g_atomic_int_get (&wire->is_cut) == 0)
    g_usleep (10000);
  if (g_atomic_int_compare_and_exchange (&wire->is_cut, 0, 1)) {
    g_atomic_int_inc (&line->cuts);
    shut (wire);
  }
  return NULL;
}

static void
carry_connection (BadLine *line, GSocketConnection *desk)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  Wire wire = { .line = line, .desk = desk };
  Carrier up, down;
  GThread *upward, *cutter = NULL;

  g_usleep ((gulong) line->quality.delay_ms * 2000);
  wire.registry =
      g_socket_client_connect_to_host (client, "127.0.0.1", (guint16) line->target, NULL, NULL);
  if (wire.registry == NULL)
    return;
  g_atomic_int_inc (&line->connections);
  if (line->quality.cut_every_ms > 0)
    cutter = g_thread_new ("cut", cut, &wire);
  up = carrier_new (&wire, TRUE);
  down = carrier_new (&wire, FALSE);
  upward = g_thread_new ("up", carry, &up);
  carry (&down);
  g_thread_join (upward);
  g_atomic_int_compare_and_exchange (&wire.is_cut, 0, 2);
  if (cutter != NULL)
    g_thread_join (cutter);
  g_object_unref (up.out);
  g_object_unref (down.out);
  g_async_queue_unref (up.packets);
  g_async_queue_unref (down.packets);
  g_object_unref (wire.registry);
}

static gboolean
on_desk (GThreadedSocketService *service, GSocketConnection *desk, GObject *source, gpointer data)
{
  BadLine *line = data;

  g_atomic_int_inc (&line->open);
  carry_connection (line, desk);
  g_atomic_int_dec_and_test (&line->open);
  return TRUE;
}

static gpointer
serve (gpointer data)
{
  GMainContext *context = g_main_loop_get_context (data);

  g_main_context_push_thread_default (context);
  g_main_loop_run (data);
  g_main_context_pop_thread_default (context);
  return NULL;
}

/**
 * bad_line_new:
 * @target: port of the registry on this machine
 * @quality: how bad it is
 *
 * Returns: (transfer full): a line that accepts desks from now on, in a thread of its own
 */
BadLine *
bad_line_new (guint target, const BadLineQuality *quality)
{
  BadLine *line = g_new0 (BadLine, 1);
  GMainContext *context = g_main_context_new ();
  g_autoptr (GError) error = NULL;

  line->quality = *quality;
  line->target = target;
  line->epoch = g_get_monotonic_time ();
  g_mutex_init (&line->up.mutex);
  g_mutex_init (&line->down.mutex);
  g_main_context_push_thread_default (context);
  line->service = g_threaded_socket_service_new (MOST_CONNECTIONS);
  g_signal_connect (line->service, "run", G_CALLBACK (on_desk), line);
  line->port =
      g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (line->service), NULL, &error);
  if (line->port == 0)
    g_error ("no port for a line: %s", error->message);
  g_socket_service_start (line->service);
  g_main_context_pop_thread_default (context);
  line->loop = g_main_loop_new (context, FALSE);
  g_main_context_unref (context);
  line->thread = g_thread_new ("line", serve, line->loop);
  return line;
}

/**
 * bad_line_free:
 * @line: (transfer full): a line that no desk uses any more
 */
void
bad_line_free (BadLine *line)
{
  g_main_loop_quit (line->loop);
  g_thread_join (line->thread);
  g_socket_service_stop (line->service);
  g_socket_listener_close (G_SOCKET_LISTENER (line->service));
  /* A connection that its desk has left is still being cleared away by a thread of the service. */
  while (g_atomic_int_get (&line->open) > 0)
    g_usleep (1000);
  g_object_unref (line->service);
  g_main_loop_unref (line->loop);
  g_mutex_clear (&line->up.mutex);
  g_mutex_clear (&line->down.mutex);
  g_free (line);
}

/**
 * bad_line_become:
 * @line: a line, while nothing goes over it
 * @quality: how bad it is from now on
 */
void
bad_line_become (BadLine *line, const BadLineQuality *quality)
{
  line->quality = *quality;
  line->epoch = g_get_monotonic_time ();
}

guint
bad_line_port (BadLine *line)
{
  return line->port;
}

/**
 * bad_line_count:
 * @line: a line
 * @count: (out): what went over it so far
 */
void
bad_line_count (BadLine *line, BadLineCount *count)
{
  g_mutex_lock (&line->up.mutex);
  count->up = line->up.bytes;
  g_mutex_unlock (&line->up.mutex);
  g_mutex_lock (&line->down.mutex);
  count->down = line->down.bytes;
  g_mutex_unlock (&line->down.mutex);
  count->connections = (guint) g_atomic_int_get (&line->connections);
  count->cuts = (guint) g_atomic_int_get (&line->cuts);
}

/**
 * bad_line_lose_answer:
 * @line: a line
 * @threshold: bytes up after which a request is large
 *
 * The connection ends at the first byte of the answer to the next large request.
 */
void
bad_line_lose_answer (BadLine *line, guint threshold)
{
  g_atomic_int_set (&line->threshold, (gint) threshold);
  g_atomic_int_set (&line->lose, 1);
}

/**
 * bad_line_lost:
 * @line: a line
 *
 * Returns: how many answers were lost
 */
guint
bad_line_lost (BadLine *line)
{
  return (guint) g_atomic_int_get (&line->lost);
}

/**
 * bad_line_cross_answers:
 * @line: a line
 * @threshold: bytes up after which a request is large
 *
 * The answers to the next two large requests that are under way at the same time arrive at each
 * other's desk.
 */
void
bad_line_cross_answers (BadLine *line, guint threshold)
{
  g_atomic_int_set (&line->threshold, (gint) threshold);
  g_mutex_lock (&line->crossing);
  line->cross = TRUE;
  g_mutex_unlock (&line->crossing);
}

/**
 * bad_line_crossed:
 * @line: a line
 *
 * Returns: how often two answers were taken for each other
 */
guint
bad_line_crossed (BadLine *line)
{
  guint crossed;

  g_mutex_lock (&line->crossing);
  crossed = line->crossed;
  g_mutex_unlock (&line->crossing);
  return crossed;
}
