/* What is told once in a session, by a rule, of a user, an account or a pair of them. Owner thread. */
#ifndef PROJECT_ONCE_H
#define PROJECT_ONCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/strpool.h"

struct once {
    struct strpool *keys;
    int64_t *times; /* of the calls it was told of: by number of the key */
    size_t cap;
};

void once_init(struct once *told);
void once_done(struct once *told);
/* True when it is to be told of a call made at `time`: the rule did not yet, or of one made in the same millisecond, since of those nobody
 * knows which came first. Past a few million it always is. */
bool once_first(struct once *told, size_t rule, const uint32_t of[2], int64_t time);

#endif
