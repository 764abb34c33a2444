#include "loop.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <unistd.h>

#include "base/thread.h"
#include "base/xalloc.h"

#define FINISH_TIME (2 * CLOCK_S) /* for requests under way when it stops */
/* libmicrohttpd takes a TLS handshake that waits for its client for one that can go on, and asks to be called again at once:
 * after so many times for nothing it is called at this interval only, or when something comes. */
#define FRUITLESS_TURNS 100u
#define LULL (50 * CLOCK_MS)
#define OTHER_FILES 64u           /* of an fd_set, left to the rest of the program */
#define MAX_CONNECTIONS 1032u     /* a thousand, and some that are told that it is enough */

static bool uses_epoll(void)
{
    return OS_HAS_EPOLL && MHD_is_feature_supported(MHD_FEATURE_EPOLL) == MHD_YES;
}

unsigned loop_flags(void)
{
    return (unsigned)MHD_ALLOW_SUSPEND_RESUME | (uses_epoll() ? (unsigned)MHD_USE_EPOLL : 0u);
}

unsigned loop_max_connections(void)
{
    return uses_epoll() ? MAX_CONNECTIONS : FD_SETSIZE - OTHER_FILES;
}

bool loop_init(struct loop *loop, const struct clock *clock, struct err *err)
{
    *loop = (struct loop){.clock = clock};
    return os_wake_open(&loop->wake, err);
}

void loop_add(struct loop *loop, struct MHD_Daemon *daemon, int listening_fd)
{
    assert(loop->daemon_count < LOOP_DAEMONS && !loop->started);
    loop->listening_fds[loop->daemon_count] = listening_fd;
    loop->daemons[loop->daemon_count++] = daemon;
}

/* ---- timers ---- */

void loop_at(struct loop *loop, int64_t at, loop_call *call, void *context)
{
    loop->timers = xgrow(loop->timers, &loop->timer_cap, loop->timer_count + 1, sizeof *loop->timers);
    loop->timers[loop->timer_count++] = (struct loop_timer){at, call, context};
}

/* The first to come, the eldest of equals; NULL without any. */
static struct loop_timer *next_timer(const struct loop *loop)
{
    struct loop_timer *next = NULL;
    for (size_t i = 0; i < loop->timer_count; i++) {
        if (next == NULL || loop->timers[i].at < next->at) {
            next = &loop->timers[i];
        }
    }
    return next;
}

static void run_timers(struct loop *loop, int64_t until)
{
    struct loop_timer *next;
    while ((next = next_timer(loop)) != NULL && next->at <= until) {
        struct loop_timer due = *next;
        size_t after = loop->timer_count - (size_t)(next - loop->timers) - 1;
        memmove(next, next + 1, after * sizeof *next);
        loop->timer_count--;
        due.call(due.context);
        loop->again = true; /* no daemon tells of a connection that was resumed */
    }
}

/* ---- waiting ---- */

static int64_t sooner(int64_t a, int64_t b)
{
    return a < 0 || (b >= 0 && b < a) ? b : a;
}

/* Microseconds until something has to be done of its own accord; negative: never. */
static int64_t patience(const struct loop *loop)
{
    int64_t wait = -1;
    const struct loop_timer *timer = next_timer(loop);
    if (timer != NULL) {
        int64_t left = timer->at - clock_now(loop->clock);
        wait = left > 0 ? left : 0;
    }
    for (size_t i = 0; i < loop->daemon_count; i++) {
        MHD_UNSIGNED_LONG_LONG ms;
        if (MHD_get_timeout(loop->daemons[i], &ms) == MHD_YES) {
            wait = sooner(wait, (int64_t)ms * CLOCK_MS);
        }
    }
    return wait;
}

static void run_daemons(struct loop *loop)
{
    for (size_t i = 0; i < loop->daemon_count; i++) {
        MHD_run(loop->daemons[i]);
    }
}

/* Most of them are idle, and asking the system costs more than asking them. */
static void run_due_daemons(struct loop *loop)
{
    for (size_t i = 0; i < loop->daemon_count; i++) {
        MHD_UNSIGNED_LONG_LONG ms;
        if (MHD_get_timeout(loop->daemons[i], &ms) == MHD_YES && ms == 0) {
            MHD_run(loop->daemons[i]);
        }
    }
}

