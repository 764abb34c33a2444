#include "requests.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "base/xalloc.h"
#include "callpane_rows.h"
#include "empty.h"
#include "pen.h"
#include "table.h"

#define NARROW 50  /* below this only the focused pane is shown */
#define BESIDE 150 /* from this the request stands beside the list */
#define LIST_LEAST 40
#define ROWS_LEAST 2

enum part { PART_LIST, PART_REQUEST };

/* Where things are drawn, relative to the view's area; a part without room has w or h 0. */
struct requests_layout {
    struct rect titles, list, request;
    bool beside;
};

struct requests_view {
    enum part focus;
    struct list rows;
    struct requests_filter filter;
    const struct idlist *numbers; /* of the rows; NULL: they are a plain range */
    size_t start;      /* index of the first row in `numbers` */
    uint64_t first;    /* number of the first row of a range */
    uint64_t selected; /* number, 0 = none */
    struct callpane pane;
    struct requests_layout layout;
    struct split below, side; /* where the request stands below the list, and where beside it */
};

static void *requests_open(void)
{
    struct requests_view *view = xcalloc(1, sizeof *view);
    view->rows.follow = true;
    requests_filter_init(&view->filter);
    callpane_init(&view->pane);
    view->below = (struct split){.name = "requests.below", .across = true};
    view->side = (struct split){.name = "requests.beside"};
    return view;
}

static void requests_close(void *state)
{
    struct requests_view *view = state;
    callpane_done(&view->pane);
    requests_filter_done(&view->filter);
    free(view);
}

static struct requests_layout layout_narrow(enum part focus, int w, int h)
{
    struct requests_layout layout = {0};
    if (focus == PART_REQUEST) {
        layout.request = (struct rect){0, 0, w, h};
    } else {
        layout.titles = (struct rect){0, 0, w, h > 4};
        layout.list = (struct rect){0, layout.titles.h, w, h - layout.titles.h};
    }
    return layout;
}

static struct requests_layout layout_for(struct requests_view *view, int w, int h)
{
    struct requests_layout layout = {.beside = w >= BESIDE};
    enum split_side focus = view->focus == PART_LIST ? SPLIT_FIRST : SPLIT_SECOND;
    int list = split_fit(&view->side, (struct split_room){0, w - 2, LIST_LEAST, LIST_LEAST}, w * 13 / 20);
    int rows = split_fit(&view->below, (struct split_room){1, h - 2, ROWS_LEAST, ROWS_LEAST}, (h - 2) / 2);
    if (w < NARROW || h < 6) {
        return layout_narrow(view->focus, w, h);
    }
    list = layout.beside ? list : w;
    rows = layout.beside ? h - 1 : rows;
    if (layout.beside) {
        split_place(&view->side, (struct rect){list, 0, 1, h}, focus);
    } else {
        split_place(&view->below, (struct rect){0, rows + 1, w, 1}, focus);
    }
    layout.titles = (struct rect){1, 0, list - 2, 1};
    layout.list = (struct rect){0, 1, list, rows};
    layout.request = layout.beside ? (struct rect){list + 2, 0, w - list - 3, h}
                                   : (struct rect){1, rows + 2, w - 2, h - rows - 2};
    return layout;
}

static uint64_t number_of(const struct requests_view *view, size_t row)
{
    if (row >= view->rows.count) {
        return 0;
    }
    return view->numbers == NULL ? view->first + row : idlist_at(view->numbers, view->start + row);
}

/* The row of the first request that is not older than `number`. */
static size_t row_of(const struct requests_view *view, uint64_t number)
{
    if (view->numbers == NULL) {
        return number > view->first ? (size_t)(number - view->first) : 0;
    }
    size_t row = idlist_find(view->numbers, number);
    return row > view->start ? row - view->start : 0;
}

/* Requests that may be shown: held, not cleared, not newer than the pause, and let through by the filter. */
static size_t find_rows(struct requests_view *view, const struct view_env *env)
{
    const struct requests *requests = &env->world->requests;
    uint64_t next = env->paused && env->frozen_request < requests->next ? env->frozen_request : requests->next;
    view->first = requests->first > requests->cleared ? requests->first : requests->cleared;
    view->numbers = NULL;
    requests_filter_sync(&view->filter, env);
    if (!search_active(env->search)) {
        return next > view->first ? (size_t)(next - view->first) : 0;
    }
    view->numbers = &view->filter.numbers;
    view->start = idlist_find(view->numbers, view->first);
    size_t end = idlist_find(view->numbers, next);
    return end > view->start ? end - view->start : 0;
}

static void sync_rows(struct requests_view *view, const struct view_env *env)
{
    struct list *rows = &view->rows;
    list_set_count(rows, find_rows(view, env));
    list_fit(rows, view->layout.list.h > 0 ? (size_t)view->layout.list.h : 1);
    if (!rows->follow && view->selected != 0) {
        list_select(rows, row_of(view, view->selected));
    }
    view->selected = number_of(view, rows->selected);
}

