/* One JSON object: accounts, users, links, findings, flows, plan, summary. Names are those of `serve --json` where they mean the same. */
#include "forms.h"

#include "json_parts.h"
#include "parts.h"

static void put_findings(struct report *report)
{
    const struct world *world = report->world;
    struct str *out = &report->out;
    str_puts(out, ",\n\"findings\":[");
    for (uint64_t n = world->findings.first; n < world->findings.next; n++) {
        const struct finding *finding = findings_get(&world->findings, n);
        json_begin(report, (size_t)(n - world->findings.first));
        str_printf(out, "{\"rule\":\"%s\",\"severity\":\"%s\"", rules_table[finding->rule]->id,
                   severity_name((enum severity)finding->severity));
        json_message_id(report, finding->message);
        str_printf(out, ",\"seq\":%llu", (unsigned long long)finding->message);
        parts_text(out, "path", world->pool, finding->path);
        parts_text(out, "text", world->pool, finding->text);
        str_putc(out, '}');
    }
    str_putc(out, ']');
}

static void put_summary(struct report *report)
{
    const struct world *world = report->world;
    struct str *out = &report->out;
    str_printf(out, ",\n\"summary\":{\"calls\":%llu,\"resent\":%llu,\"refused\":%llu,\"unreadable\":%llu,\"accounts\":%zu,\"users\":%zu,"
                    "\"visitors\":%zu,\"links\":%zu,",
               (unsigned long long)world->calls, (unsigned long long)world->resent, (unsigned long long)world->refused,
               (unsigned long long)world->bad_lines,
               world->accounts.count - 1, world->links.user_count - world->links.visitor_count, world->links.visitor_count,
               links_shown(&world->links));
    json_counts(report, world->findings.counts);
    str_printf(out, ",\"flows\":{\"waiting\":%zu,\"complete\":%zu,\"broken\":%zu}", flows_counted(world->flows, FLOW_STATE_WAITING),
               flows_counted(world->flows, FLOW_STATE_COMPLETE), flows_counted(world->flows, FLOW_STATE_BROKEN));
    str_printf(out, ",\"failOn\":\"%s\",\"failed\":%s}\n}\n", severity_name(report->fail_on), report->failed ? "true" : "false");
}

void report_json(struct report *report)
{
    str_puts(&report->out, "{\n");
    json_people(report);
    put_findings(report);
    json_flows(report);
    json_plan(report);
    put_summary(report);
}
