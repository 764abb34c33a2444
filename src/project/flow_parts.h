/* How a flow is worked out, in parts: which calls made its steps (flow_steps.c), what is wrong (flow_problems.c), which flows
 * there are (flows.c), and which of them a call belongs to (flow_of_call.c). */
#ifndef PROJECT_FLOW_PARTS_H
#define PROJECT_FLOW_PARTS_H

#include "flow_facts.h"
#include "flows.h"

#define FLOW_PEOPLE_MAX 8 /* users known by one e-mail */

struct instance {
    const struct flow_def *def;
    uint32_t person, account, invitee; /* what it is of; the others are FLOW_NONE or STRPOOL_NONE */
    uint32_t stamp;                    /* versions of these when it was looked at */
    int64_t due;                       /* when it has to be looked at again, though nothing comes */
    uint64_t newest;
    uint32_t user, about;              /* the flow's user and account then: texts */
    uint8_t state;
    bool counted;                      /* in `counts`, under that state */
    bool fresh, taken_over;            /* never looked at; a visitor's that became its user's */
    bool left_out;                     /* by flows_keep */
};

/* Strangers in an account: users who were added and whom no invite names. For one definition of invitees. */
struct flow_strangers {
    uint64_t version;        /* of the facts when they were counted; 0: never */
    const struct flow_step *step; /* by which users are added */
    const struct fact *newest; /* how the last of them was added; NULL: nobody */
    uint32_t count, marked;  /* how many, and how many of them somebody invited */
    uint32_t open;           /* invites nobody followed */
};

struct flows {
    struct strpool *pool;
    struct flow_defs defs;
    size_t used;              /* definitions taken into use */
    struct flow_facts facts;
    struct instance *items;
    size_t count, cap;
    struct strpool *keys;     /* what an instance is of -> instance */
    struct flow_strangers *strangers; /* by number of an account's topic */
    size_t strangers_cap;
    int64_t now;              /* newest received time */
    bool finished;
    uint64_t cleared;
    uint64_t seen_version;    /* of the facts when the last round through all began: what came since is not known to all */
    bool stale;               /* something else changed since */
    int64_t due;              /* earliest of the instances' */
    struct {
        size_t at;            /* the next to be looked at; SIZE_MAX: no round is under way */
        uint64_t version;     /* of the facts when it began */
        bool stale;
        int64_t due;
    } round;
    uint64_t changes;
    size_t counts[FLOW_STATES];
};

/* One flow being worked out. */
struct flow_case {
    struct flows *flows;
    const struct flow_facts *facts;
    const struct instance *instance;
    struct flow *flow;
    uint32_t people[FLOW_PEOPLE_MAX]; /* whose calls count */
    size_t people_count;
    struct moment begin;
    bool elsewhere;                   /* of an invitee: known in another account */
    const struct fact *chosen[FLOW_STEPS_MAX]; /* NULL also for a visitor's step */
    uint64_t newest;
    int64_t due;
};

/* Brings one flow up to date. */
void flow_look(struct flows *flows, size_t number);
/* The number of the flow by this definition, of these; SIZE_MAX: there is none. */
size_t flow_find(const struct flows *flows, const struct instance *of);

/* True when `fact` is of a kind that makes the step. */
bool flow_makes(const struct flow_step *step, const struct fact *fact);
/* Calls `look` for all facts of the people of a case until it says false. */
typedef bool flow_look_fn(void *to, const struct fact *fact);
void flow_each(const struct flow_case *of, flow_look_fn *look, void *to);
/* True when the person did something that begins a flow of users in this account, and was not invited to it. */
bool flow_is_own_account(const struct flow_case *of, uint32_t person, uint32_t account);
/* True when some invite to the account names the person, STRPOOL_NONE: to any. */
bool flow_is_named(const struct flow_facts *facts, uint32_t person, uint32_t account);
/* The user a person is; a visitor that is nobody's is itself. */
uint32_t flow_owner(const struct flow_facts *facts, uint32_t person);
/* True when what should have followed `when` would be there by now; otherwise notes when to look again. */
bool flow_overdue(struct flow_case *of, struct moment when);
/* `added` is the step by whose first kind of call users are added. Valid until the next such question. */
const struct flow_strangers *flow_strangers_of(struct flow_case *of, uint32_t account, size_t added);

/* Finds whose calls count and which made the steps. False when nothing began it. */
bool flow_find_steps(struct flow_case *of);
void flow_find_problems(struct flow_case *of);

#endif
