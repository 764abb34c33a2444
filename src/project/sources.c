#include "sources.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/xalloc.h"

#define PAIRS_MAX ((size_t)16 << 20)
/* The pool's numbers begin behind STRPOOL_OVERFLOW; row 0 is "(no source)" and no pair. */
#define FIRST_TEXT (STRPOOL_OVERFLOW + 1)

static void add(struct sources *sources, uint32_t key, uint32_t library, enum sdk sdk)
{
    sources->items = xgrow(sources->items, &sources->cap, sources->count + 1, sizeof *sources->items);
    sources->items[sources->count++] = (struct source){.key = key, .library = library, .sdk = sdk};
}

void sources_init(struct sources *sources)
{
    *sources = (struct sources){.pairs = strpool_new(PAIRS_MAX)};
    add(sources, STRPOOL_NONE, STRPOOL_NONE, SDK_UNKNOWN);
}

void sources_done(struct sources *sources)
{
    strpool_free(sources->pairs);
    free(sources->items);
}

uint32_t sources_number(struct sources *sources, const struct strpool *pool, uint32_t key, uint32_t library)
{
    const uint32_t pair[2] = {key, library};
    if (key == STRPOOL_NONE && library == STRPOOL_NONE) {
        return 0;
    }
    if (sources->last < sources->count && sources->items[sources->last].key == key &&
        sources->items[sources->last].library == library) {
        return sources->last; /* calls come in runs */
    }
    uint32_t number = strpool_find(sources->pairs, (const char *)pair, sizeof pair);
    if (number == STRPOOL_NONE && sources->count == SOURCES_MAX) {
        return 0;
    }
    if (number == STRPOOL_NONE) {
        number = strpool_intern(sources->pairs, (const char *)pair, sizeof pair);
        add(sources, key, library, sdk_of_library(strpool_text(pool, library)));
    }
    sources->last = number - FIRST_TEXT + 1;
    return sources->last;
}

void sources_clock(struct sources *sources, const struct message *message, uint64_t id, const struct call_times *times)
{
    struct source *source = &sources->items[message->source];
    if (times->sent == CLOCK_NONE || times->arrived == CLOCK_NONE || !message_counts(message) ||
        (message->flags & MESSAGE_RETRY) != 0) {
        return;
    }
    int64_t ahead = times->sent - times->arrived;
    if (ahead < SOURCES_SKEW && ahead > -SOURCES_SKEW) {
        return;
    }
    struct moment when = message_moment(message, id);
    bool first = source->skewed.id == 0;
    if (first) {
        source->skewed_at = message->received;
    }
    if (first || (message->received - source->skewed_at <= SOURCES_SKEW_SPAN && moment_before(when, source->skewed))) {
        source->skewed = when;
        source->skew = ahead;
    }
}

int64_t sources_skew(const struct sources *sources, uint32_t source, uint64_t id)
{
    const struct source *item = &sources->items[source];
    return item->skewed.id == id ? item->skew : 0;
}

void sources_clear_counts(struct sources *sources)
{
    for (size_t i = 0; i < sources->count; i++) {
        sources->items[i].calls = 0;
    }
}
