#include "hot-journal.h"

#include <string.h>

#define PAGE 4096u
#define NONCE 0x5eed1234u

static void
add_number (GByteArray *bytes, guint32 number)
{
  guint32 big = GUINT32_TO_BE (number);

  g_byte_array_append (bytes, (guint8 *) &big, sizeof big);
}

static guint32
checksum (const guint8 *page)
{
  guint32 sum = NONCE;

  for (guint i = PAGE - 200; i < PAGE && i > 0; i -= 200)
    sum += page[i];
  return sum;
}

/* A rollback journal that holds each page of @before, and was never finished. */
void
hot_journal_write (const char *before, const char *journal)
{
  static const guint8 MAGIC[] = { 0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7 };
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree char *content = NULL;
  guint8 padding[512] = { 0 };
  gsize len;

  g_assert_true (g_file_get_contents (before, &content, &len, NULL));
  g_byte_array_append (bytes, MAGIC, sizeof MAGIC);
  add_number (bytes, (guint32) (len / PAGE));
  add_number (bytes, NONCE);
  add_number (bytes, (guint32) (len / PAGE));
  add_number (bytes, sizeof padding);
  add_number (bytes, PAGE);
  g_byte_array_append (bytes, padding, (guint) sizeof padding - bytes->len);
  for (guint i = 0; i < len / PAGE; i++) {
    const guint8 *page = (const guint8 *) content + i * PAGE;

    add_number (bytes, i + 1);
    g_byte_array_append (bytes, page, PAGE);
    add_number (bytes, checksum (page));
  }
  g_assert_true (g_file_set_contents (journal, (char *) bytes->data, (gssize) bytes->len, NULL));
}

/* The first half of its pages becomes that of @after. */
void
hot_journal_mix (const char *path, const char *after)
{
  g_autofree char *content = NULL, *later = NULL;
  gsize len, later_len;

  g_assert_true (g_file_get_contents (path, &content, &len, NULL));
  g_assert_true (g_file_get_contents (after, &later, &later_len, NULL));
  g_assert_cmpuint (len, ==, later_len);
  memcpy (content, later, len / PAGE / 2 * PAGE);
  g_assert_true (g_file_set_contents (path, content, (gssize) len, NULL));
}
