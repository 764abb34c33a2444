/* floor: snippet */
#include "unit.h"

#include "snippet/snippet.h"

static const char track[] = "{\"type\":\"track\",\"userId\":\"u_17\",\"event\":\"Report Opened\",\"properties\":{\"pages\":3,\"tags\":[\"a\"]},"
                            "\"context\":{\"library\":{\"name\":\"x\"},\"ip\":\"::1\"},\"messageId\":\"m\",\"timestamp\":\"t\"}";

static void check_call(const char *name, const struct snippet_call *call, const char *expected)
{
    const struct snippet *snippet = snippet_find(name);
    struct str out;
    str_init(&out, 1 << 20);
    assert_non_null(snippet);
    assert_true(jsontext_check(call->text.p, call->text.n, NULL, NULL));
    assert_true(snippet->write(call, &out));
    assert_string_equal(out.data, expected);
    str_done(&out);
}

static struct snippet_call call_of(enum message_type type, const char *text)
{
    return (struct snippet_call){.text = {text, strlen(text)}, .type = type, .path = "", .write_key = "", .remark = ""};
}

static void check_snippet(const char *name, enum message_type type, const char *text, const char *expected)
{
    struct snippet_call call = call_of(type, text);
    check_call(name, &call, expected);
}

static struct snippet_call call_to_be_fixed(void)
{
    struct snippet_call call = call_of(MESSAGE_TRACK, track);
    call.account = "acme";
    call.remark = "or globex";
    return call;
}

static void the_call_in_javascript_and_python(void **state)
{
    struct snippet_call call = call_to_be_fixed();
    (void)state;
    check_call("browser", &call,
               "// after analytics.identify('u_17')\n"
               "analytics.track('Report Opened', { pages: 3, tags: ['a'] }, {\n"
               "  context: {\n"
               "    groupId: 'acme', // the fix: the account it is about, or globex\n"
               "    ip: '::1',\n"
               "  },\n"
               "});\n");
    check_call("node", &call,
               "// analytics: see callboard connect analytics-node\n"
               "analytics.track({\n"
               "  userId: 'u_17',\n"
               "  event: 'Report Opened',\n"
               "  properties: { pages: 3, tags: ['a'] },\n"
               "  context: {\n"
               "    groupId: 'acme', // the fix: the account it is about, or globex\n"
               "    ip: '::1',\n"
               "  },\n"
               "});\n");
    check_call("python", &call,
               "# analytics: see callboard connect python\n"
               "analytics.track(\n"
               "    user_id='u_17',\n"
               "    event='Report Opened',\n"
               "    properties={'pages': 3, 'tags': ['a']},\n"
               "    context={\n"
               "        'groupId': 'acme', # the fix: the account it is about, or globex\n"
               "        'ip': '::1',\n"
               "    },\n"
               ")\n");
}

static void the_call_in_ruby_go_and_php(void **state)
{
    struct snippet_call call = call_to_be_fixed();
    (void)state;
    check_call("ruby", &call,
               "# analytics: see callboard connect ruby\n"
               "analytics.track(\n"
               "  user_id: 'u_17',\n"
               "  event: 'Report Opened',\n"
               "  properties: { pages: 3, tags: ['a'] },\n"
               "  context: {\n"
               "    groupId: 'acme', # the fix: the account it is about, or globex\n"
               "    ip: '::1'\n"
               "  }\n"
               ")\n");
    check_call("go", &call,
               "// client: see callboard connect go\n"
               "client.Enqueue(analytics.Track{\n"
               "\tUserId: \"u_17\",\n"
               "\tEvent: \"Report Opened\",\n"
               "\tProperties: map[string]any{\"pages\": 3, \"tags\": []any{\"a\"}},\n"
               "\tContext: &analytics.Context{Extra: map[string]any{\n"
               "\t\t\"groupId\": \"acme\", // the fix: the account it is about, or globex\n"
               "\t\t\"ip\": \"::1\",\n"
               "\t}},\n"
               "})\n");
    check_call("php", &call,
               "// Segment: see callboard connect php\n"
               "Segment::track([\n"
               "    'userId' => 'u_17',\n"
               "    'event' => 'Report Opened',\n"
               "    'properties' => ['pages' => 3, 'tags' => ['a']],\n"
               "    'context' => [\n"
               "        'groupId' => 'acme', // the fix: the account it is about, or globex\n"
               "        'ip' => '::1',\n"
               "    ],\n"
               "]);\n");
}

