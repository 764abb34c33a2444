/* The checker: one pass, a table for string interiors, one bit per open bracket. */
#include "jsontext.h"

#include <stdio.h>
#include <string.h>

#include "scan.h"
#include "utf8.h"

struct checker {
    const unsigned char *start;
    const unsigned char *p;
    const unsigned char *end;
    unsigned depth;
    uint64_t objects[(JSON_MAX_DEPTH + 64) / 64]; /* bit set: that level is an object */
    struct json_facts facts;
    const char *expected; /* what the error says; NULL while all is well */
};

/* Bytes that end a plain run inside a string. */
enum byte_class { PLAIN, QUOTE, ESCAPE, CONTROL, HIGH };

static enum byte_class string_class(unsigned char byte)
{
    return byte >= 0x80 ? HIGH : byte == '"' ? QUOTE : byte == '\\' ? ESCAPE : byte < 0x20 ? CONTROL : PLAIN;
}

static bool fail(struct checker *c, const char *expected)
{
    c->expected = expected;
    return false;
}

static int hex_digit(unsigned char byte)
{
    int lower = byte | 0x20;
    return byte >= '0' && byte <= '9' ? byte - '0' : lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/* The value of four hex digits, or -1. */
static int hex4(const unsigned char *p)
{
    int value = 0;
    for (int i = 0; i < 4; i++) {
        int digit = hex_digit(p[i]);
        if (digit < 0) {
            return -1;
        }
        value = value * 16 + digit;
    }
    return value;
}

/* Behind "\u". */
static bool check_unicode_escape(struct checker *c)
{
    int unit = c->end - c->p < 4 ? -1 : hex4(c->p);
    if (unit < 0) {
        while (c->p < c->end && hex_digit(*c->p) >= 0) {
            c->p++; /* to the one that is none */
        }
        return fail(c, "\\u needs four hexadecimal digits");
    }
    c->p += 4;
    c->facts.nul_escape |= unit == 0;
    if (unit < 0xD800 || unit > 0xDFFF) {
        return true;
    }
    bool pair = unit < 0xDC00 && c->end - c->p >= 6 && c->p[0] == '\\' && c->p[1] == 'u';
    int low = pair ? hex4(c->p + 2) : -1;
    if (low >= 0xDC00 && low <= 0xDFFF) {
        c->p += 6;
    } else {
        c->facts.lone_surrogate = true;
    }
    return true;
}

static bool check_escape(struct checker *c)
{
    c->p++;
    if (c->p == c->end) {
        return fail(c, "the text ends inside a string");
    }
    if (*c->p == 'u') {
        c->p++;
        return check_unicode_escape(c);
    }
    if (*c->p == '\0' || strchr("\"\\/bfnrt", *c->p) == NULL) {
        return fail(c, "a backslash in a string goes before one of \" \\ / b f n r t u");
    }
    c->p++;
    return true;
}

/* At a byte that is not plain, nor the closing quote. */
static bool check_special(struct checker *c)
{
    uint32_t cp;
    bool valid;
    if (c->p == c->end) {
        return fail(c, "the text ends inside a string");
    }
    switch (string_class(*c->p)) {
    case ESCAPE:
        return check_escape(c);
    case CONTROL:
        return fail(c, "a control character in a string must be escaped");
    default:
        c->p += utf8_decode((const char *)c->p, (size_t)(c->end - c->p), &cp, &valid);
        c->facts.invalid_utf8 |= !valid;
        return true;
    }
}

/* At the opening quote; afterwards behind the closing one. */
static bool check_string(struct checker *c)
{
    c->p++;
    for (;;) {
        const unsigned char *p = (const unsigned char *)scan_special((const char *)c->p, (const char *)c->end);
        c->p = p;
        if (p < c->end && *p == '"') {
            c->p = p + 1;
            return true;
        }
        if (!check_special(c)) {
            return false;
        }
    }
}

static bool is_digit(const struct checker *c)
{
    return c->p < c->end && *c->p >= '0' && *c->p <= '9';
}

static bool check_digits(struct checker *c, const char *expected)
{
    if (!is_digit(c)) {
        return fail(c, expected);
    }
    while (is_digit(c)) {
        c->p++;
    }
    return true;
}

static bool check_number(struct checker *c)
{
    c->p += *c->p == '-';
    if (c->p < c->end && *c->p == '0') {
        c->p++;
        if (is_digit(c)) {
            return fail(c, "numbers have no leading zero");
        }
    } else if (!check_digits(c, "a digit must follow the minus sign")) {
        return false;
    }
    if (c->p < c->end && *c->p == '.') {
        c->p++;
        if (!check_digits(c, "a digit must follow the decimal point")) {
            return false;
        }
    }
    if (c->p < c->end && (*c->p | 0x20) == 'e') {
        c->p++;
        c->p += c->p < c->end && (*c->p == '+' || *c->p == '-');
        return check_digits(c, "a digit must follow the exponent's e");
    }
    return true;
}

static bool check_word(struct checker *c, const char *word)
{
    size_t n = strlen(word);
    if ((size_t)(c->end - c->p) < n || memcmp(c->p, word, n) != 0) {
        return fail(c, "expected a value");
    }
    c->p += n;
    return true;
}

static void pass_space(struct checker *c)
{
    for (; c->p < c->end; c->p++) {
        if (*c->p == '\n' || *c->p == '\r') {
            c->facts.line_break = true;
        } else if (*c->p != ' ' && *c->p != '\t') {
            return;
        }
    }
}

/* Mostly there is none. */
static inline void skip_space(struct checker *c)
{
    if (c->p < c->end && *c->p <= ' ') {
        pass_space(c);
    }
}

static bool in_object(const struct checker *c)
{
    return (c->objects[c->depth / 64] >> c->depth % 64 & 1) != 0;
}

static bool open_level(struct checker *c, bool object)
{
    if (c->depth == JSON_MAX_DEPTH) {
        return fail(c, "nested deeper than 1000 levels");
    }
    c->depth++;
    c->facts.depth = c->depth > c->facts.depth ? c->depth : c->facts.depth;
    uint64_t bit = UINT64_C(1) << c->depth % 64;
    uint64_t *word = &c->objects[c->depth / 64];
    *word = object ? *word | bit : *word & ~bit;
    c->p++;
    return true;
}

/* `"key" :` with the space around it. */
static bool check_key(struct checker *c, const char *expected)
{
    if (c->p == c->end || *c->p != '"') {
        return fail(c, expected);
    }
    if (!check_string(c)) {
        return false;
    }
    skip_space(c);
    if (c->p == c->end || *c->p != ':') {
        return fail(c, "expected ':' after the member's name");
    }
    c->p++;
    skip_space(c);
    return true;
}

static bool check_scalar(struct checker *c)
{
    switch (c->p < c->end ? *c->p : 0) {
    case '"':
        return check_string(c);
    case 't':
        return check_word(c, "true");
    case 'f':
        return check_word(c, "false");
    case 'n':
        return check_word(c, "null");
    case '-':
    case '0': case '1': case '2': case '3': case '4': case '5': case '6': case '7': case '8': case '9':
        return check_number(c);
    default:
        return fail(c, "expected a value");
    }
}

/* At a value. Afterwards behind a scalar or an empty container (*complete), or at the first value inside one. */
static bool check_value(struct checker *c, bool *complete)
{
    unsigned char first = c->p < c->end ? *c->p : 0;
    *complete = true;
    if (first != '{' && first != '[') {
        return check_scalar(c);
    }
    if (!open_level(c, first == '{')) {
        return false;
    }
    skip_space(c);
    if (c->p < c->end && *c->p == (first == '{' ? '}' : ']')) {
        c->p++;
        c->depth--;
        return true;
    }
    *complete = false;
    return first == '[' || check_key(c, "expected a member's name in quotes, or '}'");
}

/* Behind a complete value: closes what closes. Afterwards at the next value, or *done. */
static bool check_after(struct checker *c, bool *done)
{
    for (;;) {
        skip_space(c);
        *done = c->depth == 0;
        if (*done) {
            return true;
        }
        bool object = in_object(c);
        unsigned char next = c->p < c->end ? *c->p : 0;
        if (next == ',') {
            c->p++;
            skip_space(c);
            return !object || check_key(c, "expected a member's name in quotes");
        }
        if (next != (object ? '}' : ']')) {
            return fail(c, object ? "expected ',' or '}' after a member" : "expected ',' or ']' after an element");
        }
        c->p++;
        c->depth--;
    }
}

static bool check_text(struct checker *c)
{
    bool done = false;
    skip_space(c);
    while (!done) {
        bool complete = false;
        while (!complete) {
            if (!check_value(c, &complete)) {
                return false;
            }
        }
        if (!check_after(c, &done)) {
            return false;
        }
    }
    return c->p == c->end || fail(c, "expected nothing more after the value");
}

/* Lines end at LF; a CR before it is part of the line. */
static void place(const struct checker *c, struct json_error *error)
{
    const unsigned char *line = c->start;
    error->line = error->column = 1;
    for (const unsigned char *p = c->start; (p = memchr(p, '\n', (size_t)(c->p - p))) != NULL; line = ++p) {
        error->line++;
    }
    for (const unsigned char *p = line; p < c->p; p++) {
        error->column += (*p & 0xC0) != 0x80;
    }
}

static void explain(const struct checker *c, struct json_error *error)
{
    error->offset = (size_t)(c->p - c->start);
    place(c, error);
    if (c->p == c->end) {
        bool told = strncmp(c->expected, "the text ends", 13) == 0;
        snprintf(error->text, sizeof error->text, "%s%s", c->expected, told ? "" : ", but the text ends");
        return;
    }
    uint32_t cp;
    bool valid;
    utf8_decode((const char *)c->p, (size_t)(c->end - c->p), &cp, &valid);
    if (!valid) {
        snprintf(error->text, sizeof error->text, "%s, found a byte that is not UTF-8", c->expected);
    } else if (cp > 0x20 && cp < 0x7F) {
        snprintf(error->text, sizeof error->text, "%s, found '%c'", c->expected, (int)cp);
    } else {
        snprintf(error->text, sizeof error->text, "%s, found U+%04X", c->expected, (unsigned)cp);
    }
}

static enum json_kind kind_of(unsigned char first)
{
    switch (first) {
    case '{':
        return JSON_OBJECT;
    case '[':
        return JSON_ARRAY;
    case '"':
        return JSON_STRING;
    case 't':
        return JSON_TRUE;
    case 'f':
        return JSON_FALSE;
    case 'n':
        return JSON_NULL;
    default:
        return JSON_NUMBER;
    }
}

bool jsontext_check(const char *text, size_t n, struct json_facts *facts, struct json_error *error)
{
    const unsigned char *bytes = (const unsigned char *)(n > 0 ? text : ""); /* nothing may come as NULL */
    struct checker c = {.start = bytes, .p = bytes, .end = bytes + n};
    bool well_formed = n > 0 ? check_text(&c) : fail(&c, "expected a value");
    if (!well_formed && error != NULL) {
        explain(&c, error);
    }
    if (well_formed && facts != NULL) {
        *facts = c.facts;
        facts->kind = jsontext_kind((struct json_span){text, n});
    }
    return well_formed;
}

enum json_kind jsontext_kind(struct json_span value)
{
    struct json_span trimmed = jsontext_trim(value);
    return trimmed.n == 0 ? JSON_NULL : kind_of((unsigned char)trimmed.p[0]);
}
