#define G_LOG_DOMAIN "sijil-model"

#include "sijil-type.h"

#include "sijil-model-error.h"
#include "types/sijil-types-all.h"

#include <string.h>

static const SijilTypeDef *const all_types[] = {
  &sijil_household_type, &sijil_person_type,   &sijil_programme_type, &sijil_distribution_type,
  &sijil_finding_type,   &sijil_verdict_type,  &sijil_reply_type,     &sijil_elsewhere_type,
  &sijil_staff_type,     &sijil_desk_type,     &sijil_event_type,     &sijil_visit_type,
  &sijil_volunteer_type, &sijil_training_type, &sijil_shift_type,
};

G_DEFINE_QUARK (sijil - model - error - quark, sijil_model_error)

/**
 * sijil_types:
 * @n: (out): how many
 *
 * Returns: (transfer none): every record type that this program knows
 */
const SijilTypeDef *const *
sijil_types (guint *n)
{
  *n = G_N_ELEMENTS (all_types);
  return all_types;
}

/**
 * sijil_type_find:
 * @name: (nullable): the name of a type
 *
 * Returns: (nullable): its descriptor
 */
const SijilTypeDef *
sijil_type_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (all_types); i++)
    if (g_strcmp0 (all_types[i]->name, name) == 0)
      return all_types[i];
  return NULL;
}

/**
 * sijil_type_field:
 * @type: a type
 * @name: (nullable): the name of a field
 *
 * Returns: its number, or -1
 */
int
sijil_type_field (const SijilTypeDef *type, const char *name)
{
  for (guint i = 0; i < type->n_fields; i++)
    if (g_strcmp0 (type->fields[i].name, name) == 0)
      return (int) i;
  return -1;
}

/**
 * sijil_type_life:
 * @type: a type
 *
 * Returns: the number of the field that says when a record was deleted, or -1 if records of @type
 *   are never deleted
 */
int
sijil_type_life (const SijilTypeDef *type)
{
  for (guint i = 0; i < type->n_fields; i++)
    if (type->fields[i].merge == SIJIL_MERGE_LIFE)
      return (int) i;
  return -1;
}

/**
 * sijil_type_unit_mask:
 * @type: a type
 * @field: the number of a field
 *
 * Returns: the bits of all fields that merge as one with @field, itself among them
 */
guint64
sijil_type_unit_mask (const SijilTypeDef *type, guint field)
{
  const char *unit = type->fields[field].unit;
  guint64 mask = SIJIL_FIELD_BIT (field);

  for (guint i = 0; unit != NULL && i < type->n_fields; i++)
    if (g_strcmp0 (type->fields[i].unit, unit) == 0)
      mask |= SIJIL_FIELD_BIT (i);
  return mask;
}

/**
 * sijil_type_is_number:
 * @kind: the kind of a field
 *
 * Returns: whether its value is an int64 rather than a text
 */
gboolean
sijil_type_is_number (SijilKind kind)
{
  return kind == SIJIL_KIND_INTEGER || kind == SIJIL_KIND_MONEY || kind == SIJIL_KIND_INSTANT ||
         kind == SIJIL_KIND_BOOLEAN;
}

/**
 * sijil_choice_has:
 * @choices: a code list
 * @code: (nullable): a code
 *
 * Returns: whether @code is in the list
 */
gboolean
sijil_choice_has (const SijilChoice *choices, const char *code)
{
  for (; choices->code != NULL; choices++)
    if (g_strcmp0 (choices->code, code) == 0)
      return TRUE;
  return FALSE;
}

/**
 * sijil_choice_label:
 * @choices: a code list
 * @code: (nullable): a code
 *
 * Returns: its label in the language of the window; the code itself if a newer program made it
 */
const char *
sijil_choice_label (const SijilChoice *choices, const char *code)
{
  for (; choices->code != NULL; choices++)
    if (g_strcmp0 (choices->code, code) == 0)
      return choices->ar != NULL && sijil_i18n_is_arabic () ? choices->ar : _ (choices->label);
  return code != NULL ? code : "";
}

static gboolean
is_name (const char *name)
{
  if (name == NULL || !g_ascii_islower (*name))
    return FALSE;
  for (const char *p = name; *p != '\0'; p++)
    if (!g_ascii_islower (*p) && !g_ascii_isdigit (*p) && *p != '_')
      return FALSE;
  return TRUE;
}

static const char *
field_fault (const SijilTypeDef *type, guint number)
{
  static const char *const RESERVED[] = { "id",     "rowid",  "order", "group",  "index",
                                          "table",  "select", "where", "values", "references",
                                          "stamps", "gone",   NULL };
  const SijilFieldDef *field = &type->fields[number];

  if (!is_name (field->name) || g_strv_contains (RESERVED, field->name))
    return "name";
  if (sijil_type_field (type, field->name) != (int) number)
    return "name is taken twice";
  if (field->label == NULL)
    return "label";
  if (field->kind == SIJIL_KIND_INVALID)
    return "kind";
  if (field->merge == SIJIL_MERGE_ASK || type->ledger != (field->merge == SIJIL_MERGE_LEDGER))
    return "merge rule";
  if (field->since == 0 || field->since > SIJIL_SCHEMA_VERSION)
    return "since";
  if ((field->kind == SIJIL_KIND_SET) != (field->merge == SIJIL_MERGE_SET))
    return "merge rule of a set";
  if (field->merge == SIJIL_MERGE_LIFE &&
      (field->kind != SIJIL_KIND_INSTANT || sijil_type_life (type) != (int) number))
    return "life";
  if ((field->kind == SIJIL_KIND_CHOICE || field->kind == SIJIL_KIND_SET) !=
      (field->choices != NULL))
    return "code list";
  if ((field->kind == SIJIL_KIND_REFERENCE) != (field->target != NULL) ||
      (field->target != NULL && sijil_type_find (field->target) == NULL))
    return "target";
  return NULL;
}

/**
 * sijil_types_check:
 * @error: return location for an error
 *
 * Walks all descriptors. Both programs call it at start: a descriptor that is not whole stops them
 * before they touch a file.
 *
 * Returns: %TRUE if every type is sound
 */
gboolean
sijil_types_check (GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (all_types); i++) {
    const SijilTypeDef *type = all_types[i];

    if (!is_name (type->name) || sijil_type_find (type->name) != type || type->label == NULL ||
        type->n_fields == 0 || type->n_fields > 60) {
      g_set_error (error, SIJIL_MODEL_ERROR, SIJIL_MODEL_ERROR_DESCRIPTOR, "type number %u", i);
      return FALSE;
    }
    for (guint f = 0; f < type->n_fields; f++) {
      const char *fault = field_fault (type, f);

      if (fault != NULL) {
        g_set_error (error, SIJIL_MODEL_ERROR, SIJIL_MODEL_ERROR_DESCRIPTOR, "%s, field %u: %s",
                     type->name, f, fault);
        return FALSE;
      }
    }
  }
  return TRUE;
}
