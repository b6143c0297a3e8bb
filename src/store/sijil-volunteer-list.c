#define G_LOG_DOMAIN "sijil-store"

#include "sijil-volunteers.h"

#include "sijil-choices.h"
#include "sijil-fold.h"
#include "sijil-names.h"
#include "sijil-set.h"
#include "sijil-shifts.h"

#include <string.h>

#define MOST 200
#define MAX_TYPED 200 /* characters */

SijilVolunteerFilter *
sijil_volunteer_filter_new (void)
{
  return g_new0 (SijilVolunteerFilter, 1);
}

void
sijil_volunteer_filter_free (SijilVolunteerFilter *filter)
{
  if (filter == NULL)
    return;
  g_free (filter->text);
  g_free (filter->skill);
  g_free (filter->day);
  g_free (filter->state);
  g_free (filter);
}

static void
row_free (gpointer data)
{
  SijilVolunteerRow *row = data;

  g_free (row->name);
  g_free (row->phone);
  g_free (row->skills);
  g_free (row->availability);
  g_free (row->state);
  g_free (row);
}

void
sijil_volunteer_list_free (SijilVolunteerList *list)
{
  if (list == NULL)
    return;
  g_ptr_array_unref (list->rows);
  g_free (list);
}

/* What was typed: digits, or parts of a name and words of skills. */
typedef struct {
  char *digits;
  char **words;
} Typed;

static void
read_typed (const char *text, Typed *typed)
{
  g_autofree char *bounded = g_utf8_make_valid (text != NULL ? text : "", -1);

  if (g_utf8_strlen (bounded, -1) > MAX_TYPED)
    *g_utf8_offset_to_pointer (bounded, MAX_TYPED) = '\0';
  typed->digits = sijil_only_digits (bounded);
  if (typed->digits != NULL && *typed->digits == '\0')
    g_clear_pointer (&typed->digits, g_free);
  typed->words = sijil_name_parts (bounded);
}

static gboolean
has_prefix (char **words, const char *prefix)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (g_str_has_prefix (words[i], prefix))
      return TRUE;
  return FALSE;
}

static gboolean
is_skill (const char *skills, const char *prefix)
{
  g_auto (GStrv) codes = sijil_set_codes (skills);

  for (guint i = 0; codes[i] != NULL; i++) {
    const char *label = sijil_choice_label (sijil_skills, codes[i]);
    g_autofree char *folded = sijil_fold (label != NULL ? label : codes[i]);
    g_auto (GStrv) words = g_strsplit (folded, " ", -1);

    for (guint k = 0; words[k] != NULL; k++) {
      /* Nobody types the article of "القيادة" to find a driver. */
      const char *bare = g_str_has_prefix (words[k], "ال") ? words[k] + strlen ("ال") : words[k];

      if (g_str_has_prefix (words[k], prefix) || g_str_has_prefix (bare, prefix))
        return TRUE;
    }
  }
  return FALSE;
}

/* Compared here and not by the search index: that one knows families, and the volunteers of one
 * association are few. */
static gboolean
agrees (const Typed *typed, SijilStmt *stmt)
{
  const char *phone = sijil_stmt_text (stmt, 3);
  const char *number = sijil_stmt_text (stmt, 4);
  g_auto (GStrv) name = NULL;

  if (typed->digits != NULL)
    return (phone != NULL && g_str_has_prefix (phone, typed->digits)) ||
           (number != NULL && g_str_has_prefix (number, typed->digits));
  if (typed->words[0] == NULL)
    return TRUE;
  name = sijil_name_parts (sijil_stmt_text (stmt, 2));
  for (guint i = 0; typed->words[i] != NULL; i++)
    if (!has_prefix (name, typed->words[i]) &&
        !is_skill (sijil_stmt_text (stmt, 5), typed->words[i]))
      return FALSE;
  return TRUE;
}

static SijilVolunteerRow *
read_row (SijilStmt *stmt)
{
  SijilVolunteerRow *row = g_new0 (SijilVolunteerRow, 1);

  sijil_stmt_id (stmt, 0, &row->volunteer);
  sijil_stmt_id (stmt, 1, &row->person);
  row->name = g_strdup (sijil_stmt_text (stmt, 2));
  row->phone = g_strdup (sijil_stmt_text (stmt, 3));
  row->skills = g_strdup (sijil_stmt_text (stmt, 5));
  row->availability = g_strdup (sijil_stmt_text (stmt, 6));
  row->state = g_strdup (sijil_stmt_text (stmt, 7));
  return row;
}

static gboolean
read_rows (SijilSession *session, const SijilVolunteerFilter *filter, SijilVolunteerList *list,
           GError **error)
{
  static const char SQL[] =
      "SELECT v.id, v.person, p.name, p.phone, p.id_number, v.skills, v.availability, v.state "
      "FROM volunteer v JOIN person p ON p.id = v.person WHERE v.gone = 0 "
      "AND (?1 IS NULL OR instr(' ' || v.skills || ' ', ' ' || ?1 || ' ') > 0) "
      "AND (?2 IS NULL OR instr(' ' || v.availability, ' ' || ?2) > 0) "
      "AND (?3 IS NULL OR v.state = ?3) ORDER BY p.name_key, v.rowid";
  guint most = filter->most != 0 ? filter->most : MOST;
  g_autoptr (SijilStmt) stmt =
      sijil_db_select (session->db, error, SQL, "ttt", filter->skill, filter->day, filter->state);
  Typed typed;

  if (stmt == NULL)
    return FALSE;
  read_typed (filter->text, &typed);
  while (sijil_stmt_next (stmt)) {
    if (!agrees (&typed, stmt))
      continue;
    if (list->matching++ < most)
      g_ptr_array_add (list->rows, read_row (stmt));
  }
  g_free (typed.digits);
  g_strfreev (typed.words);
  return sijil_stmt_finish (stmt, error);
}

/**
 * sijil_volunteers: (skip)
 * @session: a session
 * @data: a #SijilVolunteerFilter
 * @error: return location for an error
 *
 * Returns: (transfer full): a #SijilVolunteerList: who agrees with the filter, by name
 */
gpointer
sijil_volunteers (SijilSession *session, gpointer data, GError **error)
{
  g_autoptr (SijilVolunteerList) list = g_new0 (SijilVolunteerList, 1);
  g_autofree char *today = sijil_date_today ();

  list->rows = g_ptr_array_new_with_free_func (row_free);
  if (!read_rows (session, data, list, error))
    return NULL;
  for (guint i = 0; i < list->rows->len; i++) {
    SijilVolunteerRow *row = list->rows->pdata[i];

    sijil_shifts_sum (session, &row->volunteer, today, &row->minutes_month, &row->minutes, NULL);
  }
  list->all =
      (guint) sijil_db_number (session->db, 0, "SELECT count(*) FROM volunteer WHERE gone = 0", "");
  return g_steal_pointer (&list);
}
