#include "town.h"

#include <glib/gstdio.h>
#include <stdarg.h>
#include <string.h>

static void
run_in (const char *folder, const char *command)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GSubprocess) child = NULL;

  g_subprocess_launcher_set_cwd (launcher, folder);
  child = g_subprocess_launcher_spawn (launcher, &error, "sh", "-ec", command, NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (child, NULL, &error));
}

/* Back-dated, as docs/operations.md asks for: the clock of a desk may be a year off. */
static const char CERTIFICATES[] =
    "cat >ca.cnf <<'END'\n"
    "[ca]\ndefault_ca = d\n[d]\nnew_certs_dir = .\ndatabase = index.txt\nserial = serial\n"
    "default_md = sha256\npolicy = p\nunique_subject = no\n[p]\ncommonName = supplied\n"
    "[ca_ext]\nbasicConstraints = critical,CA:true\n"
    "[server_ext]\nsubjectAltName = DNS:localhost,IP:127.0.0.1\n"
    "END\n"
    ": >index.txt\n"
    "echo 01 >serial\n"
    "for who in ca s; do\n"
    "openssl ecparam -name prime256v1 -genkey -noout -out $who.key\n"
    "done\n"
    "openssl req -new -key ca.key -subj /CN=SijilTestCA -out ca.csr\n"
    "openssl req -new -key s.key -subj /CN=localhost -out s.csr\n"
    "when=\"-startdate $(date -u -d '2 years ago' +%Y%m%d%H%M%SZ) "
    "-enddate $(date -u -d '10 years' +%Y%m%d%H%M%SZ)\"\n"
    "openssl ca -config ca.cnf -batch -notext $when -extensions ca_ext -selfsign "
    "-keyfile ca.key -in ca.csr -out ca.pem\n"
    "openssl ca -config ca.cnf -batch -notext $when -extensions server_ext "
    "-keyfile ca.key -cert ca.pem -in s.csr -out s.pem\n"
    "cat s.pem ca.pem >chain.pem\n";

static void
take_certificates (Town *town, const char *folder)
{
  g_free (town->cert);
  g_free (town->key);
  g_free (town->ca);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  run_in (folder, CERTIFICATES);
  town->cert = g_build_filename (folder, "chain.pem", NULL);
  town->key = g_build_filename (folder, "s.key", NULL);
  town->ca = g_build_filename (folder, "ca.pem", NULL);
}

/* From now on somebody else answers at the registry's address. */
void
town_other_authority (Town *town)
{
  g_autofree char *folder = g_build_filename (town->folder, "other-tls", NULL);

  take_certificates (town, folder);
}

static const char SIGN_AGAIN[] =
    "openssl ca -config ca.cnf -batch -notext -startdate %s -enddate %s -extensions server_ext "
    "-keyfile ca.key -cert ca.pem -in s.csr -out s.pem\n"
    "cat s.pem ca.pem >chain.pem\n";

static char *
asn1_day (int day)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) then = g_date_time_add_days (now, day);

  return g_date_time_format (then, "%Y%m%d%H%M%SZ");
}

/* From its next start on the server shows a certificate of the same authority that is valid between
 * these days, counted from today. */
void
town_certificate (Town *town, int from_day, int to_day)
{
  g_autofree char *folder = g_path_get_dirname (town->cert);
  g_autofree char *from = asn1_day (from_day), *to = asn1_day (to_day);
  g_autofree char *sign = g_strdup_printf (SIGN_AGAIN, from, to);

  run_in (folder, sign);
}

static char *
program (void)
{
  return g_build_filename (g_getenv ("SIJIL_BUILD_ROOT"), "src", "registry", "sijil-registry",
                           NULL);
}

static GPtrArray *
command (Town *town)
{
  GPtrArray *argv = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (argv, program ());
  g_ptr_array_add (argv, g_strdup ("--data"));
  g_ptr_array_add (argv, g_build_filename (town->folder, "registry", NULL));
  g_ptr_array_add (argv, g_strdup ("--key-file"));
  g_ptr_array_add (argv, g_build_filename (town->folder, "key", NULL));
  return argv;
}

/* The leak checker of GCC 12 dies of its own ("Tracer caught signal 11") when the server ends with
 * TLS threads behind it; every other check stays on, and tests/registry looks for leaks. */
