/* fuzz-edit-ops.c: any operations (one line) on any document (the rest). What they do not
 * name must come out as the bytes that it was.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "edit-body.h"
#include "edit-document.h"
#include "edit-exchange.h"
#include "fuzz-target.h"

/* whether operations can reach a member that they do not name */
static gboolean
may_reach_all (const char *params)
{
  static const char *const signs[] = { "*", "..", "keep", "\\", "~" };

  for (gsize i = 0; i < G_N_ELEMENTS (signs); i++)
    if (strstr (params, signs[i]) != NULL)
      return TRUE;
  return FALSE;
}

static void
check_member (const char *params,
              const CcpJsonValue *name,
              const CcpJsonValue *value,
              const CcpJsonValue *edited)
{
  gsize name_length = 0;
  g_autofree char *text = ccp_json_value_dup_string (name, &name_length);
  gsize length = 0;
  gsize edited_length = 0;
  const char *raw = ccp_json_value_peek_raw (value, &length);
  const char *edited_raw = NULL;
  CcpJsonValue found;

  if (strlen (text) != name_length || *text == '\0' || strstr (params, text) != NULL)
    return;
  found = ccp_json_value_member (edited, text);
  g_assert (ccp_json_value_exists (&found));
  edited_raw = ccp_json_value_peek_raw (&found, &edited_length);
  g_assert (length == edited_length && memcmp (raw, edited_raw, length) == 0);
}

/* of members with the same name only the last can be compared */
static void
check_untouched (const char *params, CcpJson *document, CcpJson *edited)
{
  CcpJsonValue before;
  CcpJsonValue after;
  CcpJsonValue name;
  CcpJsonValue value;
  CcpJsonIter iter;

  ccp_json_get_root (document, &before);
  ccp_json_get_root (edited, &after);
  if (!ccp_json_value_is_object (&before) || may_reach_all (params))
    return;
  ccp_json_iter_init (&iter, &before);
  while (ccp_json_iter_next (&iter, &name, &value))
    {
      g_autofree char *text = ccp_json_value_dup_string (&name, NULL);

      value = ccp_json_value_member (&before, text);
      check_member (params, &name, &value, &after);
    }
}

/* what was written must be JSON, unless it is deeper than what is read */
static void
check_written (CcpJson *edited)
{
  gsize length = 0;
  const char *text = ccp_json_peek (edited, &length);
  CcpJsonValue root;

  ccp_json_get_root (edited, &root);
  g_assert (ccp_json_value_exists (&root));
  g_assert (length < EDIT_DOCUMENT_MAX_ADDED + EDIT_MAX_SIZE * 8);
  g_assert (g_utf8_validate (text, (gssize) length, NULL));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const char *text = (const char *) data;
  g_autofree char *params = NULL;
  g_autoptr (CcpSimpleTransformer) body = NULL;
  g_autoptr (CcpJson) document = NULL;
  g_autoptr (CcpJson) edited = NULL;
  g_autoptr (CcpExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;

  if (size > EDIT_MAX_SIZE)
    return 0;
  params = edit_exchange_take_line (&text, &size);
  body = params != NULL ? edit_exchange_configure (EDIT_TYPE_BODY, params) : NULL;
  document = body != NULL ? ccp_json_new_from_text (text, (gssize) size, NULL) : NULL;
  if (document == NULL)
    return 0;
  exchange = edit_exchange_create ();
  edited = ccp_simple_transformer_transform_request (body, exchange, document, &error);
  g_assert ((edited == NULL) == (error != NULL));
  if (edited == NULL)
    {
      g_assert (g_error_matches (error, CCP_ERROR, CCP_ERROR_TOO_LARGE));
      return 0;
    }
  check_written (edited);
  check_untouched (params, document, edited);
  return 0;
}
