#define G_LOG_DOMAIN "sijil-store"

#include "sijil-words.h"

#include "sijil-i18n.h"
#include "sijil-records.h"
#include "sijil-set.h"
#include "sijil-text.h"
#include "types/sijil-types-all.h"

#include <string.h>

static char *
reference_words (SijilDb *db, const SijilTypeDef *target, const SijilId *id)
{
  g_autoptr (SijilRecord) record = sijil_records_get (db, target, id);
  int name = sijil_type_field (target, target == &sijil_household_type ? "card" : "name");

  return record != NULL && name >= 0 ? g_strdup (sijil_record_text (record, (guint) name)) : NULL;
}

static char *
set_words (const SijilChoice *choices, const char *set)
{
  g_auto (GStrv) codes = sijil_set_codes (set);
  GString *out = g_string_new (NULL);

  for (guint i = 0; codes[i] != NULL; i++) {
    if (i > 0)
      g_string_append (out, _ (", "));
    g_string_append (out, sijil_choice_label (choices, codes[i]));
  }
  return g_string_free (out, FALSE);
}

static char *
number_words (SijilKind kind, gint64 number)
{
  if (kind == SIJIL_KIND_MONEY)
    return sijil_text_money (number);
  if (kind == SIJIL_KIND_BOOLEAN)
    return g_strdup (number != 0 ? _ ("Yes") : _ ("No"));
  if (kind == SIJIL_KIND_INSTANT) {
    g_autofree char *day = sijil_date_of_instant (number);

    return sijil_date_show (day);
  }
  return sijil_text_number (number);
}

/**
 * sijil_field_words:
 * @db: the local register, for the names of what a reference points to
 * @record: a record
 * @field: a field
 *
 * Returns: (transfer full) (nullable): its value as a person reads it; %NULL if it is empty
 */
char *
sijil_field_words (SijilDb *db, SijilRecord *record, guint field)
{
  const SijilFieldDef *def = &sijil_record_def (record)->fields[field];
  const char *text;
  SijilId id;

  if (sijil_record_is_null (record, field))
    return NULL;
  if (sijil_type_is_number (def->kind))
    return number_words (def->kind, sijil_record_number (record, field, 0));
  text = sijil_record_text (record, field);
  if (def->kind == SIJIL_KIND_REFERENCE)
    return sijil_id_parse (text, &id) ? reference_words (db, sijil_type_find (def->target), &id)
                                      : NULL;
  if (def->kind == SIJIL_KIND_SET)
    return set_words (def->choices, text);
  if (def->kind == SIJIL_KIND_CHOICE)
    return g_strdup (sijil_choice_label (def->choices, text));
  if (def->kind == SIJIL_KIND_DATE)
    return sijil_date_show (text);
  if (strcmp (def->name, "phone") == 0)
    return sijil_text_phone (text);
  if (strcmp (def->name, "id_number") == 0)
    return sijil_text_national_id (text);
  return (def->flags & SIJIL_FIELD_LTR) != 0 ? sijil_text_ltr (text) : g_strdup (text);
}
