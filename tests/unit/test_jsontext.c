/* floor: base */
#include "unit.h"

#include "base/jsontext.h"
#include "base/utf8.h"

static bool accepts(const char *text)
{
    return jsontext_check(text, strlen(text), NULL, NULL);
}

static void accepts_what_rfc_8259_allows(void **state)
{
    static const char *const texts[] = {
        "{}", "[]", " [ ] ", "0", "-0", "-1.5e+10", "1E5", "0.1", "true", "false", "null", "\"\"", "\"\\u00e9\\n\\/\"",
        "[[],{}]", "{\"a\":{\"b\":[1,2,{\"c\":null}]}}", "\"\x7f\"", "\"\xe6\x97\xa5\"", "\t\r\n 1 ", "{\"a\":1,\"a\":2}",
        "\"\\ud83d\\ude00\"", "\"\\ud83d\"", "\"\\u0000\"", "\"\xff\"", "[123456789012345678901234567890]", "1e400",
    };
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (!accepts(texts[i])) {
            fail_msg("refused: %s", texts[i]);
        }
    }
}

static void refuses_what_rfc_8259_forbids(void **state)
{
    static const char *const texts[] = {
        "", " ", "{", "}", "[", "]", "[1,]", "[,1]", "[1 2]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{'a':1}", "{1:1}",
        "01", "-", "-a", "+1", ".5", "1.", "1.e5", "1e", "1e+", "0x1", "NaN", "Infinity", "tru", "truee", "nul", "True",
        "\"", "\"\\\"", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"\n\"", "\"\t\"", "'a'", "1 2", "{}{}", "[1]]", "[}", "{]",
        "\xef\xbb\xbf{}", "/**/1", "[1//\n]", "[\"a\" : 1]", "{\"a\" 1}", "{,}", "\xff", "a", "{\"a\":1 \"b\":2}",
    };
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (accepts(texts[i])) {
            fail_msg("accepted: %s", texts[i]);
        }
    }
}

/* A string of `length` letters, one of which is `byte`. */
static size_t put_string(char *text, size_t length, size_t place, unsigned char byte)
{
    memset(text, 'a', length + 2);
    text[0] = text[length + 1] = '"';
    text[1 + place] = (char)byte;
    return length + 2;
}

static void check_byte(size_t length, size_t place, unsigned char byte)
{
    char text[40];
    struct json_facts facts = {0};
    struct json_error error = {0};
    struct str quoted;
    size_t n = put_string(text, length, place, byte);
    bool plain = byte >= 0x20 && byte != '"' && byte != '\\';
    assert_int_equal(jsontext_check(text, n, &facts, &error), plain);
    assert_int_equal(plain ? facts.invalid_utf8 : 0, plain && byte >= 0x80);
    assert_int_equal(utf8_valid(text, n), byte < 0x80);
    bool hides_the_end = byte == '\\' && place + 1 == length;
    assert_int_equal(plain ? 0 : error.offset, plain ? 0 : 1 + place + (byte >= 0x20) + hides_the_end);
    str_init(&quoted, 100);
    assert_true(jsontext_quote(&quoted, text + 1, length));
    assert_true(jsontext_check(quoted.data, quoted.len, NULL, NULL));
    assert_int_equal(quoted.len == n && memcmp(quoted.data, text, n) == 0, plain && byte < 0x80);
    str_done(&quoted);
}

/* Eight bytes are looked at together: each is seen wherever it stands. */
static void every_byte_counts_in_every_place(void **state)
{
    (void)state;
    for (size_t length = 1; length <= 20; length++) {
        for (size_t at = 0; at < length * 256; at++) {
            check_byte(length, at / 256, (unsigned char)at);
        }
    }
}

static void what_a_text_cannot_name_is_seen_without_walking(void **state)
{
    static const char *const no[] = {"{}", "{\"type\":\"track\"}", "{\"batches\":[],\"abatch\":1}"};
    static const char *const maybe[] = {"{\"batch\":[]}", "{\"a\":\"batch\"}", "{\"\\u0062atch\":[]}"};
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        assert_false(jsontext_may_name((struct json_span){no[i], strlen(no[i])}, "\"batch\""));
        assert_true(jsontext_may_name((struct json_span){maybe[i], strlen(maybe[i])}, "\"batch\""));
    }
}

