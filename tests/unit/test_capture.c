/* floor: wire */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/clock.h"
#include "wire/capture.h"

#define MAX ((size_t)1 << 20)

struct fixture {
    struct str head, tail, line, scratch;
    struct capture in, out;
};

static int set_up(void **state)
{
    static struct fixture fixture;
    str_init(&fixture.head, MAX);
    str_init(&fixture.tail, MAX);
    str_init(&fixture.line, MAX);
    str_init(&fixture.scratch, MAX);
    capture_init(&fixture.in);
    fixture.in.seq = 12;
    fixture.in.status = 200;
    fixture.in.method = "POST";
    fixture.in.path = "/v1/t";
    *state = &fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    str_done(&fixture->head);
    str_done(&fixture->tail);
    str_done(&fixture->line);
    str_done(&fixture->scratch);
    return 0;
}

static void write_line(struct fixture *fixture)
{
    assert_true(capture_write(&fixture->in, &fixture->head, &fixture->tail));
    str_append(&fixture->line, fixture->head.data, fixture->head.len);
    if (fixture->in.form == CAPTURE_BODY_JSON) {
        str_append(&fixture->line, fixture->in.body, fixture->in.body_size);
    }
    str_append(&fixture->line, fixture->tail.data, fixture->tail.len);
    assert_int_equal(fixture->line.data[fixture->line.len - 1], '\n');
    assert_ptr_equal(memchr(fixture->line.data, '\n', fixture->line.len), fixture->line.data + fixture->line.len - 1);
}

static void set_body(struct fixture *fixture, const char *body, size_t n)
{
    struct json_facts facts;
    bool is_json = jsontext_check(body, n, &facts, NULL);
    fixture->in.body = body;
    fixture->in.body_size = n;
    fixture->in.form = capture_form(body, n, is_json ? &facts : NULL);
}

static void write_and_read(struct fixture *fixture)
{
    write_line(fixture);
    assert_int_equal(capture_read(fixture->line.data, fixture->line.len - 1, &fixture->scratch, &fixture->out),
                     CAPTURE_LINE_RECORD);
    assert_int_equal(fixture->out.form, fixture->in.form);
    assert_int_equal(fixture->out.body_size, fixture->in.body_size);
    assert_memory_equal(fixture->out.body, fixture->in.body, fixture->in.body_size);
}

static enum capture_line read_text(struct fixture *fixture, const char *line)
{
    return capture_read(line, strlen(line), &fixture->scratch, &fixture->out);
}

static void every_member_is_read_back(void **state)
{
    struct fixture *fixture = *state;
    struct capture *in = &fixture->in, *out = &fixture->out;
    assert_true(clock_parse_iso("2026-11-23T14:02:11.204123Z", 27, &in->received));
    in->query = "writeKey=ab...&x=\"1\"";
    in->code = "odd_path";
    in->reason = "tab\there";
    in->kind = "preflight";
    in->fault = "delay 2s";
    in->retry = 4;
    in->duration = 250;
    in->inflated = 4096;
    in->line = 3;
    in->column = 7;
    in->user_agent = "analytics-node/3.1.0";
    in->content_type = "text/plain";
    in->encoding = "gzip";
    in->origin = "http://localhost:3000";
    in->write_key = "abcd...op";
    in->wire_size = UINT64_MAX;
    set_body(fixture, "{\"a\": 1}", 8);
    write_and_read(fixture);
    assert_int_equal(out->seq, 12);
    assert_true(out->received == in->received);
    assert_string_equal(out->method, "POST");
    assert_string_equal(out->path, "/v1/t");
    assert_string_equal(out->query, in->query);
    assert_int_equal(out->status, 200);
    assert_string_equal(out->code, "odd_path");
    assert_string_equal(out->reason, in->reason);
    assert_string_equal(out->kind, "preflight");
    assert_string_equal(out->fault, "delay 2s");
    assert_int_equal(out->retry, 4);
    assert_true(out->duration == 250 && out->inflated == 4096);
    assert_int_equal(out->line, 3);
    assert_int_equal(out->column, 7);
    assert_string_equal(out->user_agent, in->user_agent);
    assert_string_equal(out->content_type, in->content_type);
    assert_string_equal(out->encoding, in->encoding);
    assert_string_equal(out->origin, in->origin);
    assert_string_equal(out->write_key, in->write_key);
    assert_true(out->wire_size == UINT64_MAX);
}

