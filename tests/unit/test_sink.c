/* floor: http */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cmocka.h>
#define ZLIB_CONST
#include <zlib.h>

#include "base/os.h"
#include "http/sink.h"
#include "wire/io.h"

#define MAX_BODY 20000
#define MAX_INFLATED 50000
#define REPLY_MAX ((size_t)1 << 20)
#define OK_BODY "\r\n\r\n{\"success\":true}"

struct fixture {
    struct clock clock;
    struct journal *journal;
    struct journal_reader *reader;
    struct sink *sink;
    struct sink_options options;
    struct str reply, text;
    struct err err;
};

static int set_up(void **state)
{
    static struct fixture f;
    clock_init(&f.clock);
    struct journal_options options = {.max_size = 256 << 20, .now = clock_now(&f.clock)};
    f.journal = journal_create(&options, &f.err);
    f.reader = journal_reader_new(f.journal);
    f.options = (struct sink_options){
        .max_body = MAX_BODY, .max_inflated = MAX_INFLATED, .clock = &f.clock, .version = "1.2.3"};
    f.sink = sink_start(&f.options, f.journal, &f.err);
    str_init(&f.reply, REPLY_MAX);
    str_init(&f.text, REPLY_MAX);
    *state = &f;
    return f.sink == NULL;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    sink_stop(f->sink);
    journal_reader_free(f->reader);
    journal_close(f->journal);
    str_done(&f->reply);
    str_done(&f->text);
    return 0;
}

/* ---- a client ---- */

static int dial(const struct sink *sink)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(sink_port(sink)),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct timeval limit = {.tv_sec = 30};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_true(fd >= 0);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    assert_int_equal(connect(fd, (struct sockaddr *)(void *)&address, sizeof address), 0);
    return fd;
}

static void say(int fd, const char *bytes, size_t n)
{
    while (n > 0) {
        ssize_t sent = send(fd, bytes, n, MSG_NOSIGNAL);
        assert_true(sent > 0);
        bytes += sent;
        n -= (size_t)sent;
    }
}

/* The length of the answer at the front, or 0 while it is not whole. */
static size_t answer_length(const struct str *got)
{
    const char *end = strstr(got->data, "\r\n\r\n"), *length = strstr(got->data, "Content-Length: ");
    if (end == NULL) {
        return 0;
    }
    size_t n = (size_t)(end + 4 - got->data);
    n += length != NULL && length < end ? strtoul(length + 16, NULL, 10) : 0;
    return n <= got->len ? n : 0;
}

/* Reads one answer into `got`, which may hold the beginning of it. */
static size_t hear(int fd, struct str *got)
{
    char bytes[4096];
    size_t n;
    while ((n = answer_length(got)) == 0) {
        ssize_t received = recv(fd, bytes, sizeof bytes, 0);
        assert_true(received > 0);
        str_append(got, bytes, (size_t)received);
    }
    return n;
}

static unsigned status_of(const struct str *reply)
{
    return (unsigned)strtoul(reply->data + strlen("HTTP/1.1 "), NULL, 10);
}

/* One request on a connection of its own; the answer is in f->reply. */
static unsigned exchange(struct fixture *f, const char *bytes, size_t n)
{
    int fd = dial(f->sink);
    str_clear(&f->reply);
    say(fd, bytes, n);
    hear(fd, &f->reply);
    close(fd);
    return status_of(&f->reply);
}

static void compose(struct str *out, const char *line, const char *headers, const char *body, size_t n)
{
    str_printf(out, "%s HTTP/1.1\r\nHost: 127.0.0.1\r\n%s", line, headers);
    if (n > 0 || line[0] == 'P') {
        str_printf(out, "Content-Length: %zu\r\n", n);
    }
    str_puts(out, "\r\n");
    str_append(out, body, n);
}

static unsigned ask_bytes(struct fixture *f, const char *line, const char *headers, const char *body, size_t n)
{
    str_clear(&f->text);
    compose(&f->text, line, headers, body, n);
    return exchange(f, f->text.data, f->text.len);
}

static unsigned ask(struct fixture *f, const char *line, const char *headers, const char *body)
{
    return ask_bytes(f, line, headers, body, strlen(body));
}

static void assert_reply_has(const struct fixture *f, const char *text)
{
    if (strstr(f->reply.data, text) == NULL) {
        fail_msg("no '%s' in: %s", text, f->reply.data);
    }
}

static struct capture next_record(struct fixture *f)
{
    struct capture capture;
    assert_int_equal(journal_next(f->reader, &capture), JOURNAL_CAPTURE);
    return capture;
}

static struct capture await_record(struct fixture *f)
{
    struct capture capture;
    int64_t deadline = clock_now(&f->clock) + 30 * CLOCK_S;
    while (journal_next(f->reader, &capture) != JOURNAL_CAPTURE) {
        assert_true(clock_now(&f->clock) < deadline);
        sched_yield();
    }
    return capture;
}

static void assert_nothing_recorded(struct fixture *f)
{
    struct capture capture;
    assert_int_equal(journal_next(f->reader, &capture), JOURNAL_END);
}

static void assert_body(const struct capture *capture, const char *body)
{
    assert_int_equal(capture->body_size, strlen(body));
    assert_memory_equal(capture->body, body, strlen(body));
}

/* ---- calls ---- */

static void every_path_of_the_api_takes_calls(void **state)
{
    static const char *const lines[] = {
        "POST /v1/identify", "POST /v1/track", "POST /v1/page",   "POST /v1/screen",       "POST /v1/group", "POST /v1/alias",
        "POST /v1/i",        "POST /v1/t",     "POST /v1/p",      "POST /v1/s",            "POST /v1/g",     "POST /v1/a",
        "POST /v1/batch",    "POST /v1/b",     "POST /v1/import", "POST /v1/import/",      "PUT /v1/t",      "POST //v1//batch//",
        "POST /v1/v1/batch", "POST /t",        "POST /sdk/batch", "POST /segment/x/v1/t",  "POST /beacon/v1/batch?writeKey=k",
        "POST http://127.0.0.1/v1/t",
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        assert_int_equal(ask(f, lines[i], "", "{\"type\":\"track\"}"), 200);
        assert_reply_has(f, "Content-Type: application/json\r\n");
        assert_reply_has(f, OK_BODY);
        struct capture capture = next_record(f);
        assert_int_equal(capture.status, 200);
        assert_string_equal(capture.code, "");
        assert_body(&capture, "{\"type\":\"track\"}");
    }
}

static void what_was_sent_is_recorded_as_sent(void **state)
{
    struct fixture *f = *state;
    ask(f, "POST /v1/t?a=b%20c", "User-Agent: me/1\r\nContent-Type: text/plain\r\nOrigin: http://app\r\n",
        " \r\n{\"n\":1.10,\"n\":2}\n");
    struct capture capture = next_record(f);
    assert_int_equal(capture.seq, 1);
    assert_string_equal(capture.method, "POST");
    assert_string_equal(capture.path, "/v1/t");
    assert_string_equal(capture.query, "a=b%20c");
    assert_string_equal(capture.user_agent, "me/1");
    assert_string_equal(capture.content_type, "text/plain");
    assert_string_equal(capture.origin, "http://app");
    assert_int_equal(capture.wire_size, 20);
    assert_int_equal(capture.form, CAPTURE_BODY_JSON);
    assert_body(&capture, "{\"n\":1.10,\"n\":2}");
    assert_true(capture.received <= clock_now(&f->clock) && capture.received > clock_now(&f->clock) - 60 * CLOCK_S);
}

static void a_byte_order_mark_is_skipped(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(ask(f, "POST /v1/t", "", "\xef\xbb\xbf{}"), 200);
    struct capture capture = next_record(f);
    assert_body(&capture, "{}");
}

static void an_odd_path_is_taken_if_the_body_looks_like_a_call(void **state)
{
    static const char *const bodies[] = {
        "{\"batch\":[]}", "{\"type\":\"page\"}", "[{\"type\":\"group\"}]",
        "{\"anonymousId\":\"a\",\"event\":\"Signed Up\"}", "{\"userId\":\"u\",\"type\":\"merge\"}",
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        assert_int_equal(ask(f, "POST /", "", bodies[i]), 200);
        struct capture capture = next_record(f);
        assert_string_equal(capture.code, "odd_path");
        assert_body(&capture, bodies[i]);
    }
}

static void a_path_in_other_letters_is_taken_and_told(void **state)
{
    static const struct {
        const char *line, *told;
    } cases[] = {
        {"POST /V1/Identify", "/V1/Identify is taken for /v1/identify, "},
        {"POST /v1/%69dentify/", "/v1/%69dentify/ is taken for /v1/identify, "},
        {"POST /v1/Batch", "/v1/Batch is taken for /v1/batch, "},
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(ask(f, cases[i].line, "", "{\"userId\":\"u\",\"traits\":{}}"), 200);
        struct capture capture = next_record(f);
        assert_string_equal(capture.code, "odd_path");
        assert_memory_equal(capture.reason, cases[i].told, strlen(cases[i].told));
        assert_int_equal(capture.form, CAPTURE_BODY_JSON);
    }
    assert_int_equal(ask(f, "GET /v1/Projects/abc/Settings", "", ""), 200);
    assert_reply_has(f, "\"apiKey\":\"abc\"");
    assert_string_equal(next_record(f).kind, "settings");
    assert_int_equal(ask(f, "POST /%76%31/i", "", "{}"), 200);
    assert_string_equal(next_record(f).code, "");
}

