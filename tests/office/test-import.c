#include "desk.h"
#include "sijil-office-error.h"
#include "sijil-sheet-import.h"
#include "sijil-test.h"

#include <string.h>

#define HEADINGS "رقم الأسرة,الاسم,صلة القرابة,تاريخ الميلاد,الرقم القومي,القرية\n"
#define FAMILY                                                                                      \
  "1,فوزي أحمد سويلم عاشور,رب الأسرة,,29311241578319,منية مسير\n" \
  "1,شادية غانم أحمد هاشم,زوجة,,29502171575303,\n"

typedef struct {
  char *folder;
  SijilStore *store;
} Fixture;

static const SijilSheetConsent NO_CONSENT;
static const SijilSheetRun RUN;

static void
set_up (Fixture *f, gconstpointer unused)
{
  f->folder = desk_folder ();
  f->store = desk_create (f->folder, "جمعية");
}

static void
tear_down (Fixture *f, gconstpointer unused)
{
  desk_close (f->store);
  desk_remove (f->folder);
}

static SijilSheet *
read_sheet (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  SijilSheet *sheet = sijil_sheet_read (bytes, NULL, &error);

  g_assert_no_error (error);
  return sheet;
}

static SijilSheet *
import (Fixture *f, const char *text, const SijilSheetConsent *consent, char **batch)
{
  SijilSheet *sheet = read_sheet (text);
  g_autoptr (GError) error = NULL;
  g_autofree char *unwanted = NULL;

  sijil_sheet_save (sheet, f->store, consent, &RUN, batch != NULL ? batch : &unwanted, &error);
  g_assert_no_error (error);
  return sheet;
}

static gint64
households (Fixture *f)
{
  return desk_number (f->store, "SELECT count(*) FROM household_row");
}

static void
test_saves (Fixture *f, gconstpointer unused)
{
  const SijilSheetConsent consent = { "sheet", "2026-01-05" };
  g_autofree char *batch = NULL;
  g_autoptr (SijilSheet) sheet = import (f, HEADINGS FAMILY, &consent, &batch);
  g_autoptr (GPtrArray) all = desk_all (f->store, &sijil_household_type);

  g_assert_nonnull (batch);
  g_assert_cmpuint (sheet->families->len, ==, 1);
  g_assert_cmpuint (all->len, ==, 1);
  g_assert_cmpstr (sijil_record_text (all->pdata[0], SIJIL_HOUSEHOLD_CONSENT_BASIS), ==, "sheet");
  g_assert_cmpstr (sijil_record_text (all->pdata[0], SIJIL_HOUSEHOLD_CONSENT_DATE), ==,
                   "2026-01-05");
  g_assert_false (sijil_record_is_null (all->pdata[0], SIJIL_HOUSEHOLD_HEAD));
}

