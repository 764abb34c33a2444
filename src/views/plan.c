/* Plan: which events came, and how the tracking plan is covered. */
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "empty.h"
#include "planview.h"
#include "table.h"

#define BESIDE 150    /* from this width the selected event stands beside the list */
#define TOGETHER 12   /* from this height both are shown */
#define LIST_BESIDE 90
#define PANE_LEAST 30
#define ROWS_LEAST 3

enum part { PART_LIST, PART_DETAIL };

/* A row of the list: the heading of a group, or an event. */
struct row {
    bool is_heading;
    enum coverage_group group;
    uint32_t event;  /* row in the coverage */
    size_t count;    /* of a heading: events below it */
};

struct layout {
    struct rect summary, titles, list, head, detail;
    bool beside;
};

struct plan_view {
    enum part focus;
    struct list list;
    struct row *rows;
    size_t row_count, row_cap;
    uint64_t generation;      /* of the coverage the rows are from, */
    bool filtered;            /* and of what the calls of a filter are of */
    uint64_t matched;
    bool has_event;           /* selected: by what it is called, because rows move */
    enum message_type type;
    uint32_t name;
    struct planview_detail detail;
    struct layout layout;
    struct split below, side; /* where the event stands below the list, and where beside it */
};

static void *plan_open(void)
{
    struct plan_view *view = xcalloc(1, sizeof *view);
    view->generation = UINT64_MAX;
    planview_detail_init(&view->detail);
    view->below = (struct split){.name = "plan.below", .across = true};
    view->side = (struct split){.name = "plan.beside"};
    return view;
}

static void plan_close(void *state)
{
    struct plan_view *view = state;
    planview_detail_done(&view->detail);
    free(view->rows);
    free(view);
}

/* ---- rows ---- */

static void add_row(struct plan_view *view, struct row row)
{
    view->rows = xgrow(view->rows, &view->row_cap, view->row_count + 1, sizeof *view->rows);
    view->rows[view->row_count++] = row;
}

/* A filter leaves the events of the calls it lets through. */
static bool is_listed(const struct view_env *env, const struct coverage_event *event)
{
    return !search_active(env->search) || matched_event(env->matched, event->type, event->name) > 0;
}

static void read_rows(struct plan_view *view, const struct view_env *env)
{
    const struct coverage *coverage = &env->world->coverage;
    size_t count, heading = 0;
    uint32_t *events = coverage_list(coverage, &count);
    enum coverage_group before = COVERAGE_GROUPS;
    view->row_count = 0;
    for (size_t i = 0; i < count; i++) {
        enum coverage_group group = coverage_group_of(coverage, &coverage->items[events[i]]);
        if (!is_listed(env, &coverage->items[events[i]])) {
            continue;
        }
        if (group != before) {
            heading = view->row_count;
            add_row(view, (struct row){.is_heading = true, .group = group});
            before = group;
        }
        view->rows[heading].count++;
        add_row(view, (struct row){.group = group, .event = events[i]});
    }
    free(events);
    view->generation = coverage->generation;
    view->filtered = search_active(env->search);
    view->matched = view->filtered ? env->matched->generation : 0;
}

static bool has_changed(const struct plan_view *view, const struct view_env *env)
{
    bool filtered = search_active(env->search);
    return view->generation != env->world->coverage.generation || view->filtered != filtered ||
           (filtered && view->matched != env->matched->generation);
}

static const struct coverage_event *selected(const struct plan_view *view, const struct world *world)
{
    const struct row *row = view->list.selected < view->row_count ? &view->rows[view->list.selected] : NULL;
    return row == NULL || row->is_heading ? NULL : &world->coverage.items[row->event];
}