static void other_paths_are_refused_and_recorded(void **state)
{
    static const char *const asked[][2] = {{"POST /nope", "{\"type\":\"x\"}"}, {"POST /nope", "{\"userId\":\"u\"}"},
                                           {"POST /nope", "{oops"}, {"POST /nope", "[]"},
                                           {"GET /nope", ""}, {"GET /v1/t", ""}, {"DELETE /v1/t", ""}};
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        assert_int_equal(ask(f, asked[i][0], "", asked[i][1]), 404);
        assert_reply_has(f, "{\"success\":false,\"code\":\"not_found\",\"message\":\"");
        assert_reply_has(f, "/v1/batch");
        struct capture capture = next_record(f);
        assert_int_equal(capture.status, 404);
        assert_true(capture_refused(&capture));
        assert_body(&capture, asked[i][1]);
    }
}

static void requests_without_a_call_are_answered_and_recorded_as_such(void **state)
{
    static const struct {
        const char *line, *has;
        unsigned status;
        const char *kind;
    } cases[] = {
        {"POST /v1/m", OK_BODY, 200, "metrics"},
        {"POST /oauth/token", "{\"access_token\":\"local\",\"expires_in\":3600,\"token_type\":\"Bearer\"}", 200, "token"},
        {"GET /", "{\"success\":true,\"name\":\"callboard\",\"version\":\"1.2.3\",\"integrations\":{\"Segment.io\":", 200, "health"},
        {"GET /health", "{\"success\":true,\"name\":\"callboard\",\"version\":\"1.2.3\"}", 200, "health"},
        {"GET /v1", "{\"integrations\":{\"Segment.io\":{\"apiKey\":\"\",\"apiHost\":\"127.0.0.1/v1\"", 200, "settings"},
        {"GET /v1/projects", "{\"integrations\":{\"Segment.io\":{\"apiKey\":\"\",\"apiHost\":\"127.0.0.1/v1\"", 200, "settings"},
        {"GET /cluster-info", "{\"nodeCount\":1}", 200, "settings"},
        {"GET /v1/projects/abc/settings",
         "\"Segment.io\":{\"apiKey\":\"abc\",\"apiHost\":\"127.0.0.1/v1\",\"protocol\":\"http\"}", 200, "settings"},
        {"GET /v1/projects/projects/abc/settings/", "\"metrics\":{\"sampleRate\":0}", 200, "settings"},
        {"GET /sourceConfig/?p=npm&writeKey=abc", "\"writeKey\":\"abc\",\"enabled\":true", 200, "settings"},
        {"OPTIONS /v1/t", "Access-Control-Max-Age: ", 204, "preflight"},
        {"GET /favicon.ico", "not_found", 404, "icon"},
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(ask(f, cases[i].line, "", ""), cases[i].status);
        assert_reply_has(f, cases[i].has);
        assert_reply_has(f, "Date: ");
        struct capture capture = next_record(f);
        assert_string_equal(capture.kind, cases[i].kind);
        assert_int_equal(capture.status, cases[i].status);
        assert_int_equal(capture.form, CAPTURE_NO_BODY);
        assert_false(capture_is_call(&capture));
    }
    assert_int_equal(ask(f, "GET /projects/\"x/settings", "", ""), 200);
    assert_reply_has(f, "\"apiKey\":\"\\\"x\"");
    next_record(f);
    ask(f, "GET /projects/x/settings", "X-Forwarded-Proto: https\r\n", "");
    assert_reply_has(f, "\"protocol\":\"https\"");
    ask(f, "GET /projects/x/settings", "X-Forwarded-Proto: HTTPS, http\r\n", "");
    assert_reply_has(f, "\"protocol\":\"https\"");
    ask(f, "GET /projects/x/settings", "X-Forwarded-Proto: http, https\r\n", "");
    assert_reply_has(f, "\"protocol\":\"http\"");
}

static void the_key_in_a_settings_path_is_shortened(void **state)
{
    static const char *const paths[] = {"/v1/projects/abcdefghijklmnop/settings", "/project/abcdefghijklmnop/settings/",
                                        "//projects/abcdefghijklmnop/setting", "/v1/Projects/abcdefghijklmnop/settings/x",
                                        "/analytics.js/v1/abcdefghijklmnop/sett.min.js"};
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        char line[80];
        snprintf(line, sizeof line, "GET %s", paths[i]);
        ask(f, line, "", "");
        struct capture capture = next_record(f);
        assert_string_equal(capture.write_key, "abcd...op");
        assert_null(strstr(capture.path, "efgh"));
        assert_null(strstr(capture.reason, "efgh"));
        assert_non_null(strstr(capture.path, "/abcd...op/sett"));
    }
}

static void a_pixel_is_a_call_and_always_an_image(void **state)
{
    static const struct {
        const char *line, *body, *code;
    } cases[] = {
        {"GET /v1/pixel/track?data=eyJ3cml0ZUtleSI6ImFiY2RlZmdoaWprbG1ub3AifQ", "{\"writeKey\":\"abcd**********op\"}", ""},
        {"GET /pixel/v1/page?writeKey=abcdefghijklmnop&name=Home", "{\"name\":\"Home\",\"writeKey\":\"abcd**********op\"}", ""},
        {"HEAD /any/v1/pixel/track/?writeKey=abcdefghijklmnop", "{\"writeKey\":\"abcd**********op\"}", ""},
        {"GET /v1/pixel/track?writeKey=abcdefghijklmnop&data=***", "", "invalid_pixel"},
        {"GET /v1/Pixel?writeKey=abcdefghijklmnop", "{\"writeKey\":\"abcd**********op\"}", ""},
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        str_clear(&f->text);
        str_printf(&f->text, "%s HTTP/1.0\r\n\r\n", cases[i].line);
        int fd = dial(f->sink);
        str_clear(&f->reply);
        say(fd, f->text.data, f->text.len);
        for (char byte; recv(fd, &byte, 1, 0) == 1;) {
            str_putc(&f->reply, byte);
        }
        close(fd);
        assert_int_equal(status_of(&f->reply), 200);
        assert_reply_has(f, "Content-Type: image/gif\r\n");
        struct capture capture = next_record(f);
        assert_string_equal(capture.write_key, "abcd...op");
        assert_null(strstr(capture.query, "fgh"));
        assert_string_equal(capture.code, cases[i].code);
        assert_body(&capture, cases[i].body);
    }
}

static void metrics_that_are_a_call_are_taken(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(ask(f, "POST /proxy/metrics", "", "{\"type\":\"track\",\"event\":\"E\"}"), 200);
    struct capture capture = next_record(f);
    assert_true(capture_is_call(&capture));
    assert_string_equal(capture.code, "odd_path");
    assert_int_equal(ask(f, "POST /v1/m", "", "{\"series\":[]}"), 200);
    assert_string_equal(next_record(f).kind, "metrics");
}

static void our_own_endpoints_leave_no_record(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(ask(f, "GET /callboard/status", "", ""), 200);
    assert_reply_has(f, "{\"recorded\":0,\"processed\":0,\"behind\":0,\"calls\":0,\"findings\":"
                        "{\"error\":0,\"warning\":0,\"note\":0}}");
    assert_nothing_recorded(f);
}

static void the_client_s_count_of_tries_is_recorded(void **state)
{
    struct fixture *f = *state;
    ask(f, "POST /v1/t", "X-Retry-Count: 2\r\n", "{}");
    assert_int_equal(next_record(f).retry, 2);
    ask(f, "POST /v1/t", "rsa-retry-attempt: 3\r\n", "{}");
    assert_int_equal(next_record(f).retry, 3);
    ask(f, "POST /v1/t", "X-Retry-Count: many\r\n", "{}");
    assert_int_equal(next_record(f).retry, 0);
}

/* ---- refused ---- */

static void malformed_json_is_told_with_its_place(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(ask(f, "POST /v1/t", "", "{\"a\":1,\n \"b\":}"), 400);
    assert_reply_has(f, "{\"success\":false,\"code\":\"invalid_json\",\"message\":\"");
    assert_reply_has(f, "\",\"error\":\"");
    assert_reply_has(f, ",\"line\":2,\"column\":6}");
    struct capture capture = next_record(f);
    assert_int_equal(capture.status, 400);
    assert_string_equal(capture.code, "invalid_json");
    assert_int_equal(capture.line, 2);
    assert_int_equal(capture.column, 6);
    assert_body(&capture, "{\"a\":1,\n \"b\":}");
    assert_int_equal(ask(f, "POST /v1/t", "", ""), 400);
    assert_reply_has(f, "the body is empty");
    capture = next_record(f);
    assert_int_equal(capture.form, CAPTURE_NO_BODY);
}

