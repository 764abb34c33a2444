#include "json_parts.h"

#include <stdlib.h>
#include <string.h>

#include "parts.h"

void json_begin(struct report *report, size_t index)
{
    report_drain(report);
    str_puts(&report->out, index == 0 ? "\n  " : ",\n  ");
}

void json_pooled(struct report *report, uint32_t text)
{
    const struct strpool *pool = report->world->pool;
    jsontext_quote(&report->out, strpool_text(pool, text), strpool_length(pool, text));
}

void json_counts(struct report *report, const uint64_t counts[SEVERITIES])
{
    str_printf(&report->out, "\"errors\":%llu,\"warnings\":%llu,\"notes\":%llu", (unsigned long long)counts[SEVERITY_ERROR],
               (unsigned long long)counts[SEVERITY_WARNING], (unsigned long long)counts[SEVERITY_NOTE]);
}

void json_message_id(struct report *report, uint64_t message)
{
    struct world_call call;
    bool read = world_text(report->world, report->reader, message, &call);
    parts_message_id(&report->out, read ? call.text : (struct json_span){0});
}

static int by_first(const void *a, const void *b)
{
    const struct json_order *x = a, *y = b;
    int order = (x->first > y->first) - (x->first < y->first);
    return order != 0 ? order : strcmp(x->id, y->id);
}

void json_sort(struct json_order *rows, size_t count)
{
    if (count > 0) {
        qsort(rows, count, sizeof *rows, by_first);
    }
}
