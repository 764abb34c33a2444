#include "world.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/xalloc.h"
#include "model/b2b.h"
#include "model/mask.h"
#include "past.h"

/* Lists follow the store in steps, because walking every account for each message that leaves would be quadratic. */
#define FORGET_STEP 4096
#define TREES_CHUNK ((size_t)64 << 10)
#define SCRATCH_MAX ((size_t)1 << 20)

struct world *world_new(uint64_t max_messages)
{
    struct world *world = xcalloc(1, sizeof *world);
    world->pool = strpool_new(WORLD_MAX_TEXT);
    b2b_prepare(world->pool);
    requests_init(&world->requests, max_messages);
    store_init(&world->store, max_messages);
    accounts_init(&world->accounts);
    links_init(&world->links);
    spellings_init(&world->spellings);
    sources_init(&world->sources);
    deliveries_init(&world->deliveries);
    coverage_init(&world->coverage, world->pool);
    findings_init(&world->findings);
    judge_init(&world->judge, NULL);
    once_init(&world->told);
    world->flows = flows_new(world->pool, &world->links);
    str_init(&world->scratch, SCRATCH_MAX);
    arena_init(&world->trees, TREES_CHUNK);
    world->settled = world->cleared = world->forgotten = 1;
    return world;
}

void world_free(struct world *world)
{
    str_done(&world->scratch);
    arena_done(&world->trees);
    once_done(&world->told);
    judge_done(&world->judge);
    flows_free(world->flows);
    findings_done(&world->findings);
    coverage_done(&world->coverage);
    deliveries_done(&world->deliveries);
    sources_done(&world->sources);
    spellings_done(&world->spellings);
    links_done(&world->links);
    accounts_done(&world->accounts);
    store_done(&world->store);
    requests_done(&world->requests);
    strpool_free(world->pool);
    free(world);
}

void world_look_back(struct world *world, struct journal *journal)
{
    deliveries_look_back(&world->deliveries, journal);
}

void world_set_plan(struct world *world, const struct plan *plan)
{
    coverage_set_plan(&world->coverage, plan);
    world->generation++;
}

void world_set_rules(struct world *world, const struct rule_settings *settings)
{
    judge_done(&world->judge);
    judge_init(&world->judge, settings);
}

void world_show_secrets(struct world *world, bool show)
{
    world->show_secrets = show;
}

static void add_finding(struct world *world, uint64_t id, size_t rule, const struct remark *remark)
{
    struct message *message = store_edit(&world->store, id);
    enum severity severity = rule_settings_severity(world->judge.settings, rule, remark->severity);
    const char *kind = remark->kind;
    uint32_t text = strpool_intern(world->pool, remark->text, strlen(remark->text));
    struct finding finding = {
        .message = id,
        .path = strpool_intern(world->pool, remark->path, strlen(remark->path)),
        .text = text,
        .kind = kind[0] == '\0' ? text : strpool_intern(world->pool, kind, strlen(kind)),
        .next = message->finding,
        .rule = (uint8_t)rule,
        .severity = (uint8_t)severity,
    };
    message->finding = (uint32_t)(findings_add(&world->findings, &finding, message->received,
                                               world->sources.items[message->source].sdk) +
                                  1);
    size_t account = accounts_find(&world->accounts, message->account);
    world->accounts.items[account].findings[severity]++;
}

/* The rules that have spoken about a call, a bit per row. */
static uint64_t have_spoken(const struct world *world, const struct message *message)
{
    uint64_t rules = 0;
    const struct finding *finding = world_finding(world, message->finding);
    for (; finding != NULL; finding = world_finding(world, finding->next)) {
        rules |= UINT64_C(1) << finding->rule;
    }
    return rules;
}

#define MASKED (FACT_BIT(FACT_SECRET) | FACT_BIT(FACT_CARD))

/* What is masked in the call is masked in what is said about it. */
static void mask_remarks(const struct world *world, const struct call_facts *facts, struct remarks *remarks)
{
    if (facts == NULL || (facts->found & MASKED) == 0 || world->show_secrets) {
        return;
    }
    for (size_t i = 0; i < remarks->count; i++) {
        mask_sentence(facts, remarks->items[i].text);
        mask_sentence(facts, remarks->items[i].kind);
    }
}

static bool is_told(struct world *world, const struct rule_input *input, size_t row, const struct remark *remark)
{
    return (remark->once[0] == STRPOOL_NONE && remark->once[1] == STRPOOL_NONE) ||
           once_first(&world->told, row, remark->once, input->message->order);
}