static void a_body_of_another_kind_is_told_as_such(void **state)
{
#define BODY(text) text, sizeof text - 1
    static const struct {
        const char *body;
        size_t size;
        const char *told;
    } cases[] = {
        {BODY("\xff\xfe{\0}\0"), "It is UTF-16 or UTF-32: send UTF-8"},
        {BODY("\0{\0}"), "It is UTF-16 or UTF-32: send UTF-8"},
        {BODY("{\0}\0"), "It is UTF-16 or UTF-32: send UTF-8"},
        {BODY("\x28\xb5\x2f\xfd."), "It is compressed with zstd: send it with gzip, or without compression"},
        {BODY("[object Object]"), "It is an object made into text: send what JSON.stringify makes of it"},
        {BODY("<call/>"), "It is XML or HTML: send JSON"},
        {BODY("type=track&event=a"), "It is a form: send JSON"},
        {BODY("--b\r\nContent-Disposition: form-data"), "It is a form: send JSON"},
        {BODY("{'type': 'track'}"), "It is the object as a program writes it: send what JSON.stringify or json.dumps makes of it"},
        {BODY("{type: 1}"), "It is the object as a program writes it: send what JSON.stringify or json.dumps makes of it"},
        {BODY("{}\n{}"), "These are several values: send them as {\"batch\":[...]}"},
        {BODY("{\"type\":\"track\",}"), "expected a member's name in quotes, found '}'"},
        {BODY("hello"), "expected a value, found 'h'"},
        {BODY("{} "), ""},
    };
#undef BODY
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ask_bytes(f, "POST /v1/t", "", cases[i].body, cases[i].size);
        struct capture capture = next_record(f);
        size_t n = strlen(capture.reason), told = strlen(cases[i].told);
        assert_true(n >= told);
        assert_string_equal(capture.reason + n - told, cases[i].told);
    }
}

static size_t gzip(const char *text, size_t n, char *out, size_t size)
{
    z_stream z = {0};
    assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    z.next_in = (const Bytef *)text;
    z.avail_in = (unsigned)n;
    z.next_out = (Bytef *)out;
    z.avail_out = (unsigned)size;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    deflateEnd(&z);
    return size - z.avail_out;
}

static void gzip_is_inflated_and_its_faults_are_told(void **state)
{
    static char zeros[MAX_INFLATED + 1];
    struct fixture *f = *state;
    char packed[4096];
    size_t n = gzip("{\"type\":\"track\"}", 16, packed, sizeof packed);
    assert_int_equal(ask_bytes(f, "POST /v1/t", "Content-Encoding: gzip\r\n", packed, n), 200);
    struct capture capture = next_record(f);
    assert_body(&capture, "{\"type\":\"track\"}");
    assert_string_equal(capture.encoding, "gzip");
    assert_int_equal(capture.wire_size, n);
    assert_string_equal(capture.code, "");
    assert_int_equal(ask_bytes(f, "POST /v1/t", "Content-Encoding: deflate\r\n", packed, n), 200);
    capture = next_record(f);
    assert_body(&capture, "{\"type\":\"track\"}");
    assert_string_equal(capture.code, "odd_encoding");
    assert_non_null(strstr(capture.reason, "says deflate"));
    assert_int_equal(ask_bytes(f, "POST /v1/t", "", packed, n - 3), 400);
    assert_reply_has(f, "invalid_encoding");
    capture = next_record(f);
    assert_body(&capture, "{\"type\":\"track\"}");
    n = gzip(zeros, sizeof zeros, packed, sizeof packed);
    assert_int_equal(ask_bytes(f, "POST /v1/t", "", packed, n), 413);
    assert_reply_has(f, "--max-inflated");
    capture = next_record(f);
    assert_string_equal(capture.code, "too_large");
    assert_int_equal(capture.form, CAPTURE_NO_BODY);
}

static void an_oversized_body_is_refused_and_recorded_without_it(void **state)
{
    struct fixture *f = *state;
    char *big = test_malloc(MAX_BODY + 1);
    memset(big, '1', MAX_BODY + 1);
    assert_int_equal(ask_bytes(f, "POST /v1/t", "", big, MAX_BODY), 200);
    assert_int_equal(next_record(f).body_size, MAX_BODY);
    assert_int_equal(ask_bytes(f, "POST /v1/t", "", big, MAX_BODY + 1), 413);
    assert_reply_has(f, "\"code\":\"too_large\"");
    assert_reply_has(f, "--max-body");
    struct capture capture = next_record(f);
    assert_int_equal(capture.status, 413);
    assert_int_equal(capture.wire_size, MAX_BODY + 1);
    assert_int_equal(capture.form, CAPTURE_NO_BODY);
    str_clear(&f->text);
    str_printf(&f->text, "POST /v1/t HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n", MAX_BODY + 1);
    str_append(&f->text, big, MAX_BODY + 1);
    str_puts(&f->text, "\r\n5\r\n12345\r\n0\r\n\r\n");
    assert_int_equal(exchange(f, f->text.data, f->text.len), 413);
    assert_int_equal(next_record(f).wire_size, MAX_BODY + 6);
    test_free(big);
}

/* A batch of two calls, the second of `size` bytes. */
static unsigned ask_batch(struct fixture *f, size_t size)
{
    static const char head[] = "[{\"a\":1},\"";
    size_t n = sizeof head - 1;
    char *body = test_malloc(n + size);
    memset(body, 'x', n + size);
    memcpy(body, head, n);
    memcpy(body + n + size - 2, "\"]", 2);
    unsigned status = ask_bytes(f, "POST /v1/b", "", body, n + size);
    test_free(body);
    return status;
}

static void strictly_what_is_too_large_is_refused_with_its_place(void **state)
{
    enum { LIMIT = 32768 };
    struct fixture *f = *state;
    sink_stop(f->sink);
    f->options.strict = true;
    f->options.max_body = 2 * LIMIT;
    f->sink = sink_start(&f->options, f->journal, &f->err);
    assert_int_equal(ask_batch(f, LIMIT), 200);
    assert_int_equal(next_record(f).status, 200);
    assert_int_equal(ask_batch(f, LIMIT + 1), 400);
    assert_reply_has(f, "{\"success\":false,\"code\":\"too_large\",\"message\":\"the call at /1 takes 32,769 bytes: ");
    assert_reply_has(f, "\"error\":\"the call at /1");
    assert_reply_has(f, "\"line\":1,\"column\":10}");
    struct capture capture = next_record(f);
    assert_int_equal(capture.status, 400);
    assert_int_equal(capture.column, 10);
    assert_int_equal(capture.form, CAPTURE_BODY_JSON);
    assert_int_equal(ask_batch(f, 2 * LIMIT), 400); /* as is what we do not take at all */
    assert_reply_has(f, "--max-body");
}

static void a_client_that_asks_first_is_refused_at_once(void **state)
{
    static const char asks[] = "POST /v1/t HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999999\r\nExpect: 100-continue\r\n\r\n";
    struct fixture *f = *state;
    assert_int_equal(exchange(f, asks, sizeof asks - 1), 413);
    assert_true(next_record(f).wire_size == UINT64_C(99999999999));
}

/* Sends and reads to the end of the connection; the status of the answer, 0 without one. */
static unsigned exchange_to_end(struct fixture *f, const char *bytes, size_t n)
{
    char got[4096];
    int fd = dial(f->sink);
    str_clear(&f->reply);
    send(fd, bytes, n, MSG_NOSIGNAL); /* it may be refused before its end */
    for (ssize_t heard; (heard = recv(fd, got, sizeof got, 0)) > 0;) {
        str_append(&f->reply, got, (size_t)heard);
    }
    close(fd);
    return f->reply.len > 0 ? status_of(&f->reply) : 0;
}

static void a_body_without_a_clear_end_is_refused(void **state)
{
    static const struct {
        const char *headers;
        unsigned status;
    } cases[] = {
        {"Content-Length: 2\r\nContent-Length: 4\r\n", 400},
        {"Content-Length: 0\r\nContent-Length: 4\r\n", 400},
        {"Transfer-Encoding: gzip, chunked\r\n", 501},
        {"Transfer-Encoding: identity\r\nContent-Length: 4\r\n", 501},
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        str_clear(&f->text);
        str_printf(&f->text, "POST /v1/t HTTP/1.1\r\nHost: h\r\n%s\r\n{}{}", cases[i].headers);
        assert_int_equal(exchange_to_end(f, f->text.data, f->text.len), cases[i].status);
        assert_reply_has(f, "\"code\":\"bad_framing\"");
        assert_reply_has(f, "Connection: close\r\n");
        assert_reply_has(f, "Access-Control-Allow-Origin: *\r\n");
        struct capture capture = next_record(f);
        assert_int_equal(capture.status, cases[i].status);
        assert_string_equal(capture.code, "bad_framing");
        assert_nothing_recorded(f);
    }
}

