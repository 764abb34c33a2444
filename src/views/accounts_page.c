/* The rows of a page: made anew when something changed, so that drawing only paints. */
#include "accountsview.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

void page_init(struct page *page)
{
    *page = (struct page){.fresh = true};
    profile_init(&page->profile);
}

void page_done(struct page *page)
{
    profile_done(&page->profile);
    free(page->rows);
    free(page->links);
}

void page_set(struct page *page, enum profile_kind kind, uint32_t number)
{
    if (page->profile.kind == kind && page->profile.number == number) {
        return;
    }
    profile_set(&page->profile, kind, number);
    page->link_count = page->links_seen = 0;
    page->fresh = true;
    page->row_count = 0;
    list_set_count(&page->list, 0);
}

/* ---- what the rows speak of ---- */

static void push_link(struct page *page, size_t number)
{
    page->links = xgrow(page->links, &page->link_cap, page->link_count + 1, sizeof *page->links);
    page->links[page->link_count++] = (uint32_t)number;
}

/* Looks at the links that came since, or at all of them when a visitor turned out to be a user. True when there are others. */
static bool sync_links(struct page *page, const struct world *world)
{
    const struct links *links = &world->links;
    size_t before = page->link_count;
    if (page->ties_seen != links->tie_count) {
        page->ties_seen = links->tie_count;
        page->link_count = page->links_seen = 0;
        before = SIZE_MAX;
    }
    uint32_t account = page->profile.kind == PROFILE_ACCOUNT ? world->accounts.items[page->profile.number].id : STRPOOL_NONE;
    for (; page->links_seen < links->count; page->links_seen++) {
        const struct link *link = &links->items[page->links_seen];
        bool mine = account == STRPOOL_NONE ? link->user == page->profile.number
                                            : link->account == account && !links_is_somebody(&links->users[link->user]);
        if (mine) {
            push_link(page, page->links_seen);
        }
    }
    return before != page->link_count;
}

static bool is_mine(const struct page *page, const struct world *world, size_t flow)
{
    if (page->profile.kind == PROFILE_ACCOUNT) {
        return flows_account(world->flows, flow) == world->accounts.items[page->profile.number].id;
    }
    return flows_user(world->flows, flow) == world->links.users[page->profile.number].id;
}

/* ---- rows ---- */

static void add(struct page *page, enum page_row_kind kind, uint64_t index)
{
    page->rows = xgrow(page->rows, &page->row_cap, page->row_count + 1, sizeof *page->rows);
    page->rows[page->row_count++] = (struct page_row){kind, index};
}

static void add_heading(struct page *page, enum page_row_kind of)
{
    if (page->row_count > 0) {
        add(page, PAGE_BLANK, 0);
    }
    add(page, PAGE_HEADING, of);
}

static void add_links(struct page *page)
{
    add_heading(page, PAGE_LINK);
    for (size_t i = 0; i < page->link_count; i++) {
        add(page, PAGE_LINK, page->links[i]);
    }
}

static void add_visitors(struct page *page, const struct links *links)
{
    const struct user *user = &links->users[page->profile.number];
    uint32_t tie = page->profile.kind != PROFILE_USER || user->visitor ? LINKS_NONE : user->tie;
    if (tie != LINKS_NONE) {
        add_heading(page, PAGE_VISITOR);
    }
    for (; tie != LINKS_NONE; tie = links->ties[tie].next_of_user) {
        add(page, PAGE_VISITOR, tie);
    }
}

static void add_findings(struct page *page)
{
    bool any = false;
    for (size_t i = 0; i < rules_count; i++) {
        if (page->profile.rules[i].newest == 0) {
            continue;
        }
        if (!any) {
            add_heading(page, PAGE_RULE);
        }
        any = true;
        add(page, PAGE_RULE, i);
    }
}

static void add_flows(struct page *page, const struct world *world)
{
    size_t found = 0;
    page->flow_changes = flows_changes(world->flows);
    for (size_t i = 0; i < flows_count(world->flows) && found < PAGE_FLOWS; i++) {
        if (!flows_listed(world->flows, i) || !is_mine(page, world, i)) {
            continue;
        }
        if (found++ == 0) {
            add_heading(page, PAGE_FLOW);
        }
        add(page, PAGE_FLOW, i);
    }
}

static void add_counted(struct page *page, enum page_row_kind kind, size_t count)
{
    if (count > 0) {
        add_heading(page, kind);
    }
    for (size_t i = 0; i < count; i++) {
        add(page, kind, i);
    }
}

