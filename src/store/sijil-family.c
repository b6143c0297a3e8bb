#define G_LOG_DOMAIN "sijil-store"

#include "sijil-family.h"

#include "sijil-alias.h"
#include "sijil-choices.h"
#include "sijil-edit.h"
#include "sijil-records.h"
#include "sijil-rules.h"
#include "sijil-text.h"
#include "sijil-today.h"
#include "types/sijil-types-all.h"

#include <string.h>

static void
received_free (SijilReceived *received)
{
  g_free (received->served_on);
  g_free (received->what);
  g_free (received->association);
  g_free (received->office);
  g_free (received);
}

void
sijil_family_free (SijilFamily *family)
{
  if (family == NULL)
    return;
  g_clear_object (&family->household);
  g_clear_object (&family->head);
  g_clear_pointer (&family->members, g_ptr_array_unref);
  g_clear_pointer (&family->entitlements, g_ptr_array_unref);
  g_clear_pointer (&family->received, g_ptr_array_unref);
  g_clear_pointer (&family->known_elsewhere, g_ptr_array_unref);
  g_free (family);
}

/**
 * sijil_programme_name:
 * @programme: a programme
 *
 * Returns: (transfer full): its name in the language of the window, as far as it has one
 */
char *
sijil_programme_name (SijilRecord *programme)
{
  const char *name = sijil_record_text (programme, SIJIL_PROGRAMME_NAME);
  const char *english = sijil_record_text (programme, SIJIL_PROGRAMME_NAME_EN);

  return g_strdup (english != NULL && !sijil_i18n_is_arabic () ? english : name);
}

/**
 * sijil_aid_name:
 * @programme_name: (nullable): a programme's name, as far as another association may know it
 * @family: (nullable): a kind of need
 *
 * Returns: (transfer full): what was given, in words
 */
char *
sijil_aid_name (const char *programme_name, const char *family)
{
  if (programme_name != NULL)
    return g_strdup (programme_name);
  return g_strdup (family != NULL ? sijil_choice_label (sijil_families, family)
                                  : _ ("Aid of another kind"));
}

/* Without a limit, years between are the whole rule. */
static char *
unlimited_words (const char *who, gint64 years)
{
  g_autofree char *count = sijil_text_number (years);
  g_autofree char *when = NULL;

  if (years <= 0)
    return g_strdup_printf ("%s %s", who, _ ("with no limit"));
  when = g_strdup_printf (ngettext ("once every %s year", "once every %s years", (gulong) years),
                          count);
  return g_strdup_printf ("%s %s", who, when);
}

static gboolean
is_unlimited (const char *limit)
{
  return limit == NULL || strcmp (limit, "none") == 0;
}

static char *
limit_words (const char *limit, gint64 count, gint64 years, gboolean per_person)
{
  g_autofree char *times = sijil_text_number (count);
  g_autofree char *often = NULL;
  const char *who = per_person ? _ ("Each person") : _ ("Each family");
  const char *when;

  if (is_unlimited (limit))
    return unlimited_words (who, years);
  often = count == 1 ? g_strdup (_ ("once"))
                     : g_strdup_printf (ngettext ("%s time", "%s times", (gulong) count), times);
  if (strcmp (limit, "ramadan") == 0)
    when = _ ("each Ramadan");
  else if (strcmp (limit, "month") == 0)
    when = _ ("each month");
  else if (strcmp (limit, "winter") == 0)
    when = _ ("each winter");
  else if (strcmp (limit, "year") == 0)
    when = _ ("each year");
  else
    when = _ ("in all");
  /* Translators: "Each family", "once", "each Ramadan". */
  return g_strdup_printf (_ ("%s %s %s"), who, often, when);
}

/**
 * sijil_programme_rule_words:
 * @programme: a programme
 *
 * Returns: (transfer full): its rule as one sentence
 */
char *
sijil_programme_rule_words (SijilRecord *programme)
{
  gint64 years = sijil_record_number (programme, SIJIL_PROGRAMME_YEARS_BETWEEN, 0);
  const char *excludes = sijil_record_text (programme, SIJIL_PROGRAMME_EXCLUDES);
  GString *out = g_string_new (NULL);
  const char *period = sijil_record_text (programme, SIJIL_PROGRAMME_LIMIT_PERIOD);
  g_autofree char *limit =
      limit_words (period, sijil_record_number (programme, SIJIL_PROGRAMME_LIMIT_COUNT, 1), years,
                   g_strcmp0 (sijil_record_text (programme, SIJIL_PROGRAMME_PER), "person") == 0);

  g_string_append (out, limit);
  if (years > 0 && !is_unlimited (period)) {
    g_autofree char *count = sijil_text_number (years);

    g_string_append (out, _ (", "));
    g_string_append_printf (
        out, ngettext ("at least %s year apart", "at least %s years apart", (gulong) years), count);
  }
  if (excludes != NULL) {
    g_auto (GStrv) families = g_strsplit (excludes, ",", 0);

    for (int i = 0; families[i] != NULL; i++) {
      g_string_append (out, i == 0 ? _ (", not together with ") : _ (", "));
      g_string_append (out, sijil_choice_label (sijil_families, families[i]));
    }
  }
  return g_string_free (out, FALSE);
}