static void a_refused_question_of_our_own_leaves_no_record(void **state)
{
    static const char sent[] = "GET /callboard/status HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 2\r\nContent-Length: 4\r\n\r\n{}{}";
    struct fixture *f = *state;
    assert_int_equal(exchange_to_end(f, sent, sizeof sent - 1), 400);
    assert_reply_has(f, "\"code\":\"bad_framing\"");
    assert_null(strstr(f->reply.data, "Access-Control-Allow-Origin"));
    assert_nothing_recorded(f);
}

/* Both ways of saying where the body ends, and its first chunk as long as the whole is said to be. */
/* What localhost means first, with some systems and clients. */
static void it_listens_on_the_loopback_of_v6_too(void **state)
{
    static const char request[] = "GET /health HTTP/1.1\r\nHost: [::1]\r\n\r\n";
    struct fixture *f = *state;
    struct sockaddr_in6 address = {.sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT};
    int fd = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || bind(fd, (struct sockaddr *)(void *)&address, sizeof address) != 0) {
        close(fd);
        skip(); /* no IPv6 here */
    }
    close(fd);
    fd = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
    address.sin6_port = htons(sink_port(f->sink));
    assert_int_equal(connect(fd, (struct sockaddr *)(void *)&address, sizeof address), 0);
    str_clear(&f->reply);
    say(fd, request, sizeof request - 1);
    hear(fd, &f->reply);
    close(fd);
    assert_int_equal(status_of(&f->reply), 200);
    assert_string_equal(next_record(f).kind, "health");
}

static void an_address_that_was_asked_for_is_the_only_one(void **state)
{
    struct fixture *f = *state;
    struct sink_options options = f->options;
    options.address = "127.0.0.1";
    struct sink *sink = sink_start(&options, f->journal, &f->err);
    assert_non_null(sink);
    struct sockaddr_in6 address = {.sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT, .sin6_port = htons(sink_port(sink))};
    int fd = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_not_equal(connect(fd, (struct sockaddr *)(void *)&address, sizeof address), 0);
    close(fd);
    sink_stop(sink);
}

static void chunks_count_more_than_a_length(void **state)
{
    static const char sent[] = "POST /v1/t HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"
                               "5\r\n{\"a\":\r\n2\r\n1}\r\n0\r\n\r\n";
    struct fixture *f = *state;
    assert_int_equal(exchange(f, sent, sizeof sent - 1), 200);
    struct capture capture = next_record(f);
    assert_body(&capture, "{\"a\":1}");
    assert_nothing_recorded(f);
}

/* However much of the connection's memory the head takes: what is answered is what is recorded. */
static void a_large_head_is_answered_or_recorded_as_unanswered(void **state)
{
    struct fixture *f = *state;
    unsigned taken = 0, refused = 0;
    for (size_t size = 30000; size < 34000; size += 97) {
        str_clear(&f->text);
        str_puts(&f->text, "POST /v1/t HTTP/1.1\r\nConnection: close\r\nContent-Length: 2\r\nX-Large: ");
        while (f->text.len < size) {
            str_putc(&f->text, 'a');
        }
        str_puts(&f->text, "\r\n\r\n{}");
        unsigned status = exchange_to_end(f, f->text.data, f->text.len);
        assert_int_equal(next_record(f).status, status);
        taken += status == 200;
        refused += status == 431;
    }
    assert_true(taken > 0 && refused > 0);
    assert_nothing_recorded(f);
}

static void put_many_headers(struct str *out, const char *length, unsigned count)
{
    str_clear(out);
    str_printf(out, "POST /v1/t HTTP/1.1\r\nConnection: close\r\nContent-Length: %s\r\nOrigin: http://page\r\n", length);
    for (unsigned i = 0; i < count; i++) {
        str_puts(out, "a:b\r\n");
    }
    str_puts(out, "\r\n");
}

/* Behind the request as much of another as is read together with it. */
static void put_request_and_more(struct str *out, unsigned count)
{
    put_many_headers(out, "2", count);
    str_puts(out, "{}POST /v1/t HTTP/1.1\r\nX-Large: ");
    while (out->len < 16000) {
        str_putc(out, 'a');
    }
}

/* The memory for the answer's head is shared with what was read ahead. */
static void an_answer_without_room_is_sent_all_the_same(void **state)
{
    struct fixture *f = *state;
    unsigned taken = 0, past = 0;
    for (unsigned count = 200; count < 270; count++) {
        put_request_and_more(&f->text, count);
        unsigned status = exchange_to_end(f, f->text.data, f->text.len);
        assert_int_equal(next_record(f).status, status);
        assert_nothing_recorded(f);
        if (status == 200) {
            taken++;
            past += strstr(f->reply.data, "\r\nDate: ") == NULL; /* libmicrohttpd dates its answers */
            assert_reply_has(f, "\r\nAccess-Control-Allow-Origin: http://page\r\n");
            assert_reply_has(f, "\r\nContent-Type: application/json\r\n");
            assert_reply_has(f, "\r\nContent-Length: 16\r\n");
            assert_reply_has(f, "\r\n\r\n{\"success\":true}");
        }
    }
    assert_true(past > 0 && past < taken && taken < 70);
}

/* What it cannot read it answers by itself, and has the same trouble. */
static void its_own_answer_without_room_is_sent_too(void **state)
{
    struct fixture *f = *state;
    unsigned past = 0;
    for (unsigned count = 440; count < 490; count++) {
        put_many_headers(&f->text, "", count);
        unsigned status = exchange_to_end(f, f->text.data, f->text.len);
        assert_true(status == 400 || status == 431);
        assert_int_equal(next_record(f).status, status);
        assert_nothing_recorded(f);
        past += strstr(f->reply.data, "\r\nAccess-Control-Allow-Origin: *\r\n") != NULL;
    }
    assert_in_range(past, 1, 10);
}

static void a_pixel_may_have_hundreds_of_parameters(void **state)
{
    struct fixture *f = *state;
    char line[20000] = "GET /v1/pixel/track?event=Opened&userId=u";
    for (unsigned i = 0; i < 800; i++) {
        size_t n = strlen(line);
        snprintf(line + n, sizeof line - n, "&properties.p%u=v", i);
    }
    assert_int_equal(ask(f, line, "", ""), 200);
    struct capture capture = next_record(f);
    assert_string_equal(capture.code, "");
    assert_int_equal(strncmp(capture.query, "event=Opened&userId=u&properties.p0=v&", 38), 0);
    assert_non_null(memmem(capture.body, capture.body_size, "\"p799\":\"v\"", 10));
}

