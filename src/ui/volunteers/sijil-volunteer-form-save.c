#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-volunteer-form-private.h"

#include "../sijil-ui.h"
#include "sijil-card.h"
#include "sijil-family.h"
#include "sijil-i18n.h"
#include "sijil-text.h"
#include "sijil-validate.h"
#include "types/sijil-household.h"
#include "types/sijil-person.h"
#include "types/sijil-volunteer.h"

static void
fill_person (SijilVolunteerForm *self, SijilRecord *person)
{
  g_autofree char *phone = sijil_text_digits (sijil_record_text (person, SIJIL_PERSON_PHONE));
  gboolean loading = self->loading;

  self->loading = TRUE;
  sijil_person_rows_load (self->person, person);
  sijil_field_row_set_text (self->phone_row, phone);
  self->loading = loading;
}

static void
fill_volunteer (SijilVolunteerForm *self, SijilRecord *volunteer)
{
  g_autofree char *since =
      sijil_form_date_text (sijil_record_text (volunteer, SIJIL_VOLUNTEER_SINCE_DATE));
  gboolean loading = self->loading;

  self->loading = TRUE;
  sijil_chips_set_codes (self->skills, sijil_record_text (volunteer, SIJIL_VOLUNTEER_SKILLS));
  sijil_half_days_set_codes (self->days,
                             sijil_record_text (volunteer, SIJIL_VOLUNTEER_AVAILABILITY));
  sijil_choice_row_set_code (self->state_row, sijil_record_text (volunteer, SIJIL_VOLUNTEER_STATE));
  sijil_field_row_set_text (self->since_row, since);
  sijil_field_row_set_text (self->notes_row, sijil_record_text (volunteer, SIJIL_VOLUNTEER_NOTES));
  self->loading = loading;
}

static void
show_known (SijilVolunteerForm *self, const char *card)
{
  g_autofree char *shown = sijil_card_show (card);
  /* Translators: a card number. */
  g_autofree char *words = g_strdup_printf (
      _ ("A member of the family with card %s. Name, ID and phone are the same there."), shown);

  gtk_label_set_label (self->known_words, words);
  gtk_widget_set_visible (self->known_box, card != NULL);
}

static void
fill_new (SijilVolunteerForm *self)
{
  g_autoptr (SijilRecord) volunteer = sijil_record_new (&sijil_volunteer_type, NULL);
  g_autofree char *today = sijil_date_today ();

  sijil_record_set_text (volunteer, SIJIL_VOLUNTEER_STATE, "active");
  sijil_record_set_text (volunteer, SIJIL_VOLUNTEER_SINCE_DATE, today);
  fill_volunteer (self, volunteer);
}

/* Fills the rows: from a volunteer, or for a new one. */
void
sijil_volunteer_form_load (SijilVolunteerForm *self, const SijilVolunteer *volunteer)
{
  if (volunteer == NULL) {
    fill_new (self);
    gtk_widget_set_visible (GTK_WIDGET (self->state_row), FALSE);
    return;
  }
  self->loaded = g_object_ref (volunteer->volunteer);
  self->loaded_person = g_object_ref (volunteer->person);
  self->seen = volunteer->seen;
  self->volunteer = *sijil_record_id (self->loaded);
  adw_window_title_set_title (self->title, _ ("Edit volunteer"));
  fill_volunteer (self, self->loaded);
  fill_person (self, self->loaded_person);
  show_known (self, volunteer->card);
  sijil_look_alikes_pane_set_store (self->look_alikes, self->store,
                                    sijil_record_id (self->loaded_person));
}

typedef struct {
  SijilVolunteerForm *form;
  SijilId person;
} Adopting;

static void
on_family_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Adopting *adopting = user_data;
  g_autoptr (SijilVolunteerForm) self = adopting->form;
  g_autoptr (GError) error = NULL;
  SijilFamily *family = sijil_store_finish (SIJIL_STORE (source), result, &error);

  if (self->store != NULL && family != NULL) {
    for (guint i = 0; i < family->members->len; i++)
      if (sijil_id_equal (sijil_record_id (family->members->pdata[i]), &adopting->person)) {
        fill_person (self, family->members->pdata[i]);
        g_set_object (&self->loaded_person, family->members->pdata[i]);
        self->seen = family->seen;
        sijil_form_draft_set_seen (self->draft, self->seen);
        sijil_form_draft_touch (self->draft);
        show_known (self, sijil_record_text (family->household, SIJIL_HOUSEHOLD_CARD));
        sijil_look_alikes_pane_set_store (self->look_alikes, self->store, &adopting->person);
        sijil_look_alikes_pane_forget (self->look_alikes, NULL);
      }
  } else if (self->store != NULL)
    sijil_ui_show_error (GTK_WIDGET (self), error);
  sijil_family_free (family);
}

