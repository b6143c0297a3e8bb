#define G_LOG_DOMAIN "sijil-cli"

#include "sijil-cli.h"

#include "sijil-fold.h"
#include "sijil-households.h"
#include "sijil-look-alikes.h"
#include "sijil-i18n.h"
#include "sijil-programmes.h"
#include "sijil-set.h"
#include "sijil-shifts.h"
#include "sijil-volunteers.h"
#include "types/sijil-types-all.h"

#include <string.h>

/* What `volunteer list` prints at most. */
#define MOST 100000

static SijilExit
finish (SijilCli *cli, JsonBuilder *builder)
{
  if (cli->json)
    sijil_cli_print (cli, builder);
  else
    g_object_unref (builder);
  return SIJIL_EXIT_DONE;
}

static void
add_codes (JsonBuilder *builder, const char *name, const char *set)
{
  g_auto (GStrv) codes = sijil_set_codes (set);

  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; codes[i] != NULL; i++)
    json_builder_add_string_value (builder, codes[i]);
  json_builder_end_array (builder);
}

/* An id alone, under the name of what it is. */
static SijilExit
print_id (SijilCli *cli, const char *name, const SijilId *id)
{
  JsonBuilder *builder = json_builder_new ();
  g_autofree char *text = sijil_id_to_string (id);

  json_builder_begin_object (builder);
  sijil_cli_member (builder, name, text);
  json_builder_end_object (builder);
  if (!cli->json)
    g_print ("%s\n", text);
  return finish (cli, builder);
}

/* Codes are written with commas or spaces between them; a set has spaces. */
static char *
set_of (const char *codes)
{
  return codes != NULL ? g_strdelimit (g_strdup (codes), ",;", ' ') : NULL;
}

static gboolean
no_such_field (const char *word, GError **error)
{
  g_set_error (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_INVALID, _ ("%s: no such field"), word);
  return FALSE;
}

/* FIELD=VALUE, of the volunteer or of the person. */
static gboolean
assign (const char *word, SijilRecord *volunteer, SijilRecord *person, GError **error)
{
  const char *equals = strchr (word, '=');
  g_autofree char *name = equals != NULL ? g_strndup (word, (gsize) (equals - word)) : NULL;
  int of_volunteer = name != NULL ? sijil_type_field (&sijil_volunteer_type, name) : -1;
  int of_person = name != NULL ? sijil_type_field (&sijil_person_type, name) : -1;
  const char *value = equals != NULL ? equals + 1 : NULL;

  if (of_volunteer == SIJIL_VOLUNTEER_SKILLS || of_volunteer == SIJIL_VOLUNTEER_AVAILABILITY) {
    g_autofree char *set = set_of (value);

    sijil_record_set_text (volunteer, (guint) of_volunteer, set);
  } else if (of_volunteer == SIJIL_VOLUNTEER_STATE || of_volunteer == SIJIL_VOLUNTEER_SINCE_DATE ||
             of_volunteer == SIJIL_VOLUNTEER_NOTES) {
    sijil_record_set_text (volunteer, (guint) of_volunteer, value);
  } else if (of_person >= 0 && of_person != SIJIL_PERSON_HOUSEHOLD &&
             of_person != SIJIL_PERSON_RELATION && of_person != SIJIL_PERSON_MERGED_INTO &&
             of_person != SIJIL_PERSON_STATE && of_person != SIJIL_PERSON_DELETED) {
    sijil_record_set_text (person, (guint) of_person, value);
  } else
    return no_such_field (word, error);
  return TRUE;
}

static void
take_options (SijilCli *cli, SijilRecord *volunteer, SijilRecord *person)
{
  g_autofree char *skills = set_of (cli->skills);
  g_autofree char *availability = set_of (cli->availability);

  if (cli->name != NULL)
    sijil_record_set_text (person, SIJIL_PERSON_NAME, cli->name);
  if (skills != NULL)
    sijil_record_set_text (volunteer, SIJIL_VOLUNTEER_SKILLS, skills);
  if (availability != NULL)
    sijil_record_set_text (volunteer, SIJIL_VOLUNTEER_AVAILABILITY, availability);
  if (cli->state != NULL)
    sijil_record_set_text (volunteer, SIJIL_VOLUNTEER_STATE, cli->state);
}

