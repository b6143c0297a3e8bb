#include "people.h"
#include "sijil-evidence.h"

#include <string.h>

/* What a comparison found, in codes and back. */

static void
assert_codes (const Person *a, const Person *b, const char *wanted, const char *unwanted)
{
  SijilComparison found = people_compare (a, b);
  g_autofree char *codes = sijil_evidence_write (&found, FALSE);
  g_auto (GStrv) all = g_strsplit (wanted, " ", -1);

  g_test_message ("%s", codes);
  for (guint i = 0; all[i] != NULL; i++)
    g_assert_nonnull (strstr (codes, all[i]));
  if (unwanted != NULL)
    g_assert_null (strstr (codes, unwanted));
}

static void
names (void)
{
  Person one = { .name = "محمد علي حسن سالم", .birth = "1980-05-17" };
  Person shorter = { .name = "محمد علي حسن", .birth = "1980-05-17" };
  Person other_father = { .name = "محمد خالد حسن سالم", .birth = "1980-05-17" };
  Person latin = { .name = "Mohamed Ali Hassan", .birth = "1980-17-05" };
  Person stranger = { .name = "محمد رمزي بطرس غالي", .birth = "1980-05-17" };

  assert_codes (&one, &shorter, "same-name: same-birth:11", "differ");
  assert_codes (&one, &other_father, "same-given: father-differs:-", "same-name");
  assert_codes (&one, &latin, "given-letters:", "same-name");
  assert_codes (&one, &stranger, "same-given: parts-differ:-", "same-part");
}

static void
fields (void)
{
  Person one = { .name = "هدى سمير فؤاد",
                 .sex = "F",
                 .birth = "1974-08-20",
                 .id = "27408201401268",
                 .phone = "01001234567",
                 .village = "طوخ" };
  Person other = { .name = "هدى سمير فؤاد",
                   .sex = "F",
                   .birth = "1974-08-20",
                   .id = "27408201401286",
                   .phone = "01001234568",
                   .village = "قها" };

  assert_codes (&one, &other, "id-swapped:10 phone-digit:2 village-differs:-", "sex");
}

/* To another association it is told what both wrote alike: not by how much a number is missed, nor
 * the day of a birth, nor anything of phone, village and governorate. */
static void
for_others (void)
{
  static const char *const IDS[] = { "27408201401286", "27408201401269", "27408201401368",
                                     "2740820140126", "29001011234567" };
  static const char *const BORN[] = { "1974-20-08", "1974-08-21", "1975-08-20", "1990-01-02" };
  Person one = { .name = "هدى سمير فؤاد",
                 .birth = "1974-08-20",
                 .id = "27408201401268",
                 .phone = "01001234567",
                 .village = "منية مسير",
                 .governorate = "EG-KFS" };

  for (guint i = 0; i < G_N_ELEMENTS (IDS); i++) {
    Person other = one;
    SijilComparison found;
    g_autofree char *codes = NULL;

    other.id = IDS[i];
    found = people_compare (&one, &other);
    codes = sijil_evidence_write (&found, TRUE);
    g_assert_null (strstr (codes, "id-"));
    g_assert_null (strstr (codes, "phone"));
    g_assert_null (strstr (codes, "village"));
  }
  for (guint i = 0; i < G_N_ELEMENTS (BORN); i++) {
    Person other = one;
    SijilComparison found;
    g_autofree char *codes = NULL;

    other.id = NULL;
    other.birth = BORN[i];
    other.phone = "01001234568";
    other.village = "الأنشا";
    other.governorate = "EG-GH";
    found = people_compare (&one, &other);
    codes = sijil_evidence_write (&found, TRUE);
    g_assert_null (strstr (codes, "day"));
    g_assert_null (strstr (codes, "alike"));
    g_assert_null (strstr (codes, "differs"));
    g_assert_null (strstr (codes, "governorate"));
  }
}

/* Of what an answer reads: the strongest for it, then the strongest against it; a code of a newer
 * program is a code too, and a broken one is none. */
static void
read_back (void)
{
  g_autoptr (GPtrArray) reasons = sijil_evidence_read (
      "village-differs:-3,same-birth:11,,head-differs:-2,rival-siblings,same-id:22,newer:x");
  static const char *const ORDER[] = { "same-id", "same-birth",      "rival-siblings",
                                       "newer",   "village-differs", "head-differs" };

  g_assert_cmpuint (reasons->len, ==, G_N_ELEMENTS (ORDER));
  for (guint i = 0; i < reasons->len; i++)
    g_assert_cmpstr (((SijilReason *) reasons->pdata[i])->code, ==, ORDER[i]);
  g_assert_cmpint (((SijilReason *) reasons->pdata[0])->bits, ==, 22);
}

static void
bounded (void)
{
  g_autoptr (GString) many = g_string_new ("same-id:999999999999");
  g_autoptr (GPtrArray) reasons = NULL;

  for (guint i = 0; i < 1000; i++)
    g_string_append (many, ",same-birth:11");
  reasons = sijil_evidence_read (many->str);
  g_assert_cmpuint (reasons->len, <=, 32);
  g_assert_cmpint (((SijilReason *) reasons->pdata[0])->bits, <=, 99);
  g_ptr_array_unref (g_steal_pointer (&reasons));
  reasons = sijil_evidence_read (NULL);
  g_assert_cmpuint (reasons->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/evidence/says-how-far-names-agree", names);
  g_test_add_func ("/evidence/says-of-each-field-how-the-two-are", fields);
  g_test_add_func ("/evidence/what-others-are-told-is-what-both-wrote-alike", for_others);
  g_test_add_func ("/evidence/is-read-back-by-weight", read_back);
  g_test_add_func ("/evidence/is-bounded", bounded);
  return g_test_run ();
}
