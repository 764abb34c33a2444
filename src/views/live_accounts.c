#include "live.h"

#include <string.h>

#include "base/num.h"
#include "callrow.h"
#include "pen.h"

#define HEAD_MAX 160
#define SPARK_WIDE 28 /* narrower panes show the newer half of the sparkline */

size_t live_account_rows(const struct world *world)
{
    return world->accounts.count + 1;
}

size_t live_account_of_row(const struct world *world, size_t row)
{
    return row == 0 ? LIVE_ALL : row < world->accounts.count ? row : 0;
}

static uint32_t busiest(const struct activity *activity, int64_t now)
{
    uint32_t most = 1;
    for (size_t i = 0; i < ACTIVITY_BUCKETS; i++) {
        uint32_t count = activity_count(activity, now, i);
        most = count > most ? count : most;
    }
    return most;
}

static void draw_spark(struct pen *pen, size_t buckets, const struct activity *activity, int64_t now)
{
    uint32_t most = busiest(activity, now);
    for (size_t i = buckets; i > 0; i--) {
        struct rect cell = pen->left;
        cell.w = cell.w > 0;
        canvas_puts(pen->canvas, cell, ROLE_SPARK, canvas_bar(pen->canvas, activity_count(activity, now, i - 1), most));
        pen_skip(pen, 1);
    }
}

static void draw_name(struct pen *pen, const struct world *world, const struct account *account, int w)
{
    struct pen name = *pen;
    name.left.w = w < pen->left.w ? w : pen->left.w;
    if (account->name != STRPOOL_NONE) {
        pen_puts(&name, ROLE_NAME, strpool_text(world->pool, account->name));
        pen_skip(&name, 2);
        if (name.left.w > 3) {
            pen_puts(&name, ROLE_ID, strpool_text(world->pool, account->id));
        }
    } else if (account->id != STRPOOL_NONE) {
        pen_puts(&name, ROLE_NAME, strpool_text(world->pool, account->id));
    } else {
        pen_puts(&name, ROLE_DIM, "(no account)");
    }
    pen_skip(pen, w);
}

/* The total is the widest number there will be. */
static int count_width(const struct world *world)
{
    char text[NUM_TEXT_SIZE];
    return (int)strlen(num_format(world->calls, text)) + 1;
}

static void draw_account(struct pen *pen, const struct world *world, const struct account *account)
{
    int worst = account_worst(account);
    int spark = pen->left.w >= SPARK_WIDE ? ACTIVITY_BUCKETS : ACTIVITY_BUCKETS / 2;
    draw_name(pen, world, account, pen->left.w - count_width(world) - spark - 4);
    pen_skip(pen, 1);
    if (worst >= 0) {
        enum severity severity = (enum severity)worst;
        pen_column(pen, 2, callrow_severity(severity), canvas_glyph(pen->canvas, callrow_mark(severity)));
    } else {
        pen_skip(pen, 2);
    }
    draw_spark(pen, (size_t)spark, &account->activity, world->now);
    pen_skip(pen, 1);
    pen_number(pen, pen->left.w, ROLE_COUNT, account->calls);
}

static void draw_row(const struct world *world, struct pen *pen, size_t index)
{
    if (index == 0) {
        pen_column(pen, pen->left.w - count_width(world), ROLE_NAME, "All");
        pen_number(pen, pen->left.w, ROLE_COUNT, world->calls);
    } else {
        draw_account(pen, world, &world->accounts.items[live_account_of_row(world, index)]);
    }
}

