/* Flows: the stories that calls tell together, signup and invite, as definitions describe them (flow_def.h).
 *
 * A flow is derived when asked, from facts (flow_facts.h) that do not depend on the order in which calls arrive: which steps
 * were made and by which calls, what is missing, out of order, doubled, or went to the wrong account. It is
 *   broken    something is wrong that no later call puts right,
 *   waiting   a step is missing that may still come,
 *   complete  all steps are there.
 * That something is missing is said when it was due a definition's `patience` ago, by the times in the journal, or when no
 * call will come any more. At most FLOWS_MAX flows are listed. Facts stay for the session. Owner thread. */
#ifndef PROJECT_FLOWS_H
#define PROJECT_FLOWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "base/strpool.h"
#include "decode/decode.h"
#include "flow_def.h"
#include "links.h"
#include "model/idlist.h"

#define FLOWS_MAX 200000u
#define FLOW_REMARKS_MAX 8

enum flow_state { FLOW_STATE_WAITING, FLOW_STATE_COMPLETE, FLOW_STATE_BROKEN, FLOW_STATES };
/* "waiting", "complete", "broken". */
const char *flow_state_name(enum flow_state state);

/* A step of one flow. */
struct flow_point {
    uint64_t message;  /* the call behind it; 0 while it is missing */
    struct moment at;
    uint32_t account;  /* that the call was about: pool number */
    uint32_t count;    /* how many such calls there were */
    bool needed;       /* the flow is not complete without it */
};

struct flow_remark {
    const struct flow_problem *problem;
    size_t step;       /* where it is told */
    uint32_t account;  /* the account it speaks of */
    uint32_t other;    /* the other account, user or visitor: pool number */
    uint32_t count;
    int64_t gap;       /* microseconds */
};

struct flow {
    const struct flow_def *def;
    enum flow_state state;
    uint32_t user;     /* userId, or anonymousId of a visitor; STRPOOL_NONE while nobody appeared */
    bool visitor;      /* it is an anonymousId */
    uint32_t invitee;  /* of an invite: e-mail or id */
    uint32_t account;
    uint32_t inviter;
    struct flow_point points[FLOW_STEPS_MAX];   /* one for each step of `def` */
    size_t done, needed;                        /* of the steps that are needed, or there */
    struct flow_remark remarks[FLOW_REMARKS_MAX]; /* those that break it first */
    size_t remark_count;
    size_t awaited;    /* the first step that is missing and needed; def->step_count when there is none */
    int64_t begun;     /* time of the call that began it */
};

struct flows;

/* With the definitions that are compiled in. `links` has to outlive it, and takes every call in first. */
struct flows *flows_new(struct strpool *pool, const struct links *links);
void flows_free(struct flows *flows);
/* A project's own definitions as a text, beside those that are compiled in. Before the first call. `name` is the file's name
 * in messages. */
bool flows_define(struct flows *flows, const char *name, const struct str *text, struct err *err);
const struct flow_defs *flows_defs(const struct flows *flows);
/* The same, read already; their texts have to outlive `flows`. Those whose names are taken are left out: `others` may hold
 * what is compiled in as well. */
void flows_take(struct flows *flows, const struct flow_defs *others);

/* Takes a call in; those sent again do not count. */
void flows_add(struct flows *flows, uint64_t id, const struct message *message, const struct decoded *decoded);
/* No call will come any more: what is missing now is missing for good. A call that comes all the same takes it back. */
void flows_finish(struct flows *flows);
/* Flows whose calls are all below `id` are listed no more. */
void flows_clear(struct flows *flows, uint64_t id);

/* Flows none of whose steps was made by one of these calls are listed no more. */
void flows_keep(struct flows *flows, const struct idlist *calls);

/* Flows are numbered from 0 in the order in which they were begun; numbers stay. */
size_t flows_count(const struct flows *flows);
/* Brings states up to date; returns flows_changes. What is shown is not changed by it, only found out. */
uint64_t flows_refresh(struct flows *flows);
/* A part of that, for those who cannot wait: looks at FLOWS_STEP flows at most, in turn. True when all are up to date. In the
 * end it comes to the same. */
#define FLOWS_STEP 8u /* one may take a tenth of a millisecond */
bool flows_refresh_some(struct flows *flows);
/* False while there is something to be brought up to date. */
bool flows_current(const struct flows *flows);
/* Changes when a refresh found that flows are to be listed in another way: other ones, in another state, of another user or
 * account. */
uint64_t flows_changes(const struct flows *flows);
/* As of the last refresh. */
enum flow_state flows_state(const struct flows *flows, size_t number);
const struct flow_def *flows_def(const struct flows *flows, size_t number);
/* The user or visitor, and the account; STRPOOL_NONE: none. */
uint32_t flows_user(const struct flows *flows, size_t number);
uint32_t flows_account(const struct flows *flows, size_t number);
/* False for what is not listed: cleared, or a visitor's flow that became its user's. As of the last refresh. */
bool flows_listed(const struct flows *flows, size_t number);
/* How many are listed in this state. */
size_t flows_counted(const struct flows *flows, enum flow_state state);
/* One in full. */
void flows_get(struct flows *flows, size_t number, struct flow *flow);
/* The flows of which this call is a step, the one begun last first; returns how many. Brings those up to date. */
#define FLOWS_OF_CALL_MAX 4
size_t flows_of_call(struct flows *flows, uint64_t id, const struct message *message, size_t out[FLOWS_OF_CALL_MAX]);
/* The newest call of it. */
uint64_t flows_newest(const struct flows *flows, size_t number);

/* What is wrong, what to wait for: the definition's words with their places filled in. Appended to `out`, as sent: what
 * goes to a terminal goes through report/safe or the canvas. */
void flow_remark_text(const struct strpool *pool, const struct flow *flow, const struct flow_remark *remark, struct str *out);
/* Nothing when the step has no words for it. */
void flow_missing_text(const struct strpool *pool, const struct flow *flow, size_t step, struct str *out);
/* The first remark that breaks it; NULL when none does. */
const struct flow_remark *flow_problem(const struct flow *flow);

#endif
