/* emitter-fixture.h: emitters for tests, and their events as short lines
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>
#include <string.h>

static inline CcpExchange *
create_exchange (const char *body)
{
  g_autoptr (CcpJson) json = ccp_json_new_from_text (body, -1, NULL);

  g_assert_nonnull (json);
  return ccp_exchange_new (CCP_OPERATION_MESSAGES, NULL, json);
}

#define ASKS_FOR_THINKING "{\"model\":\"claude-x\",\"thinking\":{\"type\":\"adaptive\"}}"

static inline CcpMessageEmitter *
create_emitter (const char *body)
{
  g_autoptr (CcpExchange) exchange = create_exchange (body);

  return ccp_message_emitter_new (exchange);
}

static inline CcpJsonValue
get (const CcpJsonValue *value, const char *member)
{
  return ccp_json_value_member (value, member);
}

static inline char *
dup_raw (const CcpJsonValue *value)
{
  gsize length = 0;
  const char *raw = ccp_json_value_peek_raw (value, &length);

  return g_strndup (raw != NULL ? raw : "-", raw != NULL ? length : 1);
}

static inline void
describe_event (CcpEvent *event, GString *lines)
{
  CcpJsonValue root;
  CcpJsonValue part;
  g_autofree char *raw = NULL;

  ccp_json_get_root (ccp_event_get_data (event), &root);
  part = get (&root, "type");
  g_assert_true (ccp_json_value_equals_string (&part, ccp_event_get_name (event)));
  if (ccp_event_is (event, "content_block_start"))
    part = get (&root, "content_block");
  else if (ccp_event_is (event, "content_block_stop"))
    part = get (&root, "index");
  else if (ccp_event_is (event, "error"))
    part = get (&root, "error");
  else
    part = get (&root, "delta");
  raw = dup_raw (&part);
  if (ccp_event_is (event, "message_start") || ccp_event_is (event, "message_stop"))
    g_string_append_printf (lines, "%s\n", ccp_event_get_name (event));
  else
    g_string_append_printf (lines, "%s %s\n", ccp_event_get_name (event), raw);
}

/* all events since the last time, a line each: the name and what matters of the data */
static inline char *
take_lines (CcpMessageEmitter *emitter)
{
  g_autoptr (CcpEventBatch) events = ccp_message_emitter_take_events (emitter);
  GString *lines = g_string_new (NULL);

  for (guint i = 0; i < ccp_event_batch_get_length (events); i++)
    describe_event (ccp_event_batch_get (events, i), lines);
  return g_string_free (lines, FALSE);
}

static inline void
assert_lines (CcpMessageEmitter *emitter, const char *expected)
{
  g_autofree char *lines = take_lines (emitter);

  g_assert_cmpstr (lines, ==, expected);
}

#define STARTED "message_start\n"
#define TEXT_START "content_block_start {\"type\":\"text\",\"text\":\"\"}\n"
#define TEXT(text) "content_block_delta {\"type\":\"text_delta\",\"text\":\"" text "\"}\n"
#define THINKING_START                                                                   \
  "content_block_start {\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}\n"
#define THINKING(text)                                                                   \
  "content_block_delta {\"type\":\"thinking_delta\",\"thinking\":\"" text "\"}\n"
#define SIGNATURE(text)                                                                  \
  "content_block_delta {\"type\":\"signature_delta\",\"signature\":\"" text "\"}\n"
#define TOOL_START(id, name)                                                             \
  "content_block_start {\"type\":\"tool_use\",\"id\":\"" id "\",\"name\":\"" name        \
  "\",\"input\":{}}\n"
#define INPUT(text)                                                                      \
  "content_block_delta {\"type\":\"input_json_delta\",\"partial_json\":\"" text "\"}\n"
#define STOP(index) "content_block_stop " #index "\n"
#define ENDED(reason)                                                                    \
  "message_delta {\"stop_reason\":\"" reason "\",\"stop_sequence\":null}\n"              \
  "message_stop\n"

/* one test for each row of a table whose rows begin with a name */
#define ADD_TABLE(path, cases, function)                                                 \
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)                                       \
    {                                                                                    \
      g_autofree char *name = g_strconcat (path, cases[i].name, NULL);                   \
                                                                                         \
      g_test_add_data_func (name, &cases[i], function);                                  \
    }
