/* Prompts: what each asks for, what is typed into it, and how it looks. */
#include <stdio.h>
#include <string.h>

#include "app_private.h"
#include "base/num.h"
#include "base/utf8.h"

#define GAP 3
#define COUNTS_TEXT 80
#define OFFERED_MAX 10 /* rows */

/* ---- the filter, and what a view takes instead of it ---- */

/* What is no filter yet leaves the one before in force, and says why. */
static void filter_said(struct app *app, const char *text)
{
    app->wrong.text[0] = '\0';
    app->wrong_at = SIZE_MAX;
    if (!search_set(&app->search, text)) {
        err_set(&app->wrong, "%s", app->search.error.text);
        app->wrong_at = app->search.error.at;
    }
    app->searching = search_active(&app->search);
}

static bool filter_kept(struct app *app, const char *text)
{
    filter_said(app, text);
    return app->search.error.text[0] == '\0';
}

static void filter_complete_at(struct app *app, const char *text, size_t cursor, struct candidates *out)
{
    struct filter_candidates found;
    struct filter_world world = asked_by_filters(&app->search.asked);
    filter_complete(text, cursor, &world, &found);
    candidates_begin(out, found.from, found.to);
    for (size_t i = 0; i < found.count; i++) {
        candidates_offer(out, found.items[i].text, found.items[i].means, "");
    }
    filter_candidates_done(&found);
}

static void find_said(struct app *app, const char *text)
{
    app_view(app)->find(app->views[app->active], text);
}

static void nothing_said(struct app *app, const char *text)
{
    (void)app;
    (void)text;
}

static bool kept(struct app *app, const char *text)
{
    (void)app;
    (void)text;
    return true;
}

static void filter_left(struct app *app)
{
    filter_said(app, "");
}

static void find_left(struct app *app)
{
    find_said(app, "");
}

static void nothing(struct app *app)
{
    (void)app;
}

static const struct asking_row rows[ASKINGS] = {
    [ASKING_FILTER] = {.name = "filter", .label = " / ", .said = filter_said, .keep = filter_kept, .left = filter_left,
                       .hint = "type:track   account:acme   severity>=warning   since:5m   Tab completes",
                       .complete = filter_complete_at},
    [ASKING_FIND] = {.name = "find", .label = " / ", .keys = "Enter keeps it, Esc ends it", .said = find_said,
                     .keep = kept, .left = find_left},
    [ASKING_FAULT] = {.name = "fault", .label = " fault: ", .keys = "Enter sets it, Esc leaves it",
                      .hint = "next 3: 429 retry-after=2   20%: 500   delay=2s   next 1: close   empty: none",
                      .said = nothing_said, .keep = app_keep_faults, .left = nothing},
    [ASKING_COMMAND] = {.name = "command", .label = " : ", .keys = "Tab completes, Enter runs it, Esc leaves", .offers = true,
                        .said = app_palette_said, .keep = app_palette_keep, .left = app_palette_left,
                        .complete = app_palette_complete},
    [ASKING_HELP] = {.name = "help", .label = " ? ", .keys = "type to search, Esc closes", .said = app_help_said,
                     .keep = kept, .left = nothing},
};

const struct asking_row *app_asking(const struct app *app)
{
    return &rows[app->asking];
}

const char *app_asking_name(enum asking asking)
{
    return rows[asking].name;
}

/* ---- typing ---- */

static void look_again(struct app *app)
{
    const struct asking_row *row = app_asking(app);
    app->wrong.text[0] = '\0';
    app->wrong_at = SIZE_MAX;
    candidates_begin(&app->candidates, 0, 0);
    if (row->offers && row->complete != NULL) {
        row->complete(app, app->prompt.text.data, app->prompt.cursor, &app->candidates);
    }
}

static void changed(struct app *app)
{
    const struct asking_row *row = app_asking(app);
    look_again(app);
    row->said(app, app->prompt.text.data);
}

void app_prompt_open(struct app *app, enum asking asking, const char *text)
{
    app->asking = asking;
    prompt_begin(&app->prompt, text, &app->histories[asking]);
    look_again(app);
}

static void close_prompt(struct app *app)
{
    candidates_begin(&app->candidates, 0, 0);
    app->wrong.text[0] = '\0';
    app->asking = ASKING_NOTHING;
}