/* The newest first. */
static void add_calls(struct page *page, const struct world *world)
{
    const struct idlist *calls = profile_calls(&page->profile, world);
    size_t count = idlist_count(calls), shown = 0;
    for (; shown < count && shown < PAGE_CALLS && idlist_at(calls, count - shown - 1) >= world->cleared; shown++) {
        if (shown == 0) {
            add_heading(page, PAGE_CALL);
        }
        add(page, PAGE_CALL, idlist_at(calls, count - shown - 1));
    }
}


static void make_rows(struct page *page, const struct world *world)
{
    page->row_count = 0;
    add_links(page);
    add_visitors(page, &world->links);
    add_counted(page, PAGE_TRAIT, page->profile.trait_count);
    add_findings(page);
    add_flows(page, world);
    add_counted(page, PAGE_EVENT, page->profile.event_count);
    add_calls(page, world);
    list_set_count(&page->list, page->row_count);
}

static bool says_something(const struct page *page, size_t row)
{
    return page->rows[row].kind != PAGE_BLANK && page->rows[row].kind != PAGE_HEADING;
}

/* From a heading or a blank on to the next row that says something, the other way at an end. */
static void leave_headings(struct page *page, bool down)
{
    size_t row = page->list.selected;
    for (size_t tries = 0; tries < 2; tries++, down = !down) {
        for (row = page->list.selected; row < page->row_count && !says_something(page, row);) {
            row = down ? row + 1 : row > 0 ? row - 1 : page->row_count;
        }
        if (row < page->row_count) {
            list_select(&page->list, row);
            return;
        }
    }
}

bool page_move(struct page *page, enum command command)
{
    bool down = command == COMMAND_DOWN || command == COMMAND_PAGE_DOWN || command == COMMAND_FIRST;
    if (!list_command(&page->list, command, false)) {
        return false;
    }
    leave_headings(page, down);
    return true;
}

/* The selection stays with what it is about while rows come and go above it. */
static void keep_selection(struct page *page, struct page_row selected)
{
    if (selected.kind == PAGE_BLANK) {
        list_select(&page->list, 0);
        leave_headings(page, true);
        return;
    }
    for (size_t i = 0; i < page->row_count; i++) {
        if (page->rows[i].kind == selected.kind && page->rows[i].index == selected.index) {
            list_select(&page->list, i);
            return;
        }
    }
}

int page_head(int h)
{
    return h > 10 ? 4 : h > 4 ? 1 : 0;
}

void page_sync(struct page *page, const struct view_env *env, int h)
{
    const struct world *world = env->world;
    if (page->profile.kind == PROFILE_NONE) {
        return;
    }
    struct page_row selected = page->row_count > 0 ? page->rows[page->list.selected] : (struct page_row){PAGE_BLANK, 0};
    bool linked = sync_links(page, world), settled = profile_update(&page->profile, world);
    bool flowed = flows_changes(world->flows) != page->flow_changes;
    if (page->fresh || linked || settled || flowed) {
        profile_read_traits(&page->profile, world, env->reader);
        make_rows(page, world);
        keep_selection(page, selected);
        page->fresh = false;
    }
    list_fit(&page->list, (size_t)(h > page_head(h) ? h - page_head(h) : 1));
    /* A heading is in sight with its first row. */
    struct list *list = &page->list;
    if (list->top > 0 && list->top == list->selected && !says_something(page, list->top - 1)) {
        list->top--;
    }
}

/* ---- where a row leads ---- */

static uint64_t held(const struct world *world, uint64_t id)
{
    return id >= world->cleared && store_get(&world->store, id) != NULL ? id : 0;
}

uint64_t page_call(const struct page *page, const struct world *world)
{
    if (page->row_count == 0) {
        return 0;
    }
    const struct page_row *row = &page->rows[page->list.selected];
    switch (row->kind) {
    case PAGE_VISITOR:
        return held(world, world->links.ties[row->index].when.id);
    case PAGE_TRAIT:
        return held(world, page->profile.traits[row->index].values[0].message);
    case PAGE_EVENT:
        return held(world, page->profile.events[row->index].newest);
    case PAGE_RULE:
        return held(world, page->profile.rules[row->index].newest);
    case PAGE_FLOW:
        return held(world, flows_newest(world->flows, row->index));
    case PAGE_CALL:
        return held(world, row->index);
    default:
        return 0;
    }
}

bool page_other(const struct page *page, const struct world *world, enum profile_kind *kind, uint32_t *number)
{
    if (page->row_count == 0 || page->rows[page->list.selected].kind != PAGE_LINK) {
        return false;
    }
    const struct link *link = &world->links.items[page->rows[page->list.selected].index];
    *kind = page->profile.kind == PROFILE_ACCOUNT ? PROFILE_USER : PROFILE_ACCOUNT;
    *number = *kind == PROFILE_USER ? link->user : (uint32_t)accounts_find(&world->accounts, link->account);
    return true;
}
