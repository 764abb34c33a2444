/* Painting a page. */
#include <string.h>

#include "accountsview.h"
#include "base/clock.h"
#include "base/num.h"
#include "callrow.h"
#include "flows_view.h"
#include "links_table.h"

#define NAME_MAX 36
#define WORD_W 10
#define KEY_MIN 16
#define TITLE_MAX 44 /* of a rule */
#define COUNTS_W 14  /* what was found by it */
#define COUNT_W 8
#define ROLE_W 8 /* the least of a member's role that is shown */
#define TIME_W 10

static void put_pooled(struct pen *pen, enum role role, const struct world *world, uint32_t text)
{
    pen_text(pen, role, strpool_text(world->pool, text), strpool_length(world->pool, text));
}

static void put_time(struct pen *pen, int64_t us)
{
    char time[CLOCK_ISO_SIZE];
    clock_format_time(us, time);
    time[strlen("00:00:00")] = '\0';
    pen_column(pen, TIME_W, ROLE_TIME, time);
}

static void put_number(struct pen *pen, uint64_t number)
{
    pen_number(pen, COUNT_W, ROLE_COUNT, number);
    pen_skip(pen, 2);
}

/* ---- rows ---- */

static int name_width(const struct pen *pen)
{
    int w = pen->left.w - WORD_W - COUNT_W - 2 - TIME_W - ROLE_W;
    return w > NAME_MAX ? NAME_MAX : w < 12 ? 12 : w;
}

static void draw_link(struct pen *pen, const struct page *page, const struct world *world, uint64_t number)
{
    const struct link *link = &world->links.items[number];
    int name = name_width(pen);
    if (page->profile.kind == PROFILE_ACCOUNT) {
        links_draw_user(pen, world, &world->links.users[link->user], name);
    } else {
        links_draw_account(pen, world, link->account, name);
    }
    enum role role = link->removed ? ROLE_LINK_REMOVED : (enum role)(ROLE_LINK_IMPLIED + link->provenance);
    pen_column(pen, WORD_W, role, link->removed ? "removed" : provenance_name((enum provenance)link->provenance));
    put_number(pen, link->calls);
    put_time(pen, link->last);
    put_pooled(pen, ROLE_DEFAULT, world, link->role);
}

static void draw_visitor(struct pen *pen, const struct page *page, const struct world *world, uint64_t number)
{
    const struct tie *tie = &world->links.ties[number];
    const struct message *message = store_get(&world->store, tie->when.id);
    int name = name_width(pen);
    struct pen cell = *pen;
    (void)page;
    cell.left.w = name - 1 < cell.left.w ? name - 1 : cell.left.w;
    put_pooled(&cell, ROLE_ID, world, world->links.users[tie->visitor].id);
    pen_skip(pen, name);
    pen_column(pen, WORD_W, ROLE_DIM, message == NULL ? "" : message_type_name((enum message_type)message->type));
    put_number(pen, world->links.users[tie->visitor].calls);
    put_time(pen, tie->when.time);
}

/* "team  was free until 14:03:11" */
static void draw_trait(struct pen *pen, const struct page *page, const struct world *world, uint64_t number)
{
    const struct profile_trait *trait = &page->profile.traits[number];
    char time[CLOCK_ISO_SIZE];
    int name = name_width(pen) < KEY_MIN ? KEY_MIN : name_width(pen) * 2 / 3;
    (void)world;
    pen_column(pen, name - 1, ROLE_JSON_KEY, trait->key);
    pen_skip(pen, 1);
    pen_puts(pen, ROLE_DEFAULT, trait->values[0].text);
    for (size_t i = 1; i < trait->count; i++) {
        clock_format_time(trait->values[i - 1].at, time);
        time[strlen("00:00:00")] = '\0';
        pen_puts(pen, ROLE_DIM, i == 1 ? "   was " : ", ");
        pen_puts(pen, ROLE_ID, trait->values[i].text);
        pen_printf(pen, ROLE_DIM, " until %s", time);
    }
}

