#include "diff.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/xalloc.h"
#include "members.h"

#define PIECES_CHUNK 4096
#define INDEX_SIZE 24
#define PATH_MAX_BYTES 4096

struct differ {
    struct diff *diff;
    struct str path;
    struct arena pieces; /* unescaped names, sorted members */
    unsigned depth;
};

/* Two values at one place; of elements `key` is empty. */
struct pair {
    struct json_span key, name, before, after;
};

static void compare(struct differ *d, struct json_span key, struct json_span before, struct json_span after);

bool diff_is_left_out(struct json_span key)
{
    static const char *const names[] = {"messageId",  "timestamp", "originalTimestamp", "sentAt",
                                        "receivedAt", "_metadata", "writeKey"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (jsontext_equals(key, names[i])) {
            return true;
        }
    }
    return false;
}

static void add(struct differ *d, struct diff_entry entry)
{
    struct diff *diff = d->diff;
    entry.path = diff->paths.len;
    if (diff->count == DIFF_MAX || !str_append(&diff->paths, d->path.data, d->path.len + 1)) {
        diff->cut = true;
        return;
    }
    diff->items = xgrow(diff->items, &diff->cap, diff->count + 1, sizeof *diff->items);
    diff->items[diff->count++] = entry;
    diff->counts[entry.kind]++;
}

static void compare_at(struct differ *d, const struct pair *pair)
{
    size_t here = d->path.len;
    member_go_to(&d->path, pair->name);
    compare(d, pair->key, pair->before, pair->after);
    str_truncate(&d->path, here);
    d->path.full = false;
}

/* What only one of them has; `end` is the closing bracket of the later object or array. */
static void differ_at(struct differ *d, const struct pair *pair, const char *end)
{
    size_t here = d->path.len;
    bool vanished = pair->after.n == 0;
    member_go_to(&d->path, pair->name);
    add(d, (struct diff_entry){.kind = vanished ? DIFF_VANISHED : DIFF_APPEARED, .key = pair->key, .before = pair->before,
                               .after = pair->after, .at = vanished ? end : pair->after.p});
    str_truncate(&d->path, here);
    d->path.full = false;
}

/* ---- objects ---- */

static bool is_hidden(struct differ *d, const struct pair *pair)
{
    if (d->depth > 1 || !diff_is_left_out(pair->key)) {
        return false;
    }
    d->diff->left_out += !span_same(pair->before, pair->after);
    return true;
}

static void compare_objects(struct differ *d, struct json_span before, struct json_span after)
{
    struct json_walk walk;
    size_t count_a, count_b, a = 0, b = 0;
    jsontext_enter(&walk, before);
    const struct member *was = members_sorted(&d->pieces, walk, NULL, &count_a);
    jsontext_enter(&walk, after);
    const struct member *is = members_sorted(&d->pieces, walk, NULL, &count_b);
    while (a < count_a || b < count_b) {
        int order = a == count_a ? 1 : b == count_b ? -1 : member_compare(was[a].name, is[b].name);
        const struct member *member = order < 0 ? &was[a] : &is[b];
        struct pair pair = {.key = member->key, .name = member->name};
        if (order <= 0) {
            pair.before = was[a++].value;
        }
        if (order >= 0) {
            pair.after = is[b++].value;
        }
        if (is_hidden(d, &pair)) {
            continue;
        }
        if (order == 0) {
            compare_at(d, &pair);
        } else {
            differ_at(d, &pair, after.p + after.n - 1);
        }
    }
}

/* ---- arrays ---- */

struct elements {
    struct json_span *items;
    size_t count;
};

static struct elements elements_of(struct differ *d, struct json_span array)
{
    struct json_walk walk, again;
    struct json_span value;
    struct elements elements = {0};
    jsontext_enter(&walk, array);
    again = walk;
    while (jsontext_next(&again, NULL, &value)) {
        elements.count++;
    }
    elements.items = arena_alloc(&d->pieces, (elements.count + 1) * sizeof *elements.items);
    for (size_t i = 0; jsontext_next(&walk, NULL, &value); i++) {
        elements.items[i] = value;
    }
    return elements;
}

