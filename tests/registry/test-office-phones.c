#include "two.h"
#include "sijil-meta.h"
#include "sijil-office-phone.h"
#include "sijil-session.h"

/* Under which number one rings the office that knows somebody: told beside the question. */

#define PHONE "0132345678"

static void
enter (Desk *desk, const char *phone)
{
  desk_write (desk->store, sijil_office_phone_save, phone);
}

/* What @desk is told to ring about its household; NULL if it is told no number. */
static char *
told (Desk *desk, const SijilId *household, const char *kind)
{
  g_autoptr (SijilRecord) finding = NULL;

  g_assert_cmpuint (line_findings (desk, household, kind, &finding), ==, 1);
  g_assert_nonnull (sijil_record_text (finding, SIJIL_FINDING_OTHER_OFFICE));
  return g_strdup (sijil_record_text (finding, SIJIL_FINDING_OTHER_PHONE));
}

static void
known_to_both (SijilId *in_a, SijilId *in_b, const char *name_a, const char *name_b, const char *id)
{
  *in_a = desk_family (a->store, name_a, id, NULL, TRUE);
  sync_all ();
  *in_b = desk_family (b->store, name_b, id, NULL, TRUE);
  sync_all ();
}

static void
none (void)
{
  SijilId in_a, in_b;

  known_to_both (&in_a, &in_b, "نعمة صابر بدوي", "نعمة صابر بدوي", "28101012100011");
  g_assert_null (told (a, &in_a, "known-elsewhere"));
  g_assert_null (told (b, &in_b, "known-elsewhere"));
}

static void
of_the_office (void)
{
  SijilId in_a, in_b;

  enter (a, "013 234 5678");
  known_to_both (&in_a, &in_b, "صفاء منير غالي", "ميرفت منير غالي", "28102022100022");
  assert_takes (told (b, &in_b, "id-shared"), PHONE);
  g_assert_null (told (a, &in_a, "id-shared")); /* B has entered none */
  known_to_both (&in_a, &in_b, "سعدية لبيب عوض", "سعدية لبيب عوض", "28103032100033");
  assert_takes (told (b, &in_b, "known-elsewhere"), PHONE);
}

/* A question that was asked keeps what it said; the next one says what stands then. */
static void
later (void)
{
  SijilId before_a, before_b, in_a, in_b;

  enter (a, PHONE);
  known_to_both (&before_a, &before_b, "زكية نجيب رزق", "زكية نجيب رزق", "28104042100044");
  enter (a, "01001234567");
  known_to_both (&in_a, &in_b, "لبنى فؤاد صالح", "لبنى فؤاد صالح", "28105052100055");
  assert_takes (told (b, &before_b, "known-elsewhere"), PHONE);
  assert_takes (told (b, &in_b, "known-elsewhere"), "01001234567");
  enter (a, "");
  known_to_both (&in_a, &in_b, "عواطف كامل بشير", "عواطف كامل بشير", "28106062100066");
  g_assert_null (told (b, &in_b, "known-elsewhere"));
}

static void
name_device (Desk *desk, gint64 number, const char *office, const char *phone)
{
  g_autoptr (SijilRecord) record = sijil_record_new (&sijil_desk_type, NULL);

  sijil_record_set_number (record, SIJIL_DESK_NUMBER, number);
  sijil_record_set_text (record, SIJIL_DESK_OFFICE, office);
  sijil_record_set_text (record, SIJIL_DESK_PHONE, phone);
  desk_put (desk->store, record);
}

static void
of_nobody_else (void)
{
  SijilId in_a, in_b;

  enter (a, "");
  enter (b, "");
  name_device (a, a->device + 100, "مكتب آخر", "0111111111"); /* another PC of its own */
  name_device (b, a->device, "مكتب الاختبار", "0122222222");  /* what B says of A's */
  known_to_both (&in_a, &in_b, "إنصاف وهبة سعد", "إنصاف وهبة سعد", "28107072100077");
  g_assert_null (told (b, &in_b, "known-elsewhere"));
}

static gpointer
move_office (SijilSession *session, gpointer name, GError **error)
{
  return GINT_TO_POINTER (sijil_meta_set_text (session->db, SIJIL_META_OFFICE, name, error));
}

static void
be_in (Desk *desk, const char *office)
{
  desk_write (desk->store, move_office, office);
  desk_close (desk->store);
  desk->store = desk_unlock (desk->folder);
}

/* The PC was carried to another office after it served them there. */
static void
of_who_served (void)
{
  SijilId in_a = desk_family (a->store, "فكرية أنور حنا", "28108082100088", NULL, TRUE);
  SijilId in_b = desk_family (b->store, "فكرية أنور حنا", "28108082100088", NULL, FALSE);
  SijilRecord *consent = sijil_record_new (&sijil_household_type, &in_b);

  enter (a, PHONE);
  desk_serve (a->store, &in_a, &box, NULL);
  desk_serve (b->store, &in_b, &box, NULL);
  sync_all ();
  be_in (a, "مكتب القرية");
  enter (a, "0137654321");
  sync_all ();
  sijil_record_set_text (consent, SIJIL_HOUSEHOLD_CONSENT_DATE, "2026-02-01");
  sijil_record_set_text (consent, SIJIL_HOUSEHOLD_CONSENT_BASIS, "spoken");
  desk_save (b->store, consent, NULL);
  sync_all ();
  assert_takes (told (b, &in_b, "overlap"), PHONE);
  assert_takes (told (b, &in_b, "known-elsewhere"), "0137654321");
  be_in (a, "مكتب الاختبار");
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  two_begin (NULL);
  g_test_add_func ("/office-phones/without-one-none-is-told", none);
  g_test_add_func ("/office-phones/a-question-tells-that-of-the-office-that-knows", of_the_office);
  g_test_add_func ("/office-phones/a-question-that-was-asked-keeps-the-one-it-told", later);
  g_test_add_func ("/office-phones/no-other-device-or-association-gives-one", of_nobody_else);
  g_test_add_func ("/office-phones/of-a-hand-over-it-is-that-of-the-office-that-made-it",
                   of_who_served);
  status = g_test_run ();
  two_end ();
  return status;
}
