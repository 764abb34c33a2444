#include "answers.h"

#include <string.h>
#include <strings.h>

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

/* Each proxy adds its own word: the first is the client's. */
static bool says_https(const char *forwarded)
{
    size_t n = strcspn(forwarded, ", ");
    return n == strlen("https") && strncasecmp(forwarded, "https", n) == 0;
}

/* One integration: the key, and the address the client used, so that its events come here too; a tunnel that the client
 * speaks https to says so. */
static void put_integration(const struct request *request, const char *name)
{
    const struct sink *sink = request->sink;
    struct str *out = &request->sink->reply;
    const char *host = request->headers.host;
    const char *url = request->secure ? sink->tls_url : sink->url;
    bool is_secure = request->secure || says_https(request->headers.forwarded);
    str_printf(out, "\"%s\":{\"apiKey\":", name);
    jsontext_quote(out, sink->key.data, sink->key.len);
    str_puts(out, ",\"apiHost\":\"");
    if (host[0] != '\0') {
        jsontext_escape(out, host, strlen(host));
    } else {
        str_puts(out, strstr(url, "://") + strlen("://"));
    }
    str_printf(out, "/v1\",\"protocol\":\"%s\"}", is_secure ? "https" : "http");
}

static void put_settings(const struct request *request)
{
    struct str *out = &request->sink->reply;
    keys_of_request(request, &request->sink->key);
    str_puts(out, "\"integrations\":{");
    put_integration(request, "Segment.io");
    str_putc(out, ',');
    put_integration(request, "Customer.io Data Pipelines");
    str_puts(out, "},\"plan\":{},\"edgeFunction\":{},\"middlewareSettings\":{},\"metrics\":{\"sampleRate\":0}}");
}

void answer_settings(struct request *request, const char *body, size_t n)
{
    (void)body;
    (void)n;
    struct str *out = &request->sink->reply;
    str_clear(out);
    str_putc(out, '{');
    put_settings(request);
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

static void put_health(const struct sink *sink, struct str *out)
{
    str_clear(out);
    str_puts(out, "{\"success\":true,\"name\":\"" SINK_NAME "\",\"version\":");
    jsontext_quote(out, sink->version, strlen(sink->version));
}

void answer_health(struct request *request, const char *body, size_t n)
{
    (void)body;
    (void)n;
    struct str *out = &request->sink->reply;
    put_health(request->sink, out);
    str_putc(out, '}');
    reply_json(request, MHD_HTTP_OK);
}

void answer_root(struct request *request, const char *body, size_t n)
{
    (void)body;
    (void)n;
    struct str *out = &request->sink->reply;
    put_health(request->sink, out);
    str_putc(out, ',');
    put_settings(request);
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
