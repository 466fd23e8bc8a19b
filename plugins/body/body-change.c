/* body-change.c: a few changes to a body
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "body-change"

#include "body-change.h"

#include <string.h>

static gboolean
is_same (const CcpJsonValue *a, const CcpJsonValue *b)
{
  gsize length = 0;
  gsize other_length = 0;
  const char *text = ccp_json_value_peek_raw (a, &length);
  const char *other = ccp_json_value_peek_raw (b, &other_length);

  return length == other_length && memcmp (text, other, length) == 0;
}

void
body_change_replace_int (CcpJsonSplice *splice, const CcpJsonValue *value, gint64 number)
{
  g_autofree char *json = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  body_change_replace_text (splice, value, json);
}

void
body_change_replace_text (CcpJsonSplice *splice,
                          const CcpJsonValue *value,
                          const char *json)
{
  g_autoptr (CcpJson) document = ccp_json_new_from_text (json, -1, NULL);

  ccp_json_splice_replace (splice, value, document);
}

void
body_change_replace_value (CcpJsonSplice *splice,
                           const CcpJsonValue *value,
                           const CcpJsonValue *replacement)
{
  g_autoptr (CcpJson) document = NULL;

  if (is_same (value, replacement))
    return;
  document = ccp_json_new_from_value (replacement);
  ccp_json_splice_replace (splice, value, document);
}

void
body_change_append_text (CcpJsonSplice *splice,
                         const CcpJsonValue *object,
                         const char *name,
                         const char *json)
{
  g_autoptr (CcpJson) document = ccp_json_new_from_text (json, -1, NULL);

  ccp_json_splice_append_member (splice, object, name, document);
}

void
body_change_append_value (CcpJsonSplice *splice,
                          const CcpJsonValue *object,
                          const char *name,
                          const CcpJsonValue *value)
{
  g_autoptr (CcpJson) document = ccp_json_new_from_value (value);

  ccp_json_splice_append_member (splice, object, name, document);
}

CcpJson *
body_change_finish (CcpJsonSplice *splice, GError **error)
{
  CcpJson *body = ccp_json_splice_finish (splice);

  if (body == NULL)
    g_set_error (error,
                 CCP_ERROR,
                 CCP_ERROR_TOO_LARGE,
                 "the request becomes too deep, or larger than %u bytes",
                 CCP_JSON_MAX_SIZE);
  return body;
}
