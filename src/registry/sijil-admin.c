#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-admin.h"

#include "sijil-accounts.h"
#include "sijil-catalogue.h"
#include "sijil-epoch.h"
#include "sijil-file.h"
#include "sijil-front.h"
#include "sijil-i18n.h"
#include "sijil-invitation.h"
#include "sijil-linker-queue.h"
#include "sijil-moves.h"
#include "sijil-printable.h"
#include "types/sijil-types-all.h"

#include <gio/gio.h>
#include <glib-unix.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#define EXIT_USAGE 2
#define EXIT_NOT_FOUND 7

#define LONGEST_NAME 120 /* characters */
#define MINUS_ONE "minus-1"

static char *data_dir, *key_file, *listen_address, *cert_file, *cert_key, *port_file, *url,
    *ca_file;
static gboolean show_version;
static int most_connections, most_of_address, most_bodies;
static int most_records, most_mib, most_compared, most_found;

static GOptionEntry options[] = {
  { "data", 0, 0, G_OPTION_ARG_FILENAME, &data_dir, N_ ("Folder of the registry"), "DIR" },
  { "key-file", 0, 0, G_OPTION_ARG_FILENAME, &key_file,
    N_ ("File with its key, readable by you alone"), "FILE" },
  { "listen", 0, 0, G_OPTION_ARG_STRING, &listen_address, N_ ("Address to listen on (serve)"),
    "IP:PORT" },
  { "cert", 0, 0, G_OPTION_ARG_FILENAME, &cert_file, N_ ("Certificate and its authority (serve)"),
    "FILE" },
  { "key", 0, 0, G_OPTION_ARG_FILENAME, &cert_key, N_ ("Key of the certificate (serve)"), "FILE" },
  { "port-file", 0, 0, G_OPTION_ARG_FILENAME, &port_file,
    N_ ("Write the port here once listening (serve)"), "FILE" },
  { "url", 0, 0, G_OPTION_ARG_STRING, &url, N_ ("Address that devices use (device invite)"),
    "URL" },
  { "ca", 0, 0, G_OPTION_ARG_FILENAME, &ca_file, N_ ("Certificate authority (device invite)"),
    "FILE" },
  { "connections", 0, 0, G_OPTION_ARG_INT, &most_connections,
    N_ ("How many connections are open at most (serve)"), "N" },
  { "connections-of-address", 0, 0, G_OPTION_ARG_INT, &most_of_address,
    N_ ("How many of these may come from one address (serve)"), "N" },
  { "bodies", 0, 0, G_OPTION_ARG_INT, &most_bodies,
    N_ ("How much memory requests under way may take together (serve)"), "MIB" },
  { "records-a-day", 0, 0, G_OPTION_ARG_INT, &most_records,
    N_ ("How many new records one device may bring in a day (serve)"), "N" },
  { "mib-a-day", 0, 0, G_OPTION_ARG_INT, &most_mib,
    N_ ("How much one device may send in a day (serve)"), "MIB" },
  { "compared-a-day", 0, 0, G_OPTION_ARG_INT, &most_compared,
    N_ ("How many persons of one device are compared with others in a day (serve)"), "N" },
  { "found-a-day", 0, 0, G_OPTION_ARG_INT, &most_found,
    N_ ("How many links and findings one device may cause in a day (serve)"), "N" },
  { "version", 0, 0, G_OPTION_ARG_NONE, &show_version, N_ ("Show the version"), NULL },
  { NULL },
};

/**
 * sijil_admin_fail:
 * @error: (transfer full): what is wrong
 *
 * Returns: the exit status that says so
 */
int
sijil_admin_fail (GError *error)
{
  /* It may tell a name that came from outside. */
  g_autofree char *shown = sijil_printable_escape (error->message);
  int code = g_error_matches (error, SIJIL_REGISTRY_ERROR, SIJIL_REGISTRY_ERROR_NOT_FOUND)
                 ? EXIT_NOT_FOUND
                 : EXIT_FAILURE;

  g_printerr ("sijil-registry: %s\n", shown);
  g_error_free (error);
  return code;
}

int
sijil_admin_usage (const char *what)
{
  g_printerr ("sijil-registry: %s\n%s\n", what, _ ("Try sijil-registry --help"));
  return EXIT_USAGE;
}