/* What was said of a call is not said again when it is sent again. */
static void judge(struct world *world, const struct rule_input *input, enum rule_time time)
{
    uint64_t rules = judge_rules(&world->judge, world->pool, input->message, time);
    if (!message_counts(input->message)) {
        return;
    }
    rules &= input->plan == NULL ? ~world->judge.of_plan : UINT64_MAX;
    rules &= ~judge_idle(&world->judge, input->facts == NULL ? 0 : input->facts->found);
    uint64_t spoken = (rules & world->judge.yielding) != 0 ? have_spoken(world, input->message) : 0;
    for (; rules != 0; rules &= rules - 1) {
        size_t row = (size_t)__builtin_ctzll(rules);
        struct remarks remarks;
        remarks.count = 0;
        if ((world->judge.yields[row] & spoken) != 0) {
            continue;
        }
        world->judge.checks[row](input, &remarks);
        if (remarks.count == 0) {
            continue;
        }
        mask_remarks(world, input->facts, &remarks);
        spoken |= UINT64_C(1) << row;
        for (size_t i = 0; i < remarks.count; i++) {
            if (is_told(world, input, row, &remarks.items[i])) {
                add_finding(world, input->id, row, &remarks.items[i]);
            }
        }
    }
}

static void settle_one(struct world *world)
{
    uint64_t id = world->settled++;
    const struct past past = {&world->links, &world->accounts, &world->spellings, &world->sources, world->pool};
    struct history history = past_history(&past);
    struct rule_input input = {
        .message = store_get(&world->store, id),
        .id = id,
        .pool = world->pool,
        .history = &history,
    };
    judge(world, &input, RULE_WHEN_SETTLED);
    store_edit(&world->store, id)->flags |= MESSAGE_SETTLED;
    world->generation++;
}

void world_settle(struct world *world, int64_t until)
{
    while (world_due(world) != CLOCK_NONE && world_due(world) < until) {
        settle_one(world);
    }
}

void world_finish(struct world *world)
{
    while (world->settled < world->store.next) {
        settle_one(world);
    }
    flows_finish(world->flows);
}

int64_t world_due(const struct world *world)
{
    const struct message *message = store_get(&world->store, world->settled);
    return message == NULL ? CLOCK_NONE : message->received + SETTLE_TIME;
}

static void forget(struct world *world)
{
    uint64_t first = world->store.first;
    if (first - world->forgotten < FORGET_STEP) {
        return;
    }
    accounts_forget(&world->accounts, first);
    links_forget(&world->links, first);
    findings_forget(&world->findings, first);
    deliveries_forget(&world->deliveries, first);
    world->forgotten = first;
}

/* A call on its way into the world, and what is found out on the way. */
struct arrival {
    const struct capture *capture;
    const struct decoded *decoded;
    struct message message;
    uint32_t name;           /* what a plan knows it by, and coverage */
    struct call_facts facts;
    struct rule_clash clash; /* `where` NULL: there is none */
};

/* NULL for a call that is no event. */
static const struct event_name *name_event(struct world *world, const struct message *message, uint64_t id, bool planned)
{
    bool named = message->type == MESSAGE_TRACK && message->label != STRPOOL_NONE && message_counts(message);
    return named ? spellings_add(&world->spellings, world->pool, message->label, message_moment(message, id), planned) : NULL;
}

static void judge_arrival(struct world *world, const struct arrival *arrival, uint64_t id)
{
    const struct decoded *decoded = arrival->decoded;
    const struct message *message = store_get(&world->store, id);
    struct coverage_call covered = coverage_add(&world->coverage, id, message, arrival->name);
    struct planned plan = coverage_planned(&covered);
    const struct planned_call planned = {
        .type = (enum message_type)message->type,
        .name = strpool_text(world->pool, arrival->name),
        .tree = decoded->tree,
        .context = decoded->context_tree,
        .event = &covered.planned,
    };
    struct rule_input input = {
        .message = message,
        .id = id,
        .plan = world->coverage.plan != NULL ? &plan : NULL,
        .planned = &planned,
        .tree = decoded->tree,
        .name = name_event(world, message, id, covered.planned.entry != NULL),
        .path = arrival->capture->method[0] == '\0' ? "" : arrival->capture->path,
        .times = &decoded->times,
        .text = decoded->text,
        .facts = &arrival->facts,
        .message_id = decoded->message_id,
        .pool = world->pool,
        .clash = arrival->clash.where != NULL ? &arrival->clash : NULL,
    };
    judge(world, &input, RULE_ON_ARRIVAL);
}

/* A capture on its way into the world. */
struct feeding {
    struct world *world;
    const struct capture *capture;
    uint64_t first; /* its first message; 0 = none yet */
    uint64_t calls;
};

static void count(struct world *world, const struct message *message)
{
    if (message->type == MESSAGE_REFUSED) {
        world->refused++;
    } else if (!message_counts(message)) {
        world->resent++;
    } else {
        world->calls++;
        activity_add(&world->types[message->type], message->received);
        world->sources.items[message->source].calls++;
    }
}

/* The name of an event is shown everywhere: a card number in it is nowhere. */
static void mask_names(struct world *world, struct arrival *arrival)
{
    uint32_t label = arrival->message.label;
    if ((arrival->facts.found & FACT_BIT(FACT_CARD)) == 0 || world->show_secrets) {
        return;
    }
    str_clear(&world->scratch);
    str_append(&world->scratch, strpool_text(world->pool, label), strpool_length(world->pool, label));
    mask_sentence(&arrival->facts, world->scratch.data);
    arrival->message.label = strpool_intern(world->pool, world->scratch.data, world->scratch.len);
    arrival->name = arrival->name == label ? arrival->message.label : arrival->name;
}

