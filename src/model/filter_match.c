/* Running a filter over the columns of a call. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/xalloc.h"
#include "filter_parts.h"

#define SCRATCH_MAX ((size_t)64 << 20)
#define DAY (86400 * CLOCK_S)
#define QUARTER (900 * CLOCK_S)

/* ---- the filter ---- */

struct filter *filter_new(const char *text, const struct filter_world *world, struct filter_error *error)
{
    struct filter *filter = xcalloc(1, sizeof *filter);
    struct filter_parsing *parsing = xcalloc(1, sizeof *parsing);
    filter->world = *world;
    filter->terms = xcalloc(FILTER_MAX_TERMS, sizeof *filter->terms);
    filter->steps = xcalloc(FILTER_MAX_TERMS, sizeof *filter->steps);
    filter->local.bucket = INT64_MIN;
    str_init(&filter->scratch, SCRATCH_MAX);
    *error = (struct filter_error){0};
    parsing->filter = filter;
    parsing->error = error;
    parsing->lexer.text = text;
    bool fits = strnlen(text, FILTER_MAX_TEXT + 1) <= FILTER_MAX_TEXT ||
                filter_fail(parsing, 0, "a filter has at most %u bytes", FILTER_MAX_TEXT);
    struct filter_node *root = fits ? filter_parse(parsing) : NULL;
    if (root != NULL) {
        filter_compile(filter, root);
    } else {
        filter_free(filter);
        filter = NULL;
    }
    free(parsing);
    return filter;
}

void filter_path_done(struct filter_path *path)
{
    for (size_t i = 0; i < path->count; i++) {
        free(path->tokens[i]);
    }
    path->count = 0;
}

void filter_term_done(struct filter_term *term)
{
    filter_pattern_done(&term->pattern);
    filter_word_done(&term->word);
    filter_path_done(&term->path);
    free(term->value);
    for (size_t i = 0; i < FILTER_THINGS; i++) {
        free(term->memo[i]);
    }
}

void filter_free(struct filter *filter)
{
    if (filter == NULL) {
        return;
    }
    for (size_t i = 0; i < filter->count; i++) {
        filter_term_done(&filter->terms[i]);
    }
    free(filter->terms);
    free(filter->steps);
    str_done(&filter->scratch);
    free(filter);
}

/* ---- the program ---- */

enum filter_answer filter_columns(struct filter *filter, const struct message *message, int64_t now)
{
    uint16_t at = filter->entry;
    filter->now = now;
    while (at < FILTER_REJECT) {
        const struct filter_step *step = &filter->steps[at];
        struct filter_term *term = &filter->terms[step->term];
        enum filter_answer answer = term->kind->columns(filter, term, message);
        if (answer == FILTER_ASKS_TEXT) {
            filter->at = at;
            return answer;
        }
        at = answer == FILTER_YES ? step->yes : step->no;
    }
    return at == FILTER_ACCEPT ? FILTER_YES : FILTER_NO;
}

bool filter_matches_text(struct filter *filter, const struct message *message, const struct filter_text *text)
{
    uint16_t at = filter->at;
    while (at < FILTER_REJECT) {
        const struct filter_step *step = &filter->steps[at];
        struct filter_term *term = &filter->terms[step->term];
        enum filter_answer answer = term->kind->columns(filter, term, message);
        bool yes = answer == FILTER_ASKS_TEXT ? term->kind->text(filter, term, text) : answer == FILTER_YES;
        at = yes ? step->yes : step->no;
    }
    return at == FILTER_ACCEPT;
}

bool filter_asks_names(const struct filter *filter)
{
    bool asks = false;
    for (size_t i = 0; i < filter->count; i++) {
        enum filter_thing thing = filter->terms[i].thing;
        asks = asks || thing == FILTER_ACCOUNT || thing == FILTER_USER;
    }
    return asks;
}

size_t filter_ages(const struct filter *filter, int64_t out[FILTER_MAX_TERMS])
{
    size_t count = 0;
    for (size_t i = 0; i < filter->count; i++) {
        const struct filter_term *term = &filter->terms[i];
        bool of_time = term->kind->columns == filter_columns_since || term->kind->columns == filter_columns_before;
        if (of_time && term->time.form == FILTER_SPAN) {
            out[count++] = term->time.us;
        }
    }
    return count;
}

/* ---- names ---- */

static enum filter_answer answer(bool yes)
{
    return yes ? FILTER_YES : FILTER_NO;
}

static bool pooled_matches(const struct filter *filter, const struct filter_term *term, uint32_t text)
{
    const struct strpool *pool = filter->world.pool;
    return text != STRPOOL_NONE && filter_pattern_matches(&term->pattern, strpool_text(pool, text), strpool_length(pool, text));
}

/* "analytics.js npm:next-1.84.3" is also known as "analytics.js". */
static bool library_matches(const struct filter *filter, const struct filter_term *term, uint32_t text)
{
    const char *name = strpool_text(filter->world.pool, text);
    size_t n = strcspn(name, " ");
    return pooled_matches(filter, term, text) || (n > 0 && name[n] == ' ' && filter_pattern_matches(&term->pattern, name, n));
}

