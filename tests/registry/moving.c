#include "moving.h"

#include "sijil-family.h"
#include "sijil-find.h"
#include "sijil-life.h"
#include "sijil-meta.h"
#include "sijil-moves.h"
#include "sijil-session.h"

static const char CATALOGUE[] =
    "{\"programmes\":[{\"id\":\"01900000-0000-7000-8000-000000000001\",\"code\":\"ramadan-box\","
    "\"name\":\"كراتين "
    "رمضان\",\"family\":\"ramadan-food\",\"kind\":\"goods\",\"per\":\"household\","
    "\"limit_period\":\"ramadan\",\"limit_count\":1}]}";

House *house;
Desk *a, *a2, *b, *c;
SijilId box;

void
sync_all (void)
{
  for (int i = 0; i < 3; i++) {
    line_sync (a);
    line_sync (a2);
    line_sync (b);
    line_sync (c);
  }
}

SijilId
family_of_two (Desk *desk, const char *name, const char *id_number)
{
  SijilRecord *household = desk_household (TRUE);

  sijil_record_set_text (household, SIJIL_HOUSEHOLD_ADDRESS, "شارع النيل");
  return desk_save (desk->store, household, desk_person (name, "head", id_number, NULL),
                    desk_person ("ياسمين", "child", NULL, NULL), NULL);
}

char *
card_of (Desk *desk, const SijilId *household)
{
  return desk_text (desk->store, &sijil_household_type, household, SIJIL_HOUSEHOLD_CARD);
}

void
move_card (const char *card_or_id, const char *association)
{
  g_autoptr (GError) error = NULL;

  sijil_moves_household (house->registry, card_or_id, association, &error);
  g_assert_no_error (error);
  sync_all ();
}

void
move (const SijilId *household, const char *association)
{
  g_autofree char *id = sijil_id_to_string (household);

  move_card (id, association);
}

/* The same, of which no desk has heard yet. */
void
send_move (const SijilId *household, const char *association)
{
  g_autofree char *id = sijil_id_to_string (household);
  g_autoptr (GError) error = NULL;

  sijil_moves_household (house->registry, id, association, &error);
  g_assert_no_error (error);
}

SijilId
found (Desk *desk, const char *text)
{
  g_autoptr (GPtrArray) results = desk_read (desk->store, sijil_find, text);

  g_assert_cmpuint (results->len, ==, 1);
  return ((SijilFound *) results->pdata[0])->household;
}

guint
members (Desk *desk, const SijilId *household)
{
  SijilFamily *family = desk_read (desk->store, sijil_family_load, household);
  guint n = family->members->len;

  sijil_family_free (family);
  return n;
}

static gpointer
count_households (SijilSession *session, gpointer unused, GError **error)
{
  return GINT_TO_POINTER (1 + sijil_meta_number (session->db, SIJIL_META_HOUSEHOLDS, 0));
}

int
listed (Desk *desk)
{
  return GPOINTER_TO_INT (desk_read (desk->store, count_households, NULL)) - 1;
}

void
moving_begin (void)
{
  gint64 first;

  house = house_new ();
  line_catalogue (house, CATALOGUE);
  g_assert_true (sijil_id_parse ("01900000-0000-7000-8000-000000000001", &box));
  first = house_association (house, "جمعية البر");
  a = line_desk (house, first);
  a2 = line_desk (house, first);
  b = line_desk (house, house_association (house, "جمعية الهدى"));
  c = line_desk (house, house_association (house, "جمعية النور"));
  sync_all ();
}

void
moving_end (void)
{
  line_free (a);
  line_free (a2);
  line_free (b);
  line_free (c);
  house_free (house);
}
