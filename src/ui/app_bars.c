/* The lines around a view: status, tabs, banner, footer. */
#include <stdio.h>
#include <string.h>

#include "app_private.h"
#include "base/num.h"

#define ITEMS_MAX 24
#define ITEM_TEXT 160
#define GAP 3
#define PROGRESS_CELLS 10
#define PROGRESS_FROM (500 * CLOCK_MS)
#define FAULTS_SHOWN 32
#define PART_COLUMNS 20 /* of one part of the way down */
#define VIEWS_NUMBERED 9

/* One piece of the status line. When the line is too short, those with the lowest weight go first. */
struct item {
    char text[ITEM_TEXT];
    enum role role;
    int weight;
    bool right;
    bool close;  /* belongs to the one before it */
    int columns; /* 0: left out */
    enum command command; /* of a click there; COMMAND_NONE */
};
struct items {
    struct item list[ITEMS_MAX];
    size_t count;
};

static struct item *add(struct items *items, enum role role, int weight)
{
    struct item *item = &items->list[items->count++];
    *item = (struct item){.role = role, .weight = weight};
    return item;
}

static void set_count(struct item *item, uint64_t count, const char *what)
{
    char number[NUM_TEXT_SIZE];
    snprintf(item->text, sizeof item->text, "%s %s%s", num_format(count, number), what,
             count == 1 ? "" : "s");
}

static const char *without_scheme(const char *url)
{
    const char *mark = strstr(url, "://");
    return mark == NULL ? url : mark + 3;
}

static void add_source(const struct app *app, struct items *items)
{
    snprintf(add(items, ROLE_BAR_NAME, 6)->text, ITEM_TEXT, "callboard");
    struct item *item = add(items, ROLE_BAR, 9);
    const char *tls = app->options.tls_url;
    if (app->options.url != NULL) {
        snprintf(item->text, sizeof item->text, "%s%s%s", without_scheme(app->options.url), tls == NULL ? "" : ", https ",
                 tls == NULL ? "" : strrchr(tls, ':'));
    } else {
        snprintf(item->text, sizeof item->text, "recording %s", journal_name(app->options.journal));
    }
    if (app->options.strict) {
        snprintf(add(items, ROLE_BAR, 5)->text, ITEM_TEXT, "strict");
    }
}

static uint64_t behind(const struct app *app)
{
    const struct world *world = app->options.world;
    uint64_t taken = world->captures + world->bad_lines + world->lost;
    return app->options.wake != NULL && app->state.records > taken ? app->state.records - taken : 0;
}

/* "█████·····" */
static void put_progress_bar(const struct canvas *canvas, uint64_t percent, char text[ITEM_TEXT])
{
    size_t n = 0;
    for (uint64_t i = 0; i < PROGRESS_CELLS; i++) {
        uint64_t eighths = percent * PROGRESS_CELLS * 8 / 100, from = i * 8;
        uint32_t filled = eighths <= from ? 0 : eighths - from < 8 ? (uint32_t)(eighths - from) : 8;
        const char *cell = filled > 0 ? canvas_bar(canvas, filled, 8) : canvas_glyph(canvas, GLYPH_NOTE);
        n += (size_t)snprintf(text + n, ITEM_TEXT - n, "%s", cell);
    }
}

/* Two digits are enough for what changes with every frame. */
static uint64_t rounded(uint64_t number)
{
    uint64_t unit = 1;
    while (number / unit >= 100) {
        unit *= 10;
    }
    return number / unit * unit;
}

/* How far a recording has been read, how fast, and how long it will take. */
static void add_progress(const struct app *app, struct items *items)
{
    char done[NUM_TEXT_SIZE], all[NUM_TEXT_SIZE], left[CLOCK_ISO_SIZE];
    int64_t took = clock_now(app->options.clock) - app->read_since;
    uint64_t bytes = app->state.bytes > app->position ? app->state.bytes : app->position + 1;
    uint64_t percent = app->position * 100 / bytes;
    snprintf(add(items, ROLE_ACCENT, 12)->text, ITEM_TEXT, "reading %u %%", (unsigned)percent);
    if (took < PROGRESS_FROM || percent == 0) {
        return; /* nothing can be said yet, or it is over before it is read */
    }
    put_progress_bar(&app->canvas, percent, add(items, ROLE_ACCENT, 6)->text);
    int64_t rest = (int64_t)((double)took * (double)(bytes - app->position) / (double)app->position);
    if (rest < 60 * CLOCK_S) {
        snprintf(left, sizeof left, "%d s", (int)(rest / CLOCK_S) + 1);
    } else {
        clock_format_span(rest, left);
    }
    snprintf(add(items, ROLE_BAR, 7)->text, ITEM_TEXT, "%s left", left);
    snprintf(add(items, ROLE_BAR_DIM, 4)->text, ITEM_TEXT, "%s of %s", num_format_size(app->position, done),
             num_format_size(bytes, all));
    uint64_t rate = (uint64_t)((double)app->options.world->calls * (double)CLOCK_S / (double)took);
    snprintf(add(items, ROLE_BAR_DIM, 4)->text, ITEM_TEXT, "%s/s", num_format(rounded(rate), done));
}