/* Somebody who is registered already must be named by --person, so that nobody is there twice. */
static gboolean
is_registered (SijilCli *cli, SijilRecord *person, GError **error)
{
  g_autofree char *digits = sijil_only_digits (sijil_record_text (person, SIJIL_PERSON_ID_NUMBER));
  g_autoptr (SijilRecord) typed = sijil_record_copy (person);
  g_autoptr (GPtrArray) found = NULL;

  if (digits == NULL || *digits == '\0' || cli->reason != NULL)
    return FALSE;
  sijil_record_set_text (typed, SIJIL_PERSON_ID_NUMBER, digits);
  found = sijil_store_read (cli->store, sijil_volunteer_look_alikes, typed, error);
  for (guint i = 0; found != NULL && i < found->len; i++) {
    SijilLookAlike *like = found->pdata[i];
    g_autofree char *id = like->same_id ? sijil_id_to_string (&like->person) : NULL;

    if (id != NULL) {
      g_set_error (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_RULE,
                   _ ("This ID is registered already. Give --person %s, or a reason"), id);
      return TRUE;
    }
  }
  return found == NULL;
}

SijilExit
sijil_cli_volunteer_add (SijilCli *cli, char **words)
{
  GError *error = NULL;
  g_autoptr (SijilRecord) volunteer = sijil_record_new (&sijil_volunteer_type, NULL);
  g_autoptr (SijilRecord) person = NULL;
  g_autoptr (SijilVolunteerEdit) edit = NULL;
  g_autofree SijilId *id = NULL;
  JsonBuilder *builder;
  SijilId known;

  if (cli->person != NULL && !sijil_id_parse (cli->person, &known))
    return sijil_cli_usage (_ ("--person is an id"));
  if (cli->person == NULL && cli->name == NULL && words[0] == NULL)
    return sijil_cli_usage (_ ("volunteer add needs --person, or --name and FIELD=VALUE"));
  person = sijil_record_new (&sijil_person_type, cli->person != NULL ? &known : NULL);
  take_options (cli, volunteer, person);
  for (guint i = 0; words[i] != NULL; i++)
    if (!assign (words[i], volunteer, person, &error))
      return sijil_cli_fail (error);
  if (cli->person == NULL && is_registered (cli, person, &error))
    return sijil_cli_fail (error);
  edit = sijil_volunteer_edit_new (volunteer, person);
  id = sijil_store_write (cli->store, sijil_volunteer_save, edit, &error);
  if (id == NULL)
    return sijil_cli_fail (error);
  if (!cli->json)
    return print_id (cli, "volunteer", id);
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  sijil_cli_member_id (builder, "volunteer", id);
  sijil_cli_member_id (builder, "person", sijil_record_id (person));
  json_builder_end_object (builder);
  return finish (cli, builder);
}

static SijilVolunteer *
load (SijilCli *cli, const char *text, const char *usage, SijilExit *status)
{
  GError *error = NULL;
  SijilVolunteer *volunteer;
  SijilId id;

  if (text == NULL || !sijil_id_parse (text, &id)) {
    *status = sijil_cli_usage (usage);
    return NULL;
  }
  volunteer = sijil_store_read (cli->store, sijil_volunteer_load, &id, &error);
  if (volunteer == NULL)
    *status = sijil_cli_fail (error);
  return volunteer;
}

SijilExit
sijil_cli_volunteer_edit (SijilCli *cli, char **words)
{
  GError *error = NULL;
  SijilExit status;
  g_autoptr (SijilVolunteer) loaded =
      load (cli, words[0], _ ("volunteer edit needs an id and FIELD=VALUE"), &status);
  g_autoptr (SijilRecord) volunteer = NULL;
  g_autoptr (SijilRecord) person = NULL;
  g_autoptr (SijilVolunteerEdit) edit = NULL;
  g_autofree SijilId *id = NULL;

  if (loaded == NULL)
    return status;
  volunteer = sijil_record_new (&sijil_volunteer_type, sijil_record_id (loaded->volunteer));
  person = sijil_record_new (&sijil_person_type, sijil_record_id (loaded->person));
  take_options (cli, volunteer, person);
  for (guint i = 1; words[i] != NULL; i++)
    if (!assign (words[i], volunteer, person, &error))
      return sijil_cli_fail (error);
  edit = sijil_volunteer_edit_new (volunteer, person);
  id = sijil_store_write (cli->store, sijil_volunteer_save, edit, &error);
  return id != NULL ? SIJIL_EXIT_DONE : sijil_cli_fail (error);
}

