#include "desk.h"
#include "sijil-bulk.h"
#include "sijil-find.h"
#include "sijil-match-index.h"
#include "sijil-test.h"

#define HEAD "فاطمة عبد الرحمن أبو السعود الشاذلي"
#define HEAD_ID "28806201512345"
#define PHONE "01157719286"

static char *folder;
static SijilStore *store;
static SijilId target;

static GPtrArray *
find (const char *text)
{
  return desk_read (store, sijil_find, text);
}

static void
finds (gconstpointer text)
{
  g_autoptr (GPtrArray) found = find (text);

  g_assert_cmpuint (found->len, >, 0);
  g_assert_true (sijil_id_equal (&((SijilFound *) found->pdata[0])->household, &target));
}

static void
finds_not (gconstpointer text)
{
  g_autoptr (GPtrArray) found = find (text);

  for (guint i = 0; i < found->len; i++)
    g_assert_false (sijil_id_equal (&((SijilFound *) found->pdata[i])->household, &target));
}

static const struct {
  const char *name;
  const char *text;
} SPELLINGS[] = {
  { "as-written", HEAD },
  { "with-heh-for-teh-marbuta", "فاطمه عبد الرحمن" },
  { "with-abd-joined", "فاطمة عبدالرحمن" },
  { "with-another-hamza", "فاطمة عبد الرحمن إبو السعود" },
  { "without-hamza", "فاطمه عبدالرحمن ابوالسعود" },
  { "with-tatweel", "فاطمـــة عبد الرحمـن" },
  { "with-diacritics", "فَاطِمَة عَبْد الرَّحْمٰن" },
  { "with-alef-maqsura", "فاطمة عبد الرحمن أبو السعود الشاذلى" },
  { "without-the-article", "فاطمة عبد الرحمن أبو السعود شاذلي" },
  { "one-part-missing", "فاطمة أبو السعود الشاذلي" },
  { "one-part-too-many", "فاطمة سيد عبد الرحمن أبو السعود" },
  { "given-name-and-family", "فاطمة الشاذلي" },
  { "with-a-title", "الحاجة فاطمة عبد الرحمن" },
  { "with-invisible-marks", "\342\200\217فاطمة عبد الرحمن\342\200\254" },
  { "half-typed", "فاطمة عبد الرح" },
  { "with-doubled-spaces", "  فاطمة   عبد  الرحمن " },
  { "the-id", HEAD_ID },
  { "the-id-in-arabic-digits", "٢٨٨٠٦٢٠١٥١٢٣٤٥" },
  { "the-id-in-persian-digits", "۲۸۸۰۶۲۰۱۵۱۲۳۴۵" },
  { "the-id-in-groups", "2 880620 15 12345" },
  { "the-beginning-of-the-id", "2880620151" },
  { "the-phone", PHONE },
  { "the-beginning-of-the-phone", "0115771" },
  { "the-phone-in-arabic-digits", "٠١١٥٧٧١٩٢٨٦" },
  { "the-phone-with-dashes", "0115-771-9286" },
  { "the-phone-with-the-country", "+20 115 771 9286" },
  { "the-phone-as-a-spreadsheet-left-it", "1157719286" },
};

static const struct {
  const char *name;
  const char *text;
} OTHERS[] = {
  { "nothing", "" },
  { "spaces", "   " },
  { "signs-of-the-search-language", "\"* OR ) NEAR(" },
  { "a-quote", "'; DROP TABLE person; --" },
  { "another-name", "محمود حسن سليمان" },
  { "two-digits", "01" },
  { "another-id", "29911301598764" },
  { "bad-utf-8", "\xff\xfe" },
};

static const struct {
  const char *name;
  const char *text;
} ALIKE[] = {
  { "an-id-with-another-digit-at-the-end", "28806201512346" },
  { "an-id-with-another-digit-at-the-beginning", "28806101512345" },
  { "an-id-with-two-digits-swapped", "28806201512354" },
  { "an-id-that-lacks-a-digit", "2880620512345" },
  { "a-name-in-latin-letters", "Fatma Abdelrahman Aboelsoud" },
};

static gboolean
write_keys (void)
{
  guint most = 1000;
  g_autofree gint64 *done = desk_write (store, sijil_match_index_work, &most);

  return *done > 0;
}

