#pragma once

#include <glib.h>

#include "sijil-date.h"
#include "sijil-i18n.h"

G_BEGIN_DECLS

/* The version of the descriptors as a whole: raised by each added field or type. */
#define SIJIL_SCHEMA_VERSION 4

typedef struct _SijilFieldDef SijilFieldDef;
typedef struct _SijilTypeDef SijilTypeDef;

/* In each of these the value 0 is the safe one, so that a forgotten line harms nobody. */

typedef enum {
  SIJIL_KIND_INVALID,
  SIJIL_KIND_TEXT,
  SIJIL_KIND_INTEGER,
  SIJIL_KIND_MONEY,     /* int64 piastres */
  SIJIL_KIND_DATE,      /* ISO text, partial as far as `precision` allows */
  SIJIL_KIND_INSTANT,   /* int64 microseconds UTC */
  SIJIL_KIND_CHOICE,    /* a code of `choices` */
  SIJIL_KIND_REFERENCE, /* the id of a record of type `target` */
  SIJIL_KIND_BOOLEAN,
  SIJIL_KIND_SET, /* codes of `choices`, sorted, one space between; see sijil-set.h */
} SijilKind;

typedef enum {
  SIJIL_MERGE_ASK,      /* not decided: the self-check refuses it */
  SIJIL_MERGE_REGISTER, /* the larger (stamp, device) wins */
  SIJIL_MERGE_GUARDED,  /* of two concurrent values the registry's stays, a person decides */
  SIJIL_MERGE_LEDGER,   /* written once with the fact */
  SIJIL_MERGE_SET,      /* each element for itself: an addition that a removal had not seen stays */
  SIJIL_MERGE_LIFE,     /* when the record was deleted; an edit that had not seen it revives */
} SijilMerge;

typedef enum {
  SIJIL_PRIVACY_SENSITIVE,
  SIJIL_PRIVACY_PERSONAL,
  SIJIL_PRIVACY_INTERNAL,
  SIJIL_PRIVACY_OPEN,
} SijilPrivacy;

typedef enum {
  SIJIL_AUDIENCE_OWN,      /* the association that made it */
  SIJIL_AUDIENCE_ALLIANCE, /* everyone, by the catalogue's feed */
  SIJIL_AUDIENCE_TOLD,     /* made by the registry for one association */
} SijilAudience;

/**
 * SijilChoice:
 *
 * One entry of a code list. The code is stored, the label is looked up. A place brings its Arabic
 * name along (@ar), because sheets in Arabic are read whatever the language of the window is.
 */
typedef struct {
  const char *code;
  const char *label;
  const char *ar;
} SijilChoice;

typedef enum {
  SIJIL_FIELD_REQUIRED = 1 << 0,
  SIJIL_FIELD_FOLDED = 1 << 1, /* has a second column with its folded form, indexed */
  SIJIL_FIELD_INDEXED = 1 << 2,
  SIJIL_FIELD_LTR = 1 << 3,      /* never mirrored: IDs, phones, cards */
  SIJIL_FIELD_DIGITS = 1 << 4,   /* a phone: in the form of sijil_phone_form() */
  SIJIL_FIELD_REGISTRY = 1 << 5, /* in a record of an association, but the registry writes it */
} SijilFieldFlags;

/**
 * SijilFieldDef:
 *
 * One field: its column, JSON key and heading code are its `name`, which is never renamed; fields
 * are only ever appended, since their position is their number in stamps.
 */
struct _SijilFieldDef {
  const char *name;
  const char *label;
  SijilKind kind;
  SijilMerge merge;
  SijilPrivacy privacy;
  SijilFieldFlags flags;
  guint since;
  guint max_len; /* characters; 0 means 200 */
  SijilDatePrecision precision;
  const SijilChoice *choices; /* ends with a NULL code */
  const char *target;
  const char *unit;                        /* fields with the same unit merge as one */
  const char *(*check) (const char *text); /* a sentence if @text is wrong */
};

/**
 * SijilTypeDef:
 *
 * What a record type is. Its table, its change sets, merge, form, list, sheet and the data
 * dictionary all follow from this.
 */
struct _SijilTypeDef {
  const char *name;
  const char *label;
  SijilAudience audience;
  gboolean ledger;
  const SijilFieldDef *fields;
  guint n_fields;
};

const SijilTypeDef *const *sijil_types (guint *n);
const SijilTypeDef *sijil_type_find (const char *name);
int sijil_type_field (const SijilTypeDef *type, const char *name);
int sijil_type_life (const SijilTypeDef *type);
guint64 sijil_type_unit_mask (const SijilTypeDef *type, guint field);
gboolean sijil_type_is_number (SijilKind kind);
gboolean sijil_types_check (GError **error);
const char *sijil_choice_label (const SijilChoice *choices, const char *code);
gboolean sijil_choice_has (const SijilChoice *choices, const char *code);

#define SIJIL_FIELD_BIT(field) (G_GUINT64_CONSTANT (1) << (field))

G_END_DECLS
