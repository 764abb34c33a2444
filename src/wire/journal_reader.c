/* The reading side: large blocks, lines found with memchr, no lock held while reading the file. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/xalloc.h"
#include "journal_parts.h"

#define NEXT_BLOCK ((size_t)256 << 10)
#define AT_BLOCK ((size_t)32 << 10) /* a look at one record should not read much */

struct journal_reader {
    struct journal *journal;
    uint64_t at;      /* where the next line begins */
    uint64_t record;  /* how many records stand before it */
    uint64_t line;    /* lines of its file before it */
    size_t segment;   /* of the last line */

    /* Bytes of one segment, as they stand in the session from buffer_base on. */
    char *buffer;
    size_t size, cap;
    uint64_t buffer_base;
    size_t buffer_segment;
    const char *buffer_name;

    struct str scratch;
    struct capture last; /* what journal_at found */
    bool has_last;
};

struct journal_reader *journal_reader_new(struct journal *journal)
{
    struct journal_reader *reader = xcalloc(1, sizeof *reader);
    reader->journal = journal;
    str_init(&reader->scratch, JOURNAL_LINE_MAX);
    pthread_mutex_lock(&journal->lock);
    if (journal->count > 0) {
        reader->at = journal->segments[journal->first].base;
        reader->record = journal->segments[journal->first].first_record;
        reader->segment = journal->first;
    }
    pthread_mutex_unlock(&journal->lock);
    return reader;
}

void journal_reader_free(struct journal_reader *reader)
{
    if (reader != NULL) {
        str_done(&reader->scratch);
        free(reader->buffer);
        free(reader);
    }
}

enum fetch { FETCH_LINE, FETCH_END, FETCH_LOST, FETCH_TOO_LONG, FETCH_FAILED };

/* A line and how far it reaches, its line feed included. */
struct line {
    const char *p;
    size_t n;
    uint64_t end;
};

/* A segment held open while it is read. */
struct hold {
    size_t index;
    int fd;
    uint64_t base, end;
    const char *name;
};

static enum fetch hold(struct journal *journal, uint64_t offset, struct hold *hold)
{
    enum fetch result = FETCH_LINE;
    pthread_mutex_lock(&journal->lock);
    hold->index = journal_segment_find(journal, offset);
    if (hold->index == journal->count) {
        result = FETCH_END;
    } else {
        struct journal_segment *segment = &journal->segments[hold->index];
        hold->fd = segment->fd;
        hold->base = segment->base;
        hold->end = segment->base + segment->size;
        hold->name = segment->name;
        result = segment->base <= offset ? FETCH_LINE : FETCH_LOST;
        segment->pins += result == FETCH_LINE;
    }
    pthread_mutex_unlock(&journal->lock);
    return result;
}

/* False when the segment was dropped meanwhile, so that what was read of it cannot be trusted. */
static bool release(struct journal *journal, const struct hold *hold)
{
    pthread_mutex_lock(&journal->lock);
    struct journal_segment *segment = &journal->segments[hold->index];
    bool kept = !segment->dropped;
    journal_segment_unpin(segment);
    pthread_mutex_unlock(&journal->lock);
    return kept;
}

/* Bytes of the buffer from `offset` on. */
static size_t buffered(const struct journal_reader *reader, uint64_t offset)
{
    bool inside = offset >= reader->buffer_base && offset < reader->buffer_base + reader->size;
    return inside ? (size_t)(reader->buffer_base + reader->size - offset) : 0;
}

/* Brings the bytes from `offset` on to the front and reads more behind them. */
static ssize_t read_more(struct journal_reader *reader, uint64_t offset, size_t block, const struct hold *hold)
{
    size_t have = buffered(reader, offset);
    if (have > 0) {
        memmove(reader->buffer, reader->buffer + (offset - reader->buffer_base), have);
    }
    reader->buffer_base = offset;
    reader->size = have;
    reader->buffer_segment = hold->index;
    reader->buffer_name = hold->name;
    size_t want = have > block ? have : block; /* grows as the line does, so a long one is copied seldom */
    uint64_t left = hold->end - offset - have;
    want = left < want ? (size_t)left : want;
    reader->buffer = xgrow(reader->buffer, &reader->cap, have + want, 1);
    ssize_t n;
    do {
        n = pread(hold->fd, reader->buffer + have, want, (off_t)(offset + have - hold->base));
    } while (n < 0 && errno == EINTR);
    reader->size += n > 0 ? (size_t)n : 0;
    return n;
}

static bool find_line(const struct journal_reader *reader, uint64_t offset, size_t skip, struct line *line)
{
    size_t have = buffered(reader, offset);
    if (have <= skip) {
        return false;
    }
    line->p = reader->buffer + (offset - reader->buffer_base);
    const char *feed = memchr(line->p + skip, '\n', have - skip);
    if (feed == NULL) {
        return false;
    }
    line->n = (size_t)(feed - line->p);
    line->end = offset + line->n + 1;
    return true;
}

/* A file's last line may lack its line feed. */
static enum fetch unended_line(const struct journal_reader *reader, uint64_t offset, struct line *line)
{
    line->n = buffered(reader, offset);
    line->p = reader->buffer + (offset - reader->buffer_base);
    line->end = offset + line->n;
    return line->n > JOURNAL_LINE_MAX ? FETCH_TOO_LONG : FETCH_LINE;
}

