#define G_LOG_DOMAIN "sijil-store"

#include "sijil-household-list.h"

#include "sijil-meta.h"

#define PAGE 256
#define MOST_HERE (4 * PAGE) /* rows that are read at once on the main thread */

struct _SijilHouseholdList {
  GObject parent_instance;
  SijilStore *store;
  SijilHouseholdQuery *query;
  GPtrArray *rows; /* what has been read so far, in order */
  gboolean complete;
  gint64 count;          /* with a filter: how many there are, -1 while that is not known */
  GCancellable *reading; /* (nullable): the page or count that is being read elsewhere */
  guint growing;         /* source id */
  gboolean grow_later;   /* one more page is wanted after what is being read */
  gboolean asks_anew;    /* the next rows answer another filter than those that stand */
};

enum { COUNTED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SijilHouseholdList, sijil_household_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
stop_reading (SijilHouseholdList *self)
{
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
}

static void
sijil_household_list_finalize (GObject *object)
{
  SijilHouseholdList *self = SIJIL_HOUSEHOLD_LIST (object);

  stop_reading (self);
  sijil_household_query_free (self->query);
  g_ptr_array_unref (self->rows);
  g_object_unref (self->store);
  G_OBJECT_CLASS (sijil_household_list_parent_class)->finalize (object);
}

static void
sijil_household_list_class_init (SijilHouseholdListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sijil_household_list_finalize;
  /**
   * SijilHouseholdList::counted:
   *
   * What was asked for has been read, or more of it, or it has been counted.
   */
  signals[COUNTED] = g_signal_new ("counted", SIJIL_TYPE_HOUSEHOLD_LIST, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
sijil_household_list_init (SijilHouseholdList *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->query = sijil_household_query_new (&(SijilHouseholdFilter){ 0 });
}

static gboolean
is_filtered (SijilHouseholdList *self)
{
  return sijil_household_query_is_filtered (self->query);
}

/* What to ask for next: the page after the last row, or all rows in order to count them. */
static SijilHouseholdQuery *
next_query (SijilHouseholdList *self, gboolean from_the_first, gint64 limit)
{
  SijilHouseholdRow *last = from_the_first || self->rows->len == 0
                                ? NULL
                                : g_ptr_array_index (self->rows, self->rows->len - 1);

  return sijil_household_query_next (self->query, last, limit);
}

/* How many rows at the beginning, or at the end, are shown just as they are. */
static guint
same_rows (GPtrArray *a, GPtrArray *b, guint most, gboolean at_end)
{
  guint n = 0;

  while (n < most && sijil_household_row_equal (a->pdata[at_end ? a->len - 1 - n : n],
                                                b->pdata[at_end ? b->len - 1 - n : n]))
    n++;
  return n;
}

/* The same list once more: only the rows between the first and the last that differ are news, so
 * that the others keep their place, and with it what is selected and where the view stands. */
static void
replace_rows (SijilHouseholdList *self, GPtrArray *fresh)
{
  g_autoptr (GPtrArray) old = self->rows;
  guint most = MIN (old->len, fresh->len);
  guint head = same_rows (old, fresh, most, FALSE);
  guint tail = same_rows (old, fresh, most - head, TRUE);

  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < fresh->len; i++) {
    gboolean news = i >= head && i < fresh->len - tail;
    gpointer row = news ? fresh->pdata[i] : old->pdata[i < head ? i : old->len - (fresh->len - i)];

    g_ptr_array_add (self->rows, g_object_ref (row));
  }
  if (old->len != head + tail || fresh->len != head + tail)
    g_list_model_items_changed (G_LIST_MODEL (self), head, old->len - head - tail,
                                fresh->len - head - tail);
}

static void
take_page (SijilHouseholdList *self, GPtrArray *page, gboolean is_first, guint wanted)
{
  guint before = is_first ? 0 : self->rows->len;
  guint removed = is_first ? self->rows->len : 0;

  self->complete = page->len < wanted;
  if (is_first && !self->asks_anew) {
    replace_rows (self, page);
    return;
  }
  if (is_first)
    g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < page->len; i++)
    g_ptr_array_add (self->rows, g_object_ref (page->pdata[i]));
  if (removed > 0 || page->len > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), before, removed, page->len);
  if (is_first)
    self->asks_anew = FALSE;
}

