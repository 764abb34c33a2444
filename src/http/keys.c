#include "keys.h"

#include <string.h>
#include <strings.h>

#include "wire/base64.h"
#include "wire/pixel.h"
#include "wire/segment.h"

#define LONG_KEY 12
#define SHOWN_FIRST 4
#define SHOWN_LAST 2
#define SHOWN_SHORT 2

static const char member[] = "\"writeKey\"";

static void cut_at_colon(struct str *text)
{
    const char *colon = memchr(text->data, ':', text->len);
    str_truncate(text, colon != NULL ? (size_t)(colon - text->data) : text->len);
}

static bool is_printable(const struct str *text)
{
    size_t n = 0;
    while (n < text->len && text->data[n] > ' ' && text->data[n] < 0x7f) {
        n++;
    }
    return n == text->len && n > 0;
}

/* What stands behind the scheme; all of it without one, as Dittofeed's SDKs send the key; empty for another scheme. */
static const char *basic_text(const char *authorization)
{
    static const char scheme[] = "Basic";
    if (strncasecmp(authorization, scheme, sizeof scheme - 1) != 0) {
        return authorization[strcspn(authorization, " \t")] == '\0' ? authorization : "";
    }
    const char *text = authorization + sizeof scheme - 1;
    text += *text == ':';
    return text + strspn(text, " \t");
}

/* "Basic: KEY" without a colon after the key is what Roku sends; written by hand, the key is often not encoded at all. */
static void basic_key(const char *authorization, struct str *out)
{
    const char *text = basic_text(authorization);
    size_t n = strcspn(text, " \t");
    bool decoded = base64_decode(text, n, out);
    cut_at_colon(out);
    if (!decoded || !is_printable(out)) {
        str_clear(out);
        str_append(out, text, n);
        cut_at_colon(out);
    }
}

/* The value of a `writeKey=` pair, or n = 0. */
static struct json_span query_key(const char *pair, size_t n)
{
    static const char *const names[] = {"writeKey=", "write_key="};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t size = strlen(names[i]);
        if (n > size && strncasecmp(pair, names[i], size) == 0) {
            return (struct json_span){pair + size, n - size};
        }
    }
    return (struct json_span){pair, 0};
}

/* The KEY of /projects/KEY/settings, with one of the two words mistyped if it is long enough for a key, and that of
 * /analytics.js/v1/KEY/analytics.min.js, which the snippet loads. */
static struct json_span path_key(const char *path)
{
    struct json_span none = {path, 0}, before = none, last = none, segment;
    for (const char *at = path; (segment = segment_next(&at)).n > 0; before = last, last = segment) {
        bool is_named = segment_is(last, "projects") && !segment_is(segment, "projects") && !segment_is(segment, "settings");
        if (is_named || (segment_is(before, "analytics.js") && segment_is(last, "v1"))) {
            return segment;
        }
    }
    return segment_is(last, "settings") && before.n >= LONG_KEY ? before : none;
}

void keys_of_request(const struct request *request, struct str *out)
{
    str_clear(out);
    basic_key(request->headers.authorization, out);
    if (out->len == 0) {
        str_puts(out, request->headers.write_key);
        cut_at_colon(out); /* Jitsu's server SDK: id:secret */
    }
    for (const char *pair = request->query; out->len == 0 && *pair != '\0';) {
        size_t n = strcspn(pair, "&");
        struct json_span key = query_key(pair, n);
        pixel_unescape(key.p, key.n, out);
        pair += n + (pair[n] == '&');
    }
    if (out->len == 0) {
        struct json_span key = path_key(request->path);
        str_append(out, key.p, key.n);
    }
}

void keys_write_path(const char *path, struct str *out)
{
    struct json_span key = path_key(path);
    str_append(out, path, key.n > 0 ? (size_t)(key.p - path) : 0);
    if (key.n > 0) {
        capture_shorten_key(key.p, key.n, out);
    }
    str_puts(out, key.p + key.n);
}

/* A pixel's call is recorded as the body, its keys masked; in base64 they would be there once more. */
static bool is_pixel_data(const char *pair, size_t n)
{
    return n > 5 && memcmp(pair, "data=", 5) == 0;
}

