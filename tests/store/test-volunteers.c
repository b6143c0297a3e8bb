#include "desk.h"
#include "sijil-look-alikes.h"
#include "sijil-find.h"
#include "sijil-life.h"
#include "sijil-model-error.h"
#include "sijil-session.h"
#include "sijil-shifts.h"
#include "sijil-test.h"

#include <string.h>

static char *folder;
static SijilStore *store;

static SijilRecord *
record (const char *skills, const char *availability)
{
  SijilRecord *volunteer = sijil_record_new (&sijil_volunteer_type, NULL);

  sijil_record_set_text (volunteer, SIJIL_VOLUNTEER_SKILLS, skills);
  sijil_record_set_text (volunteer, SIJIL_VOLUNTEER_AVAILABILITY, availability);
  return volunteer;
}

static SijilRecord *
somebody (const char *name, const char *id_number)
{
  SijilRecord *person = desk_person (name, NULL, id_number, NULL);

  sijil_record_set_text (person, SIJIL_PERSON_PHONE, "٠١١١ ٤٥٠ ٩٩٣٢");
  return person;
}

/* Takes over both. */
static SijilId
save (SijilRecord *volunteer, SijilRecord *person)
{
  g_autoptr (SijilVolunteerEdit) edit = sijil_volunteer_edit_new (volunteer, person);
  g_autofree SijilId *id = desk_write (store, sijil_volunteer_save, edit);

  g_object_unref (volunteer);
  g_clear_object (&person);
  return *id;
}

static void
refuses (SijilRecord *volunteer, SijilRecord *person, GQuark domain, int code)
{
  g_autoptr (SijilVolunteerEdit) edit = sijil_volunteer_edit_new (volunteer, person);

  desk_refuses (store, sijil_volunteer_save, edit, domain, code);
  g_object_unref (volunteer);
  g_clear_object (&person);
}

static SijilVolunteer *
load (const SijilId *id)
{
  return desk_read (store, sijil_volunteer_load, id);
}

static SijilVolunteerList *
list (const char *text, const char *skill, const char *day, const char *state)
{
  g_autoptr (SijilVolunteerFilter) filter = sijil_volunteer_filter_new ();

  filter->text = g_strdup (text);
  filter->skill = g_strdup (skill);
  filter->day = g_strdup (day);
  filter->state = g_strdup (state);
  return desk_read (store, sijil_volunteers, filter);
}

static guint
count (const char *text, const char *skill, const char *day, const char *state)
{
  g_autoptr (SijilVolunteerList) found = list (text, skill, day, state);

  g_assert_cmpuint (found->matching, ==, found->rows->len);
  return found->matching;
}

static SijilRecord *
shift (const SijilId *volunteer, const SijilId *programme, int days, gint64 minutes)
{
  SijilRecord *fact = sijil_record_new (&sijil_shift_type, NULL);
  g_autofree char *day = desk_day (days);

  sijil_record_set_reference (fact, SIJIL_SHIFT_VOLUNTEER, volunteer);
  if (programme != NULL)
    sijil_record_set_reference (fact, SIJIL_SHIFT_PROGRAMME, programme);
  else
    sijil_record_set_text (fact, SIJIL_SHIFT_ACTIVITY, "تعبئة");
  sijil_record_set_text (fact, SIJIL_SHIFT_WORKED_ON, day);
  sijil_record_set_number (fact, SIJIL_SHIFT_MINUTES, minutes);
  return fact;
}

static SijilId
works (const SijilId *volunteer, const SijilId *programme, int days, gint64 minutes)
{
  g_autoptr (SijilRecord) fact = shift (volunteer, programme, days, minutes);
  g_autofree SijilId *id = desk_write (store, sijil_shift_save, fact);

  return *id;
}

static void
refuses_shift (SijilRecord *fact, GQuark domain, int code)
{
  desk_refuses (store, sijil_shift_save, fact, domain, code);
  g_object_unref (fact);
}

