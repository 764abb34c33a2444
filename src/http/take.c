#include "take.h"

#include <stdio.h>
#include <string.h>

#include "base/num.h"
#include "guess.h"
#include "keys.h"
#include "limits.h"
#include "looks.h"
#include "reply.h"
#include "simulate.h"
#include "wire/body.h"
#include "wire/pixel.h"

#define MESSAGE_MAX 640
#define RETRIES_MAX 1000000

/* A request being taken: what came, what it turned out to be. */
struct taking {
    struct request *request;
    struct capture capture;
    const char *body; /* decoded */
    size_t size;
    bool readable;    /* it is JSON */
    bool is_pixel;    /* the answer is an image in every case */
    struct json_facts facts;
    struct json_error error;
    struct err problem;
    char message[MESSAGE_MAX];
    bool is_faulted;
    struct fault fault;
    char fault_name[FAULT_NAME_SIZE];
};

/* Segment's header counts from 1, and so does RudderStack's. */
static unsigned retries_of(const struct request_headers *headers)
{
    const char *text = headers->retry_count[0] != '\0' ? headers->retry_count : headers->retry_attempt;
    uint64_t count;
    return num_parse_u64(text, strlen(text), &count) && count <= RETRIES_MAX ? (unsigned)count : 0;
}

static void begin(struct taking *taking, struct request *request)
{
    struct capture *capture = &taking->capture;
    taking->request = request;
    taking->readable = taking->is_pixel = taking->is_faulted = false;
    taking->body = "";
    taking->size = 0;
    capture_init(capture);
    capture->method = request->method_name;
    capture->path = request->path;
    capture->status = MHD_HTTP_OK;
    capture->user_agent = request->headers.user_agent;
    capture->content_type = request->headers.content_type;
    capture->encoding = request->headers.encoding;
    capture->origin = request->headers.origin;
    capture->retry = retries_of(&request->headers);
    capture->wire_size = request->wire_size;
}

/* ---- recording and answering ---- */

static void mask_keys(struct taking *taking)
{
    struct sink *sink = taking->request->sink;
    struct str *copy = &sink->masked;
    if (taking->readable && !keys_suspected(taking->body, taking->size)) {
        return;
    }
    str_clear(copy);
    str_append(copy, taking->body, taking->size);
    taking->body = copy->data;
    taking->size = copy->len;
    if (taking->readable) {
        keys_mask(copy->data, copy->len, &sink->key);
    } else {
        keys_mask_text(copy->data, copy->len, &sink->key);
    }
}

/* What is recorded of the address: path and query with the keys in them shortened, and the key itself likewise. The
 * texts stand behind one another in `sink->shown`, each ended by a NUL. */
static void set_keys(struct taking *taking)
{
    struct sink *sink = taking->request->sink;
    struct str *out = &sink->shown;
    keys_of_request(taking->request, &sink->key);
    mask_keys(taking);
    str_clear(out);
    if (sink->key.len > 0) {
        capture_shorten_key(sink->key.data, sink->key.len, out);
    }
    str_putc(out, '\0');
    size_t path = out->len;
    keys_write_path(taking->request->path, out);
    str_putc(out, '\0');
    size_t query = out->len;
    keys_write_query(taking->request->query, out);
    taking->capture.write_key = out->data;
    taking->capture.path = out->data + path;
    taking->capture.query = out->data + query;
}

/* The white space around a value is no part of it; of what cannot be read every byte may matter. */
static void set_body(struct taking *taking)
{
    struct json_span body = {taking->body, taking->size};
    if (taking->readable) {
        body = jsontext_trim(body);
    }
    taking->capture.form = capture_form(body.p, body.n, taking->readable ? &taking->facts : NULL);
    taking->capture.body = body.p;
    taking->capture.body_size = body.n;
}

static void answer(struct taking *taking)
{
    const struct capture *capture = &taking->capture;
    if (taking->is_pixel) {
        reply_pixel(taking->request);
        return;
    }
    if (taking->is_faulted) {
        reply_success(taking->request);
        simulate_answer(taking->request, &taking->fault);
        return;
    }
    if (capture->status == MHD_HTTP_OK) {
        reply_success(taking->request);
        return;
    }
    reply_problem(taking->request, &(struct reply_problem){
                                       .status = capture->status,
                                       .code = capture->code,
                                       .message = capture->reason,
                                       .line = capture->line,
                                       .column = capture->column,
                                   });
}

