/* callboard export: the calls of a recording, those that match, for other programs and to be read again. */
#include "run.h"

#include <stdio.h>
#include <stdlib.h>

#include "narrow.h"
#include "recording.h"
#include "report/line.h"
#include "world_options.h"

#define LINE_MAX_BYTES ((size_t)256 << 20)
#define STATUS_UNREADABLE 2

struct export {
    const struct options *options;
    struct world *world;
    struct journal_reader *reader;
    struct narrow narrow;
    struct str line;
    uint64_t next;  /* the first call not printed yet */
    bool broken;    /* standard output takes no more */
};

/* A call sent again is the same call: only --json, which says so of it, has it twice. */
static bool is_told(const struct export *export, const struct message *message)
{
    return message->type != MESSAGE_REFUSED && (export->options->json || (message->flags & MESSAGE_RESENT) == 0);
}

static void print_call(struct export *export, uint64_t id)
{
    struct world_call call;
    export->next = id + 1;
    if (!narrow_takes(&export->narrow, id) || !is_told(export, store_get(&export->world->store, id)) || export->broken) {
        return;
    }
    if (world_read(export->world, export->reader, id, &call)) {
        str_clear(&export->line);
        (export->options->json ? line_json : line_call)(export->world, id, &call, &export->line);
        export->broken = fwrite(export->line.data, 1, export->line.len, stdout) != export->line.len;
    }
}

/* Printed as late as can be: who somebody is may be said later, and is asked by a filter. */
static void print_parting(void *to, uint64_t id)
{
    print_call(to, id);
}

static void print_all(struct export *export, struct journal *journal)
{
    export->world->parting = print_parting;
    export->world->parting_to = export;
    recording_take_in(journal, export->world);
    while (export->next < export->world->settled) {
        print_call(export, export->next);
    }
    export->broken = fflush(stdout) != 0 || export->broken;
    if (export->broken) {
        fputs("callboard: not all calls could be written to standard output\n", stderr);
    }
}

int run_export(const struct options *options)
{
    struct err err;
    struct journal *journal = recording_open((const char *const *)options->files, options->file_count, &err);
    if (journal == NULL) {
        return run_failed(&err, STATUS_UNREADABLE);
    }
    struct export export = {.options = options, .world = world_options_new(options), .next = 1};
    str_init(&export.line, LINE_MAX_BYTES);
    export.reader = journal_reader_new(journal);
    narrow_init(&export.narrow, options, export.world, journal);
    print_all(&export, journal);
    int status = export.broken ? EXIT_FAILURE : export.world->bad_lines > 0 ? STATUS_UNREADABLE : EXIT_SUCCESS;
    narrow_done(&export.narrow);
    journal_reader_free(export.reader);
    str_done(&export.line);
    world_free(export.world);
    journal_close(journal);
    return status;
}
