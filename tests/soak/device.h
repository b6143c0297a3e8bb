#pragma once

#include "town.h"

/* An honest device: a real register, which exchanges as the window of a desk does. */

#define DEVICE_FAMILIES 20 /* so many it registers at most: then the work is edits */

typedef struct {
  Town *town;
  Desk *desk;
  guint association; /* 1 … */
  guint place;       /* among the devices of its association */
  SijilKeptLine line;
  SijilId families[DEVICE_FAMILIES];
  guint n_families;
  guint edits;
  GRand *rand;
} Device;

Device *device_new (Town *town, guint association, guint place, guint32 seed);
void device_free (Device *device);
void device_work (Device *device);
void device_edit (Device *device);
void device_turn (Device *device);
gboolean device_exchange (Device *device);
void device_hang_up (Device *device);

void device_look_whole (Device *device);
void device_look_for (Device *device, const Device *other);
void device_fetch_segment (Device *device);
