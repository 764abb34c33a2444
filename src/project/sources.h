/* Sources: who sends. A source is a write key (shortened, as captures hold it) and a client library with its version.
 *
 * Number 0 is "(no source)": neither is known. At most SOURCES_MAX; calls of further ones count under number 0. Facts stay
 * for the session. Owner thread. */
#ifndef PROJECT_SOURCES_H
#define PROJECT_SOURCES_H

#include <stddef.h>
#include <stdint.h>

#include "base/strpool.h"
#include "model/message.h"
#include "model/sdk.h"

#define SOURCES_MAX 10000u
#define SOURCES_SKEW (60 * INT64_C(1000000)) /* less is how long a request takes */
#define SOURCES_SKEW_SPAN (INT64_C(500) * 1000)

struct source {
    uint32_t key;     /* strpool number; STRPOOL_NONE: none was sent */
    uint32_t library; /* "analytics.js npm:next-1.84.3"; STRPOOL_NONE: the calls do not say */
    enum sdk sdk;     /* the family of that library */
    uint64_t calls;
    /* The call that shows first that its clock is wrong: the earliest of those that arrive within half a second, when calls of
     * that time settle. */
    struct moment skewed;  /* id 0: none */
    int64_t skewed_at;     /* when the first of them arrived */
    int64_t skew;          /* how far ahead it was, microseconds */
};

struct sources {
    struct source *items;
    size_t count, cap;
    uint32_t last;         /* asked for */
    struct strpool *pairs; /* (key, library) -> number */
};

void sources_init(struct sources *sources);
void sources_done(struct sources *sources);
/* The number of this source, made if new; its texts are numbers of `pool`. */
uint32_t sources_number(struct sources *sources, const struct strpool *pool, uint32_t key, uint32_t library);
/* Compares when a call was sent with when it arrived. What was sent before and is sent again may say when it was sent first. */
void sources_clock(struct sources *sources, const struct message *message, uint64_t id, const struct call_times *times);
/* How far ahead the source's clock is, if this call shows it first; 0 else. */
int64_t sources_skew(const struct sources *sources, uint32_t source, uint64_t id);
/* All counts become 0. */
void sources_clear_counts(struct sources *sources);

#endif