/* What its bytes show, before anything is made of it. */
static void look_at(struct world *world, const struct decoded *decoded, struct arrival *arrival)
{
    arrival->decoded = decoded;
    arrival->message = decoded->message;
    arrival->name = decoded->name;
    arrival->facts.found = 0;
    if (world->judge.facts != 0) {
        facts_of_call(decoded->text, decoded->plain ? decoded->tree : NULL, world->judge.facts, &world->shapes, &arrival->facts);
        mask_names(world, arrival);
    }
}

/* The oldest call is about to leave memory. */
static void part(struct world *world)
{
    if (world->settled == world->store.first) {
        settle_one(world);
    }
    if (world->parting != NULL) {
        world->parting(world->parting_to, world->store.first);
    }
}

/* The written order: what a call means to the model, from its arrival on. */
static void take(void *to, const struct decoded *decoded)
{
    struct feeding *feeding = to;
    struct world *world = feeding->world;
    struct arrival arrival;
    struct message *message = &arrival.message;
    arrival.capture = feeding->capture;
    look_at(world, decoded, &arrival);
    deliveries_expect(&world->deliveries, decoded->message_id);
    world_settle(world, message->received);
    if (world->store.next - world->store.first == world->store.max) {
        part(world);
    }
    message->source = sources_number(&world->sources, world->pool, decoded->key, decoded->library);
    clocks_place(&world->clocks, message, &decoded->times);
    deliveries_take(world, feeding->capture, decoded, message, &arrival.clash);
    uint64_t id = store_append(&world->store, message);
    accounts_add(&world->accounts, world->pool, id, message);
    links_add(&world->links, world->pool, id, message, decoded->tree);
    flows_add(world->flows, id, message, decoded);
    requests_carried(&world->requests, world->request, id, message);
    sources_clock(&world->sources, message, id, &decoded->times);
    count(world, message);
    feeding->first = feeding->first == 0 ? id : feeding->first;
    feeding->calls++;
    world->now = message->received;
    judge_arrival(world, &arrival, id);
    forget(world);
}

static void judge_request(const struct feeding *feeding)
{
    struct rule_request request = {.bytes = feeding->capture->body_size, .calls = feeding->calls};
    struct rule_input input = {
        .message = store_get(&feeding->world->store, feeding->first),
        .id = feeding->first,
        .pool = feeding->world->pool,
        .request = &request,
    };
    if (input.message != NULL) { /* a batch may be longer than the store */
        judge(feeding->world, &input, RULE_OF_REQUEST);
    }
}

void world_feed(struct world *world, const struct capture *capture)
{
    struct feeding feeding = {.world = world, .capture = capture};
    struct decoding decoding = {
        .capture = capture,
        .pool = world->pool,
        .emit = take,
        .to = &feeding,
        .scratch = &world->scratch,
        .trees = &world->trees,
        .previous = world->now,
    };
    world->request = requests_add(&world->requests, capture);
    if (capture_is_call(capture)) {
        decode_capture(&decoding);
        judge_request(&feeding);
    }
    world->captures++;
    world->generation++;
}

void world_clear(struct world *world)
{
    world_finish(world);
    world->cleared = world->store.next;
    world->calls = world->refused = world->resent = 0;
    memset(world->types, 0, sizeof world->types);
    findings_clear(&world->findings);
    coverage_clear(&world->coverage);
    accounts_clear(&world->accounts);
    links_clear(&world->links);
    sources_clear_counts(&world->sources);
    requests_clear(&world->requests);
    flows_clear(world->flows, world->cleared);
    world->generation++;
}

/* Links are numbers cut to 32 bits: the newest number with these low bits is meant. */
static uint64_t finding_number(const struct world *world, uint32_t link)
{
    uint64_t last = world->findings.next - 1;
    return last - ((uint32_t)last - (link - 1));
}

void world_tell_findings(const struct world *world, uint64_t id, struct findings *to)
{
    const struct message *message = store_get(&world->store, id);
    const struct finding **found = NULL;
    size_t count = 0, cap = 0;
    const struct finding *finding = world_finding(world, message->finding);
    for (; finding != NULL; finding = world_finding(world, finding->next)) {
        found = xgrow(found, &cap, count + 1, sizeof *found);
        found[count++] = finding;
    }
    while (count > 0) { /* the newest was met first */
        struct finding told = *found[--count];
        told.next = 0;
        findings_add(to, &told, message->received, world->sources.items[message->source].sdk);
    }
    free(found);
}

const struct finding *world_finding(const struct world *world, uint32_t link)
{
    if (link == 0) {
        return NULL;
    }
    return findings_get(&world->findings, finding_number(world, link));
}

const struct finding *world_worst(const struct world *world, const struct message *message)
{
    const struct finding *worst = NULL;
    const struct finding *finding = world_finding(world, message->finding);
    for (; finding != NULL; finding = world_finding(world, finding->next)) {
        if (worst == NULL || finding->severity > worst->severity) {
            worst = finding;
        }
    }
    return worst;
}
