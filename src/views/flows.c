/* Flows: signups and invites step by step. In the order they began, the broken ones first, or by kind. */
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "base/xalloc.h"
#include "empty.h"
#include "flows_rows.h"
#include "flows_view.h"
#include "table.h"
#include "ui/list.h"

#define LEFT_LEAST 16
#define RIGHT_LEAST 30
#define LEFT_MIN 30
#define LEFT_MAX 64
#define NARROW 60

enum side { SIDE_LEFT, SIDE_RIGHT };

struct flows_view {
    enum side focus;
    struct flows_rows rows;
    struct list list;   /* of them */
    size_t selected;    /* a flow's number; SIZE_MAX: none */
    size_t step;        /* of it */
    bool chosen;        /* a person chose the step */
    int left_w, head_h;
    struct split split;
};

static void *flows_open(void)
{
    struct flows_view *view = xcalloc(1, sizeof *view);
    view->selected = SIZE_MAX;
    view->rows.fresh = true;
    view->split.name = "flows.side";
    return view;
}

static void flows_close(void *state)
{
    struct flows_view *view = state;
    flows_rows_done(&view->rows);
    free(view);
}

/* ---- rows ---- */

static void get(const struct flows_view *view, const struct world *world, struct flow *flow)
{
    flows_get(world->flows, view->selected, flow);
}

/* Another flow shows the step that something is said of. */
static void select_row(struct flows_view *view, const struct world *world)
{
    struct flow flow;
    size_t selected = view->list.count == 0 ? SIZE_MAX : view->rows.items[view->list.selected];
    view->chosen = view->chosen && selected == view->selected;
    view->selected = selected;
    if (selected != SIZE_MAX && !view->chosen) {
        get(view, world, &flow);
        view->step = flows_first_step(&flow);
    }
}

/* The selection stays with the flow, not with the row. */
static void sync_rows(struct flows_view *view, const struct view_env *env)
{
    if (flows_rows_sync(&view->rows, env)) {
        list_set_count(&view->list, view->rows.count);
        size_t row = flows_rows_find(&view->rows, view->selected);
        list_select(&view->list, row == SIZE_MAX ? view->list.selected : row);
    }
    select_row(view, env->world);
}

static int head_height(int h)
{
    return h > 8 ? 2 : h > 3 ? 1 : 0;
}

static void flows_sync(void *state, const struct view_env *env, int w, int h)
{
    struct flows_view *view = state;
    view->head_h = head_height(h);
    int height = h - view->head_h;
    sync_rows(view, env);
    list_fit(&view->list, height > 0 ? (size_t)height : 1);
    int preset = w * 2 / 5 < LEFT_MIN ? LEFT_MIN : w * 2 / 5 > LEFT_MAX ? LEFT_MAX : w * 2 / 5;
    int left = split_fit(&view->split, (struct split_room){0, w - 2, LEFT_LEAST, RIGHT_LEAST}, preset);
    view->left_w = w >= NARROW ? left : view->focus == SIDE_LEFT ? w : 0;
    if (w >= NARROW) {
        split_place(&view->split, (struct rect){left, view->head_h, 1, height},
                    view->focus == SIDE_LEFT ? SPLIT_FIRST : SPLIT_SECOND);
    }
}

static bool flows_unfinished(const void *state, const struct view_env *env)
{
    const struct flows_view *view = state;
    return !flows_rows_complete(&view->rows, env);
}

/* ---- drawing ---- */

void flows_draw_mark(struct pen *pen, const struct flow *flow)
{
    static const struct {
        enum role role;
        enum glyph glyph;
    } marks[FLOW_STATES] = {{ROLE_DIM, GLYPH_NOTE}, {ROLE_DIM, GLYPHS}, {ROLE_WARNING, GLYPH_WARNING}};
    enum glyph glyph = marks[flow->state].glyph;
    pen_column(pen, 2, marks[flow->state].role, glyph == GLYPHS ? "" : canvas_glyph(pen->canvas, glyph));
}

#define PROGRESS_WIDTH 5

