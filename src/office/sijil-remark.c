#define G_LOG_DOMAIN "sijil-office"

#include "sijil-remark.h"

#include "sijil-i18n.h"
#include "sijil-text.h"

/**
 * sijil_remark_new:
 * @kind: what it is about
 * @line: line of the file
 * @heading: (nullable): heading of the column
 * @message: what was not taken over, and why
 *
 * Returns: (transfer full): a remark
 */
SijilRemark *
sijil_remark_new (SijilRemarkKind kind, guint line, const char *heading, const char *message)
{
  SijilRemark *remark = g_new0 (SijilRemark, 1);

  remark->kind = kind;
  remark->line = line;
  remark->heading = g_strdup (heading);
  remark->message = g_strdup (message);
  return remark;
}

void
sijil_remark_free (SijilRemark *remark)
{
  if (remark == NULL)
    return;
  g_free (remark->heading);
  g_free (remark->message);
  g_free (remark);
}

/**
 * sijil_remark_sentence:
 * @remark: a remark
 *
 * Returns: (transfer full): where it is and what it says
 */
char *
sijil_remark_sentence (const SijilRemark *remark)
{
  g_autofree char *line = sijil_text_number (remark->line);
  g_autofree char *heading = remark->heading != NULL ? sijil_text_isolate (remark->heading) : NULL;

  if (heading == NULL)
    /* Translators: number of a line, what is wrong there */
    return g_strdup_printf (_ ("Line %s: %s"), line, remark->message);
  return g_strdup_printf (_ ("Line %s, column “%s”: %s"), line, heading, remark->message);
}
