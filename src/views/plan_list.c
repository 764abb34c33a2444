/* Plan: the list of events, and the line above it. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/num.h"
#include "planview.h"

#define SHARE_CELLS 5
#define NAME_MIN 18

/* Columns behind the name; a narrow list leaves out those that matter least. */
enum { COLUMN_TYPE, COLUMN_CALLS, COLUMN_SHARE, COLUMN_WRONG, COLUMN_LAST, COLUMNS };
static const struct column {
    const char *title;
    int width;
    int weight;
} columns[COLUMNS] = {
    [COLUMN_TYPE] = {"type", 9, 1},         [COLUMN_CALLS] = {"calls", 9, 5},  [COLUMN_SHARE] = {"groupId", 14, 3},
    [COLUMN_WRONG] = {"violations", 12, 4}, [COLUMN_LAST] = {"last", 10, 2},
};

/* Which columns there is room for, a bit each; the rest is for the name. */
static unsigned columns_that_fit(int w, int *name)
{
    unsigned shown = 0;
    *name = w;
    for (int weight = COLUMNS; weight > 0; weight--) {
        for (unsigned i = 0; i < COLUMNS; i++) {
            if (columns[i].weight == weight && *name - columns[i].width >= NAME_MIN) {
                *name -= columns[i].width;
                shown |= 1u << i;
            }
        }
    }
    return shown;
}

static void draw_right(struct pen *pen, int w, enum role role, const char *text)
{
    struct rect cell = pen->left;
    cell.w = w < cell.w ? w : cell.w;
    canvas_right(pen->canvas, cell, role, text);
    pen_skip(pen, w);
}

/* "███·· 60 %": of events, pages and screens; group calls are about an account by themselves, the others about a user. */
static void draw_share(struct pen *pen, const struct coverage_event *event)
{
    struct pen cell = *pen;
    cell.left.w = columns[COLUMN_SHARE].width;
    pen_skip(pen, columns[COLUMN_SHARE].width);
    bool of_account = event->type == MESSAGE_TRACK || event->type == MESSAGE_PAGE || event->type == MESSAGE_SCREEN;
    if (!of_account || event->calls == 0) {
        return;
    }
    unsigned percent = (unsigned)(event->with_account * 100 / event->calls);
    unsigned full = (percent * SHARE_CELLS + 50) / 100;
    full = percent > 0 && full == 0 ? 1 : percent < 100 && full == SHARE_CELLS ? SHARE_CELLS - 1 : full;
    enum role role = percent == 100 || event->type != MESSAGE_TRACK ? ROLE_SPARK : ROLE_WARNING;
    pen_skip(&cell, 3);
    for (unsigned i = 0; i < SHARE_CELLS; i++) {
        pen_puts(&cell, i < full ? role : ROLE_DIM, i < full ? canvas_bar(cell.canvas, 1, 1) : canvas_glyph(cell.canvas, GLYPH_NOTE));
    }
    char text[16];
    snprintf(text, sizeof text, "%u %%", percent);
    canvas_right(cell.canvas, cell.left, percent == 100 ? ROLE_DIM : role, text);
}

static void draw_cell(struct pen *pen, const struct coverage_event *event, unsigned column)
{
    char time[CLOCK_ISO_SIZE], number[NUM_TEXT_SIZE];
    switch (column) {
    case COLUMN_CALLS:
        draw_right(pen, columns[COLUMN_CALLS].width, event->calls > 0 ? ROLE_COUNT : ROLE_DIM, num_format(event->calls, number));
        break;
    case COLUMN_WRONG:
        draw_right(pen, columns[COLUMN_WRONG].width, ROLE_ERROR, event->violations > 0 ? num_format(event->violations, number) : "");
        break;
    case COLUMN_SHARE:
        draw_share(pen, event);
        break;
    case COLUMN_LAST:
        clock_format_time(event->last, time);
        time[strlen("00:00:00")] = '\0';
        draw_right(pen, columns[COLUMN_LAST].width, ROLE_TIME, event->calls > 0 ? time : "");
        break;
    default:
        pen_column(pen, columns[COLUMN_TYPE].width, (enum role)(ROLE_CALL_IDENTIFY + event->type), message_type_name(event->type));
        break;
    }
}