void app_prompt_leave(struct app *app)
{
    const struct asking_row *row = app_asking(app);
    if (app->asking != ASKING_NOTHING) {
        row->left(app);
        close_prompt(app);
    }
}

/* What it leads to may be another prompt. */
static void keep(struct app *app)
{
    enum asking asking = app->asking;
    struct str text;
    str_init(&text, PROMPT_MAX);
    str_append(&text, app->prompt.text.data, app->prompt.text.len);
    if (rows[asking].keep(app, text.data)) {
        recall_add(&app->histories[asking], text.data);
        if (app->asking == asking) {
            close_prompt(app);
        }
    } else if (!rows[asking].offers && app->wrong_at <= app->prompt.text.len) {
        app->prompt.cursor = app->wrong_at; /* to be put right there */
    }
    str_done(&text);
}

/* Tab puts the next candidate in place; where there is only one, what follows it is completed next. */
static void choose(struct app *app, bool forward)
{
    struct candidates *candidates = &app->candidates;
    const struct asking_row *row = app_asking(app);
    if (candidates->count == 0 && row->complete != NULL) {
        row->complete(app, app->prompt.text.data, app->prompt.cursor, candidates);
    }
    if (candidates->count == 0) {
        return;
    }
    size_t last = candidates->count - 1, chosen = candidates->chosen;
    candidates->chosen = forward ? (chosen >= last ? 0 : chosen + 1) : (chosen > last || chosen == 0 ? last : chosen - 1);
    const char *text = candidates->items[candidates->chosen].text;
    size_t n = strlen(text);
    if (prompt_replace(&app->prompt, candidates->from, candidates->to, text, n)) {
        candidates->to = candidates->from + n;
    }
    if (last == 0) {
        look_again(app);
    }
    row->said(app, app->prompt.text.data);
}

/* Help is also closed by the key that opened it, and by the one that leaves everything else. */
static bool is_help_key(struct app *app, uint32_t key)
{
    if (app->asking != ASKING_HELP) {
        return false;
    }
    if (app->prompt.text.len == 0 && (key == '?' || key == 'q')) {
        app_prompt_leave(app);
        return true;
    }
    return app_help_scroll(app, key);
}

void app_prompt_key(struct app *app, uint32_t key)
{
    if (is_help_key(app, key)) {
        return;
    }
    switch (prompt_key(&app->prompt, key)) {
    case PROMPT_CHANGED:
        changed(app);
        break;
    case PROMPT_CANCEL:
        app_prompt_leave(app);
        break;
    case PROMPT_KEEP:
        keep(app);
        break;
    case PROMPT_NEXT:
        choose(app, true);
        break;
    case PROMPT_PREVIOUS:
        choose(app, false);
        break;
    case PROMPT_MOVED:
    case PROMPT_IGNORED:
        break;
    }
}

bool app_prompt_click(struct app *app, const struct mouse *mouse)
{
    size_t row = app->offered_top + (size_t)(mouse->y - app->offered.y);
    if (app->asking == ASKING_NOTHING || !mouse_in(mouse, app->offered)) {
        return false;
    }
    if (mouse_is_wheel(mouse)) {
        choose(app, mouse->kind == MOUSE_WHEEL_DOWN);
    } else if (mouse->kind == MOUSE_DOUBLE) {
        keep(app);
    } else if (mouse->kind == MOUSE_CLICK && row < app->candidates.count) {
        app->candidates.chosen = row - 1; /* the one before the next; before the first stands SIZE_MAX, none */
        choose(app, true);
    }
    return true;
}

void app_prompt_paste(struct app *app, const char *text, size_t length)
{
    struct prompt *prompt = &app->prompt;
    size_t room = prompt->text.max - prompt->text.len;
    size_t n = length <= room ? length : utf8_floor(text, room);
    if (n > 0 && prompt_replace(prompt, prompt->cursor, prompt->cursor, text, n)) {
        changed(app);
    }
}

/* ---- drawing ---- */