static void lay_out(struct callpane *pane, const struct view_env *env, const struct request_row *row)
{
    struct capture capture;
    if (row != NULL && journal_at(env->reader, row->record, &capture)) {
        callpane_request(pane, env->world, row, &capture);
    } else {
        static const char gone[] =
            "This request has left the session, which --max-size bounds. Start with a larger --max-size to keep more.";
        callpane_wrapped(pane, 0, ROLE_DIM, gone, strlen(gone));
    }
}

static void requests_sync(void *state, const struct view_env *env, int w, int h)
{
    struct requests_view *view = state;
    view->layout = layout_for(view, w, h);
    sync_rows(view, env);
    const struct request_row *row = requests_get(&env->world->requests, view->selected);
    uint64_t version = row == NULL ? 0 : row->again << 1 | (row->first != 0); /* what is learned later */
    view->pane.focused = view->focus == PART_REQUEST;
    if (callpane_begin(&view->pane, view->selected, version, view->layout.request)) {
        lay_out(&view->pane, env, row);
    }
    callpane_end(&view->pane);
}

static bool requests_unfinished(const void *state, const struct view_env *env)
{
    const struct requests_view *view = state;
    return search_active(env->search) && view->filter.unfinished;
}

/* ---- drawing ---- */

static struct rect inside(struct rect area, struct rect part)
{
    return (struct rect){area.x + part.x, area.y + part.y, part.w, part.h};
}

static void draw_list(const struct requests_view *view, const struct view_env *env, struct canvas *canvas,
                      struct rect area)
{
    int margin = view->layout.titles.x;
    for (int y = 0; y < area.h; y++) {
        size_t row = view->rows.top + (size_t)y;
        uint64_t number = number_of(view, row);
        struct rect line = {area.x, area.y + y, area.w, 1};
        if (number == 0) {
            return;
        }
        requests_row_draw(canvas, (struct rect){line.x + margin, line.y, line.w - 2 * margin, 1}, env->world, number);
        if (row == view->rows.selected) {
            canvas_overlay(canvas, line, view->focus == PART_LIST ? ROLE_SELECTED : ROLE_SELECTED_IDLE);
        }
    }
}

/* What the footer counts are calls. */
static void draw_titles(const struct requests_view *view, const struct view_env *env, struct canvas *canvas,
                        struct rect area)
{
    char text[NUM_TEXT_SIZE + 16], count[NUM_TEXT_SIZE];
    snprintf(text, sizeof text, "%s found", num_format(view->rows.count, count));
    requests_row_titles(canvas, area, search_active(env->search) ? text : NULL);
}

static void draw_nothing(const struct view_env *env, struct canvas *canvas, struct rect area)
{
    static const char *const lines[][2] = {
        {"No requests in this file.", "Its calls stand alone, one a line; sessions that callboard recorded hold the requests too."},
        {"No requests yet.", "Every one will appear here: calls, preflights, settings, and what was refused."},
    };
    const struct world *world = env->world;
    if (search_active(env->search)) {
        canvas_puts(canvas, (struct rect){area.x + 2, area.y + 1, area.w - 4, area.h > 1}, ROLE_DEFAULT,
                    "No request with this text, nor with a call that has it.");
        return;
    }
    bool live = env->url != NULL || world->requests.next > 1;
    if (env->url != NULL && world->requests.next == 1 && empty_shown(env)) {
        empty_draw(canvas, area, env);
        return;
    }
    struct rect rest = {area.x + 2, area.y + 1, area.w - 4, area.h - 1};
    int used = pen_paragraph(canvas, rest, ROLE_DEFAULT, lines[live][0]);
    pen_paragraph(canvas, (struct rect){rest.x, rest.y + used, rest.w, rest.h - used}, ROLE_DIM, lines[live][1]);
}

static void requests_draw(const void *state, const struct view_env *env, struct canvas *canvas, struct rect area)
{
    const struct requests_view *view = state;
    const struct requests_layout *layout = &view->layout;
    if (view->rows.count == 0) {
        draw_nothing(env, canvas, area);
        return;
    }
    if (layout->titles.h > 0) {
        draw_titles(view, env, canvas, inside(area, layout->titles));
    }
    draw_list(view, env, canvas, inside(area, layout->list));
    canvas_vline(canvas, inside(area, view->side.line), ROLE_LINE);
    canvas_hline(canvas, inside(area, view->below.line), view->focus == PART_REQUEST ? ROLE_ACCENT : ROLE_LINE);
    callpane_draw(&view->pane, canvas, inside(area, layout->request));
}

/* ---- commands ---- */

/* The first call it brought; 0 when there is none to be shown. */
static uint64_t call_of_selected(const struct requests_view *view, const struct world *world)
{
    const struct request_row *row = requests_get(&world->requests, view->selected);
    bool there = row != NULL && row->message >= world->cleared && store_get(&world->store, row->message) != NULL;
    return there ? row->message : 0;
}

