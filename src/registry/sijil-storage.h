#pragma once

#include "sijil-change-set.h"
#include "sijil-match-record.h"
#include "sijil-match-terms.h"
#include "sijil-merge.h"
#include "sijil-type.h"

G_BEGIN_DECLS

/*
 * What the registry asks of its storage. The rooms are sqlite/ today and postgres/ when one machine
 * is outgrown; everything else of the registry knows only this file.
 */

typedef struct _SijilStorage SijilStorage;

/* The feed of the shared catalogue; associations begin at 1. */
#define SIJIL_CATALOGUE 0

#define SIJIL_GIVEN_UNKNOWN (-1)

/**
 * SijilDevice:
 * @number: 2 and above
 * @association: which association it belongs to
 * @office: name of its office
 * @public_key: Ed25519
 * @token_hash: SHA-256 of its token, in hexadecimal digits
 * @revoked: whether it may still come
 * @acked: every change set up to this one has been received
 * @last_stamp: the largest stamp that it has been given
 * @last_seen: microseconds UTC
 * @cursor: how far it had read its association's feed when it last came
 * @catalogue_cursor: and the catalogue's
 * @given: how far it has been given its association's feed; %SIJIL_GIVEN_UNKNOWN if that is not
 *   known
 * @waiting_from: by file: the first of its sets that it has no receipt for; 0 over the line
 */
typedef struct {
  guint32 number;
  gint64 association;
  char *office;
  char *letters;
  GBytes *public_key;
  char *token_hash;
  gboolean revoked;
  guint64 acked;
  guint64 last_stamp;
  gint64 last_seen;
  guint64 cursor;
  guint64 catalogue_cursor;
  guint64 waiting_from;
  gint64 given;
} SijilDevice;

/**
 * SijilAssociation:
 * @id: 1 and above
 * @name: as it calls itself
 */
typedef struct {
  gint64 id;
  char *name;
} SijilAssociation;

/**
 * SijilFolded:
 * @owner: the association, or %SIJIL_CATALOGUE
 * @birth: where it was born
 * @sum: what the row counts for in the sums, as it is stored; 0 if it is new
 *
 * A record as the registry has folded it.
 */
typedef struct {
  gint64 rowid;
  gint64 owner;
  SijilBirth birth;
  SijilRecord *record;
  SijilStamps *stamps;
  guint64 sum;
} SijilFolded;

SijilStorage *sijil_storage_open (const char *folder, const guint8 *key, gboolean create,
                                  GError **error);
SijilStorage *sijil_storage_open_reader (const char *folder, const guint8 *key, GError **error);
void sijil_storage_close (SijilStorage *storage);
gboolean sijil_storage_restore (const char *folder, const char *backup, const guint8 *key,
                                GError **error);
gboolean sijil_storage_begin (SijilStorage *storage, GError **error);
gboolean sijil_storage_commit (SijilStorage *storage, GError **error);
void sijil_storage_rollback (SijilStorage *storage);
gboolean sijil_storage_backup (SijilStorage *storage, const char *path, const guint8 *key,
                               GError **error);

/* Facts about the registry itself. */
#define SIJIL_DEVICE_FLOOR "device-floor" /* no device gets a number below it any more */
#define SIJIL_SUMMED "summed"             /* the sums of all rows stand; 0: they are made anew */
#define SIJIL_HIJRI_OFFSET "hijri-offset" /* days that the alliance adds to the Hijri calendar */
char *sijil_storage_text (SijilStorage *storage, const char *key) G_GNUC_WARN_UNUSED_RESULT;
gint64 sijil_storage_number (SijilStorage *storage, const char *key, gint64 otherwise);
gboolean sijil_storage_set_text (SijilStorage *storage, const char *key, const char *text,
                                 GError **error);
gboolean sijil_storage_set_number (SijilStorage *storage, const char *key, gint64 number,
                                   GError **error);

/* Accounts. */
gint64 sijil_storage_add_association (SijilStorage *storage, const char *name, GError **error);
char *sijil_storage_association_name (SijilStorage *storage,
                                      gint64 association) G_GNUC_WARN_UNUSED_RESULT;
gint64 sijil_storage_find_association (SijilStorage *storage, const char *name_or_id);
GPtrArray *sijil_storage_associations (SijilStorage *storage, GError **error);
gboolean sijil_storage_add_invitation (SijilStorage *storage, const char *code_hash,
                                       gint64 association, gint64 expires, GError **error);
gboolean sijil_storage_is_invited (SijilStorage *storage, const char *code_hash, gint64 now);
gint64 sijil_storage_take_invitation (SijilStorage *storage, const char *code_hash, gint64 now);
SijilDevice *sijil_storage_device (SijilStorage *storage, guint32 number);
SijilDevice *sijil_storage_device_of_key (SijilStorage *storage, gint64 association,
                                          GBytes *public_key);
