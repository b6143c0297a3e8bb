#define G_LOG_DOMAIN "sijil-store"

#include "sijil-household-row.h"

#include "sijil-i18n.h"
#include "sijil-place.h"

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
  char *moved_to;
  guint members;
  gboolean consent;
};

G_DEFINE_FINAL_TYPE (SijilHouseholdRow, sijil_household_row, G_TYPE_OBJECT)

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
  g_free (self->moved_to);
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

/**
 * sijil_household_row_read:
 * @stmt: at a row with the columns of %SIJIL_SQL_HOUSEHOLD_ROW
 *
 * Returns: (transfer full): that row
 */
SijilHouseholdRow *
sijil_household_row_read (SijilStmt *stmt)
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
  row->moved_to = g_strdup (sijil_stmt_text (stmt, 13));
  return row;
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

const char *
sijil_household_row_moved_to (SijilHouseholdRow *row)
{
  return row->moved_to;
}

const char *
sijil_household_row_sort_key (SijilHouseholdRow *row)
{
  return row->sort_key;
}

gint64
sijil_household_row_rowid (SijilHouseholdRow *row)
{
  return row->rowid;
}

/**
 * sijil_household_row_equal:
 * @a: a row
 * @b: another
 *
 * Returns: whether both are of one household and say the same of it
 */
gboolean
sijil_household_row_equal (SijilHouseholdRow *a, SijilHouseholdRow *b)
{
  return sijil_id_equal (&a->id, &b->id) && a->rowid == b->rowid && a->members == b->members &&
         a->consent == b->consent && g_strcmp0 (a->sort_key, b->sort_key) == 0 &&
         g_strcmp0 (a->card, b->card) == 0 && g_strcmp0 (a->head, b->head) == 0 &&
         g_strcmp0 (a->place, b->place) == 0 && g_strcmp0 (a->last_what, b->last_what) == 0 &&
         g_strcmp0 (a->last_on, b->last_on) == 0 &&
         g_strcmp0 (a->registered_on, b->registered_on) == 0 &&
         g_strcmp0 (a->moved_to, b->moved_to) == 0;
}