/* Headings are not selected: `step` past one, or back where there is nothing beyond. */
static void leave_heading(struct plan_view *view, const struct world *world, bool up)
{
    size_t row = view->list.selected;
    if (row < view->row_count && view->rows[row].is_heading) {
        list_select(&view->list, up && row > 0 ? row - 1 : row + 1);
    }
    const struct coverage_event *event = selected(view, world);
    bool same = event != NULL && view->has_event && view->type == event->type && view->name == event->name;
    view->has_event = event != NULL;
    if (event != NULL && !same) {
        view->type = event->type;
        view->name = event->name;
        list_select(&view->detail.list, 0);
    }
}

static void sync_rows(struct plan_view *view, const struct view_env *env)
{
    const struct world *world = env->world;
    const struct coverage *coverage = &world->coverage;
    if (has_changed(view, env)) {
        read_rows(view, env);
    }
    list_set_count(&view->list, view->row_count);
    for (size_t i = 0; i < view->row_count && view->has_event; i++) {
        const struct coverage_event *event = &coverage->items[view->rows[i].event];
        if (!view->rows[i].is_heading && event->type == view->type && event->name == view->name) {
            list_select(&view->list, i); /* stay with the event, not with the row */
            break;
        }
    }
    leave_heading(view, world, false);
    planview_detail_sync(&view->detail, world, selected(view, world));
}

/* ---- layout ---- */

static struct rect cut_top(struct rect *rest, int h)
{
    struct rect top = {rest->x, rest->y, rest->w, h < rest->h ? h : rest->h};
    rest->y += top.h;
    rest->h -= top.h;
    return top;
}

static struct layout layout_of(struct plan_view *view, int w, int h)
{
    struct layout layout = {.beside = w >= BESIDE};
    enum split_side focus = view->focus == PART_LIST ? SPLIT_FIRST : SPLIT_SECOND;
    struct rect rest = {0, 0, w, h};
    view->below.line = view->side.line = (struct rect){0};
    layout.summary = cut_top(&rest, h >= 5);
    if (layout.beside) {
        int list = split_fit(&view->side, (struct split_room){0, w - 2, PANE_LEAST, PANE_LEAST}, LIST_BESIDE);
        layout.detail = (struct rect){list + 2, rest.y, w - list - 3, rest.h};
        layout.list = (struct rect){0, rest.y, list, rest.h};
        split_place(&view->side, (struct rect){list, rest.y, 1, rest.h}, focus);
    } else if (h < TOGETHER) {
        *(view->focus == PART_LIST ? &layout.list : &layout.detail) = rest;
    } else {
        int most = rest.h / 2, wanted = (int)view->row_count + 1;
        struct split_room room = {rest.y, rest.h - 1, ROWS_LEAST, ROWS_LEAST};
        layout.list = cut_top(&rest, split_fit(&view->below, room, wanted < most ? wanted : most));
        split_place(&view->below, (struct rect){0, rest.y, w, 1}, focus);
        layout.detail = (struct rect){1, rest.y + 1, w - 2, rest.h - 1};
    }
    layout.titles = cut_top(&layout.list, layout.list.h >= 4);
    layout.head = cut_top(&layout.detail, 1);
    return layout;
}

static void plan_sync(void *state, const struct view_env *env, int w, int h)
{
    struct plan_view *view = state;
    sync_rows(view, env);
    view->layout = layout_of(view, w, h);
    list_fit(&view->list, view->layout.list.h > 0 ? (size_t)view->layout.list.h : 1);
    if (view->list.top == 1) {
        view->list.top = view->list.selected < view->list.height ? 0 : 1; /* the first heading is not selected into sight */
    }
    list_fit(&view->detail.list, view->layout.detail.h > 0 ? (size_t)view->layout.detail.h : 1);
}

/* ---- drawing ---- */

