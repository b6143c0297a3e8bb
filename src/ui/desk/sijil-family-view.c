#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-family-view-private.h"

#include "sijil-date.h"
#include "sijil-family-rows.h"
#include "sijil-i18n.h"
#include "sijil-list-fill.h"
#include "sijil-paragraph.h"
#include "sijil-roles.h"
#include "sijil-text.h"
#include "sijil-two-columns.h"
#include "sijil-ui.h"
#include "sijil-widgets.h"

#define MAX_KEYS 9
#define MAX_RECEIVED 12

G_DEFINE_FINAL_TYPE (SijilFamilyView, sijil_family_view, ADW_TYPE_BIN)

static void
on_row_pressed (SijilEntitlementRow *row, SijilFamilyView *self)
{
  if (sijil_entitlement_row_press (row))
    sijil_family_view_hand_over (self, row);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.focus-desk", NULL);
}

/* The clerk has the row's number in mind already: what was in a place stays in it as long as this
 * family is open, even if its state would sort it elsewhere now. */
static void
keep_order (SijilFamilyView *self, GPtrArray *entitlements)
{
  for (guint place = 0; place < MIN (self->rows->len, entitlements->len); place++) {
    for (guint i = place; i < entitlements->len; i++) {
      if (!sijil_entitlement_row_is_same (g_ptr_array_index (self->rows, place),
                                          g_ptr_array_index (entitlements, i)))
        continue;
      if (i != place) {
        gpointer moved = g_ptr_array_steal_index (entitlements, i);

        g_ptr_array_insert (entitlements, (int) place, moved);
      }
      break;
    }
  }
}

static gboolean
may_serve (SijilFamilyView *self)
{
  return sijil_role_allows (sijil_store_role (self->store), SIJIL_ACT_SERVE);
}

/* What a key hands over has one of the first nine places. */
static gboolean
wants_key (SijilFamilyView *self, const SijilEntitlement *entitlement, guint place)
{
  return place < MAX_KEYS && entitlement->state != SIJIL_ENTITLED_NOT && may_serve (self);
}

static gboolean
rows_fit (SijilFamilyView *self, GPtrArray *entitlements)
{
  if (self->rows->len != entitlements->len)
    return FALSE;
  for (guint i = 0; i < entitlements->len; i++) {
    const SijilEntitlement *e = g_ptr_array_index (entitlements, i);
    SijilEntitlementRow *row = g_ptr_array_index (self->rows, i);
    gboolean has_key = sijil_entitlement_row_number (row) > 0;

    if (!sijil_entitlement_row_is_same (row, e) || (!has_key && wants_key (self, e, i)))
      return FALSE;
  }
  return TRUE;
}

static void
build_rows (SijilFamilyView *self, GPtrArray *entitlements)
{
  sijil_list_clear (self->entitlements);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < entitlements->len; i++) {
    const SijilEntitlement *e = g_ptr_array_index (entitlements, i);
    SijilEntitlementRow *row =
        sijil_entitlement_row_new (wants_key (self, e, i) ? i + 1 : 0, may_serve (self));

    g_signal_connect_object (row, "pressed", G_CALLBACK (on_row_pressed), self, 0);
    gtk_list_box_append (self->entitlements, GTK_WIDGET (row));
    g_ptr_array_add (self->rows, row);
  }
}

static void
fill_lists (SijilFamilyView *self)
{
  const SijilFamily *family = self->family;
  GPtrArray *who = g_ptr_array_new (), *what = g_ptr_array_new ();
  g_autofree char *today = sijil_date_today ();
  g_autofree char *members = sijil_text_number (family->members->len);
  g_autofree char *received = sijil_text_number (family->received->len);

  for (guint i = 0; i < family->members->len; i++)
    g_ptr_array_add (who, sijil_family_member_row_new (family->members->pdata[i], today));
  sijil_list_fill (self->members, who);
  gtk_label_set_label (self->members_count, members);
  for (guint i = 0; i < MIN (family->received->len, MAX_RECEIVED); i++)
    g_ptr_array_add (what,
                     sijil_received_row_new (family->received->pdata[i], today, may_serve (self)));
  sijil_list_fill (self->received, what);
  gtk_label_set_label (self->received_count, family->received->len > 0 ? received : "");
  gtk_widget_set_visible (GTK_WIDGET (self->received), family->received->len > 0);
  gtk_widget_set_visible (self->nothing_received, family->received->len == 0);
}

/* Whether the rows of the family before can be those of this one: to make them anew is a sixth of
 * the time in which a family opens. A hand-over that is still being written belongs to its row. */