gboolean sijil_storage_save_device (SijilStorage *storage, SijilDevice *device, GError **error);
gboolean sijil_storage_note_given (SijilStorage *storage, const SijilDevice *device,
                                   GError **error);
gboolean sijil_storage_revoke_device (SijilStorage *storage, SijilDevice *device, GError **error);
gint64 sijil_storage_count_invitations (SijilStorage *storage, gint64 association, gint64 now);
gint64 sijil_storage_last_device (SijilStorage *storage);
guint32 sijil_storage_first_device (SijilStorage *storage, gint64 association, gint64 since);
char *sijil_storage_office_phone (SijilStorage *storage, gint64 association, guint32 device,
                                  const char *office) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *sijil_storage_devices (SijilStorage *storage, GError **error);
void sijil_device_free (SijilDevice *device);
void sijil_association_free (SijilAssociation *association);

/* Change sets and feeds. */
gboolean sijil_storage_find_set (SijilStorage *storage, guint32 device, guint64 cseq, char **digest,
                                 GBytes **receipt, guint64 *stamp, guint64 *base);
gboolean sijil_storage_store_set (SijilStorage *storage, SijilChangeSet *set, gint64 association,
                                  const char *digest, GBytes *receipt, GError **error);
guint64 sijil_storage_next_seq (SijilStorage *storage, gint64 feed, GError **error);
guint64 sijil_storage_feed_head (SijilStorage *storage, gint64 feed);
gboolean sijil_storage_mark_heads (SijilStorage *storage, GError **error);
guint64 sijil_storage_marked_head (SijilStorage *storage, gint64 feed);
GPtrArray *sijil_storage_feed_page (SijilStorage *storage, gint64 feed, guint64 after,
                                    guint32 except, guint limit, guint64 *cursor, gboolean *more,
                                    GError **error);
GPtrArray *sijil_storage_received_after (SijilStorage *storage, gint64 after, guint rows,
                                         gint64 *reached, gboolean *more, GError **error);
gint64 sijil_storage_count_received (SijilStorage *storage, gint64 after);

/* Segments of feeds, packed once. */
guint64 sijil_storage_last_segment (SijilStorage *storage, gint64 feed, gint64 epoch);
GBytes *sijil_storage_segment (SijilStorage *storage, gint64 feed, gint64 epoch, guint64 seq,
                               guint64 *last, GError **error);
gboolean sijil_storage_add_segment (SijilStorage *storage, gint64 feed, gint64 epoch, guint64 first,
                                    guint64 last, GBytes *segment, GError **error);

/* Records. */
gboolean sijil_storage_load (SijilStorage *storage, const SijilTypeDef *type, const SijilId *id,
                             SijilFolded **folded, GError **error);
gboolean sijil_storage_owner (SijilStorage *storage, const SijilTypeDef *type, const SijilId *id,
                              gint64 *owner, GError **error);
gboolean sijil_storage_save (SijilStorage *storage, SijilFolded *folded, GError **error);
gboolean sijil_storage_losers (SijilStorage *storage, SijilRecord *record, GPtrArray *losers,
                               GError **error);
gboolean sijil_storage_birth (SijilStorage *storage, const SijilTypeDef *type, const SijilId *id,
                              SijilBirth *birth);
gboolean sijil_storage_born (SijilStorage *storage, const SijilTypeDef *type,
                             const SijilBirth *birth, gint64 association, SijilId *id);
gboolean sijil_storage_refresh_gone (SijilStorage *storage, const SijilId *household,
                                     gboolean *gone, GError **error);
void sijil_folded_free (SijilFolded *folded);

/* What desks compare theirs with. */
gboolean sijil_storage_begin_sums (SijilStorage *storage, const char *registry, GError **error);
gboolean sijil_storage_buckets (SijilStorage *storage, gint64 association, GArray *buckets,
                                GError **error);
GArray *sijil_storage_row_sums (SijilStorage *storage, const SijilTypeDef *type, gint64 association,
                                const SijilId *first, const SijilId *last, guint limit,
                                GError **error);
gboolean sijil_storage_sets_behind (SijilStorage *storage, SijilFolded *folded, GTree *sets,
                                    gsize *bytes, GError **error);
gboolean sijil_storage_sets_naming (SijilStorage *storage, gint64 feed, const SijilTypeDef *type,
                                    GHashTable *ids, GTree *sets, gsize *bytes, GError **error);

/* What was deleted long ago. */
gboolean sijil_storage_let_go (SijilStorage *storage, gint64 association, guint64 before,
                               guint64 known, GError **error);

