/* callboard check: reads recordings, reports, and says by its exit status whether they are in order. */
#include "run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/report.h"

#define BAD_LINES_TOLD 5u
#define STATUS_UNREADABLE 2

static bool find_severity(const char *name, enum severity *severity, struct err *err)
{
    for (unsigned i = 0; i < SEVERITIES; i++) {
        if (strcmp(severity_name((enum severity)i), name) == 0) {
            *severity = (enum severity)i;
            return true;
        }
    }
    return err_set(err, "--fail-on does not take \"%.40s\": error, warning or note is meant", name);
}

static const struct report_format *find_format(const char *name, struct err *err)
{
    const struct report_format *format = report_format_find(name);
    if (format == NULL) {
        err_set(err, "--format does not take \"%.40s\": text or json is meant", name);
    }
    return format;
}

static void tell_bad_line(const struct world *world, const struct capture *capture)
{
    if (world->bad_lines <= BAD_LINES_TOLD) {
        fprintf(stderr, "callboard: %s, line %u: %s\n", capture->path, capture->line, capture->reason);
    }
}

static void take_in(struct world *world, struct journal *journal)
{
    struct journal_reader *reader = journal_reader_new(journal);
    struct capture capture;
    enum journal_next next;
    world_look_back(world, journal);
    while ((next = journal_next(reader, &capture)) != JOURNAL_END) {
        if (next == JOURNAL_CAPTURE) {
            world_feed(world, &capture);
        } else if (next == JOURNAL_BAD) {
            world->bad_lines++;
            tell_bad_line(world, &capture);
        } else {
            world->lost += capture.seq;
        }
    }
    world_finish(world);
    journal_reader_free(reader);
}

static bool has_failed(const struct world *world, enum severity fail_on)
{
    uint64_t count = 0;
    for (unsigned i = fail_on; i < SEVERITIES; i++) {
        count += world->findings.counts[i];
    }
    return count > 0;
}

static int report(struct journal *journal, const struct report_format *format, enum severity fail_on,
                  const struct options *options)
{
    struct world *world = world_new(options->max_messages);
    world_set_plan(world, options->plan);
    take_in(world, journal);
    struct report report = {
        .world = world,
        .reader = journal_reader_new(journal),
        .fail_on = fail_on,
        .failed = has_failed(world, fail_on),
        .to = stdout,
    };
    bool printed = report_print(&report, format), unreadable = world->bad_lines > 0;
    if (!printed) {
        fprintf(stderr, "callboard: the report could not be written to standard output\n");
    }
    journal_reader_free(report.reader);
    world_free(world);
    return unreadable || !printed ? STATUS_UNREADABLE : report.failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

int run_check(const struct options *options)
{
    struct err err;
    enum severity fail_on = SEVERITY_WARNING;
    const struct report_format *format = find_format(options->format, &err);
    if (format == NULL || !find_severity(options->fail_on, &fail_on, &err)) {
        return run_failed(&err, STATUS_UNREADABLE);
    }
    if (options->file_count == 0) {
        err_set(&err, "check needs a file: a session, NDJSON with a call on each line, or - for standard input");
        return run_failed(&err, STATUS_UNREADABLE);
    }
    struct journal *journal = journal_open((const char *const *)options->files, options->file_count, &err);
    if (journal == NULL) {
        return run_failed(&err, STATUS_UNREADABLE);
    }
    if (journal_notice(journal)[0] != '\0') {
        fprintf(stderr, "callboard: %s\n", journal_notice(journal));
    }
    int status = report(journal, format, fail_on, options);
    journal_close(journal);
    return status;
}