static enum journal_result append(struct taking *taking)
{
    struct sink *sink = taking->request->sink;
    struct capture *capture = &taking->capture;
    set_keys(taking);
    set_body(taking);
    capture->received = sink->now = clock_now(sink->clock);
    int64_t took = capture->received - taking->request->began;
    capture->duration = took > 0 ? (uint64_t)took : 0; /* the wall clock may be set back */
    capture->duration += taking->is_faulted ? (uint64_t)taking->fault.delay : 0;
    return journal_append(sink->journal, capture, &taking->problem);
}

static void simulate(struct taking *taking, bool settings)
{
    struct capture *capture = &taking->capture;
    taking->is_faulted = simulate_take(taking->request, settings, &taking->fault);
    if (taking->is_faulted) {
        capture->fault = fault_name(&taking->fault, taking->fault_name);
        capture->status = simulate_status(&taking->fault, capture->status);
    }
}

/* A refused request tells what is wrong with it, and an image in a page is never sent again: faults spare both. */
static void record(struct taking *taking)
{
    if (taking->capture.status == MHD_HTTP_OK && !taking->is_pixel) {
        simulate(taking, false);
    }
    enum journal_result result = append(taking);
    if (result == JOURNAL_RECORDED || taking->is_pixel) {
        answer(taking);
        return;
    }
    bool full = result == JOURNAL_FULL;
    reply_problem(taking->request,
                  &(struct reply_problem){
                      .status = full ? MHD_HTTP_INSUFFICIENT_STORAGE : MHD_HTTP_INTERNAL_SERVER_ERROR,
                      .code = full ? "disk_full" : "journal_failed",
                      .message = taking->problem.text,
                  });
}

/* What carries no call is answered whether or not it can be recorded. */
void take_note(struct request *request)
{
    struct taking taking;
    begin(&taking, request);
    taking.capture.kind = request->endpoint->kind;
    taking.capture.status = request->status;
    if (strcmp(taking.capture.kind, "settings") == 0) {
        simulate(&taking, true);
    }
    append(&taking);
    if (taking.is_faulted) {
        simulate_answer(request, &taking.fault);
    }
}

void take_aborted(struct request *request, const char *why)
{
    struct taking taking;
    char came[NUM_TEXT_SIZE], size[NUM_TEXT_SIZE];
    begin(&taking, request);
    taking.body = request->upload.data;
    taking.size = request->upload.len;
    taking.capture.wire_size = request->upload.len;
    if (request->refused_head) {
        snprintf(taking.message, sizeof taking.message, "%s", why);
    } else if (request->begun) {
        snprintf(taking.message, sizeof taking.message, "%s after %s%s%s of the body", why,
                 num_format_size(request->upload.len, came), request->announced ? " of " : "",
                 request->announced ? num_format_size(request->length, size) : "");
    } else {
        snprintf(taking.message, sizeof taking.message, "%s before the headers were whole", why);
    }
    taking.capture.status = request->parting_status;
    taking.capture.code = request->parting_code;
    taking.capture.reason = taking.message;
    append(&taking);
}

static void refuse(struct taking *taking, unsigned status, const char *code, const char *reason)
{
    taking->capture.status = status;
    taking->capture.code = code;
    taking->capture.reason = reason;
    if (taking->request->endpoint->reads_data) {
        answer(taking); /* no traffic of the application */
    } else {
        record(taking);
    }
}

/* ---- unpacking ---- */

static void refuse_size(struct taking *taking, const char *what, uint64_t limit, const char *option)
{
    char size[NUM_TEXT_SIZE];
    taking->body = "";
    taking->size = 0;
    snprintf(taking->message, sizeof taking->message,
             "the body is larger than %s%s: send smaller batches, or raise the limit with %s",
             num_format_size(limit, size), what, option);
    refuse(taking, taking->request->sink->strict ? MHD_HTTP_BAD_REQUEST : MHD_HTTP_CONTENT_TOO_LARGE, "too_large",
           taking->message);
}

