/* Connect: the SDKs by family, and the lines that point the selected one at the sink, as `callboard connect` prints them.
 *
 * An opened recipe has the whole width and nothing beside or before its lines, so that a mouse copies them as they are. */
#include "connect/connect.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "pen.h"
#include "scroll.h"
#include "table.h"
#include "ui/list.h"

#define DEFAULT_URL "http://" CONNECT_NAME ":" CONNECT_PORT
#define COMMAND_MAX 256
#define NEEDLE_MAX 64

/* Columns: the list of ids, and from which width on the recipe, or the titles too, stand beside it. */
#define IDS 25
#define TITLES 40
#define BESIDE 106
#define BESIDE_TITLES 150

/* A row of the list: a recipe, the title of a family, or, above that, nothing. */
struct entry {
    const struct recipe_family *family;
    const struct recipe *recipe;
};

/* A line of the recipe's text. */
struct line {
    size_t start, length;
    enum role role;
};

struct connect_view {
    struct connect_address address;
    struct str needle; /* what an SDK or its family has to hold */
    struct entry *entries;
    size_t entry_count, entry_cap;
    size_t found; /* recipes among them */
    struct list list;
    int list_w; /* columns it takes */
    const struct recipe *selected; /* NULL: none found */
    bool open;

    struct str text;
    struct line *lines;
    size_t line_count, line_cap;
    size_t top, height; /* first line shown, lines shown */
};

static void *connect_open(void)
{
    struct connect_view *view = xcalloc(1, sizeof *view);
    str_init(&view->needle, NEEDLE_MAX);
    str_init(&view->text, CONNECT_MAX_TEXT);
    return view;
}

static void connect_close(void *state)
{
    struct connect_view *view = state;
    str_done(&view->needle);
    str_done(&view->text);
    free(view->entries);
    free(view->lines);
    free(view);
}

/* ---- the list ---- */

static void add_entry(struct connect_view *view, const struct recipe_family *family, const struct recipe *recipe)
{
    view->entries = xgrow(view->entries, &view->entry_cap, view->entry_count + 1, sizeof *view->entries);
    view->entries[view->entry_count++] = (struct entry){family, recipe};
}

static void add_family(struct connect_view *view, const struct recipe_family *family)
{
    const char *needle = view->needle.data;
    bool whole = connect_holds(family->title, needle), titled = false;
    for (size_t i = 0; i < family->count; i++) {
        const struct recipe *recipe = &family->recipes[i];
        if (!whole && !connect_matches(recipe, needle)) {
            continue;
        }
        if (!titled && view->entry_count > 0) {
            add_entry(view, NULL, NULL);
        }
        if (!titled) {
            add_entry(view, family, NULL);
        }
        titled = true;
        add_entry(view, family, recipe);
        view->found++;
    }
}

/* Only recipes are selected; `down` says where to look for one. The titles above the first one come into sight with it. */
static void select_recipe(struct connect_view *view, bool down)
{
    struct list *list = &view->list;
    size_t row = list->selected;
    while (down && row + 1 < view->entry_count && view->entries[row].recipe == NULL) {
        row++;
    }
    while (row > 0 && view->entries[row].recipe == NULL) {
        row--;
    }
    while (row + 1 < view->entry_count && view->entries[row].recipe == NULL) {
        row++;
    }
    list_select(list, row);
    if (row == list->top && row > 0 && view->entries[row - 1].recipe == NULL && list->height > 1) {
        list->top--;
    }
    view->selected = row < view->entry_count ? view->entries[row].recipe : NULL;
}

static void sync_list(struct connect_view *view)
{
    view->entry_count = view->found = 0;
    for (size_t i = 0; i < recipe_family_count; i++) {
        add_family(view, recipe_families[i]);
    }
    list_set_count(&view->list, view->entry_count);
    for (size_t row = 0; row < view->entry_count; row++) {
        if (view->selected != NULL && view->entries[row].recipe == view->selected) {
            list_select(&view->list, row); /* stay with the recipe, not with the row */
        }
    }
    select_recipe(view, true);
}

/* ---- the recipe ---- */

static void add_line(struct connect_view *view, size_t start, size_t length, enum role role)
{
    view->lines = xgrow(view->lines, &view->line_cap, view->line_count + 1, sizeof *view->lines);
    view->lines[view->line_count++] = (struct line){start, length, role};
}

/* A line that does not fit goes on in the next row, as a terminal would break it. */
static void add_wrapped(struct connect_view *view, size_t start, size_t length, int w)
{
    const char *line = view->text.data + start;
    enum role role = connect_is_comment(view->selected, line) ? ROLE_DIM : ROLE_CODE;
    size_t width = w > 0 ? (size_t)w : 1;
    for (; length > width; start += width, length -= width) {
        add_line(view, start, width, role);
    }
    add_line(view, start, length, role);
}

