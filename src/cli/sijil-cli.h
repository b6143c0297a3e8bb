#pragma once

#include <json-glib/json-glib.h>

#include "sijil-id.h"
#include "sijil-store.h"

G_BEGIN_DECLS

/* Exit statuses, as model.md promises them. */
typedef enum {
  SIJIL_EXIT_DONE = 0,
  SIJIL_EXIT_OTHER = 1,
  SIJIL_EXIT_USAGE = 2,
  SIJIL_EXIT_RULE = 3,
  SIJIL_EXIT_PASSPHRASE = 4,
  SIJIL_EXIT_IN_USE = 5,
  SIJIL_EXIT_UNREACHED = 6,
  SIJIL_EXIT_NOT_FOUND = 7,
  SIJIL_EXIT_SET_ASIDE = 8,
} SijilExit;

/**
 * SijilCli:
 * @profile: folder of the register
 * @store: (nullable): the register, open, save for `init`
 * @json: whether output is JSON
 *
 * What a command works with.
 */
typedef struct {
  char *profile;
  SijilStore *store;
  gboolean json;
  char *passphrase;
  /* options of single commands */
  char *association;
  char *office;
  char *clerk;
  char *consent_basis;
  char *consent_date;
  char *programme;
  char *household;
  char *person;
  char *reason;
  char *as;
  char *name;
  char *code;
  char *family;
  char *kind;
  char *per;
  char *limit;
  int count;
  int quantity;
} SijilCli;

/**
 * SijilCommand:
 * @first: its first word
 * @second: (nullable): its second word
 * @run: does it; gets the words after those
 */
typedef struct {
  const char *first;
  const char *second;
  SijilExit (*run) (SijilCli *cli, char **words);
} SijilCommand;

int sijil_cli_run (int argc, char **argv);
SijilExit sijil_cli_fail (GError *error);
SijilExit sijil_cli_usage (const char *what);
void sijil_cli_print (SijilCli *cli, JsonBuilder *builder);
gboolean sijil_cli_household (SijilCli *cli, const char *text, SijilId *id, SijilExit *status);
void sijil_cli_member (JsonBuilder *builder, const char *name, const char *text);
void sijil_cli_member_id (JsonBuilder *builder, const char *name, const SijilId *id);
void sijil_cli_member_int (JsonBuilder *builder, const char *name, gint64 number);

SijilExit sijil_cli_init (SijilCli *cli, char **words);
SijilExit sijil_cli_find (SijilCli *cli, char **words);
SijilExit sijil_cli_show (SijilCli *cli, char **words);
SijilExit sijil_cli_register (SijilCli *cli, char **words);
SijilExit sijil_cli_edit (SijilCli *cli, char **words);
SijilExit sijil_cli_import (SijilCli *cli, char **words);
SijilExit sijil_cli_programme_add (SijilCli *cli, char **words);
SijilExit sijil_cli_programme_list (SijilCli *cli, char **words);
SijilExit sijil_cli_programme_show (SijilCli *cli, char **words);
SijilExit sijil_cli_distribute (SijilCli *cli, char **words);
SijilExit sijil_cli_reverse (SijilCli *cli, char **words);
SijilExit sijil_cli_enrol (SijilCli *cli, char **words);
SijilExit sijil_cli_sync (SijilCli *cli, char **words);
SijilExit sijil_cli_status (SijilCli *cli, char **words);
SijilExit sijil_cli_review (SijilCli *cli, char **words);
SijilExit sijil_cli_settle (SijilCli *cli, char **words);
SijilExit sijil_cli_unsettle (SijilCli *cli, char **words);

G_END_DECLS