static void add_backlog(const struct app *app, struct items *items)
{
    char number[NUM_TEXT_SIZE];
    uint64_t waiting = behind(app);
    if (waiting > 0) {
        snprintf(add(items, ROLE_WARNING, 12)->text, ITEM_TEXT, "behind by %s", num_format(waiting, number));
    }
    if (app->options.wake == NULL && !app->ended && app->state.bytes > 0) {
        add_progress(app, items);
    }
}

static void add_losses(const struct app *app, struct items *items)
{
    char number[NUM_TEXT_SIZE], size[NUM_TEXT_SIZE];
    const struct world *world = app->options.world;
    if (app->state.dropped_records > 0) {
        snprintf(add(items, ROLE_WARNING, 7)->text, ITEM_TEXT, "%s oldest dropped (%s)",
                 num_format(app->state.dropped_records, number),
                 num_format_size(app->state.dropped_bytes, size));
    }
    if (world->bad_lines > 0) {
        set_count(add(items, ROLE_WARNING, 7), world->bad_lines, "unreadable line");
    }
    if (world->lost > 0) {
        snprintf(add(items, ROLE_WARNING, 7)->text, ITEM_TEXT, "%s never seen",
                 num_format(world->lost, number));
    }
}

static void add_resent(const struct app *app, struct items *items)
{
    char number[NUM_TEXT_SIZE];
    if (app->options.world->resent > 0) {
        snprintf(add(items, ROLE_BAR_DIM, 3)->text, ITEM_TEXT, "%s sent again",
                 num_format(app->options.world->resent, number));
    }
}

static void add_faults(const struct app *app, struct items *items)
{
    char text[APP_FAULTS_SIZE];
    size_t n = strlen(app_tell_faults(app, text));
    if (n > 0) {
        struct item *item = add(items, ROLE_WARNING, 13);
        item->command = COMMAND_FAULT;
        snprintf(item->text, ITEM_TEXT, "FAULT %.*s%s", FAULTS_SHOWN, text, n > FAULTS_SHOWN ? "..." : "");
    }
}

static void add_rate(struct app *app, struct items *items)
{
    char number[NUM_TEXT_SIZE];
    app->drawn_rate = app->options.wake == NULL ? 0 : rate_now(&app->rate, clock_now(app->options.clock));
    if (app->drawn_rate > 0) {
        snprintf(add(items, ROLE_BAR_DIM, 4)->text, ITEM_TEXT, "%s/s", num_format(app->drawn_rate, number));
    }
}

static void add_findings(const struct app *app, struct items *items)
{
    static const struct {
        enum severity severity;
        enum role role;
        enum glyph glyph;
        int weight;
    } marks[] = {
        {SEVERITY_ERROR, ROLE_ERROR, GLYPH_ERROR, 10},
        {SEVERITY_WARNING, ROLE_WARNING, GLYPH_WARNING, 8},
        {SEVERITY_NOTE, ROLE_NOTE, GLYPH_NOTE, 5},
    };
    char number[NUM_TEXT_SIZE];
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        uint64_t count = app->options.world->findings.counts[marks[i].severity];
        struct item *item = add(items, count > 0 ? marks[i].role : ROLE_BAR_DIM, marks[i].weight);
        item->right = true;
        item->close = i > 0;
        snprintf(item->text, sizeof item->text, "%s %s", canvas_glyph(&app->canvas, marks[i].glyph),
                 num_format(count, number));
    }
}

/* Parts of the way down, one behind the other. */
struct trail {
    const struct canvas *canvas;
    struct str text;
};

