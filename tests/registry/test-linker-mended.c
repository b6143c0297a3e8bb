#include "two.h"
#include "sijil-life.h"

/* A link stands on what is written of two persons. When that is mended, it is judged anew. */

/* Two families that are not one; at B the ID of A's head was typed. */
static void
mistaken (SijilId *in_a, SijilId *in_b, const char *id)
{
  *in_a = desk_family (a->store, "فاطمة محمد علي منصور حجاج", id, NULL, TRUE);
  *in_b = desk_family (b->store, "فاطمة محمد عوض سليم رزق", id, NULL, TRUE);
  desk_serve (a->store, in_a, &box, NULL);
  sync_all ();
  g_assert_cmpuint (line_elsewhere (b, in_b), ==, 1);
}

static void
wrong_id (void)
{
  SijilId in_a, in_b;

  mistaken (&in_a, &in_b, "28806201520001");
  edit_head (b, &in_b, SIJIL_PERSON_ID_NUMBER, "28806201520091");
  sync_all ();
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, 0);
  desk_serve (b->store, &in_b, &box, NULL);
  sync_all ();
  g_assert_cmpuint (line_elsewhere (a, &in_a), ==, 0);
  g_assert_cmpuint (line_findings (a, &in_a, "overlap", NULL), ==, 0);
  edit_head (a, &in_a, SIJIL_PERSON_ID_NUMBER, "28806201520091"); /* it was A's that was wrong */
  sync_all ();
  g_assert_cmpuint (line_elsewhere (a, &in_a), ==, 1);
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, 1);
}

static void
wrong_name (void)
{
  SijilId in_a, in_b;

  mistaken (&in_a, &in_b, "28806201520002");
  edit_head (b, &in_b, SIJIL_PERSON_NAME, "نعيمة حسن عوض");
  sync_all ();
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, 0);
  g_assert_cmpuint (line_findings (b, &in_b, "id-shared", NULL), ==, 1);
}

static void
said_to_be_the_same (void)
{
  SijilId in_a, in_b;
  g_autoptr (SijilRecord) finding = NULL, theirs = NULL;

  mistaken (&in_a, &in_b, "28806201520003");
  line_findings (b, &in_b, "known-elsewhere", &finding);
  line_settle (b, finding, "same");
  line_findings (a, &in_a, "known-elsewhere", &theirs);
  line_settle (a, theirs, "same");
  sync_all ();
  edit_head (b, &in_b, SIJIL_PERSON_ID_NUMBER, "28806201520093");
  sync_all ();
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, 1);
  line_settle (b, finding, NULL); /* nothing speaks for it any more */
  sync_all ();
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, 0);
}

static void
more_evidence (void)
{
  SijilId in_a = desk_family (a->store, "سعاد حسن عوض", "28806201520004", "1988-06-20", TRUE);
  SijilId in_b = desk_family (b->store, "سعاد حسن عوض", "28806201520004", "1988-06-20", TRUE);

  desk_serve (a->store, &in_a, &box, NULL);
  sync_all ();
  edit_head (b, &in_b, SIJIL_PERSON_ID_NUMBER, "28806201520094");
  sync_all ();
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, 1); /* name and birth date still agree */
}

/* Who moves out takes the link along. */
static void
moved_out (void)
{
  SijilId in_a = desk_family (a->store, "هناء حسن عوض", "28806201520005", NULL, TRUE);
  SijilId in_b = desk_save (b->store, desk_household (TRUE),
                            desk_person ("هناء حسن عوض", "head", "28806201520005", NULL),
                            desk_person ("علي عيد صابر", "spouse", NULL, NULL), NULL);
  SijilId other = desk_family (b->store, "رجب حسن عوض", NULL, NULL, TRUE);
  SijilId head = desk_head (b->store, &in_b);
  g_autoptr (SijilRecord) edit = sijil_record_new (&sijil_person_type, &head);

  desk_serve (a->store, &in_a, &box, NULL);
  sync_all ();
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, 1);
  sijil_record_set_reference (edit, SIJIL_PERSON_HOUSEHOLD, &other);
  sijil_record_set_text (edit, SIJIL_PERSON_RELATION, "spouse");
  desk_put (b->store, edit);
  sync_all ();
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, 0);
  g_assert_cmpuint (line_elsewhere (b, &other), ==, 1);
}

static void
deleted (void)
{
  SijilId in_a, in_b, head;
  g_autoptr (SijilRecord) edit = NULL;

  mistaken (&in_a, &in_b, "28806201520006");
  head = desk_head (b->store, &in_b);
  edit = sijil_record_new (&sijil_person_type, &head);
  sijil_record_set_number (edit, SIJIL_PERSON_DELETED, 1);
  desk_put (b->store, edit);
  sync_all ();
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, 0);
}

/* One PC takes a family out of the register while another one writes to it, which revives it: what
 * it shares with the family elsewhere comes back with it. */
static void
revived (void)
{
  static const struct {
    const char *name;
    const char *id;
    gboolean by_fact;
  } WAYS[] = { { "صفية محمود علي", "28806201520017", FALSE },
               { "نعمات سيد عوض", "28806201520018", TRUE } };
  Desk *a2 = line_desk (house, 1);

  for (guint i = 0; i < G_N_ELEMENTS (WAYS); i++) {
    SijilId in_a = desk_family (a->store, WAYS[i].name, WAYS[i].id, NULL, TRUE);
    SijilId in_b = desk_family (b->store, WAYS[i].name, WAYS[i].id, NULL, TRUE);

    desk_serve (b->store, &in_b, &box, NULL);
    sync_all ();
    line_sync (a2);
    g_assert_cmpuint (line_elsewhere (a, &in_a), ==, 1);
    if (WAYS[i].by_fact)
      desk_serve (a2->store, &in_a, &box, "two-families");
    else
      desk_edit (a2->store, &sijil_household_type, &in_a, SIJIL_HOUSEHOLD_ADDRESS, "شارع البحر");
    desk_write (a->store, sijil_household_delete, &in_a);
    sync_all ();
    line_sync (a2);
    sync_all ();
    g_assert_cmpuint (line_elsewhere (a, &in_a), ==, 1);
    g_assert_cmpuint (line_elsewhere (b, &in_b), ==, WAYS[i].by_fact);
  }
  line_free (a2);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  two_begin (NULL);
  g_test_add_func ("/mended/a-wrong-id-takes-its-link-along", wrong_id);
  g_test_add_func ("/mended/a-wrong-name-takes-its-link-along", wrong_name);
  g_test_add_func ("/mended/what-a-person-said-stands-until-it-is-taken-back", said_to_be_the_same);
  g_test_add_func ("/mended/other-evidence-keeps-the-link", more_evidence);
  g_test_add_func ("/mended/who-moves-out-takes-the-link-along", moved_out);
  g_test_add_func ("/mended/who-is-deleted-links-nobody", deleted);
  g_test_add_func ("/mended/a-family-that-is-revived-is-linked-again", revived);
  status = g_test_run ();
  two_end ();
  return status;
}
