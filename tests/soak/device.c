#include "device.h"

#include "complaints.h"
#include "sijil-compare.h"
#include "sijil-transport.h"
#include "stopwatch.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define SHARED 5             /* of so many families one is known to every association */
#define NUMBERS 1000         /* apart are the families of two associations */
#define IN_MEMORY "/dev/shm" /* the disk is the registry's alone, if there is such a place */

static Desk *
enrolled_desk (Town *town, guint association)
{
  g_autofree char *name = g_strdup_printf ("%u", association);
  g_autofree char *invitation = town_invite (town, name, 0);
  g_autoptr (GError) error = NULL;
  Desk *desk = g_new0 (Desk, 1);

  desk->folder = g_access (IN_MEMORY, W_OK) == 0
                     ? g_mkdtemp (g_strdup (IN_MEMORY "/sijil-test-XXXXXX"))
                     : desk_folder ();
  g_assert_nonnull (desk->folder);
  desk->store = desk_create (desk->folder, "جمعية");
  if (!sijil_enrol (desk->store, invitation, NULL, &error))
    complain ("a device could not join: %s", error->message);
  return desk;
}

Device *
device_new (Town *town, guint association, guint place, guint32 seed)
{
  Device *self = g_new0 (Device, 1);

  self->town = town;
  self->association = association;
  self->place = place;
  self->rand = g_rand_new_with_seed (seed);
  self->desk = enrolled_desk (town, association);
  return self;
}

void
device_hang_up (Device *device)
{
  sijil_kept_line_clear (&device->line);
}

void
device_free (Device *device)
{
  device_hang_up (device);
  town_desk_free (device->desk);
  g_rand_free (device->rand);
  g_free (device);
}

/* Of every fifth the number is the same in each association: they hear of each other. */
static guint
number_of_next (const Device *device)
{
  guint number = device->place * DEVICE_FAMILIES + device->n_families;

  return device->n_families % SHARED == 0 ? number : number + NUMBERS * device->association;
}

static char *
name_of (guint number)
{
  static const char *const NAMES[] = { "محمود", "إبراهيم", "سعيد", "رمضان", "عبد الله", "حسين",
                                       "مصطفى", "يوسف",    "خالد", "صبري",  "عماد",     "جمال",
                                       "طارق",  "ناصر",    "شريف", "وليد",  "فتحي",     "منصور" };
  const guint n = G_N_ELEMENTS (NAMES);

  return g_strdup_printf ("%s %s %s %s", NAMES[number % n], NAMES[number / n % n],
                          NAMES[(number / n / n + number) % n], NAMES[(number * 7 + 3) % n]);
}

static void
register_next (Device *device)
{
  guint number = number_of_next (device);
  guint year = 1950 + number % 45, month = 1 + number / 45 % 12, day = 1 + number / 540 % 28;
  g_autofree char *name = name_of (number);
  g_autofree char *birth = g_strdup_printf ("%04u-%02u-%02u", year, month, day);
  g_autofree char *id =
      g_strdup_printf ("2%02u%02u%02u15%04u1", year % 100, month, day, number % 5000 * 2 + 1);
  SijilStore *store = device->desk->store;
  SijilId household = desk_family (store, name, id, birth, TRUE), programme;

  g_assert_true (sijil_id_parse (TOWN_RAMADAN_BOX, &programme));
  device->families[device->n_families++] = household;
  desk_serve (store, &household, &programme, NULL);
}

static char *
address_of (const Device *device)
{
  return g_strdup_printf ("u-%u", device->edits);
}

/* The last of its families says how often this device has edited. */
void
device_edit (Device *device)
{
  g_autofree char *address = NULL;

  device->edits++;
  address = address_of (device);
  desk_edit (device->desk->store, &sijil_household_type, &device->families[0],
             SIJIL_HOUSEHOLD_ADDRESS, address);
}

/* What a clerk does between two exchanges. */
void
device_work (Device *device)
{
  if (device->n_families < DEVICE_FAMILIES)
    register_next (device);
  for (int i = g_rand_int_range (device->rand, 0, 3); i > 0; i--)
    device_edit (device);
}

/* Whoever is told to come again does so at its next turn; anything else is wrong. */
gboolean
device_exchange (Device *device)
{
  g_autoptr (GError) error = NULL;

  stopwatch_forget_later ();
  if (sijil_exchanger_run_on (device->desk->store, &device->line, NULL, NULL, NULL, &error))
    return TRUE;
  if (!stopwatch_heard_later ())
    complain ("an honest exchange failed: %s", error->message);
  return FALSE;
}

static void
say_hello (Device *device)
{
  g_autoptr (GByteArray) answer = g_byte_array_new ();

  if (device->line.transport != NULL)
    sijil_transport_get (device->line.transport, "/v1/hello", answer, NULL, NULL);
}

/* Not each device comes on the line that it had, and now and then one compares. */
void
device_turn (Device *device)
{
  device_work (device);
  if (g_rand_int_range (device->rand, 0, 4) == 0)
    device_hang_up (device);
  if (g_rand_int_range (device->rand, 0, 8) == 0)
    desk_write (device->desk->store, sijil_compare_soon, NULL);
  device_exchange (device);
  if (g_rand_int_range (device->rand, 0, 8) == 0)
    say_hello (device);
}

/* It and the registry hold the same: nothing waits, nothing was refused, nothing had to be mended.
 */
void
device_look_whole (Device *device)
{
  SijilSyncState *state = desk_read (device->desk->store, sijil_sync_state, NULL);

  if (state->waiting != 0 || state->refused->len != 0 || state->compared == 0 ||
      state->mended != 0 || state->here_only != 0)
    complain ("device %u: %d wait, %u refused, %d mended, %d are here only", state->device,
              (int) state->waiting, state->refused->len, (int) state->mended,
              (int) state->here_only);
  sijil_sync_state_free (state);
}

/* What another device of the association wrote last is here. */
void
device_look_for (Device *device, const Device *other)
{
  g_autofree char *wanted = address_of (other);
  g_autofree char *found = NULL;

  if (other->edits == 0)
    return;
  found = desk_text (device->desk->store, &sijil_household_type, &other->families[0],
                     SIJIL_HOUSEHOLD_ADDRESS);
  if (g_strcmp0 (found, wanted) != 0)
    complain ("association %u: %s arrived, where %s was written", device->association,
              found != NULL ? found : "nothing", wanted);
}

/* What is old of the feed, whole, and once more from its middle on. */
void
device_fetch_segment (Device *device)
{
  g_autoptr (GByteArray) whole = g_byte_array_new (), halves = g_byte_array_new ();
  static const char PATH[] = "/v1/segment?after=0";
  SijilTransport *transport = device->line.transport;

  if (transport == NULL || !sijil_transport_get (transport, PATH, whole, NULL, NULL))
    return;
  g_byte_array_append (halves, whole->data, whole->len / 2);
  if (sijil_transport_get (transport, PATH, halves, NULL, NULL) &&
      (halves->len != whole->len || memcmp (halves->data, whole->data, whole->len) != 0))
    complain ("the second half of a segment is not its second half");
}
