#pragma once

#include "sijil-teller.h"

G_BEGIN_DECLS

/**
 * SijilLinker:
 * @storage: the storage, inside a transaction
 * @teller: of this transaction
 * @today: ISO date, for "adult"
 *
 * Finds out who is the same, by the exact rules, and tells the associations concerned.
 */
typedef struct {
  SijilStorage *storage;
  SijilTeller *teller;
  const char *today;
} SijilLinker;

gboolean sijil_linker_person (SijilLinker *linker, SijilFolded *person, GError **error);
gboolean sijil_linker_household (SijilLinker *linker, SijilFolded *household, GError **error);
gboolean sijil_linker_distribution (SijilLinker *linker, SijilFolded *distribution, GError **error);
gboolean sijil_linker_verdict (SijilLinker *linker, SijilFolded *verdict, GError **error);

/* Between the files of the linker. */
gboolean sijil_linker_share_aid (SijilLinker *linker, SijilLinkRow *link, GError **error);
gboolean sijil_linker_consents (SijilFolded *household);
SijilFolded *sijil_linker_load (SijilLinker *linker, const SijilTypeDef *type, const SijilId *id);

G_END_DECLS
