#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-review-page-private.h"

#include "../sijil-ui.h"
#include "sijil-answer.h"
#include "sijil-review-words.h"

#include <string.h>

static void
on_settled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SijilReviewPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree SijilId *verdict = sijil_store_finish (SIJIL_STORE (source), result, &error);

  self->settling = FALSE;
  if (sijil_page_is_gone (SIJIL_PAGE (self)))
    return;
  if (verdict == NULL) {
    sijil_ui_show_error (GTK_WIDGET (self), error);
    sijil_review_page_show_selected (self);
    return;
  }
  if (!sijil_id_is_null (&self->last))
    sijil_ui_toast (GTK_WIDGET (self), _ ("Decided. Ctrl+Z takes it back"), NULL, NULL, NULL);
  else
    sijil_ui_toast (GTK_WIDGET (self), _ ("The verdict was taken back: it waits again"), NULL, NULL,
                    NULL);
  SIJIL_PAGE_GET_CLASS (self)->refresh (SIJIL_PAGE (self));
}

static void
settle (SijilReviewPage *self, const SijilId *finding, const char *answer)
{
  SijilId chosen = *finding; /* stepping on changes what is selected */
  SijilVerdictRequest *request;

  if (self->settling)
    return;
  request = sijil_verdict_request_new (&chosen, answer, NULL);
  if (answer != NULL) {
    self->last = chosen;
    /* The next question comes up by itself; after an undo the same one is asked again. */
    if (!sijil_review_page_step (self, 1))
      sijil_review_page_step (self, -1);
  } else {
    self->selected = chosen;
    memset (&self->last, 0, sizeof self->last);
  }
  self->settling = TRUE;
  sijil_store_write_async (sijil_page_store (SIJIL_PAGE (self)), sijil_review_settle, request,
                           (GDestroyNotify) sijil_verdict_request_free, g_free, NULL, on_settled_cb,
                           g_object_ref (self));
}

static void
on_decided_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SijilReviewPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gpointer decided = sijil_store_finish (SIJIL_STORE (source), result, &error);

  self->settling = FALSE;
  if (sijil_page_is_gone (SIJIL_PAGE (self)))
    return;
  if (decided == NULL)
    sijil_ui_show_error (GTK_WIDGET (self), error);
  SIJIL_PAGE_GET_CLASS (self)->refresh (SIJIL_PAGE (self));
}

static void
decide (SijilReviewPage *self, const SijilConflict *conflict, guint key)
{
  SijilDecision *decision;

  if (key > 2)
    sijil_review_page_step (self, 1);
  if (key > 2 || self->settling)
    return;
  decision = sijil_decision_new (conflict, key == 2);
  self->settling = TRUE;
  if (!sijil_review_page_step (self, 1))
    sijil_review_page_step (self, -1);
  sijil_store_write_async (sijil_page_store (SIJIL_PAGE (self)), sijil_conflict_decide, decision,
                           g_free, NULL, NULL, on_decided_cb, g_object_ref (self));
}

void
sijil_review_page_answer_action (GtkWidget *widget, const char *name, GVariant *target)
{
  SijilReviewPage *self = SIJIL_REVIEW_PAGE (widget);
  const SijilReviewItem *item = sijil_review_page_selected (self);
  guint key = g_variant_get_uint32 (target);
  const SijilConflict *conflict = sijil_review_page_conflict (self);

  if (conflict != NULL) {
    decide (self, conflict, key);
    return;
  }
  if (item == NULL || item->verdict != NULL)
    return;
  if (key == 4)
    sijil_review_page_step (self, 1);
  else if (sijil_review_answer_code (sijil_review_kind (item), key) != NULL)
    settle (self, sijil_record_id (item->finding),
            sijil_review_answer_code (sijil_review_kind (item), key));
}

void
sijil_review_page_undo_action (GtkWidget *widget, const char *name, GVariant *target)
{
  SijilReviewPage *self = SIJIL_REVIEW_PAGE (widget);
  const SijilReviewItem *item = sijil_review_page_selected (self);

  /* The settled one that is being looked at; else the last one that was settled here. */
  if (item != NULL && item->verdict != NULL)
    settle (self, sijil_record_id (item->finding), NULL);
  else if (!sijil_id_is_null (&self->last))
    settle (self, &self->last, NULL);
}

gboolean
sijil_review_page_key (GtkEventControllerKey *keys, guint keyval, guint keycode,
                       GdkModifierType state, gpointer user_data)
{
  SijilReviewPage *self = user_data;
  guint digit = sijil_answer_key (keyval, keycode, state, 4);

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (digit != 0)
    return gtk_widget_activate_action (GTK_WIDGET (self), "review.answer", "u", digit)
               ? GDK_EVENT_STOP
               : GDK_EVENT_PROPAGATE;
  if (keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down)
    return sijil_review_page_step (self, 1);
  if (keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up)
    return sijil_review_page_step (self, -1);
  return GDK_EVENT_PROPAGATE;
}