static bool ask_names(const struct filter *filter, const struct filter_term *term, enum filter_thing thing, uint32_t id)
{
    uint32_t names[FILTER_MAX_NAMES];
    bool (*matches)(const struct filter *, const struct filter_term *, uint32_t) =
        thing == FILTER_SOURCE || thing == FILTER_LIBRARY ? library_matches : pooled_matches;
    bool itself = thing == FILTER_EVENT || thing == FILTER_NAME || term->thing == FILTER_VISITOR;
    size_t count = itself ? 0 : filter->world.names(filter->world.self, thing, id, names);
    bool found = itself && pooled_matches(filter, term, id);
    for (size_t i = 0; i < count && !found; i++) {
        found = matches(filter, term, names[i]);
    }
    return found;
}

#define KNOWN 1u
#define MATCHES 2u

/* The same few names stand in many calls: each is looked at once. */
static bool thing_matches(struct filter *filter, struct filter_term *term, enum filter_thing thing, uint32_t id)
{
    size_t had = term->memo_cap[thing], at = id / 4;
    unsigned shift = id % 4 * 2;
    if (at >= had) {
        term->memo[thing] = xgrow(term->memo[thing], &term->memo_cap[thing], at + 1, 1);
        memset(term->memo[thing] + had, 0, term->memo_cap[thing] - had);
    }
    unsigned known = (unsigned)term->memo[thing][at] >> shift & 3u;
    if ((known & KNOWN) == 0) {
        known = KNOWN | (ask_names(filter, term, thing, id) ? MATCHES : 0);
        term->memo[thing][at] = (uint8_t)(term->memo[thing][at] | known << shift);
    }
    return (known & MATCHES) != 0;
}

bool filter_renamed(struct filter *filter, enum filter_thing thing, uint32_t id)
{
    bool differs = false;
    for (size_t i = 0; i < filter->count; i++) {
        struct filter_term *term = &filter->terms[i];
        size_t at = id / 4;
        unsigned shift = id % 4 * 2;
        bool asks = (term->thing == FILTER_ACCOUNT && thing == FILTER_ACCOUNT) ||
                    (term->thing == FILTER_USER && (thing == FILTER_USER || thing == FILTER_VISITOR));
        if (!asks || at >= term->memo_cap[thing]) {
            continue;
        }
        unsigned known = (unsigned)term->memo[thing][at] >> shift & 3u;
        if ((known & KNOWN) != 0 && ((known & MATCHES) != 0) != ask_names(filter, term, thing, id)) {
            term->memo[thing][at] = (uint8_t)(term->memo[thing][at] ^ MATCHES << shift);
            differs = true;
        }
    }
    return differs;
}

static uint32_t id_of(enum filter_thing thing, const struct message *message)
{
    switch (thing) {
    case FILTER_EVENT:
        return message->type == MESSAGE_TRACK ? message->label : STRPOOL_NONE;
    case FILTER_NAME:
        return message->type != MESSAGE_TRACK ? message->label : STRPOOL_NONE;
    case FILTER_ACCOUNT:
        return message->account;
    case FILTER_USER:
        return message->user;
    case FILTER_VISITOR:
        return message->anonymous;
    case FILTER_SOURCE:
    case FILTER_LIBRARY:
    case FILTER_THINGS:
        break;
    }
    return message->source; /* 0 is the source of whom nothing is known */
}

enum filter_answer filter_columns_thing(struct filter *filter, struct filter_term *term, const struct message *message)
{
    uint32_t id = id_of(term->thing, message);
    return answer(id != 0 && thing_matches(filter, term, term->thing, id));
}

enum filter_answer filter_columns_user(struct filter *filter, struct filter_term *term, const struct message *message)
{
    return answer((message->user != STRPOOL_NONE && thing_matches(filter, term, FILTER_USER, message->user)) ||
                  (message->anonymous != STRPOOL_NONE && thing_matches(filter, term, FILTER_VISITOR, message->anonymous)));
}

/* ---- numbers ---- */

enum filter_answer filter_columns_type(struct filter *filter, struct filter_term *term, const struct message *message)
{
    (void)filter;
    return answer((term->mask >> message->type & 1) != 0);
}

enum filter_answer filter_columns_rule(struct filter *filter, struct filter_term *term, const struct message *message)
{
    struct filter_findings findings;
    if (message->finding == 0) {
        return FILTER_NO;
    }
    filter->world.findings(filter->world.self, message, &findings);
    return answer((findings.rules & term->mask) != 0);
}

enum filter_answer filter_columns_severity(struct filter *filter, struct filter_term *term, const struct message *message)
{
    struct filter_findings findings = {.worst = -1};
    if (message->finding != 0) {
        filter->world.findings(filter->world.self, message, &findings);
    }
    return answer(filter_holds(term->operator, (findings.worst > term->us) - (findings.worst < term->us)));
}

enum filter_answer filter_columns_status(struct filter *filter, struct filter_term *term, const struct message *message)
{
    char digits[8];
    (void)filter;
    if (term->number) {
        return answer(filter_holds(term->operator, (message->status > term->us) - (message->status < term->us)));
    }
    int n = snprintf(digits, sizeof digits, "%u", message->status);
    return answer(filter_pattern_matches(&term->pattern, digits, (size_t)n));
}