static void a_record_looks_as_documented(void **state)
{
    struct fixture *fixture = *state;
    set_body(fixture, "{\"n\":1.10}", 10);
    write_line(fixture);
    assert_string_equal(fixture->line.data, "{\"v\":1,\"seq\":12,\"method\":\"POST\",\"path\":\"/v1/t\",\"status\":200,"
                                            "\"json\":{\"n\":1.10}}\n");
}

static void a_json_body_is_not_copied(void **state)
{
    struct fixture *fixture = *state;
    set_body(fixture, "[1,2]", 5);
    write_and_read(fixture);
    assert_true(fixture->out.body > fixture->line.data && fixture->out.body < fixture->line.data + fixture->line.len);
}

static void each_form_of_body_is_read_back(void **state)
{
    static const struct {
        const char *body;
        size_t n;
        enum capture_body form;
    } cases[] = {
        {"", 0, CAPTURE_NO_BODY},          {"{\"a\":[]}", 8, CAPTURE_BODY_JSON}, {"{\n}", 3, CAPTURE_BODY_TEXT},
        {"{\"a\":\"\xff\"}", 9, CAPTURE_BODY_BYTES}, {"{oops\n", 6, CAPTURE_BODY_TEXT},  {"a\0b", 3, CAPTURE_BODY_TEXT},
        {"\x1f\x8b\x08", 3, CAPTURE_BODY_BYTES},     {"\xff", 1, CAPTURE_BODY_BYTES},    {"\xff\xfe", 2, CAPTURE_BODY_BYTES},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fixture *fixture = *state;
        set_body(fixture, cases[i].body, cases[i].n);
        assert_int_equal(fixture->in.form, cases[i].form);
        write_and_read(fixture);
        tear_down(state);
        set_up(state);
    }
}

static void a_deep_body_is_text(void **state)
{
    struct fixture *fixture = *state;
    char deep[402];
    memset(deep, '[', 201);
    memset(deep + 201, ']', 201);
    set_body(fixture, deep, sizeof deep);
    assert_int_equal(fixture->in.form, CAPTURE_BODY_TEXT);
    write_and_read(fixture);
}

static void members_in_another_order_are_read(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(read_text(fixture, "{\"json\": {\"a\":2} , \"status\":404,\"seq\":7,\"extra\":null,\"v\":1,"
                                        "\"method\":\"GET\",\"path\":\"/\\u00e9\"}\r"),
                     CAPTURE_LINE_RECORD);
    assert_int_equal(fixture->out.seq, 7);
    assert_string_equal(fixture->out.path, "/\xc3\xa9");
    assert_true(capture_refused(&fixture->out));
    assert_int_equal(fixture->out.body_size, 7);
    assert_memory_equal(fixture->out.body, "{\"a\":2}", 7);
}

static void a_damaged_record_is_bad_and_says_why(void **state)
{
    static const char *const lines[] = {
        "{\"v\":1,\"seq\":12,\"method\":\"POST\",\"status\":200,\"json\":{\"a\":}}",
        "{\"v\":1,\"seq\":12,\"method\":\"POST\",\"status\":200,\"json\":{\"a\":1}",
        "{\"v\":1,\"seq\":12,\"method\":\"POST\",\"status\":200,\"json\":}",
        "{\"v\":1,\"seq\":12,\"method\":7,\"status\":200}",
        "{\"v\":1,\"seq\":0,\"method\":\"POST\"}",
        "{\"v\":1,\"seq\":-1,\"method\":\"POST\",\"status\":200}",
        "{\"v\":1,\"seq\":12,\"method\":\"POST\",\"status\":200,\"base64\":\"*\"}",
        "{\"v\":2,\"seq\":12,\"method\":\"POST\",\"status\":200}",
        "{\"v\":1,\"seq\":12,\"method\":\"PO",
        "{\"v\":1",
        "}",
        "hello",
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct fixture *fixture = *state;
        assert_int_equal(read_text(fixture, lines[i]), CAPTURE_LINE_BAD);
        assert_true(fixture->out.reason[0] != '\0');
        assert_string_equal(fixture->out.body, lines[i]);
    }
}

