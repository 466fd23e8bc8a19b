/* stage-router-request.c: one request, of which is found out what is asked for
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "stage-router"

#include "stage-router-request.h"

#include <string.h>

#include "stage-router-text.h"

/* what the largest image is worth in the estimate */
#define MOST_PER_IMAGE 1600

/* what the client says in its system prompt before the folder that it works in */
#define PROJECT "orking directory: "

/* Returns: (nullable): the rest of the line behind the words */
static char *
find_project_in (const CcpJsonValue *value)
{
  StageRouterText raw = stage_router_text_get (value);
  g_autofree char *text = NULL;
  const char *place = NULL;
  char *folder = NULL;

  if (stage_router_text_find (&raw, raw.start, PROJECT) == NULL)
    return NULL;
  text = ccp_json_value_dup_string (value, NULL);
  place = text != NULL ? strstr (text, PROJECT) : NULL;
  if (place == NULL)
    return NULL;
  place += strlen (PROJECT);
  folder = g_strstrip (g_strndup (place, strcspn (place, "\r\n")));
  if (*folder == '\0')
    g_clear_pointer (&folder, g_free);
  return folder;
}

/* Returns: (nullable) */
static char *
find_project (const CcpJsonValue *root)
{
  CcpJsonValue system = ccp_json_value_member (root, "system");
  CcpJsonValue block;
  CcpJsonIter iter;
  char *found = NULL;

  if (!ccp_json_value_is_array (&system))
    return find_project_in (&system);
  ccp_json_iter_init (&iter, &system);
  while (found == NULL && ccp_json_iter_next (&iter, NULL, &block))
    {
      CcpJsonValue text = ccp_json_value_member (&block, "text");

      found = find_project_in (&text);
    }
  return found;
}

void
stage_router_request_init (StageRouterRequest *self, CcpExchange *exchange)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (CCP_IS_EXCHANGE (exchange));

  *self = (StageRouterRequest){ .exchange = exchange,
                                .stage = STAGE_ROUTER_STAGE_DEFAULT,
                                .tokens = -1 };
  ccp_json_get_root (ccp_exchange_get_body (exchange), &self->root);
  stage_router_signs_read (&self->signs, exchange);
}

void
stage_router_request_clear (StageRouterRequest *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->project, g_free);
  g_clear_pointer (&self->session, g_free);
}

gint64
stage_router_request_get_tokens (StageRouterRequest *self)
{
  g_return_val_if_fail (self != NULL, 0);

  if (self->tokens < 0)
    self->tokens = ccp_token_estimate_body (ccp_exchange_get_body (self->exchange));
  return self->tokens;
}

/* No text has more tokens than bytes; the pages of a document do not tell their number by
 * its size. */
gboolean
stage_router_request_is_within (StageRouterRequest *self, gint64 limit)
{
  const StageRouterTurns *turns = NULL;
  gsize length = 0;

  g_return_val_if_fail (self != NULL, FALSE);

  turns = &self->signs.turns;
  ccp_json_peek (ccp_exchange_get_body (self->exchange), &length);
  if (self->tokens < 0 && turns->n_media == turns->n_images &&
      (gint64) length + (gint64) turns->n_images * MOST_PER_IMAGE <= limit)
    return TRUE;
  return stage_router_request_get_tokens (self) <= limit;
}

const char *
stage_router_request_get_project (StageRouterRequest *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (!self->has_project)
    self->project = find_project (&self->root);
  self->has_project = TRUE;
  return self->project;
}

const char *
stage_router_request_get_session (StageRouterRequest *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (!self->has_session)
    self->session = ccp_exchange_dup_session_id (self->exchange);
  self->has_session = TRUE;
  return self->session;
}

gint64
stage_router_request_get_max_tokens (const StageRouterRequest *self)
{
  CcpJsonValue value = ccp_json_value_member (&self->root, "max_tokens");
  gint64 number = 0;

  return ccp_json_value_get_int (&value, &number) ? MAX (number, 0) : 0;
}
