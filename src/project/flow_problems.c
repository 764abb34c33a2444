/* What is wrong with one flow: a check for each kind of problem a definition can name. */
#include <assert.h>

#include "base/clock.h"
#include "flow_parts.h"

/* How long before it is identified a visitor is looked for, and among how many of the newest persons. */
#define VISIT_TIME (30 * 60 * CLOCK_S)
#define VISITS_LOOKED_AT 1000u

bool flow_overdue(struct flow_case *of, struct moment when)
{
    int64_t due = when.time + of->flow->def->patience;
    if (of->flows->finished || of->flows->now > due) {
        return true;
    }
    of->due = due < of->due ? due : of->due;
    return false;
}

static const struct flow_point *point(const struct flow_case *of, size_t step)
{
    return &of->flow->points[step];
}

static bool is_there(const struct flow_case *of, size_t step)
{
    return point(of, step)->message != 0;
}

static const struct flow_step *step_of(const struct flow_case *of, size_t number)
{
    return &of->flow->def->steps[number];
}

/* What one program sends is in its order; what two send may overtake each other. Calls of the same moment are in none. */
static bool check_before(struct flow_case *of, const struct flow_problem *problem, struct flow_remark *remark)
{
    size_t a = problem->step, b = problem->other;
    if (!is_there(of, a) || !is_there(of, b)) {
        return false;
    }
    bool one_sender = of->chosen[a] != NULL && of->chosen[b] != NULL && of->chosen[a]->source == of->chosen[b]->source;
    remark->gap = point(of, b)->at.time - point(of, a)->at.time;
    return remark->gap > (one_sender ? 0 : of->flow->def->patience);
}

static bool check_without(struct flow_case *of, const struct flow_problem *problem, struct flow_remark *remark)
{
    remark->step = problem->other;
    return is_there(of, problem->step) && !is_there(of, problem->other) && flow_overdue(of, point(of, problem->step)->at);
}

static bool check_twice(struct flow_case *of, const struct flow_problem *problem, struct flow_remark *remark)
{
    remark->count = point(of, problem->step)->count;
    return remark->count > 1;
}

/* ---- the accounts of a user's steps ---- */

struct pair_search {
    const struct flow_step *step;
    uint32_t account;     /* looked for */
    const struct fact *other;
    bool found;
};

static bool look_pair(void *to, const struct fact *fact)
{
    struct pair_search *search = to;
    if (fact->account == STRPOOL_NONE || !flow_makes(search->step, fact)) {
        return true;
    }
    search->found = search->found || fact->account == search->account;
    if (search->other == NULL || moment_before(fact->first, search->other->first)) {
        search->other = fact;
    }
    return !search->found;
}

struct stray_search {
    struct flow_case *of;
    const struct flow_problem *problem;
    struct flow_remark *remark;
    const struct fact *best;
    bool found;
};

static bool look_stray(void *to, const struct fact *fact)
{
    struct stray_search *search = to;
    struct flow_case *of = search->of;
    if (fact->account == STRPOOL_NONE || !flow_makes(step_of(of, search->problem->step), fact)) {
        return true;
    }
    struct pair_search pair = {.step = step_of(of, search->problem->other), .account = fact->account};
    flow_each(of, look_pair, &pair);
    search->found = pair.other != NULL && !pair.found && flow_overdue(of, fact->first);
    if (search->found) {
        search->remark->account = fact->account;
        search->remark->other = pair.other->account;
    }
    return !search->found;
}

static bool check_elsewhere(struct flow_case *of, const struct flow_problem *problem, struct flow_remark *remark)
{
    struct stray_search search = {.of = of, .problem = problem, .remark = remark};
    flow_each(of, look_stray, &search);
    return search.found;
}

struct mark_search {
    const struct flow_step *step; /* NULL: any */
    struct moment since;
    bool marked;
};

