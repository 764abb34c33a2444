#include "app.h"

#include <assert.h>
#include <stdlib.h>

#include "app_private.h"
#include "base/xalloc.h"

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
    bool footer = h >= 4 || (app->prompting && h >= 1);
    bool hint = app->faulting && h >= 3;
    layout.footer = (struct rect){0, h - footer, w, footer};
    layout.hint = (struct rect){0, h - footer - hint, w, hint};
    rest.h -= footer + hint;
    layout.bar = take_row(&rest, h >= 3);
    layout.tabs = take_row(&rest, h >= 6);
    layout.banner = take_row(&rest, h >= 4 && (app->state.failing || app->outside_problem));
    layout.view = rest;
    return layout;
}

static struct rect view_area(const struct app *app)
{
    return app_layout(app, app->canvas.w, app->canvas.h).view;
}

static void *sync_view(struct app *app, size_t number, struct rect area)
{
    struct view_env env = app_env(app);
    int w = area.w > 1 ? area.w : 1, h = area.h > 1 ? area.h : 1;
    app->options.views[number]->sync(app->views[number], &env, w, h);
    return app->views[number];
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
    search_init(&app->search);
    prompt_init(&app->prompt);
    app->notice = journal_notice(options->journal)[0] != '\0';
    app->dirty = true;
    options->screen->ops->size(options->screen, &w, &h);
    canvas_init(&app->canvas, w, h, options->screen->ascii);
    sync_view(app, app->active, view_area(app)); /* a command may come before the first frame */
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
    search_done(&app->search);
    prompt_done(&app->prompt);
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
    void *view = sync_view(app, app->active, area);
    struct view_env env = app_env(app);
    if (area.w < 1 || area.h < 1) {
        return;
    }
    if (app->help) {
        app_draw_help(app, area);
    } else {
        app->options.views[app->active]->draw(view, &env, &app->canvas, area);
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
    struct layout layout = app_layout(app, app->canvas.w, app->canvas.h);
    draw_view(app, layout.view);
    app_draw_bar(app, layout.bar);
    app_draw_tabs(app, layout.tabs);
    app_draw_banner(app, layout.banner);
    app_draw_fault_hint(app, layout.hint);
    app_draw_footer(app, layout.footer);
    screen->ops->show(screen, &app->canvas, &app->options.theme);
    app->dirty = false;
    app->drawn_world = app->options.world->generation;
    app->drawn_search = app->search.generation;
}

/* ---- commands ---- */

static void show_view(struct app *app, size_t number)
{
    if (number < app->options.view_count) {
        app->active = number;
        app->came_from = NO_VIEW;
        sync_view(app, number, view_area(app));
    }
}

static void show_numbered(struct app *app, size_t number)
{
    if (number < app->options.view_count && app->options.views[number]->aside == COMMAND_NONE) {
        show_view(app, number);
    }
}

static void end_filter(struct app *app)
{
    search_set(&app->search, app->options.world, "");
    app->searching = false;
}

/* A paused stream shows what there is by now. */
static void freeze(struct app *app)
{
    app->frozen = app->options.world->store.next;
    app->frozen_request = app->options.world->requests.next;
}

static void jump(struct app *app, uint64_t id)
{
    const struct view_ops *const *views = app->options.views;
    size_t target = 0, from = app->active;
    while (target < app->options.view_count && views[target]->jump == NULL) {
        target++;
    }
    if (target == app->options.view_count) {
        return;
    }
    const struct idlist *matches = &app->search.matches;
    size_t found = idlist_find(matches, id);
    if (search_active(&app->search) && (found == idlist_count(matches) || idlist_at(matches, found) != id)) {
        end_filter(app); /* it would hide what was asked for */
    }
    if (app->paused && id >= app->frozen) {
        freeze(app);
    }
    show_view(app, target);
    struct view_env env = app_env(app);
    views[target]->jump(app->views[target], &env, id);
    app->came_from = from != target ? from : NO_VIEW;
}

static void go_back(struct app *app)
{
    if (app->came_from != NO_VIEW) {
        show_view(app, app->came_from);
    } else {
        end_filter(app);
    }
}

/* Shows the view aside that `command` means, or leaves it. False when it means none. */
static bool show_aside(struct app *app, enum command command)
{
    size_t from = app->active, number = 0;
    while (number < app->options.view_count && app->options.views[number]->aside != command) {
        number++;
    }
    if (number == app->options.view_count) {
        return false;
    }
    if (number == from) {
        go_back(app);
    } else {
        show_view(app, number);
        app->came_from = from;
    }
    return true;
}

/* What is aside is left by q, and what holds or clears the stream does nothing while the stream is out of sight. */
static bool acts_aside(struct app *app, enum command command)
{
    if (app_view(app)->aside == COMMAND_NONE) {
        return false;
    }
    if (command == COMMAND_QUIT) {
        go_back(app);
    }
    return command == COMMAND_QUIT || command == COMMAND_PAUSE || command == COMMAND_CLEAR;
}

static void to_view(struct app *app, enum command command)
{
    struct view_env env = app_env(app);
    struct reaction reaction =
        app->options.views[app->active]->command(app->views[app->active], &env, command);
    if (reaction.kind == REACTION_JUMP) {
        jump(app, reaction.id);
    } else if (reaction.kind == REACTION_IGNORED && command == COMMAND_BACK) {
        go_back(app);
    }
}

static void pause_stream(struct app *app)
{
    app->paused = !app->paused;
    freeze(app);
}

bool app_command(struct app *app, enum command command)
{
    app->dirty = true;
    app->notice = false;
    app->news = NULL;
    if (app->help && command != COMMAND_QUIT) {
        app->help = false;
        return true;
    }
    if (acts_aside(app, command)) {
        return true;
    }
    switch (command) {
    case COMMAND_QUIT:
        return false;
    case COMMAND_VIEW_1:
    case COMMAND_VIEW_2:
    case COMMAND_VIEW_3:
    case COMMAND_VIEW_4:
    case COMMAND_VIEW_5:
        show_numbered(app, (size_t)(command - COMMAND_VIEW_1));
        break;
    case COMMAND_PAUSE:
        pause_stream(app);
        break;
    case COMMAND_FILTER:
        app->prompting = true;
        prompt_set(&app->prompt, app_view(app)->find == NULL ? app->search.needle.data : "");
        break;
    case COMMAND_FAULT:
        app_ask_faults(app);
        break;
    case COMMAND_CLEAR:
        world_clear(app->options.world);
        freeze(app);
        app->searching = search_active(&app->search);
        break;
    case COMMAND_HELP:
        app->help = true;
        break;
    case COMMAND_REDRAW:
        app->options.screen->ops->spoil(app->options.screen);
        break;
    default:
        if (!show_aside(app, command)) {
            to_view(app, command);
        }
    }
    return true;
}

/* The prompt's text goes to the view that takes it, else to the filter of calls. */
static void prompt_says(struct app *app, const char *text)
{
    if (app_view(app)->find != NULL) {
        app_view(app)->find(app->views[app->active], text);
        return;
    }
    search_set(&app->search, app->options.world, text);
    app->searching = search_active(&app->search);
}

static void prompt_typed(struct app *app, uint32_t key)
{
    switch (prompt_key(&app->prompt, key)) {
    case PROMPT_CHANGED:
        prompt_says(app, app->prompt.text.data);
        break;
    case PROMPT_CANCEL:
        prompt_says(app, "");
        app->prompting = false;
        break;
    case PROMPT_KEEP:
        app->prompting = false;
        break;
    case PROMPT_MOVED:
    case PROMPT_IGNORED:
        break;
    }
}

bool app_key(struct app *app, uint32_t key)
{
    app->dirty = true;
    if (key == KEY_CODE_RESIZE) {
        return true;
    }
    if (app->prompting) {
        app->faulting ? app_type_fault(app, key) : prompt_typed(app, key);
        return true;
    }
    if (app->help) { /* any key closes it and does nothing else */
        app->help = false;
        return true;
    }
    app->notice = false;
    app->news = NULL;
    enum command command = keymap_command(key);
    return command == COMMAND_NONE || app_command(app, command);
}
