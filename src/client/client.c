#include "client.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/fatal.h"
#include "base/xalloc.h"

#define TIMEOUT_MS 30000L
#define CONNECT_TIMEOUT_MS 5000L

struct waiting {
    uint64_t number;
    char *method, *url, *body;
    size_t size;
    struct curl_slist *headers;
};

struct client {
    CURLM *multi;
    CURL *easy;                     /* used again and again: one connection, kept alive */
    struct waiting queue[CLIENT_QUEUE_MAX]; /* ring */
    size_t first, count;            /* the first is under way while `busy` */
    bool busy;
    uint64_t next;
    char problem[CURL_ERROR_SIZE];
    client_done_fn *done;
    void *to;
};

struct client *client_new(client_done_fn *done, void *to)
{
    struct client *client = xcalloc(1, sizeof *client);
    client->multi = curl_multi_init();
    client->easy = curl_easy_init();
    if (client->multi == NULL || client->easy == NULL) {
        fatal("libcurl does not start");
    }
    client->next = 1;
    client->done = done;
    client->to = to;
    return client;
}

static void waiting_done(struct waiting *waiting)
{
    curl_slist_free_all(waiting->headers);
    free(waiting->method);
    free(waiting->url);
    free(waiting->body);
}

void client_free(struct client *client)
{
    if (client == NULL) {
        return;
    }
    if (client->busy) {
        curl_multi_remove_handle(client->multi, client->easy);
    }
    for (size_t i = 0; i < client->count; i++) {
        waiting_done(&client->queue[(client->first + i) % CLIENT_QUEUE_MAX]);
    }
    curl_easy_cleanup(client->easy);
    curl_multi_cleanup(client->multi);
    free(client);
}

static struct curl_slist *copy_headers(const char *const *headers)
{
    /* An empty Expect: bodies are small, and waiting for 100 Continue would only cost time. */
    struct curl_slist *list = curl_slist_append(NULL, "Expect:");
    for (; headers != NULL && *headers != NULL && list != NULL; headers++) {
        list = curl_slist_append(list, *headers);
    }
    if (list == NULL) {
        fatal("out of memory");
    }
    return list;
}

/* Nobody reads what is answered; its status says enough. */
static size_t swallow(char *bytes, size_t size, size_t count, void *to)
{
    (void)bytes;
    (void)to;
    return size * count;
}

static void begin_next(struct client *client)
{
    struct waiting *waiting = &client->queue[client->first];
    CURL *easy = client->easy;
    if (client->busy || client->count == 0) {
        return;
    }
    curl_easy_reset(easy);
    client->problem[0] = '\0';
    curl_easy_setopt(easy, CURLOPT_URL, waiting->url);
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_NOPROXY, "*");
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, TIMEOUT_MS);
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, CONNECT_TIMEOUT_MS);
    curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, waiting->method);
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, waiting->headers);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, swallow);
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, client->problem);
    if (waiting->body != NULL) {
        curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)waiting->size);
        curl_easy_setopt(easy, CURLOPT_POSTFIELDS, waiting->body);
    }
    curl_multi_add_handle(client->multi, easy);
    client->busy = true;
}

uint64_t client_send(struct client *client, const struct client_request *request, struct err *err)
{
    if (client->count == CLIENT_QUEUE_MAX) {
        err_set(err, "%d requests wait to be sent already", CLIENT_QUEUE_MAX);
        return 0;
    }
    struct waiting *waiting = &client->queue[(client->first + client->count++) % CLIENT_QUEUE_MAX];
    *waiting = (struct waiting){
        .number = client->next++,
        .method = xstrdup(request->method),
        .url = xstrdup(request->url),
        .body = request->body == NULL ? NULL : xstrndup(request->body, request->size),
        .size = request->size,
        .headers = copy_headers(request->headers),
    };
    begin_next(client);
    return waiting->number;
}

size_t client_pending(const struct client *client)
{
    return client->count;
}

size_t client_fds(struct client *client, struct pollfd fds[CLIENT_FDS])
{
    fd_set sets[3];
    int highest = -1;
    size_t count = 0;
    for (int i = 0; i < 3; i++) {
        FD_ZERO(&sets[i]);
    }
    if (client->count == 0 || curl_multi_fdset(client->multi, &sets[0], &sets[1], &sets[2], &highest) != CURLM_OK) {
        return 0;
    }
    for (int fd = 0; fd <= highest && count < CLIENT_FDS; fd++) {
        short events = (short)((FD_ISSET(fd, &sets[0]) ? POLLIN : 0) | (FD_ISSET(fd, &sets[1]) ? POLLOUT : 0));
        if (events != 0) {
            fds[count++] = (struct pollfd){.fd = fd, .events = events};
        }
    }
    return count;
}

int64_t client_timeout(struct client *client)
{
    long ms = -1;
    struct pollfd fds[CLIENT_FDS];
    if (client->count == 0) {
        return -1;
    }
    curl_multi_timeout(client->multi, &ms);
    /* While it resolves or connects there may be nothing to wait for. */
    bool blind = client_fds(client, fds) == 0;
    return ms >= 0 && !(blind && ms > 10) ? ms * CLOCK_MS : blind ? 10 * CLOCK_MS : -1;
}

static void end_first(struct client *client, CURLcode code)
{
    struct waiting *waiting = &client->queue[client->first];
    struct client_result result = {.number = waiting->number, .problem = ""};
    curl_easy_getinfo(client->easy, CURLINFO_RESPONSE_CODE, &result.status);
    if (code != CURLE_OK) {
        result.problem = client->problem[0] != '\0' ? client->problem : curl_easy_strerror(code);
        result.status = 0;
    }
    curl_multi_remove_handle(client->multi, client->easy);
    client->busy = false;
    if (client->done != NULL) {
        client->done(client->to, &result);
    }
    waiting_done(waiting);
    client->first = (client->first + 1) % CLIENT_QUEUE_MAX;
    client->count--;
}

void client_step(struct client *client)
{
    int running, left;
    begin_next(client);
    while (client->busy && curl_multi_perform(client->multi, &running) == CURLM_OK && running == 0) {
        const CURLMsg *message = curl_multi_info_read(client->multi, &left);
        if (message == NULL || message->msg != CURLMSG_DONE) {
            return;
        }
        end_first(client, message->data.result);
        begin_next(client);
    }
}