static void add_part(void *to, const char *text)
{
    struct trail *trail = to;
    size_t n = canvas_fit(trail->canvas, text, strlen(text), PART_COLUMNS);
    if (trail->text.len > 0) {
        str_printf(&trail->text, " %s ", canvas_glyph(trail->canvas, GLYPH_TRAIL));
    }
    str_append(&trail->text, text, n);
    str_puts(&trail->text, text[n] == '\0' ? "" : canvas_glyph(trail->canvas, GLYPH_ELLIPSIS));
}

static void count_part(void *to, const char *text)
{
    size_t *parts = to;
    (void)text;
    ++*parts;
}

static bool was_led(const struct app *app)
{
    return app->came_from != NO_VIEW && app_view(app)->aside == COMMAND_NONE;
}

bool app_is_below(const struct app *app)
{
    struct view_env env = app_env(app);
    size_t parts = 0;
    if (app_view(app)->trail != NULL) {
        app_view(app)->trail(app->views[app->active], &env, count_part, &parts);
    }
    return parts > 0 || was_led(app);
}

/* Where one has gone down to, and from where. */
static void add_trail(const struct app *app, struct items *items)
{
    struct view_env env = app_env(app);
    struct trail trail = {.canvas = &app->canvas};
    const struct view_ops *view = app_view(app);
    str_init(&trail.text, ITEM_TEXT - 1);
    if (was_led(app)) {
        add_part(&trail, app->options.views[app->came_from]->title);
    }
    add_part(&trail, view->title);
    if (view->trail != NULL) {
        view->trail(app->views[app->active], &env, add_part, &trail);
    }
    if (app_is_below(app)) {
        struct item *item = add(items, ROLE_ACCENT, 10);
        snprintf(item->text, sizeof item->text, "%s", trail.text.data);
        item->command = COMMAND_BACK;
    }
    str_done(&trail.text);
}

static void add_mode(const struct app *app, struct items *items)
{
    struct item *item;
    if (app->options.url != NULL) {
        item = add(items, ROLE_BAR_DIM, 1);
        item->right = true;
        snprintf(item->text, sizeof item->text, "%s", journal_name(app->options.journal));
    }
    if (app->paused || app->options.wake != NULL) {
        item = add(items, app->paused ? ROLE_ACCENT : ROLE_BAR_DIM, app->paused ? 11 : 3);
        item->right = true;
        item->command = COMMAND_PAUSE;
        snprintf(item->text, sizeof item->text, "%s", app->paused ? "paused" : "following");
    }
}

static int gap_before(const struct item *item)
{
    return item->close ? GAP - 1 : GAP;
}

static int total_columns(const struct items *items)
{
    int total = 1; /* the margins: one at the left, and the first gap counts as the other */
    for (size_t i = 0; i < items->count; i++) {
        total += items->list[i].columns > 0 ? items->list[i].columns + gap_before(&items->list[i]) : 0;
    }
    return total;
}

static void drop_until_fits(const struct app *app, struct items *items, int w)
{
    for (size_t i = 0; i < items->count; i++) {
        struct item *item = &items->list[i];
        item->columns = canvas_width(&app->canvas, item->text, strlen(item->text));
    }
    while (total_columns(items) > w) {
        struct item *least = NULL;
        size_t shown = 0;
        for (size_t i = 0; i < items->count; i++) {
            struct item *item = &items->list[i];
            shown += item->columns > 0;
            if (item->columns > 0 && (least == NULL || item->weight < least->weight)) {
                least = item;
            }
        }
        if (shown <= 1) {
            return; /* the last one is cut by its edge */
        }
        least->columns = 0;
    }
}

static void draw_items(struct app *app, const struct items *items, struct rect at)
{
    int left = at.x + 1, right = at.x + at.w - 1;
    for (size_t i = 0; i < items->count; i++) {
        const struct item *item = &items->list[i];
        if (item->columns > 0 && !item->right) {
            struct rect rest = {left, at.y, at.x + at.w - left, 1};
            int used = canvas_puts(&app->canvas, rest, item->role, item->text);
            app_mark(app, (struct rect){left, at.y, used, 1}, item->command);
            left += used + GAP;
        }
    }
    for (size_t i = items->count; i-- > 0;) {
        const struct item *item = &items->list[i];
        if (item->columns > 0 && item->right) {
            right -= item->columns;
            canvas_puts(&app->canvas, (struct rect){right, at.y, item->columns, 1}, item->role, item->text);
            app_mark(app, (struct rect){right, at.y, item->columns, 1}, item->command);
            right -= gap_before(item);
        }
    }
}

