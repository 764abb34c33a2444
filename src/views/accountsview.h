/* Accounts: a list of accounts or users at the left, the selected one as a page at the right. Shared by its files. */
#ifndef VIEWS_ACCOUNTSVIEW_H
#define VIEWS_ACCOUNTSVIEW_H

#include "pen.h"
#include "project/profile.h"
#include "ui/list.h"
#include "ui/view.h"

/* Calls in a user's timeline, and flows of a page; further ones are counted. */
#define PAGE_CALLS 200u
#define PAGE_FLOWS 50u

enum page_row_kind {
    PAGE_BLANK,
    PAGE_HEADING, /* `index` is the kind of the rows below */
    PAGE_LINK,    /* number in the page's links */
    PAGE_VISITOR, /* number of a tie */
    PAGE_TRAIT, PAGE_EVENT,
    PAGE_RULE,    /* row of rules_table */
    PAGE_FLOW,    /* number of a flow */
    PAGE_CALL     /* message */
};

struct page_row {
    enum page_row_kind kind;
    uint64_t index;
};

struct page {
    struct profile profile;
    struct page_row *rows;
    size_t row_count, row_cap;
    struct list list;
    uint32_t *links; /* numbers in the world's links */
    size_t link_count, link_cap;
    size_t links_seen, ties_seen;
    bool fresh;      /* rows have to be made */
    uint64_t flow_changes;
};

void page_init(struct page *page);
void page_done(struct page *page);
/* Shows this one, from its top. */
void page_set(struct page *page, enum profile_kind kind, uint32_t number);
void page_sync(struct page *page, const struct view_env *env, int h);
void page_draw(const struct page *page, const struct view_env *env, struct canvas *canvas, struct rect area, bool focused);
/* Up, down and so on, from one row that says something to another. False when the command is none of these. */
bool page_move(struct page *page, enum command command);
/* Lines above the rows. */
int page_head(int h);
/* The call the selected row leads to; 0: none. */
uint64_t page_call(const struct page *page, const struct world *world);
/* Another page the selected row leads to: a member, or an account of a user. False: none. */
bool page_other(const struct page *page, const struct world *world, enum profile_kind *kind, uint32_t *number);

#endif
