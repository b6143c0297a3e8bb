#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-shell-private.h"

#include "sijil-duplicates-page.h"
#include "sijil-family-page.h"
#include "sijil-household-form.h"
#include "sijil-import-page.h"
#include "sijil-widgets.h"

#include <string.h>

/* What takes the place of a section for a while: the file of a family, the household form, an
 * import, who is registered twice. */

#define FORM "form"
#define IMPORT "import"

GtkWidget *
sijil_shell_family_page (SijilShell *self)
{
  return gtk_stack_get_child_by_name (self->pages, SIJIL_SHELL_FAMILY);
}

void
sijil_shell_close_family (SijilShell *self)
{
  if (sijil_shell_family_page (self) != NULL)
    gtk_stack_remove (self->pages, sijil_shell_family_page (self));
}

/**
 * sijil_shell_show_family:
 * @self: the shell
 * @household: its id
 *
 * Shows the file of a family in the place of the section.
 */
void
sijil_shell_show_family (SijilShell *self, const SijilId *household)
{
  GtkWidget *before;

  g_return_if_fail (SIJIL_IS_SHELL (self));

  before = sijil_shell_family_page (self);
  if (before != NULL) {
    sijil_drop_focus (GTK_WIDGET (self->pages));
    gtk_stack_remove (self->pages, before);
  }
  sijil_shell_add_page (self, sijil_family_page_new (self->store, household), SIJIL_SHELL_FAMILY);
  sijil_shell_select_row (self, "households");
  sijil_shell_show_page (self, SIJIL_SHELL_FAMILY);
}

static void
close_form (SijilShell *self)
{
  GtkWidget *form = gtk_stack_get_child_by_name (self->pages, FORM);

  g_clear_pointer (&self->form_for, g_free);
  if (form != NULL)
    gtk_stack_remove (self->pages, form);
}

/**
 * sijil_shell_show_form:
 * @self: the shell
 * @household: (nullable): UUID of the household to be edited, %NULL for a new one
 * @name: (nullable): name of the head of a new one, as far as it was typed
 *
 * Shows the household form in the place of the section. If that very form is open behind a section,
 * it comes back with all that was typed.
 */
void
sijil_shell_show_form (SijilShell *self, const char *household, const char *name)
{
  const char *form_for = household != NULL ? household : "";
  gboolean named = name != NULL && *name != '\0';

  g_return_if_fail (SIJIL_IS_SHELL (self));

  if (self->form_for == NULL || strcmp (self->form_for, form_for) != 0 || named) {
    close_form (self);
    self->form_for = g_strdup (form_for);
    sijil_shell_add_page (
        self, sijil_household_form_new (self->store, household, named ? name : NULL), FORM);
  }
  sijil_shell_select_row (self, "households");
  sijil_shell_show_page (self, FORM);
}

static SijilImportPage *
import_page (SijilShell *self)
{
  GtkWidget *page = gtk_stack_get_child_by_name (self->pages, IMPORT);

  return page != NULL ? SIJIL_IMPORT_PAGE (page) : NULL;
}

static SijilImportPage *
show_import_page (SijilShell *self)
{
  if (import_page (self) == NULL)
    sijil_shell_add_page (self, sijil_import_page_new (self->store), IMPORT);
  sijil_shell_select_row (self, "households");
  sijil_shell_show_page (self, IMPORT);
  return import_page (self);
}

/**
 * sijil_shell_show_import:
 * @self: the shell
 * @path: a sheet, or an empty text to be asked for one
 *
 * Shows the import of a sheet in the place of the section. One that is under way comes back.
 */
void
sijil_shell_show_import (SijilShell *self, const char *path)
{
  SijilImportPage *page;

  g_return_if_fail (SIJIL_IS_SHELL (self));

  page = show_import_page (self);
  if (*path != '\0')
    sijil_import_page_read (page, path);
  else
    sijil_import_page_begin (page);
}