static void
with_person (void)
{
  SijilId id =
      save (record ("driving cooking", "fri-pm sat-am"), somebody ("مروة عادل الشناوي", NULL));
  g_autoptr (SijilVolunteer) loaded = load (&id);
  g_autofree char *today = sijil_date_today ();

  g_assert_cmpstr (sijil_record_text (loaded->person, SIJIL_PERSON_NAME), ==, "مروة عادل الشناوي");
  g_assert_cmpstr (sijil_record_text (loaded->person, SIJIL_PERSON_PHONE), ==, "01114509932");
  g_assert_true (sijil_record_is_null (loaded->person, SIJIL_PERSON_HOUSEHOLD));
  g_assert_cmpstr (sijil_record_text (loaded->volunteer, SIJIL_VOLUNTEER_SKILLS), ==,
                   "cooking driving");
  g_assert_cmpstr (sijil_record_text (loaded->volunteer, SIJIL_VOLUNTEER_AVAILABILITY), ==,
                   "fri-pm sat-am");
  g_assert_cmpstr (sijil_record_text (loaded->volunteer, SIJIL_VOLUNTEER_STATE), ==, "active");
  g_assert_cmpstr (sijil_record_text (loaded->volunteer, SIJIL_VOLUNTEER_SINCE_DATE), ==, today);
  g_assert_true (sijil_id_is_null (&loaded->household));
}

static void
person_is_judged (void)
{
  gint64 before = desk_number (store, "SELECT count(*) FROM person");

  refuses (record (NULL, NULL), desk_person ("سمير ٥", NULL, NULL, NULL), SIJIL_MODEL_ERROR,
           SIJIL_MODEL_ERROR_INVALID);
  refuses (record (NULL, NULL), somebody ("سمير فؤاد رزق", "29302301578319"), SIJIL_MODEL_ERROR,
           SIJIL_MODEL_ERROR_INVALID);
  refuses (record ("flying", NULL), somebody ("سمير فؤاد رزق", NULL), SIJIL_MODEL_ERROR,
           SIJIL_MODEL_ERROR_INVALID);
  refuses (record (NULL, NULL), NULL, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_INVALID);
  g_assert_cmpint (desk_number (store, "SELECT count(*) FROM person"), ==, before);
}

static void
no_household (void)
{
  gint64 households = desk_number (store, "SELECT count(*) FROM household_row");
  g_autoptr (GPtrArray) found = NULL;

  save (record (NULL, NULL), somebody ("كيرلس ناجي بولس", "29311241578319"));
  found = desk_read (store, sijil_find, "كيرلس ناجي بولس");
  g_assert_cmpuint (found->len, ==, 0);
  g_clear_pointer (&found, g_ptr_array_unref);
  found = desk_read (store, sijil_find, "29311241578319");
  g_assert_cmpuint (found->len, ==, 0);
  g_assert_cmpint (desk_number (store, "SELECT count(*) FROM household_row"), ==, households);
}

static void
of_a_family (void)
{
  SijilId family = desk_family (store, "إسلام ربيع أبو زيد", NULL, "1990-05-04", TRUE);
  SijilId head = desk_head (store, &family);
  gint64 before = desk_number (store, "SELECT count(*) FROM person");
  SijilId id = save (record ("driving", NULL), sijil_record_new (&sijil_person_type, &head));
  g_autoptr (SijilVolunteer) loaded = load (&id);
  g_autofree char *relation = desk_text (store, &sijil_person_type, &head, SIJIL_PERSON_RELATION);

  g_assert_cmpint (desk_number (store, "SELECT count(*) FROM person"), ==, before);
  g_assert_true (sijil_id_equal (sijil_record_id (loaded->person), &head));
  g_assert_true (sijil_id_equal (&loaded->household, &family));
  g_assert_nonnull (loaded->card);
  g_assert_cmpstr (relation, ==, "head");
  refuses (record (NULL, NULL), sijil_record_new (&sijil_person_type, &head), SIJIL_STORE_ERROR,
           SIJIL_STORE_ERROR_EXISTS);
  desk_refuses (store, sijil_household_delete, &family, SIJIL_STORE_ERROR,
                SIJIL_STORE_ERROR_EXISTS);
}

