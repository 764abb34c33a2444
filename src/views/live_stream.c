#include "live.h"

#include <string.h>

#include "base/xalloc.h"

/* Ids that may be shown: in memory, not cleared, and not newer than the pause. */
static void bounds(const struct view_env *env, uint64_t *low, uint64_t *high)
{
    const struct world *world = env->world;
    *low = world->store.first > world->cleared ? world->store.first : world->cleared;
    *high = env->paused && env->frozen < world->store.next ? env->frozen : world->store.next;
    *high = *high < *low ? *low : *high;
}

static void take_list(struct stream *stream, const struct idlist *ids, uint64_t low, uint64_t high)
{
    stream->ids = ids;
    stream->start = idlist_find(ids, low);
    stream->count = idlist_find(ids, high) - stream->start;
}

/* Extends the matches of this account by those found since the last look; begins anew for another account or filter. */
static void extend_filtered(struct live *live, const struct view_env *env)
{
    const struct search *search = env->search;
    bool same = live->filtered_account == live->account && strcmp(live->needle.data, search->needle.data) == 0;
    if (!same) {
        idlist_done(&live->filtered);
        live->filtered_account = live->account;
        live->filtered_last = 0;
        str_clear(&live->needle);
        str_append(&live->needle, search->needle.data, search->needle.len);
    }
    size_t at = idlist_find(&search->matches, live->filtered_last + 1);
    for (; at < idlist_count(&search->matches); at++) {
        uint64_t id = idlist_at(&search->matches, at);
        const struct message *message = store_get(&env->world->store, id);
        live->filtered_last = id;
        if (message != NULL && accounts_find(&env->world->accounts, message->account) == live->account) {
            idlist_push(&live->filtered, id);
        }
    }
}

void live_sync_stream(struct live *live, const struct view_env *env)
{
    uint64_t low, high;
    bounds(env, &low, &high);
    live->stream = (struct stream){.first = low, .count = (size_t)(high - low)};
    if (search_active(env->search) && live->account == LIVE_ALL) {
        take_list(&live->stream, &env->search->matches, low, high);
    } else if (search_active(env->search)) {
        extend_filtered(live, env);
        take_list(&live->stream, &live->filtered, low, high);
    } else if (live->account != LIVE_ALL) {
        take_list(&live->stream, &env->world->accounts.items[live->account].messages, low, high);
    }
}

uint64_t live_stream_id(const struct live *live, size_t row)
{
    const struct stream *stream = &live->stream;
    if (row >= stream->count) {
        return 0;
    }
    return stream->ids == NULL ? stream->first + row : idlist_at(stream->ids, stream->start + row);
}

size_t live_stream_row(const struct live *live, uint64_t id)
{
    const struct stream *stream = &live->stream;
    if (stream->ids == NULL) {
        return id > stream->first ? (size_t)(id - stream->first) : 0;
    }
    size_t row = idlist_find(stream->ids, id);
    return row > stream->start ? row - stream->start : 0;
}

/* Where `id` is kept, else the one that was not needed for the longest time. */
static struct callrow_refused *slot_for(const struct live *live, uint64_t id)
{
    struct callrow_refused *oldest = &live->refused[0];
    for (size_t i = 0; i < live->refused_cap; i++) {
        struct callrow_refused *slot = &live->refused[i];
        if (slot->id == id) {
            return slot;
        }
        oldest = slot->used < oldest->used ? slot : oldest;
    }
    return oldest;
}

static void make_room(struct live *live, size_t rows)
{
    size_t had = live->refused_cap;
    if (rows > had) {
        live->refused = xgrow(live->refused, &live->refused_cap, rows, sizeof *live->refused);
        memset(live->refused + had, 0, (live->refused_cap - had) * sizeof *live->refused);
    }
}

void live_sync_refused(struct live *live, const struct view_env *env)
{
    size_t height = live->layout.stream.h > 0 ? (size_t)live->layout.stream.h : 0;
    live->frame++;
    make_room(live, height);
    for (size_t row = live->rows.top; row < live->rows.top + height && row < live->stream.count; row++) {
        uint64_t id = live_stream_id(live, row);
        const struct message *message = store_get(&env->world->store, id);
        if (message == NULL || message->type != MESSAGE_REFUSED) {
            continue;
        }
        struct callrow_refused *slot = slot_for(live, id);
        if (slot->id != id) {
            callrow_read(slot, env, id);
        }
        slot->used = live->frame;
    }
}

const struct callrow_refused *live_refused(const struct live *live, uint64_t id)
{
    const struct callrow_refused *slot = live->refused_cap == 0 ? NULL : slot_for(live, id);
    return slot != NULL && slot->id == id ? slot : NULL;
}
