/* The mouse: tabs, the footer's keys, and what a view makes of it. */
#include "app_private.h"

void app_mark(struct app *app, struct rect at, enum command command)
{
    if (app->hit_count < HITS_MAX && at.w > 0 && command != COMMAND_NONE) {
        app->hits[app->hit_count++] = (struct hit){at, command};
    }
}

static enum command hit_by(const struct app *app, const struct mouse *mouse)
{
    for (size_t i = 0; i < app->hit_count; i++) {
        if (mouse_in(mouse, app->hits[i].at)) {
            return app->hits[i].command;
        }
    }
    return COMMAND_NONE;
}

/* A view that knows of no mouse is scrolled by its wheel. */
static void scroll_view(struct app *app, const struct mouse *mouse)
{
    enum command command = mouse->kind == MOUSE_WHEEL_UP ? COMMAND_UP : COMMAND_DOWN;
    for (int i = 0; mouse_is_wheel(mouse) && i < MOUSE_WHEEL_ROWS; i++) {
        app_to_view(app, command);
    }
}

/* The second click opens what the first one has selected. */
static void to_view(struct app *app, const struct mouse *mouse)
{
    struct rect area = app_view_area(app);
    struct view_env env = app_env(app);
    if (!mouse_in(mouse, area)) {
        return;
    }
    if (mouse->kind == MOUSE_DOUBLE) {
        app_ask(app, COMMAND_OPEN);
        app_to_view(app, COMMAND_OPEN);
    } else if (app_view(app)->mouse == NULL) {
        scroll_view(app, mouse);
    } else {
        struct mouse inside = {mouse->kind, mouse->x - area.x, mouse->y - area.y};
        app_react(app, app_view(app)->mouse(app->views[app->active], &env, &inside), COMMAND_NONE);
    }
}

/* A click beside the prompt leaves it: a filter holds as it was typed, what was typed elsewhere does not count. */
static void leave_prompt(struct app *app)
{
    bool filters = app->asking == ASKING_FILTER || app->asking == ASKING_FIND;
    app_key(app, filters ? '\r' : 0x1B);
}

static void scroll_help(struct app *app, const struct mouse *mouse)
{
    for (int i = 0; i < MOUSE_WHEEL_ROWS; i++) {
        app_help_scroll(app, mouse->kind == MOUSE_WHEEL_UP ? KEY_CODE_UP : KEY_CODE_DOWN);
    }
}

/* What lies over the view takes the mouse first. */
static bool taken_by_prompt(struct app *app, const struct mouse *mouse)
{
    if (app_prompt_click(app, mouse)) {
        return true;
    }
    if (app->asking == ASKING_HELP && mouse_is_wheel(mouse)) {
        scroll_help(app, mouse);
        return true;
    }
    if (app->asking == ASKING_HELP) {
        leave_prompt(app);
        return true;
    }
    return false;
}

bool app_mouse(struct app *app, const struct mouse *mouse)
{
    bool press = mouse->kind == MOUSE_CLICK || mouse->kind == MOUSE_DOUBLE;
    app->dirty = true;
    if (!press && !mouse_is_wheel(mouse)) {
        app_split_mouse(app, mouse);
        return true;
    }
    app_quiet(app);
    if (taken_by_prompt(app, mouse)) {
        return !app->leaving;
    }
    if (app_split_mouse(app, mouse)) {
        return true;
    }
    enum command command = hit_by(app, mouse);
    if (app->asking != ASKING_NOTHING && press) {
        leave_prompt(app);
    }
    if (command == COMMAND_NONE) {
        to_view(app, mouse);
        return true;
    }
    return !press || app_command(app, command);
}
