/* reasoning-think-tags.c: makes thinking blocks of tags in the text
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "reasoning-think-tags"

#include "reasoning-think-tags.h"

#include "reasoning-tag-stream.h"
#include "reasoning-tags.h"

typedef struct
{
  const char *word;
  CcpThinkTagsMode mode;
} Where;

static const Where wheres[] = {
  { "start", CCP_THINK_TAGS_AUTO },
  { "implied", CCP_THINK_TAGS_ON },
  { "first", CCP_THINK_TAGS_FIRST },
  { "anywhere", CCP_THINK_TAGS_ANYWHERE },
};

struct _ReasoningThinkTags
{
  CcpSimpleTransformer parent_instance;

  ReasoningTagStream *stream;
};

G_DEFINE_FINAL_TYPE (ReasoningThinkTags,
                     reasoning_think_tags,
                     CCP_TYPE_SIMPLE_TRANSFORMER)

static CcpThinkTagsMode
find_mode (const CcpJsonValue *word)
{
  for (gsize i = 0; i < G_N_ELEMENTS (wheres); i++)
    if (ccp_json_value_equals_string (word, wheres[i].word))
      return wheres[i].mode;
  return CCP_THINK_TAGS_AUTO;
}

static gboolean
configure (CcpSimpleTransformer *transformer, CcpJson *params, GError **error)
{
  ReasoningThinkTags *self = REASONING_THINK_TAGS (transformer);
  CcpJsonValue root;
  CcpJsonValue names;
  CcpJsonValue where;
  g_auto (GStrv) tags = NULL;

  ccp_json_get_root (params, &root);
  names = ccp_json_value_member (&root, "tags");
  where = ccp_json_value_member (&root, "where");
  tags = reasoning_tags_read (&names, error);
  if (tags == NULL)
    return FALSE;
  self->stream =
      reasoning_tag_stream_new (find_mode (&where), (const char *const *) tags);
  return TRUE;
}

static CcpEventBatch *
transform_events (CcpSimpleTransformer *transformer,
                  CcpExchange *exchange,
                  CcpEventBatch *batch,
                  CcpTransformFlags flags,
                  GError **error)
{
  ReasoningThinkTags *self = REASONING_THINK_TAGS (transformer);

  return reasoning_tag_stream_feed (self->stream, exchange, batch, flags);
}

static void
reasoning_think_tags_finalize (GObject *object)
{
  ReasoningThinkTags *self = REASONING_THINK_TAGS (object);

  g_clear_pointer (&self->stream, reasoning_tag_stream_free);

  G_OBJECT_CLASS (reasoning_think_tags_parent_class)->finalize (object);
}

static void
reasoning_think_tags_class_init (ReasoningThinkTagsClass *klass)
{
  CcpSimpleTransformerClass *transformer_class = CCP_SIMPLE_TRANSFORMER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = reasoning_think_tags_finalize;
  transformer_class->configure = configure;
  transformer_class->transform_events = transform_events;
}

static void
reasoning_think_tags_init (ReasoningThinkTags *self)
{
}
