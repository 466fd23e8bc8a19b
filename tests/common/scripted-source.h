/* scripted-source.h: a source of events that a test writes the script of
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

#define SCRIPTED_TYPE_SOURCE (scripted_source_get_type ())

G_DECLARE_FINAL_TYPE (ScriptedSource, scripted_source, SCRIPTED, SOURCE, GObject)

ScriptedSource *scripted_source_new (void);
/* @json: the data of an event whose name is its "type" */
void scripted_source_add_event (ScriptedSource *self, const char *json);
/* from here on it is silent until something is added */
void scripted_source_add_error (ScriptedSource *self, GQuark domain, int code);
void scripted_source_add_end (ScriptedSource *self);
/* how often it was pulled */
guint scripted_source_get_pulls (ScriptedSource *self);

/* pulls @source, iterating the main context, until a batch, the end or an error */
CcpEventBatch *scripted_source_pull (CcpEventSource *source, GError **error);
/* the names of the events of @batch, with a blank between */
char *scripted_source_describe (CcpEventBatch *batch);

G_END_DECLS
