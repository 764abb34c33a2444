#include "text_parts.h"

#include <stdlib.h>

#include "base/num.h"
#include "base/xalloc.h"
#include "flow_order.h"
#include "safe.h"

#define FLOWS_SHOWN 5u
#define WORDS_MAX ((size_t)64 << 10)

/* The flows that have one problem, or wait for one step. */
struct told {
    size_t count;
    size_t flows[FLOWS_SHOWN]; /* the first of them */
};

/* A row of FLOW_PROBLEMS_MAX, and of FLOW_STEPS_MAX, for each definition. */
struct told_all {
    struct told *problems, *waits;
};

static void add(struct told *told, size_t flow)
{
    if (told->count < FLOWS_SHOWN) {
        told->flows[told->count] = flow;
    }
    told->count++;
}

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

/* What may still come, and from whom: nothing is wrong with it. */
static void put_waiting(struct report *report, const struct flow_def *def, size_t step, const struct told *told)
{
    struct str *out = &report->out, words;
    str_init(&words, WORDS_MAX);
    str_printf(out, "    %s, %s: %zu waiting\n", def->name, def->steps[step].name, told->count);
    for (size_t i = 0; i < told->count && i < FLOWS_SHOWN; i++) {
        struct flow flow;
        flows_get(report->world->flows, told->flows[i], &flow);
        str_puts(out, "        ");
        put_subject(report, &flow);
        str_clear(&words);
        flow_missing_text(report->world->pool, &flow, step, &words);
        str_puts(out, words.len > 0 ? ": " : "");
        safe_puts(out, words.data, words.len);
        str_putc(out, '\n');
    }
    if (told->count > FLOWS_SHOWN) {
        str_printf(out, "        and %zu more\n", told->count - FLOWS_SHOWN);
    }
    str_done(&words);
    report_drain(report);
}

static void gather(const struct world *world, const size_t *order, size_t count, const struct told_all *told)
{
    for (size_t i = 0; i < count; i++) {
        struct flow flow;
        flows_get(world->flows, order[i], &flow);
        for (size_t j = 0; j < flow.remark_count; j++) {
            size_t problem = (size_t)(flow.remarks[j].problem - flow.def->problems);
            add(&told->problems[flow.def->number * FLOW_PROBLEMS_MAX + problem], order[i]);
        }
        if (flow.state == FLOW_STATE_WAITING && flow.remark_count == 0 && flow.awaited < flow.def->step_count) {
            add(&told->waits[flow.def->number * FLOW_STEPS_MAX + flow.awaited], order[i]);
        }
    }
}

/* What is wrong with the flows of one definition, then what they wait for. */
static void put_def(struct report *report, const struct flow_def *def, const struct told_all *told)
{
    for (size_t i = 0; i < def->problem_count; i++) {
        const struct told *at = &told->problems[def->number * FLOW_PROBLEMS_MAX + i];
        if (at->count > 0) {
            put_problem(report, def, i, at);
        }
    }
    for (size_t i = 0; i < def->step_count; i++) {
        const struct told *at = &told->waits[def->number * FLOW_STEPS_MAX + i];
        if (at->count > 0) {
            put_waiting(report, def, i, at);
        }
    }
}

void text_flows(struct report *report)
{
    const struct flow_defs *defs = flows_defs(report->world->flows);
    size_t count, *order = flow_order(report->world, &count);
    const struct told_all told = {
        .problems = xcalloc(FLOW_DEFS_MAX * FLOW_PROBLEMS_MAX, sizeof *told.problems),
        .waits = xcalloc(FLOW_DEFS_MAX * FLOW_STEPS_MAX, sizeof *told.waits),
    };
    gather(report->world, order, count, &told);
    if (count > 0) {
        str_printf(&report->out, "\nflows: %zu broken, %zu waiting, %zu complete\n",
                   flows_counted(report->world->flows, FLOW_STATE_BROKEN), flows_counted(report->world->flows, FLOW_STATE_WAITING),
                   flows_counted(report->world->flows, FLOW_STATE_COMPLETE));
    }
    for (size_t i = 0; i < defs->count; i++) {
        put_def(report, defs->items[i], &told);
    }
    free(told.waits);
    free(told.problems);
    free(order);
}