/* A list that is read again is read as far as it was. */
static guint
rows_wanted (SijilHouseholdList *self, gboolean is_first)
{
  return is_first && !self->asks_anew ? MAX (PAGE, self->rows->len) : PAGE;
}

typedef struct {
  SijilHouseholdList *list;
  GCancellable *cancellable;
  gboolean is_page; /* or a count */
  gboolean is_first;
  guint wanted;
} Reading;

static void read_elsewhere (SijilHouseholdList *self, SijilStoreFunc func, gboolean is_first);
static void grow_soon (SijilHouseholdList *self);

static void
on_read (SijilHouseholdList *self, GPtrArray *page, gboolean is_first, guint wanted)
{
  if (page != NULL)
    take_page (self, page, is_first, wanted);
  else
    self->complete = TRUE;
  if (!self->complete && self->count < 0 && is_filtered (self))
    read_elsewhere (self, sijil_household_query_count, FALSE);
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Reading *reading = user_data;
  g_autoptr (SijilHouseholdList) self = reading->list;
  g_autoptr (GCancellable) cancellable = reading->cancellable;
  g_autoptr (GError) error = NULL;
  gpointer answer = sijil_store_finish (SIJIL_STORE (source), result, &error);
  gboolean is_page = reading->is_page, is_first = reading->is_first;
  guint wanted = reading->wanted;

  g_free (reading);
  /* Only what was asked last is still wanted. */
  if (cancellable == self->reading) {
    g_clear_object (&self->reading);
    if (is_page)
      on_read (self, answer, is_first, wanted);
    else
      self->count = answer != NULL ? *(gint64 *) answer : (gint64) self->rows->len;
    if (self->grow_later && self->reading == NULL)
      grow_soon (self);
    g_signal_emit (self, signals[COUNTED], 0);
  }
  if (answer != NULL && is_page)
    g_ptr_array_unref (answer);
  else
    g_free (answer);
}

/* Whatever may have to look at all rows is done on the reading lane. */
static void
read_elsewhere (SijilHouseholdList *self, SijilStoreFunc func, gboolean is_first)
{
  Reading *reading = g_new0 (Reading, 1);
  gboolean is_page = func == sijil_household_query_page;

  stop_reading (self);
  self->reading = g_cancellable_new ();
  reading->list = g_object_ref (self);
  reading->cancellable = g_object_ref (self->reading);
  reading->is_first = is_first;
  reading->is_page = is_page;
  reading->wanted = rows_wanted (self, is_first);
  sijil_store_read_async (
      self->store, func,
      next_query (self, is_first || !is_page, is_page ? (gint64) reading->wanted : -1),
      (GDestroyNotify) sijil_household_query_free,
      is_page ? (GDestroyNotify) g_ptr_array_unref : g_free, self->reading, on_answer, reading);
}

/* Without a filter a page is 256 rows by an indexed key, which the main thread may read. */
static void
read_here (SijilHouseholdList *self, gboolean is_first)
{
  guint wanted = rows_wanted (self, is_first);
  SijilHouseholdQuery *query = next_query (self, is_first, wanted);
  g_autoptr (GPtrArray) page =
      sijil_household_query_page (sijil_store_page_session (self->store), query, NULL);

  stop_reading (self);
  sijil_household_query_free (query);
  if (page != NULL)
    take_page (self, page, is_first, wanted);
  g_signal_emit (self, signals[COUNTED], 0);
}

static guint
count_all (SijilHouseholdList *self)
{
  SijilSession *session = sijil_store_page_session (self->store);

  return session->db != NULL ? (guint) sijil_meta_number (session->db, SIJIL_META_HOUSEHOLDS, 0)
                             : 0;
}

static GType
get_item_type (GListModel *model)
{
  return SIJIL_TYPE_HOUSEHOLD_ROW;
}

static guint
get_n_items (GListModel *model)
{
  return SIJIL_HOUSEHOLD_LIST (model)->rows->len;
}

