/* The line above the stream: whose calls, how many, what is new, and what came of late. */
#include "live.h"

#include <string.h>

#include "base/clock.h"
#include "base/num.h"

#define HEAD_MAX 160
#define TYPES_WIDTH 32
#define TYPES_ROOM (TYPES_WIDTH + 16)

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
        rest.w -= (int)newer.len + 3;
    }
    pen->left.w = rest.w > 0 ? rest.w : 0;
    str_done(&counts);
    str_done(&newer);
}

/* ---- what came of late, by type ---- */

/* "T─────P──I─": each type's share of the calls of the last stretches, in a line; and how many they were. */
static int share_of(uint64_t count, uint64_t total, int w)
{
    return count == 0 ? 0 : 1 + (int)((uint64_t)(w - MESSAGE_TYPES) * count / total);
}

static uint64_t count_types(const struct world *world, uint64_t counts[MESSAGE_TYPES])
{
    uint64_t total = 0;
    for (size_t type = 0; type < MESSAGE_TYPES; type++) {
        counts[type] = 0;
        for (size_t back = 0; back < ACTIVITY_BUCKETS; back++) {
            counts[type] += activity_count(&world->types[type], world->now, back);
        }
        total += counts[type];
    }
    return total;
}

static void draw_share(struct pen *pen, enum message_type type, int w)
{
    enum role role = (enum role)(ROLE_CALL_IDENTIFY + type);
    const char letter = callrow_letter(type);
    pen_text(pen, role, &letter, w > 0);
    for (int i = 1; i < w; i++) {
        pen_puts(pen, role, canvas_glyph(pen->canvas, GLYPH_HLINE));
    }
}

static void draw_types(struct pen *pen, const struct world *world)
{
    uint64_t counts[MESSAGE_TYPES], total = count_types(world, counts);
    if (pen->left.w < TYPES_ROOM || total == 0) {
        return;
    }
    pen_skip(pen, 3);
    for (size_t type = 0; type < MESSAGE_TYPES; type++) {
        draw_share(pen, (enum message_type)type, share_of(counts[type], total, TYPES_WIDTH));
    }
    char number[NUM_TEXT_SIZE];
    pen_printf(pen, ROLE_DIM, "  %s in %d s", num_format(total, number), (int)(ACTIVITY_BUCKETS * ACTIVITY_BUCKET / CLOCK_S));
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
    if (live->account == LIVE_ALL && live->source == LIVE_ALL) {
        draw_types(&pen, world);
    }
}
