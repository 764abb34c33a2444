/* callboard serve: the sink without the interface. Calls are printed when they have settled, with all their findings. */
#include "run.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/num.h"
#include "live.h"
#include "narrow.h"
#include "report/line.h"
#include "report/request.h"
#include "verdict.h"

#define LINE_MAX_BYTES ((size_t)256 << 20)
#define FLUSH_AT ((size_t)64 << 10)
#define INTAKE_RECORDS 4096u
/* While calls come densely they are fetched in sips of this length, and the HTTP thread has no bell to ring. */
#define BUSY_PAUSE (20 * CLOCK_MS)

struct printer {
    const struct options *options;
    struct journal_reader *reader; /* for the calls' texts; the intake has its own */
    struct str out;
    struct narrow narrow;
    uint64_t next;   /* the first call not printed yet */
    bool broken;     /* nobody reads standard output any more */
};

static void flush(struct printer *printer)
{
    size_t done = 0;
    while (done < printer->out.len && !printer->broken) {
        ssize_t n = write(STDOUT_FILENO, printer->out.data + done, printer->out.len - done);
        if (n > 0) {
            done += (size_t)n;
        } else if (n < 0 && errno != EINTR) {
            printer->broken = true;
        }
    }
    str_clear(&printer->out);
}

/* A refused request is no call: programs reading --json get only calls, people on standard error get the news. */
static void print_refused_aside(const struct world *world, uint64_t id, const struct world_call *call)
{
    struct str line;
    str_init(&line, LINE_MAX_BYTES);
    line_text(world, id, call, &line);
    fputs(line.data, stderr);
    str_done(&line);
}

static void print_call(struct printer *printer, const struct world *world, uint64_t id)
{
    struct world_call call;
    bool json = printer->options->json, refused = store_get(&world->store, id)->type == MESSAGE_REFUSED;
    if (refused && printer->options->requests) {
        return; /* its request told it */
    }
    bool read = (json || refused) && world_text(world, printer->reader, id, &call);
    if (!json) {
        line_text(world, id, read ? &call : NULL, &printer->out);
    } else if (refused) {
        print_refused_aside(world, id, read ? &call : NULL);
    } else {
        line_json(world, id, read ? &call : NULL, &printer->out);
    }
}

static void print_settled(struct printer *printer, const struct world *world)
{
    if (printer->next < world->store.first) {
        printer->next = world->store.first;
    }
    for (; printer->next < world->settled; printer->next++) {
        if (narrow_takes(&printer->narrow, printer->next)) {
            print_call(printer, world, printer->next);
        }
        if (printer->out.len >= FLUSH_AT) {
            flush(printer);
        }
    }
}

/* A request is printed at once; its calls follow when they have settled. */
static void print_request(struct printer *printer, const struct world *world, const struct capture *capture)
{
    const struct request_row *row = requests_get(&world->requests, world->request);
    if (!printer->options->requests || row == NULL) {
        return;
    }
    (printer->options->json ? request_line_json : request_line_text)(world, row, capture, &printer->out);
    if (printer->out.len >= FLUSH_AT) {
        flush(printer);
    }
}

enum intake { INTAKE_NOTHING, INTAKE_ALL, INTAKE_MORE };

/* Takes in what the journal holds, or a good part of it: a flood must not keep the signals waiting. When it is all taken
 * in, nothing with a received time before `now` can come. */
static enum intake intake(struct live *live, struct journal_reader *reader, struct printer *printer)
{
    struct capture capture;
    int64_t now = clock_now(&live->clock);
    enum journal_next next;
    unsigned taken = 0;
    while (taken < INTAKE_RECORDS && (next = journal_next(reader, &capture)) != JOURNAL_END) {
        if (next == JOURNAL_CAPTURE) {
            world_feed(live->world, &capture);
            print_request(printer, live->world, &capture);
        } else if (next == JOURNAL_BAD) {
            live->world->bad_lines++;
        } else {
            live->world->lost += capture.seq;
        }
        taken++;
        print_settled(printer, live->world);
    }
    if (taken < INTAKE_RECORDS) {
        world_settle(live->world, now - SETTLE_SLACK);
        print_settled(printer, live->world);
    }
    flush(printer);
    live_progress(live, live->world);
    return taken == 0 ? INTAKE_NOTHING : taken < INTAKE_RECORDS ? INTAKE_ALL : INTAKE_MORE;
}

/* Microseconds to the next call that settles; -1 when none waits. */
static int64_t next_timeout(const struct live *live)
{
    int64_t due = world_due(live->world);
    int64_t wait = due == CLOCK_NONE ? -1 : due + SETTLE_SLACK - clock_now(&live->clock) + CLOCK_MS;
    return due == CLOCK_NONE || wait > 0 ? wait : 0;
}

/* Before calls are taken in, so that those sent after a change are judged by the plan as it is. */
static void look_at_plan(struct live *live)
{
    struct err text;
    if (live_look_at_plan(live, &text) != PLAN_SAME) {
        fprintf(stderr, "callboard: %s\n", text.text);
    }
}

