/* Walking text that has been checked. Every loop stops at the end of the span, so text that was not checked gives nonsense
 * but never reads past it. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "jsontext.h"
#include "num.h"
#include "scan.h"
#include "xalloc.h"

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static const char *skip_space(const char *p, const char *end)
{
    while (p < end && is_space(*p)) {
        p++;
    }
    return p;
}

/* Behind the closing quote, from somewhere in a string. */
static const char *string_end(const char *p, const char *end)
{
    for (;;) {
        p = scan_mark(p, end);
        if (p == end || *p == '"') {
            return p < end ? p + 1 : end;
        }
        if (end - p <= 2) {
            return end;
        }
        p += 2;
    }
}

/* The same of the string that opens at `p`. */
static const char *skip_string(const char *p, const char *end)
{
    return string_end(p + 1, end);
}

static bool ends_scalar(char c)
{
    return c == ',' || c == ']' || c == '}' || c == ':' || is_space(c);
}

static const char *skip_scalar(const char *p, const char *end)
{
    while (p < end && !ends_scalar(*p)) {
        p++;
    }
    return p;
}

/* ---- the end of an array or object ---- */

/* How far it is gone through: up to `at`. */
struct passing {
    const char *at;
    size_t depth;
    bool inside;  /* of a string */
    bool escaped; /* the first byte */
    bool done;
};

#ifdef SCAN_WIDE
/* Bytes with a backslash before them that counts; the first one of the next block is passing->escaped. */
static uint64_t escaped_bytes(struct passing *passing, uint64_t slashes)
{
    uint64_t escaped = passing->escaped;
    slashes &= ~escaped;
    passing->escaped = false;
    while (slashes != 0) {
        uint64_t slash = slashes & (~slashes + 1);
        escaped |= slash << 1;
        passing->escaped = slash >> 63 != 0;
        slashes &= ~(slash | slash << 1);
    }
    return escaped;
}

/* Each bit the parity of those up to it: from an opening quote to before the closing one. */
static uint64_t between(uint64_t quotes)
{
    for (unsigned by = 1; by < 64; by *= 2) {
        quotes ^= quotes << by;
    }
    return quotes;
}

static void pass_brackets(struct passing *passing, uint64_t brackets)
{
    for (; brackets != 0 && !passing->done; brackets &= brackets - 1) {
        const char *bracket = passing->at + __builtin_ctzll(brackets);
        passing->depth += (*bracket | 0x20) == '{' ? 1 : (size_t)-1;
        if (passing->depth == 0) {
            passing->at = bracket + 1;
            passing->done = true;
        }
    }
}

/* A string's length, which nobody can foresee, costs no branch here. */
static void pass_blocks(struct passing *passing, const char *end)
{
    while (end - passing->at >= SCAN_WIDE) {
        uint64_t escaped = escaped_bytes(passing, scan_equal(passing->at, '\\'));
        uint64_t quotes = scan_equal(passing->at, '"') & ~escaped;
        uint64_t inside = between(quotes) ^ (passing->inside ? ~UINT64_C(0) : 0);
        passing->inside = inside >> 63 != 0;
        pass_brackets(passing, scan_brackets(passing->at) & ~inside);
        if (passing->done) {
            return;
        }
        passing->at += SCAN_WIDE;
    }
}
#else
static void pass_blocks(struct passing *passing, const char *end)
{
    (void)passing;
    (void)end;
}
#endif

enum structure { NO_STRUCTURE, QUOTE, OPENS, CLOSES };

static const char *pass_rest(const struct passing *passing, const char *end)
{
    static const unsigned char structures[UCHAR_MAX + 1] = {
        ['"'] = QUOTE, ['{'] = OPENS, ['['] = OPENS, ['}'] = CLOSES, [']'] = CLOSES};
    const char *p = passing->at;
    size_t depth = passing->depth;
    while (p < end) {
        enum structure structure = structures[(unsigned char)*p];
        if (structure == QUOTE) {
            p = skip_string(p, end);
            continue;
        }
        p++;
        depth += structure == OPENS;
        if (structure == CLOSES && --depth == 0) {
            break;
        }
    }
    return p;
}