static void draw_event(struct pen *pen, const struct page *page, const struct world *world, uint64_t number)
{
    const struct profile_event *event = &page->profile.events[number];
    const struct message *newest = store_get(&world->store, event->newest);
    int name = name_width(pen);
    struct pen cell = *pen;
    cell.left.w = name - 1 < cell.left.w ? name - 1 : cell.left.w;
    if (event->label != STRPOOL_NONE) {
        put_pooled(&cell, ROLE_NAME, world, event->label);
    } else {
        pen_printf(&cell, ROLE_DIM, "(%s)", message_type_name((enum message_type)event->type));
    }
    pen_skip(pen, name);
    pen_column(pen, WORD_W, (enum role)(ROLE_CALL_IDENTIFY + event->type), message_type_name((enum message_type)event->type));
    put_number(pen, event->calls);
    if (newest != NULL) {
        put_time(pen, newest->received);
    }
}

static void draw_rule(struct pen *pen, const struct page *page, const struct world *world, uint64_t number)
{
    const struct profile_rule *rule = &page->profile.rules[number];
    char text[NUM_TEXT_SIZE];
    (void)world;
    int title = pen->left.w - COUNTS_W < TITLE_MAX ? pen->left.w - COUNTS_W : TITLE_MAX;
    pen_column(pen, title - 1, ROLE_NAME, rules_table[number]->title);
    pen_skip(pen, 1);
    for (int severity = SEVERITIES - 1; severity >= 0; severity--) {
        enum role role = callrow_severity((enum severity)severity);
        if (rule->counts[severity] > 0) {
            pen_printf(pen, role, "%s %s   ", canvas_glyph(pen->canvas, callrow_mark((enum severity)severity)),
                       num_format(rule->counts[severity], text));
        }
    }
}

static void draw_flow(struct pen *pen, const struct page *page, const struct world *world, uint64_t number)
{
    struct flow flow;
    struct str words;
    const struct flow_remark *problem;
    flows_get(world->flows, number, &flow);
    problem = flow_problem(&flow);
    pen_column(pen, 8, ROLE_DIM, flow.def->title);
    struct pen cell = *pen;
    int name = name_width(pen) + 2; /* as wide as the columns of the other rows together */
    cell.left.w = name - 1 < cell.left.w ? name - 1 : cell.left.w;
    bool of_account = page->profile.kind == PROFILE_USER;
    put_pooled(&cell, ROLE_NAME, world, of_account ? flow.account : flow.invitee != STRPOOL_NONE ? flow.invitee : flow.user);
    pen_skip(pen, name);
    flows_draw_progress(pen, &flow, 6);
    pen_skip(pen, 2);
    enum role role = flow.state == FLOW_STATE_BROKEN ? ROLE_WARNING : ROLE_DIM;
    pen_column(pen, WORD_W, role, flow_state_name(flow.state));
    str_init(&words, FLOWS_WORDS_MAX);
    if (problem != NULL) {
        flow_remark_text(world->pool, &flow, problem, &words);
    }
    pen_text(pen, ROLE_DEFAULT, words.data, words.len);
    str_done(&words);
}

static void draw_call(struct pen *pen, const struct page *page, const struct world *world, uint64_t id)
{
    const struct callrow call = {.id = id};
    (void)page;
    callrow_draw(pen->canvas, pen->left, world, &call);
}

/* Where the rows below are columns, they are named. */
static void draw_titles(struct pen *pen, uint64_t of, const char *title)
{
    static const char *const words[][3] = {
        [PAGE_LINK] = {"known", "last", "role"}, [PAGE_VISITOR] = {"by", "joined", ""}, [PAGE_EVENT] = {"type", "last", ""},
    };
    if (of != PAGE_LINK && of != PAGE_VISITOR && of != PAGE_EVENT) {
        pen_puts(pen, ROLE_HEADING, title);
        return;
    }
    pen_column(pen, name_width(pen), ROLE_HEADING, title);
    pen_column(pen, WORD_W, ROLE_DIM, words[of][0]);
    struct rect cell = pen->left;
    cell.w = COUNT_W < cell.w ? COUNT_W : cell.w;
    canvas_right(pen->canvas, cell, ROLE_DIM, "calls");
    pen_skip(pen, COUNT_W + 2);
    pen_column(pen, TIME_W, ROLE_DIM, words[of][1]);
    pen_puts(pen, ROLE_DIM, words[of][2]);
}

