/* Card numbers, and integers that lose digits. */
#include "facts_parts.h"

#include <stdio.h>
#include <string.h>

#include "base/num.h"

#define CARD_MAX 19
#define SAFE_DIGITS 15    /* of as many every integer is a double */
#define DOUBLE_DIGITS 309 /* of the largest double */
#define EXPONENT_MAX 1000000000u

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_word(char c)
{
    return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '_' || (unsigned char)c >= 0x80;
}

/* The last digit makes a weighted sum a multiple of ten (ISO/IEC 7812-1). */
static bool is_luhn(const char *digits, size_t n)
{
    unsigned sum = 0;
    for (size_t i = 0; i < n; i++) {
        unsigned digit = (unsigned)(digits[n - 1 - i] - '0') << (i & 1);
        sum += digit > 9 ? digit - 9 : digit;
    }
    return sum % 10 == 0;
}

/* The first digits each network gives out, as far as four of them tell, and the lengths of its numbers. */
static const struct issuer {
    unsigned from, to;
    unsigned lengths; /* a bit per length */
} issuers[] = {
#define LENGTH(n) (1u << (n))
    {4000, 4999, LENGTH(16) | LENGTH(19)}, /* Visa */
    {5100, 5599, LENGTH(16)},              /* Mastercard */
    {2221, 2720, LENGTH(16)},
    {3400, 3499, LENGTH(15)},              /* American Express */
    {3700, 3799, LENGTH(15)},
    {6011, 6011, LENGTH(16) | LENGTH(19)}, /* Discover */
    {6440, 6599, LENGTH(16) | LENGTH(19)},
    {3528, 3589, LENGTH(16) | LENGTH(19)}, /* JCB */
    {6200, 6299, LENGTH(16) | LENGTH(19)}, /* UnionPay */
};

static bool is_issued(const char *digits, size_t n)
{
    unsigned first = 0;
    for (size_t i = 0; i < 4; i++) {
        first = first * 10 + (unsigned)(digits[i] - '0');
    }
    for (size_t i = 0; i < sizeof issuers / sizeof *issuers; i++) {
        if (first >= issuers[i].from && first <= issuers[i].to) {
            return (issuers[i].lengths >> n & 1) != 0;
        }
    }
    return false;
}

#define GROUPS 5
static const unsigned char forms[][GROUPS] = {{4, 4, 4, 4, 3}, {4, 4, 4, 4}, {4, 6, 5}, {15}, {16}, {19}};
#define FORMS (sizeof forms / sizeof *forms)

static size_t take_digits(const char *p, const char *end, size_t n, char *digits)
{
    size_t have = 0;
    while (have < n && p + have < end && is_digit(p[have])) {
        digits[have] = p[have];
        have++;
    }
    return have;
}

/* Groups of so many digits, with the same separator between all of them. Where they end, NULL when they are not there; the
 * number of digits in *n. */
static const char *take_form(const char *p, const char *end, const unsigned char form[GROUPS], char digits[CARD_MAX], size_t *n)
{
    char separator = p + form[0] < end ? p[form[0]] : '\0';
    *n = 0;
    for (size_t group = 0; group < GROUPS && form[group] > 0; group++) {
        bool separated = group == 0 || (p < end && *p == separator && (separator == ' ' || separator == '-'));
        p += group > 0;
        if (!separated || take_digits(p, end, form[group], digits + *n) < form[group]) {
            return NULL;
        }
        p += form[group];
        *n += form[group];
    }
    return p;
}

static bool goes_on(const char *p, const char *end)
{
    return p < end && (is_word(*p) || (*p == '.' && end - p > 1 && is_digit(p[1])));
}

/* Digits in one group, or grouped as on the card. Returns how long it is with its separators; 0 when there is none. */
static size_t card_at(const char *p, const char *end)
{
    char digits[CARD_MAX];
    for (size_t i = 0; i < FORMS; i++) {
        size_t n;
        const char *behind = take_form(p, end, forms[i], digits, &n);
        if (behind != NULL && !goes_on(behind, end) && is_issued(digits, n) && is_luhn(digits, n)) {
            return (size_t)(behind - p);
        }
    }
    return 0;
}