static void
by_card (void)
{
  g_autofree char *card = desk_text (store, &sijil_household_type, &target, SIJIL_HOUSEHOLD_CARD);
  g_autofree char *small = g_ascii_strdown (card, -1);
  g_autofree char *spaced = g_strdup_printf (" %.3s %s ", card, card + 3);
  const char *forms[] = { card, small, spaced, NULL };

  for (int i = 0; forms[i] != NULL; i++) {
    g_autoptr (GPtrArray) found = find (forms[i]);

    g_assert_cmpuint (found->len, ==, 1);
    g_assert_cmpint (((SijilFound *) found->pdata[0])->closeness, ==, SIJIL_FOUND_EXACT);
    finds (forms[i]);
  }
}

/* What the keys of the card's letters type while the Arabic layout is on. */
static const char *
arabic_key (char key)
{
  static const struct {
    char key;
    const char *typed;
  } KEYS[] = { { 'A', "ش" }, { 'B', "لا" }, { 'C', "ؤ" }, { 'D', "ي" }, { 'E', "ث" }, { 'F', "ب" },
               { 'G', "ل" }, { 'H', "ا" },  { 'I', "ه" }, { 'J', "ت" }, { 'K', "ن" }, { 'L', "م" },
               { 'M', "ة" }, { 'N', "ى" },  { 'O', "خ" }, { 'P', "ح" }, { 'Q', "ض" }, { 'R', "ق" },
               { 'S', "س" }, { 'T', "ف" },  { 'U', "ع" }, { 'V', "ر" }, { 'W', "ص" }, { 'X', "ء" },
               { 'Y', "غ" }, { 'Z', "ئ" } };
  static const char *const DIGITS[] = { "٠", "١", "٢", "٣", "٤", "٥", "٦", "٧", "٨", "٩" };

  for (guint i = 0; i < G_N_ELEMENTS (KEYS); i++)
    if (KEYS[i].key == key)
      return KEYS[i].typed;
  return DIGITS[key - '0'];
}

static void
by_card_in_arabic (void)
{
  g_autofree char *card = desk_text (store, &sijil_household_type, &target, SIJIL_HOUSEHOLD_CARD);
  g_autoptr (GString) typed = g_string_new (NULL);

  for (const char *p = card; *p != '\0'; p++)
    g_string_append (typed, arabic_key (*p));
  g_test_message ("%s is typed as %s", card, typed->str);
  finds (typed->str);
}

static void
member (void)
{
  g_autoptr (GPtrArray) found = find ("ياسمين سعيد");
  SijilFound *first;

  g_assert_cmpuint (found->len, ==, 1);
  first = found->pdata[0];
  g_assert_true (sijil_id_equal (&first->household, &target));
  g_assert_cmpstr (first->name, ==, "ياسمين سعيد كامل");
  g_assert_cmpstr (first->relation, ==, "child");
  g_assert_cmpstr (first->head_name, ==, HEAD);
  g_assert_cmpstr (first->birth_year, ==, "2014");
  g_assert_cmpuint (first->members, ==, 2);
}

/* Only where nothing agrees, and marked so that no key opens it by itself. */
static void
alike (gconstpointer text)
{
  g_autoptr (GPtrArray) found = find (text);

  g_assert_cmpuint (found->len, ==, 1);
  g_assert_true (sijil_id_equal (&((SijilFound *) found->pdata[0])->household, &target));
  g_assert_cmpint (((SijilFound *) found->pdata[0])->closeness, ==, SIJIL_FOUND_ALIKE);
}

static void
exact_id (void)
{
  g_autoptr (GPtrArray) found = find (HEAD_ID);

  g_assert_cmpint (((SijilFound *) found->pdata[0])->closeness, ==, SIJIL_FOUND_EXACT);
}

/* The one whose parts follow in order stands before those that share some of them. */
static void
best_first (void)
{
  g_autoptr (GPtrArray) found = find ("علي محمد حسن");

  g_assert_cmpuint (found->len, >=, 2);
  g_assert_cmpstr (((SijilFound *) found->pdata[0])->name, ==, "علي محمد حسن");
}

static void
follows_an_edit (void)
{
  SijilId id = desk_family (store, "سوسن رفعت جابر", NULL, NULL, TRUE);
  SijilId head = desk_head (store, &id);
  g_autoptr (GPtrArray) before = NULL, after = NULL;

  desk_edit (store, &sijil_person_type, &head, SIJIL_PERSON_NAME, "شيرين رفعت جابر");
  before = find ("سوسن رفعت جابر");
  for (guint i = 0; i < before->len; i++) /* two of three parts still agree */
    g_assert_cmpint (((SijilFound *) before->pdata[i])->closeness, ==, SIJIL_FOUND_POSSIBLE);
  after = find ("شيرين رفعت");
  g_assert_cmpuint (after->len, ==, 1);
}

