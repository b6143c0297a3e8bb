#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-programme-card.h"

#include "sijil-date.h"
#include "sijil-family.h"
#include "sijil-i18n.h"
#include "sijil-text.h"
#include "sijil-paragraph.h"
#include "sijil-widgets.h"
#include "types/sijil-programme.h"

struct _SijilProgrammeCard {
  GtkWidget parent_instance;
  GtkImage *icon;
  GtkLabel *name;
  GtkLabel *rule;
  GtkLabel *served;
  GtkLabel *target;
  GtkLabel *percent;
  GtkProgressBar *progress;
  GtkBox *tags;
  GtkLabel *value;
};

G_DEFINE_FINAL_TYPE (SijilProgrammeCard, sijil_programme_card, GTK_TYPE_WIDGET)

static const char *
icon_of (const char *family)
{
  static const char *const icons[][2] = {
    { "ramadan-food", "sijil-box-symbolic" }, { "food", "emoji-food-symbolic" },
    { "meat", "emoji-food-symbolic" },        { "winter", "weather-snow-symbolic" },
    { "medical", "emote-love-symbolic" },     { "debt", "changes-allow-symbolic" },
    { "farming", "emoji-nature-symbolic" },   { "livelihood", "starred-symbolic" },
    { "housing", "user-home-symbolic" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (icons); i++)
    if (g_strcmp0 (icons[i][0], family) == 0)
      return icons[i][1];
  return "sijil-flag-symbolic";
}

/* The catalogue names units in Arabic only; between English words such a word helps nobody. */
static const char *
unit_of (SijilRecord *programme)
{
  const char *unit = sijil_record_text (programme, SIJIL_PROGRAMME_UNIT);

  for (const char *p = unit; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_get_script (g_utf8_get_char (p)) == G_UNICODE_SCRIPT_ARABIC)
      return sijil_i18n_is_arabic () ? unit : NULL;
  return unit;
}

static void
show_progress (SijilProgrammeCard *self, const SijilProgrammeSummary *summary)
{
  SijilRecord *programme = summary->programme;
  gint64 target = sijil_record_number (programme, SIJIL_PROGRAMME_TARGET, 0);
  const char *unit = unit_of (programme);
  g_autofree char *served = sijil_text_number (summary->served);
  g_autofree char *of = sijil_text_number (target);
  g_autofree char *words = NULL;

  /* An Arabic zero is a dot, which is lost at the head of a card. */
  gtk_label_set_label (self->served, summary->served != 0 ? served : _ ("None yet"));
  if (summary->served == 0) {
    gtk_widget_remove_css_class (GTK_WIDGET (self->served), "figure");
    gtk_widget_add_css_class (GTK_WIDGET (self->served), "figure-m");
  }
  if (target > 0 && unit != NULL)
    /* Translators: target and unit, as in "of 6,000 boxes". */
    words = g_strdup_printf (_ ("of %s %s"), of, unit);
  else if (target > 0)
    words = g_strdup_printf (_ ("of %s"), of);
  else
    /* "None yet boxes" is no phrase. */
    words = g_strdup (unit != NULL && summary->served != 0 ? unit : "");
  gtk_label_set_label (self->target, words);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), target > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->percent), target > 0);
  if (target > 0) {
    double share = (double) summary->served / (double) target;
    g_autofree char *hundredths = sijil_text_number ((gint64) (share * 100));
    /* Translators: a percentage. */
    g_autofree char *percent = g_strdup_printf (_ ("%s%%"), hundredths);

    gtk_progress_bar_set_fraction (self->progress, CLAMP (share, 0, 1));
    gtk_label_set_label (self->percent, percent);
  }
}

