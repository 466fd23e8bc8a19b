/* test-json-round-trip.c: what is written at random is what is read
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>

#include <string.h>

#define N_DOCUMENTS 20000
#define MAX_DEPTH 6

typedef enum
{
  DRAW_NULL,
  DRAW_BOOLEAN,
  DRAW_INT,
  DRAW_DOUBLE,
  DRAW_STRING,
  DRAW_ARRAY,
  DRAW_OBJECT,
} Draw;

/* The same seed draws the same document, once to write it and once to check it. */
static Draw
draw_kind (GRand *rand, guint depth)
{
  return (
      Draw) g_rand_int_range (rand, 0, depth < MAX_DEPTH ? DRAW_OBJECT + 1 : DRAW_ARRAY);
}

static gint64
draw_int (GRand *rand)
{
  guint64 bits = (guint64) g_rand_int (rand) << 32 | g_rand_int (rand);

  return (gint64) (bits >> g_rand_int_range (rand, 0, 64));
}

static double
draw_double (GRand *rand)
{
  for (;;)
    {
      guint64 bits = (guint64) g_rand_int (rand) << 32 | g_rand_int (rand);
      double value;

      memcpy (&value, &bits, sizeof value);
      if (value - value == 0)
        return value;
    }
}

static gunichar
draw_character (GRand *rand)
{
  static const gunichar limits[] = {
    0x20, 0x80, 0x80, 0x80, 0x80, 0x800, 0xd800, 0x110000
  };
  gunichar limit = limits[g_rand_int_range (rand, 0, G_N_ELEMENTS (limits))];
  gunichar character = (gunichar) g_rand_int_range (rand, 0, (gint32) limit);

  return character >= 0xd800 && character < 0xe000 ? 'x' : character;
}

static GString *
draw_string (GRand *rand)
{
  GString *string = g_string_new (NULL);
  gint32 length = g_rand_int_range (rand, 0, g_rand_boolean (rand) ? 5 : 60);

  for (gint32 i = 0; i < length; i++)
    {
      gunichar character = draw_character (rand);

      g_string_append_unichar (string, character);
    }
  return string;
}

static void
write_string (CcpJsonWriter *writer, GRand *rand)
{
  GString *string = draw_string (rand);

  ccp_json_writer_string_len (writer, string->str, string->len);
  g_string_free (string, TRUE);
}

static void
write_name (CcpJsonWriter *writer, GRand *rand)
{
  g_autofree char *name = g_strdup_printf ("%u\n\xc3\xa9", g_rand_int (rand));

  ccp_json_writer_key (writer, name);
}

static void
write_value (CcpJsonWriter *writer, GRand *rand, guint depth)
{
  Draw kind = draw_kind (rand, depth);
  gint32 length = g_rand_int_range (rand, 0, 5);

  if (kind == DRAW_NULL)
    ccp_json_writer_null (writer);
  else if (kind == DRAW_BOOLEAN)
    ccp_json_writer_boolean (writer, g_rand_boolean (rand));
  else if (kind == DRAW_INT)
    ccp_json_writer_int (writer, draw_int (rand));
  else if (kind == DRAW_DOUBLE)
    ccp_json_writer_double (writer, draw_double (rand));
  else if (kind == DRAW_STRING)
    write_string (writer, rand);
  else if (kind == DRAW_ARRAY)
    {
      ccp_json_writer_begin_array (writer);
      for (gint32 i = 0; i < length; i++)
        write_value (writer, rand, depth + 1);
      ccp_json_writer_end_array (writer);
    }
  else
    {
      ccp_json_writer_begin_object (writer);
      for (gint32 i = 0; i < length; i++)
        {
          write_name (writer, rand);
          write_value (writer, rand, depth + 1);
        }
      ccp_json_writer_end_object (writer);
    }
}

static void
check_string (const CcpJsonValue *value, GRand *rand)
{
  GString *expected = draw_string (rand);
  gsize length;
  g_autofree char *text = ccp_json_value_dup_string (value, &length);

  g_assert_cmpmem (text, length, expected->str, expected->len);
  g_string_free (expected, TRUE);
}