void flows_draw_progress(struct pen *pen, const struct flow *flow, int w)
{
    struct pen cell = *pen;
    cell.left.w = w < cell.left.w ? w : cell.left.w;
    pen_skip(&cell, w - (int)flow->needed);
    for (size_t i = 0; i < flow->def->step_count && flow->needed <= (size_t)w; i++) {
        bool there = flow->points[i].message != 0;
        if (there || flow->points[i].needed) {
            pen_puts(&cell, there ? ROLE_ACCENT : ROLE_DIM, canvas_glyph(pen->canvas, there ? GLYPH_DOT : GLYPH_NOTE));
        }
    }
    if (flow->needed > (size_t)w) {
        struct rect all = {pen->left.x, pen->left.y, w, pen->left.h};
        canvas_printf(pen->canvas, all, ROLE_COUNT, "%zu/%zu", flow->done, flow->needed);
    }
    pen_skip(pen, w);
}

static void draw_pooled(struct pen *pen, enum role role, const struct world *world, uint32_t text, int w)
{
    struct pen cell = *pen;
    cell.left.w = w - 1 < cell.left.w ? w - 1 : cell.left.w;
    pen_text(&cell, role, strpool_text(world->pool, text), strpool_length(world->pool, text));
    pen_skip(pen, w);
}

/* Mark, kind, who, account, progress, as there is room for them. */
static void draw_row(struct canvas *canvas, struct rect line, const struct world *world, size_t number)
{
    struct pen pen = pen_at(canvas, (struct rect){line.x + 1, line.y, line.w - 2, 1});
    struct flow flow;
    flows_get(world->flows, number, &flow);
    flows_draw_mark(&pen, &flow);
    int rest = pen.left.w - PROGRESS_WIDTH - 1, kind = rest >= 20 ? 8 : 0;
    pen_column(&pen, kind, ROLE_DIM, flow.def->title);
    rest -= kind;
    int account = rest >= 18 ? rest * 2 / 5 : 0;
    uint32_t who = flow.invitee != STRPOOL_NONE ? flow.invitee : flow.user;
    bool of_account = flow.def->of == FLOW_OF_ACCOUNT;
    draw_pooled(&pen, ROLE_NAME, world, of_account ? flow.account : who, rest - account);
    draw_pooled(&pen, ROLE_ID, world, of_account ? STRPOOL_NONE : flow.account, account);
    pen_skip(&pen, 1);
    flows_draw_progress(&pen, &flow, PROGRESS_WIDTH);
}

static void draw_list(const struct flows_view *view, const struct world *world, struct canvas *canvas, struct rect area)
{
    for (int y = 0; y < area.h && view->list.top + (size_t)y < view->list.count; y++) {
        size_t row = view->list.top + (size_t)y;
        struct rect line = {area.x, area.y + y, area.w, 1};
        draw_row(canvas, line, world, view->rows.items[row]);
        if (row == view->list.selected) {
            canvas_overlay(canvas, line, view->focus == SIDE_LEFT ? ROLE_SELECTED : ROLE_SELECTED_IDLE);
        }
    }
}

static void draw_summary(const struct flows_view *view, struct canvas *canvas, struct rect area)
{
    static const char *const next[FLOWS_ORDERS] = {"s: broken first", "s: by kind", "s: as they began"};
    static const enum flow_state states[FLOW_STATES] = {FLOW_STATE_BROKEN, FLOW_STATE_WAITING, FLOW_STATE_COMPLETE};
    struct pen pen = pen_at(canvas, (struct rect){area.x + 1, area.y, area.w - 1, area.h});
    for (size_t i = 0; i < FLOW_STATES; i++) {
        char number[NUM_TEXT_SIZE];
        size_t count = view->rows.counts[states[i]];
        enum role role = count == 0 ? ROLE_DIM : states[i] == FLOW_STATE_BROKEN ? ROLE_WARNING : ROLE_DEFAULT;
        pen_printf(&pen, role, "%s %s", num_format(count, number), flow_state_name(states[i]));
        pen_skip(&pen, 3);
    }
    if (pen.left.w > 20) {
        canvas_right(canvas, (struct rect){pen.left.x, pen.left.y, pen.left.w - 1, 1}, ROLE_DIM, next[view->rows.order]);
    }
}

