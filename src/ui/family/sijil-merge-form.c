#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-merge-form.h"

#include "../sijil-ui.h"
#include "sijil-families.h"
#include "sijil-family-picker.h"
#include "sijil-i18n.h"

struct _SijilMergeForm {
  SijilShortForm parent_instance;
  SijilFamilyMerge merge;

  SijilFamilyPicker *picker;
};

G_DEFINE_FINAL_TYPE (SijilMergeForm, sijil_merge_form, SIJIL_TYPE_SHORT_FORM)

static void
sijil_merge_form_save (SijilShortForm *form)
{
  SijilMergeForm *self = SIJIL_MERGE_FORM (form);
  const SijilId *other = sijil_family_picker_chosen (self->picker);

  if (other == NULL) {
    sijil_family_picker_say (self->picker, _ ("Choose the family"));
    return;
  }
  self->merge.gives_way = *other;
  sijil_short_form_write (form, sijil_family_merge, g_memdup2 (&self->merge, sizeof self->merge),
                          g_free, NULL);
}

static void
sijil_merge_form_saved (SijilShortForm *form, gpointer done)
{
  g_autofree char *id = sijil_id_to_string (&SIJIL_MERGE_FORM (form)->merge.gives_way);

  sijil_ui_toast (GTK_WIDGET (form), _ ("The two families are one"), _ ("Undo"), "win.undo-merge",
                  g_variant_new_string (id));
}

static void
sijil_merge_form_class_init (SijilMergeFormClass *klass)
{
  SIJIL_SHORT_FORM_CLASS (klass)->save = sijil_merge_form_save;
  SIJIL_SHORT_FORM_CLASS (klass)->saved = sijil_merge_form_saved;
}

static void
sijil_merge_form_init (SijilMergeForm *self)
{
  SijilShortForm *form = SIJIL_SHORT_FORM (self);

  self->picker = SIJIL_FAMILY_PICKER (sijil_family_picker_new ());
  sijil_short_form_set_title (form, _ ("Another household is this very family"),
                              _ ("Its members and what it received join this one, and its card "
                                 "leads here. This can be undone at any time."));
  sijil_short_form_add (form, GTK_WIDGET (self->picker));
}

/**
 * sijil_merge_form_begin:
 * @form: the form
 * @store: the register
 * @survivor: the household that stays
 *
 * Makes the form ready.
 */
void
sijil_merge_form_begin (SijilMergeForm *form, SijilStore *store, const SijilId *survivor)
{
  form->merge.survivor = *survivor;
  sijil_family_picker_begin (form->picker, store, survivor);
  sijil_short_form_begin (SIJIL_SHORT_FORM (form), store);
  sijil_family_picker_focus (form->picker);
}
