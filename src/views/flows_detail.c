#include "flows_view.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/xalloc.h"
#include "callrow.h"

#define NAME_MAX_WIDTH 26
#define GAP_WIDTH 11
#define TYPE_WIDTH 3
#define WIDE 60      /* from here on times have milliseconds */
#define READABLE 90  /* words wider than this are hard to read */
#define ROOMY 14     /* rows from which on the flow is told in a sentence */

bool flows_shows_step(const struct flow *flow, size_t step)
{
    bool shown = flow->points[step].needed || flow->points[step].message != 0;
    for (size_t i = 0; i < flow->remark_count; i++) {
        shown = shown || flow->remarks[i].step == step;
    }
    return shown;
}

size_t flows_first_step(const struct flow *flow)
{
    size_t step = 0;
    if (flow->remark_count > 0) {
        return flow->remarks[0].step;
    }
    if (flow->awaited < flow->def->step_count) {
        return flow->awaited;
    }
    while (step + 1 < flow->def->step_count && !flows_shows_step(flow, step)) {
        step++;
    }
    return step;
}

size_t flows_next_step(const struct flow *flow, size_t step, bool forward)
{
    size_t next = step;
    while (forward ? next + 1 < flow->def->step_count : next > 0) {
        next = forward ? next + 1 : next - 1;
        if (flows_shows_step(flow, next)) {
            return next;
        }
    }
    return step;
}

/* ---- lines: made first, so that the one that matters can be brought in sight ---- */

enum line_kind { LINE_STEP, LINE_BETWEEN, LINE_TEXT };

struct line {
    enum line_kind kind;
    size_t step;
    enum role role;
    const char *word;   /* before the text: "Fix" */
    size_t start, n;    /* the text, in `words` */
    bool last;          /* nothing follows the step: no line is drawn on */
};

struct lines {
    const struct canvas *canvas;
    const struct world *world;
    const struct flow *flow;
    int w;              /* columns for words */
    struct line *items;
    size_t count, cap;
    struct str words;
};

static struct line *add_line(struct lines *lines, enum line_kind kind, size_t step)
{
    lines->items = xgrow(lines->items, &lines->cap, lines->count + 1, sizeof *lines->items);
    struct line *line = &lines->items[lines->count++];
    *line = (struct line){.kind = kind, .step = step};
    return line;
}

/* The words from `start` on, broken into lines. */
static void add_text(struct lines *lines, const struct line *like)
{
    for (size_t at = like->start; at < lines->words.len && lines->w > 0;) {
        const char *text = lines->words.data + at;
        size_t n = pen_line(lines->canvas, text, lines->w);
        struct line *line = add_line(lines, LINE_TEXT, like->step);
        line->role = like->role;
        line->word = at == like->start ? like->word : "";
        line->start = at;
        line->n = n;
        at += n;
        at += strspn(lines->words.data + at, " ");
    }
}

static void add_remark(struct lines *lines, const struct flow_remark *remark)
{
    bool broken = remark->problem->grade == FLOW_BROKEN;
    struct line like = {.step = remark->step, .role = broken ? ROLE_WARNING : ROLE_NOTE, .start = lines->words.len};
    like.word = canvas_glyph(lines->canvas, broken ? GLYPH_WARNING : GLYPH_NOTE);
    flow_remark_text(lines->world->pool, lines->flow, remark, &lines->words);
    add_text(lines, &like);
    like = (struct line){.step = remark->step, .role = ROLE_DEFAULT, .word = "Fix", .start = lines->words.len};
    str_puts(&lines->words, remark->problem->cure);
    add_text(lines, &like);
}

static void add_step(struct lines *lines, size_t step)
{
    const struct flow *flow = lines->flow;
    add_line(lines, LINE_STEP, step);
    for (size_t i = 0; i < flow->remark_count; i++) {
        if (flow->remarks[i].step == step) {
            add_remark(lines, &flow->remarks[i]);
        }
    }
    if (step == flow->awaited && flow->state == FLOW_STATE_WAITING) {
        struct line like = {.step = step, .role = ROLE_DEFAULT, .word = "", .start = lines->words.len};
        flow_missing_text(lines->world->pool, flow, step, &lines->words);
        add_text(lines, &like);
    }
}

/* Between the steps stands an empty line where there is room for it. */
static void make_lines(struct lines *lines, bool airy)
{
    const struct flow *flow = lines->flow;
    lines->count = 0;
    str_clear(&lines->words);
    for (size_t i = 0; i < flow->def->step_count; i++) {
        if (!flows_shows_step(flow, i)) {
            continue;
        }
        if (airy && lines->count > 0) {
            add_line(lines, LINE_BETWEEN, i);
        }
        add_step(lines, i);
    }
    /* Below the last step no line leads on. */
    size_t last = lines->count == 0 ? 0 : lines->items[lines->count - 1].step;
    for (size_t i = 0; i < lines->count; i++) {
        lines->items[i].last = lines->items[i].step == last && lines->items[i].kind == LINE_TEXT;
    }
}

