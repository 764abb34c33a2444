/* The writing side: a record is whole or absent, and announced only when it is whole. */
#include <errno.h>
#include <string.h>
#include <sys/uio.h>

#include "journal_parts.h"

static bool is_full(int why)
{
    return why == ENOSPC || why == EDQUOT || why == EFBIG;
}

/* A busy reader does not wait, and then there is nothing to ring. */
static void ring(struct journal *journal)
{
    if (atomic_load(&journal->waited_for) && atomic_exchange(&journal->waited_for, false) && journal->has_wake) {
        os_wake_ring(&journal->wake);
    }
}

static enum journal_result fail(struct journal *journal, int why, const char *what, struct err *err)
{
    struct err own;
    err = err == NULL ? &own : err;
    pthread_mutex_lock(&journal->lock);
    struct journal_state *state = &journal->state;
    state->refused++;
    state->failing = true;
    if (is_full(why)) {
        err_set(err, "%s: %s. Nothing recorded before is lost; make room%s and send the call again", what,
                strerror(why), journal->in_memory ? "" : " on the disk");
    } else {
        err_set(err, "%s: %s. Nothing recorded before is lost", what, strerror(why));
    }
    size_t n = strnlen(err->text, sizeof state->problem - 1);
    memcpy(state->problem, err->text, n);
    state->problem[n] = '\0';
    pthread_mutex_unlock(&journal->lock);
    ring(journal); /* whoever looks at the screen should see it now, not with the next call */
    return is_full(why) ? JOURNAL_FULL : JOURNAL_FAILED;
}

static void published(struct journal *journal, struct journal_segment *segment, uint64_t n)
{
    pthread_mutex_lock(&journal->lock);
    segment->size += n;
    segment->records++;
    journal->state.bytes += n;
    journal->state.records++;
    journal->state.failing = false;
    journal->state.problem[0] = '\0';
    if (journal->state.bytes > journal->max_size) {
        journal_segments_trim(journal);
    }
    pthread_mutex_unlock(&journal->lock);
    ring(journal);
}

/* 0, or why not all of it was written. */
static int write_parts(struct journal *journal, int fd, const struct iovec *parts, size_t total)
{
    ssize_t n;
    do {
        n = journal->io.writev(journal->io.self, fd, parts, 3);
    } while (n < 0 && errno == EINTR);
    if (n < 0) {
        return errno;
    }
    /* On a file only a lack of room makes a write short. */
    return (size_t)n == total ? 0 : ENOSPC;
}

static bool cut_back(struct journal *journal, const struct journal_segment *segment)
{
    int cut;
    do {
        cut = journal->io.truncate(journal->io.self, segment->fd, (off_t)segment->size);
    } while (cut != 0 && errno == EINTR);
    journal->untidy = cut != 0;
    return cut == 0;
}

/* The segment to write to. Only this thread changes the table, so reading it needs no lock. */
static struct journal_segment *segment_for(struct journal *journal, size_t n, struct err *err)
{
    struct journal_segment *segment = &journal->segments[journal->count - 1];
    if (segment->size > 0 && segment->size + n > journal->segment_size) {
        return journal_begin_segment(journal, err) ? &journal->segments[journal->count - 1] : NULL;
    }
    return segment;
}

enum journal_result journal_append(struct journal *journal, struct capture *capture, struct err *err)
{
    struct err own;
    err = err != NULL ? err : &own;
    capture->seq = journal->next_seq;
    if (capture->received < journal->last_received) {
        capture->received = journal->last_received;
    }
    str_clear(&journal->head);
    str_clear(&journal->tail);
    if (!capture_write(capture, &journal->head, &journal->tail)) {
        return fail(journal, EMSGSIZE, "the call cannot be recorded", err);
    }
    bool between = capture->form == CAPTURE_BODY_JSON;
    union {
        const char *from;
        void *to;
    } body = {.from = between ? capture->body : ""}; /* writev reads through a pointer that could write */
    struct iovec parts[3] = {
        {.iov_base = journal->head.data, .iov_len = journal->head.len},
        {.iov_base = body.to, .iov_len = between ? capture->body_size : 0},
        {.iov_base = journal->tail.data, .iov_len = journal->tail.len},
    };
    size_t total = parts[0].iov_len + parts[1].iov_len + parts[2].iov_len;
    if (journal->untidy && !cut_back(journal, &journal->segments[journal->count - 1])) {
        return fail(journal, errno, "the journal cannot be mended after a failed write", err);
    }
    struct journal_segment *segment = segment_for(journal, total, err);
    if (segment == NULL) {
        return fail(journal, errno, "the journal's next file cannot be made", err);
    }
    int why = write_parts(journal, segment->fd, parts, total);
    if (why != 0) {
        cut_back(journal, segment);
        return fail(journal, why, "the call cannot be recorded", err);
    }
    journal->next_seq++;
    journal->last_received = capture->received;
    published(journal, segment, total);
    return JOURNAL_RECORDED;
}
