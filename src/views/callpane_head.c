/* The facts about a call, above it: how it came, when, from whom. As many on a row as fit. */
#include "callpane_rows.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/num.h"
#include "callrow.h"
#include "report/line.h"

#define SKEW_SHOWN CLOCK_S /* less is the way from there to here */
#define LINE_MAX_BYTES 256
#define GAP 3
#define ACCOUNTS_TOLD 3

/* Facts are written behind one another; one that does not fit begins a row. */
struct facts {
    struct callpane *pane;
    size_t begun; /* the fact being written: its first run */
};

static void begin_fact(struct facts *facts, const char *label)
{
    struct callpane *pane = facts->pane;
    if (pane->rows[pane->row_count - 1].count > 0) {
        callpane_puts(pane, ROLE_DIM, "   ");
    }
    facts->begun = pane->run_count;
    if (label[0] != '\0') {
        callpane_puts(pane, ROLE_DIM, label);
        callpane_puts(pane, ROLE_DIM, " ");
    }
}

/* Moves a fact that is cut at the edge to a row of its own. */
static void end_fact(struct facts *facts)
{
    struct callpane *pane = facts->pane;
    struct callpane_row *row = &pane->rows[pane->row_count - 1];
    uint32_t taken = (uint32_t)(pane->run_count - facts->begun);
    if (callpane_row_width(pane) <= pane->width || row->count <= taken) {
        return;
    }
    row->count -= taken + 1; /* the gap too */
    callpane_row(pane, 0);
    row = &pane->rows[pane->row_count - 1];
    row->first = (uint32_t)facts->begun;
    row->count = taken;
}

static void add_fact(struct facts *facts, const char *label, enum role role, const char *text)
{
    begin_fact(facts, label);
    callpane_puts(facts->pane, role, text);
    end_fact(facts);
}

/* ---- how it came ---- */

static void add_request(struct facts *facts, const struct message *message, const struct world_call *call)
{
    struct callpane *pane = facts->pane;
    const struct capture *capture = &call->capture;
    char text[24];
    begin_fact(facts, capture->method);
    callpane_puts(pane, ROLE_DIM, capture->path);
    if ((message->flags & MESSAGE_BATCHED) != 0) {
        snprintf(text, sizeof text, " #%u", message->item + 1);
        callpane_puts(pane, ROLE_DIM, text);
    }
    end_fact(facts);
    if (message->status != 200 && message->status != 0) {
        snprintf(text, sizeof text, "%u", message->status);
        add_fact(facts, "answered", ROLE_WARNING, text);
    }
}

static void add_source(struct facts *facts, const struct world *world, const struct message *message)
{
    const struct source *source = &world->sources.items[message->source];
    if (source->library != STRPOOL_NONE) {
        add_fact(facts, "", ROLE_DIM, strpool_text(world->pool, source->library));
    }
    if (source->key != STRPOOL_NONE) {
        add_fact(facts, "key", ROLE_DIM, strpool_text(world->pool, source->key));
    }
}

/* ---- when ---- */

/* Its own time, as it says it: the value of one of the two members that may hold it. */
static struct json_span own_time(struct json_span call, int64_t *us)
{
    static const char *const names[] = {"timestamp", "originalTimestamp"};
    struct json_span value;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (jsontext_member(call, names[i], &value) && decode_time(value, us)) {
            return value;
        }
    }
    return (struct json_span){0};
}

