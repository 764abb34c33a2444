/* The plain POSIX side of os.h. */
#ifdef CALLBOARD_POSIX

#include "os.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <unistd.h>

static bool open_pipe(int ends[2], struct err *err)
{
    if (pipe(ends) != 0) {
        return err_set(err, "pipe: %s", strerror(errno));
    }
    for (int i = 0; i < 2; i++) {
        fcntl(ends[i], F_SETFL, O_NONBLOCK);
        fcntl(ends[i], F_SETFD, FD_CLOEXEC);
    }
    return true;
}

bool os_wake_open(struct os_wake *wake, struct err *err)
{
    int ends[2] = {-1, -1};
    bool opened = open_pipe(ends, err);
    wake->read_fd = ends[0];
    wake->write_fd = ends[1];
    return opened;
}

void os_wake_close(struct os_wake *wake)
{
    close(wake->read_fd);
    close(wake->write_fd);
}

void os_wake_ring(const struct os_wake *wake)
{
    ssize_t n = write(wake->write_fd, "", 1);
    (void)n; /* a full pipe has been rung already */
}

void os_wake_clear(const struct os_wake *wake)
{
    char bytes[64];
    while (read(wake->read_fd, bytes, sizeof bytes) > 0) {
    }
}

/* A signal handler has no argument to carry its pipe in: the one place where POSIX forces a global. */
static volatile sig_atomic_t signal_pipe = -1;

static const int ending[] = {SIGINT, SIGTERM, SIGHUP}, jobs[] = {SIGTSTP, SIGCONT};

static void on_signal(int number)
{
    int before = errno;
    char byte = (char)number;
    ssize_t n = write(signal_pipe, &byte, 1);
    (void)n;
    errno = before;
}

static void tell(struct os_signals *signals, int number, bool unless_ignored)
{
    struct sigaction before, action = {.sa_handler = on_signal, .sa_flags = SA_RESTART};
    sigaction(number, NULL, &before);
    if (!unless_ignored || before.sa_handler != SIG_IGN) {
        sigaction(number, &action, NULL);
        sigaddset(&signals->told, number);
    }
}

bool os_signals_open(struct os_signals *signals, struct err *err)
{
    int ends[2];
    if (!open_pipe(ends, err)) {
        return false;
    }
    signals->fd = ends[0];
    signal_pipe = ends[1];
    sigset_t blocked;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGWINCH);
    pthread_sigmask(SIG_BLOCK, &blocked, &signals->before);
    sigemptyset(&signals->told);
    for (size_t i = 0; i < sizeof ending / sizeof *ending; i++) {
        tell(signals, ending[i], ending[i] == SIGHUP);
    }
    return true;
}

void os_signals_add_jobs(struct os_signals *signals)
{
    for (size_t i = 0; i < sizeof jobs / sizeof *jobs; i++) {
        tell(signals, jobs[i], jobs[i] == SIGTSTP);
    }
}

void os_signals_close(struct os_signals *signals)
{
    for (int number = 1; number <= SIGTTOU; number++) {
        if (sigismember(&signals->told, number) == 1) {
            signal(number, SIG_DFL);
        }
    }
    close(signal_pipe);
    signal_pipe = -1;
    close(signals->fd);
    pthread_sigmask(SIG_SETMASK, &signals->before, NULL);
}

int os_signals_read(struct os_signals *signals)
{
    char byte;
    return read(signals->fd, &byte, 1) == 1 ? byte : 0;
}

void os_stand_back(void)
{
}

int os_memory_file(const char *name, struct err *err)
{
    char path[256];
    const char *folder = getenv("TMPDIR");
    snprintf(path, sizeof path, "%s/%s-XXXXXX", folder == NULL ? "/tmp" : folder, name);
    int fd = mkstemp(path);
    if (fd < 0) {
        err_set(err, "cannot make a temporary file like %s: %s", path, strerror(errno));
        return -1;
    }
    unlink(path);
    fcntl(fd, F_SETFD, FD_CLOEXEC);
    return fd;
}

/* An fd_set has no room for more. */
static bool fits(int fd)
{
    return fd >= 0 && fd < FD_SETSIZE;
}

void os_watch_open(struct os_watch *watch, const char *path)
{
    const char *slash = strrchr(path, '/');
    *watch = (struct os_watch){.fd = -1, .name = slash == NULL ? path : slash + 1};
}

void os_watch_close(struct os_watch *watch)
{
    (void)watch;
}

bool os_watch_read(struct os_watch *watch)
{
    (void)watch;
    return false;
}

int os_poll(struct pollfd *fds, nfds_t count, int64_t timeout_us, bool winch)
{
    struct timespec timeout = {.tv_sec = timeout_us / 1000000, .tv_nsec = timeout_us % 1000000 * 1000};
    fd_set readable, writable;
    int highest = -1;
    sigset_t mask;
    FD_ZERO(&readable);
    FD_ZERO(&writable);
    for (nfds_t i = 0; i < count; i++) {
        if (fits(fds[i].fd)) {
            FD_SET(fds[i].fd, (fds[i].events & POLLOUT) != 0 ? &writable : &readable);
            highest = fds[i].fd > highest ? fds[i].fd : highest;
        }
    }
    pthread_sigmask(SIG_SETMASK, NULL, &mask);
    if (winch) {
        sigdelset(&mask, SIGWINCH);
    }
    int n = pselect(highest + 1, &readable, &writable, NULL, timeout_us < 0 ? NULL : &timeout, &mask);
    for (nfds_t i = 0; i < count; i++) {
        bool read = n > 0 && fits(fds[i].fd) && FD_ISSET(fds[i].fd, &readable);
        bool write = n > 0 && fits(fds[i].fd) && FD_ISSET(fds[i].fd, &writable);
        fds[i].revents = read ? POLLIN : write ? POLLOUT : 0;
    }
    return n < 0 && errno == EINTR ? 0 : n;
}

#else
typedef int os_posix_is_not_used; /* ISO C wants something in every file */
#endif
