/* ccp-token-estimate.c: how many tokens a request has, without asking anyone
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-token-estimate"

#include "ccp-token-estimate.h"

#include <string.h>

#include "ccp-json-value.h"
#include "private/ccp-token-media.h"
#include "private/ccp-token-runs.h"

#define PER_REQUEST 3
#define PER_MESSAGE 3
#define PER_TOOL_BLOCK 8
#define PER_TOOL 10

/* Some characters are worth a part of a token. */
#define TENTHS 10
#define TENTHS_PER_IDEOGRAPH 8
#define TENTHS_PER_SYMBOL 15

/* of what is not ASCII */
typedef enum
{
  CLASS_ASCII,
  CLASS_SPACE,
  CLASS_IDEOGRAPH,
  CLASS_FOREIGN_LETTER,
  CLASS_SYMBOL,
} Class;

/* What has no tokens of its own, or none that the text of it tells. */
static const char *const opaque_members[] = {
  "cache_control", "data", "encrypted_content", "encrypted_index",
  "file_id",       "id",   "page_age",          "signature",
  "tool_use_id",   "type", "media_type",
};

static gboolean
is_ideograph (gunichar c)
{
  return (c >= 0x1100 && c <= 0x11ff) || (c >= 0x2e80 && c <= 0xa4cf) ||
         (c >= 0xac00 && c <= 0xd7af) || (c >= 0xf900 && c <= 0xfaff) ||
         (c >= 0xff00 && c <= 0xffef) || (c >= 0x20000 && c <= 0x3ffff);
}

static Class
classify (gunichar c)
{
  if (c < 0x80)
    return CLASS_ASCII;
  if (is_ideograph (c))
    return CLASS_IDEOGRAPH;
  if (c < 0x800 && (g_unichar_isalpha (c) || g_unichar_ismark (c)))
    return CLASS_FOREIGN_LETTER;
  return g_unichar_isspace (c) ? CLASS_SPACE : CLASS_SYMBOL;
}

/* The byte after the run that begins at p. */
static const char *
skip_run (const char *p, const char *end, Class class, guint *length)
{
  for (*length = 0; p < end && classify (g_utf8_get_char (p)) == class; ++*length)
    p = g_utf8_next_char (p);
  return p;
}

static gint64
divide_up (gint64 number, gint64 divisor)
{
  return (number + divisor - 1) / divisor;
}

static gint64
price_run (Class class, guint length)
{
  switch (class)
    {
    case CLASS_SPACE:
      return length == 1 ? 0 : TENTHS;
    case CLASS_FOREIGN_LETTER:
      return TENTHS * divide_up (length, 4);
    case CLASS_IDEOGRAPH:
      return (gint64) TENTHS_PER_IDEOGRAPH * length;
    case CLASS_SYMBOL:
      return (gint64) TENTHS_PER_SYMBOL * length;
    case CLASS_ASCII:
      break;
    }
  g_assert_not_reached ();
}

static gint64
count_string (const CcpJsonValue *string)
{
  g_autofree char *copy = NULL;
  const char *text;
  gsize length = 0;

  if (!ccp_json_value_peek_string (string, &text, &length))
    text = copy = ccp_json_value_dup_string (string, &length);
  return text != NULL ? ccp_token_estimate_text (text, (gssize) length) : 0;
}

/* The JSON text of a value, which is what a model reads of arguments and schemas. */
static gint64
count_json (const CcpJsonValue *value)
{
  gsize length = 0;
  const char *raw = ccp_json_value_peek_raw (value, &length);

  return raw != NULL ? ccp_token_estimate_text (raw, (gssize) length) : 0;
}

static gint64
count_member (const CcpJsonValue *object, const char *name)
{
  CcpJsonValue value = ccp_json_value_member (object, name);

  return count_string (&value);
}

static gboolean
is_opaque (const CcpJsonValue *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (opaque_members); i++)
    if (ccp_json_value_equals_string (name, opaque_members[i]))
      return TRUE;
  return FALSE;
}

static gboolean
has_type (const CcpJsonValue *object, const char *type)
{
  CcpJsonValue value = ccp_json_value_member (object, "type");

  return ccp_json_value_equals_string (&value, type);
}

