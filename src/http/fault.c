#include "fault.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/num.h"
#include "endpoints.h"

#define REQUESTS_MAX 1000000u
#define SECONDS_MAX 86400u
#define DELAY_MAX (600 * CLOCK_S)
#define ALL 100u /* percent */
#define SHOWN_MAX 40u /* bytes of a word that is not understood */
#define NO_CONTENT 204

static const char blanks[] = " \t,";
static const char ends[] = " \t,:;";

/* ---- words ---- */

enum says { SAYS_COUNT, SAYS_PATH, SAYS_SETTINGS, SAYS_STATUS, SAYS_BODY, SAYS_RETRY, SAYS_RESET, SAYS_DELAY, SAYS_CLOSE };

struct reading {
    struct faults *faults;
    struct fault *fault;
    const char *at;         /* how far it has been read */
    const char *fault_end;
    bool behind_colon;      /* what they get is being read */
    unsigned said;          /* bits of enum says */
    unsigned column;
    struct err *err;
};

static struct fault_span span_in(const struct reading *reading, struct json_span value)
{
    return (struct fault_span){(size_t)(value.p - reading->faults->text), value.n};
}

static bool read_between(struct json_span value, uint64_t least, uint64_t most, uint64_t *number)
{
    return num_parse_u64(value.p, value.n, number) && *number >= least && *number <= most;
}

static bool read_next(struct reading *reading, struct json_span value)
{
    reading->fault->digits = span_in(reading, value);
    reading->fault->counted = true;
    return read_between(value, 1, REQUESTS_MAX, &reading->fault->left);
}

static bool read_share(struct reading *reading, struct json_span value)
{
    uint64_t share = 0;
    bool read = read_between(value, 1, ALL, &share);
    reading->fault->share = (unsigned)share;
    return read;
}

static bool read_path(struct reading *reading, struct json_span value)
{
    reading->fault->path = span_in(reading, value);
    for (size_t i = 0; i < value.n; i++) {
        if (value.p[i] <= ' ' || value.p[i] > '~') {
            return false;
        }
    }
    return value.n > 0;
}

static bool read_settings(struct reading *reading, struct json_span value)
{
    (void)value;
    reading->fault->settings = true;
    return true;
}

static bool read_status(struct reading *reading, struct json_span value)
{
    uint64_t status = 0;
    bool read = read_between(value, 200, 299, &status) || read_between(value, 400, 599, &status);
    reading->fault->status = (unsigned)status;
    return read;
}

static const char *const bodies[] = {
    [FAULT_JSON] = "json", [FAULT_EMPTY] = "empty", [FAULT_TEXT] = "text", [FAULT_OBJECT] = "{}"};

static bool read_body(struct reading *reading, struct json_span value)
{
    enum fault_body body = FAULT_JSON;
    while (strlen(bodies[body]) != value.n || memcmp(bodies[body], value.p, value.n) != 0) {
        body++;
    }
    reading->fault->body = body;
    return true;
}

static bool read_retry_after(struct reading *reading, struct json_span value)
{
    reading->fault->has_retry_after = true;
    return read_between(value, 0, SECONDS_MAX, &reading->fault->retry_after);
}

static bool read_reset(struct reading *reading, struct json_span value)
{
    reading->fault->has_reset = true;
    return read_between(value, 0, SECONDS_MAX, &reading->fault->reset);
}

static bool read_delay(struct reading *reading, struct json_span value)
{
    uint64_t number;
    bool has_s = value.n > 0 && value.p[value.n - 1] == 's', has_ms = has_s && value.n > 1 && value.p[value.n - 2] == 'm';
    int64_t unit = has_ms ? CLOCK_MS : CLOCK_S;
    value.n -= has_ms ? 2 : has_s ? 1 : 0;
    bool read = read_between(value, 1, (uint64_t)(DELAY_MAX / unit), &number);
    reading->fault->delay = read ? (int64_t)number * unit : 0;
    return read;
}

static bool read_close(struct reading *reading, struct json_span value)
{
    (void)value;
    reading->fault->close = true;
    return true;
}

enum form { FORM_ALONE, FORM_EQUALS, FORM_FOLLOWS, FORM_PERCENT, FORM_DIGITS };

