#include "flows.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/xalloc.h"
#include "flow_parts.h"

#define KEYS_MAX_BYTES ((size_t)1 << 26) /* FLOWS_MAX is reached first */
#define FIRST_TEXT (STRPOOL_OVERFLOW + 1) /* so that the first key is flow 0 */

const char *flow_state_name(enum flow_state state)
{
    static const char *const names[FLOW_STATES] = {"waiting", "complete", "broken"};
    return names[state];
}

/* Their kinds of calls are known from now on. */
static void use(struct flows *flows)
{
    for (; flows->used < flows->defs.count; flows->used++) {
        struct flow_def *def = flows->defs.items[flows->used];
        for (size_t i = 0; i < def->step_count; i++) {
            flow_facts_signals(&flows->facts, flows->pool, &def->steps[i]);
        }
    }
}

struct flows *flows_new(struct strpool *pool, const struct links *links)
{
    struct flows *flows = xcalloc(1, sizeof *flows);
    flows->pool = pool;
    flow_defs_init(&flows->defs);
    flow_facts_init(&flows->facts, links);
    flow_defs_builtin(&flows->defs);
    use(flows);
    flows->keys = strpool_new(KEYS_MAX_BYTES);
    flows->due = INT64_MAX;
    flows->round.at = SIZE_MAX;
    flows->cleared = 1;
    return flows;
}

void flows_free(struct flows *flows)
{
    strpool_free(flows->keys);
    flow_facts_done(&flows->facts);
    flow_defs_done(&flows->defs);
    free(flows->strangers);
    free(flows->items);
    free(flows);
}

/* ---- definitions ---- */

const struct flow_defs *flows_defs(const struct flows *flows)
{
    return &flows->defs;
}

bool flows_define(struct flows *flows, const char *name, const struct str *text, struct err *err)
{
    bool read = flow_defs_read(&flows->defs, name, text, err);
    use(flows);
    return read;
}

static bool has(const struct flow_defs *defs, const char *name)
{
    size_t i = 0;
    while (i < defs->count && strcmp(defs->items[i]->name, name) != 0) {
        i++;
    }
    return i < defs->count;
}

void flows_take(struct flows *flows, const struct flow_defs *others)
{
    struct flow_defs *defs = &flows->defs;
    for (size_t i = 0; i < others->count && defs->count < FLOW_DEFS_MAX; i++) {
        if (!has(defs, others->items[i]->name)) {
            struct flow_def *def = arena_alloc(&defs->arena, sizeof *def);
            *def = *others->items[i];
            def->number = (uint32_t)defs->count;
            defs->items[defs->count++] = def;
        }
    }
    use(flows);
}

/* ---- which flows there are ---- */

size_t flow_find(const struct flows *flows, const struct instance *of)
{
    const uint32_t key[4] = {of->def->number, of->person, of->account, of->invitee};
    uint32_t number = strpool_find(flows->keys, (const char *)key, sizeof key);
    return number == STRPOOL_NONE ? SIZE_MAX : number - FIRST_TEXT;
}

static void begin(struct flows *flows, const struct instance *instance)
{
    const uint32_t key[4] = {instance->def->number, instance->person, instance->account, instance->invitee};
    if (flows->count == FLOWS_MAX || flow_find(flows, instance) != SIZE_MAX) {
        return;
    }
    strpool_intern(flows->keys, (const char *)key, sizeof key);
    flows->items = xgrow(flows->items, &flows->cap, flows->count + 1, sizeof *flows->items);
    flows->items[flows->count] = *instance;
    flows->items[flows->count++].fresh = true;
    flows->stale = true;
}

static void begin_of(struct flows *flows, const struct flow_def *def, const struct fact *fact)
{
    struct instance instance = {.def = def, .person = FLOW_NONE};
    bool of_user = def->of == FLOW_OF_USER || def->of == FLOW_OF_MEMBER;
    bool of_account = def->of == FLOW_OF_ACCOUNT || def->of == FLOW_OF_MEMBER;
    if (of_user) {
        instance.person = flow_owner(&flows->facts, fact->person);
    }
    if (of_account || def->of == FLOW_OF_INVITEE) {
        instance.account = fact->account;
    }
    instance.invitee = def->of == FLOW_OF_INVITEE ? fact->invitee : STRPOOL_NONE;
    if ((of_account && fact->account == STRPOOL_NONE) || (def->of == FLOW_OF_INVITEE && fact->invitee == STRPOOL_NONE)) {
        return;
    }
    begin(flows, &instance);
}

