/* ccp-request-input.c: a saved request and the configuration that it would meet
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccproxy"

#include "ccp-request-input.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "ccp-exit-code.h"
#include "ccp-saved-request.h"
#include "ccp-verb-setup.h"

/* of a request, as the front door takes it at most */
#define MAX_SIZE (256 * 1024 * 1024)
#define PIECE 65536

typedef struct
{
  GMainLoop *loop;
  CcpRoute *route; /* (nullable) */
  GError *error;   /* (nullable) */
} Decision;

static int
fail (CcpRequestInput *self, int status, const char *message)
{
  fprintf (stderr, "ccproxy %s: %s\n", self->verb, message);
  return status;
}

static int
parse (CcpRequestInput *self,
       const CcpVerbOptions *options,
       const GOptionEntry *entries,
       int argc,
       char **argv)
{
  const GOptionEntry common[] = {
    CCP_VERB_CONFIG_ENTRY (&self->config),
    { "header",
      'H',
      0,
      G_OPTION_ARG_STRING_ARRAY,
      &self->headers,
      N_ ("The request has this header; may be repeated"),
      "NAME:VALUE" },
    { "profile",
      'p',
      0,
      G_OPTION_ARG_STRING,
      &self->profile,
      N_ ("With this one of routing.profiles"),
      "NAME" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->as_json, N_ ("Print JSON"), NULL },
    { NULL }
  };
  g_autoptr (GArray) all = g_array_new (TRUE, TRUE, sizeof (GOptionEntry));

  g_array_append_vals (all, common, G_N_ELEMENTS (common) - 1);
  for (; entries != NULL && entries->long_name != NULL; entries++)
    g_array_append_vals (all, entries, 1);
  if (!ccp_verb_options_parse_with (options,
                                    (const GOptionEntry *) (void *) all->data,
                                    argc,
                                    argv,
                                    &self->file))
    return CCP_EXIT_CODE_USAGE;
  if (self->file == NULL)
    return fail (self,
                 CCP_EXIT_CODE_USAGE,
                 _ ("expected a file with a request, or - for stdin"));
  return 0;
}

/* Returns: (nullable) */
static GBytes *
read_stdin (GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 piece[PIECE];
  gsize length;

  while ((length = fread (piece, 1, sizeof piece, stdin)) > 0 && bytes->len < MAX_SIZE)
    g_byte_array_append (bytes, piece, (guint) length);
  if (ferror (stdin) == 0 && bytes->len < MAX_SIZE)
    return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
  g_set_error (error,
               G_IO_ERROR,
               G_IO_ERROR_FAILED,
               _ ("standard input cannot be read, or is longer than %d bytes"),
               MAX_SIZE);
  return NULL;
}

/* Returns: (nullable) */
static GBytes *
read_file (const char *path, GError **error)
{
  char *text = NULL;
  gsize length = 0;

  if (strcmp (path, "-") == 0)
    return read_stdin (error);
  return g_file_get_contents (path, &text, &length, error)
             ? g_bytes_new_take (text, length)
             : NULL;
}

/* The value may be a secret, and so may what has no name before it.
 * Returns: (transfer full) (nullable) */
static CcpHeaders *
read_headers (char **texts, GError **error)
{
  g_autoptr (CcpHeaders) headers = ccp_headers_new ();

  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (texts[i], ":", 2);

      if (g_strv_length (parts) == 2 &&
          ccp_headers_append (headers, g_strstrip (parts[0]), g_strstrip (parts[1])))
        continue;
      g_set_error (error,
                   CCP_ERROR,
                   CCP_ERROR_INVALID_REQUEST,
                   _ ("--header, number %u: expected NAME:VALUE, without line breaks"),
                   i + 1);
      return NULL;
    }
  return g_steal_pointer (&headers);
}

static int
create_snapshot (CcpRequestInput *self)
{
  g_autoptr (GError) error = NULL;
  CcpSnapshot *changed = NULL;

  self->snapshot = ccp_verb_setup_create_snapshot (self->setup, &error);
  if (self->snapshot == NULL)
    return fail (self, CCP_EXIT_CODE_CONFIG, error->message);
  if (self->profile == NULL)
    return 0;
  changed = ccp_snapshot_new_with_profile (self->snapshot, self->profile, &error);
  if (changed == NULL)
    return fail (self, CCP_EXIT_CODE_USAGE, error->message);
  g_object_unref (self->snapshot);
  self->snapshot = changed;
  return 0;
}

static int
read_request (CcpRequestInput *self)
{
  CcpConfig *config = ccp_setup_get_config (self->setup);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) text = NULL;
  g_autoptr (CcpHeaders) headers = read_headers (self->headers, &error);

  if (headers == NULL)
    return fail (self, CCP_EXIT_CODE_USAGE, error->message);
  text = read_file (self->file, &error);
  if (text == NULL)
    return fail (self, CCP_EXIT_CODE_NO_INPUT, error->message);
  self->exchange =
      ccp_saved_request_read (text, headers, ccp_config_get_client_keys (config), &error);
  return self->exchange != NULL ? 0 : fail (self, 1, error->message);
}

static void
on_routed (GObject *object, GAsyncResult *result, gpointer data)
{
  Decision *decision = data;

  decision->route =
      ccp_router_route_finish (CCP_ROUTER (object), result, &decision->error);
  g_main_loop_quit (decision->loop);
}

int
ccp_request_input_open (CcpRequestInput *self,
                        const CcpVerbOptions *options,
                        const GOptionEntry *entries,
                        int argc,
                        char **argv)
{
  int status = 0;

  self->verb = options->verb;
  status = parse (self, options, entries, argc, argv);
  if (status != 0)
    return status;
  self->setup = ccp_verb_setup_open (self->config);
  if (self->setup == NULL)
    return CCP_EXIT_CODE_CONFIG;
  status = create_snapshot (self);
  if (status == 0)
    status = read_request (self);
  return status;
}

void
ccp_request_input_clear (CcpRequestInput *self)
{
  g_clear_pointer (&self->file, g_free);
  g_clear_pointer (&self->config, g_free);
  g_clear_pointer (&self->profile, g_free);
  g_clear_pointer (&self->headers, g_strfreev);
  g_clear_object (&self->exchange);
  g_clear_object (&self->snapshot);
  g_clear_object (&self->setup);
}

gboolean
ccp_request_input_route (CcpRequestInput *self, GError **error)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Decision decision = { loop, NULL, NULL };

  ccp_router_route_async (ccp_snapshot_get_router (self->snapshot),
                          self->exchange,
                          NULL,
                          on_routed,
                          &decision);
  g_main_loop_run (loop);
  if (decision.route == NULL)
    {
      g_propagate_error (error, decision.error);
      return FALSE;
    }
  ccp_exchange_set_route (self->exchange, decision.route);
  ccp_route_unref (decision.route);
  return TRUE;
}