void app_draw_bar(struct app *app, struct rect at)
{
    struct items items = {.count = 0};
    if (at.h < 1) {
        return;
    }
    canvas_fill(&app->canvas, at, ROLE_BAR);
    add_source(app, &items);
    if (app->options.wake != NULL) {
        set_count(add(&items, ROLE_BAR_DIM, 2), app->options.world->captures, "request");
    }
    set_count(add(&items, ROLE_BAR, 8), app->options.world->calls, "call");
    add_trail(app, &items);
    add_resent(app, &items);
    add_rate(app, &items);
    add_faults(app, &items);
    add_backlog(app, &items);
    add_losses(app, &items);
    add_findings(app, &items);
    add_mode(app, &items);
    drop_until_fits(app, &items, at.w);
    draw_items(app, &items, at);
}

/* How much of the tabs there is room for: with counts and wide gaps, with narrow ones, without counts, or numbers alone. */
enum tabs { TABS_WIDE, TABS_NARROW, TABS_TITLES, TABS_NUMBERS };

/* " 1 Live 14 "; what stands aside has a tab only while it is shown. */
static void tab_text(const struct app *app, size_t number, enum tabs tabs, char text[ITEM_TEXT])
{
    const struct view_ops *view = app->options.views[number];
    struct view_env env = app_env(app);
    char count[NUM_TEXT_SIZE];
    uint64_t badge = view->badge == NULL ? 0 : view->badge(&env);
    if (view->aside != COMMAND_NONE) {
        snprintf(text, ITEM_TEXT, number == app->active ? " %s " : "", view->title);
    } else if (tabs == TABS_NUMBERS && number != app->active) {
        snprintf(text, ITEM_TEXT, " %zu ", number + 1);
    } else if (badge == 0 || tabs >= TABS_TITLES) {
        snprintf(text, ITEM_TEXT, " %zu %s ", number + 1, view->title);
    } else {
        snprintf(text, ITEM_TEXT, " %zu %s %s ", number + 1, view->title, num_format(badge, count));
    }
}

static int tabs_width(const struct app *app, enum tabs tabs)
{
    char text[ITEM_TEXT];
    int total = 0;
    for (size_t i = 0; i < app->options.view_count; i++) {
        tab_text(app, i, tabs, text);
        total += canvas_width(&app->canvas, text, strlen(text)) + (tabs == TABS_WIDE);
    }
    return total;
}

/* What shows a view; one aside is left by its own command, which a click does not mean. */
static enum command command_of(const struct app *app, size_t number)
{
    bool numbered = app->options.views[number]->aside == COMMAND_NONE && number < VIEWS_NUMBERED;
    return numbered ? (enum command)(COMMAND_VIEW_1 + number) : COMMAND_NONE;
}

void app_draw_tabs(struct app *app, struct rect at)
{
    char text[ITEM_TEXT];
    if (at.h < 1) {
        return;
    }
    enum tabs tabs = TABS_WIDE;
    int x = at.x;
    while (tabs < TABS_NUMBERS && tabs_width(app, tabs) > at.w) {
        tabs++;
    }
    for (size_t i = 0; i < app->options.view_count; i++) {
        tab_text(app, i, tabs, text);
        int used = canvas_puts(&app->canvas, (struct rect){x, at.y, at.x + at.w - x, 1},
                               i == app->active ? ROLE_TAB_ACTIVE : ROLE_TAB, text);
        app_mark(app, (struct rect){x, at.y, used, 1}, command_of(app, i));
        x += used;
        x += tabs == TABS_WIDE;
    }
}

void app_draw_banner(struct app *app, struct rect at)
{
    if (at.h < 1) {
        return;
    }
    canvas_fill(&app->canvas, at, ROLE_BANNER);
    struct rect line = {at.x + 1, at.y, at.w - 1, 1};
    const char *mark = canvas_glyph(&app->canvas, GLYPH_ERROR);
    if (app->state.failing) {
        canvas_printf(&app->canvas, line, ROLE_BANNER, "%s calls are not recorded: %s", mark, app->state.problem);
    } else {
        canvas_printf(&app->canvas, line, ROLE_BANNER, "%s %s", mark, app->outside.text);
    }
}