/* The person of a registered family takes the place of what was typed: nobody is there twice. */
void
sijil_volunteer_form_adopt (SijilVolunteerForm *self, const SijilLookAlike *like)
{
  Adopting *adopting;

  if (!sijil_id_is_null (&self->volunteer))
    return;
  adopting = g_new0 (Adopting, 1);
  adopting->form = g_object_ref (self);
  adopting->person = like->person;
  sijil_store_read_async (self->store, sijil_family_load, sijil_id_copy (&like->household), g_free,
                          (GDestroyNotify) sijil_family_free, NULL, on_family_cb, adopting);
}

/* The person as typed. */
SijilRecord *
sijil_volunteer_form_person (SijilVolunteerForm *self)
{
  SijilRecord *person = sijil_person_rows_record (self->person);

  sijil_record_set_text (person, SIJIL_PERSON_PHONE, sijil_field_row_text (self->phone_row));
  return person;
}

static SijilRecord *
read_volunteer (SijilVolunteerForm *self)
{
  gboolean is_new = sijil_id_is_null (&self->volunteer);
  SijilRecord *record = sijil_record_new (&sijil_volunteer_type, is_new ? NULL : &self->volunteer);
  g_autofree char *skills = sijil_chips_codes (self->skills);
  g_autofree char *days = sijil_half_days_codes (self->days);

  sijil_record_set_text (record, SIJIL_VOLUNTEER_SKILLS, skills);
  sijil_record_set_text (record, SIJIL_VOLUNTEER_AVAILABILITY, days);
  sijil_record_set_text (record, SIJIL_VOLUNTEER_STATE, sijil_choice_row_code (self->state_row));
  sijil_record_set_text (record, SIJIL_VOLUNTEER_SINCE_DATE,
                         sijil_field_row_text (self->since_row));
  sijil_record_set_text (record, SIJIL_VOLUNTEER_NOTES, sijil_field_row_text (self->notes_row));
  return record;
}

/* A #SijilDraftSource: the volunteer and the person. */
static GPtrArray *
draft_source (gpointer user_data)
{
  SijilVolunteerForm *self = user_data;
  GPtrArray *records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (SijilRecord) volunteer = read_volunteer (self);
  g_autoptr (SijilRecord) person = sijil_volunteer_form_person (self);

  g_ptr_array_add (records, sijil_form_changes (self->loaded, volunteer));
  /* Of a member of a family who becomes a volunteer all is kept, since the next form does not know
   * yet who that is. */
  g_ptr_array_add (records, self->loaded != NULL ? sijil_form_changes (self->loaded_person, person)
                                                 : g_object_ref (person));
  return records;
}

/* A #SijilDraftTaken. */
static void
on_draft_taken (gpointer user_data, GPtrArray *records)
{
  SijilVolunteerForm *self = user_data;
  g_autoptr (SijilRecord) volunteer = sijil_record_overlay (self->loaded, records->pdata[0]);

  fill_volunteer (self, volunteer);
  if (records->len > 1) {
    g_autoptr (SijilRecord) person = sijil_record_overlay (self->loaded_person, records->pdata[1]);

    fill_person (self, person);
  }
  sijil_draft_line_show (self->draft_line, sijil_form_draft_kept_at (self->draft));
}

static void
show_error (SijilVolunteerForm *self, const char *message)
{
  gtk_label_set_label (self->error_words, message != NULL ? message : "");
  gtk_widget_set_visible (self->error_box, message != NULL);
}

static void
on_kept_cb (SijilVolunteerForm *self, const char *trouble)
{
  sijil_look_alikes_pane_set_kept (self->look_alikes, trouble == NULL);
  if (trouble != NULL)
    show_error (self, trouble);
}

/* Takes up what was typed in this form before, and keeps what is typed from now on. */
void
sijil_volunteer_form_begin_draft (SijilVolunteerForm *self)
{
  g_autofree char *id = sijil_id_to_string (&self->volunteer);
  g_autofree char *kind = g_strconcat ("volunteer-", self->loaded != NULL ? id : "new", NULL);

  self->draft = sijil_form_draft_new (self->store, kind, draft_source, self);
  sijil_form_draft_set_seen (self->draft, self->seen);
  g_signal_connect_object (self->draft, "kept", G_CALLBACK (on_kept_cb), self, G_CONNECT_SWAPPED);
  sijil_form_draft_take_up (self->draft, on_draft_taken);
}

