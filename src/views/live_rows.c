/* The rows of the stream: where they stand, moving among them, and drawing them. */
#include "live.h"

/* ---- from row to row ---- */

/* The row so many rows above, or the first. */
static struct run rows_above(const struct live *live, const struct world *world, struct run run, size_t rows)
{
    for (; rows > 0 && run.first > 0; rows--) {
        run = live_run(live, world, run.first - 1);
    }
    return run;
}

static struct run rows_below(const struct live *live, const struct world *world, struct run run, size_t rows)
{
    for (; rows > 0 && run.last + 1 < live->stream.count; rows--) {
        run = live_run(live, world, run.last + 1);
    }
    return run;
}

/* The first index from which `height` rows reach `run`, and not beyond. */
static size_t top_for(const struct live *live, const struct world *world, struct run run, size_t height)
{
    return rows_above(live, world, run, height > 0 ? height - 1 : 0).first;
}

/* Scrolls as little as needed to show the selection, and never shows empty rows while others are hidden. */
static void scroll(struct live *live, const struct world *world)
{
    struct list *rows = &live->rows;
    size_t height = rows->height > 0 ? rows->height : 1;
    if (rows->count == 0) {
        rows->top = 0;
        return;
    }
    rows->top = live_run(live, world, rows->top < rows->count ? rows->top : rows->count - 1).first;
    struct run selected = live_run(live, world, rows->selected);
    size_t highest = top_for(live, world, selected, height);
    if (!rows->loose && selected.first < rows->top) {
        rows->top = selected.first;
    } else if (!rows->loose && rows->top < highest) {
        rows->top = highest;
    }
    struct run bottom = rows_below(live, world, live_run(live, world, rows->top), height - 1);
    if (bottom.last + 1 >= rows->count) {
        size_t last = top_for(live, world, live_run(live, world, rows->count - 1), height);
        rows->top = last < rows->top ? last : rows->top;
    }
}

static size_t bottom_of(const struct live *live, const struct world *world)
{
    size_t height = live->rows.height > 0 ? live->rows.height : 1;
    return rows_below(live, world, live_run(live, world, live->rows.top), height - 1).last;
}

/* What is in sight stays as it is under a reader: what came since is folded when it is out of sight, or when a key moves
 * everything anyway. */
static void allow_folding(struct live *live, const struct world *world)
{
    bool still = live->rows.follow || live->stream.count == 0 ||
                 live_stream_id(live, bottom_of(live, world)) < live->firm;
    if (still) {
        live->firm = world->settled;
    }
}

/* How many calls came that the reader has not had in sight. */
static void count_newer(struct live *live, const struct world *world)
{
    size_t count = live->stream.count;
    uint64_t sight = count == 0 ? 0 : live_stream_id(live, live->rows.follow ? count - 1 : bottom_of(live, world));
    live->seen = sight > live->seen || live->rows.follow ? sight : live->seen;
    live->newer = count - live_stream_index(live, live->seen + 1);
}

void live_sync_rows(struct live *live, const struct view_env *env)
{
    struct list *rows = &live->rows;
    rows->count = live->stream.count;
    rows->height = live->layout.stream.h > 0 ? (size_t)live->layout.stream.h : 1;
    if (rows->follow || live->selected == 0) {
        rows->selected = rows->count > 0 ? rows->count - 1 : 0;
    } else {
        rows->selected = live_stream_index(live, live->selected);
        rows->selected = rows->selected < rows->count ? rows->selected : rows->count > 0 ? rows->count - 1 : 0;
    }
    rows->top = live_stream_index(live, live->top);
    allow_folding(live, env->world);
    scroll(live, env->world);
    live->selected = live_stream_id(live, rows->selected);
    live->top = live_stream_id(live, rows->top);
    count_newer(live, env->world);
}

void live_select(struct live *live, const struct view_env *env, uint64_t id)
{
    live->selected = id;
    live->rows.follow = live->rows.loose = false;
    live_sync_rows(live, env);
}

/* ---- keys and mouse ---- */

static void step(struct live *live, const struct view_env *env, bool down, size_t by)
{
    struct run run = live_run(live, env->world, live->rows.selected);
    run = down ? rows_below(live, env->world, run, by) : rows_above(live, env->world, run, by);
    live->rows.follow = live->rows.follow && down;
    live->rows.loose = false;
    live->selected = live_stream_id(live, run.last);
}

