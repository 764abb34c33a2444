#include "clock.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "num.h"

static int64_t read_clock(clockid_t id)
{
    struct timespec ts;
    clock_gettime(id, &ts);
    return (int64_t)ts.tv_sec * CLOCK_S + ts.tv_nsec / 1000;
}

/* A clock that counts while the machine sleeps, where there is one. */
static int64_t steady(void)
{
#ifdef CLOCK_BOOTTIME
    return read_clock(CLOCK_BOOTTIME);
#else
    return read_clock(CLOCK_MONOTONIC);
#endif
}

void clock_init(struct clock *clock)
{
    clock->offset = read_clock(CLOCK_REALTIME) - steady();
}

int64_t clock_now(const struct clock *clock)
{
    return steady() + clock->offset;
}

/* Days since 1970-01-01 of a date of the proleptic Gregorian calendar, and back (H. Hinnant, "chrono-Compatible Low-Level
 * Date Algorithms"). */
static int64_t days_of(int64_t year, unsigned month, unsigned day)
{
    year -= month <= 2;
    int64_t era = (year >= 0 ? year : year - 399) / 400;
    unsigned year_of_era = (unsigned)(year - era * 400);
    unsigned day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    unsigned day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + (int64_t)day_of_era - 719468;
}

static void date_of(int64_t days, int64_t *year, unsigned *month, unsigned *day)
{
    days += 719468;
    int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    unsigned day_of_era = (unsigned)(days - era * 146097);
    unsigned year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    unsigned day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    unsigned shifted = (5 * day_of_year + 2) / 153;
    *day = day_of_year - (153 * shifted + 2) / 5 + 1;
    *month = shifted < 10 ? shifted + 3 : shifted - 9;
    *year = (int64_t)year_of_era + era * 400 + (*month <= 2);
}

/* Rounded down, also before 1970. */
static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

static int64_t floor_mod(int64_t a, int64_t b)
{
    return a % b + (a % b < 0 ? b : 0);
}

static void put_digits(char *out, unsigned value, int digits)
{
    while (digits-- > 0) {
        out[digits] = (char)('0' + value % 10);
        value /= 10;
    }
}

static char *format_iso(int64_t us, char *out, int fraction_digits)
{
    int64_t seconds = floor_div(us, CLOCK_S), days = floor_div(seconds, 86400), year;
    unsigned fraction = (unsigned)floor_mod(us, CLOCK_S), of_day = (unsigned)floor_mod(seconds, 86400), month, day;
    date_of(days, &year, &month, &day);
    year = year < 0 ? 0 : year > 9999 ? 9999 : year;
    memcpy(out, "0000-00-00T00:00:00.000000Z", 28);
    put_digits(out, (unsigned)year, 4);
    put_digits(out + 5, month, 2);
    put_digits(out + 8, day, 2);
    put_digits(out + 11, of_day / 3600, 2);
    put_digits(out + 14, of_day / 60 % 60, 2);
    put_digits(out + 17, of_day % 60, 2);
    put_digits(out + 20, fraction_digits == 3 ? fraction / 1000 : fraction, fraction_digits);
    out[20 + fraction_digits] = 'Z';
    out[21 + fraction_digits] = '\0';
    return out;
}

char *clock_format_iso(int64_t us, char out[CLOCK_ISO_SIZE])
{
    return format_iso(us, out, 6);
}

char *clock_format_iso_ms(int64_t us, char out[CLOCK_ISO_SIZE])
{
    return format_iso(us, out, 3);
}

static struct tm local_of(int64_t us)
{
    time_t seconds = (time_t)floor_div(us, CLOCK_S);
    struct tm tm = {0};
    localtime_r(&seconds, &tm);
    return tm;
}

int64_t clock_local_offset(int64_t us)
{
    struct tm tm = local_of(us);
    int64_t days = days_of(tm.tm_year + INT64_C(1900), (unsigned)tm.tm_mon + 1, (unsigned)tm.tm_mday);
    int64_t seconds = ((days * 24 + tm.tm_hour) * 60 + tm.tm_min) * 60 + tm.tm_sec;
    return (seconds - floor_div(us, CLOCK_S)) * CLOCK_S;
}

