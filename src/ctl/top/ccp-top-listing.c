/* ccp-top-listing.c: what top shows, once and for programs
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-top-listing"

#include "ccp-top-listing.h"

#include "ccp-bus-json.h"
#include "ccp-json-members.h"
#include "ccp-top-feed.h"

typedef struct
{
  GMainLoop *loop;
  GError *error; /* (nullable) */
} Listing;

static void
on_changed (CcpTopFeed *feed, gpointer data)
{
  Listing *listing = data;

  g_main_loop_quit (listing->loop);
}

static void
on_failed (CcpTopFeed *feed, const GError *error, gpointer data)
{
  Listing *listing = data;

  if (listing->error == NULL)
    listing->error = g_error_copy (error);
  g_main_loop_quit (listing->loop);
}

static void
add_number (CcpJsonWriter *writer, const char *key, gint64 number)
{
  ccp_json_writer_key (writer, key);
  ccp_json_writer_int (writer, number);
}

/* what is not known yet is null */
static void
add_name (CcpJsonWriter *writer, const char *key, const char *name)
{
  ccp_json_members_add_string (writer, key, *name != '\0' ? name : NULL);
}

static void
write_exchange (CcpJsonWriter *writer, const CcpTopExchange *exchange)
{
  ccp_json_writer_begin_object (writer);
  add_name (writer, "id", exchange->id);
  add_number (writer, "started_at", exchange->started_at);
  add_name (writer, "asked_model", exchange->asked);
  add_name (writer, "stage", exchange->stage);
  add_name (writer, "provider", exchange->provider);
  add_name (writer, "model", exchange->model);
  add_name (writer, "phase", exchange->phase);
  add_number (writer, "attempt", exchange->attempt);
  add_number (writer, "input_tokens", (gint64) exchange->input_tokens);
  add_number (writer, "output_tokens", (gint64) exchange->output_tokens);
  add_number (writer, "client_pid", exchange->client_pid);
  ccp_json_writer_end_object (writer);
}

static void
print (const CcpTopState *state)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();

  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "exchanges");
  ccp_json_writer_begin_array (writer);
  for (guint i = 0; i < state->exchanges->len; i++)
    write_exchange (writer, g_ptr_array_index (state->exchanges, i));
  ccp_json_writer_end_array (writer);
  ccp_json_writer_end_object (writer);
  ccp_bus_json_print (writer);
}

gboolean
ccp_top_listing_print (CcpBusClient *client, GError **error)
{
  g_autoptr (CcpTopFeed) feed = NULL;
  Listing listing = { NULL };

  g_return_val_if_fail (CCP_IS_BUS_CLIENT (client), FALSE);

  listing.loop = g_main_loop_new (NULL, FALSE);
  feed = ccp_top_feed_new (client);
  g_signal_connect (feed, "changed", G_CALLBACK (on_changed), &listing);
  g_signal_connect (feed, "failed", G_CALLBACK (on_failed), &listing);
  ccp_top_feed_refresh (feed);
  g_main_loop_run (listing.loop);
  g_signal_handlers_disconnect_by_data (feed, &listing);
  g_main_loop_unref (listing.loop);
  if (listing.error != NULL)
    {
      g_propagate_error (error, listing.error);
      return FALSE;
    }
  print (ccp_top_feed_get_state (feed));
  return TRUE;
}