static void sync_text(struct connect_view *view, int w, int h)
{
    view->line_count = 0;
    view->height = h > 0 ? (size_t)h : 0;
    str_clear(&view->text);
    if (view->selected == NULL) {
        return;
    }
    connect_print(&view->text, view->selected, &view->address);
    for (size_t at = 0; at < view->text.len;) {
        size_t n = strcspn(view->text.data + at, "\n");
        add_wrapped(view, at, n, w);
        at += n + 1;
    }
    scroll_fit(&view->top, view->line_count, view->height);
}

/* The list's width beside the recipe; 0 when it stands alone. */
static int list_width(int w)
{
    return w >= BESIDE_TITLES ? IDS + TITLES : w >= BESIDE ? IDS : 0;
}

static void connect_sync(void *state, const struct view_env *env, int w, int h)
{
    struct connect_view *view = state;
    int list = list_width(w);
    view->list_w = list == 0 ? w : list;
    connect_address(&view->address, env->url == NULL ? DEFAULT_URL : env->url, env->tls_url);
    list_fit(&view->list, h > 2 ? (size_t)h - 2 : 1);
    sync_list(view);
    view->open = view->open && view->selected != NULL;
    sync_text(view, view->open ? w : w - list - 2, h - 2);
}

/* ---- drawing ---- */

static void draw_title(const struct connect_view *view, const struct view_env *env, struct canvas *canvas, struct rect line)
{
    struct pen pen = pen_at(canvas, (struct rect){line.x + 1, line.y, line.w - 2, line.h});
    pen_puts(&pen, ROLE_HEADING, "CONNECT");
    pen_skip(&pen, 2);
    if (view->needle.len > 0) {
        pen_printf(&pen, ROLE_PROMPT, "/ %s", view->needle.data);
        pen_printf(&pen, ROLE_DIM, "  %zu of %zu", view->found, connect_count());
    } else if (env->url == NULL) {
        pen_printf(&pen, ROLE_DIM, "no sink runs here; the default address is %s", view->address.url);
    } else {
        pen_printf(&pen, ROLE_DIM, "the lines that point an SDK at %s", view->address.url);
    }
}

static void draw_entry(struct canvas *canvas, struct rect line, const struct entry *entry, bool brief)
{
    struct pen pen = pen_at(canvas, (struct rect){line.x + 1, line.y, line.w - 1, 1});
    if (entry->recipe == NULL) {
        pen_puts(&pen, ROLE_HEADING, entry->family == NULL ? "" : entry->family->title);
        return;
    }
    pen_column(&pen, IDS - 1, ROLE_NAME, entry->recipe->id);
    if (!brief) {
        pen_column(&pen, TITLES, ROLE_DEFAULT, entry->recipe->title);
        pen_puts(&pen, ROLE_DIM, entry->recipe->versions);
    }
}

static void draw_list(const struct connect_view *view, struct canvas *canvas, struct rect area)
{
    for (int y = 0; y < area.h && view->list.top + (size_t)y < view->entry_count; y++) {
        size_t row = view->list.top + (size_t)y;
        struct rect line = {area.x, area.y + y, area.w, 1};
        draw_entry(canvas, line, &view->entries[row], area.w <= IDS);
        if (row == view->list.selected && view->selected != NULL) {
            canvas_overlay(canvas, line, ROLE_SELECTED);
        }
    }
    if (view->selected == NULL) {
        canvas_puts(canvas, (struct rect){area.x + 1, area.y, area.w - 1, area.h > 0}, ROLE_DEFAULT,
                    "No SDK like that. Esc lists all; curl shows what any client has to send.");
    }
}

static void draw_lines(const struct connect_view *view, struct canvas *canvas, struct rect area)
{
    for (int y = 0; y < area.h && view->top + (size_t)y < view->line_count; y++) {
        const struct line *line = &view->lines[view->top + (size_t)y];
        canvas_text(canvas, (struct rect){area.x, area.y + y, area.w, 1}, line->role, view->text.data + line->start,
                    line->length);
    }
}

static void draw_opened(const struct connect_view *view, struct canvas *canvas, struct rect area)
{
    struct str command;
    struct pen pen = pen_at(canvas, (struct rect){area.x + 1, area.y, area.w - 2, area.h});
    size_t end = view->top + view->height;
    str_init(&command, COMMAND_MAX);
    connect_print_command(&command, view->selected, &view->address);
    pen_puts(&pen, ROLE_DIM, "the same by ");
    pen_puts(&pen, ROLE_NAME, command.data);
    if (end < view->line_count) {
        pen_printf(&pen, ROLE_ACCENT, "   %zu more below", view->line_count - end);
    }
    str_done(&command);
    draw_lines(view, canvas, (struct rect){area.x, area.y + 2, area.w, area.h - 2});
}

