#include "line.h"

#include "sijil-accounts.h"
#include "sijil-catalogue.h"
#include "sijil-frame.h"
#include "sijil-invitation.h"
#include "sijil-parts.h"
#include "sijil-push.h"
#include "sijil-incoming.h"
#include "sijil-review.h"
#include "sijil-outgoing.h"
#include "sijil-session.h"

#include <sodium.h>

static const guint8 KEY[SIJIL_REGISTRY_KEY_LEN] = { 7, 7, 7 };

House *
house_new (void)
{
  House *house = g_new0 (House, 1);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (sodium_init (), >=, 0);
  house->folder = desk_folder ();
  sijil_registry_init (house->folder, KEY, &error);
  g_assert_no_error (error);
  house->registry = sijil_registry_open (house->folder, KEY, &error);
  g_assert_no_error (error);
  return house;
}

void
house_free (House *house)
{
  sijil_registry_close (house->registry);
  desk_remove (house->folder);
  g_free (house);
}

void
house_restart (House *house)
{
  g_autoptr (GError) error = NULL;

  sijil_registry_close (house->registry);
  house->registry = sijil_registry_open (house->folder, KEY, &error);
  g_assert_no_error (error);
}

gint64
house_association (House *house, const char *name)
{
  g_autoptr (GError) error = NULL;
  gint64 id = sijil_storage_add_association (house->registry->storage, name, &error);

  g_assert_no_error (error);
  return id;
}

/* Asks the registry's file over a connection of our own. */
gint64
house_number (House *house, const char *sql)
{
  g_autofree char *path = g_build_filename (house->folder, "registry.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SijilDb) db = sijil_db_open (path, KEY, SIJIL_DB_READ_ONLY, &error);

  g_assert_no_error (error);
  return sijil_db_number (db, -1, sql, "");
}

void
house_run (House *house, const char *sql)
{
  g_autofree char *path = g_build_filename (house->folder, "registry.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SijilDb) db = sijil_db_open (path, KEY, SIJIL_DB_READ_WRITE, &error);

  g_assert_no_error (error);
  sijil_db_exec (db, sql, &error);
  g_assert_no_error (error);
}

static SijilMembership *
enrol (House *house, gint64 association, SijilLink *link)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, association);
  g_autoptr (GError) error = NULL;
  g_auto (SijilEnrolment) enrolment = { NULL };
  g_autoptr (GBytes) statement = NULL;
  guint8 proof[crypto_sign_BYTES];
  SijilMembership *membership;

  enrolment.code = sijil_accounts_invite (house->registry, number, &error);
  g_assert_no_error (error);
  enrolment.public_key = g_bytes_ref (link->public_key);
  enrolment.office = g_strdup (link->office);
  enrolment.letters = g_strdup (link->letters);
  statement = sijil_enrol_statement (enrolment.code, link->public_key);
  crypto_sign_detached (proof, NULL, g_bytes_get_data (statement, NULL),
                        g_bytes_get_size (statement), g_bytes_get_data (link->secret_key, NULL));
  enrolment.proof = g_bytes_new (proof, sizeof proof);
  membership = sijil_accounts_enrol (house->registry, &enrolment, &error);
  g_assert_no_error (error);
  return membership;
}

Desk *
line_desk (House *house, gint64 association)
{
  Desk *desk = g_new0 (Desk, 1);
  g_autoptr (SijilLink) link = NULL;
  g_autoptr (SijilJoin) join = g_new0 (SijilJoin, 1);
  SijilMembership *membership;

  desk->house = house;
  desk->page = 2000;
  desk->folder = desk_folder ();
  desk->store = desk_create (desk->folder, "before it is enrolled");
  link = desk_read (desk->store, sijil_link_load, NULL);
  membership = enrol (house, association, link);
  desk->device = membership->device;
  join->device = membership->device;
  join->token = g_strdup (membership->token);
  join->association = g_strdup (membership->association);
  join->registry = g_strdup (house->registry->id);
  join->epoch = house->registry->epoch;
  join->url = g_strdup ("https://nowhere");
  join->ca = g_strdup ("none");
  join->registry_key = g_bytes_ref (house->registry->public_key);
  desk_write (desk->store, sijil_link_join, join);
  sijil_membership_free (membership);
  return desk;
}

