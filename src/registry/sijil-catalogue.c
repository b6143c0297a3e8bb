#define G_LOG_DOMAIN "sijil-registry"

#include "sijil-catalogue.h"

#include "sijil-date.h"
#include "sijil-file.h"
#include "sijil-i18n.h"
#include "sijil-json.h"
#include "sijil-linker.h"
#include "sijil-validate.h"
#include "types/sijil-programme.h"

#include <string.h>

#define MAX_FILE (16 * 1024 * 1024) /* bytes of a catalogue */
#define MAX_PROGRAMMES 1000

static gboolean
read_field (SijilRecord *programme, guint field, JsonNode *node, GError **error)
{
  const SijilFieldDef *def = &sijil_programme_type.fields[field];
  gboolean number = sijil_type_is_number (def->kind);
  GType wanted = number ? G_TYPE_INT64 : G_TYPE_STRING;

  if (!JSON_NODE_HOLDS_VALUE (node) ||
      (json_node_get_value_type (node) != wanted &&
       !(def->kind == SIJIL_KIND_BOOLEAN && json_node_get_value_type (node) == G_TYPE_BOOLEAN))) {
    g_set_error (error, SIJIL_WIRE_ERROR, SIJIL_WIRE_ERROR_MALFORMED, "%s", def->name);
    return FALSE;
  }
  if (def->kind == SIJIL_KIND_BOOLEAN && json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    sijil_record_set_number (programme, field, json_node_get_boolean (node));
  else if (number)
    sijil_record_set_number (programme, field, json_node_get_int (node));
  else
    sijil_record_set_text (programme, field, json_node_get_string (node));
  return TRUE;
}

static SijilRecord *
read_programme (JsonObject *object, const char *today, GError **error)
{
  const char *id_text = sijil_json_string (object, "id", SIJIL_ID_TEXT_LEN, error);
  g_autoptr (SijilRecord) programme = NULL;
  g_autoptr (GPtrArray) issues = NULL;
  SijilId id;

  if (id_text == NULL || !sijil_id_parse (id_text, &id)) {
    g_clear_error (error);
    g_set_error_literal (error, SIJIL_WIRE_ERROR, SIJIL_WIRE_ERROR_MALFORMED,
                         _ ("each programme of a catalogue has a fixed UUID as its id"));
    return NULL;
  }
  programme = sijil_record_new (&sijil_programme_type, &id);
  for (guint i = 0; i < SIJIL_PROGRAMME_N_FIELDS; i++) {
    JsonNode *node = json_object_get_member (object, sijil_programme_type.fields[i].name);

    if (node != NULL && !read_field (programme, i, node, error))
      return NULL;
  }
  sijil_record_set_number (programme, SIJIL_PROGRAMME_ALLIANCE, 1);
  issues = sijil_record_validate (programme, today);
  return sijil_issues_raise (issues, programme, error) ? g_steal_pointer (&programme) : NULL;
}

static gboolean
tell_programme (SijilLinker *linker, SijilRecord *programme, GError **error)
{
  g_autoptr (SijilFolded) folded = NULL;

  return sijil_teller_tell (linker->teller, SIJIL_CATALOGUE, programme, error) &&
         sijil_storage_load (linker->storage, &sijil_programme_type, sijil_record_id (programme),
                             &folded, error) &&
         sijil_linker_programme (linker, folded, error);
}

static gboolean
load_all (SijilRegistry *registry, JsonArray *programmes, guint *n, GError **error)
{
  g_autoptr (SijilTeller) teller = sijil_teller_new (registry->storage);
  g_autofree char *today = sijil_date_today ();
  SijilLinker linker = { registry->storage, teller, today, NULL };

  for (guint i = 0; i < json_array_get_length (programmes); i++) {
    JsonNode *node = json_array_get_element (programmes, i);
    g_autoptr (SijilRecord) programme = NULL;

    if (!JSON_NODE_HOLDS_OBJECT (node)) {
      g_set_error (error, SIJIL_WIRE_ERROR, SIJIL_WIRE_ERROR_MALFORMED, "programme %u", i + 1);
      return FALSE;
    }
    programme = read_programme (json_node_get_object (node), today, error);
    if (programme == NULL) {
      g_prefix_error (error, _ ("programme %u: "), i + 1);
      return FALSE;
    }
    if (!tell_programme (&linker, programme, error))
      return FALSE;
  }
  *n = json_array_get_length (programmes);
  return sijil_teller_finish (teller, error);
}

/**
 * sijil_catalogue_load:
 * @registry: the registry
 * @path: a JSON file: `{"programmes": [{"id": UUID, "code": ..., ...}]}`
 * @n: (out): how many programmes it holds
 * @error: return location for an error
 *
 * Brings the alliance's programmes into the catalogue: new ones are added, known ones follow the
 * file.
 *
 * Returns: %TRUE if all of it was loaded; otherwise none was
 */
gboolean
sijil_catalogue_load (SijilRegistry *registry, const char *path, guint *n, GError **error)
{
  g_autofree char *text = NULL;
  JsonObject *root;
  JsonArray *programmes;
  gboolean ok;
  gsize len;

  text = sijil_file_read (path, MAX_FILE, &len, error);
  if (text == NULL)
    return FALSE;
  root = sijil_json_parse (text, len, error);
  if (root == NULL)
    return FALSE;
  programmes = sijil_json_array (root, "programmes", MAX_PROGRAMMES, error);
  ok = programmes != NULL && sijil_storage_begin (registry->storage, error) &&
       load_all (registry, programmes, n, error) && sijil_storage_commit (registry->storage, error);
  if (!ok)
    sijil_storage_rollback (registry->storage);
  json_object_unref (root);
  return ok;
}
