#define G_LOG_DOMAIN "sijil-cli"

#include "sijil-cli.h"

#include "sijil-card.h"
#include "sijil-choices.h"
#include "sijil-date.h"
#include "sijil-fold.h"
#include "sijil-i18n.h"
#include "sijil-export.h"
#include "sijil-sheet-import.h"
#include "sijil-text.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Ctrl+C asks the import to stop, which removes what it has saved: nobody is left half a sheet. */
static volatile sig_atomic_t interrupted;

static void
on_interrupt (int number)
{
  interrupted = 1;
}

static void
on_progress (guint done, guint of, gpointer cancellable)
{
  if (interrupted)
    g_cancellable_cancel (cancellable);
  if (isatty (STDERR_FILENO))
    fprintf (stderr, "\r%u / %u%s", done, of, done == of ? "\n" : "");
}

static void
print_remarks (SijilSheet *sheet)
{
  for (guint i = 0; i < sheet->remarks->len; i++) {
    g_autofree char *sentence = sijil_remark_sentence (sheet->remarks->pdata[i]);
    g_autofree char *plain = sijil_text_strip_bidi (sentence);

    g_printerr ("%s\n", plain);
  }
}

static void
print_summary (SijilCli *cli, SijilSheet *sheet, const char *batch)
{
  guint set_aside = sijil_sheet_set_aside (sheet);
  JsonBuilder *builder;

  if (!cli->json) {
    g_print (_ ("%u rows: %u households, %u persons; %u households without a head; %u registered "
                "already; %u remarks\n"),
             sheet->n_rows, sheet->families->len, sheet->n_persons, sheet->n_without_head,
             sheet->n_known, set_aside);
    if (batch != NULL)
      g_print (_ ("To take it back: sijilctl import-undo %s\n"), batch);
    return;
  }
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  sijil_cli_member_int (builder, "rows", sheet->n_rows);
  sijil_cli_member_int (builder, "households", sheet->families->len);
  sijil_cli_member_int (builder, "persons", sheet->n_persons);
  sijil_cli_member_int (builder, "without_head", sheet->n_without_head);
  sijil_cli_member_int (builder, "known", sheet->n_known);
  sijil_cli_member_int (builder, "set_aside", set_aside);
  sijil_cli_member (builder, "batch", batch);
  json_builder_end_object (builder);
  sijil_cli_print (cli, builder);
}

/* A code of the ways to consent, or what it is called, in whatever language the terminal speaks. */
static const char *
consent_basis (const char *text)
{
  static const char *const ARABIC[][2] = {
    { "spoken", "قُرئت عليهم ووافقوا" },
    { "signed", "بالتوقيع" },
    { "sheet", "جُمعت مع الكشف" },
  };
  g_autofree char *wanted = sijil_fold (text);

  for (guint i = 0; i < G_N_ELEMENTS (ARABIC); i++) {
    const char *code = ARABIC[i][0];
    g_autofree char *arabic = sijil_fold (ARABIC[i][1]);
    g_autofree char *label = sijil_fold (sijil_choice_label (sijil_consent_bases, code));
    g_autofree char *english = NULL;

    for (const SijilChoice *choice = sijil_consent_bases; choice->code != NULL; choice++)
      if (strcmp (choice->code, code) == 0)
        english = sijil_fold (choice->label);
    if (strcmp (text, code) == 0 || strcmp (wanted, arabic) == 0 || strcmp (wanted, label) == 0 ||
        g_strcmp0 (wanted, english) == 0)
      return code;
  }
  return NULL;
}

/* NULL if the options of consent are in order, else what is wrong. */
static const char *
consent_fault (SijilCli *cli, const char **basis, char **date)
{
  g_autofree char *today = sijil_date_today ();

  if ((cli->consent_basis == NULL) != (cli->consent_date == NULL))
    return _ ("--consent-basis and --consent-date go together");
  if (cli->consent_basis == NULL)
    return NULL;
  *basis = consent_basis (cli->consent_basis);
  if (*basis == NULL)
    return _ ("--consent-basis is spoken, signed or sheet");
  *date = sijil_date_parse (cli->consent_date, SIJIL_DATE_DAY);
  if (*date == NULL || strcmp (*date, today) > 0)
    return _ ("--consent-date is not a date that has been");
  return NULL;
}

