/* One call (one Segment message), reduced to columns.
 *
 * A message is made once by decode/ and then only gains a link to its findings. It keeps no JSON: its text stays in
 * the journal, found again by `record` and the span `start`, `length` inside that record's body. Texts are numbers of
 * the world's strpool; STRPOOL_NONE means the call had none (absent, null and "" are the same). */
#ifndef MODEL_MESSAGE_H
#define MODEL_MESSAGE_H

#include <stdbool.h>
#include <stdint.h>

/* Segment's six calls, then what is not one. */
enum message_type {
    MESSAGE_IDENTIFY,
    MESSAGE_TRACK,
    MESSAGE_PAGE,
    MESSAGE_SCREEN,
    MESSAGE_GROUP,
    MESSAGE_ALIAS,
    MESSAGE_UNKNOWN, /* a JSON value taken as a call whose type nobody knows */
    MESSAGE_REFUSED, /* a request that was answered 4xx or 5xx: no call, but the news that one was lost */
    MESSAGE_TYPES
};

enum message_flag {
    MESSAGE_ODD_PATH = 1 << 0,  /* arrived on a path that is not the API's */
    MESSAGE_BATCHED = 1 << 1,   /* one item of a batch */
    MESSAGE_SETTLED = 1 << 2,   /* rules that need history have been asked */
    MESSAGE_OWN_TIME = 1 << 3,  /* `time` comes from the call, not from its arrival */
    MESSAGE_RESENT = 1 << 4,    /* a call that counts already, sent again: shown and not counted */
    MESSAGE_RETRY = 1 << 5,     /* it was tried before, as the client says or as we refused it */
    MESSAGE_ID_IN_TRAITS = 1 << 6, /* identify: no userId, but an id among its traits */
    MESSAGE_NUMBER_ID = 1 << 7  /* userId, anonymousId, previousId or the account is a number */
};

struct message {
    uint64_t record;     /* journal offset of the capture it came in */
    int64_t received;    /* microseconds since the epoch */
    int64_t time;        /* when it happened: its own time corrected by sentAt where it says so, else `received` */
    int64_t order;       /* what calls are put in order by: its own time, put right where its sender's clock is not */
    uint32_t start;      /* span of its text in the capture's body, bytes */
    uint32_t length;
    uint32_t item;       /* position in its batch, from 0 */
    uint32_t label;      /* what a person calls it: event, page or screen name, e-mail or name trait, previousId */
    uint32_t user;       /* userId */
    uint32_t anonymous;  /* anonymousId */
    uint32_t account;    /* groupId of a group call, else the effective context.groupId */
    uint32_t source;     /* who sent it: number in the world's sources */
    uint32_t finding;    /* newest finding about it: number + 1 in findings; 0 = none */
    uint16_t status;     /* HTTP status answered */
    uint8_t type;        /* enum message_type */
    uint8_t flags;       /* enum message_flag */
};

/* The times a call comes with, microseconds; CLOCK_NONE: it has none, or none that can be read. */
struct call_times {
    int64_t own;     /* timestamp, else originalTimestamp */
    int64_t sent;    /* sentAt, its own or its envelope's */
    int64_t arrived; /* of a request when it was received, else receivedAt */
};

/* "identify", ..., "unknown", "refused". */
const char *message_type_name(enum message_type type);
/* MESSAGE_UNKNOWN when `name` is none of the six. */
enum message_type message_type_find(const char *name);

/* True when it counts as a call: refused requests and calls sent again do not. */
static inline bool message_counts(const struct message *message)
{
    return message->type != MESSAGE_REFUSED && (message->flags & MESSAGE_RESENT) == 0;
}

/* A point in the order in which calls were made: `order`, then arrival. */
struct moment {
    int64_t time;
    uint64_t id;
};
static inline struct moment message_moment(const struct message *message, uint64_t id)
{
    return (struct moment){.time = message->order, .id = id};
}

static inline bool moment_before(struct moment a, struct moment b)
{
    return a.time != b.time ? a.time < b.time : a.id < b.id;
}

/* Later than anything that happens. */
static inline struct moment moment_never(void)
{
    return (struct moment){.time = INT64_MAX, .id = UINT64_MAX};
}

#endif