void take_oversized(struct request *request)
{
    struct taking taking;
    begin(&taking, request);
    refuse_size(&taking, "", request->sink->max_body, "--max-body");
}

void take_misframed(struct request *request, unsigned status, const char *why)
{
    struct taking taking;
    begin(&taking, request);
    refuse(&taking, status, "bad_framing", why);
    MHD_add_response_header(request->response, MHD_HTTP_HEADER_CONNECTION, "close");
}

void take_long_head(struct request *request)
{
    struct taking taking;
    begin(&taking, request);
    refuse(&taking, MHD_HTTP_REQUEST_HEADER_FIELDS_TOO_LARGE, "too_large",
           "the address and the headers are larger than 32 KiB: send less in the query and in cookies");
}

/* libmicrohttpd does not say which method it was, nor what it found. */
void take_unreadable(struct request *request, unsigned status)
{
    struct taking taking;
    begin(&taking, request);
    bool is_large = status == MHD_HTTP_URI_TOO_LONG || status == MHD_HTTP_REQUEST_HEADER_FIELDS_TOO_LARGE ||
                    status == MHD_HTTP_CONTENT_TOO_LARGE;
    taking.capture.status = status;
    taking.capture.code = is_large ? "too_large" : "bad_request";
    taking.capture.reason = is_large ? "the request is larger in one of its parts than can be read"
                                     : "this is not well-formed HTTP: what came before was read, the rest was refused";
    append(&taking);
    reply_problem(request, &(struct reply_problem){
                               .status = status,
                               .code = taking.capture.code,
                               .message = taking.capture.reason,
                           });
}

static void check(struct taking *taking)
{
    static const char mark[] = "\xef\xbb\xbf";
    if (taking->size >= 3 && memcmp(taking->body, mark, 3) == 0) {
        taking->body += 3;
        taking->size -= 3;
    }
    taking->readable = jsontext_check(taking->body, taking->size, &taking->facts, &taking->error);
}

/* Finds the text in the body; of a broken one what could be read. */
static enum body_result decode(struct taking *taking, const char *body, size_t n)
{
    struct str *out = &taking->request->sink->inflated;
    enum body_result result = body_decode(taking->request->headers.encoding, body, n, out, &taking->problem);
    bool is_inflated = result == BODY_INFLATED || out->len > 0;
    taking->body = is_inflated ? out->data : body;
    taking->size = is_inflated ? out->len : n;
    taking->capture.inflated = is_inflated ? out->len : 0;
    if (result == BODY_PLAIN || result == BODY_INFLATED) {
        check(taking);
        taking->capture.code = taking->problem.text[0] != '\0' ? "odd_encoding" : "";
        taking->capture.reason = taking->problem.text;
    }
    return result;
}

/* False when it has been refused. */
static bool unpack(struct taking *taking, const char *body, size_t n)
{
    switch (decode(taking, body, n)) {
    case BODY_TOO_LARGE:
        refuse_size(taking, " inflated", taking->request->sink->max_inflated, "--max-inflated");
        return false;
    case BODY_BROKEN:
        refuse(taking, MHD_HTTP_BAD_REQUEST, "invalid_encoding", taking->problem.text);
        return false;
    case BODY_PLAIN:
    case BODY_INFLATED:
        break;
    }
    return true;
}

static void refuse_json(struct taking *taking)
{
    const struct json_error *error = &taking->error;
    taking->capture.line = error->line;
    taking->capture.column = error->column;
    if (taking->size == 0) {
        snprintf(taking->message, sizeof taking->message,
                 "the body is empty: send one call, or {\"batch\":[...]}, as JSON");
    } else {
        const char *look = looks_like(taking->body, taking->size, error);
        snprintf(taking->message, sizeof taking->message, "the body is not JSON: line %u, column %u: %s%s%s", error->line,
                 error->column, error->text, look[0] != '\0' ? ". " : "", look);
    }
    refuse(taking, MHD_HTTP_BAD_REQUEST, "invalid_json", taking->message);
}

