/* What a rule may ask about the past. Answered by project/; the answers are "as of" a moment, so they do not depend on
 * the order in which calls happened to arrive: of two calls of the same millisecond nobody can tell which was made first, and
 * each knows the other. All texts are strpool numbers. */
#ifndef MODEL_HISTORY_H
#define MODEL_HISTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "message.h"

/* How many accounts a question is answered with by name. */
#define HISTORY_ACCOUNTS 3

/* How a user stands to an account, and how we know. */
enum standing {
    STANDING_NONE,     /* nothing ties the two */
    STANDING_REMOVED,  /* Account Removed User, and nothing tied them again */
    STANDING_IMPLIED,  /* context.groupId on events only */
    STANDING_DECLARED, /* a B2B event said so: Account Added User, Account Created, Signed Up */
    STANDING_EXPLICIT, /* a group call said so */
};

/* When a user or visitor first did what, and which source told; moment_never() when it never did, as far as was seen. */
struct doings {
    struct moment seen;       /* first call with its id */
    struct moment identified; /* first identify call with its userId */
    struct moment grouped;    /* first group call */
    struct moment signed_up;  /* first Signed Up */
    uint32_t seen_by, grouped_by, signed_up_by;
};

/* The account of a person's newest group call. */
struct grouping {
    uint32_t account;
    uint32_t source;
    struct moment since; /* when it was named first, without another in between */
    uint32_t before;     /* the account named before it; STRPOOL_NONE: none */
};

/* A person as a call names it: either may be STRPOOL_NONE, userId goes first. */
struct person {
    uint32_t user, anonymous;
};

struct history {
    const void *self;
    /* The accounts this person belongs to by the time of `when`, by any provenance and not removed. Writes the earliest
     * ones, in order; returns how many there are. */
    size_t (*accounts_of)(const void *self, uint32_t user, uint32_t anonymous, struct moment when,
                          uint32_t out[HISTORY_ACCOUNTS]);
    /* The user this visitor had been identified as by the time of `when`, or STRPOOL_NONE. */
    uint32_t (*user_of)(const void *self, uint32_t anonymous, struct moment when);
    /* Another user than `user` this visitor had been identified as by then, or STRPOOL_NONE. */
    uint32_t (*other_user_of)(const void *self, uint32_t anonymous, uint32_t user, struct moment when);
    /* How the person stood to the account. Asked about the moment of a call with context.groupId, the answer is at least
     * STANDING_IMPLIED or STANDING_REMOVED, by that very call. */
    enum standing (*standing_of)(const void *self, struct person person, uint32_t account, struct moment when);
    /* The person's newest group call before `when`; false when there is none. */
    bool (*grouped_as)(const void *self, struct person person, struct moment when, struct grouping *grouping);
    /* When an event of the person named this account last; INT64_MIN when none did. All that was seen by now counts, be it later
     * than the call that is asked about. */
    int64_t (*named_last)(const void *self, struct person person, uint32_t account);
    /* No event of the person named this account before that of `when`, except those that link by themselves. */
    bool (*is_first_of)(const void *self, struct person person, uint32_t account, struct moment when);
    /* No call named this account before that of `when`. */
    bool (*is_first)(const void *self, uint32_t account, struct moment when);
    /* A group call, or an event about accounts (Account Created, Account Added User, Trial Started and the like), named this
     * account by then. */
    bool (*introduced)(const void *self, uint32_t account, struct moment when);
    /* False, and all of it never, when nothing is known of the person. */
    bool (*doings_of)(const void *self, struct person person, struct doings *doings);
    /* The account's name by the newest group call before `when`, or STRPOOL_NONE. */
    uint32_t (*name_of)(const void *self, uint32_t account, struct moment when);
    /* Another account that was called so by then, in whatever case and spacing, the earliest; or STRPOOL_NONE. */
    uint32_t (*namesake_of)(const void *self, uint32_t account, uint32_t name, struct moment when);
    /* An account introduced by then whose id or name is this id, but for case and spacing; or STRPOOL_NONE. */
    uint32_t (*lookalike_of)(const void *self, uint32_t account, struct moment when);
    /* When this visitor was first identified as that user; moment_never() when it was not. */
    struct moment (*tied_since)(const void *self, uint32_t anonymous, uint32_t user);
    /* The one visitor who may have been this user before the first identify call and was never joined: of the same source, it
     * made no call any more from then on, and the visitor that was joined had made none. STRPOOL_NONE when there is none, or
     * when there are several to choose from. */
    uint32_t (*lost_visitor_of)(const void *self, uint32_t user, struct moment when);
    /* How this event was called before it was called so, in other case, spacing and punctuation: the earliest such name by then,
     * or STRPOOL_NONE, also when this one is the planned one. */
    uint32_t (*spelled_before)(const void *self, uint32_t event, struct moment when);
    /* How far the clock of this call's sender is ahead, microseconds, if this is the call by which it is told: the earliest of
     * those that showed it first. 0 for all others. */
    int64_t (*clock_of)(const void *self, uint32_t source, uint64_t id);
};

#endif
