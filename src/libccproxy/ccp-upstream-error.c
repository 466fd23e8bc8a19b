/* ccp-upstream-error.c: what a provider says went wrong, in whatever shape it says it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-upstream-error"

#include "ccp-upstream-error.h"

#include <string.h>

#include "ccp-event.h"
#include "ccp-redact.h"
#include "private/ccp-error-fields.h"
#include "private/ccp-html-text.h"
#include "private/ccp-retry-after.h"

#define MAX_MESSAGE 500

/* looked at for keys before it is cut, so that no key is cut in two and then shown */
#define MAX_READ 4000

/**
 * CcpUpstreamError:
 *
 * What a provider says went wrong. Providers say it as an object, an array, a text or a
 * page of HTML, with codes that are numbers, words or null, at the top or inside other
 * objects, with an HTTP status or in the middle of a stream (protocol B.4, E.7); this is
 * what there was to find.
 */
struct _CcpUpstreamError
{
  gatomicrefcount references;

  guint status;
  gboolean in_stream;
  char *message; /* redacted */
  char *code;    /* (nullable), redacted */
  char *kind;    /* (nullable) */
  char *param;   /* (nullable) */
  char *all;     /* the text in which words are looked for, in lower case */
  guint64 retry_after;
  CcpJson *json;      /* (nullable) */
  CcpJsonValue error; /* in json */
};

G_DEFINE_BOXED_TYPE (CcpUpstreamError,
                     ccp_upstream_error,
                     ccp_upstream_error_ref,
                     ccp_upstream_error_unref)

/* Returns: (transfer full): the text on one line, short and without keys */
static char *
clean_text (const char *text, gsize length)
{
  g_autofree char *readable = ccp_html_text_extract (text, length, MAX_READ);
  g_autofree char *redacted = ccp_redact_text (readable);

  return ccp_html_text_extract (redacted, strlen (redacted), MAX_MESSAGE);
}

static CcpUpstreamError *
create_error (guint status, const char *message, gsize length)
{
  CcpUpstreamError *self = g_new0 (CcpUpstreamError, 1);

  g_atomic_ref_count_init (&self->references);
  self->status = status;
  self->message = clean_text (message, length);
  self->error = CCP_JSON_VALUE_NONE;
  return self;
}

static void
take_json (CcpUpstreamError *self, CcpJson *json, const CcpJsonValue *error)
{
  g_autofree char *code = ccp_error_fields_find_code (error);

  self->json = ccp_json_ref (json);
  self->error = *error;
  self->code = code != NULL ? clean_text (code, strlen (code)) : NULL;
  self->kind = ccp_error_fields_dup_member (error, "type");
  self->param = ccp_error_fields_find_param (error);
  self->retry_after = ccp_retry_after_find_in_details (error);
}

static void
complete (CcpUpstreamError *self)
{
  CcpJsonValue status = ccp_json_value_member (&self->error, "status");
  g_autofree char *word = ccp_json_value_dup_string (&status, NULL);
  g_autofree char *all = g_strjoin ("\n",
                                    self->message,
                                    self->code != NULL ? self->code : "",
                                    self->kind != NULL ? self->kind : "",
                                    word,
                                    NULL);

  self->all = g_ascii_strdown (all, -1);
  if (self->retry_after == 0)
    self->retry_after = ccp_retry_after_find_in_text (self->message);
}

/* Whether an event of a stream says that something went wrong; chunks of vLLM say it at
 * the top, those of others in "error", which many send as null all the time */
static gboolean
is_error_event (const CcpJsonValue *root)
{
  CcpJsonValue error = ccp_json_value_member (root, "error");
  CcpJsonValue object = ccp_json_value_member (root, "object");
  CcpJsonValue type = ccp_json_value_member (root, "type");

  return ccp_json_value_get_length (&error) > 0 ||
         (ccp_json_value_is_string (&error) &&
          !ccp_json_value_is_blank_string (&error)) ||
         ccp_json_value_equals_string (&object, "error") ||
         ccp_json_value_equals_string (&type, "error");
}

