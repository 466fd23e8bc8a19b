/* test-json-writer-misuse.c: calls of CcpJsonWriter in an order that makes no JSON
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>

typedef struct
{
  const char *calls;
  const char *complaint;
} MisuseCase;

/* Each letter is a call, see play(). */
/* clang-format off */
static const MisuseCase misuse_cases[] = {
  { "", "a JSON writer was given the end, expected a value" },
  { "}", "a JSON writer was given the end of an object, expected a value" },
  { "]", "a JSON writer was given the end of an array, expected a value" },
  { "[}", "a JSON writer was given the end of an object, expected an element or the end of the array" },
  { "{]", "a JSON writer was given the end of an array, expected a key or the end of the object" },
  { "{1", "a JSON writer was given a value, expected a key or the end of the object" },
  { "{kk", "a JSON writer was given a key, expected a value for the key" },
  { "{k}", "a JSON writer was given the end of an object, expected a value for the key" },
  { "{k11", "a JSON writer was given a value, expected a key or the end of the object" },
  { "[k", "a JSON writer was given a key, expected an element or the end of the array" },
  { "k", "a JSON writer was given a key, expected a value" },
  { "11", "a JSON writer was given a value, expected nothing more" },
  { "[][", "a JSON writer was given a value, expected nothing more" },
  { "[]]", "a JSON writer was given the end of an array, expected nothing more" },
  { "[", "a JSON writer was given the end, expected an element or the end of the array" },
  { "{", "a JSON writer was given the end, expected a key or the end of the object" },
  { "{k", "a JSON writer was given the end, expected a value for the key" },
  { "(", "a JSON writer was given the end, expected more of the string or its end" },
  { ")", "a JSON writer was given a piece of a string, expected a value" },
  { "t", "a JSON writer was given a piece of a string, expected a value" },
  { "(1", "a JSON writer was given a value, expected more of the string or its end" },
  { "((", "a JSON writer was given a value, expected more of the string or its end" },
  { "[(]", "a JSON writer was given the end of an array, expected more of the string or its end" },
  { "{(", "a JSON writer was given a value, expected a key or the end of the object" },
  { "[1}1k({]t)", "a JSON writer was given the end of an object, expected an element or the end of the array" },
};
/* clang-format on */

static void
play (CcpJsonWriter *writer, char call)
{
  switch (call)
    {
    case '{':
      ccp_json_writer_begin_object (writer);
      break;
    case '}':
      ccp_json_writer_end_object (writer);
      break;
    case '[':
      ccp_json_writer_begin_array (writer);
      break;
    case ']':
      ccp_json_writer_end_array (writer);
      break;
    case '(':
      ccp_json_writer_begin_string (writer);
      break;
    case ')':
      ccp_json_writer_end_string (writer);
      break;
    case 'k':
      ccp_json_writer_key (writer, "k");
      break;
    case 't':
      ccp_json_writer_append (writer, "t");
      break;
    default:
      ccp_json_writer_int (writer, 1);
    }
}

/* Collects complaints of the writer, which are fatal otherwise. */
static GLogWriterOutput
collect_complaint (GLogLevelFlags level,
                   const GLogField *fields,
                   gsize n_fields,
                   gpointer user_data)
{
  GPtrArray *complaints = user_data;

  if (level != G_LOG_LEVEL_CRITICAL)
    return g_log_writer_default (level, fields, n_fields, NULL);

  for (gsize i = 0; i < n_fields; i++)
    if (g_strcmp0 (fields[i].key, "MESSAGE") == 0)
      g_ptr_array_add (complaints, g_strdup (fields[i].value));
  return G_LOG_WRITER_HANDLED;
}

static void
test_misuse (gconstpointer data)
{
  GPtrArray *complaints = (GPtrArray *) data;
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  g_autoptr (CcpJson) document = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (misuse_cases); i++)
    {
      g_test_message ("%s", misuse_cases[i].calls);
      g_ptr_array_set_size (complaints, 0);

      for (const char *call = misuse_cases[i].calls; *call != '\0'; call++)
        play (writer, *call);

      g_assert_null (ccp_json_writer_finish (writer));
      g_assert_cmpuint (complaints->len, ==, 1);
      g_assert_cmpstr (complaints->pdata[0], ==, misuse_cases[i].complaint);
    }

  ccp_json_writer_null (writer);
  document = ccp_json_writer_finish (writer);
  text = ccp_json_to_text (document);
  g_assert_cmpstr (text, ==, "null");
}

int
main (int argc, char *argv[])
{
  g_autoptr (GPtrArray) complaints = g_ptr_array_new_with_free_func (g_free);

  g_test_init (&argc, &argv, NULL);
  g_log_set_writer_func (collect_complaint, complaints, NULL);

  g_test_add_data_func ("/json-writer/finish/misuse-gives-null", complaints, test_misuse);
  return g_test_run ();
}
