#include "idlist.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

/* Below this many dropped ids, moving the rest down costs more than it gives back. */
#define COMPACT_FROM 1024

void idlist_done(struct idlist *list)
{
    free(list->ids);
    *list = (struct idlist){0};
}

/* Over those that were dropped. */
static void move_down(struct idlist *list)
{
    size_t count = idlist_count(list);
    memmove(list->ids, list->ids + list->start, count * sizeof *list->ids);
    list->start = 0;
    list->len = count;
}

/* Where as many come as are dropped, it does not grow. */
void idlist_push(struct idlist *list, uint64_t id)
{
    assert(list->len == list->start || list->ids[list->len - 1] < id);
    if (list->len == list->cap && list->start > list->len / 2) {
        move_down(list);
    }
    list->ids = xgrow(list->ids, &list->cap, list->len + 1, sizeof *list->ids);
    list->ids[list->len++] = id;
}

/* Room in front grows with what is there, so that many small pieces cost no more than one large. */
void idlist_prepend(struct idlist *list, const struct idlist *older)
{
    size_t count = idlist_count(list), more = idlist_count(older);
    if (more == 0) {
        return;
    }
    assert(count == 0 || older->ids[older->len - 1] < list->ids[list->start]);
    if (more > list->start) {
        size_t front = more + count / 2;
        uint64_t *ids = xmalloc((front + count) * sizeof *ids);
        if (count > 0) {
            memcpy(ids + front, list->ids + list->start, count * sizeof *ids);
        }
        free(list->ids);
        *list = (struct idlist){.ids = ids, .start = front, .len = front + count, .cap = front + count};
    }
    list->start -= more;
    memcpy(list->ids + list->start, older->ids + older->start, more * sizeof *list->ids);
}

bool idlist_insert(struct idlist *list, uint64_t id)
{
    size_t at = list->start + idlist_find(list, id);
    if (at < list->len && list->ids[at] == id) {
        return false;
    }
    list->ids = xgrow(list->ids, &list->cap, list->len + 1, sizeof *list->ids);
    memmove(list->ids + at + 1, list->ids + at, (list->len - at) * sizeof *list->ids);
    list->ids[at] = id;
    list->len++;
    return true;
}

bool idlist_remove(struct idlist *list, uint64_t id)
{
    size_t at = list->start + idlist_find(list, id);
    if (at == list->len || list->ids[at] != id) {
        return false;
    }
    memmove(list->ids + at, list->ids + at + 1, (list->len - at - 1) * sizeof *list->ids);
    list->len--;
    return true;
}

void idlist_clear(struct idlist *list)
{
    list->start = list->len = 0;
}

void idlist_cut(struct idlist *list, uint64_t id)
{
    list->len = list->start + idlist_find(list, id);
}

bool idlist_has(const struct idlist *list, uint64_t id)
{
    size_t at = list->start + idlist_find(list, id);
    return at < list->len && list->ids[at] == id;
}

void idlist_forget(struct idlist *list, uint64_t id)
{
    list->start += idlist_find(list, id);
    if (list->start < COMPACT_FROM || list->start < list->len / 2) {
        return;
    }
    size_t count = idlist_count(list);
    if (count == 0) {
        idlist_done(list);
        return;
    }
    move_down(list);
    list->ids = xrealloc(list->ids, count * sizeof *list->ids);
    list->cap = count;
}

size_t idlist_count(const struct idlist *list)
{
    return list->len - list->start;
}

uint64_t idlist_at(const struct idlist *list, size_t index)
{
    assert(index < idlist_count(list));
    return list->ids[list->start + index];
}

size_t idlist_find(const struct idlist *list, uint64_t id)
{
    size_t low = list->start, high = list->len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (list->ids[middle] < id) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low - list->start;
}