static void
edited (void)
{
  SijilId id = save (record ("law", "mon-am"), somebody ("هاجر سامح البسيوني", NULL));
  SijilId other = save (record (NULL, NULL), somebody ("نبيل عطية سعد", NULL));
  g_autoptr (SijilVolunteer) loaded = load (&id);
  g_autoptr (SijilVolunteer) neighbour = load (&other);
  SijilRecord *edit = sijil_record_new (&sijil_volunteer_type, &id);
  SijilRecord *person = sijil_record_new (&sijil_person_type, sijil_record_id (loaded->person));

  sijil_record_set_text (edit, SIJIL_VOLUNTEER_SKILLS, "social-work");
  sijil_record_set_text (edit, SIJIL_VOLUNTEER_STATE, "paused");
  sijil_record_set_reference (edit, SIJIL_VOLUNTEER_PERSON, sijil_record_id (neighbour->person));
  sijil_record_set_text (person, SIJIL_PERSON_PHONE, "01229998877");
  save (edit, person);
  g_clear_pointer (&loaded, sijil_volunteer_free);
  loaded = load (&id);
  g_assert_cmpstr (sijil_record_text (loaded->volunteer, SIJIL_VOLUNTEER_SKILLS), ==,
                   "social-work");
  g_assert_cmpstr (sijil_record_text (loaded->volunteer, SIJIL_VOLUNTEER_AVAILABILITY), ==,
                   "mon-am");
  g_assert_cmpstr (sijil_record_text (loaded->person, SIJIL_PERSON_NAME), ==, "هاجر سامح البسيوني");
  g_assert_cmpstr (sijil_record_text (loaded->person, SIJIL_PERSON_PHONE), ==, "01229998877");
  g_assert_cmpuint (count ("هاجر", NULL, NULL, "active"), ==, 0);
  g_assert_cmpuint (count ("هاجر", NULL, NULL, "paused"), ==, 1);
  refuses (sijil_record_new (&sijil_volunteer_type, &id),
           sijil_record_new (&sijil_person_type, sijil_record_id (neighbour->person)),
           SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_NOT_FOUND);
}

static void
filters (void)
{
  g_autoptr (SijilVolunteerList) first = NULL;
  g_autoptr (SijilVolunteerFilter) filter = sijil_volunteer_filter_new ();
  SijilRecord *doctor = somebody ("أُسامة عبد الرحمن لاشين", "28806201510099");

  sijil_record_set_text (doctor, SIJIL_PERSON_PHONE, "01555555501");
  save (record ("medicine nursing", "wed-am"), doctor);
  save (record ("nursing", "wed-pm thu-am"), somebody ("آية مصطفى الغريب", NULL));
  g_assert_cmpuint (count (NULL, "medicine", NULL, NULL), ==, 1);
  g_assert_cmpuint (count (NULL, "nursing", NULL, NULL), ==, 2);
  g_assert_cmpuint (count (NULL, "nursing", "wed-pm", NULL), ==, 1);
  g_assert_cmpuint (count (NULL, "nursing", "wed", NULL), ==, 2);
  g_assert_cmpuint (count (NULL, "medic", NULL, NULL), ==, 0);
  g_assert_cmpuint (count ("اسامه عبدالرحمن", NULL, NULL, NULL), ==, 1);
  g_assert_cmpuint (count ("ايه", NULL, NULL, NULL), ==, 1);
  g_assert_cmpuint (count ("٠١٥٥٥٥", NULL, NULL, NULL), ==, 1);
  g_assert_cmpuint (count ("28806201510099", NULL, NULL, NULL), ==, 1);
  g_assert_cmpuint (count ("medicine", NULL, NULL, NULL), ==, 1); /* the skill in words */
  g_assert_cmpuint (count ("زينهم", NULL, NULL, NULL), ==, 0);
  filter->most = 1;
  first = desk_read (store, sijil_volunteers, filter);
  g_assert_cmpuint (first->rows->len, ==, 1);
  g_assert_cmpuint (first->matching, ==, first->all);
}