static void filter_counts(const struct app *app, char text[COUNTS_TEXT])
{
    char found[NUM_TEXT_SIZE], all[NUM_TEXT_SIZE];
    uint64_t first = app_first(app), next = app->options.world->store.next;
    const struct idlist *matches = &app->search.matches;
    size_t count = idlist_count(matches) - idlist_find(matches, first);
    uint64_t looked = search_looked_at(&app->search, first);
    if (!search_active(&app->search)) {
        snprintf(text, COUNTS_TEXT, "a text anywhere in calls, or fields");
    } else if (app->searching && next > first && looked < next - first) {
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

/* What stands at the right of the prompt. */
static const char *beside(const struct app *app, char counts[COUNTS_TEXT])
{
    const char *keys = app_asking(app)->keys;
    if (keys == NULL) {
        filter_counts(app, counts);
    } else if (app->asking == ASKING_HELP && app->help_more > 0) {
        snprintf(counts, COUNTS_TEXT, "%d more below   %s", app->help_more, keys);
        keys = NULL;
    }
    return keys == NULL ? counts : keys;
}

void app_draw_prompt(struct app *app, struct rect at)
{
    char counts[COUNTS_TEXT];
    struct canvas *canvas = &app->canvas;
    const struct str *text = &app->prompt.text;
    if (app->asking == ASKING_NOTHING || at.h < 1) {
        return;
    }
    const char *label = app_asking(app)->label, *right = beside(app, counts);
    canvas_fill(canvas, at, ROLE_FOOTER);
    int used = canvas_puts(canvas, at, ROLE_FOOTER_KEY, at.w < 10 ? label + 1 : label);
    int taken = (int)strlen(right) + GAP;
    int room = at.w - used - 1;
    bool both = room - taken >= 10;
    room -= both ? taken : 0;
    size_t start = scroll_to(canvas, text, app->prompt.cursor, room > 1 ? room : 1);
    struct rect field = {at.x + used, at.y, room, 1};
    canvas_text(canvas, field, ROLE_PROMPT, text->data + start, text->len - start);
    canvas->cursor_x = field.x + canvas_width(canvas, text->data + start, app->prompt.cursor - start);
    canvas->cursor_x = canvas->cursor_x < canvas->w ? canvas->cursor_x : canvas->w - 1;
    canvas->cursor_y = at.y;
    app->wrong_x = app->wrong_at == SIZE_MAX || app->wrong_at < start
                       ? -1
                       : field.x + canvas_width(canvas, text->data + start, app->wrong_at - start);
    if (both) {
        canvas_right(canvas, (struct rect){at.x, at.y, at.w - 1, 1}, ROLE_FOOTER, right);
    }
}

bool app_prompt_has_hint(const struct app *app)
{
    return app->asking != ASKING_NOTHING && (app_asking(app)->hint != NULL || app->wrong.text[0] != '\0');
}

/* A mark under the place that is wrong, and why: behind the mark where there is room, else before it. */
static void draw_wrong(struct app *app, struct rect at)
{
    struct canvas *canvas = &app->canvas;
    int width = canvas_width(canvas, app->wrong.text, strlen(app->wrong.text));
    int x = app->wrong_x;
    if (x < 0 || x >= at.w) {
        canvas_puts(canvas, (struct rect){at.x + 1, at.y, at.w - 1, 1}, ROLE_ERROR, app->wrong.text);
        return;
    }
    canvas_puts(canvas, (struct rect){x, at.y, 1, 1}, ROLE_ERROR, "^");
    bool before = x + 2 + width > at.w && x > at.w / 2;
    struct rect rest = before ? (struct rect){at.x + 1, at.y, x - 2, 1} : (struct rect){x + 2, at.y, at.w - x - 2, 1};
    if (before) {
        canvas_right(canvas, rest, ROLE_ERROR, app->wrong.text);
    } else {
        canvas_puts(canvas, rest, ROLE_ERROR, app->wrong.text);
    }
}

void app_draw_hint(struct app *app, struct rect at)
{
    if (at.h < 1) {
        return;
    }
    canvas_fill(&app->canvas, at, ROLE_FOOTER);
    if (app->wrong.text[0] != '\0') {
        draw_wrong(app, at);
    } else {
        canvas_puts(&app->canvas, (struct rect){at.x + 1, at.y, at.w - 1, 1}, ROLE_FOOTER, app_asking(app)->hint);
    }
}

/* ---- candidates ---- */

static void draw_letters(struct app *app, struct rect at, const struct candidate *candidate)
{
    canvas_puts(&app->canvas, at, ROLE_NAME, candidate->text);
    for (int i = 0; i < at.w && candidate->text[i] != '\0' && i < 64; i++) {
        if ((candidate->marks >> i & 1) != 0) { /* what matches is ASCII, but what stands before it need not be */
            int x = at.x + canvas_width(&app->canvas, candidate->text, (size_t)i);
            canvas_overlay(&app->canvas, (struct rect){x, at.y, x < at.x + at.w, 1}, ROLE_MATCH);
        }
    }
}

/* Columns of the texts, and of what is noted behind them. */
static void widest(const struct app *app, int *text, int *note)
{
    *text = *note = 0;
    for (size_t i = 0; i < app->candidates.count; i++) {
        const struct candidate *candidate = &app->candidates.items[i];
        int w = canvas_width(&app->canvas, candidate->text, strlen(candidate->text));
        *text = w > *text ? w : *text;
        w = canvas_width(&app->canvas, candidate->note, strlen(candidate->note));
        *note = w > *note ? w : *note;
    }
}

static void draw_candidate(struct app *app, struct rect at, const int widths[2], size_t number)
{
    struct canvas *canvas = &app->canvas;
    const struct candidate *candidate = &app->candidates.items[number];
    int x = at.x + 3, end = at.x + at.w;
    draw_letters(app, (struct rect){x, at.y, end - x < widths[0] ? end - x : widths[0], 1}, candidate);
    x += widths[0] + GAP;
    canvas_puts(canvas, (struct rect){x, at.y, end - x, 1}, ROLE_FOOTER_KEY, candidate->note);
    x += widths[1] > 0 ? widths[1] + GAP : 0;
    canvas_puts(canvas, (struct rect){x, at.y, end - x, 1}, ROLE_DIM, candidate->means == NULL ? "" : candidate->means);
    if (number == app->candidates.chosen) {
        canvas_overlay(canvas, at, ROLE_SELECTED);
    } else if (number == 0 && app->asking == ASKING_COMMAND && app_palette_runs_first(app)) {
        canvas_overlay(canvas, at, ROLE_SELECTED_IDLE); /* what Enter would run */
    }
}

void app_draw_candidates(struct app *app, struct rect view)
{
    const struct candidates *candidates = &app->candidates;
    int most = view.h - 1 < OFFERED_MAX ? view.h - 1 : OFFERED_MAX;
    int shown = (int)candidates->count < most ? (int)candidates->count : most;
    app->offered = (struct rect){0};
    if (shown < 1) {
        return;
    }
    size_t chosen = candidates->chosen == SIZE_MAX ? 0 : candidates->chosen;
    size_t top = chosen < (size_t)shown ? 0 : chosen - (size_t)shown + 1;
    app->offered = (struct rect){view.x, view.y + view.h - shown, view.w, shown};
    app->offered_top = top;
    struct rect at = app->offered;
    canvas_hline(&app->canvas, (struct rect){at.x, at.y - 1, at.w, 1}, ROLE_LINE);
    canvas_fill(&app->canvas, at, ROLE_DEFAULT);
    if (candidates->count > (size_t)shown) {
        char some[32];
        snprintf(some, sizeof some, " %zu-%zu of %zu ", top + 1, top + (size_t)shown, candidates->count);
        canvas_right(&app->canvas, (struct rect){at.x, at.y - 1, at.w - 3, 1}, ROLE_DIM, some);
    }
    int widths[2];
    widest(app, &widths[0], &widths[1]);
    for (int y = 0; y < shown; y++) {
        draw_candidate(app, (struct rect){at.x, at.y + y, at.w, 1}, widths, top + (size_t)y);
    }
}

/* ---- the filter that holds ---- */

int app_draw_filter(struct app *app, struct rect at)
{
    char counts[COUNTS_TEXT];
    struct canvas *canvas = &app->canvas;
    filter_counts(app, counts);
    struct rect rest = {at.x + 1, at.y, at.w - 1, 1};
    int used = canvas_puts(canvas, rest, ROLE_FOOTER_KEY, "/ ");
    rest = (struct rect){rest.x + used, at.y, rest.w - used, 1};
    int room = rest.w - (int)strlen(counts) - 2 * GAP;
    used = canvas_text(canvas, (struct rect){rest.x, rest.y, room > 8 ? room : rest.w, 1}, ROLE_PROMPT,
                       app->search.text.data, app->search.text.len) + GAP;
    rest = (struct rect){rest.x + used, at.y, rest.w - used, 1};
    return rest.x + canvas_puts(canvas, rest, ROLE_FOOTER, counts) + GAP;
}
