/* ccp-notice-limit.h: how often a person may be told something
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The same at most once in ten minutes unless it was settled in between, and of all at
 * most five in a minute. The clock is a parameter: microseconds, of any clock that does
 * not go back. */
typedef struct _CcpNoticeLimit CcpNoticeLimit;

CcpNoticeLimit *ccp_notice_limit_new (void);
void ccp_notice_limit_free (CcpNoticeLimit *self);
/* Returns: whether @key may be shown now, which then counts */
gboolean ccp_notice_limit_admit (CcpNoticeLimit *self, const char *key, gint64 now);
/* when @key comes up again it is something new */
void ccp_notice_limit_settle (CcpNoticeLimit *self, const char *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpNoticeLimit, ccp_notice_limit_free)

G_END_DECLS