static void refuses_nul_bytes_outside_and_inside_strings(void **state)
{
    (void)state;
    assert_false(jsontext_check("1\0", 2, NULL, NULL));
    assert_false(jsontext_check("\"a\0b\"", 5, NULL, NULL));
    assert_false(jsontext_check("\"\\\0\"", 4, NULL, NULL));
}

static void nothing_may_come_as_a_null_pointer(void **state)
{
    struct json_error error;
    (void)state;
    assert_false(jsontext_check(NULL, 0, NULL, &error));
    assert_int_equal(error.offset, 0);
    assert_string_equal(error.text, "expected a value, but the text ends");
}

static void every_truncation_is_an_error_inside_the_text(void **state)
{
    static const char whole[] = "{\"a\":[1.5e3,true,null,\"\\u00e9\\ud83d\\ude00\xc3\xa9\"],\"b\":{\"c\":false}}";
    struct json_error error;
    (void)state;
    assert_true(accepts(whole));
    for (size_t n = 0; n < sizeof whole - 1; n++) {
        char *cut = test_malloc(n + 1); /* exact size, so that a sanitizer sees a read past the end */
        memcpy(cut, whole, n);
        assert_false(jsontext_check(cut, n, NULL, &error));
        assert_true(error.offset <= n && error.line == 1 && error.text[0] != '\0');
        test_free(cut);
    }
}

static void nesting_ends_at_the_limit(void **state)
{
    char text[2 * (JSON_MAX_DEPTH + 1)];
    struct json_facts facts;
    struct json_error error;
    (void)state;
    memset(text, '[', JSON_MAX_DEPTH + 1);
    memset(text + JSON_MAX_DEPTH + 1, ']', JSON_MAX_DEPTH + 1);
    assert_true(jsontext_check(text + 1, sizeof text - 2, &facts, NULL));
    assert_int_equal(facts.depth, JSON_MAX_DEPTH);
    assert_false(jsontext_check(text, sizeof text, NULL, &error));
    assert_int_equal(error.offset, JSON_MAX_DEPTH);
    assert_string_equal(error.text, "nested deeper than 1000 levels, found '['");
}

static void errors_name_line_column_and_what_was_found(void **state)
{
    static const struct {
        const char *text;
        unsigned line, column;
        const char *message;
    } cases[] = {
        {"{\"a\":1,}", 1, 8, "expected a member's name in quotes, found '}'"},
        {"{\n  \"a\": 1\n  \"b\": 2\n}", 3, 3, "expected ',' or '}' after a member, found '\"'"},
        {"[\"\xe6\x97\xa5\xe6\x9c\xac\" x]", 1, 7, "expected ',' or ']' after an element, found 'x'"},
        {"[1,\r\n2,\r\n?]", 3, 1, "expected a value, found '?'"},
        {"\"a\nb\"", 1, 3, "a control character in a string must be escaped, found U+000A"},
        {"[1", 1, 3, "expected ',' or ']' after an element, but the text ends"},
        {"\"abc", 1, 5, "the text ends inside a string"},
        {"\xff", 1, 1, "expected a value, found a byte that is not UTF-8"},
        {"\"\\u12g4\"", 1, 6, "\\u needs four hexadecimal digits, found 'g'"},
        {"\"\\u12", 1, 6, "\\u needs four hexadecimal digits, but the text ends"},
        {"\xe2\x80\xae", 1, 1, "expected a value, found U+202E"},
    };
    struct json_error error;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_false(jsontext_check(cases[i].text, strlen(cases[i].text), NULL, &error));
        assert_string_equal(error.text, cases[i].message);
        assert_int_equal(error.line, cases[i].line);
        assert_int_equal(error.column, cases[i].column);
    }
}

static struct json_facts facts_of(const char *text)
{
    struct json_facts facts;
    assert_true(jsontext_check(text, strlen(text), &facts, NULL));
    return facts;
}

static void facts_tell_what_a_tree_would_lose(void **state)
{
    (void)state;
    assert_true(facts_of("[\"\xc0\xaf\"]").invalid_utf8);
    assert_true(facts_of("[\"\\u0000\"]").nul_escape);
    assert_true(facts_of("\"\\udc00\\ud800\"").lone_surrogate);
    assert_true(facts_of("\"\\ud800\\u0041\"").lone_surrogate);
    assert_true(facts_of("[1,\n2]").line_break);
    struct json_facts plain = facts_of("{\"a\":[\"\xc3\xa9\\ud83d\\ude00\\\\u0000\\n\"]}");
    assert_false(plain.invalid_utf8 || plain.nul_escape || plain.lone_surrogate || plain.line_break);
    assert_int_equal(plain.kind, JSON_OBJECT);
    assert_int_equal(plain.depth, 2);
}