static bool look_mark(void *to, const struct fact *fact)
{
    struct mark_search *search = to;
    search->marked = fact->marked > 0 && !moment_before(fact->last, search->since) &&
                     (search->step == NULL || flow_makes(search->step, fact));
    return !search->marked;
}

static bool check_unmarked(struct flow_case *of, const struct flow_problem *problem, struct flow_remark *remark)
{
    struct mark_search search = {.step = step_of(of, problem->step)};
    (void)remark;
    flow_each(of, look_mark, &search);
    return is_there(of, problem->step) && !search.marked;
}

/* ---- the visitor who became the user ---- */

static bool has_been_seen(const struct actor *visitor)
{
    return visitor->seen.id != moment_never().id;
}

/* The one visitor who was there shortly before, who left when the user was identified, by the same sender, and whom nothing
 * ties to anybody; NULL when there is none, or more than one. */
static const struct actor *find_lost_visitor(const struct flow_case *of, const struct actor *user)
{
    const struct flow_facts *facts = of->facts;
    const struct actor *lost = NULL;
    struct moment when = user->carried_at;
    for (size_t i = facts->person_count, looked = 0; i > 0; i--) {
        const struct actor *visitor = &facts->persons[i - 1];
        bool near = has_been_seen(visitor) && visitor->seen.time >= when.time - VISIT_TIME && moment_before(visitor->left, when);
        if (++looked > VISITS_LOOKED_AT) {
            return NULL;
        }
        if (!visitor->visitor || visitor->owner != FLOW_NONE || !near || visitor->source != user->source) {
            continue;
        }
        if (lost != NULL) {
            return NULL;
        }
        lost = visitor;
    }
    return lost;
}

static bool check_unjoined(struct flow_case *of, const struct flow_problem *problem, struct flow_remark *remark)
{
    const struct actor *user = &of->facts->persons[of->people[0]];
    if (is_there(of, problem->step) || user->visitor || user->carried == FLOW_NONE || !flow_overdue(of, of->begin)) {
        return false;
    }
    const struct actor *carried = &of->facts->persons[user->carried];
    const struct actor *lost = carried;
    if (!has_been_seen(carried)) {
        lost = find_lost_visitor(of, user);
    } else if (carried->owner != FLOW_NONE) {
        lost = NULL; /* it is somebody else's */
    }
    remark->other = lost == NULL ? STRPOOL_NONE : lost->id;
    return lost != NULL;
}

/* ---- invites ---- */

static bool check_nowhere(struct flow_case *of, const struct flow_problem *problem, struct flow_remark *remark)
{
    (void)remark;
    return is_there(of, problem->step) && of->flow->account == STRPOOL_NONE && flow_overdue(of, of->begin);
}

static bool begins_users_flow(const struct flow_case *of, const struct fact *fact)
{
    const struct flow_defs *defs = &of->flows->defs;
    bool begins = false;
    for (size_t i = 0; i < of->flows->used; i++) {
        for (size_t j = 0; defs->items[i]->of == FLOW_OF_USER && j < defs->items[i]->step_count; j++) {
            begins = begins || (defs->items[i]->steps[j].begins && flow_makes(&defs->items[i]->steps[j], fact));
        }
    }
    return begins;
}

bool flow_is_own_account(const struct flow_case *of, uint32_t person, uint32_t account)
{
    bool begins = false;
    struct fact_walk walk = flow_facts_of(of->facts, person);
    for (const struct fact *fact = fact_walk_next(&walk); fact != NULL; fact = fact_walk_next(&walk)) {
        if (fact->account == account && fact->marked > 0) {
            return false; /* who signs up as invited makes no account, though one was made */
        }
        begins = begins || (fact->account == account && begins_users_flow(of, fact));
    }
    return begins;
}

/* The call that a step is first of all made by. */
static bool is_first_kind(const struct flow_step *step, const struct fact *fact)
{
    return fact->signal == step->signals[0];
}