void live_draw_accounts(const struct live *live, const struct view_env *env, struct canvas *canvas, struct rect area)
{
    struct rect heading = {area.x + 1, area.y, area.w - 2, 1};
    canvas_puts(canvas, heading, ROLE_HEADING, "ACCOUNTS");
    if (live_has_sources(live, env->world)) {
        canvas_right(canvas, heading, ROLE_DIM, "s sources");
    }
    for (int y = 1; y < area.h && live->accounts.top + (size_t)y - 1 < live->accounts.count; y++) {
        size_t index = live->accounts.top + (size_t)y - 1;
        struct rect line = {area.x, area.y + y, area.w, 1};
        struct pen pen = pen_at(canvas, (struct rect){line.x + 1, line.y, line.w - 2, 1});
        draw_row(env->world, &pen, index);
        if (index == live->accounts.selected) {
            canvas_overlay(canvas, line, live->focus == LIVE_SIDE ? ROLE_SELECTED : ROLE_SELECTED_IDLE);
        }
    }
}

static void put_counts(const struct live *live, const struct view_env *env, struct str *out)
{
    const struct world *world = env->world;
    char number[NUM_TEXT_SIZE];
    bool everything = live->account == LIVE_ALL;
    const struct account *account = everything ? NULL : &world->accounts.items[live->account];
    uint64_t users = everything ? world->links.user_count - world->links.visitor_count : links_members(&world->links, account->id);
    uint64_t calls = everything ? world->calls : account->calls;
    if (everything || account->id != STRPOOL_NONE) {
        str_printf(out, "%s user%s   ", num_format(users, number), users == 1 ? "" : "s");
    }
    if (search_active(env->search) || live->source != LIVE_ALL) {
        str_printf(out, "%s found", num_format(live->stream.count, number));
    } else {
        str_printf(out, "%s call%s", num_format(calls, number), calls == 1 ? "" : "s");
    }
}

/* What came and is out of sight, until the reader follows again. */
static void put_newer(const struct live *live, const struct view_env *env, struct str *out)
{
    char number[NUM_TEXT_SIZE], key[KEY_NAME_SIZE];
    if (env->paused && live->held > 0) {
        str_printf(out, "%s held back  %s", num_format(live->held, number), command_key(COMMAND_PAUSE, key));
    } else if (!env->paused && live->newer > 0) {
        str_printf(out, "%s new below  %s", num_format(live->newer, number), command_key(COMMAND_LAST, key));
    }
}

/* At the right, as far as there is room: what is new before what there is. */
static void draw_counts(struct pen *pen, const struct live *live, const struct view_env *env)
{
    struct str counts, newer;
    str_init(&counts, HEAD_MAX);
    str_init(&newer, HEAD_MAX);
    put_counts(live, env, &counts);
    put_newer(live, env, &newer);
    struct rect rest = pen->left;
    int both = (int)(counts.len + newer.len) + (newer.len > 0 ? 3 : 0);
    if (rest.w > both + 2) {
        canvas_right(pen->canvas, rest, ROLE_DIM, counts.data);
        rest.w -= (int)counts.len + 3;
    }
    if (newer.len > 0 && rest.w > (int)newer.len) {
        canvas_right(pen->canvas, rest, ROLE_ACCENT, newer.data);
    }
    str_done(&counts);
    str_done(&newer);
}

void live_draw_head(const struct live *live, const struct view_env *env, struct canvas *canvas, struct rect area)
{
    const struct world *world = env->world;
    struct pen pen = pen_at(canvas, area);
    if (live->account == LIVE_ALL) {
        pen_puts(&pen, ROLE_HEADING, "All calls");
    } else if (live->account == 0) {
        pen_puts(&pen, ROLE_HEADING, "Calls of no account");
    } else {
        const struct account *account = &world->accounts.items[live->account];
        uint32_t name = account->name != STRPOOL_NONE ? account->name : account->id;
        pen_puts(&pen, ROLE_HEADING, strpool_text(world->pool, name));
        pen_skip(&pen, 2);
        pen_puts(&pen, ROLE_ID, account->name != STRPOOL_NONE ? strpool_text(world->pool, account->id) : "");
    }
    if (live->source != LIVE_ALL) {
        pen_puts(&pen, ROLE_DIM, "  from ");
        live_draw_source(&pen, world, live->source);
    }
    draw_counts(&pen, live, env);
}
