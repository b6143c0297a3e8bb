#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-family-head.h"

#include <string.h>

#include "sijil-card.h"
#include "sijil-date.h"
#include "sijil-i18n.h"
#include "sijil-paragraph.h"
#include "sijil-place.h"
#include "sijil-text.h"
#include "sijil-widgets.h"
#include "sijil-wrap.h"
#include "types/sijil-types-all.h"

struct _SijilFamilyHead {
  GtkBox parent_instance;

  GtkBox *disc_place;
  GtkLabel *name;
  GtkBox *tags;
  SijilWrap *facts;
  GtkBox *consent;
  GtkBox *buttons;
};

G_DEFINE_FINAL_TYPE (SijilFamilyHead, sijil_family_head, GTK_TYPE_BOX)

/**
 * sijil_family_head_name: (skip)
 * @family: a family
 *
 * Returns: (transfer full): the name of its head; if the head is to be confirmed, of its first
 * member
 */
char *
sijil_family_head_name (const SijilFamily *family)
{
  SijilRecord *person = family->head;

  if (person == NULL && family->members->len > 0)
    person = g_ptr_array_index (family->members, 0);
  return g_strdup (person != NULL ? sijil_record_text (person, SIJIL_PERSON_NAME)
                                  : _ ("a family without members"));
}

static char *
place_words (SijilRecord *household)
{
  const char *village = sijil_record_text (household, SIJIL_HOUSEHOLD_VILLAGE);
  const char *district = sijil_record_text (household, SIJIL_HOUSEHOLD_DISTRICT);
  const char *governorate = sijil_record_text (household, SIJIL_HOUSEHOLD_GOVERNORATE);
  g_autofree char *wide = sijil_place_words (district, governorate);
  g_autofree char *narrow = sijil_text_isolate (village);
  g_autofree char *whole = NULL;

  if (village == NULL || *wide == '\0')
    return village != NULL ? g_strdup (village) : g_steal_pointer (&wide);
  whole = g_strdup_printf (_ ("%s, %s"), narrow, wide);
  return sijil_text_directed (whole);
}

static void
add_fact (SijilFamilyHead *self, const char *icon, const char *name, const char *text)
{
  g_autofree char *plain = sijil_text_strip_bidi (text);
  g_autofree char *sentence = NULL;
  GtkWidget *box, *label, *image;

  if (plain == NULL || *plain == '\0')
    return;
  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  image = gtk_image_new_from_icon_name (icon);
  label = sijil_label_new (text, NULL);
  sentence = g_strdup_printf ("%s: %s", name, plain);
  gtk_widget_add_css_class (image, "soft");
  sijil_accessible_label (label, sentence);
  gtk_widget_set_tooltip_text (box, name);
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_set_margin_end (box, 10);
  sijil_wrap_append (self->facts, box);
}

/* Another association looks after the family. */
static void
show_moved (SijilFamilyHead *self, SijilRecord *household)
{
  const char *to = sijil_record_text (household, SIJIL_HOUSEHOLD_MOVED_TO);
  g_autofree char *whom = sijil_text_isolate (to);
  g_autofree char *words = NULL;

  if (to == NULL)
    return;
  words = g_strdup_printf (_ ("Moved to %s"), whom);
  gtk_box_append (self->tags, sijil_tag_new (words, "warn", "dialog-warning-symbolic"));
}

static void
show_known (SijilFamilyHead *self, const SijilFamily *family)
{
  const char *moved_to = sijil_record_text (family->household, SIJIL_HOUSEHOLD_MOVED_TO);

  for (guint i = 0; i < MIN (family->known_elsewhere->len, 2); i++) {
    const char *name = g_ptr_array_index (family->known_elsewhere, i);
    g_autofree char *other = sijil_text_isolate (name);
    g_autofree char *words = g_strdup_printf (_ ("Known to %s too"), other);

    if (g_strcmp0 (name, moved_to) != 0)
      gtk_box_append (self->tags, sijil_tag_new (words, "info", NULL));
  }
}

