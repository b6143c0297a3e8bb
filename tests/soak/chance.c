#include "chance.h"

#include <sys/random.h>
#include <sys/syscall.h>
#include <unistd.h>

#define ID_BYTES 16

/* A story that is told again has the same ids, so that whatever depends on their order does so
 * again. This stands in the place of the C library's function; who asks for another number of bytes
 * (keys, passphrases, the cipher) gets what the kernel gives. */
static guint64 state;

void
chance_seed (guint32 seed)
{
  __atomic_store_n (&state, ((guint64) seed << 32) + 1, __ATOMIC_SEQ_CST);
}

/* splitmix64 */
static guint64
next (void)
{
  guint64 z =
      __atomic_add_fetch (&state, G_GUINT64_CONSTANT (0x9e3779b97f4a7c15), __ATOMIC_SEQ_CST);

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

ssize_t
getrandom (void *bytes, size_t len, unsigned flags)
{
  guint64 *words = bytes;

  if (len != ID_BYTES || __atomic_load_n (&state, __ATOMIC_SEQ_CST) == 0)
    return syscall (SYS_getrandom, bytes, len, flags);
  words[0] = next ();
  words[1] = next ();
  return ID_BYTES;
}
