/* How texts, words, numbers and times are compared. */
#include "filter_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/num.h"
#include "base/utf8.h"
#include "base/xalloc.h"

static char fold(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

/* ---- patterns ---- */

static bool is_escape(const struct filter_pattern *pattern, size_t at)
{
    return pattern->text[at] == '\\' && at + 1 < pattern->n && strchr("*?\\", pattern->text[at + 1]) != NULL;
}

void filter_pattern_init(struct filter_pattern *pattern, const char *text, size_t n, bool exact)
{
    *pattern = (struct filter_pattern){.text = xstrndup(text, n), .n = n, .literal = true, .any_case = !exact};
    for (size_t i = 0; i < n; i++) {
        pattern->any_case = pattern->any_case && !(text[i] >= 'A' && text[i] <= 'Z');
        pattern->literal = pattern->literal && (exact || strchr("*?\\", text[i]) == NULL);
    }
}

void filter_pattern_done(struct filter_pattern *pattern)
{
    free(pattern->text);
}

static bool same(const struct filter_pattern *pattern, char a, char b)
{
    return a == b || (pattern->any_case && a == fold(b));
}

static bool equal(const struct filter_pattern *pattern, const char *text, size_t n)
{
    size_t i = 0;
    while (i < n && same(pattern, pattern->text[i], text[i])) {
        i++;
    }
    return i == n;
}

static size_t character(const char *text, size_t n)
{
    uint32_t cp;
    bool valid;
    return utf8_decode(text, n, &cp, &valid);
}

/* One step of a pattern over a text: false when neither moved. */
static bool step(const struct filter_pattern *pattern, size_t *p, const char *text, size_t n, size_t *t)
{
    if (*p >= pattern->n) {
        return false;
    }
    if (pattern->text[*p] == '?') {
        *t += character(text + *t, n - *t);
        ++*p;
        return true;
    }
    size_t escaped = is_escape(pattern, *p);
    if (!same(pattern, pattern->text[*p + escaped], text[*t])) {
        return false;
    }
    *p += 1 + escaped;
    ++*t;
    return true;
}

bool filter_pattern_matches(const struct filter_pattern *pattern, const char *text, size_t n)
{
    if (pattern->literal) {
        return n == pattern->n && equal(pattern, text, n);
    }
    size_t p = 0, t = 0, star = SIZE_MAX, taken = 0; /* behind the last '*', and where what it stands for ends */
    while (t < n) {
        if (p < pattern->n && pattern->text[p] == '*') {
            star = ++p;
            taken = t;
        } else if (!step(pattern, &p, text, n, &t)) {
            if (star == SIZE_MAX) {
                return false;
            }
            taken += character(text + taken, n - taken);
            p = star;
            t = taken;
        }
    }
    while (p < pattern->n && pattern->text[p] == '*') {
        p++;
    }
    return p == pattern->n;
}

/* ---- words ---- */

/* How common bytes are in tracking calls: the earlier the more. What is not here is rarest. */
static const char common[] = "\"etaioprsnlcdum:,0123-h4579gyv86.fbTxwkSq_/IEDACPNZLMORUGHBFjWVzYXKJQ{}[] ";

static size_t rarity(char c)
{
    const char *at = memchr(common, c, sizeof common - 1);
    return at == NULL ? sizeof common : (size_t)(at - common);
}

void filter_word_init(struct filter_word *word, const char *text, size_t n)
{
    *word = (struct filter_word){.text = xstrndup(text, n), .n = n};
    for (size_t i = 0; i < n; i++) {
        word->text[i] = fold(text[i]);
        if (rarity(word->text[i]) > rarity(word->text[word->rare])) {
            word->rare = i;
        }
    }
    word->lower = word->text[word->rare];
    word->upper = (char)(word->lower >= 'a' && word->lower <= 'z' ? word->lower - ('a' - 'A') : word->lower);
}

void filter_word_done(struct filter_word *word)
{
    free(word->text);
}

static bool stands_at(const struct filter_word *word, const char *text)
{
    size_t i = 0;
    while (i < word->n && fold(text[i]) == word->text[i]) {
        i++;
    }
    return i == word->n;
}

static const char *next(const char *at, const char *end, char c)
{
    const char *found = at < end ? memchr(at, c, (size_t)(end - at)) : NULL;
    return found == NULL ? end : found;
}

bool filter_word_in(const struct filter_word *word, const char *text, size_t n)
{
    if (word->n == 0 || n < word->n) {
        return word->n == 0;
    }
    /* Where its rarest byte may stand, in either case. */
    const char *end = text + (n - word->n + word->rare) + 1;
    const char *lower = next(text + word->rare, end, word->lower);
    const char *upper = word->upper == word->lower ? end : next(text + word->rare, end, word->upper);
    while (lower < end || upper < end) {
        const char *at = lower < upper ? lower : upper;
        if (stands_at(word, at - word->rare)) {
            return true;
        }
        if (at == lower) {
            lower = next(at + 1, end, word->lower);
        } else {
            upper = next(at + 1, end, word->upper);
        }
    }
    return false;
}

/* ---- numbers ---- */

static size_t skip_digits(const char *text, size_t n, size_t at)
{
    while (at < n && text[at] >= '0' && text[at] <= '9') {
        at++;
    }
    return at;
}

bool filter_is_number(const char *text, size_t n)
{
    size_t at = n > 0 && text[0] == '-', from = at;
    at = skip_digits(text, n, at);
    if (at == from || (text[from] == '0' && at > from + 1)) {
        return false;
    }
    if (at < n && text[at] == '.') {
        from = at + 1;
        at = skip_digits(text, n, from);
        if (at == from) {
            return false;
        }
    }
    if (at < n && (text[at] == 'e' || text[at] == 'E')) {
        from = at + 1;
        from += from < n && (text[from] == '+' || text[from] == '-');
        at = skip_digits(text, n, from);
        if (at == from) {
            return false;
        }
    }
    return at == n;
}

#define EXPONENT_MAX INT64_C(1000000000000000)

/* Digits without sign, point, leading zeros and exponent, and how many of them stand before the point. */
struct decimal {
    bool negative, zero;
    const char *at, *end; /* '.' may stand between */
    int64_t point;
};

static int64_t read_exponent(const char *at, const char *end)
{
    bool negative = at < end && *at == '-';
    int64_t exponent = 0;
    for (at += at < end && (*at == '-' || *at == '+'); at < end; at++) {
        exponent = exponent < EXPONENT_MAX ? exponent * 10 + (*at - '0') : exponent;
    }
    return negative ? -exponent : exponent;
}

static struct decimal read_decimal(const char *text, size_t n)
{
    struct decimal decimal = {.negative = n > 0 && text[0] == '-'};
    const char *end = text + n, *at = text + decimal.negative, *point = NULL, *stop = at;
    while (stop < end && *stop != 'e' && *stop != 'E') {
        point = *stop == '.' ? stop : point;
        stop++;
    }
    while (at < stop && (*at == '0' || *at == '.')) {
        at++;
    }
    point = point == NULL ? stop : point;
    decimal.zero = at == stop;
    decimal.at = at;
    decimal.end = stop;
    decimal.point = (at < point ? point - at : point + 1 - at) + (stop < end ? read_exponent(stop + 1, end) : 0);
    return decimal;
}

/* Its next digit; 0 for ever at the end. */
static char take_digit(struct decimal *decimal)
{
    decimal->at += decimal->at < decimal->end && *decimal->at == '.';
    return decimal->at < decimal->end ? *decimal->at++ : '0';
}

/* Both have the same sign and are not zero. */
static int compare_digits(struct decimal a, struct decimal b)
{
    int order = (a.point > b.point) - (a.point < b.point);
    while (order == 0 && (a.at < a.end || b.at < b.end)) {
        char x = take_digit(&a), y = take_digit(&b);
        order = (x > y) - (x < y);
    }
    return a.negative ? -order : order;
}

static int sign(const struct decimal *decimal)
{
    return decimal->zero ? 0 : decimal->negative ? -1 : 1;
}

int filter_compare_numbers(const char *a, size_t a_length, const char *b, size_t b_length)
{
    struct decimal x = read_decimal(a, a_length), y = read_decimal(b, b_length);
    int signs = sign(&x) - sign(&y);
    return signs != 0 || x.zero ? signs : compare_digits(x, y);
}

bool filter_holds(enum filter_operator operator, int order)
{
    switch (operator) {
    case FILTER_LESS:
        return order < 0;
    case FILTER_AT_MOST:
        return order <= 0;
    case FILTER_MORE:
        return order > 0;
    case FILTER_AT_LEAST:
        return order >= 0;
    default:
        return order == 0;
    }
}

/* ---- times ---- */

static const struct {
    const char *unit;
    int64_t us;
} units[] = {{"ms", CLOCK_MS}, {"s", CLOCK_S}, {"m", 60 * CLOCK_S}, {"h", 3600 * CLOCK_S}, {"d", 86400 * CLOCK_S}};
#define UNITS (sizeof units / sizeof *units)
#define COUNT_MAX 1000000u

static size_t unit_at(const char *text, size_t n)
{
    size_t unit = 0;
    while (unit < UNITS && (n < strlen(units[unit].unit) || memcmp(text, units[unit].unit, strlen(units[unit].unit)) != 0)) {
        unit++;
    }
    return unit;
}

/* "1h30m" */
static bool read_span(const char *text, size_t n, int64_t *us)
{
    *us = 0;
    for (size_t at = 0; at < n;) {
        uint64_t count;
        size_t end = skip_digits(text, n, at), unit = unit_at(text + end, n - end);
        if (unit == UNITS || !num_parse_u64(text + at, end - at, &count) || count > COUNT_MAX) {
            return false;
        }
        *us += (int64_t)count * units[unit].us; /* of FILTER_MAX_VALUE bytes it is never too much */
        at = end + strlen(units[unit].unit);
    }
    return n > 0;
}

/* "14:02", "9:30:11.25": read as on the first day of all. */
static bool read_clock(const char *text, size_t n, int64_t *us)
{
    char day[48] = "1970-01-01T00:00";
    const char *colon = memchr(text, ':', n);
    size_t hours = colon == NULL ? 0 : (size_t)(colon - text);
    if (hours < 1 || hours > 2 || n > 16 || skip_digits(text, n, 0) != hours || n < hours + 3) {
        return false;
    }
    for (size_t i = hours; i < n; i++) {
        if (strchr("0123456789:.", text[i]) == NULL) {
            return false;
        }
    }
    size_t at = hours == 1 ? 12 : 11;
    memcpy(day + at, text, n);
    return clock_parse_iso(day, at + n, us) && *us >= 0 && *us < 86400 * CLOCK_S;
}

bool filter_is_moment(const char *text, size_t n, int64_t *us)
{
    return n >= 10 && text[4] == '-' && clock_parse_iso(text, n, us);
}

/* Local where it says no zone: what is local then is found from what is local there and then. */
static bool read_moment(const char *text, size_t n, int64_t *us)
{
    if (!filter_is_moment(text, n, us)) {
        return false;
    }
    size_t zone = 10;
    while (zone < n && strchr("Zz+-", text[zone]) == NULL) {
        zone++;
    }
    if (zone == n) {
        int64_t guess = *us - clock_local_offset(*us);
        *us -= clock_local_offset(guess);
    }
    return true;
}

bool filter_time_read(struct filter_time *time, const char *text, size_t n)
{
    static const struct {
        enum filter_time_form form;
        bool (*read)(const char *text, size_t n, int64_t *us);
    } forms[] = {{FILTER_SPAN, read_span}, {FILTER_CLOCK, read_clock}, {FILTER_MOMENT, read_moment}};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        if (forms[i].read(text, n, &time->us)) {
            time->form = forms[i].form;
            return true;
        }
    }
    return false;
}
