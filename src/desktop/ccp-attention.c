/* ccp-attention.c: what a person must know and do something about
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-attention"

#include "config.h"

#include "ccp-attention.h"

#include "ccp-desktop-language.h"
#include "ccp-file-manager.h"

/* what a notification is about: the names of providers have no colon */
#define KEY_REFUSED "key:"
#define KEY_CREDIT "credit:"
#define KEY_CONFIG "configuration"

#define ACTION_PAUSE "pause"
#define ACTION_RESUME "resume"
#define ACTION_SHOW "show"
#define ACTION_RELOAD "reload"

struct _CcpAttention
{
  GObject parent_instance;

  CcpNotifier *notifier;
  CcpDesktopBus *bus;
  CcpProviderStates *states;
  GHashTable *told; /* (element-type utf8 gint64): the refusals that were told of */
  char *path;       /* (nullable): of the configuration that could not be used */
};

enum
{
  SIGNAL_RELOAD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CcpAttention, ccp_attention, G_TYPE_OBJECT)

static void
settle (CcpAttention *self, const char *kind, const char *name)
{
  g_autofree char *key = g_strconcat (kind, name, NULL);

  ccp_notifier_settle (self->notifier, key);
}

static CcpNotice *
new_refused (const char *name)
{
  g_autofree char *key = g_strconcat (KEY_REFUSED, name, NULL);
  /* Translators: %s is the name of a provider in the configuration */
  g_autofree char *summary = g_strdup_printf (_ ("%s refuses its key"), name);
  g_autofree char *body =
      g_strdup_printf (_ ("The provider %s does not accept the key of the configuration, "
                          "so it answers no requests. Put a valid key there, and have it "
                          "read again."),
                       name);

  return ccp_notice_new (key, CCP_URGENCY_NORMAL, summary, body);
}

static CcpNotice *
new_credit (const char *name)
{
  g_autofree char *key = g_strconcat (KEY_CREDIT, name, NULL);
  /* Translators: %s is the name of a provider in the configuration */
  g_autofree char *summary = g_strdup_printf (_ ("%s is out of credit"), name);
  g_autofree char *body =
      g_strdup_printf (_ ("The account with the provider %s has no credit left, so it "
                          "answers no requests. Add some, and try again."),
                       name);

  return ccp_notice_new (key, CCP_URGENCY_NORMAL, summary, body);
}

static CcpNotice *
new_config (const char *path)
{
  g_autofree char *shown = g_filename_display_name (path);
  /* Translators: %s is the path of a file; "ccproxy reload" is a command */
  g_autofree char *body =
      g_strdup_printf (_ ("%s cannot be used, so the configuration of before stays in "
                          "use. The command \"ccproxy reload\" says what is wrong."),
                       shown);

  return ccp_notice_new (KEY_CONFIG,
                         CCP_URGENCY_NORMAL,
                         _ ("The new configuration is not used"),
                         body);
}

/* Returns: whether this very refusal was told of before */
static gboolean
was_told (CcpAttention *self, const char *name, gint64 since)
{
  gint64 *told = g_hash_table_lookup (self->told, name);

  if (told != NULL && *told == since)
    return TRUE;
  told = g_new (gint64, 1);
  *told = since;
  g_hash_table_replace (self->told, g_strdup (name), told);
  return FALSE;
}

static void
tell (CcpAttention *self, CcpError refusal, const char *name)
{
  CcpNotice *notice = NULL;

  if (refusal == CCP_ERROR_BILLING)
    {
      settle (self, KEY_REFUSED, name);
      notice = new_credit (name);
    }
  else
    {
      settle (self, KEY_CREDIT, name);
      notice = new_refused (name);
    }
  ccp_notice_add_action (notice, ACTION_RESUME, _ ("Try Again"));
  ccp_notice_add_action (notice, ACTION_PAUSE, _ ("Pause"));
  ccp_notifier_show (self->notifier, notice);
}