static void
test_dry_run (Fixture *f, gconstpointer unused)
{
  g_autoptr (SijilSheet) sheet = read_sheet (HEADINGS FAMILY);
  g_autoptr (GError) error = NULL;

  g_assert_true (sijil_sheet_check (sheet, f->store, &RUN, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (sheet->families->len, ==, 1);
  g_assert_cmpint (households (f), ==, 0);
}

static void
test_again (Fixture *f, gconstpointer unused)
{
  g_autofree char *batch = NULL;
  g_autoptr (SijilSheet) first =
      import (f, HEADINGS FAMILY "2,هدى سامي,,1970,,طوخ\n", &NO_CONSENT, NULL);
  g_autoptr (SijilSheet) again =
      import (f, HEADINGS FAMILY "2,هدى سامي,,1970,,طوخ\n", &NO_CONSENT, &batch);

  g_assert_null (batch);
  g_assert_cmpuint (again->n_known, ==, 2);
  g_assert_cmpuint (again->families->len, ==, 0);
  g_assert_cmpuint (sijil_sheet_set_aside (again), ==, 0);
  g_assert_cmpint (households (f), ==, 2);
}

/* The same name and birthday with an ID that only one of the two sheets has. */
static void
test_other_writing (Fixture *f, gconstpointer unused)
{
  g_autoptr (SijilSheet) first = import (f, HEADINGS FAMILY, &NO_CONSENT, NULL);
  g_autoptr (SijilSheet) again =
      import (f, HEADINGS "77,فوزى احمد سويلم,رب الأسرة,1993-11-24,,طوخ\n", &NO_CONSENT, NULL);

  g_assert_cmpuint (again->n_known, ==, 1);
  g_assert_cmpint (households (f), ==, 1);
}

static void
test_new_member (Fixture *f, gconstpointer unused)
{
  g_autoptr (SijilSheet) first = import (f, HEADINGS FAMILY, &NO_CONSENT, NULL);
  g_autoptr (SijilSheet) again =
      import (f, HEADINGS FAMILY "1,مريم فوزي أحمد,ابنة,2025-03-01,,\n", &NO_CONSENT, NULL);

  g_assert_cmpuint (again->n_known, ==, 1);
  g_assert_cmpuint (again->families->len, ==, 0);
  g_assert_cmpint (households (f), ==, 1);
  g_assert_cmpuint (sijil_sheet_set_aside (again), ==, 3);
}

/* A son who has married: his own family is another one, and he stays where he is registered. */
static void
test_married_son (Fixture *f, gconstpointer unused)
{
  g_autoptr (SijilSheet) first =
      import (f, HEADINGS FAMILY "1,كريم فوزي أحمد سويلم,ابن,2001-03-02,,\n", &NO_CONSENT, NULL);
  g_autoptr (SijilSheet) again =
      import (f,
              HEADINGS "9,كريم فوزي أحمد سويلم,رب الأسرة,2001-03-02,,طوخ\n"
                       "9,ندى سعيد علي حسن,زوجة,2002-04-03,,طوخ\n",
              &NO_CONSENT, NULL);

  g_assert_cmpuint (again->n_known, ==, 0);
  g_assert_cmpuint (again->families->len, ==, 1);
  g_assert_cmpuint (again->n_persons, ==, 1);
  g_assert_cmpuint (again->n_without_head, ==, 1);
  g_assert_cmpuint (sijil_sheet_set_aside (again), ==, 1);
  g_assert_cmpint (households (f), ==, 2);
}

static void
test_shared_id (Fixture *f, gconstpointer unused)
{
  g_autoptr (SijilSheet) first = import (f, HEADINGS FAMILY, &NO_CONSENT, NULL);
  g_autoptr (SijilSheet) again =
      import (f, HEADINGS "5,سامي فوزي أحمد,رب الأسرة,,29311241578319,طوخ\n", &NO_CONSENT, NULL);

  g_assert_cmpuint (again->n_known, ==, 0);
  g_assert_cmpint (households (f), ==, 2);
}

static SijilSheetUndone *
undo (Fixture *f, const char *batch)
{
  g_autoptr (GError) error = NULL;
  SijilSheetUndone *undone = sijil_sheet_undo (f->store, batch, &RUN, &error);

  g_assert_no_error (error);
  return undone;
}

static void
test_undo (Fixture *f, gconstpointer unused)
{
  g_autofree char *batch = NULL;
  g_autoptr (SijilSheet) sheet =
      import (f, HEADINGS FAMILY "2,هدى سامي,,1970,,طوخ\n", &NO_CONSENT, &batch);
  g_autoptr (SijilSheetUndone) undone = undo (f, batch);
  g_autoptr (SijilSheet) again = NULL;

  g_assert_cmpuint (undone->removed, ==, 2);
  g_assert_cmpuint (undone->kept->len, ==, 0);
  g_assert_cmpint (households (f), ==, 0);
  again = import (f, HEADINGS FAMILY, &NO_CONSENT, NULL);
  g_assert_cmpuint (again->n_known, ==, 0);
  g_assert_cmpint (households (f), ==, 1);
}

static void
test_undo_of_used (Fixture *f, gconstpointer unused)
{
  g_autoptr (SijilRecord) programme = desk_programme ("box", "food", "none");
  SijilId box = desk_put (f->store, programme);
  g_autofree char *batch = NULL;
  g_autoptr (SijilSheet) sheet = import (f,
                                         HEADINGS FAMILY "2,هدى سامي,رب الأسرة,1970,,طوخ\n"
                                                         "3,منى علي,رب الأسرة,1971,,طوخ\n",
                                         &NO_CONSENT, &batch);
  g_autoptr (GPtrArray) all = desk_all (f->store, &sijil_household_type);
  const SijilId *served = sijil_record_id (all->pdata[0]);
  const SijilId *edited = sijil_record_id (all->pdata[1]);
  g_autoptr (SijilSheetUndone) undone = NULL;

  desk_serve (f->store, served, &box, NULL);
  desk_edit (f->store, &sijil_household_type, edited, SIJIL_HOUSEHOLD_VILLAGE, "أسنيت");
  undone = undo (f, batch);
  g_assert_cmpuint (undone->removed, ==, 1);
  g_assert_cmpuint (undone->kept->len, ==, 2);
  g_assert_cmpstr (undone->kept->pdata[0], ==,
                   sijil_record_text (all->pdata[0], SIJIL_HOUSEHOLD_CARD));
  g_assert_cmpint (households (f), ==, 2);
}

static void
test_undo_of_nothing (Fixture *f, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (sijil_sheet_undo (f->store, "no such import", &RUN, &error));
  g_assert_error (error, SIJIL_OFFICE_ERROR, SIJIL_OFFICE_ERROR_NOT_FOUND);
}

static void
stop (guint done, guint of, gpointer cancellable)
{
  if (done > 0)
    g_cancellable_cancel (cancellable);
}

/* Two transactions would be needed; the first is taken back. */
static void
test_cancel (Fixture *f, gconstpointer unused)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  const SijilSheetRun run = { cancellable, stop, cancellable };
  g_autoptr (GString) text = g_string_new (HEADINGS);
  g_autoptr (SijilSheet) sheet = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = NULL;

  for (int i = 0; i < 700; i++)
    g_string_append_printf (text, "%d,هدى سامي,رب الأسرة,%d,,قرية\n", i, 1900 + i % 100);
  sheet = read_sheet (text->str);
  g_assert_false (sijil_sheet_save (sheet, f->store, &NO_CONSENT, &run, &batch, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (batch);
  g_assert_cmpint (households (f), ==, 0);
  g_assert_cmpint (desk_number (f->store, "SELECT count(*) FROM household WHERE gone = 1"), ==,
                   500);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/import/saves-families-with-their-consent", test_saves);
  ADD ("/import/a-dry-run-writes-nothing", test_dry_run);
  ADD ("/import/the-same-sheet-again-doubles-nobody", test_again);
  ADD ("/import/another-writing-is-the-same-person", test_other_writing);
  ADD ("/import/a-new-member-is-for-the-family-that-is-there", test_new_member);
  ADD ("/import/a-married-son-does-not-join-two-houses", test_married_son);
  ADD ("/import/one-id-under-two-names-is-two-people", test_shared_id);
  ADD ("/import/taken-back-it-can-be-brought-in-again", test_undo);
  ADD ("/import/who-was-served-or-edited-stays", test_undo_of_used);
  ADD ("/import/an-unknown-batch-is-not-found", test_undo_of_nothing);
  ADD ("/import/stopped-in-the-middle-it-leaves-nobody", test_cancel);
#undef ADD
  return g_test_run ();
}
