#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SIJIL_STORE_ERROR (sijil_store_error_quark ())

/**
 * SijilStoreError:
 * @SIJIL_STORE_ERROR_FAILED: something that only the log can explain
 * @SIJIL_STORE_ERROR_INVALID: a record breaks a rule of its type: mend it
 * @SIJIL_STORE_ERROR_RULE: a rule of the programme is broken: give a reason to go on
 * @SIJIL_STORE_ERROR_NOT_ENTITLED: not for this family, with or without a reason
 * @SIJIL_STORE_ERROR_NOT_FOUND: there is no such record
 * @SIJIL_STORE_ERROR_ROLE: this clerk's role does not allow it
 * @SIJIL_STORE_ERROR_WRONG_PASSPHRASE: the passphrase or the recovery code is wrong
 * @SIJIL_STORE_ERROR_WAIT: too many wrong ones: try again after the seconds that it names
 * @SIJIL_STORE_ERROR_IN_USE: another process has this profile open
 * @SIJIL_STORE_ERROR_EXISTS: there is already a register here, or the fact is reversed already
 * @SIJIL_STORE_ERROR_DAMAGED: the register's file is damaged or gone: restore a backup
 * @SIJIL_STORE_ERROR_WRONG_KEY: the key files are of another register, or the head of the file is
 *   gone: restore a backup
 * @SIJIL_STORE_ERROR_NEWER: a newer program made this register or backup: update the program
 * @SIJIL_STORE_ERROR_NO_ROOM: the disk is full: free some space and try again
 * @SIJIL_STORE_ERROR_GAP: what came by file does not go on from what is known here: exchange over
 *   the network, or bring a newer file
 */
typedef enum {
  SIJIL_STORE_ERROR_FAILED,
  SIJIL_STORE_ERROR_INVALID,
  SIJIL_STORE_ERROR_RULE,
  SIJIL_STORE_ERROR_NOT_ENTITLED,
  SIJIL_STORE_ERROR_NOT_FOUND,
  SIJIL_STORE_ERROR_ROLE,
  SIJIL_STORE_ERROR_WRONG_PASSPHRASE,
  SIJIL_STORE_ERROR_WAIT,
  SIJIL_STORE_ERROR_IN_USE,
  SIJIL_STORE_ERROR_EXISTS,
  SIJIL_STORE_ERROR_DAMAGED,
  SIJIL_STORE_ERROR_WRONG_KEY,
  SIJIL_STORE_ERROR_NEWER,
  SIJIL_STORE_ERROR_NO_ROOM,
  SIJIL_STORE_ERROR_GAP,
} SijilStoreError;

GQuark sijil_store_error_quark (void);

G_END_DECLS
