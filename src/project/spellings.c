#include "spellings.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

void spellings_init(struct spellings *spellings)
{
    *spellings = (struct spellings){0};
}

void spellings_done(struct spellings *spellings)
{
    free(spellings->items);
    textmap_done(&spellings->by_label);
    textmap_done(&spellings->by_folded);
}

static size_t count_spellings(const struct spellings *spellings, uint32_t number)
{
    size_t count = 0;
    for (uint32_t next = number + 1; next > 0; next = spellings->items[next - 1].next) {
        count++;
    }
    return count;
}

static uint32_t learn(struct spellings *spellings, struct strpool *pool, uint32_t label, struct moment when)
{
    char folded[EVENT_NAME_FOLDED];
    const struct message event = {.type = MESSAGE_TRACK, .label = label};
    size_t n = b2b_event_of(&event) != B2B_NONE ? 0 : event_name_fold(strpool_text(pool, label), folded);
    struct spelling name = {.label = label, .first = when};
    uint32_t number = (uint32_t)spellings->count;
    event_name_read(strpool_text(pool, label), &name.read);
    name.folded = n == 0 ? STRPOOL_NONE : strpool_intern(pool, folded, n);
    if (name.folded == STRPOOL_OVERFLOW) {
        name.folded = STRPOOL_NONE;
    }
    uint32_t other = name.folded == STRPOOL_NONE ? TEXTMAP_NONE : textmap_get(&spellings->by_folded, name.folded);
    if (other != TEXTMAP_NONE && count_spellings(spellings, other) == SPELLINGS_OF_ONE) {
        name.folded = STRPOOL_NONE;
    }
    if (name.folded != STRPOOL_NONE) {
        name.next = other == TEXTMAP_NONE ? 0 : other + 1;
        textmap_set(&spellings->by_folded, name.folded, number);
    }
    spellings->items = xgrow(spellings->items, &spellings->cap, spellings->count + 1, sizeof *spellings->items);
    spellings->items[spellings->count++] = name;
    textmap_set(&spellings->by_label, label, number);
    return number;
}

const struct event_name *spellings_add(struct spellings *spellings, struct strpool *pool, uint32_t label, struct moment when,
                                       bool planned)
{
    uint32_t number = textmap_get(&spellings->by_label, label);
    if (number == TEXTMAP_NONE && spellings->count == SPELLINGS_MAX) {
        event_name_read(strpool_text(pool, label), &spellings->unlearned);
        return &spellings->unlearned;
    }
    if (number == TEXTMAP_NONE) {
        number = learn(spellings, pool, label, when);
    }
    struct spelling *name = &spellings->items[number];
    name->planned = planned;
    name->first = moment_before(when, name->first) ? when : name->first;
    return &name->read;
}

/* Which of two spellings came first. Arrival tells nothing about calls of one moment. */
static bool came_before(const struct strpool *pool, const struct spelling *a, const struct spelling *b)
{
    return a->first.time != b->first.time ? a->first.time < b->first.time
                                          : strcmp(strpool_text(pool, a->label), strpool_text(pool, b->label)) < 0;
}

uint32_t spellings_before(const struct spellings *spellings, const struct strpool *pool, uint32_t label, struct moment when)
{
    uint32_t number = textmap_get(&spellings->by_label, label);
    if (number == TEXTMAP_NONE || spellings->items[number].folded == STRPOOL_NONE || spellings->items[number].planned) {
        return STRPOOL_NONE;
    }
    const struct spelling *first = &spellings->items[number];
    uint32_t next = textmap_get(&spellings->by_folded, first->folded) + 1;
    for (; next > 0; next = spellings->items[next - 1].next) {
        const struct spelling *other = &spellings->items[next - 1];
        if (other->first.time <= when.time && came_before(pool, other, first)) {
            first = other;
        }
    }
    return first->label == label ? STRPOOL_NONE : first->label;
}
