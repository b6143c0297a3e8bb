#include "two.h"

#include "sijil-linker-queue.h"
#include "sijil-quiet.h"

House *house;
Desk *a, *b;
SijilId box, secret;

static const char CATALOGUE[] =
    "{\"programmes\":[{\"id\":\"01900000-0000-7000-8000-000000000001\",\"code\":\"ramadan-box\","
    "\"name\":\"كراتين "
    "رمضان\",\"family\":\"ramadan-food\",\"kind\":\"goods\",\"per\":\"household\","
    "\"limit_period\":\"ramadan\",\"limit_count\":1},"
    "{\"id\":\"01900000-0000-7000-8000-000000000002\",\"code\":\"debts\",\"name\":\"ديون\","
    "\"family\":\"debt\",\"kind\":\"debt\",\"per\":\"household\",\"limit_period\":\"year\","
    "\"limit_count\":1,\"confidential\":true}]}";

/* With other programmes if @catalogue says so. */
void
two_begin (const char *catalogue)
{
  house = house_new ();
  line_catalogue (house, catalogue != NULL ? catalogue : CATALOGUE);
  g_assert_true (sijil_id_parse ("01900000-0000-7000-8000-000000000001", &box));
  g_assert_true (sijil_id_parse ("01900000-0000-7000-8000-000000000002", &secret));
  a = line_desk (house, house_association (house, "جمعية البر"));
  b = line_desk (house, house_association (house, "جمعية الهدى"));
  sync_all ();
}

void
two_end (void)
{
  line_free (a);
  line_free (b);
  house_free (house);
}

void
sync_all (void)
{
  for (int i = 0; i < 2; i++) {
    line_sync (a);
    line_sync (b);
  }
}

void
edit_head (Desk *desk, const SijilId *household, guint field, const char *text)
{
  SijilId head = desk_head (desk->store, household);

  desk_edit (desk->store, &sijil_person_type, &head, field, text);
}

/* All that waits in the registry. */
void
let_rest (void)
{
  gboolean more = TRUE;

  while (more) {
    g_assert_true (sijil_storage_begin (house->registry->storage, NULL));
    g_assert_true (sijil_quiet_work (house->registry, &more, NULL));
    g_assert_true (sijil_storage_commit (house->registry->storage, NULL));
  }
  g_assert_cmpint (sijil_linker_queue_left (house->registry), ==, 0);
}
