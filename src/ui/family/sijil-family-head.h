#pragma once

#include <gtk/gtk.h>

#include "sijil-family.h"

G_BEGIN_DECLS

#define SIJIL_TYPE_FAMILY_HEAD (sijil_family_head_get_type ())
/* The card that says which family it is: name, card, place, phone, ID, consent. */
G_DECLARE_FINAL_TYPE (SijilFamilyHead, sijil_family_head, SIJIL, FAMILY_HEAD, GtkBox)

void sijil_family_head_show (SijilFamilyHead *head, const SijilFamily *family);
void sijil_family_head_add_button (SijilFamilyHead *head, GtkWidget *button);
char *sijil_family_head_name (const SijilFamily *family) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