static struct json_span span(const char *text)
{
    return (struct json_span){text, strlen(text)};
}

static void assert_span(struct json_span got, const char *want)
{
    assert_int_equal(got.n, strlen(want));
    assert_memory_equal(got.p, want, got.n);
}

static void walks_members_in_order_with_duplicates(void **state)
{
    struct json_walk walk;
    struct json_span key, value;
    (void)state;
    jsontext_enter(&walk, span(" { \"a\\\"\" : [1,{\"x\":\"]}\"}] , \"b\":-1.50 ,\"b\" : \"\\\\\" } "));
    assert_true(jsontext_next(&walk, &key, &value));
    assert_span(key, "\"a\\\"\"");
    assert_span(value, "[1,{\"x\":\"]}\"}]");
    assert_true(jsontext_next(&walk, &key, &value));
    assert_span(value, "-1.50");
    assert_true(jsontext_next(&walk, &key, &value));
    assert_span(key, "\"b\"");
    assert_span(value, "\"\\\\\"");
    assert_false(jsontext_next(&walk, &key, &value));
    assert_false(jsontext_next(&walk, &key, &value));
}

static void empty_containers_and_scalars_have_nothing_inside(void **state)
{
    static const char *const texts[] = {"{}", "[]", " [ \n ] ", "{ }", "1", "\"[1]\"", "null", ""};
    struct json_walk walk;
    struct json_span value;
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        jsontext_enter(&walk, span(texts[i]));
        assert_false(jsontext_next(&walk, NULL, &value));
    }
}

static void the_last_duplicate_member_counts(void **state)
{
    struct json_span value;
    (void)state;
    assert_true(jsontext_member(span("{\"a\":1,\"\\u0061\":2}"), "a", &value));
    assert_span(value, "2");
    assert_false(jsontext_member(span("{\"A\":1}"), "a", &value));
    assert_false(jsontext_member(span("[\"a\"]"), "a", &value));
}

static void pointers_follow_rfc_6901(void **state)
{
    static const char document[] = "{\"foo\":[\"bar\",\"baz\"],\"\":0,\"a/b\":1,\"m~n\":8,\"k\\\"l\":6}";
    struct json_span value;
    (void)state;
    assert_true(jsontext_pointer(span(document), "/foo/1", &value));
    assert_span(value, "\"baz\"");
    assert_true(jsontext_pointer(span(document), "/", &value));
    assert_span(value, "0");
    assert_true(jsontext_pointer(span(document), "/a~1b", &value));
    assert_span(value, "1");
    assert_true(jsontext_pointer(span(document), "/m~0n", &value));
    assert_span(value, "8");
    assert_true(jsontext_pointer(span(document), "/k\"l", &value));
    assert_span(value, "6");
    assert_true(jsontext_pointer(span(" 7 "), "", &value));
    assert_span(value, "7");
    assert_false(jsontext_pointer(span(document), "/foo/2", &value));
    assert_false(jsontext_pointer(span(document), "/foo/x", &value));
    assert_false(jsontext_pointer(span(document), "foo", &value));
}

static void pointers_refuse_what_rfc_6901_forbids(void **state)
{
    struct json_span value = {0};
    (void)state;
    assert_false(jsontext_pointer(span("[1,2]"), "/00", &value));
    assert_false(jsontext_pointer(span("[1,2]"), "/01", &value));
    assert_false(jsontext_pointer(span("[1,2]"), "/-", &value));
    assert_false(jsontext_pointer(span("[1,2]"), "/", &value));
    assert_false(jsontext_pointer(span("[1]"), "/18446744073709551616", &value));
    assert_false(jsontext_pointer(span("{\"~2\":1}"), "/~2", &value));
    assert_false(jsontext_pointer(span("{\"~\":1}"), "/~", &value));
    assert_null(value.p);
    assert_true(jsontext_pointer(span("{\"00\":1,\"~1\":2}"), "/00", &value));
    assert_true(jsontext_pointer(span("{\"00\":1,\"~1\":2}"), "/~01", &value));
    assert_span(value, "2");
}

