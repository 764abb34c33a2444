/* The Linux side of os.h. */
#ifndef CALLBOARD_POSIX

#include "os.h"

#include <errno.h>
#include <limits.h>
#include <stdalign.h>
#include <stddef.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <unistd.h>

#define STAND_BACK_NICE 10
#define WATCH_BUFFER 4096

bool os_wake_open(struct os_wake *wake, struct err *err)
{
    wake->read_fd = wake->write_fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    return wake->read_fd >= 0 || err_set(err, "eventfd: %s", strerror(errno));
}

void os_wake_close(struct os_wake *wake)
{
    close(wake->read_fd);
}

void os_wake_ring(const struct os_wake *wake)
{
    ssize_t n = write(wake->write_fd, &(uint64_t){1}, sizeof(uint64_t));
    (void)n; /* it can only fail when the counter is full, and then the bell is rung already */
}

void os_wake_clear(const struct os_wake *wake)
{
    uint64_t rings;
    ssize_t n = read(wake->read_fd, &rings, sizeof rings);
    (void)n;
}

bool os_signals_open(struct os_signals *signals, struct err *err)
{
    sigset_t ending;
    struct sigaction hangup;
    sigemptyset(&ending);
    sigaddset(&ending, SIGINT);
    sigaddset(&ending, SIGTERM);
    sigaction(SIGHUP, NULL, &hangup);
    if (hangup.sa_handler != SIG_IGN) { /* blocking an ignored signal would bring it back */
        sigaddset(&ending, SIGHUP);
    }
    sigset_t blocked = ending;
    sigaddset(&blocked, SIGWINCH);
    pthread_sigmask(SIG_BLOCK, &blocked, &signals->before);
    signals->told = ending;
    signals->fd = signalfd(-1, &ending, SFD_NONBLOCK | SFD_CLOEXEC);
    return signals->fd >= 0 || err_set(err, "signalfd: %s", strerror(errno));
}

void os_signals_add_jobs(struct os_signals *signals)
{
    struct sigaction stop;
    sigaction(SIGTSTP, NULL, &stop);
    if (stop.sa_handler != SIG_IGN) {
        sigaddset(&signals->told, SIGTSTP);
    }
    sigaddset(&signals->told, SIGCONT);
    pthread_sigmask(SIG_BLOCK, &signals->told, NULL);
    signalfd(signals->fd, &signals->told, SFD_NONBLOCK | SFD_CLOEXEC);
}

void os_signals_close(struct os_signals *signals)
{
    close(signals->fd);
    pthread_sigmask(SIG_SETMASK, &signals->before, NULL);
}

int os_signals_read(struct os_signals *signals)
{
    struct signalfd_siginfo info;
    ssize_t n = read(signals->fd, &info, sizeof info);
    return n == (ssize_t)sizeof info ? (int)info.ssi_signo : 0;
}

void os_stand_back(void)
{
    setpriority(PRIO_PROCESS, (id_t)syscall(SYS_gettid), STAND_BACK_NICE);
}

int os_memory_file(const char *name, struct err *err)
{
    int fd = memfd_create(name, MFD_CLOEXEC);
    if (fd < 0) {
        err_set(err, "memfd_create: %s", strerror(errno));
    }
    return fd;
}

void os_watch_open(struct os_watch *watch, const char *path)
{
    const char *slash = strrchr(path, '/');
    size_t n = slash == NULL ? 0 : slash == path ? 1 : (size_t)(slash - path);
    char folder[PATH_MAX] = ".";
    *watch = (struct os_watch){.fd = -1, .name = slash == NULL ? path : slash + 1};
    if (n >= sizeof folder) {
        return;
    }
    if (n > 0) {
        memcpy(folder, path, n);
        folder[n] = '\0';
    }
    watch->fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (watch->fd >= 0 && inotify_add_watch(watch->fd, folder, IN_CLOSE_WRITE | IN_MOVE | IN_DELETE) < 0) {
        os_watch_close(watch);
    }
}

void os_watch_close(struct os_watch *watch)
{
    if (watch->fd >= 0) {
        close(watch->fd);
        watch->fd = -1;
    }
}

bool os_watch_read(struct os_watch *watch)
{
    alignas(struct inotify_event) char buffer[WATCH_BUFFER];
    bool touched = false;
    ssize_t n;
    while (watch->fd >= 0 && (n = read(watch->fd, buffer, sizeof buffer)) > 0) {
        for (const char *at = buffer; at < buffer + n;) {
            struct inotify_event event;
            memcpy(&event, at, sizeof event);
            bool named = event.len > 0 && strcmp(at + sizeof event, watch->name) == 0;
            touched = touched || named || (event.mask & IN_Q_OVERFLOW) != 0;
            at += sizeof event + event.len;
        }
    }
    return touched;
}

int os_poll(struct pollfd *fds, nfds_t count, int64_t timeout_us, bool winch)
{
    struct timespec timeout = {.tv_sec = timeout_us / 1000000, .tv_nsec = timeout_us % 1000000 * 1000};
    sigset_t mask;
    if (winch) {
        pthread_sigmask(SIG_SETMASK, NULL, &mask);
        sigdelset(&mask, SIGWINCH);
    }
    int n = ppoll(fds, count, timeout_us < 0 ? NULL : &timeout, winch ? &mask : NULL);
    return n < 0 && errno == EINTR ? 0 : n;
}

#else
typedef int os_linux_is_not_used; /* ISO C wants something in every file */
#endif