static GSubprocessLauncher *
launcher_new (GSubprocessFlags flags)
{
  GSubprocessLauncher *launcher = g_subprocess_launcher_new (flags);
  const char *options = g_getenv ("ASAN_OPTIONS");
  g_autofree char *without = g_strconcat (options != NULL ? options : "", ":detect_leaks=0", NULL);

  g_subprocess_launcher_setenv (launcher, "ASAN_OPTIONS", without, TRUE);
  return launcher;
}

/* Runs an operator's command and gives what it prints. */
char *
town_run (Town *town, const char *first, ...)
{
  g_autoptr (GPtrArray) argv = command (town);
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (GError) error = NULL;
  char *out = NULL;
  va_list args;

  va_start (args, first);
  for (const char *word = first; word != NULL; word = va_arg (args, const char *))
    g_ptr_array_add (argv, g_strdup (word));
  va_end (args);
  g_ptr_array_add (argv, NULL);
  launcher = launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  child = g_subprocess_launcher_spawnv (launcher, (const char *const *) argv->pdata, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (child, NULL, NULL, &out, NULL, &error));
  g_assert_cmpint (g_subprocess_get_exit_status (child), ==, 0);
  return g_strchomp (out);
}

Town *
town_new (void)
{
  Town *town = g_new0 (Town, 1);
  g_autofree char *path = NULL, *tls = NULL;
  g_autofree char *digits = g_strnfill (64, '7');
  static const char *const NAMES[] = { "جمعية البر", "جمعية الهدى" };

  town->folder = desk_folder ();
  path = g_build_filename (town->folder, "key", NULL);
  g_assert_true (
      g_file_set_contents_full (path, digits, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL));
  tls = g_build_filename (town->folder, "tls", NULL);
  take_certificates (town, tls);
  g_free (town_run (town, "init", NULL));
  for (guint i = 0; i < G_N_ELEMENTS (NAMES); i++)
    g_free (town_run (town, "association", "add", NAMES[i], NULL));
  g_free (path);
  path = g_build_filename (g_getenv ("SIJIL_SOURCE_ROOT"), "data", "catalogue.json", NULL);
  g_free (town_run (town, "catalogue", "load", path, NULL));
  town_start (town);
  return town;
}

/* Starts the server, the second time on the port that it had. */
void
town_start (Town *town)
{
  g_autoptr (GPtrArray) argv = command (town);
  g_autofree char *port_file = g_build_filename (town->folder, "port", NULL);
  g_autofree char *log = g_build_filename (town->folder, "log", NULL);
  g_autofree char *address = g_strdup_printf ("127.0.0.1:%u", town->port);
  g_autoptr (GSubprocessLauncher) launcher = launcher_new (G_SUBPROCESS_FLAGS_STDERR_MERGE);
  const char *words[] = { "serve", "--listen", address,       "--cert", town->cert,
                          "--key", town->key,  "--port-file", port_file };
  g_autoptr (GError) error = NULL;
  g_autofree char *port = NULL, *before = NULL;

  if (g_file_get_contents (log, &before, NULL, NULL)) {
    g_autofree char *kept = g_strdup_printf ("%s.%" G_GINT64_FORMAT, log, g_get_monotonic_time ());

    g_rename (log, kept);
  }
  g_unlink (port_file);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    g_ptr_array_add (argv, g_strdup (words[i]));
  for (guint i = 0; town->limits != NULL && town->limits[i] != NULL; i++)
    g_ptr_array_add (argv, g_strdup (town->limits[i]));
  g_ptr_array_add (argv, NULL);
  g_subprocess_launcher_set_stdout_file_path (launcher, log);
  g_subprocess_launcher_setenv (launcher, "G_MESSAGES_DEBUG", "all", TRUE);
  town->server = g_subprocess_launcher_spawnv (launcher, (const char *const *) argv->pdata, &error);
  g_assert_no_error (error);
  for (int i = 0; i < 1000 && !g_file_get_contents (port_file, &port, NULL, NULL); i++)
    g_usleep (10000);
  g_assert_nonnull (port);
  town->port = (guint) g_ascii_strtoull (port, NULL, 10);
}

