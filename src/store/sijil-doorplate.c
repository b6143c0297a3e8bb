#define G_LOG_DOMAIN "sijil-store"

#include "sijil-doorplate.h"

#define FILE_NAME "doorplate"
#define GROUP "doorplate"
#define MAX_CHARS 120

/* Anybody may have written to that file: what comes from it is bounded, and only ever shown. */
static char *
read_text (GKeyFile *file, const char *key)
{
  g_autofree char *text = g_key_file_get_string (file, GROUP, key, NULL);
  g_autofree char *valid = text != NULL ? g_utf8_make_valid (text, -1) : NULL;

  return valid != NULL ? g_utf8_substring (valid, 0, MIN (MAX_CHARS, g_utf8_strlen (valid, -1)))
                       : NULL;
}

static void
set_text (GKeyFile *file, const char *key, const char *text)
{
  if (text != NULL)
    g_key_file_set_string (file, GROUP, key, text);
}

/**
 * sijil_doorplate_load:
 * @profile: folder of the register
 *
 * Returns: (transfer full): what is known before the register is open; its texts are %NULL if
 *   nothing is
 */
SijilDoorplate *
sijil_doorplate_load (const char *profile)
{
  g_autofree char *path = g_build_filename (profile, FILE_NAME, NULL);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  SijilDoorplate *plate = g_new0 (SijilDoorplate, 1);

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
    return plate;
  plate->association = read_text (file, "association");
  plate->office = read_text (file, "office");
  plate->slot = read_text (file, "slot");
  return plate;
}

/**
 * sijil_doorplate_save:
 * @profile: folder of the register
 * @store: the register, open
 * @error: return location for an error
 *
 * Keeps in clear what the next question for a passphrase shows: names that are on the door of the
 * office, and which key was used last.
 *
 * Returns: %TRUE if it is kept
 */
gboolean
sijil_doorplate_save (const char *profile, SijilStore *store, GError **error)
{
  g_autofree char *path = g_build_filename (profile, FILE_NAME, NULL);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (SijilDoorplate) before = sijil_doorplate_load (profile);

  if (g_strcmp0 (before->association, sijil_store_association (store)) == 0 &&
      g_strcmp0 (before->office, sijil_store_office (store)) == 0 &&
      g_strcmp0 (before->slot, sijil_store_slot (store)) == 0)
    return TRUE;
  set_text (file, "association", sijil_store_association (store));
  set_text (file, "office", sijil_store_office (store));
  set_text (file, "slot", sijil_store_slot (store));
  return g_key_file_save_to_file (file, path, error);
}

void
sijil_doorplate_free (SijilDoorplate *plate)
{
  if (plate == NULL)
    return;
  g_free (plate->association);
  g_free (plate->office);
  g_free (plate->slot);
  g_free (plate);
}