static gboolean
rows_will_do (SijilFamilyView *self, GPtrArray *entitlements)
{
  if (self->rows->len != entitlements->len)
    return FALSE;
  for (guint i = 0; i < entitlements->len; i++) {
    SijilEntitlementRow *row = g_ptr_array_index (self->rows, i);

    if (sijil_entitlement_row_is_busy (row) ||
        (sijil_entitlement_row_number (row) > 0) != wants_key (self, entitlements->pdata[i], i))
      return FALSE;
  }
  return TRUE;
}

/* Shows @family (transfer full) in the rows that are there. */
static void
fill_rows (SijilFamilyView *self, SijilFamily *family)
{
  for (guint i = 0; i < self->rows->len; i++)
    sijil_entitlement_row_update (g_ptr_array_index (self->rows, i),
                                  g_ptr_array_index (family->entitlements, i), &family->last_today);
  gtk_widget_set_visible (GTK_WIDGET (self->entitlements), self->rows->len > 0);
  gtk_widget_set_visible (self->no_programmes, self->rows->len == 0);
  g_clear_pointer (&self->family, sijil_family_free);
  self->family = family;
  sijil_family_head_show (self->head, family);
  fill_lists (self);
}

static void
fill (SijilFamilyView *self, SijilFamily *family)
{
  keep_order (self, family->entitlements);
  if (!rows_fit (self, family->entitlements))
    build_rows (self, family->entitlements);
  fill_rows (self, family);
}

/**
 * sijil_family_view_show:
 * @self: the view
 * @family: (transfer full): a family
 *
 * Shows a family; from now on keys act on it.
 */
void
sijil_family_view_show (SijilFamilyView *self, SijilFamily *family)
{
  g_return_if_fail (SIJIL_IS_FAMILY_VIEW (self));

  sijil_family_view_clear (self);
  if (!rows_will_do (self, family->entitlements))
    build_rows (self, family->entitlements);
  fill_rows (self, family);
}

/**
 * sijil_family_view_clear:
 * @self: the view
 *
 * Closes the family: no key acts on anything.
 */
void
sijil_family_view_clear (SijilFamilyView *self)
{
  g_return_if_fail (SIJIL_IS_FAMILY_VIEW (self));

  for (guint i = 0; i < self->rows->len; i++)
    sijil_entitlement_row_leave (g_ptr_array_index (self->rows, i));
  g_clear_pointer (&self->family, sijil_family_free);
}

/* No reading that has begun is of use any more. */
static void
stop_reading (SijilFamilyView *self)
{
  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
}

/* Shows @family (transfer full), as it is by now, unless another one stands here meanwhile. */
void
sijil_family_view_take (SijilFamilyView *self, SijilFamily *family)
{
  const SijilId *open = sijil_family_view_household (self);

  if (open == NULL || !sijil_id_equal (sijil_record_id (family->household), open)) {
    sijil_family_free (family);
    return;
  }
  stop_reading (self);
  fill (self, family);
}

static void
on_refreshed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SijilFamilyView) self = user_data;
  g_autoptr (GError) error = NULL;
  SijilFamily *family = sijil_store_finish (SIJIL_STORE (source), result, &error);

  if (family != NULL)
    sijil_family_view_take (self, family);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    sijil_ui_show_error (GTK_WIDGET (self), error);
}

/**
 * sijil_family_view_refresh:
 * @self: the view
 *
 * Reads the family again, if one is open.
 */
void
sijil_family_view_refresh (SijilFamilyView *self)
{
  g_return_if_fail (SIJIL_IS_FAMILY_VIEW (self));

  if (self->family == NULL)
    return;
  stop_reading (self);
  self->reading = g_cancellable_new ();
  sijil_store_read_async (
      self->store, sijil_family_load, sijil_id_copy (sijil_record_id (self->family->household)),
      g_free, (GDestroyNotify) sijil_family_free, self->reading, on_refreshed, g_object_ref (self));
}

/**
 * sijil_family_view_household:
 * @self: the view
 *
 * Returns: (nullable) (transfer none): the household that is open
 */
const SijilId *
sijil_family_view_household (SijilFamilyView *self)
{
  return self->family != NULL ? sijil_record_id (self->family->household) : NULL;
}

static SijilEntitlementRow *
open_row (SijilFamilyView *self)
{
  for (guint i = 0; self->family != NULL && i < self->rows->len; i++)
    if (sijil_entitlement_row_is_open (g_ptr_array_index (self->rows, i)))
      return g_ptr_array_index (self->rows, i);
  return NULL;
}

/**
 * sijil_family_view_press:
 * @self: the view
 * @number: 1 to 9
 *
 * The key of a row. Another warning that was being decided is closed, so that the letters of the
 * reasons can only ever mean one.
 */
