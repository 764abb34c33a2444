#include "keys.h"

#include <string.h>
#include <strings.h>

#include "wire/base64.h"

#define LONG_KEY 12
#define SHOWN_FIRST 4
#define SHOWN_LAST 2
#define SHOWN_SHORT 2

static const char member[] = "\"writeKey\"";

/* "Basic: KEY" without a colon after the key is what Roku sends. */
static void basic_key(const char *authorization, struct str *out)
{
    static const char scheme[] = "Basic";
    if (strncasecmp(authorization, scheme, sizeof scheme - 1) != 0) {
        return;
    }
    const char *text = authorization + sizeof scheme - 1;
    text += *text == ':';
    text += strspn(text, " \t");
    base64_decode(text, strcspn(text, " \t"), out);
    const char *colon = memchr(out->data, ':', out->len);
    str_truncate(out, colon != NULL ? (size_t)(colon - out->data) : out->len);
}

/* The value of a `writeKey=` pair, or n = 0. */
static struct json_span query_key(const char *pair, size_t n)
{
    static const char name[] = "writeKey=";
    bool is_key = n > sizeof name - 1 && strncasecmp(pair, name, sizeof name - 1) == 0;
    return is_key ? (struct json_span){pair + sizeof name - 1, n - (sizeof name - 1)} : (struct json_span){pair, 0};
}

void keys_of_request(const struct request *request, struct str *out)
{
    str_clear(out);
    basic_key(request->headers.authorization, out);
    if (out->len == 0) {
        str_puts(out, request->headers.write_key);
    }
    for (const char *pair = request->query; out->len == 0 && *pair != '\0';) {
        size_t n = strcspn(pair, "&");
        struct json_span key = query_key(pair, n);
        str_append(out, key.p, key.n);
        pair += n + (pair[n] == '&');
    }
}

void keys_write_query(const char *query, struct str *out)
{
    while (*query != '\0') {
        size_t n = strcspn(query, "&");
        struct json_span key = query_key(query, n);
        if (key.n > 0) {
            str_append(out, query, (size_t)(key.p - query));
            capture_shorten_key(key.p, key.n, out);
        } else {
            str_append(out, query, n);
        }
        query += n;
        if (*query == '&') {
            str_putc(out, '&');
            query++;
        }
    }
}

bool keys_suspected(const char *body, size_t n)
{
    const char *end = body + n, *at = body;
    /* By its one rare letter, which is many times quicker than looking for the word. */
    while ((at = memchr(at, 'K', (size_t)(end - at))) != NULL) {
        if (at - body >= 5 && end - at >= 3 && memcmp(at - 5, "writeKey", 8) == 0) {
            return true;
        }
        at++;
    }
    /* The name may be written with escapes. */
    return memchr(body, '\\', n) != NULL && memmem(body, n, "\\u", 2) != NULL;
}

/* Masks the inside of a string token. Escapes and other alphabets are no key's usual form: nothing of them is kept,
 * since cutting one in two would break the text. */
static void mask(char *inside, size_t n)
{
    bool plain = memchr(inside, '\\', n) == NULL;
    for (size_t i = 0; i < n && plain; i++) {
        plain = (unsigned char)inside[i] < 0x80;
    }
    size_t first = n >= LONG_KEY ? SHOWN_FIRST : SHOWN_SHORT, last = n >= LONG_KEY ? SHOWN_LAST : 0;
    if (!plain) {
        memset(inside, '*', n);
    } else if (n > first + last) {
        memset(inside + first, '*', n - first - last);
    }
}

static void mask_members(char *body, struct json_span object, struct str *first)
{
    struct json_walk walk;
    struct json_span key, value;
    jsontext_enter(&walk, object);
    while (walk.object && jsontext_next(&walk, &key, &value)) {
        if (!jsontext_equals(key, "writeKey")) {
            continue;
        }
        value = jsontext_trim(value);
        if (jsontext_kind(value) == JSON_STRING) {
            if (first->len == 0) {
                jsontext_unescape(value, first);
            }
            mask(body + (value.p - body) + 1, value.n - 2);
        }
    }
}

static void mask_items(char *body, struct json_span array, struct str *first)
{
    struct json_walk walk;
    struct json_span item;
    jsontext_enter(&walk, array);
    while (!walk.object && jsontext_next(&walk, NULL, &item)) {
        mask_members(body, item, first);
    }
}

void keys_mask(char *body, size_t n, struct str *first)
{
    struct json_walk walk;
    struct json_span whole = {body, n}, key, value;
    mask_members(body, whole, first);
    mask_items(body, whole, first); /* a bare array of calls */
    jsontext_enter(&walk, whole);
    while (walk.object && jsontext_next(&walk, &key, &value)) {
        if (jsontext_equals(key, "batch")) {
            mask_items(body, value, first);
        }
    }
}

static size_t skip_space(const char *body, size_t n, size_t at)
{
    while (at < n && strchr(" \t\r\n", body[at]) != NULL && body[at] != '\0') {
        at++;
    }
    return at;
}

void keys_mask_text(char *body, size_t n)
{
    const char *found;
    for (size_t at = 0; (found = memmem(body + at, n - at, member, sizeof member - 1)) != NULL;) {
        at = skip_space(body, n, (size_t)(found - body) + sizeof member - 1);
        if (at >= n || body[at] != ':') {
            continue;
        }
        at = skip_space(body, n, at + 1);
        if (at >= n || body[at] != '"') {
            continue;
        }
        at++;
        const char *end = memchr(body + at, '"', n - at);
        size_t length = end != NULL ? (size_t)(end - (body + at)) : n - at;
        mask(body + at, length);
        at += length;
    }
}
