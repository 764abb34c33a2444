/* A call sent once more, to the sink it came to. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "app_private.h"
#include "client/client.h"
#include "snippet/snippet.h"

#define BODY_MAX ((size_t)64 << 20)
#define URL_MAX 4096
#define ID_SIZE 37

static const struct way {
    const char *name, *means;
    bool fresh;
} ways[] = {
    {"new", "with a messageId of its own: one more call", true},
    {"same", "with its messageId: an SDK's retry", false},
};

void app_offer_ways(struct app *app, const char *typed, struct candidates *out)
{
    (void)app;
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        candidates_offer(out, ways[i].name, ways[i].means, typed);
    }
}

/* ---- the answer ---- */

static void answered(void *to, const struct client_result *result)
{
    struct app *app = to;
    if (result->status == 0) {
        err_set(&app->said, "sent again, without an answer: %.200s", result->problem);
    } else {
        err_set(&app->said, "sent again: answered %ld", result->status);
    }
    app->news = app->said.text;
    app->idle = result->status >= 200 && result->status < 300;
    app->dirty = true;
}

size_t app_client_fds(struct app *app, struct pollfd fds[CLIENT_FDS], int64_t *timeout)
{
    bool busy = app->client != NULL && client_pending(app->client) > 0;
    *timeout = busy ? client_timeout(app->client) : -1;
    return busy ? client_fds(app->client, fds) : 0;
}

void app_client_step(struct app *app)
{
    if (app->client != NULL && client_pending(app->client) > 0) {
        client_step(app->client);
    }
}

/* ---- sending ---- */

/* A random UUID (RFC 9562, version 4). */
static bool make_id(char id[ID_SIZE])
{
    unsigned char b[16];
    if (getentropy(b, sizeof b) != 0) {
        return false;
    }
    b[6] = (unsigned char)((b[6] & 0x0F) | 0x40);
    b[8] = (unsigned char)((b[8] & 0x3F) | 0x80);
    snprintf(id, ID_SIZE, "%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x", b[0], b[1], b[2], b[3], b[4], b[5],
             b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13], b[14], b[15]);
    return true;
}

/* The call with another messageId in place of its own; nothing else in it changes. */
static void put_fresh(struct json_span call, const char *id, struct str *out)
{
    struct json_span old, first;
    struct json_walk walk;
    jsontext_enter(&walk, call);
    bool empty = !jsontext_next(&walk, NULL, &first);
    if (jsontext_member(call, "messageId", &old)) {
        str_append(out, call.p, (size_t)(old.p - call.p));
        str_printf(out, "\"%s\"", id);
        str_append(out, old.p + old.n, (size_t)(call.p + call.n - (old.p + old.n)));
    } else {
        str_printf(out, "{\"messageId\":\"%s\"%s", id, empty ? "" : ",");
        str_append(out, call.p + 1, call.n - 1);
    }
}

static bool post(struct app *app, const struct snippet_call *call, bool fresh, struct err *err)
{
    static const char *const once[] = {"Content-Type: application/json", NULL};
    static const char *const again[] = {"Content-Type: application/json", "X-Retry-Count: 1", NULL};
    struct str url, body;
    str_init(&url, URL_MAX);
    str_init(&body, BODY_MAX);
    snippet_address(call, &url);
    snippet_body(call, &body);
    const struct client_request request = {"POST", url.data, fresh ? once : again, body.data, body.len};
    if (app->client == NULL) {
        app->client = client_new(answered, app);
    }
    bool sent = !body.full && !url.full ? client_send(app->client, &request, err) != 0 : err_set(err, "too long to be sent");
    str_done(&url);
    str_done(&body);
    return sent;
}

static bool send_call(struct app *app, const struct app_call *found, bool fresh, struct err *err)
{
    struct snippet_call call = app_snippet(app, found);
    char id[ID_SIZE];
    struct str text;
    if (!fresh || jsontext_kind(call.text) != JSON_OBJECT) {
        return post(app, &call, fresh, err);
    }
    if (!make_id(id)) {
        return err_set(err, "the system gives no random bytes for a messageId");
    }
    str_init(&text, BODY_MAX);
    put_fresh(call.text, id, &text);
    call.text = (struct json_span){text.data, text.len};
    bool sent = post(app, &call, fresh, err);
    str_done(&text);
    return sent;
}

bool app_resend(struct app *app, const char *name, size_t *at, struct err *err)
{
    struct app_call found;
    size_t way = 0;
    (void)at;
    while (way < sizeof ways / sizeof *ways && strcmp(ways[way].name, name) != 0) {
        way++;
    }
    if (way == sizeof ways / sizeof *ways) {
        return err_set(err, "\"%.40s\" is no way to send it: new or same", name);
    }
    if (app->options.url == NULL) {
        return err_set(err, "%s", APP_NO_SINK);
    }
    app_call_init(&found);
    bool sent = app_find_call(app, &found, err) && send_call(app, &found, ways[way].fresh, err);
    app_call_done(&found);
    if (sent) {
        app->news = "sent again ...";
        app->idle = true;
    }
    return sent;
}