void
sijil_family_view_press (SijilFamilyView *self, guint number)
{
  SijilEntitlementRow *opened = open_row (self);

  g_return_if_fail (SIJIL_IS_FAMILY_VIEW (self));

  for (guint i = 0; self->family != NULL && i < self->rows->len; i++) {
    SijilEntitlementRow *row = g_ptr_array_index (self->rows, i);

    if (sijil_entitlement_row_number (row) != number)
      continue;
    if (opened != NULL && opened != row)
      sijil_entitlement_row_leave (opened);
    on_row_pressed (row, self);
    return;
  }
}

/**
 * sijil_family_view_choose_reason:
 * @self: the view
 * @reason: index of the reason
 *
 * Returns: %TRUE if a warning was being decided
 */
gboolean
sijil_family_view_choose_reason (SijilFamilyView *self, guint reason)
{
  SijilEntitlementRow *row = open_row (self);

  return row != NULL && sijil_entitlement_row_choose (row, reason);
}

/**
 * sijil_family_view_leave_row:
 * @self: the view
 *
 * Returns: %TRUE if a warning was being decided, which is closed now
 */
gboolean
sijil_family_view_leave_row (SijilFamilyView *self)
{
  SijilEntitlementRow *row = open_row (self);

  if (row != NULL)
    sijil_entitlement_row_leave (row);
  return row != NULL;
}

/**
 * sijil_family_view_set_store:
 * @self: the view
 * @store: the open register
 *
 * Says where families are read from and hand-overs are written to, and by whom.
 */
void
sijil_family_view_set_store (SijilFamilyView *self, SijilStore *store)
{
  g_return_if_fail (SIJIL_IS_FAMILY_VIEW (self));

  g_set_object (&self->store, store);
  gtk_widget_set_visible (self->keys_hint, may_serve (self));
  gtk_widget_set_visible (self->edit_button,
                          sijil_role_allows (sijil_store_role (store), SIJIL_ACT_REGISTER));
}

/* The desk's keys do the same. */
static void
on_head_button (GtkButton *button, SijilFamilyView *self)
{
  const char *action = gtk_widget_get_name (GTK_WIDGET (button));
  g_autofree char *id = NULL;

  if (self->family == NULL)
    return;
  id = sijil_id_to_string (sijil_record_id (self->family->household));
  gtk_widget_activate_action (GTK_WIDGET (self), action, "s", id);
}

static GtkWidget *
add_head_button (SijilFamilyView *self, const char *label, const char *spoken, const char *key,
                 const char *action)
{
  GtkWidget *button = sijil_button_with_key_new (label, key, "flat");

  gtk_widget_set_name (button, action);
  gtk_widget_set_focusable (button, FALSE);
  sijil_accessible_label (button, spoken);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_head_button), self, 0);
  sijil_family_head_add_button (self->head, button);
  return button;
}

static void
sijil_family_view_dispose (GObject *object)
{
  SijilFamilyView *self = SIJIL_FAMILY_VIEW (object);

  g_cancellable_cancel (self->closing);
  stop_reading (self);
  g_ptr_array_set_size (self->rows, 0);
  g_clear_pointer (&self->family, sijil_family_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), SIJIL_TYPE_FAMILY_VIEW);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (sijil_family_view_parent_class)->dispose (object);
}

static void
sijil_family_view_finalize (GObject *object)
{
  SijilFamilyView *self = SIJIL_FAMILY_VIEW (object);

  g_object_unref (self->closing);
  g_ptr_array_unref (self->rows);
  G_OBJECT_CLASS (sijil_family_view_parent_class)->finalize (object);
}

static void
sijil_family_view_class_init (SijilFamilyViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sijil_family_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = sijil_family_view_finalize;
  g_type_ensure (SIJIL_TYPE_TWO_COLUMNS);
  g_type_ensure (SIJIL_TYPE_FAMILY_HEAD);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sijil/Sijil/ui/family-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SijilFamilyView, head);
  gtk_widget_class_bind_template_child (widget_class, SijilFamilyView, keys_hint);
  gtk_widget_class_bind_template_child (widget_class, SijilFamilyView, entitlements);
  gtk_widget_class_bind_template_child (widget_class, SijilFamilyView, no_programmes);
  gtk_widget_class_bind_template_child (widget_class, SijilFamilyView, members_count);
  gtk_widget_class_bind_template_child (widget_class, SijilFamilyView, members);
  gtk_widget_class_bind_template_child (widget_class, SijilFamilyView, received_count);
  gtk_widget_class_bind_template_child (widget_class, SijilFamilyView, received);
  gtk_widget_class_bind_template_child (widget_class, SijilFamilyView, nothing_received);
}

static void
sijil_family_view_init (SijilFamilyView *self)
{
  self->closing = g_cancellable_new ();
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->edit_button =
      add_head_button (self, _ ("Edit"), _ ("Edit the household"), "F3", "win.edit-household");
  add_head_button (self, _ ("Family file"), _ ("Family file"), "F6", "win.show-family");
}
