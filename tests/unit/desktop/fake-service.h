/* fake-service.h: a service on a bus of the test's own, which takes notes
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Answers each call of its interface with what the test said, or with nothing. */
typedef struct
{
  GDBusConnection *connection;
  GDBusNodeInfo *node;
  char *path;
  guint object;
  GPtrArray *calls;     /* (element-type GVariant): of (sv): the method, its arguments */
  GHashTable *answers;  /* (element-type utf8 GVariant) */
  GHashTable *refusals; /* (element-type utf8): an error comes instead */
  GUnixFDList *(*make_descriptors) (gpointer data); /* (nullable): for every answer */
  gpointer data;
} FakeService;

/* @xml: one interface, with the name of the service */
FakeService *fake_service_new (const char *address,
                               const char *name,
                               const char *path,
                               const char *xml);
/* the name is gone from the bus, and so is the connection */
void fake_service_free (FakeService *self);
/* @answer: (transfer floating): a tuple, which is given from now on */
void fake_service_answer (FakeService *self, const char *method, GVariant *answer);
void fake_service_refuse (FakeService *self, const char *method);
guint fake_service_count (FakeService *self, const char *method);
/* Returns: (transfer full): the arguments of the call of that number, from 0 on */
GVariant *fake_service_get (FakeService *self, const char *method, guint index);
/* @values: (transfer floating): a tuple */
void fake_service_emit (FakeService *self, const char *signal, GVariant *values);
/* Waits, five seconds at most, for as many calls of @method. */
void fake_service_wait (FakeService *self, const char *method, guint number);

/* lets all that is under way happen */
void fake_service_settle (void);
/* as long as @flag is zero; at most five seconds */
void fake_service_wait_for (const guint *flag);

/* Returns: a bus of its own, which is there until fake_service_stop_bus () */
GTestDBus *fake_service_start_bus (void);
void fake_service_stop_bus (GTestDBus *bus);

G_END_DECLS
