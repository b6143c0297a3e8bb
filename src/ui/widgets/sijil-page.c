#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-page.h"

/* An exchange writes many times a second; nobody reads that fast. */
#define PAUSE_MS 200

typedef struct {
  SijilStore *store;
  GCancellable *cancellable;
  guint pause;
  gboolean gone; /* out of the window, and never to come back */
} SijilPagePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (SijilPage, sijil_page, GTK_TYPE_WIDGET)

static void
refresh (SijilPage *self)
{
  SijilPagePrivate *priv = sijil_page_get_instance_private (self);

  if (priv->store != NULL && SIJIL_PAGE_GET_CLASS (self)->refresh != NULL)
    SIJIL_PAGE_GET_CLASS (self)->refresh (self);
}

static gboolean
on_pause_cb (gpointer user_data)
{
  SijilPage *self = user_data;
  SijilPagePrivate *priv = sijil_page_get_instance_private (self);

  priv->pause = 0;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    refresh (self);
  return G_SOURCE_REMOVE;
}

static void
on_store_changed_cb (SijilPage *self)
{
  SijilPagePrivate *priv = sijil_page_get_instance_private (self);

  if (priv->pause == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    priv->pause = g_timeout_add (PAUSE_MS, on_pause_cb, self);
}

static void
sijil_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sijil_page_parent_class)->map (widget);
  refresh (SIJIL_PAGE (widget));
}

/* Whatever is still being read holds the page, so that it is not disposed of before the answer. */
static void
sijil_page_unroot (GtkWidget *widget)
{
  SijilPagePrivate *priv = sijil_page_get_instance_private (SIJIL_PAGE (widget));

  priv->gone = TRUE;
  g_clear_handle_id (&priv->pause, g_source_remove);
  g_cancellable_cancel (priv->cancellable);
  GTK_WIDGET_CLASS (sijil_page_parent_class)->unroot (widget);
}

static void
sijil_page_dispose (GObject *object)
{
  SijilPagePrivate *priv = sijil_page_get_instance_private (SIJIL_PAGE (object));

  g_clear_handle_id (&priv->pause, g_source_remove);
  g_cancellable_cancel (priv->cancellable);
  g_clear_object (&priv->store);
  G_OBJECT_CLASS (sijil_page_parent_class)->dispose (object);
}

static void
sijil_page_finalize (GObject *object)
{
  SijilPagePrivate *priv = sijil_page_get_instance_private (SIJIL_PAGE (object));

  g_clear_object (&priv->cancellable);
  G_OBJECT_CLASS (sijil_page_parent_class)->finalize (object);
}

static void
sijil_page_class_init (SijilPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sijil_page_dispose;
  object_class->finalize = sijil_page_finalize;
  widget_class->map = sijil_page_map;
  widget_class->unroot = sijil_page_unroot;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
sijil_page_init (SijilPage *self)
{
  SijilPagePrivate *priv = sijil_page_get_instance_private (self);

  priv->cancellable = g_cancellable_new ();
}

/**
 * sijil_page_set_store:
 * @page: a page
 * @store: the register
 */
void
sijil_page_set_store (SijilPage *page, SijilStore *store)
{
  SijilPagePrivate *priv = sijil_page_get_instance_private (page);

  priv->store = g_object_ref (store);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_store_changed_cb), page,
                           G_CONNECT_SWAPPED);
}

SijilStore *
sijil_page_store (SijilPage *page)
{
  SijilPagePrivate *priv = sijil_page_get_instance_private (page);

  return priv->store;
}

/**
 * sijil_page_cancellable:
 * @page: a page
 *
 * Returns: (transfer none): cancelled when the page goes away: for reads, never for writes
 */
GCancellable *
sijil_page_cancellable (SijilPage *page)
{
  SijilPagePrivate *priv = sijil_page_get_instance_private (page);

  return priv->cancellable;
}

/**
 * sijil_page_is_gone:
 * @page: a page
 *
 * Returns: whether the page was taken out of the window while an answer was under way
 */
gboolean
sijil_page_is_gone (SijilPage *page)
{
  SijilPagePrivate *priv = sijil_page_get_instance_private (page);

  return priv->store == NULL || priv->gone;
}

/**
 * sijil_page_allows:
 * @page: a page
 * @act: what somebody wants to do
 *
 * Returns: whether the clerk who is at the desk may do it
 */
gboolean
sijil_page_allows (SijilPage *page, SijilAct act)
{
  SijilPagePrivate *priv = sijil_page_get_instance_private (page);

  return priv->store != NULL && sijil_role_allows (sijil_store_role (priv->store), act);
}
