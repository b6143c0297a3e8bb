#pragma once

#include <glib.h>

#include "sijil-id.h"

G_BEGIN_DECLS

#define SIJIL_DB_ERROR (sijil_db_error_quark ())
#define SIJIL_DB_KEY_LEN 32
#define SIJIL_DB_FRESH "-fresh" /* a file under a new key, before it takes the place of the old */

/**
 * SijilDbError:
 * @SIJIL_DB_ERROR_FAILED: the statement failed; the raw code is in the log
 * @SIJIL_DB_ERROR_WRONG_KEY: the key does not open this file, or it is no database
 * @SIJIL_DB_ERROR_NEWER: a newer program made this file: update the program
 * @SIJIL_DB_ERROR_FULL: the disk is full: free some space and try again
 * @SIJIL_DB_ERROR_DAMAGED: the file is damaged: restore a backup
 * @SIJIL_DB_ERROR_NOT_ENCRYPTED: the library in use would write clear text: do not go on
 * @SIJIL_DB_ERROR_CONSTRAINT: a row with this key exists
 * @SIJIL_DB_ERROR_DISK: the disk failed to read or write: try again, make a backup elsewhere
 */
typedef enum {
  SIJIL_DB_ERROR_FAILED,
  SIJIL_DB_ERROR_WRONG_KEY,
  SIJIL_DB_ERROR_NEWER,
  SIJIL_DB_ERROR_FULL,
  SIJIL_DB_ERROR_DAMAGED,
  SIJIL_DB_ERROR_NOT_ENCRYPTED,
  SIJIL_DB_ERROR_CONSTRAINT,
  SIJIL_DB_ERROR_DISK,
} SijilDbError;

GQuark sijil_db_error_quark (void);

/**
 * SijilDbMode:
 * @SIJIL_DB_READ_WRITE: the file is there
 * @SIJIL_DB_CREATE: or is made
 * @SIJIL_DB_READ_ONLY: while other connections may write
 * @SIJIL_DB_STILL: nobody writes to it meanwhile, and nothing is made beside it: so it can be read
 * on a disk that is full, or that cannot be written to
 *
 * What a connection is for.
 */
typedef enum {
  SIJIL_DB_READ_WRITE,
  SIJIL_DB_CREATE,
  SIJIL_DB_READ_ONLY,
  SIJIL_DB_STILL,
} SijilDbMode;

/* An encrypted database connection, for one thread. */
typedef struct _SijilDb SijilDb;

/* A prepared statement, borrowed from its connection until sijil_stmt_done(). */
typedef struct _SijilStmt SijilStmt;

SijilDb *sijil_db_open (const char *path, const guint8 *key, SijilDbMode mode, GError **error);
void sijil_db_close (SijilDb *db);
gboolean sijil_db_rekey (const char *path, const guint8 *key, const guint8 *next, GError **error);
gboolean sijil_db_rekey_in_place (const char *path, const guint8 *key, const guint8 *next,
                                  GError **error);

gboolean sijil_db_exec (SijilDb *db, const char *sql, GError **error);
gboolean sijil_db_begin (SijilDb *db, GError **error);
gboolean sijil_db_commit (SijilDb *db, GError **error);
void sijil_db_rollback (SijilDb *db);

gboolean sijil_db_run (SijilDb *db, GError **error, const char *sql, const char *format, ...);
SijilStmt *sijil_db_select (SijilDb *db, GError **error, const char *sql, const char *format,
                            ...) G_GNUC_WARN_UNUSED_RESULT;
gint64 sijil_db_number (SijilDb *db, gint64 otherwise, const char *sql, const char *format, ...);
char *sijil_db_text (SijilDb *db, const char *sql, const char *format,
                     ...) G_GNUC_WARN_UNUSED_RESULT;
gint64 sijil_db_last_rowid (SijilDb *db);
gint64 sijil_db_changes (SijilDb *db);

gboolean sijil_stmt_next (SijilStmt *stmt);
gboolean sijil_stmt_finish (SijilStmt *stmt, GError **error);
void sijil_stmt_done (SijilStmt *stmt);
gboolean sijil_stmt_is_null (SijilStmt *stmt, int column);
const char *sijil_stmt_text (SijilStmt *stmt, int column);
gint64 sijil_stmt_int (SijilStmt *stmt, int column);
gboolean sijil_stmt_id (SijilStmt *stmt, int column, SijilId *id);
const guint8 *sijil_stmt_blob (SijilStmt *stmt, int column, gsize *len);
GBytes *sijil_stmt_bytes (SijilStmt *stmt, int column);
void sijil_stmt_bind_text (SijilStmt *stmt, int column, const char *text);
void sijil_stmt_bind_int (SijilStmt *stmt, int column, gint64 number);
void sijil_stmt_bind_id (SijilStmt *stmt, int column, const SijilId *id);
void sijil_stmt_bind_bytes (SijilStmt *stmt, int column, GBytes *bytes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SijilDb, sijil_db_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SijilStmt, sijil_stmt_done)

G_END_DECLS
