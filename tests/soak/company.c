#include "company.h"

#include "visitor.h"

#include <poll.h>

#define TURN (G_USEC_PER_SEC / 10) /* between two words of those who say something slowly */

typedef struct {
  Visitor visitor;
  gint64 next; /* when it is its turn, if nothing comes */
  gint64 leaves;
} Place;

struct _Company {
  GThread *thread;
  guint port, size, most_seconds;
  Place *places;
  struct pollfd *polled;
  gnutls_certificate_credentials_t trust; /* in anybody */
  GRand *rand;
  GMutex mutex;
  CompanyCount count;
  gint ending;
};

static void
come (Company *self, Place *place, gint64 now)
{
  double stays = g_rand_double_range (self->rand, 0.1, self->most_seconds);

  if (!visitor_come (&place->visitor, self->port, self->rand, self->trust)) {
    place->next = now + G_USEC_PER_SEC; /* tries again */
    return;
  }
  place->next = now;
  place->leaves = now + (gint64) (stays * G_USEC_PER_SEC);
  g_mutex_lock (&self->mutex);
  self->count.came++;
  self->count.held++;
  g_mutex_unlock (&self->mutex);
}

static void
go (Company *self, Place *place, gboolean sent_away)
{
  Visitor *visitor = &place->visitor;

  if (visitor->fd < 0)
    return;
  g_mutex_lock (&self->mutex);
  self->count.agreed += visitor->tls != NULL && visitor->state != VISITOR_AGREES;
  self->count.answered += visitor->heard;
  self->count.sent_away += sent_away;
  self->count.held--;
  g_mutex_unlock (&self->mutex);
  visitor_go (visitor);
}

static void
give_turn (Company *self, Place *place, gint64 now)
{
  Visitor *visitor = &place->visitor;
  gboolean may_stay = visitor->fd >= 0 && now < place->leaves;

  if (may_stay && visitor_act (visitor)) {
    place->next = visitor->state == VISITOR_STAYS ? place->leaves : now + TURN;
    return;
  }
  go (self, place, may_stay);
  come (self, place, now);
}

static void
count_agreeing (Company *self)
{
  guint n = 0;

  for (guint i = 0; i < self->size; i++)
    n += self->places[i].visitor.fd >= 0 && self->places[i].visitor.state == VISITOR_AGREES;
  g_mutex_lock (&self->mutex);
  self->count.agreeing = n;
  g_mutex_unlock (&self->mutex);
}

static gpointer
run (gpointer data)
{
  Company *self = data;

  while (!g_atomic_int_get (&self->ending)) {
    gint64 now;

    for (guint i = 0; i < self->size; i++)
      self->polled[i] = (struct pollfd){ .fd = self->places[i].visitor.fd, .events = POLLIN };
    poll (self->polled, self->size, TURN / 2000);
    now = g_get_monotonic_time ();
    for (guint i = 0; i < self->size; i++)
      if (self->polled[i].revents != 0 || self->places[i].next <= now)
        give_turn (self, &self->places[i], now);
    count_agreeing (self);
  }
  for (guint i = 0; i < self->size; i++)
    go (self, &self->places[i], FALSE);
  return NULL;
}

/* Each stays @most_seconds at most. */
Company *
company_new (guint port, guint size, guint most_seconds, guint32 seed)
{
  Company *self = g_new0 (Company, 1);

  self->port = port;
  self->size = size;
  self->most_seconds = most_seconds;
  self->places = g_new0 (Place, size);
  self->polled = g_new0 (struct pollfd, size);
  self->rand = g_rand_new_with_seed (seed);
  g_assert_cmpint (gnutls_certificate_allocate_credentials (&self->trust), ==, 0);
  for (guint i = 0; i < size; i++)
    self->places[i].visitor.fd = -1;
  self->thread = g_thread_new ("company", run, self);
  return self;
}

CompanyCount
company_count (Company *company)
{
  CompanyCount now;

  g_mutex_lock (&company->mutex);
  now = company->count;
  g_mutex_unlock (&company->mutex);
  return now;
}

/* All at once, each in its way. */
CompanyCount
company_leave (Company *company)
{
  CompanyCount all;

  g_atomic_int_set (&company->ending, TRUE);
  g_thread_join (company->thread);
  all = company->count;
  gnutls_certificate_free_credentials (company->trust);
  g_rand_free (company->rand);
  g_mutex_clear (&company->mutex);
  g_free (company->places);
  g_free (company->polled);
  g_free (company);
  return all;
}