void flows_draw_nothing(struct canvas *canvas, struct rect area, const struct world *world)
{
    const struct flow_defs *defs = flows_defs(world->flows);
    struct rect rest = {area.x + 2, area.y + 1, area.w - 4, area.h - 1};
    int used = pen_paragraph(canvas, rest, ROLE_DEFAULT, "No flows yet. A flow is a story that several calls tell together.");
    for (size_t i = 0; i < defs->count; i++) {
        used++;
        struct pen pen = pen_at(canvas, (struct rect){rest.x, rest.y + used, rest.w, rest.h - used});
        pen_puts(&pen, ROLE_HEADING, defs->items[i]->title);
        pen_puts(&pen, ROLE_DIM, "  begins with ");
        const char *between = "";
        for (size_t j = 0; j < defs->items[i]->step_count; j++) {
            if (defs->items[i]->steps[j].begins) {
                pen_puts(&pen, ROLE_DIM, between);
                pen_puts(&pen, ROLE_NAME, defs->items[i]->steps[j].name);
                between = " or ";
            }
        }
        used++;
        used += pen_paragraph(canvas, (struct rect){rest.x, rest.y + used, rest.w, rest.h - used}, ROLE_DIM, defs->items[i]->about);
    }
}

static void draw_none_found(const struct flows_view *view, const struct view_env *env, struct canvas *canvas, struct rect area)
{
    bool all = search_complete(env->search) && flows_rows_complete(&view->rows, env);
    empty_draw_none(canvas, area, "No flow with such a call among its steps.", all);
}

static void flows_draw(const void *state, const struct view_env *env, struct canvas *canvas, struct rect area)
{
    const struct flows_view *view = state;
    if (view->list.count == 0 && view->rows.filtered) {
        draw_none_found(view, env, canvas, area);
        return;
    }
    if (view->list.count == 0 || view->selected == SIZE_MAX) {
        flows_draw_nothing(canvas, area, env->world);
        return;
    }
    int head = head_height(area.h), left = view->left_w;
    draw_summary(view, canvas, (struct rect){area.x, area.y, area.w, head > 0});
    struct rect body = {area.x, area.y + head, area.w, area.h - head};
    draw_list(view, env->world, canvas, (struct rect){body.x, body.y, left, body.h});
    if (left > 0 && left < area.w) {
        canvas_vline(canvas, (struct rect){body.x + left, body.y, 1, body.h}, ROLE_LINE);
        left += 2;
    }
    if (left < area.w) {
        struct flows_shown shown = {.step = view->step, .chosen = view->chosen, .focused = view->focus == SIDE_RIGHT};
        get(view, env->world, &shown.flow);
        flows_draw_detail(canvas, (struct rect){body.x + left, body.y, area.w - left - (area.w > NARROW), body.h}, env->world, &shown);
    }
}

/* ---- commands ---- */

static bool move_step(struct flows_view *view, const struct world *world, enum command command)
{
    bool forward = command == COMMAND_DOWN || command == COMMAND_PAGE_DOWN || command == COMMAND_LAST;
    bool far = command == COMMAND_FIRST || command == COMMAND_LAST;
    if (view->selected == SIZE_MAX || (!forward && !far && command != COMMAND_UP && command != COMMAND_PAGE_UP)) {
        return false;
    }
    struct flow flow;
    get(view, world, &flow);
    size_t before = view->step;
    do {
        before = view->step;
        view->step = flows_next_step(&flow, view->step, forward);
    } while (far && view->step != before);
    view->chosen = true;
    return true;
}

static bool flows_move(struct flows_view *view, const struct world *world, enum command command)
{
    if (view->focus == SIDE_RIGHT) {
        return move_step(view, world, command);
    }
    bool moved = list_command(&view->list, command, false);
    if (moved) {
        select_row(view, world); /* the next key may come before the next frame */
    }
    return moved;
}

/* The call behind the step, 0 when it is missing or gone. */
static uint64_t opened(const struct flows_view *view, const struct world *world)
{
    struct flow flow;
    if (view->selected == SIZE_MAX) {
        return 0;
    }
    get(view, world, &flow);
    uint64_t id = flow.points[view->step].message;
    return id >= world->cleared && store_get(&world->store, id) != NULL ? id : 0;
}

static struct reaction open_step(struct flows_view *view, const struct world *world)
{
    if (view->focus == SIDE_LEFT) {
        view->focus = SIDE_RIGHT;
        return (struct reaction){.kind = REACTION_DONE};
    }
    uint64_t id = opened(view, world);
    return id != 0 ? (struct reaction){.kind = REACTION_JUMP, .id = id} : (struct reaction){.kind = REACTION_DONE};
}

