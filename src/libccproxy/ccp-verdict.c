/* ccp-verdict.c: what to do about an upstream's answer, and what the client is told
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-verdict"

#include "ccp-verdict.h"

#include "ccp-json.h"

/**
 * CcpVerdict:
 *
 * A provider's judgement of an answer: whether it is good, whether trying again can help,
 * and how the client is told if it cannot.
 */
struct _CcpVerdict
{
  gatomicrefcount references;

  CcpVerdictKind kind;
  CcpError code;
  char *message;     /* (nullable) */
  CcpJson *settings; /* (nullable) */
  guint64 retry_after;
  gboolean overflow;
  guint status;  /* of the answer */
  CcpJson *body; /* (nullable) */
};

G_DEFINE_BOXED_TYPE (CcpVerdict, ccp_verdict, ccp_verdict_ref, ccp_verdict_unref)

/**
 * ccp_verdict_new_fine:
 *
 * Creates the verdict that the answer is good.
 *
 * Returns: (transfer full): the verdict
 */
CcpVerdict *
ccp_verdict_new_fine (void)
{
  CcpVerdict *self = g_new0 (CcpVerdict, 1);

  g_atomic_ref_count_init (&self->references);
  self->kind = CCP_VERDICT_FINE;
  return self;
}

/**
 * ccp_verdict_new:
 * @kind: what to do
 * @code: how the client is told, if it comes to that
 * @message: what the client is told; never holds a key
 *
 * Creates a verdict on an answer that is not good.
 *
 * Returns: (transfer full): the verdict
 */
CcpVerdict *
ccp_verdict_new (CcpVerdictKind kind, CcpError code, const char *message)
{
  CcpVerdict *self = NULL;

  g_return_val_if_fail (kind != CCP_VERDICT_FINE, NULL);
  g_return_val_if_fail (message != NULL, NULL);

  self = ccp_verdict_new_fine ();
  self->kind = kind;
  self->code = code;
  self->message = g_utf8_make_valid (message, -1);
  return self;
}

/**
 * ccp_verdict_new_from_error:
 * @error: why there is no good answer
 *
 * Creates the verdict that trying again cannot help.
 *
 * Returns: (transfer full): the verdict
 */
CcpVerdict *
ccp_verdict_new_from_error (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  return ccp_verdict_new (CCP_VERDICT_GIVE_UP, ccp_error_code_of (error), error->message);
}

/**
 * ccp_verdict_new_retry_changed:
 * @code: how the client is told if trying again fails as well
 * @message: what the client is told then
 * @settings: an object with the dialect settings to change, such as
 * `{"max_tokens_field":…}`
 *
 * Creates the verdict that the provider would take the request with other settings. The
 * pipeline remembers them for this provider and model.
 *
 * Returns: (transfer full): the verdict
 */
CcpVerdict *
ccp_verdict_new_retry_changed (CcpError code, const char *message, CcpJson *settings)
{
  CcpVerdict *self = NULL;

  g_return_val_if_fail (settings != NULL, NULL);

  self = ccp_verdict_new (CCP_VERDICT_RETRY_CHANGED, code, message);
  self->settings = ccp_json_ref (settings);
  return self;
}

/**
 * ccp_verdict_ref:
 * @self: a verdict
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
CcpVerdict *
ccp_verdict_ref (CcpVerdict *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * ccp_verdict_unref:
 * @self: (transfer full): a verdict
 *
 * Gives a reference up.
 */
void
ccp_verdict_unref (CcpVerdict *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_clear_pointer (&self->message, g_free);
  g_clear_pointer (&self->settings, ccp_json_unref);
  g_clear_pointer (&self->body, ccp_json_unref);
  g_free (self);
}

/**
 * ccp_verdict_get_kind:
 * @self: a verdict
 *
 * Gets what to do.
 *
 * Returns: the kind
 */
CcpVerdictKind
ccp_verdict_get_kind (CcpVerdict *self)
{
  g_return_val_if_fail (self != NULL, CCP_VERDICT_GIVE_UP);

  return self->kind;
}