static void pointers_reach_members_with_long_names(void **state)
{
    char document[1100] = "{\"", pointer[1100] = "/";
    struct json_span value;
    (void)state;
    memset(document + 2, 'k', 1000);
    memcpy(document + 1002, "\":[7]}", 7);
    memset(pointer + 1, 'k', 1000);
    memcpy(pointer + 1001, "/0", 3);
    assert_true(jsontext_pointer(span(document), pointer, &value));
    assert_span(value, "7");
}

static void unescapes_as_text(void **state)
{
    static const struct {
        const char *token;
        const char *text;
        size_t n;
    } cases[] = {
        {"\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "a\"\\/\b\f\n\r\t", 9},
        {"\"\\u00e9\\u65E5\"", "\xc3\xa9\xe6\x97\xa5", 5},
        {"\"\\ud83d\\ude00\"", "\xf0\x9f\x98\x80", 4},
        {"\"\\ud83dx\\ude00\"", "\xef\xbf\xbdx\xef\xbf\xbd", 7},
        {"\"\\u0000\"", "\0", 1},
        {"\"\xff\"", "\xef\xbf\xbd", 3},
        {"\"\"", "", 0},
    };
    struct str out;
    (void)state;
    str_init(&out, 100);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        str_clear(&out);
        assert_true(jsontext_unescape(span(cases[i].token), &out));
        assert_int_equal(out.len, cases[i].n);
        assert_memory_equal(out.data, cases[i].text, cases[i].n);
    }
    str_done(&out);
}

static void quoting_gives_json_again(void **state)
{
    struct str out;
    (void)state;
    str_init(&out, 100);
    assert_true(jsontext_quote(&out, "a\"\\\n\0\x01\xff\xc3\xa9", 9));
    assert_string_equal(out.data, "\"a\\\"\\\\\\n\\u0000\\u0001\xef\xbf\xbd\xc3\xa9\"");
    assert_true(jsontext_check(out.data, out.len, NULL, NULL));
    str_done(&out);
}

static void tokens_keep_every_digit(void **state)
{
    static const struct {
        enum json_token_kind kind;
        const char *text;
    } want[] = {
        {JSON_TOKEN_OPEN, "{"}, {JSON_TOKEN_KEY, "\"a\""}, {JSON_TOKEN_COLON, ":"}, {JSON_TOKEN_OPEN, "["},
        {JSON_TOKEN_VALUE, "1.50e+3"}, {JSON_TOKEN_COMMA, ","}, {JSON_TOKEN_VALUE, "\"b\""}, {JSON_TOKEN_CLOSE, "]"},
        {JSON_TOKEN_CLOSE, "}"}, {JSON_TOKEN_END, ""}, {JSON_TOKEN_END, ""},
    };
    struct json_lexer lexer;
    (void)state;
    jsontext_lex(&lexer, span("{\"a\" : [1.50e+3, \"b\"]} "));
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        struct json_token token = jsontext_token(&lexer);
        assert_int_equal(token.kind, want[i].kind);
        assert_span(token.text, want[i].text);
    }
}

static void large_values_are_entered_without_looking_for_their_end(void **state)
{
    static const char text[] = " {\"a\" : [ 1 , [2,{\"x\":\"]\"}] , \"]}\" ] , \"b\":{}, \"c\":[], \"d\":{\"e\":{\"f\":3}} ,\"g\":4}";
    static const char *const elements[] = {"1", "[2,{\"x\":\"]\"}]", "\"]}\""};
    struct json_walk walk, inner;
    struct json_span key, value;
    size_t count = 0;
    (void)state;
    jsontext_enter(&walk, (struct json_span){text, sizeof text - 1});
    assert_true(jsontext_next_key(&walk, &key) && jsontext_equals(key, "a"));
    jsontext_descend(&walk, &inner);
    while (jsontext_next(&inner, NULL, &value)) {
        assert_true(count < 3 && value.n == strlen(elements[count]));
        assert_memory_equal(value.p, elements[count], value.n);
        count++;
    }
    assert_int_equal(count, 3);
    jsontext_ascend(&walk, &inner);
    for (const char *empty = "bc"; *empty != '\0'; empty++) {
        assert_true(jsontext_next_key(&walk, &key) && key.p[1] == *empty);
        jsontext_descend(&walk, &inner);
        assert_false(jsontext_next(&inner, NULL, &value));
        jsontext_ascend(&walk, &inner);
    }
    assert_true(jsontext_next_key(&walk, &key) && jsontext_equals(key, "d"));
    jsontext_descend(&walk, &inner);
    assert_true(inner.object && jsontext_next(&inner, &key, &value) && jsontext_equals(key, "e") && value.n == 7);
    assert_false(jsontext_next(&inner, &key, &value));
    jsontext_ascend(&walk, &inner);
    assert_true(jsontext_next(&walk, &key, &value) && jsontext_equals(key, "g") && value.n == 1);
    assert_false(jsontext_next_key(&walk, &key));
}

