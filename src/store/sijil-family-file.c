#define G_LOG_DOMAIN "sijil-store"

#include "sijil-family-file.h"

#include "sijil-history.h"
#include "sijil-visits.h"

void
sijil_family_file_free (SijilFamilyFile *file)
{
  if (file == NULL)
    return;
  sijil_family_free (file->family);
  g_clear_pointer (&file->visits, g_ptr_array_unref);
  g_clear_pointer (&file->history, g_ptr_array_unref);
  g_free (file);
}

/**
 * sijil_family_file: (skip)
 * @session: a session
 * @data: a household's #SijilId
 * @error: return location for an error
 *
 * Returns: (transfer full): a #SijilFamilyFile, of the survivor if the household was merged
 */
gpointer
sijil_family_file (SijilSession *session, gpointer data, GError **error)
{
  SijilFamilyFile *file = g_new0 (SijilFamilyFile, 1);

  if ((file->family = sijil_family_load (session, data, error)) == NULL ||
      (file->visits = sijil_visits (session, data, error)) == NULL ||
      (file->history = sijil_history (session, data, error)) == NULL)
    g_clear_pointer (&file, sijil_family_file_free);
  return file;
}
