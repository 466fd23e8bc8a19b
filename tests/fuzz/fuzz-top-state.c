/* fuzz-top-state.c: any bytes as what the bus tells top, and what that shows of it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-top-view.h"
#include "fuzz-target.h"

#define ALL "(a{sv}a{oa{sa{sv}}}a{sv}aa{sv}a{sv})"
#define WIDTH 120
#define HEIGHT 40
#define NOW G_GINT64_CONSTANT (1700000000000000)

static void
check_page (CcpTopState *state)
{
  CcpTopView view = { 0 };
  g_autoptr (CcpTopPage) page = ccp_top_page_new (WIDTH, HEIGHT);
  GPtrArray *texts = NULL;

  ccp_top_view_draw (&view, state, NOW, page);
  texts = ccp_top_page_get_texts (page);
  for (guint i = 0; i < texts->len; i++)
    {
      const CcpTopText *text = g_ptr_array_index (texts, i);

      g_assert (text->row < HEIGHT && text->column < WIDTH);
      for (const char *p = text->text; *p != '\0'; p = g_utf8_next_char (p))
        g_assert (!g_unichar_iscntrl (g_utf8_get_char (p)));
    }
  ccp_top_view_clear (&view);
}

static void
take_all (CcpTopState *state, GVariant *all)
{
  g_autoptr (GVariant) manager = g_variant_get_child_value (all, 0);
  g_autoptr (GVariant) objects = g_variant_get_child_value (all, 1);
  g_autoptr (GVariant) totals = g_variant_get_child_value (all, 2);
  g_autoptr (GVariant) series = g_variant_get_child_value (all, 3);
  g_autoptr (GVariant) finished = g_variant_get_child_value (all, 4);

  ccp_top_state_take_manager (state, manager);
  ccp_top_state_take_objects (state, objects);
  ccp_top_state_take_totals (state, totals, NOW);
  ccp_top_state_take_series (state, series);
  ccp_top_state_add_finished (state, ccp_top_exchange_new_finished ("/e", finished, NOW));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GVariant) raw =
      g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (ALL), bytes, FALSE));
  g_autoptr (GVariant) all = g_variant_get_normal_form (raw);
  CcpTopState *state = ccp_top_state_new ();

  take_all (state, all);
  check_page (state);
  ccp_top_state_free (state);
  return 0;
}