static void made(void *to, const struct fact *fact)
{
    struct flows *flows = to;
    for (size_t i = 0; i < flows->used; i++) {
        const struct flow_def *def = flows->defs.items[i];
        for (size_t j = 0; j < def->step_count; j++) {
            if (def->steps[j].begins && flow_makes(&def->steps[j], fact)) {
                begin_of(flows, def, fact);
            }
        }
    }
}

void flows_add(struct flows *flows, uint64_t id, const struct message *message, const struct decoded *decoded)
{
    flows->now = message->received;
    flows->stale = flows->stale || flows->finished;
    flows->finished = false;
    if (message_counts(message)) {
        struct flow_feed feed = {
            .pool = flows->pool, .message = message, .decoded = decoded, .id = id, .made = made, .to = flows,
        };
        flow_facts_add(&flows->facts, &feed);
    }
}

void flows_finish(struct flows *flows)
{
    flows->stale = flows->stale || !flows->finished;
    flows->finished = true;
}

void flows_clear(struct flows *flows, uint64_t id)
{
    flows->cleared = id;
    flows->stale = true;
}

/* ---- their states ---- */

static struct flow_case work_out(struct flows *flows, const struct instance *instance, struct flow *flow)
{
    struct flow_case of = {
        .flows = flows, .facts = &flows->facts, .instance = instance, .flow = flow, .due = INT64_MAX,
    };
    *flow = (struct flow){.def = instance->def};
    if (flow_find_steps(&of)) {
        flow_find_problems(&of);
    } else {
        of.newest = 0; /* what began it turned out to be somebody else's: nothing to list */
    }
    return of;
}

static uint32_t stamp_of(const struct flows *flows, const struct instance *instance)
{
    const struct flow_topic *account = flow_facts_account(&flows->facts, instance->account);
    const struct flow_topic *invitee = flow_facts_invitee(&flows->facts, instance->invitee);
    return (instance->person == FLOW_NONE ? 0 : flows->facts.persons[instance->person].version) +
           (account == NULL ? 0 : account->version) + (invitee == NULL ? 0 : invitee->version);
}

/* What is complete depends on its own people and account only, anything else on everybody. */
static bool is_current(const struct flows *flows, const struct instance *instance, uint32_t stamp)
{
    bool stale = flows->round.stale || flows->stale, others = flows->seen_version != flows->facts.version || stale;
    return !instance->fresh && instance->stamp == stamp && instance->due > flows->now &&
           (instance->state == FLOW_STATE_COMPLETE || !others) && !(stale && instance->due != INT64_MAX);
}

/* A visitor's flow is its user's once the two are tied. */
static void look_at(struct flows *flows, size_t number)
{
    struct instance *instance = &flows->items[number];
    uint32_t owner = instance->person == FLOW_NONE ? FLOW_NONE : flow_owner(&flows->facts, instance->person);
    uint32_t stamp = stamp_of(flows, instance);
    instance->taken_over = owner != instance->person;
    if (instance->taken_over) {
        struct instance of_user = *instance;
        bool stale = flows->stale;
        instance->due = INT64_MAX;
        of_user.person = owner;
        of_user.counted = false;
        begin(flows, &of_user); /* moves the items */
        flows->stale = stale;   /* this round comes to it */
        return;
    }
    if (is_current(flows, instance, stamp)) {
        return;
    }
    struct flow flow;
    struct flow_case of = work_out(flows, instance, &flow);
    flows->changes += instance->fresh || instance->state != flow.state || instance->user != flow.user || instance->about != flow.account;
    instance->state = (uint8_t)flow.state;
    instance->newest = of.newest;
    instance->user = flow.user;
    instance->about = flow.account;
    instance->due = of.due;
    instance->stamp = stamp;
    instance->fresh = false;
}