static void
minutes (void)
{
  SijilId box = desk_put (store, desk_programme ("shift-box", "food", "none"));
  SijilId id = save (record (NULL, NULL), somebody ("يوسف كمال درويش", NULL));
  g_autoptr (SijilVolunteer) loaded = NULL;
  g_autoptr (SijilVolunteerList) found = NULL;
  g_autofree char *office = NULL;
  SijilId last;

  works (&id, &box, -400, 90);
  works (&id, NULL, 0, 60);
  last = works (&id, &box, 0, 1380);
  loaded = load (&id);
  g_assert_cmpint (loaded->minutes, ==, 1530);
  g_assert_cmpint (loaded->minutes_month, ==, 1440);
  g_assert_cmpuint (loaded->n_shifts, ==, 3);
  g_assert_cmpint (loaded->months[SIJIL_VOLUNTEER_MONTHS - 1].minutes, ==, 1440);
  g_assert_cmpint (loaded->months[0].minutes, ==, 0);
  g_assert_cmpstr (((SijilShift *) loaded->shifts->pdata[2])->what, ==, "shift-box");
  found = list ("يوسف كمال", NULL, NULL, NULL);
  g_assert_cmpint (((SijilVolunteerRow *) found->rows->pdata[0])->minutes, ==, 1530);
  g_assert_cmpint (((SijilVolunteerRow *) found->rows->pdata[0])->minutes_month, ==, 1440);
  office = desk_text (store, &sijil_shift_type, &last, SIJIL_SHIFT_OFFICE);
  g_assert_cmpstr (office, ==, "مكتب الاختبار");
}

static void
impossible_shifts (void)
{
  SijilId id = save (record (NULL, NULL), somebody ("عبير سعد زكي", NULL));
  SijilId nobody = { { 9 } };
  SijilRecord *nowhere = shift (&id, NULL, 0, 30);

  sijil_record_set_null (nowhere, SIJIL_SHIFT_ACTIVITY);
  refuses_shift (nowhere, SIJIL_MODEL_ERROR, SIJIL_MODEL_ERROR_INVALID);
  refuses_shift (shift (&id, NULL, 1, 30), SIJIL_MODEL_ERROR, SIJIL_MODEL_ERROR_INVALID);
  refuses_shift (shift (&id, NULL, 0, 0), SIJIL_MODEL_ERROR, SIJIL_MODEL_ERROR_INVALID);
  refuses_shift (shift (&id, NULL, 0, -60), SIJIL_MODEL_ERROR, SIJIL_MODEL_ERROR_INVALID);
  refuses_shift (shift (&id, NULL, 0, 1441), SIJIL_MODEL_ERROR, SIJIL_MODEL_ERROR_INVALID);
  refuses_shift (shift (&nobody, NULL, 0, 30), SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_NOT_FOUND);
  refuses_shift (shift (&id, &nobody, 0, 30), SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_NOT_FOUND);
  works (&id, NULL, -1, 1000);
  refuses_shift (shift (&id, NULL, -1, 441), SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_INVALID);
  works (&id, NULL, -1, 440);
}