char *clock_format_time(int64_t us, char out[CLOCK_ISO_SIZE])
{
    if (us < CLOCK_EARLIEST) {
        return memcpy(out, "--:--:--.---", 13);
    }
    struct tm tm = local_of(us);
    unsigned ms = (unsigned)(floor_mod(us, CLOCK_S) / CLOCK_MS);
    memcpy(out, "00:00:00.000", 13);
    put_digits(out, (unsigned)tm.tm_hour, 2);
    put_digits(out + 3, (unsigned)tm.tm_min, 2);
    put_digits(out + 6, (unsigned)tm.tm_sec, 2);
    put_digits(out + 9, ms, 3);
    return out;
}

char *clock_format_date(int64_t us, char out[CLOCK_ISO_SIZE])
{
    struct tm tm = local_of(us);
    strftime(out, CLOCK_ISO_SIZE, "%Y-%m-%d %H:%M:%S", &tm);
    return out;
}

char *clock_format_span(int64_t us, char out[CLOCK_ISO_SIZE])
{
    static const struct {
        int64_t large, small; /* seconds */
        const char *large_name, *small_name;
    } rows[] = {{86400, 3600, "d", "h"}, {3600, 60, "h", "min"}, {60, 1, "min", "s"}};
    uint64_t span = us < 0 ? 0 - (uint64_t)us : (uint64_t)us;
    int64_t seconds = (int64_t)(span / (uint64_t)CLOCK_S);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (seconds >= rows[i].large) {
            int64_t rest = seconds % rows[i].large / rows[i].small;
            int n = snprintf(out, CLOCK_ISO_SIZE, "%lld %s", (long long)(seconds / rows[i].large), rows[i].large_name);
            if (rest > 0) {
                snprintf(out + n, CLOCK_ISO_SIZE - (size_t)n, " %lld %s", (long long)rest, rows[i].small_name);
            }
            return out;
        }
    }
    unsigned ms = (unsigned)(span / (uint64_t)CLOCK_MS);
    if (ms >= 1000) {
        snprintf(out, CLOCK_ISO_SIZE, "%u.%u s", ms / 1000, ms % 1000 / 100);
    } else {
        snprintf(out, CLOCK_ISO_SIZE, "%u ms", ms);
    }
    return out;
}

char *clock_format_took(int64_t us, char out[CLOCK_ISO_SIZE])
{
    if (us < 0 || us >= 10 * CLOCK_MS) {
        return clock_format_span(us, out);
    }
    int ms = (int)(us / CLOCK_MS), rest = (int)(us % CLOCK_MS);
    if (ms > 0) {
        snprintf(out, CLOCK_ISO_SIZE, "%d.%d ms", ms, rest / 100);
    } else {
        snprintf(out, CLOCK_ISO_SIZE, "0.%02d ms", rest / 10);
    }
    return out;
}

/* ---- reading ---- */

struct reader {
    const char *p;
    const char *end;
};

static bool take_digits(struct reader *in, int digits, unsigned *value)
{
    *value = 0;
    for (int i = 0; i < digits; i++, in->p++) {
        if (in->p == in->end || *in->p < '0' || *in->p > '9') {
            return false;
        }
        *value = *value * 10 + (unsigned)(*in->p - '0');
    }
    return true;
}

static bool take(struct reader *in, const char *any_of)
{
    if (in->p == in->end) {
        return false;
    }
    while (*any_of != '\0' && *any_of != *in->p) {
        any_of++;
    }
    in->p += *any_of != '\0';
    return *any_of != '\0';
}

static unsigned month_length(unsigned year, unsigned month)
{
    static const unsigned lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return lengths[month - 1] + (month == 2 && leap);
}

