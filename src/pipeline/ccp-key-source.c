/* ccp-key-source.c: the key of a provider, wherever it comes from
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-key-source"

#include "ccp-key-source.h"

#include "ccp-access-token.h"
#include "ccp-token-command.h"
#include "ccp.h"

struct _CcpKeySource
{
  GObject parent_instance;

  CcpSecret *fixed;       /* (nullable) */
  CcpKeyCommand *command; /* (nullable) */
  CcpAccessToken token;
  GPtrArray *waiting; /* (element-type Waiter): for the program that runs */
  GCancellable *run;  /* (nullable): of the program that runs */
};

/* A request that waits. Its client may leave before the program ends. */
typedef struct
{
  CcpKeySource *source; /* (not owned) */
  GTask *task;
  GSource *departure; /* (nullable) */
} Waiter;

/* One run of the program; nobody cares for one that was cancelled. */
typedef struct
{
  CcpKeySource *source;
  GCancellable *cancellable;
} Run;

G_DEFINE_FINAL_TYPE (CcpKeySource, ccp_key_source, G_TYPE_OBJECT)

static void
free_waiter (gpointer data)
{
  Waiter *waiter = data;

  if (waiter->departure != NULL)
    g_source_destroy (waiter->departure);
  g_clear_pointer (&waiter->departure, g_source_unref);
  g_clear_object (&waiter->task);
  g_free (waiter);
}

static void
give (GTask *task, CcpSecret *key)
{
  g_task_return_pointer (task,
                         key != NULL ? ccp_secret_ref (key) : NULL,
                         (GDestroyNotify) ccp_secret_unref);
}

/* error: (nullable) */
static void
answer_all (CcpKeySource *self, const GError *error)
{
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&self->waiting);

  self->waiting = g_ptr_array_new_with_free_func (free_waiter);
  for (guint i = 0; i < waiting->len; i++)
    {
      Waiter *waiter = g_ptr_array_index (waiting, i);

      if (error != NULL)
        g_task_return_error (waiter->task, g_error_copy (error));
      else
        give (waiter->task, self->token.secret);
    }
}

static void
take_output (CcpKeySource *self, GBytes *output, GError **error)
{
  CcpAccessToken token;

  if (!ccp_access_token_parse (&token,
                               output,
                               self->command->lifetime,
                               g_get_real_time (),
                               error))
    {
      g_prefix_error (error,
                      "the command \"%s\" that makes the api_key ",
                      self->command->arguments[0]);
      return;
    }
  ccp_access_token_clear (&self->token);
  self->token = token;
}

static void
free_run (Run *run)
{
  g_clear_object (&run->source);
  g_clear_object (&run->cancellable);
  g_free (run);
}

static void
on_run (GObject *object, GAsyncResult *result, gpointer data)
{
  Run *run = data;
  CcpKeySource *self = run->source;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) output = ccp_token_command_run_finish (result, &error);

  if (self->run == run->cancellable)
    {
      g_clear_object (&self->run);
      if (output != NULL)
        take_output (self, output, &error);
      answer_all (self, error);
    }
  free_run (run);
}

static void
start_run (CcpKeySource *self)
{
  Run *run = g_new0 (Run, 1);

  self->run = g_cancellable_new ();
  run->source = g_object_ref (self);
  run->cancellable = g_object_ref (self->run);
  ccp_token_command_run_async (self->command, self->run, on_run, run);
}

/* The program goes on as long as anybody waits for it. */
static gboolean
on_departure (GCancellable *cancellable, gpointer data)
{
  Waiter *waiter = data;
  CcpKeySource *self = waiter->source;
  g_autoptr (GTask) task = g_object_ref (waiter->task);

  g_ptr_array_remove_fast (self->waiting, waiter);
  if (self->waiting->len == 0 && self->run != NULL)
    {
      g_cancellable_cancel (self->run);
      g_clear_object (&self->run);
    }
  g_task_return_error_if_cancelled (task);
  return G_SOURCE_REMOVE;
}

static void
wait_for_run (CcpKeySource *self, GTask *task)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  Waiter *waiter = g_new0 (Waiter, 1);

  waiter->source = self;
  waiter->task = g_object_ref (task);
  g_ptr_array_add (self->waiting, waiter);
  if (cancellable != NULL)
    {
      waiter->departure = g_cancellable_source_new (cancellable);
      g_source_set_callback (waiter->departure,
                             G_SOURCE_FUNC (on_departure),
                             waiter,
                             NULL);
      g_source_attach (waiter->departure, g_main_context_get_thread_default ());
    }
  if (self->run == NULL)
    start_run (self);
}

static void
ccp_key_source_finalize (GObject *object)
{
  CcpKeySource *self = CCP_KEY_SOURCE (object);

  g_clear_pointer (&self->fixed, ccp_secret_unref);
  g_clear_pointer (&self->command, ccp_key_command_free);
  ccp_access_token_clear (&self->token);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  g_clear_object (&self->run);

  G_OBJECT_CLASS (ccp_key_source_parent_class)->finalize (object);
}

static void
ccp_key_source_class_init (CcpKeySourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ccp_key_source_finalize;
}

static void
ccp_key_source_init (CcpKeySource *self)
{
  self->waiting = g_ptr_array_new_with_free_func (free_waiter);
}

CcpKeySource *
ccp_key_source_new (const CcpProviderConfig *provider)
{
  CcpKeySource *self = g_object_new (CCP_TYPE_KEY_SOURCE, NULL);

  g_return_val_if_fail (provider != NULL, NULL);

  self->fixed = provider->key != NULL ? ccp_secret_ref (provider->key) : NULL;
  if (provider->key_command != NULL)
    self->command = ccp_key_command_copy (provider->key_command);
  return self;
}

gboolean
ccp_key_source_peek (CcpKeySource *self, CcpSecret **key)
{
  g_return_val_if_fail (CCP_IS_KEY_SOURCE (self), FALSE);
  g_return_val_if_fail (key != NULL, FALSE);

  *key = self->command != NULL ? self->token.secret : self->fixed;
  return self->command == NULL ||
         ccp_access_token_is_good (&self->token, g_get_real_time ());
}

void
ccp_key_source_get_async (CcpKeySource *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  CcpSecret *key = NULL;

  g_return_if_fail (CCP_IS_KEY_SOURCE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ccp_key_source_get_async);
  if (ccp_key_source_peek (self, &key))
    give (task, key);
  else
    wait_for_run (self, task);
}

gboolean
ccp_key_source_get_finish (CcpKeySource *self,
                           GAsyncResult *result,
                           CcpSecret **key,
                           GError **error)
{
  GError *failure = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (key != NULL, FALSE);

  *key = g_task_propagate_pointer (G_TASK (result), &failure);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, failure);
  return FALSE;
}

/* Of several requests that had the same key refused, the first one drops it. */
gboolean
ccp_key_source_refuse (CcpKeySource *self, CcpSecret *key)
{
  g_return_val_if_fail (CCP_IS_KEY_SOURCE (self), FALSE);

  if (self->command == NULL)
    return FALSE;
  if (self->token.secret == key)
    ccp_access_token_clear (&self->token);
  return TRUE;
}
