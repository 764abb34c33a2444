#include "recording.h"

#include <stdio.h>

#include "base/paths.h"
#include "base/str.h"

#define PATH_MAX_BYTES 4096
#define BAD_LINES_TOLD 5u

static struct journal *open_latest(struct err *err)
{
    struct str folder, path;
    struct journal *journal = NULL;
    str_init(&folder, PATH_MAX_BYTES);
    str_init(&path, PATH_MAX_BYTES);
    if (paths_state(&folder, err) && journal_latest(folder.data, &path, err)) {
        journal = journal_open((const char *const[]){path.data}, 1, err);
    }
    str_done(&path);
    str_done(&folder);
    return journal;
}

struct journal *recording_open(const char *const *files, size_t count, struct err *err)
{
    return count == 0 ? open_latest(err) : journal_open(files, count, err);
}

static void tell_bad_line(const struct world *world, const struct capture *capture)
{
    if (world->bad_lines <= BAD_LINES_TOLD) {
        fprintf(stderr, "callboard: %s, line %u: %s\n", capture->path, capture->line, capture->reason);
    }
}

void recording_take_in(struct journal *journal, struct world *world)
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
