/* An HTTP client for calls: the demo's, and those that are sent again from the screen.
 *
 * libcurl's multi interface, driven by whoever owns the loop: nothing here blocks and there is no thread. Requests go out one
 * after another, in the order they were given. No proxy, no redirect, no cookie, http and https only. Owner thread. */
#ifndef CLIENT_CLIENT_H
#define CLIENT_CLIENT_H

#include <poll.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

/* Requests that wait their turn; further ones are refused. */
#define CLIENT_QUEUE_MAX 64
/* Descriptors client_fds may write. */
#define CLIENT_FDS 8

struct client;

struct client_request {
    const char *method;        /* "POST" */
    const char *url;
    const char *const *headers; /* "Name: value", ended by NULL; NULL: none */
    const char *body;          /* NULL: none */
    size_t size;
};

struct client_result {
    uint64_t number; /* as client_send returned it */
    long status;     /* HTTP; 0 when there was no answer */
    const char *problem; /* why; "" when there was one. Valid during the call */
};
typedef void client_done_fn(void *to, const struct client_result *result);

/* `done` is told of every request once it has ended, from within client_step; NULL: nobody is. */
struct client *client_new(client_done_fn *done, void *to);
/* What is under way is broken off. NULL is allowed. */
void client_free(struct client *client);

/* Takes a request, all of which is copied; returns its number, from 1, or 0 and `err` when too many wait. */
uint64_t client_send(struct client *client, const struct client_request *request, struct err *err);
/* Requests that have not ended. */
size_t client_pending(const struct client *client);

/* What to wait for while some are: fills `fds`, returns how many. */
size_t client_fds(struct client *client, struct pollfd fds[CLIENT_FDS]);
/* Microseconds until client_step has something to do by itself; -1: only when a descriptor is ready. */
int64_t client_timeout(struct client *client);
/* Does what can be done without waiting. */
void client_step(struct client *client);

#endif
