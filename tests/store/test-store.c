#include "desk.h"
#include "sijil-bulk.h"
#include "sijil-keys.h"
#include "sijil-meta.h"
#include "sijil-session.h"
#include "sijil-test.h"

#include <glib/gstdio.h>
#include <sys/wait.h>
#include <unistd.h>

#define NAME "فاطمة محمد علي حسن"

static void
create_and_unlock (void)
{
  char *folder = desk_folder ();
  SijilStore *store = desk_create (folder, "جمعية البر");
  SijilId household = desk_family (store, NAME, NULL, NULL, TRUE), head;
  g_autofree char *name = NULL;

  g_assert_true (sijil_profile_exists (folder));
  g_assert_cmpstr (sijil_store_association (store), ==, "جمعية البر");
  desk_close (store);
  store = desk_unlock (folder);
  g_assert_cmpstr (sijil_store_association (store), ==, "جمعية البر");
  g_assert_cmpstr (sijil_store_office (store), ==, "مكتب الاختبار");
  g_assert_cmpstr (sijil_store_clerk (store), ==, "منى");
  g_assert_cmpstr (sijil_store_role (store), ==, "coordinator");
  head = desk_head (store, &household);
  name = desk_text (store, &sijil_person_type, &head, SIJIL_PERSON_NAME);
  g_assert_cmpstr (name, ==, NAME);
  desk_close (store);
  desk_remove (folder);
}

static void
wrong_passphrase (void)
{
  char *folder = desk_folder ();
  g_autoptr (GError) error = NULL;

  desk_close (desk_create (folder, "A"));
  g_assert_null (sijil_store_unlock (folder, NULL, "another passphrase", &error));
  g_assert_error (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_WRONG_PASSPHRASE);
  desk_close (desk_unlock (folder)); /* the attempt left no lock behind */
  desk_remove (folder);
}

static void
recovery (void)
{
  char *folder = desk_folder ();
  g_autoptr (GError) error = NULL;
  g_autofree char *code = NULL;
  SijilStore *store = sijil_store_create (folder, "A", "B", "C", PASSPHRASE, &code, &error);

  g_assert_no_error (error);
  desk_close (store);
  store = sijil_store_unlock_with_code (folder, code, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sijil_store_role (store), ==, "coordinator");
  desk_close (store);
  desk_remove (folder);
}

static void
once (void)
{
  char *folder = desk_folder ();
  g_autoptr (GError) error = NULL;
  g_autofree char *code = NULL;

  desk_close (desk_create (folder, "A"));
  g_assert_null (sijil_store_create (folder, "A", "B", "C", PASSPHRASE, &code, &error));
  g_assert_error (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_EXISTS);
  desk_remove (folder);
}

