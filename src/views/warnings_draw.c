/* How the Warnings view looks, and where its parts stand. */
#include <string.h>

#include "base/clock.h"
#include "base/num.h"
#include "callrow.h"
#include "empty.h"
#include "warningsview.h"

/* "Why" and "Fix" stand before their texts, which are not wider than can be read well. */
#define ADVICE_INDENT 6
#define ADVICE_MAX 100
#define BELOW_MIN_HEIGHT 5 /* in less only the list is shown */
#define LIST_WANTED 4      /* rows of the list that advice has to leave, if there are as many */
#define SAYING_LINES 2

static int least(int a, int b)
{
    return a < b ? a : b;
}

/* ---- where everything stands ---- */

/* The advice is broken into lines of this width. */
static int advice_width(int w)
{
    return least(w - ADVICE_INDENT, ADVICE_MAX);
}

static int lines_of(const char *text, int w)
{
    struct canvas measure = {.ascii = true}; /* the advice is ASCII, so that it is the same for all */
    return pen_paragraph(&measure, (struct rect){0, 0, w, 0}, ROLE_DEFAULT, text);
}

/* A line for an SDK's name and those of its code: as many as the longest takes, so that nothing moves from one to another. */
static int code_height(const struct findings *findings, size_t rule)
{
    int most = 0;
    unsigned told = 0;
    for (enum sdk sdk; (sdk = findings_sdk(findings, rule, told)) != SDK_UNKNOWN; told |= 1u << sdk) {
        int lines = 2;
        for (const char *code = rule_cure_in(rules_table[rule], sdk); *code != '\0'; code++) {
            lines += *code == '\n';
        }
        most = lines > most ? lines : most;
    }
    return most;
}

static int head_height(const struct warnings_head *head)
{
    return head->id + head->why + head->fix + head->sdk + head->saying + head->titles;
}

/* What a text takes of the saying's lines at the top of its calls, the line with count and times included. */
static int saying_height(const struct warnings_view *view, const struct world *world, int w)
{
    const struct canvas measure = {.ascii = false};
    const struct finding_saying *saying = warnings_saying(view);
    if (!view->opened || saying == NULL) {
        return 0;
    }
    uint32_t text = saying->text != STRPOOL_NONE ? saying->text : saying->kind;
    int columns = canvas_width(&measure, strpool_text(world->pool, text), strpool_length(world->pool, text));
    return 1 + (columns > w - 2 ? SAYING_LINES : 1);
}

/* As much as leaves the list its rows: the cure is worth more than the reason, which `callboard rules` tells too. */
static struct warnings_head head_of(const struct warnings_view *view, const struct world *world, int w, int h)
{
    static const struct {
        bool why, fix, sdk;
    } choices[] = {{true, true, true}, {false, true, true}, {false, true, false}, {false, false, false}};
    const struct rule *rule = rules_table[view->rule];
    size_t rows = view->opened ? view->calls.count : view->told_count;
    int wanted = rows < LIST_WANTED ? (int)rows : LIST_WANTED;
    struct warnings_head head = {.saying = saying_height(view, world, w)};
    if (h < BELOW_MIN_HEIGHT) {
        head.id = h > 1;
        head.saying = h > head.saying + 2 ? head.saying : 0;
        return head;
    }
    for (size_t i = 0; i < sizeof choices / sizeof *choices; i++) {
        head.id = head.titles = 1;
        head.why = choices[i].why ? lines_of(rule->why, advice_width(w)) : 0;
        head.fix = choices[i].fix ? lines_of(rule->cure, advice_width(w)) : 0;
        head.sdk = choices[i].sdk ? code_height(view->findings, view->rule) : 0;
        if (head_height(&head) + wanted <= h) {
            break;
        }
    }
    head.titles += !view->opened && head_height(&head) + wanted < h; /* a line left empty before them */
    return head;
}

#define BELOW_LEAST 4

/* At most two fifths of the height are for the rules, the rest for the selected one. */
static int rules_height(const struct warnings_view *view, int h)
{
    int rows = (int)view->row_count, most = h * 2 / 5 - 1;
    return rows < most ? rows : most > 1 ? most : least(1, h - 1);
}

struct warnings_layout warnings_layout(struct warnings_view *view, const struct world *world, int w, int h)
{
    struct warnings_layout layout = {0};
    struct split_room room = {1, h - 2, 1, BELOW_LEAST};
    int rules = split_fit(&view->split, room, rules_height(view, h));
    if (view->rule == SIZE_MAX) {
        return layout;
    }
    int top = 1 + rules + 1; /* the heading, the rules, a line */
    split_place(&view->split, (struct rect){0, top - 1, w, top - 1 < h},
                view->focus == WARNINGS_RULES ? SPLIT_FIRST : SPLIT_SECOND);
    layout.rules = (struct rect){0, 1, w, rules > 0 ? rules : 0};
    layout.below = (struct rect){1, top, w - 2, h > top ? h - top : 0};
    layout.head = head_of(view, world, layout.below.w, layout.below.h);
    layout.list = layout.below;
    layout.list.y += head_height(&layout.head);
    layout.list.h -= head_height(&layout.head);
    layout.list.h = layout.list.h > 0 ? layout.list.h : 0;
    return layout;
}