static gboolean
stop (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

static gboolean
read_limits (SijilFrontLimits *limits)
{
  *limits = (SijilFrontLimits) SIJIL_FRONT_USUAL;
  if (most_connections < 0 || most_of_address < 0 || most_bodies < 0 || most_records < 0 ||
      most_mib < 0 || most_compared < 0 || most_found < 0)
    return FALSE;
  if (most_connections > 0)
    limits->door.connections = (guint) most_connections;
  if (most_of_address > 0)
    limits->door.of_address = (guint) most_of_address;
  if (most_bodies > 0)
    limits->bodies = (gsize) most_bodies * 1024 * 1024;
  return TRUE;
}

static void
read_quota (SijilUse *quota)
{
  if (most_records > 0)
    quota->records = most_records;
  if (most_mib > 0)
    quota->bytes = (gint64) most_mib * 1024 * 1024;
  if (most_compared > 0)
    quota->compared = most_compared;
  if (most_found > 0)
    quota->found = most_found;
}

static int
serve (SijilRegistry *registry, char **words)
{
  GError *error = NULL;
  SijilFrontLimits limits;
  SijilFront *front;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autofree char *line = NULL;
  guint port;
  gboolean ok = FALSE;

  if (listen_address == NULL || cert_file == NULL || cert_key == NULL)
    return sijil_admin_usage (_ ("serve needs --listen, --cert and --key"));
  if (!read_limits (&limits))
    return sijil_admin_usage (_ ("a limit is a number above 0"));
  read_quota (&registry->quota);
  if (!sijil_file_is_ordinary (cert_file, &error) || !sijil_file_is_ordinary (cert_key, &error))
    return sijil_admin_fail (error);
  /* Before anybody can know that it listens: whoever then says stop is heard. */
  g_unix_signal_add (SIGTERM, stop, loop);
  g_unix_signal_add (SIGINT, stop, loop);
  front = sijil_front_new (registry, cert_file, cert_key, &limits, &error);
  if (front != NULL && sijil_front_listen (front, listen_address, &port, &error)) {
    line = g_strdup_printf ("%u\n", port);
    ok = port_file == NULL ||
         g_file_set_contents_full (port_file, line, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0644,
                                   &error);
  }
  if (ok) {
    g_print (_ ("Listening on port %u\n"), port);
    g_main_loop_run (loop);
  }
  sijil_front_free (front);
  return ok ? EXIT_SUCCESS : sijil_admin_fail (error);
}

static int
association_add (SijilRegistry *registry, char **words)
{
  GError *error = NULL;
  gint64 id;

  if (words[0] == NULL || *g_strstrip (words[0]) == '\0')
    return sijil_admin_usage (_ ("association add needs a name"));
  if (!sijil_printable_is_name (words[0], LONGEST_NAME))
    return sijil_admin_usage (_ ("the name of an association is one line of at most 120 letters, "
                                 "without signs that steer the screen"));
  id = sijil_storage_find_association (registry->storage, words[0]);
  if (id != 0) {
    g_set_error (&error, SIJIL_REGISTRY_ERROR, SIJIL_REGISTRY_ERROR_FAILED,
                 _ ("There is an association of this name already; it has the number %d"),
                 (int) id);
    return sijil_admin_fail (error);
  }
  id = sijil_storage_add_association (registry->storage, words[0], &error);
  if (id == 0)
    return sijil_admin_fail (error);
  g_print ("%" G_GINT64_FORMAT "\n", id);
  return EXIT_SUCCESS;
}

static int
association_list (SijilRegistry *registry, char **words)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) all = sijil_storage_associations (registry->storage, &error);

  if (all == NULL)
    return sijil_admin_fail (error);
  for (guint i = 0; i < all->len; i++) {
    SijilAssociation *association = all->pdata[i];
    g_autofree char *name = sijil_printable_escape (association->name);

    g_print ("%" G_GINT64_FORMAT "\t%s\n", association->id, name);
  }
  return EXIT_SUCCESS;
}

static char *
fingerprint_of (const char *path, GError **error)
{
  g_autoptr (GTlsCertificate) certificate =
      sijil_file_is_ordinary (path, error) ? g_tls_certificate_new_from_file (path, error) : NULL;
  g_autoptr (GByteArray) der = NULL;

  if (certificate == NULL)
    return NULL;
  g_object_get (certificate, "certificate", &der, NULL);
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, der->data, der->len);
}

/* Address and authority are remembered, so that the next invitation needs neither. */
static gboolean
remember (SijilRegistry *registry, const char *fingerprint, GError **error)
{
  return (url == NULL || sijil_storage_set_text (registry->storage, "url", url, error)) &&
         (fingerprint == NULL ||
          sijil_storage_set_text (registry->storage, "fingerprint", fingerprint, error));
}

