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

static uint64_t stream_id(const struct stream *stream, size_t row)
{
    return stream->ids == NULL ? stream->first + row : idlist_at(stream->ids, stream->start + row);
}

static size_t stream_index(const struct stream *stream, uint64_t id)
{
    if (stream->ids == NULL) {
        return id > stream->first ? (size_t)(id - stream->first) : 0;
    }
    size_t row = idlist_find(stream->ids, id);
    return row > stream->start ? row - stream->start : 0;
}

static bool is_wanted(const struct live *live, const struct view_env *env, const struct stream *from, uint64_t id)
{
    const struct world *world = env->world;
    const struct idlist *matches = search_active(env->search) ? &env->search->matches : NULL;
    const struct message *message = store_get(&world->store, id);
    bool found = matches == NULL || from->ids == matches || idlist_has(matches, id);
    return found && message != NULL && (live->source == LIVE_ALL || message->source == live->source) &&
           (live->account == LIVE_ALL || accounts_find(&world->accounts, message->account) == live->account);
}

/* Begins anew for another account, source or filter, and where answers were revised. */
static void begin_filtered(struct live *live, const struct search *search)
{
    bool same = live->filtered_account == live->account && live->filtered_source == live->source &&
                live->serial == search->serial && live->revisions == search->revisions;
    if (!same) {
        idlist_done(&live->filtered);
        live->filtered_account = live->account;
        live->filtered_source = live->source;
        live->filtered_first = live->filtered_last = 0;
        live->filtered_firm = UINT64_MAX;
        live->serial = search->serial;
        live->revisions = search->revisions;
    }
    if (live->filtered_last >= live->filtered_firm) {
        idlist_cut(&live->filtered, live->filtered_firm);
        live->filtered_last = live->filtered_firm - 1;
        live->filtered_first = live->filtered_first < live->filtered_firm ? live->filtered_first : 0;
    }
    live->filtered_firm = search_firm(search);
}

/* What the filter found on its way back to older calls. */
static void extend_back(struct live *live, const struct view_env *env, const struct stream *from)
{
    struct idlist older = {0};
    for (size_t row = 0; row < stream_index(from, live->filtered_first); row++) {
        uint64_t id = stream_id(from, row);
        if (is_wanted(live, env, from, id)) {
            idlist_push(&older, id);
        }
    }
    idlist_prepend(&live->filtered, &older);
    idlist_done(&older);
}

/* Extends what is filtered by the calls of `from` that came since the last look. */
static void extend_filtered(struct live *live, const struct view_env *env, const struct stream *from)
{
    begin_filtered(live, env->search);
    if (from->count == 0) {
        return;
    }
    if (live->filtered_first != 0) {
        extend_back(live, env, from);
    } else {
        live->filtered_last = 0;
    }
    live->filtered_first = stream_id(from, 0);
    for (size_t row = stream_index(from, live->filtered_last + 1); row < from->count; row++) {
        live->filtered_last = stream_id(from, row);
        if (is_wanted(live, env, from, live->filtered_last)) {
            idlist_push(&live->filtered, live->filtered_last);
        }
    }
}

static uint64_t later(uint64_t a, uint64_t b)
{
    return a > b ? a : b;
}

/* The calls that are looked through: what matches, or of an account that has fewer calls, those of which that is known. */
static void take_searched(struct stream *stream, const struct live *live, const struct view_env *env, uint64_t low, uint64_t high)
{
    const struct search *search = env->search;
    const struct idlist *own = live->account == LIVE_ALL ? NULL : &env->world->accounts.items[live->account].messages;
    if (own == NULL || idlist_count(own) >= idlist_count(&search->matches)) {
        take_list(stream, &search->matches, low, high);
        return;
    }
    low = later(low, search->low);
    high = high < search->next ? high : search->next;
    take_list(stream, own, low, later(low, high));
}

void live_sync_stream(struct live *live, const struct view_env *env)
{
    uint64_t low, high;
    bool searching = search_active(env->search);
    bounds(env, &low, &high);
    struct stream stream = {.first = low, .count = (size_t)(high - low)};
    if (searching) {
        take_searched(&stream, live, env, low, high);
    } else if (live->account != LIVE_ALL) {
        take_list(&stream, &env->world->accounts.items[live->account].messages, low, high);
    }
    if (live->source != LIVE_ALL || (searching && live->account != LIVE_ALL)) {
        extend_filtered(live, env, &stream);
        take_list(&stream, &live->filtered, low, high);
    }
    live->stream = stream;
    live->held = stream.ids == NULL ? (size_t)(env->world->store.next - high)
                                    : idlist_count(stream.ids) - stream.start - stream.count;
}

uint64_t live_stream_id(const struct live *live, size_t index)
{
    return index < live->stream.count ? stream_id(&live->stream, index) : 0;
}

size_t live_stream_index(const struct live *live, uint64_t id)
{
    return stream_index(&live->stream, id);
}

bool live_stream_has(const struct live *live, uint64_t id)
{
    return id != 0 && live_stream_id(live, stream_index(&live->stream, id)) == id;
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
    size_t next = live->rows.top;
    for (size_t y = 0; y < height && next < live->stream.count; y++) {
        size_t last = live_run(live, env->world, next).last;
        uint64_t id = live_stream_id(live, last);
        next = last + 1;
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