static const struct word {
    const char *name;
    enum form form;
    bool is_which; /* else it says what they get */
    enum says says;
    bool (*read)(struct reading *reading, struct json_span value);
    const char *takes;
} words[] = {
    {"next", FORM_FOLLOWS, true, SAYS_COUNT, read_next, "\"next\" takes how many requests, 1 to 1000000, as in \"next 3: 503\""},
    {"%", FORM_PERCENT, true, SAYS_COUNT, read_share, "a share goes from 1% to 100%"},
    {"path", FORM_EQUALS, true, SAYS_PATH, read_path, "path= takes the end of a path in plain ASCII, as in \"path=/v1/b: 503\""},
    {"settings", FORM_ALONE, true, SAYS_SETTINGS, read_settings, ""},
    {"", FORM_DIGITS, false, SAYS_STATUS, read_status, "a status goes from 200 to 299 or from 400 to 599"},
    {"json", FORM_ALONE, false, SAYS_BODY, read_body, ""},
    {"empty", FORM_ALONE, false, SAYS_BODY, read_body, ""},
    {"text", FORM_ALONE, false, SAYS_BODY, read_body, ""},
    {"{}", FORM_ALONE, false, SAYS_BODY, read_body, ""},
    {"retry-after", FORM_EQUALS, false, SAYS_RETRY, read_retry_after, "retry-after= takes seconds, 0 to 86400"},
    {"reset", FORM_EQUALS, false, SAYS_RESET, read_reset, "reset= takes seconds, 0 to 86400"},
    {"delay", FORM_EQUALS, false, SAYS_DELAY, read_delay, "delay= takes 1ms to 600s, as in \"delay=2s\" or \"delay=500ms\""},
    {"close", FORM_ALONE, false, SAYS_CLOSE, read_close, ""},
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* True when this is the word; `value` is then what it takes, but for one that follows. */
static bool fits(const struct word *word, struct json_span text, struct json_span *value)
{
    size_t n = strlen(word->name);
    bool starts = text.n >= n && memcmp(text.p, word->name, n) == 0;
    *value = text;
    switch (word->form) {
    case FORM_ALONE:
    case FORM_FOLLOWS:
        return starts && text.n == n;
    case FORM_EQUALS:
        if (!starts || text.n == n || text.p[n] != '=') {
            return false;
        }
        *value = (struct json_span){text.p + n + 1, text.n - n - 1};
        return true;
    case FORM_PERCENT:
        value->n -= value->n > 0;
        return is_digit(text.p[0]) && text.p[text.n - 1] == '%';
    case FORM_DIGITS:
        return is_digit(text.p[0]);
    }
    return false;
}

/* ---- reading ---- */

static bool fail(struct reading *reading, struct json_span word, const char *why)
{
    size_t n = word.n < SHOWN_MAX ? word.n : SHOWN_MAX;
    const char *quote = n > 0 ? "\"" : "";
    reading->column = (unsigned)(word.p - reading->faults->text) + 1;
    return err_set(reading->err, "column %u: %s%.*s%s%s%s", reading->column, quote, (int)n, word.p, quote,
                   n > 0 ? ": " : "", why);
}

static struct json_span next_word(struct reading *reading)
{
    while (reading->at < reading->fault_end && strchr(blanks, *reading->at) != NULL) {
        reading->at++;
    }
    const char *start = reading->at;
    while (reading->at < reading->fault_end && strchr(ends, *reading->at) == NULL) {
        reading->at++;
    }
    return (struct json_span){start, (size_t)(reading->at - start)};
}

static const struct word *find_word(struct json_span text, struct json_span *value)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (fits(&words[i], text, value)) {
            return &words[i];
        }
    }
    return NULL;
}

