/* What commands and keys do. */
#include "app_private.h"

#include <stdio.h>
#include <string.h>

/* ---- from view to view ---- */

void app_show_view(struct app *app, size_t number)
{
    if (number < app->options.view_count) {
        app->active = number;
        app->dragged = NULL;
        app->came_from = NO_VIEW;
        app_sync_view(app, number);
    }
}

static void show_numbered(struct app *app, size_t number)
{
    if (number < app->options.view_count && app->options.views[number]->aside == COMMAND_NONE) {
        app_show_view(app, number);
    } else {
        app->news = "no view has this number";
    }
}

static void end_filter(struct app *app)
{
    search_set(&app->search, "");
    app->searching = false;
}

/* A paused stream shows what there is by now. */
static void freeze(struct app *app)
{
    app->frozen = app->options.world->store.next;
    app->frozen_request = app->options.world->requests.next;
}

static size_t view_of(const struct app *app, enum view_target target)
{
    const struct view_ops *const *views = app->options.views;
    size_t number = 0;
    while (number < app->options.view_count && (views[number]->jump == NULL || views[number]->shows != target)) {
        number++;
    }
    return number;
}

/* What would hide the call that was asked for gives way. */
static void uncover(struct app *app, uint64_t id)
{
    if (search_active(&app->search) && !idlist_has(&app->search.matches, id)) {
        end_filter(app);
    }
    if (app->paused && id >= app->frozen) {
        freeze(app);
    }
}

static void jump(struct app *app, enum view_target target, uint64_t id)
{
    size_t to = view_of(app, target), from = app->active;
    if (to == app->options.view_count) {
        return;
    }
    if (target == VIEW_OF_CALLS) {
        uncover(app, id);
    }
    app_show_view(app, to);
    struct view_env env = app_env(app);
    app->options.views[to]->jump(app->views[to], &env, id);
    app->came_from = from != to ? from : NO_VIEW;
}

static void go_back(struct app *app)
{
    if (app->came_from != NO_VIEW) {
        app_show_view(app, app->came_from);
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
        app_show_view(app, number);
        app->came_from = from;
    }
    return true;
}

/* What is aside is left by q, and what holds or clears the stream does nothing while the stream is out of sight. */
static bool acts_aside(struct app *app, enum command command)
{
    bool streams = command == COMMAND_PAUSE || command == COMMAND_CLEAR || command == COMMAND_WRONG;
    if (app_view(app)->aside == COMMAND_NONE || (!streams && command != COMMAND_QUIT)) {
        return false;
    }
    if (streams) {
        app->news = command_row(COMMAND_PAUSE)->idle;
    } else {
        go_back(app);
    }
    return true;
}

/* ---- what changes nothing says so ---- */

/* What is between bar and footer, which change by themselves. */
static uint64_t seen_now(const struct app *app)
{
    struct layout layout = app_layout(app, app->canvas.w, app->canvas.h);
    int top = layout.bar.y + layout.bar.h;
    return canvas_hash(&app->canvas, (struct rect){0, top, app->canvas.w, layout.view.y + layout.view.h + layout.caption.h - top});
}

void app_ask(struct app *app, enum command command)
{
    app->asked = command;
    app->seen = seen_now(app); /* the canvas still holds the last frame */
}

void app_tell_idle(struct app *app)
{
    const char *idle = command_row(app->asked)->idle;
    if (app->asked != COMMAND_NONE && app->news == NULL && idle[0] != '\0' && app->asking == ASKING_NOTHING &&
        app->seen == seen_now(app)) {
        app->news = idle;
        app->idle = true;
    }
    app->asked = COMMAND_NONE;
}

/* ---- commands ---- */

void app_react(struct app *app, struct reaction reaction, enum command command)
{
    if (reaction.say != NULL) {
        app->news = reaction.say;
        app->idle = true;
    }
    if (reaction.kind == REACTION_JUMP) {
        jump(app, VIEW_OF_CALLS, reaction.id);
    } else if (reaction.kind == REACTION_TO) {
        jump(app, reaction.to, reaction.id);
    } else if (reaction.kind == REACTION_IGNORED && command == COMMAND_BACK) {
        go_back(app);
    }
}

void app_to_view(struct app *app, enum command command)
{
    struct view_env env = app_env(app);
    app_react(app, app_view(app)->command(app->views[app->active], &env, command), command);
}

static void pause_stream(struct app *app)
{
    app->paused = !app->paused;
    freeze(app);
}

static void clear(struct app *app)
{
    world_clear(app->options.world);
    freeze(app);
    app->searching = search_active(&app->search);
}

static void ask_filter(struct app *app)
{
    bool finds = app_view(app)->find != NULL;
    app_prompt_open(app, finds ? ASKING_FIND : ASKING_FILTER, finds ? "" : app->search.text.data);
}

