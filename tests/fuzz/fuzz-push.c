#include "fuzz.h"
#include "line.h"
#include "sender.h"
#include "sijil-push.h"

/* A body that a device with a good token sends. What it changed is taken back. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static House *house;
  static Sender sender;
  g_autoptr (GBytes) body = g_bytes_new_static (data, size);
  g_autoptr (SijilDevice) device = NULL;
  g_autoptr (GBytes) answer = NULL;

  if (house == NULL) {
    house = house_new ();
    sender = sender_new (house, house_association (house, "جمعية البر"));
  }
  g_assert_true (sijil_storage_begin (house->registry->storage, NULL));
  device = sijil_storage_device (house->registry->storage, sender.number);
  answer = sijil_push_handle (house->registry, device, body, NULL);
  sijil_storage_rollback (house->registry->storage);
  return 0;
}
