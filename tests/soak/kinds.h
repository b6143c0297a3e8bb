#pragma once

#include <glib.h>

/* Those who come to a registry beside its devices: what they say, how fast, and how they leave. */

typedef enum {
  LEAVES_AT_LAST,   /* stays as long as it may, then FIN */
  LEAVES_BREAKING,  /* stays as long as it may, then RST */
  LEAVES_WHEN_SAID, /* says no more (FIN) as soon as all is said, and waits for the end */
} KindEnd;

typedef struct {
  const char *name;
  gboolean tls;
  guint pace; /* bytes at a time; 0 for all at once */
  KindEnd end;
  void (*write) (GString *text, GRand *rand); /* (nullable): what it says */
} Kind;

extern const Kind kinds[];
extern const guint n_kinds;
