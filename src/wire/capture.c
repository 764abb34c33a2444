/* What a capture is, and how it is written. Reading stands in capture_read.c; both follow capture_fields. */
#include "capture.h"

#include <string.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "base64.h"
#include "capture_fields.h"

#define JSON_FORM_DEPTH 200 /* what jq and most readers of NDJSON still take */
#define REFUSED_FROM 400

#define FIELD(name, kind, member) \
    {",\"" name "\":", sizeof(",\"" name "\":") - 1, CAPTURE_FIELD_##kind, offsetof(struct capture, member)}

const struct capture_field capture_fields[] = {
    FIELD("seq", COUNT, seq),
    FIELD("receivedAt", TIME, received),
    FIELD("method", TEXT, method),
    FIELD("path", TEXT, path),
    FIELD("query", TEXT, query),
    FIELD("kind", TEXT, kind),
    FIELD("status", SMALL, status),
    FIELD("code", TEXT, code),
    FIELD("reason", TEXT, reason),
    FIELD("fault", TEXT, fault),
    FIELD("retry", SMALL, retry),
    FIELD("line", SMALL, line),
    FIELD("column", SMALL, column),
    FIELD("userAgent", TEXT, user_agent),
    FIELD("contentType", TEXT, content_type),
    FIELD("encoding", TEXT, encoding),
    FIELD("origin", TEXT, origin),
    FIELD("writeKey", TEXT, write_key),
    FIELD("duration", COUNT, duration),
    FIELD("wireSize", COUNT, wire_size),
    FIELD("inflated", COUNT, inflated),
};
const size_t capture_field_count = sizeof capture_fields / sizeof *capture_fields;

void capture_init(struct capture *capture)
{
    *capture = (struct capture){
        .received = CLOCK_NONE,
        .method = "",
        .path = "",
        .query = "",
        .kind = "",
        .code = "",
        .reason = "",
        .fault = "",
        .user_agent = "",
        .content_type = "",
        .encoding = "",
        .origin = "",
        .write_key = "",
        .form = CAPTURE_NO_BODY,
        .body = "",
    };
}

bool capture_refused(const struct capture *capture)
{
    return capture->status == 0 || capture->status >= REFUSED_FROM;
}

bool capture_is_call(const struct capture *capture)
{
    return capture->kind[0] == '\0';
}

/* The break may have stood around the value and be trimmed. Inside strings JSON has none. */
static bool has_line_break(const char *body, size_t n)
{
    return memchr(body, '\n', n) != NULL || memchr(body, '\r', n) != NULL;
}

enum capture_body capture_form(const char *body, size_t n, const struct json_facts *facts)
{
    if (n == 0) {
        return CAPTURE_NO_BODY;
    }
    if (facts != NULL && !facts->invalid_utf8 && facts->depth <= JSON_FORM_DEPTH &&
        !(facts->line_break && has_line_break(body, n))) {
        return CAPTURE_BODY_JSON;
    }
    return utf8_valid(body, n) ? CAPTURE_BODY_TEXT : CAPTURE_BODY_BYTES;
}

/* How many bytes the first `count` characters take. */
static size_t leading(const char *text, size_t n, unsigned count)
{
    size_t at = 0;
    uint32_t cp;
    bool valid;
    for (; count > 0 && at < n; count--) {
        at += utf8_decode(text + at, n - at, &cp, &valid);
    }
    return at;
}

static unsigned characters(const char *text, size_t n, unsigned enough)
{
    unsigned count = 0;
    for (size_t at = 0; at < n && count < enough; count++) {
        at += leading(text + at, n - at, 1);
    }
    return count;
}

void capture_shorten_key(const char *key, size_t n, struct str *out)
{
    bool is_long = characters(key, n, 12) == 12;
    str_append(out, key, leading(key, n, is_long ? 4 : 2));
    str_puts(out, "...");
    if (is_long) {
        size_t tail = utf8_floor(key, n - 1);
        tail = tail > 0 ? utf8_floor(key, tail - 1) : 0;
        str_append(out, key + tail, n - tail);
    }
}

static void write_number(struct str *out, uint64_t value)
{
    char digits[20];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + value % 10);
        value /= 10;
    } while (value > 0);
    str_append(out, digits + at, sizeof digits - at);
}

static void write_field(const struct capture_field *field, const struct capture *capture, struct str *out)
{
    const char *at = (const char *)capture + field->offset;
    char iso[CLOCK_ISO_SIZE];
    switch (field->kind) {
    case CAPTURE_FIELD_TEXT: {
        const char *text = *(const char *const *)(const void *)at;
        if (text[0] != '\0') {
            str_append(out, field->intro, field->intro_size);
            jsontext_quote(out, text, strlen(text));
        }
        break;
    }
    case CAPTURE_FIELD_COUNT:
    case CAPTURE_FIELD_SMALL: {
        uint64_t value = field->kind == CAPTURE_FIELD_COUNT ? *(const uint64_t *)(const void *)at
                                                            : *(const unsigned *)(const void *)at;
        if (value != 0) {
            str_append(out, field->intro, field->intro_size);
            write_number(out, value);
        }
        break;
    }
    case CAPTURE_FIELD_TIME:
        if (*(const int64_t *)(const void *)at != CLOCK_NONE) {
            clock_format_iso(*(const int64_t *)(const void *)at, iso);
            str_append(out, field->intro, field->intro_size);
            jsontext_quote(out, iso, strlen(iso));
        }
        break;
    }
}

bool capture_write(const struct capture *capture, struct str *head, struct str *tail)
{
    str_puts(head, CAPTURE_OPENING);
    for (size_t i = 0; i < capture_field_count; i++) {
        write_field(&capture_fields[i], capture, head);
    }
    switch (capture->form) {
    case CAPTURE_NO_BODY:
        break;
    case CAPTURE_BODY_JSON:
        str_puts(head, CAPTURE_JSON);
        break;
    case CAPTURE_BODY_TEXT:
        str_puts(head, CAPTURE_TEXT);
        jsontext_quote(head, capture->body, capture->body_size);
        break;
    case CAPTURE_BODY_BYTES:
        str_puts(head, CAPTURE_BASE64 "\"");
        base64_encode(capture->body, capture->body_size, head);
        str_putc(head, '"');
        break;
    }
    str_puts(tail, "}\n");
    return !head->full && !tail->full;
}
