/* The last line: the filter, a notice, or what the keys do. */
#include <string.h>

#include "app_private.h"

#define GAP 3

/* "/ filter", drawn only where all of it fits; a click there is the key. Returns where the next one goes. */
static int draw_key(struct app *app, struct rect at, enum command command, const char *label)
{
    char key[KEY_NAME_SIZE];
    struct canvas *canvas = &app->canvas;
    command_key(command, key);
    int width = canvas_width(canvas, key, strlen(key)) + 1 + canvas_width(canvas, label, strlen(label));
    if (width > at.w) {
        return 0;
    }
    int used = canvas_puts(canvas, at, ROLE_FOOTER_KEY, key) + 1;
    canvas_puts(canvas, (struct rect){at.x + used, at.y, at.w - used, 1}, ROLE_FOOTER, label);
    app_mark(app, (struct rect){at.x, at.y, width, 1}, command);
    return width + GAP;
}

static void draw_filter(struct app *app, struct rect at)
{
    int x = app_draw_filter(app, at);
    draw_key(app, (struct rect){x, at.y, at.x + at.w - x - 1, 1}, COMMAND_BACK, "ends the filter");
}

static bool is_empty(const struct app *app)
{
    const struct world *world = app->options.world;
    return world->calls == 0 && world->refused == 0 && !search_active(&app->search) && app_view(app)->aside == COMMAND_NONE;
}

static const char *guest_word(const struct app *app, enum command command)
{
    const struct app_guest *guest = app->options.guest;
    const char *word = guest == NULL ? NULL : guest->can(guest->to, command);
    return word == NULL ? "" : word;
}

/* What a view has no say in. */
static const char *label_of_own(const struct app *app, enum command command)
{
    bool aside = app_view(app)->aside != COMMAND_NONE, empty = is_empty(app);
    switch (command) {
    case COMMAND_PAUSE:
        return aside || (empty && !app->paused) ? "" : app->paused ? "follow" : command_row(command)->label;
    case COMMAND_CLEAR:
        return aside || empty ? "" : command_row(command)->label;
    case COMMAND_FILTER:
        return empty ? "" : command_row(command)->label;
    case COMMAND_CONNECT:
        return empty && app->options.url != NULL ? "connect an SDK" : "";
    case COMMAND_SCENE_NEXT:
    case COMMAND_SCENE_HOLD:
        return guest_word(app, command);
    case COMMAND_QUIT:
        return aside ? "leave" : command_row(command)->label;
    default:
        return command_row(command)->label;
    }
}

static bool is_of_call(enum command command)
{
    return (command >= COMMAND_FOLD_ALL && command <= COMMAND_RESEND) || command == COMMAND_FLOW;
}

static const char *label_of(const struct app *app, enum command command)
{
    const struct view_ops *view = app_view(app);
    struct view_env env = app_env(app);
    bool of_call = is_of_call(command);
    if (command == COMMAND_BACK) {
        return app_is_below(app) ? "back" : "";
    }
    bool asks = command_row(command)->category == CATEGORY_MOVE || command == COMMAND_SWITCH || of_call;
    if (!asks || view->can == NULL) {
        return label_of_own(app, command);
    }
    const char *word = view->can(app->views[app->active], &env, command);
    return word == NULL ? "" : word[0] != '\0' ? word : command_row(command)->label;
}

/* The ways to all others are kept where not all fit, and what a story is told by. */
static bool is_kept(enum command command)
{
    return command_row(command)->category == CATEGORY_PROGRAM || command == COMMAND_SCENE_NEXT || command == COMMAND_SCENE_HOLD;
}

static int kept_width(const struct app *app)
{
    char key[KEY_NAME_SIZE];
    int width = 0;
    for (int i = COMMAND_NONE + 1; i < COMMANDS; i++) {
        const char *label = label_of(app, (enum command)i);
        if (is_kept((enum command)i) && label[0] != '\0') {
            command_key((enum command)i, key);
            width += (int)(strlen(key) + 1 + strlen(label)) + GAP;
        }
    }
    return width;
}

/* First what is done here and with this call, then what is done with all of them, last the ways to all others. */
enum rank { RANK_HERE, RANK_CALLS, RANK_KEPT, RANKS };

static enum rank rank_of(enum command command)
{
    bool here = command_row(command)->category == CATEGORY_MOVE || is_of_call(command);
    return is_kept(command) ? RANK_KEPT : here ? RANK_HERE : RANK_CALLS;
}

static void draw_rank(struct app *app, struct rect *rest, enum rank rank, int kept)
{
    for (int i = COMMAND_NONE + 1; i < COMMANDS; i++) {
        enum command command = (enum command)i;
        const char *label = rank_of(command) == rank ? label_of(app, command) : "";
        if (label[0] == '\0') {
            continue;
        }
        int room = rank == RANK_KEPT ? rest->w : rest->w - kept - GAP;
        int used = draw_key(app, (struct rect){rest->x, rest->y, room, 1}, command, label);
        if (used == 0 && rank == RANK_CALLS) {
            return; /* the better known go first */
        }
        rest->x += used;
        rest->w -= used;
    }
}

static void draw_keys(struct app *app, struct rect at)
{
    int kept = kept_width(app) - GAP;
    struct rect rest = {at.x + 1, at.y, at.w - 2, 1};
    for (int rank = 0; rank < RANKS; rank++) {
        draw_rank(app, &rest, (enum rank)rank, kept);
    }
}

void app_draw_footer(struct app *app, struct rect at)
{
    struct rect inner = {at.x + 1, at.y, at.w - 1, 1};
    if (at.h < 1 || app->asking != ASKING_NOTHING) {
        return;
    }
    canvas_fill(&app->canvas, at, ROLE_FOOTER);
    if (app->news != NULL) {
        canvas_puts(&app->canvas, inner, app->idle ? ROLE_FOOTER : ROLE_WARNING, app->news);
    } else if (app->notice) {
        canvas_puts(&app->canvas, inner, ROLE_WARNING, journal_notice(app->options.journal));
    } else if (search_active(&app->search) && app_view(app)->find == NULL) {
        draw_filter(app, at);
    } else {
        draw_keys(app, at);
    }
}