/* Devices of which nothing is linked until the operator releases them. */
gboolean sijil_storage_hold_device (SijilStorage *storage, const SijilDevice *device, gint64 linked,
                                    GError **error);
gboolean sijil_storage_hold_number (SijilStorage *storage, guint32 number, GError **error);
gboolean sijil_storage_release_device (SijilStorage *storage, const SijilDevice *device,
                                       GError **error);
gboolean sijil_storage_is_held (SijilStorage *storage, guint32 number);
GHashTable *sijil_storage_held (SijilStorage *storage);
gboolean sijil_storage_next_released (SijilStorage *storage, SijilChangeSet **set, gint64 *row,
                                      GError **error);
gboolean sijil_storage_note_released (SijilStorage *storage, const SijilChangeSet *set, gint64 row,
                                      GError **error);
gint64 sijil_storage_count_held (SijilStorage *storage, gint64 linked, gboolean released);

/**
 * SijilUse:
 * @bytes: of what was stored
 * @records: that were new
 * @forks: how often a profile that was copied back got another number
 * @compared: how often a person was compared with those of other associations
 * @found: links and findings that came of it
 *
 * What a device has used of its day, or may use of it.
 */
typedef struct {
  gint64 bytes;
  gint64 records;
  gint64 forks;
  gint64 compared;
  gint64 found;
} SijilUse;

/* What each device uses of its day, and whom it brought when that was used up. */
void sijil_storage_use (SijilStorage *storage, guint32 device, gint64 day, SijilUse *use);
gboolean sijil_storage_save_use (SijilStorage *storage, guint32 device, gint64 day,
                                 const SijilUse *use, GError **error);
gboolean sijil_storage_note_full (SijilStorage *storage, guint32 device, gint64 day,
                                  GError **error);
gboolean sijil_storage_is_full (SijilStorage *storage, guint32 device, gint64 day);
gboolean sijil_storage_compare_later (SijilStorage *storage, const SijilId *person, guint32 device,
                                      GError **error);
gboolean sijil_storage_compares_now (SijilStorage *storage, const SijilId *person, GError **error);
guint32 sijil_storage_next_with_later (SijilStorage *storage, guint32 after);
GPtrArray *sijil_storage_later_of (SijilStorage *storage, guint32 device, guint most,
                                   GError **error);
gint64 sijil_storage_count_later (SijilStorage *storage, guint32 device);

/* What the linker asks. Lists are of SijilFolded. */
GPtrArray *sijil_storage_persons_like (SijilStorage *storage, const SijilMatchRecord *record,
                                       gint64 not_owner, GError **error);
gboolean sijil_storage_write_keys (SijilStorage *storage, gint64 person,
                                   const SijilMatchRecord *record, GError **error);
gboolean sijil_storage_begin_match (SijilStorage *storage, GError **error);
GPtrArray *sijil_storage_next_rematch (SijilStorage *storage, guint most, gboolean *more,
                                       GError **error);
const SijilMatchTerms *sijil_storage_terms (SijilStorage *storage);
gboolean sijil_storage_is_crowded (SijilStorage *storage, gint64 owner, const char *phone);
gboolean sijil_storage_is_made_up (SijilStorage *storage, gint64 owner, const char *id_number);
gint64 sijil_storage_last_person (SijilStorage *storage);
gint64 sijil_storage_open_questions (SijilStorage *storage, const SijilId *household,
                                     const char *association);
gboolean sijil_storage_is_volunteer (SijilStorage *storage, const SijilId *person, gint64 owner);
GPtrArray *sijil_storage_persons_of (SijilStorage *storage, const SijilId *household,
                                     GError **error);
GPtrArray *sijil_storage_households_with_card (SijilStorage *storage, const char *card,
                                               GError **error);
gboolean sijil_storage_is_reversed (SijilStorage *storage, const SijilTypeDef *type,
                                    const SijilId *fact);
GPtrArray *sijil_storage_verdicts_on (SijilStorage *storage, const SijilId *finding,
                                      GError **error);

/* Evidence of a link that needs no other and stays: the registry moved the family itself. */
#define SIJIL_EVIDENCE_MOVED "moved"

/**
 * SijilLinkRow:
 * @a: a household
 * @b: the same household at another association; @a's association has the smaller number
 * @evidence: codes
 * @cut: whether one of the two says that they are different
 */
typedef struct {
  SijilId a;
  SijilId b;
  gint64 owner_a;
  gint64 owner_b;
  char *evidence;
  gboolean cut;
} SijilLinkRow;

gboolean sijil_storage_add_person_link (SijilStorage *storage, const SijilId *a, const SijilId *b,
                                        const char *evidence, gboolean *is_new, GError **error);
