/* ccp-fault-log.c: tells once what is passed over
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-fault-log"

#include "ccp-fault-log.h"

#include "ccp-log-text.h"

/* a plugin may find new words for each request */
#define MAX_FAULTS 200

#define MAX_REASON 300

struct _CcpFaultLog
{
  gatomicrefcount references;

  GHashTable *told; /* (element-type utf8) */
};

/* Returns: @message without what stands in quotes */
static char *
hide_quotes (const char *message)
{
  g_autoptr (GString) shown = g_string_new (NULL);
  gboolean is_quoted = FALSE;

  for (const char *rest = message; *rest != '\0'; rest++)
    {
      if (*rest == '"')
        {
          is_quoted = !is_quoted;
          g_string_append (shown, is_quoted ? "\"…" : "\"");
        }
      else if (!is_quoted)
        g_string_append_c (shown, *rest);
    }
  return g_string_free (g_steal_pointer (&shown), FALSE);
}

static char *
describe_reason (const GError *error)
{
  g_autofree char *plain = hide_quotes (error->message);
  g_autofree char *clipped = ccp_log_text_clip (plain, MAX_REASON);

  return ccp_log_text_escape (clipped);
}

CcpFaultLog *
ccp_fault_log_new (void)
{
  CcpFaultLog *self = g_new0 (CcpFaultLog, 1);

  g_atomic_ref_count_init (&self->references);
  self->told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

CcpFaultLog *
ccp_fault_log_ref (CcpFaultLog *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
ccp_fault_log_unref (CcpFaultLog *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_clear_pointer (&self->told, g_hash_table_unref);
  g_free (self);
}

void
ccp_fault_log_add (CcpFaultLog *self,
                   const CcpTransformerRef *ref,
                   const char *work,
                   const GError *error)
{
  g_autofree char *path = NULL;
  g_autofree char *reason = NULL;
  g_autofree char *line = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (ref != NULL);
  g_return_if_fail (work != NULL);
  g_return_if_fail (error != NULL);

  if (g_hash_table_size (self->told) >= MAX_FAULTS)
    return;
  path = ccp_config_node_dup_path (ref->node);
  reason = describe_reason (error);
  line = g_strdup_printf ("%s (line %u of the configuration): the transformer %s fails "
                          "in %s and is passed over, as on_error is skip: %s",
                          path,
                          ccp_config_node_get_line (ref->node),
                          ref->class_name,
                          work,
                          reason);
  if (!g_hash_table_contains (self->told, line))
    {
      g_warning ("%s", line);
      g_hash_table_add (self->told, g_steal_pointer (&line));
    }
}

guint
ccp_fault_log_get_length (CcpFaultLog *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return g_hash_table_size (self->told);
}