static void other_calls_have_their_arguments(void **state)
{
    (void)state;
    check_snippet("browser", MESSAGE_IDENTIFY, "{\"userId\":\"u\",\"traits\":{\"email\":\"a@b.c\"}}",
                  "analytics.identify('u', { email: 'a@b.c' });\n");
    check_snippet("browser", MESSAGE_GROUP, "{\"userId\":\"u\",\"groupId\":\"g\"}",
                  "// after analytics.identify('u')\nanalytics.group('g');\n");
    check_snippet("browser", MESSAGE_PAGE, "{\"category\":\"Docs\",\"properties\":{\"a\":1}}",
                  "analytics.page('Docs', '', { a: 1 });\n");
    check_snippet("browser", MESSAGE_PAGE, "{\"name\":null,\"integrations\":{\"All\":true}}",
                  "analytics.page({}, {\n  integrations: { All: true },\n});\n");
    check_snippet("browser", MESSAGE_ALIAS, "{\"userId\":\"u\",\"previousId\":\"v\"}", "analytics.alias('u', 'v');\n");
    check_snippet("python", MESSAGE_ALIAS, "{\"userId\":\"u\",\"previousId\":\"v\"}",
                  "# analytics: see callboard connect python\nanalytics.alias(\n    previous_id='v',\n    user_id='u',\n)\n");
    check_snippet("go", MESSAGE_GROUP, "{\"groupId\":\"g\",\"traits\":{\"employees\":12345678901234567890}}",
                  "// client: see callboard connect go\nclient.Enqueue(analytics.Group{\n\tGroupId: \"g\",\n"
                  "\tTraits: map[string]any{\n\t\t\"employees\": json.Number(\"12345678901234567890\"),\n\t},\n})\n");
}

static void what_no_sdk_sends_has_no_code(void **state)
{
    static const char *const names[] = {"browser", "node", "python", "ruby", "go", "php"};
    struct snippet_call call = call_of(MESSAGE_UNKNOWN, "{\"type\":\"odd\"}");
    struct str out;
    (void)state;
    str_init(&out, 1000);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        assert_false(snippet_find(names[i])->write(&call, &out));
    }
    assert_int_equal(out.len, 0);
    str_done(&out);
}

static void the_context_of_a_batch_counts_under_the_own(void **state)
{
    struct snippet_call call = call_of(MESSAGE_TRACK, "{\"event\":\"E\",\"context\":{\"ip\":\"1\",\"a\":1}}");
    (void)state;
    call.context = (struct json_span){"{\"ip\":\"2\",\"groupId\":\"acme\"}", 27};
    check_call("ruby", &call,
               "# analytics: see callboard connect ruby\nanalytics.track(\n  event: 'E',\n  context: {\n    ip: '1',\n    a: 1,\n"
               "    groupId: 'acme'\n  }\n)\n");
    call.url = "http://127.0.0.1:1";
    check_call("curl", &call,
               "curl -sS 'http://127.0.0.1:1/v1/batch' -H 'Content-Type: application/json' --data-binary "
               "'{\"batch\":[{\"event\":\"E\",\"context\":{\"ip\":\"1\",\"a\":1}}],\"context\":{\"ip\":\"2\",\"groupId\":\"acme\"}}'\n");
}

static void curl_tells_what_the_session_does_not_keep(void **state)
{
    struct snippet_call call = call_of(MESSAGE_UNKNOWN, "{\"it's\" : 1}");
    (void)state;
    call.path = "/odd/`path`";
    call.write_key = "abcd...yz";
    check_call("curl", &call,
               "# came on /odd/?path? with the write key abcd...yz, of which no more is kept\n"
               "curl -sS 'http://127.0.0.1:4545/odd/`path`' -H 'Content-Type: application/json' --data-binary '{\"it'\\''s\":1}'\n");
}

/* A ceiling cuts the text, never a string in it into something that runs. */
static void a_full_text_says_so(void **state)
{
    struct snippet_call call = call_of(MESSAGE_TRACK, track);
    (void)state;
    for (size_t i = 0; i < snippets_count; i++) {
        struct str out;
        str_init(&out, 60);
        snippets_table[i]->write(&call, &out);
        assert_true(out.full);
        str_done(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_call_in_javascript_and_python),
        cmocka_unit_test(the_call_in_ruby_go_and_php),
        cmocka_unit_test(other_calls_have_their_arguments),
        cmocka_unit_test(what_no_sdk_sends_has_no_code),
        cmocka_unit_test(the_context_of_a_batch_counts_under_the_own),
        cmocka_unit_test(curl_tells_what_the_session_does_not_keep),
        cmocka_unit_test(a_full_text_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