/* When it happened, by Segment's formula, beside what the call says itself. */
static void add_own_time(struct facts *facts, const struct message *message, const struct world_call *call)
{
    struct callpane *pane = facts->pane;
    char happened[CLOCK_ISO_SIZE], span[CLOCK_ISO_SIZE];
    int64_t own;
    struct json_span said = own_time(call->text, &own);
    if (said.n == 0) {
        return;
    }
    add_fact(facts, "happened", ROLE_TIME, clock_format_time(message->time, happened));
    int64_t ahead = own - message->time;
    if (ahead >= SKEW_SHOWN || ahead <= -SKEW_SHOWN) {
        size_t quote = said.p[0] == '"';
        begin_fact(facts, "");
        callpane_puts(pane, ROLE_NOTE, "clock ");
        callpane_puts(pane, ROLE_NOTE, clock_format_span(ahead, span));
        callpane_puts(pane, ROLE_NOTE, ahead > 0 ? " fast" : " slow");
        callpane_puts(pane, ROLE_DIM, ": it says ");
        callpane_add(pane, ROLE_DIM, said.p + quote, said.n - 2 * quote);
        end_fact(facts);
    }
}

static void add_times(struct facts *facts, const struct message *message, const struct world_call *call)
{
    char time[CLOCK_ISO_SIZE];
    struct json_span sent;
    int64_t us;
    add_fact(facts, "received", ROLE_TIME, clock_format_time(message->received, time));
    if (jsontext_member(call->text, "sentAt", &sent) && decode_time(sent, &us)) {
        add_fact(facts, "sent", ROLE_TIME, clock_format_time(us, time));
    }
    add_own_time(facts, message, call);
}

/* ---- from whom ---- */

static void add_named(struct facts *facts, const struct world *world, uint32_t id, uint32_t name)
{
    callpane_puts(facts->pane, ROLE_DEFAULT, strpool_text(world->pool, id));
    if (name != STRPOOL_NONE && name != id) {
        callpane_puts(facts->pane, ROLE_DIM, " ");
        callpane_puts(facts->pane, ROLE_NAME, strpool_text(world->pool, name));
    }
}

/* The accounts it belongs to, as of now; not told when that is just the account of the call. */
static void add_accounts(struct callpane *pane, const struct world *world, const struct user *user, uint32_t account)
{
    unsigned told = 0;
    if (user->link_count == 1 && user->link != LINKS_NONE && world->links.items[user->link].account == account) {
        return;
    }
    for (uint32_t i = user->link; i != LINKS_NONE; i = world->links.items[i].next) {
        const struct link *link = &world->links.items[i];
        if (link->removed || told++ >= ACCOUNTS_TOLD) {
            continue;
        }
        callpane_puts(pane, ROLE_DIM, told == 1 ? ", in " : ", ");
        callpane_puts(pane, (enum role)(ROLE_LINK_IMPLIED + link->provenance), strpool_text(world->pool, link->account));
    }
    if (told > ACCOUNTS_TOLD) {
        char text[32];
        callpane_add(pane, ROLE_DIM, text, (size_t)snprintf(text, sizeof text, " and %u more", told - ACCOUNTS_TOLD));
    }
}

static void add_user(struct facts *facts, const struct world *world, const struct message *message)
{
    bool known = message->user != STRPOOL_NONE;
    uint32_t id = known ? message->user : message->anonymous;
    uint32_t number = id == STRPOOL_NONE ? TEXTMAP_NONE
                                         : textmap_get(known ? &world->links.by_user : &world->links.by_visitor, id);
    if (id == STRPOOL_NONE) {
        return;
    }
    begin_fact(facts, known ? "user" : "visitor");
    if (number == TEXTMAP_NONE) {
        add_named(facts, world, id, STRPOOL_NONE);
    } else {
        add_named(facts, world, id, world->links.users[number].label);
        add_accounts(facts->pane, world, &world->links.users[number], message->account);
    }
    end_fact(facts);
}

static void add_account(struct facts *facts, const struct world *world, const struct message *message)
{
    size_t number = message->account == STRPOOL_NONE ? 0 : accounts_find(&world->accounts, message->account);
    if (message->account != STRPOOL_NONE) {
        begin_fact(facts, "account");
        add_named(facts, world, message->account, number == 0 ? STRPOOL_NONE : world->accounts.items[number].name);
        end_fact(facts);
    }
}

/* ---- what it is part of ---- */

