#include "live.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "callrow.h"
#include "empty.h"
#include "table.h"

static void *live_open(void)
{
    struct live *live = xcalloc(1, sizeof *live);
    live->focus = LIVE_STREAM;
    live->account = live->filtered_account = live->source = live->filtered_source = LIVE_ALL;
    live->rows.follow = true;
    live->form.columns = CALLCOLS_ALL;
    live_init_splits(live);
    callpane_init(&live->call);
    return live;
}

static void live_close(void *view)
{
    struct live *live = view;
    callpane_done(&live->call);
    idlist_done(&live->filtered);
    idlist_done(&live->opened);
    idlist_done(&live->marks);
    free(live->refused);
    free(live);
}

/* A list at the side keeps its selection when new rows come; they are by first appearance, so only the last one, which
 * stands for number 0, moves. */
static void sync_side(struct list *list, size_t rows, bool at_end, int height)
{
    list_set_count(list, rows);
    if (at_end) {
        list_select(list, list->count - 1);
    }
    list_fit(list, height > 1 ? (size_t)height - 1 : 1);
}

static void live_sync(void *view, const struct view_env *env, int w, int h)
{
    struct live *live = view;
    live_lay_out(live, w, h);
    sync_side(&live->accounts, live_account_rows(env->world), live->account == 0, live->layout.side.h);
    sync_side(&live->sources, live_source_rows(env->world), live->source == 0, live->layout.side.h);
    live_sync_stream(live, env);
    live_sync_rows(live, env);
    live_sync_refused(live, env);
    live->call.focused = live->focus == LIVE_CALL;
    callpane_sync(&live->call, env, live->selected, live->layout.call);
}

static struct rect inside(struct rect area, struct rect part)
{
    return (struct rect){area.x + part.x, area.y + part.y, part.w, part.h};
}

static void draw_lines(const struct live *live, struct canvas *canvas, struct rect area)
{
    for (int i = 0; i < LIVE_SPLITS; i++) {
        const struct split *split = &live->splits[i];
        if (split->across) {
            canvas_hline(canvas, inside(area, split->line), live->focus == LIVE_CALL ? ROLE_ACCENT : ROLE_LINE);
        } else {
            canvas_vline(canvas, inside(area, split->line), ROLE_LINE);
        }
    }
}

/* A pane without calls says why. */
static void draw_nothing(const struct live *live, const struct view_env *env, struct canvas *canvas, struct rect area)
{
    bool below = live->layout.stream.h == 0;
    struct rect at = inside(area, below ? live->layout.call : live->layout.stream);
    const char *why = !search_active(env->search)     ? "No calls here."
                      : search_complete(env->search) ? "No call matches the filter."
                                                      : "Nothing found so far; older calls are looked through.";
    pen_paragraph(canvas, at, ROLE_DIM, why);
}

static void live_draw(const void *view, const struct view_env *env, struct canvas *canvas, struct rect area)
{
    const struct live *live = view;
    if (empty_shown(env)) {
        empty_draw(canvas, area, env);
        return;
    }
    draw_lines(live, canvas, area);
    if (live->layout.side.w > 0) {
        void (*draw)(const struct live *, const struct view_env *, struct canvas *, struct rect) =
            live->by_source ? live_draw_sources : live_draw_accounts;
        draw(live, env, canvas, inside(area, live->layout.side));
    }
    if (live->layout.head.h > 0) {
        live_draw_head(live, env, canvas, inside(area, live->layout.head));
    }
    live_draw_rows(live, env, canvas, inside(area, live->layout.stream));
    if (live->stream.count == 0) {
        draw_nothing(live, env, canvas, area);
    }
    callpane_draw(&live->call, canvas, inside(area, live->layout.call));
}

static void move_focus(struct live *live, int by)
{
    live->focus = (enum live_pane)(((int)live->focus + by + LIVE_PANES) % LIVE_PANES);
}

/* Left, right, Enter and Esc walk the panes without going round. */
static bool step_focus(struct live *live, int by)
{
    int to = (int)live->focus + by;
    if (to < 0 || to >= LIVE_PANES) {
        return false;
    }
    live->focus = (enum live_pane)to;
    return true;
}

/* Another account or source: its stream is followed from now on. */
static void select_side(struct live *live, const struct view_env *env)
{
    const struct world *world = env->world;
    size_t account = live_account_of_row(world, live->accounts.selected);
    size_t source = live_source_of_row(world, live->sources.selected);
    if (account != live->account || source != live->source) {
        live->account = account;
        live->source = source;
        live->rows.follow = true;
        live_sync_stream(live, env); /* the next key may come before the next frame */
        live_sync_rows(live, env);
    }
}

void live_show_account(struct live *live, const struct view_env *env, size_t account)
{
    live->account = account;
    list_select(&live->accounts, account == LIVE_ALL ? 0 : account == 0 ? live->accounts.count - 1 : account);
    live_sync_stream(live, env);
    live_sync_rows(live, env);
}

