/* The members of JSON objects by their names, over the raw text: what comparing two calls is made of. Names are unescaped;
 * what has to be copied for that lives in the caller's arena. */
#ifndef MODEL_MEMBERS_H
#define MODEL_MEMBERS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/jsontext.h"
#include "base/str.h"

struct member {
    struct json_span key;  /* the token, with its quotes */
    struct json_span name; /* unescaped */
    struct json_span value;
    size_t place;          /* in its object, from 0 */
};

bool span_same(struct json_span a, struct json_span b);
/* The content of a string token, unescaped if need be. */
struct json_span member_text(struct arena *pieces, struct json_span token);
/* True when both string tokens stand for the same text, however they are escaped. */
bool member_same_text(struct arena *pieces, struct json_span a, struct json_span b);
/* By their bytes. */
int member_compare(struct json_span a, struct json_span b);
/* The members a walk still has, by name, each name once: of duplicates the last counts. Those `left_out` (NULL: none) knows
 * by their key are not among them. */
struct member *members_sorted(struct arena *pieces, struct json_walk walk, bool (*left_out)(struct json_span key), size_t *count);
/* Appends a name to a JSON Pointer. */
void member_go_to(struct str *pointer, struct json_span name);

#endif