static SijilExit
list_workers (SijilCli *cli, const char *date)
{
  GError *error = NULL;
  g_autoptr (SijilRecord) programme = NULL;
  g_autoptr (SijilWorkQuery) query = NULL;
  g_autoptr (GPtrArray) workers = NULL;
  JsonBuilder *builder;

  if (cli->programme != NULL) {
    programme = sijil_store_read (cli->store, sijil_programme_by_text, cli->programme, &error);
    if (programme == NULL)
      return sijil_cli_fail (error);
  }
  query = sijil_work_query_new (programme != NULL ? sijil_record_id (programme) : NULL, date);
  workers = sijil_store_read (cli->store, sijil_workers, query, &error);
  if (workers == NULL)
    return sijil_cli_fail (error);
  builder = json_builder_new ();
  json_builder_begin_array (builder);
  for (guint i = 0; i < workers->len; i++) {
    SijilWorker *worker = workers->pdata[i];

    json_builder_begin_object (builder);
    sijil_cli_member_id (builder, "volunteer", &worker->volunteer);
    sijil_cli_member (builder, "name", worker->name);
    sijil_cli_member (builder, "phone", worker->phone);
    sijil_cli_member_int (builder, "minutes", worker->minutes);
    sijil_cli_member_int (builder, "shifts", worker->shifts);
    sijil_cli_member (builder, "last_on", worker->last_on);
    json_builder_end_object (builder);
    if (!cli->json)
      g_print ("%s\t%" G_GINT64_FORMAT "\t%s\n", worker->name, worker->minutes, worker->last_on);
  }
  json_builder_end_array (builder);
  return finish (cli, builder);
}

/* Who is there; with --programme or --date, who worked. */
SijilExit
sijil_cli_volunteer_list (SijilCli *cli, char **words)
{
  GError *error = NULL;
  g_autoptr (SijilVolunteerFilter) filter = sijil_volunteer_filter_new ();
  g_autoptr (SijilVolunteerList) list = NULL;
  g_autofree char *date = cli->date != NULL ? sijil_date_parse (cli->date, SIJIL_DATE_DAY) : NULL;
  JsonBuilder *builder;

  if (cli->date != NULL && date == NULL)
    return sijil_cli_usage (_ ("--date is not a date"));
  if (cli->programme != NULL || date != NULL)
    return list_workers (cli, date);
  filter->text = g_strjoinv (" ", words);
  filter->skill = g_strdup (cli->skill);
  filter->day = g_strdup (cli->day);
  filter->state = g_strdup (cli->state);
  filter->most = MOST;
  list = sijil_store_read (cli->store, sijil_volunteers, filter, &error);
  if (list == NULL)
    return sijil_cli_fail (error);
  builder = json_builder_new ();
  json_builder_begin_array (builder);
  for (guint i = 0; i < list->rows->len; i++) {
    SijilVolunteerRow *row = list->rows->pdata[i];
    g_autofree char *id = sijil_id_to_string (&row->volunteer);

    json_builder_begin_object (builder);
    sijil_cli_member (builder, "volunteer", id);
    sijil_cli_member_id (builder, "person", &row->person);
    sijil_cli_member (builder, "name", row->name);
    sijil_cli_member (builder, "phone", row->phone);
    add_codes (builder, "skills", row->skills);
    add_codes (builder, "availability", row->availability);
    sijil_cli_member (builder, "state", row->state);
    sijil_cli_member_int (builder, "minutes_month", row->minutes_month);
    sijil_cli_member_int (builder, "minutes", row->minutes);
    json_builder_end_object (builder);
    if (!cli->json)
      g_print ("%s\t%s\t%s\t%s\n", id, row->name, row->skills != NULL ? row->skills : "-",
               row->state);
  }
  json_builder_end_array (builder);
  return finish (cli, builder);
}

