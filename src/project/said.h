/* What was said last, as of a moment: the newest few texts said about one thing, each with the moment from which it held.
 * Learned in any order of arrival; what is older than SAID_KEPT changes is forgotten. */
#ifndef PROJECT_SAID_H
#define PROJECT_SAID_H

#include <stdint.h>

#include "model/message.h"

#define SAID_KEPT 3

struct said {
    struct said_item {
        uint32_t text;      /* strpool number; STRPOOL_NONE: nothing */
        uint32_t source;    /* who said it first */
        struct moment when;
        int64_t until;      /* it was said again, nothing else in between */
    } items[SAID_KEPT]; /* newest first; neighbours differ */
};

/* `text` was said at `when` by a source; STRPOOL_NONE says nothing. */
void said_add(struct said *said, uint32_t text, uint32_t source, struct moment when);
/* The newest of all; STRPOOL_NONE when nothing was said. */
uint32_t said_now(const struct said *said);
/* The newest said before `when`, and by another call; NULL when there is none. */
const struct said_item *said_before(const struct said *said, struct moment when);

#endif