static void go_last(struct live *live, const struct view_env *env)
{
    live->rows.loose = false;
    live->rows.follow = !env->paused;
    live->selected = live_stream_id(live, live->stream.count - 1);
}

static void go_first(struct live *live, const struct view_env *env)
{
    live->rows.follow = live->rows.loose = false;
    live->selected = live_stream_id(live, live_run(live, env->world, 0).last);
}

bool live_move_rows(struct live *live, const struct view_env *env, enum command command)
{
    size_t page = live->rows.height > 1 ? live->rows.height - 1 : 1; /* one row stays in sight */
    if (live->stream.count == 0) {
        return false;
    }
    live->firm = env->world->settled;
    live_sync_rows(live, env);
    switch (command) {
    case COMMAND_UP:
    case COMMAND_DOWN:
        step(live, env, command == COMMAND_DOWN, 1);
        break;
    case COMMAND_PAGE_UP:
    case COMMAND_PAGE_DOWN:
        step(live, env, command == COMMAND_PAGE_DOWN, page);
        break;
    case COMMAND_FIRST:
        go_first(live, env);
        break;
    case COMMAND_LAST:
        go_last(live, env);
        break;
    default:
        return false;
    }
    live_sync_rows(live, env);
    return true;
}

static void roll(struct live *live, const struct view_env *env, bool up)
{
    struct list *rows = &live->rows;
    struct run top = live_run(live, env->world, rows->top);
    top = up ? rows_above(live, env->world, top, MOUSE_WHEEL_ROWS) : rows_below(live, env->world, top, MOUSE_WHEEL_ROWS);
    live->top = live_stream_id(live, top.first);
    rows->loose = true;
    live_sync_rows(live, env);
    /* Where it would have to be anyway it is tied to the selection again. */
    size_t selected = rows->selected;
    rows->loose = selected < rows->top || selected > bottom_of(live, env->world);
}

bool live_mouse_rows(struct live *live, const struct view_env *env, const struct mouse *mouse)
{
    struct rect area = live->layout.stream;
    if (!mouse_in(mouse, area) || live->stream.count == 0) {
        return false;
    }
    live_sync_rows(live, env);
    if (mouse_is_wheel(mouse)) {
        roll(live, env, mouse->kind == MOUSE_WHEEL_UP);
        return true;
    }
    struct run run = live_run(live, env->world, live->rows.top);
    for (int y = area.y; y < mouse->y; y++) {
        if (run.last + 1 >= live->stream.count) {
            return false;
        }
        run = live_run(live, env->world, run.last + 1);
    }
    if (mouse->kind != MOUSE_CLICK) {
        return false;
    }
    live->rows.follow = live->rows.follow && run.last == live->rows.selected;
    live->rows.loose = false;
    live->selected = live_stream_id(live, run.last);
    live_sync_rows(live, env);
    return true;
}

/* ---- drawing ---- */

static int64_t received_above(const struct live *live, const struct world *world, size_t first)
{
    const struct message *above = first == 0 ? NULL : store_get(&world->store, live_stream_id(live, first - 1));
    return above == NULL ? 0 : above->received;
}

void live_draw_rows(const struct live *live, const struct view_env *env, struct canvas *canvas, struct rect area)
{
    const struct world *world = env->world;
    size_t next = live->rows.top;
    for (int y = 0; y < area.h && next < live->stream.count; y++) {
        struct run run = live_run(live, world, next);
        struct rect line = {area.x, area.y + y, area.w, 1};
        uint64_t id = live_stream_id(live, run.last);
        const struct callrow row = {
            .id = id,
            .refused = live_refused(live, id),
            .form = &live->form,
            .above = received_above(live, world, run.first),
            .count = run.last - run.first + 1,
            .several_users = run.several_users,
            .several_accounts = run.several_accounts,
            .marked = live_has_between(&live->marks, live_stream_id(live, run.first), id),
        };
        callrow_draw(canvas, line, world, &row);
        if (live->rows.selected >= run.first && live->rows.selected <= run.last) {
            canvas_overlay(canvas, line, live->focus == LIVE_STREAM ? ROLE_SELECTED : ROLE_SELECTED_IDLE);
        }
        next = run.last + 1;
    }
}
