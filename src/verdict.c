#include "verdict.h"

#include <stdlib.h>

static const struct report_format *find_format(const char *name, struct err *err)
{
    const struct report_format *format = report_format_find(name);
    if (format == NULL) {
        err_set(err, "--format does not take \"%.40s\": text or json is meant", name);
    }
    return format;
}

bool verdict_read(struct verdict *verdict, const struct options *options, struct err *err)
{
    verdict->filter = options->filter;
    verdict->format = find_format(options->format, err);
    verdict->fail_on = options->fail_on;
    return verdict->format != NULL;
}

/* A broken flow is as grave as a warning. */
static bool has_failed(const struct world *world, enum severity fail_on)
{
    flows_refresh(world->flows);
    uint64_t count = fail_on <= SEVERITY_WARNING ? flows_counted(world->flows, FLOW_STATE_BROKEN) : 0;
    for (unsigned i = fail_on; i < SEVERITIES; i++) {
        count += world->findings.counts[i];
    }
    return count > 0;
}

int verdict_print(const struct verdict *verdict, const struct world *world, struct journal *journal, FILE *to,
                  const char *name)
{
    struct report report = {
        .world = world,
        .reader = journal_reader_new(journal),
        .fail_on = verdict->fail_on,
        .failed = has_failed(world, verdict->fail_on),
        .filter = verdict->filter,
        .to = to,
    };
    bool printed = report_print(&report, verdict->format), unreadable = world->bad_lines > 0;
    if (!printed) {
        fprintf(stderr, "callboard: the report could not be written to %s\n", name);
    }
    journal_reader_free(report.reader);
    return unreadable || !printed ? VERDICT_UNREADABLE : report.failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
