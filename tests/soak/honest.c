#include "honest.h"

#include "arrived.h"
#include "device.h"

struct _Honest {
  Town *town;
  HonestPlan plan;
  GPtrArray *devices;
  GPtrArray *threads;
  GRand *rand;
  GMutex mutex;
  GCond ended;
  gboolean ending;
  guint newcomers;
};

typedef struct {
  Honest *honest;
  Device *device;
} Turns;

/* Sleeps for a while around @average_ms, or until the end. */
static gboolean
rest (Honest *self, GRand *rand, guint average_ms)
{
  gint64 until =
      g_get_monotonic_time () + (gint64) (g_rand_double_range (rand, 0.1, 1.9) * average_ms * 1000);
  gboolean ending;

  g_mutex_lock (&self->mutex);
  while (!self->ending && g_cond_wait_until (&self->ended, &self->mutex, until))
    ;
  ending = self->ending;
  g_mutex_unlock (&self->mutex);
  return !ending;
}

/* The HTTP library sends from the context of its thread. */
static GMainContext *
own_context (void)
{
  GMainContext *context = g_main_context_new ();

  g_main_context_push_thread_default (context);
  return context;
}

static void
leave_context (GMainContext *context)
{
  g_main_context_pop_thread_default (context);
  g_main_context_unref (context);
}

static gpointer
take_turns (gpointer data)
{
  Turns *turns = data;
  Device *device = turns->device;
  GMainContext *context = own_context ();

  while (rest (turns->honest, device->rand, turns->honest->plan.pause_ms))
    device_turn (device);
  device_hang_up (device);
  leave_context (context);
  g_free (turns);
  return NULL;
}

/* A device that joins, loads all that its association has, and is given up. */
static void
come_and_go (Honest *self)
{
  guint association = 1 + self->newcomers % self->plan.associations;
  Device *device = device_new (self->town, association, 0, g_rand_int (self->rand));
  g_autofree char *number = g_strdup_printf ("%u", town_device (device->desk));

  if (device_exchange (device))
    device_fetch_segment (device);
  device_free (device);
  g_free (town_run (self->town, "device", "revoke", number, NULL));
}

static gpointer
bring_newcomers (gpointer data)
{
  Honest *self = data;
  GMainContext *context = own_context ();

  while (rest (self, self->rand, self->plan.newcomer_ms)) {
    come_and_go (self);
    g_mutex_lock (&self->mutex);
    self->newcomers++;
    g_mutex_unlock (&self->mutex);
  }
  leave_context (context);
  return NULL;
}

static void
write_history (Honest *self)
{
  Device *first = self->devices->pdata[0];

  device_exchange (first);
  device_work (first);
  for (guint i = 0; i < self->plan.history; i++)
    device_edit (first);
  device_exchange (first);
  device_hang_up (first);
}

/* All join one after the other; nobody has a line open when it is done. */
Honest *
honest_new (Town *town, const HonestPlan *plan, guint32 seed)
{
  Honest *self = g_new0 (Honest, 1);

  self->town = town;
  self->plan = *plan;
  self->rand = g_rand_new_with_seed (seed);
  self->devices = g_ptr_array_new_with_free_func ((GDestroyNotify) device_free);
  self->threads = g_ptr_array_new ();
  for (guint i = 0; i < plan->devices; i++) {
    Device *device = device_new (town, 1 + i % plan->associations, i / plan->associations,
                                 g_rand_int (self->rand));

    g_ptr_array_add (self->devices, device);
    if (i == 0 && plan->history > 0)
      write_history (self);
    /* It has the programmes from then on. */
    device_exchange (device);
    device_hang_up (device);
  }
  return self;
}

void
honest_begin (Honest *honest)
{
  for (guint i = 0; i < honest->devices->len; i++) {
    Turns *turns = g_new (Turns, 1);

    *turns = (Turns){ honest, honest->devices->pdata[i] };
    g_ptr_array_add (honest->threads, g_thread_new ("device", take_turns, turns));
  }
  g_ptr_array_add (honest->threads, g_thread_new ("newcomers", bring_newcomers, honest));
}

/* The turns that are under way come to their end; no line stays open. */
void
honest_end (Honest *honest)
{
  g_mutex_lock (&honest->mutex);
  honest->ending = TRUE;
  g_cond_broadcast (&honest->ended);
  g_mutex_unlock (&honest->mutex);
  for (guint i = 0; i < honest->threads->len; i++)
    g_thread_join (honest->threads->pdata[i]);
  g_ptr_array_set_size (honest->threads, 0);
}

void
honest_look (Honest *honest)
{
  arrived_everywhere (honest->town, honest->devices);
}

guint
honest_newcomers (Honest *honest)
{
  guint so_far;

  g_mutex_lock (&honest->mutex);
  so_far = honest->newcomers;
  g_mutex_unlock (&honest->mutex);
  return so_far;
}

void
honest_free (Honest *honest)
{
  g_ptr_array_unref (honest->devices);
  g_ptr_array_unref (honest->threads);
  g_rand_free (honest->rand);
  g_free (honest);
}
