/* What a rule may ask about the past. Answered by project/; the answers are "as of" a moment, so they do not depend on
 * the order in which calls happened to arrive. All texts are strpool numbers. */
#ifndef MODEL_HISTORY_H
#define MODEL_HISTORY_H

#include <stddef.h>
#include <stdint.h>

#include "message.h"

/* How many accounts a question is answered with by name. */
#define HISTORY_ACCOUNTS 3

struct history {
    const void *self;
    /* The accounts this user or visitor was linked to by the time of `when`, by any provenance. Writes the earliest ones,
     * in order; returns how many there are. */
    size_t (*accounts_of)(const void *self, uint32_t user, uint32_t anonymous, struct moment when,
                          uint32_t out[HISTORY_ACCOUNTS]);
    /* The user this visitor had been identified as by the time of `when`, or STRPOOL_NONE. */
    uint32_t (*user_of)(const void *self, uint32_t anonymous, struct moment when);
};

#endif