void
line_free (Desk *desk)
{
  desk_close (desk->store);
  desk_remove (desk->folder);
  g_free (desk);
}

static GBytes *
pack_outbox (Desk *desk)
{
  g_auto (SijilOutgoing) sending = { 0, 500 };

  desk_read (desk->store, sijil_outgoing_prepare, &sending);
  return g_steal_pointer (&sending.frame);
}

GBytes *
line_body (const SijilAsk *ask, GBytes *frame)
{
  g_autoptr (GBytes) message = sijil_ask_encode (ask);
  GByteArray *body = g_byte_array_new ();

  sijil_parts_append (body, SIJIL_PART_MESSAGE, message);
  if (frame != NULL)
    sijil_parts_append (body, SIJIL_PART_OWN, frame);
  return g_byte_array_free_to_bytes (body);
}

static SijilAnswer *
read_answer (GBytes *body, GError **error)
{
  g_autoptr (GBytes) part = NULL;
  gsize offset = 0;
  SijilPart kind;

  g_assert_true (sijil_parts_next (body, &offset, &kind, &part, NULL));
  g_assert_cmpint (kind, ==, SIJIL_PART_MESSAGE);
  return sijil_answer_decode (part, error);
}

/* What the front does with one request: a transaction, committed if there is an answer. */
SijilAnswer *
line_push (House *house, guint32 device, GBytes *body, GBytes **received, GError **error)
{
  SijilStorage *storage = house->registry->storage;
  g_autoptr (SijilDevice) known = sijil_storage_device (storage, device);
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GError) local = NULL;

  g_assert_true (sijil_storage_begin (storage, NULL));
  answer = sijil_push_handle (house->registry, known, body, &local);
  g_assert_true ((answer == NULL) == (local != NULL));
  if (answer != NULL)
    sijil_storage_commit (storage, &local);
  sijil_storage_rollback (storage);
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return NULL;
  }
  if (received != NULL)
    *received = g_bytes_ref (answer);
  return read_answer (answer, error);
}

SijilAsk
line_ask (Desk *desk)
{
  g_autoptr (SijilLink) link = desk_read (desk->store, sijil_link_load, NULL);

  return (SijilAsk){ .registry = desk->house->registry->id,
                     .epoch = desk->house->registry->epoch,
                     .cseq = link->cseq,
                     .cursor = link->cursor,
                     .catalogue_cursor = link->catalogue_cursor,
                     .page = desk->page };
}

/* What is sent arrives, but the answer is lost. */
void
line_send_only (Desk *desk)
{
  SijilAsk ask = line_ask (desk);
  g_autoptr (GBytes) frame = pack_outbox (desk);
  g_autoptr (GBytes) body = line_body (&ask, frame);
  g_autoptr (GError) error = NULL;
  g_autoptr (SijilAnswer) answer = line_push (desk->house, desk->device, body, NULL, &error);

  g_assert_no_error (error);
}

/* The registry answers, and the answer is under way. */
GBytes *
line_fetch (Desk *desk)
{
  SijilAsk ask = line_ask (desk);
  g_autoptr (GBytes) frame = pack_outbox (desk);
  g_autoptr (GBytes) body = line_body (&ask, frame);
  g_autoptr (GError) error = NULL;
  g_autoptr (SijilAnswer) answer = NULL;
  GBytes *received = NULL;

  answer = line_push (desk->house, desk->device, body, &received, &error);
  g_assert_no_error (error);
  return received;
}

/* It arrives, perhaps not for the first time. */
void
line_apply (Desk *desk, GBytes *received)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SijilAnswer) answer = read_answer (received, &error);
  SijilIncoming incoming = { .body = received, .answer = answer };

  g_assert_no_error (error);
  desk_write (desk->store, sijil_incoming_apply, &incoming);
}