static gboolean
grow (gpointer data)
{
  SijilHouseholdList *self = data;

  self->growing = 0;
  self->grow_later = self->reading != NULL;
  if (self->complete || self->grow_later || sijil_store_page_session (self->store)->db == NULL)
    return G_SOURCE_REMOVE;
  if (is_filtered (self))
    read_elsewhere (self, sijil_household_query_page, FALSE);
  else
    read_here (self, FALSE);
  return G_SOURCE_REMOVE;
}

/* After this frame; one page, however many of the last rows are asked for. */
static void
grow_soon (SijilHouseholdList *self)
{
  if (!self->complete && self->growing == 0)
    self->growing = g_idle_add_full (G_PRIORITY_LOW, grow, g_object_ref (self), g_object_unref);
}

static gpointer
get_item (GListModel *model, guint position)
{
  SijilHouseholdList *self = SIJIL_HOUSEHOLD_LIST (model);

  if (position >= self->rows->len)
    return NULL;
  if (position + PAGE / 2 >= self->rows->len)
    grow_soon (self);
  return g_object_ref (g_ptr_array_index (self->rows, position));
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/**
 * sijil_household_list_new:
 * @store: the register
 *
 * Returns: (transfer full): a list of all households, by the head's name
 */
SijilHouseholdList *
sijil_household_list_new (SijilStore *store)
{
  SijilHouseholdList *self = g_object_new (SIJIL_TYPE_HOUSEHOLD_LIST, NULL);

  self->store = g_object_ref (store);
  sijil_household_list_refresh (self);
  return self;
}

/**
 * sijil_household_list_set_filter:
 * @list: a list
 * @filter: which households to show
 *
 * Shows other households, from the first page on.
 */
void
sijil_household_list_set_filter (SijilHouseholdList *list, const SijilHouseholdFilter *filter)
{
  sijil_household_query_free (list->query);
  list->query = sijil_household_query_new (filter);
  list->asks_anew = TRUE;
  sijil_household_list_refresh (list);
}

/**
 * sijil_household_list_refresh:
 * @list: a list
 *
 * Reads again what has been read. With a filter, and when that is much, the rows of before stand
 * until it is there. What has not changed stays the same row.
 */
void
sijil_household_list_refresh (SijilHouseholdList *list)
{
  if (sijil_store_page_session (list->store)->db == NULL)
    return;
  list->complete = FALSE;
  list->count = -1;
  list->grow_later = FALSE;
  if (is_filtered (list) || rows_wanted (list, TRUE) > MOST_HERE)
    read_elsewhere (list, sijil_household_query_page, TRUE);
  else
    read_here (list, TRUE);
}

/**
 * sijil_household_list_asks_anew:
 * @list: a list
 *
 * Returns: while rows change: whether the new ones answer another filter than those of before
 */
gboolean
sijil_household_list_asks_anew (SijilHouseholdList *list)
{
  return list->asks_anew;
}

/**
 * sijil_household_list_is_reading:
 * @list: a list
 *
 * Returns: whether what was asked for last is still being read or counted
 */
gboolean
sijil_household_list_is_reading (SijilHouseholdList *list)
{
  return list->reading != NULL;
}

/**
 * sijil_household_list_total:
 * @list: a list
 *
 * Returns: how many households it shows; without a filter from a counter, with one what is known so
 *   far until they have been counted
 */
guint
sijil_household_list_total (SijilHouseholdList *list)
{
  if (!is_filtered (list))
    return count_all (list);
  return list->complete || list->count < 0 ? list->rows->len : (guint) list->count;
}

/**
 * sijil_household_list_persons:
 * @list: a list
 *
 * Returns: how many persons the register holds
 */
guint
sijil_household_list_persons (SijilHouseholdList *list)
{
  SijilSession *session = sijil_store_page_session (list->store);

  return session->db != NULL ? (guint) sijil_meta_number (session->db, SIJIL_META_PERSONS, 0) : 0;
}

/**
 * sijil_household_list_is_counted:
 * @list: a list
 *
 * Returns: whether sijil_household_list_total() is the whole number
 */
gboolean
sijil_household_list_is_counted (SijilHouseholdList *list)
{
  return !is_filtered (list) || list->complete || list->count >= 0;
}
