/* Which calls made the steps of one flow. */
#include "flow_parts.h"

bool flow_makes(const struct flow_step *step, const struct fact *fact)
{
    for (size_t i = 0; i < step->on_count; i++) {
        if (step->signals[i] == fact->signal && !step->on[i].visitor) {
            return true;
        }
    }
    return false;
}

uint32_t flow_owner(const struct flow_facts *facts, uint32_t person)
{
    uint32_t owner = facts->persons[person].visitor ? facts->persons[person].owner : FLOW_NONE;
    return owner == FLOW_NONE ? person : owner;
}

void flow_each(const struct flow_case *of, flow_look_fn *look, void *to)
{
    const struct fact *fact;
    for (size_t i = 0; i < of->people_count; i++) {
        struct fact_walk walk = flow_facts_of(of->facts, of->people[i]);
        while ((fact = fact_walk_next(&walk)) != NULL && look(to, fact)) {
        }
        if (fact != NULL) {
            return;
        }
    }
}

/* ---- whose calls ---- */

static void add_person(struct flow_case *of, uint32_t person)
{
    for (size_t i = 0; i < of->people_count; i++) {
        if (of->people[i] == person) {
            return;
        }
    }
    if (of->people_count < FLOW_PEOPLE_MAX) {
        of->people[of->people_count++] = person;
    }
}

/* Known by the e-mail, or having it, or what else was named, as userId. */
static void find_invitee(struct flow_case *of)
{
    const struct flow_topic *topic = flow_facts_invitee(of->facts, of->instance->invitee);
    uint32_t user = textmap_get(&of->facts->by_user, of->instance->invitee);
    if (user != TEXTMAP_NONE) {
        add_person(of, user);
    }
    for (uint32_t i = topic->names; i != FLOW_NONE && of->people_count < FLOW_PEOPLE_MAX;
         i = of->facts->names[i].next_of_name) {
        add_person(of, of->facts->names[i].person);
    }
}

/* ---- the account ---- */

struct account_search {
    const struct flow_step *step;
    const struct fact *best;
};

static bool look_account(void *to, const struct fact *fact)
{
    struct account_search *search = to;
    if (fact->account == STRPOOL_NONE || (search->step != NULL && !flow_makes(search->step, fact))) {
        return true;
    }
    if (search->best == NULL || moment_before(fact->first, search->best->first)) {
        search->best = fact;
    }
    return true;
}

/* The account of the last step that begins it, else of anything its user did. */
static uint32_t account_of_user(const struct flow_case *of)
{
    const struct flow_def *def = of->flow->def;
    struct account_search search = {0};
    for (size_t i = def->step_count; i > 0 && search.best == NULL; i--) {
        search.step = &def->steps[i - 1];
        if (search.step->begins) {
            flow_each(of, look_account, &search);
        }
    }
    search.step = NULL;
    if (search.best == NULL) {
        flow_each(of, look_account, &search);
    }
    return search.best == NULL ? STRPOOL_NONE : search.best->account;
}

/* ---- steps ---- */

static void take(struct flow_case *of, size_t step, const struct fact *fact, struct moment when)
{
    struct flow_point *point = &of->flow->points[step];
    of->chosen[step] = fact;
    point->message = when.id;
    point->at = when;
    point->account = fact->account;
}

static void saw(struct flow_case *of, const struct fact *fact)
{
    of->newest = fact->last.id > of->newest ? fact->last.id : of->newest;
}

/* The event that names the invitee, whoever sent it. */
static void find_invite(struct flow_case *of)
{
    const struct flow_facts *facts = of->facts;
    const struct flow_topic *topic = flow_facts_invitee(facts, of->instance->invitee);
    for (uint32_t i = topic->facts; i != FLOW_NONE; i = facts->items[i].next_of_invitee) {
        const struct fact *fact = &facts->items[i];
        if (!flow_makes(&of->flow->def->steps[0], fact) || fact->account != of->instance->account) {
            continue;
        }
        saw(of, fact);
        of->flow->points[0].count += fact->count;
        if (of->chosen[0] == NULL || moment_before(fact->first, of->chosen[0]->first)) {
            take(of, 0, fact, fact->first);
        }
    }
}

struct step_search {
    struct flow_case *of;
    size_t number;
    bool best_here; /* what was found is about the flow's account */
};

static bool look_elsewhere(void *to, const struct fact *fact)
{
    struct flow_case *of = to;
    of->elsewhere = fact->account != STRPOOL_NONE && fact->account != of->flow->account;
    return !of->elsewhere;
}

