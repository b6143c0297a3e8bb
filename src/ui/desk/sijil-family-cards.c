#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-family-view-private.h"

#include <string.h>

#include "sijil-card.h"
#include "sijil-choices.h"
#include "sijil-date.h"
#include "sijil-i18n.h"
#include "sijil-text.h"
#include "types/sijil-types-all.h"
#include "sijil-widgets.h"

#define MAX_RECEIVED 12

static void
empty_box (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

static void
empty_list (GtkListBox *list)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, child);
}

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
  const char *parts[4] = { NULL };
  guint n = 0;
  const char *village = sijil_record_text (household, SIJIL_HOUSEHOLD_VILLAGE);
  const char *district = sijil_record_text (household, SIJIL_HOUSEHOLD_DISTRICT);
  const char *governorate = sijil_record_text (household, SIJIL_HOUSEHOLD_GOVERNORATE);

  if (village != NULL)
    parts[n++] = village;
  if (district != NULL)
    parts[n++] = district;
  if (governorate != NULL)
    parts[n++] = sijil_choice_label (sijil_governorates, governorate);
  /* Translators: between the parts of a place */
  return g_strjoinv (_ (", "), (char **) parts);
}

static void
add_fact (SijilFamilyView *self, const char *icon, const char *name, const char *text)
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

static void
fill_head (SijilFamilyView *self)
{
  SijilRecord *household = self->family->household;
  SijilRecord *head = self->family->head;
  g_autofree char *name = sijil_family_head_name (self->family);
  g_autofree char *card = sijil_card_show (sijil_record_text (household, SIJIL_HOUSEHOLD_CARD));
  g_autofree char *place = place_words (household);
  const char *house_phone = sijil_record_text (household, SIJIL_HOUSEHOLD_PHONE);
  const char *head_phone = head != NULL ? sijil_record_text (head, SIJIL_PERSON_PHONE) : NULL;
  const char *id = head != NULL ? sijil_record_text (head, SIJIL_PERSON_ID_NUMBER) : NULL;
  g_autofree char *phone = sijil_text_phone (house_phone != NULL ? house_phone : head_phone);
  g_autofree char *number =
      id != NULL && strlen (id) == 14 ? sijil_text_national_id (id) : sijil_text_ltr (id);

  empty_box (self->disc_place);
  gtk_box_append (self->disc_place, sijil_disc_new (name, 58));
  gtk_label_set_label (self->name, name);
  empty_box (self->tags);
  if (head == NULL)
    gtk_box_append (self->tags,
                    sijil_tag_new (_ ("Head to be confirmed"), "warn", "dialog-warning-symbolic"));
  for (guint i = 0; i < MIN (self->family->known_elsewhere->len, 2); i++) {
    g_autofree char *other =
        sijil_text_isolate (g_ptr_array_index (self->family->known_elsewhere, i));
    g_autofree char *words = g_strdup_printf (_ ("Known to %s too"), other);

    gtk_box_append (self->tags, sijil_tag_new (words, "info", NULL));
  }
  sijil_wrap_clear (self->facts);
  add_fact (self, "sijil-desk-symbolic", _ ("Card"), card);
  add_fact (self, "mark-location-symbolic", _ ("Place"), place);
  add_fact (self, "phone-symbolic", _ ("Phone"), phone);
  add_fact (self, "sijil-idcard-symbolic", _ ("ID of the head"), number);
}

