#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

void sijil_response_refuse (SoupServerMessage *message, guint status, const char *code);
void sijil_response_later (SoupServerMessage *message, guint status);
void sijil_response_failure (SoupServerMessage *message, const GError *error);
void sijil_response_give (SoupServerMessage *message, const char *type, GBytes *answer,
                          const char *range);

G_END_DECLS