static struct rect moved_to(struct rect part, struct rect area)
{
    part.x += area.x;
    part.y += area.y;
    return part;
}

/* The first `h` rows of what is left. */
static struct rect cut_top(struct rect *rest, int h)
{
    struct rect top = *rest;
    top.h = least(h, rest->h);
    rest->y += top.h;
    rest->h -= top.h;
    return top;
}

/* ---- rules ---- */

/* Columns of a rule's line. */
#define TITLE_MIN 24
#define TITLE_MAX 60
#define COUNTS_WIDTH 27
#define HIDDEN_FROM 30 /* from this width on it is told that rules are out of sight */
#define LAST_WIDTH 13

static void put_time(struct pen *pen, int64_t us)
{
    char time[CLOCK_ISO_SIZE];
    clock_format_time(us, time);
    time[strlen("00:00:00")] = '\0';
    pen_puts(pen, ROLE_TIME, time);
}

static void draw_counts(struct pen *pen, const struct finding_group *group)
{
    char text[NUM_TEXT_SIZE];
    for (int severity = SEVERITIES - 1; severity >= 0; severity--) {
        enum role role = callrow_severity((enum severity)severity);
        struct pen cell = *pen;
        cell.left.w = least(cell.left.w, 8);
        if (group->counts[severity] > 0) {
            pen_puts(&cell, role, canvas_glyph(pen->canvas, callrow_mark((enum severity)severity)));
            pen_skip(&cell, 1);
            pen_puts(&cell, role, num_format(group->counts[severity], text));
        }
        pen_skip(pen, 9);
    }
}

static void draw_rule(const struct warnings_view *view, struct canvas *canvas, struct rect line, size_t number)
{
    const struct finding_group *group = &view->findings->groups[number];
    struct pen pen = pen_at(canvas, (struct rect){line.x + 1, line.y, line.w - 2, 1});
    int title = pen.left.w - COUNTS_WIDTH - LAST_WIDTH;
    if (title < TITLE_MIN) {
        enum severity gravest = warnings_worst(group);
        pen_column(&pen, 2, callrow_severity(gravest), canvas_glyph(canvas, callrow_mark(gravest)));
        pen_puts(&pen, ROLE_NAME, rules_table[number]->title);
        return;
    }
    pen_column(&pen, least(title, TITLE_MAX), ROLE_NAME, rules_table[number]->title);
    draw_counts(&pen, group);
    if (pen.left.w >= LAST_WIDTH) {
        pen_puts(&pen, ROLE_DIM, "last ");
        put_time(&pen, group->last);
    }
}

static void draw_rules(const struct warnings_view *view, struct canvas *canvas, struct rect area)
{
    struct rect rows = moved_to(view->layout.rules, area);
    struct pen pen = pen_at(canvas, (struct rect){area.x + 1, area.y, area.w - 1, area.h > 0});
    pen_puts(&pen, ROLE_HEADING, "FINDINGS");
    if (area.w >= HIDDEN_FROM && rows.h > 0 && (size_t)rows.h < view->row_count) {
        pen_printf(&pen, ROLE_DIM, "  %d of %zu rules", rows.h, view->row_count);
    }
    for (int y = 0; y < rows.h && view->rules.top + (size_t)y < view->row_count; y++) {
        size_t row = view->rules.top + (size_t)y;
        struct rect line = {rows.x, rows.y + y, rows.w, 1};
        draw_rule(view, canvas, line, view->rows[row]);
        if (row == view->rules.selected) {
            canvas_overlay(canvas, line, view->focus == WARNINGS_RULES ? ROLE_SELECTED : ROLE_SELECTED_IDLE);
        }
    }
}

/* ---- the selected rule ---- */

/* "Why" and "Fix", each a paragraph behind its word. */
static void draw_advice(struct canvas *canvas, struct rect area, const char *word, const char *text)
{
    canvas_puts(canvas, (struct rect){area.x, area.y, area.w, area.h > 0}, ROLE_ACCENT, word);
    pen_paragraph(canvas, (struct rect){area.x + ADVICE_INDENT, area.y, advice_width(area.w), area.h}, ROLE_DEFAULT, text);
}