static void
weak (void)
{
  char *folder = desk_folder ();
  g_autofree char *profile = g_build_filename (folder, "new", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *code = NULL;

  g_assert_null (sijil_store_create (profile, "A", "B", "C", "short", &code, &error));
  g_assert_error (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_INVALID);
  g_assert_false (g_file_test (profile, G_FILE_TEST_EXISTS));
  desk_remove (folder);
}

static void
in_use (void)
{
  char *folder = desk_folder ();
  SijilStore *store = desk_create (folder, "A");
  g_autoptr (GError) error = NULL;

  g_assert_null (sijil_store_unlock (folder, NULL, PASSPHRASE, &error));
  g_assert_error (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_IN_USE);
  desk_close (store);
  desk_close (desk_unlock (folder));
  desk_remove (folder);
}

/* The same from another process: this very program, started again. */
static void
in_use_elsewhere (void)
{
  char *folder = desk_folder ();
  SijilStore *store = desk_create (folder, "A");

  g_setenv ("SIJIL_TEST_PROFILE", folder, TRUE);
  g_test_trap_subprocess ("/store/subprocess/unlock", 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
  desk_close (store);
  desk_remove (folder);
}

static void
unlock_in_subprocess (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (sijil_store_unlock (g_getenv ("SIJIL_TEST_PROFILE"), NULL, PASSPHRASE, &error));
  g_assert_error (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_IN_USE);
}

static gpointer
fail_late (SijilSession *session, gpointer data, GError **error)
{
  sijil_meta_set_text (session->db, "trace", "left", NULL);
  g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_FAILED, "cut");
  return NULL;
}

static gpointer
read_trace (SijilSession *session, gpointer data, GError **error)
{
  return sijil_meta_text (session->db, "trace");
}

static void
rolls_back (void)
{
  char *folder = desk_folder ();
  SijilStore *store = desk_create (folder, "A");

  desk_refuses (store, fail_late, NULL, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_FAILED);
  g_assert_null (desk_read (store, read_trace, NULL));
  desk_close (store);
  desk_remove (folder);
}

static void
closed (void)
{
  char *folder = desk_folder ();
  SijilStore *store = desk_create (folder, "A");
  g_autoptr (GError) error = NULL;

  sijil_store_close (store);
  g_assert_null (sijil_store_read (store, read_trace, NULL, &error));
  g_assert_error (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_FAILED);
  desk_close (store);
  desk_remove (folder);
}

static void
count (SijilStore *store, guint *n)
{
  (*n)++;
}

static void
announces (void)
{
  char *folder = desk_folder ();
  SijilStore *store = desk_create (folder, "A");
  guint n = 0;

  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_signal_connect (store, "changed", G_CALLBACK (count), &n);
  desk_family (store, NAME, NULL, NULL, TRUE);
  desk_refuses (store, fail_late, NULL, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_FAILED);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (n, ==, 1);
  desk_close (store);
  desk_remove (folder);
}

static void
never_seen (void)
{
  char *folder = desk_folder ();
  SijilStore *store = desk_create (folder, "A");
  SijilDraft *draft = sijil_draft_new ("register", "{}");
  guint n = 0;

  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_signal_connect (store, "changed", G_CALLBACK (count), &n);
  desk_write (store, sijil_draft_save, draft);
  sijil_draft_free (draft);
  sijil_bulk_begin (store);
  sijil_bulk_end (store);
  sijil_bulk_tidy (store);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (n, ==, 0);
  desk_close (store);
  desk_remove (folder);
}

static void
drafts (void)
{
  char *folder = desk_folder ();
  SijilStore *store = desk_create (folder, "A");
  static const char *const BODIES[] = { "{\"name\":\"فا\"}", "{\"name\":\"فاطمة\"}", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (BODIES); i++) {
    SijilDraft *draft = sijil_draft_new ("register", BODIES[i]);
    g_autofree char *body = NULL;

    desk_write (store, sijil_draft_save, draft);
    sijil_draft_free (draft);
    if (i == 1) {
      desk_close (store); /* a draft outlives the program */
      store = desk_unlock (folder);
    }
    body = desk_read (store, sijil_draft_load, "register");
    g_assert_cmpstr (body, ==, BODIES[i]);
    g_assert_null (desk_read (store, sijil_draft_load, "another"));
  }
  g_assert_cmpint (desk_number (store, "SELECT count(*) FROM change_set WHERE cseq > 1"), ==, 0);
  desk_close (store);
  desk_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/what-was-saved-is-there-after-unlocking", create_and_unlock);
  g_test_add_func ("/store/a-wrong-passphrase-unlocks-nothing", wrong_passphrase);
  g_test_add_func ("/store/the-recovery-code-unlocks", recovery);
  g_test_add_func ("/store/is-made-once", once);
  g_test_add_func ("/store/a-weak-passphrase-makes-nothing", weak);
  g_test_add_func ("/store/is-open-once", in_use);
  g_test_add_func ("/store/is-open-in-one-process", in_use_elsewhere);
  g_test_add_func ("/store/subprocess/unlock", unlock_in_subprocess);
  g_test_add_func ("/store/an-operation-that-fails-leaves-nothing", rolls_back);
  g_test_add_func ("/store/a-locked-store-answers-with-an-error", closed);
  g_test_add_func ("/store/tells-what-went-through-and-nothing-else", announces);
  g_test_add_func ("/store/tells-nothing-of-what-nobody-sees", never_seen);
  g_test_add_func ("/store/a-draft-survives-until-it-is-dropped", drafts);
  return g_test_run ();
}
