#include "patience.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include "endpoints.h"
#include "take.h"
#include "unheard.h"

#define SWEEP_EVERY CLOCK_S
#define RATE UINT64_C(1024) /* bytes of the body that earn another second */

static loop_call sweep;

static int socket_of(const struct request *request)
{
    return MHD_get_connection_info(request->connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
}

/* Written past libmicrohttpd, which lets nobody answer before the request is whole: it is reading, so nothing of its own is
 * on the way. Within TLS it cannot be said. */
static bool say(const struct request *request, const char *status, const char *code, const char *message)
{
    char body[256], answer[512];
    if (MHD_get_connection_info(request->connection, MHD_CONNECTION_INFO_GNUTLS_SESSION) != NULL) {
        return false;
    }
    snprintf(body, sizeof body, "{\"success\":false,\"code\":\"%s\",\"message\":\"%s\",\"error\":\"%s\"}", code, message, message);
    int n = snprintf(answer, sizeof answer,
                     "HTTP/1.1 %s\r\nContent-Type: application/json\r\nAccess-Control-Allow-Origin: *\r\nConnection: close\r\n"
                     "Content-Length: %zu\r\n\r\n%s", status, strlen(body), body);
    return send(socket_of(request), answer, (size_t)n, MSG_DONTWAIT | MSG_NOSIGNAL) == n;
}

/* libmicrohttpd sees the end of the connection then, and closes it. */
static void hang_up(const struct request *request)
{
    shutdown(socket_of(request), SHUT_RD);
}

void patience_part(struct request *request, unsigned status, const char *code, const char *why)
{
    char line[64];
    snprintf(line, sizeof line, "%u %s", status, MHD_get_reason_phrase_for(status));
    request->refused_head = true;
    request->given_up = why;
    if (!request->endpoint->reads_data && say(request, line, code, why)) { /* these answer no page */
        request->parting_status = status;
        request->parting_code = code;
    }
}

/* ---- slow, or gone ---- */

static bool is_gone(const struct request *request)
{
    char byte;
    return recv(socket_of(request), &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
}

static bool is_too_slow(const struct request *request, int64_t now)
{
    int64_t since = request->counted ? request->began : request->since;
    uint64_t earned = request->counted ? request->heard / RATE : 0;
    return now - since > request->sink->patience && (uint64_t)((now - since - request->sink->patience) / CLOCK_S) >= earned;
}

static void look_after(struct request *request, int64_t now)
{
    bool is_reading = !request->counted || (request->status == 0 && !request->complete);
    if (!is_reading || request->given_up != NULL || request->turned_away) {
        return;
    }
    if (is_gone(request)) {
        hang_up(request);
    } else if (is_too_slow(request, now)) {
        request->given_up = "the client sent too slowly and was given up";
        if (request->counted && say(request, "408 Request Timeout", "too_slow", "the request did not come to its end in time")) {
            request->parting_status = MHD_HTTP_REQUEST_TIMEOUT;
            request->parting_code = "too_slow";
        }
        hang_up(request);
    }
}

/* ---- too many ---- */

static void turn_away(struct request *request)
{
    request->turned_away = true;
    request->sink->turned_away++;
    say(request, "503 Service Unavailable", "too_many", "too many connections are open at once");
    hang_up(request);
}

static void note_turned_away(struct sink *sink)
{
    char why[160];
    if (sink->turned_away > 0) {
        snprintf(why, sizeof why, "%" PRIu64 " connection%s turned away: %u were open already. Let clients keep and reuse theirs",
                 sink->turned_away, sink->turned_away == 1 ? " was" : "s were", sink->most);
        sink->turned_away = 0;
        unheard_turned_away(sink, why);
    }
}

/* ---- all of them ---- */

static void plan_sweep(struct sink *sink)
{
    if (!sink->sweeping && !atomic_load(&sink->loop.stopping)) {
        int64_t after = sink->patience < SWEEP_EVERY ? sink->patience : SWEEP_EVERY;
        sink->sweeping = true;
        loop_at(&sink->loop, clock_now(sink->clock) + after, sweep, sink);
    }
}

static void sweep(void *context)
{
    struct sink *sink = context;
    int64_t now = clock_now(sink->clock);
    sink->sweeping = false;
    note_turned_away(sink);
    for (struct request *request = sink->connections; request != NULL; request = request->next) {
        look_after(request, now);
    }
    if (sink->connections != NULL) {
        plan_sweep(sink);
    }
}

void patience_opened(struct request *request)
{
    struct sink *sink = request->sink;
    request->since = clock_now(sink->clock);
    request->next = sink->connections;
    if (request->next != NULL) {
        request->next->before = request;
    }
    sink->connections = request;
    if (++sink->open > sink->most) {
        turn_away(request);
    }
    plan_sweep(sink);
}

void patience_closed(struct request *request)
{
    struct sink *sink = request->sink;
    *(request->before != NULL ? &request->before->next : &sink->connections) = request->next;
    if (request->next != NULL) {
        request->next->before = request->before;
    }
    sink->open--;
}
