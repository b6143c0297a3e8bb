#define G_LOG_DOMAIN "sijil-model"

#include "sijil-choices.h"

#include "sijil-fold.h"

#include <string.h>

/* ISO 3166-2 codes; the Arabic names are Egypt's own. */
const SijilChoice sijil_governorates[] = {
  { "EG-C", N_ ("Cairo"), "القاهرة" },
  { "EG-ALX", N_ ("Alexandria"), "الإسكندرية" },
  { "EG-PTS", N_ ("Port Said"), "بورسعيد" },
  { "EG-SUZ", N_ ("Suez"), "السويس" },
  { "EG-DT", N_ ("Damietta"), "دمياط" },
  { "EG-DK", N_ ("Dakahlia"), "الدقهلية" },
  { "EG-SHR", N_ ("Sharqia"), "الشرقية" },
  { "EG-KB", N_ ("Qalyubia"), "القليوبية" },
  { "EG-KFS", N_ ("Kafr El-Sheikh"), "كفر الشيخ" },
  { "EG-GH", N_ ("Gharbia"), "الغربية" },
  { "EG-MNF", N_ ("Monufia"), "المنوفية" },
  { "EG-BH", N_ ("Beheira"), "البحيرة" },
  { "EG-IS", N_ ("Ismailia"), "الإسماعيلية" },
  { "EG-GZ", N_ ("Giza"), "الجيزة" },
  { "EG-BNS", N_ ("Beni Suef"), "بني سويف" },
  { "EG-FYM", N_ ("Fayoum"), "الفيوم" },
  { "EG-MN", N_ ("Minya"), "المنيا" },
  { "EG-AST", N_ ("Asyut"), "أسيوط" },
  { "EG-SHG", N_ ("Sohag"), "سوهاج" },
  { "EG-KN", N_ ("Qena"), "قنا" },
  { "EG-ASN", N_ ("Aswan"), "أسوان" },
  { "EG-LX", N_ ("Luxor"), "الأقصر" },
  { "EG-BA", N_ ("Red Sea"), "البحر الأحمر" },
  { "EG-WAD", N_ ("New Valley"), "الوادي الجديد" },
  { "EG-MT", N_ ("Matrouh"), "مطروح" },
  { "EG-SIN", N_ ("North Sinai"), "شمال سيناء" },
  { "EG-JS", N_ ("South Sinai"), "جنوب سيناء" },
  { NULL },
};

/* The two digits of the national number, in the order of the table above; "88" is born abroad. */
static const char GOVERNORATE_NUMBERS[][3] = {
  "01", "02", "03", "04", "11", "12", "13", "14", "15", "16", "17", "18", "19", "21",
  "22", "23", "24", "25", "26", "27", "28", "29", "31", "32", "33", "34", "35",
};

G_STATIC_ASSERT (G_N_ELEMENTS (GOVERNORATE_NUMBERS) + 1 == G_N_ELEMENTS (sijil_governorates));

const SijilChoice sijil_sexes[] = { { "f", N_ ("female") }, { "m", N_ ("male") }, { NULL } };

const SijilChoice sijil_relations[] = {
  { "head", N_ ("Head of family") },       { "spouse", N_ ("Husband or wife") },
  { "child", N_ ("Son or daughter") },     { "parent", N_ ("Father or mother") },
  { "sibling", N_ ("Brother or sister") }, { "grandchild", N_ ("Grandchild") },
  { "other", N_ ("Other relative") },      { NULL },
};

const SijilChoice sijil_id_types[] = {
  { "national", N_ ("National ID") },
  { "foreign", N_ ("Passport or refugee card") },
  { NULL },
};

const SijilChoice sijil_no_id_reasons[] = {
  { "child-unregistered", N_ ("Child not registered yet") },
  { "lost", N_ ("Lost") },
  { "refused", N_ ("Would not give it") },
  { "foreigner", N_ ("Foreigner") },
  { "not-in-sheet", N_ ("Not in the imported sheet") },
  { "other", N_ ("Other reason") },
  { NULL },
};

const SijilChoice sijil_person_states[] = {
  { "living", N_ ("Living") },
  { "dead", N_ ("Died") },
  { "moved-away", N_ ("Moved away") },
  { NULL },
};

const SijilChoice sijil_housings[] = {
  { "owned", N_ ("Owned") },
  { "rented", N_ ("Rented") },
  { "old-rent", N_ ("Old rent") },
  { "family-house", N_ ("With relatives") },
  { "room", N_ ("One room") },
  { "informal", N_ ("Shack or unroofed") },
  { NULL },
};