void
town_stop (Town *town)
{
  g_subprocess_send_signal (town->server, SIGTERM);
  g_assert_true (g_subprocess_wait (town->server, NULL, NULL));
  g_assert_true (g_subprocess_get_if_exited (town->server));
  g_assert_cmpint (g_subprocess_get_exit_status (town->server), ==, 0);
  g_clear_object (&town->server);
}

/* As the power does it, or the machine's keeper. */
void
town_kill (Town *town)
{
  g_subprocess_force_exit (town->server);
  g_assert_true (g_subprocess_wait (town->server, NULL, NULL));
  g_clear_object (&town->server);
}

void
town_free (Town *town)
{
  if (town->server != NULL)
    town_stop (town);
  desk_remove (town->folder);
  g_free (town->cert);
  g_free (town->key);
  g_free (town->ca);
  g_free (town);
}

/* All that the server has said since it was last started. */
char *
town_log (Town *town)
{
  g_autofree char *path = g_build_filename (town->folder, "log", NULL);
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

/* One of the numbers that `status` prints. */
gint64
town_count (Town *town, const char *what)
{
  g_autofree char *out = town_run (town, "status", NULL);
  g_autofree char *name = g_strconcat (what, "\t", NULL);
  const char *found = strstr (out, name);

  g_assert_nonnull (found);
  return g_ascii_strtoll (found + strlen (name), NULL, 10);
}

char *
town_invite (Town *town, const char *association, guint port)
{
  g_autofree char *url = g_strdup_printf ("https://127.0.0.1:%u", port != 0 ? port : town->port);

  return town_run (town, "device", "invite", association, "--url", url, "--ca", town->ca, NULL);
}

Desk *
town_lone_desk (void)
{
  Desk *desk = g_new0 (Desk, 1);

  desk->folder = desk_folder ();
  desk->store = desk_create (desk->folder, "جمعية");
  return desk;
}

Desk *
town_desk (Town *town, const char *association)
{
  Desk *desk = town_lone_desk ();
  g_autofree char *line = town_invite (town, association, 0);
  g_autoptr (GError) error = NULL;

  sijil_enrol (desk->store, line, NULL, &error);
  g_assert_no_error (error);
  return desk;
}

void
town_desk_free (Desk *desk)
{
  desk_close (desk->store);
  desk_remove (desk->folder);
  g_free (desk);
}

void
town_sync (Desk *desk)
{
  g_autoptr (GError) error = NULL;
  gboolean ok = sijil_exchanger_run (desk->store, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (ok);
}

/* In a thread of its own, whatever comes of it: @data is the desk. */
gpointer
town_exchange (gpointer data)
{
  Desk *desk = data;
  GMainContext *context = g_main_context_new ();

  g_main_context_push_thread_default (context);
  sijil_exchanger_run (desk->store, NULL, NULL, NULL, NULL);
  g_main_context_pop_thread_default (context);
  g_main_context_unref (context);
  return NULL;
}

void
town_sync_fails (Desk *desk, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (sijil_exchanger_run (desk->store, NULL, NULL, NULL, &error));
  g_assert_error (error, SIJIL_SYNC_ERROR, code);
}

gint64
town_waiting (Desk *desk)
{
  SijilSyncState *state = desk_read (desk->store, sijil_sync_state, NULL);
  gint64 waiting = state->waiting;

  sijil_sync_state_free (state);
  return waiting;
}

guint32
town_device (Desk *desk)
{
  SijilSyncState *state = desk_read (desk->store, sijil_sync_state, NULL);
  guint32 device = state->device;

  sijil_sync_state_free (state);
  return device;
}

/* A backup: the folder as it is while the desk is locked. */
char *
town_copy (Desk *desk)
{
  char *copy = desk_folder ();
  g_autofree char *quoted_from = g_shell_quote (desk->folder);
  g_autofree char *quoted_to = g_shell_quote (copy);
  g_autofree char *text = g_strdup_printf ("cp -a %s/. %s/", quoted_from, quoted_to);

  desk_close (desk->store);
  run_in ("/", text);
  desk->store = desk_unlock (desk->folder);
  return copy;
}

/* The backup takes the place of the desk's folder. */
void
town_restore (Desk *desk, char *copy)
{
  desk_close (desk->store);
  desk_remove (desk->folder);
  desk->folder = copy;
  desk->store = desk_unlock (desk->folder);
}