static void draw_heading(struct pen *pen, const struct page *page, const struct world *world, uint64_t of)
{
    static const char *const titles[] = {
        [PAGE_VISITOR] = "VISITORS", [PAGE_TRAIT] = "TRAITS", [PAGE_EVENT] = "EVENTS", [PAGE_RULE] = "FINDINGS",
        [PAGE_FLOW] = "FLOWS",       [PAGE_CALL] = "TIMELINE",
    };
    bool of_account = page->profile.kind == PROFILE_ACCOUNT;
    const char *title = of != PAGE_LINK ? titles[of] : of_account ? "MEMBERS" : "ACCOUNTS";
    (void)world;
    if (of == PAGE_LINK && page->link_count == 0) {
        pen_puts(pen, ROLE_HEADING, title);
        pen_puts(pen, ROLE_DIM, of_account ? "   nobody belongs to it yet" : "   belongs to no account yet: no group call, no context.groupId");
        return;
    }
    draw_titles(pen, of, title);
}

static void draw_blank(struct pen *pen, const struct page *page, const struct world *world, uint64_t index)
{
    (void)pen;
    (void)page;
    (void)world;
    (void)index;
}

static void (*const drawers[])(struct pen *, const struct page *, const struct world *, uint64_t) = {
    [PAGE_BLANK] = draw_blank, [PAGE_HEADING] = draw_heading, [PAGE_LINK] = draw_link, [PAGE_VISITOR] = draw_visitor,
    [PAGE_TRAIT] = draw_trait, [PAGE_EVENT] = draw_event,     [PAGE_RULE] = draw_rule, [PAGE_FLOW] = draw_flow,
    [PAGE_CALL] = draw_call,
};

/* ---- head ---- */

/* `each` is what a column of the activity below stands for. */
static void draw_span(struct pen *pen, int64_t first, int64_t last, uint64_t calls, int64_t each)
{
    char number[NUM_TEXT_SIZE], from[CLOCK_ISO_SIZE], to[CLOCK_ISO_SIZE], span[CLOCK_ISO_SIZE];
    clock_format_time(first, from);
    clock_format_time(last, to);
    from[strlen("00:00:00")] = to[strlen("00:00:00")] = '\0';
    pen_printf(pen, ROLE_DIM, "%s %s   %s to %s", num_format(calls, number), calls == 1 ? "call" : "calls", from, to);
    if (each > 0) {
        pen_printf(pen, ROLE_DIM, "   %s a column", clock_format_span(each, span));
    }
}

/* A line of activity over the session, as wide as the page; each column stands for as many stretches as it has to. */
static void draw_activity(const struct profile *profile, struct canvas *canvas, struct rect line)
{
    struct pen pen = pen_at(canvas, line);
    size_t used = PROFILE_BUCKETS;
    while (used > 1 && profile->buckets[used - 1] == 0) {
        used--;
    }
    for (size_t i = 0; i < used && pen.left.w > 0 && line.h > 0; i++) {
        struct rect cell = {pen.left.x, pen.left.y, 1, pen.left.h};
        canvas_puts(canvas, cell, ROLE_SPARK, canvas_bar(canvas, profile->buckets[i], profile->busiest));
        pen_skip(&pen, 1);
    }
}

static void draw_head(const struct page *page, const struct world *world, struct canvas *canvas, struct rect area)
{
    struct pen name = pen_at(canvas, area), facts = pen_at(canvas, (struct rect){area.x, area.y + 1, area.w, area.h > 1});
    if (page->profile.kind == PROFILE_ACCOUNT) {
        const struct account *account = &world->accounts.items[page->profile.number];
        links_draw_account(&name, world, account->id, area.w);
        draw_span(&facts, account->first, account->last, account->calls, page->profile.width);
    } else {
        const struct user *user = &world->links.users[page->profile.number];
        links_draw_user(&name, world, user, area.w);
        draw_span(&facts, user->first, user->last, user->calls, page->profile.width);
    }
    draw_activity(&page->profile, canvas, (struct rect){area.x, area.y + 2, area.w, area.h > 2});
}

void page_draw(const struct page *page, const struct view_env *env, struct canvas *canvas, struct rect area, bool focused)
{
    int head = page_head(area.h);
    if (page->profile.kind == PROFILE_NONE) {
        return;
    }
    draw_head(page, env->world, canvas, (struct rect){area.x, area.y, area.w, head});
    for (int y = 0; y < area.h - head && page->list.top + (size_t)y < page->row_count; y++) {
        size_t number = page->list.top + (size_t)y;
        const struct page_row *row = &page->rows[number];
        struct rect line = {area.x, area.y + head + y, area.w, 1};
        struct pen pen = pen_at(canvas, line);
        drawers[row->kind](&pen, page, env->world, row->index);
        if (number == page->list.selected && focused) {
            canvas_overlay(canvas, line, ROLE_SELECTED);
        }
    }
}