static gboolean
run_import (SijilCli *cli, SijilSheet *sheet, const char *basis, const char *date, char **batch,
            GError **error)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  SijilSheetConsent consent = { basis, date };
  SijilSheetRun run = { cancellable, on_progress, cancellable };
  gboolean ok;

  if (cli->dry_run)
    return sijil_sheet_check (sheet, cli->store, &run, error);
  signal (SIGINT, on_interrupt);
  ok = sijil_sheet_save (sheet, cli->store, &consent, &run, batch, error);
  signal (SIGINT, SIG_DFL);
  return ok;
}

SijilExit
sijil_cli_import (SijilCli *cli, char **words)
{
  GError *error = NULL;
  g_autoptr (SijilSheet) sheet = NULL;
  g_autofree char *date = NULL;
  g_autofree char *batch = NULL;
  const char *basis = NULL;
  const char *fault;

  if (words[0] == NULL)
    return sijil_cli_usage (_ ("import needs a file"));
  fault = consent_fault (cli, &basis, &date);
  if (fault != NULL)
    return sijil_cli_usage (fault);
  sheet = sijil_sheet_load (words[0], NULL, &error);
  if (sheet == NULL || !run_import (cli, sheet, basis, date, &batch, &error)) {
    if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
      g_free (error->message);
      error->message = g_strdup (_ ("Stopped: nobody of this sheet is registered"));
    }
    return sijil_cli_fail (error);
  }
  print_remarks (sheet);
  print_summary (cli, sheet, batch);
  return sijil_sheet_set_aside (sheet) > 0 ? SIJIL_EXIT_SET_ASIDE : SIJIL_EXIT_DONE;
}

SijilExit
sijil_cli_import_undo (SijilCli *cli, char **words)
{
  GError *error = NULL;
  const SijilSheetRun run = { NULL };
  g_autoptr (SijilSheetUndone) undone = NULL;
  JsonBuilder *builder;

  if (words[0] == NULL)
    return sijil_cli_usage (_ ("import-undo needs a batch"));
  undone = sijil_sheet_undo (cli->store, words[0], &run, &error);
  if (undone == NULL)
    return sijil_cli_fail (error);
  for (guint i = 0; i < undone->kept->len; i++) {
    g_autofree char *card = sijil_card_show (undone->kept->pdata[i]);

    g_printerr (_ ("%s stays: something happened to this family since\n"), card);
  }
  if (!cli->json) {
    g_print (_ ("%u households taken out, %u stay\n"), undone->removed, undone->kept->len);
    return SIJIL_EXIT_DONE;
  }
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  sijil_cli_member_int (builder, "removed", undone->removed);
  sijil_cli_member_int (builder, "kept", undone->kept->len);
  json_builder_end_object (builder);
  sijil_cli_print (cli, builder);
  return SIJIL_EXIT_DONE;
}

SijilExit
sijil_cli_export (SijilCli *cli, char **words)
{
  GError *error = NULL;
  const SijilTypeDef *type = words[0] != NULL ? sijil_export_list (words[0]) : NULL;
  JsonBuilder *builder;
  guint n;

  if (type == NULL || cli->out == NULL)
    return sijil_cli_usage (_ ("export needs households, persons or distributions, and --out"));
  if (!sijil_export (cli->store, type, cli->out, NULL, &n, &error))
    return sijil_cli_fail (error);
  if (!cli->json) {
    g_print (_ ("%u rows written\n"), n);
    return SIJIL_EXIT_DONE;
  }
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  sijil_cli_member_int (builder, "rows", n);
  json_builder_end_object (builder);
  sijil_cli_print (cli, builder);
  return SIJIL_EXIT_DONE;
}