static void
show_name (SijilFamilyHead *self, const SijilFamily *family)
{
  SijilRecord *household = family->household;
  SijilRecord *head = family->head;
  g_autofree char *name = sijil_family_head_name (family);
  g_autofree char *card = sijil_card_show (sijil_record_text (household, SIJIL_HOUSEHOLD_CARD));
  g_autofree char *place = place_words (household);
  const char *house_phone = sijil_record_text (household, SIJIL_HOUSEHOLD_PHONE);
  const char *head_phone = head != NULL ? sijil_record_text (head, SIJIL_PERSON_PHONE) : NULL;
  const char *id = head != NULL ? sijil_record_text (head, SIJIL_PERSON_ID_NUMBER) : NULL;
  g_autofree char *phone = sijil_text_phone (house_phone != NULL ? house_phone : head_phone);
  g_autofree char *number =
      id != NULL && strlen (id) == 14 ? sijil_text_national_id (id) : sijil_text_ltr (id);

  sijil_box_clear (GTK_WIDGET (self->disc_place));
  gtk_box_append (self->disc_place, sijil_disc_new (name, 58));
  gtk_label_set_label (self->name, name);
  sijil_box_clear (GTK_WIDGET (self->tags));
  show_moved (self, household);
  if (head == NULL)
    gtk_box_append (self->tags,
                    sijil_tag_new (_ ("Head to be confirmed"), "warn", "dialog-warning-symbolic"));
  show_known (self, family);
  sijil_wrap_clear (self->facts);
  add_fact (self, "sijil-desk-symbolic", _ ("Card"), card);
  add_fact (self, "mark-location-symbolic", _ ("Place"), place);
  add_fact (self, "phone-symbolic", _ ("Phone"), phone);
  add_fact (self, "sijil-idcard-symbolic", _ ("ID of the head"), number);
}

static void
show_consent (SijilFamilyHead *self, const SijilFamily *family)
{
  const char *date = sijil_record_text (family->household, SIJIL_HOUSEHOLD_CONSENT_DATE);
  g_autofree char *shown = date != NULL ? sijil_date_show (date) : NULL;

  sijil_box_clear (GTK_WIDGET (self->consent));
  if (date != NULL) {
    gtk_box_append (self->consent,
                    sijil_tag_new (_ ("Consent on file"), "ok", "object-select-symbolic"));
    gtk_box_append (self->consent, gtk_label_new (shown));
  } else {
    gtk_box_append (self->consent,
                    sijil_tag_new (_ ("No consent yet"), "warn", "dialog-warning-symbolic"));
    gtk_box_append (self->consent, gtk_label_new (_ ("Stays in this association")));
  }
  gtk_widget_add_css_class (gtk_widget_get_last_child (GTK_WIDGET (self->consent)), "hint");
}

/**
 * sijil_family_head_show:
 * @head: the card
 * @family: a family
 */
void
sijil_family_head_show (SijilFamilyHead *head, const SijilFamily *family)
{
  show_name (head, family);
  show_consent (head, family);
}

/**
 * sijil_family_head_add_button:
 * @head: the card
 * @button: (transfer floating): what can be done with the family, at the end of the card
 */
void
sijil_family_head_add_button (SijilFamilyHead *head, GtkWidget *button)
{
  gtk_box_append (head->buttons, button);
  gtk_widget_set_visible (GTK_WIDGET (head->buttons), TRUE);
}

static void
sijil_family_head_dispose (GObject *object)
{
  sijil_drop_template (GTK_WIDGET (object), SIJIL_TYPE_FAMILY_HEAD);
  G_OBJECT_CLASS (sijil_family_head_parent_class)->dispose (object);
}

static void
sijil_family_head_class_init (SijilFamilyHeadClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (SIJIL_TYPE_WRAP);
  G_OBJECT_CLASS (klass)->dispose = sijil_family_head_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sijil/Sijil/ui/family-head.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, SijilFamilyHead, child)
  BIND (disc_place);
  BIND (name);
  BIND (tags);
  BIND (facts);
  BIND (consent);
  BIND (buttons);
#undef BIND
}

static void
sijil_family_head_init (SijilFamilyHead *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
