/* What the files of http/ share. The HTTP thread owns all of it but what is said to be atomic. */
#ifndef HTTP_SINK_PARTS_H
#define HTTP_SINK_PARTS_H

#include <microhttpd.h>
#include <stdatomic.h>

#include "base/str.h"
#include "fault.h"
#include "loop.h"
#include "sink.h"

#define SINK_NAME "callboard"
#define SINK_REPLY_MAX ((size_t)1 << 20)
/* For the head of a request and that of its answer. Cleared for each request: more slows small ones. */
#define SINK_CONNECTION_MEMORY ((size_t)32 << 10)

struct sink {
    /* Constant once started. */
    struct journal *journal;
    const struct clock *clock;
    char *address, *token; /* token may be NULL */
    char *url, *tls_url, *version; /* tls_url may be NULL */
    uint16_t port, tls_port;
    bool is_loopback, strict;
    uint64_t max_body, max_inflated;
    int64_t patience;      /* microseconds, see sink_options */
    unsigned most;         /* connections at once */
    struct loop loop;
    struct request *silent;        /* connections for https that have said nothing yet, see handshake.h */

    struct request *connections;
    unsigned open;         /* how many these are */
    bool sweeping;         /* the timer that looks after them is set */
    uint64_t turned_away;  /* connections beyond `most`, not recorded yet */
    struct MHD_Response *success; /* the one answer, for clients that are no browser */

    bool unsent; /* see unsent.h */
    unsigned unheard; /* a status, see unheard.h; 0: none */
    int64_t now; /* the clock as it was last read for a request */

    /* Scratch, reused from request to request; nothing in it outlives one callback. */
    struct str inflated, reply, key, shown, masked;

    pthread_mutex_t faults_lock;
    struct faults faults;       /* behind the lock */
    atomic_bool has_faults;     /* asked before the lock is taken */

    atomic_uint_least64_t processed, calls, errors, warnings, notes;
};

/* sink_start without the thread, for tests that drive the daemon themselves. Ended by sink_stop. */
struct sink *sink_open(const struct sink_options *options, struct journal *journal, struct err *err);

#endif
