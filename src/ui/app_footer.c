/* The last line: the prompt, the filter, a notice, or what the keys do. */
#include <stdio.h>
#include <string.h>

#include "app_private.h"
#include "base/num.h"

#define GAP 3
#define COUNTS_TEXT 80

static void filter_counts(const struct app *app, char text[COUNTS_TEXT])
{
    char found[NUM_TEXT_SIZE], all[NUM_TEXT_SIZE];
    uint64_t first = app_first(app), next = app->options.world->store.next;
    const struct idlist *matches = &app->search.matches;
    size_t count = idlist_count(matches) - idlist_find(matches, first);
    if (!search_active(&app->search)) {
        snprintf(text, COUNTS_TEXT, "a text anywhere in a call");
    } else if (app->searching && next > first && app->search.next < next) {
        uint64_t looked = app->search.next > first ? app->search.next - first : 0;
        snprintf(text, COUNTS_TEXT, "%s   searching %u %%", num_format(count, found),
                 (unsigned)(looked * 100 / (next - first)));
    } else {
        snprintf(text, COUNTS_TEXT, "%s of %s", num_format(count, found), num_format(next - first, all));
    }
}

/* Where to start showing a text so that its byte `cursor` lies within `w` columns. */
static size_t scroll_to(const struct canvas *canvas, const struct str *text, size_t cursor, int w)
{
    size_t start = 0;
    while (start < cursor && canvas_width(canvas, text->data + start, cursor - start) >= w) {
        size_t step = canvas_fit(canvas, text->data + start, cursor - start, 2);
        start += step > 0 ? step : 1;
    }
    return start;
}

static void draw_prompt(struct app *app, struct rect at)
{
    char counts[COUNTS_TEXT];
    struct canvas *canvas = &app->canvas;
    const struct str *text = &app->prompt.text;
    const char *label = app->faulting ? " fault: " : at.w < 10 ? "/" : " / ";
    if (app->faulting) {
        snprintf(counts, sizeof counts, "Enter sets it, Esc leaves it");
    } else if (app_view(app)->find == NULL) {
        filter_counts(app, counts);
    } else {
        snprintf(counts, sizeof counts, "Enter keeps it, Esc ends it");
    }
    int used = canvas_puts(canvas, at, ROLE_FOOTER_KEY, label);
    int taken = (int)strlen(counts) + GAP;
    int room = at.w - used - 1;
    bool both = room - taken >= 10;
    room -= both ? taken : 0;
    size_t start = scroll_to(canvas, text, app->prompt.cursor, room > 1 ? room : 1);
    struct rect field = {at.x + used, at.y, room, 1};
    canvas_text(canvas, field, ROLE_PROMPT, text->data + start, text->len - start);
    canvas->cursor_x = field.x + canvas_width(canvas, text->data + start, app->prompt.cursor - start);
    canvas->cursor_x = canvas->cursor_x < canvas->w ? canvas->cursor_x : canvas->w - 1;
    canvas->cursor_y = at.y;
    if (both) {
        canvas_right(canvas, (struct rect){at.x, at.y, at.w - 1, 1}, ROLE_FOOTER, counts);
    }
}

/* "/ filter", drawn only where all of it fits; a click there is the key. Returns where the next one goes. */
static int draw_key(struct app *app, struct rect at, enum command command, const char *label)
{
    char key[KEY_NAME_SIZE];
    struct canvas *canvas = &app->canvas;
    command_key(command, key);
    int width = canvas_width(canvas, key, strlen(key)) + 1 + canvas_width(canvas, label, strlen(label));
    if (width > at.w) {
        return 0;
    }
    int used = canvas_puts(canvas, at, ROLE_FOOTER_KEY, key) + 1;
    canvas_puts(canvas, (struct rect){at.x + used, at.y, at.w - used, 1}, ROLE_FOOTER, label);
    app_mark(app, (struct rect){at.x, at.y, width, 1}, command);
    return width + GAP;
}

