#include "names.h"
#include "sijil-test.h"
#include "types/sijil-types-all.h"

#include <string.h>

static gboolean
is_wire_error (const GError *error)
{
  return error != NULL && error->domain == SIJIL_WIRE_ERROR;
}

static GBytes *
sample (void)
{
  g_autoptr (GPtrArray) sets =
      g_ptr_array_new_with_free_func ((GDestroyNotify) sijil_change_set_free);
  SijilChangeSet *set = sijil_change_set_new (NULL);
  g_autoptr (SijilRecord) person = sijil_record_new (&sijil_person_type, NULL);
  Known nobody = { .n = 0 };
  SijilNames names = KNOWN_NAMES (&nobody);

  set->device = 7;
  set->cseq = 1;
  set->stamp = 1000;
  sijil_record_set_text (person, SIJIL_PERSON_NAME, "فاطمة محمد علي");
  sijil_record_set_text (person, SIJIL_PERSON_PHONE, "01001234567");
  sijil_change_set_add (set, person, TRUE);
  g_ptr_array_add (sets, set);
  return sijil_frame_encode (sets, &names);
}

static void
cut (void)
{
  g_autoptr (GBytes) frame = sample ();
  Known nobody = { .n = 0 };
  SijilNames names = KNOWN_NAMES (&nobody);

  for (gsize len = 0; len < g_bytes_get_size (frame); len++) {
    g_autoptr (GBytes) part = g_bytes_new_from_bytes (frame, 0, len);
    g_autoptr (GError) error = NULL;

    g_assert_null (sijil_frame_decode (part, &names, &error));
    g_assert_true (is_wire_error (error));
  }
}

static void
flipped (void)
{
  g_autoptr (GBytes) frame = sample ();
  Known nobody = { .n = 0 };
  SijilNames names = KNOWN_NAMES (&nobody);
  gsize len;
  const guint8 *data = g_bytes_get_data (frame, &len);

  for (gsize i = 0; i < len; i++)
    for (int bit = 0; bit < 8; bit++) {
      guint8 *copy = g_memdup2 (data, len);
      g_autoptr (GBytes) damaged = g_bytes_new_take (copy, len);
      g_autoptr (GError) error = NULL;

      copy[i] ^= (guint8) (1 << bit);
      g_assert_null (sijil_frame_decode (damaged, &names, &error));
      g_assert_true (is_wire_error (error));
    }
}

static void
longer (void)
{
  g_autoptr (GBytes) frame = sample ();
  gsize len;
  const guint8 *data = g_bytes_get_data (frame, &len);
  guint8 *copy = g_malloc0 (len + 1);
  g_autoptr (GBytes) damaged = g_bytes_new_take (copy, len + 1);
  g_autoptr (GError) error = NULL;
  gsize n;

  memcpy (copy, data, len);
  g_assert_null (sijil_frame_unpack (damaged, &n, &error));
  g_assert_true (is_wire_error (error));
}

/* Says that it unpacks to more than a frame may hold, or to less than it does. */
static void
wrong_length (void)
{
  static const guint32 LENGTHS[] = { 0, 1, SIJIL_MAX_FRAME_RAW + 1, G_MAXUINT32 };
  g_autoptr (GBytes) frame = sample ();
  gsize len;
  const guint8 *data = g_bytes_get_data (frame, &len);

  for (guint i = 0; i < G_N_ELEMENTS (LENGTHS); i++) {
    guint8 *copy = g_memdup2 (data, len);
    g_autoptr (GBytes) damaged = g_bytes_new_take (copy, len);
    g_autoptr (GError) error = NULL;
    int expected =
        LENGTHS[i] > SIJIL_MAX_FRAME_RAW ? SIJIL_WIRE_ERROR_TOO_LARGE : SIJIL_WIRE_ERROR_MALFORMED;
    gsize n;

    for (int k = 0; k < 4; k++)
      copy[5 + k] = (guint8) (LENGTHS[i] >> (8 * k));
    g_assert_null (sijil_frame_unpack (damaged, &n, &error));
    g_assert_error (error, SIJIL_WIRE_ERROR, expected);
  }
}

/* One document with a hole for each thing that the cases exchange. */
#define SETS                                                                                       \
  "\"sets\":{\"d\":[7],\"c\":[1],\"h\":[1000],\"b\":[0],\"q\":[0],\"s\":[1],"                      \
  "\"i\":[\"AZAAAAAAcACAAAAAAAAAAQ\"],\"a\":[0],\"A\":[\"me\"]}"