static const char *skip_container(const char *p, const char *end)
{
    struct passing passing = {.at = p};
    pass_blocks(&passing, end);
    if (passing.done) {
        return passing.at;
    }
    if (passing.inside) {
        passing.at = string_end(passing.at + passing.escaped, end);
    }
    return pass_rest(&passing, end);
}

static const char *skip_value(const char *p, const char *end)
{
    if (p == end) {
        return end;
    }
    if (*p == '"') {
        return skip_string(p, end);
    }
    return *p == '{' || *p == '[' ? skip_container(p, end) : skip_scalar(p, end);
}

struct json_span jsontext_trim(struct json_span value)
{
    if (value.n == 0) {
        return value; /* it may be nowhere */
    }
    const char *p = value.p, *end = value.p + value.n;
    p = skip_space(p, end);
    while (end > p && is_space(end[-1])) {
        end--;
    }
    return (struct json_span){p, (size_t)(end - p)};
}

void jsontext_enter(struct json_walk *walk, struct json_span value)
{
    struct json_span inner = jsontext_trim(value);
    bool container = inner.n >= 2 && (inner.p[0] == '{' || inner.p[0] == '[');
    *walk = (struct json_walk){.at = inner.p, .end = inner.p, .first = true};
    if (container) {
        walk->object = inner.p[0] == '{';
        walk->at = inner.p + 1;
        walk->end = inner.p + inner.n - 1;
    }
}

struct json_span jsontext_take(struct json_walk *walk)
{
    const char *start = walk->at;
    walk->at = skip_value(start, walk->end);
    return (struct json_span){start, (size_t)(walk->at - start)};
}

static bool at_close(const struct json_walk *walk)
{
    return walk->at >= walk->end || (walk->open && (*walk->at == ']' || *walk->at == '}'));
}

/* To the next element, or the name of the next member. */
static bool step_on(struct json_walk *walk)
{
    walk->at = skip_space(walk->at, walk->end);
    if (at_close(walk)) {
        return false;
    }
    if (!walk->first) {
        walk->at = skip_space(walk->at + 1, walk->end); /* the comma */
    }
    walk->first = false;
    return walk->at < walk->end;
}

static struct json_span take_key(struct json_walk *walk)
{
    struct json_span key = jsontext_take(walk);
    walk->at = skip_space(walk->at, walk->end);
    walk->at = skip_space(walk->at < walk->end ? walk->at + 1 : walk->end, walk->end); /* the colon */
    return key;
}

bool jsontext_next_key(struct json_walk *walk, struct json_span *key)
{
    if (!walk->object || !step_on(walk)) {
        return false;
    }
    *key = take_key(walk);
    return true;
}

bool jsontext_next(struct json_walk *walk, struct json_span *key, struct json_span *value)
{
    struct json_span name = {walk->at, 0};
    if (!step_on(walk)) {
        return false;
    }
    if (walk->object) {
        name = take_key(walk);
    }
    if (key != NULL) {
        *key = name;
    }
    *value = jsontext_take(walk);
    return true;
}

void jsontext_descend(const struct json_walk *walk, struct json_walk *inner)
{
    bool container = walk->at < walk->end && (*walk->at == '{' || *walk->at == '[');
    *inner = (struct json_walk){
        .at = walk->at + container,
        .end = container ? walk->end : walk->at,
        .object = container && *walk->at == '{',
        .first = true,
        .open = container,
    };
}

void jsontext_ascend(struct json_walk *walk, const struct json_walk *inner)
{
    walk->at = inner->at < walk->end ? inner->at + 1 : walk->end; /* behind its bracket */
}

static bool stands_for_itself(char c)
{
    return c != '\\' && (unsigned char)c < 0x80;
}

bool jsontext_equals(struct json_span token, const char *text)
{
    if (token.n < 2 || (token.n > 2 && stands_for_itself(token.p[1]) && token.p[1] != text[0])) {
        return false; /* most differ in their first letter */
    }
    size_t n = strlen(text);
    if (memchr(token.p, '\\', token.n) == NULL) {
        return token.n - 2 == n && memcmp(token.p + 1, text, n) == 0;
    }
    if (token.n - 2 > 6 * n) {
        return false; /* an escape is at most six bytes for one */
    }
    struct str plain;
    str_init(&plain, token.n);
    bool equal = jsontext_unescape(token, &plain) && plain.len == n && memcmp(plain.data, text, n) == 0;
    str_done(&plain);
    return equal;
}

