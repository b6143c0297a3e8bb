#pragma once

#include "sijil-family-file.h"
#include "sijil-family-head.h"
#include "sijil-family-page.h"
#include "sijil-member-form.h"
#include "sijil-merge-form.h"
#include "sijil-visit-form.h"

G_BEGIN_DECLS

struct _SijilFamilyPage {
  SijilPage parent_instance;
  SijilId household;
  SijilFamilyFile *file; /* (nullable): until it is read */
  gboolean may_edit;     /* visits, death, moving away */
  gboolean may_change;   /* all else that happens to a family */

  GtkWidget *content;
  SijilFamilyHead *head;
  GtkBox *actions;
  SijilVisitForm *visit_form;
  SijilMemberForm *member_form;
  SijilMergeForm *merge_form;
  GtkBox *members_hint;
  GtkListBox *members;
  GtkListBox *visits;
  GtkListBox *facts;
  GtkListBox *received;
  GtkListBox *history;
};

void sijil_family_page_fill (SijilFamilyPage *self);

G_END_DECLS
