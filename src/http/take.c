#include "take.h"

#include <stdio.h>
#include <string.h>

#include "base/num.h"
#include "keys.h"
#include "reply.h"
#include "wire/body.h"

#define MESSAGE_MAX 640

/* A request being taken: what came, what it turned out to be. */
struct taking {
    struct request *request;
    struct capture capture;
    const char *body; /* decoded */
    size_t size;
    bool readable;    /* it is JSON */
    struct json_facts facts;
    struct json_error error;
    struct err problem;
    char message[MESSAGE_MAX];
};

static void begin(struct taking *taking, struct request *request)
{
    struct capture *capture = &taking->capture;
    taking->request = request;
    taking->readable = false;
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
    capture->wire_size = request->wire_size;
}

/* ---- recording and answering ---- */

static void mask_keys(struct taking *taking)
{
    struct sink *sink = taking->request->sink;
    struct str *copy = &sink->masked;
    if (!keys_suspected(taking->body, taking->size)) {
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

static void set_keys(struct taking *taking)
{
    struct sink *sink = taking->request->sink;
    struct str *query = &sink->query;
    keys_of_request(taking->request, &sink->key);
    mask_keys(taking);
    str_clear(query);
    if (sink->key.len > 0) {
        capture_shorten_key(sink->key.data, sink->key.len, query);
        str_putc(query, '\0');
    }
    size_t place = query->len;
    keys_write_query(taking->request->query, query);
    taking->capture.write_key = place > 0 ? query->data : "";
    taking->capture.query = query->data + place;
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

static void record(struct taking *taking)
{
    struct sink *sink = taking->request->sink;
    struct capture *capture = &taking->capture;
    set_keys(taking);
    set_body(taking);
    capture->received = clock_now(sink->clock);
    enum journal_result result = journal_append(sink->journal, capture, &taking->problem);
    if (result == JOURNAL_RECORDED) {
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

static void refuse(struct taking *taking, unsigned status, const char *code, const char *reason)
{
    taking->capture.status = status;
    taking->capture.code = code;
    taking->capture.reason = reason;
    record(taking);
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
    refuse(taking, MHD_HTTP_CONTENT_TOO_LARGE, "too_large", taking->message);
}

void take_oversized(struct request *request)
{
    struct taking taking;
    begin(&taking, request);
    refuse_size(&taking, "", request->sink->max_body, "--max-body");
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

/* False when it has been refused. */
static bool unpack(struct taking *taking, const char *body, size_t n)
{
    struct sink *sink = taking->request->sink;
    struct str *out = &sink->inflated;
    switch (body_decode(taking->request->headers.encoding, body, n, out, &taking->problem)) {
    case BODY_PLAIN:
        taking->body = body;
        taking->size = n;
        break;
    case BODY_INFLATED:
        taking->body = out->data;
        taking->size = out->len;
        break;
    case BODY_TOO_LARGE:
        refuse_size(taking, " inflated", sink->max_inflated, "--max-inflated");
        return false;
    case BODY_BROKEN:
        taking->body = out->len > 0 ? out->data : body;
        taking->size = out->len > 0 ? out->len : n;
        refuse(taking, MHD_HTTP_BAD_REQUEST, "invalid_encoding", taking->problem.text);
        return false;
    }
    check(taking);
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
        snprintf(taking->message, sizeof taking->message, "the body is not JSON: line %u, column %u: %s", error->line,
                 error->column, error->text);
    }
    refuse(taking, MHD_HTTP_BAD_REQUEST, "invalid_json", taking->message);
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
    record(&taking);
}

/* ---- other paths ---- */

static bool is_call_type(struct json_span type)
{
    static const char *const types[] = {"identify", "track", "page", "screen", "group", "alias"};
    for (size_t i = 0; jsontext_kind(type) == JSON_STRING && i < sizeof types / sizeof *types; i++) {
        if (jsontext_equals(jsontext_trim(type), types[i])) {
            return true;
        }
    }
    return false;
}

static bool is_call_or_batch(struct json_span value)
{
    struct json_span found;
    if (jsontext_kind(value) != JSON_OBJECT) {
        return false;
    }
    return (jsontext_member(value, "batch", &found) && jsontext_kind(found) == JSON_ARRAY) ||
           (jsontext_member(value, "type", &found) && is_call_type(found));
}

static bool looks_like_call(struct json_span value)
{
    struct json_walk walk;
    struct json_span first;
    if (jsontext_kind(value) != JSON_ARRAY) {
        return is_call_or_batch(value);
    }
    jsontext_enter(&walk, value);
    return jsontext_next(&walk, NULL, &first) && is_call_or_batch(first);
}

static void refuse_path(struct taking *taking)
{
    static const char posts[] = "calls are posted to /v1/identify, track, page, screen, group, alias, /v1/batch or "
                                "/v1/import (any prefix will do)";
    if ((taking->request->method & (METHOD_POST | METHOD_PUT)) != 0) {
        snprintf(taking->message, sizeof taking->message,
                 "%.200s is no path of the tracking API and the body does not look like a call: %s",
                 taking->request->path, posts);
    } else {
        snprintf(taking->message, sizeof taking->message, "nothing is to be had at %.20s %.200s: %s",
                 taking->request->method_name, taking->request->path, posts);
    }
    refuse(taking, MHD_HTTP_NOT_FOUND, "not_found", taking->message);
}

void take_odd_path(struct request *request, const char *body, size_t n)
{
    struct taking taking;
    begin(&taking, request);
    if (!unpack(&taking, body, n)) {
        return;
    }
    if (!taking.readable || !looks_like_call((struct json_span){taking.body, taking.size})) {
        refuse_path(&taking);
        return;
    }
    snprintf(taking.message, sizeof taking.message,
             "%.200s is no path of the tracking API; taken because the body looks like a call. "
             "Check the SDK's host option",
             request->path);
    taking.capture.code = "odd_path";
    taking.capture.reason = taking.message;
    record(&taking);
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
