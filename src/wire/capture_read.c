/* Reading a line of a journal back. Our own records stand in one order and are read straight through; whatever
 * departs from it (edited, damaged, somebody else's) goes the slow way through the tokenizer. */
#include "capture.h"

#include <string.h>

#include "base/clock.h"
#include "base/num.h"
#include "base64.h"
#include "capture_fields.h"

/* Texts are gathered in `scratch`, which moves while it grows: until the end only their places are known. */
struct reading {
    struct str *scratch;
    struct capture *capture;
    size_t places[32]; /* by field: 1 + where its text begins in scratch, 0 = none */
    size_t body_place; /* likewise */
    bool full;
    bool own; /* written by this process: the body needs no check */
};

static void *member_of(const struct reading *reading, const struct capture_field *field)
{
    return (char *)reading->capture + field->offset;
}

static void keep_text(struct reading *reading, size_t field, struct json_span token)
{
    size_t place = reading->scratch->len;
    bool plain = memchr(token.p, '\\', token.n) == NULL;
    bool kept = plain ? str_append(reading->scratch, token.p + 1, token.n - 2)
                      : jsontext_unescape(token, reading->scratch);
    reading->full = !kept || !str_putc(reading->scratch, '\0') || reading->full;
    reading->places[field] = place + 1;
}

static bool keep_number(struct reading *reading, size_t index, struct json_span token)
{
    const struct capture_field *field = &capture_fields[index];
    uint64_t value;
    if (!num_parse_u64(token.p, token.n, &value)) {
        return false;
    }
    if (field->kind == CAPTURE_FIELD_COUNT) {
        *(uint64_t *)member_of(reading, field) = value;
    } else {
        *(unsigned *)member_of(reading, field) = value <= UINT32_MAX ? (unsigned)value : UINT32_MAX;
    }
    return true;
}

/* False when the value is not of the field's kind. `token` is well-formed. */
static bool keep_field(struct reading *reading, size_t index, struct json_span token)
{
    const struct capture_field *field = &capture_fields[index];
    bool is_string = token.p[0] == '"';
    switch (field->kind) {
    case CAPTURE_FIELD_TEXT:
        if (is_string) {
            keep_text(reading, index, token);
        }
        return is_string;
    case CAPTURE_FIELD_TIME:
        return is_string && clock_parse_iso(token.p + 1, token.n - 2, (int64_t *)member_of(reading, field));
    case CAPTURE_FIELD_COUNT:
    case CAPTURE_FIELD_SMALL:
        return keep_number(reading, index, token);
    }
    return false;
}

static bool keep_encoded(struct reading *reading, enum capture_body form, struct json_span token)
{
    size_t place = reading->scratch->len;
    reading->capture->form = form;
    reading->body_place = place + 1;
    if (token.p[0] != '"') {
        return false;
    }
    bool kept = form == CAPTURE_BODY_TEXT ? jsontext_unescape(token, reading->scratch)
                                          : base64_decode(token.p + 1, token.n - 2, reading->scratch);
    reading->capture->body_size = reading->scratch->len - place;
    reading->full = reading->full || reading->scratch->full;
    return kept;
}

static void keep_json(struct reading *reading, struct json_span body)
{
    reading->capture->form = CAPTURE_BODY_JSON;
    reading->capture->body = body.p;
    reading->capture->body_size = body.n;
    reading->body_place = 0;
}

static void begin(struct reading *reading, struct str *scratch, struct capture *capture)
{
    str_clear(scratch);
    capture_init(capture);
    *reading = (struct reading){.scratch = scratch, .capture = capture};
}

static void settle_places(struct reading *reading)
{
    for (size_t i = 0; i < capture_field_count; i++) {
        if (reading->places[i] != 0) {
            *(const char **)member_of(reading, &capture_fields[i]) = reading->scratch->data + reading->places[i] - 1;
        }
    }
    if (reading->body_place != 0) {
        reading->capture->body = reading->scratch->data + reading->body_place - 1;
    }
}

static enum capture_line bad(struct capture *capture, const char *line, size_t n, const char *reason)
{
    capture_init(capture);
    capture->reason = reason;
    capture->form = capture_form(line, n, NULL);
    capture->body = line;
    capture->body_size = n;
    return CAPTURE_LINE_BAD;
}

/* Every record of ours names its method; without it the line could not be told from somebody's call. */
static enum capture_line finish_record(struct reading *reading, struct json_span line)
{
    settle_places(reading);
    return reading->capture->method[0] != '\0' ? CAPTURE_LINE_RECORD
                                               : bad(reading->capture, line.p, line.n, "a record without a method");
}

/* ---- our own order ---- */