static void what_is_no_http_is_recorded_as_such(void **state)
{
    static const struct {
        const char *sent;
        unsigned status;
        const char *code;
    } cases[] = {
        {"POST /v1/t HTTP/1.1\r\nHost: h\r\nno colon\r\n\r\n", 400, "bad_request"},
        {"POST /v1/t HTTP/1.1\r\nContent-Length: -1\r\n\r\n{}", 400, "bad_request"},
        {"POST /v1/t HTTP/1.1\r\nX-A: a\r\n folded\r\nContent-Length: 2\r\n\r\n{}", 400, "bad_request"},
        {"POST /v1/t HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400, "bad_request"},
        {"POST /v1/t HTTP/1.1\r\nContent-Length: 99999999999999999999999\r\n\r\n", 413, "too_large"},
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(exchange_to_end(f, cases[i].sent, strlen(cases[i].sent)), cases[i].status);
        struct capture capture = next_record(f);
        assert_int_equal(capture.status, cases[i].status);
        assert_string_equal(capture.code, cases[i].code);
        assert_string_equal(capture.path, "/v1/t");
        assert_nothing_recorded(f);
    }
}

/* What libmicrohttpd answers, or hangs up on, before it tells anybody. */
static void what_is_no_request_at_all_is_recorded_too(void **state)
{
    static const struct {
        const char *sent;
        size_t size;
        unsigned status;
        const char *code, *told;
    } cases[] = {
        {"\x16\x03\x01\x02\0\1\0\1\xfc\x03\x03 a b\n", 16, 400, "not_http", "most likely https: give the client http://127.0.0.1:"},
        {"\x16\x03\x01\x02\0\1\0\1\xfc\x03\x03\xd0\n", 13, 0, "not_http", "most likely https: give the client http://127.0.0.1:"},
        {"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 24, 505, "bad_request", "most likely HTTP/2"},
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int fd = dial(f->sink);
        say(fd, cases[i].sent, cases[i].size);
        struct capture capture = await_record(f);
        close(fd);
        assert_int_equal(capture.status, cases[i].status);
        assert_string_equal(capture.code, cases[i].code);
        assert_non_null(strstr(capture.reason, cases[i].told));
        assert_true(capture_refused(&capture));
    }
    close(dial(f->sink)); /* who says nothing, and who has been answered, leaves no record */
    int fd = dial(f->sink);
    compose(&f->text, "POST /v1/t", "", "{}", 2);
    str_clear(&f->reply);
    say(fd, f->text.data, f->text.len);
    hear(fd, &f->reply);
    next_record(f);
    say(fd, cases[2].sent, cases[2].size); /* after a request that is enough to know it by */
    while (recv(fd, f->reply.data, f->reply.len, 0) > 0) {
    }
    close(fd);
    close(dial(f->sink));
    assert_int_equal(ask(f, "GET /health", "", ""), 200);
    assert_string_equal(next_record(f).kind, "health");
    assert_nothing_recorded(f);
}

static ssize_t full_disk(void *self, int fd, const struct iovec *parts, int count)
{
    (void)self;
    (void)fd;
    (void)parts;
    (void)count;
    errno = ENOSPC;
    return -1;
}

static int no_truncate(void *self, int fd, off_t size)
{
    (void)self;
    return ftruncate(fd, size);
}

static void a_full_disk_is_answered_507(void **state)
{
    struct fixture *f = *state;
    journal_set_io(f->journal, &(struct io){full_disk, no_truncate, NULL});
    assert_int_equal(ask(f, "POST /v1/t", "", "{}"), 507);
    assert_reply_has(f, "\"code\":\"disk_full\"");
    assert_reply_has(f, "Access-Control-Allow-Origin: *\r\n");
    assert_nothing_recorded(f);
}

/* ---- write keys ---- */

static void keys_are_found_and_never_stored_whole(void **state)
{
    static const struct {
        const char *line, *headers, *body, *stored;
    } cases[] = {
        {"POST /v1/t", "Authorization: Basic YWJjZGVmZ2hpamtsbW5vcDo=\r\n", "{}", "{}"},
        {"POST /v1/t", "authorization: Basic: YWJjZGVmZ2hpamtsbW5vcA==\r\n", "{}", "{}"},
        {"POST /v1/t", "Authorization: Basic abcdefghijklmnop:\r\n", "{}", "{}"},
        {"POST /v1/t", "Authorization: Basic abcdefghijklmnop\r\n", "{}", "{}"},
        {"POST /v1/t", "X-Write-Key: abcdefghijklmnop\r\n", "{}", "{}"},
        {"POST /v1/t", "X-Write-Key: abcdefghijklmnop:secretsecret\r\n", "{}", "{}"},
        {"POST /v1/t?a=1&writeKey=abcdefghijklmnop&b", "", "{}", "{}"},
        {"POST /v1/t?writekey=%61bcdefghijklmno%70", "", "{}", "{}"},
        {"POST /v1/t?write_key=abcdefghijklmnop", "", "{}", "{}"},
        {"POST /v1/t", "Authorization: abcdefghijklmnop\r\n", "{}", "{}"},
        {"POST /v1/t", "Authorization: YWJjZGVmZ2hpamtsbW5vcDo=\r\nX-Write-Key: other\r\n", "{}", "{}"},
        {"POST /v1/t", "", "{\"writeKey\":\"abcdefghijklmnop\"}", "{\"writeKey\":\"abcd**********op\"}"},
        {"POST /v1/b", "", "{\"batch\":[{\"write\\u004bey\" : \"abcdefghijklmnop\"},{\"writeKey\":\"short\"}]}",
         "{\"batch\":[{\"write\\u004bey\" : \"abcd**********op\"},{\"writeKey\":\"sh***\"}]}"},
        {"POST /v1/b", "", "[{\"writeKey\":\"abcdefghijklmnop\",\"properties\":{\"writeKey\":\"mine and deep\"}}]",
         "[{\"writeKey\":\"abcd**********op\",\"properties\":{\"writeKey\":\"mine*******ep\"}}]"},
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(ask(f, cases[i].line, cases[i].headers, cases[i].body), 200);
        struct capture capture = next_record(f);
        assert_string_equal(capture.write_key, "abcd...op");
        assert_null(strstr(capture.query, "efgh"));
        assert_body(&capture, cases[i].stored);
    }
}

static void keys_are_not_stored_whole_where_the_body_is_refused(void **state)
{
    static const struct {
        const char *body, *stored;
    } cases[] = {
        {"{\"writeKey\" : \"abcdefghijklmnop\",}", "{\"writeKey\" : \"abcd**********op\",}"},
        {"writeKey=abcdefghijklmnop&event=x", "writeKey=abcd**********op&event=x"},
        {"a=%7B%22write_key%22%3a%20%22abcdefghijklmnop%22%7D", "a=%7B%22write_key%22%3a%20%22abcd**********op%22%7D"},
        {"{writeKey: 'abcdefghijklmnop', a: 1}", "{writeKey: 'abcd**********op', a: 1}"},
        {"{u'writeKey': u'abcdefghijklmnop'}", "{u'writeKey': u'abcd**********op'}"},
        {"array('writeKey' => \"abcdefghijklmnop\")", "array('writeKey' => \"abcd**********op\")"},
        {"<WriteKey>abcdefghijklmnop</WriteKey>", "<WriteKey>abcd**********op</WriteKey>"},
        {"{\"a\":\"{\\\"writeKey\\\":\\\"abcdefghijklmnop\\\"}\",}", "{\"a\":\"{\\\"writeKey\\\":\\\"abcd**********op\\\"}\",}"},
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(ask(f, "POST /v1/t", "", cases[i].body), 400);
        struct capture capture = next_record(f);
        assert_string_equal(capture.write_key, "abcd...op");
        assert_body(&capture, cases[i].stored);
    }
    static const char wide[] = "{\0\"\0w\0r\0i\0t\0e\0K\0e\0y\0\"\0:\0\"\0a\0b\0c\0d\0e\0f\0g\0h\0i\0j\0k\0l\0\"\0}\0";
    static const char stored[] = "{\0\"\0w\0r\0i\0t\0e\0K\0e\0y\0\"\0:\0\"\0a\0b\0c\0d\0*\0*\0*\0*\0*\0*\0k\0l\0\"\0}\0";
    assert_int_equal(ask_bytes(f, "POST /v1/t", "", wide, sizeof wide - 1), 400);
    struct capture capture = next_record(f);
    assert_int_equal(capture.body_size, sizeof stored - 1);
    assert_memory_equal(capture.body, stored, sizeof stored - 1);
    assert_int_equal(ask(f, "POST /v1/t", "", "the writeKey is wanting, or writeKey="), 400);
    capture = next_record(f);
    assert_string_equal(capture.write_key, "");
    assert_body(&capture, "the writeKey is wanting, or writeKey=");
}

/* ---- browsers ---- */

static void pages_of_any_origin_may_send(void **state)
{
    static const char *const lines[] = {"POST /v1/t", "POST /nope", "GET /favicon.ico", "GET /health", "OPTIONS /any/path"};
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        ask(f, lines[i], "Origin: http://app.test\r\n", "");
        assert_reply_has(f, "Access-Control-Allow-Origin: http://app.test\r\n");
        assert_reply_has(f, "Access-Control-Allow-Credentials: true\r\n");
        assert_reply_has(f, "Vary: Origin\r\n");
        ask(f, lines[i], "", "");
        assert_reply_has(f, "Access-Control-Allow-Origin: *\r\n");
    }
    ask(f, "POST /v1/t", "Origin: http://app\rX: y\r\n", "{}");
    assert_reply_has(f, "Access-Control-Allow-Origin: *\r\n");
    assert_int_equal(ask(f, "OPTIONS /v1/t",
                         "Origin: http://app.test\r\nAccess-Control-Request-Headers: authorization,x-retry-count\r\n"
                         "Access-Control-Request-Private-Network: true\r\n", ""), 204);
    assert_reply_has(f, "Access-Control-Allow-Headers: authorization,x-retry-count\r\n");
    assert_reply_has(f, "Access-Control-Allow-Methods: GET, POST, PUT, HEAD, OPTIONS\r\n");
    assert_reply_has(f, "Access-Control-Max-Age: 600\r\n");
    assert_reply_has(f, "Access-Control-Allow-Private-Network: true\r\n");
}

static unsigned ask_status(struct fixture *f, const char *host, const char *more)
{
    str_clear(&f->text);
    str_printf(&f->text, "GET /callboard/status HTTP/1.1\r\nHost: %s\r\n%s\r\n", host, more);
    return exchange(f, f->text.data, f->text.len);
}

static void data_is_read_by_our_own_address_only(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(ask_status(f, "127.0.0.1:99", ""), 200);
    assert_null(strstr(f->reply.data, "Access-Control"));
    assert_int_equal(ask_status(f, "LocalHost", ""), 200);
    assert_int_equal(ask_status(f, "[::1]:4545", ""), 200);
    assert_int_equal(ask_status(f, "localhost:1", "Origin: http://localhost:1\r\n"), 200);
    assert_int_equal(ask_status(f, "localhost.evil.test", ""), 403);
    assert_int_equal(ask_status(f, "[::1", ""), 403);
    assert_int_equal(ask_status(f, "", ""), 403);
    assert_int_equal(ask_status(f, "evil.test", "Host: localhost\r\n"), 403);
    assert_int_equal(ask_status(f, "localhost", "Host: evil.test\r\n"), 403);
    assert_int_equal(ask_status(f, "localhost:1", "Origin: http://evil.test\r\n"), 403);
    assert_int_equal(ask_status(f, "localhost:1", "Origin: null\r\n"), 403);
    assert_null(strstr(f->reply.data, "Access-Control"));
    assert_int_equal(ask(f, "OPTIONS //callboard/status", "Origin: http://evil.test\r\nAccess-Control-Request-Headers: x\r\n", ""), 204);
    assert_null(strstr(f->reply.data, "Access-Control"));
}

static void beyond_loopback_a_token_is_asked_for(void **state)
{
    struct fixture *f = *state;
    struct fixture other = *f;
    other.options.address = "0.0.0.0";
    other.options.token = "s3cret";
    other.sink = sink_start(&other.options, f->journal, &f->err);
    assert_non_null(other.sink);
    assert_int_equal(ask_status(&other, "localhost", ""), 401);
    assert_int_equal(ask_status(&other, "localhost", "Authorization: Bearer s3cre\r\n"), 401);
    assert_int_equal(ask_status(&other, "localhost", "Authorization: Bearer s3cret\r\n"), 200);
    assert_int_equal(ask(&other, "GET /callboard/status?token=s3cret", "", ""), 200);
    assert_int_equal(ask(&other, "POST /v1/t", "", "{}"), 200);
    sink_stop(other.sink);
    f->reply = other.reply;
    f->text = other.text;
}

static void progress_is_reported(void **state)
{
    struct fixture *f = *state;
    ask(f, "POST /v1/t", "", "{}");
    ask(f, "POST /v1/t", "", "{}");
    sink_report(f->sink, &(struct sink_progress){.processed = 1, .calls = 5, .errors = 1, .warnings = 2, .notes = 3});
    ask_status(f, "localhost", "");
    assert_reply_has(f, "{\"recorded\":2,\"processed\":1,\"behind\":1,\"calls\":5,\"findings\":"
                        "{\"error\":1,\"warning\":2,\"note\":3}}");
}

/* ---- connections ---- */

static void chunked_bodies_are_put_together(void **state)
{
    static const char sent[] = "POST /v1/t HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
                               "5\r\n{\"a\":\r\n2\r\n1}\r\n0\r\n\r\n";
    struct fixture *f = *state;
    int fd = dial(f->sink);
    str_clear(&f->reply);
    for (size_t i = 0; i < sizeof sent - 1; i++) {
        say(fd, sent + i, 1);
    }
    hear(fd, &f->reply);
    close(fd);
    assert_int_equal(status_of(&f->reply), 200);
    struct capture capture = next_record(f);
    assert_body(&capture, "{\"a\":1}");
    assert_int_equal(capture.wire_size, 7);
}

static void pipelined_requests_are_answered_in_order(void **state)
{
    struct fixture *f = *state;
    int fd = dial(f->sink);
    str_clear(&f->text);
    str_clear(&f->reply);
    for (unsigned i = 0; i < 100; i++) {
        char body[16];
        snprintf(body, sizeof body, i % 10 == 9 ? "{%u" : "{\"n\":%u}", i);
        compose(&f->text, "POST /v1/t", "", body, strlen(body));
    }
    say(fd, f->text.data, f->text.len);
    for (unsigned i = 0; i < 100; i++) {
        size_t n = hear(fd, &f->reply);
        assert_int_equal(status_of(&f->reply), i % 10 == 9 ? 400 : 200);
        memmove(f->reply.data, f->reply.data + n, f->reply.len - n);
        str_truncate(&f->reply, f->reply.len - n);
        assert_int_equal(next_record(f).seq, i + 1);
    }
    close(fd);
}

enum { CLIENTS = 8, POSTS = 200 };

static void *post_many(void *cls)
{
    struct fixture *f = cls;
    struct str request, reply;
    uintptr_t ok = 0;
    int fd = dial(f->sink);
    str_init(&request, REPLY_MAX);
    str_init(&reply, REPLY_MAX);
    compose(&request, "POST /v1/t", "Origin: http://app\r\n", "{\"type\":\"track\"}", 16);
    for (unsigned i = 0; i < POSTS; i++) {
        str_clear(&reply);
        say(fd, request.data, request.len);
        hear(fd, &reply);
        ok += status_of(&reply) == 200;
    }
    close(fd);
    str_done(&request);
    str_done(&reply);
    return (void *)ok;
}

static void concurrent_clients_lose_nothing(void **state)
{
    struct fixture *f = *state;
    pthread_t clients[CLIENTS];
    for (size_t i = 0; i < CLIENTS; i++) {
        assert_int_equal(pthread_create(&clients[i], NULL, post_many, f), 0);
    }
    for (size_t i = 0; i < CLIENTS; i++) {
        void *ok;
        pthread_join(clients[i], &ok);
        assert_int_equal((uintptr_t)ok, POSTS);
    }
    for (unsigned i = 1; i <= CLIENTS * POSTS; i++) {
        assert_int_equal(next_record(f).seq, i);
    }
    assert_nothing_recorded(f);
}

static void an_upload_that_breaks_off_is_recorded_as_such(void **state)
{
    static const char part[] = "POST /v1/t HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 100\r\n\r\n";
    struct fixture *f = *state;
    int fd = dial(f->sink);
    say(fd, part, sizeof part - 1);
    hear(fd, &f->reply);
    assert_int_equal(status_of(&f->reply), 100);
    close(fd);
    struct capture capture = await_record(f);
    assert_int_equal(capture.status, 0);
    assert_string_equal(capture.code, "aborted");
    assert_non_null(strstr(capture.reason, "after 0 B of 100 B"));
    assert_true(capture_refused(&capture));
}

/* Starts the sink anew with options changed by the test. */
static void restart(struct fixture *f)
{
    sink_stop(f->sink);
    f->sink = sink_start(&f->options, f->journal, &f->err);
    assert_non_null(f->sink);
}

static void the_end_of_a_connection_is_seen_also_with_its_last_bytes(void **state)
{
    struct fixture *f = *state;
    str_clear(&f->text);
    compose(&f->text, "POST /v1/t", "", "{}", 2);
    int fd = dial(f->sink);
    char byte;
    send(fd, f->text.data, f->text.len, MSG_NOSIGNAL);
    shutdown(fd, SHUT_WR);
    str_clear(&f->reply);
    hear(fd, &f->reply);
    assert_int_equal(status_of(&f->reply), 200);
    assert_int_equal(recv(fd, &byte, 1, 0), 0); /* before the idle time is over, or the client's own limit would end this */
    close(fd);
    assert_int_equal(next_record(f).status, 200);
    assert_nothing_recorded(f);
}

static void a_head_that_breaks_off_is_recorded_as_such(void **state)
{
    static const char part[] = "POST /v1/t HTTP/1.1\r\nHost: h\r\nX-A", ours[] = "GET /callboard/status HTTP/1.1\r\nHo";
    struct fixture *f = *state;
    const char *const sent[] = {ours, part};
    for (size_t i = 0; i < 2; i++) {
        int fd = dial(f->sink);
        say(fd, sent[i], strlen(sent[i]));
        close(fd);
    }
    struct capture capture = await_record(f);
    assert_string_equal(capture.path, "/v1/t");
    assert_string_equal(capture.code, "aborted");
    assert_string_equal(capture.reason, "the client went away before the headers were whole");
    assert_nothing_recorded(f);
}

static void slow_clients_are_given_up_with_an_answer(void **state)
{
    static const struct {
        const char *sent, *reason;
    } cases[] = {
        {"POST /v1/t HTTP/1.1\r\nHost: h\r\nX-A", "the client sent too slowly and was given up before the headers were whole"},
        {"POST /v1/t HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\n{\"a\":",
         "the client sent too slowly and was given up after 5 B of 100 B of the body"},
    };
    struct fixture *f = *state;
    f->options.patience = 20 * CLOCK_MS;
    restart(f);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(exchange_to_end(f, cases[i].sent, strlen(cases[i].sent)), 408);
        assert_reply_has(f, "\"code\":\"too_slow\",\"message\":\"");
        assert_reply_has(f, "Access-Control-Allow-Origin: *\r\n");
        struct capture capture = await_record(f);
        assert_int_equal(capture.status, 408);
        assert_string_equal(capture.code, "too_slow");
        assert_string_equal(capture.reason, cases[i].reason);
    }
    assert_int_equal(exchange_to_end(f, "PO", 2), 0); /* it has not even said what it wants */
    assert_nothing_recorded(f);
}