GPtrArray *sijil_storage_person_links (SijilStorage *storage, const SijilId *household_a,
                                       const SijilId *household_b, GError **error);
gboolean sijil_storage_drop_person_link (SijilStorage *storage, const SijilId *a, const SijilId *b,
                                         GError **error);
GPtrArray *sijil_storage_linked_persons (SijilStorage *storage, const SijilId *person,
                                         GError **error);
gboolean sijil_storage_add_household_link (SijilStorage *storage, const SijilLinkRow *link,
                                           gboolean *is_new, GError **error);
GPtrArray *sijil_storage_household_links (SijilStorage *storage, const SijilId *household,
                                          GError **error);
gboolean sijil_storage_cut_household_link (SijilStorage *storage, const SijilId *a,
                                           const SijilId *b, gboolean cut, GError **error);
void sijil_link_row_free (SijilLinkRow *link);

/* Who is registered often in one association. */
gint64 sijil_storage_same_at (SijilStorage *storage, const SijilId *person, gint64 owner);
gboolean sijil_storage_are_linked (SijilStorage *storage, const SijilId *a, const SijilId *b);
gboolean sijil_storage_are_proven (SijilStorage *storage, const SijilId *a, const SijilId *b);
void sijil_storage_note_proven (SijilStorage *storage, const SijilId *a, const SijilId *b);
gboolean sijil_storage_put_off (SijilStorage *storage, const SijilId *known, gint64 owner,
                                const SijilId *waiting, GError **error);
gboolean sijil_storage_next_waiting (SijilStorage *storage, const SijilId *known, gint64 owner,
                                     SijilId *waiting, GError **error);
gboolean sijil_storage_waits_no_more (SijilStorage *storage, const SijilId *person, GError **error);
gint64 sijil_storage_told_of_person (SijilStorage *storage, gint64 owner, const SijilId *person,
                                     const char *association);
SijilFolded *sijil_storage_first_told (SijilStorage *storage, gint64 owner, const char *card,
                                       gboolean by_id);
gint64 sijil_storage_overlaps (SijilStorage *storage, const char *key);
gint64 sijil_storage_waiting (SijilStorage *storage);

/* Aid that is to be told, or taken back, anew; and what met other aid. */

/**
 * SijilMeeting:
 * @served: a household or a person
 * @is_person: which of the two
 * @owner: its association
 * @family: (nullable): kind of need
 * @period: (nullable): the period
 *
 * Which hand-overs met another.
 */
typedef struct {
  const SijilId *served;
  gboolean is_person;
  gint64 owner;
  const char *family;
  const char *period;
} SijilMeeting;

GPtrArray *sijil_storage_met (SijilStorage *storage, const SijilMeeting *meeting, guint most,
                              GError **error);
gboolean sijil_storage_share_again (SijilStorage *storage, const SijilTypeDef *type,
                                    const SijilId *id, GError **error);
gboolean sijil_storage_next_to_share (SijilStorage *storage, SijilFolded **distribution,
                                      gboolean *left, GError **error);
gint64 sijil_storage_to_share (SijilStorage *storage);

/* What was told to whom, so that it is told once and can be taken back. */
gboolean sijil_storage_note_finding (SijilStorage *storage, const char *key, gint64 association,
                                     const SijilId *finding, GError **error);
gboolean sijil_storage_find_finding (SijilStorage *storage, const char *key, gint64 association,
                                     SijilId *finding);
char *sijil_storage_finding_key (SijilStorage *storage,
                                 const SijilId *finding) G_GNUC_WARN_UNUSED_RESULT;
gboolean sijil_storage_other_finding (SijilStorage *storage, const char *key,
                                      gint64 not_association, SijilId *finding,
                                      gint64 *association);
gboolean sijil_storage_note_told (SijilStorage *storage, const SijilId *distribution,
                                  const SijilId *household, const SijilId *elsewhere,
                                  GError **error);
gboolean sijil_storage_find_told (SijilStorage *storage, const SijilId *distribution,
                                  const SijilId *household, SijilId *elsewhere);
GPtrArray *sijil_storage_told_of (SijilStorage *storage, const SijilId *distribution,
                                  GError **error);
GPtrArray *sijil_storage_findings_under (SijilStorage *storage, const char *key, GError **error);
gboolean sijil_storage_find_reply (SijilStorage *storage, const SijilId *finding, SijilId *reply);

gint64 sijil_storage_count (SijilStorage *storage, const SijilTypeDef *type);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SijilDevice, sijil_device_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SijilFolded, sijil_folded_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SijilStorage, sijil_storage_close)

G_END_DECLS
