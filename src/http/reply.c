#include "reply.h"

#include <stdio.h>
#include <string.h>

#include "base/fatal.h"
#include "base/num.h"
#include "cors.h"
#include "endpoints.h"

static const char success[] = "{\"success\":true}";

static struct MHD_Response *make(const char *body, size_t n, enum MHD_ResponseMemoryMode mode)
{
    union {
        const char *from;
        void *to;
    } bytes = {.from = body}; /* libmicrohttpd only reads it */
    struct MHD_Response *response = MHD_create_response_from_buffer(n, bytes.to, mode);
    if (response == NULL) {
        fatal("out of memory");
    }
    return response;
}

static void decide(struct request *request, unsigned status, struct MHD_Response *response)
{
    if (request->response != NULL) {
        MHD_destroy_response(request->response);
    }
    request->status = status;
    request->response = response;
}

static void decide_with_headers(struct request *request, unsigned status, struct MHD_Response *response)
{
    if (!request->endpoint->reads_data) {
        cors_add(response, request->headers.origin);
    } else {
        MHD_add_response_header(response, MHD_HTTP_HEADER_CACHE_CONTROL, "no-store");
    }
    decide(request, status, response);
}

struct MHD_Response *reply_make_success(void)
{
    struct MHD_Response *response = make(success, sizeof success - 1, MHD_RESPMEM_PERSISTENT);
    MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, "application/json");
    cors_add(response, "");
    return response;
}

void reply_success(struct request *request)
{
    if (request->headers.origin[0] == '\0') {
        decide(request, MHD_HTTP_OK, NULL);
        return;
    }
    struct MHD_Response *response = make(success, sizeof success - 1, MHD_RESPMEM_PERSISTENT);
    MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, "application/json");
    decide_with_headers(request, MHD_HTTP_OK, response);
}

void reply_json(struct request *request, unsigned status)
{
    const struct str *text = &request->sink->reply;
    struct MHD_Response *response = make(text->data, text->len, MHD_RESPMEM_MUST_COPY);
    MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, "application/json");
    decide_with_headers(request, status, response);
}

void reply_pixel(struct request *request)
{
    static const char gif[] = "GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\4\1\0\0\0\0,\0\0\0\0\1\0\1\0\0\2\2D\1\0;";
    struct MHD_Response *response = make(gif, sizeof gif - 1, MHD_RESPMEM_PERSISTENT);
    MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, "image/gif");
    MHD_add_response_header(response, MHD_HTTP_HEADER_CACHE_CONTROL, "no-store");
    decide_with_headers(request, MHD_HTTP_OK, response);
}

void reply_empty(struct request *request, unsigned status)
{
    decide_with_headers(request, status, make("", 0, MHD_RESPMEM_PERSISTENT));
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
    static const char *const texts[] = {[FAULT_JSON] = success, [FAULT_EMPTY] = "", [FAULT_TEXT] = "ok", [FAULT_OBJECT] = "{}"};
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
    struct MHD_Response *response = make(out->data, out->len, MHD_RESPMEM_MUST_COPY);
    if (out->len > 0) {
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
    decide_with_headers(request, fault->status, response);
}