static void large_bodies_may_take_their_time(void **state)
{
    static const char first[] = "POST /v1/t HTTP/1.1\r\nHost: h\r\nContent-Length: 16384\r\n\r\n", second[] = "POST /v1/t HTTP/1.1\r\n";
    struct fixture *f = *state;
    f->options.patience = 20 * CLOCK_MS;
    restart(f);
    char *body = test_calloc(1, 16384);
    memset(body, ' ', 16384);
    memcpy(body, "{}", 2);
    int fd = dial(f->sink);
    say(fd, first, sizeof first - 1);
    say(fd, body, 16383); /* which earns it 15 seconds */
    for (unsigned i = 0; i < 3; i++) {
        assert_int_equal(exchange_to_end(f, second, sizeof second - 1), 408);
        assert_int_equal(await_record(f).status, 408);
    }
    say(fd, body + 16383, 1);
    str_clear(&f->reply);
    hear(fd, &f->reply);
    close(fd);
    test_free(body);
    assert_int_equal(status_of(&f->reply), 200);
}

static void connections_beyond_the_limit_are_turned_away(void **state)
{
    struct fixture *f = *state;
    int fds[3];
    f->options.connections = 3;
    f->options.patience = 3600 * CLOCK_S;
    restart(f);
    str_clear(&f->text);
    compose(&f->text, "POST /v1/t", "", "{}", 2);
    for (unsigned round = 0; round < 2; round++) {
        for (size_t i = 0; i < 3; i++) {
            fds[i] = round == 0 ? dial(f->sink) : fds[i];
            say(fds[i], f->text.data, f->text.len);
            str_clear(&f->reply);
            hear(fds[i], &f->reply);
            assert_int_equal(status_of(&f->reply), 200);
            assert_int_equal(next_record(f).status, 200);
        }
        assert_int_equal(exchange_to_end(f, f->text.data, f->text.len), 503);
        assert_reply_has(f, "\"code\":\"too_many\",\"message\":\"");
    }
    struct capture capture = await_record(f);
    assert_int_equal(capture.status, 503);
    assert_string_equal(capture.code, "too_many");
    assert_non_null(strstr(capture.reason, " turned away: 3 were open already"));
    close(fds[0]);
    while (exchange_to_end(f, "GET / HTTP/1.0\r\n\r\n", 18) != 200) {
    }
    close(fds[1]);
    close(fds[2]);
}