/**
 * sijil_shell_undo_import:
 * @self: the shell
 * @batch: an import
 *
 * Takes an import back and shows what became of it.
 */
void
sijil_shell_undo_import (SijilShell *self, const char *batch)
{
  g_return_if_fail (SIJIL_IS_SHELL (self));

  sijil_import_page_undo (show_import_page (self), batch);
}

/**
 * sijil_shell_is_busy:
 * @self: the shell
 *
 * Returns: whether something is written that would be left half done
 */
gboolean
sijil_shell_is_busy (SijilShell *self)
{
  return import_page (self) != NULL && sijil_import_page_is_busy (import_page (self));
}

/**
 * sijil_shell_show_duplicates:
 * @self: the shell
 *
 * Shows who is registered twice, in the place of the section. A search that is under way, and what
 * was found, come back.
 */
void
sijil_shell_show_duplicates (SijilShell *self)
{
  g_return_if_fail (SIJIL_IS_SHELL (self));

  if (gtk_stack_get_child_by_name (self->pages, SIJIL_SHELL_DUPLICATES) == NULL)
    sijil_shell_add_page (self, sijil_duplicates_page_new (self->store), SIJIL_SHELL_DUPLICATES);
  sijil_shell_select_row (self, "households");
  sijil_shell_show_page (self, SIJIL_SHELL_DUPLICATES);
}

/**
 * sijil_shell_back:
 * @self: the shell
 *
 * One step back: out of the form, the file of a family, the import or the duplicates, to the
 * beginning of the desk, or to the desk. An import that writes goes on behind.
 */
void
sijil_shell_back (SijilShell *self)
{
  g_return_if_fail (SIJIL_IS_SHELL (self));

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), FORM) == 0) {
    g_autofree char *section = g_strdup (self->section);

    if (sijil_shell_family_page (self) != NULL)
      sijil_shell_show_page (self, SIJIL_SHELL_FAMILY);
    else
      sijil_shell_show_section (self, section);
    close_form (self);
  } else if (gtk_stack_get_visible_child (self->pages) == sijil_shell_family_page (self)) {
    g_autofree char *section = g_strdup (self->section);

    sijil_shell_show_section (self, section);
  } else if (g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), SIJIL_SHELL_DUPLICATES) ==
             0) {
    g_autofree char *section = g_strdup (self->section);

    sijil_shell_show_section (self, section);
  } else if (g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), IMPORT) == 0) {
    g_autofree char *section = g_strdup (self->section);

    sijil_shell_show_section (self, section);
    if (!sijil_shell_is_busy (self))
      gtk_stack_remove (self->pages, GTK_WIDGET (import_page (self)));
  } else if (sijil_shell_is_at_desk (self)) {
    sijil_desk_page_back (sijil_shell_desk (self));
  } else {
    sijil_shell_show_section (self, "desk");
  }
}

/**
 * sijil_shell_form_saved:
 * @self: the shell, showing the form
 * @household: what was saved
 *
 * Leaves the form for the file of that family if it was opened there, otherwise for the desk.
 */
void
sijil_shell_form_saved (SijilShell *self, const SijilId *household)
{
  g_return_if_fail (SIJIL_IS_SHELL (self));

  sijil_shell_back (self);
  if (sijil_shell_family_page (self) == NULL ||
      !sijil_family_page_is_of (SIJIL_FAMILY_PAGE (sijil_shell_family_page (self)), household))
    sijil_shell_open_family (self, household);
}

/**
 * sijil_shell_open_form:
 * @self: the shell
 * @household: (out) (transfer full) (nullable): the household that is edited, %NULL for a new one
 *
 * Returns: whether a form is open, on the screen or behind a section
 */
gboolean
sijil_shell_open_form (SijilShell *self, char **household)
{
  *household = self->form_for != NULL && *self->form_for != '\0' ? g_strdup (self->form_for) : NULL;
  return self->form_for != NULL;
}
