#include "text_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "safe.h"

#define EVENTS_SHOWN 10u

static void put_event(struct str *out, const struct world *world, const struct coverage_event *event)
{
    const char *nearest = event->planned.nearest;
    char calls[NUM_TEXT_SIZE];
    str_printf(out, "        %s  ", message_type_name(event->type));
    safe_puts(out, strpool_text(world->pool, event->name), strpool_length(world->pool, event->name));
    if (event->calls > 0) {
        str_printf(out, "  %s call%s", num_format(event->calls, calls), event->calls == 1 ? "" : "s");
    }
    if (nearest != NULL) {
        str_puts(out, ", planned is ");
        safe_puts(out, nearest, strlen(nearest));
    }
    str_putc(out, '\n');
}

/* The events of one group under a title; nothing when there are none. */
static void put_group(struct report *report, const uint32_t *rows, size_t count, enum coverage_group group)
{
    static const char *const titles[COVERAGE_GROUPS] = {
        [COVERAGE_NEVER] = "    never came:\n", [COVERAGE_UNPLANNED] = "    came and are not planned:\n"};
    const struct coverage *coverage = &report->world->coverage;
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        const struct coverage_event *event = &coverage->items[rows[i]];
        if (coverage_group_of(coverage, event) == group && found++ < EVENTS_SHOWN) {
            str_puts(&report->out, found == 1 ? titles[group] : "");
            put_event(&report->out, report->world, event);
        }
    }
    if (found > EVENTS_SHOWN) {
        str_printf(&report->out, "        and %zu more\n", found - EVENTS_SHOWN);
    }
}

void text_plan(struct report *report)
{
    const struct coverage *coverage = &report->world->coverage;
    struct str *out = &report->out;
    size_t counts[COVERAGE_GROUPS], count;
    if (coverage->plan == NULL) {
        return;
    }
    uint32_t *rows = coverage_list(coverage, &count);
    coverage_counts(coverage, counts);
    size_t planned = counts[COVERAGE_SEEN] + counts[COVERAGE_NEVER];
    const char *name = plan_name(coverage->plan), *mark = name[0] != '\0' ? "\"" : "";
    str_printf(out, "\ntracking plan %s", mark);
    safe_puts(out, name, strlen(name));
    str_printf(out, "%s%s(%s): %zu of %zu planned event%s came\n", mark, name[0] != '\0' ? " " : "", plan_form(coverage->plan),
               counts[COVERAGE_SEEN], planned, planned == 1 ? "" : "s");
    put_group(report, rows, count, COVERAGE_NEVER);
    put_group(report, rows, count, COVERAGE_UNPLANNED);
    free(rows);
}
