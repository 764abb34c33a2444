#include "members.h"

#include <stdlib.h>
#include <string.h>

bool span_same(struct json_span a, struct json_span b)
{
    return a.n == b.n && memcmp(a.p, b.p, a.n) == 0;
}

static bool is_escaped(struct json_span token)
{
    return memchr(token.p, '\\', token.n) != NULL;
}

struct json_span member_text(struct arena *pieces, struct json_span token)
{
    struct str plain;
    if (!is_escaped(token)) {
        return (struct json_span){token.p + 1, token.n - 2};
    }
    str_init(&plain, token.n * 3); /* half a surrogate pair, six bytes, becomes three */
    jsontext_unescape(token, &plain);
    struct json_span copy = {arena_strndup(pieces, plain.data, plain.len), plain.len};
    str_done(&plain);
    return copy;
}

bool member_same_text(struct arena *pieces, struct json_span a, struct json_span b)
{
    return span_same(a, b) ||
           ((is_escaped(a) || is_escaped(b)) && span_same(member_text(pieces, a), member_text(pieces, b)));
}

int member_compare(struct json_span a, struct json_span b)
{
    int order = memcmp(a.p, b.p, a.n < b.n ? a.n : b.n);
    return order != 0 ? order : (a.n > b.n) - (a.n < b.n);
}

static int compare_members(const void *a, const void *b)
{
    const struct member *x = a, *y = b;
    int order = member_compare(x->name, y->name);
    return order != 0 ? order : (x->place > y->place) - (x->place < y->place);
}

static size_t count_members(struct json_walk walk)
{
    struct json_span key, value;
    size_t n = 0;
    while (jsontext_next(&walk, &key, &value)) {
        n++;
    }
    return n;
}

struct member *members_sorted(struct arena *pieces, struct json_walk walk, bool (*left_out)(struct json_span key), size_t *count)
{
    struct json_span key, value;
    size_t n = 0, kept = 0;
    struct member *members = arena_alloc(pieces, (count_members(walk) + 1) * sizeof *members);
    for (size_t place = 0; jsontext_next(&walk, &key, &value); place++) {
        if (left_out == NULL || !left_out(key)) {
            members[n++] = (struct member){key, member_text(pieces, key), value, place};
        }
    }
    qsort(members, n, sizeof *members, compare_members);
    for (size_t i = 0; i < n; i++) {
        bool again_later = i + 1 < n && member_compare(members[i].name, members[i + 1].name) == 0;
        members[kept] = members[i];
        kept += !again_later;
    }
    *count = kept;
    return members;
}

void member_go_to(struct str *pointer, struct json_span name)
{
    str_putc(pointer, '/');
    for (size_t i = 0; i < name.n; i++) {
        if (name.p[i] == '~' || name.p[i] == '/') {
            str_puts(pointer, name.p[i] == '~' ? "~0" : "~1");
        } else {
            str_putc(pointer, name.p[i]);
        }
    }
}
