#include "desk.h"
#include "sijil-families.h"
#include "sijil-family-file.h"
#include "sijil-history.h"
#include "sijil-model-error.h"
#include "sijil-test.h"
#include "sijil-visits.h"
#include "types/sijil-types-all.h"

static char *folder;
static SijilStore *store;

static SijilRecord *
visit (const SijilId *household, const char *on, const char *note)
{
  SijilRecord *record = sijil_record_new (&sijil_visit_type, NULL);

  sijil_record_set_reference (record, SIJIL_VISIT_HOUSEHOLD, household);
  sijil_record_set_text (record, SIJIL_VISIT_VISITED_ON, on);
  sijil_record_set_text (record, SIJIL_VISIT_VISITOR, "هبة");
  sijil_record_set_text (record, SIJIL_VISIT_NOTE, note);
  return record;
}

static SijilId
visited (const SijilId *household, const char *on, const char *note)
{
  g_autoptr (SijilRecord) record = visit (household, on, note);
  g_autofree SijilId *fact = desk_write (store, sijil_visit_save, record);

  return *fact;
}

static SijilId
family (const char *name)
{
  return desk_family (store, name, NULL, NULL, TRUE);
}

static void
newest_first (void)
{
  SijilId home = family ("نعمة حسن محمد علي");
  g_autofree char *yesterday = desk_day (-1);
  g_autofree char *today = desk_day (0);
  g_autoptr (GPtrArray) visits = NULL;
  const SijilVisit *last, *first;

  visited (&home, yesterday, "السقف يسرّب");
  visited (&home, NULL, "تم إصلاح السقف");
  visits = desk_read (store, sijil_visits, &home);
  g_assert_cmpuint (visits->len, ==, 2);
  last = visits->pdata[0];
  first = visits->pdata[1];
  g_assert_cmpstr (last->visited_on, ==, today);
  g_assert_cmpstr (first->visited_on, ==, yesterday);
  g_assert_cmpstr (first->note, ==, "السقف يسرّب");
  g_assert_cmpstr (first->visitor, ==, "هبة");
  g_assert_nonnull (first->office);
  g_assert_nonnull (first->actor);
}

static void
refused (void)
{
  SijilId home = family ("سالم فؤاد حنا جرجس"), nowhere = { { 7 } };
  g_autofree char *tomorrow = desk_day (1);
  g_autoptr (SijilRecord) early = visit (&home, tomorrow, "زيارة");
  g_autoptr (SijilRecord) empty = visit (&home, NULL, NULL);
  g_autoptr (SijilRecord) lost = visit (&nowhere, NULL, "زيارة");

  desk_refuses (store, sijil_visit_save, early, SIJIL_MODEL_ERROR, SIJIL_MODEL_ERROR_INVALID);
  desk_refuses (store, sijil_visit_save, empty, SIJIL_MODEL_ERROR, SIJIL_MODEL_ERROR_INVALID);
  desk_refuses (store, sijil_visit_save, lost, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_NOT_FOUND);
}

static void
taken_back (void)
{
  SijilId home = family ("عزة لبيب سعد مينا");
  SijilId fact = visited (&home, NULL, "كتبت لأسرة أخرى");
  g_autofree SijilId *reversal = NULL;
  SijilFamilyFile *file;

  file = desk_read (store, sijil_family_file, &home);
  g_assert_cmpuint (file->visits->len, ==, 1);
  g_assert_cmpuint (file->family->members->len, ==, 1);
  sijil_family_file_free (file);
  reversal = desk_write (store, sijil_visit_reverse, &fact);
  file = desk_read (store, sijil_family_file, &home);
  g_assert_cmpuint (file->visits->len, ==, 0);
  for (guint i = 0; i < file->history->len; i++)
    g_assert_cmpstr (((SijilHistoryLine *) file->history->pdata[i])->kind, !=, "visit");
  sijil_family_file_free (file);
  desk_refuses (store, sijil_visit_reverse, &fact, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_EXISTS);
  desk_refuses (store, sijil_visit_reverse, reversal, SIJIL_STORE_ERROR,
                SIJIL_STORE_ERROR_NOT_FOUND);
}

static void
merged (void)
{
  SijilId stays = family ("ناجي رمزي وهبة بشاي"), goes = family ("ناجى رمزى وهبه بشاى");
  SijilFamilyMerge merge = { goes, stays };
  gboolean undoable = FALSE;
  SijilFamilyFile *file;

  visited (&goes, NULL, "شقة في الدور الأول");
  desk_write (store, sijil_family_merge, &merge);
  file = desk_read (store, sijil_family_file, &goes);
  g_assert_true (sijil_id_equal (sijil_record_id (file->family->household), &stays));
  g_assert_cmpuint (file->visits->len, ==, 1);
  for (guint i = 0; i < file->history->len; i++)
    undoable =
        undoable || sijil_id_equal (&((SijilHistoryLine *) file->history->pdata[i])->undoes, &goes);
  g_assert_true (undoable);
  sijil_family_file_free (file);
  desk_write (store, sijil_family_unmerge, &goes);
  file = desk_read (store, sijil_family_file, &stays);
  g_assert_cmpuint (file->visits->len, ==, 0);
  for (guint i = 0; i < file->history->len; i++)
    g_assert_true (sijil_id_is_null (&((SijilHistoryLine *) file->history->pdata[i])->undoes));
  sijil_family_file_free (file);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = desk_folder ();
  store = desk_create (folder, "جمعية الياسمين");
  g_test_add_func ("/visits/are-listed-newest-first-with-who-and-what", newest_first);
  g_test_add_func ("/visits/of-the-future-or-of-nobody-or-without-words-are-refused", refused);
  g_test_add_func ("/visits/one-that-is-taken-back-is-gone-and-cannot-be-again", taken_back);
  g_test_add_func ("/visits/and-the-way-back-of-a-merge-are-in-the-file-of-the-family", merged);
  status = g_test_run ();
  desk_close (store);
  desk_remove (folder);
  return status;
}