#define NAMES "\"names\":{\"d\":[],\"c\":[],\"i\":[],\"u\":[]}"
#define DOC(sets, names, rows) "{\"v\":1," sets "," names ",\"rows\":[" rows "]}"
#define ROW "{\"t\":\"person\",\"n\":1,\"f\":[\"name\"],\"s\":[0],\"i\":[0],\"v\":[[\"Ali\"]]}"

static GPtrArray *
decode (const char *json, GError **error)
{
  g_autoptr (GBytes) frame = sijil_frame_pack (json, strlen (json));
  Known known = { .n = 0 };
  SijilNames names = KNOWN_NAMES (&known);
  SijilId id;

  sijil_id_parse ("01900000-0000-7000-8000-00000000000a", &id);
  known_add (&known, &id, 3, 4, 5);
  return sijil_frame_decode (frame, &names, error);
}

static void
refused (gconstpointer json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sets = decode (json, &error);

  g_assert_null (sets);
  g_assert_true (is_wire_error (error));
}

static void
the_form_itself_is_good (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sets = decode (DOC (SETS, NAMES, ROW), &error);
  SijilChangeSet *set;

  g_assert_no_error (error);
  g_assert_cmpuint (sets->len, ==, 1);
  set = sets->pdata[0];
  g_assert_cmpuint (set->rows->len, ==, 1);
  g_assert_cmpstr (
      sijil_record_text (((SijilChangeRow *) set->rows->pdata[0])->record, SIJIL_PERSON_NAME), ==,
      "Ali");
}

static void
unknown_type (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sets = decode (
      DOC (SETS, NAMES,
           "{\"t\":\"caravan\",\"n\":1,\"f\":[\"minutes\"],\"s\":[0],\"i\":[0],\"v\":[[90]]}"
           ",{\"t\":\"person\",\"n\":1,\"f\":[\"name\"],\"s\":[0],\"i\":[1],"
           "\"v\":[[\"Ali\"]]}"),
      &error);
  SijilChangeSet *set;

  g_assert_no_error (error);
  set = sets->pdata[0];
  g_assert_cmpuint (set->rows->len, ==, 1);
  g_assert_cmpuint (((SijilChangeRow *) set->rows->pdata[0])->index, ==, 1);
}

static void
unknown_field (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sets =
      decode (DOC (SETS, NAMES,
                   "{\"t\":\"person\",\"n\":1,\"f\":[\"blood\",\"name\"],\"s\":[0],\"i\":[0],"
                   "\"v\":[[{\"a\":[1]}],[\"Ali\"]],\"new\":true}"),
              &error);
  SijilChangeRow *row;

  g_assert_no_error (error);
  row = ((SijilChangeSet *) sets->pdata[0])->rows->pdata[0];
  g_assert_cmphex (sijil_record_present (row->record), ==, SIJIL_FIELD_BIT (SIJIL_PERSON_NAME));
}

static void
unknown_name (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sets =
      decode (DOC (SETS, "\"names\":{\"d\":[3],\"c\":[4],\"i\":[6],\"u\":[]}",
                   "{\"t\":\"person\",\"n\":0,\"f\":[\"name\"],\"s\":[0],\"i\":[0],\"r\":[0],"
                   "\"v\":[[\"Ali\"]]}"),
              &error);

  g_assert_null (sets);
  g_assert_error (error, SIJIL_WIRE_ERROR, SIJIL_WIRE_ERROR_UNKNOWN_NAME);
}

#define EDIT(name)                                                                                 \
  "{\"t\":\"person\",\"n\":0,\"f\":[\"name\"],\"s\":[0],\"i\":[0],\"r\":[" name                    \
  "],\"v\":[[\"Ali\"]]}"
#define ONE_NAME "\"names\":{\"d\":[3],\"c\":[4],\"i\":[5],\"u\":[]}"
#define SETS_WITH(key, value)                                                                      \
  "\"sets\":{\"d\":[7],\"c\":[1],\"h\":[1000],\"b\":[0],\"q\":[0],\"s\":[1],"                      \
  "\"i\":[\"AZAAAAAAcACAAAAAAAAAAQ\"],\"a\":[0],\"A\":[\"me\"],\"" key "\":" value "}"

