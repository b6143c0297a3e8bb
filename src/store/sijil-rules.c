#define G_LOG_DOMAIN "sijil-store"

#include "sijil-rules.h"

#include "sijil-alias.h"
#include "sijil-choices.h"
#include "sijil-meta.h"
#include "sijil-period.h"
#include "sijil-records.h"
#include "sijil-text.h"
#include "types/sijil-types-all.h"

#include <stdlib.h>
#include <string.h>

/* Standing facts of one household (and person) under one programme. The plus keeps the index of
 * programmes out of it: a household has a few facts, a programme as many as it has households. */
#define STANDING                                                                                   \
  " FROM distribution d WHERE d.household" SIJIL_SQL_HOUSEHOLDS (                                  \
      "?1") " AND +d.programme = ?2 "                                                              \
            "AND d.reverses IS NULL AND (?3 IS NULL OR d.person" SIJIL_SQL_PERSONS (               \
                "?3") ") "                                                                         \
                      "AND NOT EXISTS (SELECT 1 FROM distribution r WHERE r.reverses = d.id)"

typedef struct {
  SijilDb *db;
  SijilRecord *household;
  SijilRecord *programme;
  SijilRecord *person;
  const char *today;
  SijilEntitlement *out;
} Check;

void
sijil_entitlement_free (SijilEntitlement *entitlement)
{
  if (entitlement == NULL)
    return;
  g_clear_object (&entitlement->programme);
  g_free (entitlement->person_name);
  g_free (entitlement->rule_broken);
  g_free (entitlement->headline);
  g_free (entitlement->detail);
  g_free (entitlement->period);
  g_free (entitlement);
}

static void
decide (SijilEntitlement *out, SijilEntitledState state, const char *rule, char *headline,
        char *detail)
{
  out->state = state;
  g_free (out->rule_broken);
  out->rule_broken = g_strdup (rule);
  g_free (out->headline);
  out->headline = headline;
  g_free (out->detail);
  out->detail = detail != NULL ? sijil_text_directed (detail) : NULL;
  g_free (detail);
}

static const SijilId *
person_id (Check *check)
{
  return check->person != NULL ? sijil_record_id (check->person) : NULL;
}

static gboolean
refuse_dates (Check *check)
{
  const char *starts = sijil_record_text (check->programme, SIJIL_PROGRAMME_STARTS);
  const char *ends = sijil_record_text (check->programme, SIJIL_PROGRAMME_ENDS);
  g_autofree char *shown = NULL;

  if (starts != NULL && strcmp (check->today, starts) < 0) {
    shown = sijil_date_show (starts);
    decide (check->out, SIJIL_ENTITLED_NOT, "dates", g_strdup_printf (_ ("It starts on %s"), shown),
            NULL);
    return TRUE;
  }
  if (ends != NULL && strcmp (check->today, ends) > 0) {
    shown = sijil_date_show (ends);
    decide (check->out, SIJIL_ENTITLED_NOT, "dates", g_strdup_printf (_ ("It ended on %s"), shown),
            NULL);
    return TRUE;
  }
  return FALSE;
}

static gboolean
refuse_head (Check *check)
{
  if (check->person != NULL || !sijil_record_is_null (check->household, SIJIL_HOUSEHOLD_HEAD))
    return FALSE;
  decide (check->out, SIJIL_ENTITLED_NOT, "head",
          g_strdup (_ ("The head of the family must be confirmed first")), NULL);
  return TRUE;
}

