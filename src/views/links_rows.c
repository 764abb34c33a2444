#include "links_rows.h"

#include <stdlib.h>

#include "base/xalloc.h"

void numbers_push(struct numbers *numbers, size_t number)
{
    numbers->items = xgrow(numbers->items, &numbers->cap, numbers->count + 1, sizeof *numbers->items);
    numbers->items[numbers->count++] = (uint32_t)number;
}

void links_rows_init(struct links_rows *rows)
{
    *rows = (struct links_rows){.seen_users = 0};
    kept_init(&rows->kept_users);
    kept_init(&rows->kept_accounts);
}

void links_rows_done(struct links_rows *rows)
{
    free(rows->users.items);
    free(rows->visitors.items);
    kept_done(&rows->kept_users);
    kept_done(&rows->kept_accounts);
}

static void sync_users(struct links_rows *rows, const struct links *links)
{
    for (; rows->seen_users < links->user_count; rows->seen_users++) {
        if (!links->users[rows->seen_users].visitor) {
            numbers_push(&rows->users, rows->seen_users);
        }
    }
    if (rows->seen_ties != links->tie_count) {
        rows->visitors.count = rows->seen_links = 0; /* some of them are users now */
        rows->seen_ties = links->tie_count;
    }
    for (; rows->seen_links < links->count; rows->seen_links++) {
        const struct link *link = &links->items[rows->seen_links];
        const struct user *user = &links->users[link->user];
        if (user->visitor && !links_is_somebody(user) && link->next == LINKS_NONE) { /* its first */
            numbers_push(&rows->visitors, link->user);
        }
    }
}

static uint32_t user_in_all(const struct links_rows *rows, size_t row)
{
    return row < rows->users.count ? rows->users.items[row] : rows->visitors.items[row - rows->users.count];
}

void links_rows_sync(struct links_rows *rows, const struct view_env *env)
{
    sync_users(rows, &env->world->links);
    size_t users = rows->users.count + rows->visitors.count, accounts = env->world->accounts.count - 1;
    bool anew = kept_begin(&rows->kept_users, env, true, users);
    for (size_t row = 0; anew && row < users; row++) {
        kept_ask(&rows->kept_users, env, user_in_all(rows, row));
    }
    anew = kept_begin(&rows->kept_accounts, env, false, accounts);
    for (size_t row = 0; anew && row < accounts; row++) {
        kept_ask(&rows->kept_accounts, env, (uint32_t)row + 1);
    }
}

size_t links_rows_count(const struct links_rows *rows, const struct world *world, bool accounts)
{
    const struct kept *kept = accounts ? &rows->kept_accounts : &rows->kept_users;
    return kept->active ? kept->count : accounts ? world->accounts.count - 1 : rows->users.count + rows->visitors.count;
}

uint32_t links_rows_number(const struct links_rows *rows, bool accounts, size_t row)
{
    const struct kept *kept = accounts ? &rows->kept_accounts : &rows->kept_users;
    return kept->active ? kept->items[row] : accounts ? (uint32_t)row + 1 : user_in_all(rows, row);
}
