#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Hardware key codes as X11 and Wayland both give them (evdev + 8). They name a place on the
 * keyboard: with the Arabic layout on, the key that says Q is still Q. */
enum {
  SIJIL_KEY_1 = 10,
  SIJIL_KEY_9 = 18,
  SIJIL_KEY_Q = 24,
  SIJIL_KEY_W = 25,
  SIJIL_KEY_E = 26,
  SIJIL_KEY_F = 41,
  SIJIL_KEY_L = 46,
  SIJIL_KEY_Z = 52,
};

#define SIJIL_KEY_MODIFIERS                                                                        \
  (GDK_SHIFT_MASK | GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK)

G_END_DECLS
