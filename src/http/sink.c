#include "sink.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/xalloc.h"
#include "listen.h"
#include "reply.h"
#include "request.h"
#include "sink_parts.h"

#define DEFAULT_ADDRESS "127.0.0.1"
#define IDLE_SECONDS 30u
#define MAX_CONNECTIONS 1000u
#define OTHER_FILES 64u                    /* descriptors left to the rest of the program */
#define CONNECTION_MEMORY ((size_t)32 << 10) /* cleared for each request: more slows small ones */
#define FINISH_TIME (2 * CLOCK_S)          /* for requests under way when it stops */

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

static unsigned connection_limit(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= MAX_CONNECTIONS + OTHER_FILES) {
        return MAX_CONNECTIONS;
    }
    return limit.rlim_cur > (rlim_t)2 * OTHER_FILES ? (unsigned)limit.rlim_cur - OTHER_FILES : OTHER_FILES;
}

/* Signals are the owner's business; a thread takes over the mask of the one that starts it. */
static struct MHD_Daemon *start_daemon(struct sink *sink, int fd)
{
    sigset_t all, before;
    unsigned mode = MHD_is_feature_supported(MHD_FEATURE_EPOLL) == MHD_YES ? (unsigned)MHD_USE_EPOLL_INTERNAL_THREAD
                                                                          : (unsigned)MHD_USE_POLL_INTERNAL_THREAD;
    sigfillset(&all);
    int crashes[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
    for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++) {
        sigdelset(&all, crashes[i]);
    }
    pthread_sigmask(SIG_SETMASK, &all, &before);
    struct MHD_Daemon *daemon = MHD_start_daemon(
        mode, sink->port, NULL, NULL, request_handle, sink,
        MHD_OPTION_LISTEN_SOCKET, fd,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, CONNECTION_MEMORY,
        MHD_OPTION_CONNECTION_TIMEOUT, IDLE_SECONDS,
        MHD_OPTION_CONNECTION_LIMIT, connection_limit(),
        MHD_OPTION_NOTIFY_CONNECTION, request_connection, sink,
        MHD_OPTION_URI_LOG_CALLBACK, request_target, sink,
        MHD_OPTION_NOTIFY_COMPLETED, request_completed, sink,
        MHD_OPTION_END);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return daemon;
}

static struct sink *sink_new(const struct sink_options *options, struct journal *journal, const struct os_wake *idle)
{
    struct sink *sink = xcalloc(1, sizeof *sink);
    sink->idle = *idle;
    size_t longest = (size_t)(options->max_inflated > options->max_body ? options->max_inflated : options->max_body);
    sink->journal = journal;
    sink->clock = options->clock;
    sink->address = xstrdup(options->address != NULL ? options->address : DEFAULT_ADDRESS);
    sink->token = options->token != NULL ? xstrdup(options->token) : NULL;
    sink->version = xstrdup(options->version != NULL ? options->version : "");
    sink->port = options->port;
    sink->is_loopback = listen_is_loopback(sink->address);
    sink->max_body = options->max_body;
    sink->max_inflated = options->max_inflated;
    str_init(&sink->inflated, (size_t)options->max_inflated);
    str_init(&sink->masked, longest);
    str_init(&sink->reply, SINK_REPLY_MAX);
    str_init(&sink->key, SINK_REPLY_MAX);
    str_init(&sink->shown, SINK_REPLY_MAX);
    sink->success = reply_make_success();
    return sink;
}

static void sink_free(struct sink *sink)
{
    MHD_destroy_response(sink->success);
    os_wake_close(&sink->idle);
    str_done(&sink->inflated);
    str_done(&sink->masked);
    str_done(&sink->reply);
    str_done(&sink->key);
    str_done(&sink->shown);
    free(sink->address);
    free(sink->token);
    free(sink->version);
    free(sink->url);
    free(sink);
}

static void name_url(struct sink *sink)
{
    char url[128];
    bool is_v6 = strchr(sink->address, ':') != NULL;
    snprintf(url, sizeof url, is_v6 ? "http://[%s]:%u" : "http://%s:%u", sink->address, (unsigned)sink->port);
    sink->url = xstrdup(url);
}

struct sink *sink_start(const struct sink_options *options, struct journal *journal, struct err *err)
{
    struct os_wake idle;
    if (!os_wake_open(&idle, err)) {
        return NULL;
    }
    struct sink *sink = sink_new(options, journal, &idle);
    int fd = listen_open(sink->address, &sink->port, err);
    if (fd < 0) {
        sink_free(sink);
        return NULL;
    }
    name_url(sink);
    sink->daemon = start_daemon(sink, fd);
    if (sink->daemon == NULL) {
        err_set(err, "the HTTP server cannot be started: %s", strerror(errno));
        sink_free(sink);
        return NULL;
    }
    return sink;
}

static void wait_until_idle(struct sink *sink)
{
    int64_t deadline = clock_now(sink->clock) + FINISH_TIME, left = FINISH_TIME;
    struct pollfd fd = {.fd = sink->idle.read_fd, .events = POLLIN};
    atomic_store(&sink->stopping, true);
    while (atomic_load(&sink->under_way) > 0 && left > 0) {
        os_poll(&fd, 1, left, false);
        os_wake_clear(&sink->idle);
        left = deadline - clock_now(sink->clock);
    }
}

void sink_stop(struct sink *sink)
{
    int fd = MHD_quiesce_daemon(sink->daemon);
    wait_until_idle(sink);
    MHD_stop_daemon(sink->daemon);
    if (fd >= 0) {
        close(fd);
    }
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