static bool read_word(struct reading *reading, struct json_span text)
{
    struct json_span value;
    const struct word *word = find_word(text, &value);
    if (word == NULL) {
        return fail(reading, text, "not known; write as in \"next 3: 503\", \"20%: 500\" or \"delay=2s\"");
    }
    if (word->is_which && reading->behind_colon) {
        return fail(reading, text, "says which requests and stands before the colon, as in \"next 3: 503\"");
    }
    if (!word->is_which && !reading->behind_colon) {
        return fail(reading, text, "says what they get and stands behind the colon, as in \"next 3: 503\"");
    }
    if ((reading->said & 1u << word->says) != 0) {
        return fail(reading, text, word->says == SAYS_COUNT ? "how many was said before; give one share or one number"
                                                           : "this was said before; another fault begins after a \";\"");
    }
    reading->said |= 1u << word->says;
    if (word->form == FORM_FOLLOWS) {
        value = next_word(reading);
        text = value.n > 0 ? value : text;
    }
    return word->read(reading, value) || fail(reading, text, word->takes);
}

static bool has_said(const struct reading *reading, enum says says)
{
    return (reading->said & 1u << says) != 0;
}

/* What no word by itself can get wrong. */
static bool check(struct reading *reading, struct json_span whole)
{
    const struct fault *fault = reading->fault;
    struct json_span here = {whole.p, 0};
    bool is_answer = has_said(reading, SAYS_BODY) || fault->has_retry_after || fault->has_reset;
    if (fault->status == 0 && !fault->close && fault->delay == 0 && !is_answer) {
        return fail(reading, (struct json_span){whole.p + whole.n, 0}, "what they get is missing: a status, delay= or close");
    }
    if (fault->close && (fault->status != 0 || is_answer)) {
        return fail(reading, here, "a closed connection has no answer: leave out \"close\", or all but it and delay=");
    }
    if (is_answer && fault->status == 0) {
        return fail(reading, here, "a body or a header needs a status with it, as in \"429 retry-after=2\"");
    }
    if (fault->status == NO_CONTENT && has_said(reading, SAYS_BODY) && fault->body != FAULT_EMPTY) {
        return fail(reading, here, "204 never has a body: leave it out, or answer 200");
    }
    return true;
}

static bool read_fault(struct reading *reading, struct json_span whole)
{
    const char *colon = memchr(whole.p, ':', whole.n);
    reading->said = 0;
    reading->at = whole.p;
    reading->fault_end = whole.p + whole.n;
    reading->behind_colon = colon == NULL;
    for (;;) {
        struct json_span word = next_word(reading);
        if (word.n > 0 && !read_word(reading, word)) {
            return false;
        }
        if (reading->at == reading->fault_end) {
            return check(reading, whole);
        }
        if (*reading->at == ':' && reading->at != colon) {
            return fail(reading, (struct json_span){reading->at, 0}, "a second colon; another fault begins after a \";\"");
        }
        reading->behind_colon = reading->behind_colon || reading->at == colon;
        reading->at += *reading->at == ':';
    }
}

/* Without the blanks around it. */
static struct json_span trim(struct json_span span)
{
    while (span.n > 0 && strchr(blanks, *span.p) != NULL) {
        span.p++;
        span.n--;
    }
    while (span.n > 0 && strchr(blanks, span.p[span.n - 1]) != NULL) {
        span.n--;
    }
    return span;
}

static bool read_all(struct reading *reading)
{
    struct faults *faults = reading->faults;
    const char *start = faults->text;
    for (;;) {
        size_t n = strcspn(start, ";");
        struct json_span whole = trim((struct json_span){start, n});
        if (whole.n > 0 && faults->count == FAULTS_MAX) {
            return fail(reading, (struct json_span){whole.p, 0}, "more than 8 faults: leave some out");
        }
        if (whole.n > 0) {
            reading->fault = &faults->list[faults->count++];
            *reading->fault = (struct fault){.text = span_in(reading, whole)};
            if (!read_fault(reading, whole)) {
                return false;
            }
        }
        if (start[n] == '\0') {
            return true;
        }
        start += n + 1;
    }
}

bool faults_read(struct faults *faults, const char *text, unsigned *column, struct err *err)
{
    struct reading reading = {.faults = faults, .err = err};
    size_t n = strnlen(text, FAULTS_SPEC_MAX + 1);
    *faults = (struct faults){.count = 0};
    memcpy(faults->text, text, n < FAULTS_SPEC_MAX ? n : FAULTS_SPEC_MAX);
    bool read = n <= FAULTS_SPEC_MAX ? read_all(&reading)
                                     : fail(&reading, (struct json_span){faults->text + FAULTS_SPEC_MAX, 0},
                                            "longer than 240 characters: leave some faults out");
    if (column != NULL) {
        *column = reading.column;
    }
    return read;
}

