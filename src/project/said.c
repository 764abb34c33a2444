#include "said.h"

#include <stddef.h>
#include <string.h>

#include "base/strpool.h"

static void insert(struct said *said, size_t at, struct said_item item)
{
    if (at < SAID_KEPT) {
        memmove(said->items + at + 1, said->items + at, (SAID_KEPT - at - 1) * sizeof item);
        said->items[at] = item;
    }
}

void said_add(struct said *said, uint32_t text, uint32_t source, struct moment when)
{
    size_t at = 0;
    if (text == STRPOOL_NONE) {
        return;
    }
    while (at < SAID_KEPT && said->items[at].text != STRPOOL_NONE && moment_before(when, said->items[at].when)) {
        at++;
    }
    struct said_item *held = at < SAID_KEPT && said->items[at].text != STRPOOL_NONE ? &said->items[at] : NULL;
    if (held != NULL && held->text == text) {
        held->until = when.time > held->until ? when.time : held->until;
    } else if (held != NULL && when.time < held->until) {
        /* What held before was said again behind it. */
        struct said_item again = {held->text, held->source, {held->until, held->when.id}, held->until};
        held->until = held->when.time;
        insert(said, at, (struct said_item){text, source, when, when.time});
        insert(said, at, again);
    } else if (at > 0 && said->items[at - 1].text == text) {
        said->items[at - 1].when = when; /* it held earlier than was known */
        said->items[at - 1].source = source;
    } else {
        insert(said, at, (struct said_item){text, source, when, when.time});
    }
}

uint32_t said_now(const struct said *said)
{
    return said->items[0].text;
}

const struct said_item *said_before(const struct said *said, struct moment when)
{
    for (size_t i = 0; i < SAID_KEPT && said->items[i].text != STRPOOL_NONE; i++) {
        if (moment_before(said->items[i].when, when)) {
            return &said->items[i];
        }
    }
    return NULL;
}
