/* What can be asked of a call: the table, and how each field reads its value. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/near.h"
#include "base/num.h"
#include "base/xalloc.h"
#include "filter_parts.h"

#define ALLOWED_MAX 200

/* ---- values out of a few words ---- */

/* ", " between words, as many as fit. */
static void list_words(char out[ALLOWED_MAX], const char *(*word)(size_t number))
{
    size_t n = 0;
    out[0] = '\0';
    for (size_t i = 0; word(i) != NULL; i++) {
        const char *text = word(i);
        if (n + strlen(text) + 3 > ALLOWED_MAX) {
            return;
        }
        n += (size_t)snprintf(out + n, ALLOWED_MAX - n, "%s%s", i > 0 ? ", " : "", text);
    }
}

static const char *nearest(const char *name, const char *(*word)(size_t number))
{
    const char *best = NULL;
    unsigned least = (unsigned)strlen(name) / 2 + 1; /* more than half of its letters wrong: something else is meant */
    for (size_t i = 0; word(i) != NULL; i++) {
        unsigned distance = near_distance(name, word(i));
        size_t n = strlen(name);
        bool part = n > 0 && (n >= 4 ? strstr(word(i), name) != NULL : strncmp(word(i), name, n) == 0);
        if ((part ? 1 : distance) < least) {
            least = part ? 1 : distance;
            best = word(i);
        }
    }
    return best;
}

static bool refuse(struct filter_parsing *parsing, const char *what, const char *value, const char *(*word)(size_t number))
{
    char allowed[ALLOWED_MAX];
    const char *also = word == parsing->filter->world.severity ? "none, " : "";
    const char *near = nearest(value, word);
    size_t at = parsing->token.value_at;
    if (near != NULL) {
        return filter_fail(parsing, at, "no such %s; %s is meant?", what, near);
    }
    list_words(allowed, word);
    return filter_fail(parsing, at, "expected %s%s", also, allowed);
}

/* A bit for every word that the pattern matches. */
static uint64_t matching(const struct filter_pattern *pattern, const char *(*word)(size_t number))
{
    uint64_t mask = 0;
    for (size_t i = 0; i < 64 && word(i) != NULL; i++) {
        mask |= filter_pattern_matches(pattern, word(i), strlen(word(i))) ? UINT64_C(1) << i : 0;
    }
    return mask;
}

static const char *type_word(size_t number)
{
    return number < MESSAGE_TYPES ? message_type_name((enum message_type)number) : NULL;
}

