/* Who is listed in Links: users, then the visitors that belong somewhere; accounts. With a filter, those whose calls it lets
 * through. */
#ifndef VIEWS_LINKS_ROWS_H
#define VIEWS_LINKS_ROWS_H

#include "kept.h"

/* Numbers of users or of links. */
struct numbers {
    uint32_t *items;
    size_t count, cap;
};
void numbers_push(struct numbers *numbers, size_t number);

struct links_rows {
    struct numbers users, visitors;            /* without a filter; what was looked at is not looked at again */
    size_t seen_users, seen_links, seen_ties;
    struct kept kept_users, kept_accounts;
};

void links_rows_init(struct links_rows *rows);
void links_rows_done(struct links_rows *rows);
void links_rows_sync(struct links_rows *rows, const struct view_env *env);
/* How many rows, of accounts or of users, and the number of the one in a row. As of the last sync. */
size_t links_rows_count(const struct links_rows *rows, const struct world *world, bool accounts);
uint32_t links_rows_number(const struct links_rows *rows, bool accounts, size_t row);

#endif
