#include "live.h"

#include <string.h>

#include "base/num.h"
#include "callrow.h"
#include "pen.h"

#define ID_LEAST 8    /* an id behind a name is not cut to less */
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
        pen_beside(&name, ID_LEAST, ROLE_ID, strpool_text(world->pool, account->id));
    } else if (account->id != STRPOOL_NONE) {
        pen_puts(&name, ROLE_NAME, strpool_text(world->pool, account->id));
    } else {
        pen_puts(&name, ROLE_DIM, name.left.w < (int)strlen("(no account)") ? "(none)" : "(no account)");
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
        canvas_right(canvas, heading, ROLE_DIM, "s: sources");
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