static void connect_draw(const void *state, const struct view_env *env, struct canvas *canvas, struct rect area)
{
    const struct connect_view *view = state;
    struct rect below = {area.x, area.y + 2, area.w, area.h - 2};
    int width = list_width(area.w);
    if (view->open) {
        draw_opened(view, canvas, area);
        return;
    }
    draw_title(view, env, canvas, (struct rect){area.x, area.y, area.w, 1});
    if (width == 0 || view->selected == NULL) {
        draw_list(view, canvas, below);
        return;
    }
    draw_list(view, canvas, (struct rect){below.x, below.y, width, below.h});
    canvas_vline(canvas, (struct rect){below.x + width, below.y, 1, below.h}, ROLE_LINE);
    draw_lines(view, canvas, (struct rect){below.x + width + 2, below.y, below.w - width - 2, below.h});
}

/* ---- commands ---- */

static bool open_recipe(struct connect_view *view, bool open)
{
    bool changed = open != view->open && view->selected != NULL;
    view->open = changed ? open : view->open;
    view->top = 0;
    return changed;
}

static void find(struct connect_view *view, const char *text)
{
    str_clear(&view->needle);
    str_puts(&view->needle, text);
    view->open = false;
    view->top = 0;
    sync_list(view); /* the next key may come before the next frame */
}

static bool leave(struct connect_view *view)
{
    if (open_recipe(view, false)) {
        return true;
    }
    bool found = view->needle.len > 0;
    if (found) {
        find(view, "");
    }
    return found;
}

static bool move(struct connect_view *view, enum command command)
{
    size_t before = view->list.selected;
    if (view->open) {
        return scroll_command(&view->top, view->line_count, view->height, command);
    }
    if (!list_command(&view->list, command, false)) {
        return false;
    }
    select_recipe(view, view->list.selected > before);
    view->top = 0;
    return true;
}

static struct reaction connect_command(void *state, const struct view_env *env, enum command command)
{
    struct connect_view *view = state;
    bool done = true;
    (void)env;
    switch (command) {
    case COMMAND_OPEN:
    case COMMAND_RIGHT:
        open_recipe(view, true);
        break;
    case COMMAND_NEXT_PANE:
    case COMMAND_PREVIOUS_PANE:
        open_recipe(view, !view->open);
        break;
    case COMMAND_LEFT:
        open_recipe(view, false);
        break;
    case COMMAND_BACK:
        done = leave(view);
        break;
    default:
        done = move(view, command);
    }
    return (struct reaction){.kind = done ? REACTION_DONE : REACTION_IGNORED};
}

static const char *connect_can(const void *state, const struct view_env *env, enum command command)
{
    const struct connect_view *view = state;
    (void)env;
    return command == COMMAND_SWITCH || (command == COMMAND_OPEN && (view->open || view->selected == NULL)) ? NULL : "";
}

static void connect_trail(const void *state, const struct view_env *env, void (*part)(void *to, const char *text), void *to)
{
    const struct connect_view *view = state;
    (void)env;
    if (view->open && view->selected != NULL) {
        part(to, view->selected->id);
    }
}

/* The list begins below the title and a blank line; what is beside it is scrolled by the wheel. */
static struct reaction connect_mouse(void *state, const struct view_env *env, const struct mouse *mouse)
{
    struct connect_view *view = state;
    size_t before = view->list.selected;
    struct rect rows = {0, 2, view->list_w, (int)view->list.height};
    (void)env;
    if (!view->open && list_mouse(&view->list, rows, mouse)) {
        view->top = view->list.selected == before ? view->top : 0;
        select_recipe(view, view->list.selected >= before);
    } else if (mouse_is_wheel(mouse)) {
        for (int i = 0; i < MOUSE_WHEEL_ROWS; i++) {
            scroll_command(&view->top, view->line_count, view->height,
                           mouse->kind == MOUSE_WHEEL_UP ? COMMAND_UP : COMMAND_DOWN);
        }
    }
    return (struct reaction){.kind = REACTION_DONE};
}

static void connect_find_text(void *state, const char *text)
{
    find(state, text);
}

const struct view_ops view_connect = {
    .name = "connect",
    .title = "Connect",
    .open = connect_open,
    .close = connect_close,
    .sync = connect_sync,
    .draw = connect_draw,
    .command = connect_command,
    .aside = COMMAND_CONNECT,
    .find = connect_find_text,
    .can = connect_can,
    .trail = connect_trail,
    .mouse = connect_mouse,
};
