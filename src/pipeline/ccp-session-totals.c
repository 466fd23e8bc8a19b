/* ccp-session-totals.c: what each session of a client took and cost
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-session-totals"

#include "ccp-session-totals.h"

#include <string.h>

#define MAX_SESSIONS 1000
/* a client may send anything as its session */
#define MAX_ID 256

struct _CcpSessionTotals
{
  GQueue last;       /* (element-type CcpSessionTotal): the newest one first */
  GHashTable *by_id; /* (element-type utf8 GList): both are of @last */
};

static void
free_total (gpointer data)
{
  CcpSessionTotal *total = data;

  g_clear_pointer (&total->id, g_free);
  g_clear_pointer (&total->stage, g_free);
  g_clear_pointer (&total->provider, g_free);
  g_clear_pointer (&total->model, g_free);
  g_free (total);
}

static void
forget_oldest (CcpSessionTotals *self)
{
  CcpSessionTotal *oldest = g_queue_pop_tail (&self->last);

  g_hash_table_remove (self->by_id, oldest->id);
  free_total (oldest);
}

static CcpSessionTotal *
add_total (CcpSessionTotals *self, const char *id)
{
  CcpSessionTotal *total = g_new0 (CcpSessionTotal, 1);

  if (self->last.length >= MAX_SESSIONS)
    forget_oldest (self);
  total->id = g_strdup (id);
  g_queue_push_head (&self->last, total);
  g_hash_table_insert (self->by_id, total->id, self->last.head);
  return total;
}

static CcpSessionTotal *
touch (CcpSessionTotals *self, const char *id)
{
  GList *link = g_hash_table_lookup (self->by_id, id);

  if (link == NULL)
    return add_total (self, id);
  g_queue_unlink (&self->last, link);
  g_queue_push_head_link (&self->last, link);
  return link->data;
}

/* @value: (nullable) */
static void
set_text (char **text, const char *value)
{
  const char *known = value != NULL ? value : "";

  if (g_strcmp0 (*text, known) == 0)
    return;
  g_free (*text);
  *text = g_strdup (known);
}

/* what is not known is -1 */
static void
add_tokens (guint64 *sum, gint64 tokens)
{
  if (tokens > 0)
    *sum += (guint64) tokens;
}

static void
add_usage (CcpSessionTotal *total, const CcpUsage *usage)
{
  add_tokens (&total->input_tokens, usage->input_tokens);
  add_tokens (&total->output_tokens, usage->output_tokens);
  add_tokens (&total->cache_read_tokens, usage->cache_read_tokens);
  add_tokens (&total->cache_creation_tokens, usage->cache_creation_tokens);
}

CcpSessionTotals *
ccp_session_totals_new (void)
{
  CcpSessionTotals *self = g_new0 (CcpSessionTotals, 1);

  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  return self;
}

void
ccp_session_totals_free (CcpSessionTotals *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->by_id, g_hash_table_unref);
  g_queue_clear_full (&self->last, free_total);
  g_free (self);
}

void
ccp_session_totals_count (CcpSessionTotals *self,
                          const char *id,
                          const CcpStatsSample *sample)
{
  CcpSessionTotal *total = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (id != NULL);
  g_return_if_fail (sample != NULL);

  if (*id == '\0' || strlen (id) > MAX_ID)
    return;
  total = touch (self, id);
  set_text (&total->stage, sample->stage);
  set_text (&total->provider, sample->provider);
  set_text (&total->model, sample->model);
  total->requests++;
  if (sample->usage != NULL)
    add_usage (total, sample->usage);
  if (sample->cost >= 0)
    total->cost += sample->cost;
  else
    total->cost_unknown = TRUE;
}

const CcpSessionTotal *
ccp_session_totals_find (CcpSessionTotals *self, const char *id)
{
  GList *link = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (id != NULL, NULL);

  link = g_hash_table_lookup (self->by_id, id);
  return link != NULL ? link->data : NULL;
}
