/* Prints docs/data-dictionary.md: every record type and field, out of the descriptors.
 * tests/lint/check-dictionary holds the file to this; with --write it makes the file anew. */

#include <stdio.h>
#include <stdlib.h>

#include "sijil-type.h"

#define DEFAULT_MAX_LEN 200

static const char INTRODUCTION[] =
    "# Data dictionary\n\n"
    "This file is generated from the descriptors in `src/model/types`. Do not edit it: build, then "
    "run\n"
    "`tests/lint/check-dictionary --write`.\n\n"
    "A **register** is a record whose fields are edited. A **ledger** is a fact: it is written "
    "once and\n"
    "never edited; another fact may reverse it. Beside its fields each record has an id (UUIDv7), "
    "its\n"
    "birth name and its stamps; see [architecture](architecture.md).\n\n"
    "| word | meaning |\n"
    "| --- | --- |\n"
    "| own | goes to the devices of the association that made it |\n"
    "| alliance | goes to every device, by the catalogue |\n"
    "| told | made by the registry for one association |\n"
    "| register (merge) | of two values the one with the larger stamp wins, the other is kept |\n"
    "| guarded | of two concurrent values the one that the registry committed first stands |\n"
    "| ledger (merge) | written with the fact, never changed |\n"
    "| set (merge) | each element for itself; an addition that a removal had not seen stays |\n"
    "| life (merge) | when the record was deleted; an edit that had not seen it revives |\n"
    "| as “name” | fields of a record with the same such name merge as one |\n"
    "| open, internal, personal, sensitive | privacy class; see [data "
    "protection](data-protection.md) |\n"
    "| max | most characters of a text |\n"
    "| since | version of the schema that brought the field |\n";

static const char *
kind_words (const SijilFieldDef *field)
{
  switch (field->kind) {
  case SIJIL_KIND_TEXT:
    return "text";
  case SIJIL_KIND_INTEGER:
    return "integer";
  case SIJIL_KIND_MONEY:
    return "money (piastres)";
  case SIJIL_KIND_DATE:
    return field->precision == SIJIL_DATE_DAY ? "date" : "date, may be partial";
  case SIJIL_KIND_INSTANT:
    return "instant (µs UTC)";
  case SIJIL_KIND_CHOICE:
    return "choice";
  case SIJIL_KIND_REFERENCE:
    return "reference";
  case SIJIL_KIND_BOOLEAN:
    return "boolean";
  case SIJIL_KIND_SET:
    return "set of choices";
  case SIJIL_KIND_INVALID:
    break;
  }
  return "invalid";
}

static const char *
merge_words (SijilMerge merge)
{
  static const char *const WORDS[] = { "ask", "register", "guarded", "ledger", "set", "life" };

  return WORDS[merge];
}

static const char *
privacy_words (SijilPrivacy privacy)
{
  static const char *const WORDS[] = { "sensitive", "personal", "internal", "open" };

  return WORDS[privacy];
}

static const char *
audience_words (SijilAudience audience)
{
  static const char *const WORDS[] = { "own", "alliance", "told" };

  return WORDS[audience];
}

/* A code list has no name of its own: it is called after the first field that uses it. */
static char *
list_name (const SijilChoice *choices)
{
  guint n;
  const SijilTypeDef *const *types = sijil_types (&n);

  for (guint i = 0; i < n; i++)
    for (guint f = 0; f < types[i]->n_fields; f++)
      if (types[i]->fields[f].choices == choices)
        return g_strdup_printf ("%s.%s", types[i]->name, types[i]->fields[f].name);
  return NULL;
}

static void
print_field (const SijilFieldDef *field)
{
  g_autofree char *list = field->choices != NULL ? list_name (field->choices) : NULL;
  g_autofree char *values = NULL;
  gboolean is_text = field->kind == SIJIL_KIND_TEXT || field->kind == SIJIL_KIND_SET;
  guint most = field->max_len != 0 ? field->max_len : DEFAULT_MAX_LEN;

  if (list != NULL)
    values = g_strdup_printf ("codes of `%s`", list);
  else if (field->target != NULL)
    values = g_strdup_printf ("`%s`", field->target);
  printf ("| `%s` | %s | %s | %s", field->name, field->label, kind_words (field),
          merge_words (field->merge));
  if (field->unit != NULL)
    printf (", as “%s”", field->unit);
  printf (" | %s | %s | ", privacy_words (field->privacy),
          (field->flags & SIJIL_FIELD_REQUIRED) != 0 ? "yes" : "");
  if (is_text)
    printf ("%u ", most);
  printf ("| %s | %u |\n", values != NULL ? values : "", field->since);
}

static void
print_type (const SijilTypeDef *type)
{
  printf ("\n## %s\n\n%s. Audience: %s. %s.\n\n", type->name, type->label,
          audience_words (type->audience), type->ledger ? "Ledger" : "Register");
  printf ("| field | label | kind | merge | privacy | required | max | values | since |\n"
          "| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
  for (guint f = 0; f < type->n_fields; f++)
    print_field (&type->fields[f]);
}

static void
print_list (const SijilChoice *choices, const char *name)
{
  printf ("\n### %s\n\n| code | label |\n| --- | --- |\n", name);
  for (; choices->code != NULL; choices++) {
    printf ("| `%s` | %s", choices->code, choices->label);
    if (choices->ar != NULL)
      printf (", %s", choices->ar);
    printf (" |\n");
  }
}

static void
print_lists (void)
{
  guint n;
  const SijilTypeDef *const *types = sijil_types (&n);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  printf ("\n## Code lists\n\nThe code is stored, the label is shown. Codes are never renamed.\n");
  for (guint i = 0; i < n; i++)
    for (guint f = 0; f < types[i]->n_fields; f++) {
      const SijilChoice *choices = types[i]->fields[f].choices;
      g_autofree char *name = NULL;

      if (choices == NULL || !g_hash_table_add (seen, (gpointer) choices))
        continue;
      name = list_name (choices);
      print_list (choices, name);
    }
}

int
main (void)
{
  guint n;
  const SijilTypeDef *const *types = sijil_types (&n);

  if (!sijil_types_check (NULL))
    return EXIT_FAILURE;
  printf ("%s\nVersion of the schema: %u.\n", INTRODUCTION, (guint) SIJIL_SCHEMA_VERSION);
  for (guint i = 0; i < n; i++)
    print_type (types[i]);
  print_lists ();
  return ferror (stdout) != 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
