/* The filter's inside, shared by filter*.c. Private to model/. */
#ifndef MODEL_FILTER_PARTS_H
#define MODEL_FILTER_PARTS_H

#include "filter.h"

#define FILTER_MAX_TOKENS 16u /* of a path */
#define FILTER_MAX_VALUE 512u /* bytes */

enum filter_operator { FILTER_IS, FILTER_EQUALS, FILTER_DIFFERS, FILTER_LESS, FILTER_AT_MOST, FILTER_MORE, FILTER_AT_LEAST, FILTER_OPERATORS };
#define FILTER_OP(operator) (1u << (operator))
#define FILTER_COMPARES (FILTER_OP(FILTER_OPERATORS) - 1)
#define FILTER_MATCHES (FILTER_OP(FILTER_IS) | FILTER_OP(FILTER_EQUALS) | FILTER_OP(FILTER_DIFFERS))
/* ":", "=", ... */
const char *filter_operator_text(enum filter_operator operator);

/* ---- patterns: '*', '?', and '\' before one of the three ---- */

struct filter_pattern {
    char *text;
    size_t n;
    bool literal;  /* no wildcard */
    bool any_case; /* ASCII letters in either */
};
/* `exact`: no wildcards, and case counts. Otherwise it does where the pattern holds a capital. */
void filter_pattern_init(struct filter_pattern *pattern, const char *text, size_t n, bool exact);
void filter_pattern_done(struct filter_pattern *pattern);
bool filter_pattern_matches(const struct filter_pattern *pattern, const char *text, size_t n);

/* ---- words: looked for anywhere, in either case ---- */

struct filter_word {
    char *text; /* lower case */
    size_t n;
    size_t rare; /* index of its rarest byte */
    char lower, upper; /* that one */
};
void filter_word_init(struct filter_word *word, const char *text, size_t n);
void filter_word_done(struct filter_word *word);
bool filter_word_in(const struct filter_word *word, const char *text, size_t n);

/* ---- values ---- */

/* A JSON number. */
bool filter_is_number(const char *text, size_t n);
/* Less than, equal to or greater than 0; by their digits, however many. */
int filter_compare_numbers(const char *a, size_t a_length, const char *b, size_t b_length);
/* Whether an order (less than, equal to or greater than 0) is what the operator asks for. */
bool filter_holds(enum filter_operator operator, int order);
/* ISO 8601 in UTC where it says no zone. */
bool filter_is_moment(const char *text, size_t n, int64_t *us);

enum filter_time_form { FILTER_SPAN, FILTER_CLOCK, FILTER_MOMENT };
struct filter_time {
    enum filter_time_form form;
    int64_t us; /* a span back from now; since local midnight; since the epoch */
};
/* "5m", "1h30m", "14:02", "14:02:11.5", "2026-11-23", "2026-11-23T14:02", local without a zone. */
bool filter_time_read(struct filter_time *time, const char *text, size_t n);

/* ---- terms ---- */

struct filter_path {
    char *tokens[FILTER_MAX_TOKENS];
    size_t count;
};

struct filter_term {
    const struct filter_kind *kind;
    enum filter_operator operator;
    unsigned bit;                   /* of a word: its bit among those of filter_words */
    struct filter_pattern pattern;
    struct filter_word word;
    struct filter_path path;
    struct filter_time time;
    char *value;                    /* of a path: what is compared with */
    size_t value_length;
    bool number, moment;            /* it is one */
    int64_t us;                     /* the moment; of numbers (status, severity) the number */
    uint64_t mask;                  /* of types, rules */
    enum filter_thing thing;
    bool (*column)(const struct filter *filter, const struct filter_term *term, const struct message *message);
    uint8_t *memo[FILTER_THINGS];   /* two bits a number: known, matches */
    size_t memo_cap[FILTER_THINGS];
    uint64_t context_record;        /* the envelope looked at last, and whether the word stands in its context */
    bool context_has;
};

/* How much it takes to answer. */
enum filter_cost { FILTER_COST_COLUMN, FILTER_COST_NAMES, FILTER_COST_PATH, FILTER_COST_WORD };

/* A value as written: quoted or not, escapes before '*', '?' and '\' still in it. */
struct filter_value {
    char text[FILTER_MAX_VALUE + 1];
    size_t n;
    bool quoted;
};

struct filter_parsing;
struct filter_kind {
    enum filter_cost cost;
    unsigned operators;
    enum filter_thing thing;
    /* False when it has told what is wrong with the value. */
    bool (*read)(struct filter_parsing *parsing, struct filter_term *term, const struct filter_value *value);
    enum filter_answer (*columns)(struct filter *filter, struct filter_term *term, const struct message *message);
    bool (*text)(struct filter *filter, struct filter_term *term, const struct filter_text *text);
};

/* The words that a field's values come from; NULL when there are none. `none` is one of severity's. */
const char *filter_value_word(const struct filter_kind *kind, const struct filter_world *world, size_t number);
/* By the name of a field; NULL when none has it. */
const struct filter_kind *filter_kind_find(const char *name);
extern const struct filter_kind filter_kind_word, filter_kind_path;
/* The field that a name is nearly; NULL when it is near none. */
const char *filter_field_nearest(const char *name);

