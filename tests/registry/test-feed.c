#include "line.h"
#include "sender.h"
#include "sijil-frame.h"
#include "sijil-test.h"

static House *house;
static gint64 first, second;

/* Whatever the page and however often it asks, a reader sees every set of others once, in order. */
static void
nothing_skipped (void)
{
  Sender writers[] = { sender_new (house, first), sender_new (house, first) },
         other = sender_new (house, second);
  guint64 head = 0;

  for (int i = 0; i < 12; i++) {
    send_household (&writers[i % 3 == 0], "x");
    send_household (&other, "z");
  }
  head = sijil_storage_feed_head (house->registry->storage, first);
  for (guint page = 1; page <= 7; page += 3) {
    Sender reader = sender_new (house, first);
    SijilAsk ask = ask_of (&reader);
    guint64 last = 0, n = 0;
    gboolean more = TRUE;

    ask.page = page;
    while (more) {
      g_autoptr (GBytes) body = line_body (&ask, NULL);
      g_autoptr (SijilAnswer) answer = line_push (house, reader.number, body, NULL, NULL);
      g_autoptr (GPtrArray) sets = NULL;

      g_assert_nonnull (answer);
      sets = sijil_storage_feed_page (house->registry->storage, first, ask.cursor, reader.number,
                                      page, &(guint64){ 0 }, &(gboolean){ 0 }, NULL);
      g_assert_cmpuint (sets->len, <=, page);
      for (guint i = 0; i < sets->len; i++) {
        SijilChangeSet *set = sets->pdata[i];

        g_assert_cmpuint (set->seq, ==, last + 1); /* gap-free: every set is of another device */
        last = set->seq;
        n++;
      }
      g_assert_cmpuint (answer->cursor, >=, ask.cursor);
      g_assert_cmpuint (answer->cursor, ==, answer->more ? last : head);
      ask.cursor = answer->cursor;
      more = answer->more;
    }
    g_assert_cmpuint (n, ==, head);
  }
}

/* A reader that asks again from an older cursor gets the same once more. */
static void
older_cursor (void)
{
  Sender writer = sender_new (house, first), reader = sender_new (house, first);
  SijilAsk ask = ask_of (&reader);
  g_autoptr (GBytes) body = line_body (&ask, NULL);
  g_autoptr (GBytes) one_answer = NULL, two_answer = NULL;
  g_autoptr (SijilAnswer) before = NULL, after = NULL;

  send_household (&writer, "x");
  before = line_push (house, reader.number, body, &one_answer, NULL);
  after = line_push (house, reader.number, body, &two_answer, NULL);
  g_assert_cmpuint (before->cursor, ==, after->cursor);
  g_assert_cmpuint (g_bytes_get_size (one_answer), ==, g_bytes_get_size (two_answer));
}

static void
own_sets (void)
{
  Sender writer = sender_new (house, first);
  g_autoptr (GPtrArray) sets = NULL;
  guint64 cursor, head;
  gboolean more;

  head = sijil_storage_feed_head (house->registry->storage, first);
  send_household (&writer, "x");
  sets = sijil_storage_feed_page (house->registry->storage, first, head, writer.number, 100,
                                  &cursor, &more, NULL);
  g_assert_cmpuint (sets->len, ==, 0);
  g_assert_cmpuint (cursor, ==, head + 1);
  g_assert_false (more);
}

/* Long texts in many sets: a page ends before it is more than a reader takes. */
static void
page_of_long_texts (void)
{
  enum { SETS = 16, ROWS = 100 };
  Sender writer = sender_new (house, first), reader = sender_new (house, first);
  SijilStorage *storage = house->registry->storage;
  g_autofree char *text = g_strnfill (2000, '\1'); /* six bytes each on the wire */
  g_autoptr (GBytes) receipt = g_bytes_new_static ("", 0);
  guint64 cursor = sijil_storage_feed_head (storage, first), head = cursor + SETS;
  gboolean more = TRUE;

  for (int i = 0; i < SETS; i++) {
    g_autoptr (SijilChangeSet) set = next_set (&writer);

    for (int k = 0; k < ROWS; k++) {
      SijilRecord *household = sijil_record_new (&sijil_household_type, NULL);

      sijil_record_set_text (household, SIJIL_HOUSEHOLD_NOTES, text);
      add_new (set, household);
    }
    set->seq = sijil_storage_next_seq (storage, first, NULL);
    g_assert_true (sijil_storage_store_set (storage, set, first, "", receipt, NULL));
  }
  while (more) {
    g_autoptr (GPtrArray) sets =
        sijil_storage_feed_page (storage, first, cursor, reader.number, 2000, &cursor, &more, NULL);
    g_autoptr (GBytes) frame = line_frame (house, sets);
    g_autofree char *json = sijil_frame_unpack (frame, &(gsize){ 0 }, NULL);

    g_assert_cmpuint (sets->len, >, 0);
    g_assert_nonnull (json);
  }
  g_assert_cmpuint (cursor, ==, head);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  house = house_new ();
  first = house_association (house, "جمعية البر");
  second = house_association (house, "جمعية الهدى");
  g_test_add_func ("/feed/a-reader-skips-nothing", nothing_skipped);
  g_test_add_func ("/feed/an-older-cursor-gets-the-same-again", older_cursor);
  g_test_add_func ("/feed/own-sets-do-not-come-back", own_sets);
  g_test_add_func ("/feed/a-page-of-long-texts-fits-into-a-frame", page_of_long_texts);
  status = g_test_run ();
  house_free (house);
  return status;
}