static enum fetch fetch(struct journal_reader *reader, uint64_t offset, size_t block, struct line *line)
{
    size_t seen = 0; /* bytes known to hold no line feed */
    reader->has_last = false;
    while (!find_line(reader, offset, seen, line)) {
        struct hold segment;
        enum fetch result = hold(reader->journal, offset, &segment);
        if (result != FETCH_LINE) {
            return result;
        }
        seen = buffered(reader, offset);
        if (offset + seen == segment.end || seen > JOURNAL_LINE_MAX) {
            release(reader->journal, &segment);
            return unended_line(reader, offset, line);
        }
        ssize_t n = read_more(reader, offset, block, &segment);
        if (!release(reader->journal, &segment)) {
            reader->size = seen = 0;
        } else if (n <= 0) {
            reader->size = 0;
            line->end = segment.end;
            return FETCH_FAILED;
        }
    }
    return FETCH_LINE;
}

/* ---- journal_next ---- */

static enum journal_next skip_lost(struct journal_reader *reader, struct capture *capture)
{
    struct journal *journal = reader->journal;
    pthread_mutex_lock(&journal->lock);
    const struct journal_segment *segment = &journal->segments[journal_segment_find(journal, reader->at)];
    capture_init(capture);
    capture->seq = segment->first_record - reader->record;
    reader->at = segment->base;
    reader->record = segment->first_record;
    pthread_mutex_unlock(&journal->lock);
    return JOURNAL_LOST;
}

static void count_line(struct journal_reader *reader)
{
    if (reader->segment != reader->buffer_segment) {
        reader->segment = reader->buffer_segment;
        reader->line = 0;
    }
    reader->line++;
}

static void name_place(const struct journal_reader *reader, struct capture *capture)
{
    capture->path = reader->buffer_name;
    capture->line = (unsigned)reader->line;
}

static enum journal_next failed(struct journal_reader *reader, uint64_t offset, struct capture *capture,
                                const char *why)
{
    capture_init(capture);
    str_clear(&reader->scratch);
    str_puts(&reader->scratch, why);
    capture->reason = reader->scratch.data;
    capture->offset = offset;
    reader->record++;
    name_place(reader, capture);
    return JOURNAL_BAD;
}

static enum capture_line read_line(struct journal_reader *reader, uint64_t offset, const struct line *line,
                                   struct capture *capture)
{
    bool own = offset >= reader->journal->own_from;
    return (own ? capture_read_own : capture_read)(line->p, line->n, &reader->scratch, capture);
}

/* Turns a line into what the owner gets; false for a blank one. */
static bool understand(struct journal_reader *reader, uint64_t offset, const struct line *line,
                       struct capture *capture, enum journal_next *next)
{
    enum capture_line kind = read_line(reader, offset, line, capture);
    capture->offset = offset;
    if (kind == CAPTURE_LINE_BLANK) {
        return false;
    }
    if (kind == CAPTURE_LINE_BAD) {
        name_place(reader, capture);
    } else if (kind == CAPTURE_LINE_FOREIGN) {
        capture->path = reader->buffer_name;
        capture->seq = reader->line;
    }
    reader->record++;
    *next = kind == CAPTURE_LINE_BAD ? JOURNAL_BAD : JOURNAL_CAPTURE;
    return true;
}

enum journal_next journal_next(struct journal_reader *reader, struct capture *capture)
{
    for (;;) {
        struct line line;
        uint64_t offset = reader->at;
        enum journal_next next;
        switch (fetch(reader, offset, NEXT_BLOCK, &line)) {
        case FETCH_LINE:
            reader->at = line.end;
            count_line(reader);
            if (understand(reader, offset, &line, capture, &next)) {
                return next;
            }
            break;
        case FETCH_END:
            return JOURNAL_END;
        case FETCH_LOST:
            return skip_lost(reader, capture);
        case FETCH_TOO_LONG:
            reader->at = line.end;
            count_line(reader);
            return failed(reader, offset, capture, "a line too long to be read");
        case FETCH_FAILED:
            reader->at = line.end;
            count_line(reader);
            return failed(reader, offset, capture, "the rest of the file cannot be read");
        }
    }
}

bool journal_reader_wait(struct journal_reader *reader)
{
    struct journal *journal = reader->journal;
    /* Announced before looking: whatever is appended after the look rings. */
    atomic_store(&journal->waited_for, true);
    pthread_mutex_lock(&journal->lock);
    bool nothing = reader->at >= journal_segments_end(journal);
    pthread_mutex_unlock(&journal->lock);
    if (!nothing) {
        atomic_store(&journal->waited_for, false);
    }
    return nothing;
}

bool journal_at(struct journal_reader *reader, uint64_t offset, struct capture *capture)
{
    struct line line;
    if (reader->has_last && reader->last.offset == offset) {
        *capture = reader->last;
        return true;
    }
    if (fetch(reader, offset, AT_BLOCK, &line) != FETCH_LINE) {
        return false;
    }
    enum capture_line kind = read_line(reader, offset, &line, &reader->last);
    if (kind != CAPTURE_LINE_RECORD && kind != CAPTURE_LINE_FOREIGN) {
        return false;
    }
    if (kind == CAPTURE_LINE_FOREIGN) {
        reader->last.path = reader->buffer_name;
    }
    reader->last.offset = offset;
    reader->has_last = true;
    *capture = reader->last;
    return true;
}