static void draw_code(struct canvas *canvas, struct rect area, enum sdk sdk, const char *code)
{
    struct rect line = {area.x + ADVICE_INDENT, area.y, area.w - ADVICE_INDENT, 1};
    if (area.h == 0) {
        return;
    }
    canvas_printf(canvas, line, ROLE_DIM, sdk == SDK_BROWSER ? "in the %s" : "in %s", sdk == SDK_BROWSER ? "browser" : sdk_name(sdk));
    for (line.y++; line.y < area.y + area.h && *code != '\0'; line.y++) {
        size_t n = strcspn(code, "\n");
        canvas_text(canvas, line, ROLE_CODE, code, n);
        code += n + (code[n] == '\n');
    }
}

/* What is said of the calls below: the text, how many there are and from when. */
static void draw_opened(const struct warnings_view *view, const struct world *world, struct canvas *canvas, struct rect area)
{
    const struct finding_saying *saying = warnings_saying(view);
    char count[NUM_TEXT_SIZE];
    if (area.h == 0 || saying == NULL) {
        return;
    }
    enum severity severity = (enum severity)saying->severity;
    const char *text = strpool_text(world->pool, saying->text != STRPOOL_NONE ? saying->text : saying->kind);
    canvas_puts(canvas, (struct rect){area.x, area.y, 2, 1}, callrow_severity(severity), canvas_glyph(canvas, callrow_mark(severity)));
    pen_paragraph(canvas, (struct rect){area.x + 2, area.y, area.w - 2, area.h - 1}, callrow_severity(severity),
                  text[0] == '\0' ? "various" : text);
    struct pen pen = pen_at(canvas, (struct rect){area.x + 2, area.y + area.h - 1, area.w - 2, 1});
    pen_printf(&pen, ROLE_DIM, "%s %s, ", num_format(saying->count, count), saying->count == 1 ? "call" : "calls");
    put_time(&pen, saying->first);
    if (saying->count > 1) {
        pen_puts(&pen, ROLE_DIM, " to ");
        put_time(&pen, saying->last);
    }
}

/* What is said of all of them alike stands above, and not in each row. */
static void draw_calls(const struct warnings_view *view, const struct view_env *env, struct canvas *canvas, struct rect area)
{
    const struct finding_saying *saying = warnings_saying(view);
    bool alike = saying != NULL && saying->text != STRPOOL_NONE;
    const struct callrow_form form = {
        .columns = alike ? CALLCOLS_ALL & ~(1u << CALLCOL_FINDINGS) : CALLCOLS_ALL, .time = CALLTIME_LOCAL};
    for (int y = 0; y < area.h && view->calls.top + (size_t)y < view->calls.count; y++) {
        size_t row = view->calls.top + (size_t)y;
        const struct finding *finding = findings_get(view->findings, idlist_at(&view->numbers, row));
        struct rect line = {area.x, area.y + y, area.w, 1};
        if (finding != NULL) {
            const struct callrow call = {.id = finding->message, .finding = finding, .form = &form};
            callrow_draw(canvas, line, env->world, &call);
        }
        if (row == view->calls.selected && view->focus == WARNINGS_BELOW) {
            canvas_overlay(canvas, line, ROLE_SELECTED);
        }
    }
}

/* ---- what it says ---- */

/* Columns of a saying's line, the text taking what is left. */
#define COUNT_WIDTH 9
#define TIME_WIDTH 8
#define GAP 2
#define LAST_FROM 60   /* from these widths on are shown: the newest call's time, */
#define FIRST_FROM 100 /* the earliest's, */
#define SAMPLE_FROM 130 /* and what the newest is */
#define SAMPLE_WIDTH 34

struct columns {
    int text, sample, first, last;
};

static struct columns columns_for(int w)
{
    struct columns columns = {
        .sample = w >= SAMPLE_FROM ? SAMPLE_WIDTH + GAP : 0,
        .first = w >= FIRST_FROM ? TIME_WIDTH + GAP : 0,
        .last = w >= LAST_FROM ? TIME_WIDTH + GAP : 0,
    };
    columns.text = w - COUNT_WIDTH - GAP - columns.sample - columns.first - columns.last;
    return columns;
}

static void draw_titles(struct canvas *canvas, struct rect area)
{
    struct columns columns = columns_for(area.w);
    if (area.h == 0) {
        return;
    }
    area.y += area.h - 1;
    struct pen pen = pen_at(canvas, area);
    struct rect count = {area.x, area.y, COUNT_WIDTH, 1};
    canvas_right(canvas, count, ROLE_DIM, "findings");
    pen_skip(&pen, COUNT_WIDTH + GAP);
    pen_column(&pen, columns.text, ROLE_DIM, "what is said");
    pen_column(&pen, columns.sample, ROLE_DIM, columns.sample > 0 ? "  the newest" : "");
    pen_column(&pen, columns.first, ROLE_DIM, columns.first > 0 ? "  first" : "");
    pen_column(&pen, columns.last, ROLE_DIM, columns.last > 0 ? "  last" : "");
}

