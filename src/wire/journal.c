#include "journal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/xalloc.h"
#include "journal_parts.h"

#define NOTICE_MAX ((size_t)4096)

static ssize_t system_writev(void *self, int fd, const struct iovec *parts, int count)
{
    (void)self;
    return writev(fd, parts, count);
}

static int system_truncate(void *self, int fd, off_t size)
{
    (void)self;
    return ftruncate(fd, size);
}

struct journal *journal_new(void)
{
    struct journal *journal = xcalloc(1, sizeof *journal);
    journal->own_from = UINT64_MAX;
    journal->io = (struct io){.writev = system_writev, .truncate = system_truncate};
    journal->last_received = CLOCK_NONE;
    journal->next_seq = 1;
    journal->next_number = 1;
    str_init(&journal->notice, NOTICE_MAX);
    str_init(&journal->head, JOURNAL_LINE_MAX);
    str_init(&journal->tail, JOURNAL_LINE_MAX);
    atomic_init(&journal->waited_for, false);
    pthread_mutex_init(&journal->lock, NULL);
    return journal;
}

void journal_close(struct journal *journal)
{
    bool has_no_record = journal->writable && journal->state.bytes == 0 && journal->state.dropped_bytes == 0;
    journal_segments_close(journal, has_no_record);
    pthread_mutex_destroy(&journal->lock);
    str_done(&journal->notice);
    str_done(&journal->head);
    str_done(&journal->tail);
    free(journal->folder);
    free(journal->session);
    free(journal->first_path);
    free(journal);
}

const char *journal_notice(const struct journal *journal)
{
    return journal->notice.data;
}

const char *journal_name(const struct journal *journal)
{
    return journal->session;
}

const char *journal_path(const struct journal *journal)
{
    return journal->first_path;
}

void journal_set_io(struct journal *journal, const struct io *io)
{
    journal->io = *io;
}

void journal_set_wake(struct journal *journal, const struct os_wake *wake)
{
    journal->wake = *wake;
    journal->has_wake = true;
}

void journal_state(struct journal *journal, struct journal_state *state)
{
    pthread_mutex_lock(&journal->lock);
    *state = journal->state;
    pthread_mutex_unlock(&journal->lock);
}