gboolean
line_try (Desk *desk, GError **error)
{
  gboolean more = TRUE;

  while (more) {
    SijilAsk ask = line_ask (desk);
    g_autoptr (GBytes) frame = pack_outbox (desk);
    g_autoptr (GBytes) body = line_body (&ask, frame);
    g_autoptr (GBytes) received = NULL;
    g_autoptr (SijilAnswer) answer = line_push (desk->house, desk->device, body, &received, error);
    SijilIncoming reply = { .body = received, .answer = answer };

    if (answer == NULL)
      return FALSE;
    desk_write (desk->store, sijil_incoming_apply, &reply);
    more = answer->more || (frame != NULL && answer->tomorrow != SIJIL_TOMORROW_TAKES);
  }
  return TRUE;
}

void
line_sync (Desk *desk)
{
  g_autoptr (GError) error = NULL;

  line_try (desk, &error);
  g_assert_no_error (error);
}

static gboolean
house_birth_of (gpointer data, const SijilTypeDef *type, const SijilId *id, SijilBirth *birth)
{
  return sijil_storage_birth (((House *) data)->registry->storage, type, id, birth);
}

/* A frame made by hand, for what no desk would send. */
GBytes *
line_frame (House *house, GPtrArray *sets)
{
  SijilNames names = { house_birth_of, NULL, house };

  return sijil_frame_encode (sets, &names);
}

/* How many findings of @kind stand at @desk whose reference @field is @ours. */
guint
line_findings_by (Desk *desk, guint field, const SijilId *ours, const char *kind,
                  SijilRecord **last)
{
  g_autoptr (GPtrArray) all = desk_all (desk->store, &sijil_finding_type);
  guint n = 0;

  for (guint i = 0; i < all->len; i++) {
    SijilRecord *finding = all->pdata[i];
    SijilId id;

    if (!sijil_record_reference (finding, field, &id) || !sijil_id_equal (&id, ours) ||
        (kind != NULL && g_strcmp0 (sijil_record_text (finding, SIJIL_FINDING_KIND), kind) != 0))
      continue;
    n++;
    if (last != NULL) {
      g_clear_object (last);
      *last = g_object_ref (finding);
    }
  }
  return n;
}

/* How many findings of @kind stand about @household at @desk. */
guint
line_findings (Desk *desk, const SijilId *household, const char *kind, SijilRecord **last)
{
  return line_findings_by (desk, SIJIL_FINDING_HOUSEHOLD, household, kind, last);
}

/* How much aid from elsewhere stands about @household at @desk. */
guint
line_elsewhere (Desk *desk, const SijilId *household)
{
  g_autoptr (GPtrArray) all = desk_all (desk->store, &sijil_elsewhere_type);
  guint n = 0;

  for (guint i = 0; i < all->len; i++) {
    SijilId ours;

    if (sijil_record_reference (all->pdata[i], SIJIL_ELSEWHERE_HOUSEHOLD, &ours) &&
        sijil_id_equal (&ours, household))
      n += sijil_record_number (all->pdata[i], SIJIL_ELSEWHERE_STANDING, 0) != 0;
  }
  return n;
}

void
line_settle (Desk *desk, SijilRecord *finding, const char *answer)
{
  SijilVerdictRequest *request =
      sijil_verdict_request_new (sijil_record_id (finding), answer, NULL);

  g_free (desk_write (desk->store, sijil_review_settle, request));
  sijil_verdict_request_free (request);
}

void
line_catalogue (House *house, const char *json)
{
  g_autofree char *path = g_build_filename (house->folder, "catalogue.json", NULL);
  g_autoptr (GError) error = NULL;
  guint n;

  g_assert_true (g_file_set_contents (path, json, -1, NULL));
  sijil_catalogue_load (house->registry, path, &n, &error);
  g_assert_no_error (error);
}
