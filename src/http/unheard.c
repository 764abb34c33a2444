#include "unheard.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include "base/num.h"

#define REASON_MAX 256
#define SILENT_TIME (10 * CLOCK_S)

static void note(struct sink *sink, unsigned status, const char *code, const char *why)
{
    struct capture capture;
    capture_init(&capture);
    capture.method = capture.path = "?"; /* they were not heard */
    capture.status = status;
    capture.code = code;
    capture.reason = why;
    capture.received = clock_now(sink->clock);
    journal_append(sink->journal, &capture, NULL); /* what cannot be recorded is only this note */
}

void unheard_turned_away(struct sink *sink, const char *why)
{
    note(sink, MHD_HTTP_SERVICE_UNAVAILABLE, "too_many", why);
}

static void explain(const struct request *request, unsigned status, char reason[REASON_MAX])
{
    const struct sink *sink = request->sink;
    if (status == MHD_HTTP_URI_TOO_LONG || status == MHD_HTTP_REQUEST_HEADER_FIELDS_TOO_LARGE) {
        snprintf(reason, REASON_MAX, "the address is larger than 32 KiB: send less in the query");
    } else if (status == MHD_HTTP_HTTP_VERSION_NOT_SUPPORTED) {
        snprintf(reason, REASON_MAX, "this is another version of HTTP, most likely HTTP/2: let the client send HTTP/1.1");
    } else if (request->secure) {
        snprintf(reason, REASON_MAX, "what came is no HTTP request");
    } else if (sink->tls_url != NULL) {
        snprintf(reason, REASON_MAX, "what came is no HTTP request, most likely https: that is spoken at %s", sink->tls_url);
    } else {
        snprintf(reason, REASON_MAX, "what came is no HTTP request, most likely https: give the client %s, or run with --tls",
                 sink->url);
    }
}

void unheard_log(void *cls, const char *format, va_list values)
{
    static const char words[] = "HTTP response code is ";
    struct sink *sink = cls;
    char text[160];
    vsnprintf(text, sizeof text, format, values);
    const char *found = strstr(text, words); /* "Error processing request (HTTP response code is 505 ('...')). ..." */
    uint64_t status;
    if (found != NULL && num_parse_u64(found + sizeof words - 1, 3, &status)) {
        sink->unheard = (unsigned)status;
    }
}

/* Of a line that is not even divided by spaces it says nothing, but hangs up: then the client is still there, and has not been
 * silent for long. */
static bool is_hung_up_on(const struct request *request)
{
    const struct sink *sink = request->sink;
    int fd = MHD_get_connection_info(request->connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
    bool is_new = clock_now(sink->clock) - request->since < SILENT_TIME && !atomic_load(&sink->loop.stopping);
    char byte;
    ssize_t n = is_new && !request->secure ? recv(fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) : 0;
    return n > 0 || (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK));
}

void unheard_closed(const struct request *request)
{
    struct sink *sink = request->sink;
    unsigned status = sink->unheard;
    char reason[REASON_MAX];
    sink->unheard = 0; /* whosever it was: what is answered so is closed at once */
    if (request->named || request->turned_away || request->given_up != NULL || (status == 0 && !is_hung_up_on(request))) {
        return;
    }
    explain(request, status, reason);
    note(sink, status, status == 0 || status == MHD_HTTP_BAD_REQUEST ? "not_http" : "bad_request", reason);
}