static gboolean
refuse_excluded (Check *check)
{
  static const char SQL[] =
      "SELECT p.family FROM distribution d JOIN programme p ON p.id = d.programme "
      "WHERE d.household" SIJIL_SQL_HOUSEHOLDS (
          "?1") " AND d.reverses IS NULL AND instr(?2, ',' || p.family || ',') > 0 "
                "AND d.served_on >= ?3 AND NOT EXISTS (SELECT 1 FROM distribution r WHERE "
                "r.reverses = d.id) "
                "UNION ALL SELECT e.family FROM elsewhere e WHERE "
                "e.household" SIJIL_SQL_HOUSEHOLDS (
                    "?1") " AND e.standing = 1 "
                          "AND instr(?2, ',' || e.family || ',') > 0 AND e.served_on >= ?3 LIMIT 1";
  const char *excludes = sijil_record_text (check->programme, SIJIL_PROGRAMME_EXCLUDES);
  g_autofree char *list = NULL, *family = NULL, *since = NULL;

  if (excludes == NULL)
    return FALSE;
  list = g_strdup_printf (",%s,", excludes);
  since = sijil_date_add_days (check->today, -365);
  family = sijil_db_text (check->db, SQL, "dtt", sijil_record_id (check->household), list, since);
  if (family == NULL)
    return FALSE;
  decide (check->out, SIJIL_ENTITLED_NOT, "excludes",
          g_strdup_printf (_ ("Not together with: %s, received in the last year"),
                           sijil_choice_label (sijil_families, family)),
          NULL);
  return TRUE;
}

static gboolean
refuse_years (Check *check)
{
  gint64 years = sijil_record_number (check->programme, SIJIL_PROGRAMME_YEARS_BETWEEN, 0);
  g_autofree char *last = NULL, *again = NULL, *shown = NULL, *count = NULL, *when = NULL;

  if (years <= 0)
    return FALSE;
  last = sijil_db_text (check->db, "SELECT max(d.served_on)" STANDING, "ddd",
                        sijil_record_id (check->household), sijil_record_id (check->programme),
                        person_id (check));
  if (last == NULL)
    return FALSE;
  again = g_strdup_printf ("%04d%s", atoi (last) + (int) years, last + 4);
  if (strcmp (check->today, again) >= 0)
    return FALSE;
  shown = sijil_date_show (last);
  count = sijil_text_number (years);
  when = g_strdup_printf (ngettext ("Received on %s; the rule is once in %s year",
                                    "Received on %s; the rule is once in %s years", (gulong) years),
                          shown, count);
  decide (check->out, SIJIL_ENTITLED_NOT, "years", g_steal_pointer (&when), NULL);
  return TRUE;
}

static gboolean
allows_family (SijilRecord *programme, const char *family)
{
  const char *allows = sijil_record_text (programme, SIJIL_PROGRAMME_ALLOWS);
  g_auto (GStrv) list = g_strsplit (allows != NULL ? allows : "", ",", 0);

  return g_strv_contains ((const char *const *) list, family);
}

static char *
ago (const char *served_on, const char *today)
{
  int days = sijil_date_days_between (served_on, today);
  g_autofree char *count = NULL;

  if (days <= 0)
    return g_strdup (_ ("today"));
  if (days == 1)
    return g_strdup (_ ("yesterday"));
  if (days > 30) {
    g_autofree char *shown = sijil_date_show (served_on);

    return g_strdup_printf (_ ("on %s"), shown);
  }
  count = sijil_text_number (days);
  return g_strdup_printf (ngettext ("%s day ago", "%s days ago", (gulong) days), count);
}

/* Another association looks after it now; but who stands at the desk may have to be helped. */
static void
warn_moved (Check *check)
{
  const char *to = sijil_record_text (check->household, SIJIL_HOUSEHOLD_MOVED_TO);
  const char *on = sijil_record_text (check->household, SIJIL_HOUSEHOLD_MOVED_ON);
  g_autofree char *whom = to != NULL ? sijil_text_isolate (to) : NULL;
  g_autofree char *date = on != NULL ? sijil_date_show_weekday (on) : g_strdup ("");

  if (to != NULL)
    decide (check->out, SIJIL_ENTITLED_WARN, "moved",
            g_strdup_printf (_ ("The family moved to %s"), whom), g_steal_pointer (&date));
}

/* What the family received is compared with what a family may receive, what one person received
 * with what that person may. */