void flow_look(struct flows *flows, size_t number)
{
    struct instance *instance = &flows->items[number];
    flows->counts[instance->state] -= instance->counted;
    look_at(flows, number);
    instance = &flows->items[number];
    bool listed = flows_listed(flows, number);
    flows->changes += listed != instance->counted;
    instance->counted = listed;
    flows->counts[instance->state] += instance->counted;
    flows->round.due = instance->due < flows->round.due ? instance->due : flows->round.due;
}

bool flows_current(const struct flows *flows)
{
    return flows->round.at == SIZE_MAX && flows->seen_version == flows->facts.version && !flows->stale && flows->now < flows->due;
}

static void begin_round(struct flows *flows)
{
    flows->round.at = 0;
    flows->round.version = flows->facts.version;
    flows->round.stale = flows->stale;
    flows->round.due = INT64_MAX;
    flows->stale = false;
}

static void end_round(struct flows *flows)
{
    flows->round.at = SIZE_MAX;
    flows->round.stale = false;
    flows->seen_version = flows->round.version;
    flows->due = flows->round.due;
}

/* What changes while a round goes on is seen by those looked at later, and by all others in the next round. */
static void go_round(struct flows *flows, size_t steps)
{
    if (flows->round.at == SIZE_MAX) {
        begin_round(flows);
    }
    for (; steps > 0 && flows->round.at < flows->count; steps--) {
        flow_look(flows, flows->round.at++);
    }
    if (flows->round.at >= flows->count) {
        end_round(flows);
    }
}

bool flows_refresh_some(struct flows *flows)
{
    if (!flows_current(flows)) {
        go_round(flows, FLOWS_STEP);
    }
    return flows_current(flows);
}

uint64_t flows_changes(const struct flows *flows)
{
    return flows->changes;
}

uint64_t flows_refresh(struct flows *flows)
{
    if (flows->round.at != SIZE_MAX) {
        go_round(flows, SIZE_MAX);
    }
    if (!flows_current(flows)) {
        go_round(flows, SIZE_MAX);
    }
    return flows->changes;
}

static bool is_of(const struct flow *flow, const struct idlist *calls)
{
    for (size_t i = 0; i < flow->def->step_count; i++) {
        if (flow->points[i].message != 0 && idlist_has(calls, flow->points[i].message)) {
            return true;
        }
    }
    return false;
}

void flows_keep(struct flows *flows, const struct idlist *calls)
{
    struct flow flow;
    flows_refresh(flows);
    for (size_t i = 0; i < flows->count; i++) {
        if (!flows_listed(flows, i)) {
            continue;
        }
        flows_get(flows, i, &flow);
        flows->items[i].left_out = !is_of(&flow, calls);
        flows->items[i].counted = !flows->items[i].left_out;
        flows->counts[flows->items[i].state] -= flows->items[i].left_out;
    }
    flows->changes++;
}

size_t flows_count(const struct flows *flows)
{
    return flows->count;
}

enum flow_state flows_state(const struct flows *flows, size_t number)
{
    return (enum flow_state)flows->items[number].state;
}

const struct flow_def *flows_def(const struct flows *flows, size_t number)
{
    return flows->items[number].def;
}

uint32_t flows_user(const struct flows *flows, size_t number)
{
    return flows->items[number].user;
}

uint32_t flows_account(const struct flows *flows, size_t number)
{
    return flows->items[number].about;
}

uint64_t flows_newest(const struct flows *flows, size_t number)
{
    return flows->items[number].newest;
}

bool flows_listed(const struct flows *flows, size_t number)
{
    const struct instance *instance = &flows->items[number];
    return !instance->taken_over && !instance->fresh && !instance->left_out && instance->newest >= flows->cleared;
}

size_t flows_counted(const struct flows *flows, enum flow_state state)
{
    return flows->counts[state];
}

void flows_get(struct flows *flows, size_t number, struct flow *flow)
{
    work_out(flows, &flows->items[number], flow);
}
