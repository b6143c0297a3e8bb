#pragma once

#include "sijil-id.h"
#include "sijil-wire.h"

G_BEGIN_DECLS

#define SIJIL_MAX_BUNDLE (256 * 1024 * 1024) /* bytes of a file */

/**
 * SijilBundleWay:
 * @SIJIL_BUNDLE_UP: from a device to its registry: bodies of requests
 * @SIJIL_BUNDLE_DOWN: from the registry to one device: bodies of answers
 */
typedef enum {
  SIJIL_BUNDLE_UP = 'U',
  SIJIL_BUNDLE_DOWN = 'D',
} SijilBundleWay;

/**
 * SijilBundleHead:
 * @way: which way it goes
 * @registry: the registry that it goes to or comes from
 * @device: the device that it comes from or goes to
 * @made: when, microseconds UTC
 *
 * What can be read of a bundle without a key.
 */
typedef struct {
  SijilBundleWay way;
  SijilId registry;
  guint32 device;
  gint64 made;
} SijilBundleHead;

void sijil_bundle_append (GByteArray *payload, GBytes *body);
gboolean sijil_bundle_next (GBytes *payload, gsize *offset, GBytes **body, GError **error);

GBytes *sijil_bundle_seal (const SijilBundleHead *head, GBytes *payload, GBytes *sender_secret,
                           GBytes *recipient_public, GError **error);
gboolean sijil_bundle_read_head (GBytes *bundle, SijilBundleHead *head, GError **error);
GBytes *sijil_bundle_open (GBytes *bundle, GBytes *sender_public, GBytes *recipient_public,
                           GBytes *recipient_secret, GError **error);

char *sijil_bundle_name (SijilBundleWay way, guint32 device) G_GNUC_WARN_UNUSED_RESULT;
gboolean sijil_bundle_write (const char *path, GBytes *bundle, GError **error);
GBytes *sijil_bundle_read (const char *path, GError **error);
GPtrArray *sijil_bundle_list (const char *folder, SijilBundleWay way, GError **error);

G_END_DECLS
