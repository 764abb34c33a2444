/* All keys, and what the marks mean. */
#include <string.h>

#include "app_private.h"
#include "keymap_print.h"

#define GAP 2
#define TWO_COLUMNS 100 /* from here on two columns, even where one would do */

/* The commands there are a key for. */
struct table {
    enum command rows[COMMANDS];
    int count;
};

/* A column of the table: which rows, and how wide. */
struct column {
    int first, count;
    int keys, help;
};

static const char *help_of(const struct app *app, enum command command)
{
    return keymap_help(app->options.views, app->options.view_count, command);
}

static struct table table_of(const struct app *app)
{
    struct table table = {.count = 0};
    for (int i = COMMAND_NONE + 1; i < COMMANDS; i++) {
        if (command_row((enum command)i)->keys[0] != '\0' && help_of(app, (enum command)i) != NULL) {
            table.rows[table.count++] = (enum command)i;
        }
    }
    return table;
}

static struct column column_of(const struct app *app, const struct table *table, int first, int count)
{
    struct str names;
    str_init(&names, 64);
    count = count < table->count - first ? count : table->count - first;
    struct column column = {.first = first, .count = count};
    for (int i = first; i < first + count; i++) {
        const char *help = help_of(app, table->rows[i]);
        str_clear(&names);
        command_keys(table->rows[i], &names);
        int keys = canvas_width(&app->canvas, names.data, names.len) + GAP;
        int text = canvas_width(&app->canvas, help, strlen(help)) + GAP;
        column.keys = keys > column.keys ? keys : column.keys;
        column.help = text > column.help ? text : column.help;
    }
    str_done(&names);
    return column;
}

static void draw_column(struct app *app, const struct table *table, struct rect at, const struct column *column)
{
    struct str names;
    str_init(&names, 64);
    for (int i = 0; i < column->count && i < at.h; i++) {
        enum command command = table->rows[column->first + i];
        struct rect row = {at.x, at.y + i, at.w, 1};
        str_clear(&names);
        command_keys(command, &names);
        canvas_puts(&app->canvas, row, ROLE_FOOTER_KEY, names.data);
        row.x += column->keys;
        row.w -= column->keys;
        canvas_puts(&app->canvas, row, ROLE_DEFAULT, help_of(app, command));
    }
    str_done(&names);
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
    struct table table = table_of(app);
    int half = (table.count + 1) / 2;
    struct column left = column_of(app, &table, 0, half), right = column_of(app, &table, half, half);
    int width = left.keys + left.help;
    bool two = width + right.keys + right.help - GAP <= inner.w && (inner.h < table.count || inner.w >= TWO_COLUMNS);
    int rows = two ? half : table.count;
    if (two) {
        struct rect rest = {inner.x + width, inner.y, inner.w - width, inner.h};
        draw_column(app, &table, (struct rect){inner.x, inner.y, width - GAP, inner.h}, &left);
        draw_column(app, &table, rest, &right);
    } else {
        struct column all = column_of(app, &table, 0, table.count);
        int shown = inner.h < table.count ? inner.h - 1 : table.count;
        draw_column(app, &table, (struct rect){inner.x, inner.y, inner.w, shown}, &all);
    }
    if (rows > inner.h) {
        canvas_puts(&app->canvas, (struct rect){inner.x, inner.y + inner.h - 1, inner.w, 1}, ROLE_DIM,
                    "more in a larger window, and with `callboard keys`");
    } else if (rows + 2 <= inner.h) {
        draw_marks(app, (struct rect){inner.x, inner.y + rows + 1, inner.w, 1});
    }
}