/* The words that `is:` and `has:` take; NULL past the last. */
const char *filter_is_word(size_t number);
const char *filter_has_word(size_t number);
/* Their terms; false when it is none of them. */
bool filter_read_is(struct filter_term *term, const char *word);
bool filter_read_has(struct filter_term *term, const char *word);

/* ---- the program ---- */

#define FILTER_ACCEPT UINT16_MAX
#define FILTER_REJECT (UINT16_MAX - 1)

struct filter_step {
    uint16_t term;
    uint16_t yes, no; /* where to go on */
};

struct filter {
    struct filter_world world;
    struct filter_term *terms;
    size_t count;
    struct filter_step *steps; /* as many as terms */
    uint16_t entry;
    uint16_t at;               /* the step that asked for the text */
    int64_t now;
    struct str scratch;
    struct {
        int64_t bucket, offset; /* of local time, by quarters of an hour */
    } local;
};

enum filter_answer filter_columns_word(struct filter *filter, struct filter_term *term, const struct message *message);
enum filter_answer filter_columns_path(struct filter *filter, struct filter_term *term, const struct message *message);
enum filter_answer filter_columns_thing(struct filter *filter, struct filter_term *term, const struct message *message);
enum filter_answer filter_columns_user(struct filter *filter, struct filter_term *term, const struct message *message);
enum filter_answer filter_columns_type(struct filter *filter, struct filter_term *term, const struct message *message);
enum filter_answer filter_columns_rule(struct filter *filter, struct filter_term *term, const struct message *message);
enum filter_answer filter_columns_severity(struct filter *filter, struct filter_term *term, const struct message *message);
enum filter_answer filter_columns_status(struct filter *filter, struct filter_term *term, const struct message *message);
enum filter_answer filter_columns_is(struct filter *filter, struct filter_term *term, const struct message *message);
enum filter_answer filter_columns_has(struct filter *filter, struct filter_term *term, const struct message *message);
enum filter_answer filter_columns_since(struct filter *filter, struct filter_term *term, const struct message *message);
enum filter_answer filter_columns_before(struct filter *filter, struct filter_term *term, const struct message *message);
bool filter_text_word(struct filter *filter, struct filter_term *term, const struct filter_text *text);
bool filter_text_path(struct filter *filter, struct filter_term *term, const struct filter_text *text);
bool filter_text_has(struct filter *filter, struct filter_term *term, const struct filter_text *text);

void filter_term_done(struct filter_term *term);

/* ---- parsing ---- */

enum filter_token_kind {
    FILTER_TOKEN_END, FILTER_TOKEN_OPEN, FILTER_TOKEN_CLOSE, FILTER_TOKEN_AND, FILTER_TOKEN_OR, FILTER_TOKEN_NOT,
    FILTER_TOKEN_WORD, FILTER_TOKEN_FIELD, FILTER_TOKEN_SAVED
};
struct filter_token {
    enum filter_token_kind kind;
    size_t at, end;                   /* bytes of the text */
    char name[FILTER_MAX_VALUE + 1];  /* of the field, as written; of a saved filter */
    struct filter_path path;          /* where the field is one */
    enum filter_operator operator;
    size_t operator_at, value_at;
    struct filter_value value;        /* of the word, or of the field */
};

struct filter_lexer {
    const char *text;
    size_t at;
};

enum filter_connective { FILTER_TERM, FILTER_AND, FILTER_OR, FILTER_NOT };
struct filter_node {
    enum filter_connective connective;
    uint16_t term;
    struct filter_node *child, *next; /* children in order of cost, once they are sorted */
    enum filter_cost cost;
};
#define FILTER_MAX_NODES (4u * FILTER_MAX_TERMS)

struct filter_parsing {
    struct filter *filter;
    struct filter_error *error;
    struct filter_lexer lexer;
    struct filter_token token;        /* the next one */
    unsigned depth;
    const char *saved[FILTER_MAX_DEPTH]; /* names that are being read */
    size_t saved_count;
    struct filter_node nodes[FILTER_MAX_NODES];
    size_t node_count;
    unsigned words;
};

/* Tells what is wrong at a byte offset; returns false. Only the first is kept. */
bool filter_fail(struct filter_parsing *parsing, size_t at, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* Reads one token. False when it has told what is wrong. */
bool filter_lex(struct filter_parsing *parsing);
/* The tree of the text; NULL when it has told what is wrong. */
struct filter_node *filter_parse(struct filter_parsing *parsing);
/* Jumps instead of a tree. */
void filter_compile(struct filter *filter, struct filter_node *root);
/* "/properties/seats" or "properties.seats", quotes around what holds other characters. False when it is too long. */
bool filter_path_read(struct filter_path *path, const char *text, size_t n);
void filter_path_done(struct filter_path *path);

#endif
