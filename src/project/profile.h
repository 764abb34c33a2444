/* One account or one user, as all its calls tell: which events, which findings, when it was busy, and what its traits were.
 *
 * Made for the page that is looked at, call by call as they settle; another page begins anew. Events are told up to
 * PROFILE_EVENTS different ones, traits from the newest PROFILE_TRAIT_CALLS calls that carry them. Owner thread. */
#ifndef PROJECT_PROFILE_H
#define PROJECT_PROFILE_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "model/idlist.h"
#include "world.h"

#define PROFILE_EVENTS 1000u
#define PROFILE_STEP 20000u /* calls looked at in one go */
#define PROFILE_BUCKETS 60u
#define PROFILE_TRAIT_CALLS 64u
#define PROFILE_TRAITS 100u
#define PROFILE_VALUES 4u
#define PROFILE_VALUE_BYTES 120u

enum profile_kind { PROFILE_NONE, PROFILE_ACCOUNT, PROFILE_USER };

struct profile_event {
    uint32_t label; /* pool number; STRPOOL_NONE: calls without a name */
    uint8_t type;   /* enum message_type */
    uint64_t calls;
    uint64_t newest; /* message */
};

struct profile_rule {
    uint64_t counts[SEVERITIES];
    uint64_t newest; /* message */
};

/* A trait and what it was, newest first; neighbours differ. */
struct profile_trait {
    const char *key;
    size_t count;
    struct {
        const char *text; /* as sent, a string without its quotes and escapes; cut to PROFILE_VALUE_BYTES */
        uint64_t message;
        int64_t at;
    } values[PROFILE_VALUES];
};

struct profile {
    enum profile_kind kind;
    uint32_t number;      /* in the world's accounts, or users */
    uint64_t next;        /* the first message not looked at */
    uint64_t cleared;     /* the world's, when it was */
    struct profile_event *events; /* most frequent first, as of profile_update */
    size_t event_count, event_cap;
    struct profile_rule *rules;   /* one for each row of rules_table */
    struct idlist trait_calls;
    /* Calls in stretches of `width` microseconds from `start` on. */
    int64_t start, width;
    uint32_t buckets[PROFILE_BUCKETS];
    uint32_t busiest;
    /* Of profile_read_traits. */
    struct arena texts;
    struct profile_trait *traits;
    size_t trait_count, trait_cap;
    uint64_t traits_until; /* newest call they were read from */
};

void profile_init(struct profile *profile);
void profile_done(struct profile *profile);
/* Another page. Nothing happens when it is the same one. */
void profile_set(struct profile *profile, enum profile_kind kind, uint32_t number);
/* Takes in what has settled since, at most PROFILE_STEP calls of it. True when that was something. */
bool profile_update(struct profile *profile, const struct world *world);
/* True when nothing that has settled is left to be taken in. */
bool profile_complete(const struct profile *profile, const struct world *world);
/* Reads the traits from the journal, if there are newer ones. */
void profile_read_traits(struct profile *profile, const struct world *world, struct journal_reader *reader);
/* All calls of it in memory, ascending. */
const struct idlist *profile_calls(const struct profile *profile, const struct world *world);

#endif
