/* The HTTP side: libmicrohttpd on one thread of ours (loop.h) that records requests in a journal and answers.
 *
 * 200 means recorded. It sees bytes and the journal, never the model. Every request is recorded, also those that
 * were refused or carry no call; only requests for /callboard/... are not, being no traffic of the application. */
#ifndef HTTP_SINK_H
#define HTTP_SINK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/clock.h"
#include "base/err.h"
#include "fault.h"
#include "wire/journal.h"

#define SINK_PORT 4545
#define SINK_TLS_PORT 4546
#define SINK_MAX_BODY (UINT64_C(8) << 20)
#define SINK_MAX_INFLATED (UINT64_C(32) << 20)

struct sink_options {
    const char *address;   /* numeric; NULL = 127.0.0.1, and ::1 where that can be had. Anything but loopback makes the reading
                              endpoints ask for `token` */
    uint16_t port;         /* 0 picks a free one */
    const char *tls;       /* PEM, key and certificate: it listens for https too; NULL: it does not. Read by sink_start only */
    uint16_t tls_port;     /* 0 picks a free one */
    uint64_t max_body;     /* bytes on the wire, then 413 */
    uint64_t max_inflated; /* bytes inflated, then 413 */
    bool strict;           /* calls and batches over the documented limits are refused, as limits.h tells */
    const char *token;     /* for reading endpoints when `address` is not loopback; NULL otherwise */
    int64_t patience;      /* microseconds a request may take, besides a second for each KiB of its body; 0 = a minute */
    unsigned connections;  /* at once; 0 = a thousand, or what the limit of open files allows */
    const struct clock *clock;
    const char *version;   /* callboard's, for GET /health; NULL leaves it "" */
    const struct faults *faults; /* simulated from the start; NULL: none */
};

struct sink;

/* Starts the thread. Signals must be blocked already if the caller wants none delivered to it. `journal` must outlive the
 * sink. Port busy: the message names the port, and what to do. */
struct sink *sink_start(const struct sink_options *options, struct journal *journal, struct err *err);
/* Stops accepting, finishes requests under way, joins the thread. */
void sink_stop(struct sink *sink);
uint16_t sink_port(const struct sink *sink);
/* "http://127.0.0.1:4545" */
const char *sink_url(const struct sink *sink);
/* "https://127.0.0.1:4546"; NULL when it does not listen for https. */
const char *sink_tls_url(const struct sink *sink);

/* Owner thread: how far it has come, for GET /callboard/status
 * ({"recorded":R,"processed":P,"behind":R-P,"calls":C,"findings":{"error":E,"warning":W,"note":N}}). Atomic. */
struct sink_progress {
    uint64_t processed; /* records */
    uint64_t calls;
    uint64_t errors, warnings, notes;
};
void sink_report(struct sink *sink, const struct sink_progress *progress);

/* Any thread: what is simulated from the next request on, instead of what was; they are copied. */
void sink_set_faults(struct sink *sink, const struct faults *faults);
/* Any thread: what is left of it, as faults_print tells it. Returns `out`. */
char *sink_faults(struct sink *sink, char out[FAULTS_TEXT_SIZE]);

/* The version of libmicrohttpd at run time. */
const char *sink_library(void);

#endif