static void
fill_consent (SijilFamilyView *self)
{
  const char *date = sijil_record_text (self->family->household, SIJIL_HOUSEHOLD_CONSENT_DATE);
  g_autofree char *shown = date != NULL ? sijil_date_show (date) : NULL;

  empty_box (self->consent);
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

static GtkWidget *
plain_row (GtkWidget *box, const char *label)
{
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  sijil_accessible_label (row, label);
  return row;
}

static GtkWidget *
member_row (SijilRecord *person, const char *today)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  const char *name = sijil_record_text (person, SIJIL_PERSON_NAME);
  const char *relation =
      sijil_choice_label (sijil_relations, sijil_record_text (person, SIJIL_PERSON_RELATION));
  const char *state = sijil_record_text (person, SIJIL_PERSON_STATE);
  const char *birth = sijil_record_text (person, SIJIL_PERSON_BIRTH_DATE);
  int age = birth != NULL ? sijil_date_age (birth, today) : -1;
  g_autofree char *years = age >= 0 ? sijil_text_number (age) : g_strdup ("");
  g_autofree char *label = g_strdup_printf ("%s, %s, %s", name, relation, years);
  GtkWidget *age_label = gtk_label_new (years);

  gtk_box_append (GTK_BOX (box), sijil_label_new (name, "small"));
  gtk_widget_set_hexpand (gtk_widget_get_first_child (box), TRUE);
  if (state != NULL && strcmp (state, "living") != 0)
    gtk_box_append (GTK_BOX (box),
                    sijil_tag_new (sijil_choice_label (sijil_person_states, state), NULL, NULL));
  gtk_box_append (GTK_BOX (box), sijil_label_new (relation, "hint"));
  gtk_label_set_width_chars (GTK_LABEL (age_label), 3);
  gtk_label_set_xalign (GTK_LABEL (age_label), 1);
  gtk_widget_add_css_class (age_label, "small");
  gtk_box_append (GTK_BOX (box), age_label);
  gtk_widget_add_css_class (box, "memberrow");
  return plain_row (box, label);
}

static GtkWidget *
received_row (const SijilReceived *received, const char *today)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  gboolean ours = received->association == NULL;
  g_autofree char *date = sijil_date_show_short (received->served_on, today);
  g_autofree char *quantity = sijil_text_number (received->quantity);
  g_autofree char *what = received->quantity > 1
                              ? g_strdup_printf ("%s × %s", received->what, quantity)
                              : g_strdup (received->what);
  const char *whose = ours ? _ ("Us") : received->association;
  g_autofree char *label = g_strdup_printf ("%s, %s, %s", date, what, whose);
  GtkWidget *tag = sijil_tag_new (whose, ours ? "accent" : "line", NULL);

  gtk_box_append (GTK_BOX (box), sijil_label_new (date, "hint"));
  gtk_widget_set_size_request (gtk_widget_get_first_child (box), 76, -1);
  gtk_box_append (GTK_BOX (box), sijil_label_new (what, "small"));
  gtk_widget_set_hexpand (gtk_widget_get_last_child (box), TRUE);
  if (!ours) {
    gtk_label_set_max_width_chars (GTK_LABEL (tag), 18);
    gtk_widget_set_tooltip_text (tag, received->office != NULL ? received->office : whose);
  }
  gtk_box_append (GTK_BOX (box), tag);
  gtk_widget_add_css_class (box, "memberrow");
  return plain_row (box, label);
}

/**
 * sijil_family_view_fill_cards: (skip)
 * @self: the view, with a family open
 *
 * Fills everything but the entitlements.
 */
void
sijil_family_view_fill_cards (SijilFamilyView *self)
{
  const SijilFamily *family = self->family;
  g_autofree char *today = sijil_date_today ();
  g_autofree char *members = sijil_text_number (family->members->len);
  g_autofree char *received = sijil_text_number (family->received->len);

  fill_head (self);
  fill_consent (self);
  empty_list (self->members);
  for (guint i = 0; i < family->members->len; i++)
    gtk_list_box_append (self->members, member_row (g_ptr_array_index (family->members, i), today));
  gtk_label_set_label (self->members_count, members);
  empty_list (self->received);
  for (guint i = 0; i < MIN (family->received->len, MAX_RECEIVED); i++)
    gtk_list_box_append (self->received,
                         received_row (g_ptr_array_index (family->received, i), today));
  gtk_label_set_label (self->received_count, family->received->len > 0 ? received : "");
  gtk_widget_set_visible (GTK_WIDGET (self->received), family->received->len > 0);
  gtk_widget_set_visible (self->nothing_received, family->received->len == 0);
}