static void
add_trainings (JsonBuilder *builder, GPtrArray *trainings)
{
  json_builder_set_member_name (builder, "trainings");
  json_builder_begin_array (builder);
  for (guint i = 0; i < trainings->len; i++) {
    SijilTraining *training = trainings->pdata[i];

    json_builder_begin_object (builder);
    sijil_cli_member_id (builder, "training", sijil_record_id (training->record));
    sijil_cli_member (builder, "subject",
                      sijil_record_text (training->record, SIJIL_TRAINING_SUBJECT));
    sijil_cli_member (builder, "date",
                      sijil_record_text (training->record, SIJIL_TRAINING_HELD_ON));
    if (!sijil_record_is_null (training->record, SIJIL_TRAINING_HOURS))
      sijil_cli_member_int (builder, "hours",
                            sijil_record_number (training->record, SIJIL_TRAINING_HOURS, 0));
    sijil_cli_member (builder, "expires",
                      sijil_record_text (training->record, SIJIL_TRAINING_EXPIRES));
    json_builder_set_member_name (builder, "expired");
    json_builder_add_boolean_value (builder, training->expired);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

static void
add_shifts (JsonBuilder *builder, GPtrArray *shifts)
{
  json_builder_set_member_name (builder, "shifts");
  json_builder_begin_array (builder);
  for (guint i = 0; i < shifts->len; i++) {
    SijilShift *shift = shifts->pdata[i];

    json_builder_begin_object (builder);
    sijil_cli_member_id (builder, "shift", &shift->shift);
    sijil_cli_member (builder, "date", shift->worked_on);
    sijil_cli_member_int (builder, "minutes", shift->minutes);
    sijil_cli_member (builder, "what", shift->what);
    sijil_cli_member (builder, "office", shift->office);
    json_builder_set_member_name (builder, "reversed");
    json_builder_add_boolean_value (builder, shift->reversed);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

SijilExit
sijil_cli_volunteer_show (SijilCli *cli, char **words)
{
  SijilExit status;
  g_autoptr (SijilVolunteer) volunteer =
      load (cli, words[0], _ ("volunteer show needs an id"), &status);
  JsonBuilder *builder;
  SijilRecord *record;

  if (volunteer == NULL)
    return status;
  record = volunteer->volunteer;
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  sijil_cli_member_id (builder, "volunteer", sijil_record_id (record));
  json_builder_set_member_name (builder, "person");
  sijil_cli_record (builder, volunteer->person);
  sijil_cli_member (builder, "household", volunteer->card);
  add_codes (builder, "skills", sijil_record_text (record, SIJIL_VOLUNTEER_SKILLS));
  add_codes (builder, "availability", sijil_record_text (record, SIJIL_VOLUNTEER_AVAILABILITY));
  sijil_cli_member (builder, "state", sijil_record_text (record, SIJIL_VOLUNTEER_STATE));
  sijil_cli_member (builder, "since", sijil_record_text (record, SIJIL_VOLUNTEER_SINCE_DATE));
  sijil_cli_member (builder, "notes", sijil_record_text (record, SIJIL_VOLUNTEER_NOTES));
  add_trainings (builder, volunteer->trainings);
  add_shifts (builder, volunteer->shifts);
  sijil_cli_member_int (builder, "minutes_month", volunteer->minutes_month);
  sijil_cli_member_int (builder, "minutes", volunteer->minutes);
  json_builder_end_object (builder);
  if (!cli->json)
    g_print ("%s\t%s\t%s\n", sijil_record_text (volunteer->person, SIJIL_PERSON_NAME),
             sijil_record_text (record, SIJIL_VOLUNTEER_SKILLS) != NULL
                 ? sijil_record_text (record, SIJIL_VOLUNTEER_SKILLS)
                 : "-",
             sijil_record_text (record, SIJIL_VOLUNTEER_STATE));
  return finish (cli, builder);
}

SijilExit
sijil_cli_volunteer_shift (SijilCli *cli, char **words)
{
  GError *error = NULL;
  g_autoptr (SijilRecord) shift = sijil_record_new (&sijil_shift_type, NULL);
  g_autoptr (SijilRecord) programme = NULL;
  g_autofree SijilId *id = NULL;
  SijilId volunteer;

  if (words[0] == NULL || !sijil_id_parse (words[0], &volunteer) || cli->minutes == 0 ||
      (cli->programme == NULL && cli->activity == NULL))
    return sijil_cli_usage (
        _ ("volunteer shift needs an id, --minutes, and --programme or --activity"));
  if (cli->programme != NULL) {
    programme = sijil_store_read (cli->store, sijil_programme_by_text, cli->programme, &error);
    if (programme == NULL)
      return sijil_cli_fail (error);
    sijil_record_set_reference (shift, SIJIL_SHIFT_PROGRAMME, sijil_record_id (programme));
  }
  sijil_record_set_reference (shift, SIJIL_SHIFT_VOLUNTEER, &volunteer);
  sijil_record_set_text (shift, SIJIL_SHIFT_ACTIVITY, cli->activity);
  sijil_record_set_text (shift, SIJIL_SHIFT_WORKED_ON, cli->date);
  sijil_record_set_number (shift, SIJIL_SHIFT_MINUTES, cli->minutes);
  id = sijil_store_write (cli->store, sijil_shift_save, shift, &error);
  return id != NULL ? print_id (cli, "shift", id) : sijil_cli_fail (error);
}

SijilExit
sijil_cli_volunteer_reverse_shift (SijilCli *cli, char **words)
{
  GError *error = NULL;
  g_autoptr (SijilShiftReversal) request = NULL;
  g_autofree SijilId *id = NULL;
  SijilId shift;

  if (words[0] == NULL || !sijil_id_parse (words[0], &shift) || cli->reason == NULL)
    return sijil_cli_usage (_ ("volunteer reverse-shift needs the id of a shift and --reason"));
  request = sijil_shift_reversal_new (&shift, cli->reason);
  id = sijil_store_write (cli->store, sijil_shift_reverse, request, &error);
  return id != NULL ? print_id (cli, "shift", id) : sijil_cli_fail (error);
}

/* An id of a training mends that one, an id of a volunteer adds another. */
SijilExit
sijil_cli_volunteer_training (SijilCli *cli, char **words)
{
  GError *error = NULL;
  g_autoptr (SijilRecord) known = NULL;
  g_autoptr (SijilRecord) training = NULL;
  g_autofree SijilId *saved = NULL;
  SijilId id;

  if (words[0] == NULL || !sijil_id_parse (words[0], &id))
    return sijil_cli_usage (_ ("volunteer training needs the id of a volunteer or a training"));
  known = sijil_store_read (cli->store, sijil_training_load, &id, NULL);
  if (known != NULL && cli->remove)
    return sijil_store_write (cli->store, sijil_training_delete, &id, &error) != NULL
               ? SIJIL_EXIT_DONE
               : sijil_cli_fail (error);
  if (known == NULL && (cli->remove || cli->subject == NULL || cli->date == NULL))
    return sijil_cli_usage (_ ("volunteer training needs --subject and --date"));
  training = sijil_record_new (&sijil_training_type, known != NULL ? &id : NULL);
  if (known == NULL)
    sijil_record_set_reference (training, SIJIL_TRAINING_VOLUNTEER, &id);
  if (cli->subject != NULL)
    sijil_record_set_text (training, SIJIL_TRAINING_SUBJECT, cli->subject);
  if (cli->date != NULL)
    sijil_record_set_text (training, SIJIL_TRAINING_HELD_ON, cli->date);
  if (cli->expires != NULL)
    sijil_record_set_text (training, SIJIL_TRAINING_EXPIRES, cli->expires);
  if (cli->hours != 0)
    sijil_record_set_number (training, SIJIL_TRAINING_HOURS, cli->hours);
  saved = sijil_store_write (cli->store, sijil_training_save, training, &error);
  return saved != NULL ? print_id (cli, "training", saved) : sijil_cli_fail (error);
}
