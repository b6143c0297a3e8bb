#pragma once

#include "sijil-findings.h"
#include "sijil-teller.h"

G_BEGIN_DECLS

/**
 * SijilLinker:
 * @storage: the storage, inside a transaction
 * @teller: of this transaction
 * @today: ISO date, for "adult"
 * @judged: (nullable) (element-type SijilId): persons who were judged since it was emptied
 * @links_only: whether questions are put off: a link that is found later may answer them
 * @put_off: whether there was one
 * @held: (nullable) (element-type guint32 guint64): see sijil_storage_held()
 * @most: (nullable): what a device may use of a day
 * @cause: device whose work it follows, 0 for nobody's
 * @use: what that one has used today
 * @has_used: whether it is to be written
 *
 * Finds out who is the same and tells the associations concerned.
 */
typedef struct {
  SijilStorage *storage;
  SijilTeller *teller;
  const char *today;
  GHashTable *judged;
  gboolean links_only;
  gboolean put_off;
  GHashTable *held;
  const SijilUse *most;
  guint32 cause;
  SijilUse use;
  gboolean has_used;
} SijilLinker;

gboolean sijil_linker_identity (SijilLinker *linker, SijilFolded *person, GError **error);
gboolean sijil_linker_volunteer (SijilLinker *linker, SijilFolded *volunteer, GError **error);
gboolean sijil_linker_household (SijilLinker *linker, SijilFolded *household, GError **error);
gboolean sijil_linker_surroundings (SijilLinker *linker, SijilFolded *household, GError **error);
gboolean sijil_linker_distribution (SijilLinker *linker, SijilFolded *distribution, GError **error);
gboolean sijil_linker_programme (SijilLinker *linker, SijilFolded *programme, GError **error);
gboolean sijil_linker_verdict (SijilLinker *linker, SijilFolded *verdict, GError **error);

/* Between the files of the linker. */
gboolean sijil_linker_person (SijilLinker *linker, SijilFolded *person, GError **error);
gboolean sijil_linker_follow (SijilLinker *linker, SijilFolded *person, GPtrArray *others,
                              GError **error);
gboolean sijil_linker_members (SijilLinker *linker, SijilFolded *household, GError **error);
gboolean sijil_linker_doubt_all (SijilLinker *linker, SijilFolded *person, GPtrArray *others,
                                 GError **error);
gboolean sijil_linker_confirm (SijilLinker *linker, SijilFolded *a, SijilFolded *b, GError **error);
gboolean sijil_linker_link (SijilLinker *linker, SijilFolded *a, SijilFolded *b, GError **error);
gboolean sijil_linker_doubt (SijilLinker *linker, SijilFolded *person, SijilFolded *other,
                             GError **error);
gboolean sijil_linker_says_under (SijilLinker *linker, const char *key, const char *answer);
gboolean sijil_linker_both_say (SijilLinker *linker, SijilFolded *one, SijilFolded *other,
                                const char *answer);
gboolean sijil_linker_both_say_of (SijilLinker *linker, SijilFolded *one, SijilFolded *other,
                                   const char *answer);
gboolean sijil_linker_proves (SijilLinker *linker, SijilFolded *a, SijilFolded *b);
gboolean sijil_linker_may_tell (SijilLinker *linker, const SijilLinkRow *link, gboolean *tell,
                                GError **error);
gboolean sijil_linker_share_aid (SijilLinker *linker, SijilLinkRow *link, GError **error);
gboolean sijil_linker_share_person (SijilLinker *linker, const SijilId *person, GError **error);
SijilFolded *sijil_linker_home (SijilLinker *linker, SijilFolded *person);
gboolean sijil_linker_says (SijilLinker *linker, SijilFolded *one, SijilFolded *other,
                            const char *answer);
gboolean sijil_linker_are_one (SijilLinker *linker, const SijilPair *pair, gboolean proven,
                               gboolean *one, GError **error);
gboolean sijil_linker_join (SijilLinker *linker, const SijilPair *pair, const char *evidence,
                            GError **error);
gboolean sijil_linker_renew (SijilLinker *linker, SijilLinkRow *link, GError **error);
SijilId sijil_linker_survivor (SijilLinker *linker, const SijilId *household);
char *sijil_linker_answer (SijilLinker *linker, const SijilId *finding) G_GNUC_WARN_UNUSED_RESULT;
gboolean sijil_linker_is_gone (SijilLinker *linker, SijilFolded *household);
gboolean sijil_linker_consents (SijilLinker *linker, SijilFolded *household);
gboolean sijil_linker_has_room (SijilLinker *linker, const SijilPair *pair, gboolean *room,
                                GError **error);
gboolean sijil_linker_has_told (SijilLinker *linker, const SijilPair *pair, gboolean *room,
                                GError **error);
gboolean sijil_linker_put_off (SijilLinker *linker, const SijilPair *pair, GError **error);
gboolean sijil_linker_release (SijilLinker *linker, const SijilId *known, gint64 owner,
                               GError **error);
gboolean sijil_linker_holds (SijilLinker *linker, guint32 device);
gboolean sijil_linker_is_held (SijilLinker *linker, SijilFolded *folded, guint64 fields);
gboolean sijil_linker_caused_by (SijilLinker *linker, guint32 device, GError **error);
void sijil_linker_found (SijilLinker *linker, guint n);
gboolean sijil_linker_may_compare (SijilLinker *linker, SijilFolded *person, gboolean *may,
                                   GError **error);
SijilFolded *sijil_linker_load (SijilLinker *linker, const SijilTypeDef *type, const SijilId *id);

G_END_DECLS