static void draw_list(const struct plan_view *view, const struct world *world, struct canvas *canvas, struct rect area)
{
    for (int y = 0; y < area.h && view->list.top + (size_t)y < view->row_count; y++) {
        size_t number = view->list.top + (size_t)y;
        const struct row *row = &view->rows[number];
        struct rect line = {area.x, area.y + y, area.w, 1};
        struct pen pen = pen_at(canvas, (struct rect){line.x + 1, line.y, line.w - 2, 1});
        if (row->is_heading) {
            planview_heading_draw(&pen, world, row->group, row->count);
        } else {
            planview_event_draw(&pen, world, &world->coverage.items[row->event]);
        }
        if (number == view->list.selected) {
            canvas_overlay(canvas, line, view->focus == PART_LIST ? ROLE_SELECTED : ROLE_SELECTED_IDLE);
        }
    }
}

static void draw_detail(const struct plan_view *view, const struct world *world, struct canvas *canvas, struct rect area)
{
    struct rect head = view->layout.head, detail = view->layout.detail;
    const struct coverage_event *event = selected(view, world);
    head.x += area.x;
    head.y += area.y;
    detail.x += area.x;
    detail.y += area.y;
    if (event == NULL || head.h == 0) {
        return;
    }
    struct pen pen = pen_at(canvas, head);
    pen_puts(&pen, ROLE_HEADING, event->name == STRPOOL_NONE ? message_type_name(event->type) : strpool_text(world->pool, event->name));
    pen_printf(&pen, ROLE_DIM, "  %s", event->name == STRPOOL_NONE ? "call" : message_type_name(event->type));
    planview_detail_draw(&view->detail, world, event, canvas, detail);
    if (view->focus == PART_DETAIL && view->detail.count > 0) {
        int y = (int)(view->detail.list.selected - view->detail.list.top);
        canvas_overlay(canvas, (struct rect){detail.x, detail.y + y, detail.w, y < detail.h}, ROLE_SELECTED);
    }
}

static void draw_nothing(const struct view_env *env, struct canvas *canvas, struct rect area)
{
    static const char *const lines[] = {
        "No tracking plan, and no calls yet.", "", "Send the calls once as they should be, then make a plan of them:",
        "  callboard plan init >plan.json", "  callboard --plan plan.json", "", "Or begin with Segment's B2B SaaS spec, which is built in:",
        "  callboard --plan b2b",
    };
    bool empty = env->world->coverage.plan != NULL;
    for (int i = 0; i < (int)(sizeof lines / sizeof *lines) && i + 1 < area.h; i++) {
        const char *text = empty ? "The tracking plan is empty, and there are no calls yet." : lines[i];
        enum role role = text[0] == ' ' ? ROLE_CODE : i == 0 ? ROLE_DEFAULT : ROLE_DIM;
        canvas_puts(canvas, (struct rect){area.x + 2, area.y + 1 + i, area.w - 2, !empty || i == 0}, role, text);
    }
}

static void plan_draw(const void *state, const struct view_env *env, struct canvas *canvas, struct rect area)
{
    const struct plan_view *view = state;
    const struct layout *layout = &view->layout;
    if (view->row_count == 0 && view->filtered) {
        empty_draw_none(canvas, area, "No event of such calls.", empty_is_all(env));
        return;
    }
    if (view->row_count == 0) {
        draw_nothing(env, canvas, area);
        return;
    }
    struct rect titles = layout->titles, list = layout->list, summary = layout->summary;
    titles.y += area.y;
    list.y += area.y;
    summary.y += area.y;
    planview_summary_draw(env->world, canvas, summary);
    planview_titles_draw(canvas, titles);
    draw_list(view, env->world, canvas, list);
    struct rect beside = view->side.line, below = view->below.line;
    canvas_vline(canvas, (struct rect){area.x + beside.x, area.y + beside.y, beside.w, beside.h}, ROLE_LINE);
    canvas_hline(canvas, (struct rect){area.x, area.y + below.y, below.w, below.h}, ROLE_LINE);
    draw_detail(view, env->world, canvas, area);
}

/* ---- commands ---- */

/* 0 when there is none to be shown. */
static uint64_t call_of_selected(const struct plan_view *view, const struct world *world)
{
    const struct coverage_event *event = selected(view, world);
    uint64_t id = event == NULL ? 0 : view->focus == PART_DETAIL ? planview_detail_call(&view->detail, event) : event->message;
    return store_get(&world->store, id) != NULL && id >= world->cleared ? id : 0;
}

