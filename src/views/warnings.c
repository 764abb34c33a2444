/* Warnings: what the rules found, by rule; why it matters, how to fix it, and the calls. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/num.h"
#include "base/xalloc.h"
#include "callrow.h"
#include "table.h"
#include "ui/list.h"

/* "Why" and "Fix" stand before their texts, which are not wider than can be read well. */
#define ADVICE_INDENT 6
#define ADVICE_MAX 100
#define ADVICE_MIN_HEIGHT 8

enum part { PART_RULES, PART_CALLS };

struct warnings_view {
    enum part focus;
    struct list rules, calls;
    size_t *rows;      /* rules with findings, gravest and most frequent first */
    size_t row_count;
    size_t rule;       /* selected: row of rules_table */
    uint64_t finding;  /* selected call's finding number */
};

static void *warnings_open(void)
{
    struct warnings_view *view = xcalloc(1, sizeof *view);
    view->rows = xcalloc(rules_count, sizeof *view->rows);
    view->rule = SIZE_MAX;
    view->calls.follow = true; /* the newest first */
    return view;
}

static void warnings_close(void *state)
{
    struct warnings_view *view = state;
    free(view->rows);
    free(view);
}

static uint64_t total(const struct finding_group *group)
{
    return group->counts[SEVERITY_NOTE] + group->counts[SEVERITY_WARNING] + group->counts[SEVERITY_ERROR];
}

static enum severity worst(const struct finding_group *group)
{
    return group->counts[SEVERITY_ERROR] > 0     ? SEVERITY_ERROR
           : group->counts[SEVERITY_WARNING] > 0 ? SEVERITY_WARNING
                                                 : SEVERITY_NOTE;
}

static bool comes_before(const struct finding_group *a, const struct finding_group *b)
{
    return worst(a) != worst(b) ? worst(a) > worst(b) : total(a) > total(b);
}

static void sync_rules(struct warnings_view *view, const struct findings *findings)
{
    view->row_count = 0;
    for (size_t i = 0; i < rules_count; i++) {
        if (total(&findings->groups[i]) == 0) {
            continue;
        }
        size_t at = view->row_count++;
        for (; at > 0 && comes_before(&findings->groups[i], &findings->groups[view->rows[at - 1]]); at--) {
            view->rows[at] = view->rows[at - 1];
        }
        view->rows[at] = i;
    }
    list_set_count(&view->rules, view->row_count);
    for (size_t row = 0; row < view->row_count; row++) {
        if (view->rows[row] == view->rule) {
            list_select(&view->rules, row); /* stay with the rule, not with the row */
        }
    }
    view->rule = view->row_count == 0 ? SIZE_MAX : view->rows[view->rules.selected];
}

static const struct idlist *calls_of(const struct warnings_view *view, const struct world *world)
{
    return &world->findings.groups[view->rule].findings;
}

static void sync_calls(struct warnings_view *view, const struct world *world)
{
    if (view->rule == SIZE_MAX) {
        list_set_count(&view->calls, 0);
        return;
    }
    const struct idlist *calls = calls_of(view, world);
    list_set_count(&view->calls, idlist_count(calls));
    if (!view->calls.follow) {
        list_select(&view->calls, idlist_find(calls, view->finding));
    }
    view->finding = view->calls.count == 0 ? 0 : idlist_at(calls, view->calls.selected);
}

/* The advice is broken into lines of this width. */
static int advice_width(int w)
{
    int width = w - ADVICE_INDENT;
    return width > ADVICE_MAX ? ADVICE_MAX : width;
}

/* Rows above the calls of the selected rule, for a part of `w` x `h`: its id, then the advice and a blank line. */
static int head_height(const struct warnings_view *view, int w, int h)
{
    struct canvas measure = {.ascii = true}; /* the advice is ASCII, so that it is the same for all */
    const struct rule *rule = rules_table[view->rule];
    struct rect room = {0, 0, advice_width(w), 0};
    /* On a small screen the calls matter more than the advice, which a larger one still shows. */
    return h < ADVICE_MIN_HEIGHT ? 1
                                 : 2 + pen_paragraph(&measure, room, ROLE_DEFAULT, rule->why) +
                                       pen_paragraph(&measure, room, ROLE_DEFAULT, rule->cure);
}

/* At most half of the height is for the rules, the rest for the selected one. */
static int rules_height(const struct warnings_view *view, int h)
{
    int rows = (int)view->row_count + 1;
    return rows < h / 2 ? rows : h / 2 > 2 ? h / 2 : h < 2 ? h : 2;
}