/* A call, unless it is to be refused as the real service would. */
static void record_call(struct taking *taking)
{
    struct limits_breach breach;
    if (!taking->request->sink->strict || limits_allow(jsontext_trim((struct json_span){taking->body, taking->size}), &breach)) {
        record(taking);
        return;
    }
    taking->capture.line = breach.line;
    taking->capture.column = breach.column;
    refuse(taking, MHD_HTTP_BAD_REQUEST, "too_large", breach.text);
}

static void tell_spelling(struct taking *taking)
{
    snprintf(taking->message, sizeof taking->message, "%.200s is taken for /v1/%s, which is how the tracking API writes it. "
             "Check the SDK's host and path options", taking->request->path, taking->request->endpoint->path);
    taking->capture.code = "odd_path";
    taking->capture.reason = taking->message;
}

void take_call(struct request *request, const char *body, size_t n)
{
    struct taking taking;
    begin(&taking, request);
    if (!unpack(&taking, body, n)) {
        return;
    }
    if (!taking.readable) {
        refuse_json(&taking);
        return;
    }
    if (!endpoints_is_spelled(request->endpoint, request->path)) {
        tell_spelling(&taking);
    }
    record_call(&taking);
}

/* ---- other paths ---- */

static const char *path_shown(const struct taking *taking)
{
    struct str *out = &taking->request->sink->shown;
    str_clear(out);
    keys_write_path(taking->request->path, out);
    return out->data;
}

static void refuse_path(struct taking *taking)
{
    static const char posts[] = "calls are posted to /v1/identify, track, page, screen, group, alias, /v1/batch or "
                                "/v1/import (any prefix will do)";
    if ((taking->request->method & (METHOD_POST | METHOD_PUT)) != 0) {
        snprintf(taking->message, sizeof taking->message,
                 "%.200s is no path of the tracking API and the body does not look like a call: %s",
                 path_shown(taking), posts);
    } else {
        snprintf(taking->message, sizeof taking->message, "nothing is to be had at %.20s %.200s: %s",
                 taking->request->method_name, path_shown(taking), posts);
    }
    refuse(taking, MHD_HTTP_NOT_FOUND, "not_found", taking->message);
}

/* A call that came on a path of something else. */
static void record_odd_path(struct taking *taking)
{
    snprintf(taking->message, sizeof taking->message,
             "%.200s is no path of the tracking API; taken because the body looks like a call. "
             "Check the SDK's host option",
             path_shown(taking));
    taking->capture.code = "odd_path";
    taking->capture.reason = taking->message;
    record_call(taking);
}

static bool is_call(const struct taking *taking)
{
    return taking->readable && guess_is_call((struct json_span){taking->body, taking->size});
}

void take_odd_path(struct request *request, const char *body, size_t n)
{
    struct taking taking;
    begin(&taking, request);
    if (!unpack(&taking, body, n)) {
        return;
    }
    if (is_call(&taking)) {
        record_odd_path(&taking);
    } else {
        refuse_path(&taking);
    }
}

void take_pixel(struct request *request, const char *body, size_t n)
{
    struct taking taking;
    struct str *out = &request->sink->inflated;
    (void)body;
    (void)n;
    begin(&taking, request);
    taking.is_pixel = true;
    str_clear(out);
    if (!pixel_read(request->query, out, &taking.problem)) {
        taking.capture.code = "invalid_pixel";
        taking.capture.reason = taking.problem.text;
    }
    taking.body = out->data;
    taking.size = out->len;
    check(&taking);
    record(&taking);
}

void take_metrics(struct request *request, const char *body, size_t n)
{
    struct taking taking;
    begin(&taking, request);
    decode(&taking, body, n);
    if (is_call(&taking)) {
        record_odd_path(&taking);
        return;
    }
    taking.capture.kind = "metrics";
    taking.body = "";
    taking.size = 0;
    taking.readable = false;
    append(&taking);
    reply_success(request);
}

void take_not_found(struct request *request, const char *body, size_t n)
{
    struct taking taking;
    begin(&taking, request);
    taking.body = body;
    taking.size = n;
    check(&taking);
    refuse_path(&taking);
}