bool facts_next_card(struct json_span text, size_t *at, struct json_span *card)
{
    const char *end = text.p + text.n;
    for (const char *p = text.p + *at; end - p >= SAFE_DIGITS; p++) {
        /* A decimal point or a minus sign before it: a part of something else. */
        bool begins = is_digit(*p) && (p == text.p || (!is_word(p[-1]) && p[-1] != '.' && p[-1] != '-'));
        size_t n = begins ? card_at(p, end) : 0;
        if (n > 0) {
            *card = (struct json_span){p, n};
            *at = (size_t)(p - text.p) + n;
            return true;
        }
    }
    *at = text.n;
    return false;
}

/* ---- integers ---- */

/* JavaScript prints the fewest digits that read as the same double, and zeros behind them: are those the digits that came? */
static bool loses_digits(const char *digits, size_t n)
{
    uint64_t value, printed;
    char shortest[NUM_TEXT_SIZE];
    size_t significant = n;
    while (significant > 0 && digits[significant - 1] == '0') {
        significant--;
    }
    if (significant <= SAFE_DIGITS || !num_parse_u64(digits, n, &value)) {
        return significant > SAFE_DIGITS;
    }
    for (int fraction = SAFE_DIGITS; fraction <= SAFE_DIGITS + 1; fraction++) {
        snprintf(shortest, sizeof shortest, "%.*e", fraction, (double)value);
        size_t kept = 1 + (size_t)fraction;
        memmove(shortest + 1, shortest + 2, kept - 1); /* over the point */
        memset(shortest + kept, '0', n > kept ? n - kept : 0);
        if (num_parse_u64(shortest, n, &printed) && (double)printed == (double)value) {
            return printed != value;
        }
    }
    return true;
}

/* Of a number of n digits, the first of which is not 0, before the point and `exponent`: at least 1.7976931348623159e308. */
static bool is_past_all(const char *digits, size_t n, int64_t exponent)
{
    static const char largest[] = "17976931348623159";
    int64_t magnitude = (int64_t)n + exponent;
    if (magnitude != DOUBLE_DIGITS) {
        return magnitude > DOUBLE_DIGITS;
    }
    for (size_t i = 0; largest[i] != '\0'; i++) {
        char digit = i < n ? digits[i] : '0';
        if (digit != largest[i]) {
            return digit > largest[i];
        }
    }
    return true;
}

static int64_t read_exponent(struct json_span number, size_t at)
{
    uint64_t value = 0;
    bool sign = at + 1 < number.n && (number.p[at + 1] == '-' || number.p[at + 1] == '+');
    size_t from = at + 1 + sign;
    if (from < number.n && (!num_parse_u64(number.p + from, number.n - from, &value) || value > EXPONENT_MAX)) {
        value = EXPONENT_MAX;
    }
    return sign && number.p[at + 1] == '-' ? -(int64_t)value : (int64_t)value;
}

bool facts_is_unsafe(struct json_span number)
{
    size_t first = number.n > 0 && number.p[0] == '-';
    while (first + 1 < number.n && number.p[first] == '0' && is_digit(number.p[first + 1])) {
        first++; /* no JSON: a refused call */
    }
    size_t end = first;
    while (end < number.n && is_digit(number.p[end])) {
        end++;
    }
    size_t exponent_at = end;
    while (exponent_at < number.n && (number.p[exponent_at] | 0x20) != 'e') {
        exponent_at++;
    }
    if (end == number.n) {
        return loses_digits(number.p + first, end - first) || is_past_all(number.p + first, end - first, 0);
    }
    /* A point first: 0.00012e400. Nobody writes such numbers, and they are taken for what the exponent says. */
    return is_past_all(number.p + first, end - first, exponent_at < number.n ? read_exponent(number, exponent_at) : 0);
}
