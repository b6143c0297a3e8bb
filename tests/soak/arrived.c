#include "arrived.h"

#include "complaints.h"
#include "device.h"
#include "sijil-compare.h"

#define LONGEST_LINKING (120 * G_USEC_PER_SEC)

/* What the registry itself writes about families comes a while after them. */
static void
wait_for_linker (Town *town)
{
  gint64 until = g_get_monotonic_time () + LONGEST_LINKING, left;

  while ((left = town_count (town, "unlinked")) > 0 && g_get_monotonic_time () < until)
    g_usleep (1000);
  if (left > 0)
    complain ("the registry still has %d change sets to compare", (int) left);
}

static void
exchange_all (GPtrArray *devices, gboolean compare)
{
  for (guint i = 0; i < devices->len; i++) {
    Device *device = devices->pdata[i];

    if (compare)
      desk_write (device->desk->store, sijil_compare_soon, NULL);
    if (!device_exchange (device))
      complain ("nobody is there any more, and a device is told to wait");
    device_hang_up (device);
  }
}

static void
look_at_association (GPtrArray *devices, Device *device)
{
  gint64 wanted = 0, found;

  for (guint i = 0; i < devices->len; i++) {
    const Device *other = devices->pdata[i];

    if (other->association != device->association)
      continue;
    wanted += other->n_families;
    device_look_for (device, other);
  }
  found = desk_number (device->desk->store, "SELECT count(*) FROM household WHERE gone = 0");
  if (found != wanted)
    complain ("association %u wrote %d families, and a device has %d", device->association,
              (int) wanted, (int) found);
}

/* Everybody exchanges in peace; then each has all that its association wrote. */
void
arrived_everywhere (Town *town, GPtrArray *devices)
{
  gint64 families = 0, found;

  exchange_all (devices, FALSE);
  wait_for_linker (town);
  exchange_all (devices, FALSE);
  exchange_all (devices, TRUE);
  for (guint i = 0; i < devices->len; i++) {
    Device *device = devices->pdata[i];

    families += device->n_families;
    device_look_whole (device);
    look_at_association (devices, device);
  }
  found = town_count (town, "households");
  if (found != families)
    complain ("%d families were written, and the registry has %d", (int) families, (int) found);
}
