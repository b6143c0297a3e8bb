#define G_LOG_DOMAIN "sijil-sync"

#include "sijil-ca-file.h"

/**
 * sijil_ca_file_write:
 * @profile: the folder of the profile
 * @pem: the authority's certificate, from the encrypted database
 * @error: return location for an error
 *
 * TLS libraries read trusted authorities from files only. The file is written anew from the
 * database before each use, so that nobody can slip another authority in by changing it.
 *
 * Returns: (transfer full) (nullable): its absolute path
 */
char *
sijil_ca_file_write (const char *profile, const char *pem, GError **error)
{
  g_autofree char *relative = g_build_filename (profile, "registry-ca.pem", NULL);
  g_autofree char *path = g_canonicalize_filename (relative, NULL);

  return g_file_set_contents_full (path, pem, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error)
             ? g_steal_pointer (&path)
             : NULL;
}
