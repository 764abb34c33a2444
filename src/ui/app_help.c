/* Help: what can be done here, all keys, and what the marks mean; typing searches it. */
#include <string.h>
#include <strings.h>

#include "app_private.h"
#include "keymap_print.h"

#define GAP 2
#define ROWS_MAX (COMMANDS + 48)
#define KEYS_MAX 64
#define COLUMNS_MAX 6

/* A heading, a command with its keys, what a filter asks for, a mark, or (nothing of these) a blank line. */
struct row {
    const char *heading;
    enum command command;
    const char *example; /* of a filter; NULL: it is none */
    const char *text;  /* what the command, the filter or the mark means */
    enum glyph glyph;  /* GLYPHS: no mark */
    enum role role;
};

struct table {
    struct row rows[ROWS_MAX];
    int column[ROWS_MAX], y[ROWS_MAX]; /* where each stands; y -1: nowhere */
    int count;
};

/* Of a column on the screen: how wide its keys and its texts are, with the gaps behind them. */
struct widths {
    int keys, text;
};

static const char *help_of(const struct app *app, enum command command)
{
    return keymap_help(app->options.views, app->options.view_count, command);
}

static bool holds(const char *text, const char *needle)
{
    size_t n = strlen(needle);
    while (*text != '\0' && strncasecmp(text, needle, n) != 0) {
        text++;
    }
    return n == 0 || *text != '\0';
}

/* By what it means, its name, or a key as it is written. */
static bool is_wanted(enum command command, const char *text, const char *needle)
{
    const struct command_row *row = command_row(command);
    return holds(text, needle) || holds(row->name, needle) || (needle[0] != '\0' && holds(row->keys, needle));
}

/* A section begins with its first row, behind a blank line. */
static void add(struct table *table, const char *section, struct row row)
{
    bool begun = false;
    for (int i = table->count - 1; i >= 0 && !begun; i--) {
        begun = table->rows[i].heading == section;
        if (table->rows[i].heading != NULL) {
            break;
        }
    }
    if (!begun && table->count > 0) {
        table->rows[table->count++] = (struct row){.glyph = GLYPHS};
    }
    if (!begun) {
        table->rows[table->count++] = (struct row){.heading = section, .glyph = GLYPHS};
    }
    table->rows[table->count++] = row;
}

/* What the view says in several words of its own goes before the table's; NULL when it has none. One word suits the footer. */
static const char *word_here(const struct app *app, enum command command)
{
    const struct view_ops *view = app_view(app);
    struct view_env env = app_env(app);
    const char *word = view->can == NULL ? NULL : view->can(app->views[app->active], &env, command);
    return word != NULL && strchr(word, ' ') != NULL ? word : NULL;
}

static void add_all(const struct app *app, struct table *table, const char *needle)
{
    for (int category = 0; category < CATEGORIES; category++) {
        for (int i = COMMAND_NONE + 1; i < COMMANDS; i++) {
            enum command command = (enum command)i;
            const char *here = word_here(app, command);
            const char *help = here != NULL ? here : help_of(app, command);
            if ((int)command_row(command)->category == category && help != NULL && is_wanted(command, help, needle)) {
                add(table, category_title((enum command_category)category),
                    (struct row){.command = command, .text = help, .glyph = GLYPHS,
                                 .role = here != NULL ? ROLE_ACCENT : ROLE_DEFAULT});
            }
        }
    }
}

static void add_marks(struct table *table, const char *needle)
{
    static const struct row marks[] = {
        {.glyph = GLYPH_ERROR, .role = ROLE_ERROR, .text = "error"},
        {.glyph = GLYPH_WARNING, .role = ROLE_WARNING, .text = "warning"},
        {.glyph = GLYPH_NOTE, .role = ROLE_NOTE, .text = "note"},
        {.glyph = GLYPH_AGAIN, .role = ROLE_DIM, .text = "sent again, counted once"},
    };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (holds(marks[i].text, needle)) {
            add(table, "MARKS", marks[i]);
        }
    }
}

/* Told when asked for: there is much of it. */
static void add_filters(struct table *table, const char *needle)
{
    for (size_t i = 0; i < filter_field_count && needle[0] != '\0'; i++) {
        const struct filter_field_row *field = &filter_fields[i];
        if (holds("filters", needle) || holds(field->name, needle) || holds(field->example, needle) || holds(field->means, needle)) {
            add(table, "FILTERS", (struct row){.example = field->example, .text = field->means, .glyph = GLYPHS});
        }
    }
}

/* What stands before the text; false for a mark and for what has nothing there. */
static bool put_keys(const struct row *row, struct str *out)
{
    if (row->example != NULL) {
        return str_puts(out, row->example);
    }
    if (row->command == COMMAND_NONE) {
        return false;
    }
    if (command_row(row->command)->keys[0] != '\0') {
        command_keys(row->command, out);
    } else {
        str_printf(out, ":%s", command_row(row->command)->name);
    }
    return true;
}

