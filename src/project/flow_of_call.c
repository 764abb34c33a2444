/* Which flows a call is a step of: those of its user and account, of whom it invites, and of who invited its user. */
#include "flow_parts.h"

#define FACTS_MAX 20000u /* of one person, walked through */
#define LOOKS_MAX 200u   /* flows worked out */

struct call_search {
    struct flows *flows;
    uint64_t id;
    size_t *out; /* the one begun last first */
    size_t count;
    size_t looks;
};

static bool has_step(const struct flow *flow, uint64_t id)
{
    size_t step = 0;
    while (step < flow->def->step_count && flow->points[step].message != id) {
        step++;
    }
    return step < flow->def->step_count;
}

static void add(struct call_search *search, size_t number)
{
    size_t at = 0;
    while (at < search->count && search->out[at] > number) {
        at++;
    }
    if (at == FLOWS_OF_CALL_MAX || (at < search->count && search->out[at] == number)) {
        return;
    }
    search->count += search->count < FLOWS_OF_CALL_MAX;
    for (size_t i = search->count - 1; i > at; i--) {
        search->out[i] = search->out[i - 1];
    }
    search->out[at] = number;
}

static void consider(struct call_search *search, const struct instance *of)
{
    struct flow flow;
    size_t number = flow_find(search->flows, of);
    if (number == SIZE_MAX || search->looks == 0) {
        return;
    }
    search->looks--;
    flow_look(search->flows, number);
    if (flows_listed(search->flows, number)) {
        flows_get(search->flows, number, &flow);
        if (has_step(&flow, search->id)) {
            add(search, number);
        }
    }
}

static void consider_all(struct call_search *search, enum flow_subject of, const struct instance *like)
{
    struct instance instance = *like;
    for (size_t i = 0; i < search->flows->used; i++) {
        instance.def = search->flows->defs.items[i];
        if (instance.def->of == of) {
            consider(search, &instance);
        }
    }
}

/* Those who named this person. */
static void consider_invites(struct call_search *search, const struct flow_topic *topic)
{
    const struct flow_facts *facts = &search->flows->facts;
    for (uint32_t i = topic == NULL ? FLOW_NONE : topic->facts; i != FLOW_NONE && search->looks > 0; i = facts->items[i].next_of_invitee) {
        consider_all(search, FLOW_OF_INVITEE, &(struct instance){
            .person = FLOW_NONE, .account = facts->items[i].account, .invitee = facts->items[i].invitee,
        });
    }
}

static void consider_person(struct call_search *search, uint32_t person)
{
    const struct flow_facts *facts = &search->flows->facts;
    const struct actor *actor = &facts->persons[person];
    consider_all(search, FLOW_OF_USER, &(struct instance){.person = person});
    struct fact_walk walk = flow_facts_of(facts, person);
    const struct fact *fact;
    for (unsigned left = FACTS_MAX; left > 0 && (fact = fact_walk_next(&walk)) != NULL; left--) {
        if (fact->account != STRPOOL_NONE) {
            consider_all(search, FLOW_OF_MEMBER, &(struct instance){.person = person, .account = fact->account});
        }
        if (fact->first.id == search->id && fact->invitee != STRPOOL_NONE) {
            consider_all(search, FLOW_OF_INVITEE, &(struct instance){
                .person = FLOW_NONE, .account = fact->account, .invitee = fact->invitee,
            });
        }
    }
    consider_invites(search, flow_facts_invitee(facts, actor->id));
    for (uint32_t i = actor->names; i != FLOW_NONE; i = facts->names[i].next_of_person) {
        consider_invites(search, flow_facts_invitee(facts, facts->names[i].name));
    }
}

/* True when calls of this kind make a step of something. */
static bool makes_steps(const struct flow_facts *facts, const struct message *message)
{
    bool visit = facts->visitors && message->user == STRPOOL_NONE && message->anonymous != STRPOOL_NONE;
    uint32_t named = message->label == STRPOOL_NONE ? TEXTMAP_NONE : textmap_get(&facts->by_name, message->label);
    return visit || facts->by_type[message->type] != FLOW_SIGNALS_MAX || named != TEXTMAP_NONE;
}

size_t flows_of_call(struct flows *flows, uint64_t id, const struct message *message, size_t out[FLOWS_OF_CALL_MAX])
{
    const struct flow_facts *facts = &flows->facts;
    struct call_search search = {.flows = flows, .id = id, .out = out, .looks = LOOKS_MAX};
    if (!makes_steps(facts, message)) {
        return 0;
    }
    bool user = message->user != STRPOOL_NONE;
    uint32_t person = textmap_get(user ? &facts->by_user : &facts->by_visitor, user ? message->user : message->anonymous);
    if (person != TEXTMAP_NONE) {
        consider_person(&search, person);
        if (flow_owner(facts, person) != person) {
            consider_person(&search, flow_owner(facts, person));
        }
    }
    if (message->account != STRPOOL_NONE) {
        consider_all(&search, FLOW_OF_ACCOUNT, &(struct instance){.person = FLOW_NONE, .account = message->account});
    }
    return search.count;
}