/* Every prefix, and every byte replaced: nothing may crash or read outside. */
static void any_damage_is_survived(void **state)
{
    struct fixture *fixture = *state;
    fixture->in.reason = "quotes \" and \\ inside";
    set_body(fixture, "{\"a\":\"\\u00e9\"}", 14);
    write_line(fixture);
    size_t n = fixture->line.len - 1;
    for (size_t i = 0; i <= n; i++) {
        char *copy = memcpy(test_malloc(i + 1), fixture->line.data, i);
        capture_read(copy, i, &fixture->scratch, &fixture->out);
        test_free(copy);
    }
    static const char bytes[] = {'\0', '"', '\\', '}', '\xff', '9', ','};
    for (size_t i = 0; i < n * sizeof bytes; i++) {
        char before = fixture->line.data[i / sizeof bytes];
        fixture->line.data[i / sizeof bytes] = bytes[i % sizeof bytes];
        capture_read(fixture->line.data, n, &fixture->scratch, &fixture->out);
        fixture->line.data[i / sizeof bytes] = before;
    }
}

static void a_plain_call_is_a_foreign_line(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(read_text(fixture, " {\"type\":\"track\",\"event\":\"x\"} \r"), CAPTURE_LINE_FOREIGN);
    assert_int_equal(fixture->out.form, CAPTURE_BODY_JSON);
    assert_int_equal(fixture->out.body_size, 28);
    assert_int_equal(fixture->out.status, 200);
    assert_true(fixture->out.received == CLOCK_NONE);
    assert_int_equal(fixture->out.seq, 0);
    assert_int_equal(read_text(fixture, "\xef\xbb\xbf{\"type\":\"track\"}"), CAPTURE_LINE_FOREIGN);
}

static void a_reported_line_gives_its_call_back(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(read_text(fixture, "{\"seq\":4,\"receivedAt\":\"2026-11-23T14:02:11.204Z\",\"findings\":[],"
                                        "\"call\":{\"type\":\"page\"}}"),
                     CAPTURE_LINE_FOREIGN);
    assert_int_equal(fixture->out.body_size, 15);
    assert_memory_equal(fixture->out.body, "{\"type\":\"page\"}", 15);
    int64_t received;
    clock_parse_iso("2026-11-23T14:02:11.204Z", 24, &received);
    assert_true(fixture->out.received == received);
}

static void white_space_is_a_blank_line(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(read_text(fixture, ""), CAPTURE_LINE_BLANK);
    assert_int_equal(read_text(fixture, " \t\r"), CAPTURE_LINE_BLANK);
}

static void keys_are_shortened(void **state)
{
    static const char *const cases[][2] = {
        {"abcdefghijklmnop", "abcd...op"}, {"abcdefghijkl", "abcd...kl"},    {"abcdefghijk", "ab..."},
        {"a", "a..."},                     {"", "..."},                      {"\xc3\xa9t\xc3\xa9", "\xc3\xa9t..."},
        {"0123456789\xc3\xa9\xc3\xa8", "0123...\xc3\xa9\xc3\xa8"},
    };
    struct fixture *fixture = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        str_clear(&fixture->line);
        capture_shorten_key(cases[i][0], strlen(cases[i][0]), &fixture->line);
        assert_string_equal(fixture->line.data, cases[i][1]);
    }
}

static void a_full_buffer_is_reported(void **state)
{
    struct fixture *fixture = *state;
    struct str small;
    str_init(&small, 20);
    assert_false(capture_write(&fixture->in, &small, &fixture->tail));
    str_done(&small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_member_is_read_back, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_record_looks_as_documented, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_json_body_is_not_copied, set_up, tear_down),
        cmocka_unit_test_setup_teardown(each_form_of_body_is_read_back, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_deep_body_is_text, set_up, tear_down),
        cmocka_unit_test_setup_teardown(members_in_another_order_are_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_damaged_record_is_bad_and_says_why, set_up, tear_down),
        cmocka_unit_test_setup_teardown(any_damage_is_survived, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_plain_call_is_a_foreign_line, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_reported_line_gives_its_call_back, set_up, tear_down),
        cmocka_unit_test_setup_teardown(white_space_is_a_blank_line, set_up, tear_down),
        cmocka_unit_test_setup_teardown(keys_are_shortened, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_full_buffer_is_reported, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