static void
on_state_changed (CcpAttention *self, CcpProviderState *state)
{
  const char *name = ccp_provider_state_get_name (state);
  CcpError refusal = CCP_ERROR_INTERNAL;
  gint64 since = 0;

  if (ccp_provider_state_get_condition (state) == CCP_PROVIDER_PAUSED ||
      !ccp_provider_state_get_refusal (state, &refusal, &since))
    {
      g_hash_table_remove (self->told, name);
      settle (self, KEY_REFUSED, name);
      settle (self, KEY_CREDIT, name);
    }
  else if (!was_told (self, name, since))
    tell (self, refusal, name);
}

static void
act_on_provider (CcpAttention *self, const char *name, const char *action)
{
  CcpProviderState *state = ccp_provider_states_get (self->states, name);

  if (g_strcmp0 (action, ACTION_PAUSE) == 0)
    ccp_provider_state_pause (state);
  else if (g_strcmp0 (action, ACTION_RESUME) == 0)
    ccp_provider_state_resume (state);
}

static void
act_on_config (CcpAttention *self, const char *action)
{
  if (g_strcmp0 (action, ACTION_SHOW) == 0 && self->path != NULL)
    ccp_file_manager_show (self->bus, self->path);
  else if (g_strcmp0 (action, ACTION_RELOAD) == 0)
    {
      ccp_notifier_settle (self->notifier, KEY_CONFIG);
      g_signal_emit (self, signals[SIGNAL_RELOAD], 0);
    }
}

static void
on_action (CcpAttention *self, const char *key, const char *action)
{
  if (g_str_has_prefix (key, KEY_REFUSED))
    act_on_provider (self, key + strlen (KEY_REFUSED), action);
  else if (g_str_has_prefix (key, KEY_CREDIT))
    act_on_provider (self, key + strlen (KEY_CREDIT), action);
  else
    act_on_config (self, action);
}

static void
ccp_attention_finalize (GObject *object)
{
  CcpAttention *self = CCP_ATTENTION (object);

  g_clear_object (&self->notifier);
  g_clear_object (&self->bus);
  g_clear_object (&self->states);
  g_clear_pointer (&self->told, g_hash_table_unref);
  g_clear_pointer (&self->path, g_free);

  G_OBJECT_CLASS (ccp_attention_parent_class)->finalize (object);
}

static void
ccp_attention_class_init (CcpAttentionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ccp_attention_finalize;
  signals[SIGNAL_RELOAD] = g_signal_new ("reload",
                                         CCP_TYPE_ATTENTION,
                                         G_SIGNAL_RUN_LAST,
                                         0,
                                         NULL,
                                         NULL,
                                         NULL,
                                         G_TYPE_NONE,
                                         0);
}

static void
ccp_attention_init (CcpAttention *self)
{
  self->told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

CcpAttention *
ccp_attention_new (CcpNotifier *notifier, CcpDesktopBus *bus, CcpProviderStates *states)
{
  CcpAttention *self = NULL;

  g_return_val_if_fail (CCP_IS_NOTIFIER (notifier), NULL);
  g_return_val_if_fail (CCP_IS_DESKTOP_BUS (bus), NULL);
  g_return_val_if_fail (CCP_IS_PROVIDER_STATES (states), NULL);

  self = g_object_new (CCP_TYPE_ATTENTION, NULL);
  self->notifier = g_object_ref (notifier);
  self->bus = g_object_ref (bus);
  self->states = g_object_ref (states);
  g_signal_connect_object (states,
                           "changed",
                           G_CALLBACK (on_state_changed),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (notifier,
                           "action",
                           G_CALLBACK (on_action),
                           self,
                           G_CONNECT_SWAPPED);
  return self;
}

void
ccp_attention_note_reload (CcpAttention *self, gboolean ok, const char *path)
{
  CcpNotice *notice = NULL;

  g_return_if_fail (CCP_IS_ATTENTION (self));

  if (ok || path == NULL)
    {
      ccp_notifier_settle (self->notifier, KEY_CONFIG);
      return;
    }
  g_free (self->path);
  self->path = g_canonicalize_filename (path, NULL);
  notice = new_config (self->path);
  ccp_notice_add_action (notice, ACTION_SHOW, _ ("Show File"));
  ccp_notice_add_action (notice, ACTION_RELOAD, _ ("Read Again"));
  ccp_notifier_show (self->notifier, notice);
}
