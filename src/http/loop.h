/* The HTTP thread: it runs the libmicrohttpd daemons, one for each port and address, and what is to happen at a given time.
 *
 * Every callback of every daemon and every timer runs on this one thread, so what they share needs no lock. While nothing
 * happens it sleeps; it wakes by itself only for timers and for the time limits of open connections. */
#ifndef HTTP_LOOP_H
#define HTTP_LOOP_H

#include <microhttpd.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/clock.h"
#include "base/os.h"

#define LOOP_DAEMONS 4

typedef void loop_call(void *context);

struct loop_timer {
    int64_t at;
    loop_call *call;
    void *context;
};

struct loop {
    const struct clock *clock;
    struct os_wake wake;
    pthread_t thread;
    bool started;
    atomic_bool stopping;
    struct MHD_Daemon *daemons[LOOP_DAEMONS];
    int listening_fds[LOOP_DAEMONS];
    size_t daemon_count;

    /* Kept by the callbacks, on the HTTP thread. */
    unsigned under_way; /* requests begun and not answered yet: stopping waits for them */
    bool again;         /* the daemons must look at once: a connection was closed, and one at its limit can take another;
                           or one was resumed */
    bool stirred;       /* something was made of what came */
    unsigned fruitless; /* turns since then */

    struct loop_timer *timers;
    size_t timer_count, timer_cap;
};

bool loop_init(struct loop *loop, const struct clock *clock, struct err *err);
/* The flags its daemons have to be started with. They may suspend connections, for a timer to resume. */
unsigned loop_flags(void);
/* How many connections its daemons can have altogether, whatever the system's limits say. */
unsigned loop_max_connections(void);
/* Before loop_start. The daemon and its listening socket belong to the loop from now on. */
void loop_add(struct loop *loop, struct MHD_Daemon *daemon, int listening_fd);
bool loop_start(struct loop *loop, struct err *err);
/* HTTP thread, or before loop_start: calls `call` once at that time (of the clock), or at once when the loop is being stopped:
 * a connection it had suspended must be resumed then. */
void loop_at(struct loop *loop, int64_t at, loop_call *call, void *context);
/* Takes no further connections, finishes requests under way (for a limited time), joins the thread, stops the daemons. Also
 * after a loop_start that failed, or none. */
void loop_done(struct loop *loop);

#endif