/* ---- is, has ---- */

static bool is_resent(const struct filter *filter, const struct filter_term *term, const struct message *message)
{
    (void)filter;
    return (message->flags & term->mask) != 0;
}

static bool is_refused(const struct filter *filter, const struct filter_term *term, const struct message *message)
{
    (void)filter, (void)term;
    return message->type == MESSAGE_REFUSED;
}

static bool is_unsettled(const struct filter *filter, const struct filter_term *term, const struct message *message)
{
    (void)filter, (void)term;
    return (message->flags & MESSAGE_SETTLED) == 0;
}

static bool has_thing(const struct filter *filter, const struct filter_term *term, const struct message *message)
{
    uint32_t names[FILTER_MAX_NAMES];
    enum filter_thing thing = (enum filter_thing)term->mask;
    uint32_t id = id_of(thing, message);
    bool of_source = thing == FILTER_SOURCE || thing == FILTER_LIBRARY;
    return id != 0 && (!of_source || filter->world.names(filter->world.self, thing, id, names) > 0);
}

static bool has_finding(const struct filter *filter, const struct filter_term *term, const struct message *message)
{
    struct filter_findings findings;
    (void)term;
    if (message->finding == 0) {
        return false;
    }
    filter->world.findings(filter->world.self, message, &findings);
    return findings.rules != 0;
}

static const struct state {
    const char *name;
    bool (*column)(const struct filter *filter, const struct filter_term *term, const struct message *message);
    uint64_t mask;
} states[] = {
    {"resent", is_resent, MESSAGE_RESENT}, {"retry", is_resent, MESSAGE_RETRY}, {"batched", is_resent, MESSAGE_BATCHED},
    {"refused", is_refused, 0},            {"unsettled", is_unsettled, 0},
}, columns[] = {
    {"account", has_thing, FILTER_ACCOUNT}, {"user", has_thing, FILTER_USER},     {"anonymous", has_thing, FILTER_VISITOR},
    {"event", has_thing, FILTER_EVENT},     {"name", has_thing, FILTER_NAME},     {"source", has_thing, FILTER_SOURCE},
    {"library", has_thing, FILTER_LIBRARY}, {"finding", has_finding, 0},
};
#define STATES (sizeof states / sizeof *states)
#define HAS_COLUMNS (sizeof columns / sizeof *columns)

const char *filter_is_word(size_t number)
{
    return number < STATES ? states[number].name : NULL;
}

const char *filter_has_word(size_t number)
{
    return number < HAS_COLUMNS ? columns[number].name : NULL;
}

static bool read_state(struct filter_term *term, const char *word, const struct state *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(rows[i].name, word) == 0) {
            term->column = rows[i].column;
            term->mask = rows[i].mask;
            return true;
        }
    }
    return false;
}

bool filter_read_is(struct filter_term *term, const char *word)
{
    return read_state(term, word, states, STATES);
}

bool filter_read_has(struct filter_term *term, const char *word)
{
    return read_state(term, word, columns, HAS_COLUMNS);
}

enum filter_answer filter_columns_is(struct filter *filter, struct filter_term *term, const struct message *message)
{
    return answer(term->column(filter, term, message));
}

enum filter_answer filter_columns_has(struct filter *filter, struct filter_term *term, const struct message *message)
{
    return term->column != NULL ? answer(term->column(filter, term, message)) : FILTER_ASKS_TEXT;
}

bool filter_asks_findings(const struct filter *filter)
{
    bool asks = false;
    for (size_t i = 0; i < filter->count; i++) {
        const struct filter_term *term = &filter->terms[i];
        asks = asks || term->kind->columns == filter_columns_rule || term->kind->columns == filter_columns_severity ||
               term->column == is_unsettled || term->column == has_finding;
    }
    return asks;
}

/* ---- times ---- */

/* What local time is ahead changes on a quarter of an hour, if it does. */
static int64_t of_day(struct filter *filter, int64_t us)
{
    int64_t bucket = us / QUARTER;
    if (filter->local.bucket != bucket) {
        filter->local.bucket = bucket;
        filter->local.offset = clock_local_offset(us);
    }
    int64_t rest = (us + filter->local.offset) % DAY;
    return rest < 0 ? rest + DAY : rest;
}

/* Less than 0 when the call came before the time, counted in its terms. */
static int64_t compared_to_time(struct filter *filter, const struct filter_time *time, int64_t received)
{
    switch (time->form) {
    case FILTER_SPAN:
        return received - (filter->now - time->us);
    case FILTER_CLOCK:
        return of_day(filter, received) - time->us;
    case FILTER_MOMENT:
        break;
    }
    return received - time->us;
}

enum filter_answer filter_columns_since(struct filter *filter, struct filter_term *term, const struct message *message)
{
    return answer(compared_to_time(filter, &term->time, message->received) >= 0);
}

enum filter_answer filter_columns_before(struct filter *filter, struct filter_term *term, const struct message *message)
{
    return answer(compared_to_time(filter, &term->time, message->received) < 0);
}
