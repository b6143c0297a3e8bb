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

/* The same of people whose sex is known. Where English has one word for both, Arabic brings its own
 * along. */
static const SijilChoice RELATIONS_OF_A_WOMAN[] = {
  { "head", N_ ("Head of family"), "ربة الأسرة" },
  { "spouse", N_ ("Wife") },
  { "child", N_ ("Daughter") },
  { "parent", N_ ("Mother") },
  { "sibling", N_ ("Sister") },
  { "grandchild", N_ ("Granddaughter") },
  { "other", N_ ("Other relative"), "قريبة أخرى" },
  { NULL },
};

static const SijilChoice RELATIONS_OF_A_MAN[] = {
  { "head", N_ ("Head of family") },
  { "spouse", N_ ("Husband") },
  { "child", N_ ("Son") },
  { "parent", N_ ("Father") },
  { "sibling", N_ ("Brother") },
  { "grandchild", N_ ("Grandson") },
  { "other", N_ ("Other relative") },
  { NULL },
};

/* One code stands in the same place of each, so that a form can change from one to another. */
G_STATIC_ASSERT (G_N_ELEMENTS (RELATIONS_OF_A_WOMAN) == G_N_ELEMENTS (sijil_relations));
G_STATIC_ASSERT (G_N_ELEMENTS (RELATIONS_OF_A_MAN) == G_N_ELEMENTS (sijil_relations));

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
  { "registered-often", N_ ("Registered again and again here") },
  { NULL },
};

const SijilChoice sijil_answers[] = {
  { "same", N_ ("One family") },
  { "different", N_ ("Two different families") },
  { "accepted", N_ ("Accepted as it is") },
  { "unsure", N_ ("Not sure") },
  { NULL },
};

const SijilChoice sijil_educations[] = {
  { "none", N_ ("Cannot read or write") },
  { "reads", N_ ("Reads and writes") },
  { "primary", N_ ("Primary school") },
  { "preparatory", N_ ("Preparatory school") },
  { "secondary", N_ ("Secondary school or diploma") },
  { "university", N_ ("University or institute") },
  { NULL },
};

const SijilChoice sijil_event_kinds[] = {
  { "registered", N_ ("Registered") },
  { "split", N_ ("Split off") },
  { "merged", N_ ("Merged") },
  { "merge-undone", N_ ("Merge undone") },
  { "moved", N_ ("Moved to another family") },
  { "married", N_ ("Married") },
  { "born", N_ ("Born") },
  { "died", N_ ("Died") },
  { "moved-away", N_ ("Moved away") },
  { "returned", N_ ("Came back") },
  { "head", N_ ("New head of family") },
  { "deleted", N_ ("Taken out of the register") },
  { "moved-out", N_ ("Moved to another association") },
  { "moved-in", N_ ("Came from another association") },
  { "apart", N_ ("Not the same family") },
  { "same-person", N_ ("One member, written down twice") },
  { NULL },
};

const SijilChoice sijil_skills[] = {
  { "registering", N_ ("Registering families") },
  { "distribution", N_ ("Handing out") },
  { "visits", N_ ("Home visits") },
  { "driving", N_ ("Driving") },
  { "cooking", N_ ("Cooking") },
  { "packing", N_ ("Packing boxes") },
  { "teaching", N_ ("Teaching") },
  { "medicine", N_ ("Medicine") },
  { "nursing", N_ ("Nursing") },
  { "pharmacy", N_ ("Pharmacy") },
  { "social-work", N_ ("Social work") },
  { "law", N_ ("Law") },
  { "accounting", N_ ("Accounting") },
  { "computers", N_ ("Computers") },
  { "electricity", N_ ("Electricity") },
  { "plumbing", N_ ("Plumbing") },
  { "carpentry", N_ ("Carpentry") },
  { "sewing", N_ ("Sewing") },
  { "farming", N_ ("Farming") },
  { "sign-language", N_ ("Sign language") },
  { NULL },
};

/* Day of the week (the Egyptian week begins on Saturday) and half of the day. */
const SijilChoice sijil_half_days[] = {
  { "sat-am", N_ ("Saturday morning") },
  { "sat-pm", N_ ("Saturday evening") },
  { "sun-am", N_ ("Sunday morning") },
  { "sun-pm", N_ ("Sunday evening") },
  { "mon-am", N_ ("Monday morning") },
  { "mon-pm", N_ ("Monday evening") },
  { "tue-am", N_ ("Tuesday morning") },
  { "tue-pm", N_ ("Tuesday evening") },
  { "wed-am", N_ ("Wednesday morning") },
  { "wed-pm", N_ ("Wednesday evening") },
  { "thu-am", N_ ("Thursday morning") },
  { "thu-pm", N_ ("Thursday evening") },
  { "fri-am", N_ ("Friday morning") },
  { "fri-pm", N_ ("Friday evening") },
  { NULL },
};

const SijilChoice sijil_volunteer_states[] = {
  { "active", N_ ("Active") },
  { "paused", N_ ("Paused") },
  { "left", N_ ("No longer a volunteer") },
  { NULL },
};

/* Why a shift does not count. */
const SijilChoice sijil_shift_reasons[] = {
  { "slip", N_ ("Slip of the hand") },
  { "wrong-volunteer", N_ ("Wrong volunteer") },
  { "not-worked", N_ ("Did not come") },
  { "other", N_ ("Other reason") },
  { NULL },
};

const SijilChoice sijil_roles[] = {
  { "coordinator", N_ ("Coordinator") },
  { "clerk", N_ ("Desk clerk") },
  { "auditor", N_ ("Auditor") },
  { NULL },
};

/**
 * sijil_relations_of:
 * @sex: (nullable): a code of the sexes, %NULL if it is not known
 *
 * Returns: the relations to the head with the words for people of that sex
 */
const SijilChoice *
sijil_relations_of (const char *sex)
{
  if (g_strcmp0 (sex, "f") == 0)
    return RELATIONS_OF_A_WOMAN;
  return g_strcmp0 (sex, "m") == 0 ? RELATIONS_OF_A_MAN : sijil_relations;
}

/**
 * sijil_relation_label:
 * @relation: (nullable): a code of the relations
 * @sex: (nullable): a code of the sexes, %NULL if it is not known
 *
 * Returns: the relation in the language of the window: "wife", not "husband or wife"
 */
const char *
sijil_relation_label (const char *relation, const char *sex)
{
  return sijil_choice_label (sijil_relations_of (sex), relation);
}

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