static void a_thousand_connections_work_at_once(void **state)
{
    enum { MANY = 1000 };
    static int fds[MANY];
    struct fixture *f = *state;
    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    if (limit.rlim_max < 2 * MANY + 200 || !OS_HAS_EPOLL) { /* both ends are here, and an fd_set holds 1024 */
        skip();
    }
    limit.rlim_cur = 2 * MANY + 200;
    setrlimit(RLIMIT_NOFILE, &limit);
    restart(f);
    str_clear(&f->text);
    compose(&f->text, "POST /v1/t", "", "{}", 2);
    for (size_t i = 0; i < MANY; i++) {
        fds[i] = dial(f->sink);
        say(fds[i], f->text.data, f->text.len);
    }
    for (size_t i = 0; i < MANY; i++) {
        str_clear(&f->reply);
        hear(fds[i], &f->reply);
        assert_int_equal(status_of(&f->reply), 200);
        assert_int_equal(next_record(f).seq, i + 1);
    }
    for (size_t i = 0; i < MANY; i++) {
        close(fds[i]);
    }
}

/* ---- simulated faults ---- */

static void simulate(struct fixture *f, const char *text)
{
    struct faults faults;
    if (!faults_read(&faults, text, NULL, &f->err)) {
        fail_msg("%s", f->err.text);
    }
    sink_set_faults(f->sink, &faults);
}

static void every_fault_is_answered_and_recorded(void **state)
{
    static const struct {
        const char *fault, *name;
        unsigned status;
        const char *header, *body;
    } cases[] = {
        {"200 json", "200", 200, "Content-Type: application/json\r\n", "{\"success\":true}"},
        {"200 empty", "200 empty", 200, "Content-Length: 0\r\n", ""},
        {"200 text", "200 text", 200, "Content-Type: text/plain\r\n", "ok"},
        {"201", "201", 201, "Content-Type: application/json\r\n", "{\"success\":true}"},
        {"204", "204", 204, "", ""},
        {"500 {}", "500 {}", 500, "Content-Type: application/json\r\n", "{}"},
        {"503", "503", 503, "", "{\"success\":false,\"code\":\"simulated\",\"message\":\"simulated by callboard, as --fault asks\","
                                "\"error\":\"simulated by callboard, as --fault asks\"}"},
        {"429 empty retry-after=1", "429 empty Retry-After 1", 429, "Retry-After: 1\r\n", ""},
        {"429 reset=7 {}", "429 {} X-RateLimit-Reset 7", 429, "X-RateLimit-Reset: 7\r\n", "{}"},
        {"451 text delay=1ms", "451 text, delay 1 ms", 451, "", "ok"},
        {"delay=1ms", "delay 1 ms", 200, "Content-Type: application/json\r\n", "{\"success\":true}"},
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        simulate(f, cases[i].fault);
        assert_int_equal(ask(f, "POST /v1/t", "Origin: http://app\r\n", "{\"type\":\"track\"}"), cases[i].status);
        assert_reply_has(f, cases[i].header);
        assert_reply_has(f, "Access-Control-Allow-Origin: http://app\r\n");
        assert_string_equal(strstr(f->reply.data, "\r\n\r\n") + 4, cases[i].body);
        bool exposes = strstr(f->reply.data, "Access-Control-Expose-Headers: Retry-After, X-RateLimit-Reset\r\n") != NULL;
        assert_int_equal(exposes, i + 1 < sizeof cases / sizeof *cases);
        struct capture capture = next_record(f);
        assert_string_equal(capture.fault, cases[i].name);
        assert_int_equal(capture.status, cases[i].status);
        assert_body(&capture, "{\"type\":\"track\"}");
        assert_nothing_recorded(f);
    }
}

static void a_closed_connection_has_no_answer_and_one_record(void **state)
{
    struct fixture *f = *state;
    static const char *const faults[] = {"close", "close delay=1ms"};
    char byte;
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        simulate(f, faults[i]);
        str_clear(&f->text);
        compose(&f->text, "POST /v1/t", "", "{}", 2);
        int fd = dial(f->sink);
        say(fd, f->text.data, f->text.len);
        assert_int_equal(recv(fd, &byte, 1, 0), 0);
        close(fd);
        struct capture capture = next_record(f);
        assert_string_equal(capture.fault, i == 0 ? "closed" : "closed, delay 1 ms");
        assert_int_equal(capture.status, 0);
        assert_string_equal(capture.code, "");
        assert_body(&capture, "{}");
        sink_set_faults(f->sink, &(struct faults){.count = 0});
        ask(f, "POST /v1/t", "", "{}"); /* the thread has done with the other */
        assert_string_equal(next_record(f).fault, "");
    }
}

static void only_calls_and_settings_are_faulted(void **state)
{
    static const struct {
        const char *line, *body;
        unsigned status;
    } others[] = {
        {"OPTIONS /v1/t", "", 204}, {"GET /", "", 200},         {"GET /v1/projects/k/settings", "", 200},
        {"POST /v1/m", "{}", 200},  {"POST /token", "", 200},   {"GET /v1/pixel/track", "", 200},
        {"POST /v1/t", "{", 400},   {"POST /nope", "{}", 404},
    };
    struct fixture *f = *state;
    char left[FAULTS_TEXT_SIZE];
    simulate(f, "next 1: 503");
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        assert_int_equal(ask(f, others[i].line, "", others[i].body), others[i].status);
        assert_string_equal(next_record(f).fault, "");
    }
    assert_string_equal(sink_faults(f->sink, left), "next 1: 503");
    assert_int_equal(ask(f, "POST /v1/t", "", "{}"), 503);
    assert_string_equal(sink_faults(f->sink, left), "");
    assert_int_equal(ask(f, "POST /v1/t", "", "{}"), 200);
    simulate(f, "settings: 503");
    assert_int_equal(ask(f, "POST /v1/t", "", "{}"), 200);
    assert_int_equal(ask(f, "GET /v1/projects/k/settings", "", ""), 503);
    next_record(f), next_record(f), next_record(f);
    struct capture capture = next_record(f);
    assert_string_equal(capture.fault, "503");
    assert_string_equal(capture.kind, "settings");
    assert_int_equal(capture.status, 503);
}

static void a_delay_holds_up_nobody_else_and_its_length_is_recorded(void **state)
{
    struct fixture *f = *state;
    simulate(f, "next 1: delay=500ms");
    str_clear(&f->text);
    compose(&f->text, "POST /v1/t", "", "{\"held\":1}", 10);
    int held = dial(f->sink);
    int64_t began = clock_now(&f->clock);
    say(held, f->text.data, f->text.len);
    struct capture capture = await_record(f);
    assert_string_equal(capture.fault, "delay 500 ms");
    assert_true(capture.duration >= 500000 && capture.duration < 400000000);
    assert_int_equal(ask(f, "POST /v1/t", "", "{}"), 200);
    str_clear(&f->reply);
    hear(held, &f->reply);
    assert_true(clock_now(&f->clock) - began >= 500 * CLOCK_MS);
    assert_int_equal(status_of(&f->reply), 200);
    assert_string_equal(next_record(f).fault, "");
    assert_nothing_recorded(f);
    close(held);
}

