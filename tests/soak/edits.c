#include "edits.h"

#include "desk.h"
#include "sijil-set.h"

static void
set_fresh (World *world, SijilRecord *record, guint field)
{
  g_autofree char *text = g_strdup_printf ("u-%u", ++world->counter);

  if (world->counter % 8 == 0)
    sijil_record_set_null (record, field);
  else
    sijil_record_set_text (record, field, text);
}

SijilRecord *
edits_household (World *world, const SijilId *id, guint which)
{
  static const guint FIELDS[] = { SIJIL_HOUSEHOLD_VILLAGE, SIJIL_HOUSEHOLD_ADDRESS,
                                  SIJIL_HOUSEHOLD_NOTES, SIJIL_HOUSEHOLD_PHONE };
  SijilRecord *edit = sijil_record_new (&sijil_household_type, id);

  for (guint i = 0; i < G_N_ELEMENTS (FIELDS); i++)
    if ((which >> i & 1) != 0)
      set_fresh (world, edit, FIELDS[i]);
  if (which % 5 == 0)
    sijil_record_set_number (edit, SIJIL_HOUSEHOLD_INCOME, ++world->counter);
  if (which % 11 == 0)
    sijil_record_set_null (edit, SIJIL_HOUSEHOLD_CONSENT_DATE);
  return edit;
}

/* A unit of guarded fields, whole or in part; two associations may come upon the same ID. */
static void
set_identity (World *world, SijilRecord *edit, guint how)
{
  if (how % 3 == 0) {
    g_autofree char *known = g_strdup_printf ("2880620159876%u", how % 4);

    sijil_record_set_text (edit, SIJIL_PERSON_ID_NUMBER, known);
  } else
    set_fresh (world, edit, SIJIL_PERSON_ID_NUMBER);
  if (how % 2 == 0)
    set_fresh (world, edit, SIJIL_PERSON_NO_ID_REASON);
  if (how % 5 < 2)
    set_fresh (world, edit, SIJIL_PERSON_ID_TYPE);
}

SijilRecord *
edits_person (World *world, const SijilId *id, guint which, guint how)
{
  SijilRecord *edit = sijil_record_new (&sijil_person_type, id);

  switch (which % 5) {
  case 0:
    set_fresh (world, edit, SIJIL_PERSON_NAME);
    break;
  case 1:
    set_identity (world, edit, how);
    break;
  case 2:
    set_fresh (world, edit, SIJIL_PERSON_BIRTH_DATE);
    set_fresh (world, edit, SIJIL_PERSON_NAME);
    break;
  case 3: /* a unit of registers */
    set_fresh (world, edit, SIJIL_PERSON_STATE);
    if (how % 2 == 0)
      set_fresh (world, edit, SIJIL_PERSON_STATE_DATE);
    break;
  default:
    set_fresh (world, edit, SIJIL_PERSON_PHONE);
    set_fresh (world, edit, SIJIL_PERSON_OCCUPATION);
  }
  return edit;
}

SijilRecord *
edits_volunteer (World *world, const SijilId *id, guint which)
{
  static const char *const SKILLS[] = { "cooking", "driving", "law", "nursing" };
  SijilRecord *edit = sijil_record_new (&sijil_volunteer_type, id);
  g_autoptr (GString) skills = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (SKILLS); i++)
    if ((which >> i & 1) != 0)
      g_string_append_printf (skills, "%s%s", skills->len > 0 ? " " : "", SKILLS[i]);
  if (skills->len > 0)
    sijil_record_set_text (edit, SIJIL_VOLUNTEER_SKILLS, skills->str);
  else
    sijil_record_set_null (edit, SIJIL_VOLUNTEER_SKILLS);
  if (which % 3 == 0)
    set_fresh (world, edit, SIJIL_VOLUNTEER_NOTES);
  return edit;
}

/* As the form saves it, with the rules of the form. */
void
edits_family (SijilRecord *household, GPtrArray *persons, guint which)
{
  static const char *const NAMES[] = { "فاطمة محمد علي حسن", "زينب محمود سيد عثمان",
                                       "خديجة ابراهيم يوسف منصور" };
  g_autofree char *id = g_strdup_printf ("2880620159876%u", which % 4);

  sijil_record_set_text (household, SIJIL_HOUSEHOLD_VILLAGE, "منية مسير");
  if (which % 4 != 0) {
    sijil_record_set_text (household, SIJIL_HOUSEHOLD_CONSENT_DATE, "2026-01-05");
    sijil_record_set_text (household, SIJIL_HOUSEHOLD_CONSENT_BASIS, "spoken");
  }
  g_ptr_array_add (persons, desk_person (NAMES[which % 3], "head", which % 2 ? id : NULL, "1988"));
  if (which % 5 < 2)
    g_ptr_array_add (persons, desk_person ("صابر محمد", "child", NULL, "2015"));
}