static void warnings_sync(void *state, const struct view_env *env, int w, int h)
{
    struct warnings_view *view = state;
    sync_rules(view, &env->world->findings);
    int rules = rules_height(view, h), below = h - rules - 1;
    list_fit(&view->rules, rules > 1 ? (size_t)rules - 1 : 1);
    int calls = view->rule == SIZE_MAX ? 0 : below - head_height(view, w - 2, below);
    list_fit(&view->calls, calls > 1 ? (size_t)calls : 1);
    sync_calls(view, env->world);
}

/* ---- drawing ---- */

/* Columns of a rule's line. */
#define TITLE_MIN 24
#define TITLE_MAX 60
#define COUNTS_WIDTH 27
#define LAST_WIDTH 13

static void draw_counts(struct pen *pen, const struct finding_group *group)
{
    char text[NUM_TEXT_SIZE];
    for (int severity = SEVERITIES - 1; severity >= 0; severity--) {
        enum role role = callrow_severity((enum severity)severity);
        struct pen cell = *pen;
        cell.left.w = cell.left.w < 8 ? cell.left.w : 8;
        if (group->counts[severity] > 0) {
            pen_puts(&cell, role, canvas_glyph(pen->canvas, callrow_mark((enum severity)severity)));
            pen_skip(&cell, 1);
            pen_puts(&cell, role, num_format(group->counts[severity], text));
        }
        pen_skip(pen, 9);
    }
}

static void draw_rule(struct canvas *canvas, struct rect line, const struct view_env *env, size_t number)
{
    const struct finding_group *group = &env->world->findings.groups[number];
    struct pen pen = pen_at(canvas, (struct rect){line.x + 1, line.y, line.w - 2, 1});
    char time[CLOCK_ISO_SIZE];
    int title = pen.left.w - COUNTS_WIDTH - LAST_WIDTH;
    if (title < TITLE_MIN) {
        enum severity gravest = worst(group);
        pen_column(&pen, 2, callrow_severity(gravest), canvas_glyph(canvas, callrow_mark(gravest)));
        pen_puts(&pen, ROLE_NAME, rules_table[number]->title);
        return;
    }
    title = title > TITLE_MAX ? TITLE_MAX : title;
    pen_column(&pen, title, ROLE_NAME, rules_table[number]->title);
    draw_counts(&pen, group);
    if (pen.left.w >= LAST_WIDTH) {
        clock_format_time(group->last, time);
        time[strlen("00:00:00")] = '\0';
        pen_puts(&pen, ROLE_DIM, "last ");
        pen_puts(&pen, ROLE_TIME, time);
    }
}

static void draw_rules(const struct warnings_view *view, const struct view_env *env, struct canvas *canvas,
                       struct rect area)
{
    canvas_puts(canvas, (struct rect){area.x + 1, area.y, area.w - 1, 1}, ROLE_HEADING, "FINDINGS");
    for (int y = 1; y < area.h && view->rules.top + (size_t)y - 1 < view->row_count; y++) {
        size_t row = view->rules.top + (size_t)y - 1;
        struct rect line = {area.x, area.y + y, area.w, 1};
        draw_rule(canvas, line, env, view->rows[row]);
        if (row == view->rules.selected) {
            canvas_overlay(canvas, line, view->focus == PART_RULES ? ROLE_SELECTED : ROLE_SELECTED_IDLE);
        }
    }
}

/* "Why" and "Fix", each a paragraph behind its word; returns the lines taken. */
static int draw_advice(struct canvas *canvas, struct rect area, const char *word, const char *text)
{
    canvas_puts(canvas, (struct rect){area.x, area.y, area.w, area.h > 0}, ROLE_ACCENT, word);
    return pen_paragraph(canvas, (struct rect){area.x + ADVICE_INDENT, area.y, advice_width(area.w), area.h},
                         ROLE_DEFAULT, text);
}

static void draw_calls(const struct warnings_view *view, const struct view_env *env, struct canvas *canvas,
                       struct rect area)
{
    const struct idlist *calls = calls_of(view, env->world);
    for (int y = 0; y < area.h && view->calls.top + (size_t)y < view->calls.count; y++) {
        size_t row = view->calls.top + (size_t)y;
        const struct finding *finding = findings_get(&env->world->findings, idlist_at(calls, row));
        struct rect line = {area.x, area.y + y, area.w, 1};
        if (finding != NULL) {
            const struct callrow call = {.id = finding->message, .finding = finding};
            callrow_draw(canvas, line, env->world, &call);
        }
        if (row == view->calls.selected && view->focus == PART_CALLS) {
            canvas_overlay(canvas, line, ROLE_SELECTED);
        }
    }
}