/**
 * ccp_verdict_get_code:
 * @self: a verdict that is not %CCP_VERDICT_FINE
 *
 * Gets how the client is told.
 *
 * Returns: the code
 */
CcpError
ccp_verdict_get_code (CcpVerdict *self)
{
  g_return_val_if_fail (self != NULL, CCP_ERROR_INTERNAL);

  return self->code;
}

/**
 * ccp_verdict_get_message:
 * @self: a verdict
 *
 * Gets what the client is told.
 *
 * Returns: (transfer none) (nullable): the text
 */
const char *
ccp_verdict_get_message (CcpVerdict *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->message;
}

/**
 * ccp_verdict_get_settings:
 * @self: a verdict
 *
 * Gets the settings to change, for %CCP_VERDICT_RETRY_CHANGED.
 *
 * Returns: (transfer none) (nullable): an object
 */
CcpJson *
ccp_verdict_get_settings (CcpVerdict *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->settings;
}

/**
 * ccp_verdict_set_retry_after:
 * @self: a verdict
 * @milliseconds: how long the provider wants to be left alone
 *
 * Sets the pause that the provider asked for.
 */
void
ccp_verdict_set_retry_after (CcpVerdict *self, guint64 milliseconds)
{
  g_return_if_fail (self != NULL);

  self->retry_after = milliseconds;
}

/**
 * ccp_verdict_get_retry_after:
 * @self: a verdict
 *
 * Gets the pause that the provider asked for.
 *
 * Returns: milliseconds, or 0 if it asked for none
 */
guint64
ccp_verdict_get_retry_after (CcpVerdict *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->retry_after;
}

/**
 * ccp_verdict_set_overflow:
 * @self: a verdict that is not %CCP_VERDICT_FINE
 * @overflow: whether the conversation is too long for the model
 *
 * Sets whether the provider refused because the conversation and its answer do not fit
 * the model's context window (protocol E.8): a model with a larger one may serve it.
 */
void
ccp_verdict_set_overflow (CcpVerdict *self, gboolean overflow)
{
  g_return_if_fail (self != NULL);

  self->overflow = overflow;
}

/**
 * ccp_verdict_get_overflow:
 * @self: a verdict
 *
 * Checks whether the conversation is too long for the model.
 *
 * Returns: %TRUE if the provider refused because of that
 */
gboolean
ccp_verdict_get_overflow (CcpVerdict *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->overflow;
}

/**
 * ccp_verdict_set_answer:
 * @self: a verdict that is not %CCP_VERDICT_FINE
 * @status: an HTTP status from 400 on
 * @body: an error as the Messages API has it (protocol A.8), without a key in it
 *
 * Sets what the client is told word for word, in place of what is made of code and
 * message: the answer of a provider that speaks the client's own dialect.
 */
void
ccp_verdict_set_answer (CcpVerdict *self, guint status, CcpJson *body)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (status >= 400 && status <= 599);
  g_return_if_fail (body != NULL);

  self->status = status;
  g_clear_pointer (&self->body, ccp_json_unref);
  self->body = ccp_json_ref (body);
}

/**
 * ccp_verdict_get_answer:
 * @self: a verdict
 * @status: (out) (optional): an HTTP status
 *
 * Gets what the client is told word for word.
 *
 * Returns: (transfer none) (nullable): an error as the Messages API has it, or %NULL to
 *   make one of code and message
 */
CcpJson *
ccp_verdict_get_answer (CcpVerdict *self, guint *status)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (status != NULL)
    *status = self->status;
  return self->body;
}

/**
 * ccp_verdict_to_error:
 * @self: a verdict that is not %CCP_VERDICT_FINE
 *
 * Makes the error that the client is told.
 *
 * Returns: (transfer full): an error of the domain %CCP_ERROR
 */
GError *
ccp_verdict_to_error (CcpVerdict *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (self->kind != CCP_VERDICT_FINE, NULL);

  return g_error_new_literal (CCP_ERROR, (int) self->code, self->message);
}