static gboolean
warn_overlap (Check *check)
{
  static const char SQL[] =
      "SELECT association, office, programme_name, served_on FROM elsewhere "
      "WHERE household" SIJIL_SQL_HOUSEHOLDS (
          "?1") " AND family = ?2 AND period = ?3 AND standing = 1 "
                "AND CASE WHEN ?4 IS NULL THEN per IS NOT 'person' ELSE "
                "person" SIJIL_SQL_PERSONS ("?4") " END ORDER BY served_on DESC LIMIT 1";
  const char *family = sijil_record_text (check->programme, SIJIL_PROGRAMME_FAMILY);
  g_autoptr (SijilStmt) stmt = NULL;
  g_autofree char *when = NULL, *who = NULL, *aid = NULL, *what = NULL, *office = NULL;
  g_autofree char *date = NULL;

  if (family == NULL || allows_family (check->programme, family))
    return FALSE;
  stmt = sijil_db_select (check->db, NULL, SQL, "dttd", sijil_record_id (check->household), family,
                          check->out->period, person_id (check));
  if (stmt == NULL || !sijil_stmt_next (stmt))
    return FALSE;
  when = ago (sijil_stmt_text (stmt, 3), check->today);
  aid = sijil_aid_name (sijil_stmt_text (stmt, 2), family);
  what = sijil_text_isolate (aid);
  who = sijil_text_isolate (sijil_stmt_text (stmt, 0));
  date = sijil_date_show_weekday (sijil_stmt_text (stmt, 3));
  office =
      sijil_stmt_text (stmt, 1) != NULL ? sijil_text_isolate (sijil_stmt_text (stmt, 1)) : NULL;
  decide (check->out, SIJIL_ENTITLED_WARN, "overlap",
          /* Translators: a programme, then "3 days ago". */
          g_strdup_printf (_ ("Received %s from another association %s"), what, when),
          office != NULL
              /* Translators: association, office, date. */
              ? g_strdup_printf (_ ("%s, %s, %s"), who, office, date)
              : g_strdup_printf (_ ("%s, %s"), who, date));
  return TRUE;
}

/* Our own limit: reached today it is "done", reached before it is a warning with a reason. */
static void
warn_limit (Check *check)
{
  static const char SQL_COUNT[] =
      "SELECT coalesce(sum(d.quantity), 0)" STANDING " AND d.period = ?4";
  static const char SQL_LAST[] = "SELECT d.id, d.at, d.served_on, d.office, d.rule_broken" STANDING
                                 " AND d.period = ?4 ORDER BY d.at DESC LIMIT 1";
  const char *limit = sijil_record_text (check->programme, SIJIL_PROGRAMME_LIMIT_PERIOD);
  gint64 allowed = sijil_record_number (check->programme, SIJIL_PROGRAMME_LIMIT_COUNT, 1);
  g_autoptr (SijilStmt) stmt = NULL;
  gint64 count =
      sijil_db_number (check->db, 0, SQL_COUNT, "dddt", sijil_record_id (check->household),
                       sijil_record_id (check->programme), person_id (check), check->out->period);
  gboolean today, overlap = check->out->state == SIJIL_ENTITLED_WARN;

  if (limit != NULL && strcmp (limit, "none") != 0)
    check->out->left = MAX (allowed - count, 0);
  if (count == 0)
    return;
  stmt =
      sijil_db_select (check->db, NULL, SQL_LAST, "dddt", sijil_record_id (check->household),
                       sijil_record_id (check->programme), person_id (check), check->out->period);
  if (stmt == NULL || !sijil_stmt_next (stmt))
    return;
  today = g_strcmp0 (sijil_stmt_text (stmt, 2), check->today) == 0;
  if (today) {
    sijil_stmt_id (stmt, 0, &check->out->distribution);
    check->out->at = sijil_stmt_int (stmt, 1);
  }
  if (check->out->left != 0)
    return;
  {
    g_autofree char *when = ago (sijil_stmt_text (stmt, 2), check->today);
    g_autofree char *ours = g_strdup_printf (_ ("Received it from us %s"), when);
    g_autofree char *office = sijil_text_isolate (sijil_stmt_text (stmt, 3));
    g_autofree char *date = sijil_date_show_weekday (sijil_stmt_text (stmt, 2));

    /* Whoever handed it over with a reason today has read the warning. */
    if (overlap && !(today && sijil_stmt_text (stmt, 4) != NULL)) {
      /* Both matter: the others' is the headline, ours goes below it. */
      char *both = g_strdup_printf (_ ("%s. %s"), check->out->detail, ours);

      g_free (check->out->detail);
      check->out->detail = both;
    } else
      decide (check->out, today ? SIJIL_ENTITLED_DONE : SIJIL_ENTITLED_WARN, "limit",
              g_steal_pointer (&ours), g_strdup_printf (_ ("%s, %s"), office, date));
  }
}

