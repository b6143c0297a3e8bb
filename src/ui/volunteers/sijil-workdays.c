#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-workdays.h"

#include "sijil-i18n.h"
#include "sijil-shifts.h"
#include "sijil-text.h"
#include "sijil-volunteer-words.h"
#include "sijil-widgets.h"

struct _SijilWorkdays {
  AdwPreferencesGroup parent_instance;
  SijilStore *store;
  SijilId programme;
};

G_DEFINE_FINAL_TYPE (SijilWorkdays, sijil_workdays, ADW_TYPE_PREFERENCES_GROUP)

static void
on_workers_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AdwExpanderRow) row = user_data;
  g_autoptr (GPtrArray) workers = sijil_store_finish (SIJIL_STORE (source), result, NULL);

  for (guint i = 0; workers != NULL && i < workers->len; i++) {
    const SijilWorker *worker = workers->pdata[i];
    GtkWidget *line = adw_action_row_new ();
    g_autofree char *hours = sijil_hours_words (worker->minutes);

    adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (line), FALSE);
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (line), worker->name);
    adw_action_row_add_suffix (ADW_ACTION_ROW (line), sijil_label_new (hours, "soft"));
    adw_expander_row_add_row (row, line);
  }
}

/* Who it was is asked when somebody wants to know. */
static void
on_expanded_cb (AdwExpanderRow *row, GParamSpec *pspec, gpointer user_data)
{
  SijilWorkdays *self = user_data;

  g_signal_handlers_disconnect_by_func (row, on_expanded_cb, self);
  sijil_store_read_async (
      self->store, sijil_workers,
      sijil_work_query_new (&self->programme, gtk_widget_get_name (GTK_WIDGET (row))),
      (GDestroyNotify) sijil_work_query_free, (GDestroyNotify) g_ptr_array_unref, NULL,
      on_workers_cb, g_object_ref (row));
}

static GtkWidget *
day_row (SijilWorkdays *self, const SijilWorkday *day)
{
  GtkWidget *row = adw_expander_row_new ();
  g_autofree char *date = sijil_date_show_weekday (day->worked_on);
  g_autofree char *number = sijil_text_number (day->workers);
  g_autofree char *who =
      g_strdup_printf (ngettext ("%s volunteer", "%s volunteers", day->workers), number);
  g_autofree char *hours = sijil_hours_words (day->minutes);
  g_autofree char *words = g_strdup_printf (_ ("%s, %s"), who, hours);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), date);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), words);
  gtk_widget_set_name (row, day->worked_on);
  sijil_accessible_label (row, date);
  g_signal_connect_object (row, "notify::expanded", G_CALLBACK (on_expanded_cb), self, 0);
  return row;
}

static void
on_days_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SijilWorkdays) self = user_data;
  g_autoptr (GPtrArray) days = sijil_store_finish (SIJIL_STORE (source), result, NULL);

  if (self->store == NULL || days == NULL)
    return;
  for (guint i = 0; i < days->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), day_row (self, days->pdata[i]));
  gtk_widget_set_visible (GTK_WIDGET (self), days->len > 0);
}

static void
sijil_workdays_dispose (GObject *object)
{
  g_clear_object (&SIJIL_WORKDAYS (object)->store);
  G_OBJECT_CLASS (sijil_workdays_parent_class)->dispose (object);
}

static void
sijil_workdays_class_init (SijilWorkdaysClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sijil_workdays_dispose;
}

static void
sijil_workdays_init (SijilWorkdays *self)
{
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Volunteers who worked"));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * sijil_workdays_show:
 * @group: the group
 * @store: the register
 * @programme: a programme
 *
 * Reads who worked for @programme. Called once.
 */
void
sijil_workdays_show (SijilWorkdays *group, SijilStore *store, const SijilId *programme)
{
  group->store = g_object_ref (store);
  group->programme = *programme;
  sijil_store_read_async (store, sijil_workdays, sijil_id_copy (programme), g_free,
                          (GDestroyNotify) g_ptr_array_unref, NULL, on_days_cb,
                          g_object_ref (group));
}
