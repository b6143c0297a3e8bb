/* A line for ./dev bench sync:

     bench-line PORT

   Says the port on which it listens. For each line that it reads it says what went over it so far,
   and becomes as bad as the line says: bytes a second, delay and time between cuts in ms. */
#include "bad-line.h"

#include <stdio.h>
#include <stdlib.h>

int
main (int argc, char **argv)
{
  BadLine *line;
  char asked[64];

  if (argc != 2)
    return 2;
  line = bad_line_new ((guint) strtoul (argv[1], NULL, 10), &(BadLineQuality){ 0 });
  printf ("%u\n", bad_line_port (line));
  fflush (stdout);
  while (fgets (asked, sizeof asked, stdin) != NULL) {
    BadLineQuality quality;
    BadLineCount count;

    if (sscanf (asked, "%u %u %u", &quality.bytes_per_s, &quality.delay_ms,
                &quality.cut_every_ms) == 3)
      bad_line_become (line, &quality);
    bad_line_count (line, &count);
    printf ("{\"up\":%" G_GINT64_FORMAT ",\"down\":%" G_GINT64_FORMAT
            ",\"connections\":%u,\"cuts\":%u}\n",
            count.up, count.down, count.connections, count.cuts);
    fflush (stdout);
  }
  bad_line_free (line);
  return 0;
}
