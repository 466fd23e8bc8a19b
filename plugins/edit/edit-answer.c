/* edit-answer.c: makes messages of answers in a format that the configuration describes
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "edit-answer"

#include "edit-answer.h"

#include "edit-answer-reader.h"

struct _EditAnswer
{
  CcpSimpleTransformer parent_instance;

  EditAnswerMap *map;
  EditAnswerReader *reader; /* (nullable): from the first event on */
};

G_DEFINE_FINAL_TYPE (EditAnswer, edit_answer, CCP_TYPE_SIMPLE_TRANSFORMER)

static gboolean
configure (CcpSimpleTransformer *transformer, CcpJson *params, GError **error)
{
  EditAnswer *self = EDIT_ANSWER (transformer);

  self->map = edit_answer_map_new (params, error);
  return self->map != NULL;
}

static CcpSide
get_side (CcpSimpleTransformer *transformer)
{
  return CCP_SIDE_DIALECT;
}

static CcpJson *
transform_response (CcpSimpleTransformer *transformer,
                    CcpExchange *exchange,
                    CcpJson *body,
                    GError **error)
{
  EditAnswer *self = EDIT_ANSWER (transformer);
  g_autoptr (EditAnswerReader) reader = edit_answer_reader_new (self->map, exchange);

  return edit_answer_reader_convert (reader, body, error);
}

static CcpEventBatch *
transform_events (CcpSimpleTransformer *transformer,
                  CcpExchange *exchange,
                  CcpEventBatch *batch,
                  CcpTransformFlags flags,
                  GError **error)
{
  EditAnswer *self = EDIT_ANSWER (transformer);

  if (self->reader == NULL)
    self->reader = edit_answer_reader_new (self->map, exchange);
  return edit_answer_reader_feed (self->reader, batch, flags);
}

static gint64
get_deadline (CcpSimpleTransformer *transformer)
{
  EditAnswer *self = EDIT_ANSWER (transformer);

  return self->reader != NULL ? edit_answer_reader_get_deadline (self->reader) : 0;
}

static void
edit_answer_finalize (GObject *object)
{
  EditAnswer *self = EDIT_ANSWER (object);

  g_clear_pointer (&self->reader, edit_answer_reader_free);
  g_clear_pointer (&self->map, edit_answer_map_free);

  G_OBJECT_CLASS (edit_answer_parent_class)->finalize (object);
}

static void
edit_answer_class_init (EditAnswerClass *klass)
{
  CcpSimpleTransformerClass *transformer_class = CCP_SIMPLE_TRANSFORMER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = edit_answer_finalize;
  transformer_class->configure = configure;
  transformer_class->get_side = get_side;
  transformer_class->get_deadline = get_deadline;
  transformer_class->transform_response = transform_response;
  transformer_class->transform_events = transform_events;
}

static void
edit_answer_init (EditAnswer *self)
{
}
