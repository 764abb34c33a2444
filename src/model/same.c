#include "same.h"

#include <stdio.h>

#include "base/arena.h"
#include "members.h"

#define PIECES_CHUNK 4096

struct comparison {
    struct str *where;
    struct arena pieces; /* for objects whose keys stand in another order */
    unsigned depth;
};

static bool same_value(struct comparison *c, struct json_span a, struct json_span b);

static bool is_left_out(struct json_span key)
{
    static const char *const names[] = {"sentAt", "_metadata", "writeKey", "receivedAt", "messageId"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (jsontext_equals(key, names[i])) {
            return true;
        }
    }
    return false;
}

/* The value of a member or element; the place stays at it when it differs. */
static bool same_at(struct comparison *c, struct json_span name, struct json_span a, struct json_span b)
{
    size_t here = c->where->len;
    member_go_to(c->where, name);
    bool same = same_value(c, a, b);
    if (same) {
        str_truncate(c->where, here);
        c->where->full = false;
    }
    return same;
}

static bool differ_at(struct comparison *c, struct json_span name)
{
    member_go_to(c->where, name);
    return false;
}

/* ---- objects ---- */

/* The next member that is compared. */
static bool next_member(const struct comparison *c, struct json_walk *walk, struct json_span *key, struct json_span *value)
{
    while (jsontext_next(walk, key, value)) {
        if (c->depth > 1 || !is_left_out(*key)) {
            return true;
        }
    }
    return false;
}

/* As both attempts nearly always have it. */
static bool same_keys(struct comparison *c, struct json_walk a, struct json_walk b)
{
    struct json_span key_a, key_b, value;
    for (;;) {
        bool more = next_member(c, &a, &key_a, &value);
        if (more != next_member(c, &b, &key_b, &value)) {
            return false;
        }
        if (!more || !member_same_text(&c->pieces, key_a, key_b)) {
            return !more;
        }
    }
}

static bool same_members(struct comparison *c, struct json_walk a, struct json_walk b)
{
    struct json_span key, value_a, value_b;
    while (next_member(c, &a, &key, &value_a) && next_member(c, &b, &key, &value_b)) {
        if (!same_at(c, member_text(&c->pieces, key), value_a, value_b)) {
            return false;
        }
    }
    return true;
}

static bool same_in_any_order(struct comparison *c, struct json_walk walk_a, struct json_walk walk_b)
{
    size_t count_a, count_b;
    bool (*left_out)(struct json_span key) = c->depth > 1 ? NULL : is_left_out;
    const struct member *a = members_sorted(&c->pieces, walk_a, left_out, &count_a);
    const struct member *b = members_sorted(&c->pieces, walk_b, left_out, &count_b);
    for (size_t i = 0; i < count_a || i < count_b; i++) {
        int order = i == count_a ? 1 : i == count_b ? -1 : member_compare(a[i].name, b[i].name);
        if (order != 0) {
            return differ_at(c, order < 0 ? a[i].name : b[i].name);
        }
        if (!same_at(c, a[i].name, a[i].value, b[i].value)) {
            return false;
        }
    }
    return true;
}

static bool same_object(struct comparison *c, struct json_span a, struct json_span b)
{
    struct json_walk walk_a, walk_b;
    jsontext_enter(&walk_a, a);
    jsontext_enter(&walk_b, b);
    return same_keys(c, walk_a, walk_b) ? same_members(c, walk_a, walk_b) : same_in_any_order(c, walk_a, walk_b);
}

/* ---- values ---- */

static bool same_array(struct comparison *c, struct json_span a, struct json_span b)
{
    struct json_walk walk_a, walk_b;
    struct json_span value_a, value_b;
    char index[24];
    jsontext_enter(&walk_a, a);
    jsontext_enter(&walk_b, b);
    for (size_t i = 0;; i++) {
        struct json_span name = {index, (size_t)snprintf(index, sizeof index, "%zu", i)};
        bool more = jsontext_next(&walk_a, NULL, &value_a);
        if (more != jsontext_next(&walk_b, NULL, &value_b)) {
            return differ_at(c, name);
        }
        if (!more || !same_at(c, name, value_a, value_b)) {
            return !more;
        }
    }
}

static bool same_value(struct comparison *c, struct json_span a, struct json_span b)
{
    enum json_kind kind = jsontext_kind(a);
    bool same = span_same(a, b);
    if (same || kind != jsontext_kind(b) || c->depth == SAME_DEPTH) {
        return same;
    }
    c->depth++;
    if (kind == JSON_OBJECT) {
        same = same_object(c, a, b);
    } else if (kind == JSON_ARRAY) {
        same = same_array(c, a, b);
    } else if (kind == JSON_STRING) {
        same = member_same_text(&c->pieces, a, b);
    }
    c->depth--;
    return same;
}

bool same_call(struct json_span a, struct json_span b, struct str *where)
{
    struct comparison c = {.where = where};
    str_clear(where);
    arena_init(&c.pieces, PIECES_CHUNK);
    bool same = same_value(&c, jsontext_trim(a), jsontext_trim(b));
    arena_done(&c.pieces);
    return same;
}
