#include "desk.h"

#include "sijil-edit.h"
#include "sijil-fold.h"

#include <glib/gstdio.h>
#include <stdarg.h>
#include <string.h>

char *
desk_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("sijil-test-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
      remove_tree (child);
    else
      g_unlink (child);
  }
  g_rmdir (path);
}

void
desk_remove (char *folder)
{
  if (folder != NULL)
    remove_tree (folder);
  g_free (folder);
}

SijilStore *
desk_create (const char *folder, const char *association)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *code = NULL;
  SijilStore *store =
      sijil_store_create (folder, association, "مكتب الاختبار", "منى", PASSPHRASE, &code, &error);

  g_assert_no_error (error);
  return store;
}

SijilStore *
desk_unlock (const char *folder)
{
  g_autoptr (GError) error = NULL;
  SijilStore *store = sijil_store_unlock (folder, NULL, PASSPHRASE, &error);

  g_assert_no_error (error);
  return store;
}

void
desk_close (SijilStore *store)
{
  gint64 end = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  sijil_store_close (store);
  g_object_add_weak_pointer (G_OBJECT (store), (gpointer *) &store);
  g_object_unref (store);
  /* Announcements and answers on their way hold the store for a moment longer. */
  while (store != NULL && g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_thread_yield ();
  g_assert_null (store);
}

gpointer
desk_read (SijilStore *store, SijilStoreFunc func, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gpointer result = sijil_store_read (store, func, (gpointer) data, &error);

  g_assert_no_error (error);
  return result;
}

gpointer
desk_write (SijilStore *store, SijilStoreFunc func, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gpointer result = sijil_store_write (store, func, (gpointer) data, &error);

  g_assert_no_error (error);
  return result;
}

void
desk_refuses (SijilStore *store, SijilStoreFunc func, gconstpointer data, GQuark domain, int code)
{
  g_autoptr (GError) error = NULL;
  gpointer result = sijil_store_write (store, func, (gpointer) data, &error);

  g_assert_null (result);
  g_assert_error (error, domain, code);
}

static gpointer
put (SijilSession *session, gpointer record, GError **error)
{
  return sijil_edit_put (session, record, error) ? sijil_id_copy (sijil_record_id (record)) : NULL;
}

SijilId
desk_put (SijilStore *store, SijilRecord *record)
{
  g_autofree SijilId *id = desk_write (store, put, record);

  return *id;
}

typedef struct {
  const SijilTypeDef *type;
  const SijilId *id;
} Which;

static gpointer
get (SijilSession *session, gpointer data, GError **error)
{
  const Which *which = data;

  return sijil_records_get (session->db, which->type, which->id);
}

SijilRecord *
desk_get (SijilStore *store, const SijilTypeDef *type, const SijilId *id)
{
  return desk_read (store, get, &(Which){ type, id });
}

static gpointer
all (SijilSession *session, gpointer type, GError **error)
{
  return sijil_records_where (session->db, type, "ORDER BY rowid", error, "");
}

GPtrArray *
desk_all (SijilStore *store, const SijilTypeDef *type)
{
  return desk_read (store, all, type);
}

static gpointer
number (SijilSession *session, gpointer sql, GError **error)
{
  return g_memdup2 (&(gint64){ sijil_db_number (session->db, -1, sql, "") }, sizeof (gint64));
}

gint64
desk_number (SijilStore *store, const char *sql)
{
  g_autofree gint64 *found = desk_read (store, number, sql);

  return *found;
}

SijilRecord *
desk_person (const char *name, const char *relation, const char *id_number, const char *birth_date)
{
  SijilRecord *person = sijil_record_new (&sijil_person_type, NULL);

  sijil_record_set_text (person, SIJIL_PERSON_NAME, name);
  sijil_record_set_text (person, SIJIL_PERSON_RELATION, relation);
  if (id_number != NULL)
    sijil_record_set_text (person, SIJIL_PERSON_ID_NUMBER, id_number);
  else
    sijil_record_set_text (person, SIJIL_PERSON_NO_ID_REASON, "lost");
  if (birth_date != NULL)
    sijil_record_set_text (person, SIJIL_PERSON_BIRTH_DATE, birth_date);
  return person;
}

SijilRecord *
desk_household (gboolean consent)
{
  SijilRecord *household = sijil_record_new (&sijil_household_type, NULL);

  sijil_record_set_text (household, SIJIL_HOUSEHOLD_VILLAGE, "منية مسير");
  if (consent) {
    sijil_record_set_text (household, SIJIL_HOUSEHOLD_CONSENT_DATE, "2026-01-05");
    sijil_record_set_text (household, SIJIL_HOUSEHOLD_CONSENT_BASIS, "spoken");
  }
  return household;
}

/* Takes over the household and the persons. */
SijilId
desk_save (SijilStore *store, SijilRecord *household, ...)
{
  g_autoptr (SijilRecord) owned = household;
  g_autoptr (SijilHouseholdEdit) edit = sijil_household_edit_new (household);
  g_autofree SijilId *id = NULL;
  SijilRecord *person;
  va_list args;

  va_start (args, household);
  while ((person = va_arg (args, SijilRecord *)) != NULL)
    g_ptr_array_add (edit->persons, person);
  va_end (args);
  id = desk_write (store, sijil_household_save, edit);
  return *id;
}

SijilId
desk_family (SijilStore *store, const char *name, const char *id_number, const char *birth_date,
             gboolean consent)
{
  return desk_save (store, desk_household (consent),
                    desk_person (name, "head", id_number, birth_date), NULL);
}

SijilId
desk_head (SijilStore *store, const SijilId *household)
{
  g_autoptr (SijilRecord) record = desk_get (store, &sijil_household_type, household);
  SijilId head;

  g_assert_true (sijil_record_reference (record, SIJIL_HOUSEHOLD_HEAD, &head));
  return head;
}

void
desk_edit (SijilStore *store, const SijilTypeDef *type, const SijilId *id, guint field,
           const char *text)
{
  g_autoptr (SijilRecord) edit = sijil_record_new (type, id);

  sijil_record_set_text (edit, field, text);
  desk_put (store, edit);
}

char *
desk_text (SijilStore *store, const SijilTypeDef *type, const SijilId *id, guint field)
{
  g_autoptr (SijilRecord) record = desk_get (store, type, id);

  return g_strdup (record != NULL ? sijil_record_text (record, field) : NULL);
}

SijilRecord *
desk_programme (const char *code, const char *family, const char *limit_period)
{
  SijilRecord *programme = sijil_record_new (&sijil_programme_type, NULL);

  sijil_record_set_text (programme, SIJIL_PROGRAMME_CODE, code);
  sijil_record_set_text (programme, SIJIL_PROGRAMME_NAME, code);
  sijil_record_set_text (programme, SIJIL_PROGRAMME_FAMILY, family);
  sijil_record_set_text (programme, SIJIL_PROGRAMME_KIND, "goods");
  sijil_record_set_text (programme, SIJIL_PROGRAMME_PER, "household");
  sijil_record_set_text (programme, SIJIL_PROGRAMME_LIMIT_PERIOD, limit_period);
  sijil_record_set_number (programme, SIJIL_PROGRAMME_LIMIT_COUNT, 1);
  return programme;
}

SijilId
desk_serve (SijilStore *store, const SijilId *household, const SijilId *programme,
            const char *reason_code)
{
  g_autoptr (SijilHandOver) request = sijil_hand_over_new ();
  g_autofree SijilId *id = NULL;

  request->household = *household;
  request->programme = *programme;
  request->reason_code = g_strdup (reason_code);
  id = desk_write (store, sijil_hand_over, request);
  return *id;
}

void
desk_reverse (SijilStore *store, const SijilId *distribution)
{
  g_autoptr (SijilReversal) request = sijil_reversal_new (distribution, "slip", NULL);

  g_free (desk_write (store, sijil_reverse, request));
}

char *
desk_day (int days)
{
  g_autofree char *today = sijil_date_today ();

  return sijil_date_add_days (today, days);
}

/* In how many files below @folder these bytes stand. */
guint
desk_find_bytes (const char *folder, const char *bytes, gsize len)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    g_autofree char *text = NULL;
    gsize size = 0;

    if (g_file_test (path, G_FILE_TEST_IS_DIR))
      n += desk_find_bytes (path, bytes, len);
    else if (g_file_get_contents (path, &text, &size, NULL) && memmem (text, size, bytes, len)) {
      g_test_message ("found in %s", path);
      n++;
    }
  }
  return n;
}

/* The text as typed and folded, in UTF-8 and UTF-16. */
guint
desk_find_text (const char *folder, const char *text)
{
  g_autofree char *folded = sijil_fold (text);
  const char *forms[] = { text, folded };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++) {
    glong units;
    g_autofree gunichar2 *wide = g_utf8_to_utf16 (forms[i], -1, NULL, &units, NULL);

    n += desk_find_bytes (folder, forms[i], strlen (forms[i]));
    n += desk_find_bytes (folder, (const char *) wide, (gsize) units * 2);
  }
  return n;
}
