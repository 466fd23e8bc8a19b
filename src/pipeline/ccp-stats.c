/* ccp-stats.c: what all exchanges took and cost, added up
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-stats"

#include "ccp-stats.h"

#include <string.h>

/* a client may name any model of a provider, so that their number has no bound */
#define MAX_SERIES 1000
/* a provider of the same dialect may name any type of error */
#define MAX_ERRORS 32
#define OTHER "other"

/* neither has the length of their names */
#define MAX_NAME 256

/* the strings are those of a series */
typedef struct
{
  const char *provider;
  const char *model;
  const char *stage;
} Name;

struct _CcpStats
{
  GPtrArray *series;   /* (element-type CcpStatsSeries) */
  GHashTable *by_name; /* (element-type Name CcpStatsSeries): series are not owned */
};

static guint
hash_name (gconstpointer data)
{
  const Name *name = data;

  return (g_str_hash (name->provider) * 31 + g_str_hash (name->model)) * 31 +
         g_str_hash (name->stage);
}

static gboolean
is_same_name (gconstpointer a, gconstpointer b)
{
  const Name *first = a;
  const Name *second = b;

  return g_str_equal (first->model, second->model) &&
         g_str_equal (first->provider, second->provider) &&
         g_str_equal (first->stage, second->stage);
}

static void
free_series (gpointer data)
{
  CcpStatsSeries *series = data;

  g_clear_pointer (&series->provider, g_free);
  g_clear_pointer (&series->model, g_free);
  g_clear_pointer (&series->stage, g_free);
  g_clear_pointer (&series->errors, g_hash_table_unref);
  g_free (series);
}

static CcpStatsSeries *
add_series (CcpStats *self, const Name *name)
{
  CcpStatsSeries *series = g_new0 (CcpStatsSeries, 1);
  Name *key = g_new0 (Name, 1);

  series->provider = g_strdup (name->provider);
  series->model = g_strdup (name->model);
  series->stage = g_strdup (name->stage);
  series->errors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  *key = (Name){ series->provider, series->model, series->stage };
  g_ptr_array_add (self->series, series);
  g_hash_table_insert (self->by_name, key, series);
  return series;
}

static CcpStatsSeries *
find_series (CcpStats *self, const CcpStatsSample *sample)
{
  static const Name other = { OTHER, OTHER, OTHER };
  Name name = {
    sample->provider != NULL ? sample->provider : "",
    sample->model != NULL ? sample->model : "",
    sample->stage != NULL ? sample->stage : "",
  };
  CcpStatsSeries *series = g_hash_table_lookup (self->by_name, &name);

  if (series != NULL)
    return series;
  if (self->series->len < MAX_SERIES && strlen (name.model) <= MAX_NAME)
    return add_series (self, &name);
  series = g_hash_table_lookup (self->by_name, &other);
  return series != NULL ? series : add_series (self, &other);
}

/* what is not known is -1 */
static void
add_tokens (guint64 *sum, gint64 tokens)
{
  if (tokens > 0)
    *sum += (guint64) tokens;
}

static void
add_usage (CcpStatsSeries *series, const CcpUsage *usage)
{
  add_tokens (&series->input_tokens, usage->input_tokens);
  add_tokens (&series->output_tokens, usage->output_tokens);
  add_tokens (&series->cache_read_tokens, usage->cache_read_tokens);
  add_tokens (&series->cache_creation_tokens, usage->cache_creation_tokens);
  add_tokens (&series->thinking_tokens, usage->thinking_tokens);
}

static void
add_error (CcpStatsSeries *series, const char *type)
{
  guint64 *count = g_hash_table_lookup (series->errors, type);

  if (count == NULL &&
      (g_hash_table_size (series->errors) >= MAX_ERRORS || strlen (type) > MAX_NAME))
    {
      type = OTHER;
      count = g_hash_table_lookup (series->errors, type);
    }
  if (count == NULL)
    {
      count = g_new0 (guint64, 1);
      g_hash_table_insert (series->errors, g_strdup (type), count);
    }
  (*count)++;
}

CcpStats *
ccp_stats_new (void)
{
  CcpStats *self = g_new0 (CcpStats, 1);

  self->series = g_ptr_array_new_with_free_func (free_series);
  self->by_name = g_hash_table_new_full (hash_name, is_same_name, g_free, NULL);
  return self;
}

void
ccp_stats_free (CcpStats *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->by_name, g_hash_table_unref);
  g_clear_pointer (&self->series, g_ptr_array_unref);
  g_free (self);
}

void
ccp_stats_count (CcpStats *self, const CcpStatsSample *sample)
{
  CcpStatsSeries *series = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (sample != NULL);

  series = find_series (self, sample);
  series->requests++;
  series->retries += sample->retries;
  if (sample->usage != NULL)
    add_usage (series, sample->usage);
  if (sample->cost >= 0)
    series->cost += sample->cost;
  else
    series->cost_unknown = TRUE;
  if (sample->error_type != NULL)
    add_error (series, sample->error_type);
  ccp_quantiles_add (&series->latency, sample->duration);
  if (sample->first_token > 0)
    ccp_quantiles_add (&series->first_token, sample->first_token);
}

GPtrArray *
ccp_stats_get_series (CcpStats *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->series;
}

guint64
ccp_stats_series_count_errors (const CcpStatsSeries *series)
{
  GHashTableIter iter;
  gpointer count = NULL;
  guint64 sum = 0;

  g_return_val_if_fail (series != NULL, 0);

  g_hash_table_iter_init (&iter, series->errors);
  while (g_hash_table_iter_next (&iter, NULL, &count))
    sum += *(guint64 *) count;
  return sum;
}