static void
check_int (const CcpJsonValue *value, GRand *rand)
{
  gint64 integer;

  g_assert_true (ccp_json_value_get_int (value, &integer));
  g_assert_cmpint (integer, ==, draw_int (rand));
}

static void
check_double (const CcpJsonValue *value, GRand *rand)
{
  double expected = draw_double (rand);
  double number;

  g_assert_true (ccp_json_value_get_double (value, &number));
  g_assert_cmpmem (&number, sizeof number, &expected, sizeof expected);
}

static void
check_name (const CcpJsonValue *object, const CcpJsonValue *name, GRand *rand)
{
  g_autofree char *expected = g_strdup_printf ("%u\n\xc3\xa9", g_rand_int (rand));
  CcpJsonValue member = ccp_json_value_member (object, expected);

  g_assert_true (ccp_json_value_equals_string (name, expected));
  g_assert_true (ccp_json_value_exists (&member));
}

static void
check_value (const CcpJsonValue *value, GRand *rand, guint depth)
{
  static const CcpJsonKind kinds[] = { CCP_JSON_NULL,   CCP_JSON_BOOLEAN, CCP_JSON_NUMBER,
                                       CCP_JSON_NUMBER, CCP_JSON_STRING,  CCP_JSON_ARRAY,
                                       CCP_JSON_OBJECT };
  Draw kind = draw_kind (rand, depth);
  gint32 length = g_rand_int_range (rand, 0, 5);
  CcpJsonIter iter;
  CcpJsonValue name;
  CcpJsonValue child;

  g_assert_cmpint (ccp_json_value_get_kind (value), ==, kinds[kind]);
  if (kind == DRAW_BOOLEAN)
    g_assert_cmpint (ccp_json_value_get_boolean (value, -1), ==, g_rand_boolean (rand));
  else if (kind == DRAW_INT)
    check_int (value, rand);
  else if (kind == DRAW_DOUBLE)
    check_double (value, rand);
  else if (kind == DRAW_STRING)
    check_string (value, rand);
  else if (kind == DRAW_ARRAY || kind == DRAW_OBJECT)
    {
      g_assert_cmpuint (ccp_json_value_get_length (value), ==, (guint) length);
      ccp_json_iter_init (&iter, value);
      while (ccp_json_iter_next (&iter, &name, &child))
        {
          if (kind == DRAW_OBJECT)
            check_name (value, &name, rand);
          check_value (&child, rand, depth + 1);
        }
    }
}

static void
test_write_and_read (void)
{
  for (guint32 seed = 0; seed < N_DOCUMENTS; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
      g_autoptr (CcpJson) written = NULL;
      g_autoptr (CcpJson) parsed = NULL;
      g_autoptr (GError) error = NULL;
      CcpJsonValue root;

      write_value (writer, rand, 0);
      written = ccp_json_writer_finish (writer);
      parsed = ccp_json_new_from_bytes (ccp_json_get_bytes (written), &error);

      g_assert_no_error (error);
      ccp_json_get_root (parsed, &root);
      g_rand_set_seed (rand, seed);
      check_value (&root, rand, 0);
    }
}

/* A tree knows the same, as long as no NUL and no duplicates are drawn. */
static void
test_tree_and_back (void)
{
  for (guint32 seed = 0; seed < N_DOCUMENTS / 10; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
      g_autoptr (CcpJson) written = NULL;
      g_autoptr (CcpJson) again = NULL;
      g_autoptr (JsonNode) node = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;
      g_autofree char *expected = NULL;

      write_value (writer, rand, 0);
      written = ccp_json_writer_finish (writer);
      expected = ccp_json_to_text (written);
      if (strstr (expected, "\\u0000") != NULL)
        continue;

      node = ccp_json_to_node (written, &error);
      g_assert_no_error (error);
      again = ccp_json_new_from_node (node, &error);
      g_assert_no_error (error);
      text = ccp_json_to_text (again);
      g_assert_cmpstr (text, ==, expected);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json/round-trip/write-and-read", test_write_and_read);
  g_test_add_func ("/json/round-trip/tree-and-back", test_tree_and_back);
  return g_test_run ();
}