static bool take_date(struct reader *in, int64_t *days)
{
    unsigned year, month, day;
    if (!take_digits(in, 4, &year) || !take(in, "-") || !take_digits(in, 2, &month) || !take(in, "-") ||
        !take_digits(in, 2, &day) || month < 1 || month > 12 || day < 1 || day > month_length(year, month)) {
        return false;
    }
    *days = days_of(year, month, day);
    return true;
}

/* One to nine digits behind the point, as microseconds; further digits are finer than we keep. */
static bool take_fraction(struct reader *in, int64_t *us)
{
    int64_t scale = CLOCK_S;
    const char *start = in->p;
    *us = 0;
    for (; in->p < in->end && *in->p >= '0' && *in->p <= '9'; in->p++) {
        scale /= 10;
        *us += (*in->p - '0') * scale;
    }
    return in->p > start && in->p - start <= 9;
}

static bool take_time(struct reader *in, int64_t *us)
{
    unsigned hour, minute, second = 0;
    int64_t fraction = 0;
    if (!take_digits(in, 2, &hour) || !take(in, ":") || !take_digits(in, 2, &minute) || hour > 23 || minute > 59) {
        return false;
    }
    if (take(in, ":") && (!take_digits(in, 2, &second) || second > 60 ||
                          (take(in, ".,") && !take_fraction(in, &fraction)))) {
        return false;
    }
    *us = ((int64_t)hour * 3600 + (int64_t)minute * 60 + second) * CLOCK_S + fraction;
    return true;
}

/* "Z", "+hh:mm", "+hhmm", "+hh" or nothing. */
static bool take_zone(struct reader *in, int64_t *us)
{
    unsigned hour, minute = 0;
    *us = 0;
    if (in->p == in->end || take(in, "Zz")) {
        return true;
    }
    bool west = *in->p == '-';
    if (!take(in, "+-") || !take_digits(in, 2, &hour)) {
        return false;
    }
    if ((take(in, ":") || in->p < in->end) && !take_digits(in, 2, &minute)) {
        return false;
    }
    if (hour > 23 || minute > 59) {
        return false;
    }
    *us = ((int64_t)hour * 60 + minute) * 60 * CLOCK_S * (west ? -1 : 1);
    return true;
}

bool clock_parse_iso(const char *text, size_t n, int64_t *us)
{
    struct reader in = {text, text + n};
    int64_t days, of_day = 0, zone = 0;
    if (!take_date(&in, &days)) {
        return false;
    }
    if (in.p < in.end && (!take(&in, "Tt ") || !take_time(&in, &of_day) || !take_zone(&in, &zone) || in.p != in.end)) {
        return false;
    }
    *us = days * 86400 * CLOCK_S + of_day - zone;
    return true;
}

/* Whole seconds have 9 to 11 digits, milliseconds 12 to 14, and so on: a thousand times as many, three digits more. */
static int64_t from_digits(uint64_t whole, uint64_t micro_units)
{
    const uint64_t seconds_end = UINT64_C(100000000000), thousand = 1000;
    if (whole < seconds_end) {
        return (int64_t)(whole * (uint64_t)CLOCK_S + micro_units);
    }
    if (whole < seconds_end * thousand) {
        return (int64_t)(whole * (uint64_t)CLOCK_MS + micro_units / thousand);
    }
    return (int64_t)(whole < seconds_end * thousand * thousand ? whole : whole / thousand);
}

bool clock_parse(const char *text, size_t n, int64_t *us)
{
    const uint64_t earliest = 100000000;
    if (n > 4 && text[4] == '-') {
        return clock_parse_iso(text, n, us);
    }
    const char *point = memchr(text, '.', n);
    size_t digits = point != NULL ? (size_t)(point - text) : n;
    struct reader in = {text + digits + (point != NULL), text + n};
    uint64_t whole;
    int64_t fraction = 0;
    if (!num_parse_u64(text, digits, &whole)) {
        return clock_parse_iso(text, n, us);
    }
    if (whole < earliest || (point != NULL && (!take_fraction(&in, &fraction) || in.p != in.end))) {
        return false;
    }
    *us = from_digits(whole, (uint64_t)fraction);
    return true;
}
