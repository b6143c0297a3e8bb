#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-start-text.h"

static GdkDevice *
keyboard_of (GtkText *text)
{
  GdkSeat *seat = gdk_display_get_default_seat (gtk_widget_get_display (GTK_WIDGET (text)));

  return seat != NULL ? gdk_seat_get_keyboard (seat) : NULL;
}

/* The direction in which the toolkit lays the text out: that of its first letter; without letters
 * that of the keyboard while it has the focus, else that of the window. */
static gboolean
is_laid_out_from_right (GtkText *text)
{
  GdkDevice *keyboard = keyboard_of (text);

  for (const char *p = gtk_editable_get_text (GTK_EDITABLE (text)); *p != '\0';
       p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (g_unichar_isalpha (c))
      return g_unichar_get_script (c) == G_UNICODE_SCRIPT_ARABIC;
  }
  if (gtk_widget_has_focus (GTK_WIDGET (text)) && keyboard != NULL)
    return gdk_device_get_direction (keyboard) == PANGO_DIRECTION_RTL;
  return gtk_widget_get_direction (GTK_WIDGET (text)) == GTK_TEXT_DIR_RTL;
}

/* An alignment counts from where the text itself begins, so that Latin digits in an Arabic window
 * would stand at its far end. */
static void
align (GtkText *text)
{
  gboolean window_rtl = gtk_widget_get_direction (GTK_WIDGET (text)) == GTK_TEXT_DIR_RTL;

  gtk_editable_set_alignment (GTK_EDITABLE (text),
                              is_laid_out_from_right (text) == window_rtl ? 0 : 1);
}

static void
on_realize (GtkText *text)
{
  GdkDevice *keyboard = keyboard_of (text);

  if (keyboard != NULL)
    g_signal_connect_object (keyboard, "notify::direction", G_CALLBACK (align), text,
                             G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  align (text);
}

/**
 * sijil_text_keep_at_start:
 * @text: a text, not shown yet
 *
 * Keeps what is typed, and the cursor, at the start side of the window, whatever the language of
 * the keyboard is.
 */
void
sijil_text_keep_at_start (GtkText *text)
{
  g_signal_connect (text, "realize", G_CALLBACK (on_realize), NULL);
  g_signal_connect (text, "changed", G_CALLBACK (align), NULL);
  g_signal_connect (text, "notify::has-focus", G_CALLBACK (align), NULL);
  g_signal_connect (text, "direction-changed", G_CALLBACK (align), NULL);
}
