#define G_LOG_DOMAIN "sijil-store"

#include "sijil-duplicates.h"

#include "sijil-alias.h"
#include "sijil-apart.h"
#include "sijil-place.h"
#include "sijil-records.h"
#include "types/sijil-types-all.h"

#include <string.h>

/* Who those are that were found to be alike: by families, for that is what a clerk decides on. */

static void
twin_clear (SijilTwin *twin)
{
  g_free (twin->card);
  g_free (twin->name);
  g_free (twin->birth_date);
  g_free (twin->id_number);
}

static void
duplicate_free (gpointer data)
{
  SijilDuplicate *duplicate = data;

  twin_clear (&duplicate->a);
  twin_clear (&duplicate->b);
  g_free (duplicate);
}

static void
family_clear (SijilTwinFamily *family)
{
  g_free (family->card);
  g_free (family->head_name);
  g_free (family->place);
  g_free (family->registered_on);
  g_free (family->last_on);
}

static void
families_free (gpointer data)
{
  SijilTwinFamilies *families = data;

  family_clear (&families->a);
  family_clear (&families->b);
  g_ptr_array_unref (families->persons);
  g_free (families);
}

/**
 * sijil_twin_families_are_one:
 * @families: two families
 *
 * Returns: whether it is one family in which somebody stands twice
 */
gboolean
sijil_twin_families_are_one (const SijilTwinFamilies *families)
{
  return sijil_id_equal (&families->a.household, &families->b.household);
}

/* Whether the person still counts, and belongs to a family. */
static gboolean
describe_twin (SijilDb *db, SijilTwin *twin)
{
  g_autoptr (GPtrArray) persons = sijil_records_where (
      db, &sijil_person_type, "WHERE id = ?1 AND gone = 0 AND merged_into IS NULL", NULL, "d",
      &twin->person);
  SijilRecord *person = persons != NULL && persons->len > 0 ? persons->pdata[0] : NULL;
  SijilId household;

  if (person == NULL || !sijil_record_reference (person, SIJIL_PERSON_HOUSEHOLD, &household))
    return FALSE;
  twin->household = sijil_alias_survivor (db, &household);
  twin->name = g_strdup (sijil_record_text (person, SIJIL_PERSON_NAME));
  twin->birth_date = g_strdup (sijil_record_text (person, SIJIL_PERSON_BIRTH_DATE));
  twin->id_number = g_strdup (sijil_record_text (person, SIJIL_PERSON_ID_NUMBER));
  twin->card = sijil_db_text (
      db, "SELECT card FROM household WHERE id = ?1 AND gone = 0 AND moved_to IS NULL", "d",
      &twin->household);
  return twin->card != NULL;
}

static SijilDuplicate *
describe_duplicate (SijilDb *db, const SijilDuplicate *found)
{
  SijilDuplicate *duplicate = g_new0 (SijilDuplicate, 1);

  duplicate->a.person = found->a.person;
  duplicate->b.person = found->b.person;
  duplicate->zone = found->zone;
  duplicate->comparison = found->comparison;
  /* One ID of two people is to be mended, whatever was said of them. */
  if (describe_twin (db, &duplicate->a) && describe_twin (db, &duplicate->b) &&
      (duplicate->comparison.id == SIJIL_ID_EQUAL ||
       !sijil_apart_stands (db, &duplicate->a.household, &duplicate->b.household,
                            &duplicate->a.person, &duplicate->b.person)))
    return duplicate;
  duplicate_free (duplicate);
  return NULL;
}

static void
describe_family (SijilDb *db, const SijilId *household, SijilTwinFamily *family)
{
  static const char SQL[] = "SELECT card, head_name, village, governorate, registered_on, last_on, "
                            "members FROM household_row WHERE household = ?1";
  g_autoptr (SijilStmt) stmt = sijil_db_select (db, NULL, SQL, "d", household);

  family->household = *household;
  if (stmt == NULL || !sijil_stmt_next (stmt))
    return;
  family->card = g_strdup (sijil_stmt_text (stmt, 0));
  family->head_name = g_strdup (sijil_stmt_text (stmt, 1));
  family->place = sijil_place_words (sijil_stmt_text (stmt, 2), sijil_stmt_text (stmt, 3));
  family->registered_on = g_strdup (sijil_stmt_text (stmt, 4));
  family->last_on = g_strdup (sijil_stmt_text (stmt, 5));
  family->members = (guint) sijil_stmt_int (stmt, 6);
}

static gboolean
came_first (const SijilTwinFamily *family, const SijilTwinFamily *other)
{
  int order = g_strcmp0 (family->registered_on, other->registered_on);

  return order != 0 ? order < 0
                    : memcmp (&family->household, &other->household, sizeof (SijilId)) < 0;
}

static SijilTwinFamilies *
families_new (SijilDb *db, const SijilDuplicate *duplicate)
{
  SijilTwinFamilies *families = g_new0 (SijilTwinFamilies, 1);

  families->persons = g_ptr_array_new_with_free_func (duplicate_free);
  describe_family (db, &duplicate->a.household, &families->a);
  describe_family (db, &duplicate->b.household, &families->b);
  if (came_first (&families->b, &families->a)) {
    SijilTwinFamily first = families->b;

    families->b = families->a;
    families->a = first;
  }
  return families;
}

/* Each stands on the side of its family. Takes @duplicate. */
static void
add_person (SijilTwinFamilies *families, SijilDuplicate *duplicate)
{
  if (!sijil_id_equal (&duplicate->a.household, &families->a.household)) {
    SijilTwin first = duplicate->b;

    duplicate->b = duplicate->a;
    duplicate->a = first;
  }
  g_ptr_array_add (families->persons, duplicate);
}

static char *
pair_name (const SijilDuplicate *duplicate)
{
  g_autofree char *a = sijil_id_to_string (&duplicate->a.household);
  g_autofree char *b = sijil_id_to_string (&duplicate->b.household);

  return strcmp (a, b) < 0 ? g_strconcat (a, b, NULL) : g_strconcat (b, a, NULL);
}

/**
 * sijil_duplicates_families: (skip)
 * @session: a session
 * @data: a #SijilDuplicatesFound
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type SijilTwinFamilies): the families, those with the surest
 *   first
 */
gpointer
sijil_duplicates_families (SijilSession *session, gpointer data, GError **error)
{
  const SijilDuplicatesFound *request = data;
  GPtrArray *found = request->found;
  guint most = request->most > 0 ? request->most : G_MAXUINT;
  GPtrArray *all = g_ptr_array_new_with_free_func (families_free);
  g_autoptr (GHashTable) by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < found->len && all->len < most; i++) {
    SijilDuplicate *duplicate = describe_duplicate (session->db, found->pdata[i]);
    char *name = duplicate != NULL ? pair_name (duplicate) : NULL;
    SijilTwinFamilies *families = name != NULL ? g_hash_table_lookup (by_name, name) : NULL;

    if (duplicate == NULL)
      continue;
    if (families == NULL) {
      families = families_new (session->db, duplicate);
      g_ptr_array_add (all, families);
      g_hash_table_insert (by_name, g_steal_pointer (&name), families);
    }
    add_person (families, duplicate);
    g_free (name);
  }
  return all;
}
