#pragma once

#include "sijil-desk-page.h"
#include "sijil-shell.h"

G_BEGIN_DECLS

struct _SijilShell {
  AdwBin parent_instance;

  SijilStore *store;
  SijilSyncService *service;
  GCancellable *cancellable;
  char *section;  /* the one behind a form, too */
  char *form_for; /* (nullable): the household of the form, "" for a new one */

  AdwLeaflet *leaflet;
  GtkWidget *main;
  GtkStack *pages;
  GtkListBox *sections;
  GtkLabel *review_count;
  GtkBox *foot;
  GtkBox *clerk_row;
};

/* The page that shows the file of a family. */
#define SIJIL_SHELL_FAMILY "family"
/* And the one that shows who is registered twice. */
#define SIJIL_SHELL_DUPLICATES "duplicates"

/* sijil-shell.c: the sections. */
void sijil_shell_add_page (SijilShell *self, GtkWidget *page, const char *name);
void sijil_shell_show_page (SijilShell *self, const char *name);
void sijil_shell_select_row (SijilShell *self, const char *section);
SijilDeskPage *sijil_shell_desk (SijilShell *self);

/* sijil-shell-sides.c: what takes the place of a section for a while. */
GtkWidget *sijil_shell_family_page (SijilShell *self);
void sijil_shell_close_family (SijilShell *self);

G_END_DECLS
