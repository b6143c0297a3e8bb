#include "stopwatch.h"

#include "complaints.h"
#include "sijil-transport.h"

#include <libsoup/soup.h>

static GMutex mutex;
static GArray *times; /* microseconds */
static gint64 began;
static guint later;

/* Of the request that is under way on this thread, and whether one was put off. */
static _Thread_local guint status;
static _Thread_local gboolean says_when, put_off;

GInputStream *__wrap_soup_session_send (SoupSession *session, SoupMessage *message,
                                        GCancellable *cancellable, GError **error);
GInputStream *__real_soup_session_send (SoupSession *session, SoupMessage *message,
                                        GCancellable *cancellable, GError **error);
GBytes *__wrap_sijil_transport_post (SijilTransport *transport, const char *path,
                                     const char *content_type, GBytes *body,
                                     GCancellable *cancellable, GError **error);
GBytes *__real_sijil_transport_post (SijilTransport *transport, const char *path,
                                     const char *content_type, GBytes *body,
                                     GCancellable *cancellable, GError **error);
gboolean __wrap_sijil_transport_get (SijilTransport *transport, const char *path, GByteArray *bytes,
                                     GCancellable *cancellable, GError **error);
gboolean __real_sijil_transport_get (SijilTransport *transport, const char *path, GByteArray *bytes,
                                     GCancellable *cancellable, GError **error);

GInputStream *
__wrap_soup_session_send (SoupSession *session, SoupMessage *message, GCancellable *cancellable,
                          GError **error)
{
  GInputStream *stream = __real_soup_session_send (session, message, cancellable, error);

  status = stream != NULL ? soup_message_get_status (message) : 0;
  says_when = soup_message_headers_get_one (soup_message_get_response_headers (message),
                                            "Retry-After") != NULL;
  return stream;
}

/* What is too new for a segment is not found among them: that is an answer. */
static gboolean
is_good (gboolean ok, const char *path)
{
  return ok || (status == SOUP_STATUS_NOT_FOUND && g_str_has_prefix (path, "/v1/segment"));
}

static void
note (gint64 start, gboolean ok, const char *path, GError **error)
{
  guint32 took = (guint32) (g_get_monotonic_time () - start);
  gboolean comes_again = !ok && says_when && (status == 429 || status == 503);

  if (comes_again)
    put_off = TRUE;
  else if (!is_good (ok, path))
    complain ("%s of an honest device: status %u, %s", path, status,
              error != NULL && *error != NULL ? (*error)->message : "");
  g_mutex_lock (&mutex);
  if (comes_again)
    later++;
  else if (times != NULL)
    g_array_append_val (times, took);
  g_mutex_unlock (&mutex);
}

GBytes *
__wrap_sijil_transport_post (SijilTransport *transport, const char *path, const char *content_type,
                             GBytes *body, GCancellable *cancellable, GError **error)
{
  gint64 start = g_get_monotonic_time ();
  GBytes *answer =
      __real_sijil_transport_post (transport, path, content_type, body, cancellable, error);

  note (start, answer != NULL, path, error);
  return answer;
}

gboolean
__wrap_sijil_transport_get (SijilTransport *transport, const char *path, GByteArray *bytes,
                            GCancellable *cancellable, GError **error)
{
  gint64 start = g_get_monotonic_time ();
  gboolean ok = __real_sijil_transport_get (transport, path, bytes, cancellable, error);

  note (start, ok, path, error);
  return ok;
}

/* Counts from nothing. */
void
stopwatch_begin (void)
{
  g_mutex_lock (&mutex);
  g_clear_pointer (&times, g_array_unref);
  times = g_array_new (FALSE, FALSE, sizeof (guint32));
  began = g_get_monotonic_time ();
  later = 0;
  g_mutex_unlock (&mutex);
}

static int
by_length (gconstpointer a, gconstpointer b)
{
  guint32 left = *(const guint32 *) a, right = *(const guint32 *) b;

  return (left > right) - (left < right);
}

static double
of_100 (GArray *sorted, guint percent)
{
  guint at = (guint) ((guint64) sorted->len * percent / 100);

  return sorted->len == 0 ? 0 : g_array_index (sorted, guint32, MIN (at, sorted->len - 1)) / 1000.0;
}

Times
stopwatch_read (void)
{
  Times result = { 0 };

  g_mutex_lock (&mutex);
  if (times != NULL) {
    g_autoptr (GArray) sorted = g_array_copy (times);

    g_array_sort (sorted, by_length);
    result = (Times){ sorted->len,
                      later,
                      (double) (g_get_monotonic_time () - began) / G_USEC_PER_SEC,
                      of_100 (sorted, 50),
                      of_100 (sorted, 99),
                      of_100 (sorted, 100) };
  }
  g_mutex_unlock (&mutex);
  return result;
}

void
stopwatch_forget_later (void)
{
  put_off = FALSE;
}

/* Whether a request of this thread was put off since stopwatch_forget_later(). */
gboolean
stopwatch_heard_later (void)
{
  return put_off;
}