uint32_t callpane_find_flows(struct callpane *pane, const struct world *world, uint64_t id, const struct message *message)
{
    uint32_t seen = 0;
    pane->flow_count = message == NULL ? 0 : flows_of_call(world->flows, id, message, pane->flows);
    for (size_t i = 0; i < pane->flow_count; i++) {
        struct flow flow;
        flows_get(world->flows, pane->flows[i], &flow);
        seen = seen * 31 + (uint32_t)pane->flows[i];
        seen = seen * 31 + (uint32_t)(flow.needed * FLOW_STATES + flow.state) + 1;
        seen = seen * 31 + (flow.invitee != STRPOOL_NONE ? flow.invitee : flow.user);
    }
    return seen;
}

static uint32_t whose(const struct flow *flow)
{
    return flow->def->of == FLOW_OF_ACCOUNT ? flow->account : flow->invitee != STRPOOL_NONE ? flow->invitee : flow->user;
}

/* Of the steps that are needed or there, as a flow's progress is shown. */
static size_t place_in(const struct flow *flow, uint64_t id)
{
    size_t place = 0;
    for (size_t i = 0; i < flow->def->step_count; i++) {
        place += flow->points[i].needed || flow->points[i].message != 0;
        if (flow->points[i].message == id) {
            break;
        }
    }
    return place;
}

static void add_flow(struct facts *facts, const struct world *world, size_t number)
{
    static const enum role roles[FLOW_STATES] = {
        [FLOW_STATE_WAITING] = ROLE_DEFAULT, [FLOW_STATE_COMPLETE] = ROLE_DEFAULT, [FLOW_STATE_BROKEN] = ROLE_WARNING,
    };
    struct callpane *pane = facts->pane;
    struct flow flow;
    char step[64];
    flows_get(world->flows, number, &flow);
    begin_fact(facts, "flow");
    callpane_puts(pane, ROLE_DEFAULT, flow.def->name);
    callpane_puts(pane, ROLE_DIM, " of ");
    callpane_puts(pane, ROLE_NAME, strpool_text(world->pool, whose(&flow)));
    snprintf(step, sizeof step, ", step %zu of %zu, ", place_in(&flow, pane->id), flow.needed);
    callpane_puts(pane, ROLE_DIM, step);
    callpane_puts(pane, roles[flow.state], flow_state_name(flow.state));
    end_fact(facts);
}

static void add_delivery(struct callpane *pane, const struct world *world)
{
    struct str line;
    str_init(&line, LINE_MAX_BYTES);
    line_again(world, pane->id, &line);
    callpane_wrapped(pane, 0, ROLE_ACCENT, line.data, line.len);
    str_done(&line);
}

static void add_troubles(struct callpane *pane, const struct capture *capture)
{
    char fault[160];
    if (capture->reason[0] != '\0') {
        callpane_wrapped(pane, 0, ROLE_WARNING, capture->reason, strlen(capture->reason));
    }
    if (capture->fault[0] != '\0') {
        callpane_wrapped(pane, 0, ROLE_WARNING, fault,
                         (size_t)snprintf(fault, sizeof fault, "answered by a simulated fault: %.100s", capture->fault));
    }
}

void callpane_head(struct callpane *pane, const struct world *world, const struct message *message,
                   const struct world_call *call)
{
    char size[NUM_TEXT_SIZE];
    struct facts facts = {.pane = pane};
    callpane_row(pane, 0);
    add_fact(&facts, "", (enum role)(ROLE_CALL_IDENTIFY + message->type), message_type_name((enum message_type)message->type));
    add_fact(&facts, "", ROLE_DIM, num_format_size(message->length, size));
    add_request(&facts, message, call);
    add_source(&facts, world, message);
    callpane_row(pane, 0);
    add_times(&facts, message, call);
    add_user(&facts, world, message);
    add_account(&facts, world, message);
    for (size_t i = 0; i < pane->flow_count; i++) {
        add_flow(&facts, world, pane->flows[i]);
    }
    add_delivery(pane, world);
    add_troubles(pane, &call->capture);
}
