/* The two calls that can lose a record, so that tests can make them fail. */
#ifndef WIRE_IO_H
#define WIRE_IO_H

#include <sys/types.h>
#include <sys/uio.h>

struct io {
    ssize_t (*writev)(void *self, int fd, const struct iovec *parts, int count);
    int (*truncate)(void *self, int fd, off_t size);
    void *self;
};

struct journal;
/* Replaces the system calls of a journal being written. For tests; before the first append. */
void journal_set_io(struct journal *journal, const struct io *io);

#endif