/* Whoever looks for calls here should learn why there are none: the clients alone are told otherwise. */
static void look_at_journal(struct live *live, bool *told)
{
    struct journal_state state;
    journal_state(live->journal, &state);
    if (state.failing && !*told) {
        fprintf(stderr, "callboard: %s\n", state.problem);
    } else if (*told && !state.failing) {
        fprintf(stderr, "callboard: calls are recorded again\n");
    }
    *told = state.failing;
}

static void loop(struct live *live, struct journal_reader *reader, struct printer *printer)
{
    bool told = false;
    struct pollfd fds[] = {
        {.fd = live->signals.fd, .events = POLLIN},
        {.fd = live->wake.read_fd, .events = POLLIN},
        {.fd = live->plan_watch.file.fd, .events = POLLIN},
    };
    while (os_signals_read(&live->signals) == 0 && !printer->broken) {
        look_at_plan(live);
        look_at_journal(live, &told);
        enum intake taken = intake(live, reader, printer);
        if (taken == INTAKE_ALL) {
            os_poll(fds, 1, BUSY_PAUSE, false);
        } else if (taken == INTAKE_NOTHING && journal_reader_wait(reader)) {
            os_poll(fds, sizeof fds / sizeof *fds, next_timeout(live), false);
            os_wake_clear(&live->wake);
        }
    }
}

/* --report: the exit status is that of check. The file was opened before anything was listened to. */
static int report(const struct live *live, const struct options *options, const struct verdict *verdict, FILE *to)
{
    bool named = options->report != NULL && to != stdout;
    if (options->report == NULL) {
        return EXIT_SUCCESS;
    }
    int status = verdict_print(verdict, live->world, live->journal, to, named ? options->report : "standard output");
    if (named && fclose(to) != 0) {
        fprintf(stderr, "callboard: the report could not be written to %s\n", options->report);
        status = VERDICT_UNREADABLE;
    }
    return status;
}

/* No verdict is right that does not know of all calls. */
static int tell_unrecorded(const struct live *live, const struct options *options, int status)
{
    struct journal_state state;
    char count[NUM_TEXT_SIZE];
    journal_state(live->journal, &state);
    if (state.refused == 0) {
        return status;
    }
    fprintf(stderr, "callboard: %s request%s could not be recorded\n", num_format(state.refused, count), state.refused == 1 ? "" : "s");
    return status == EXIT_SUCCESS && options->report != NULL ? VERDICT_UNREADABLE : status;
}

static void serve(struct live *live, const struct options *options)
{
    struct journal_reader *reader = journal_reader_new(live->journal);
    struct printer printer = {.options = options, .reader = journal_reader_new(live->journal), .next = 1};
    str_init(&printer.out, LINE_MAX_BYTES);
    narrow_init(&printer.narrow, options, live->world, live->journal);
    loop(live, reader, &printer);
    live_stop_sink(live);
    while (intake(live, reader, &printer) == INTAKE_MORE) {
    }
    world_finish(live->world);
    print_settled(&printer, live->world);
    narrow_finish(&printer.narrow);
    narrow_done(&printer.narrow);
    flush(&printer);
    str_done(&printer.out);
    journal_reader_free(printer.reader);
    journal_reader_free(reader);
}

static bool open_report(const struct options *options, FILE **to, struct err *err)
{
    *to = stdout;
    if (options->report != NULL && strcmp(options->report, "-") != 0) {
        *to = fopen(options->report, "we");
    }
    return *to != NULL || err_set(err, "the report %.200s cannot be written: %s", options->report, strerror(errno));
}

static void announce(const struct live *live, const struct options *options)
{
    if (journal_notice(live->journal)[0] != '\0') {
        fprintf(stderr, "callboard: %s\n", journal_notice(live->journal));
    }
    fprintf(stderr, "callboard: listening on %s\n", sink_url(live->sink));
    if (sink_tls_url(live->sink) != NULL) {
        fprintf(stderr, "callboard: `callboard tls` tells how clients trust its certificate\n"
                        "callboard: listening on %s\n", sink_tls_url(live->sink));
    }
    if (options->strict) {
        fputs("callboard: strict: calls over 32 KB and batches over 500 KB are refused\n", stderr);
    }
    if (!options->ephemeral) {
        fprintf(stderr, "callboard: recording to %s\n", journal_path(live->journal));
    }
    if (options->faults[0] != '\0') {
        fprintf(stderr, "callboard: simulating faults: %s\n", options->faults);
    }
}

int run_serve(const struct options *options)
{
    struct err err;
    struct live live;
    struct verdict verdict;
    FILE *to;
    if (!verdict_read(&verdict, options, &err) || !open_report(options, &to, &err)) {
        return run_failed(&err, VERDICT_UNREADABLE);
    }
    if (!live_start(&live, options, false, &err)) {
        return run_failed(&err, EXIT_FAILURE);
    }
    announce(&live, options);
    serve(&live, options);
    int status = tell_unrecorded(&live, options, report(&live, options, &verdict, to));
    live_done(&live);
    return status;
}
