#include <stdlib.h>
#include <unistd.h>

#include "base/xalloc.h"
#include "journal_parts.h"

uint64_t journal_segments_end(const struct journal *journal)
{
    if (journal->count == 0) {
        return 0;
    }
    const struct journal_segment *last = &journal->segments[journal->count - 1];
    return last->base + last->size;
}

struct journal_segment *journal_segment_add(struct journal *journal, int fd, const char *path, const char *name)
{
    uint64_t base = journal_segments_end(journal);
    uint64_t records = 0;
    if (journal->count > 0) {
        const struct journal_segment *last = &journal->segments[journal->count - 1];
        records = last->first_record + last->records;
    }
    journal->segments = xgrow(journal->segments, &journal->cap, journal->count + 1, sizeof *journal->segments);
    struct journal_segment *segment = &journal->segments[journal->count++];
    *segment = (struct journal_segment){
        .base = base,
        .first_record = records,
        .fd = fd,
        .path = xstrdup(path),
        .name = xstrdup(name),
    };
    return segment;
}

static void close_file(struct journal_segment *segment)
{
    if (segment->fd >= 0) {
        close(segment->fd);
        segment->fd = -1;
    }
}

static void drop(struct journal *journal, struct journal_segment *segment)
{
    /* Emptied first: a reader may hold the file open, and the room is wanted now. */
    if (ftruncate(segment->fd, 0) != 0) {
        journal->state.failing = true;
    }
    if (segment->path[0] != '\0') {
        unlink(segment->path);
    }
    segment->dropped = true;
    if (segment->pins == 0) {
        close_file(segment);
    }
    journal->state.bytes -= segment->size;
    journal->state.dropped_bytes += segment->size;
    journal->state.dropped_records += segment->records;
}

void journal_segments_trim(struct journal *journal)
{
    while (journal->state.bytes > journal->max_size && journal->first + 1 < journal->count) {
        drop(journal, &journal->segments[journal->first++]);
    }
}

size_t journal_segment_find(const struct journal *journal, uint64_t offset)
{
    size_t from = journal->first, to = journal->count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        const struct journal_segment *segment = &journal->segments[middle];
        if (segment->base + segment->size <= offset) {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    return from;
}

void journal_segment_unpin(struct journal_segment *segment)
{
    segment->pins--;
    if (segment->dropped && segment->pins == 0) {
        close_file(segment);
    }
}

void journal_segments_close(struct journal *journal, bool and_remove)
{
    for (size_t i = 0; i < journal->count; i++) {
        struct journal_segment *segment = &journal->segments[i];
        if (and_remove && !segment->dropped && segment->path[0] != '\0') {
            unlink(segment->path);
        }
        close_file(segment);
        free(segment->path);
        free(segment->name);
    }
    free(journal->segments);
}
