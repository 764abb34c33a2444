#include "request.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/num.h"
#include "base/xalloc.h"
#include "endpoints.h"
#include "handshake.h"
#include "patience.h"
#include "reply.h"
#include "take.h"
#include "unheard.h"
#include "unsent.h"

#define TARGET_MAX ((size_t)1 << 20)
#define KEEP_MEMORY ((size_t)256 << 10)  /* of a connection at rest */
#define FIELD_MEMORY 64                   /* what libmicrohttpd needs for a header or a cookie beside its text */
#define BODY_ROOM 1024                    /* for a part of the body, or an answer that echoes nothing */
#define FIRST_UPLOAD ((uint64_t)1 << 20) /* believed of a Content-Length before any of it came */

/* ---- headers ---- */

#define HEADER(name, member) {name, sizeof name - 1, offsetof(struct request_headers, member)}

static const struct header {
    const char *name;
    size_t size;
    size_t offset;
} headers[] = {
    HEADER("Host", host),
    HEADER("Origin", origin),
    HEADER("User-Agent", user_agent),
    HEADER("Content-Type", content_type),
    HEADER("Content-Encoding", encoding),
    HEADER("Authorization", authorization),
    HEADER("X-Write-Key", write_key),
    HEADER("Expect", expect),
    HEADER("Content-Length", length),
    HEADER("Transfer-Encoding", transfer_encoding),
    HEADER("Cookie", cookie),
    HEADER("Access-Control-Request-Headers", cors_headers),
    HEADER("Access-Control-Request-Private-Network", private_network),
    HEADER("X-Forwarded-Proto", forwarded),
    HEADER("X-Retry-Count", retry_count),
    HEADER("Rsa-Retry-Attempt", retry_attempt),
};
#define HEADERS (sizeof headers / sizeof *headers)

static const char **header_at(struct request_headers *to, size_t i)
{
    return (const char **)(void *)((char *)to + headers[i].offset);
}

static void forget_headers(struct request *request)
{
    request->headers.two_lengths = request->headers.two_hosts = false;
    for (size_t i = 0; i < HEADERS; i++) {
        *header_at(&request->headers, i) = "";
    }
}

/* ---- a connection's life ---- */

static bool is_secure(struct MHD_Connection *connection)
{
    struct MHD_Daemon *daemon = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_DAEMON)->daemon;
    return (MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_FLAGS)->flags & MHD_USE_TLS) != 0;
}

void request_connection(void *cls, struct MHD_Connection *connection, void **connection_context,
                        enum MHD_ConnectionNotificationCode code)
{
    struct sink *sink = cls;
    struct request *request = *connection_context;
    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        request = xcalloc(1, sizeof *request);
        request->sink = sink;
        request->connection = connection;
        request->secure = is_secure(connection);
        str_init(&request->target, TARGET_MAX);
        str_init(&request->upload, (size_t)sink->max_body);
        *connection_context = request;
        if (request->secure) {
            handshake_await(request);
        }
        patience_opened(request);
    } else if (request != NULL) {
        unheard_closed(request);
        patience_closed(request);
        handshake_over(request);
        str_done(&request->target);
        str_done(&request->upload);
        free(request);
        *connection_context = NULL;
        sink->loop.again = true;
    }
    sink->loop.stirred = true;
}

static struct request *request_of(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info->socket_context;
}

/* Takes the query from libmicrohttpd before it takes that apart, at 64 bytes of the connection's memory for each parameter: a
 * pixel's address has hundreds. Where they do not fit it makes an answer, forgets that it has, and waits until the time limit. */
static void take_query(const char *query)
{
    union {
        const char *from;
        char *to;
    } text = {.from = query}; /* the connection's own memory, decoded in place otherwise */
    *text.to = '\0';
}

/* The first thing heard of a request, and the only place its target can be had undecoded. */
void *request_target(void *cls, const char *target, struct MHD_Connection *connection)
{
    struct sink *sink = cls;
    struct request *request = request_of(connection);
    size_t n = strcspn(target, "?");
    const char *query = target[n] == '?' ? target + n + 1 : "";
    handshake_over(request);
    request->named = true;
    request->begun = request->whole = request->complete = request->discarding = request->close = false;
    request->given_up = NULL;
    request->parting_status = 0;
    request->refused_head = request->queued = false;
    request->parting_code = "aborted";
    request->heard = 0;
    request->method_name = "?"; /* it is not told before the headers are whole */
    request->announced = false;
    forget_headers(request);
    request->hold = 0;
    request->wire_size = 0;
    request->status = 0;
    request->began = sink->now = clock_now(sink->clock);
    str_clear(&request->target);
    str_append(&request->target, target, n);
    str_putc(&request->target, '\0');
    str_puts(&request->target, query);
    if (*query != '\0') {
        take_query(query);
    }
    request->path = request->target.data;
    request->query = request->target.data + (n < request->target.len ? n + 1 : 0);
    sink->loop.under_way++;
    request->counted = true;
    return request;
}

