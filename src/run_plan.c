/* callboard plan: tracking plans to begin with, from what was captured or built in. */
#include "run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "decode/decode.h"
#include "plan/builtin.h"
#include "plan/infer.h"
#include "recording.h"

#define POOL_MAX ((size_t)1 << 30)
#define SCRATCH_MAX ((size_t)1 << 20)
#define TREES_CHUNK ((size_t)64 << 10)
#define PLAN_MAX ((size_t)64 << 20) /* what --plan reads */
#define STATUS_UNREADABLE 2

static int print(const struct str *text)
{
    bool written = fwrite(text->data, 1, text->len, stdout) == text->len && fflush(stdout) == 0;
    if (!written) {
        fputs("callboard: the plan could not be written to standard output\n", stderr);
    }
    return written ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* ---- init ---- */

struct gathering {
    struct infer *infer;
    struct strpool *pool;
    struct arena context;
    uint64_t calls;
};

static void gather(void *to, const struct decoded *decoded)
{
    struct gathering *gathering = to;
    const struct json *tree = decoded->tree;
    if (!message_counts(&decoded->message)) {
        return;
    }
    if (decoded->context_tree != NULL) {
        tree = json_over(&gathering->context, tree, "context", decoded->context_tree);
    }
    infer_add(gathering->infer, (enum message_type)decoded->message.type, strpool_text(gathering->pool, decoded->name), tree);
    arena_reset(&gathering->context);
    gathering->calls++;
}

/* False when a line is no call. */
static bool take_in(struct gathering *gathering, struct journal *journal)
{
    struct journal_reader *reader = journal_reader_new(journal);
    struct capture capture;
    struct str scratch;
    struct arena trees;
    enum journal_next next;
    uint64_t bad = 0;
    str_init(&scratch, SCRATCH_MAX);
    arena_init(&trees, TREES_CHUNK);
    struct decoding decoding = {
        .capture = &capture, .pool = gathering->pool, .emit = gather, .to = gathering, .scratch = &scratch, .trees = &trees,
    };
    while ((next = journal_next(reader, &capture)) != JOURNAL_END) {
        if (next == JOURNAL_CAPTURE && capture_is_call(&capture)) {
            decode_capture(&decoding);
        }
        if (next == JOURNAL_BAD && bad++ == 0) {
            fprintf(stderr, "callboard: %s, line %u: %s\n", capture.path, capture.line, capture.reason);
        }
    }
    arena_done(&trees);
    str_done(&scratch);
    journal_reader_free(reader);
    return bad == 0;
}

static int print_inferred(const struct gathering *gathering)
{
    struct str out;
    str_init(&out, PLAN_MAX);
    infer_print(gathering->infer, &out);
    int status = out.full ? EXIT_FAILURE : print(&out);
    if (out.full) {
        fputs("callboard: the plan would be larger than --plan reads, 64 MiB\n", stderr);
    }
    size_t events = infer_events(gathering->infer);
    fprintf(stderr, "callboard: %zu event%s from %llu call%s; look through them, then judge by the file with --plan FILE\n", events,
            events == 1 ? "" : "s", (unsigned long long)gathering->calls, gathering->calls == 1 ? "" : "s");
    str_done(&out);
    return status;
}

static void tell_left_out(uint64_t calls)
{
    if (calls > 0) {
        fprintf(stderr, "callboard: %llu call%s left out: a plan holds %u events at most, with names that are UTF-8 and hold no card "
                        "number\n",
                (unsigned long long)calls, calls == 1 ? " was" : "s were", INFER_EVENTS_MAX);
    }
}

static int run_init(const struct options *options)
{
    struct err err;
    struct journal *journal = recording_open((const char *const *)options->files + 1, options->file_count - 1, &err);
    if (journal == NULL) {
        return run_failed(&err, STATUS_UNREADABLE);
    }
    struct gathering gathering = {.infer = infer_new(), .pool = strpool_new(POOL_MAX)};
    arena_init(&gathering.context, TREES_CHUNK);
    bool readable = take_in(&gathering, journal);
    int status = STATUS_UNREADABLE;
    if (infer_events(gathering.infer) > 0) {
        status = print_inferred(&gathering);
    } else {
        fputs("callboard: there are no calls to make a plan from\n", stderr);
    }
    tell_left_out(infer_left_out(gathering.infer));
    arena_done(&gathering.context);
    infer_free(gathering.infer);
    strpool_free(gathering.pool);
    journal_close(journal);
    return readable ? status : STATUS_UNREADABLE;
}

/* ---- built in ---- */

static int run_builtin(const struct options *options)
{
    struct str out;
    str_init(&out, PLAN_MAX);
    str_puts(&out, plan_builtin(options->files[0]));
    int status = print(&out);
    str_done(&out);
    return status;
}

int run_plan(const struct options *options)
{
    struct err err;
    const char *word = options->file_count > 0 ? options->files[0] : "";
    if (strcmp(word, "init") == 0) {
        return run_init(options);
    }
    if (plan_builtin(word) != NULL && options->file_count == 1) {
        return run_builtin(options);
    }
    err_set(&err, "`callboard plan init [FILE...]` makes a plan from what was captured, `callboard plan b2b` prints the one that is "
                  "built in");
    return run_failed(&err, STATUS_UNREADABLE);
}
