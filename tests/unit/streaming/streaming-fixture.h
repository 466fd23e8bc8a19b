/* streaming-fixture.h: batches of events as text, for tests
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>
#include <string.h>

#include "ccp-event-writer.h"

static inline CcpExchange *
create_exchange (void)
{
  g_autoptr (CcpJson) body = ccp_json_new_from_text (
      "{\"model\":\"claude-x\",\"thinking\":{\"type\":\"adaptive\"}}",
      -1,
      NULL);

  return ccp_exchange_new (CCP_OPERATION_MESSAGES, NULL, body);
}

/* the name and the data of each event, a line each */
static inline void
describe_events (CcpEventBatch *batch, GString *lines)
{
  for (guint i = 0; i < ccp_event_batch_get_length (batch); i++)
    {
      CcpEvent *event = ccp_event_batch_get (batch, i);
      CcpJson *data = ccp_event_get_data (event);
      g_autofree char *text = data != NULL ? ccp_json_to_text (data) : NULL;
      g_autofree char *escaped =
          g_strescape (text != NULL ? text : ccp_event_get_text (event), "\"{}\\");

      g_string_append_printf (lines,
                              "%s|%s%s\n",
                              ccp_event_get_name (event),
                              data != NULL ? "" : "text:",
                              escaped);
    }
}

static inline void
add_event (CcpEventBatch *batch, const char *name, const char *data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) json = ccp_json_new_from_text (data, -1, &error);

  g_assert_no_error (error);
  ccp_event_batch_take (batch, ccp_event_new (name, json));
}

/* an event whose name is the type in its data */
static inline void
add_typed (CcpEventBatch *batch, const char *data)
{
  g_autoptr (CcpJson) json = ccp_json_new_from_text (data, -1, NULL);
  g_autofree char *name = NULL;
  CcpJsonValue value;

  g_assert_nonnull (json);
  ccp_json_get_root (json, &value);
  value = ccp_json_value_member (&value, "type");
  name = ccp_json_value_dup_string (&value, NULL);
  ccp_event_batch_take (batch, ccp_event_new (name, json));
}

/* one test for each row of a table whose rows begin with a name */
#define ADD_TABLE(path, cases, function)                                                 \
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)                                       \
    {                                                                                    \
      g_autofree char *name = g_strconcat (path, cases[i].name, NULL);                   \
                                                                                         \
      g_test_add_data_func (name, &cases[i], function);                                  \
    }