/**
 * ccp_upstream_error_new:
 * @status: the HTTP status
 * @headers: (nullable): the headers of the answer
 * @body: (nullable): the body of the answer
 * @json: (nullable): @body parsed, if it is JSON
 *
 * Reads an answer that is an error.
 *
 * Returns: (transfer full): what there is to know of it
 */
CcpUpstreamError *
ccp_upstream_error_new (guint status, CcpHeaders *headers, GBytes *body, CcpJson *json)
{
  CcpUpstreamError *self = NULL;
  CcpJsonValue root = CCP_JSON_VALUE_NONE;
  g_autofree char *found = NULL;
  const char *message = NULL;
  gsize length = 0;

  if (json != NULL)
    {
      ccp_json_get_root (json, &root);
      root = ccp_error_fields_unwrap (root);
      found = ccp_error_fields_find_message (&root);
    }
  if (body != NULL)
    message = g_bytes_get_data (body, &length);
  if (found != NULL)
    {
      message = found;
      length = strlen (found);
    }
  self = create_error (status, message != NULL ? message : "", length);
  if (json != NULL)
    take_json (self, json, &root);
  if (headers != NULL)
    {
      guint64 pause = ccp_retry_after_find_in_headers (headers, g_get_real_time ());

      self->retry_after = pause > 0 ? pause : self->retry_after;
    }
  complete (self);
  return self;
}

/**
 * ccp_upstream_error_new_from_event:
 * @data: an event of a stream, or a whole answer that came with a good status
 *
 * Reads an error that a provider reports inside an answer that began well.
 *
 * Returns: (transfer full) (nullable): what there is to know of it, or %NULL if @data
 *   reports none
 */
CcpUpstreamError *
ccp_upstream_error_new_from_event (CcpJson *data)
{
  g_autofree char *message = NULL;
  CcpUpstreamError *self = NULL;
  CcpJsonValue root;

  g_return_val_if_fail (data != NULL, NULL);

  ccp_json_get_root (data, &root);
  if (!is_error_event (&root))
    return NULL;
  root = ccp_error_fields_unwrap (root);
  message = ccp_error_fields_find_message (&root);
  self = create_error (ccp_error_fields_find_status (&root),
                       message != NULL ? message : "",
                       message != NULL ? strlen (message) : 0);
  self->in_stream = TRUE;
  take_json (self, data, &root);
  complete (self);
  return self;
}

/**
 * ccp_upstream_error_new_from_answer:
 * @status: the HTTP status of an answer
 * @headers: (nullable): its headers
 * @body: (nullable): its body
 * @json: (nullable): @body as JSON, if it is that
 *
 * Reads the error of an answer: its status tells of one, or what it says does although
 * its status is good.
 *
 * Returns: (transfer full) (nullable): what there is to know of it, or %NULL if the
 * answer reports none
 */
CcpUpstreamError *
ccp_upstream_error_new_from_answer (guint status,
                                    CcpHeaders *headers,
                                    GBytes *body,
                                    CcpJson *json)
{
  if (status < 200 || status > 299)
    return ccp_upstream_error_new (status, headers, body, json);
  return json != NULL ? ccp_upstream_error_new_from_event (json) : NULL;
}

/**
 * ccp_upstream_error_new_from_stream:
 * @event: an event of a stream
 *
 * Reads an error that a provider reports in a stream. An event of the name `error` is one
 * whatever its data look like.
 *
 * Returns: (transfer full) (nullable): what there is to know of it, or %NULL if the event
 *   reports none
 */
CcpUpstreamError *
ccp_upstream_error_new_from_stream (CcpEvent *event)
{
  CcpJson *data = NULL;
  CcpUpstreamError *self = NULL;

  g_return_val_if_fail (event != NULL, NULL);

  data = ccp_event_get_data (event);
  if (data == NULL)
    return NULL;
  self = ccp_upstream_error_new_from_event (data);
  if (self == NULL && ccp_event_is (event, "error"))
    self = ccp_upstream_error_new (0, NULL, NULL, data);
  return self;
}

