#include "desk.h"
#include "sijil-life.h"
#include "sijil-roles.h"
#include "sijil-session.h"
#include "sijil-test.h"

#include <string.h>

/* Every action and what each role may do, written out: c coordinator, k clerk, a auditor. */
static const struct {
  SijilAct act;
  const char *who;
} MAY[] = {
  { SIJIL_ACT_SERVE, "ck" },   { SIJIL_ACT_REGISTER, "ck" },  { SIJIL_ACT_CONFLICTS, "ck" },
  { SIJIL_ACT_FAMILIES, "c" }, { SIJIL_ACT_PROGRAMMES, "c" }, { SIJIL_ACT_SETTLE, "c" },
  { SIJIL_ACT_IMPORT, "c" },   { SIJIL_ACT_EXPORT, "ca" },    { SIJIL_ACT_CLERKS, "c" },
  { SIJIL_ACT_ENROL, "c" },    { SIJIL_ACT_OFFICE, "c" },
};

static const struct {
  const char *role;
  char letter;
} ROLES[] = { { "coordinator", 'c' }, { "clerk", 'k' }, { "auditor", 'a' } };

static void
each (void)
{
  g_assert_cmpuint (G_N_ELEMENTS (MAY), ==, SIJIL_N_ACTS);
  for (guint i = 0; i < G_N_ELEMENTS (MAY); i++)
    for (guint r = 0; r < G_N_ELEMENTS (ROLES); r++) {
      SijilSession session = { .role = (char *) ROLES[r].role };
      gboolean expected = strchr (MAY[i].who, ROLES[r].letter) != NULL;
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (sijil_role_may (&session, MAY[i].act, &error), ==, expected);
      if (!expected)
        g_assert_error (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_ROLE);
    }
}

static void
unknown (void)
{
  for (int act = 0; act < SIJIL_N_ACTS; act++) {
    g_assert_false (sijil_role_allows (NULL, (SijilAct) act));
    g_assert_false (sijil_role_allows ("director", (SijilAct) act));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/roles/each-action-is-for-these-roles", each);
  g_test_add_func ("/roles/an-unknown-role-may-do-nothing", unknown);
  return g_test_run ();
}
