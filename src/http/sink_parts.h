/* What the files of http/ share. The HTTP thread owns all of it but what is said to be atomic. */
#ifndef HTTP_SINK_PARTS_H
#define HTTP_SINK_PARTS_H

#include <microhttpd.h>
#include <stdatomic.h>

#include "base/str.h"
#include "loop.h"
#include "sink.h"

#define SINK_NAME "callboard"
#define SINK_REPLY_MAX ((size_t)1 << 20)

struct sink {
    /* Constant once started. */
    struct journal *journal;
    const struct clock *clock;
    char *address, *token; /* token may be NULL */
    char *url, *tls_url, *version; /* tls_url may be NULL */
    uint16_t port, tls_port;
    bool is_loopback;
    uint64_t max_body, max_inflated;
    struct loop loop;
    struct MHD_Daemon *tls_daemon; /* one of the loop's; NULL without https */
    struct MHD_Response *success; /* the one answer, for clients that are no browser */

    /* Scratch, reused from request to request; nothing in it outlives one callback. */
    struct str inflated, reply, key, shown, masked;

    atomic_uint_least64_t processed, calls, errors, warnings, notes;
};

#endif
