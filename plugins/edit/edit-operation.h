/* edit-operation.h: one change to a document, as the configuration describes it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "edit-condition.h"

G_BEGIN_DECLS

#define EDIT_OPERATION_MAX_PATHS 64

typedef enum
{
  EDIT_OPERATION_SET,
  EDIT_OPERATION_DEFAULT,
  EDIT_OPERATION_REMOVE,
  EDIT_OPERATION_KEEP,
  EDIT_OPERATION_RENAME,
  EDIT_OPERATION_MOVE,
  EDIT_OPERATION_COPY,
  EDIT_OPERATION_MAP,
  EDIT_OPERATION_CAP,
  EDIT_OPERATION_JOIN,
  EDIT_OPERATION_ENCODE,
  EDIT_OPERATION_DECODE,
} EditOperationKind;

/* what is known of the exchange, and can be put into a document */
typedef enum
{
  EDIT_FACT_NONE,
  EDIT_FACT_MODEL,
  EDIT_FACT_ASKED,
  EDIT_FACT_PROVIDER,
  EDIT_FACT_STAGE,
  EDIT_FACT_SESSION,
} EditFact;

typedef struct
{
  EditOperationKind kind;
  GPtrArray *paths;    /* (element-type CcpJsonPath): at least one */
  CcpJsonPath *target; /* (nullable): of move and copy */
  guint common;        /* the steps that the target shares with what is moved */
  char *text;          /* (nullable): the new name, or what stands between joined texts */
  CcpJsonValue value;  /* what is set, unless it is a fact, or the values of map */
  EditFact fact;
  CcpJsonValue otherwise; /* of map */
  CcpJsonValue minimum;
  CcpJsonValue maximum;
  EditCondition *when;   /* (nullable) */
  EditCondition *unless; /* (nullable) */
} EditOperation;

/* @value: an entry such as {set: /a, to: 1}, which lives as long as the operation
 * Returns: (nullable) */
EditOperation *
edit_operation_new (const CcpJsonValue *value, const char *place, GError **error);
void edit_operation_free (EditOperation *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EditOperation, edit_operation_free)

G_END_DECLS