static gboolean
load_members (SijilSession *session, SijilFamily *family, GError **error)
{
  static const char SQL[] = "WHERE household" SIJIL_SQL_HOUSEHOLDS (
      "?1") " AND gone = 0 AND merged_into IS NULL ORDER BY relation = 'head' DESC, relation = "
            "'spouse' DESC, "
            "birth_date IS NULL, birth_date, rowid LIMIT 100";
  SijilId head;

  family->members = sijil_records_where (session->db, &sijil_person_type, SQL, error, "d",
                                         sijil_record_id (family->household));
  if (family->members == NULL)
    return FALSE;
  if (!sijil_record_reference (family->household, SIJIL_HOUSEHOLD_HEAD, &head))
    return TRUE;
  for (guint i = 0; i < family->members->len; i++)
    if (sijil_id_equal (sijil_record_id (family->members->pdata[i]), &head)) {
      family->head = g_object_ref (family->members->pdata[i]);
      g_ptr_array_insert (family->members, 0, g_ptr_array_steal_index (family->members, i));
    }
  /* Whoever came along in a merge as the head of the other family is not the head of this one. */
  for (guint i = 0; i < family->members->len; i++) {
    SijilRecord *person = family->members->pdata[i];

    if (person != family->head &&
        g_strcmp0 (sijil_record_text (person, SIJIL_PERSON_RELATION), "head") == 0)
      sijil_record_set_text (person, SIJIL_PERSON_RELATION, "other");
  }
  return TRUE;
}

static gboolean
load_received (SijilSession *session, SijilFamily *family, GError **error)
{
  static const char SQL[] =
      "SELECT d.served_on, CASE WHEN ?2 AND p.name_en IS NOT NULL THEN p.name_en ELSE p.name END, "
      "d.quantity, NULL, d.office, d.id, p.family FROM distribution d "
      "LEFT JOIN programme p ON p.id = d.programme WHERE d.household" SIJIL_SQL_HOUSEHOLDS (
          "?1") " AND d.reverses IS NULL "
                "AND NOT EXISTS (SELECT 1 FROM distribution r WHERE r.reverses = d.id) "
                "UNION ALL SELECT served_on, programme_name, quantity, association, office, "
                "NULL, family FROM elsewhere WHERE household" SIJIL_SQL_HOUSEHOLDS (
                    "?1") " AND standing = 1 ORDER BY 1 DESC LIMIT 100";
  g_autoptr (SijilStmt) stmt =
      sijil_db_select (session->db, error, SQL, "di", sijil_record_id (family->household),
                       (gint64) !sijil_i18n_is_arabic ());

  family->received = g_ptr_array_new_with_free_func ((GDestroyNotify) received_free);
  if (stmt == NULL)
    return FALSE;
  while (sijil_stmt_next (stmt)) {
    SijilReceived *line = g_new0 (SijilReceived, 1);

    line->served_on = g_strdup (sijil_stmt_text (stmt, 0));
    line->what = sijil_aid_name (sijil_stmt_text (stmt, 1), sijil_stmt_text (stmt, 6));
    line->quantity = sijil_stmt_int (stmt, 2);
    line->association = g_strdup (sijil_stmt_text (stmt, 3));
    line->office = g_strdup (sijil_stmt_text (stmt, 4));
    sijil_stmt_id (stmt, 5, &line->distribution);
    g_ptr_array_add (family->received, line);
  }
  return sijil_stmt_finish (stmt, error);
}

static gboolean
load_known_elsewhere (SijilSession *session, SijilFamily *family, GError **error)
{
  static const char SQL[] =
      "SELECT DISTINCT f.other_association FROM finding f WHERE f.household" SIJIL_SQL_HOUSEHOLDS (
          "?1") " "
                "AND f.kind = 'known-elsewhere' AND NOT EXISTS (SELECT 1 FROM verdict v WHERE "
                "v.finding = "
                "f.id "
                "AND v.answer = 'different' AND v.reverses IS NULL "
                "AND NOT EXISTS (SELECT 1 FROM verdict r WHERE r.reverses = v.id)) LIMIT 20";
  g_autoptr (SijilStmt) stmt =
      sijil_db_select (session->db, error, SQL, "d", sijil_record_id (family->household));

  family->known_elsewhere = g_ptr_array_new_with_free_func (g_free);
  if (stmt == NULL)
    return FALSE;
  while (sijil_stmt_next (stmt))
    g_ptr_array_add (family->known_elsewhere, g_strdup (sijil_stmt_text (stmt, 0)));
  return sijil_stmt_finish (stmt, error);
}

/**
 * sijil_family_load: (skip)
 * @session: a session
 * @household: its #SijilId
 * @error: return location for an error
 *
 * Returns: (transfer full): a #SijilFamily, judged for today: the survivor's if @household gave way
 *   in a merge
 */
gpointer
sijil_family_load (SijilSession *session, gpointer household, GError **error)
{
  SijilFamily *family = g_new0 (SijilFamily, 1);
  g_autofree char *today = sijil_date_today ();
  SijilId survivor = sijil_alias_survivor (session->db, household);

  family->seen = sijil_edit_seen (session);
  family->household = sijil_records_get (session->db, &sijil_household_type, &survivor);
  if (family->household == NULL ||
      sijil_records_is_gone (session->db, &sijil_household_type, &survivor))
    g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_NOT_FOUND,
                         _ ("There is no such household"));
  else if (load_members (session, family, error) && load_received (session, family, error) &&
           load_known_elsewhere (session, family, error) &&
           (family->entitlements = sijil_rules_all (session, family, today, error)) != NULL) {
    sijil_today_newest (session, &family->last_today);
    return family;
  }
  sijil_family_free (family);
  return NULL;
}