/* ---- giving ---- */

static bool is_spent(const struct fault *fault)
{
    return fault->counted && fault->left == 0;
}

static bool is_on_path(const struct faults *faults, const struct fault *fault, const char *path)
{
    char wanted[FAULTS_SPEC_MAX + 1] = "";
    memcpy(wanted, faults->text + fault->path.at, fault->path.n);
    for (unsigned back = 0;; back++) {
        struct json_span a = endpoints_segment(wanted, back), b = endpoints_segment(path, back);
        if (a.n == 0) {
            return true;
        }
        if (a.n != b.n || memcmp(a.p, b.p, a.n) != 0) {
            return false;
        }
    }
}

/* The rest is carried over, so that a share comes out even and the same each time. */
static bool is_due(struct fault *fault)
{
    if (fault->share == 0) {
        return true;
    }
    fault->owed += fault->share;
    bool due = fault->owed >= ALL;
    fault->owed -= due ? ALL : 0;
    return due;
}

const struct fault *faults_take(struct faults *faults, bool settings, const char *path)
{
    for (size_t i = 0; i < faults->count; i++) {
        struct fault *fault = &faults->list[i];
        if (fault->settings == settings && !is_spent(fault) && is_on_path(faults, fault, path) && is_due(fault)) {
            fault->left -= fault->counted;
            return fault;
        }
    }
    return NULL;
}

/* ---- telling ---- */

char *faults_print(const struct faults *faults, char out[FAULTS_TEXT_SIZE])
{
    size_t n = 0;
    out[0] = '\0';
    for (size_t i = 0; i < faults->count; i++) {
        const struct fault *fault = &faults->list[i];
        const char *text = faults->text + fault->text.at, *digits = faults->text + fault->digits.at;
        const char *end = text + fault->text.n;
        if (is_spent(fault)) {
            continue;
        }
        n += (size_t)snprintf(out + n, FAULTS_TEXT_SIZE - n, "%s", n > 0 ? "; " : "");
        if (fault->counted) {
            n += (size_t)snprintf(out + n, FAULTS_TEXT_SIZE - n, "%.*s%llu", (int)(digits - text), text,
                                  (unsigned long long)fault->left);
            text = digits + fault->digits.n;
        }
        n += (size_t)snprintf(out + n, FAULTS_TEXT_SIZE - n, "%.*s", (int)(end - text), text);
    }
    return out;
}

static size_t name_answer(const struct fault *fault, char out[FAULT_NAME_SIZE])
{
    size_t n = (size_t)snprintf(out, FAULT_NAME_SIZE, "%u", fault->status);
    if (fault->body != FAULT_JSON) {
        n += (size_t)snprintf(out + n, FAULT_NAME_SIZE - n, " %s", bodies[fault->body]);
    }
    if (fault->has_retry_after) {
        n += (size_t)snprintf(out + n, FAULT_NAME_SIZE - n, " Retry-After %u", (unsigned)fault->retry_after);
    }
    if (fault->has_reset) {
        n += (size_t)snprintf(out + n, FAULT_NAME_SIZE - n, " X-RateLimit-Reset %u", (unsigned)fault->reset);
    }
    return n;
}

char *fault_name(const struct fault *fault, char out[FAULT_NAME_SIZE])
{
    size_t n = 0;
    out[0] = '\0';
    if (fault->close) {
        n = (size_t)snprintf(out, FAULT_NAME_SIZE, "closed");
    } else if (fault->status != 0) {
        n = name_answer(fault, out);
    }
    if (fault->delay > 0) {
        bool whole = fault->delay % CLOCK_S == 0;
        snprintf(out + n, FAULT_NAME_SIZE - n, "%sdelay %u %s", n > 0 ? ", " : "",
                 (unsigned)(fault->delay / (whole ? CLOCK_S : CLOCK_MS)), whole ? "s" : "ms");
    }
    return out;
}
