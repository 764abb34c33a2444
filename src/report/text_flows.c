#include "text_parts.h"

#include <stdlib.h>

#include "base/num.h"
#include "base/xalloc.h"
#include "flow_order.h"
#include "safe.h"

#define FLOWS_SHOWN 5u
#define WORDS_MAX ((size_t)64 << 10)

/* The flows that have one problem. */
struct told {
    size_t count;
    size_t flows[FLOWS_SHOWN]; /* the first of them */
};

static void put_pooled(struct report *report, uint32_t text)
{
    safe_puts(&report->out, strpool_text(report->world->pool, text), strpool_length(report->world->pool, text));
}

/* "bob@globex.com @ acme" */
static void put_subject(struct report *report, const struct flow *flow)
{
    uint32_t who = flow->invitee != STRPOOL_NONE ? flow->invitee : flow->def->of == FLOW_OF_ACCOUNT ? STRPOOL_NONE : flow->user;
    put_pooled(report, who);
    if (flow->account != STRPOOL_NONE) {
        str_puts(&report->out, who == STRPOOL_NONE ? "@ " : " @ ");
        put_pooled(report, flow->account);
    }
}

static void put_flow(struct report *report, size_t number, const struct flow_problem *problem, struct str *words)
{
    struct flow flow;
    flows_get(report->world->flows, number, &flow);
    str_puts(&report->out, "        ");
    put_subject(report, &flow);
    for (size_t i = 0; i < flow.remark_count; i++) {
        if (flow.remarks[i].problem == problem) {
            str_clear(words);
            flow_remark_text(report->world->pool, &flow, &flow.remarks[i], words);
            str_puts(&report->out, ": ");
            safe_puts(&report->out, words->data, words->len);
        }
    }
    str_putc(&report->out, '\n');
}

static void put_problem(struct report *report, const struct flow_def *def, size_t number, const struct told *told)
{
    const struct flow_problem *problem = &def->problems[number];
    struct str *out = &report->out, words;
    size_t step = problem->kind == FLOW_WITHOUT ? problem->other : problem->step;
    str_init(&words, WORDS_MAX);
    str_printf(out, "    %s, %s: %zu %s\n", def->name, def->steps[step].name, told->count,
               problem->grade == FLOW_BROKEN ? "broken" : told->count == 1 ? "note" : "notes");
    for (size_t i = 0; i < told->count && i < FLOWS_SHOWN; i++) {
        put_flow(report, told->flows[i], problem, &words);
    }
    if (told->count > FLOWS_SHOWN) {
        str_printf(out, "        and %zu more\n", told->count - FLOWS_SHOWN);
    }
    str_puts(out, "      cure:\n");
    text_wrapped(out, "        ", problem->cure);
    str_done(&words);
    report_drain(report);
}

/* Which flows have which problem: a row of FLOW_PROBLEMS_MAX for each definition. */
static struct told *gather(const struct world *world, const size_t *order, size_t count)
{
    struct told *told = xcalloc(FLOW_DEFS_MAX * FLOW_PROBLEMS_MAX, sizeof *told);
    for (size_t i = 0; i < count; i++) {
        struct flow flow;
        flows_get(world->flows, order[i], &flow);
        for (size_t j = 0; j < flow.remark_count; j++) {
            size_t problem = (size_t)(flow.remarks[j].problem - flow.def->problems);
            struct told *at = &told[flow.def->number * FLOW_PROBLEMS_MAX + problem];
            if (at->count < FLOWS_SHOWN) {
                at->flows[at->count] = order[i];
            }
            at->count++;
        }
    }
    return told;
}

void text_flows(struct report *report)
{
    const struct flow_defs *defs = flows_defs(report->world->flows);
    size_t count, *order = flow_order(report->world, &count);
    struct told *told = gather(report->world, order, count);
    if (count > 0) {
        str_printf(&report->out, "\nflows: %zu broken, %zu waiting, %zu complete\n",
                   flows_counted(report->world->flows, FLOW_STATE_BROKEN), flows_counted(report->world->flows, FLOW_STATE_WAITING),
                   flows_counted(report->world->flows, FLOW_STATE_COMPLETE));
    }
    for (size_t i = 0; i < defs->count; i++) {
        for (size_t j = 0; j < defs->items[i]->problem_count; j++) {
            const struct told *at = &told[i * FLOW_PROBLEMS_MAX + j];
            if (at->count > 0) {
                put_problem(report, defs->items[i], j, at);
            }
        }
    }
    free(told);
    free(order);
}