/* A needed step before this one has its account: who was led there is a member of that one too, invited or not. */
static bool was_led_to(const struct flow_case *of, size_t step, uint32_t person, uint32_t account)
{
    struct fact_walk walk = flow_facts_of(of->facts, person);
    bool led = false;
    for (const struct fact *fact = fact_walk_next(&walk); fact != NULL && !led; fact = fact_walk_next(&walk)) {
        for (size_t i = 1; i < step && fact->account == account; i++) {
            const struct flow_step *before = step_of(of, i);
            led = led || (before->need == FLOW_NEEDED && !before->any_account && flow_makes(before, fact));
        }
    }
    return led;
}

static bool look_astray(void *to, const struct fact *fact)
{
    struct stray_search *search = to;
    struct flow_case *of = search->of;
    uint32_t account = fact->account, person = flow_owner(of->facts, fact->person);
    bool astray = account != STRPOOL_NONE && account != of->flow->account &&
                  is_first_kind(step_of(of, search->problem->step), fact) && !moment_before(fact->first, of->begin) &&
                  !flow_is_named(of->facts, person, account) && !flow_is_own_account(of, person, account) &&
                  !was_led_to(of, search->problem->step, person, account) && flow_overdue(of, fact->first);
    if (astray && (search->best == NULL || moment_before(fact->first, search->best->first))) {
        search->best = fact;
        search->remark->other = account;
    }
    return true;
}

/* Something besides where it leads shows that the invite was followed: a step of it, or a sign-up marked as invited. */
static bool was_followed(const struct flow_case *of, size_t except)
{
    struct mark_search search = {.since = of->begin};
    flow_each(of, look_mark, &search);
    for (size_t i = 1; i < of->flow->def->step_count; i++) {
        search.marked = search.marked || (i != except && is_there(of, i) && !step_of(of, i)->any_account);
    }
    return search.marked;
}

static bool check_astray(struct flow_case *of, const struct flow_problem *problem, struct flow_remark *remark)
{
    struct stray_search search = {.of = of, .problem = problem, .remark = remark};
    if (of->flow->account == STRPOOL_NONE || is_there(of, problem->step) || !was_followed(of, problem->step)) {
        return false;
    }
    flow_each(of, look_astray, &search);
    return search.best != NULL;
}

/* True when the flow's later steps about its account are all missing. */
static bool is_open(const struct flow_case *of)
{
    for (size_t i = 1; i < of->flow->def->step_count; i++) {
        if (is_there(of, i) && !step_of(of, i)->any_account) {
            return false;
        }
    }
    return true;
}

static bool look_first_kind(void *to, const struct fact *fact)
{
    struct pair_search *search = to;
    search->found = search->found || (is_first_kind(search->step, fact) &&
                                      (fact->account == search->account || fact->account == STRPOOL_NONE));
    return !search->found;
}

static bool names_inviter(const struct flow_case *of, const struct flow_step *step, uint32_t inviter)
{
    const struct fact *fact = flow_facts_find(of->facts, step->signals[0], inviter, of->flow->account);
    /* The inviter may have been invited too; then one such call is about that. */
    uint32_t own = flow_is_named(of->facts, inviter, of->flow->account) ? 1 : 0;
    return fact != NULL && !moment_before(fact->last, of->begin) && fact->count > own;
}

static bool check_by_inviter(struct flow_case *of, const struct flow_problem *problem, struct flow_remark *remark)
{
    const struct flow_step *step = step_of(of, problem->step);
    struct pair_search own = {.step = step, .account = of->flow->account};
    uint32_t inviter = of->chosen[0] == NULL ? FLOW_NONE : flow_owner(of->facts, of->chosen[0]->person);
    flow_each(of, look_first_kind, &own);
    if (own.found || inviter == FLOW_NONE || of->flow->account == STRPOOL_NONE || !names_inviter(of, step, inviter)) {
        return false;
    }
    /* Of several open invites nobody can tell which was meant. */
    if (is_open(of) && flow_strangers_of(of, of->flow->account, problem->step)->open != 1) {
        return false;
    }
    remark->other = of->facts->persons[inviter].id;
    return flow_overdue(of, of->begin);
}