/* What Enter does in the request. */
static const char *word_for_its_calls(const struct requests_view *view, const struct world *world)
{
    const struct request_row *row = requests_get(&world->requests, view->selected);
    if (call_of_selected(view, world) == 0) {
        return NULL;
    }
    return row->calls > 1 ? "show its calls" : row->calls == 1 ? "show its call" : "show it in Live";
}

/* Enter goes on from the list to the request, and from there to its calls. */
static struct reaction open_next(struct requests_view *view, const struct world *world)
{
    uint64_t call = call_of_selected(view, world);
    if (view->focus == PART_LIST) {
        view->focus = PART_REQUEST;
        return (struct reaction){.kind = REACTION_DONE};
    }
    return call != 0 ? (struct reaction){.kind = REACTION_JUMP, .id = call} : (struct reaction){.kind = REACTION_DONE};
}

static bool move(struct requests_view *view, const struct view_env *env, enum command command)
{
    if (view->focus == PART_REQUEST) {
        return callpane_command(&view->pane, command);
    }
    bool moved = list_command(&view->rows, command, !env->paused);
    view->selected = moved ? number_of(view, view->rows.selected) : view->selected;
    return moved;
}

static struct reaction requests_command(void *state, const struct view_env *env, enum command command)
{
    struct requests_view *view = state;
    enum part before = view->focus;
    bool folds = command == COMMAND_OPEN || command == COMMAND_LEFT || command == COMMAND_RIGHT || command == COMMAND_FOLD_ALL;
    if (folds && view->focus == PART_REQUEST && callpane_command(&view->pane, command)) {
        return (struct reaction){.kind = REACTION_DONE};
    }
    switch (command) {
    case COMMAND_DIFF:
    case COMMAND_DIFF_WITH:
        break;
    case COMMAND_OPEN:
        return open_next(view, env->world);
    case COMMAND_NEXT_PANE:
    case COMMAND_PREVIOUS_PANE:
        view->focus = view->focus == PART_LIST ? PART_REQUEST : PART_LIST;
        break;
    case COMMAND_RIGHT:
        view->focus = PART_REQUEST;
        break;
    case COMMAND_LEFT:
    case COMMAND_BACK:
        view->focus = PART_LIST;
        break;
    default:
        return (struct reaction){.kind = move(view, env, command) ? REACTION_DONE : REACTION_IGNORED};
    }
    return (struct reaction){.kind = view->focus != before ? REACTION_DONE : REACTION_IGNORED};
}

static const char *requests_can(const void *state, const struct view_env *env, enum command command)
{
    const struct requests_view *view = state;
    switch (command) {
    case COMMAND_OPEN:
        return view->rows.count == 0                     ? NULL
               : view->focus == PART_LIST                ? ""
               : callpane_can_open(&view->pane) != NULL  ? callpane_can_open(&view->pane)
                                                         : word_for_its_calls(view, env->world);
    case COMMAND_NEXT_PANE:
        return view->rows.count == 0 ? NULL : "";
    case COMMAND_SWITCH:
        return NULL;
    default:
        return "";
    }
}

static struct reaction requests_mouse(void *state, const struct view_env *env, const struct mouse *mouse)
{
    struct requests_view *view = state;
    (void)env;
    if (mouse_in(mouse, view->layout.list)) {
        bool selects = list_mouse(&view->rows, view->layout.list, mouse) && mouse->kind == MOUSE_CLICK;
        view->focus = selects ? PART_LIST : view->focus;
        view->selected = selects ? number_of(view, view->rows.selected) : view->selected;
    } else if (mouse_in(mouse, view->layout.request) && !callpane_wheel(&view->pane, mouse)) {
        view->focus = PART_REQUEST;
        callpane_click(&view->pane, view->layout.request, mouse);
    }
    return (struct reaction){.kind = REACTION_DONE};
}

static uint64_t requests_selected(const void *state, const struct view_env *env, struct str *pointer)
{
    (void)pointer;
    return call_of_selected(state, env->world);
}

static uint64_t requests_badge(const struct view_env *env)
{
    const struct requests *requests = &env->world->requests;
    return requests->next - (requests->first > requests->cleared ? requests->first : requests->cleared);
}

static size_t requests_splits(void *state, struct split *out[VIEW_SPLITS_MAX])
{
    struct requests_view *view = state;
    out[0] = &view->below;
    out[1] = &view->side;
    return 2;
}

const struct view_ops view_requests = {
    .name = "requests",
    .title = "Requests",
    .about = "Requests: all of HTTP",
    .open = requests_open,
    .close = requests_close,
    .sync = requests_sync,
    .unfinished = requests_unfinished,
    .draw = requests_draw,
    .command = requests_command,
    .badge = requests_badge,
    .can = requests_can,
    .selected = requests_selected,
    .splits = requests_splits,
    .mouse = requests_mouse,
};
