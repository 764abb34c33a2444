/* JSON as text (RFC 8259): a strict tokenizer over raw bytes. It allocates nothing and builds no tree, so it may
 * run on any thread, and it keeps what a tree loses: the exact digits, key order, duplicate keys, escapes, places.
 *
 * First jsontext_check a text; the other functions take only text that passed (asserted), or parts of it.
 * Invalid UTF-8 inside a string is accepted and reported as a fact, since a call carrying it is still a call. */
#ifndef BASE_JSONTEXT_H
#define BASE_JSONTEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "str.h"

/* How deep arrays and objects may nest; deeper is an error with its place. (cJSON's own limit.) */
#define JSON_MAX_DEPTH 1000

enum json_kind { JSON_NULL, JSON_FALSE, JSON_TRUE, JSON_NUMBER, JSON_STRING, JSON_ARRAY, JSON_OBJECT };

/* A piece of somebody else's bytes. */
struct json_span {
    const char *p;
    size_t n;
};

/* Where a text stops being JSON. Line and column count from 1, column in code points. */
struct json_error {
    size_t offset;
    unsigned line;
    unsigned column;
    char text[96]; /* what was expected, for a person: "expected a value, found '}'" */
};

/* What is true of a well-formed text. */
struct json_facts {
    enum json_kind kind;    /* of the outermost value */
    unsigned depth;         /* deepest nesting, 0 for a scalar */
    bool invalid_utf8;      /* some string holds bytes that are not UTF-8 */
    bool nul_escape;        /* some string holds \u0000 */
    bool lone_surrogate;    /* some string holds half a surrogate pair, \ud800 */
    bool line_break;        /* white space between tokens holds CR or LF */
};

/* True when `text` is exactly one JSON value with white space around it. A leading UTF-8 byte order mark is
 * an error (RFC 8259 section 8.1) unless the caller skips it. `facts` and `error` may be NULL. */
bool jsontext_check(const char *text, size_t n, struct json_facts *facts, struct json_error *error);

/* The value without the white space around it. */
struct json_span jsontext_trim(struct json_span value);
enum json_kind jsontext_kind(struct json_span value);

/* The members of an object or the elements of an array, in order, duplicates included. */
struct json_walk {
    const char *at;
    const char *end;
    bool object;
    bool first;
    bool open; /* `end` is that of what the value stands in: its own closing bracket ends the walk */
};
/* `value` is trimmed or not; for a scalar the walk is empty. */
void jsontext_enter(struct json_walk *walk, struct json_span value);
/* False at the end. `key` is the string token with its quotes (empty span in arrays) and may be NULL. */
bool jsontext_next(struct json_walk *walk, struct json_span *key, struct json_span *value);

/* The same in two steps, for values that are large: moves to the next value of an object, which jsontext_take then returns and
 * passes, or jsontext_descend enters without looking for its end. jsontext_ascend passes what was entered, once jsontext_next
 * has said that there is no more. */
bool jsontext_next_key(struct json_walk *walk, struct json_span *key);
struct json_span jsontext_take(struct json_walk *walk);
void jsontext_descend(const struct json_walk *walk, struct json_walk *inner);
void jsontext_ascend(struct json_walk *walk, const struct json_walk *inner);

/* True when the string token `token` (with quotes), unescaped, is `text`. */
bool jsontext_equals(struct json_span token, const char *text);
/* The member `key` of an object: the last one if it stands there twice, as JSON.parse and every
 * destination would have it. False when there is none or `object` is no object. */
bool jsontext_member(struct json_span object, const char *key, struct json_span *value);

/* True when an object has a member whose key token is written as `key` is, byte for byte. */
bool jsontext_has_key(struct json_span object, struct json_span key);

/* False when no member in all of `text` can be called `quoted` (its name with the quotes): found out without walking. */
bool jsontext_may_name(struct json_span text, const char *quoted);

/* Appends the content of a string token, unescaped, as UTF-8: half surrogates and invalid bytes become U+FFFD,
 * \u0000 a NUL byte. False when `out` is full. */
bool jsontext_unescape(struct json_span token, struct str *out);
/* Appends bytes as the inside of a JSON string (no quotes). Invalid UTF-8 becomes U+FFFD. */
bool jsontext_escape(struct str *out, const char *bytes, size_t n);
/* The same with quotes around it. */
bool jsontext_quote(struct str *out, const char *bytes, size_t n);

/* Single tokens, for indenting and colouring without touching a digit. */
enum json_token_kind {
    JSON_TOKEN_END,
    JSON_TOKEN_OPEN,     /* { or [ */
    JSON_TOKEN_CLOSE,    /* } or ] */
    JSON_TOKEN_COLON,
    JSON_TOKEN_COMMA,
    JSON_TOKEN_KEY,      /* a string before a colon */
    JSON_TOKEN_VALUE     /* string, number, true, false, null: see jsontext_kind */
};
struct json_token {
    enum json_token_kind kind;
    struct json_span text;
};
struct json_lexer {
    const char *at;
    const char *end;
};
void jsontext_lex(struct json_lexer *lexer, struct json_span value);
/* The next token; JSON_TOKEN_END for ever at the end. */
struct json_token jsontext_token(struct json_lexer *lexer);

/* Finds the value a JSON Pointer (RFC 6901) names; false when it is not there. */
bool jsontext_pointer(struct json_span value, const char *pointer, struct json_span *found);

#endif
