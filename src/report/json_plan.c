#include "json_parts.h"

#include <stdlib.h>
#include <string.h>

#include "parts.h"

/* Of an event that the plan says nothing of it cannot be said whether it is planned. */
static const char *const planned_words[COVERAGE_GROUPS] = {
    [COVERAGE_SEEN] = "true", [COVERAGE_NEVER] = "true", [COVERAGE_UNPLANNED] = "false", [COVERAGE_OTHER] = "null",
};

static void put_event(struct report *report, const struct coverage_event *event)
{
    const struct world *world = report->world;
    struct str *out = &report->out;
    enum coverage_group group = coverage_group_of(&world->coverage, event);
    str_printf(out, "{\"type\":\"%s\"", message_type_name(event->type));
    parts_text(out, "name", world->pool, event->name);
    str_printf(out, ",\"planned\":%s,\"calls\":%llu", planned_words[group], (unsigned long long)event->calls);
    if (event->type == MESSAGE_GROUP) {
        str_puts(out, ",\"withGroupId\":null");
    } else {
        str_printf(out, ",\"withGroupId\":%llu", (unsigned long long)event->with_account);
    }
    str_printf(out, ",\"violations\":%llu", (unsigned long long)event->violations);
    parts_time(&report->out, "first", event->first);
    parts_time(&report->out, "last", event->last);
    str_putc(out, '}');
}

static void put_events(struct report *report)
{
    const struct coverage *coverage = &report->world->coverage;
    size_t count;
    uint32_t *rows = coverage_list(coverage, &count);
    for (size_t i = 0; i < count; i++) {
        json_begin(report, i);
        put_event(report, &coverage->items[rows[i]]);
    }
    free(rows);
}

void json_plan(struct report *report)
{
    const struct coverage *coverage = &report->world->coverage;
    struct str *out = &report->out;
    size_t counts[COVERAGE_GROUPS];
    if (coverage->plan == NULL) {
        str_puts(out, ",\n\"plan\":null");
        return;
    }
    coverage_counts(coverage, counts);
    str_puts(out, ",\n\"plan\":{\"name\":");
    jsontext_quote(out, plan_name(coverage->plan), strlen(plan_name(coverage->plan)));
    str_printf(out, ",\"form\":\"%s\",\"planned\":%zu,\"seen\":%zu,\"unplanned\":%zu,\"events\":[", plan_form(coverage->plan),
               counts[COVERAGE_SEEN] + counts[COVERAGE_NEVER], counts[COVERAGE_SEEN], counts[COVERAGE_UNPLANNED]);
    put_events(report);
    str_puts(out, "]}");
}
