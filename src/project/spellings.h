/* The names of events: what each tells by itself, found out once, and which of several spellings came first.
 *
 * All that is learned is kept with the earliest moment it holds from, so that the order of arrival does not matter. At most
 * SPELLINGS_MAX names, and SPELLINGS_OF_ONE that are one name; what is beyond is not learned. Owner thread. */
#ifndef PROJECT_SPELLINGS_H
#define PROJECT_SPELLINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/strpool.h"
#include "model/event_name.h"
#include "model/message.h"
#include "model/textmap.h"

#define SPELLINGS_MAX 100000u
#define SPELLINGS_OF_ONE 16u

struct spelling {
    uint32_t label; /* strpool number */
    /* What it has in common with other spellings: strpool number. STRPOOL_NONE: there are none, or it is a B2B event's name, which
     * is right however others are written. */
    uint32_t folded;
    uint32_t next;       /* another spelling: number + 1; 0 = none */
    struct moment first; /* earliest event so called */
    bool planned;        /* the tracking plan has it, by the newest event so called */
    struct event_name read;
};

struct spellings {
    struct spelling *items;
    size_t count, cap;
    struct textmap by_label;
    struct textmap by_folded; /* to the newest spelling */
    struct event_name unlearned;
};

void spellings_init(struct spellings *spellings);
void spellings_done(struct spellings *spellings);
/* An event is called so, which the tracking plan has or not; what its name tells, valid until the next is added. `label` is not
 * STRPOOL_NONE. */
const struct event_name *spellings_add(struct spellings *spellings, struct strpool *pool, uint32_t label, struct moment when,
                                       bool planned);
/* The earliest of the other spellings that came before this one did, and before `when`; STRPOOL_NONE when this came first, or
 * is the planned one. Of two of the same moment the lesser text came first. */
uint32_t spellings_before(const struct spellings *spellings, const struct strpool *pool, uint32_t label, struct moment when);

#endif
