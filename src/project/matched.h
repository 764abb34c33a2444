/* What the calls are of that a filter lets through: accounts, users and events, and what was found about them.
 *
 * They are counted oldest first, a part at a time, once the search has come to the oldest call held, and when they have
 * settled. Where answers were revised they are counted anew, and what was counted before stands until that is done. Owner
 * thread. */
#ifndef PROJECT_MATCHED_H
#define PROJECT_MATCHED_H

#include "findings.h"
#include "model/textmap.h"
#include "search.h"

struct matched_counts {
    uint32_t *items;
    size_t cap;
};

struct matched_tally {
    uint64_t serial, revisions, cleared; /* of the search and the world it is of; no serial: of none */
    uint64_t next;                       /* calls below this have been counted */
    struct matched_counts accounts, users; /* calls, by number */
    struct textmap events[MESSAGE_TYPES];  /* calls, by name */
    struct findings findings;
};

struct matched {
    struct matched_tally tallies[2];
    unsigned shown;      /* which is; the other one is being made */
    uint64_t generation; /* grows when what is shown changes */
};

void matched_init(struct matched *matched);
void matched_done(struct matched *matched);
/* Counts about `calls` more; a filter is active. True when all have been. */
bool matched_step(struct matched *matched, const struct search *search, size_t calls);
/* True when there is nothing to be counted now. */
bool matched_complete(const struct matched *matched, const struct search *search);

/* How many calls of this account; of this user, and of the visitors it was; of this event, known by the name that plans use. */
uint32_t matched_account(const struct matched *matched, size_t number);
uint32_t matched_user(const struct matched *matched, const struct links *links, size_t number);
uint32_t matched_event(const struct matched *matched, enum message_type type, uint32_t name);
/* What was found about them; numbers of findings are its own. */
const struct findings *matched_findings(const struct matched *matched);

#endif