static int epoll_of(struct MHD_Daemon *daemon)
{
    return MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
}

/* Both ways to wait return whether anything came from outside. */
static bool wait_epoll(struct loop *loop, int64_t timeout, bool again)
{
    struct pollfd fds[LOOP_DAEMONS + 1];
    size_t count = loop->daemon_count;
    if (again) {
        run_daemons(loop);
        return false;
    }
    if (timeout == 0) {
        run_due_daemons(loop);
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        fds[i] = (struct pollfd){.fd = epoll_of(loop->daemons[i]), .events = POLLIN};
    }
    fds[count] = (struct pollfd){.fd = loop->wake.read_fd, .events = POLLIN};
    if (os_poll(fds, (nfds_t)count + 1, timeout, false) <= 0) {
        run_daemons(loop); /* the time limit of a connection */
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (fds[i].revents != 0) {
            MHD_run(loop->daemons[i]);
        }
    }
    return true;
}

static bool wait_select(struct loop *loop, int64_t timeout)
{
    fd_set readable, writable, except;
    struct timespec time = {.tv_sec = timeout / CLOCK_S, .tv_nsec = timeout % CLOCK_S * 1000};
    int highest = loop->wake.read_fd;
    FD_ZERO(&readable);
    FD_ZERO(&writable);
    FD_ZERO(&except);
    FD_SET(loop->wake.read_fd, &readable);
    for (size_t i = 0; i < loop->daemon_count; i++) {
        MHD_get_fdset(loop->daemons[i], &readable, &writable, &except, &highest);
    }
    int n = pselect(highest + 1, &readable, &writable, &except, timeout < 0 ? NULL : &time, NULL);
    if (n < 0) {
        return false;
    }
    for (size_t i = 0; i < loop->daemon_count; i++) {
        MHD_run_from_select(loop->daemons[i], &readable, &writable, &except);
    }
    return n > 0;
}

/* Waits for something to do, at most so long (negative: for ever), and does it. */
static void turn(struct loop *loop, int64_t longest)
{
    bool again = loop->again;
    int64_t timeout = again ? 0 : sooner(patience(loop), longest);
    if (timeout == 0 && loop->fruitless >= FRUITLESS_TURNS) {
        timeout = LULL;
        again = false;
    }
    loop->again = loop->stirred = false;
    bool woken = uses_epoll() ? wait_epoll(loop, timeout, again) : wait_select(loop, timeout);
    loop->fruitless = woken || loop->stirred ? 0 : loop->fruitless + 1;
    if (loop->timer_count > 0) {
        run_timers(loop, clock_now(loop->clock));
    }
}

/* ---- the thread ---- */

static void stop_daemons(struct loop *loop)
{
    for (size_t i = 0; i < loop->daemon_count; i++) {
        MHD_quiesce_daemon(loop->daemons[i]); /* else it would close the socket */
        MHD_stop_daemon(loop->daemons[i]);
        close(loop->listening_fds[i]);
    }
    loop->daemon_count = 0;
}

static void finish(struct loop *loop)
{
    int64_t deadline = clock_now(loop->clock) + FINISH_TIME, left = FINISH_TIME;
    for (size_t i = 0; i < loop->daemon_count; i++) {
        MHD_quiesce_daemon(loop->daemons[i]);
    }
    run_timers(loop, INT64_MAX);
    while (loop->under_way > 0 && left > 0) {
        os_wake_clear(&loop->wake);
        turn(loop, left);
        run_timers(loop, INT64_MAX); /* a connection left suspended could not be closed */
        left = deadline - clock_now(loop->clock);
    }
}

static void *run(void *context)
{
    struct loop *loop = context;
    while (!atomic_load(&loop->stopping)) {
        turn(loop, -1);
    }
    finish(loop);
    stop_daemons(loop);
    return NULL;
}

bool loop_start(struct loop *loop, struct err *err)
{
    loop->started = thread_start(&loop->thread, run, loop, err);
    return loop->started;
}

void loop_done(struct loop *loop)
{
    atomic_store(&loop->stopping, true);
    os_wake_ring(&loop->wake);
    if (loop->started) {
        pthread_join(loop->thread, NULL);
    }
    stop_daemons(loop);
    os_wake_close(&loop->wake);
    free(loop->timers);
}
