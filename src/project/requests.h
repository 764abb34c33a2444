/* Requests: one row per HTTP request, also those that carried no call (preflights, settings, refused ones, uploads that
 * broke off). Lines of a plain NDJSON file are no requests and have no row.
 *
 * Numbers start at 1, grow by one and are never reused; others keep numbers, never pointers. Past `max` rows the oldest leave
 * (not the journal); `first - 1` have. A row takes REQUESTS_ROW_SIZE bytes, so the most there may be take 56 MB; their
 * texts stand in a pool of their own of at most 16 MiB, because paths and reasons are whatever a client makes of them, and
 * no flood of different ones may take the calls' room. Past that they read "(too many different texts)"; in the journal
 * they stand in full. Owner thread. */
#ifndef PROJECT_REQUESTS_H
#define PROJECT_REQUESTS_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "base/strpool.h"
#include "model/message.h"
#include "wire/capture.h"

#define REQUESTS_MAX 500000u
#define REQUESTS_ROW_SIZE 112

/* Texts are numbers of the requests' own pool, STRPOOL_NONE = none. */
struct request_row {
    uint64_t record;    /* journal offset of its capture */
    int64_t received;   /* microseconds since the epoch: when it had been read */
    uint64_t wire_size; /* bytes of the body on the wire */
    uint64_t message;   /* the first message it brought, the news of a refusal included; 0 = none */
    uint64_t again;     /* the request that sent it again; 0 = none known */
    uint64_t first;     /* the request it repeats, the first of several; 0 = none known */
    uint64_t newest;    /* of the first of several: the last of them */
    uint32_t inflated;  /* bytes it inflated to, 0 when it was not compressed */
    uint32_t duration;  /* microseconds; more than fit: UINT32_MAX */
    uint32_t calls;     /* it carried */
    uint32_t source;    /* who sent its calls: number in the world's sources; 0 = it has none, or they do not say */
    uint32_t method;
    uint32_t path;      /* its beginning, without the query */
    uint32_t kind;      /* what it was when it carries no call, as in struct capture */
    uint32_t encoding;
    uint32_t agent;     /* the client by its User-Agent, as agent_summary makes it */
    uint32_t fault;
    uint32_t code;
    uint32_t reason;    /* its beginning */
    uint16_t status;    /* 0: no answer was sent */
    uint16_t retry;     /* how many times the client says it tried before; more than fit: UINT16_MAX */
    uint16_t attempt;   /* which try it is as far as we saw, 1 = the first */
};

struct requests {
    struct request_row **chunks; /* ring of blocks, allocated as they are reached */
    size_t chunk_count;
    uint64_t max;
    uint64_t first;   /* oldest number held */
    uint64_t next;    /* number of the next request */
    uint64_t cleared; /* numbers below this were cleared from the screen */
    uint64_t refused; /* since the last clear: what could have been a call and was answered 4xx or 5xx, or never, and not on purpose */
    struct strpool *pool;
    struct str user_agent; /* the newest, whole */
    uint32_t agent;        /* in few words */
};

/* Holds `max` rows, but not more than REQUESTS_MAX. */
void requests_init(struct requests *requests, uint64_t max);
void requests_done(struct requests *requests);
/* The row of one capture that came over HTTP; returns its number, 0 for one that did not. */
uint64_t requests_add(struct requests *requests, const struct capture *capture);
/* It brought message `id`, a call or the news of its refusal. */
void requests_carried(struct requests *requests, uint64_t number, uint64_t id, const struct message *message);
/* NULL when it is not (or no longer) held. Valid until the next requests_add. */
const struct request_row *requests_get(const struct requests *requests, uint64_t number);
/* The request whose record begins at this offset of the journal; 0 when there is none. */
uint64_t requests_find(const struct requests *requests, uint64_t offset);
/* `later` brings again what `earlier` brought. Saying the same twice is free; what has left is left alone. */
void requests_tie(struct requests *requests, uint64_t earlier, uint64_t later);
/* Starts the list and counts anew. */
void requests_clear(struct requests *requests);
const char *requests_text(const struct requests *requests, uint32_t text);

#endif