/* The string or number token at `at`; empty unless it is as simple as ours are. */
static struct json_span simple_token(const char *at, const char *end)
{
    const char *p = at;
    if (p < end && *p == '"') {
        for (p++; p < end && *p != '"'; p++) {
            if ((unsigned char)*p < ' ' || *p == '\\') {
                return (struct json_span){at, 0};
            }
        }
        return (struct json_span){at, p < end ? (size_t)(p + 1 - at) : 0};
    }
    while (p < end && *p >= '0' && *p <= '9') {
        p++;
    }
    return (struct json_span){at, (size_t)(p - at)};
}

static bool starts(const char *at, const char *end, const char *literal, size_t n)
{
    return (size_t)(end - at) >= n && memcmp(at, literal, n) == 0;
}

/* False when the line is not in our order; nothing is wrong with it then. */
static bool read_quickly(struct reading *reading, const char *line, size_t n)
{
    const char *at = line + sizeof CAPTURE_OPENING - 1, *end = line + n - 1;
    if (n < sizeof CAPTURE_OPENING || memcmp(line, CAPTURE_OPENING, sizeof CAPTURE_OPENING - 1) != 0 || *end != '}') {
        return false;
    }
    for (size_t i = 0; i < capture_field_count; i++) {
        const struct capture_field *field = &capture_fields[i];
        if (!starts(at, end, field->intro, field->intro_size)) {
            continue;
        }
        struct json_span token = simple_token(at + field->intro_size, end);
        if (token.n == 0 || !keep_field(reading, i, token)) {
            return false;
        }
        at = token.p + token.n;
    }
    if (starts(at, end, CAPTURE_JSON, sizeof CAPTURE_JSON - 1)) {
        at += sizeof CAPTURE_JSON - 1;
        struct json_span body = {at, (size_t)(end - at)};
        if (!reading->own && !jsontext_check(body.p, body.n, NULL, NULL)) {
            return false;
        }
        keep_json(reading, jsontext_trim(body));
        at = end;
    }
    return at == end && reading->capture->seq != 0;
}

/* ---- any order ---- */

/* The field a member's name (with its quotes) stands for, or capture_field_count. */
static size_t field_of(struct json_span key)
{
    for (size_t i = 0; i < capture_field_count; i++) {
        const struct capture_field *field = &capture_fields[i];
        if (key.n == field->intro_size - 2 && memcmp(key.p, field->intro + 1, key.n) == 0) {
            return i;
        }
    }
    return capture_field_count;
}

static bool is_intro(struct json_span key, const char *intro)
{
    return key.n == strlen(intro) - 2 && memcmp(key.p, intro + 1, key.n) == 0;
}

static const char *read_member(struct reading *reading, struct json_span key, struct json_span value)
{
    size_t field = field_of(key);
    if (field < capture_field_count) {
        return keep_field(reading, field, value) ? NULL : "a record with a member of the wrong kind";
    }
    if (is_intro(key, CAPTURE_JSON)) {
        keep_json(reading, value);
    } else if (is_intro(key, CAPTURE_TEXT)) {
        return keep_encoded(reading, CAPTURE_BODY_TEXT, value) ? NULL : "a record whose text cannot be read";
    } else if (is_intro(key, CAPTURE_BASE64)) {
        return keep_encoded(reading, CAPTURE_BODY_BYTES, value) ? NULL : "a record whose base64 cannot be read";
    }
    return NULL;
}

static enum capture_line read_members(struct reading *reading, const char *line, size_t n)
{
    struct json_walk walk;
    struct json_span key, value;
    jsontext_enter(&walk, (struct json_span){line, n});
    while (jsontext_next(&walk, &key, &value)) {
        const char *wrong = read_member(reading, key, jsontext_trim(value));
        if (wrong != NULL) {
            return bad(reading->capture, line, n, reading->full ? "a record too large to be read" : wrong);
        }
    }
    if (reading->capture->seq == 0) {
        return bad(reading->capture, line, n, "a record without seq");
    }
    return finish_record(reading, (struct json_span){line, n});
}

enum origin { OURS, NEWER, REPORTED, REQUEST, OTHER };

/* A line of `callboard serve --requests --json`: what it tells of is no call, and its body is not there. */
static bool is_request(struct json_span line)
{
    struct json_span request, member;
    return jsontext_kind(line) == JSON_OBJECT && jsontext_member(line, "request", &request) &&
           jsontext_kind(request) == JSON_OBJECT && jsontext_member(request, "seq", &member) &&
           jsontext_member(request, "wireSize", &member) && jsontext_member(request, "durationMs", &member);
}

