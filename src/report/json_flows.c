#include "json_parts.h"

#include <stdlib.h>

#include "flow_order.h"
#include "parts.h"

#define WORDS_MAX ((size_t)64 << 10)

static void put_words(struct report *report, const char *key, const struct str *words)
{
    str_printf(&report->out, ",\"%s\":", key);
    jsontext_quote(&report->out, words->data, words->len);
}

static void put_problem(struct report *report, const struct flow *flow, struct str *words)
{
    const struct flow_remark *problem = flow_problem(flow);
    if (problem == NULL) {
        str_puts(&report->out, ",\"problem\":null,\"cure\":null");
        return;
    }
    str_clear(words);
    flow_remark_text(report->world->pool, flow, problem, words);
    put_words(report, "problem", words);
    str_clear(words);
    str_puts(words, problem->problem->cure);
    put_words(report, "cure", words);
}

/* All that is remarked on it, the problem first. */
static void put_remarks(struct report *report, const struct flow *flow, struct str *words)
{
    struct str *out = &report->out;
    str_puts(out, ",\"remarks\":[");
    for (size_t i = 0; i < flow->remark_count; i++) {
        const struct flow_remark *remark = &flow->remarks[i];
        const char *step = flow->def->steps[remark->step].name;
        str_printf(out, "%s{\"grade\":\"%s\",\"step\":", i == 0 ? "" : ",", remark->problem->grade == FLOW_BROKEN ? "broken" : "note");
        str_clear(words);
        str_puts(words, step);
        jsontext_quote(out, words->data, words->len);
        str_clear(words);
        flow_remark_text(report->world->pool, flow, remark, words);
        put_words(report, "text", words);
        str_putc(out, '}');
    }
    str_putc(out, ']');
}

static void put_awaited(struct report *report, const struct flow *flow, struct str *words)
{
    str_clear(words);
    if (flow->state == FLOW_STATE_WAITING && flow->awaited < flow->def->step_count) {
        flow_missing_text(report->world->pool, flow, flow->awaited, words);
        if (words->len == 0) {
            str_puts(words, flow->def->steps[flow->awaited].name);
        }
        put_words(report, "waitsFor", words);
        return;
    }
    str_puts(&report->out, ",\"waitsFor\":null");
}

static void put_step(struct report *report, const struct flow *flow, size_t number, struct str *words)
{
    const struct flow_point *point = &flow->points[number];
    struct str *out = &report->out;
    str_clear(words);
    str_puts(words, flow->def->steps[number].name);
    str_printf(out, "%s{\"name\":", number == 0 ? "" : ",");
    jsontext_quote(out, words->data, words->len);
    if (point->message == 0) {
        str_puts(out, ",\"messageId\":null,\"at\":null");
    } else {
        json_message_id(report, point->message);
        parts_time(&report->out, "at", point->at.time);
    }
    str_printf(out, ",\"needed\":%s,\"count\":%u}", point->needed ? "true" : "false", point->count);
}

static void put_flow(struct report *report, size_t row, struct str *words)
{
    const struct world *world = report->world;
    struct str *out = &report->out;
    struct flow flow;
    flows_get(world->flows, row, &flow);
    str_clear(words);
    str_puts(words, flow.def->name);
    str_puts(out, "{\"kind\":");
    jsontext_quote(out, words->data, words->len);
    parts_text(out, "user", world->pool, flow.visitor ? STRPOOL_NONE : flow.user);
    parts_text(out, "anonymousId", world->pool, flow.visitor ? flow.user : STRPOOL_NONE);
    parts_text(out, "invitee", world->pool, flow.invitee);
    parts_text(out, "account", world->pool, flow.account);
    str_printf(out, ",\"state\":\"%s\"", flow_state_name(flow.state));
    put_problem(report, &flow, words);
    put_awaited(report, &flow, words);
    put_remarks(report, &flow, words);
    str_puts(out, ",\"steps\":[");
    for (size_t i = 0; i < flow.def->step_count; i++) {
        put_step(report, &flow, i, words);
    }
    str_puts(out, "]}");
}

void json_flows(struct report *report)
{
    struct str words;
    size_t count, *order = flow_order(report->world, &count);
    str_init(&words, WORDS_MAX);
    str_puts(&report->out, ",\n\"flows\":[");
    for (size_t i = 0; i < count; i++) {
        json_begin(report, i);
        put_flow(report, order[i], &words);
    }
    str_putc(&report->out, ']');
    str_done(&words);
    free(order);
}