static void
bounded (void)
{
  g_autofree char *long_text = g_strnfill (5000, 'x');
  g_autoptr (GPtrArray) found = NULL;

  for (int i = 0; i < 20; i++)
    desk_family (store, "هدى سمير فؤاد", NULL, NULL, TRUE);
  found = find ("هدى سمير");
  g_assert_cmpuint (found->len, ==, 12);
  finds_not (long_text);
}

static void
sex_of_the_head (void)
{
  SijilRecord *household = desk_household (TRUE);
  SijilRecord *woman = desk_person ("نادية لطفي عزيز", "head", "28801011234567", NULL);

  sijil_record_set_text (household, SIJIL_HOUSEHOLD_PHONE, "01060606060");
  sijil_record_set_text (woman, SIJIL_PERSON_SEX, "f");
  desk_save (store, household, woman, NULL);
  for (guint i = 0; i < 3; i++) {
    static const char *const TYPED[] = { "نادية لطفي", "01060606060", "28801011234567" };
    g_autoptr (GPtrArray) found = find (TYPED[i]);

    g_assert_cmpuint (found->len, ==, 1);
    g_assert_cmpstr (((SijilFound *) found->pdata[0])->sex, ==, "f");
  }
}

/* Each family that is registered leaves a part of the index; tidied, there is one. */
static void
tidy (void)
{
  static const char PARTS[] = "SELECT count(DISTINCT segid) FROM person_search_idx";

  for (int i = 0; i < 5; i++)
    desk_family (store, "رضوان صبحي لاشين", NULL, NULL, TRUE);
  g_assert_cmpint (desk_number (store, PARTS), >, 1);
  sijil_bulk_tidy (store);
  g_assert_cmpint (desk_number (store, PARTS), ==, 1);
  sijil_bulk_tidy (store);
  g_assert_cmpint (desk_number (store, PARTS), ==, 1);
  finds (HEAD);
  {
    g_autoptr (GPtrArray) found = find ("رضوان لاشين");

    g_assert_cmpuint (found->len, ==, 5);
  }
}

int
main (int argc, char **argv)
{
  SijilRecord *household;
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = desk_folder ();
  store = desk_create (folder, "A");
  household = desk_household (TRUE);
  sijil_record_set_text (household, SIJIL_HOUSEHOLD_PHONE, "+2" PHONE);
  target = desk_save (store, household, desk_person (HEAD, "head", HEAD_ID, NULL),
                      desk_person ("ياسمين سعيد كامل", "child", NULL, "2014-05-01"), NULL);
  desk_family (store, "محمد علي حسن", NULL, NULL, TRUE);
  desk_family (store, "علي محمد حسن", NULL, NULL, TRUE);
  desk_family (store, "حسن محمد علي", NULL, NULL, TRUE);
  while (write_keys ())
    ;
  for (guint i = 0; i < G_N_ELEMENTS (SPELLINGS); i++) {
    g_autofree char *path = g_strconcat ("/find/", SPELLINGS[i].name, NULL);

    g_test_add_data_func (path, SPELLINGS[i].text, finds);
  }
  for (guint i = 0; i < G_N_ELEMENTS (OTHERS); i++) {
    g_autofree char *path = g_strconcat ("/find/not-by/", OTHERS[i].name, NULL);

    g_test_add_data_func (path, OTHERS[i].text, finds_not);
  }
  for (guint i = 0; i < G_N_ELEMENTS (ALIKE); i++) {
    g_autofree char *path = g_strconcat ("/find/alike/", ALIKE[i].name, NULL);

    g_test_add_data_func (path, ALIKE[i].text, alike);
  }
  g_test_add_func ("/find/the-card", by_card);
  g_test_add_func ("/find/the-card-typed-under-the-arabic-layout", by_card_in_arabic);
  g_test_add_func ("/find/a-member-tells-whose-family-it-is", member);
  g_test_add_func ("/find/a-whole-id-is-exact", exact_id);
  g_test_add_func ("/find/the-best-stands-first", best_first);
  g_test_add_func ("/find/follows-an-edit", follows_an_edit);
  g_test_add_func ("/find/tells-the-sex-by-name-phone-and-id", sex_of_the_head);
  g_test_add_func ("/find/is-bounded", bounded);
  g_test_add_func ("/find/finds-the-same-when-its-index-is-tidied", tidy);
  status = g_test_run ();
  desk_close (store);
  desk_remove (folder);
  return status;
}