/* What happened before the invite has to be about its account to count: then the invitee is in it already. */
static struct moment moment_after(const struct fact *fact, struct moment begin, bool any_account)
{
    if (!moment_before(fact->first, begin)) {
        return fact->first;
    }
    if (!moment_before(fact->last, begin)) {
        return fact->last;
    }
    return any_account ? moment_never() : fact->first;
}

static bool look_invitee(void *to, const struct fact *fact)
{
    struct step_search *search = to;
    struct flow_case *of = search->of;
    const struct flow_step *step = &of->flow->def->steps[search->number];
    const struct flow_point *point = &of->flow->points[search->number];
    uint32_t account = of->flow->account;
    /* An event that says no account may be about any its user is in; who is known in none but this can mean no other. */
    bool fits = step->any_account || account == STRPOOL_NONE || fact->account == account ||
                (fact->account == STRPOOL_NONE && !of->elsewhere);
    if (!flow_makes(step, fact) || !fits) {
        return true;
    }
    struct moment when = moment_after(fact, of->begin, step->any_account || fact->account == STRPOOL_NONE);
    if (when.id == moment_never().id) {
        return true;
    }
    saw(of, fact);
    /* How often somebody came by means nothing. */
    of->flow->points[search->number].count = step->any_account ? 1 : point->count + fact->count;
    if (of->chosen[search->number] == NULL || moment_before(when, point->at)) {
        take(of, search->number, fact, when);
    }
    return true;
}

static bool look_step(void *to, const struct fact *fact)
{
    struct step_search *search = to;
    struct flow_case *of = search->of;
    const struct flow_step *step = &of->flow->def->steps[search->number];
    const struct fact *best = of->chosen[search->number];
    bool here = step->any_account || fact->account == of->flow->account;
    bool fits = here || of->flow->def->of == FLOW_OF_USER || fact->account == STRPOOL_NONE;
    if (!flow_makes(step, fact) || !fits) {
        return true;
    }
    saw(of, fact);
    of->flow->points[search->number].count += fact->count;
    if (best == NULL || (here && !search->best_here) ||
        (here == search->best_here && moment_before(fact->first, best->first))) {
        take(of, search->number, fact, fact->first);
        search->best_here = here;
    }
    return true;
}

static bool wants_visitor(const struct flow_step *step)
{
    bool wants = false;
    for (size_t i = 0; i < step->on_count; i++) {
        wants = wants || step->on[i].visitor;
    }
    return wants;
}

static void take_visit(struct flow_case *of, size_t number, const struct actor *visitor)
{
    struct flow_point *point = &of->flow->points[number];
    bool before = visitor->owner == FLOW_NONE || !moment_before(visitor->tied, visitor->seen);
    if (visitor->seen.id == moment_never().id || !before) {
        return;
    }
    if (point->message == 0 || moment_before(visitor->seen, point->at)) {
        point->message = visitor->seen.id;
        point->at = visitor->seen;
        point->count = 1;
        of->newest = visitor->seen.id > of->newest ? visitor->seen.id : of->newest;
    }
}

static void find_visit(struct flow_case *of, size_t number)
{
    const struct flow_facts *facts = of->facts;
    for (size_t i = 0; i < of->people_count; i++) {
        const struct actor *person = &facts->persons[of->people[i]];
        if (person->visitor) {
            take_visit(of, number, person);
        }
        uint32_t tie = flow_facts_tie(facts, of->people[i]), visitor;
        while ((visitor = flow_facts_next_visitor(facts, of->people[i], &tie)) != FLOW_NONE) {
            take_visit(of, number, &facts->persons[visitor]);
        }
    }
}

static void find_in_account(struct flow_case *of, struct step_search *search)
{
    const struct flow_facts *facts = of->facts;
    const struct flow_topic *topic = flow_facts_account(facts, of->instance->account);
    for (uint32_t i = topic == NULL ? FLOW_NONE : topic->facts; i != FLOW_NONE; i = facts->items[i].next_of_account) {
        look_step(search, &facts->items[i]);
    }
}

static void find_step(struct flow_case *of, size_t number)
{
    struct step_search search = {.of = of, .number = number};
    if (of->flow->def->of == FLOW_OF_INVITEE) {
        flow_each(of, look_invitee, &search);
    } else if (of->flow->def->of == FLOW_OF_ACCOUNT) {
        find_in_account(of, &search);
    } else {
        flow_each(of, look_step, &search);
    }
    if (wants_visitor(&of->flow->def->steps[number])) {
        find_visit(of, number);
    }
}