/* Forgets the draft and begins with what is stored, or with empty rows. */
void
sijil_volunteer_form_begin_again (SijilVolunteerForm *self)
{
  g_autoptr (SijilRecord) nobody = sijil_record_new (&sijil_person_type, NULL);

  sijil_form_draft_forget (self->draft);
  sijil_form_draft_set_seen (self->draft, self->seen);
  for (guint i = 0; i < SIJIL_PERSON_N_FIELDS; i++)
    sijil_record_set_null (nobody, i);
  if (self->loaded != NULL)
    fill_volunteer (self, self->loaded);
  else
    fill_new (self);
  fill_person (self, self->loaded_person != NULL ? self->loaded_person : nobody);
}

static guint
show_person_issues (SijilVolunteerForm *self, GPtrArray *issues)
{
  g_autoptr (GPtrArray) rest = g_ptr_array_new ();

  for (guint i = 0; i < issues->len; i++) {
    SijilIssue *issue = issues->pdata[i];

    if (issue->field == SIJIL_PERSON_PHONE)
      sijil_field_row_set_note (self->phone_row, issue->message, "err");
    else
      g_ptr_array_add (rest, issue);
  }
  sijil_person_rows_show_issues (self->person, rest);
  return issues->len;
}

/* Cleans both and judges them; the store judges again. */
static gboolean
check (SijilVolunteerForm *self, SijilRecord *volunteer, SijilRecord *person)
{
  g_autofree char *today = sijil_date_today ();
  g_autoptr (GPtrArray) unread = sijil_record_clean (person);
  g_autoptr (GPtrArray) wrong = sijil_record_validate (person, today);
  g_autoptr (GPtrArray) unread_rest = sijil_record_clean (volunteer);
  guint faults = show_person_issues (self, wrong);

  faults += show_person_issues (self, unread);
  for (guint i = 0; i < unread_rest->len; i++) {
    const SijilIssue *issue = unread_rest->pdata[i];

    sijil_field_row_set_note (issue->field == SIJIL_VOLUNTEER_SINCE_DATE ? self->since_row
                                                                         : self->notes_row,
                              issue->message, "err");
  }
  if (faults > 0)
    sijil_person_rows_focus (self->person);
  return faults + unread_rest->len == 0;
}

static void
on_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SijilVolunteerForm) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree SijilId *id = sijil_store_finish (SIJIL_STORE (source), result, &error);

  self->saving = FALSE;
  if (self->store == NULL)
    return;
  if (id == NULL) {
    show_error (self, error->message);
    return;
  }
  self->saved = *id;
  sijil_form_draft_forget (self->draft);
  sijil_ui_toast (GTK_WIDGET (self),
                  sijil_id_is_null (&self->volunteer) ? _ ("The volunteer is registered")
                                                      : _ ("The changes are saved"),
                  NULL, NULL, NULL);
  sijil_volunteer_form_leave (self);
}

/* Judges what was typed and hands it to the store; what is wrong is said at its row. */
void
sijil_volunteer_form_save (SijilVolunteerForm *self)
{
  g_autoptr (SijilRecord) volunteer = read_volunteer (self);
  g_autoptr (SijilRecord) person = sijil_volunteer_form_person (self);
  g_autoptr (SijilRecord) changed = NULL;
  g_autoptr (SijilRecord) changed_person = NULL;
  SijilVolunteerEdit *edit;

  if (self->saving)
    return;
  if (!check (self, volunteer, person)) {
    show_error (self, _ ("Not saved yet: look at the rows marked in red."));
    return;
  }
  show_error (self, NULL);
  changed = sijil_form_changes (self->loaded, volunteer);
  changed_person = sijil_form_changes (self->loaded_person, person);
  edit = sijil_volunteer_edit_new (changed, changed_person);
  edit->seen = sijil_form_draft_seen (self->draft);
  self->saving = TRUE;
  sijil_store_write_async (self->store, sijil_volunteer_save, edit,
                           (GDestroyNotify) sijil_volunteer_edit_free, g_free, NULL, on_saved_cb,
                           g_object_ref (self));
}