static void
reversed (void)
{
  SijilId id = save (record (NULL, NULL), somebody ("مينا عاطف حنا", NULL));
  SijilId wrong = works (&id, NULL, 0, 480);
  g_autoptr (SijilShiftReversal) slip = sijil_shift_reversal_new (&wrong, "slip");
  g_autoptr (SijilShiftReversal) unknown = sijil_shift_reversal_new (&wrong, "because");
  g_autoptr (SijilShiftReversal) again = NULL;
  g_autofree SijilId *fact = NULL;
  g_autoptr (SijilRecord) reversal = NULL;
  g_autoptr (SijilVolunteer) loaded = NULL;

  desk_refuses (store, sijil_shift_reverse, unknown, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_INVALID);
  fact = desk_write (store, sijil_shift_reverse, slip);
  reversal = desk_get (store, &sijil_shift_type, fact);
  g_assert_cmpint (sijil_record_number (reversal, SIJIL_SHIFT_MINUTES, 0), ==, -480);
  desk_refuses (store, sijil_shift_reverse, slip, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_EXISTS);
  again = sijil_shift_reversal_new (fact, "slip");
  desk_refuses (store, sijil_shift_reverse, again, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_NOT_FOUND);
  loaded = load (&id);
  g_assert_cmpint (loaded->minutes, ==, 0);
  g_assert_cmpuint (loaded->shifts->len, ==, 1);
  g_assert_true (((SijilShift *) loaded->shifts->pdata[0])->reversed);
  g_assert_cmpstr (((SijilShift *) loaded->shifts->pdata[0])->reason, ==, "slip");
}

static GPtrArray *
workers (const SijilId *programme, int days)
{
  g_autofree char *day = days <= 0 ? desk_day (days) : NULL;
  g_autoptr (SijilWorkQuery) query = sijil_work_query_new (programme, day);

  return desk_read (store, sijil_workers, query);
}

static void
who_worked (void)
{
  SijilId box = desk_put (store, desk_programme ("who-box", "food", "none"));
  SijilId other = desk_put (store, desk_programme ("who-other", "food", "none"));
  SijilId one = save (record (NULL, NULL), somebody ("أحمد نصر الدين", NULL));
  SijilId two = save (record (NULL, NULL), somebody ("بسمة نصر الدين", NULL));
  SijilId slip;
  g_autoptr (GPtrArray) day = NULL, all = NULL, days = NULL;

  works (&two, &box, -10, 120);
  works (&one, &box, -10, 60);
  works (&one, &box, -10, 60);
  works (&one, &box, -11, 30);
  works (&one, &other, -10, 45);
  slip = works (&two, &box, -11, 300);
  g_free (desk_write (store, sijil_shift_reverse, &(SijilShiftReversal){ slip, (char *) "slip" }));
  day = workers (&box, -10);
  g_assert_cmpuint (day->len, ==, 2);
  g_assert_cmpstr (((SijilWorker *) day->pdata[0])->name, ==, "أحمد نصر الدين");
  g_assert_cmpint (((SijilWorker *) day->pdata[0])->minutes, ==, 120);
  g_assert_cmpuint (((SijilWorker *) day->pdata[0])->shifts, ==, 2);
  all = workers (&box, 1);
  g_assert_cmpint (((SijilWorker *) all->pdata[0])->minutes, ==, 150);
  g_assert_cmpint (((SijilWorker *) all->pdata[1])->minutes, ==, 120);
  days = desk_read (store, sijil_workdays, &box);
  g_assert_cmpuint (days->len, ==, 2);
  g_assert_cmpuint (((SijilWorkday *) days->pdata[0])->workers, ==, 2);
  g_assert_cmpint (((SijilWorkday *) days->pdata[1])->minutes, ==, 30);
}

static SijilRecord *
training (const SijilId *volunteer, const char *subject, int held, int expires)
{
  SijilRecord *record = sijil_record_new (&sijil_training_type, NULL);
  g_autofree char *held_on = desk_day (held);
  g_autofree char *until = desk_day (expires);

  sijil_record_set_reference (record, SIJIL_TRAINING_VOLUNTEER, volunteer);
  sijil_record_set_text (record, SIJIL_TRAINING_SUBJECT, subject);
  sijil_record_set_text (record, SIJIL_TRAINING_HELD_ON, held_on);
  if (expires != 0)
    sijil_record_set_text (record, SIJIL_TRAINING_EXPIRES, until);
  return record;
}

