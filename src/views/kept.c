#include "kept.h"

#include <stdlib.h>

#include "base/xalloc.h"

void kept_init(struct kept *kept)
{
    *kept = (struct kept){.guest = KEPT_NOBODY};
}

void kept_done(struct kept *kept)
{
    free(kept->items);
}

uint32_t kept_calls(const struct view_env *env, bool users, uint32_t number)
{
    return users ? matched_user(env->matched, &env->world->links, number) : matched_account(env->matched, number);
}

bool kept_begin(struct kept *kept, const struct view_env *env, bool users, size_t of)
{
    bool was = kept->active;
    kept->active = search_active(env->search);
    if (!kept->active) {
        kept->guest = KEPT_NOBODY;
        return false;
    }
    if (kept->serial != env->search->serial || kept->users != users) {
        kept->guest = KEPT_NOBODY;
        was = false;
    }
    if (was && kept->generation == env->matched->generation && kept->of == of) {
        return false;
    }
    kept->serial = env->search->serial;
    kept->generation = env->matched->generation;
    kept->users = users;
    kept->of = of;
    kept->count = 0;
    return true;
}

void kept_ask(struct kept *kept, const struct view_env *env, uint32_t number)
{
    if (number == kept->guest || kept_calls(env, kept->users, number) > 0) {
        kept->items = xgrow(kept->items, &kept->cap, kept->count + 1, sizeof *kept->items);
        kept->items[kept->count++] = number;
    }
}

void kept_invite(struct kept *kept, bool users, uint32_t number)
{
    kept->guest = number;
    kept->users = users;
    kept->of = SIZE_MAX;
}
