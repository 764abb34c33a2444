/* Coverage: which events came, and what the tracking plan says of them.
 *
 * An event is a type of call with the name that plans know it by: the event of a track call, the name of a page or screen,
 * none for the other types. Planned events have their rows before the first call; without a plan there are the events seen.
 * At most COVERAGE_MAX beside the planned ones; calls of further events are counted together. Owner thread. */
#ifndef PROJECT_COVERAGE_H
#define PROJECT_COVERAGE_H

#include <stddef.h>
#include <stdint.h>

#include "base/strpool.h"
#include "model/message.h"
#include "model/textmap.h"
#include "plan/plan.h"

#define COVERAGE_MAX 10000u
#define COVERAGE_BREACHES_MAX 50u /* different ones told of an event */
#define COVERAGE_NONE UINT32_MAX

/* A way in which calls of an event are not as planned. Texts are strpool numbers. */
struct coverage_breach {
    uint32_t pointer;  /* into the call; "*" stands for the index of an element */
    uint32_t keyword;
    uint32_t expected;
    uint32_t found;    /* in the newest */
    uint64_t calls;
    uint64_t message;  /* the newest */
};

struct coverage_event {
    enum message_type type;
    uint32_t name;                /* strpool number; STRPOOL_NONE: those without a name, or every call of the type */
    struct planned_event planned; /* its `entry` is a struct plan_entry, of several versions the oldest */
    uint64_t calls;
    uint64_t with_account;        /* of those, with context.groupId; nothing is counted for group calls */
    uint64_t violations;          /* calls that are not as planned */
    int64_t first, last;          /* received; 0: none yet */
    uint64_t message;             /* the newest call */
    uint64_t violating;           /* the newest that is not as planned */
    struct coverage_breach *breaches; /* by first appearance */
    size_t breach_count, breach_cap;
};

/* What the plan makes of an event, in the order in which they are shown. */
enum coverage_group {
    COVERAGE_SEEN,      /* planned, and it came */
    COVERAGE_NEVER,     /* planned, and it never came */
    COVERAGE_UNPLANNED, /* it came, and should have been planned */
    COVERAGE_OTHER,     /* it came, and the plan says nothing of such calls; all there is without a plan */
    COVERAGE_HIDDEN,    /* nothing to show */
    COVERAGE_GROUPS
};

struct coverage {
    const struct plan *plan;
    struct strpool *pool;
    struct coverage_event *items;
    size_t count, cap;
    size_t strangers;                   /* events that are not planned */
    struct textmap rows[MESSAGE_TYPES]; /* by name, STRPOOL_NONE too */
    bool by_type[MESSAGE_TYPES];        /* calls with a name came that the entry for all calls of the type takes */
    uint64_t further;                   /* calls of events beyond COVERAGE_MAX */
    uint64_t generation;                /* grows when an event may have come, gone or changed its group */
};

/* A call between being counted and being judged. */
struct coverage_call {
    struct coverage *coverage;
    uint64_t id;
    uint32_t row; /* COVERAGE_NONE: one of the further ones */
    struct planned_event planned;
};

void coverage_init(struct coverage *coverage, struct strpool *pool);
void coverage_done(struct coverage *coverage);
/* The plan that calls are judged by from now on; NULL: none. It must outlive the coverage, or the next plan. */
void coverage_set_plan(struct coverage *coverage, const struct plan *plan);
/* Counts a call with this name (strpool number), and asks the plan about its event if it is the first. */
struct coverage_call coverage_add(struct coverage *coverage, uint64_t id, const struct message *message, uint32_t name);
/* For rules to ask: what they are told is counted. Valid as long as `call`. */
struct planned coverage_planned(struct coverage_call *call);
/* Counts become 0; events that are not planned go. */
void coverage_clear(struct coverage *coverage);

enum coverage_group coverage_group_of(const struct coverage *coverage, const struct coverage_event *event);
/* How many events there are of each group. */
void coverage_counts(const struct coverage *coverage, size_t counts[COVERAGE_GROUPS]);
/* Rows of all events that are not hidden, by group, type (track first) and name; the caller frees it. */
uint32_t *coverage_list(const struct coverage *coverage, size_t *count);

#endif