static void stopping_answers_what_is_held_back(void **state)
{
    struct fixture *f = *state;
    int held[8];
    size_t count = sizeof held / sizeof *held;
    simulate(f, "50%: 503 delay=600s; delay=600s");
    str_clear(&f->text);
    compose(&f->text, "POST /v1/t", "", "{}", 2);
    for (size_t i = 0; i < count; i++) {
        held[i] = dial(f->sink);
        say(held[i], f->text.data, f->text.len);
        assert_int_equal(await_record(f).status, i % 2 == 0 ? 200 : 503);
    }
    sink_stop(f->sink);
    for (size_t i = 0; i < count; i++) {
        str_clear(&f->reply);
        hear(held[i], &f->reply);
        assert_int_equal(status_of(&f->reply), i % 2 == 0 ? 200 : 503);
        close(held[i]);
    }
    assert_nothing_recorded(f);
    f->sink = sink_start(&f->options, f->journal, &f->err);
    assert_non_null(f->sink);
}

static void a_client_that_gives_up_waiting_leaves_one_record(void **state)
{
    struct fixture *f = *state;
    simulate(f, "next 1: delay=1ms; close delay=2ms");
    for (int i = 0; i < 2; i++) {
        str_clear(&f->text);
        compose(&f->text, "POST /v1/t", "", "{}", 2);
        int fd = dial(f->sink);
        say(fd, f->text.data, f->text.len);
        close(fd);
        assert_int_equal(await_record(f).status, i == 0 ? 200 : 0);
    }
    sink_stop(f->sink);
    assert_nothing_recorded(f);
    f->sink = sink_start(&f->options, f->journal, &f->err);
    assert_non_null(f->sink);
}

static void faults_can_be_there_from_the_start(void **state)
{
    struct fixture *f = *state;
    struct faults faults;
    assert_true(faults_read(&faults, "next 1: 503", NULL, &f->err));
    sink_stop(f->sink);
    f->options.faults = &faults;
    f->sink = sink_start(&f->options, f->journal, &f->err);
    assert_non_null(f->sink);
    assert_int_equal(ask(f, "POST /v1/t", "", "{}"), 503);
    assert_int_equal(ask(f, "POST /v1/t", "", "{}"), 200);
}

/* ---- starting ---- */

static void a_busy_port_is_told_with_the_remedy(void **state)
{
    struct fixture *f = *state;
    struct sink_options options = f->options;
    char wanted[64];
    options.port = sink_port(f->sink);
    assert_null(sink_start(&options, f->journal, &f->err));
    snprintf(wanted, sizeof wanted, "port %u is in use (another callboard?): stop it,", (unsigned)options.port);
    assert_non_null(strstr(f->err.text, wanted));
    options.port = 0;
    options.address = "localhost";
    assert_null(sink_start(&options, f->journal, &f->err));
    assert_non_null(strstr(f->err.text, "--listen"));
}

static void a_port_can_be_taken_again_at_once(void **state)
{
    struct fixture *f = *state;
    struct sink_options options = f->options;
    ask(f, "POST /v1/t", "", "{}");
    options.port = sink_port(f->sink);
    sink_stop(f->sink);
    f->sink = sink_start(&options, f->journal, &f->err);
    assert_non_null(f->sink);
    assert_int_equal(ask(f, "POST /v1/t", "", "{}"), 200);
    assert_int_equal(sink_port(f->sink), options.port);
}

/* The sink is told of a file limit that leaves it 64 connections. Without epoll, libmicrohttpd closes what is beyond. */
static void a_full_sink_takes_the_next_client_when_one_leaves(void **state)
{
    enum { MOST = 64 };
    struct fixture *f = *state;
    struct rlimit before, small;
    struct timeval soon = {.tv_sec = 10}; /* before the others' time is up */
    int fds[MOST + 1];
    if (!OS_HAS_EPOLL) {
        skip();
    }
    getrlimit(RLIMIT_NOFILE, &before);
    small = before;
    small.rlim_cur = 2 * MOST;
    sink_stop(f->sink);
    setrlimit(RLIMIT_NOFILE, &small);
    f->sink = sink_start(&f->options, f->journal, &f->err);
    setrlimit(RLIMIT_NOFILE, &before);
    assert_non_null(f->sink);
    str_clear(&f->text);
    compose(&f->text, "POST /v1/t", "", "{}", 2);
    for (int i = 0; i <= MOST; i++) {
        fds[i] = dial(f->sink);
        say(fds[i], f->text.data, f->text.len);
        if (i < MOST) {
            str_clear(&f->reply);
            hear(fds[i], &f->reply);
        }
    }
    close(fds[0]);
    setsockopt(fds[MOST], SOL_SOCKET, SO_RCVTIMEO, &soon, sizeof soon);
    str_clear(&f->reply);
    hear(fds[MOST], &f->reply);
    assert_int_equal(status_of(&f->reply), 200);
    for (int i = 1; i <= MOST; i++) {
        close(fds[i]);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

static const struct CMUnitTest tests[] = {
    TEST(every_path_of_the_api_takes_calls),
    TEST(what_was_sent_is_recorded_as_sent),
    TEST(a_byte_order_mark_is_skipped),
    TEST(an_odd_path_is_taken_if_the_body_looks_like_a_call),
    TEST(a_path_in_other_letters_is_taken_and_told),
    TEST(other_paths_are_refused_and_recorded),
    TEST(requests_without_a_call_are_answered_and_recorded_as_such),
    TEST(the_key_in_a_settings_path_is_shortened),
    TEST(a_pixel_is_a_call_and_always_an_image),
    TEST(metrics_that_are_a_call_are_taken),
    TEST(our_own_endpoints_leave_no_record),
    TEST(the_client_s_count_of_tries_is_recorded),
    TEST(malformed_json_is_told_with_its_place),
    TEST(a_body_of_another_kind_is_told_as_such),
    TEST(gzip_is_inflated_and_its_faults_are_told),
    TEST(an_oversized_body_is_refused_and_recorded_without_it),
    TEST(strictly_what_is_too_large_is_refused_with_its_place),
    TEST(a_client_that_asks_first_is_refused_at_once),
    TEST(a_body_without_a_clear_end_is_refused),
    TEST(a_refused_question_of_our_own_leaves_no_record),
    TEST(it_listens_on_the_loopback_of_v6_too),
    TEST(an_address_that_was_asked_for_is_the_only_one),
    TEST(chunks_count_more_than_a_length),
    TEST(a_large_head_is_answered_or_recorded_as_unanswered),
    TEST(an_answer_without_room_is_sent_all_the_same),
    TEST(its_own_answer_without_room_is_sent_too),
    TEST(a_pixel_may_have_hundreds_of_parameters),
    TEST(what_is_no_http_is_recorded_as_such),
    TEST(what_is_no_request_at_all_is_recorded_too),
    TEST(a_full_disk_is_answered_507),
    TEST(keys_are_found_and_never_stored_whole),
    TEST(keys_are_not_stored_whole_where_the_body_is_refused),
    TEST(pages_of_any_origin_may_send),
    TEST(data_is_read_by_our_own_address_only),
    TEST(beyond_loopback_a_token_is_asked_for),
    TEST(progress_is_reported),
    TEST(chunked_bodies_are_put_together),
    TEST(pipelined_requests_are_answered_in_order),
    TEST(concurrent_clients_lose_nothing),
    TEST(an_upload_that_breaks_off_is_recorded_as_such),
    TEST(a_head_that_breaks_off_is_recorded_as_such),
    TEST(the_end_of_a_connection_is_seen_also_with_its_last_bytes),
    TEST(slow_clients_are_given_up_with_an_answer),
    TEST(large_bodies_may_take_their_time),
    TEST(connections_beyond_the_limit_are_turned_away),
    TEST(a_thousand_connections_work_at_once),
    TEST(every_fault_is_answered_and_recorded),
    TEST(a_closed_connection_has_no_answer_and_one_record),
    TEST(only_calls_and_settings_are_faulted),
    TEST(a_delay_holds_up_nobody_else_and_its_length_is_recorded),
    TEST(stopping_answers_what_is_held_back),
    TEST(a_client_that_gives_up_waiting_leaves_one_record),
    TEST(faults_can_be_there_from_the_start),
    TEST(a_busy_port_is_told_with_the_remedy),
    TEST(a_port_can_be_taken_again_at_once),
    TEST(a_full_sink_takes_the_next_client_when_one_leaves),
};

int main(void)
{
    return cmocka_run_group_tests(tests, NULL, NULL);
}