static int
device_invite (SijilRegistry *registry, char **words)
{
  GError *error = NULL;
  g_autofree char *given = NULL, *code = NULL, *line = NULL, *address = NULL, *fingerprint = NULL;

  if (words[0] == NULL)
    return sijil_admin_usage (_ ("device invite needs an association"));
  if (ca_file != NULL && (given = fingerprint_of (ca_file, &error)) == NULL)
    return sijil_admin_fail (error);
  if (!remember (registry, given, &error))
    return sijil_admin_fail (error);
  address = sijil_storage_text (registry->storage, "url");
  fingerprint = sijil_storage_text (registry->storage, "fingerprint");
  if (address == NULL || fingerprint == NULL)
    return sijil_admin_usage (_ ("the first invitation needs --url and --ca"));
  code = sijil_accounts_invite (registry, words[0], &error);
  if (code == NULL)
    return sijil_admin_fail (error);
  line = sijil_invitation_line (address, code, fingerprint);
  g_print ("%s\n", line);
  return EXIT_SUCCESS;
}

static int
catalogue_load (SijilRegistry *registry, char **words)
{
  GError *error = NULL;
  guint n;

  if (words[0] == NULL)
    return sijil_admin_usage (_ ("catalogue load needs a file"));
  if (!sijil_catalogue_load (registry, words[0], &n, &error))
    return sijil_admin_fail (error);
  g_print (ngettext ("%u programme\n", "%u programmes\n", n), n);
  return EXIT_SUCCESS;
}

/* By their households' numbers the operator can name each. */
static void
list_candidates (SijilRegistry *registry, const char *card)
{
  g_autoptr (GPtrArray) all = sijil_moves_candidates (registry, card, NULL);

  for (guint i = 0; all != NULL && i < all->len; i++) {
    SijilMovesCandidate *one = all->pdata[i];
    g_autofree char *id = sijil_id_to_string (&one->household);
    g_autofree char *association = sijil_printable_escape (one->association);
    g_autofree char *office = sijil_printable_escape (one->office);
    g_autofree char *registered = sijil_printable_escape (one->registered);

    g_print ("%s\t%s\t%s\t%s\n", id, association, office, registered);
  }
}

static int
household_move (SijilRegistry *registry, char **words)
{
  GError *error = NULL;

  if (words[0] == NULL || words[1] == NULL)
    return sijil_admin_usage (_ ("household move needs a card and an association"));
  if (sijil_moves_household (registry, words[0], words[1], &error))
    return EXIT_SUCCESS;
  if (g_error_matches (error, SIJIL_REGISTRY_ERROR, SIJIL_REGISTRY_ERROR_SEVERAL))
    list_candidates (registry, words[0]);
  return sijil_admin_fail (error);
}

static int
hijri_offset (SijilRegistry *registry, char **words)
{
  static const char *const DAYS[] = { MINUS_ONE, "0", "1" };
  GError *error = NULL;

  for (int i = 0; i < 3; i++)
    if (g_strcmp0 (words[0], DAYS[i]) == 0)
      return sijil_storage_set_number (registry->storage, SIJIL_HIJRI_OFFSET, i - 1, &error)
                 ? EXIT_SUCCESS
                 : sijil_admin_fail (error);
  return sijil_admin_usage (_ ("hijri-offset needs -1, 0 or 1"));
}

static int
status (SijilRegistry *registry, char **words)
{
  g_print ("registry\t%s\nepoch\t%" G_GINT64_FORMAT "\n", registry->id, registry->epoch);
  g_print ("households\t%" G_GINT64_FORMAT "\npersons\t%" G_GINT64_FORMAT
           "\ndistributions\t%" G_GINT64_FORMAT "\nfindings\t%" G_GINT64_FORMAT "\n",
           sijil_storage_count (registry->storage, &sijil_household_type),
           sijil_storage_count (registry->storage, &sijil_person_type),
           sijil_storage_count (registry->storage, &sijil_distribution_type),
           sijil_storage_count (registry->storage, &sijil_finding_type));
  g_print ("waiting\t%" G_GINT64_FORMAT "\nunlinked\t%" G_GINT64_FORMAT "\n",
           sijil_storage_waiting (registry->storage), sijil_linker_queue_left (registry));
  g_print ("tomorrow\t%" G_GINT64_FORMAT "\nquarantined\t%" G_GINT64_FORMAT "\n",
           sijil_storage_count_later (registry->storage, 0), sijil_linker_queue_held (registry));
  return EXIT_SUCCESS;
}

