#include "sijil-test.h"
#include "town.h"

#include <string.h>

/* A line between desk and registry that loses an answer after the registry has committed. */
typedef struct {
  GSocketService *service;
  guint port;
  guint target;
  gint lose;        /* atomic: whether the next answer to a large request is lost */
  gint lost;        /* atomic: how many were */
  gint64 threshold; /* bytes up after which a request is large */
} Line;

typedef struct {
  Line *line;
  GSocketConnection *desk, *registry;
  gint up; /* atomic: bytes */
} Wire;

static void
shut (Wire *wire)
{
  g_socket_shutdown (g_socket_connection_get_socket (wire->desk), TRUE, TRUE, NULL);
  g_socket_shutdown (g_socket_connection_get_socket (wire->registry), TRUE, TRUE, NULL);
}

static gpointer
carry_up (gpointer data)
{
  Wire *wire = data;
  GInputStream *in = g_io_stream_get_input_stream (G_IO_STREAM (wire->desk));
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (wire->registry));
  char chunk[4096];
  gssize n;

  while ((n = g_input_stream_read (in, chunk, sizeof chunk, NULL, NULL)) > 0) {
    g_atomic_int_add (&wire->up, (gint) n);
    if (!g_output_stream_write_all (out, chunk, (gsize) n, NULL, NULL, NULL))
      break;
  }
  shut (wire);
  return NULL;
}

static gboolean
on_desk (GThreadedSocketService *service, GSocketConnection *desk, GObject *source, gpointer data)
{
  Line *line = data;
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  Wire wire = { line, desk, NULL, 0 };
  GThread *up;
  char chunk[4096];
  gssize n;

  wire.registry =
      g_socket_client_connect_to_host (client, "127.0.0.1", (guint16) line->target, NULL, NULL);
  if (wire.registry == NULL)
    return TRUE;
  up = g_thread_new ("up", carry_up, &wire);
  while ((n = g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (wire.registry)),
                                   chunk, sizeof chunk, NULL, NULL)) > 0) {
    if (g_atomic_int_get (&wire.up) > line->threshold &&
        g_atomic_int_compare_and_exchange (&line->lose, 1, 0)) {
      g_atomic_int_inc (&line->lost);
      break;
    }
    if (!g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (desk)), chunk,
                                    (gsize) n, NULL, NULL, NULL))
      break;
  }
  shut (&wire);
  g_thread_join (up);
  g_object_unref (wire.registry);
  return TRUE;
}

static gpointer
serve (gpointer data)
{
  GMainLoop *loop = data;

  g_main_context_push_thread_default (g_main_loop_get_context (loop));
  g_main_loop_run (loop);
  g_main_context_pop_thread_default (g_main_loop_get_context (loop));
  return NULL;
}

static Town *town;
static Line line;
static GMainLoop *loop;
static GThread *thread;

/* The service accepts in a thread of its own, since the tests wait in theirs. */
static void
line_start (void)
{
  GMainContext *context = g_main_context_new ();
  g_autoptr (GError) error = NULL;

  line.target = town->port;
  line.threshold = 3000;
  g_main_context_push_thread_default (context);
  line.service = g_threaded_socket_service_new (20);
  g_signal_connect (line.service, "run", G_CALLBACK (on_desk), &line);
  line.port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (line.service), NULL, &error);
  g_assert_no_error (error);
  g_socket_service_start (line.service);
  g_main_context_pop_thread_default (context);
  loop = g_main_loop_new (context, FALSE);
  g_main_context_unref (context);
  thread = g_thread_new ("line", serve, loop);
}

static void
line_stop (void)
{
  g_main_loop_quit (loop);
  g_thread_join (thread);
  g_socket_service_stop (line.service);
  g_socket_listener_close (G_SOCKET_LISTENER (line.service));
  g_object_unref (line.service);
  g_main_loop_unref (loop);
}

static Desk *
desk_on_line (void)
{
  Desk *desk = town_lone_desk ();
  g_autofree char *invitation = town_invite (town, "1", line.port);
  g_autoptr (GError) error = NULL;

  sijil_enrol (desk->store, invitation, NULL, &error);
  g_assert_no_error (error);
  return desk;
}

static void
work (Desk *desk, int families)
{
  for (int i = 0; i < families; i++) {
    SijilId id = sijil_id_new (), household;
    g_autofree char *noise = sijil_id_to_string (&id);
    SijilRecord *record = desk_household (FALSE);

    sijil_record_set_text (record, SIJIL_HOUSEHOLD_NOTES, noise); /* which does not pack */
    household =
        desk_save (desk->store, record, desk_person ("فاطمة محمد", "head", NULL, NULL), NULL);
    g_assert_false (sijil_id_is_null (&household));
  }
}

static void
lost_answer (void)
{
  Desk *desk = desk_on_line ();
  gint64 before = town_count (town, "households"), waiting;
  g_autoptr (GError) error = NULL;
  SijilSyncState *state;

  town_sync (desk);
  work (desk, 150);
  waiting = town_waiting (desk);
  g_atomic_int_set (&line.lose, 1);
  if (!sijil_exchanger_run (desk->store, NULL, NULL, NULL, &error)) {
    g_assert_error (error, SIJIL_SYNC_ERROR, SIJIL_SYNC_ERROR_UNREACHABLE);
    g_assert_cmpint (town_waiting (desk), ==, waiting); /* nothing is dropped on a guess */
    g_assert_cmpint (town_count (town, "households"), >, before); /* and yet it was committed */
  }
  g_assert_cmpint (g_atomic_int_get (&line.lost), ==, 1);
  town_sync (desk);
  state = desk_read (desk->store, sijil_sync_state, NULL);
  g_assert_cmpint (state->waiting, ==, 0);
  g_assert_cmpuint (state->refused->len, ==, 0);
  g_assert_null (state->last_error);
  sijil_sync_state_free (state);
  g_assert_cmpint (town_count (town, "households"), ==, before + 150);
  g_assert_cmpint (town_count (town, "persons"), >=, before + 150);
  town_desk_free (desk);
}

static void
offline (void)
{
  Desk *desk = desk_on_line ();
  SijilSyncState *state;

  town_sync (desk);
  work (desk, 2);
  town_stop (town);
  for (int i = 0; i < 2; i++)
    town_sync_fails (desk, SIJIL_SYNC_ERROR_UNREACHABLE);
  state = desk_read (desk->store, sijil_sync_state, NULL);
  g_assert_cmpint (state->waiting, ==, 2);
  g_assert_nonnull (state->last_error);
  sijil_sync_state_free (state);
  work (desk, 1); /* work goes on */
  town_start (town);
  town_sync (desk);
  g_assert_cmpint (town_waiting (desk), ==, 0);
  town_desk_free (desk);
}

static void
unenrolled (void)
{
  Desk *desk = town_lone_desk ();

  work (desk, 1);
  town_sync_fails (desk, SIJIL_SYNC_ERROR_NOT_ENROLLED);
  g_assert_cmpint (town_waiting (desk), ==, 2);
  town_desk_free (desk);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  town = town_new ();
  line_start ();
  g_test_add_func ("/bad-line/a-lost-answer-doubles-nothing", lost_answer);
  g_test_add_func ("/bad-line/without-a-line-everything-waits", offline);
  g_test_add_func ("/bad-line/without-an-invitation-everything-waits", unenrolled);
  status = g_test_run ();
  line_stop ();
  town_free (town);
  return status;
}