static struct list *side_list(struct live *live)
{
    return live->by_source ? &live->sources : &live->accounts;
}

static bool move(struct live *live, const struct view_env *env, enum command command)
{
    if (live->focus == LIVE_CALL) {
        return callpane_command(&live->call, command);
    }
    if (live->focus == LIVE_STREAM) {
        live_sync_stream(live, env);
        return live_move_rows(live, env, command);
    }
    bool moved = list_command(side_list(live), command, false);
    if (moved) {
        select_side(live, env);
    }
    return moved;
}

static void switch_side(struct live *live)
{
    live->by_source = !live->by_source;
    live->focus = LIVE_SIDE;
}

/* What is for the call first: with the focus it takes what it can, and some of it takes from anywhere. */
static bool call_takes(struct live *live, const struct view_env *env, enum command command)
{
    bool anywhere = command == COMMAND_FOLD_ALL || command == COMMAND_DIFF;
    bool here = live->focus == LIVE_CALL && (command == COMMAND_OPEN || command == COMMAND_LEFT || command == COMMAND_RIGHT);
    return !empty_shown(env) && (anywhere || here) && callpane_command(&live->call, command);
}

/* A row that stands for several calls is opened first, and closed first. */
static bool opens_rows(struct live *live, const struct view_env *env, enum command command, struct reaction *reaction)
{
    bool open = command == COMMAND_OPEN || command == COMMAND_RIGHT, close = command == COMMAND_LEFT;
    if (live->focus != LIVE_STREAM || (!open && !close)) {
        return false;
    }
    live_sync_stream(live, env);
    live_sync_rows(live, env);
    bool done = open ? live_unfold(live, env->world) : live_fold(live, env->world);
    *reaction = (struct reaction){.kind = REACTION_DONE};
    return done;
}

static struct reaction live_command(void *view, const struct view_env *env, enum command command)
{
    struct live *live = view;
    bool done = true;
    if (call_takes(live, env, command)) {
        return (struct reaction){.kind = REACTION_DONE};
    }
    struct reaction reaction;
    if (live_jump_command(live, env, command, &reaction) || opens_rows(live, env, command, &reaction)) {
        return reaction;
    }
    switch (command) {
    case COMMAND_NEXT_PANE:
        move_focus(live, 1);
        break;
    case COMMAND_PREVIOUS_PANE:
        move_focus(live, -1);
        break;
    case COMMAND_RIGHT:
    case COMMAND_OPEN:
        done = step_focus(live, 1);
        break;
    case COMMAND_LEFT:
        done = step_focus(live, -1);
        break;
    case COMMAND_SWITCH:
        switch_side(live);
        break;
    case COMMAND_BACK:
        done = live->focus == LIVE_CALL && step_focus(live, -1);
        break;
    default:
        done = move(live, env, command);
        break;
    }
    return (struct reaction){.kind = done ? REACTION_DONE : REACTION_IGNORED};
}

static bool shows_call(const struct live *live, const struct world *world)
{
    const struct message *message = store_get(&world->store, live->call.id);
    return live->focus == LIVE_CALL && message != NULL && message->type != MESSAGE_REFUSED;
}

static const char *live_can(const void *view, const struct view_env *env, enum command command)
{
    const struct live *live = view;
    switch (command) {
    case COMMAND_OPEN:
        return empty_shown(env) ? NULL : live->focus == LIVE_CALL ? callpane_can_open(&live->call) : "";
    case COMMAND_NEXT_PANE:
        return empty_shown(env) ? NULL : "";
    case COMMAND_DIFF:
        return shows_call(live, env->world) ? "diff" : NULL;
    case COMMAND_COPY:
        return shows_call(live, env->world) ? "copy" : NULL;
    case COMMAND_DIFF_WITH:
        return live->focus == LIVE_CALL && live_marked_other(live) ? "with mark" : "";
    case COMMAND_FLOW:
        return live->focus == LIVE_CALL && live->call.flow_count > 0 ? "flow" : "";
    default:
        return "";
    }
}

static void click_side(struct live *live, const struct view_env *env, const struct mouse *mouse)
{
    struct rect side = live->layout.side;
    struct rect rows = {side.x, side.y + 1, side.w, side.h - 1};
    bool heading = mouse->kind == MOUSE_CLICK && mouse->y == side.y;
    if (heading && live_has_sources(live, env->world)) {
        switch_side(live);
    } else if (list_mouse(side_list(live), rows, mouse) && mouse->kind == MOUSE_CLICK) {
        live->focus = LIVE_SIDE;
        select_side(live, env);
    }
}

static void click_stream(struct live *live, const struct view_env *env, const struct mouse *mouse)
{
    live_sync_stream(live, env);
    if (live_mouse_rows(live, env, mouse) && mouse->kind == MOUSE_CLICK) {
        live->focus = LIVE_STREAM;
    }
}

