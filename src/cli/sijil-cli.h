#pragma once

#include <json-glib/json-glib.h>

#include "sijil-id.h"
#include "sijil-record.h"
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
  char *coordinator;
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
  char *unit;
  char *value;
  char *excludes;
  char *allows;
  char *starts;
  char *ends;
  char *role;
  char *on;
  char *relation;
  gboolean married;
  char *to;
  char *out;
  char *columns;
  gboolean explain;
  gboolean dry_run;
  int count;
  int years;
  int quantity;
  gboolean confidential;
  char *skills;
  char *availability;
  char *skill;
  char *day;
  char *state;
  char *activity;
  char *date;
  char *subject;
  char *expires;
  int minutes;
  int hours;
  gboolean remove;
} SijilCli;

/* What a command finds where it begins. */
typedef enum {
  SIJIL_NEEDS_OPEN,     /* the register, unlocked by a clerk */
  SIJIL_NEEDS_REGISTER, /* a register, which it opens itself or leaves closed */
  SIJIL_NEEDS_FOLDER,   /* where a register is or will be */
  SIJIL_NEEDS_NOTHING,
} SijilNeed;

/**
 * SijilCommand:
 * @first: its first word
 * @second: (nullable): its second word
 * @words: what follows, for the help
 * @help: what it does, for the help
 * @run: does it; gets the words after those
 * @needs: what must be there for it
 */
typedef struct {
  const char *first;
  const char *second;
  const char *words;
  const char *help;
  SijilExit (*run) (SijilCli *cli, char **words);
  SijilNeed needs;
} SijilCommand;

int sijil_cli_run (int argc, char **argv);
SijilExit sijil_cli_fail (GError *error);
SijilExit sijil_cli_usage (const char *what);
SijilExit sijil_cli_not_found (const char *what);
void sijil_cli_print (SijilCli *cli, JsonBuilder *builder);
void sijil_cli_say (const char *format, ...) G_GNUC_PRINTF (1, 2);
gboolean sijil_cli_household (SijilCli *cli, const char *text, SijilId *id, SijilExit *status);
char *sijil_cli_new_passphrase (SijilCli *cli) G_GNUC_WARN_UNUSED_RESULT;
void sijil_cli_member (JsonBuilder *builder, const char *name, const char *text);
void sijil_cli_member_id (JsonBuilder *builder, const char *name, const SijilId *id);
void sijil_cli_record (JsonBuilder *builder, SijilRecord *record);
void sijil_cli_member_int (JsonBuilder *builder, const char *name, gint64 number);

SijilExit sijil_cli_init (SijilCli *cli, char **words);
SijilExit sijil_cli_household_merge (SijilCli *cli, char **words);
SijilExit sijil_cli_household_unmerge (SijilCli *cli, char **words);
SijilExit sijil_cli_household_split (SijilCli *cli, char **words);
SijilExit sijil_cli_duplicates (SijilCli *cli, char **words);
SijilExit sijil_cli_match (SijilCli *cli, char **words);
SijilExit sijil_cli_household_move (SijilCli *cli, char **words);
SijilExit sijil_cli_household_head (SijilCli *cli, char **words);
SijilExit sijil_cli_household_delete (SijilCli *cli, char **words);
SijilExit sijil_cli_person_state (SijilCli *cli, char **words);
SijilExit sijil_cli_history (SijilCli *cli, char **words);
SijilExit sijil_cli_visit_add (SijilCli *cli, char **words);
SijilExit sijil_cli_visit_list (SijilCli *cli, char **words);
SijilExit sijil_cli_visit_reverse (SijilCli *cli, char **words);
SijilExit sijil_cli_conflicts (SijilCli *cli, char **words);
SijilExit sijil_cli_choose (SijilCli *cli, char **words);
SijilExit sijil_cli_clerk_list (SijilCli *cli, char **words);
SijilExit sijil_cli_clerk_add (SijilCli *cli, char **words);
SijilExit sijil_cli_clerk_remove (SijilCli *cli, char **words);
SijilExit sijil_cli_clerk_passwd (SijilCli *cli, char **words);
SijilExit sijil_cli_clerk_recover (SijilCli *cli, char **words);
SijilExit sijil_cli_clerk_new_code (SijilCli *cli, char **words);
SijilExit sijil_cli_print_code (SijilCli *cli, const char *code);
SijilExit sijil_cli_find (SijilCli *cli, char **words);
SijilExit sijil_cli_show (SijilCli *cli, char **words);
SijilExit sijil_cli_register (SijilCli *cli, char **words);
SijilExit sijil_cli_edit (SijilCli *cli, char **words);
SijilExit sijil_cli_import (SijilCli *cli, char **words);
SijilExit sijil_cli_import_undo (SijilCli *cli, char **words);
SijilExit sijil_cli_export (SijilCli *cli, char **words);
SijilExit sijil_cli_programme_add (SijilCli *cli, char **words);
SijilExit sijil_cli_programme_list (SijilCli *cli, char **words);
SijilExit sijil_cli_programme_show (SijilCli *cli, char **words);
SijilExit sijil_cli_distribute (SijilCli *cli, char **words);
SijilExit sijil_cli_reverse (SijilCli *cli, char **words);
SijilExit sijil_cli_enrol (SijilCli *cli, char **words);
SijilExit sijil_cli_sync (SijilCli *cli, char **words);
SijilExit sijil_cli_compare (SijilCli *cli, char **words);
SijilExit sijil_cli_bundle_export (SijilCli *cli, char **words);
SijilExit sijil_cli_bundle_import (SijilCli *cli, char **words);
SijilExit sijil_cli_office_phone (SijilCli *cli, char **words);
SijilExit sijil_cli_status (SijilCli *cli, char **words);
SijilExit sijil_cli_review (SijilCli *cli, char **words);
SijilExit sijil_cli_settle (SijilCli *cli, char **words);
SijilExit sijil_cli_unsettle (SijilCli *cli, char **words);
SijilExit sijil_cli_backup (SijilCli *cli, char **words);
SijilExit sijil_cli_backups (SijilCli *cli, char **words);
SijilExit sijil_cli_restores (SijilCli *cli, char **words);
SijilExit sijil_cli_restore (SijilCli *cli, char **words);
SijilExit sijil_cli_volunteer_add (SijilCli *cli, char **words);
SijilExit sijil_cli_volunteer_edit (SijilCli *cli, char **words);
SijilExit sijil_cli_volunteer_list (SijilCli *cli, char **words);
SijilExit sijil_cli_volunteer_show (SijilCli *cli, char **words);
SijilExit sijil_cli_volunteer_shift (SijilCli *cli, char **words);
SijilExit sijil_cli_volunteer_reverse_shift (SijilCli *cli, char **words);
SijilExit sijil_cli_volunteer_training (SijilCli *cli, char **words);

G_END_DECLS