bool jsontext_has_key(struct json_span object, struct json_span key)
{
    struct json_walk walk;
    struct json_span own, value;
    jsontext_enter(&walk, object);
    while (jsontext_next(&walk, &own, &value)) {
        if (own.n == key.n && memcmp(own.p, key.p, key.n) == 0) {
            return true;
        }
    }
    return false;
}

bool jsontext_member(struct json_span object, const char *key, struct json_span *value)
{
    struct json_walk walk;
    struct json_span name, found;
    bool any = false;
    jsontext_enter(&walk, object);
    while (walk.object && jsontext_next(&walk, &name, &found)) {
        if (jsontext_equals(name, key)) {
            *value = found;
            any = true;
        }
    }
    return any;
}

bool jsontext_may_name(struct json_span text, const char *quoted)
{
    return memmem(text.p, text.n, quoted, strlen(quoted)) != NULL || memchr(text.p, '\\', text.n) != NULL;
}

static bool element(struct json_span array, uint64_t index, struct json_span *value)
{
    struct json_walk walk;
    jsontext_enter(&walk, array);
    while (jsontext_next(&walk, NULL, value)) {
        if (index-- == 0) {
            return true;
        }
    }
    return false;
}

/* ~1 and ~0 of a reference token, in place; false when a '~' stands before anything else. */
static bool resolve(char *token)
{
    char *to = token;
    for (const char *from = token; *from != '\0'; from++) {
        char c = *from;
        if (c == '~') {
            from++;
            if (*from != '0' && *from != '1') {
                return false;
            }
            c = *from == '1' ? '/' : '~';
        }
        *to++ = c;
    }
    *to = '\0';
    return true;
}

/* One token further in. An index has no leading zero. */
static bool step(struct json_span *value, const char *token)
{
    uint64_t index;
    size_t n = strlen(token);
    if (value->n == 0 || value->p[0] != '[') {
        return jsontext_member(*value, token, value);
    }
    return (n == 1 || token[0] != '0') && num_parse_u64(token, n, &index) && element(*value, index, value);
}

bool jsontext_pointer(struct json_span value, const char *pointer, struct json_span *found)
{
    bool there = *pointer == '\0' || *pointer == '/';
    char *copy = xstrdup(pointer), *token = *copy == '/' ? copy + 1 : NULL;
    value = jsontext_trim(value);
    while (there && token != NULL) {
        char *slash = strchr(token, '/');
        if (slash != NULL) {
            *slash = '\0';
        }
        there = resolve(token) && step(&value, token);
        token = slash == NULL ? NULL : slash + 1;
    }
    free(copy);
    if (there) {
        *found = value;
    }
    return there;
}

void jsontext_lex(struct json_lexer *lexer, struct json_span value)
{
    *lexer = (struct json_lexer){value.p, value.p + value.n};
}

static enum json_token_kind punctuation(char c)
{
    switch (c) {
    case '{':
    case '[':
        return JSON_TOKEN_OPEN;
    case '}':
    case ']':
        return JSON_TOKEN_CLOSE;
    case ':':
        return JSON_TOKEN_COLON;
    case ',':
        return JSON_TOKEN_COMMA;
    default:
        return JSON_TOKEN_VALUE;
    }
}

struct json_token jsontext_token(struct json_lexer *lexer)
{
    const char *start = skip_space(lexer->at, lexer->end);
    lexer->at = start;
    if (start == lexer->end) {
        return (struct json_token){.kind = JSON_TOKEN_END, .text = {start, 0}};
    }
    enum json_token_kind kind = punctuation(*start);
    if (kind != JSON_TOKEN_VALUE) {
        lexer->at = start + 1;
        return (struct json_token){kind, {start, 1}};
    }
    lexer->at = skip_value(start, lexer->end);
    lexer->at += lexer->at == start; /* only in text that was not checked */
    const char *next = skip_space(lexer->at, lexer->end);
    if (*start == '"' && next < lexer->end && *next == ':') {
        kind = JSON_TOKEN_KEY;
    }
    return (struct json_token){kind, {start, (size_t)(lexer->at - start)}};
}
