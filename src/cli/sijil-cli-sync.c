#define G_LOG_DOMAIN "sijil-cli"

#include "sijil-cli.h"

#include "sijil-stick.h"
#include "sijil-compare.h"
#include "sijil-date.h"
#include "sijil-enrol.h"
#include "sijil-exchanger.h"
#include "sijil-family.h"
#include "sijil-i18n.h"
#include "sijil-office-phone.h"
#include "sijil-outbox.h"
#include "sijil-review.h"
#include "types/sijil-types-all.h"

SijilExit
sijil_cli_enrol (SijilCli *cli, char **words)
{
  GError *error = NULL;
  g_autofree char *line = g_strjoinv (" ", words);

  if (words[0] == NULL)
    return sijil_cli_usage (_ ("enrol needs an invitation"));
  return sijil_enrol (cli->store, line, NULL, &error) ? SIJIL_EXIT_DONE : sijil_cli_fail (error);
}

static void
add_refused (JsonBuilder *builder, GPtrArray *refused)
{
  json_builder_set_member_name (builder, "refused_changes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < refused->len; i++) {
    SijilRefused *one = refused->pdata[i];

    json_builder_begin_object (builder);
    sijil_cli_member (builder, "what", one->what);
    sijil_cli_member (builder, "household", one->card);
    sijil_cli_member (builder, "head", one->head);
    sijil_cli_member (builder, "programme", one->programme);
    sijil_cli_member (builder, "reason", one->reason);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

/* A time of the state; NULL for never. */
static char *
moment (gint64 us)
{
  g_autoptr (GDateTime) when = g_date_time_new_from_unix_utc (us / G_USEC_PER_SEC);

  return us > 0 && when != NULL ? g_date_time_format_iso8601 (when) : NULL;
}

static SijilExit
print_state (SijilCli *cli)
{
  GError *error = NULL;
  SijilSyncState *state = sijil_store_read (cli->store, sijil_sync_state, NULL, &error);
  g_autofree char *last = NULL, *compared = NULL;

  if (state == NULL)
    return sijil_cli_fail (error);
  last = moment (state->last_sync);
  compared = moment (state->compared);
  if (cli->json) {
    JsonBuilder *builder = json_builder_new ();

    json_builder_begin_object (builder);
    sijil_cli_member_int (builder, "waiting", state->waiting);
    sijil_cli_member_int (builder, "confirmed", state->confirmed);
    sijil_cli_member_int (builder, "refused", state->refused->len);
    add_refused (builder, state->refused);
    sijil_cli_member (builder, "last_sync", last);
    sijil_cli_member (builder, "last_error", state->last_error);
    sijil_cli_member (builder, "compared", compared);
    sijil_cli_member_int (builder, "mended", state->mended);
    sijil_cli_member_int (builder, "here_only", state->here_only);
    json_builder_set_member_name (builder, "other_match");
    json_builder_add_boolean_value (builder, state->other_match);
    sijil_cli_member (builder, "tomorrow", sijil_tomorrow_sentence (state));
    sijil_cli_member_int (builder, "device", state->device);
    json_builder_end_object (builder);
    sijil_cli_print (cli, builder);
  } else {
    g_print (_ ("%d waiting, %d confirmed, %d refused\n"), (int) state->waiting,
             (int) state->confirmed, (int) state->refused->len);
    if (sijil_tomorrow_sentence (state) != NULL)
      sijil_cli_say ("%s", sijil_tomorrow_sentence (state));
    for (guint i = 0; i < state->refused->len; i++) {
      SijilRefused *one = state->refused->pdata[i];

      sijil_cli_say ("  %s\t%s\t%s\t%s\t%s", one->what, one->card != NULL ? one->card : "-",
                     one->head != NULL ? one->head : "-",
                     one->programme != NULL ? one->programme : "-", one->reason);
    }
  }
  sijil_sync_state_free (state);
  return SIJIL_EXIT_DONE;
}

SijilExit
sijil_cli_sync (SijilCli *cli, char **words)
{
  GError *error = NULL;

  if (!sijil_exchanger_run (cli->store, NULL, NULL, NULL, &error))
    return sijil_cli_fail (error);
  return print_state (cli);
}

SijilExit
sijil_cli_compare (SijilCli *cli, char **words)
{
  GError *error = NULL;

  if (sijil_store_write (cli->store, sijil_compare_soon, NULL, &error) == NULL)
    return sijil_cli_fail (error);
  return sijil_cli_sync (cli, words);
}

SijilExit
sijil_cli_bundle_export (SijilCli *cli, char **words)
{
  GError *error = NULL;
  g_autofree char *path = NULL;
  gint64 waiting;

  if (words[0] == NULL)
    return sijil_cli_usage (_ ("bundle export needs a folder"));
  path = sijil_stick_export (cli->store, words[0], &waiting, &error);
  if (path == NULL)
    return sijil_cli_fail (error);
  if (cli->json) {
    JsonBuilder *builder = json_builder_new ();

    json_builder_begin_object (builder);
    sijil_cli_member (builder, "file", path);
    sijil_cli_member_int (builder, "change_sets", waiting);
    json_builder_end_object (builder);
    sijil_cli_print (cli, builder);
  } else
    sijil_cli_say ("%s", path);
  return SIJIL_EXIT_DONE;
}

SijilExit
sijil_cli_bundle_import (SijilCli *cli, char **words)
{
  GError *error = NULL;
  gint64 news;

  if (words[0] == NULL)
    return sijil_cli_usage (_ ("bundle import needs a file or a folder"));
  if (!sijil_stick_import (cli->store, words[0], &news, &error))
    return sijil_cli_fail (error);
  return print_state (cli);
}

SijilExit
sijil_cli_status (SijilCli *cli, char **words)
{
  return print_state (cli);
}

static SijilExit
print_phone (SijilCli *cli)
{
  GError *error = NULL;
  SijilSyncState *state = sijil_store_read (cli->store, sijil_sync_state, NULL, &error);

  if (state == NULL)
    return sijil_cli_fail (error);
  if (cli->json) {
    JsonBuilder *builder = json_builder_new ();

    json_builder_begin_object (builder);
    sijil_cli_member (builder, "office", sijil_store_office (cli->store));
    sijil_cli_member (builder, "phone", state->phone);
    json_builder_end_object (builder);
    sijil_cli_print (cli, builder);
  } else
    sijil_cli_say ("%s", state->phone != NULL ? state->phone : "-");
  sijil_sync_state_free (state);
  return SIJIL_EXIT_DONE;
}

/* Groups of digits, as people write them, are one number. */
SijilExit
sijil_cli_office_phone (SijilCli *cli, char **words)
{
  GError *error = NULL;
  g_autofree char *typed = g_strjoinv (" ", words);

  if (words[0] != NULL &&
      sijil_store_write (cli->store, sijil_office_phone_save, typed, &error) == NULL)
    return sijil_cli_fail (error);
  return print_phone (cli);
}

static void
add_finding (SijilCli *cli, JsonBuilder *builder, SijilReviewItem *item)
{
  SijilRecord *finding = item->finding;
  const char *answer =
      item->verdict != NULL ? sijil_record_text (item->verdict, SIJIL_VERDICT_ANSWER) : NULL;

  g_autofree char *aid = NULL;

  if (!sijil_record_is_null (finding, SIJIL_FINDING_OUR_DATE))
    aid = sijil_aid_name (sijil_record_text (finding, SIJIL_FINDING_PROGRAMME_NAME),
                          sijil_record_text (finding, SIJIL_FINDING_FAMILY));
  json_builder_begin_object (builder);
  sijil_cli_member_id (builder, "finding", sijil_record_id (finding));
  sijil_cli_member (builder, "kind", sijil_record_text (finding, SIJIL_FINDING_KIND));
  sijil_cli_member (builder, "household", item->card);
  sijil_cli_member (builder, "head", item->head_name);
  sijil_cli_member (builder, "other_association",
                    sijil_record_text (finding, SIJIL_FINDING_OTHER_ASSOCIATION));
  sijil_cli_member (builder, "other_office",
                    sijil_record_text (finding, SIJIL_FINDING_OTHER_OFFICE));
  sijil_cli_member (builder, "other_phone", sijil_record_text (finding, SIJIL_FINDING_OTHER_PHONE));
  sijil_cli_member (builder, "programme", aid);
  sijil_cli_member (builder, "period", sijil_record_text (finding, SIJIL_FINDING_PERIOD));
  sijil_cli_member (builder, "when", sijil_record_text (finding, SIJIL_FINDING_OTHER_DATE));
  sijil_cli_member (builder, "evidence", sijil_record_text (finding, SIJIL_FINDING_EVIDENCE));
  sijil_cli_member (builder, "answer", answer);
  sijil_cli_member (builder, "their_answer", item->reply);
  json_builder_set_member_name (builder, "moot");
  json_builder_add_boolean_value (builder, item->moot);
  json_builder_end_object (builder);
  if (!cli->json) {
    g_autofree char *id = sijil_id_to_string (sijil_record_id (finding));

    sijil_cli_say ("%s\t%s\t%s\t%s\t%s", id, sijil_record_text (finding, SIJIL_FINDING_KIND),
                   item->card, sijil_record_text (finding, SIJIL_FINDING_OTHER_ASSOCIATION),
                   answer != NULL ? answer : "-");
  }
}

SijilExit
sijil_cli_review (SijilCli *cli, char **words)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) items = sijil_store_read (cli->store, sijil_review, NULL, &error);
  JsonBuilder *builder;

  if (items == NULL)
    return sijil_cli_fail (error);
  builder = json_builder_new ();
  json_builder_begin_array (builder);
  for (guint i = 0; i < items->len; i++)
    add_finding (cli, builder, items->pdata[i]);
  json_builder_end_array (builder);
  if (cli->json)
    sijil_cli_print (cli, builder);
  else
    g_object_unref (builder);
  return SIJIL_EXIT_DONE;
}

static SijilExit
settle (SijilCli *cli, const char *finding, const char *answer)
{
  GError *error = NULL;
  g_autofree SijilId *verdict = NULL;
  SijilVerdictRequest *request;
  SijilId id;

  if (finding == NULL || !sijil_id_parse (finding, &id))
    return sijil_cli_usage (_ ("the id of a finding is needed"));
  request = sijil_verdict_request_new (&id, answer, cli->reason);
  verdict = sijil_store_write (cli->store, sijil_review_settle, request, &error);
  sijil_verdict_request_free (request);
  return verdict != NULL ? SIJIL_EXIT_DONE : sijil_cli_fail (error);
}

SijilExit
sijil_cli_settle (SijilCli *cli, char **words)
{
  if (cli->as == NULL)
    return sijil_cli_usage (_ ("settle needs --as same, different, accepted or unsure"));
  return settle (cli, words[0], cli->as);
}

SijilExit
sijil_cli_unsettle (SijilCli *cli, char **words)
{
  return settle (cli, words[0], NULL);
}
