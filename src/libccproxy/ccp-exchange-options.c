/* ccp-exchange-options.c: the options that hold for an exchange, by their types
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-exchange"

#include <string.h>

#include "ccp-exchange.h"
#include "private/ccp-base-url-private.h"

/**
 * ccp_exchange_get_option: (skip)
 * @self: an exchange
 * @name: the name of a setting
 * @value: (out caller-allocates): its place
 *
 * Looks one setting of the dialect up.
 */
void
ccp_exchange_get_option (CcpExchange *self, const char *name, CcpJsonValue *value)
{
  CcpJson *options = NULL;
  CcpJsonValue root;

  g_return_if_fail (CCP_IS_EXCHANGE (self));
  g_return_if_fail (name != NULL);
  g_return_if_fail (value != NULL);

  *value = CCP_JSON_VALUE_NONE;
  options = ccp_exchange_get_options (self);
  if (options == NULL)
    return;
  ccp_json_get_root (options, &root);
  *value = ccp_json_value_member (&root, name);
}

/**
 * ccp_exchange_get_option_boolean:
 * @self: an exchange
 * @name: the name of an option
 * @fallback: what holds if the option is not set, or is no boolean, such as `auto`
 *
 * Looks an option up that is true or false.
 *
 * Returns: its value
 */
gboolean
ccp_exchange_get_option_boolean (CcpExchange *self, const char *name, gboolean fallback)
{
  CcpJsonValue value;

  g_return_val_if_fail (CCP_IS_EXCHANGE (self), fallback);
  g_return_val_if_fail (name != NULL, fallback);

  ccp_exchange_get_option (self, name, &value);
  return ccp_json_value_get_boolean (&value, fallback);
}

/**
 * ccp_exchange_get_option_int:
 * @self: an exchange
 * @name: the name of an option
 * @fallback: what holds if the option is not set, or is no integer
 *
 * Looks an option up that is an integer.
 *
 * Returns: its value
 */
gint64
ccp_exchange_get_option_int (CcpExchange *self, const char *name, gint64 fallback)
{
  CcpJsonValue value;
  gint64 integer;

  g_return_val_if_fail (CCP_IS_EXCHANGE (self), fallback);
  g_return_val_if_fail (name != NULL, fallback);

  ccp_exchange_get_option (self, name, &value);
  return ccp_json_value_get_int (&value, &integer) ? integer : fallback;
}

/**
 * ccp_exchange_get_option_word:
 * @self: an exchange
 * @name: the name of an option
 * @words: (array zero-terminated=1): the words that it may be, in the order of an enum
 * @fallback: what holds if the option is not set, or is another word, such as `auto`
 *
 * Looks an option up that is one of some words.
 *
 * Returns: the place of the word in @words, from 0, or @fallback
 */
int
ccp_exchange_get_option_word (CcpExchange *self,
                              const char *name,
                              const char *const *words,
                              int fallback)
{
  CcpJsonValue value;

  g_return_val_if_fail (CCP_IS_EXCHANGE (self), fallback);
  g_return_val_if_fail (name != NULL, fallback);
  g_return_val_if_fail (words != NULL, fallback);

  ccp_exchange_get_option (self, name, &value);
  if (!ccp_json_value_is_string (&value))
    return fallback;
  for (int i = 0; words[i] != NULL; i++)
    if (ccp_json_value_equals_string (&value, words[i]))
      return i;
  return fallback;
}

/**
 * ccp_exchange_dup_option_string:
 * @self: an exchange
 * @name: the name of an option
 *
 * Looks an option up that is a text.
 *
 * Returns: (transfer full) (nullable): its value, %NULL if it is not set, or is no string
 */
char *
ccp_exchange_dup_option_string (CcpExchange *self, const char *name)
{
  CcpJsonValue value;

  g_return_val_if_fail (CCP_IS_EXCHANGE (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  ccp_exchange_get_option (self, name, &value);
  return ccp_json_value_dup_string (&value, NULL);
}

/**
 * ccp_exchange_dup_option_strv:
 * @self: an exchange
 * @name: the name of an option
 *
 * Looks an option up that is a list of texts.
 *
 * Returns: (transfer full) (nullable) (array zero-terminated=1): its strings, %NULL if it
 * is not set, is no list or is empty
 */
char **
ccp_exchange_dup_option_strv (CcpExchange *self, const char *name)
{
  g_autoptr (GStrvBuilder) builder = NULL;
  CcpJsonValue list;
  CcpJsonValue value;
  CcpJsonIter iter;

  g_return_val_if_fail (CCP_IS_EXCHANGE (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  ccp_exchange_get_option (self, name, &list);
  if (!ccp_json_value_is_array (&list) || ccp_json_value_get_length (&list) == 0)
    return NULL;
  builder = g_strv_builder_new ();
  ccp_json_iter_init (&iter, &list);
  while (ccp_json_iter_next (&iter, NULL, &value))
    {
      g_autofree char *word = ccp_json_value_dup_string (&value, NULL);

      if (word != NULL)
        g_strv_builder_add (builder, word);
    }
  return g_strv_builder_end (builder);
}

/**
 * ccp_exchange_is_upstream_at:
 * @self: an exchange that has a route
 * @domains: (array zero-terminated=1): names such as `openai.azure.com`
 *
 * Tells whose servers the provider's `url` names. The URL was checked with the
 * configuration; here only its host is looked at.
 *
 * Returns: whether the host is one of the domains or belongs to one
 */
gboolean
ccp_exchange_is_upstream_at (CcpExchange *self, const char *const *domains)
{
  CcpJsonValue value;
  const char *url = NULL;
  const char *host = NULL;
  gsize length = 0;

  g_return_val_if_fail (CCP_IS_EXCHANGE (self), FALSE);
  g_return_val_if_fail (domains != NULL, FALSE);

  ccp_exchange_get_option (self, "url", &value);
  if (!ccp_json_value_peek_string (&value, &url, &length))
    return FALSE;
  host = g_strstr_len (url, (gssize) length, "://");
  if (host == NULL)
    return FALSE;
  host += strlen ("://");
  /* the string ends with a quote, not with a NUL */
  return ccp_base_url_host_is_at (host, strcspn (host, ":/?#\""), domains);
}
