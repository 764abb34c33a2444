/* A parsed call, for decoding and for rules. cJSON stands behind json_node.h, and json.c closes its traps: lookup is
 * case-sensitive, of duplicate keys the last counts, \u0000 and half surrogates become U+FFFD instead of cutting the
 * text short. Numbers are for arithmetic only: whoever shows or compares one takes its digits from the text
 * (base/jsontext). Owner thread only: cJSON keeps a static error record. */
#ifndef MODEL_JSON_H
#define MODEL_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/jsontext.h"

struct json; /* a node; owned by its tree */

/* Parses text that passed jsontext_check into `arena`, where the tree lives until that is reset. NULL only when cJSON
 * disagrees (deeper than its limit). */
const struct json *json_parse(struct arena *arena, struct json_span text);
/* The same of text that is known to hold neither \u0000 nor half a surrogate pair, as none does without a backslash. */
const struct json *json_parse_plain(struct arena *arena, struct json_span text);

bool json_is(const struct json *node, enum json_kind kind); /* false for NULL */
/* Member of an object; NULL when absent or `object` is NULL or no object. */
const struct json *json_member(const struct json *object, const char *key);
/* The members of these names, of each the one that json_member gives, found in one walk. */
void json_members(const struct json *object, const char *const names[], size_t count, const struct json *found[]);
/* Members of members: json_path(tree, "context", "library", "name", NULL). */
const struct json *json_path(const struct json *object, const char *key, ...);
/* How many members an object has, or elements an array; 0 for anything else. */
size_t json_count(const struct json *node);
/* The string, or NULL when the node is absent, no string, or "". */
const char *json_text(const struct json *node);

/* The string, "" too; NULL when the node is absent or no string. */
const char *json_string(const struct json *node);
/* JSON_NULL for NULL. */
enum json_kind json_kind(const struct json *node);
/* As a double; 0 when the node is no number. */
double json_number(const struct json *node);
/* A number without a fraction; 1.0 is one. */
bool json_is_integer(const struct json *node);
/* The first element or member, and the one behind; NULL at the end, and for what is no container. Members that stand twice
 * are all met. */
const struct json *json_first(const struct json *container);
const struct json *json_next(const struct json *node);
/* The first member of an object; NULL for anything else. */
const struct json *json_first_member(const struct json *object);
/* This member of an object, or the first one behind it whose name begins with such letters; NULL when there is none, and for NULL.
 * For each first letter a bit for each second one, both by their low five bits: in whatever case. */
const struct json *json_seek(const struct json *member, const uint32_t begins[32]);
#define JSON_LETTER(c) (UINT32_C(1) << ((c) & 31))
/* Names that are looked for often, at most JSON_NAMES_MAX: told apart by their first eight bytes, which are compared in one step.
 * Of equal names the first is found. */
#define JSON_NAMES_MAX 64u
struct json_names {
    uint64_t begins; /* a bit for each first byte, by its low six bits */
    size_t count;
    struct json_name {
        uint64_t head;    /* the first eight bytes, zeros behind its end */
        const char *text; /* not copied */
    } *items; /* with room for all that are added */
};
void json_names_add(struct json_names *names, const char *text);
/* This member of an object, or the first one behind it that has one of these names, whose number goes to *which; NULL when there is
 * none, and for NULL. */
const struct json *json_seek_named(const struct json *member, const struct json_names *names, size_t *which);
/* The name of a member; NULL for anything else. */
const char *json_key(const struct json *member);

/* A string of its own, in the arena. */
const struct json *json_string_node(struct arena *arena, const char *text);

/* The object with its member `key` laid over the object `under`: members that only `under` has are added to it, and the member
 * itself where there is none. Of an `object` or a member that is no object, what it is. The result lies in the arena and
 * shares what is below with both. */
const struct json *json_over(struct arena *arena, const struct json *object, const char *key, const struct json *under);

/* The version of cJSON at run time. */
const char *json_library(void);

#endif
