#define G_LOG_DOMAIN "sijil-cli"

#include "sijil-cli.h"

#include "sijil-export.h"
#include "sijil-file.h"
#include "sijil-fold.h"
#include "sijil-i18n.h"
#include "sijil-json.h"
#include "sijil-match-sheet.h"
#include "sijil-match-terms.h"

#include <string.h>

/* Bytes of the file that says what the headings mean. */
#define MAX_COLUMNS (1024 * 1024)

/* Two sheets, or one within itself, are compared without any register. */

static const char *const LEVELS[] = { "unknown", "differs", "weak",  "near",
                                      "alias",   "sound",   "latin", "equal" };
static const char *const IDS[] = { "unknown", "equal",      "lost-digit",   "swapped",
                                   "digit",   "two-digits", "other-serial", "differs" };
static const char *const BIRTHS[] = {
  "unknown",    "equal", "swapped", "year-near",   "first-of-january", "digit",
  "two-digits", "month", "year",    "day-differs", "near-year",        "differs"
};
static const char *const RIVALS[] = { "strangers", "siblings", "namesakes" };
static const char *const FIELDS[] = { "given", "names", "id",  "birth", "place",
                                      "phone", "head",  "sex", "other" };

/* A heading and its role, written either way round. */
static gboolean
take_column (GHashTable *columns, const char *key, const char *value, GError **error)
{
  gboolean reversed = sijil_role_find (value) == SIJIL_ROLE_NONE &&
                      sijil_role_find (key) != SIJIL_ROLE_NONE && g_strcmp0 (value, "none") != 0;
  g_autofree char *folded = sijil_fold (reversed ? value : key);
  g_auto (GStrv) words = g_strsplit (folded, " ", 0);
  SijilRole role = sijil_role_find (reversed ? key : value);

  if (role == SIJIL_ROLE_NONE && g_strcmp0 (value, "none") != 0 && g_strcmp0 (value, "") != 0) {
    g_set_error (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_INVALID,
                 _ ("%s: there is no such role of a column"), value);
    return FALSE;
  }
  g_hash_table_insert (columns, g_strjoinv ("", words), GINT_TO_POINTER (role));
  return TRUE;
}

/* A role, or an object that has one. */
static const char *
text_of (JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    node = json_object_get_member (json_node_get_object (node), "role");
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
                 json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : "";
}

static GHashTable *
read_columns (const char *path, GError **error)
{
  g_autoptr (GHashTable) columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GList) names = NULL;
  g_autofree char *text = NULL;
  JsonObject *object;
  gboolean ok = TRUE;
  gsize len;

  text = sijil_file_read (path, MAX_COLUMNS, &len, error);
  if (text == NULL)
    return NULL;
  object = sijil_json_parse (text, len, error);
  if (object == NULL)
    return NULL;
  names = json_object_get_members (object);
  for (GList *l = names; ok && l != NULL; l = l->next) {
    JsonNode *node = json_object_get_member (object, l->data);
    const char *value = text_of (node);

    ok = take_column (columns, l->data, value, error);
  }
  json_object_unref (object);
  return ok ? g_steal_pointer (&columns) : NULL;
}

static void
append_number (GString *out, float number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (out, g_ascii_formatd (text, sizeof text, "%.2f", (double) number));
}

/* Codes and bits, for whoever wants to know why. */
static void
append_why (GString *out, const SijilComparison *why)
{
  const char *const found[SIJIL_MATCH_N_FIELDS] = {
    [SIJIL_MATCH_GIVEN] = LEVELS[why->given], [SIJIL_MATCH_ID] = IDS[why->id],
    [SIJIL_MATCH_BIRTH] = BIRTHS[why->birth], [SIJIL_MATCH_PLACE] = LEVELS[why->village],
    [SIJIL_MATCH_PHONE] = LEVELS[why->phone], [SIJIL_MATCH_RELATIVE] = LEVELS[why->relative],
  };

  for (guint i = 0; i < SIJIL_MATCH_N_FIELDS; i++) {
    if (why->bits[i] > -0.005f && why->bits[i] < 0.005f)
      continue;
    g_string_append_printf (out, "%s%s:", FIELDS[i], found[i] != NULL ? "=" : "");
    if (found[i] != NULL)
      g_string_insert (out, (gssize) out->len - 1, found[i]);
    append_number (out, why->bits[i]);
    g_string_append_c (out, ' ');
  }
  g_string_append_printf (out, "rather-than=%s", RIVALS[why->rival]);
}

static void
append_pair (GString *out, const SijilMatchPair *pair, GPtrArray *a, GPtrArray *b, gboolean explain)
{
  sijil_export_cell (out, a->pdata[pair->a]);
  g_string_append_c (out, ',');
  sijil_export_cell (out, b->pdata[pair->b]);
  g_string_append_c (out, ',');
  append_number (out, pair->comparison.weight);
  g_string_append (out, pair->zone == SIJIL_ZONE_AUTO ? ",auto" : ",review");
  if (explain) {
    g_string_append_c (out, ',');
    append_why (out, &pair->comparison);
  }
  g_string_append_c (out, '\n');
}

static gboolean
write_pairs (SijilCli *cli, SijilMatchSheet *a, SijilMatchSheet *b, GError **error)
{
  SijilMatchLists lists = { a->records, b != NULL ? b->records : NULL, a->exact_extras, 0 };
  g_autoptr (GArray) pairs = NULL;
  g_autoptr (GString) out =
      g_string_new (cli->explain ? "a_id,b_id,score,decision,why\n" : "a_id,b_id,score,decision\n");
  guint linked = 0;

  sijil_match_weigh_lists (a->records, b != NULL ? b->records : NULL);
  pairs = sijil_match_pairs (&lists, NULL, NULL);
  for (guint i = 0; i < pairs->len; i++) {
    const SijilMatchPair *pair = &g_array_index (pairs, SijilMatchPair, i);

    linked += pair->zone == SIJIL_ZONE_AUTO;
    append_pair (out, pair, a->ids, b != NULL ? b->ids : a->ids, cli->explain);
  }
  if (!g_file_set_contents_full (cli->out, out->str, (gssize) out->len,
                                 G_FILE_SET_CONTENTS_CONSISTENT, 0600, error))
    return FALSE;
  g_print (_ ("%u pairs: %u the same, %u to review\n"), pairs->len, linked, pairs->len - linked);
  return TRUE;
}

SijilExit
sijil_cli_match (SijilCli *cli, char **words)
{
  g_autoptr (GHashTable) columns = NULL;
  g_autoptr (SijilMatchSheet) a = NULL;
  g_autoptr (SijilMatchSheet) b = NULL;
  GError *error = NULL;

  if (words[0] == NULL || cli->out == NULL)
    return sijil_cli_usage (_ ("match needs one sheet or two, and --out"));
  columns = cli->columns != NULL ? read_columns (cli->columns, &error) : sijil_match_columns ();
  if (columns != NULL)
    a = sijil_match_sheet_load (words[0], columns, NULL, &error);
  if (a != NULL && words[1] != NULL)
    b = sijil_match_sheet_load (words[1], columns, a, &error);
  return error == NULL && write_pairs (cli, a, b, &error) ? SIJIL_EXIT_DONE
                                                          : sijil_cli_fail (error);
}
