#pragma once

#include "sijil-change-set.h"
#include "sijil-session.h"

G_BEGIN_DECLS

/**
 * SijilLink:
 * @url: (nullable): address of the registry, %NULL before enrolment
 * @ca: (nullable): its certificate authority, PEM
 * @token: (nullable): what this device shows at each request
 * @registry: (nullable): id of the registry
 * @epoch: which life of the registry the cursors belong to
 * @device: our number, 0 before enrolment
 * @cseq: the last change set that we made
 * @cursor: the highest number of our association's feed that we have folded
 * @catalogue_cursor: and of the catalogue's
 * @waiting: change sets that wait
 * @waiting_from: the first of them, @cseq + 1 if none does
 * @compare_after: when this register is to be compared with the registry's, microseconds UTC
 * @public_key: Ed25519
 * @secret_key: Ed25519
 * @registry_key: (nullable): the registry's, Ed25519
 *
 * How this device stands with the registry.
 */
typedef struct {
  char *url;
  char *ca;
  char *token;
  char *registry;
  char *office;
  char *letters;
  gint64 epoch;
  guint32 device;
  guint64 cseq;
  guint64 cursor;
  guint64 catalogue_cursor;
  gint64 waiting;
  guint64 waiting_from;
  gint64 compare_after;
  GBytes *public_key;
  GBytes *secret_key;
  GBytes *registry_key;
} SijilLink;

/**
 * SijilJoin:
 *
 * What the registry answered to an enrolment, or to a device that has forked (then only @device and
 * @token are set).
 */
typedef struct {
  char *url;
  char *ca;
  char *token;
  char *registry;
  char *association;
  gint64 epoch;
  guint32 device;
  int hijri_offset;
  GBytes *registry_key;
} SijilJoin;

/**
 * SijilHeld:
 * @row: number of the row in the change set
 * @field: the guarded field that the registry did not let through
 * @value: a record that holds the value that stands there
 * @stamp: who wrote that
 */
typedef struct {
  guint32 row;
  guint field;
  SijilRecord *value;
  SijilStamp stamp;
} SijilHeld;

/**
 * SijilOutcome:
 * @cseq: which of our change sets
 * @refused: (nullable): code of the reason, %NULL if it was kept
 * @stamp: the stamp that it has at the registry
 * @is_cut: whether it has another base there
 * @base: then that base
 * @seq: its number there
 * @held: (nullable) (element-type SijilHeld): fields that wait for a decision
 * @digest: (nullable): how the digest of that set begins, if it is to be compared
 */
typedef struct {
  guint64 cseq;
  char *refused;
  guint64 stamp;
  gboolean is_cut;
  guint64 base;
  guint64 seq;
  GPtrArray *held;
  char *digest;
} SijilOutcome;

/**
 * SijilNews:
 * @catalogue: whether they are of the catalogue's feed
 * @sets: (element-type SijilChangeSet): in order
 * @after: the number after which they begin
 * @cursor: the number after which to go on
 */
typedef struct {
  gboolean catalogue;
  GPtrArray *sets;
  guint64 after;
  guint64 cursor;
} SijilNews;

typedef struct {
  guint64 after; /* cseq */
  guint max_rows;
} SijilOutboxRequest;

void sijil_link_free (SijilLink *link);
void sijil_join_free (SijilJoin *join);
void sijil_outcome_free (SijilOutcome *outcome);

/* SijilStoreFunc: result a SijilLink. */
gpointer sijil_link_may_join (SijilSession *session, gpointer unused, GError **error);
gpointer sijil_link_load (SijilSession *session, gpointer unused, GError **error);
/* SijilStoreFunc, writing: data is a SijilJoin; numbers what was done before. */
gpointer sijil_link_join (SijilSession *session, gpointer join, GError **error);
/* SijilStoreFunc, writing: data is a SijilJoin with a new number: renumbers what was not confirmed.
 */
gpointer sijil_link_fork (SijilSession *session, gpointer join, GError **error);
gboolean sijil_link_name_desk (SijilSession *session, GError **error);
/* SijilStoreFunc, writing: data is a sentence or NULL for success: notes how the exchange ended. */
gpointer sijil_link_ended (SijilSession *session, gpointer sentence, GError **error);

/* SijilStoreFunc: data is a SijilOutboxRequest, result a GPtrArray of SijilChangeSet. */
gpointer sijil_outbox_next (SijilSession *session, gpointer request, GError **error);

/* SijilStoreFunc: result a GPtrArray of texts `CSEQ DIGEST`, one for each set that waits. */
gpointer sijil_outbox_digests (SijilSession *session, gpointer unused, GError **error);

gboolean sijil_exchange_outcome (SijilSession *session, const SijilOutcome *outcome,
                                 GError **error);
gboolean sijil_exchange_is_ours (SijilSession *session, guint64 acked, GError **error);
gboolean sijil_exchange_is_settled (SijilSession *session, guint64 acked);
gboolean sijil_exchange_fold (SijilSession *session, SijilChangeSet *set, GError **error);
gboolean sijil_exchange_news (SijilSession *session, const SijilNews *news, GError **error);
gboolean sijil_exchange_calendar (SijilSession *session, int hijri_offset, GError **error);
gboolean sijil_exchange_tomorrow (SijilSession *session, gint64 tomorrow, GError **error);
gboolean sijil_exchange_key (SijilSession *session, GBytes *registry_key, GError **error);
gboolean sijil_exchange_clock (SijilSession *session, gint64 registry_us, GError **error);

gboolean sijil_session_birth (SijilSession *session, const SijilTypeDef *type, const SijilId *id,
                              SijilBirth *birth);
gboolean sijil_session_born (SijilSession *session, const SijilTypeDef *type,
                             const SijilBirth *birth, SijilId *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SijilLink, sijil_link_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SijilJoin, sijil_join_free)

G_END_DECLS
