#include "line.h"
#include "sijil-outbox.h"
#include "sijil-shifts.h"
#include "sijil-test.h"
#include "sijil-volunteers.h"

/* Two PCs of one association work on the same volunteers and meet at the registry. */
static House *house;
static Desk *first, *second;

static void
meet (void)
{
  for (int i = 0; i < 2; i++) {
    line_sync (first);
    line_sync (second);
  }
}

static SijilId
save (Desk *desk, SijilRecord *volunteer, SijilRecord *person)
{
  g_autoptr (SijilVolunteerEdit) edit = sijil_volunteer_edit_new (volunteer, person);
  g_autofree SijilId *id = desk_write (desk->store, sijil_volunteer_save, edit);

  g_object_unref (volunteer);
  return *id;
}

static SijilId
new_volunteer (const char *name, const char *skills, const char *availability)
{
  g_autoptr (SijilRecord) person = desk_person (name, NULL, NULL, NULL);
  SijilRecord *volunteer = sijil_record_new (&sijil_volunteer_type, NULL);
  SijilId id;

  sijil_record_set_text (volunteer, SIJIL_VOLUNTEER_SKILLS, skills);
  sijil_record_set_text (volunteer, SIJIL_VOLUNTEER_AVAILABILITY, availability);
  id = save (first, volunteer, person);
  meet ();
  return id;
}

/* As the form does it: the whole set as it shall be. */
static void
says (Desk *desk, const SijilId *id, guint field, const char *set)
{
  SijilRecord *edit = sijil_record_new (&sijil_volunteer_type, id);

  sijil_record_set_text (edit, field, set);
  save (desk, edit, NULL);
}

static void
assert_agreed (const SijilId *id, guint field, const char *set)
{
  g_autofree char *here = desk_text (first->store, &sijil_volunteer_type, id, field);
  g_autofree char *there = desk_text (second->store, &sijil_volunteer_type, id, field);

  g_assert_cmpstr (here, ==, set);
  g_assert_cmpstr (there, ==, set);
}

static void
additions (void)
{
  SijilId id = new_volunteer ("مروة عادل الشناوي", "driving", "fri-am");

  says (first, &id, SIJIL_VOLUNTEER_SKILLS, "cooking driving");
  says (second, &id, SIJIL_VOLUNTEER_SKILLS, "driving teaching");
  says (first, &id, SIJIL_VOLUNTEER_AVAILABILITY, "fri-am sat-pm");
  says (second, &id, SIJIL_VOLUNTEER_AVAILABILITY, "fri-am sun-am");
  meet ();
  assert_agreed (&id, SIJIL_VOLUNTEER_SKILLS, "cooking driving teaching");
  assert_agreed (&id, SIJIL_VOLUNTEER_AVAILABILITY, "fri-am sat-pm sun-am");
}

static void
removals (void)
{
  SijilId id = new_volunteer ("إسلام ربيع أبو زيد", "cooking driving", NULL);

  says (first, &id, SIJIL_VOLUNTEER_SKILLS, "driving");
  says (second, &id, SIJIL_VOLUNTEER_SKILLS, "cooking driving law");
  meet ();
  assert_agreed (&id, SIJIL_VOLUNTEER_SKILLS, "driving law");
  says (second, &id, SIJIL_VOLUNTEER_SKILLS, NULL);
  meet ();
  assert_agreed (&id, SIJIL_VOLUNTEER_SKILLS, NULL);
}

/* One takes a skill out and puts it back while the other takes it out: it was put back by somebody
 * who knew, so it stays. */
static void
put_back (void)
{
  SijilId id = new_volunteer ("مينا عاطف حنا", "nursing", NULL);

  says (first, &id, SIJIL_VOLUNTEER_SKILLS, NULL);
  says (first, &id, SIJIL_VOLUNTEER_SKILLS, "nursing");
  says (second, &id, SIJIL_VOLUNTEER_SKILLS, NULL);
  meet ();
  assert_agreed (&id, SIJIL_VOLUNTEER_SKILLS, "nursing");
}

static SijilId
works (Desk *desk, const SijilId *id, gint64 minutes)
{
  g_autoptr (SijilRecord) shift = sijil_record_new (&sijil_shift_type, NULL);
  g_autofree SijilId *fact = NULL;

  sijil_record_set_reference (shift, SIJIL_SHIFT_VOLUNTEER, id);
  sijil_record_set_text (shift, SIJIL_SHIFT_ACTIVITY, "تعبئة");
  sijil_record_set_number (shift, SIJIL_SHIFT_MINUTES, minutes);
  fact = desk_write (desk->store, sijil_shift_save, shift);
  return *fact;
}

static gint64
minutes_at (Desk *desk, const SijilId *id)
{
  g_autoptr (SijilVolunteer) loaded = desk_read (desk->store, sijil_volunteer_load, id);

  return loaded->minutes;
}

static void
shifts (void)
{
  SijilId id = new_volunteer ("هاجر سامح البسيوني", NULL, NULL);
  SijilId slip = works (first, &id, 300);
  g_autoptr (SijilShiftReversal) reversal = sijil_shift_reversal_new (&slip, "slip");

  works (second, &id, 60);
  meet ();
  g_assert_cmpint (minutes_at (first, &id), ==, 360);
  g_assert_cmpint (minutes_at (second, &id), ==, 360);
  /* Both notice the slip: it is taken back once. */
  g_free (desk_write (first->store, sijil_shift_reverse, reversal));
  g_free (desk_write (second->store, sijil_shift_reverse, reversal));
  meet ();
  g_assert_cmpint (minutes_at (first, &id), ==, 60);
  g_assert_cmpint (minutes_at (second, &id), ==, 60);
}

/* An older program let more be written than the registry keeps; what was taken out of a set with it
 * is taken out when it is mended and sent again. */
static void
taken_out_again (void)
{
  SijilId id = new_volunteer ("سلوى فؤاد حنا", "cooking driving", NULL);
  g_autofree char *long_text = g_strnfill (2100, 'x');
  SijilRecord *edit = sijil_record_new (&sijil_volunteer_type, &id);
  gint64 local;

  sijil_record_set_text (edit, SIJIL_VOLUNTEER_SKILLS, "driving");
  sijil_record_set_text (edit, SIJIL_VOLUNTEER_NOTES, long_text);
  desk_put (first->store, edit);
  g_object_unref (edit);
  meet ();
  local = desk_number (first->store, "SELECT local FROM change_set WHERE state = 2");
  desk_edit (first->store, &sijil_volunteer_type, &id, SIJIL_VOLUNTEER_NOTES, "قصير");
  desk_write (first->store, sijil_outbox_send_again, &local);
  meet ();
  assert_agreed (&id, SIJIL_VOLUNTEER_SKILLS, "driving");
}

int
main (int argc, char **argv)
{
  gint64 association;
  int status;

  g_test_init (&argc, &argv, NULL);
  house = house_new ();
  association = house_association (house, "جمعية البر");
  first = line_desk (house, association);
  second = line_desk (house, association);
  meet ();
  g_test_add_func ("/two-desks/additions-of-both-count", additions);
  g_test_add_func ("/two-desks/a-removal-leaves-what-the-other-added", removals);
  g_test_add_func ("/two-desks/what-was-put-back-stays", put_back);
  g_test_add_func ("/two-desks/a-shift-is-taken-back-once", shifts);
  g_test_add_func ("/two-desks-volunteers/what-was-taken-out-and-refused-is-taken-out-again",
                   taken_out_again);
  status = g_test_run ();
  line_free (first);
  line_free (second);
  house_free (house);
  return status;
}