static const struct {
  const char *name;
  const char *json;
} CASES[] = {
  { "no-object", "[]" },
  { "nothing", "" },
  { "a-later-version", "{\"v\":2," SETS "," NAMES ",\"rows\":[]}" },
  { "no-version", "{" SETS "," NAMES ",\"rows\":[]}" },
  { "no-sets", "{\"v\":1," NAMES ",\"rows\":[]}" },
  { "no-names", "{\"v\":1," SETS ",\"rows\":[]}" },
  { "no-rows", "{\"v\":1," SETS "," NAMES "}" },
  { "rows-that-are-no-list", "{\"v\":1," SETS "," NAMES ",\"rows\":{}}" },
  { "a-group-that-is-no-object", DOC (SETS, NAMES, "7") },
  { "a-short-column-of-sets", DOC (SETS_WITH ("c", "[]"), NAMES, ROW) },
  { "a-negative-device", DOC (SETS_WITH ("d", "[-1]"), NAMES, ROW) },
  { "a-device-out-of-range", DOC (SETS_WITH ("d", "[4294967296]"), NAMES, ROW) },
  { "a-cseq-out-of-range", DOC (SETS_WITH ("c", "[1099511627777]"), NAMES, ROW) },
  { "a-stamp-beyond-int64", DOC (SETS_WITH ("h", "[9223372036854775808]"), NAMES, ROW) },
  { "a-fraction", DOC (SETS_WITH ("c", "[1.5]"), NAMES, ROW) },
  { "a-number-as-text", DOC (SETS_WITH ("c", "[\"1\"]"), NAMES, ROW) },
  { "a-short-set-id", DOC (SETS_WITH ("i", "[\"AZAA\"]"), NAMES, ROW) },
  { "a-row-born-in-a-set-without-an-id", DOC (SETS_WITH ("i", "[\"\"]"), NAMES, ROW) },
  { "a-set-id-that-is-a-number", DOC (SETS_WITH ("i", "[5]"), NAMES, ROW) },
  { "a-set-id-of-other-signs", DOC (SETS_WITH ("i", "[\"....................!!\"]"), NAMES, ROW) },
  { "an-actor-that-is-not-there", DOC (SETS_WITH ("a", "[1]"), NAMES, ROW) },
  { "an-actor-that-is-a-number", DOC (SETS_WITH ("A", "[5]"), NAMES, ROW) },
  { "names-of-different-length",
    DOC (SETS, "\"names\":{\"d\":[3],\"c\":[],\"i\":[5],\"u\":[]}", EDIT ("0")) },
  { "names-of-different-length-the-other-way",
    DOC (SETS, "\"names\":{\"d\":[3],\"c\":[4,1],\"i\":[5],\"u\":[]}", EDIT ("0")) },
  { "a-name-beyond-the-list", DOC (SETS, ONE_NAME, EDIT ("1")) },
  { "a-negative-name", DOC (SETS, ONE_NAME, EDIT ("-1")) },
  { "a-name-that-is-a-number-among-the-uuids",
    DOC (SETS, "\"names\":{\"d\":[],\"c\":[],\"i\":[],\"u\":[5]}", EDIT ("0")) },
  { "a-name-that-is-no-uuid",
    DOC (SETS, "\"names\":{\"d\":[],\"c\":[],\"i\":[],\"u\":[\"x\"]}", EDIT ("0")) },
  { "an-edit-without-a-name",
    DOC (SETS, NAMES,
         "{\"t\":\"person\",\"n\":0,\"f\":[\"name\"],\"s\":[0],\"i\":[0],\"v\":[[\"Ali\"]]}") },
  { "a-reference-that-is-not-there",
    DOC (SETS, NAMES,
         "{\"t\":\"person\",\"n\":1,\"f\":[\"household\"],\"s\":[0],\"i\":[0],\"v\":[[0]]}") },
  { "a-reference-that-is-a-text",
    DOC (SETS, ONE_NAME,
         "{\"t\":\"person\",\"n\":1,\"f\":[\"household\"],\"s\":[0],\"i\":[0],\"v\":[[\"0\"]]}") },
  { "a-text-where-a-number-belongs",
    DOC (SETS, NAMES,
         "{\"t\":\"household\",\"n\":1,\"f\":[\"income\"],\"s\":[0],\"i\":[0],\"v\":[[\"5\"]]}") },
  { "a-number-where-a-text-belongs",
    DOC (SETS, NAMES,
         "{\"t\":\"person\",\"n\":1,\"f\":[\"name\"],\"s\":[0],\"i\":[0],\"v\":[[5]]}") },
  { "a-list-where-a-text-belongs",
    DOC (SETS, NAMES,
         "{\"t\":\"person\",\"n\":1,\"f\":[\"name\"],\"s\":[0],\"i\":[0],\"v\":[[[\"a\"]]]}") },
  { "values-of-different-length",
    DOC (SETS, NAMES,
         "{\"t\":\"person\",\"n\":1,\"f\":[\"name\"],\"s\":[0],\"i\":[0],\"v\":[[]]}") },
  { "fewer-columns-than-fields",
    DOC (SETS, NAMES,
         "{\"t\":\"person\",\"n\":1,\"f\":[\"name\",\"sex\"],\"s\":[0],\"i\":[0],"
         "\"v\":[[\"Ali\"]]}") },
  { "indexes-of-different-length",
    DOC (SETS, NAMES,
         "{\"t\":\"person\",\"n\":1,\"f\":[\"name\"],\"s\":[0],\"i\":[],\"v\":[[\"Ali\"]]}") },
  { "ids-of-different-length",
    DOC (SETS, NAMES,
         "{\"t\":\"person\",\"n\":1,\"f\":[\"name\"],\"s\":[0],\"i\":[0],\"x\":[],"
         "\"v\":[[\"Ali\"]]}") },
  { "an-id-that-is-a-number",
    DOC (SETS, NAMES,
         "{\"t\":\"person\",\"n\":1,\"f\":[\"name\"],\"s\":[0],\"i\":[0],\"x\":[5],"
         "\"v\":[[\"Ali\"]]}") },
  { "held-that-is-no-list",
    DOC (SETS, NAMES,
         "{\"t\":\"person\",\"n\":1,\"f\":[\"name\"],\"s\":[0],\"i\":[0],\"h\":5,"
         "\"v\":[[\"Ali\"]]}") },
  { "a-field-that-is-a-number",
    DOC (SETS, NAMES,
         "{\"t\":\"person\",\"n\":1,\"f\":[5],\"s\":[0],\"i\":[0],\"v\":[[\"Ali\"]]}") },
  { "a-set-that-is-not-there",
    DOC (SETS, NAMES,
         "{\"t\":\"person\",\"n\":1,\"f\":[\"name\"],\"s\":[1],\"i\":[0],\"v\":[[\"Ali\"]]}") },
  { "an-index-out-of-range",
    DOC (SETS, NAMES,
         "{\"t\":\"person\",\"n\":1,\"f\":[\"name\"],\"s\":[0],\"i\":[100001],"
         "\"v\":[[\"Ali\"]]}") },
  { "two-new-rows-of-one-name", DOC (SETS, NAMES, ROW "," ROW) },
  { "two-known-rows-of-one-number", DOC (SETS, ONE_NAME, EDIT ("0") "," EDIT ("0")) },
  { "a-new-and-a-known-row-of-one-number", DOC (SETS, ONE_NAME, EDIT ("0") "," ROW) },
  { "a-novelty-that-is-neither",
    DOC (SETS, NAMES,
         "{\"t\":\"person\",\"n\":2,\"f\":[\"name\"],\"s\":[0],\"i\":[0],\"v\":[[\"Ali\"]]}") },
};

