#pragma once

#include <gtk/gtk.h>

#include "sijil-programmes.h"

G_BEGIN_DECLS

#define SIJIL_TYPE_PROGRAMME_CARD (sijil_programme_card_get_type ())
/* One programme on the page: what it is, its rule in words, how far it is. */
G_DECLARE_FINAL_TYPE (SijilProgrammeCard, sijil_programme_card, SIJIL, PROGRAMME_CARD, GtkWidget)

GtkWidget *sijil_programme_card_new (const SijilProgrammeSummary *summary);

G_END_DECLS