static int
backup (SijilRegistry *registry, char **words)
{
  GError *error = NULL;
  guint8 key[SIJIL_REGISTRY_KEY_LEN];
  gboolean ok;

  if (words[0] == NULL)
    return sijil_admin_usage (_ ("backup needs a file"));
  ok = sijil_registry_read_key (key_file, key, &error) &&
       sijil_storage_backup (registry->storage, words[0], key, &error);
  sodium_memzero (key, sizeof key);
  return ok ? EXIT_SUCCESS : sijil_admin_fail (error);
}

static const struct {
  const char *first;
  const char *second;
  int (*run) (SijilRegistry *registry, char **words);
} commands[] = {
  { "serve", NULL, serve },
  { "association", "add", association_add },
  { "association", "list", association_list },
  { "device", "invite", device_invite },
  { "device", "list", sijil_admin_device_list },
  { "device", "revoke", sijil_admin_device_revoke },
  { "device", "quarantine", sijil_admin_device_quarantine },
  { "device", "release", sijil_admin_device_release },
  { "catalogue", "load", catalogue_load },
  { "household", "move", household_move },
  { "hijri-offset", NULL, hijri_offset },
  { "status", NULL, status },
  { "backup", NULL, backup },
  { "bundle", "import", sijil_admin_bundle_import },
  { "bundle", "export", sijil_admin_bundle_export },
};

static int
dispatch (char **words)
{
  g_autoptr (SijilRegistry) registry = NULL;
  GError *error = NULL;
  guint8 key[SIJIL_REGISTRY_KEY_LEN];

  if (words[0] == NULL)
    return sijil_admin_usage (_ ("a command is missing"));
  if (data_dir == NULL || key_file == NULL)
    return sijil_admin_usage (_ ("--data and --key-file are needed"));
  if (!sijil_registry_read_key (key_file, key, &error))
    return sijil_admin_fail (error);
  if (strcmp (words[0], "restore") == 0 && words[1] == NULL)
    return sijil_admin_usage (_ ("restore needs a backup"));
  if (strcmp (words[0], "init") == 0 || strcmp (words[0], "restore") == 0) {
    gboolean ok = words[0][0] == 'i' ? sijil_registry_init (data_dir, key, &error)
                                     : sijil_registry_restore (data_dir, key, words[1], &error);

    sodium_memzero (key, sizeof key);
    return ok ? EXIT_SUCCESS : sijil_admin_fail (error);
  }
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++) {
    if (strcmp (words[0], commands[i].first) != 0 ||
        (commands[i].second != NULL && g_strcmp0 (words[1], commands[i].second) != 0))
      continue;
    registry = sijil_registry_open (data_dir, key, &error);
    sodium_memzero (key, sizeof key);
    if (registry == NULL)
      return sijil_admin_fail (error);
    return commands[i].run (registry, words + (commands[i].second != NULL ? 2 : 1));
  }
  return sijil_admin_usage (_ ("there is no such command"));
}

/**
 * sijil_admin_run:
 * @argc: number of arguments
 * @argv: the arguments
 *
 * The program sijil-registry.
 *
 * Returns: its exit status
 */
int
sijil_admin_run (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (_ ("COMMAND …"));
  g_autoptr (GError) error = NULL;

  /* Or else it would be taken for an option. */
  for (int i = 1; i < argc; i++)
    if (strcmp (argv[i], "-1") == 0)
      argv[i] = (char *) MINUS_ONE;
  g_option_context_add_main_entries (context, options, GETTEXT_PACKAGE);
  g_option_context_set_description (
      context,
      _ ("Commands:\n"
         "  init                      make a new registry\n"
         "  serve                     answer devices\n"
         "  association add NAME      add an association; list shows them\n"
         "  device invite ASSOCIATION print an invitation for one device\n"
         "  device list               show the devices\n"
         "  device revoke NUMBER      accept a device no more\n"
         "  catalogue load FILE       bring in the alliance’s programmes\n"
         "  household move CARD ASSOCIATION\n"
         "                            another association looks after a family from now on\n"
         "  hijri-offset DAYS         what the alliance adds to the Hijri calendar: -1, 0, 1\n"
         "  status                    count what the registry holds\n"
         "  backup FILE               write an encrypted copy\n"
         "  restore FILE              put a backup in the place of a registry that was lost\n"
         "  bundle import FILE        take in an office’s file, or a folder of them\n"
         "  bundle export FOLDER      answer each office whose file is there, or the devices "
         "named"));
  if (!g_option_context_parse (context, &argc, &argv, &error))
    return sijil_admin_usage (error->message);
  if (show_version) {
    g_print ("sijil-registry %s\n", SIJIL_VERSION);
    return EXIT_SUCCESS;
  }
  if (sodium_init () < 0)
    return EXIT_FAILURE;
  return dispatch (argv + 1);
}
