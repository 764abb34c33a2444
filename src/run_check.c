/* callboard check: reads recordings, reports, and says by its exit status whether they are in order. */
#include "run.h"

#include <stdio.h>

#include "narrow.h"
#include "recording.h"
#include "verdict.h"
#include "world_options.h"

int run_check(const struct options *options)
{
    struct err err;
    struct verdict verdict;
    struct narrow narrow;
    if (!verdict_read(&verdict, options, &err)) {
        return run_failed(&err, VERDICT_UNREADABLE);
    }
    if (options->file_count == 0) {
        err_set(&err, "check needs a file: a session, NDJSON with a call on each line, or - for standard input");
        return run_failed(&err, VERDICT_UNREADABLE);
    }
    struct journal *journal = journal_open((const char *const *)options->files, options->file_count, &err);
    if (journal == NULL) {
        return run_failed(&err, VERDICT_UNREADABLE);
    }
    if (journal_notice(journal)[0] != '\0') {
        fprintf(stderr, "callboard: %s\n", journal_notice(journal));
    }
    struct world *world = world_options_new(options);
    narrow_init(&narrow, options, world, journal);
    narrow_ask_late(&narrow);
    recording_take_in(journal, world);
    narrow_ask(&narrow);
    narrow_finish(&narrow);
    int status = verdict_print(&verdict, world, journal, stdout, "standard output");
    narrow_done(&narrow);
    world_free(world);
    journal_close(journal);
    return status;
}
