/* The list of sources at the side: who sends. */
#include "live.h"

#include <string.h>

#include "base/num.h"

#define WORTH_A_LIST 2 /* "(no source)" and one other are no choice */

size_t live_source_rows(const struct world *world)
{
    return world->sources.count + 1;
}

bool live_has_sources(const struct live *live, const struct world *world)
{
    return live->by_source || world->sources.count > WORTH_A_LIST;
}

size_t live_source_of_row(const struct world *world, size_t row)
{
    return row == 0 ? LIVE_ALL : row < world->sources.count ? row : 0;
}

void live_draw_source(struct pen *pen, const struct world *world, size_t number)
{
    const struct source *source = &world->sources.items[number];
    if (number == 0) {
        pen_puts(pen, ROLE_DIM, "(no source)");
        return;
    }
    if (source->key != STRPOOL_NONE) {
        pen_puts(pen, ROLE_NAME, strpool_text(world->pool, source->key));
    } else {
        pen_puts(pen, ROLE_DIM, "(no key)");
    }
    if (source->library != STRPOOL_NONE && pen->left.w > 3) {
        pen_skip(pen, 2);
        pen_puts(pen, ROLE_ID, strpool_text(world->pool, source->library));
    }
}

static void draw_row(const struct world *world, struct pen *pen, size_t index)
{
    char text[NUM_TEXT_SIZE];
    size_t number = live_source_of_row(world, index);
    int w = pen->left.w - (int)strlen(num_format(world->calls, text)) - 1;
    struct pen name = *pen;
    name.left.w = w > 0 ? w : 0;
    if (index == 0) {
        pen_puts(&name, ROLE_NAME, "All");
    } else {
        live_draw_source(&name, world, number);
    }
    pen_skip(pen, w);
    pen_number(pen, pen->left.w, ROLE_COUNT, index == 0 ? world->calls : world->sources.items[number].calls);
}

void live_draw_sources(const struct live *live, const struct view_env *env, struct canvas *canvas, struct rect area)
{
    struct rect heading = {area.x + 1, area.y, area.w - 2, 1};
    canvas_puts(canvas, heading, ROLE_HEADING, "SOURCES");
    canvas_right(canvas, heading, ROLE_DIM, "s: accounts");
    for (int y = 1; y < area.h && live->sources.top + (size_t)y - 1 < live->sources.count; y++) {
        size_t index = live->sources.top + (size_t)y - 1;
        struct rect line = {area.x, area.y + y, area.w, 1};
        struct pen pen = pen_at(canvas, (struct rect){line.x + 1, line.y, line.w - 2, 1});
        draw_row(env->world, &pen, index);
        if (index == live->sources.selected) {
            canvas_overlay(canvas, line, live->focus == LIVE_SIDE ? ROLE_SELECTED : ROLE_SELECTED_IDLE);
        }
    }
}