/* An object with one string of `length` bytes, made of what would mislead who loses count of quotes. */
static size_t put_misleading(char *text, const char *filling, size_t length)
{
    static const char before[] = "{\"a\":[{\"b\":\"", behind[] = "\"},[]],\"c\":{}}";
    size_t n = strlen(filling);
    memcpy(text, before, sizeof before - 1);
    text += sizeof before - 1;
    for (size_t i = 0; i < length; i++) {
        text[i] = length - i >= n - i % n ? filling[i % n] : '.'; /* no escape is cut */
    }
    memcpy(text + length, behind, sizeof behind - 1);
    return sizeof before - 1 + length + sizeof behind - 1;
}

/* With `more` bytes of a string behind it, which the blocks of 64 bytes reach into. */
static void check_ends(const char *filling, size_t length, size_t more)
{
    char text[1000] = "[";
    struct json_walk walk;
    struct json_span value;
    size_t n = put_misleading(text + 1, filling, length);
    memcpy(text + 1 + n, ",[0],\"", 6);
    memset(text + 1 + n + 6, '[', more);
    memcpy(text + 1 + n + 6 + more, "\"]", 2);
    struct json_span all = {text, 1 + n + 6 + more + 2};
    assert_true(jsontext_check(all.p, all.n, NULL, NULL));
    jsontext_enter(&walk, all);
    assert_true(jsontext_next(&walk, NULL, &value));
    assert_true(value.p == text + 1 && value.n == n);
    assert_true(jsontext_next(&walk, NULL, &value));
    assert_span(value, "[0]");
    assert_true(jsontext_next(&walk, NULL, &value));
    assert_int_equal(value.n, more + 2);
    assert_false(jsontext_next(&walk, NULL, &value));
    for (size_t cut = 1; cut < n; cut++) { /* not well-formed: no end, and none beyond the text */
        jsontext_enter(&walk, (struct json_span){text, 1 + cut});
        while (jsontext_next(&walk, NULL, &value)) {
            assert_true(value.p + value.n <= text + 1 + cut);
        }
    }
}

/* Many bytes are looked at together: the end is found wherever it stands among them. */
static void containers_end_where_they_end(void **state)
{
    static const char *const fillings[] = {"x", "]}", "\\\"", "\\\"]", "\\\\", "\\\\]", "\\\\\\\"", "\\\\\\\"]", "[\\\\{", "\\u005d]"};
    (void)state;
    for (size_t i = 0; i < sizeof fillings / sizeof *fillings; i++) {
        for (size_t length = 0; length <= 200; length++) {
            check_ends(fillings[i], length, 0);
            check_ends(fillings[i], length, 150);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(containers_end_where_they_end),
        cmocka_unit_test(large_values_are_entered_without_looking_for_their_end),
        cmocka_unit_test(accepts_what_rfc_8259_allows),
        cmocka_unit_test(refuses_what_rfc_8259_forbids),
        cmocka_unit_test(every_byte_counts_in_every_place),
        cmocka_unit_test(what_a_text_cannot_name_is_seen_without_walking),
        cmocka_unit_test(refuses_nul_bytes_outside_and_inside_strings),
        cmocka_unit_test(nothing_may_come_as_a_null_pointer),
        cmocka_unit_test(every_truncation_is_an_error_inside_the_text),
        cmocka_unit_test(nesting_ends_at_the_limit),
        cmocka_unit_test(errors_name_line_column_and_what_was_found),
        cmocka_unit_test(facts_tell_what_a_tree_would_lose),
        cmocka_unit_test(walks_members_in_order_with_duplicates),
        cmocka_unit_test(empty_containers_and_scalars_have_nothing_inside),
        cmocka_unit_test(the_last_duplicate_member_counts),
        cmocka_unit_test(pointers_follow_rfc_6901),
        cmocka_unit_test(pointers_refuse_what_rfc_6901_forbids),
        cmocka_unit_test(pointers_reach_members_with_long_names),
        cmocka_unit_test(unescapes_as_text),
        cmocka_unit_test(quoting_gives_json_again),
        cmocka_unit_test(tokens_keep_every_digit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
