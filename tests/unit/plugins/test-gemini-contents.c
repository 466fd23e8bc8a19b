/* test-gemini-contents.c: what was said, as a provider of the Gemini format gets it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "gemini-request-cases.h"

#define ASKED U ("\"q\"")
#define SENT_ASKED SENT_USER (PART ("q"))
#define STEP(id) A (CALL (id))
#define SENT_STEP(id) SENT_MODEL (SIGNED_CALL (id, SENTINEL))
#define ONE_RESULT(members) ASKED "," STEP ("c1") "," U ("[" RESULT ("c1", members) "]")
#define SENT_RESULT(part) CONTENTS (SENT_ASKED "," SENT_STEP ("c1") "," SENT_USER (part))
#define SENT_OUTPUT(text) SENT_RESULT (RESPONSE ("c1", OUTPUT (text)))

static const Case results[] = {
  { "T01-late-result-joins-its-call",
    NULL,
    NULL,
    ASKED "," A (CALL ("c1") "," CALL ("c2")) "," U (
        "[" RESULT ("c1", ",\"content\":\"1\"") "," TEXT (
            "and") "]") "," U ("[" RESULT ("c2", ",\"content\":\"2\"") "]"),
    NULL,
    CONTENTS (
        SENT_ASKED
        "," SENT_MODEL (SIGNED_CALL ("c1", SENTINEL) "," SENT_CALL ("c2")) "," SENT_USER (
            RESPONSE ("c1", OUTPUT ("1")) "," RESPONSE ("c2", OUTPUT ("2")) "," PART (
                "and"))) },
  { "T02-result-then-text",
    NULL,
    NULL,
    ASKED
    "," STEP ("c1") "," U ("[" TEXT ("look") "," RESULT ("c1", ",\"content\":\"r\"") "]"),
    NULL,
    SENT_RESULT (RESPONSE ("c1", OUTPUT ("r")) "," PART ("look")) },
  { "T03-orphan-becomes-text",
    NULL,
    NULL,
    U ("[" RESULT ("lost", ",\"content\":\"r\"") "]"),
    NULL,
    CONTENTS (SENT_USER (PART ("[orphaned tool result lost]\\nr"))) },
  { "T03-call-without-result",
    NULL,
    NULL,
    ASKED "," STEP ("c1") "," U ("\"stop\""),
    NULL,
    SENT_RESULT (
        RESPONSE ("c1", FAILURE ("[no tool result was provided]")) "," PART ("stop")) },
  { "T04-no-content", NULL, NULL, ONE_RESULT (""), NULL, SENT_OUTPUT ("(no output)") },
  { "T04-empty-string",
    NULL,
    NULL,
    ONE_RESULT (",\"content\":\"\""),
    NULL,
    SENT_OUTPUT ("(no output)") },
  { "T04-empty-list",
    NULL,
    NULL,
    ONE_RESULT (",\"content\":[]"),
    NULL,
    SENT_OUTPUT ("(no output)") },
  { "T04-texts",
    NULL,
    NULL,
    ONE_RESULT (",\"content\":[" TEXT ("a") "," TEXT ("b") "]"),
    NULL,
    SENT_OUTPUT ("a\\nb") },
  { "T04-tool-reference",
    NULL,
    NULL,
    ONE_RESULT (",\"content\":[{\"type\":\"tool_reference\",\"tool_name\":\"X\"}]"),
    NULL,
    SENT_OUTPUT ("[tool available: X]") },
  { "T05-image-inside-the-result",
    NULL,
    NULL,
    ONE_RESULT (",\"content\":[" TEXT ("see") "," IMAGE "]"),
    NULL,
    SENT_RESULT ("{\"functionResponse\":{\"id\":\"c1\",\"name\":\"n\",\"response\":"
                 "{\"output\":\"see\"},\"parts\":[" INLINE_IMAGE "]}}") },
  { "T05-image-beside-the-results",
    GEMINI_2_5_MODEL,
    NULL,
    ASKED "," A (CALL ("c1") "," CALL ("c2")) "," U (
        "[" RESULT ("c1", ",\"content\":[" TEXT ("see") "," IMAGE "]") "," RESULT (
            "c2",
            ",\"content\":\"2\"") "," TEXT ("go on") "]"),
    NULL,
    CONTENTS (SENT_ASKED
              "," SENT_MODEL (SENT_CALL ("c1") "," SENT_CALL ("c2")) "," SENT_USER (
                  RESPONSE ("c1", OUTPUT ("see")) "," RESPONSE (
                      "c2",
                      OUTPUT ("2")) "," INLINE_IMAGE "," PART ("go on"))) },
  { "T06-image-alone",
    GEMINI_2_5_MODEL,
    NULL,
    ONE_RESULT (",\"content\":[" IMAGE "]"),
    NULL,
    CONTENTS (SENT_ASKED "," SENT_MODEL (SENT_CALL ("c1")) "," SENT_USER (
        RESPONSE ("c1", OUTPUT ("(no output)")) "," INLINE_IMAGE)) },
  { "T07-image-for-a-blind-model",
    NULL,
    "{\"images\":false}",
    ONE_RESULT (",\"content\":[" IMAGE "," IMAGE "]"),
    NULL,
    SENT_OUTPUT ("[image omitted: not supported by this model]") },
  { "T08-error",
    NULL,
    NULL,
    ONE_RESULT (",\"content\":\"no\",\"is_error\":true"),
    NULL,
    SENT_RESULT (RESPONSE ("c1", FAILURE ("no"))) },
  { "T46-pdf-inside-the-result",
    NULL,
    NULL,
    ONE_RESULT (",\"content\":[" PDF "]"),
    NULL,
    SENT_RESULT ("{\"functionResponse\":{\"id\":\"c1\",\"name\":\"n\",\"response\":"
                 "{\"output\":\"(no output)\"},\"parts\":[" INLINE_PDF "]}}") },
  { "T47-image-elsewhere",
    NULL,
    NULL,
    ONE_RESULT (",\"content\":[" IMAGE_AT ("https://h/a.png") "]"),
    NULL,
    SENT_OUTPUT ("[image: https://h/a.png]") },
  { "T27-order-and-count",
    NULL,
    NULL,
    ASKED "," A (CALL ("c1") "," CALL ("c2") "," CALL ("c3")) "," U (
        "[" RESULT ("c3", ",\"content\":\"3\"") "," RESULT (
            "c1",
            ",\"content\":\"1\"") "," RESULT ("c1", ",\"content\":\"again\"") "]"),
    NULL,
    CONTENTS (
        SENT_ASKED
        "," SENT_MODEL (SIGNED_CALL ("c1", SENTINEL) "," SENT_CALL ("c2") "," SENT_CALL ("c3")) "," SENT_USER (
            RESPONSE ("c1", OUTPUT ("1")) "," RESPONSE (
                "c2",
                FAILURE ("[no tool result was provided]")) "," RESPONSE ("c3",
                                                                         OUTPUT (
                                                                             "3")))) },
  { "T28-trailing-call-is-answered",
    NULL,
    NULL,
    ASKED "," STEP ("c1"),
    NULL,
    SENT_RESULT (RESPONSE ("c1", FAILURE ("[no tool result was provided]"))) },
  { "T34-id-of-another-provider",
    NULL,
    NULL,
    ASKED "," STEP ("toolu_xZnVuY3Rpb25zLkE6MA_abc123") "," U (
        "[" RESULT ("toolu_xZnVuY3Rpb25zLkE6MA_abc123", ",\"content\":\"r\"") "]"),
    NULL,
    CONTENTS (SENT_ASKED
              "," SENT_MODEL (SIGNED_CALL ("functions.A:0", SENTINEL)) "," SENT_USER (
                  RESPONSE ("functions.A:0", OUTPUT ("r")))) },
  { "no-ids-on-vertex",
    NULL,
    "{\"vertex\":true}",
    ONE_RESULT (",\"content\":\"r\""),
    NULL,
    CONTENTS (SENT_ASKED "," SENT_MODEL (
        "{\"functionCall\":{\"name\":\"n\",\"args\":{\"a\":1}},\"thoughtSignature\":"
        "\"" SENTINEL "\"}") "," SENT_USER ("{\"functionResponse\":{\"name\":\"n\","
                                            "\"response\":{\"output\":\"r\"}}}")) },
};

#define STATE(slot) "ccp1:gm:@:" slot ":SIG=="
#define CALLED(blocks)                                                                   \
  ASKED "," A (blocks) "," U ("[" RESULT ("c1", ",\"content\":\"r\"") "]")
#define SENT_CALLED(parts)                                                               \
  CONTENTS (SENT_ASKED                                                                   \
            "," SENT_MODEL (parts) "," SENT_USER (RESPONSE ("c1", OUTPUT ("r"))))

static const Case states[] = {
  { "T26-signature-of-the-next-call",
    NULL,
    NULL,
    CALLED (THINKING ("plan", STATE ("n")) "," CALL ("c1")),
    NULL,
    SENT_CALLED (SIGNED_CALL ("c1", "SIG==")) },
  { "T26-lost-signature",
    NULL,
    NULL,
    CALLED (CALL ("c1")),
    NULL,
    SENT_CALLED (SIGNED_CALL ("c1", SENTINEL)) },
  { "T26-without-a-sentinel",
    NULL,
    "{\"signature_sentinel\":false}",
    CALLED (CALL ("c1")),
    NULL,
    SENT_CALLED (SENT_CALL ("c1")) },
  { "older-models-need-none",
    GEMINI_2_5_MODEL,
    NULL,
    CALLED (CALL ("c1")),
    NULL,
    SENT_CALLED (SENT_CALL ("c1")) },
  { "T21-signature-of-another-model",
    NULL,
    NULL,
    CALLED (THINKING ("plan", "ccp1:gm:00000000:n:SIG") "," CALL ("c1")),
    NULL,
    SENT_CALLED (SIGNED_CALL ("c1", SENTINEL)) },
  { "T21-signature-of-anthropic",
    NULL,
    NULL,
    CALLED (THINKING ("plan", "EqoBCkgIARABGAI=") "," CALL ("c1")),
    NULL,
    SENT_CALLED (SIGNED_CALL ("c1", SENTINEL)) },
  { "T25-thinking-is-never-text",
    NULL,
    NULL,
    CALLED (THINKING ("secret", "") "," TEXT ("t") "," CALL ("c1")),
    NULL,
    SENT_CALLED (PART ("t") "," SIGNED_CALL ("c1", SENTINEL)) },
  { "T24-redacted",
    NULL,
    NULL,
    CALLED ("{\"type\":\"redacted_thinking\",\"data\":\"xx\"}," CALL ("c1")),
    NULL,
    SENT_CALLED (SIGNED_CALL ("c1", SENTINEL)) },
  { "thought-with-its-own",
    NULL,
    NULL,
    CALLED (
        THINKING ("plan", STATE ("t")) "," THINKING ("", STATE ("n")) "," CALL ("c1")),
    NULL,
    SENT_CALLED ("{\"text\":\"plan\",\"thought\":true,\"thoughtSignature\":\"SIG==\"}"
                 "," SIGNED_CALL ("c1", "SIG==")) },
  { "signature-of-a-text",
    NULL,
    NULL,
    ASKED "," A (THINKING ("", STATE ("n")) "," TEXT ("t")) "," U ("\"q2\""),
    NULL,
    CONTENTS (SENT_ASKED "," SENT_MODEL (
        "{\"text\":\"t\",\"thoughtSignature\":\"SIG==\"}") "," SENT_USER (PART ("q2"))) },
  { "only-the-first-of-parallel-calls",
    NULL,
    NULL,
    ASKED "," A (THINKING ("", STATE ("n")) "," CALL ("c1") "," CALL ("c2")) "," U (
        "[" RESULT ("c1", ",\"content\":\"r\"") "," RESULT ("c2",
                                                            ",\"content\":\"r\"") "]"),
    NULL,
    CONTENTS (
        SENT_ASKED
        "," SENT_MODEL (SIGNED_CALL ("c1", "SIG==") "," SENT_CALL ("c2")) "," SENT_USER (
            RESPONSE ("c1", OUTPUT ("r")) "," RESPONSE ("c2", OUTPUT ("r")))) },
  { "each-step-its-own",
    NULL,
    NULL,
    CALLED (THINKING ("", STATE ("n")) "," CALL ("c1")) "," STEP ("c2") "," U (
        "[" RESULT ("c2", ",\"content\":\"r\"") "]"),
    NULL,
    CONTENTS (
        SENT_ASKED "," SENT_MODEL (SIGNED_CALL ("c1", "SIG==")) "," SENT_USER (RESPONSE (
            "c1",
            OUTPUT ("r"))) "," SENT_STEP ("c2") "," SENT_USER (RESPONSE ("c2",
                                                                         OUTPUT (
                                                                             "r")))) },
  { "T16-nothing-but-thinking",
    NULL,
    NULL,
    ASKED "," A (THINKING ("x", STATE ("e"))) "," U ("\"q2\""),
    NULL,
    CONTENTS (SENT_USER (PART ("q") "," PART ("q2"))) },
};

static const Case sayings[] = {
  { "T09-mid-system-is-a-reminder",
    NULL,
    NULL,
    ASKED "," S ("\"note\""),
    NULL,
    CONTENTS (SENT_USER (
        PART ("q") "," PART ("<system-reminder>\\nnote\\n</system-reminder>"))) },
  { "T11-system-string",
    NULL,
    NULL,
    NULL,
    "\"system\":\"S\"",
    OPEN ("\"systemInstruction\":{\"parts\":[" PART ("S") "]}") },
  { "T11-system-texts",
    NULL,
    NULL,
    NULL,
    "\"system\":[" TEXT ("a") "," TEXT ("b") "]",
    OPEN ("\"systemInstruction\":{\"parts\":[" PART ("a\\n\\nb") "]}") },
  { "T11-system-empty", NULL, NULL, NULL, "\"system\":[]", PLAIN_BODY (LIMIT) },
  { "T11-system-blank", NULL, NULL, NULL, "\"system\":\"\"", PLAIN_BODY (LIMIT) },
  { "T13-billing-line",
    NULL,
    NULL,
    NULL,
    "\"system\":[" TEXT ("x-anthropic-billing-header: cc_version=1;") "," TEXT ("S") "]",
    OPEN ("\"systemInstruction\":{\"parts\":[" PART ("S") "]}") },
  { "T12-empty-texts",
    NULL,
    NULL,
    U ("[" TEXT ("") "," TEXT (" ") "," TEXT ("q") "]"),
    NULL,
    PLAIN_BODY (LIMIT) },
  { "system-told-by-the-user",
    NULL,
    "{\"system_instruction\":false}",
    NULL,
    "\"system\":\"S\"",
    "{\"contents\":[" SENT_USER (PART ("S")) "," SENT_USER (PART ("q")) "]" LIMIT "}" },
  { "model-does-not-speak-first",
    NULL,
    NULL,
    A (TEXT ("hi")) "," ASKED,
    NULL,
    CONTENTS (
        SENT_USER (PART ("\xe2\x80\xa6")) "," SENT_MODEL (PART ("hi")) "," SENT_ASKED) },
  { "T14-text-and-call",
    NULL,
    NULL,
    CALLED (TEXT ("t") "," CALL ("c1")),
    NULL,
    SENT_CALLED (PART ("t") "," SIGNED_CALL ("c1", SENTINEL)) },
  { "T15-order-of-blocks",
    GEMINI_2_5_MODEL,
    NULL,
    CALLED (TEXT ("t") "," CALL ("c1") "," TEXT ("u")),
    NULL,
    SENT_CALLED (PART ("t") "," SENT_CALL ("c1") "," PART ("u")) },
  { "T46-pdf", NULL, NULL, U ("[" PDF "]"), NULL, CONTENTS (SENT_USER (INLINE_PDF)) },
  { "T46-pdf-that-is-not-read",
    NULL,
    "{\"pdf\":false}",
    U ("[" PDF "]"),
    NULL,
    CONTENTS (SENT_USER (PART (
        "[PDF document \\\"document.pdf\\\" omitted: not supported by this model]"))) },
  { "T46-text-document",
    NULL,
    NULL,
    U ("[{\"type\":\"document\",\"title\":\"T\",\"source\":{\"type\":\"text\","
       "\"media_type\":\"text/plain\",\"data\":\"d\"}}]"),
    NULL,
    CONTENTS (SENT_USER (PART ("<document title=\\\"T\\\">\\nd\\n</document>"))) },
  { "T47-no-media-type",
    NULL,
    NULL,
    U ("[{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"data\":\"/9j/4AAQ\"}}]"),
    NULL,
    CONTENTS (SENT_USER (
        "{\"inlineData\":{\"mimeType\":\"image/jpeg\",\"data\":\"/9j/4AAQ\"}}")) },
  { "T47-url",
    NULL,
    NULL,
    U ("[" IMAGE_AT ("https://h/a.png") "]"),
    NULL,
    CONTENTS (SENT_USER (PART ("[image: https://h/a.png]"))) },
  { "T47-url-that-is-fetched",
    NULL,
    "{\"url_media\":true}",
    U ("[" IMAGE_AT ("https://h/a.png?x=1") "]"),
    NULL,
    CONTENTS (SENT_USER ("{\"fileData\":{\"mimeType\":\"image/png\",\"fileUri\":"
                         "\"https://h/a.png?x=1\"}}")) },
  { "T47-cloud-storage",
    NULL,
    NULL,
    U ("[" IMAGE_AT ("gs://b/a.webp") "]"),
    NULL,
    CONTENTS (SENT_USER (
        "{\"fileData\":{\"mimeType\":\"image/webp\",\"fileUri\":\"gs://b/a.webp\"}}")) },
  { "T47-file-id",
    NULL,
    NULL,
    U ("[{\"type\":\"image\",\"source\":{\"type\":\"file\",\"file_id\":\"f1\"}}]"),
    NULL,
    CONTENTS (SENT_USER (PART ("[image file f1 is not available]"))) },
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add_cases ("results", results, G_N_ELEMENTS (results));
  add_cases ("state", states, G_N_ELEMENTS (states));
  add_cases ("sayings", sayings, G_N_ELEMENTS (sayings));

  return g_test_run ();
}
