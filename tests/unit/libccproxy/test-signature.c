/* test-signature.c: envelopes around what providers want to have back
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>

typedef struct
{
  const char *text;
  CcpSignatureKind kind;
  CcpSignatureSlot slot;
  const char *origin;
  const char *item_id;
  const char *state;
} Case;

static const Case cases[] = {
  { " ", CCP_SIGNATURE_FOREIGN, CCP_SIGNATURE_SLOT_NONE, NULL, NULL, NULL },
  { "EqQBCkYIBRgC", CCP_SIGNATURE_FOREIGN, CCP_SIGNATURE_SLOT_NONE, NULL, NULL, NULL },
  { "ccp1", CCP_SIGNATURE_FOREIGN, CCP_SIGNATURE_SLOT_NONE, NULL, NULL, NULL },
  { "ccp1:", CCP_SIGNATURE_NOTHING, CCP_SIGNATURE_SLOT_NONE, NULL, NULL, NULL },
  { "ccp1:no", CCP_SIGNATURE_NOTHING, CCP_SIGNATURE_SLOT_NONE, NULL, NULL, NULL },
  { "ccp1:rc", CCP_SIGNATURE_READABLE, CCP_SIGNATURE_SLOT_NONE, NULL, NULL, NULL },
  { "ccp1:rd:01234567:W10",
    CCP_SIGNATURE_DETAILS,
    CCP_SIGNATURE_SLOT_NONE,
    "01234567",
    NULL,
    "W10" },
  { "ccp1:or:01234567:rs_1:ENC:x",
    CCP_SIGNATURE_RESPONSES,
    CCP_SIGNATURE_SLOT_NONE,
    "01234567",
    "rs_1",
    "ENC:x" },
  { "ccp1:or:01234567:rs_1:",
    CCP_SIGNATURE_RESPONSES,
    CCP_SIGNATURE_SLOT_NONE,
    "01234567",
    "rs_1",
    "" },
  { "ccp1:gm:01234567:e:SIG+/=",
    CCP_SIGNATURE_GEMINI,
    CCP_SIGNATURE_SLOT_EMPTY,
    "01234567",
    NULL,
    "SIG+/=" },
  { "ccp1:gc:01234567:SIG",
    CCP_SIGNATURE_GEMINI_CALL,
    CCP_SIGNATURE_SLOT_NONE,
    "01234567",
    NULL,
    "SIG" },
  { "ccp1:gm:01234567:q:SIG",
    CCP_SIGNATURE_NOTHING,
    CCP_SIGNATURE_SLOT_NONE,
    NULL,
    NULL,
    NULL },
  { "ccp1:gm:01234567",
    CCP_SIGNATURE_NOTHING,
    CCP_SIGNATURE_SLOT_NONE,
    NULL,
    NULL,
    NULL },
  { "ccp1:gc", CCP_SIGNATURE_NOTHING, CCP_SIGNATURE_SLOT_NONE, NULL, NULL, NULL },
  { "ccp1:zz:1:2", CCP_SIGNATURE_NOTHING, CCP_SIGNATURE_SLOT_NONE, NULL, NULL, NULL },
};

static void
test_parse (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (CcpSignature) signature = NULL;

  signature = ccp_signature_parse (test->text);

  g_assert_cmpint (ccp_signature_get_kind (signature), ==, test->kind);
  g_assert_cmpint (ccp_signature_get_slot (signature), ==, test->slot);
  g_assert_cmpstr (ccp_signature_get_item_id (signature), ==, test->item_id);
  g_assert_cmpstr (ccp_signature_get_state (signature), ==, test->state);
  g_assert_cmpint (ccp_signature_is_from (signature, "01234567"),
                   ==,
                   test->origin != NULL);
  g_assert_false (ccp_signature_is_from (signature, "76543210"));
}

static void
test_make (void)
{
  g_autoptr (CcpJson) details = ccp_json_new_from_text ("[{\"a\":\"\?\?>>\"}]", -1, NULL);
  g_autofree char *nothing = ccp_signature_make_nothing ();
  g_autofree char *readable = ccp_signature_make_readable ();
  g_autofree char *described = ccp_signature_make_details ("0", details);
  g_autofree char *responses = ccp_signature_make_responses ("0", "rs", "enc");
  g_autofree char *gemini =
      ccp_signature_make_gemini ("0", CCP_SIGNATURE_SLOT_THOUGHT, "sig");
  g_autofree char *call = ccp_signature_make_gemini_call ("0", "sig");

  g_assert_cmpstr (nothing, ==, "ccp1:no");
  g_assert_cmpstr (readable, ==, "ccp1:rc");
  g_assert_cmpstr (described, ==, "ccp1:rd:0:W3siYSI6Ij8_Pj4ifV0");
  g_assert_cmpstr (responses, ==, "ccp1:or:0:rs:enc");
  g_assert_cmpstr (gemini, ==, "ccp1:gm:0:t:sig");
  g_assert_cmpstr (call, ==, "ccp1:gc:0:sig");
}

static void
test_details (void)
{
  g_autoptr (CcpSignature) good = ccp_signature_parse ("ccp1:rd:0:W3siYSI6Ij8_Pj4ifV0");
  g_autoptr (CcpSignature) broken = ccp_signature_parse ("ccp1:rd:0:W3si");
  g_autoptr (CcpSignature) other = ccp_signature_parse ("ccp1:rc");
  g_autoptr (CcpJson) details = ccp_signature_dup_details (good);
  g_autofree char *text = ccp_json_to_text (details);

  g_assert_cmpstr (text, ==, "[{\"a\":\"\?\?>>\"}]");
  g_assert_null (ccp_signature_dup_details (broken));
  g_assert_null (ccp_signature_dup_details (other));
}

/* The first digits of SHA-256 over "p/m1", computed elsewhere. */
static void
test_origin (void)
{
  g_autofree char *origin = ccp_signature_make_origin ("p", "m1");
  g_autofree char *other = ccp_signature_make_origin ("p", "m2");

  g_assert_cmpstr (origin, ==, "05fccc8e");
  g_assert_cmpstr (origin, !=, other);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/signature/parse/%s", cases[i].text);

      g_strdelimit (path + strlen ("/signature/parse/"), "/", '.');
      g_test_add_data_func (path, &cases[i], test_parse);
    }
  g_test_add_func ("/signature/make/all-forms", test_make);
  g_test_add_func ("/signature/details/come-back", test_details);
  g_test_add_func ("/signature/origin/is-a-hash-of-both-names", test_origin);

  return g_test_run ();
}
