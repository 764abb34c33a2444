#include "report.h"

#include <string.h>

#include "forms.h"

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
