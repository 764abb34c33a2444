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

/* "/ filter", drawn only where all of it fits before `end`. Returns where the next one goes. */
static int draw_key(struct app *app, struct rect at, const char *key, const char *label)
{
    struct canvas *canvas = &app->canvas;
    int width = canvas_width(canvas, key, strlen(key)) + 1 + canvas_width(canvas, label, strlen(label));
    if (width > at.w) {
        return 0;
    }
    int used = canvas_puts(canvas, at, ROLE_FOOTER_KEY, key) + 1;
    canvas_puts(canvas, (struct rect){at.x + used, at.y, at.w - used, 1}, ROLE_FOOTER, label);
    return width + GAP;
}

static void first_key(const struct command_row *row, char key[16])
{
    size_t n = strcspn(row->keys, " ");
    snprintf(key, 16, "%.*s", (int)n, row->keys);
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
    draw_key(app, (struct rect){rest.x + used, at.y, rest.w - used - 1, 1}, "Esc", "ends the filter");
}

static const char *label_of(const struct app *app, enum command command)
{
    if (app_view(app)->aside != COMMAND_NONE) {
        return command == COMMAND_PAUSE || command == COMMAND_CLEAR ? ""
               : command == COMMAND_QUIT                            ? "back"
                                                                    : command_row(command)->label;
    }
    return command == COMMAND_PAUSE && app->paused ? "follow" : command_row(command)->label;
}

static void draw_keys(struct app *app, struct rect at)
{
    char key[16];
    struct rect rest = {at.x + 1, at.y, at.w - 2, 1};
    const struct command_row *help = command_row(COMMAND_HELP);
    first_key(help, key);
    int kept = (int)(strlen(key) + 1 + strlen(help->label)) + GAP; /* the way to all others comes first */
    for (int i = COMMAND_NONE + 1; i < COMMANDS; i++) {
        const char *label = label_of(app, (enum command)i);
        if (label[0] == '\0') {
            continue;
        }
        bool reserve = i < COMMAND_HELP;
        first_key(command_row((enum command)i), key);
        int used = draw_key(app, (struct rect){rest.x, at.y, rest.w - (reserve ? kept : 0), 1}, key, label);
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
        canvas_puts(&app->canvas, inner, ROLE_WARNING, app->news);
    } else if (app->notice) {
        canvas_puts(&app->canvas, inner, ROLE_WARNING, journal_notice(app->options.journal));
    } else if (search_active(&app->search) && app_view(app)->find == NULL) {
        draw_filter(app, at);
    } else {
        draw_keys(app, at);
    }
}