/* The filter for what is wrong, alone or behind another one in parentheses; taken away where it is there. */
static void filter_wrong(struct app *app)
{
    static const char wrong[] = "severity>=note";
    const char *text = app->search.text.data;
    size_t n = strlen(text), tail = sizeof wrong - 1;
    char other[FILTER_MAX_TEXT + 1];
    if (!search_active(&app->search)) {
        snprintf(other, sizeof other, "%s", wrong);
    } else if (strcmp(text, wrong) == 0) {
        other[0] = '\0';
    } else if (text[0] == '(' && n > tail + 3 && strcmp(text + n - tail - 2, ") severity>=note") == 0) {
        snprintf(other, sizeof other, "%.*s", (int)(n - tail - 3), text + 1);
    } else {
        snprintf(other, sizeof other, "(%s) %s", text, wrong);
    }
    if (!search_set(&app->search, other)) {
        app->news = "the filter there is takes no more";
    }
    app->searching = search_active(&app->search);
}

static void redraw(struct app *app)
{
    app->options.screen->ops->spoil(app->options.screen);
}

/* By its name alone: what it takes is asked for. */
static void ask_argument(struct app *app, enum command command)
{
    char text[KEY_NAME_SIZE + 2];
    snprintf(text, sizeof text, "%s ", command_row(command)->name);
    app_ask_command(app);
    app_prompt_paste(app, text, strlen(text));
}

static void ask_view(struct app *app)
{
    ask_argument(app, COMMAND_VIEW);
}

static void ask_theme(struct app *app)
{
    ask_argument(app, COMMAND_THEME);
}

static void ask_mouse(struct app *app)
{
    ask_argument(app, COMMAND_MOUSE);
}

/* Whether there is a call at all is said before anything is asked. */
static void ask_about_call(struct app *app, enum command command)
{
    struct app_call found;
    app_call_init(&found);
    bool there = command != COMMAND_RESEND || app->options.url != NULL || err_set(&app->said, "%s", APP_NO_SINK);
    if (there && app_find_call(app, &found, &app->said)) {
        ask_argument(app, command);
    } else {
        app->news = app->said.text;
        app->idle = true;
    }
    app_call_done(&found);
}

static void ask_copy(struct app *app)
{
    ask_about_call(app, COMMAND_COPY);
}

static void ask_resend(struct app *app)
{
    ask_about_call(app, COMMAND_RESEND);
}

/* What is the app's own; all else is for the view. */
static const struct {
    enum command command;
    void (*run)(struct app *app);
} own[] = {
    {COMMAND_PAUSE, pause_stream}, {COMMAND_FILTER, ask_filter}, {COMMAND_FAULT, app_ask_faults},
    {COMMAND_CLEAR, clear},        {COMMAND_VIEW, ask_view},     {COMMAND_THEME, ask_theme},
    {COMMAND_COPY, ask_copy},      {COMMAND_RESEND, ask_resend},
    {COMMAND_HELP, app_open_help}, {COMMAND_REDRAW, redraw},     {COMMAND_PALETTE, app_ask_command},
    {COMMAND_MOUSE, ask_mouse},    {COMMAND_WRONG, filter_wrong},
};

static bool run_own(struct app *app, enum command command)
{
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        if (own[i].command == command) {
            own[i].run(app);
            return true;
        }
    }
    return false;
}

void app_quiet(struct app *app)
{
    app->notice = app->idle = false;
    app->news = NULL;
}

bool app_command(struct app *app, enum command command)
{
    app->dirty = true;
    app_quiet(app);
    bool asking = app->asking != ASKING_NOTHING;
    app_prompt_leave(app);
    if (asking && command == COMMAND_BACK) {
        return true;
    }
    if (acts_aside(app, command)) {
        return true;
    }
    if (command == COMMAND_QUIT) {
        return false;
    }
    app_ask(app, command);
    if (command >= COMMAND_VIEW_1 && command <= COMMAND_VIEW_9) {
        show_numbered(app, (size_t)(command - COMMAND_VIEW_1));
    } else if (!run_own(app, command) && !app_split_command(app, command) && !app_guest_command(app, command) &&
               !show_aside(app, command)) {
        app_to_view(app, command);
    }
    return true;
}

/* ---- keys ---- */

bool app_key(struct app *app, uint32_t key)
{
    app->dirty = true;
    if (key == KEY_CODE_RESIZE) {
        return true;
    }
    if (app->asking != ASKING_NOTHING) {
        app_prompt_key(app, key);
        return !app->leaving;
    }
    app_quiet(app);
    enum command command = keymap_command(key);
    if (command == COMMAND_NONE) {
        app->news = "this key means nothing; ? lists those that do";
        app->idle = true;
        return true;
    }
    return app_command(app, command);
}

void app_paste(struct app *app, const char *text, size_t length)
{
    app->dirty = true;
    if (app->asking == ASKING_NOTHING) {
        app_quiet(app);
        app->news = "pasted text was left out: /, : and F take text";
        app->idle = true;
        return;
    }
    app_prompt_paste(app, text, length);
}

bool app_input(struct app *app, const struct input *input)
{
    switch (input->kind) {
    case INPUT_IS_MOUSE:
        return app_mouse(app, &input->mouse);
    case INPUT_IS_PASTE:
        app_paste(app, input->text, input->length);
        return true;
    case INPUT_IS_KEY:
        break;
    }
    return app_key(app, input->key);
}
