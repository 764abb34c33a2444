/* What a filter leaves of a list of accounts or of users: the numbers of those whose calls it lets through. */
#ifndef VIEWS_KEPT_H
#define VIEWS_KEPT_H

#include "ui/view.h"

struct kept {
    bool active;         /* there is a filter; else the list is meant as it is */
    uint32_t *items;
    size_t count, cap;
    uint64_t serial, generation; /* of the filter, and of what its calls are of */
    size_t of;           /* how many there were to be asked */
    bool users;
    uint32_t guest;      /* stays although the filter has no call of it; KEPT_NOBODY */
};
#define KEPT_NOBODY UINT32_MAX

void kept_init(struct kept *kept);
void kept_done(struct kept *kept);
/* How many calls of account or user `number` the filter lets through. */
uint32_t kept_calls(const struct view_env *env, bool users, uint32_t number);
/* True when all `of` rows have to be asked, each with kept_ask. */
bool kept_begin(struct kept *kept, const struct view_env *env, bool users, size_t of);
void kept_ask(struct kept *kept, const struct view_env *env, uint32_t number);
/* This one is shown, whatever the filter says, until there is another one or another list. */
void kept_invite(struct kept *kept, bool users, uint32_t number);

#endif