/**
 * ccp_upstream_error_ref:
 * @self: an error
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
CcpUpstreamError *
ccp_upstream_error_ref (CcpUpstreamError *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * ccp_upstream_error_unref:
 * @self: (transfer full): an error
 *
 * Gives a reference up.
 */
void
ccp_upstream_error_unref (CcpUpstreamError *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_clear_pointer (&self->message, g_free);
  g_clear_pointer (&self->code, g_free);
  g_clear_pointer (&self->kind, g_free);
  g_clear_pointer (&self->param, g_free);
  g_clear_pointer (&self->all, g_free);
  g_clear_pointer (&self->json, ccp_json_unref);
  g_free (self);
}

/**
 * ccp_upstream_error_get_status:
 * @self: an error
 *
 * Gets the HTTP status: the one that the answer has, or, for an error inside an answer,
 * the one that it names.
 *
 * Returns: a status, or 0 if there is none
 */
guint
ccp_upstream_error_get_status (CcpUpstreamError *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->status;
}

/**
 * ccp_upstream_error_get_in_stream:
 * @self: an error
 *
 * Tells whether the error was reported inside an answer that began well.
 *
 * Returns: whether it was
 */
gboolean
ccp_upstream_error_get_in_stream (CcpUpstreamError *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->in_stream;
}

/**
 * ccp_upstream_error_get_message:
 * @self: an error
 *
 * Gets what the provider says, on one line, at most 500 characters and without what looks
 * like a key.
 *
 * Returns: (transfer none): the text, which may be empty
 */
const char *
ccp_upstream_error_get_message (CcpUpstreamError *self)
{
  g_return_val_if_fail (self != NULL, "");

  return self->message;
}

/**
 * ccp_upstream_error_get_code:
 * @self: an error
 *
 * Gets the code, without what looks like a key; a number is as it was written.
 *
 * Returns: (transfer none) (nullable): the code
 */
const char *
ccp_upstream_error_get_code (CcpUpstreamError *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->code;
}

/**
 * ccp_upstream_error_get_kind:
 * @self: an error
 *
 * Gets the `type`.
 *
 * Returns: (transfer none) (nullable): the type
 */
const char *
ccp_upstream_error_get_kind (CcpUpstreamError *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->kind;
}

/**
 * ccp_upstream_error_get_param:
 * @self: an error
 *
 * Gets which part of the request the provider complains about.
 *
 * Returns: (transfer none) (nullable): a name or a path
 */
const char *
ccp_upstream_error_get_param (CcpUpstreamError *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->param;
}

/**
 * ccp_upstream_error_says:
 * @self: an error
 * @word: what to look for, in lower case
 *
 * Tells whether message, code, type or status word contain a text.
 *
 * Returns: whether they do
 */
gboolean
ccp_upstream_error_says (CcpUpstreamError *self, const char *word)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (word != NULL, FALSE);

  return strstr (self->all, word) != NULL;
}

/**
 * ccp_upstream_error_get_number:
 * @self: an error
 * @name: the name of a member of the error object
 *
 * Gets a number that the provider gives with the error.
 *
 * Returns: the number, or -1 if there is none
 */
gint64
ccp_upstream_error_get_number (CcpUpstreamError *self, const char *name)
{
  CcpJsonValue member;
  gint64 number = -1;

  g_return_val_if_fail (self != NULL, -1);
  g_return_val_if_fail (name != NULL, -1);

  member = ccp_json_value_member (&self->error, name);
  return ccp_json_value_get_int (&member, &number) && number >= 0 ? number : -1;
}

/**
 * ccp_upstream_error_get_retry_after:
 * @self: an error
 *
 * Gets how long the provider wants to be left alone, from its headers, the details of the
 * error or its message.
 *
 * Returns: milliseconds, or 0 if it does not say
 */
guint64
ccp_upstream_error_get_retry_after (CcpUpstreamError *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->retry_after;
}