static void draw_selected(const struct warnings_view *view, const struct view_env *env, struct canvas *canvas,
                          struct rect area)
{
    const struct rule *rule = rules_table[view->rule];
    struct rect inner = {area.x + 1, area.y + 1, area.w - 2, area.h - 1};
    canvas_hline(canvas, (struct rect){area.x, area.y, area.w, area.h > 0}, ROLE_LINE);
    canvas_printf(canvas, (struct rect){inner.x, inner.y, inner.w, inner.h > 0}, ROLE_HEADING, "%s", rule->id);
    int used = 1;
    if (inner.h >= ADVICE_MIN_HEIGHT) {
        used += draw_advice(canvas, (struct rect){inner.x, inner.y + used, inner.w, inner.h - used}, "Why", rule->why);
        used += draw_advice(canvas, (struct rect){inner.x, inner.y + used, inner.w, inner.h - used}, "Fix", rule->cure);
        used++;
    }
    draw_calls(view, env, canvas, (struct rect){inner.x, inner.y + used, inner.w, inner.h - used});
}

static void warnings_draw(const void *state, const struct view_env *env, struct canvas *canvas, struct rect area)
{
    const struct warnings_view *view = state;
    if (view->row_count == 0) {
        canvas_puts(canvas, (struct rect){area.x + 2, area.y + 1, area.w - 2, area.h > 1}, ROLE_DEFAULT,
                    env->world->calls == 0 ? "No calls yet." : "No findings. Every track call carries context.groupId.");
        return;
    }
    int rules = rules_height(view, area.h);
    draw_rules(view, env, canvas, (struct rect){area.x, area.y, area.w, rules});
    draw_selected(view, env, canvas, (struct rect){area.x, area.y + rules, area.w, area.h - rules});
}

/* ---- commands ---- */

static bool warnings_move(struct warnings_view *view, const struct world *world, enum command command)
{
    if (view->focus == PART_RULES) {
        bool moved = list_command(&view->rules, command, false);
        view->rule = view->row_count == 0 ? SIZE_MAX : view->rows[view->rules.selected];
        view->calls.follow = moved || view->calls.follow;
        sync_calls(view, world); /* the next key may come before the next frame */
        return moved;
    }
    bool moved = list_command(&view->calls, command, true);
    view->finding = view->calls.count == 0 ? 0 : idlist_at(calls_of(view, world), view->calls.selected);
    return moved;
}

static struct reaction open_call(struct warnings_view *view, const struct world *world)
{
    const struct finding *finding = findings_get(&world->findings, view->finding);
    if (view->focus == PART_RULES) {
        view->focus = PART_CALLS;
        return (struct reaction){.kind = REACTION_DONE};
    }
    return finding == NULL ? (struct reaction){.kind = REACTION_DONE}
                           : (struct reaction){REACTION_JUMP, finding->message};
}

static struct reaction warnings_command(void *state, const struct view_env *env, enum command command)
{
    struct warnings_view *view = state;
    enum part before = view->focus;
    if (view->row_count == 0) {
        return (struct reaction){.kind = REACTION_IGNORED};
    }
    switch (command) {
    case COMMAND_OPEN:
        return open_call(view, env->world);
    case COMMAND_NEXT_PANE:
    case COMMAND_PREVIOUS_PANE:
        view->focus = view->focus == PART_RULES ? PART_CALLS : PART_RULES;
        break;
    case COMMAND_RIGHT:
        view->focus = PART_CALLS;
        break;
    case COMMAND_LEFT:
    case COMMAND_BACK:
        view->focus = PART_RULES;
        break;
    default:
        return (struct reaction){.kind = warnings_move(view, env->world, command) ? REACTION_DONE : REACTION_IGNORED};
    }
    return (struct reaction){.kind = view->focus != before ? REACTION_DONE : REACTION_IGNORED};
}

static uint64_t warnings_badge(const struct view_env *env)
{
    return env->world->findings.counts[SEVERITY_ERROR] + env->world->findings.counts[SEVERITY_WARNING];
}

const struct view_ops view_warnings = {
    .name = "warnings",
    .title = "Warnings",
    .about = "Warnings: rule by rule",
    .open = warnings_open,
    .close = warnings_close,
    .sync = warnings_sync,
    .draw = warnings_draw,
    .command = warnings_command,
    .badge = warnings_badge,
};
