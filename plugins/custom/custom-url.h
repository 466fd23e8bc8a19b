/* custom-url.h: a URL with places for what is known only when a request is made
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

typedef struct _CustomUrl CustomUrl;

/* @template: such as https://api.example.com/v1/{model}/generate
 * @place: of the template in the settings, which errors begin with
 * Returns: (nullable) */
CustomUrl *custom_url_new (const char *template, const char *place, GError **error);
void custom_url_free (CustomUrl *self);
/* Returns: whether both go to the same server, so that a key for one is good for the
 * other */
gboolean custom_url_has_same_server (const CustomUrl *self, const CustomUrl *other);
/* Returns: (nullable): the URL, or NULL with @error set if the model's name cannot be in
 * it */
char *custom_url_fill (const CustomUrl *self, CcpExchange *exchange, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CustomUrl, custom_url_free)

G_END_DECLS
