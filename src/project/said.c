#include "said.h"

#include <stddef.h>
#include <string.h>

#include "base/strpool.h"

void said_add(struct said *said, uint32_t text, struct moment when)
{
    size_t at = 0;
    if (text == STRPOOL_NONE) {
        return;
    }
    while (at < SAID_KEPT && said->items[at].text != STRPOOL_NONE && moment_before(when, said->items[at].when)) {
        at++;
    }
    if (at < SAID_KEPT && said->items[at].text == text) {
        return; /* it held already */
    }
    if (at > 0 && said->items[at - 1].text == text) {
        said->items[at - 1].when = when; /* it held earlier than was known */
        return;
    }
    if (at < SAID_KEPT) {
        memmove(said->items + at + 1, said->items + at, (SAID_KEPT - at - 1) * sizeof *said->items);
        said->items[at] = (struct said_item){text, when};
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
