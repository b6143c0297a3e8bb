#define G_LOG_DOMAIN "sijil-match"

#include "sijil-match-version.h"

#include "sijil-aliases.h"
#include "sijil-fold.h"
#include "sijil-match-keys.h"
#include "sijil-match-weights.h"
#include "sijil-names.h"

#define V(number) G_STRINGIFY (number)

/**
 * sijil_match_version:
 *
 * Two programs with one version judge any two people alike.
 *
 * Returns: (transfer none): the versions of fold, names, aliases, keys and weights
 */
const char *
sijil_match_version (void)
{
  return V (SIJIL_FOLD_VERSION) "." V (SIJIL_NAMES_VERSION) "." V (SIJIL_ALIASES_VERSION) "." V (
      SIJIL_MATCH_KEYS_VERSION) "." V (SIJIL_MATCH_WEIGHTS_VERSION);
}
