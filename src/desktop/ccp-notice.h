/* ccp-notice.h: what a notification says
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* as the Desktop Notifications Specification has it in its hint "urgency" */
typedef enum
{
  CCP_URGENCY_LOW,
  CCP_URGENCY_NORMAL,
  CCP_URGENCY_CRITICAL,
} CcpUrgency;

/* A plain value. Its texts are for people, in their language, and have no markup. */
typedef struct
{
  char *key; /* what it is about; there is one of each at a time */
  CcpUrgency urgency;
  char *summary;
  char *body;
  GPtrArray *actions; /* (element-type utf8): a name for us and a label, in turn */
} CcpNotice;

CcpNotice *ccp_notice_new (const char *key,
                           CcpUrgency urgency,
                           const char *summary,
                           const char *body);
void ccp_notice_free (CcpNotice *self);
void ccp_notice_add_action (CcpNotice *self, const char *name, const char *label);
/* @replaces: the notification that it takes the place of, or 0
 * @has_markup: whether the server reads markup, so that the text must not look like it
 * Returns: (transfer floating): the arguments of Notify */
GVariant *ccp_notice_build (const CcpNotice *self,
                            guint32 replaces,
                            gboolean has_actions,
                            gboolean has_markup);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpNotice, ccp_notice_free)

G_END_DECLS
