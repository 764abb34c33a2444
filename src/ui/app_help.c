/* All keys, and what the marks mean. */
#include <string.h>

#include "app_private.h"

#define GAP 2
#define TWO_COLUMNS 100 /* from here on two columns, even where one would do */
#define ROWS (COMMANDS - 1)

/* "Up, k" */
static void key_names(enum command command, char out[64])
{
    size_t n = 0;
    for (const char *at = command_row(command)->keys; *at != '\0' && n + 3 < 64; at++) {
        if (*at == ' ') {
            out[n++] = ',';
        }
        out[n++] = *at;
    }
    out[n] = '\0';
}

/* A column of the table: which commands, and how wide. */
struct column {
    int first, count;
    int keys, help;
};

static struct column column_of(const struct app *app, int first, int count)
{
    char names[64];
    count = count < ROWS - first ? count : ROWS - first;
    struct column column = {.first = first, .count = count};
    for (int i = first; i < first + count; i++) {
        const char *help = command_row((enum command)(i + 1))->help;
        key_names((enum command)(i + 1), names);
        int keys = canvas_width(&app->canvas, names, strlen(names)) + GAP;
        int text = canvas_width(&app->canvas, help, strlen(help)) + GAP;
        column.keys = keys > column.keys ? keys : column.keys;
        column.help = text > column.help ? text : column.help;
    }
    return column;
}

static void draw_column(struct app *app, struct rect at, const struct column *column)
{
    char names[64];
    for (int i = 0; i < column->count && i < at.h; i++) {
        enum command command = (enum command)(column->first + i + 1);
        struct rect row = {at.x, at.y + i, at.w, 1};
        key_names(command, names);
        canvas_puts(&app->canvas, row, ROLE_FOOTER_KEY, names);
        row.x += column->keys;
        row.w -= column->keys;
        canvas_puts(&app->canvas, row, ROLE_DEFAULT, command_row(command)->help);
    }
}

static int draw_mark(struct app *app, struct rect at, enum glyph glyph, enum role role, const char *meaning)
{
    int used = canvas_puts(&app->canvas, at, role, canvas_glyph(&app->canvas, glyph)) + 1;
    used += canvas_puts(&app->canvas, (struct rect){at.x + used, at.y, at.w - used, 1}, ROLE_DIM, meaning);
    return used + 3;
}

static void draw_marks(struct app *app, struct rect at)
{
    int x = at.x, end = at.x + at.w;
    x += draw_mark(app, (struct rect){x, at.y, end - x, 1}, GLYPH_ERROR, ROLE_ERROR, "error");
    x += draw_mark(app, (struct rect){x, at.y, end - x, 1}, GLYPH_WARNING, ROLE_WARNING, "warning");
    x += draw_mark(app, (struct rect){x, at.y, end - x, 1}, GLYPH_NOTE, ROLE_NOTE, "note");
    draw_mark(app, (struct rect){x, at.y, end - x, 1}, GLYPH_AGAIN, ROLE_DIM, "sent again, counted once");
}

static void draw_heading(struct app *app, struct rect *at)
{
    if (at->h >= 10) {
        canvas_puts(&app->canvas, (struct rect){at->x, at->y, at->w, 1}, ROLE_HEADING, "KEYS");
        at->y += 1;
        at->h -= 1;
    }
}

void app_draw_help(struct app *app, struct rect at)
{
    struct rect inner = {at.x + 1, at.y, at.w - 1, at.h};
    draw_heading(app, &inner);
    int half = (ROWS + 1) / 2;
    struct column left = column_of(app, 0, half), right = column_of(app, half, half);
    int width = left.keys + left.help;
    bool two = width + right.keys + right.help - GAP <= inner.w && (inner.h < ROWS || inner.w >= TWO_COLUMNS);
    int rows = two ? half : ROWS;
    if (two) {
        struct rect rest = {inner.x + width, inner.y, inner.w - width, inner.h};
        draw_column(app, (struct rect){inner.x, inner.y, width - GAP, inner.h}, &left);
        draw_column(app, rest, &right);
    } else {
        struct column all = column_of(app, 0, ROWS);
        int shown = inner.h < ROWS ? inner.h - 1 : ROWS;
        draw_column(app, (struct rect){inner.x, inner.y, inner.w, shown}, &all);
    }
    if (rows > inner.h) {
        canvas_puts(&app->canvas, (struct rect){inner.x, inner.y + inner.h - 1, inner.w, 1}, ROLE_DIM,
                    "more in a larger window, and with `callboard keys`");
    } else if (rows + 2 <= inner.h) {
        draw_marks(app, (struct rect){inner.x, inner.y + rows + 1, inner.w, 1});
    }
}