/* The most telling name a stranger has. */
static uint32_t name_of(const struct flow_facts *facts, uint32_t number)
{
    const struct actor *person = &facts->persons[number];
    return person->names == FLOW_NONE ? person->id : facts->names[person->names].name;
}

static const struct flow_strangers *strangers(struct flow_case *of, const struct flow_problem *problem,
                                              struct flow_remark *remark)
{
    if (of->flow->account == STRPOOL_NONE || !is_open(of)) {
        return NULL;
    }
    const struct flow_strangers *found = flow_strangers_of(of, of->flow->account, problem->step);
    if (found->newest == NULL || moment_before(found->newest->last, of->begin)) {
        return NULL;
    }
    remark->other = name_of(of->facts, found->newest->person);
    remark->count = found->open;
    return found;
}

static bool is_certain(const struct flow_strangers *found)
{
    return found->count == 1 && found->marked == 1 && found->open == 1;
}

static bool check_by_stranger(struct flow_case *of, const struct flow_problem *problem, struct flow_remark *remark)
{
    const struct flow_strangers *found = strangers(of, problem, remark);
    return found != NULL && is_certain(found) && flow_overdue(of, found->newest->last);
}

static bool check_by_strangers(struct flow_case *of, const struct flow_problem *problem, struct flow_remark *remark)
{
    const struct flow_strangers *found = strangers(of, problem, remark);
    return found != NULL && !is_certain(found) && flow_overdue(of, found->newest->last);
}

/* ---- all of it ---- */

typedef bool check_fn(struct flow_case *of, const struct flow_problem *problem, struct flow_remark *remark);
static check_fn *const checks[FLOW_PROBLEM_KINDS] = {
    [FLOW_BEFORE] = check_before,
    [FLOW_WITHOUT] = check_without,
    [FLOW_TWICE] = check_twice,
    [FLOW_ELSEWHERE] = check_elsewhere,
    [FLOW_UNMARKED] = check_unmarked,
    [FLOW_UNJOINED] = check_unjoined,
    [FLOW_NOWHERE] = check_nowhere,
    [FLOW_ASTRAY] = check_astray,
    [FLOW_BY_INVITER] = check_by_inviter,
    [FLOW_BY_STRANGER] = check_by_stranger,
    [FLOW_BY_STRANGERS] = check_by_strangers,
};

/* A step is told one thing that breaks it: the first in the definition's order. */
static void add_remark(struct flow *flow, const struct flow_remark *remark)
{
    size_t at = flow->remark_count;
    bool breaks = remark->problem->grade == FLOW_BROKEN;
    for (size_t i = 0; i < flow->remark_count; i++) {
        const struct flow_remark *other = &flow->remarks[i];
        if (breaks && other->problem->grade == FLOW_BROKEN && other->step == remark->step) {
            return;
        }
        at = breaks && other->problem->grade == FLOW_NOTE && i < at ? i : at;
    }
    if (flow->remark_count == FLOW_REMARKS_MAX) {
        return;
    }
    for (size_t i = flow->remark_count++; i > at; i--) {
        flow->remarks[i] = flow->remarks[i - 1];
    }
    flow->remarks[at] = *remark;
}

void flow_find_problems(struct flow_case *of)
{
    struct flow *flow = of->flow;
    for (size_t i = 0; i < flow->def->problem_count; i++) {
        const struct flow_problem *problem = &flow->def->problems[i];
        struct flow_remark remark = {.problem = problem, .step = problem->step, .account = flow->account};
        if (checks[problem->kind](of, problem, &remark)) {
            add_remark(flow, &remark);
        }
    }
    bool complete = flow->awaited == flow->def->step_count;
    flow->state = flow_problem(flow) != NULL ? FLOW_STATE_BROKEN : complete ? FLOW_STATE_COMPLETE : FLOW_STATE_WAITING;
}
