#include "parts.h"

#include <string.h>

#include "base/utf8.h"

#define IS_HIGH(cp) ((cp) >= 0xD800 && (cp) <= 0xDBFF)
#define IS_LOW(cp) ((cp) >= 0xDC00 && (cp) <= 0xDFFF)

static unsigned hex_digit(char c)
{
    return (unsigned)(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
}

static uint32_t hex4(const char *at)
{
    return hex_digit(at[0]) << 12 | hex_digit(at[1]) << 8 | hex_digit(at[2]) << 4 | hex_digit(at[3]);
}

/* The next code point of a string token; half a surrogate pair as itself. Returns where the one behind it begins. */
static const char *next_point(const char *at, const char *end, uint32_t *cp)
{
    static const char letters[] = "bfnrt", meant[] = "\b\f\n\r\t";
    bool valid;
    if (*at != '\\') {
        return at + utf8_decode(at, (size_t)(end - at), cp, &valid);
    }
    const char *letter = strchr(letters, at[1]);
    if (at[1] != 'u') {
        *cp = letter != NULL ? (unsigned char)meant[letter - letters] : (unsigned char)at[1];
        return at + 2;
    }
    *cp = hex4(at + 2);
    at += 6;
    if (IS_HIGH(*cp) && end - at >= 6 && at[0] == '\\' && at[1] == 'u' && IS_LOW(hex4(at + 2))) {
        *cp = 0x10000 + ((*cp - 0xD800) << 10) + (hex4(at + 2) - 0xDC00);
        at += 6;
    }
    return at;
}

static bool has_to_be_escaped(uint32_t cp)
{
    return cp < 0x20 || cp == 0x7F || IS_HIGH(cp) || IS_LOW(cp) || utf8_is_invisible(cp);
}

static bool needs_escapes(struct json_span token)
{
    const char *end = token.p + token.n - 1;
    for (const char *at = token.p + 1; at < end;) {
        uint32_t cp;
        at = next_point(at, end, &cp);
        if (has_to_be_escaped(cp)) {
            return true;
        }
    }
    return false;
}

static void put_code(struct str *out, const struct code *code, uint32_t cp)
{
    str_printf(out, "%s%0*x%s", code->before, code->digits, (unsigned)cp, code->behind);
}

static void put_point(struct str *out, const struct quoting *quoting, uint32_t cp, const char *next)
{
    static const char breaks[] = "\n\r\t", letters[] = "nrt";
    char bytes[4];
    bool special = cp < 0x80 && cp != 0 && (cp == (unsigned char)quoting->quote || strchr(quoting->specials, (int)cp) != NULL);
    const char *row = cp != 0 && cp < 0x20 ? strchr(breaks, (int)cp) : NULL;
    if ((IS_HIGH(cp) || IS_LOW(cp)) && !quoting->halves) {
        cp = UTF8_REPLACEMENT;
    }
    if (special || row != NULL) {
        str_putc(out, '\\');
        str_putc(out, row != NULL ? letters[row - breaks] : (char)cp);
    } else if (has_to_be_escaped(cp)) {
        put_code(out, cp < 0x10000 ? &quoting->code : &quoting->far_code, cp);
    } else if (quoting->in_html && cp == '<' && (*next == '/' || *next == '!' || *next == '\\')) {
        str_puts(out, "\\x3c");
    } else {
        str_append(out, bytes, utf8_encode(cp, bytes));
    }
}

void quote_token(struct str *out, const struct quoting *quoting, struct json_span token)
{
    const char *end = token.p + token.n - 1;
    if (quoting->escaped != NULL && needs_escapes(token)) {
        quoting = quoting->escaped;
    }
    str_putc(out, quoting->quote);
    for (const char *at = token.p + 1; at < end && !out->full;) {
        uint32_t cp;
        at = next_point(at, end, &cp);
        put_point(out, quoting, cp, at);
    }
    str_putc(out, quoting->quote);
}

void quote_text(struct str *out, const struct quoting *quoting, const char *text)
{
    struct str token;
    str_init(&token, strlen(text) * 6 + 2);
    jsontext_quote(&token, text, strlen(text));
    quote_token(out, quoting, (struct json_span){token.data, token.len});
    str_done(&token);
}

void quote_remark(struct str *out, const char *text)
{
    size_t n = strlen(text);
    for (size_t i = 0; i < n;) {
        uint32_t cp;
        bool valid;
        size_t taken = utf8_decode(text + i, n - i, &cp, &valid);
        bool odd = has_to_be_escaped(cp) || (cp < 0x80 && strchr("<>\\*`$\"", (int)cp) != NULL);
        str_append(out, odd ? "?" : text + i, odd ? 1 : taken);
        i += taken;
    }
}
