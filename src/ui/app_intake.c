/* From the journal into the world, and the search over what is there. */
#include "app_private.h"

#define SEARCH_SLICE ((size_t)256 << 10)

void rate_add(struct rate *rate, int64_t received, uint64_t calls)
{
    if (received < 0) {
        return;
    }
    int64_t step = received / RATE_STEP;
    size_t slot = (size_t)(step % RATE_STEPS);
    if (rate->steps[slot] != step) {
        rate->steps[slot] = step;
        rate->counts[slot] = 0;
    }
    rate->counts[slot] += (uint32_t)calls;
}

uint64_t rate_now(const struct rate *rate, int64_t now)
{
    int64_t step = now / RATE_STEP;
    uint64_t calls = 0;
    for (int i = 0; i < RATE_STEPS; i++) {
        bool counts = rate->steps[i] > step - RATE_WINDOW && rate->steps[i] <= step;
        calls += counts ? rate->counts[i] : 0;
    }
    uint64_t window = RATE_WINDOW * RATE_STEP;
    return (calls * (uint64_t)CLOCK_S + window - 1) / window;
}

static void take(struct app *app, enum journal_next next, const struct capture *capture)
{
    struct world *world = app->options.world;
    app->busy = true;
    if (next == JOURNAL_CAPTURE) {
        uint64_t before = world->calls + world->refused;
        world_feed(world, capture);
        app->position = capture->offset;
        rate_add(&app->rate, capture->received, world->calls + world->refused - before);
    } else if (next == JOURNAL_BAD) {
        world->bad_lines++;
        world->generation++;
    } else {
        world->lost += capture->seq;
        world->generation++;
    }
}

/* `until`: read from the clock before the journal said that there is nothing more. */
static void reached_end(struct app *app, int64_t until)
{
    if (app->options.wake != NULL) {
        world_settle(app->options.world, until - SETTLE_SLACK);
        return;
    }
    world_finish(app->options.world);
    app->ended = true;
    app->dirty = true;
}

static bool intake(struct app *app, int64_t budget)
{
    struct capture capture;
    int64_t start = clock_now(app->options.clock);
    for (int64_t now = start; budget < 0 || now - start <= budget; now = clock_now(app->options.clock)) {
        enum journal_next next = journal_next(app->intake, &capture);
        if (next == JOURNAL_END) {
            reached_end(app, now);
            return true;
        }
        take(app, next, &capture);
    }
    return false;
}

bool app_intake(struct app *app, int64_t budget)
{
    if (app->ended) {
        app->busy = false;
        return true;
    }
    app->busy = false;
    bool end = intake(app, budget);
    if (app->busy && app->options.progress != NULL) {
        app->options.progress(app->options.progress_to, app->options.world);
    }
    app->searching = search_active(&app->search);
    return end;
}

void app_search(struct app *app, int64_t budget)
{
    int64_t start = clock_now(app->options.clock);
    while (app->searching) {
        app->searching = !search_step(&app->search, app->scanner, SEARCH_SLICE);
        if (budget >= 0 && clock_now(app->options.clock) - start > budget) {
            break;
        }
    }
}

bool app_filter(struct app *app, const char *text, struct err *err)
{
    if (!search_set(&app->search, text)) {
        return err_set(err, "column %u: %s", app->search.error.column, app->search.error.text);
    }
    app->searching = search_active(&app->search);
    app_search(app, -1);
    app->dirty = true;
    return true;
}