static void draw_sample(struct pen pen, const struct world *world, const struct finding *finding)
{
    const struct message *message = finding == NULL ? NULL : store_get(&world->store, finding->message);
    if (message != NULL) {
        const char *label = strpool_text(world->pool, message->label);
        uint32_t who = message->user != STRPOOL_NONE ? message->user : message->anonymous;
        pen_puts(&pen, ROLE_DEFAULT, label[0] != '\0' ? label : message_type_name((enum message_type)message->type));
        pen_skip(&pen, GAP);
        pen_puts(&pen, ROLE_ID, strpool_text(world->pool, who));
    }
}

static void draw_saying(const struct warnings_view *view, struct canvas *canvas, struct rect line, const struct world *world,
                        const struct finding_saying *saying)
{
    struct pen pen = pen_at(canvas, line), cell;
    struct columns columns = columns_for(line.w);
    enum severity severity = (enum severity)saying->severity;
    const char *text = strpool_text(world->pool, saying->text != STRPOOL_NONE ? saying->text : saying->kind);
    pen_column(&pen, 2, callrow_severity(severity), canvas_glyph(canvas, callrow_mark(severity)));
    pen_number(&pen, COUNT_WIDTH - 2, ROLE_DEFAULT, saying->count);
    pen_skip(&pen, GAP);
    pen_column(&pen, columns.text, ROLE_DEFAULT, text[0] == '\0' ? "various" : text);
    cell = pen;
    cell.left.w = columns.sample;
    pen_skip(&cell, GAP);
    draw_sample(cell, world, findings_get(view->findings, saying->last_number));
    pen_skip(&pen, columns.sample);
    if (columns.first > 0) {
        pen_skip(&pen, GAP);
        put_time(&pen, saying->first);
    }
    if (columns.last > 0) {
        pen_skip(&pen, GAP);
        put_time(&pen, saying->last);
    }
}

static void draw_sayings(const struct warnings_view *view, const struct view_env *env, struct canvas *canvas, struct rect area)
{
    for (int y = 0; y < area.h && view->sayings.top + (size_t)y < view->told_count; y++) {
        size_t row = view->sayings.top + (size_t)y;
        struct rect line = {area.x, area.y + y, area.w, 1};
        draw_saying(view, canvas, line, env->world, &view->told[row]);
        if (row == view->sayings.selected) {
            canvas_overlay(canvas, line, view->focus == WARNINGS_BELOW ? ROLE_SELECTED : ROLE_SELECTED_IDLE);
        }
    }
}

static void draw_below(const struct warnings_view *view, const struct view_env *env, struct canvas *canvas, struct rect area)
{
    const struct warnings_head *head = &view->layout.head;
    const struct rule *rule = rules_table[view->rule];
    struct rect rest = moved_to(view->layout.below, area);
    enum sdk sdk = warnings_sdk(view, env->world);
    canvas_hline(canvas, (struct rect){area.x, rest.y - 1, area.w, rest.y - 1 < area.y + area.h}, ROLE_LINE);
    canvas_puts(canvas, cut_top(&rest, head->id), ROLE_HEADING, rule->id);
    draw_advice(canvas, cut_top(&rest, head->why), head->why > 0 ? "Why" : "", rule->why);
    draw_advice(canvas, cut_top(&rest, head->fix), head->fix > 0 ? "Fix" : "", rule->cure);
    draw_code(canvas, cut_top(&rest, head->sdk), sdk, head->sdk > 0 ? rule_cure_in(rule, sdk) : "");
    if (view->opened) {
        cut_top(&rest, head->titles);
        draw_opened(view, env->world, canvas, cut_top(&rest, head->saying));
        draw_calls(view, env, canvas, rest);
    } else {
        draw_titles(canvas, cut_top(&rest, head->titles));
        draw_sayings(view, env, canvas, rest);
    }
}

void warnings_draw(const void *state, const struct view_env *env, struct canvas *canvas, struct rect area)
{
    const struct warnings_view *view = state;
    if (view->row_count == 0 && search_active(env->search)) {
        empty_draw_none(canvas, area, "Nothing was found about such calls.", empty_is_all(env));
        return;
    }
    if (view->row_count == 0) {
        bool none = env->world->calls == 0 && env->world->refused == 0;
        pen_paragraph(canvas, (struct rect){area.x + 2, area.y + 1, area.w - 3, area.h - 1}, ROLE_DEFAULT,
                      none ? "No calls yet. What is wrong with them will stand here rule by rule, with why and with the cure."
                           : "No findings. `callboard rules` lists what calls are judged by.");
        return;
    }
    draw_rules(view, canvas, area);
    draw_below(view, env, canvas, area);
}