void keys_write_query(const char *query, struct str *out)
{
    while (*query != '\0') {
        size_t n = strcspn(query, "&");
        struct json_span key = query_key(query, n);
        if (key.n > 0) {
            str_append(out, query, (size_t)(key.p - query));
            capture_shorten_key(key.p, key.n, out);
        } else if (is_pixel_data(query, n)) {
            str_puts(out, "data=...");
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

/* The next "writeKey", quotes included, by its one rare letter: many times quicker than looking for the word. */
static const char *find_member(const char *at, const char *end)
{
    const size_t before = 6, behind = sizeof member - 1 - before;
    for (const char *k = at; (k = memchr(k, 'K', (size_t)(end - k))) != NULL; k++) {
        if ((size_t)(k - at) >= before && (size_t)(end - k) >= behind &&
            memcmp(k - before, member, sizeof member - 1) == 0) {
            return k - before;
        }
    }
    return NULL;
}

static bool has_unicode_escape(const char *body, size_t n)
{
    const char *end = body + n;
    for (const char *at = body; (at = memchr(at, '\\', (size_t)(end - at))) != NULL; at += end - at > 1 ? 2 : 1) {
        if (end - at > 1 && at[1] == 'u') {
            return true;
        }
    }
    return false;
}

bool keys_suspected(const char *body, size_t n)
{
    return find_member(body, body + n) != NULL || has_unicode_escape(body, n);
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

/* Item by item: the way to see names that are written with escapes. */
static void mask_walking(char *body, size_t n, struct str *first)
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

/* How long the string that begins at `text` is, without its closing quote. */
static size_t string_length(const char *text, size_t n)
{
    size_t at = 0;
    while (at < n && text[at] != '"') {
        at += text[at] == '\\' && at + 1 < n ? 2 : 1;
    }
    return at;
}

static void mask_quoted(char *body, size_t n, struct str *first)
{
    const char *found;
    for (size_t at = 0; (found = find_member(body + at, body + n)) != NULL;) {
        at = skip_space(body, n, (size_t)(found - body) + sizeof member - 1);
        if (at >= n || body[at] != ':') {
            continue;
        }
        at = skip_space(body, n, at + 1);
        if (at >= n || body[at] != '"') {
            continue;
        }
        at++;
        size_t length = string_length(body + at, n - at);
        if (first->len == 0) {
            jsontext_unescape((struct json_span){body + at, length}, first);
        }
        mask(body + at, length);
        at += length;
    }
}

void keys_mask(char *body, size_t n, struct str *first)
{
    if (has_unicode_escape(body, n)) {
        mask_walking(body, n, first);
    }
    mask_quoted(body, n, first);
}

/* ---- what is no JSON ---- */

/* The next writeKey or write_key, whatever stands around it; NULL when there is none. `size` is its length. */
static const char *find_word(const char *at, const char *end, size_t *size)
{
    static const char *const words[] = {"writeKey", "write_key"};
    for (; at < end; at++) {
        for (size_t i = 0; (*at | 0x20) == 'w' && i < sizeof words / sizeof *words; i++) {
            *size = strlen(words[i]);
            if ((size_t)(end - at) >= *size && strncasecmp(at, words[i], *size) == 0) {
                return at;
            }
        }
    }
    return NULL;
}

/* How many bytes stand between the word and its value: {writeKey: 'k'}, writeKey=k, u'writeKey': u'k', writeKey%22%3A%22k,
 * 'writeKey' => 'k'. 0 when none of them joins the two. */
static size_t joint(const char *text, size_t n)
{
    static const char *const escaped[] = {"%22", "%27", "%3A", "%3D", "%20"};
    bool joins = false;
    for (size_t at = 0; at < n;) {
        size_t step = text[at] != '\0' && strchr("\"'\\:=> \t\r\n", text[at]) != NULL;
        joins |= step > 0 && strchr(":=>", text[at]) != NULL;
        for (size_t i = 0; i < sizeof escaped / sizeof *escaped && n - at >= 3; i++) {
            bool is = strncasecmp(text + at, escaped[i], 3) == 0;
            step = is ? 3 : step;
            joins |= is;
        }
        step = step == 0 && n - at > 1 && text[at] == 'u' && (text[at + 1] == '\'' || text[at + 1] == '"') ? 1 : step;
        if (step == 0) {
            return joins ? at : 0;
        }
        at += step;
    }
    return 0;
}

static size_t word_length(const char *text, size_t n)
{
    size_t at = 0;
    while (at < n && (unsigned char)text[at] > ' ' && strchr("\"'\\&,;%<>(){}[]", text[at]) == NULL) {
        at++;
    }
    return at;
}

static void mask_loose(char *body, size_t n, struct str *first)
{
    const char *found;
    size_t size;
    mask_quoted(body, n, first);
    for (size_t at = 0; (found = find_word(body + at, body + n, &size)) != NULL;) {
        at = (size_t)(found - body) + size;
        size_t between = joint(body + at, n - at);
        size_t length = between > 0 ? word_length(body + at + between, n - at - between) : 0;
        if (length > 0 && first->len == 0) {
            str_append(first, body + at + between, length);
        }
        mask(body + at + between, length);
        at += between + length;
    }
}

/* In UTF-16 and UTF-32 a key has a NUL, or three, beside each letter. */
static void mask_wide(char *body, size_t n, struct str *first)
{
    struct str narrow;
    size_t next = 0;
    str_init(&narrow, n + 1);
    for (size_t i = 0; i < n; i++) {
        if (body[i] != '\0') {
            str_putc(&narrow, body[i]);
        }
    }
    mask_loose(narrow.data, narrow.len, first);
    for (size_t i = 0; i < n; i++) {
        body[i] = body[i] != '\0' ? narrow.data[next++] : '\0';
    }
    str_done(&narrow);
}

void keys_mask_text(char *body, size_t n, struct str *first)
{
    if (memchr(body, '\0', n) != NULL) {
        mask_wide(body, n, first);
    } else {
        mask_loose(body, n, first);
    }
}
