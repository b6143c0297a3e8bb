#pragma once

#include <glib.h>

/* So many connections to a registry, held at any time: whoever is sent away or leaves has somebody
 * after them at once. They come from several addresses of this machine, none of them that of the
 * honest devices. */
typedef struct _Company Company;

typedef struct {
  guint came;
  guint held;
  guint agreeing; /* of these, on keys */
  /* Of those who have gone: */
  guint agreed;    /* on keys */
  guint answered;  /* heard something under these keys */
  guint sent_away; /* before they wanted to go */
} CompanyCount;

Company *company_new (guint port, guint size, guint most_seconds, guint32 seed);
CompanyCount company_count (Company *company);
CompanyCount company_leave (Company *company);
