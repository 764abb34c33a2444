/* What may be meant by what is being typed: offered below it, and put in its place by Tab. Owner thread. */
#ifndef UI_CANDIDATES_H
#define UI_CANDIDATES_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

#define CANDIDATES_MAX 128u
#define CANDIDATE_NOTE 24

struct candidate {
    char *text;         /* stands in place of the bytes `from` to `to` */
    const char *means;  /* NULL: nothing is said of it; outlives the candidate */
    char note[CANDIDATE_NOTE]; /* its keys, or whatever is as short */
    int score;
    uint64_t marks;     /* of its bytes, those that were typed: bit by bit */
};

struct candidates {
    size_t from, to;
    size_t count;
    size_t chosen; /* SIZE_MAX: none yet */
    struct candidate items[CANDIDATES_MAX];
};

/* Empties them; what is offered next stands in place of these bytes. Starts and ends their use. */
void candidates_begin(struct candidates *candidates, size_t from, size_t to);
/* Offers a text if `typed` is found in it, or in what it means; sorted by how well, equals in the order they came. Returns
 * it until the next one is offered, or NULL. */
struct candidate *candidates_offer(struct candidates *candidates, const char *text, const char *means, const char *typed);

#endif