static void shrink(struct str *s)
{
    if (s->cap > KEEP_MEMORY) {
        size_t max = s->max;
        str_done(s);
        str_init(s, max);
    }
}

/* What libmicrohttpd answered by itself, 0 if it did not, or did not come to send it. */
static unsigned answered_without_us(struct MHD_Connection *connection, enum MHD_RequestTerminationCode code)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_HTTP_STATUS);
    return info != NULL && code == MHD_REQUEST_TERMINATED_WITH_ERROR ? info->http_status : 0;
}

/* Who sent what never became a whole request wants to see what came of it. */
static void note_unfinished(struct request *request, enum MHD_RequestTerminationCode code)
{
    static const char *const why[] = {
        [MHD_REQUEST_TERMINATED_WITH_ERROR] = "the connection broke",
        [MHD_REQUEST_TERMINATED_TIMEOUT_REACHED] = "nothing came for too long",
        [MHD_REQUEST_TERMINATED_DAEMON_SHUTDOWN] = "callboard was ended",
        [MHD_REQUEST_TERMINATED_READ_ERROR] = "the connection broke",
        [MHD_REQUEST_TERMINATED_CLIENT_ABORT] = "the client went away",
    };
    unsigned status = answered_without_us(request->connection, code);
    const struct endpoint *endpoint = request->begun ? request->endpoint : endpoints_find(METHOD_GET, request->path);
    if (request->status != 0 || request->close || request->turned_away || endpoint->reads_data) {
        return;
    }
    if (status != 0) {
        request->endpoint = endpoint;
        take_unreadable(request, status);
    } else if (request->given_up != NULL) {
        take_aborted(request, request->given_up);
    } else if ((size_t)code < sizeof why / sizeof *why && why[code] != NULL) {
        take_aborted(request, why[code]);
    }
}

void request_completed(void *cls, struct MHD_Connection *connection, void **context,
                       enum MHD_RequestTerminationCode code)
{
    struct sink *sink = cls;
    struct request *request = *context;
    bool has_room = !sink->unsent;
    (void)connection;
    sink->unsent = false;
    if (request == NULL || !request->counted) {
        return;
    }
    note_unfinished(request, code);
    if (request->status != 0 && (request->queued || !has_room) && code == MHD_REQUEST_TERMINATED_WITH_ERROR) {
        unsent_send(request);
    }
    if (request->response != NULL) {
        MHD_destroy_response(request->response);
        request->response = NULL;
    }
    str_clear(&request->upload);
    shrink(&request->upload);
    shrink(&sink->inflated);
    shrink(&sink->masked);
    request->counted = false;
    request->since = sink->now; /* nearly */
    *context = NULL;
    sink->loop.under_way--;
}

/* ---- reading ---- */

static bool is_within_head(const struct request *request, const char *name)
{
    return (uintptr_t)name - (uintptr_t)request->method_name < request->head_size;
}

/* Most names differ in their length or their first letter. */
static bool is_name_of(const struct header *header, const char *name, size_t size)
{
    return size == header->size && ((name[0] ^ header->name[0]) & ~0x20) == 0 && strcasecmp(name, header->name) == 0;
}

static enum MHD_Result note_header(void *cls, enum MHD_ValueKind kind, const char *name, const char *value)
{
    struct request *request = cls;
    struct request_headers *to = &request->headers;
    size_t size = strlen(name);
    (void)kind;
    request->folded |= !is_within_head(request, name); /* it was put together elsewhere */
    value = value != NULL ? value : "";
    for (size_t i = 0; i < HEADERS; i++) {
        if (is_name_of(&headers[i], name, size)) {
            const char **found = header_at(to, i);
            bool differs = (*found)[0] != '\0' && strcmp(*found, value) != 0;
            to->two_lengths |= differs && found == &to->length;
            to->two_hosts |= differs && found == &to->host;
            *found = value;
            break;
        }
    }
    return MHD_YES;
}

static enum method method_of(const char *name)
{
    static const struct {
        const char *name;
        enum method method;
    } methods[] = {{"POST", METHOD_POST}, {"OPTIONS", METHOD_OPTIONS}, {"GET", METHOD_GET},
                   {"HEAD", METHOD_GET},  {"PUT", METHOD_PUT}};
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
        if (strcmp(name, methods[i].name) == 0) {
            return methods[i].method;
        }
    }
    return METHOD_OTHER;
}

static enum MHD_Result send_reply(struct request *request)
{
    struct MHD_Response *response = request->response;
    request->queued = true;
    return MHD_queue_response(request->connection, request->status, response != NULL ? response : request->sink->success);
}

static void resume(void *context)
{
    struct request *request = context;
    MHD_resume_connection(request->connection);
}

/* What has been decided happens, now or when it has been held back long enough. */
static enum MHD_Result conclude(struct request *request)
{
    if (request->hold > 0) {
        struct sink *sink = request->sink;
        MHD_suspend_connection(request->connection);
        loop_at(&sink->loop, clock_now(sink->clock) + request->hold, resume, request);
        request->hold = 0; /* once resumed it comes here again */
        return MHD_YES;
    }
    return request->close ? MHD_NO : send_reply(request);
}