/* ---- what is needed ---- */

static bool look_marked(void *to, const struct fact *fact)
{
    bool *marked = to;
    *marked = fact->marked > 0;
    return !*marked;
}

bool flow_is_named(const struct flow_facts *facts, uint32_t person, uint32_t account)
{
    uint32_t name = facts->persons[person].names;
    const struct flow_topic *topic = flow_facts_invitee(facts, facts->persons[person].id);
    do {
        for (uint32_t i = topic == NULL ? FLOW_NONE : topic->facts; i != FLOW_NONE; i = facts->items[i].next_of_invitee) {
            if (account == STRPOOL_NONE || facts->items[i].account == account) {
                return true;
            }
        }
        topic = name == FLOW_NONE ? NULL : flow_facts_invitee(facts, facts->names[name].name);
        name = name == FLOW_NONE ? FLOW_NONE : facts->names[name].next_of_person;
    } while (topic != NULL);
    return false;
}

static bool is_invited(const struct flow_case *of)
{
    bool invited = false;
    flow_each(of, look_marked, &invited);
    for (size_t i = 0; i < of->people_count && !invited; i++) {
        invited = flow_is_named(of->facts, of->people[i], STRPOOL_NONE);
    }
    return invited;
}

static void find_needs(struct flow_case *of)
{
    struct flow *flow = of->flow;
    bool invited = is_invited(of);
    flow->awaited = flow->def->step_count;
    for (size_t i = 0; i < flow->def->step_count; i++) {
        enum flow_need need = flow->def->steps[i].need;
        struct flow_point *point = &flow->points[i];
        point->needed = need == FLOW_NEEDED || (need == FLOW_UNLESS_INVITED && !invited);
        flow->done += point->message != 0;
        flow->needed += point->needed || point->message != 0;
        if (point->needed && point->message == 0 && flow->awaited == flow->def->step_count) {
            flow->awaited = i;
        }
    }
}

/* ---- who ---- */

/* The one who got furthest. */
static void name_user(struct flow_case *of, size_t from)
{
    uint32_t person = of->people_count > 0 ? of->people[0] : FLOW_NONE;
    for (size_t i = of->flow->def->step_count; i > from; i--) {
        if (of->chosen[i - 1] != NULL) {
            person = of->chosen[i - 1]->person;
            break;
        }
    }
    if (person != FLOW_NONE) {
        person = flow_owner(of->facts, person);
        of->flow->user = of->facts->persons[person].id;
        of->flow->visitor = of->facts->persons[person].visitor;
    }
}

static void find_begin(struct flow_case *of)
{
    of->begin = moment_never();
    for (size_t i = 0; i < of->flow->def->step_count; i++) {
        if (of->flow->def->steps[i].begins && of->chosen[i] != NULL && moment_before(of->chosen[i]->first, of->begin)) {
            of->begin = of->chosen[i]->first;
        }
    }
    of->flow->begun = of->begin.time;
}

static void find_whose(struct flow_case *of)
{
    const struct instance *instance = of->instance;
    struct flow *flow = of->flow;
    if (instance->person != FLOW_NONE) {
        add_person(of, instance->person);
    }
    flow->account = instance->account;
    if (flow->def->of == FLOW_OF_USER) {
        flow->account = account_of_user(of);
    } else if (flow->def->of == FLOW_OF_INVITEE) {
        flow->invitee = instance->invitee;
        find_invitee(of);
        find_invite(of);
        uint32_t inviter = of->chosen[0] == NULL ? FLOW_NONE : flow_owner(of->facts, of->chosen[0]->person);
        flow->inviter = inviter == FLOW_NONE ? STRPOOL_NONE : of->facts->persons[inviter].id;
        if (flow->account == STRPOOL_NONE && inviter != FLOW_NONE) {
            /* An invite that says no account is to the inviter's, who is in one only. */
            const struct actor *who = &of->facts->persons[inviter];
            flow->account = who->several ? STRPOOL_NONE : who->account;
        }
    }
}

bool flow_find_steps(struct flow_case *of)
{
    bool invitee = of->flow->def->of == FLOW_OF_INVITEE;
    find_whose(of);
    if (invitee) {
        find_begin(of);
        flow_each(of, look_elsewhere, of);
    }
    for (size_t i = invitee ? 1 : 0; i < of->flow->def->step_count; i++) {
        find_step(of, i);
    }
    if (!invitee) {
        find_begin(of);
    }
    name_user(of, invitee ? 1 : 0);
    find_needs(of);
    return of->begin.id != moment_never().id;
}
