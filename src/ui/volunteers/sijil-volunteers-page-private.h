#pragma once

#include <adwaita.h>

#include "sijil-volunteer-detail.h"
#include "sijil-volunteers-page.h"
#include "sijil-volunteers.h"

G_BEGIN_DECLS

struct _SijilVolunteersPage {
  SijilPage parent_instance;
  SijilId selected;
  gboolean loading; /* the list is being made anew: what it selects is not a choice */
  gboolean may_edit;
  gboolean focus_next; /* the focus goes to the list once it has been read */

  GtkStack *pages;
  AdwHeaderBar *header;
  GtkStack *stack;
  GtkWidget *search;
  GtkDropDown *skill;
  GtkDropDown *day;
  GtkToggleButton *active_only;
  GtkLabel *count;
  GtkListBox *list;
  GtkWidget *nobody;
  GtkStack *detail_stack;
  SijilVolunteerDetail *detail;
  GtkBox *empty_button;
  GtkWidget *new_button;
};

/* sijil-volunteers-page.c: the list and who is selected in it. */
void sijil_volunteers_page_focus_list (SijilVolunteersPage *self);

/* sijil-volunteers-page-actions.c: what is done with the one who is selected. */
void sijil_volunteers_page_install_actions (GtkWidgetClass *widget_class);
void sijil_volunteers_page_allow (SijilVolunteersPage *self);

G_END_DECLS