static SijilId
trains (SijilRecord *record)
{
  g_autofree SijilId *id = desk_write (store, sijil_training_save, record);

  g_object_unref (record);
  return *id;
}

static void
trainings (void)
{
  SijilId id = save (record (NULL, NULL), somebody ("مصطفى حمدي زهران", NULL));
  SijilId aid = trains (training (&id, "إسعاف أولي", -700, -1));
  SijilRecord *mend = sijil_record_new (&sijil_training_type, &aid);
  g_autoptr (SijilVolunteer) loaded = NULL;
  g_autoptr (SijilRecord) ahead = training (&id, "غدًا", 1, 0);
  g_autoptr (SijilRecord) backwards = training (&id, "بالعكس", -5, -6);

  trains (training (&id, "حماية بيانات المستفيدين", -100, 400));
  trains (training (&id, "التعامل مع كبار السن", -300, 30));
  desk_refuses (store, sijil_training_save, ahead, SIJIL_MODEL_ERROR, SIJIL_MODEL_ERROR_INVALID);
  desk_refuses (store, sijil_training_save, backwards, SIJIL_MODEL_ERROR,
                SIJIL_MODEL_ERROR_INVALID);
  loaded = load (&id);
  g_assert_cmpuint (loaded->trainings->len, ==, 3);
  g_assert_false (((SijilTraining *) loaded->trainings->pdata[0])->expired);
  g_assert_false (((SijilTraining *) loaded->trainings->pdata[0])->expires_soon);
  g_assert_true (((SijilTraining *) loaded->trainings->pdata[1])->expires_soon);
  g_assert_true (((SijilTraining *) loaded->trainings->pdata[2])->expired);
  g_clear_pointer (&loaded, sijil_volunteer_free);

  sijil_record_set_null (mend, SIJIL_TRAINING_EXPIRES);
  sijil_record_set_number (mend, SIJIL_TRAINING_HOURS, 12);
  trains (mend);
  loaded = load (&id);
  g_assert_false (((SijilTraining *) loaded->trainings->pdata[2])->expired);
  g_clear_pointer (&loaded, sijil_volunteer_free);

  desk_write (store, sijil_training_delete, &aid);
  loaded = load (&id);
  g_assert_cmpuint (loaded->trainings->len, ==, 2);
  g_clear_pointer (&loaded, sijil_volunteer_free);
  desk_write (store, sijil_training_revive, &aid);
  loaded = load (&id);
  g_assert_cmpuint (loaded->trainings->len, ==, 3);
}

static void
look_alikes (void)
{
  SijilId family = desk_family (store, "ثريا منير حبيب", "28806201510011", NULL, TRUE);
  SijilId id = save (record (NULL, NULL), somebody ("حسام فتحي جمعة", "28806201510098"));
  g_autoptr (SijilRecord) member = desk_person ("ثريا منير", NULL, "28806201510011", NULL);
  g_autoptr (SijilRecord) volunteer = desk_person ("حسام فتحي", NULL, "28806201510098", NULL);
  g_autoptr (GPtrArray) found = desk_read (store, sijil_volunteer_look_alikes, member);
  g_autoptr (GPtrArray) other = desk_read (store, sijil_volunteer_look_alikes, volunteer);
  g_autoptr (GPtrArray) families =
      desk_read (store, sijil_look_alikes, &(SijilTypedMember){ volunteer });

  g_assert_cmpuint (found->len, ==, 1);
  g_assert_true (sijil_id_equal (&((SijilLookAlike *) found->pdata[0])->household, &family));
  g_assert_true (sijil_id_is_null (&((SijilLookAlike *) found->pdata[0])->volunteer));
  g_assert_cmpuint (other->len, ==, 1);
  g_assert_true (sijil_id_is_null (&((SijilLookAlike *) other->pdata[0])->household));
  g_assert_true (sijil_id_equal (&((SijilLookAlike *) other->pdata[0])->volunteer, &id));
  g_assert_cmpuint (families->len, ==, 0);
}

