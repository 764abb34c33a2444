#include "sink.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "base/xalloc.h"
#include "handshake.h"
#include "listen.h"
#include "reply.h"
#include "request.h"
#include "sink_parts.h"
#include "unheard.h"
#include "unsent.h"

#define DEFAULT_ADDRESS "127.0.0.1"
#define IDLE_SECONDS 30u
#define PATIENCE (60 * CLOCK_S)
#define SPARE_CONNECTIONS 32u /* for those that are told there are too many */
#define OTHER_FILES 128u      /* descriptors left to the rest of the program and to the spare connections */

const char *sink_library(void)
{
    return MHD_get_version();
}

uint16_t sink_port(const struct sink *sink)
{
    return sink->port;
}

const char *sink_url(const struct sink *sink)
{
    return sink->url;
}

const char *sink_tls_url(const struct sink *sink)
{
    return sink->tls_url;
}

/* The files a process may have open are raised as far as that is allowed and needed. */
static unsigned connection_limit(void)
{
    struct rlimit limit;
    unsigned most = loop_max_connections() - SPARE_CONNECTIONS;
    rlim_t wanted = most + OTHER_FILES;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) {
        return most;
    }
    if (limit.rlim_cur < wanted) {
        limit.rlim_cur = limit.rlim_max < wanted ? limit.rlim_max : wanted;
        setrlimit(RLIMIT_NOFILE, &limit);
        getrlimit(RLIMIT_NOFILE, &limit);
    }
    if (limit.rlim_cur >= wanted) {
        return most;
    }
    return limit.rlim_cur > (rlim_t)2 * OTHER_FILES ? (unsigned)limit.rlim_cur - OTHER_FILES : OTHER_FILES;
}

static char *make_url(const char *scheme, const char *address, unsigned port)
{
    char url[128];
    bool is_v6 = strchr(address, ':') != NULL;
    snprintf(url, sizeof url, is_v6 ? "%s://[%s]:%u" : "%s://%s:%u", scheme, address, port);
    return xstrdup(url);
}

static void hear_log(void *cls, const char *format, va_list values) __attribute__((format(printf, 2, 0)));

static void hear_log(void *cls, const char *format, va_list values)
{
    va_list again;
    va_copy(again, values);
    unsent_log(cls, format, again);
    va_end(again);
    va_copy(again, values);
    unheard_log(cls, format, again);
    va_end(again);
    handshake_log(cls, format, values);
}

/* It tells in its log alone what became of some requests. */
static unsigned log_flags(void)
{
    return MHD_is_feature_supported(MHD_FEATURE_MESSAGES) == MHD_YES ? (unsigned)MHD_USE_ERROR_LOG : 0u;
}

/* `pem` is NULL for plain HTTP. The descriptor is the daemon's, also when it cannot be started. */
static struct MHD_Daemon *start_daemon(struct sink *sink, int fd, const char *pem)
{
    union {
        const char *from;
        void *to;
    } text = {.from = pem}; /* libmicrohttpd only reads it */
    struct MHD_OptionItem first[] = {
        {MHD_OPTION_EXTERNAL_LOGGER, (intptr_t)hear_log, sink}, /* has to be the first */
        {pem != NULL ? MHD_OPTION_HTTPS_MEM_KEY : MHD_OPTION_END, 0, text.to},
        {MHD_OPTION_HTTPS_MEM_CERT, 0, text.to},
        {MHD_OPTION_END, 0, NULL},
    };
    return MHD_start_daemon(
        loop_flags() | log_flags() | (pem != NULL ? (unsigned)MHD_USE_TLS : 0u), 0, NULL, NULL, request_handle, sink,
        MHD_OPTION_ARRAY, first,
        MHD_OPTION_LISTEN_SOCKET, fd,
        MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, SINK_CONNECTION_MEMORY,
        MHD_OPTION_CONNECTION_TIMEOUT, IDLE_SECONDS,
        MHD_OPTION_CONNECTION_LIMIT, sink->most + SPARE_CONNECTIONS,
        MHD_OPTION_NOTIFY_CONNECTION, request_connection, sink,
        MHD_OPTION_URI_LOG_CALLBACK, request_target, sink,
        MHD_OPTION_NOTIFY_COMPLETED, request_completed, sink,
        MHD_OPTION_END);
}

static struct MHD_Daemon *add_daemon(struct sink *sink, int fd, const char *pem, struct err *err)
{
    struct MHD_Daemon *daemon = fd < 0 ? NULL : start_daemon(sink, fd, pem);
    if (daemon != NULL) {
        loop_add(&sink->loop, daemon, fd);
    } else if (fd >= 0) {
        err_set(err, "the %s server cannot be started: %s", pem != NULL ? "HTTPS" : "HTTP", strerror(errno));
    }
    return daemon;
}