const SijilChoice sijil_consent_bases[] = {
  { "spoken", N_ ("Read out and agreed") },
  { "signed", N_ ("Signed") },
  { "sheet", N_ ("Collected with the sheet") },
  { NULL },
};

const SijilChoice sijil_aid_kinds[] = {
  { "goods", N_ ("Goods") },
  { "service", N_ ("Service") },
  { "sale", N_ ("Sale at reduced price") },
  { "debt", N_ ("Debt settlement") },
  { "loan", N_ ("Loan") },
  { "grant", N_ ("Grant") },
  { "training", N_ ("Training") },
  { NULL },
};

/* What counts as "the same aid" between associations. */
const SijilChoice sijil_families[] = {
  { "ramadan-food", N_ ("Ramadan food") },
  { "food", N_ ("Food") },
  { "meat", N_ ("Meat") },
  { "winter", N_ ("Winter warmth") },
  { "clothes", N_ ("Clothes") },
  { "school", N_ ("School supplies") },
  { "medical", N_ ("Medical care") },
  { "debt", N_ ("Release from debt") },
  { "micro-finance", N_ ("Micro-finance") },
  { "livelihood", N_ ("Livelihood") },
  { "farming", N_ ("Small farmers") },
  { "housing", N_ ("Housing repair") },
  { "cash", N_ ("Cash support") },
  { NULL },
};

const SijilChoice sijil_limit_periods[] = {
  { "none", N_ ("No limit") },
  { "ramadan", N_ ("Each Ramadan") },
  { "month", N_ ("Each month") },
  { "winter", N_ ("Each winter") },
  { "year", N_ ("Each year") },
  { "ever", N_ ("Once only") },
  { NULL },
};

const SijilChoice sijil_beneficiaries[] = {
  { "household", N_ ("Household") },
  { "person", N_ ("Person") },
  { NULL },
};

const SijilChoice sijil_hand_over_reasons[] = {
  { "incomplete", N_ ("What they got was incomplete") },
  { "two-families", N_ ("Two families in one home") },
  { "other", N_ ("Other reason") },
  { NULL },
};

const SijilChoice sijil_reversal_reasons[] = {
  { "slip", N_ ("Slip of the hand") },     { "returned", N_ ("Brought back") },
  { "wrong-family", N_ ("Wrong family") }, { "not-collected", N_ ("Not collected") },
  { "other", N_ ("Other reason") },        { NULL },
};

const SijilChoice sijil_finding_kinds[] = {
  { "known-elsewhere", N_ ("Known to another association") },
  { "maybe-same-person", N_ ("Perhaps the same person") },
  { "overlap", N_ ("Overlap") },
  { "id-shared", N_ ("One ID, two people") },
  { "refused", N_ ("Refused") },
  { NULL },
};

const SijilChoice sijil_answers[] = {
  { "same", N_ ("One family") },
  { "different", N_ ("Two different families") },
  { "accepted", N_ ("Accepted as it is") },
  { "unsure", N_ ("Not sure") },
  { NULL },
};

const SijilChoice sijil_roles[] = {
  { "coordinator", N_ ("Coordinator") },
  { "clerk", N_ ("Desk clerk") },
  { "auditor", N_ ("Auditor") },
  { NULL },
};

/**
 * sijil_governorate_of_number:
 * @two_digits: digits 8 and 9 of a national number
 *
 * Returns: (nullable): the code of the governorate of birth; "" for abroad; %NULL if there is none
 *   such
 */
const char *
sijil_governorate_of_number (const char *two_digits)
{
  for (guint i = 0; i < G_N_ELEMENTS (GOVERNORATE_NUMBERS); i++)
    if (strncmp (GOVERNORATE_NUMBERS[i], two_digits, 2) == 0)
      return sijil_governorates[i].code;
  return strncmp (two_digits, "88", 2) == 0 ? "" : NULL;
}

/**
 * sijil_governorate_named:
 * @text: (nullable): a code or a name in Arabic or English, however spelled
 *
 * Returns: (nullable): its code
 */
const char *
sijil_governorate_named (const char *text)
{
  g_autofree char *wanted = sijil_fold (text);

  for (const SijilChoice *g = sijil_governorates; g->code != NULL; g++) {
    g_autofree char *ar = sijil_fold (g->ar);
    g_autofree char *en = sijil_fold (g->label);

    if (strcmp (wanted, ar) == 0 || strcmp (wanted, en) == 0 || g_strcmp0 (text, g->code) == 0)
      return g->code;
  }
  return NULL;
}
