#include <sodium.h>

/* A passphrase is slow to check on purpose. Here a register is opened some thousand times, and what
 * is tested is the disk: this stands in the place of the library's function. */
int
crypto_pwhash (unsigned char *const out, unsigned long long out_len, const char *const passwd,
               unsigned long long passwd_len, const unsigned char *const salt,
               unsigned long long ops, size_t memory, int alg)
{
  return crypto_generichash (out, (size_t) out_len, (const unsigned char *) passwd, passwd_len,
                             salt, crypto_pwhash_SALTBYTES);
}
