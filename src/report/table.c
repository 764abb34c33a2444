#include "report.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "forms.h"
#include "model/textmap.h"

#define OUT_MAX ((size_t)256 << 20)
#define DRAIN_AT ((size_t)64 << 10)

const struct report_format report_formats[] = {
    {"text", report_text},
    {"json", report_json},
};
const size_t report_format_count = sizeof report_formats / sizeof *report_formats;

const struct report_format *report_format_find(const char *name)
{
    for (size_t i = 0; i < report_format_count; i++) {
        if (strcmp(report_formats[i].name, name) == 0) {
            return &report_formats[i];
        }
    }
    return NULL;
}

static void write_out(struct report *report)
{
    fwrite(report->out.data, 1, report->out.len, report->to);
    str_clear(&report->out);
}

void report_drain(struct report *report)
{
    if (report->out.len >= DRAIN_AT) {
        write_out(report);
    }
}

bool report_print(struct report *report, const struct report_format *format)
{
    str_init(&report->out, OUT_MAX);
    format->print(report);
    write_out(report);
    str_done(&report->out);
    return fflush(report->to) == 0 && !ferror(report->to);
}

struct report_saying *report_sayings(const struct world *world, size_t rule, size_t *count)
{
    const struct idlist *numbers = &world->findings.groups[rule].findings;
    struct report_saying *sayings = NULL;
    struct textmap rows = {0};
    size_t cap = 0;
    *count = 0;
    for (size_t i = 0; i < idlist_count(numbers); i++) {
        const struct finding *finding = findings_get(&world->findings, idlist_at(numbers, i));
        uint32_t row = textmap_get(&rows, finding->kind);
        if (row == TEXTMAP_NONE) {
            row = (uint32_t)*count;
            sayings = xgrow(sayings, &cap, *count + 1, sizeof *sayings);
            sayings[(*count)++] = (struct report_saying){.kind = finding->kind, .text = finding->text,
                                                         .severity = (enum severity)finding->severity,
                                                         .first = idlist_at(numbers, i)};
            textmap_set(&rows, finding->kind, row);
        }
        sayings[row].text = sayings[row].text == finding->text ? finding->text : STRPOOL_NONE;
        sayings[row].severity = finding->severity > sayings[row].severity ? (enum severity)finding->severity : sayings[row].severity;
        sayings[row].count++;
    }
    textmap_done(&rows);
    return sayings;
}