static void measure(const struct app *app, const struct row *row, struct widths *widths)
{
    struct str keys;
    int w = row->text == NULL ? 0 : canvas_width(&app->canvas, row->text, strlen(row->text)) + GAP;
    widths->text = w > widths->text ? w : widths->text;
    str_init(&keys, KEYS_MAX);
    if (put_keys(row, &keys)) {
        w = canvas_width(&app->canvas, keys.data, keys.len) + GAP;
        widths->keys = w > widths->keys ? w : widths->keys;
    }
    str_done(&keys);
}

static void make_table(const struct app *app, struct table *table)
{
    const char *needle = app->prompt.text.data;
    table->count = 0;
    add_all(app, table, needle);
    add_filters(table, needle);
    add_marks(table, needle);
}

static void draw_row(struct app *app, struct rect at, int keys_w, const struct row *row)
{
    struct canvas *canvas = &app->canvas;
    struct rect text = {at.x + keys_w, at.y, at.w - keys_w, 1};
    if (row->heading != NULL) {
        canvas_puts(canvas, at, ROLE_HEADING, row->heading);
    } else if (row->glyph != GLYPHS) {
        canvas_puts(canvas, at, row->role, canvas_glyph(canvas, row->glyph));
        canvas_puts(canvas, text, ROLE_DEFAULT, row->text);
    } else {
        struct str keys;
        str_init(&keys, KEYS_MAX);
        put_keys(row, &keys);
        canvas_puts(canvas, at, ROLE_FOOTER_KEY, keys.data);
        canvas_puts(canvas, text, row->role, row->text == NULL ? "" : row->text);
        str_done(&keys);
    }
}

/* Columns are filled from the top, without a blank line there or a heading at the end. Returns how many it takes. */
static int fill(struct table *table, int height)
{
    int column = 0, y = 0;
    for (int i = 0; i < table->count; i++) {
        const struct row *row = &table->rows[i];
        bool blank = row->heading == NULL && row->text == NULL;
        if (y >= height || (row->heading != NULL && y == height - 1 && height > 1)) {
            column++;
            y = 0;
        }
        table->column[i] = column;
        table->y[i] = blank && y == 0 ? -1 : y;
        y += table->y[i] >= 0;
    }
    return column + 1;
}

/* How wide the columns are, and whether they have room side by side. */
static bool place(const struct app *app, const struct table *table, int w, struct widths widths[COLUMNS_MAX])
{
    int total = -GAP;
    memset(widths, 0, COLUMNS_MAX * sizeof *widths);
    for (int i = 0; i < table->count; i++) {
        if (table->column[i] >= COLUMNS_MAX) {
            return false;
        }
        measure(app, &table->rows[i], &widths[table->column[i]]);
    }
    for (int i = 0; i < COLUMNS_MAX; i++) {
        total += widths[i].keys + widths[i].text;
    }
    return total <= w;
}

static void draw_filled(struct app *app, struct rect at, const struct table *table, const struct widths *widths)
{
    for (int i = 0; i < table->count; i++) {
        int x = at.x, y = table->y[i] - (at.h > 0 ? app->help_top : 0);
        for (int column = 0; column < table->column[i]; column++) {
            x += widths[column].keys + widths[column].text;
        }
        if (y >= 0 && y < at.h) {
            struct rect line = {x, at.y + y, at.x + at.w - x, 1};
            draw_row(app, line, widths[table->column[i]].keys, &table->rows[i]);
        }
    }
}

/* All of it in columns where that fits; else one that is scrolled, because nobody wants to scroll two. */
static void draw_table(struct app *app, struct rect at, struct table *table)
{
    struct widths widths[COLUMNS_MAX];
    app->help_page = at.h;
    app->help_more = 0;
    bool fits = at.h > 0 && fill(table, at.h) <= COLUMNS_MAX && place(app, table, at.w, widths);
    if (!fits) {
        fill(table, table->count + 1);
        place(app, table, at.w, widths);
    }
    int last = fits || table->count <= at.h ? 0 : table->count - at.h;
    app->help_top = app->help_top < last ? app->help_top : last;
    app->help_more = last - app->help_top;
    draw_filled(app, at, table, widths);
}

void app_draw_help(struct app *app, struct rect at)
{
    struct table table;
    struct rect inner = {at.x + 1, at.y, at.w - 1, at.h};
    make_table(app, &table);
    app->help_more = 0;
    if (table.count == 0) {
        canvas_puts(&app->canvas, inner, ROLE_DIM, "Nothing here is called or does that.");
        return;
    }
    draw_table(app, inner, &table);
}

void app_help_said(struct app *app, const char *text)
{
    (void)text;
    app->help_top = 0;
}

void app_open_help(struct app *app)
{
    app->help_top = app->help_page = 0;
    app_prompt_open(app, ASKING_HELP, "");
}

/* Up to where it ends; the drawing knows how far that is. */
bool app_help_scroll(struct app *app, uint32_t key)
{
    int page = app->help_page > 1 ? app->help_page - 1 : 1, top = app->help_top;
    switch (key) {
    case KEY_CODE_UP:
        top--;
        break;
    case KEY_CODE_DOWN:
        top++;
        break;
    case KEY_CODE_PAGE_UP:
        top -= page;
        break;
    case KEY_CODE_PAGE_DOWN:
        top += page;
        break;
    default:
        return false;
    }
    app->help_top = top < 0 ? 0 : top;
    return true;
}
