/* test-top-view.c: what top knows, and how it looks
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <string.h>

#include "ccp-top-view.h"

#define SECOND G_USEC_PER_SEC
#define NOW (G_GINT64_CONSTANT (1790000000) * SECOND)

#define EXCHANGES "/org/ccproxy/CcProxy1/exchanges/"
#define PROVIDERS "/org/ccproxy/CcProxy1/providers/"

/* two exchanges, the younger one first, and two providers */
static const char objects_text[] =
    "{objectpath '" EXCHANGES "b': {'org.ccproxy.CcProxy1.Exchange': "
    "{'Id': <'b'>, 'AskedModel': <'claude-x'>, 'Stage': <''>, 'Provider': <''>, "
    "'Model': <''>, 'Phase': <'routing'>, 'Attempt': <uint32 1>, "
    "'StartedAt': <uint64 1789999999000000>}},"
    "'" EXCHANGES "a': {'org.ccproxy.CcProxy1.Exchange': "
    "{'Id': <'a'>, 'AskedModel': <'claude-x'>, 'Stage': <'default'>, "
    "'Provider': <'alpha'>, 'Model': <'gpt-5'>, 'Phase': <'streaming'>, "
    "'Attempt': <uint32 2>, 'InputTokens': <uint64 12345>, "
    "'OutputTokens': <uint64 400>, 'ClientPid': <uint32 4321>, "
    "'StartedAt': <uint64 1789999990000000>}},"
    "'" PROVIDERS "beta': {'org.ccproxy.CcProxy1.Provider': "
    "{'Name': <'beta'>, 'State': <'resting'>, 'Breaker': <'closed'>, "
    "'RestingUntil': <uint64 1790000030000000>, 'LastError': <'rate_limit_error'>, "
    "'LastErrorAt': <uint64 1789999940000000>, 'InFlight': <uint32 0>}},"
    "'" PROVIDERS "alpha': {'org.ccproxy.CcProxy1.Provider': "
    "{'Name': <'alpha'>, 'State': <'ready'>, 'Breaker': <'closed'>, "
    "'RestingUntil': <uint64 0>, 'LastError': <''>, 'LastErrorAt': <uint64 0>, "
    "'InFlight': <uint32 1>}}}";

static const char manager_text[] =
    "{'Version': <'1.2.3'>, 'Profile': <'work'>, 'ConfigStatus': <'ok'>, "
    "'StartedAt': <uint64 1789988300000000>, 'Online': <true>, 'Draining': <false>}";

static const char totals_text[] =
    "{'requests': <uint64 12>, 'errors': <uint64 3>, 'output_tokens': <uint64 1000>}";

static const char series_text[] =
    "[{'provider': <'alpha'>, 'requests': <uint64 12>, "
    "'errors': <{'overloaded_error': uint64 1, 'api_error': 2}>, "
    "'latency': <[(0.5, uint64 1400000), (0.9, 3000000)]>, "
    "'first_token': <[(0.5, uint64 85000)]>}, {'provider': <'gone'>}]";

static GVariant *
parse (const char *type, const char *text)
{
  g_autoptr (GError) error = NULL;
  GVariant *value = g_variant_parse (G_VARIANT_TYPE (type), text, NULL, NULL, &error);

  g_assert_no_error (error);
  return value;
}

static CcpTopState *
create_state (void)
{
  CcpTopState *state = ccp_top_state_new ();
  g_autoptr (GVariant) manager = parse ("a{sv}", manager_text);
  g_autoptr (GVariant) objects = parse ("a{oa{sa{sv}}}", objects_text);
  g_autoptr (GVariant) totals = parse ("a{sv}", totals_text);
  g_autoptr (GVariant) series = parse ("aa{sv}", series_text);

  ccp_top_state_take_manager (state, manager);
  ccp_top_state_take_objects (state, objects);
  ccp_top_state_take_totals (state, totals, 1 * SECOND);
  ccp_top_state_take_series (state, series);
  return state;
}

static char *
draw (const CcpTopView *view, const CcpTopState *state, guint columns, guint rows)
{
  g_autoptr (CcpTopPage) page = ccp_top_page_new (columns, rows);

  ccp_top_view_draw (view, state, NOW, page);
  return ccp_top_page_to_text (page);
}

/* a picture: */
/* clang-format off */
static const char screen[] =
  "ccproxy 1.2.3   up 3 h 15 min   profile work\n"
  "  0.0 requests/s                            0 tokens/s                        total 12, failed 3\n"
  "\n"
  "       AGE  STAGE         MODEL           PROVIDER        PHASE                  IN      OUT   TOK/S       PID\n"
  "      10 s  default       gpt-5           alpha           streaming #2       12.3 k      400      40      4321\n"
  "     1.0 s                claude-x                        routing\n"
  "\n"
  "\n"
  "\n"
  "PROVIDER        STATE              NOW    REQS   ERRS      P50      P90     TTFT  LAST ERROR\n"
  "alpha           ready                1      12      3    1.4 s    3.0 s    85 ms\n"
  "beta            rests 30 s           0       0      0                             rate_limit_error, 1 min ago\n"
  "\n"
  "q quit   ↑↓ select   c cancel the request   Tab providers\n";
/* clang-format on */

static void
test_screen (void)
{
  g_autoptr (CcpTopState) state = create_state ();
  CcpTopView view = { 0 };
  g_autofree char *text = draw (&view, state, 110, 14);

  g_assert_cmpstr (text, ==, screen);
}