/* ---- drawing ---- */

static const struct flow_point *before(const struct flow *flow, size_t step)
{
    while (step > 0 && flow->points[step - 1].message == 0) {
        step--;
    }
    return step == 0 ? NULL : &flow->points[step - 1];
}

static void draw_gap(struct pen *pen, const struct flow *flow, size_t step)
{
    const struct flow_point *from = before(flow, step);
    char span[CLOCK_ISO_SIZE], text[CLOCK_ISO_SIZE + 2] = "";
    int64_t gap = from == NULL ? 0 : flow->points[step].at.time - from->at.time;
    if (from != NULL) {
        text[0] = gap < 0 ? '-' : '+';
        strncat(text, clock_format_span(gap, span), sizeof text - 2);
    }
    pen_column(pen, GAP_WIDTH, ROLE_TIME, text);
}

static void draw_pooled(struct pen *pen, enum role role, const struct world *world, uint32_t text)
{
    pen_text(pen, role, strpool_text(world->pool, text), strpool_length(world->pool, text));
}

/* An event that is called as the step is not named twice. */
static void draw_call(struct pen *pen, const struct world *world, const struct flow_point *point, const char *step)
{
    const struct message *message = store_get(&world->store, point->message);
    if (message == NULL) {
        pen_puts(pen, ROLE_DIM, "no longer in memory");
        return;
    }
    enum role type = (enum role)(ROLE_CALL_IDENTIFY + message->type);
    const char letter[] = {callrow_letter((enum message_type)message->type), '\0'};
    pen_column(pen, TYPE_WIDTH, type, letter);
    if (message->label != STRPOOL_NONE && strcmp(strpool_text(world->pool, message->label), step) != 0) {
        draw_pooled(pen, ROLE_DEFAULT, world, message->label);
        pen_skip(pen, 2);
    }
    draw_pooled(pen, ROLE_ID, world, message->user != STRPOOL_NONE ? message->user : message->anonymous);
    if (message->account != STRPOOL_NONE) {
        pen_printf(pen, ROLE_DIM, " %s ", canvas_glyph(pen->canvas, GLYPH_ARROW));
        draw_pooled(pen, ROLE_DEFAULT, world, message->account);
    }
}

static bool is_broken(const struct flow *flow, size_t step)
{
    for (size_t i = 0; i < flow->remark_count; i++) {
        if (flow->remarks[i].step == step && flow->remarks[i].problem->grade == FLOW_BROKEN) {
            return true;
        }
    }
    return false;
}

/* The names stand in one column, as wide as the longest. */
static int name_width(const struct flow *flow)
{
    size_t width = 0;
    for (size_t i = 0; i < flow->def->step_count; i++) {
        size_t n = strlen(flow->def->steps[i].name);
        width = n > width ? n : width;
    }
    return width + 2 < NAME_MAX_WIDTH ? (int)width + 2 : NAME_MAX_WIDTH;
}

static void draw_step(struct pen *pen, const struct world *world, const struct flow *flow, size_t step)
{
    const struct flow_point *point = &flow->points[step];
    bool missing = point->message == 0, broken = is_broken(flow, step), wide = pen->left.w >= WIDE;
    char time[CLOCK_ISO_SIZE];
    enum role role = broken ? ROLE_WARNING : missing ? ROLE_DIM : ROLE_ACCENT;
    pen_column(pen, 2, role, canvas_glyph(pen->canvas, missing ? GLYPH_NOTE : GLYPH_DOT));
    pen_column(pen, name_width(flow), broken ? ROLE_WARNING : missing ? ROLE_DIM : ROLE_NAME, flow->def->steps[step].name);
    if (missing) {
        pen_puts(pen, ROLE_DIM, "missing");
        return;
    }
    clock_format_time(point->at.time, time);
    time[wide ? strlen("00:00:00.000") : strlen("00:00:00")] = '\0';
    pen_column(pen, (int)strlen(time) + 2, ROLE_TIME, time);
    if (pen->left.w >= GAP_WIDTH) {
        draw_gap(pen, flow, step);
    }
    if (pen->left.w >= TYPE_WIDTH + 4) {
        draw_call(pen, world, point, flow->def->steps[step].name);
    }
}

#define WORD_WIDTH 4

static void draw_line(struct canvas *canvas, struct rect at, const struct lines *lines, const struct line *line)
{
    struct pen pen = pen_at(canvas, at);
    pen_column(&pen, 2, ROLE_LINE, line->last ? "" : canvas_glyph(canvas, GLYPH_VLINE));
    if (line->kind == LINE_TEXT) {
        bool mark = strcmp(line->word, "Fix") != 0;
        pen_column(&pen, WORD_WIDTH, mark ? line->role : ROLE_ACCENT, line->word);
        pen_text(&pen, line->role, lines->words.data + line->start, line->n);
    }
}

