#include "reply.h"

#include <stdio.h>
#include <string.h>

#include "base/fatal.h"
#include "base/num.h"
#include "base/xalloc.h"
#include "cors.h"
#include "endpoints.h"

#define SUCCESS "{\"success\":true}"

static const struct json_span success = {SUCCESS, sizeof SUCCESS - 1};

static struct MHD_Response *make(struct json_span body, enum MHD_ResponseMemoryMode mode)
{
    union {
        const char *from;
        void *to;
    } bytes = {.from = body.p}; /* libmicrohttpd only reads it */
    struct MHD_Response *response = MHD_create_response_from_buffer(body.n, bytes.to, mode);
    if (response == NULL) {
        fatal("out of memory");
    }
    return response;
}

static void decide(struct request *request, unsigned status, struct MHD_Response *response, struct json_span body)
{
    if (request->response != NULL) {
        MHD_destroy_response(request->response);
    }
    request->status = status;
    request->response = response;
    request->answer = body;
}

static void decide_with_headers(struct request *request, unsigned status, struct MHD_Response *response, struct json_span body)
{
    if (!request->endpoint->reads_data) {
        cors_add(response, request->headers.origin);
    } else {
        MHD_add_response_header(response, MHD_HTTP_HEADER_CACHE_CONTROL, "no-store");
    }
    decide(request, status, response, body);
}

/* Lives as long as the response it is made the body of. */
static struct json_span copy_of(const struct str *text)
{
    char *copy = xmalloc(text->len + 1); /* never none */
    memcpy(copy, text->data, text->len);
    return (struct json_span){copy, text->len};
}

struct MHD_Response *reply_make_success(void)
{
    struct MHD_Response *response = make(success, MHD_RESPMEM_PERSISTENT);
    MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, "application/json");
    cors_add(response, "");
    return response;
}

void reply_success(struct request *request)
{
    if (request->headers.origin[0] == '\0') {
        decide(request, MHD_HTTP_OK, NULL, success);
        return;
    }
    struct MHD_Response *response = make(success, MHD_RESPMEM_PERSISTENT);
    MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, "application/json");
    decide_with_headers(request, MHD_HTTP_OK, response, success);
}

void reply_json(struct request *request, unsigned status)
{
    struct json_span body = copy_of(&request->sink->reply);
    struct MHD_Response *response = make(body, MHD_RESPMEM_MUST_FREE);
    MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, "application/json");
    decide_with_headers(request, status, response, body);
}

void reply_pixel(struct request *request)
{
    static const char gif[] = "GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\4\1\0\0\0\0,\0\0\0\0\1\0\1\0\0\2\2D\1\0;";
    struct json_span body = {gif, sizeof gif - 1};
    struct MHD_Response *response = make(body, MHD_RESPMEM_PERSISTENT);
    MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, "image/gif");
    MHD_add_response_header(response, MHD_HTTP_HEADER_CACHE_CONTROL, "no-store");
    decide_with_headers(request, MHD_HTTP_OK, response, body);
}

void reply_empty(struct request *request, unsigned status)
{
    static const struct json_span nothing = {"", 0};
    decide_with_headers(request, status, make(nothing, MHD_RESPMEM_PERSISTENT), nothing);
}

static void write_problem(struct str *out, const struct reply_problem *problem)
{
    str_clear(out);
    str_puts(out, "{\"success\":false,\"code\":");
    jsontext_quote(out, problem->code, strlen(problem->code));
    str_puts(out, ",\"message\":");
    jsontext_quote(out, problem->message, strlen(problem->message));
    str_puts(out, ",\"error\":");
    jsontext_quote(out, problem->message, strlen(problem->message));
    if (problem->line > 0) {
        str_printf(out, ",\"line\":%u,\"column\":%u", problem->line, problem->column);
    }
    str_puts(out, "}");
}

void reply_problem(struct request *request, const struct reply_problem *problem)
{
    write_problem(&request->sink->reply, problem);
    reply_json(request, problem->status);
}

static void write_fault_body(struct str *out, const struct fault *fault)
{
    static const char *const texts[] = {[FAULT_JSON] = SUCCESS, [FAULT_EMPTY] = "", [FAULT_TEXT] = "ok", [FAULT_OBJECT] = "{}"};
    if (fault->body == FAULT_JSON && fault->status >= MHD_HTTP_BAD_REQUEST) {
        write_problem(out, &(struct reply_problem){.code = "simulated", .message = "simulated by callboard, as --fault asks"});
        return;
    }
    str_clear(out);
    str_puts(out, fault->status == MHD_HTTP_NO_CONTENT ? "" : texts[fault->body]);
}

static void add_seconds(struct MHD_Response *response, const char *header, uint64_t seconds)
{
    char text[NUM_TEXT_SIZE];
    snprintf(text, sizeof text, "%u", (unsigned)seconds);
    MHD_add_response_header(response, header, text);
}

void reply_fault(struct request *request, const struct fault *fault)
{
    struct str *out = &request->sink->reply;
    write_fault_body(out, fault);
    struct json_span body = copy_of(out);
    struct MHD_Response *response = make(body, MHD_RESPMEM_MUST_FREE);
    if (body.n > 0) {
        MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE,
                                fault->body == FAULT_TEXT ? "text/plain" : "application/json");
    }
    if (fault->has_retry_after) {
        add_seconds(response, MHD_HTTP_HEADER_RETRY_AFTER, fault->retry_after);
    }
    if (fault->has_reset) {
        add_seconds(response, "X-RateLimit-Reset", fault->reset);
    }
    /* A page reads no other headers of another origin's answer. */
    MHD_add_response_header(response, "Access-Control-Expose-Headers", "Retry-After, X-RateLimit-Reset");
    decide_with_headers(request, fault->status, response, body);
}