static struct reaction flows_command(void *state, const struct view_env *env, enum command command)
{
    struct flows_view *view = state;
    enum side before = view->focus;
    switch (command) {
    case COMMAND_SWITCH:
        view->rows.order = (enum flows_order)((view->rows.order + 1) % FLOWS_ORDERS);
        view->rows.fresh = true;
        view->focus = SIDE_LEFT;
        view->selected = SIZE_MAX;
        list_select(&view->list, 0);
        sync_rows(view, env);
        return (struct reaction){.kind = REACTION_DONE};
    case COMMAND_OPEN:
        return open_step(view, env->world);
    case COMMAND_NEXT_PANE:
    case COMMAND_PREVIOUS_PANE:
        view->focus = view->focus == SIDE_LEFT ? SIDE_RIGHT : SIDE_LEFT;
        break;
    case COMMAND_RIGHT:
        view->focus = SIDE_RIGHT;
        break;
    case COMMAND_LEFT:
    case COMMAND_BACK:
        view->focus = SIDE_LEFT;
        break;
    default:
        return (struct reaction){.kind = flows_move(view, env->world, command) ? REACTION_DONE : REACTION_IGNORED};
    }
    return (struct reaction){.kind = view->focus != before ? REACTION_DONE : REACTION_IGNORED};
}

static const char *flows_can(const void *state, const struct view_env *env, enum command command)
{
    const struct flows_view *view = state;
    if (command == COMMAND_OPEN && view->focus == SIDE_RIGHT) {
        return opened(view, env->world) == 0 ? NULL : "show the call";
    }
    bool needs_flow = command == COMMAND_OPEN || command == COMMAND_NEXT_PANE;
    return needs_flow && view->list.count == 0 ? NULL : "";
}

static struct reaction flows_mouse(void *state, const struct view_env *env, const struct mouse *mouse)
{
    struct flows_view *view = state;
    struct rect left = {0, view->head_h, view->left_w, (int)view->list.height};
    bool click = mouse->kind == MOUSE_CLICK;
    if (mouse_in(mouse, left)) {
        if (list_mouse(&view->list, left, mouse) && click) {
            view->focus = SIDE_LEFT;
            select_row(view, env->world); /* the next key may come before the next frame */
        }
    } else if (click) {
        view->focus = view->list.count > 0 && mouse->x >= view->left_w ? SIDE_RIGHT : view->focus;
    } else if (mouse_is_wheel(mouse)) {
        move_step(view, env->world, mouse->kind == MOUSE_WHEEL_UP ? COMMAND_UP : COMMAND_DOWN);
    }
    return (struct reaction){.kind = REACTION_DONE};
}

/* The broken ones, as they are what one has to look at. The app brings flows up to date before each frame. */
static uint64_t flows_badge(const struct view_env *env)
{
    return flows_counted(env->world->flows, FLOW_STATE_BROKEN);
}

static size_t flows_splits(void *state, struct split *out[VIEW_SPLITS_MAX])
{
    struct flows_view *view = state;
    out[0] = &view->split;
    return 1;
}

static void flows_jump(void *state, const struct view_env *env, uint64_t id)
{
    struct flows_view *view = state;
    struct flow flow;
    size_t flows[FLOWS_OF_CALL_MAX];
    const struct message *message = store_get(&env->world->store, id);
    if (message == NULL || flows_of_call(env->world->flows, id, message, flows) == 0) {
        return;
    }
    view->selected = flows[0];
    view->rows.fresh = true;
    flows_rows_ask(&view->rows, env, view->selected);
    view->chosen = true;
    view->focus = SIDE_LEFT;
    get(view, env->world, &flow);
    for (view->step = 0; flow.points[view->step].message != id;) {
        view->step++; /* it is one of them */
    }
    sync_rows(view, env);
}

static const char *flows_choice(void *state, const char *name)
{
    static const char *const names[FLOWS_ORDERS] = {"begun", "state", "kind"};
    struct flows_view *view = state;
    for (int order = 0; name != NULL && order < FLOWS_ORDERS; order++) {
        if (strcmp(name, names[order]) == 0) {
            view->rows.order = (enum flows_order)order;
            view->rows.fresh = true;
        }
    }
    return names[view->rows.order];
}

const struct view_ops view_flows = {
    .name = "flows",
    .title = "Flows",
    .about = "Flows: signups, invites",
    .open = flows_open,
    .close = flows_close,
    .sync = flows_sync,
    .unfinished = flows_unfinished,
    .draw = flows_draw,
    .command = flows_command,
    .jump = flows_jump,
    .shows = VIEW_OF_FLOWS,
    .splits = flows_splits,
    .choice = flows_choice,
    .can = flows_can,
    .mouse = flows_mouse,
    .badge = flows_badge,
};
