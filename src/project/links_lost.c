/* Who may have been a user before: an anonymousId that changed on the way from the landing page to identify leaves a visitor
 * behind. That is a guess, so it is made only where there is one to choose. */
#include "base/clock.h"
#include "links_parts.h"

/* A visit is over after so long (the time after which analytics services begin another). */
#define VISIT (30 * 60 * CLOCK_S)
/* So many of the newest users and visitors are looked at; where more came during one visit, there is no telling. */
#define NEWEST 256u

/* The first tie by which a user came to be known, if no visitor tied to it had made calls before. */
static const struct tie *bare_tie(const struct links *links, uint32_t user, struct moment when)
{
    const struct tie *first = NULL;
    for (uint32_t i = links->users[user].tie; i != LINKS_NONE; i = links->ties[i].next_of_user) {
        const struct tie *tie = &links->ties[i];
        if (!links_known_at(tie->when, when)) {
            continue;
        }
        if (links->users[tie->visitor].doings.seen.time < tie->when.time) {
            return NULL;
        }
        first = first == NULL || moment_before(tie->when, first->when) ? tie : first;
    }
    return first;
}

/* It came to the same source, fell silent before the tie, not long ago, and is nobody yet. */
static bool may_be(const struct links *links, uint32_t number, const struct tie *tie)
{
    const struct user *other = &links->users[number];
    return other->visitor && other->tie == LINKS_NONE && other->last < tie->when.time &&
           tie->when.time - other->last < VISIT && other->doings.seen_by == links->users[tie->visitor].doings.seen_by;
}

uint32_t links_lost_visitor(const struct links *links, uint32_t user, struct moment when)
{
    const struct tie *tie = bare_tie(links, user, when);
    uint32_t found = LINKS_NONE, looked = 0;
    if (tie == NULL) {
        return LINKS_NONE;
    }
    for (size_t i = links->user_count; i > 0 && looked < NEWEST; i--, looked++) {
        if (may_be(links, (uint32_t)i - 1, tie)) {
            if (found != LINKS_NONE) {
                return LINKS_NONE;
            }
            found = (uint32_t)i - 1;
        }
    }
    bool all = looked < NEWEST || tie->when.time - links->users[links->user_count - NEWEST].first >= VISIT;
    return all ? found : LINKS_NONE;
}