/* Its name; what has none is called by its type. */
static void draw_name(struct pen *pen, const struct world *world, const struct coverage_event *event, int w)
{
    struct pen cell = *pen;
    cell.left.w = w - 1 < cell.left.w ? w - 1 : cell.left.w;
    if (event->violations > 0 || coverage_group_of(&world->coverage, event) == COVERAGE_UNPLANNED) {
        bool wrong = event->violations > 0;
        pen_puts(&cell, wrong ? ROLE_ERROR : ROLE_WARNING, canvas_glyph(cell.canvas, wrong ? GLYPH_ERROR : GLYPH_WARNING));
        pen_skip(&cell, 1);
    } else {
        pen_skip(&cell, 2);
    }
    if (event->name == STRPOOL_NONE) {
        pen_printf(&cell, event->calls > 0 ? ROLE_NAME : ROLE_DIM, "(%s)", message_type_name(event->type));
    } else {
        pen_text(&cell, event->calls > 0 ? ROLE_NAME : ROLE_DIM, strpool_text(world->pool, event->name),
                 strpool_length(world->pool, event->name));
    }
    pen_skip(pen, w);
}

void planview_event_draw(struct pen *pen, const struct world *world, const struct coverage_event *event)
{
    int name;
    unsigned shown = columns_that_fit(pen->left.w, &name);
    draw_name(pen, world, event, name);
    for (unsigned i = 0; i < COLUMNS; i++) {
        if ((shown & 1u << i) != 0) {
            draw_cell(pen, event, i);
        }
    }
}

void planview_titles_draw(struct canvas *canvas, struct rect area)
{
    struct pen pen = pen_at(canvas, (struct rect){area.x + 1, area.y, area.w - 2, area.h});
    int name;
    unsigned shown = columns_that_fit(pen.left.w, &name);
    pen_column(&pen, name, ROLE_DIM, "event");
    for (unsigned i = 0; i < COLUMNS && area.h > 0; i++) {
        if ((shown & 1u << i) == 0) {
            continue;
        }
        if (i == COLUMN_TYPE) {
            pen_column(&pen, columns[i].width, ROLE_DIM, columns[i].title);
        } else {
            draw_right(&pen, columns[i].width, ROLE_DIM, columns[i].title);
        }
    }
}

void planview_heading_draw(struct pen *pen, const struct world *world, enum coverage_group group, size_t events)
{
    static const char *const titles[COVERAGE_GROUPS] = {
        [COVERAGE_SEEN] = "PLANNED AND SEEN", [COVERAGE_NEVER] = "PLANNED AND NEVER SEEN",
        [COVERAGE_UNPLANNED] = "NOT PLANNED", [COVERAGE_OTHER] = "BESIDE THE PLAN",
    };
    char count[NUM_TEXT_SIZE];
    pen_puts(pen, ROLE_HEADING, world->coverage.plan == NULL ? "EVENTS SEEN" : titles[group]);
    pen_printf(pen, ROLE_DIM, "  %s", num_format(events, count));
}

static void draw_number(struct pen *pen, enum role role, size_t count, const char *what)
{
    char text[NUM_TEXT_SIZE];
    pen_printf(pen, count > 0 ? role : ROLE_DIM, "   %s %s", num_format(count, text), what);
}

void planview_summary_draw(const struct world *world, struct canvas *canvas, struct rect area)
{
    const struct coverage *coverage = &world->coverage;
    const struct plan *plan = coverage->plan;
    struct pen pen = pen_at(canvas, (struct rect){area.x + 1, area.y, area.w - 2, area.h});
    size_t counts[COVERAGE_GROUPS];
    coverage_counts(coverage, counts);
    if (plan == NULL) {
        pen_puts(&pen, ROLE_DEFAULT, "No tracking plan");
        draw_number(&pen, ROLE_DEFAULT, counts[COVERAGE_OTHER], counts[COVERAGE_OTHER] == 1 ? "event seen" : "events seen");
    } else {
        pen_puts(&pen, ROLE_NAME, plan_name(plan));
        pen_printf(&pen, ROLE_DIM, plan_name(plan)[0] != '\0' ? "  %s" : "%s", plan_form(plan));
        draw_number(&pen, ROLE_DEFAULT, counts[COVERAGE_SEEN] + counts[COVERAGE_NEVER], "planned");
        draw_number(&pen, ROLE_DEFAULT, counts[COVERAGE_SEEN], "seen");
        draw_number(&pen, ROLE_DEFAULT, counts[COVERAGE_NEVER], "never");
        draw_number(&pen, ROLE_WARNING, counts[COVERAGE_UNPLANNED], "not planned");
    }
    if (coverage->further > 0) {
        draw_number(&pen, ROLE_WARNING, coverage->further, "calls of further events");
    }
}
