#include "answers.h"

#include <string.h>

#include "cors.h"
#include "keys.h"
#include "reply.h"

void answer_options(struct request *request, const char *body, size_t n)
{
    (void)body;
    (void)n;
    reply_empty(request, MHD_HTTP_NO_CONTENT);
    if (!request->endpoint->reads_data) {
        cors_add_preflight(request->response, &request->headers);
    }
}

void answer_token(struct request *request, const char *body, size_t n)
{
    (void)body;
    (void)n;
    struct str *out = &request->sink->reply;
    str_clear(out);
    str_puts(out, "{\"access_token\":\"local\",\"expires_in\":3600,\"token_type\":\"Bearer\"}");
    reply_json(request, MHD_HTTP_OK);
}

/* One integration: the key, and the address the client used, so that its events come here too. */
static void put_integration(struct str *out, const char *name, struct json_span key, const struct request *request)
{
    const char *host = request->headers.host;
    const char *url = request->secure ? request->sink->tls_url : request->sink->url;
    size_t scheme = strcspn(url, ":");
    str_printf(out, "\"%s\":{\"apiKey\":", name);
    jsontext_quote(out, key.p, key.n);
    str_puts(out, ",\"apiHost\":\"");
    if (host[0] != '\0') {
        jsontext_escape(out, host, strlen(host));
    } else {
        str_puts(out, url + scheme + strlen("://"));
    }
    str_printf(out, "/v1\",\"protocol\":\"%.*s\"}", (int)scheme, url);
}

void answer_settings(struct request *request, const char *body, size_t n)
{
    (void)body;
    (void)n;
    struct str *out = &request->sink->reply;
    struct json_span key = endpoints_segment(request->path, 1);
    str_clear(out);
    str_puts(out, "{\"integrations\":{");
    put_integration(out, "Segment.io", key, request);
    str_puts(out, ",");
    put_integration(out, "Customer.io Data Pipelines", key, request);
    str_puts(out, "},\"plan\":{},\"edgeFunction\":{},\"middlewareSettings\":{},\"metrics\":{\"sampleRate\":0}}");
    reply_json(request, MHD_HTTP_OK);
}

void answer_source_config(struct request *request, const char *body, size_t n)
{
    (void)body;
    (void)n;
    struct str *out = &request->sink->reply, *key = &request->sink->key;
    keys_of_request(request, key);
    str_clear(out);
    str_puts(out, "{\"source\":{\"id\":\"local\",\"name\":\"local\",\"writeKey\":");
    jsontext_quote(out, key->data, key->len);
    str_puts(out, ",\"enabled\":true,\"workspaceId\":\"local\",\"updatedAt\":\"2024-01-01T00:00:00.000Z\","
                  "\"config\":{\"statsCollection\":{\"errors\":{\"enabled\":false},\"metrics\":{\"enabled\":false}}},"
                  "\"destinations\":[]}}");
    reply_json(request, MHD_HTTP_OK);
}

void answer_cluster(struct request *request, const char *body, size_t n)
{
    (void)body;
    (void)n;
    struct str *out = &request->sink->reply;
    str_clear(out);
    str_puts(out, "{\"nodeCount\":1}");
    reply_json(request, MHD_HTTP_OK);
}

void answer_health(struct request *request, const char *body, size_t n)
{
    (void)body;
    (void)n;
    struct str *out = &request->sink->reply;
    str_clear(out);
    str_puts(out, "{\"success\":true,\"name\":\"" SINK_NAME "\",\"version\":");
    jsontext_quote(out, request->sink->version, strlen(request->sink->version));
    str_puts(out, "}");
    reply_json(request, MHD_HTTP_OK);
}

void answer_nothing_here(struct request *request, const char *body, size_t n)
{
    (void)body;
    (void)n;
    reply_problem(request, &(struct reply_problem){
                               .status = MHD_HTTP_NOT_FOUND,
                               .code = "not_found",
                               .message = "callboard serves no web page",
                           });
}
