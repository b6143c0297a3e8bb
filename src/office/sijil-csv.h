#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SIJIL_OFFICE_ERROR (sijil_office_error_quark ())

/**
 * SijilOfficeError:
 * @SIJIL_OFFICE_ERROR_UNREADABLE: the file is not such a sheet: choose another
 * @SIJIL_OFFICE_ERROR_HEADINGS: the sheet has no column that is needed: mend its headings
 */
typedef enum {
  SIJIL_OFFICE_ERROR_UNREADABLE,
  SIJIL_OFFICE_ERROR_HEADINGS,
} SijilOfficeError;

GQuark sijil_office_error_quark (void);

GPtrArray *sijil_csv_read (const char *path, GError **error);

G_END_DECLS