static void draw_filter(struct app *app, struct rect at)
{
    char counts[COUNTS_TEXT];
    struct canvas *canvas = &app->canvas;
    filter_counts(app, counts);
    struct rect rest = {at.x + 1, at.y, at.w - 1, 1};
    int used = canvas_puts(canvas, rest, ROLE_FOOTER_KEY, "/ ");
    rest = (struct rect){rest.x + used, at.y, rest.w - used, 1};
    int room = rest.w - (int)strlen(counts) - 2 * GAP;
    used = canvas_text(canvas, (struct rect){rest.x, rest.y, room > 8 ? room : rest.w, 1}, ROLE_PROMPT,
                       app->search.needle.data, app->search.needle.len) + GAP;
    rest = (struct rect){rest.x + used, at.y, rest.w - used, 1};
    used = canvas_puts(canvas, rest, ROLE_FOOTER, counts) + GAP;
    draw_key(app, (struct rect){rest.x + used, at.y, rest.w - used - 1, 1}, COMMAND_BACK, "ends the filter");
}

/* What a view has no say in. */
static const char *label_of_own(const struct app *app, enum command command)
{
    bool aside = app_view(app)->aside != COMMAND_NONE;
    switch (command) {
    case COMMAND_PAUSE:
        return aside ? "" : app->paused ? "follow" : command_row(command)->label;
    case COMMAND_CLEAR:
        return aside ? "" : command_row(command)->label;
    case COMMAND_SCENE_NEXT:
    case COMMAND_SCENE_HOLD:
        return app->options.guest == NULL ? "" : command_row(command)->label;
    case COMMAND_QUIT:
        return aside ? "back" : command_row(command)->label;
    default:
        return command_row(command)->label;
    }
}

static const char *label_of(const struct app *app, enum command command)
{
    const struct view_ops *view = app_view(app);
    struct view_env env = app_env(app);
    bool asks = command_row(command)->category == CATEGORY_MOVE || command == COMMAND_SWITCH;
    if (!asks || view->can == NULL) {
        return label_of_own(app, command);
    }
    const char *word = view->can(app->views[app->active], &env, command);
    return word == NULL ? "" : word[0] != '\0' ? word : command_row(command)->label;
}

/* The ways to all others are kept where not all fit. */
static bool is_kept(enum command command)
{
    return command_row(command)->category == CATEGORY_PROGRAM;
}

static int kept_width(const struct app *app)
{
    char key[KEY_NAME_SIZE];
    int width = 0;
    for (int i = COMMAND_NONE + 1; i < COMMANDS; i++) {
        const char *label = label_of(app, (enum command)i);
        if (is_kept((enum command)i) && label[0] != '\0') {
            command_key((enum command)i, key);
            width += (int)(strlen(key) + 1 + strlen(label)) + GAP;
        }
    }
    return width;
}

static void draw_keys(struct app *app, struct rect at)
{
    int kept = kept_width(app) - GAP;
    struct rect rest = {at.x + 1, at.y, at.w - 2, 1};
    for (int i = COMMAND_NONE + 1; i < COMMANDS; i++) {
        enum command command = (enum command)i;
        const char *label = label_of(app, command);
        if (label[0] == '\0') {
            continue;
        }
        int room = is_kept(command) ? rest.w : rest.w - kept - GAP;
        int used = draw_key(app, (struct rect){rest.x, at.y, room, 1}, command, label);
        rest.x += used;
        rest.w -= used;
    }
}

void app_draw_footer(struct app *app, struct rect at)
{
    struct rect inner = {at.x + 1, at.y, at.w - 1, 1};
    if (at.h < 1) {
        return;
    }
    canvas_fill(&app->canvas, at, ROLE_FOOTER);
    if (app->prompting) {
        draw_prompt(app, at);
    } else if (app->help) {
        canvas_puts(&app->canvas, inner, ROLE_FOOTER, "any key closes this");
    } else if (app->news != NULL) {
        canvas_puts(&app->canvas, inner, app->idle ? ROLE_FOOTER : ROLE_WARNING, app->news);
    } else if (app->notice) {
        canvas_puts(&app->canvas, inner, ROLE_WARNING, journal_notice(app->options.journal));
    } else if (search_active(&app->search) && app_view(app)->find == NULL) {
        draw_filter(app, at);
    } else {
        draw_keys(app, at);
    }
}
