#define G_LOG_DOMAIN "sijil-store"

#include "sijil-household-list.h"

#include "sijil-card.h"
#include "sijil-fold.h"
#include "sijil-i18n.h"
#include "sijil-meta.h"
#include "sijil-place.h"
#include "sijil-session.h"

#include <string.h>

#define PAGE 256

struct _SijilHouseholdRow {
  GObject parent_instance;
  SijilId id;
  gint64 rowid;
  char *sort_key;
  char *card;
  char *head;
  char *place;
  char *last_what;
  char *last_on;
  char *registered_on;
  guint members;
  gboolean consent;
};

G_DEFINE_FINAL_TYPE (SijilHouseholdRow, sijil_household_row, G_TYPE_OBJECT)

struct _SijilHouseholdList {
  GObject parent_instance;
  SijilStore *store;
  SijilHouseholdFilter filter;
  char *text_key;  /* folded prefix of the head's name */
  char *card;      /* or a card number */
  GPtrArray *rows; /* what has been read so far, in order */
  gboolean complete;
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SijilHouseholdList, sijil_household_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
sijil_household_row_finalize (GObject *object)
{
  SijilHouseholdRow *self = SIJIL_HOUSEHOLD_ROW (object);

  g_free (self->sort_key);
  g_free (self->card);
  g_free (self->head);
  g_free (self->place);
  g_free (self->last_what);
  g_free (self->last_on);
  g_free (self->registered_on);
  G_OBJECT_CLASS (sijil_household_row_parent_class)->finalize (object);
}

static void
sijil_household_row_class_init (SijilHouseholdRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sijil_household_row_finalize;
}

static void
sijil_household_row_init (SijilHouseholdRow *self)
{
}

static void
clear_filter (SijilHouseholdList *self)
{
  g_clear_pointer (&self->filter.text, g_free);
  g_clear_pointer (&self->filter.village, g_free);
  g_clear_pointer (&self->filter.not_served_since, g_free);
  g_clear_pointer (&self->text_key, g_free);
  g_clear_pointer (&self->card, g_free);
}

static void
sijil_household_list_finalize (GObject *object)
{
  SijilHouseholdList *self = SIJIL_HOUSEHOLD_LIST (object);

  clear_filter (self);
  g_ptr_array_unref (self->rows);
  g_object_unref (self->store);
  G_OBJECT_CLASS (sijil_household_list_parent_class)->finalize (object);
}

static void
sijil_household_list_class_init (SijilHouseholdListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sijil_household_list_finalize;
}

static void
sijil_household_list_init (SijilHouseholdList *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
}

static SijilHouseholdRow *
read_row (SijilStmt *stmt)
{
  SijilHouseholdRow *row = g_object_new (SIJIL_TYPE_HOUSEHOLD_ROW, NULL);
  const char *english = sijil_stmt_text (stmt, 9);

  row->rowid = sijil_stmt_int (stmt, 0);
  sijil_stmt_id (stmt, 1, &row->id);
  row->card = g_strdup (sijil_stmt_text (stmt, 2));
  row->head = g_strdup (sijil_stmt_text (stmt, 3));
  row->sort_key = g_strdup (sijil_stmt_text (stmt, 4));
  row->place = sijil_place_words (sijil_stmt_text (stmt, 5), sijil_stmt_text (stmt, 6));
  row->members = (guint) sijil_stmt_int (stmt, 7);
  row->last_what =
      g_strdup (english != NULL && !sijil_i18n_is_arabic () ? english : sijil_stmt_text (stmt, 8));
  row->last_on = g_strdup (sijil_stmt_text (stmt, 10));
  row->consent = sijil_stmt_int (stmt, 11) != 0;
  row->registered_on = g_strdup (sijil_stmt_text (stmt, 12));
  return row;
}

/* One page by key: it begins after the last row that is known, so it costs the same everywhere. */
static void
read_page (SijilHouseholdList *self, guint wanted)
{
  static const char SQL[] =
      "SELECT rowid, household, card, head_name, sort_key, village, governorate, members, "
      "last_what, last_what_en, last_on, consent, registered_on FROM household_row "
      "WHERE (sort_key, rowid) > (?1, ?2) AND (?3 IS NULL OR village_key = ?3) "
      "AND (?4 IS NULL OR last_on IS NULL OR last_on < ?4) AND (?5 = 0 OR consent = 0) "
      "AND (?6 = 0 OR head_name IS NULL) AND (?7 IS NULL OR instr(' ' || sort_key, ' ' || ?7) > 0) "
      "AND (?8 IS NULL OR card = ?8) ORDER BY sort_key, rowid LIMIT ?9";
  SijilHouseholdRow *last =
      self->rows->len > 0 ? g_ptr_array_index (self->rows, self->rows->len - 1) : NULL;
  g_autoptr (SijilStmt) stmt = sijil_db_select (
      sijil_store_page_session (self->store)->db, NULL, SQL,
      "titt"
      "iitti",
      last != NULL ? last->sort_key : "", last != NULL ? last->rowid : (gint64) 0,
      self->filter.village, self->filter.not_served_since, (gint64) self->filter.no_consent,
      (gint64) self->filter.no_head, self->text_key, self->card, (gint64) wanted);
  guint n = 0;

  while (stmt != NULL && sijil_stmt_next (stmt)) {
    g_ptr_array_add (self->rows, read_row (stmt));
    n++;
  }
  self->complete = n < wanted;
}

static gboolean
is_filtered (SijilHouseholdList *self)
{
  return self->filter.village != NULL || self->filter.not_served_since != NULL ||
         self->filter.no_consent || self->filter.no_head || self->text_key != NULL ||
         self->card != NULL;
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
  guint before = self->rows->len;

  if (!self->complete && sijil_store_page_session (self->store)->db != NULL) {
    read_page (self, PAGE);
    if (self->rows->len > before)
      g_list_model_items_changed (G_LIST_MODEL (self), before, 0, self->rows->len - before);
  }
  return G_SOURCE_REMOVE;
}

static gpointer
get_item (GListModel *model, guint position)
{
  SijilHouseholdList *self = SIJIL_HOUSEHOLD_LIST (model);

  if (position >= self->rows->len)
    return NULL;
  /* Near the end of what is known the next page is fetched, after this frame. */
  if (!self->complete && position + PAGE / 2 >= self->rows->len)
    g_idle_add_full (G_PRIORITY_LOW, grow, g_object_ref (self), g_object_unref);
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
  g_autofree char *key = sijil_fold (filter->text);

  clear_filter (list);
  list->filter.village = g_strdup (filter->village);
  list->filter.not_served_since = g_strdup (filter->not_served_since);
  list->filter.no_consent = filter->no_consent;
  list->filter.no_head = filter->no_head;
  list->card = filter->text != NULL ? sijil_card_from_keys (filter->text) : NULL;
  if (list->card == NULL && *key != '\0')
    list->text_key = g_steal_pointer (&key);
  sijil_household_list_refresh (list);
}

/**
 * sijil_household_list_refresh:
 * @list: a list
 *
 * Reads again as much as was known, and at least one page.
 */
void
sijil_household_list_refresh (SijilHouseholdList *list)
{
  guint before = list->rows->len;

  if (sijil_store_page_session (list->store)->db == NULL)
    return;
  g_ptr_array_set_size (list->rows, 0);
  list->complete = FALSE;
  read_page (list, PAGE);
  g_list_model_items_changed (G_LIST_MODEL (list), 0, before, list->rows->len);
}

/**
 * sijil_household_list_total:
 * @list: a list
 *
 * Returns: how many households it shows; without a filter from a counter, with one what is known so
 *   far
 */
guint
sijil_household_list_total (SijilHouseholdList *list)
{
  return is_filtered (list) ? list->rows->len : count_all (list);
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
  return !is_filtered (list) || list->complete;
}

const SijilId *
sijil_household_row_id (SijilHouseholdRow *row)
{
  return &row->id;
}

const char *
sijil_household_row_card (SijilHouseholdRow *row)
{
  return row->card;
}

const char *
sijil_household_row_head (SijilHouseholdRow *row)
{
  return row->head;
}

const char *
sijil_household_row_place (SijilHouseholdRow *row)
{
  return row->place;
}

guint
sijil_household_row_members (SijilHouseholdRow *row)
{
  return row->members;
}

const char *
sijil_household_row_last_what (SijilHouseholdRow *row)
{
  return row->last_what;
}

const char *
sijil_household_row_last_on (SijilHouseholdRow *row)
{
  return row->last_on;
}

gboolean
sijil_household_row_consent (SijilHouseholdRow *row)
{
  return row->consent;
}

const char *
sijil_household_row_registered_on (SijilHouseholdRow *row)
{
  return row->registered_on;
}

static void
village_free (SijilVillage *village)
{
  g_free (village->key);
  g_free (village->name);
  g_free (village);
}

/**
 * sijil_villages: (skip)
 * @session: a session
 * @unused: nothing
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type SijilVillage): the villages of the register
 */
gpointer
sijil_villages (SijilSession *session, gpointer unused, GError **error)
{
  static const char SQL[] =
      "SELECT village_key, max(village), count(*) FROM household_row "
      "WHERE village_key <> '' GROUP BY village_key ORDER BY 3 DESC LIMIT 200";
  g_autoptr (SijilStmt) stmt = sijil_db_select (session->db, error, SQL, "");
  GPtrArray *villages;

  if (stmt == NULL)
    return NULL;
  villages = g_ptr_array_new_with_free_func ((GDestroyNotify) village_free);
  while (sijil_stmt_next (stmt)) {
    SijilVillage *village = g_new0 (SijilVillage, 1);

    village->key = g_strdup (sijil_stmt_text (stmt, 0));
    village->name = g_strdup (sijil_stmt_text (stmt, 1));
    village->households = (guint) sijil_stmt_int (stmt, 2);
    g_ptr_array_add (villages, village);
  }
  return villages;
}
