/* edit-answer-reader.h: makes a message of the answer of a provider
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "edit-answer-map.h"

G_BEGIN_DECLS

typedef struct _EditAnswerReader EditAnswerReader;

/* @map: lives as long as the reader */
EditAnswerReader *edit_answer_reader_new (const EditAnswerMap *map,
                                          CcpExchange *exchange);
void edit_answer_reader_free (EditAnswerReader *self);
/* Returns: (nullable): the message, or NULL with @error set */
CcpJson *
edit_answer_reader_convert (EditAnswerReader *self, CcpJson *body, GError **error);
CcpEventBatch *edit_answer_reader_feed (EditAnswerReader *self,
                                        CcpEventBatch *batch,
                                        CcpTransformFlags flags);
gint64 edit_answer_reader_get_deadline (EditAnswerReader *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EditAnswerReader, edit_answer_reader_free)

G_END_DECLS
