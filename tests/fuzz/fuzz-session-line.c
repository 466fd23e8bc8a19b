/* fuzz-session-line.c: any JSON as what Claude Code tells its status line
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-session-line.h"
#include "fuzz-target.h"

/* nothing in it may steer the terminal */
static void
check_line (const char *line)
{
  g_assert (g_utf8_validate (line, -1, NULL));
  for (const char *p = line; *p != '\0'; p = g_utf8_next_char (p))
    g_assert (!g_unichar_iscntrl (g_utf8_get_char (p)));
}

static void
check_state (CcpJson *input, CcpSessionLineState state, GVariant *stats)
{
  g_autofree char *line = ccp_session_line_format (input, state, stats);
  g_autoptr (CcpJson) json = ccp_session_line_to_json (input, state, stats);
  g_autofree char *text = ccp_json_to_text (json);
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) again = ccp_json_new_from_text (text, -1, &error);

  check_line (line);
  g_assert_no_error (error);
}

/* the model that the bus names may be any text as well */
static GVariant *
create_stats (const char *text)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&dict, "model", "s", text);
  g_variant_dict_insert (&dict, "input_tokens", "t", G_MAXUINT64);
  return g_variant_ref_sink (g_variant_dict_end (&dict));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (CcpJson) input =
      ccp_json_new_from_text ((const char *) data, (gssize) size, NULL);
  g_autofree char *text = g_utf8_make_valid ((const char *) data, (gssize) size);
  g_autoptr (GVariant) stats = create_stats (text);
  g_autofree char *session = ccp_session_line_dup_session (input);

  g_assert (session == NULL || g_utf8_validate (session, -1, NULL));
  check_state (input, CCP_SESSION_LINE_UNKNOWN, NULL);
  check_state (input, CCP_SESSION_LINE_KNOWN, stats);
  return 0;
}
