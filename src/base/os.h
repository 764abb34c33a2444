/* What differs between Linux and other POSIX systems, in one place.
 *
 * os_linux.c uses eventfd, signalfd, memfd_create and ppoll; os_posix.c is the plain twin (self-pipe, unlinked temporary
 * file, pselect), built and tested by `make check CONFIG=posix`. */
#ifndef BASE_OS_H
#define BASE_OS_H

#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

#include "err.h"

/* Whether os_poll takes descriptors of epoll(7). */
#ifdef CALLBOARD_POSIX
#define OS_HAS_EPOLL false
#else
#define OS_HAS_EPOLL true
#endif

/* A doorbell between threads: any number of rings before a clear count as one. */
struct os_wake {
    int read_fd;  /* poll this for POLLIN */
    int write_fd; /* the same descriptor where the system allows */
};
bool os_wake_open(struct os_wake *wake, struct err *err);
void os_wake_close(struct os_wake *wake);
/* Any thread, never blocks. */
void os_wake_ring(const struct os_wake *wake);
void os_wake_clear(const struct os_wake *wake);

/* The signals that end the program, as a descriptor: SIGINT, SIGTERM, SIGHUP; a SIGHUP that was
 * ignored at start (nohup) stays ignored. Opening blocks them, and SIGWINCH, which
 * only os_poll lets in, for this thread and those it starts later; closing restores the mask. At most one open at a time. */
struct os_signals {
    int fd; /* poll this for POLLIN */
    sigset_t before;
    sigset_t told; /* which ones the descriptor tells */
};
bool os_signals_open(struct os_signals *signals, struct err *err);
void os_signals_close(struct os_signals *signals);
/* Those of job control too, SIGTSTP and SIGCONT, for whoever has to put the terminal in order before it stops; a SIGTSTP
 * that was ignored at start stays ignored. Call it before other threads start. */
void os_signals_add_jobs(struct os_signals *signals);
/* Stops the program as Ctrl-Z would have; returns when it goes on. Where nobody could let it go on it does not stop. */
void os_stop(void);
/* The next signal's number, or 0 when none is waiting. */
int os_signals_read(struct os_signals *signals);

/* Lets everybody else go first: lowers the priority of the calling thread alone, where the system can do that for one
 * thread; elsewhere it does nothing. */
void os_stand_back(void);

/* An empty file without a name, gone with its descriptor. -1 and `err` on failure. */
int os_memory_file(const char *name, struct err *err);

/* A file that others write, watched by way of its folder: editors put a new one in its place. */
struct os_watch {
    int fd;           /* poll this for POLLIN; -1 where the system cannot watch: then it is to be looked at now and then */
    const char *name; /* of the file in its folder */
};
/* `path` has to outlive the watch. */
void os_watch_open(struct os_watch *watch, const char *path);
void os_watch_close(struct os_watch *watch);
/* True when the file was written, moved or removed since the last time; false for what else happened in its folder. */
bool os_watch_read(struct os_watch *watch);

/* poll() for POLLIN and POLLOUT, with a timeout in microseconds (negative: for ever). SIGWINCH is let in only while waiting when `winch`
 * is true, so that a resize interrupts the wait and nothing else. Returns as poll(2); EINTR is returned as 0. */
int os_poll(struct pollfd *fds, nfds_t count, int64_t timeout_us, bool winch);

#endif
