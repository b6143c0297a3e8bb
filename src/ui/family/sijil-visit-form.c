#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-visit-form.h"

#include "../sijil-ui.h"
#include "sijil-field-row.h"
#include "sijil-i18n.h"
#include "sijil-person-rows.h"
#include "sijil-validate.h"
#include "sijil-visits.h"
#include "types/sijil-visit.h"

struct _SijilVisitForm {
  SijilShortForm parent_instance;
  SijilId household;

  SijilFieldRow *note_row;
  SijilFieldRow *visitor_row;
  SijilFieldRow *date_row;
};

G_DEFINE_FINAL_TYPE (SijilVisitForm, sijil_visit_form, SIJIL_TYPE_SHORT_FORM)

static SijilFieldRow *
row_of (SijilVisitForm *self, int field)
{
  switch (field) {
  case SIJIL_VISIT_VISITED_ON:
    return self->date_row;
  case SIJIL_VISIT_VISITOR:
    return self->visitor_row;
  default:
    return self->note_row;
  }
}

static guint
show_issues (SijilVisitForm *self, GPtrArray *issues)
{
  guint shown = 0;

  for (guint i = 0; i < issues->len; i++) {
    const SijilIssue *issue = issues->pdata[i];

    /* The store says when and where it was written down. */
    if (issue->field == SIJIL_VISIT_AT)
      continue;
    sijil_field_row_set_note (row_of (self, issue->field), issue->message, "err");
    shown++;
  }
  return shown;
}

static SijilRecord *
sijil_visit_form_record (SijilShortForm *form)
{
  SijilVisitForm *self = SIJIL_VISIT_FORM (form);
  SijilRecord *visit = sijil_record_new (&sijil_visit_type, NULL);

  sijil_record_set_reference (visit, SIJIL_VISIT_HOUSEHOLD, &self->household);
  sijil_record_set_text (visit, SIJIL_VISIT_NOTE, sijil_field_row_text (self->note_row));
  sijil_record_set_text (visit, SIJIL_VISIT_VISITOR, sijil_field_row_text (self->visitor_row));
  sijil_record_set_text (visit, SIJIL_VISIT_VISITED_ON, sijil_field_row_text (self->date_row));
  return visit;
}

static void
sijil_visit_form_fill (SijilShortForm *form, SijilRecord *visit)
{
  SijilVisitForm *self = SIJIL_VISIT_FORM (form);
  g_autofree char *day = sijil_form_date_text (sijil_record_text (visit, SIJIL_VISIT_VISITED_ON));

  sijil_field_row_set_text (self->note_row, sijil_record_text (visit, SIJIL_VISIT_NOTE));
  sijil_field_row_set_text (self->visitor_row, sijil_record_text (visit, SIJIL_VISIT_VISITOR));
  sijil_field_row_set_text (self->date_row, day);
}

static void
sijil_visit_form_save (SijilShortForm *form)
{
  SijilVisitForm *self = SIJIL_VISIT_FORM (form);
  g_autoptr (SijilRecord) visit = sijil_visit_form_record (form);
  g_autofree char *today = sijil_date_today ();
  g_autoptr (GPtrArray) unread = NULL;
  g_autoptr (GPtrArray) wrong = NULL;

  unread = sijil_record_clean (visit);
  wrong = sijil_record_validate (visit, today);
  if (show_issues (self, wrong) + show_issues (self, unread) == 0)
    sijil_short_form_write (form, sijil_visit_save, g_steal_pointer (&visit), g_object_unref,
                            g_free);
}

static void
sijil_visit_form_saved (SijilShortForm *form, gpointer fact)
{
  g_autofree char *id = sijil_id_to_string (fact);

  sijil_ui_toast (GTK_WIDGET (form), _ ("The visit is recorded"), _ ("Undo"), "win.undo-visit",
                  g_variant_new_string (id));
}

static void
sijil_visit_form_class_init (SijilVisitFormClass *klass)
{
  SIJIL_SHORT_FORM_CLASS (klass)->save = sijil_visit_form_save;
  SIJIL_SHORT_FORM_CLASS (klass)->saved = sijil_visit_form_saved;
  SIJIL_SHORT_FORM_CLASS (klass)->record = sijil_visit_form_record;
  SIJIL_SHORT_FORM_CLASS (klass)->fill = sijil_visit_form_fill;
}

static void
sijil_visit_form_init (SijilVisitForm *self)
{
  SijilShortForm *form = SIJIL_SHORT_FORM (self);

  self->note_row = SIJIL_FIELD_ROW (sijil_field_row_new (_ ("What was seen"), FALSE));
  self->visitor_row = SIJIL_FIELD_ROW (sijil_field_row_new (_ ("Who went there"), FALSE));
  self->date_row = SIJIL_FIELD_ROW (sijil_field_row_new (_ ("Visited on"), TRUE));
  sijil_short_form_set_title (form, _ ("A visit at home"), NULL);
  sijil_short_form_add (form, GTK_WIDGET (self->note_row));
  sijil_short_form_add (form, GTK_WIDGET (self->visitor_row));
  sijil_short_form_add (form, GTK_WIDGET (self->date_row));
}

/**
 * sijil_visit_form_begin:
 * @form: the form
 * @store: the register
 * @household: who was visited
 *
 * Makes the form ready: today, by whoever is at the desk.
 */
void
sijil_visit_form_begin (SijilVisitForm *form, SijilStore *store, const SijilId *household)
{
  g_autoptr (SijilRecord) visit = sijil_record_new (&sijil_visit_type, NULL);
  g_autofree char *today = sijil_date_today ();
  g_autofree char *id = sijil_id_to_string (household);
  g_autofree char *kind = g_strconcat ("visit-", id, NULL);

  form->household = *household;
  sijil_record_set_text (visit, SIJIL_VISIT_VISITOR, sijil_store_clerk (store));
  sijil_record_set_text (visit, SIJIL_VISIT_VISITED_ON, today);
  sijil_short_form_begin_record (SIJIL_SHORT_FORM (form), store, kind, visit);
  sijil_field_row_focus (form->note_row);
}