static struct sink *sink_new(const struct sink_options *options, struct journal *journal)
{
    struct sink *sink = xcalloc(1, sizeof *sink);
    size_t longest = (size_t)(options->max_inflated > options->max_body ? options->max_inflated : options->max_body);
    sink->journal = journal;
    sink->clock = options->clock;
    sink->address = xstrdup(options->address != NULL ? options->address : DEFAULT_ADDRESS);
    sink->token = options->token != NULL ? xstrdup(options->token) : NULL;
    sink->version = xstrdup(options->version != NULL ? options->version : "");
    sink->port = options->port;
    sink->tls_port = options->tls_port;
    sink->is_loopback = listen_is_loopback(sink->address);
    sink->patience = options->patience > 0 ? options->patience : PATIENCE;
    sink->most = options->connections > 0 ? options->connections : connection_limit();
    sink->strict = options->strict;
    sink->max_body = options->max_body;
    sink->max_inflated = options->max_inflated;
    str_init(&sink->inflated, (size_t)options->max_inflated);
    str_init(&sink->masked, longest);
    str_init(&sink->reply, SINK_REPLY_MAX);
    str_init(&sink->key, SINK_REPLY_MAX);
    str_init(&sink->shown, SINK_REPLY_MAX);
    sink->success = reply_make_success();
    pthread_mutex_init(&sink->faults_lock, NULL);
    if (options->faults != NULL) {
        sink_set_faults(sink, options->faults);
    }
    return sink;
}

static void sink_free(struct sink *sink)
{
    MHD_destroy_response(sink->success);
    pthread_mutex_destroy(&sink->faults_lock);
    str_done(&sink->inflated);
    str_done(&sink->masked);
    str_done(&sink->reply);
    str_done(&sink->key);
    str_done(&sink->shown);
    free(sink->address);
    free(sink->token);
    free(sink->version);
    free(sink->url);
    free(sink->tls_url);
    free(sink);
}

/* Where localhost is ::1 in the first place, a client that tries no second address (Node 17 to 19) finds the sink there. IPv6
 * may be off and the port be another's: then 127.0.0.1 has to do. */
static void listen_at_v6_too(struct sink *sink, uint16_t port, const char *pem)
{
    struct err err;
    add_daemon(sink, listen_open("::1", &port, "", &err), pem, &err);
}

static bool listen_at(struct sink *sink, const struct sink_options *options, struct err *err)
{
    if (add_daemon(sink, listen_open(sink->address, &sink->port, "--port", err), NULL, err) == NULL) {
        return false;
    }
    sink->url = make_url("http", sink->address, sink->port);
    if (options->address == NULL) {
        listen_at_v6_too(sink, sink->port, NULL);
    }
    if (options->tls != NULL && MHD_is_feature_supported(MHD_FEATURE_TLS) != MHD_YES) {
        return err_set(err, "this libmicrohttpd was built without TLS: leave out --tls");
    }
    if (options->tls != NULL) {
        int fd = listen_open(sink->address, &sink->tls_port, "--tls-port", err);
        if (add_daemon(sink, fd, options->tls, err) == NULL) {
            return false;
        }
        sink->tls_url = make_url("https", sink->address, sink->tls_port);
        if (options->address == NULL) {
            listen_at_v6_too(sink, sink->tls_port, options->tls);
        }
    }
    return true;
}

struct sink *sink_open(const struct sink_options *options, struct journal *journal, struct err *err)
{
    struct sink *sink = sink_new(options, journal);
    if (!loop_init(&sink->loop, sink->clock, err)) {
        sink_free(sink);
        return NULL;
    }
    if (!listen_at(sink, options, err)) {
        sink_stop(sink);
        return NULL;
    }
    return sink;
}

struct sink *sink_start(const struct sink_options *options, struct journal *journal, struct err *err)
{
    struct sink *sink = sink_open(options, journal, err);
    if (sink != NULL && !loop_start(&sink->loop, err)) {
        sink_stop(sink);
        return NULL;
    }
    return sink;
}

void sink_stop(struct sink *sink)
{
    loop_done(&sink->loop);
    sink_free(sink);
}

void sink_report(struct sink *sink, const struct sink_progress *progress)
{
    atomic_store(&sink->calls, progress->calls);
    atomic_store(&sink->errors, progress->errors);
    atomic_store(&sink->warnings, progress->warnings);
    atomic_store(&sink->notes, progress->notes);
    atomic_store(&sink->processed, progress->processed); /* last: once it has caught up, the rest is true too */
}