/* each size has every row and column of it within its bounds */
static void
test_sizes (void)
{
  g_autoptr (CcpTopState) state = create_state ();
  CcpTopView view = { 0 };

  for (guint rows = 1; rows < 30; rows++)
    for (guint columns = 1; columns < 120; columns += 7)
      {
        g_autofree char *text = draw (&view, state, columns, rows);
        g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

        g_assert_cmpuint (g_strv_length (lines), ==, rows + 1);
        for (guint i = 0; lines[i] != NULL; i++)
          g_assert_cmpuint (g_utf8_strlen (lines[i], -1), <=, columns);
      }
}

static void
test_empty (void)
{
  g_autoptr (CcpTopState) state = ccp_top_state_new ();
  CcpTopView view = { 0 };
  g_autofree char *text = draw (&view, state, 80, 12);

  g_assert_nonnull (strstr (text, "No request is under way."));
}

static void
test_selection (void)
{
  g_autoptr (CcpTopState) state = create_state ();
  CcpTopView view = { 0 };

  g_assert_null (ccp_top_view_get_exchange (&view, state));
  ccp_top_view_move (&view, state, 1);
  g_assert_cmpstr (ccp_top_view_get_exchange (&view, state)->id, ==, "a");
  ccp_top_view_move (&view, state, 1);
  ccp_top_view_move (&view, state, 1);
  g_assert_cmpstr (ccp_top_view_get_exchange (&view, state)->id, ==, "b");
  ccp_top_view_move (&view, state, -1);
  g_assert_cmpstr (ccp_top_view_get_exchange (&view, state)->id, ==, "a");
  view.focus = CCP_TOP_FOCUS_PROVIDERS;
  ccp_top_view_move (&view, state, -1);
  g_assert_cmpstr (ccp_top_view_get_provider (&view, state)->name, ==, "beta");

  ccp_top_view_clear (&view);
}

/* what is selected stays so when others come and go, and is nothing when it is gone */
static void
test_selection_stays (void)
{
  g_autoptr (CcpTopState) state = create_state ();
  g_autoptr (GVariant) none = parse ("a{oa{sa{sv}}}", "{}");
  g_autoptr (GVariant) objects = parse ("a{oa{sa{sv}}}", objects_text);
  CcpTopView view = { 0 };

  ccp_top_view_move (&view, state, -1);
  ccp_top_state_take_objects (state, objects);
  g_assert_cmpstr (ccp_top_view_get_exchange (&view, state)->id, ==, "b");
  ccp_top_state_take_objects (state, none);
  g_assert_null (ccp_top_view_get_exchange (&view, state));

  ccp_top_view_clear (&view);
}

static void
test_finished (void)
{
  g_autoptr (CcpTopState) state = ccp_top_state_new ();
  g_autoptr (GVariant) what =
      parse ("a{sv}",
             "{'id': <'c'>, 'model': <'gpt-5'>, 'provider': <'alpha'>, "
             "'status': <uint32 529>, 'error_type': <'overloaded_error'>, "
             "'duration': <uint64 2500000>}");
  CcpTopView view = { 0 };
  g_autofree char *text = NULL;

  for (guint i = 0; i < 120; i++)
    ccp_top_state_add_finished (state,
                                ccp_top_exchange_new_finished (EXCHANGES "c", what, NOW));
  text = draw (&view, state, 60, 12);

  g_assert_cmpuint (state->finished->len, ==, 100);
  g_assert_nonnull (strstr (text, "2.5 s"));
  g_assert_nonnull (strstr (text, "overloaded_error"));
}

/* tokens under way and those of what is over make one rate */
static void
test_token_rate (void)
{
  g_autoptr (CcpTopState) state = create_state ();
  g_autoptr (GVariant) totals = parse ("a{sv}", "{'output_tokens': <uint64 1070>}");

  ccp_top_state_take_totals (state, totals, 2 * SECOND);

  g_assert_cmpfloat (ccp_top_history_get_rate (&state->token_rate), ==, 70);
}

/* another version of the daemon may tell other things */
static void
test_other_types (void)
{
  g_autoptr (CcpTopState) state = ccp_top_state_new ();
  g_autoptr (GVariant) objects =
      parse ("a{oa{sa{sv}}}",
             "{objectpath '/a': {'org.ccproxy.CcProxy1.Exchange': {'Id': <uint32 5>}}, "
             "'/b': {'org.ccproxy.CcProxy1.Provider': {'Name': <true>}}, "
             "'/c': {'org.example.Other': {}}}");
  CcpTopView view = { 0 };
  g_autofree char *text = NULL;

  ccp_top_state_take_objects (state, objects);
  text = draw (&view, state, 80, 24);

  g_assert_cmpuint (state->exchanges->len, ==, 1);
  g_assert_cmpuint (state->providers->len, ==, 1);
  g_assert_nonnull (text);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/top-view/draw/screen", test_screen);
  g_test_add_func ("/top-view/draw/sizes", test_sizes);
  g_test_add_func ("/top-view/draw/empty", test_empty);
  g_test_add_func ("/top-view/move/within-bounds", test_selection);
  g_test_add_func ("/top-view/move/selection-stays", test_selection_stays);
  g_test_add_func ("/top-state/add-finished/bounded", test_finished);
  g_test_add_func ("/top-state/take-totals/token-rate", test_token_rate);
  g_test_add_func ("/top-state/take-objects/other-types", test_other_types);
  return g_test_run ();
}
