#pragma once

#include "sijil-record.h"
#include "sijil-session.h"

G_BEGIN_DECLS

/**
 * SijilReviewItem:
 * @finding: what the registry noticed
 * @verdict: (nullable): what we said, if that still stands
 * @reply: (nullable): code of what the other association said
 * @household: our household; zero if it is about a person and nobody's family
 * @volunteer: the volunteer that this person of ours is, zero if there is none
 * @card: (nullable): its card
 * @head_name: (nullable): its head, or the person
 * @place: village and governorate in words
 * @birth_year: (nullable): of the head, or the person
 * @counts: whether it belongs to the badge (known-elsewhere is a quiet list)
 * @moot: whether it has settled itself: an overlap of which one hand-over was undone, or a question
 * about two families that are known to be one by now
 */
typedef struct {
  SijilRecord *finding;
  SijilRecord *verdict;
  char *reply;
  SijilId household;
  SijilId volunteer;
  char *card;
  char *head_name;
  char *place;
  char *birth_year;
  gboolean counts;
  gboolean moot;
} SijilReviewItem;

/**
 * SijilVerdictRequest:
 * @finding: which finding
 * @answer: (nullable): a code of the answers; %NULL undoes our standing verdict
 * @reason: (nullable): in words
 */
typedef struct {
  SijilId finding;
  char *answer;
  char *reason;
} SijilVerdictRequest;

void sijil_review_item_free (SijilReviewItem *item);
SijilVerdictRequest *sijil_verdict_request_new (const SijilId *finding, const char *answer,
                                                const char *reason);
void sijil_verdict_request_free (SijilVerdictRequest *request);

/* SijilStoreFunc: data unused, result a GPtrArray of SijilReviewItem: open ones that count first,
 * then the open quiet ones, then the settled and the moot ones, newest first in each. */
gpointer sijil_review (SijilSession *session, gpointer unused, GError **error);
/* SijilStoreFunc, writing: data is a SijilVerdictRequest, result the verdict's SijilId * (g_free).
 */
gpointer sijil_review_settle (SijilSession *session, gpointer request, GError **error);
/* SijilStoreFunc: data unused, result the number of open findings that count (GUINT_TO_POINTER). */
gpointer sijil_review_count (SijilSession *session, gpointer unused, GError **error);

G_END_DECLS
