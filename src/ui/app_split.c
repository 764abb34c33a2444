/* The lines between panes, moved by keys and by mouse. */
#include "app_private.h"

#define COLUMNS_A_KEY 2

static size_t splits_of(struct app *app, struct split *out[VIEW_SPLITS_MAX])
{
    const struct view_ops *view = app_view(app);
    return view->splits == NULL ? 0 : view->splits(app->views[app->active], out);
}

/* A line at the focused pane: of this direction, the last one where there are two; NULL when there is none. */
static struct split *split_at_focus(struct app *app, bool across)
{
    struct split *splits[VIEW_SPLITS_MAX], *found = NULL;
    size_t count = splits_of(app, splits);
    for (size_t i = 0; i < count; i++) {
        bool here = split_is_shown(splits[i]) && splits[i]->focus != SPLIT_NEITHER;
        found = here && splits[i]->across == across ? splits[i] : found;
    }
    return found;
}

static bool move(struct app *app, enum command command)
{
    struct split *beside = split_at_focus(app, false), *across = split_at_focus(app, true);
    struct split *split = command == COMMAND_LINE_LEFT || command == COMMAND_LINE_RIGHT ? beside
                          : across != NULL                                              ? across
                                                                                        : beside;
    if (split == NULL) {
        app->news = "no line is beside this pane";
        app->idle = true;
        return false;
    }
    int by = split->across ? 1 : COLUMNS_A_KEY;
    bool first = split->focus == SPLIT_FIRST;
    bool back = command == COMMAND_LINE_LEFT || (command == COMMAND_SHRINK && first) || (command == COMMAND_GROW && !first);
    return split_move(split, back ? -by : by);
}

bool app_split_command(struct app *app, enum command command)
{
    bool ours = command == COMMAND_LINE_LEFT || command == COMMAND_LINE_RIGHT || command == COMMAND_GROW ||
                command == COMMAND_SHRINK;
    if (ours && move(app, command)) {
        app_sync_view(app, app->active);
    }
    return ours;
}

bool app_split_mouse(struct app *app, const struct mouse *mouse)
{
    struct rect area = app_view_area(app);
    struct mouse inside = {mouse->kind, mouse->x - area.x, mouse->y - area.y};
    struct split *splits[VIEW_SPLITS_MAX];
    size_t count = splits_of(app, splits);
    if (mouse->kind == MOUSE_DRAG && app->dragged != NULL) {
        split_drag(app->dragged, &inside);
        app_sync_view(app, app->active);
        return true;
    }
    app->dragged = NULL;
    for (size_t i = 0; mouse->kind == MOUSE_CLICK && i < count && app->dragged == NULL; i++) {
        app->dragged = split_is_hit(splits[i], &inside) ? splits[i] : NULL;
    }
    return app->dragged != NULL || mouse->kind == MOUSE_DRAG || mouse->kind == MOUSE_RELEASE;
}
