/* edit-answer-map.h: what is where in the answers of a provider
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "edit-source.h"

G_BEGIN_DECLS

/* each source: (nullable): NULL if answers have no such thing */
typedef struct
{
  CcpJson *params;
  EditSource *text;
  EditSource *thinking;
  EditSource *stop;
  EditSource *done;
  EditSource *error;
  EditSource *input_tokens;
  EditSource *output_tokens;
  EditSource *cache_read_tokens;
  EditSource *calls;

  /* in each call; (nullable) but for the name */
  CcpJsonPath *call_id;
  CcpJsonPath *call_index;
  CcpJsonPath *call_name;
  CcpJsonPath *call_arguments;

  CcpJsonValue stop_reasons; /* the provider's words, and ours for them */
} EditAnswerMap;

/* Returns: (nullable) */
EditAnswerMap *edit_answer_map_new (CcpJson *params, GError **error);
void edit_answer_map_free (EditAnswerMap *self);
/* what a provider's word for the end of an answer means */
CcpStopReason edit_answer_map_find_reason (const EditAnswerMap *self,
                                           const CcpJsonValue *word);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EditAnswerMap, edit_answer_map_free)

G_END_DECLS
