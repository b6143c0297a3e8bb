#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SIJIL_OFFICE_ERROR (sijil_office_error_quark ())

/**
 * SijilOfficeError:
 * @SIJIL_OFFICE_ERROR_UNREADABLE: the file is not such a sheet: mend it or choose another
 * @SIJIL_OFFICE_ERROR_HEADINGS: a column is missing or there twice: mend the headings
 * @SIJIL_OFFICE_ERROR_NOT_FOUND: there is no such list or batch
 */
typedef enum {
  SIJIL_OFFICE_ERROR_UNREADABLE,
  SIJIL_OFFICE_ERROR_HEADINGS,
  SIJIL_OFFICE_ERROR_NOT_FOUND,
} SijilOfficeError;

GQuark sijil_office_error_quark (void);

G_END_DECLS