static void read_head(struct request *request, const char *method)
{
    request->method_name = method;
    request->method = method_of(method);
    forget_headers(request);
    request->head_size =
        MHD_get_connection_info(request->connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE)->header_size;
    request->folded = false;
    request->fields = (size_t)MHD_get_connection_values(request->connection, MHD_HEADER_KIND, note_header, request);
    request->endpoint = endpoints_find(request->method, request->path);
    const char *text = request->headers.length;
    bool chunked = request->headers.transfer_encoding[0] != '\0'; /* then a length does not count */
    request->announced = !chunked && num_parse_u64(text, strlen(text), &request->length);
}

/* Where a body ends that says so in two ways, or in a way we do not know, is anybody's guess, and what follows it would be
 * taken for a request. */
static bool is_framed(struct request *request)
{
    const struct request_headers *head = &request->headers;
    if (head->two_lengths) {
        take_misframed(request, MHD_HTTP_BAD_REQUEST, "two Content-Length headers contradict each other: send one");
    } else if (head->transfer_encoding[0] != '\0' && strcasecmp(head->transfer_encoding, "chunked") != 0) {
        take_misframed(request, MHD_HTTP_NOT_IMPLEMENTED,
                       "this Transfer-Encoding is not understood: send the body chunked, or with its Content-Length");
    } else {
        return true;
    }
    return false;
}

/* The head is held in the connection's memory, where the body is read too: without any room libmicrohttpd would wait for
 * the rest of it until the time limit. What it has read ahead is not known here; see unsent.h. */
static bool leaves_room(const struct request *request)
{
    const char *cookies = request->headers.cookie;
    size_t fields = request->fields, copied = strlen(cookies);
    if (copied > 0) { /* taken apart in a copy */
        fields += (size_t)MHD_get_connection_values(request->connection, MHD_COOKIE_KIND, NULL, NULL);
    }
    return request->head_size + copied + fields * FIELD_MEMORY + BODY_ROOM <= SINK_CONNECTION_MEMORY;
}

/* Before any of the body: decides what becomes of it. */
static enum MHD_Result begin(struct request *request, const char *method)
{
    request->begun = true;
    read_head(request, method);
    if (request->folded) { /* which libmicrohttpd mistakes for more of the name, in memory nobody counts */
        patience_part(request, MHD_HTTP_BAD_REQUEST, "bad_request",
                      "a header goes on in another line: send each in a line of its own");
        return MHD_NO;
    }
    if (!leaves_room(request)) {
        take_long_head(request);
        return send_reply(request);
    }
    if (!is_framed(request)) {
        return send_reply(request);
    }
    if (!request->endpoint->wants_body || !request->announced) {
        return MHD_YES;
    }
    uint64_t length = request->length;
    if (length <= request->sink->max_body) {
        str_reserve(&request->upload, (size_t)(length < FIRST_UPLOAD ? length : FIRST_UPLOAD));
        return MHD_YES;
    }
    request->discarding = true;
    request->wire_size = length;
    if (strcasecmp(request->headers.expect, "100-continue") != 0) {
        return MHD_YES; /* it sends without asking, and reads no answer before it is done */
    }
    take_oversized(request);
    return send_reply(request);
}

static void take_whole(struct request *request, const char *body, size_t n)
{
    request->wire_size = n;
    request->endpoint->answer(request, body, n);
    if (request->endpoint->kind != NULL) {
        take_note(request);
    }
    request->whole = true;
}

static void gather(struct request *request, const char *bytes, size_t n)
{
    request->heard += n;
    if (n == 0 || !request->endpoint->wants_body) {
        return;
    }
    if (request->discarding) {
        request->wire_size += request->announced ? 0 : n;
    } else if (request->announced && request->length == n) {
        take_whole(request, bytes, n); /* all of it came at once: it need not be copied */
    } else if (!str_append(&request->upload, bytes, n)) {
        request->discarding = true;
        request->wire_size = request->upload.len + n;
        str_clear(&request->upload);
        shrink(&request->upload);
    }
}

enum MHD_Result request_handle(void *cls, struct MHD_Connection *connection, const char *url, const char *method,
                               const char *version, const char *upload, size_t *upload_size, void **context)
{
    struct request *request = *context;
    (void)cls;
    (void)connection;
    (void)url;
    (void)version;
    request->sink->loop.stirred = true;
    if (request->turned_away || request->given_up != NULL) {
        return MHD_NO;
    }
    if (!request->begun) {
        return begin(request, method);
    }
    if (upload != NULL) { /* also with no bytes, when another request follows one without a body */
        gather(request, upload, *upload_size);
        *upload_size = 0;
        return MHD_YES;
    }
    request->complete = true;
    if (request->discarding) {
        take_oversized(request);
    } else if (!request->whole) {
        take_whole(request, request->upload.data, request->upload.len);
    }
    return conclude(request);
}
