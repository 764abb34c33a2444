/* Which calls of the stream share a row. Found around a place when asked, never for the whole stream. */
#include "live.h"

/* What calls have in common that are folded: their type, what they are called, and the finding that is told of them. */
struct likeness {
    uint32_t kind; /* STRPOOL_NONE: like no other */
    uint32_t label;
    uint8_t type, rule;
};

static struct likeness likeness(const struct live *live, const struct world *world, size_t index)
{
    uint64_t id = live_stream_id(live, index);
    const struct message *message = id < live->firm ? store_get(&world->store, id) : NULL;
    const struct finding *finding = message == NULL || message->finding == 0 ? NULL : world_worst(world, message);
    if (finding == NULL) {
        return (struct likeness){.kind = STRPOOL_NONE};
    }
    return (struct likeness){finding->kind, message->label, message->type, finding->rule};
}

static bool is_like(struct likeness a, struct likeness b)
{
    return a.kind != STRPOOL_NONE && a.kind == b.kind && a.label == b.label && a.type == b.type && a.rule == b.rule;
}

/* Blocks lie fast on the ids or the list, not on what happens to be the first one shown. */
static size_t base_of(const struct live *live)
{
    return live->stream.ids == NULL ? (size_t)live->stream.first : live->stream.ids->start + live->stream.start;
}

/* Where the row begins: at the first of its likes, or at a block at least one block behind that. */
static size_t first_of(const struct live *live, const struct world *world, size_t index, struct likeness like)
{
    size_t first = index, limit = index > 2 * LIVE_FOLD_BLOCK ? index - 2 * LIVE_FOLD_BLOCK : 0;
    while (first > limit && is_like(like, likeness(live, world, first - 1))) {
        first--;
    }
    size_t base = base_of(live), block = (base + index) / LIVE_FOLD_BLOCK * LIVE_FOLD_BLOCK;
    bool begins = first > limit || first == 0;
    return begins && block < base + first + LIVE_FOLD_BLOCK ? first : block - base;
}

static size_t last_of(const struct live *live, const struct world *world, struct run run, struct likeness like)
{
    size_t base = base_of(live), last = run.last;
    size_t end = (base + run.first + 2 * LIVE_FOLD_BLOCK - 1) / LIVE_FOLD_BLOCK * LIVE_FOLD_BLOCK - base;
    end = end < live->stream.count ? end : live->stream.count;
    while (last + 1 < end && is_like(like, likeness(live, world, last + 1))) {
        last++;
    }
    return last;
}

static void compare(struct run *run, const struct live *live, const struct world *world)
{
    const struct message *one = store_get(&world->store, live_stream_id(live, run->last));
    for (size_t i = run->first; i < run->last; i++) {
        const struct message *other = store_get(&world->store, live_stream_id(live, i));
        run->several_users |= other->user != one->user || other->anonymous != one->anonymous;
        run->several_accounts |= other->account != one->account;
    }
}

static bool is_opened(const struct live *live, const struct run *run)
{
    return live_has_between(&live->opened, live_stream_id(live, run->first), live_stream_id(live, run->last));
}

/* The run, whether opened or not. */
static struct run whole_run(const struct live *live, const struct world *world, size_t index)
{
    struct run run = {index, index, false, false};
    struct likeness like = likeness(live, world, index);
    if (!live->unfolded && like.kind != STRPOOL_NONE) {
        run.first = first_of(live, world, index, like);
        run.last = last_of(live, world, run, like);
    }
    return run.last - run.first + 1 >= LIVE_FOLD_FROM ? run : (struct run){index, index, false, false};
}

struct run live_run(const struct live *live, const struct world *world, size_t index)
{
    struct run run = whole_run(live, world, index);
    if (run.first < run.last && is_opened(live, &run)) {
        return (struct run){index, index, false, false};
    }
    compare(&run, live, world);
    return run;
}

bool live_unfold(struct live *live, const struct world *world)
{
    if (live->stream.count == 0) {
        return false;
    }
    struct run run = live_run(live, world, live->rows.selected);
    if (run.first == run.last) {
        return false;
    }
    live->selected = live_stream_id(live, run.first);
    live->rows.selected = run.first;
    live->rows.follow = false;
    return idlist_insert(&live->opened, live->selected);
}

bool live_fold(struct live *live, const struct world *world)
{
    if (live->stream.count == 0) {
        return false;
    }
    struct run run = whole_run(live, world, live->rows.selected);
    if (run.first == run.last || !is_opened(live, &run)) {
        return false;
    }
    for (size_t i = run.first; i <= run.last; i++) {
        idlist_remove(&live->opened, live_stream_id(live, i));
    }
    return true;
}