typedef struct {
  SijilStoreFunc func;
  gpointer data;
} AsAuditor;

/* The role that the write lane has for the time of one operation. */
static gpointer
as_auditor (SijilSession *session, gpointer data, GError **error)
{
  const AsAuditor *what = data;
  char *role = session->role;
  gpointer result;

  session->role = (char *) "auditor";
  result = what->func (session, what->data, error);
  session->role = role;
  return result;
}

static void
roles (void)
{
  SijilId id = save (record (NULL, NULL), somebody ("وفاء كامل رشدي", NULL));
  SijilId done = works (&id, NULL, 0, 30);
  SijilId held = trains (training (&id, "إسعاف أولي", -1, 0));
  g_autoptr (SijilRecord) new_one = record (NULL, NULL);
  g_autoptr (SijilRecord) person = somebody ("هدى كامل رشدي", NULL);
  g_autoptr (SijilVolunteerEdit) edit = sijil_volunteer_edit_new (new_one, person);
  g_autoptr (SijilRecord) fact = shift (&id, NULL, 0, 30);
  g_autoptr (SijilRecord) lesson = training (&id, "آخر", -1, 0);
  SijilShiftReversal reversal = { done, (char *) "slip" };
  AsAuditor acts[] = { { sijil_volunteer_save, edit },     { sijil_shift_save, fact },
                       { sijil_shift_reverse, &reversal }, { sijil_training_save, lesson },
                       { sijil_training_delete, &held },   { sijil_training_revive, &held } };

  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    desk_refuses (store, as_auditor, &acts[i], SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_ROLE);
}

static void
not_found (void)
{
  SijilId nobody = { { 7 } };
  g_autoptr (GError) error = NULL;

  g_assert_null (sijil_store_read (store, sijil_volunteer_load, &nobody, &error));
  g_assert_error (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_NOT_FOUND);
  refuses (record (NULL, NULL), sijil_record_new (&sijil_person_type, &nobody), SIJIL_STORE_ERROR,
           SIJIL_STORE_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = desk_folder ();
  store = desk_create (folder, "جمعية الاختبار");
  g_test_add_func ("/volunteers/are-saved-with-their-person", with_person);
  g_test_add_func ("/volunteers/a-wrong-person-is-refused-and-nothing-is-kept", person_is_judged);
  g_test_add_func ("/volunteers/are-no-household-for-the-desk", no_household);
  g_test_add_func ("/volunteers/of-a-family-stay-the-same-person", of_a_family);
  g_test_add_func ("/volunteers/are-edited-and-paused-but-stay-who-they-are", edited);
  g_test_add_func ("/volunteers/are-found-by-name-phone-id-skill-day-and-state", filters);
  g_test_add_func ("/volunteers/look-alikes-are-families-and-volunteers", look_alikes);
  g_test_add_func ("/volunteers/who-is-not-there-is-not-found", not_found);
  g_test_add_func ("/volunteers/auditors-change-nothing", roles);
  g_test_add_func ("/shifts/count-this-month-and-in-all", minutes);
  g_test_add_func ("/shifts/that-cannot-be-are-refused", impossible_shifts);
  g_test_add_func ("/shifts/are-taken-back-once-with-a-reason", reversed);
  g_test_add_func ("/shifts/say-who-worked-at-a-distribution", who_worked);
  g_test_add_func ("/trainings/are-kept-mended-and-flagged-when-they-expire", trainings);
  status = g_test_run ();
  desk_close (store);
  desk_remove (folder);
  return status;
}