static void compare_arrays(struct differ *d, struct json_span before, struct json_span after)
{
    struct elements was = elements_of(d, before), is = elements_of(d, after);
    size_t least = was.count < is.count ? was.count : is.count, head = 0, tail = 0;
    while (head < least && span_same(was.items[head], is.items[head])) {
        head++;
    }
    while (tail < least - head && span_same(was.items[was.count - 1 - tail], is.items[is.count - 1 - tail])) {
        tail++;
    }
    size_t most = (was.count > is.count ? was.count : is.count) - tail;
    for (size_t i = head; i < most && !d->diff->cut; i++) {
        char index[INDEX_SIZE];
        struct pair pair = {.name = {index, (size_t)snprintf(index, sizeof index, "%zu", i)}};
        pair.before = i < was.count - tail ? was.items[i] : pair.before;
        pair.after = i < is.count - tail ? is.items[i] : pair.after;
        if (pair.before.n > 0 && pair.after.n > 0) {
            compare_at(d, &pair);
        } else {
            differ_at(d, &pair, after.p + after.n - 1);
        }
    }
}

/* ---- values ---- */

static bool is_boolean(enum json_kind kind)
{
    return kind == JSON_TRUE || kind == JSON_FALSE;
}

static void compare(struct differ *d, struct json_span key, struct json_span before, struct json_span after)
{
    enum json_kind was = jsontext_kind(before), is = jsontext_kind(after);
    struct diff_entry entry = {.key = key, .before = before, .after = after, .at = after.p};
    if (span_same(before, after)) {
        return;
    }
    if (was != is && !(is_boolean(was) && is_boolean(is))) {
        entry.kind = DIFF_RETYPED;
        add(d, entry);
    } else if (is == JSON_STRING && member_same_text(&d->pieces, before, after)) {
        return;
    } else if ((is == JSON_OBJECT || is == JSON_ARRAY) && d->depth < DIFF_DEPTH) {
        d->depth++;
        (is == JSON_OBJECT ? compare_objects : compare_arrays)(d, before, after);
        d->depth--;
    } else {
        entry.kind = DIFF_CHANGED;
        add(d, entry);
    }
}

/* By place; what vanished from the same object in the order of the names. */
static int compare_entries(const void *a, const void *b)
{
    const struct diff_entry *x = a, *y = b;
    int order = (x->at > y->at) - (x->at < y->at);
    return order != 0 ? order : (x->path > y->path) - (x->path < y->path);
}

void diff_init(struct diff *diff)
{
    *diff = (struct diff){0};
    str_init(&diff->paths, DIFF_PATHS_MAX);
}

void diff_done(struct diff *diff)
{
    free(diff->items);
    str_done(&diff->paths);
}

bool diff_calls(struct diff *diff, struct json_span before, struct json_span after)
{
    struct differ d = {.diff = diff};
    diff->count = diff->left_out = 0;
    diff->cut = false;
    memset(diff->counts, 0, sizeof diff->counts);
    str_clear(&diff->paths);
    if (before.n > DIFF_TEXT_MAX || after.n > DIFF_TEXT_MAX) {
        return false;
    }
    str_init(&d.path, PATH_MAX_BYTES);
    arena_init(&d.pieces, PIECES_CHUNK);
    compare(&d, (struct json_span){0}, jsontext_trim(before), jsontext_trim(after));
    if (diff->count > 0) {
        qsort(diff->items, diff->count, sizeof *diff->items, compare_entries);
    }
    arena_done(&d.pieces);
    str_done(&d.path);
    return true;
}

const char *diff_path(const struct diff *diff, const struct diff_entry *entry)
{
    return diff->paths.data + entry->path;
}

const struct diff_entry *diff_at(const struct diff *diff, const char *at)
{
    size_t low = 0, high = diff->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (diff->items[middle].at < at) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < diff->count && diff->items[low].at == at ? &diff->items[low] : NULL;
}
