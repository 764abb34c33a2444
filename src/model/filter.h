/* The filter language: which calls are meant. One language for the interface, serve, check and open.
 *
 *     type:track event:"Signed *" -account:acme severity>=warning properties.seats>10 since:5m or refund
 *
 * `callboard help filter` prints the grammar; filter_fields is the table of what can be asked. A filter is compiled once, to
 * terms and jumps between them: terms that need a call's columns come before those that need its text, and what a pattern
 * says of a name is remembered by its number. What only the world knows (names, findings, saved filters) is asked through
 * struct filter_world. Owner thread. */
#ifndef MODEL_FILTER_H
#define MODEL_FILTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/jsontext.h"
#include "base/str.h"
#include "base/strpool.h"
#include "message.h"

#define FILTER_MAX_TEXT 2048u /* bytes, of a saved one too */
#define FILTER_MAX_TERMS 64u  /* with those of the saved filters it names */
#define FILTER_MAX_DEPTH 32u  /* of parentheses and negations */
#define FILTER_MAX_NAMES 72u  /* by which one thing is looked for */

/* What a name stands for. */
enum filter_thing {
    FILTER_EVENT, FILTER_NAME, FILTER_ACCOUNT, FILTER_USER, FILTER_VISITOR, FILTER_SOURCE, FILTER_LIBRARY,
    FILTER_THINGS
};

/* What was found about a call. */
struct filter_findings {
    uint64_t rules; /* a bit per rule */
    int worst;      /* severity of the gravest; -1: there is none */
};

typedef void filter_each(void *to, const char *text);

/* Answered by project/. Texts are numbers of `pool`. */
struct filter_world {
    const void *self;
    const struct strpool *pool;
    /* The texts by which an account, user, visitor or source is known, at most FILTER_MAX_NAMES. `id` is a text; of sources
     * and libraries it is the number of the source. */
    size_t (*names)(const void *self, enum filter_thing thing, uint32_t id, uint32_t out[FILTER_MAX_NAMES]);
    void (*findings)(const void *self, const struct message *message, struct filter_findings *out);
    /* Names of rules and severities, by their numbers; NULL past the last. */
    const char *(*rule)(size_t number);
    const char *(*severity)(size_t number);
    /* What there is of a thing in this session, for completion; may leave out what is too much. NULL: nothing. */
    void (*known)(const void *self, enum filter_thing thing, filter_each *each, void *to);
    /* The text of @name, NULL when there is none; and all names. Both NULL: none are saved. */
    const char *(*saved)(const void *self, const char *name);
    void (*saved_names)(const void *self, filter_each *each, void *to);
};

/* Where a filter is wrong, and what was expected. */
struct filter_error {
    size_t at;       /* byte offset */
    unsigned column; /* from 1, in code points */
    char text[256];
};

struct filter;

/* NULL and `error` when the text is no filter. A text of blanks is none. */
struct filter *filter_new(const char *text, const struct filter_world *world, struct filter_error *error);
void filter_free(struct filter *filter); /* NULL is fine */

enum filter_answer { FILTER_NO, FILTER_YES, FILTER_ASKS_TEXT };

/* The text of a call, as far as its record is read back. */
struct filter_text {
    struct json_span call;    /* as sent; of a refused request its body */
    bool json;                /* it is well-formed */
    struct json_span context; /* its envelope's, or empty */
    uint64_t record;          /* calls of one record have one context: it is looked at once */
    uint64_t words;           /* found elsewhere (filter_words) */
};

/* Looks at a call's columns. `now` is the newest received time, from which `since:5m` counts back. */
enum filter_answer filter_columns(struct filter *filter, const struct message *message, int64_t now);
/* Goes on where filter_columns asked for the text of the same message. */
bool filter_matches_text(struct filter *filter, const struct message *message, const struct filter_text *text);
/* The words of the filter that stand in a text, a bit each; ignores case. */
uint64_t filter_words(const struct filter *filter, const char *text);

/* What an answer may depend on beside the call: its findings (which come until it has settled), names. */
bool filter_asks_findings(const struct filter *filter);
bool filter_asks_names(const struct filter *filter);
/* Spans of time, counted back from now, at which an answer may change; returns how many. */
size_t filter_ages(const struct filter *filter, int64_t out[FILTER_MAX_TERMS]);
/* The names of a thing have changed. True when what was said of it before is no longer so. */
bool filter_renamed(struct filter *filter, enum filter_thing thing, uint32_t id);

/* ---- what can be asked ---- */

struct filter_kind;
struct filter_field_row {
    const char *name; /* "event"; of what has no name, how it is written: "WORD" */
    const struct filter_kind *kind;
    const char *means;
    const char *example;
};
extern const struct filter_field_row filter_fields[];
extern const size_t filter_field_count;

/* The operators it takes, as in ": = !=". Returns `out`. */
#define FILTER_OPERATORS_SIZE 24
char *filter_operators(const struct filter_field_row *row, char out[FILTER_OPERATORS_SIZE]);

/* The grammar and the fields: for a terminal, or as a section of the manual. */
void filter_print_help(struct str *out, bool man);

/* ---- completion ---- */

#define FILTER_MAX_CANDIDATES 64u

struct filter_candidate {
    char *text;        /* what stands in place of bytes `from` to `to` */
    const char *means; /* of a field; NULL for a value */
};
struct filter_candidates {
    size_t from, to;
    size_t count;
    struct filter_candidate items[FILTER_MAX_CANDIDATES];
};

/* What may be meant by the word that the cursor (byte offset) stands in or behind: names of fields, and values known in this
 * session. */
void filter_complete(const char *text, size_t cursor, const struct filter_world *world, struct filter_candidates *out);
void filter_candidates_done(struct filter_candidates *candidates);

#endif
