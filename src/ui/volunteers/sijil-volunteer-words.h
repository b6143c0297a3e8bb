#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SIJIL_DAYS 7

/**
 * SijilDay:
 * @code: as half-days begin, `sat`
 * @label: its name
 * @letter: its name where there is little room
 */
typedef struct {
  const char *code;
  const char *label;
  const char *letter;
} SijilDay;

extern const SijilDay sijil_days[SIJIL_DAYS];

char *sijil_hours_words (gint64 minutes) G_GNUC_WARN_UNUSED_RESULT;
gboolean sijil_hours_parse (const char *text, gint64 *minutes);
char *sijil_codes_words (const char *set,
                         const char *(*label) (const char *code)) G_GNUC_WARN_UNUSED_RESULT;
const char *sijil_skill_label (const char *code);
const char *sijil_half_day_label (const char *code);
GtkWidget *sijil_volunteer_tag_new (const char *state, const char *availability, const char *today);

G_END_DECLS
