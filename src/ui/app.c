#include "app.h"

#include <assert.h>
#include <stdlib.h>

#include "app_private.h"
#include "base/xalloc.h"

#define FLOWS_BUDGET (2 * CLOCK_MS)
#define MATCHED_BUDGET (3 * CLOCK_MS)
#define MATCHED_STEP 2000u /* calls */

uint64_t app_first(const struct app *app)
{
    const struct world *world = app->options.world;
    return world->store.first > world->cleared ? world->store.first : world->cleared;
}

struct view_env app_env(const struct app *app)
{
    return (struct view_env){
        .world = app->options.world,
        .reader = app->calls,
        .search = &app->search,
        .matched = &app->matched,
        .url = app->options.url,
        .tls_url = app->options.tls_url,
        .name = journal_name(app->options.journal),
        .paused = app->paused,
        .frozen = app->frozen,
        .frozen_request = app->frozen_request,
    };
}

const struct view_ops *app_view(const struct app *app)
{
    return app->options.views[app->active];
}

static struct rect take_row(struct rect *rest, bool wanted)
{
    struct rect row = {rest->x, rest->y, rest->w, wanted && rest->h > 0};
    rest->y += row.h;
    rest->h -= row.h;
    return row;
}

/* In a low window the calls are worth more than the bars around them. */
struct layout app_layout(const struct app *app, int w, int h)
{
    struct layout layout;
    struct rect rest = {0, 0, w, h};
    bool footer = h >= 4 || (app->asking != ASKING_NOTHING && h >= 1);
    bool hint = app_prompt_has_hint(app) && h >= 3;
    layout.footer = (struct rect){0, h - footer, w, footer};
    layout.prompt = (struct rect){0, h - footer - hint, w, hint};
    bool caption = app->options.guest != NULL && h >= 8;
    layout.caption = (struct rect){0, h - footer - hint - caption, w, caption};
    rest.h -= footer + hint + caption;
    layout.bar = take_row(&rest, h >= 3);
    layout.tabs = take_row(&rest, h >= 6);
    layout.banner = take_row(&rest, h >= 4 && (app->state.failing || app->outside_problem));
    layout.view = rest;
    return layout;
}

struct rect app_view_area(const struct app *app)
{
    return app_layout(app, app->canvas.w, app->canvas.h).view;
}

void app_sync_view(struct app *app, size_t number)
{
    struct view_env env = app_env(app);
    struct rect area = app_view_area(app);
    int w = area.w > 1 ? area.w : 1, h = area.h > 1 ? area.h : 1;
    app->options.views[number]->sync(app->views[number], &env, w, h);
}

struct app *app_new(const struct app_options *options)
{
    struct app *app = xcalloc(1, sizeof *app);
    int w, h;
    assert(options->view_count > 0);
    app->options = *options;
    app->came_from = NO_VIEW;
    app->views = xcalloc(options->view_count, sizeof *app->views);
    for (size_t i = 0; i < options->view_count; i++) {
        app->views[i] = options->views[i]->open();
    }
    app->intake = journal_reader_new(options->journal);
    app->calls = journal_reader_new(options->journal);
    app->scanner = journal_reader_new(options->journal);
    search_init(&app->search, options->world, options->saved);
    matched_init(&app->matched);
    search_set(&app->search, options->filter == NULL ? "" : options->filter);
    prompt_init(&app->prompt);
    app->wrong_at = SIZE_MAX;
    app->read_since = clock_now(options->clock);
    app->notice = journal_notice(options->journal)[0] != '\0';
    app->dirty = true;
    options->screen->ops->size(options->screen, &w, &h);
    canvas_init(&app->canvas, w, h, options->screen->ascii);
    app_sync_view(app, app->active); /* a command may come before the first frame */
    return app;
}

void app_free(struct app *app)
{
    for (size_t i = 0; i < app->options.view_count; i++) {
        app->options.views[i]->close(app->views[i]);
    }
    free(app->views);
    journal_reader_free(app->intake);
    journal_reader_free(app->calls);
    journal_reader_free(app->scanner);
    matched_done(&app->matched);
    search_done(&app->search);
    prompt_done(&app->prompt);
    candidates_begin(&app->candidates, 0, 0);
    for (int i = 0; i < ASKINGS; i++) {
        recall_done(&app->histories[i]);
    }
    client_free(app->client);
    canvas_done(&app->canvas);
    free(app);
}

const struct canvas *app_canvas(const struct app *app)
{
    return &app->canvas;
}

/* ---- drawing ---- */

static void draw_view(struct app *app, struct rect area)
{
    struct view_env env = app_env(app);
    app_sync_view(app, app->active);
    if (area.w < 1 || area.h < 1) {
        return;
    }
    if (app->asking == ASKING_HELP) {
        app_draw_help(app, area);
    } else {
        app_view(app)->draw(app->views[app->active], &env, &app->canvas, area);
    }
}

static bool counts_matched(const struct app *app)
{
    return app_view(app)->matched && search_active(&app->search);
}

static bool is_unfinished(const struct app *app)
{
    struct view_env env = app_env(app);
    const struct view_ops *view = app_view(app);
    bool counting = counts_matched(app) && search_complete(&app->search) && !matched_complete(&app->matched, &app->search);
    return counting || !flows_current(app->options.world->flows) ||
           (view->unfinished != NULL && view->unfinished(app->views[app->active], &env));
}

/* When to stop with what the next frames can do as well; a frame that somebody waits for leaves it to them. */
static int64_t deadline_of(const struct app *app, int64_t budget)
{
    return clock_now(app->options.clock) + (app->awaited ? 0 : budget);
}

static void refresh_flows(struct app *app)
{
    int64_t until = deadline_of(app, FLOWS_BUDGET);
    while (!flows_refresh_some(app->options.world->flows) && clock_now(app->options.clock) < until) {
    }
}

static void count_matched(struct app *app)
{
    int64_t until = deadline_of(app, MATCHED_BUDGET);
    while (counts_matched(app) && !matched_step(&app->matched, &app->search, MATCHED_STEP) && clock_now(app->options.clock) < until) {
    }
}

void app_draw(struct app *app)
{
    struct screen *screen = app->options.screen;
    int w, h;
    app->drawn_at = clock_now(app->options.clock);
    screen->ops->size(screen, &w, &h);
    if (w != app->canvas.w || h != app->canvas.h) {
        canvas_resize(&app->canvas, w, h);
    } else {
        canvas_clear(&app->canvas);
    }
    journal_state(app->options.journal, &app->state);
    refresh_flows(app);
    count_matched(app);
    struct layout layout = app_layout(app, app->canvas.w, app->canvas.h);
    app->hit_count = 0;
    draw_view(app, layout.view);
    app_draw_bar(app, layout.bar);
    app_draw_tabs(app, layout.tabs);
    app_draw_banner(app, layout.banner);
    app_draw_caption(app, layout.caption);
    app_draw_candidates(app, layout.view);
    app_tell_idle(app);
    app_draw_prompt(app, layout.prompt.h > 0 ? layout.prompt : layout.footer);
    if (layout.prompt.h > 0) {
        app_draw_hint(app, layout.footer);
    } else {
        app_draw_footer(app, layout.footer);
    }
    screen->ops->show(screen, &app->canvas, &app->options.theme);
    app->dirty = is_unfinished(app);
    app->drawn_world = app->options.world->generation;
    app->drawn_search = app->search.generation;
}