/* Beyond what any one frame may hold, however well it packs. */
static void
too_many_sets (void)
{
  g_autoptr (GString) ids = g_string_new ("[");
  g_autofree char *json = NULL;

  for (guint i = 0; i <= SIJIL_MAX_SETS; i++)
    g_string_append (ids, i == 0 ? "0" : ",0");
  g_string_append_c (ids, ']');
  json = g_strdup_printf ("{\"v\":1,\"sets\":{\"i\":%s},\"names\":{},\"rows\":[]}", ids->str);
  refused (json);
}

static void
a_bomb (void)
{
  gsize len = SIJIL_MAX_FRAME_RAW + 1;
  g_autofree char *spaces = g_malloc (len);
  g_autoptr (GBytes) frame = NULL;
  g_autoptr (GError) error = NULL;
  gsize n;

  memset (spaces, ' ', len);
  frame = sijil_frame_pack (spaces, len);
  g_assert_cmpuint (g_bytes_get_size (frame), <, 100000);
  g_assert_null (sijil_frame_unpack (frame, &n, &error));
  g_assert_error (error, SIJIL_WIRE_ERROR, SIJIL_WIRE_ERROR_TOO_LARGE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/frame/cut-at-any-byte-is-refused", cut);
  g_test_add_func ("/frame/any-flipped-bit-is-refused", flipped);
  g_test_add_func ("/frame/a-byte-too-many-is-refused", longer);
  g_test_add_func ("/frame/a-wrong-length-is-refused", wrong_length);
  g_test_add_func ("/frame/what-would-unpack-too-large-is-refused", a_bomb);
  g_test_add_func ("/frame/the-document-of-these-cases-is-good", the_form_itself_is_good);
  g_test_add_func ("/frame/an-unknown-type-is-passed-over", unknown_type);
  g_test_add_func ("/frame/an-unknown-field-is-passed-over", unknown_field);
  g_test_add_func ("/frame/a-row-that-is-not-here-is-told-apart", unknown_name);
  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++) {
    g_autofree char *path = g_strconcat ("/frame/refused/", CASES[i].name, NULL);

    g_test_add_data_func (path, CASES[i].json, refused);
  }
  g_test_add_func ("/frame/refused/too-many-sets", too_many_sets);
  return g_test_run ();
}