static struct reaction live_mouse(void *view, const struct view_env *env, const struct mouse *mouse)
{
    struct live *live = view;
    if (empty_shown(env)) {
        return (struct reaction){.kind = REACTION_IGNORED};
    }
    if (mouse_in(mouse, live->layout.side)) {
        click_side(live, env, mouse);
    } else if (mouse_in(mouse, live->layout.stream)) {
        click_stream(live, env, mouse);
    } else if (mouse_in(mouse, live->layout.call) && !callpane_wheel(&live->call, mouse)) {
        live->focus = LIVE_CALL;
        callpane_click(&live->call, live->layout.call, mouse);
    }
    return (struct reaction){.kind = REACTION_DONE};
}

/* Shows the call among all calls, so that it is there whatever was selected. */
static void live_jump(void *view, const struct view_env *env, uint64_t id)
{
    struct live *live = view;
    live->account = live->source = LIVE_ALL;
    list_select(&live->accounts, 0);
    list_select(&live->sources, 0);
    live->focus = LIVE_STREAM;
    live_sync_stream(live, env);
    live_select(live, env, id);
}

static uint64_t live_selected(const void *view, const struct view_env *env, struct str *pointer)
{
    const struct live *live = view;
    struct world_call call;
    const struct message *message = empty_shown(env) ? NULL : store_get(&env->world->store, live->selected);
    bool shown = message != NULL && message->type != MESSAGE_REFUSED && live->call.id == live->selected;
    bool at_value = shown && live->focus == LIVE_CALL;
    if (at_value && world_text(env->world, env->reader, live->selected, &call)) {
        callpane_pointer(&live->call, call.text, pointer);
    }
    return message == NULL ? 0 : live->selected;
}

static size_t live_splits(void *view, struct split *out[VIEW_SPLITS_MAX])
{
    struct live *live = view;
    for (int i = 0; i < LIVE_SPLITS; i++) {
        out[i] = &live->splits[i];
    }
    return LIVE_SPLITS;
}

/* Where the call alone is shown: whose it is, and which. */
static void live_trail(const void *view, const struct view_env *env, void (*part)(void *to, const char *text), void *to)
{
    const struct live *live = view;
    const struct world *world = env->world;
    const struct message *message = store_get(&world->store, live->selected);
    if (live->layout.stream.h > 0 || live->layout.call.h == 0 || message == NULL) {
        return;
    }
    if (live->account != LIVE_ALL && live->account != 0) {
        const struct account *account = &world->accounts.items[live->account];
        part(to, strpool_text(world->pool, account->name != STRPOOL_NONE ? account->name : account->id));
    }
    part(to, message->label != STRPOOL_NONE ? strpool_text(world->pool, message->label)
                                            : message_type_name((enum message_type)message->type));
}

static bool live_take(void *state, enum command command, const char *text, struct err *err)
{
    struct live *live = state;
    return command == COMMAND_COLUMNS && callcols_read(text, &live->form.columns, err);
}

static void live_offer(const void *state, enum command command, void (*one)(void *to, const char *text, const char *help), void *to)
{
    const char *help, *names;
    (void)state;
    for (size_t i = 0; command == COMMAND_COLUMNS && (names = callcols_offered(i, &help)) != NULL; i++) {
        one(to, names, help);
    }
}

/* "local folded all": times, rows, columns. */
static void write_shown(const struct live *live, struct str *out)
{
    str_printf(out, "%s %s ", calltime_word(live->form.time), live->unfolded ? "each" : "folded");
    if (live->form.columns == CALLCOLS_ALL) {
        str_puts(out, "all");
    } else {
        callcols_names(live->form.columns, out);
    }
}

static void live_shown(void *state, const char *text, struct str *out)
{
    struct live *live = state;
    char word[16];
    struct err err;
    if (text == NULL) {
        write_shown(live, out);
        return;
    }
    size_t time = strcspn(text, " "), rows = time + strspn(text + time, " ");
    size_t columns = rows + strcspn(text + rows, " ");
    snprintf(word, sizeof word, "%.*s", (int)(time < sizeof word ? time : 0), text);
    live->form.time = calltime_find(word);
    live->unfolded = strncmp(text + rows, "each", columns - rows) == 0 && columns > rows;
    callcols_read(text + columns, &live->form.columns, &err);
}

static const char *live_choice(void *state, const char *name)
{
    static const char *const names[] = {"accounts", "sources"};
    struct live *live = state;
    if (name != NULL) {
        live->by_source = strcmp(name, names[1]) == 0;
    }
    return names[live->by_source];
}

const struct view_ops view_live = {
    .name = "live",
    .title = "Live",
    .about = "Live: calls by account",
    .open = live_open,
    .close = live_close,
    .sync = live_sync,
    .draw = live_draw,
    .command = live_command,
    .jump = live_jump,
    .can = live_can,
    .selected = live_selected,
    .splits = live_splits,
    .choice = live_choice,
    .shown = live_shown,
    .take = live_take,
    .offer = live_offer,
    .trail = live_trail,
    .mouse = live_mouse,
};
