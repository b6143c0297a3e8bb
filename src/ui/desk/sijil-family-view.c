#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-family-view-private.h"

#include "sijil-two-columns.h"
#include "sijil-ui.h"

#define MAX_KEYS 9

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
rows_fit (SijilFamilyView *self, GPtrArray *entitlements)
{
  if (self->rows->len != entitlements->len)
    return FALSE;
  for (guint i = 0; i < entitlements->len; i++) {
    const SijilEntitlement *e = g_ptr_array_index (entitlements, i);
    SijilEntitlementRow *row = g_ptr_array_index (self->rows, i);
    gboolean has_key = sijil_entitlement_row_number (row) > 0;

    if (!sijil_entitlement_row_is_same (row, e) ||
        (!has_key && e->state != SIJIL_ENTITLED_NOT && i < MAX_KEYS))
      return FALSE;
  }
  return TRUE;
}

static void
build_rows (SijilFamilyView *self, GPtrArray *entitlements)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->entitlements))) != NULL)
    gtk_list_box_remove (self->entitlements, child);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < entitlements->len; i++) {
    const SijilEntitlement *e = g_ptr_array_index (entitlements, i);
    gboolean has_key = i < MAX_KEYS && e->state != SIJIL_ENTITLED_NOT;
    SijilEntitlementRow *row = sijil_entitlement_row_new (has_key ? i + 1 : 0);

    g_signal_connect_object (row, "pressed", G_CALLBACK (on_row_pressed), self, 0);
    gtk_list_box_append (self->entitlements, GTK_WIDGET (row));
    g_ptr_array_add (self->rows, row);
  }
}

static void
fill (SijilFamilyView *self, SijilFamily *family)
{
  keep_order (self, family->entitlements);
  if (!rows_fit (self, family->entitlements))
    build_rows (self, family->entitlements);
  for (guint i = 0; i < self->rows->len; i++)
    sijil_entitlement_row_update (g_ptr_array_index (self->rows, i),
                                  g_ptr_array_index (family->entitlements, i));
  gtk_widget_set_visible (GTK_WIDGET (self->entitlements), self->rows->len > 0);
  gtk_widget_set_visible (self->no_programmes, self->rows->len == 0);
  g_clear_pointer (&self->family, sijil_family_free);
  self->family = family;
  sijil_family_view_fill_cards (self);
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
  build_rows (self, family->entitlements);
  fill (self, family);
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

static void
on_refreshed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SijilFamilyView) self = user_data;
  g_autoptr (GError) error = NULL;
  SijilFamily *family = sijil_store_finish (SIJIL_STORE (source), result, &error);

  if (family == NULL) {
    if (!g_cancellable_is_cancelled (self->closing))
      sijil_ui_show_error (GTK_WIDGET (self), error);
    return;
  }
  /* By now another family may stand here. */
  if (self->family != NULL && !g_cancellable_is_cancelled (self->closing) &&
      sijil_id_equal (sijil_record_id (family->household),
                      sijil_record_id (self->family->household)))
    fill (self, family);
  else
    sijil_family_free (family);
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
  sijil_store_read_async (
      self->store, sijil_family_load, sijil_id_copy (sijil_record_id (self->family->household)),
      g_free, (GDestroyNotify) sijil_family_free, self->closing, on_refreshed, g_object_ref (self));
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
 * Says where families are read from and hand-overs are written to.
 */
void
sijil_family_view_set_store (SijilFamilyView *self, SijilStore *store)
{
  g_return_if_fail (SIJIL_IS_FAMILY_VIEW (self));

  g_set_object (&self->store, store);
}

static void
on_edit (SijilFamilyView *self)
{
  g_autofree char *id = NULL;

  if (self->family == NULL)
    return;
  id = sijil_id_to_string (sijil_record_id (self->family->household));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.edit-household", "s", id);
}

static void
sijil_family_view_dispose (GObject *object)
{
  SijilFamilyView *self = SIJIL_FAMILY_VIEW (object);

  g_cancellable_cancel (self->closing);
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
  g_type_ensure (SIJIL_TYPE_WRAP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sijil/Sijil/ui/family-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SijilFamilyView, disc_place);
  gtk_widget_class_bind_template_child (widget_class, SijilFamilyView, name);
  gtk_widget_class_bind_template_child (widget_class, SijilFamilyView, tags);
  gtk_widget_class_bind_template_child (widget_class, SijilFamilyView, facts);
  gtk_widget_class_bind_template_child (widget_class, SijilFamilyView, consent);
  gtk_widget_class_bind_template_child (widget_class, SijilFamilyView, entitlements);
  gtk_widget_class_bind_template_child (widget_class, SijilFamilyView, no_programmes);
  gtk_widget_class_bind_template_child (widget_class, SijilFamilyView, members_count);
  gtk_widget_class_bind_template_child (widget_class, SijilFamilyView, members);
  gtk_widget_class_bind_template_child (widget_class, SijilFamilyView, received_count);
  gtk_widget_class_bind_template_child (widget_class, SijilFamilyView, received);
  gtk_widget_class_bind_template_child (widget_class, SijilFamilyView, nothing_received);
  gtk_widget_class_bind_template_callback (widget_class, on_edit);
}

static void
sijil_family_view_init (SijilFamilyView *self)
{
  self->closing = g_cancellable_new ();
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