/* Whether a block is an image or a document that need not be walked. */
static gboolean
price_source (const CcpJsonValue *block, gint64 *tokens)
{
  CcpJsonValue source = ccp_json_value_member (block, "source");
  CcpJsonValue data = ccp_json_value_member (&source, "data");
  gboolean is_base64 = has_type (&source, "base64");

  *tokens = 0;
  if (has_type (block, "image"))
    *tokens = is_base64 ? ccp_token_media_count_image (&data) : CCP_TOKEN_MEDIA_IMAGE;
  else if (!has_type (block, "document"))
    return FALSE;
  else if (is_base64)
    *tokens = ccp_token_media_count_pdf (&data);
  else if (has_type (&source, "url") || has_type (&source, "file"))
    *tokens = CCP_TOKEN_MEDIA_PAGE;
  else if (has_type (&source, "text"))
    *tokens = count_string (&data) + count_member (block, "title");
  else
    return FALSE;
  return TRUE;
}

/* Depth is bounded by that of documents. */
static gint64
count_content (const CcpJsonValue *content)
{
  gint64 tokens = 0;
  CcpJsonIter iter;
  CcpJsonValue name;
  CcpJsonValue value;

  if (ccp_json_value_is_string (content))
    return count_string (content);
  if (price_source (content, &tokens))
    return tokens;
  if (has_type (content, "tool_use") || has_type (content, "server_tool_use"))
    {
      value = ccp_json_value_member (content, "input");
      return PER_TOOL_BLOCK + count_member (content, "name") + count_json (&value);
    }
  if (has_type (content, "tool_result"))
    tokens += PER_TOOL_BLOCK;

  ccp_json_iter_init (&iter, content);
  while (ccp_json_iter_next (&iter, &name, &value))
    if (!is_opaque (&name))
      tokens += count_content (&value);
  return tokens;
}

static gint64
count_messages (const CcpJsonValue *messages)
{
  gint64 tokens = 0;
  CcpJsonIter iter;
  CcpJsonValue message;

  ccp_json_iter_init (&iter, messages);
  while (ccp_json_iter_next (&iter, NULL, &message))
    {
      CcpJsonValue content = ccp_json_value_member (&message, "content");

      tokens += PER_MESSAGE + count_content (&content);
    }
  return tokens;
}

static gint64
count_tools (const CcpJsonValue *tools)
{
  gint64 tokens = 0;
  CcpJsonIter iter;
  CcpJsonValue tool;

  ccp_json_iter_init (&iter, tools);
  while (ccp_json_iter_next (&iter, NULL, &tool))
    {
      CcpJsonValue schema = ccp_json_value_member (&tool, "input_schema");

      tokens += PER_TOOL + count_member (&tool, "name") +
                count_member (&tool, "description") + count_json (&schema);
    }
  return tokens;
}

/**
 * ccp_token_estimate_text:
 * @text: a text in UTF-8
 * @length: how many bytes it has, or -1 if it ends with a NUL
 *
 * Estimates how many tokens a text has, by the runs of letters, digits, spaces and so on
 * that tokenizers cut it into (protocol F). For prose and code it is some 10 % too high,
 * which is the safe side.
 *
 * Returns: tokens
 */
gint64
ccp_token_estimate_text (const char *text, gssize length)
{
  gint64 tokens = 0;
  gint64 tenths = 0;
  const char *end;

  g_return_val_if_fail (text != NULL || length == 0, 0);

  end = text + (length >= 0 ? (gsize) length : strlen (text));
  while ((text = ccp_token_runs_count (text, end, &tokens)) < end)
    {
      Class class = classify (g_utf8_get_char (text));
      guint run;

      text = skip_run (text, end, class, &run);
      tenths += price_run (class, run);
    }
  return tokens + divide_up (tenths, TENTHS);
}

/**
 * ccp_token_estimate_body:
 * @body: the body of a request of the Messages API
 *
 * Estimates how many tokens a request has: its system prompt, its messages with their
 * thinking, calls, results, images and documents, its tools and its output format
 * (protocol F).
 *
 * Returns: tokens, at least 1
 */
gint64
ccp_token_estimate_body (CcpJson *body)
{
  gint64 tokens = PER_REQUEST;
  CcpJsonValue root;
  CcpJsonValue system;
  CcpJsonValue messages;
  CcpJsonValue tools;
  CcpJsonValue format;

  g_return_val_if_fail (body != NULL, 1);

  ccp_json_get_root (body, &root);
  system = ccp_json_value_member (&root, "system");
  messages = ccp_json_value_member (&root, "messages");
  tools = ccp_json_value_member (&root, "tools");
  format = ccp_json_value_member (&root, "output_config");
  format = ccp_json_value_member (&format, "format");

  if (ccp_json_value_get_kind (&system) > CCP_JSON_NULL)
    tokens += PER_MESSAGE + count_content (&system);
  return tokens + count_messages (&messages) + count_tools (&tools) +
         count_json (&format);
}