/* A line of `callboard serve --json` has seq and call but no "v". */
static enum origin origin_of(struct json_span line, struct json_span *call)
{
    struct json_span seq, version;
    if (is_request(line)) {
        return REQUEST;
    }
    if (jsontext_kind(line) != JSON_OBJECT || !jsontext_member(line, "seq", &seq) ||
        jsontext_kind(seq) != JSON_NUMBER) {
        return OTHER;
    }
    if (jsontext_member(line, "call", call) && jsontext_kind(*call) == JSON_OBJECT) {
        return REPORTED;
    }
    struct json_span method;
    if (!jsontext_member(line, "v", &version) || jsontext_kind(version) != JSON_NUMBER ||
        !jsontext_member(line, "method", &method)) {
        return OTHER;
    }
    return version.n == 1 && version.p[0] == '1' ? OURS : NEWER;
}

static enum capture_line read_foreign(struct json_span body, const struct json_facts *facts, struct capture *capture)
{
    capture_init(capture);
    capture->status = 200;
    capture->form = capture_form(body.p, body.n, facts);
    capture->body = body.p;
    capture->body_size = body.n;
    return CAPTURE_LINE_FOREIGN;
}

static enum capture_line read_reported(struct json_span line, struct json_span call, const struct json_facts *facts,
                                       struct capture *capture)
{
    struct json_span received;
    read_foreign(call, facts, capture);
    if (jsontext_member(line, "receivedAt", &received) && jsontext_kind(received) == JSON_STRING &&
        !clock_parse_iso(received.p + 1, received.n - 2, &capture->received)) {
        capture->received = CLOCK_NONE;
    }
    return CAPTURE_LINE_FOREIGN;
}

/* A byte order mark stands before the first line of files written on Windows. */
static struct json_span skip_mark(const char *line, size_t n)
{
    size_t mark = n >= 3 && memcmp(line, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    return (struct json_span){line + mark, n - mark};
}

static bool is_blank(struct json_span line)
{
    size_t at = 0;
    while (at < line.n && (line.p[at] == ' ' || line.p[at] == '\t' || line.p[at] == '\r')) {
        at++;
    }
    return at == line.n;
}

/* What is wrong with a line that is not JSON, and what to do. */
static void explain(struct str *reason, struct json_span line, const struct json_error *error)
{
    bool goes_on = error->offset == line.n && (line.p[0] == '{' || line.p[0] == '[');
    if (line.n >= 2 && memcmp(line.p, "\x1f\x8b", 2) == 0) {
        str_puts(reason, "packed by gzip: unpack it first, as zcat does");
        return;
    }
    str_printf(reason, "not JSON: %s at byte %zu%s", error->text, error->offset + 1,
               goes_on ? ": each call takes one line, `jq -c .` writes it so" : "");
}

static enum capture_line read_slowly(struct reading *reading, struct json_span line)
{
    struct json_facts facts;
    struct json_error error;
    struct json_span call;
    if (!jsontext_check(line.p, line.n, &facts, &error)) {
        enum capture_line result = bad(reading->capture, line.p, line.n, "");
        explain(reading->scratch, line, &error);
        reading->capture->reason = reading->scratch->data;
        return result;
    }
    line = jsontext_trim(line);
    switch (origin_of(line, &call)) {
    case OURS:
        return read_members(reading, line.p, line.n);
    case NEWER:
        return bad(reading->capture, line.p, line.n, "a record of a newer callboard; open it with that one");
    case REPORTED:
        return read_reported(line, jsontext_trim(call), &facts, reading->capture);
    case REQUEST:
        return CAPTURE_LINE_BLANK;
    case OTHER:
        break;
    }
    return read_foreign(line, &facts, reading->capture);
}

static enum capture_line read_line(struct json_span span, bool own, struct str *scratch, struct capture *capture)
{
    const char *line = span.p;
    size_t n = span.n;
    struct reading reading;
    begin(&reading, scratch, capture);
    reading.own = own;
    if (n > 0 && read_quickly(&reading, line, n) && !reading.full) {
        return finish_record(&reading, span);
    }
    begin(&reading, scratch, capture);
    struct json_span rest = skip_mark(line, n);
    return is_blank(rest) ? CAPTURE_LINE_BLANK : read_slowly(&reading, rest);
}

bool capture_is_begun(const char *line, size_t n)
{
    size_t opening = sizeof CAPTURE_OPENING - 1;
    return memcmp(line, CAPTURE_OPENING, n < opening ? n : opening) == 0;
}

enum capture_line capture_read(const char *line, size_t n, struct str *scratch, struct capture *capture)
{
    return read_line((struct json_span){line, n}, false, scratch, capture);
}

enum capture_line capture_read_own(const char *line, size_t n, struct str *scratch, struct capture *capture)
{
    return read_line((struct json_span){line, n}, true, scratch, capture);
}