static void
show_state (SijilProgrammeCard *self, const SijilProgrammeSummary *summary)
{
  SijilRecord *programme = summary->programme;
  g_autofree char *today = sijil_date_today ();
  const char *starts = sijil_record_text (programme, SIJIL_PROGRAMME_STARTS);
  int days = starts != NULL ? sijil_date_days_between (today, starts) : 0;
  g_autofree char *number = sijil_text_number (days);
  g_autofree char *soon =
      g_strdup_printf (ngettext ("In %s day", "In %s days", (gulong) MAX (days, 0)), number);
  g_autofree char *date = sijil_date_show_short (starts, today);

  if (summary->ended)
    gtk_box_append (self->tags, sijil_tag_new (_ ("Ended"), "", NULL));
  else if (summary->running)
    gtk_box_append (self->tags, sijil_tag_new (_ ("Running"), "accent", NULL));
  else
    gtk_box_append (self->tags, sijil_tag_new (days <= 30 ? soon : date, "info", NULL));
  if (sijil_record_number (programme, SIJIL_PROGRAMME_CONFIDENTIAL, 0) != 0)
    gtk_box_append (self->tags,
                    sijil_tag_new (_ ("Confidential"), "line", "changes-prevent-symbolic"));
  if (sijil_record_number (programme, SIJIL_PROGRAMME_ALLIANCE, 0) != 0)
    gtk_box_append (self->tags, sijil_tag_new (_ ("Alliance"), "line", NULL));
}

static void
show_value (SijilProgrammeCard *self, const SijilProgrammeSummary *summary)
{
  gint64 value = sijil_record_number (summary->programme, SIJIL_PROGRAMME_VALUE, 0);
  gint64 target = sijil_record_number (summary->programme, SIJIL_PROGRAMME_TARGET, 0);
  gint64 sum = 0, whole = 0;
  g_autofree char *spent = NULL;
  g_autofree char *all = NULL;
  g_autofree char *words = NULL;

  if (value <= 0 || __builtin_mul_overflow (value, summary->served, &sum) ||
      __builtin_mul_overflow (value, target, &whole))
    return;
  /* An Arabic zero is a dot: nothing is said until there is something to say. */
  if (sum == 0 && target == 0)
    return;
  spent = sijil_text_money (sum);
  all = sijil_text_money (whole);
  words = target > 0
              /* Translators: two amounts of money. */
              ? g_strdup_printf (_ ("%s of %s"), spent, all)
              : g_strdup (spent);
  gtk_label_set_label (self->value, words);
}

static void
sijil_programme_card_dispose (GObject *object)
{
  sijil_drop_template (GTK_WIDGET (object), SIJIL_TYPE_PROGRAMME_CARD);
  G_OBJECT_CLASS (sijil_programme_card_parent_class)->dispose (object);
}

static void
sijil_programme_card_class_init (SijilProgrammeCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sijil_programme_card_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/sijil/Sijil/ui/programme-card.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, SijilProgrammeCard, child)
  BIND (icon);
  BIND (name);
  BIND (rule);
  BIND (served);
  BIND (target);
  BIND (percent);
  BIND (progress);
  BIND (tags);
  BIND (value);
#undef BIND
}

static void
sijil_programme_card_init (SijilProgrammeCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sijil_programme_card_new:
 * @summary: a programme and how far it is
 *
 * Returns: (transfer floating): its card
 */
GtkWidget *
sijil_programme_card_new (const SijilProgrammeSummary *summary)
{
  SijilProgrammeCard *self = g_object_new (SIJIL_TYPE_PROGRAMME_CARD, NULL);
  g_autofree char *name = sijil_programme_name (summary->programme);
  g_autofree char *rule = sijil_programme_rule_words (summary->programme);

  gtk_image_set_from_icon_name (
      self->icon, icon_of (sijil_record_text (summary->programme, SIJIL_PROGRAMME_FAMILY)));
  gtk_label_set_label (self->name, name);
  gtk_label_set_label (self->rule, rule);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->rule), rule);
  show_progress (self, summary);
  show_state (self, summary);
  show_value (self, summary);
  return GTK_WIDGET (self);
}