static struct reaction open_call(struct plan_view *view, const struct world *world)
{
    uint64_t id = call_of_selected(view, world);
    return id != 0 ? (struct reaction){.kind = REACTION_JUMP, .id = id} : (struct reaction){.kind = REACTION_DONE};
}

static const char *plan_can(const void *state, const struct view_env *env, enum command command)
{
    const struct plan_view *view = state;
    switch (command) {
    case COMMAND_OPEN:
        return call_of_selected(view, env->world) != 0 ? "show a call" : NULL;
    case COMMAND_NEXT_PANE:
        return view->row_count == 0 ? NULL : "";
    case COMMAND_SWITCH:
        return NULL;
    default:
        return "";
    }
}

static bool plan_move(struct plan_view *view, const struct world *world, enum command command)
{
    if (view->focus == PART_DETAIL) {
        return list_command(&view->detail.list, command, false);
    }
    bool moved = list_command(&view->list, command, false);
    if (moved) {
        leave_heading(view, world, command == COMMAND_UP || command == COMMAND_PAGE_UP);
        planview_detail_sync(&view->detail, world, selected(view, world));
    }
    return moved;
}

static struct reaction plan_command(void *state, const struct view_env *env, enum command command)
{
    struct plan_view *view = state;
    enum part before = view->focus;
    switch (command) {
    case COMMAND_OPEN:
        return open_call(view, env->world);
    case COMMAND_NEXT_PANE:
    case COMMAND_PREVIOUS_PANE:
        view->focus = view->focus == PART_LIST ? PART_DETAIL : PART_LIST;
        break;
    case COMMAND_RIGHT:
        view->focus = PART_DETAIL;
        break;
    case COMMAND_LEFT:
    case COMMAND_BACK:
        view->focus = PART_LIST;
        break;
    default:
        return (struct reaction){.kind = plan_move(view, env->world, command) ? REACTION_DONE : REACTION_IGNORED};
    }
    return (struct reaction){.kind = view->focus != before ? REACTION_DONE : REACTION_IGNORED};
}

static struct reaction plan_mouse(void *state, const struct view_env *env, const struct mouse *mouse)
{
    struct plan_view *view = state;
    bool click = mouse->kind == MOUSE_CLICK;
    if (list_mouse(&view->list, view->layout.list, mouse) && click) {
        view->focus = PART_LIST;
        leave_heading(view, env->world, false);
        planview_detail_sync(&view->detail, env->world, selected(view, env->world));
    } else if (list_mouse(&view->detail.list, view->layout.detail, mouse) && click) {
        view->focus = PART_DETAIL;
    }
    return (struct reaction){.kind = REACTION_DONE};
}

/* Events to look at: those that are not planned, and those with calls that are not as planned. */
static uint64_t plan_badge(const struct view_env *env)
{
    const struct coverage *coverage = &env->world->coverage;
    uint64_t count = 0;
    for (size_t i = 0; i < coverage->count; i++) {
        const struct coverage_event *event = &coverage->items[i];
        count += event->violations > 0 || coverage_group_of(coverage, event) == COVERAGE_UNPLANNED;
    }
    return count;
}

static size_t plan_splits(void *state, struct split *out[VIEW_SPLITS_MAX])
{
    struct plan_view *view = state;
    out[0] = &view->below;
    out[1] = &view->side;
    return 2;
}

const struct view_ops view_plan = {
    .name = "plan",
    .title = "Plan",
    .about = "Plan: planned, and seen",
    .open = plan_open,
    .close = plan_close,
    .sync = plan_sync,
    .draw = plan_draw,
    .matched = true,
    .command = plan_command,
    .badge = plan_badge,
    .can = plan_can,
    .splits = plan_splits,
    .mouse = plan_mouse,
};
