#include "same.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

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

static bool same_bytes(struct json_span a, struct json_span b)
{
    return a.n == b.n && memcmp(a.p, b.p, a.n) == 0;
}

static bool is_escaped(struct json_span token)
{
    return memchr(token.p, '\\', token.n) != NULL;
}

/* The content of a string token, unescaped if need be. */
static struct json_span content(struct comparison *c, struct json_span token)
{
    struct str plain;
    if (!is_escaped(token)) {
        return (struct json_span){token.p + 1, token.n - 2};
    }
    str_init(&plain, token.n * 3); /* half a surrogate pair, six bytes, becomes three */
    jsontext_unescape(token, &plain);
    struct json_span copy = {arena_strndup(&c->pieces, plain.data, plain.len), plain.len};
    str_done(&plain);
    return copy;
}

static bool same_string(struct comparison *c, struct json_span a, struct json_span b)
{
    return same_bytes(a, b) || ((is_escaped(a) || is_escaped(b)) && same_bytes(content(c, a), content(c, b)));
}

/* ---- the place ---- */

static void go_to(struct comparison *c, struct json_span name)
{
    str_putc(c->where, '/');
    for (size_t i = 0; i < name.n; i++) {
        if (name.p[i] == '~' || name.p[i] == '/') {
            str_puts(c->where, name.p[i] == '~' ? "~0" : "~1");
        } else {
            str_putc(c->where, name.p[i]);
        }
    }
}

/* The value of a member or element; the place stays at it when it differs. */
static bool same_at(struct comparison *c, struct json_span name, struct json_span a, struct json_span b)
{
    size_t here = c->where->len;
    go_to(c, name);
    bool same = same_value(c, a, b);
    if (same) {
        str_truncate(c->where, here);
        c->where->full = false;
    }
    return same;
}

static bool differ_at(struct comparison *c, struct json_span name)
{
    go_to(c, name);
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
        if (!more || !same_string(c, key_a, key_b)) {
            return !more;
        }
    }
}

static bool same_members(struct comparison *c, struct json_walk a, struct json_walk b)
{
    struct json_span key, value_a, value_b;
    while (next_member(c, &a, &key, &value_a) && next_member(c, &b, &key, &value_b)) {
        if (!same_at(c, content(c, key), value_a, value_b)) {
            return false;
        }
    }
    return true;
}

struct member {
    struct json_span name, value;
    size_t place;
};

static int compare_names(struct json_span a, struct json_span b)
{
    int order = memcmp(a.p, b.p, a.n < b.n ? a.n : b.n);
    return order != 0 ? order : (a.n > b.n) - (a.n < b.n);
}

static int compare_members(const void *a, const void *b)
{
    const struct member *x = a, *y = b;
    int order = compare_names(x->name, y->name);
    return order != 0 ? order : (x->place > y->place) - (x->place < y->place);
}

/* The members by name, each name once: of duplicates the last counts. */
static struct member *sort_members(struct comparison *c, struct json_walk walk, size_t *count)
{
    struct json_walk again = walk;
    struct json_span key, value;
    size_t n = 0, kept = 0;
    while (next_member(c, &again, &key, &value)) {
        n++;
    }
    struct member *members = arena_alloc(&c->pieces, (n + 1) * sizeof *members);
    for (size_t i = 0; i < n && next_member(c, &walk, &key, &value); i++) {
        members[i] = (struct member){content(c, key), value, i};
    }
    qsort(members, n, sizeof *members, compare_members);
    for (size_t i = 0; i < n; i++) {
        bool again_later = i + 1 < n && compare_names(members[i].name, members[i + 1].name) == 0;
        members[kept] = members[i];
        kept += !again_later;
    }
    *count = kept;
    return members;
}

static bool same_in_any_order(struct comparison *c, struct json_walk walk_a, struct json_walk walk_b)
{
    size_t count_a, count_b;
    const struct member *a = sort_members(c, walk_a, &count_a), *b = sort_members(c, walk_b, &count_b);
    for (size_t i = 0; i < count_a || i < count_b; i++) {
        int order = i == count_a ? 1 : i == count_b ? -1 : compare_names(a[i].name, b[i].name);
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
    bool same = same_bytes(a, b);
    if (same || kind != jsontext_kind(b) || c->depth == SAME_DEPTH) {
        return same;
    }
    c->depth++;
    if (kind == JSON_OBJECT) {
        same = same_object(c, a, b);
    } else if (kind == JSON_ARRAY) {
        same = same_array(c, a, b);
    } else if (kind == JSON_STRING) {
        same = same_string(c, a, b);
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