/* The first line drawn: the step with what is said of it is in sight. */
static size_t find_top(const struct lines *lines, size_t step, size_t h)
{
    size_t first = lines->count, end = 0;
    for (size_t i = 0; i < lines->count; i++) {
        if (lines->items[i].step == step && lines->items[i].kind != LINE_BETWEEN) {
            first = i < first ? i : first;
            end = i + 1;
        }
    }
    size_t top = end > h ? end - h : 0;
    return top < first ? top : first == lines->count ? 0 : first;
}

static void draw_lines(struct canvas *canvas, struct rect area, const struct lines *lines, size_t top)
{
    for (int y = 0; y < area.h && top + (size_t)y < lines->count; y++) {
        const struct line *line = &lines->items[top + (size_t)y];
        struct rect at = {area.x, area.y + y, area.w, 1};
        if (line->kind == LINE_STEP) {
            struct pen pen = pen_at(canvas, at);
            draw_step(&pen, lines->world, lines->flow, line->step);
        } else {
            draw_line(canvas, at, lines, line);
        }
    }
}

/* An invitee's userId; a user's e-mail. */
static void draw_alias(struct pen *pen, const struct world *world, const struct flow *flow)
{
    uint32_t alias = flow->invitee != STRPOOL_NONE ? flow->user : STRPOOL_NONE;
    if (flow->invitee == STRPOOL_NONE && !flow->visitor) {
        uint32_t user = textmap_get(&world->links.by_user, flow->user);
        alias = user == TEXTMAP_NONE ? STRPOOL_NONE : world->links.users[user].label;
    }
    if (alias != STRPOOL_NONE && alias != flow->invitee) {
        pen_puts(pen, ROLE_ID, " ");
        draw_pooled(pen, ROLE_ID, world, alias);
    }
}

/* "Invite  bob@globex.com u_22 → acme    broken", and what such a flow is; returns the rows taken. */
static int draw_head(struct canvas *canvas, struct rect area, const struct world *world, const struct flow *flow)
{
    static const enum role roles[FLOW_STATES] = {ROLE_DIM, ROLE_ACCENT, ROLE_WARNING};
    const char *state = flow_state_name(flow->state);
    struct pen pen = pen_at(canvas, area);
    canvas_right(canvas, pen.left, roles[flow->state], state);
    pen.left.w -= (int)strlen(state) + 2;
    pen_printf(&pen, ROLE_HEADING, "%s  ", flow->def->title);
    uint32_t who = flow->invitee != STRPOOL_NONE ? flow->invitee : flow->user;
    if (flow->def->of != FLOW_OF_ACCOUNT) {
        draw_pooled(&pen, ROLE_NAME, world, who);
        draw_alias(&pen, world, flow);
    }
    if (flow->account != STRPOOL_NONE) {
        pen_printf(&pen, ROLE_DIM, flow->def->of == FLOW_OF_ACCOUNT ? "" : " %s ", canvas_glyph(canvas, GLYPH_ARROW));
        draw_pooled(&pen, ROLE_NAME, world, flow->account);
    }
    if (area.h < ROOMY) {
        return 1;
    }
    struct rect about = {area.x, area.y + 1, area.w < READABLE ? area.w : READABLE, area.h - 1};
    return 2 + pen_paragraph(canvas, about, ROLE_DIM, flow->def->about);
}

void flows_draw_detail(struct canvas *canvas, struct rect area, const struct world *world, const struct flows_shown *shown)
{
    struct lines lines = {.canvas = canvas, .world = world, .flow = &shown->flow};
    int head = draw_head(canvas, area, world, &shown->flow), w = area.w - 2 - WORD_WIDTH;
    struct rect rest = {area.x, area.y + head, area.w, area.h - head};
    if (rest.h <= 0) {
        return;
    }
    str_init(&lines.words, FLOWS_WORDS_MAX);
    lines.w = w < READABLE ? w : READABLE;
    make_lines(&lines, true);
    if (lines.count > (size_t)rest.h) {
        make_lines(&lines, false);
    }
    size_t top = find_top(&lines, shown->step, (size_t)rest.h);
    draw_lines(canvas, rest, &lines, top);
    for (int y = 0; (shown->focused || shown->chosen) && y < rest.h && top + (size_t)y < lines.count; y++) {
        const struct line *line = &lines.items[top + (size_t)y];
        if (line->kind == LINE_STEP && line->step == shown->step) {
            canvas_overlay(canvas, (struct rect){rest.x, rest.y + y, rest.w, 1}, shown->focused ? ROLE_SELECTED : ROLE_SELECTED_IDLE);
        }
    }
    str_done(&lines.words);
    free(lines.items);
}