/**
 * sijil_rules_check:
 * @session: a session
 * @family: the household, with its head and members
 * @programme: a programme
 * @person: (nullable): the person, for a programme that gives to persons
 * @today: the day in Egypt
 * @error: return location for an error
 *
 * The one place where a programme's rules are judged; the desk shows the answer, the hand-over
 * obeys it.
 *
 * Returns: (transfer full): what may be done, and why
 */
SijilEntitlement *
sijil_rules_check (SijilSession *session, SijilFamily *family, SijilRecord *programme,
                   SijilRecord *person, const char *today, GError **error)
{
  SijilEntitlement *out = g_new0 (SijilEntitlement, 1);
  Check check = { session->db, family->household, programme, person, today, out };
  int offset = (int) sijil_meta_number (session->db, SIJIL_META_HIJRI_OFFSET, 0);

  out->programme = g_object_ref (programme);
  out->state = SIJIL_ENTITLED;
  out->left = -1;
  out->period =
      sijil_period_of (sijil_record_text (programme, SIJIL_PROGRAMME_LIMIT_PERIOD), today, offset);
  if (person != NULL) {
    out->has_person = TRUE;
    out->person = *sijil_record_id (person);
    out->person_name = g_strdup (sijil_record_text (person, SIJIL_PERSON_NAME));
  }
  if (refuse_dates (&check) || refuse_head (&check) || refuse_years (&check) ||
      refuse_excluded (&check))
    return out;
  warn_moved (&check);
  warn_overlap (&check);
  warn_limit (&check);
  return out;
}

static gboolean
is_present (SijilRecord *person)
{
  const char *state = sijil_record_text (person, SIJIL_PERSON_STATE);

  return state == NULL || strcmp (state, "living") == 0;
}

static int
compare_entitlements (gconstpointer a, gconstpointer b)
{
  const SijilEntitlement *left = *(SijilEntitlement *const *) a;
  const SijilEntitlement *right = *(SijilEntitlement *const *) b;

  /* Rows with a key keep their order, so that Alt+2 means the same thing before and after a
   * hand-over. */
  return (left->state == SIJIL_ENTITLED_NOT) - (right->state == SIJIL_ENTITLED_NOT);
}

/**
 * sijil_rules_all:
 * @session: a session
 * @family: the household, with its head and members
 * @today: the day in Egypt
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type SijilEntitlement): every programme that runs today, for
 * the household or for each of its living members; what is not for them stands last
 */
GPtrArray *
sijil_rules_all (SijilSession *session, SijilFamily *family, const char *today, GError **error)
{
  static const char RUNNING[] = "WHERE (starts IS NULL OR starts <= ?1) "
                                "AND (ends IS NULL OR ends >= ?1) ORDER BY alliance DESC, rowid";
  g_autoptr (GPtrArray) programmes =
      sijil_records_where (session->db, &sijil_programme_type, RUNNING, error, "t", today);
  g_autoptr (GPtrArray) all =
      g_ptr_array_new_with_free_func ((GDestroyNotify) sijil_entitlement_free);

  if (programmes == NULL)
    return NULL;
  for (guint i = 0; i < programmes->len; i++) {
    SijilRecord *programme = programmes->pdata[i];

    if (g_strcmp0 (sijil_record_text (programme, SIJIL_PROGRAMME_PER), "person") != 0) {
      g_ptr_array_add (all, sijil_rules_check (session, family, programme, NULL, today, error));
      continue;
    }
    for (guint k = 0; k < family->members->len; k++)
      if (is_present (family->members->pdata[k]))
        g_ptr_array_add (all, sijil_rules_check (session, family, programme,
                                                 family->members->pdata[k], today, error));
  }
  g_ptr_array_sort (all, compare_entitlements);
  return g_steal_pointer (&all);
}
