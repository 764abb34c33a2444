/* JSON strings to text and back. */
#include <stdio.h>
#include <string.h>

#include "jsontext.h"
#include "scan.h"
#include "utf8.h"

#define REPLACEMENT "\xEF\xBF\xBD"

/* The UTF-16 unit of the \uXXXX at `p`; 0x10000 when that is not what stands there. */
static uint32_t unit_at(const char *p, const char *end)
{
    if (end - p < 6 || p[0] != '\\' || p[1] != 'u') {
        return 0x10000;
    }
    uint32_t value = 0;
    for (int i = 2; i < 6; i++) {
        unsigned char c = (unsigned char)p[i];
        unsigned digit = c <= '9' ? c - (unsigned)'0' : (c | 0x20u) - 'a' + 10;
        value = value * 16 + digit % 16;
    }
    return value;
}

/* At a backslash; returns behind the escape. */
static const char *unescape_one(const char *p, const char *end, struct str *out)
{
    static const char from[] = "bfnrt", to[] = "\b\f\n\r\t";
    char bytes[4];
    uint32_t unit = unit_at(p, end);
    if (unit > 0xFFFF) {
        const char *found = end - p < 2 || p[1] == '\0' ? NULL : strchr(from, p[1]);
        str_putc(out, found != NULL ? to[found - from] : end - p < 2 ? '\\' : p[1]);
        return end - p < 2 ? end : p + 2;
    }
    uint32_t low = unit_at(p + 6, end);
    if (unit >= 0xD800 && unit < 0xDC00 && low >= 0xDC00 && low <= 0xDFFF) {
        str_append(out, bytes, utf8_encode(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00), bytes));
        return p + 12;
    }
    if (unit >= 0xD800 && unit <= 0xDFFF) {
        unit = UTF8_REPLACEMENT;
    }
    str_append(out, bytes, utf8_encode(unit, bytes));
    return p + 6;
}

/* Copies bytes that need nothing but valid UTF-8. */
static void append_valid(struct str *out, const char *p, size_t n)
{
    if (utf8_valid(p, n)) {
        str_append(out, p, n);
        return;
    }
    while (n > 0) {
        uint32_t cp;
        bool valid;
        size_t taken = utf8_decode(p, n, &cp, &valid);
        str_append(out, valid ? p : REPLACEMENT, valid ? taken : strlen(REPLACEMENT));
        p += taken;
        n -= taken;
    }
}

bool jsontext_unescape(struct json_span token, struct str *out)
{
    bool quoted = token.n >= 2 && token.p[0] == '"';
    const char *p = token.p + quoted, *end = token.p + token.n - quoted;
    while (p < end) {
        const char *slash = memchr(p, '\\', (size_t)(end - p));
        append_valid(out, p, (size_t)((slash == NULL ? end : slash) - p));
        p = slash == NULL ? end : unescape_one(slash, end, out);
    }
    return !out->full;
}

static bool must_escape(unsigned char c)
{
    return c < 0x20 || c == '"' || c == '\\';
}

static void escape_one(struct str *out, char c)
{
    static const char from[] = "\"\\\b\f\n\r\t", to[] = "\"\\bfnrt";
    const char *found = c == '\0' ? NULL : strchr(from, c);
    char text[8];
    if (found != NULL) {
        str_append(out, (const char[]){'\\', to[found - from]}, 2);
    } else {
        str_append(out, text, (size_t)snprintf(text, sizeof text, "\\u%04x", (unsigned)c));
    }
}

bool jsontext_escape(struct str *out, const char *bytes, size_t n)
{
    const char *end = bytes + n, *p = scan_special(bytes, end);
    str_append(out, bytes, (size_t)(p - bytes));
    while (p < end) {
        const char *plain = p;
        while (p < end && !must_escape((unsigned char)*p)) {
            p++;
        }
        append_valid(out, plain, (size_t)(p - plain));
        if (p < end) {
            escape_one(out, *p++);
        }
    }
    return !out->full;
}

bool jsontext_quote(struct str *out, const char *bytes, size_t n)
{
    str_putc(out, '"');
    jsontext_escape(out, bytes, n);
    str_putc(out, '"');
    return !out->full;
}