/* Their names are all in lower case: case never counts. */
static bool read_mask(struct filter_parsing *parsing, struct filter_term *term, const struct filter_value *value, const char *what,
                      const char *(*word)(size_t number))
{
    filter_pattern_init(&term->pattern, value->text, value->n, term->operator == FILTER_EQUALS);
    term->pattern.any_case = true;
    for (size_t i = 0; i < value->n; i++) {
        char c = term->pattern.text[i];
        term->pattern.text[i] = (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
    }
    term->mask = matching(&term->pattern, word);
    return term->mask != 0 || refuse(parsing, what, value->text, word);
}

static bool read_type(struct filter_parsing *parsing, struct filter_term *term, const struct filter_value *value)
{
    return read_mask(parsing, term, value, "type", type_word);
}

static bool read_rule(struct filter_parsing *parsing, struct filter_term *term, const struct filter_value *value)
{
    return read_mask(parsing, term, value, "rule", parsing->filter->world.rule);
}

static bool read_severity(struct filter_parsing *parsing, struct filter_term *term, const struct filter_value *value)
{
    const char *(*word)(size_t number) = parsing->filter->world.severity;
    for (term->us = -1; term->us < 0 || word((size_t)term->us) != NULL; term->us++) {
        if (strcmp(value->text, term->us < 0 ? "none" : word((size_t)term->us)) == 0) {
            return true;
        }
    }
    return refuse(parsing, "severity", value->text, word);
}

static bool read_is(struct filter_parsing *parsing, struct filter_term *term, const struct filter_value *value)
{
    return filter_read_is(term, value->text) || refuse(parsing, "state", value->text, filter_is_word);
}

/* ---- other values ---- */

static bool read_pattern(struct filter_parsing *parsing, struct filter_term *term, const struct filter_value *value)
{
    if (value->n == 0) {
        return filter_fail(parsing, parsing->token.value_at, "expected a value; calls without one are -has:%.40s",
                           parsing->token.name);
    }
    filter_pattern_init(&term->pattern, value->text, value->n, term->operator == FILTER_EQUALS);
    return true;
}

static bool read_status(struct filter_parsing *parsing, struct filter_term *term, const struct filter_value *value)
{
    uint64_t status = 0;
    bool number = num_parse_u64(value->text, value->n, &status) && status <= 999;
    bool compares = (FILTER_OP(term->operator) & FILTER_MATCHES) == 0;
    term->us = (int64_t)status;
    term->number = number;
    filter_pattern_init(&term->pattern, value->text, value->n, false);
    if (number || (!compares && value->n <= 4 && strspn(value->text, "0123456789*?") == value->n && value->n > 0)) {
        return true;
    }
    return filter_fail(parsing, parsing->token.value_at, "status is a number, as in status>=400 or status:4*");
}

static bool read_time(struct filter_parsing *parsing, struct filter_term *term, const struct filter_value *value)
{
    return filter_time_read(&term->time, value->text, value->n) ||
           filter_fail(parsing, parsing->token.value_at, "\"%.40s\" is no time; write 5m, 1h30m, 14:02, 14:02:11, 2026-11-23 or "
                                                         "2026-11-23T14:02", value->text);
}

static bool read_path(struct filter_parsing *parsing, struct filter_term *term, const char *text, size_t at)
{
    return filter_path_read(&term->path, text, strlen(text)) ||
           filter_fail(parsing, at, "a path has at most %u parts", FILTER_MAX_TOKENS);
}

static bool read_has(struct filter_parsing *parsing, struct filter_term *term, const struct filter_value *value)
{
    if (filter_read_has(term, value->text)) {
        return true;
    }
    return strpbrk(value->text, "./") == NULL ? refuse(parsing, "column", value->text, filter_has_word)
                                              : read_path(parsing, term, value->text, parsing->token.value_at);
}

/* Without the '\' that keeps '*', '?' and '\' from meaning something. */
static char *plain(const struct filter_value *value, bool escaped, size_t *n)
{
    char *out = xstrndup(value->text, value->n);
    *n = 0;
    for (size_t i = 0; i < value->n; i++) {
        bool escape = escaped && value->text[i] == '\\' && i + 1 < value->n && strchr("*?\\", value->text[i + 1]) != NULL;
        i += escape;
        out[(*n)++] = value->text[i];
    }
    out[*n] = '\0';
    return out;
}

static bool read_compared(struct filter_term *term, const struct filter_value *value)
{
    filter_pattern_init(&term->pattern, value->text, value->n, term->operator == FILTER_EQUALS);
    term->value = plain(value, true, &term->value_length);
    term->number = filter_is_number(term->value, term->value_length);
    term->moment = filter_is_moment(term->value, term->value_length, &term->us);
    return true;
}

static bool read_member(struct filter_parsing *parsing, struct filter_term *term, const struct filter_value *value)
{
    return read_path(parsing, term, parsing->token.name, parsing->token.at) && read_compared(term, value);
}

static bool read_id(struct filter_parsing *parsing, struct filter_term *term, const struct filter_value *value)
{
    (void)parsing;
    return filter_path_read(&term->path, "messageId", strlen("messageId")) && read_compared(term, value);
}

static bool read_word(struct filter_parsing *parsing, struct filter_term *term, const struct filter_value *value)
{
    size_t n;
    char *text = plain(value, value->quoted, &n);
    filter_word_init(&term->word, text, n);
    free(text);
    term->bit = parsing->words++;
    for (size_t i = 0; i < MESSAGE_TYPES; i++) {
        term->mask |= filter_word_in(&term->word, type_word(i), strlen(type_word(i))) ? UINT64_C(1) << i : 0;
    }
    return n > 0 || filter_fail(parsing, parsing->token.at, "there is nothing between the quotes");
}

/* ---- the table ---- */

#define COLUMN FILTER_COST_COLUMN
#define NAMES FILTER_COST_NAMES
#define ONE FILTER_OP(FILTER_IS)

const struct filter_kind filter_kind_word = {FILTER_COST_WORD, 0, 0, read_word, filter_columns_word, filter_text_word};
const struct filter_kind filter_kind_path = {FILTER_COST_PATH, FILTER_COMPARES, 0, read_member, filter_columns_path, filter_text_path};
static const struct filter_kind kind_type = {COLUMN, FILTER_MATCHES, 0, read_type, filter_columns_type, NULL};
static const struct filter_kind kind_event = {NAMES, FILTER_MATCHES, FILTER_EVENT, read_pattern, filter_columns_thing, NULL};
static const struct filter_kind kind_name = {NAMES, FILTER_MATCHES, FILTER_NAME, read_pattern, filter_columns_thing, NULL};
static const struct filter_kind kind_account = {NAMES, FILTER_MATCHES, FILTER_ACCOUNT, read_pattern, filter_columns_thing, NULL};
static const struct filter_kind kind_user = {NAMES, FILTER_MATCHES, FILTER_USER, read_pattern, filter_columns_user, NULL};
static const struct filter_kind kind_anonymous = {NAMES, FILTER_MATCHES, FILTER_VISITOR, read_pattern, filter_columns_thing, NULL};
static const struct filter_kind kind_source = {NAMES, FILTER_MATCHES, FILTER_SOURCE, read_pattern, filter_columns_thing, NULL};
static const struct filter_kind kind_library = {NAMES, FILTER_MATCHES, FILTER_LIBRARY, read_pattern, filter_columns_thing, NULL};
static const struct filter_kind kind_rule = {NAMES, FILTER_MATCHES, 0, read_rule, filter_columns_rule, NULL};
static const struct filter_kind kind_severity = {NAMES, FILTER_COMPARES, 0, read_severity, filter_columns_severity, NULL};
static const struct filter_kind kind_status = {COLUMN, FILTER_COMPARES, 0, read_status, filter_columns_status, NULL};
static const struct filter_kind kind_is = {COLUMN, ONE, 0, read_is, filter_columns_is, NULL};
static const struct filter_kind kind_has = {FILTER_COST_PATH, ONE, 0, read_has, filter_columns_has, filter_text_has};
static const struct filter_kind kind_since = {COLUMN, ONE, 0, read_time, filter_columns_since, NULL};
static const struct filter_kind kind_before = {COLUMN, ONE, 0, read_time, filter_columns_before, NULL};
static const struct filter_kind kind_id = {FILTER_COST_PATH, FILTER_MATCHES, 0, read_id, filter_columns_path, filter_text_path};

const struct filter_field_row filter_fields[] = {
    {"WORD", &filter_kind_word, "a text anywhere in the call, its type, or why it was refused; several words in quotes", "\"Acme Inc\""},
    {"type", &kind_type, "type of call: identify, track, page, screen, group, alias, unknown, refused", "type:track"},
    {"event", &kind_event, "event of a track call", "event:\"Signed *\""},
    {"name", &kind_name, "what else the list calls it: page, screen, account, e-mail or name of the user", "name:pricing"},
    {"account", &kind_account, "account, by id or name", "account:acme"},
    {"user", &kind_user, "user or visitor, by userId, anonymousId, e-mail or name; with the visitors a user was", "user:ann@acme.io"},
    {"anonymous", &kind_anonymous, "anonymousId in the call", "anonymous:a-5f*"},
    {"source", &kind_source, "who sent it: write key, or library", "source:analytics.js"},
    {"library", &kind_library, "library, with or without its version", "library:\"* npm:next-1.*\""},
    {"rule", &kind_rule, "a finding of this rule", "rule:missing-group-id"},
    {"severity", &kind_severity, "the gravest finding: none, note, warning, error", "severity>=warning"},
    {"status", &kind_status, "HTTP status answered", "status>=400"},
    {"is", &kind_is, "resent, retry, batched, refused, unsettled (not judged in full yet)", "is:resent"},
    {"has", &kind_has, "there is an account, user, anonymous, event, name, source, library, finding, or a path", "has:properties.plan"},
    {"since", &kind_since, "received then or later; 5m counts back from the newest call, 14:02 is a time of day", "since:5m"},
    {"after", &kind_since, "the same as since", "after:14:02"},
    {"before", &kind_before, "received earlier", "before:2026-11-23T14:02"},
    {"id", &kind_id, "messageId", "id:track-14"},
    {"PATH", &filter_kind_path, "a value in the call: parts with points between, or a JSON Pointer", "properties.seats>10"},
};
const size_t filter_field_count = sizeof filter_fields / sizeof *filter_fields;

static const char *severity_word(const struct filter_world *world, size_t number)
{
    return number == 0 ? "none" : world->severity(number - 1);
}

const char *filter_value_word(const struct filter_kind *kind, const struct filter_world *world, size_t number)
{
    return kind == &kind_type ? type_word(number) : kind == &kind_rule ? world->rule(number)
         : kind == &kind_severity ? severity_word(world, number) : kind == &kind_is ? filter_is_word(number)
         : kind == &kind_has ? filter_has_word(number) : NULL;
}

static bool has_no_name(const struct filter_field_row *row)
{
    return row->kind == &filter_kind_word || row->kind == &filter_kind_path;
}

const struct filter_kind *filter_kind_find(const char *name)
{
    for (size_t i = 0; i < filter_field_count; i++) {
        if (!has_no_name(&filter_fields[i]) && strcmp(filter_fields[i].name, name) == 0) {
            return filter_fields[i].kind;
        }
    }
    return NULL;
}

static const char *field_word(size_t number)
{
    /* The first row and the last have no name. */
    return number + 2 < filter_field_count ? filter_fields[number + 1].name : NULL;
}

const char *filter_field_nearest(const char *name)
{
    return nearest(name, field_word);
}

char *filter_operators(const struct filter_field_row *row, char out[FILTER_OPERATORS_SIZE])
{
    size_t n = 0;
    out[0] = '\0';
    for (unsigned i = 0; i < FILTER_OPERATORS; i++) {
        if ((row->kind->operators & FILTER_OP(i)) != 0) {
            n += (size_t)snprintf(out + n, FILTER_OPERATORS_SIZE - n, "%s%s", n > 0 ? " " : "",
                                  filter_operator_text((enum filter_operator)i));
        }
    }
    return out;
}
