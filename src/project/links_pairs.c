/* One link: what is known of a user or visitor and an account. Every step is a minimum or a maximum over what calls said, so
 * that any order of arrival comes to the same. */
#include "links_parts.h"

#include "base/xalloc.h"

/* What strpool numbers begin with, so that the first pair is link 0. */
#define FIRST_TEXT (STRPOOL_OVERFLOW + 1)

/* Nearly all have few: those are looked through. */
#define FEW_LINKS 4u

const struct link *links_find(const struct links *links, uint32_t user, uint32_t account)
{
    const uint32_t pair[2] = {user, account};
    uint32_t number = links->users[user].link;
    for (unsigned i = 0; i < FEW_LINKS && number != LINKS_NONE; i++) {
        if (links->items[number].account == account) {
            return &links->items[number];
        }
        number = links->items[number].next;
    }
    number = number == LINKS_NONE ? STRPOOL_NONE : strpool_find(links->pairs, (const char *)pair, sizeof pair);
    return number == STRPOOL_NONE ? NULL : &links->items[number - FIRST_TEXT];
}

/* The pair's link, made if new; LINKS_NONE when there is no room. */
static uint32_t link_number(struct links *links, uint32_t user, uint32_t account)
{
    const uint32_t pair[2] = {user, account};
    const struct link *known = links_find(links, user, account);
    if (known != NULL) {
        return (uint32_t)(known - links->items);
    }
    if (links->count == LINKS_MAX) {
        return LINKS_NONE;
    }
    uint32_t number = strpool_intern(links->pairs, (const char *)pair, sizeof pair) - FIRST_TEXT;
    links->items = xgrow(links->items, &links->cap, links->count + 1, sizeof *links->items);
    struct user *owner = &links->users[user];
    links->items[number] = (struct link){
        .user = user,
        .account = account,
        .next = owner->link,
        .changes = LINKS_NONE,
        .removed = true, /* until what is learned of it now says otherwise */
        .first = INT64_MAX,
        .last = INT64_MIN,
        .named = INT64_MIN,
        .since = moment_never(),
        .made = {moment_never(), moment_never(), moment_never()},
        .joined = {INT64_MIN, 0},
        .role_since = {INT64_MIN, 0},
    };
    owner->link = number;
    links->count++;
    return number;
}

static void change_add(struct links *links, struct link *link, struct moment when, bool removed)
{
    size_t count = 0;
    for (uint32_t i = link->changes; i != LINKS_NONE; i = links->changes[i].next) {
        if (++count == LINKS_CHANGES_MAX) {
            return;
        }
    }
    links->changes = xgrow(links->changes, &links->change_cap, links->change_count + 1, sizeof *links->changes);
    links->changes[links->change_count] = (struct change){when, removed, link->changes};
    link->changes = (uint32_t)links->change_count++;
}

static bool is_known(struct moment since, struct moment when)
{
    return since.time != INT64_MAX && links_known_at(since, when);
}

/* Whether the newest of removals and returns known at `when` is a removal. */
static bool removed_at(const struct links *links, const struct link *link, struct moment when)
{
    struct moment newest = {INT64_MIN, 0};
    bool removed = false;
    for (uint32_t i = link->changes; i != LINKS_NONE; i = links->changes[i].next) {
        const struct change *change = &links->changes[i];
        if (is_known(change->when, when) && moment_before(newest, change->when)) {
            newest = change->when;
            removed = change->removed;
        }
    }
    bool joined_since = is_known(link->joined, when) && moment_before(newest, link->joined);
    return removed && !joined_since;
}

enum standing links_standing(const struct links *links, const struct link *link, struct moment when)
{
    if (!is_known(link->since, when)) {
        return STANDING_NONE;
    }
    if (removed_at(links, link, when)) {
        return STANDING_REMOVED;
    }
    return is_known(link->made[LINK_EXPLICIT], when)   ? STANDING_EXPLICIT
           : is_known(link->made[LINK_DECLARED], when) ? STANDING_DECLARED
                                                       : STANDING_IMPLIED;
}

/* ---- who belongs where, counted ---- */

uint32_t links_members(const struct links *links, uint32_t account)
{
    uint32_t count = textmap_get(&links->members, account);
    return count == TEXTMAP_NONE ? 0 : count;
}

struct moment link_relied_on(const struct link *link)
{
    struct moment declared = link->made[LINK_DECLARED], implied = link->made[LINK_IMPLIED];
    return link->provenance == LINK_EXPLICIT && moment_before(declared, implied) ? declared : implied;
}

bool links_is_somebody(const struct user *user)
{
    return user->visitor && user->tie != LINKS_NONE;
}

size_t links_shown(const struct links *links)
{
    size_t count = 0;
    for (size_t i = 0; i < links->count; i++) {
        count += !links_is_somebody(&links->users[links->items[i].user]);
    }
    return count;
}

static void count_member(struct links *links, uint32_t account, bool belongs)
{
    uint32_t count = links_members(links, account);
    textmap_set(&links->members, account, belongs ? count + 1 : count - 1);
}

static void set_removed(struct links *links, struct link *link, bool removed)
{
    struct user *user = &links->users[link->user];
    if (link->removed == removed) {
        return;
    }
    uint32_t had = user->link_count;
    link->removed = removed;
    user->link_count = removed ? had - 1 : had + 1;
    if (!user->visitor) {
        links->shared_users += user->link_count >= 2;
        links->shared_users -= had >= 2;
    }
    if (!links_is_somebody(user)) {
        count_member(links, link->account, !removed);
    }
}

/* ---- learning ---- */

static void learn_times(struct link *link, const struct link_fact *fact)
{
    if (moment_before(fact->when, link->since)) {
        link->since = fact->when;
    }
    if (fact->message > link->message) {
        link->message = fact->message;
    }
    link->first = fact->first < link->first ? fact->first : link->first;
    link->last = fact->last > link->last ? fact->last : link->last;
    if (fact->provenance != LINK_EXPLICIT && fact->last > link->named) {
        link->named = fact->last;
    }
    link->calls += fact->calls;
}

static void learn_role(struct link *link, const struct link_fact *fact)
{
    if (fact->role != STRPOOL_NONE && !moment_before(fact->when, link->role_since)) {
        link->role = fact->role;
        link->role_since = fact->when;
    }
}

static void learn(struct links *links, uint32_t user, const struct link_fact *fact)
{
    uint32_t number = link_number(links, user, fact->account);
    if (number == LINKS_NONE) {
        return;
    }
    struct link *link = &links->items[number];
    learn_times(link, fact);
    learn_role(link, fact);
    if (fact->removal) {
        change_add(links, link, fact->when, true);
    } else if (moment_before(fact->when, link->made[fact->provenance])) {
        link->made[fact->provenance] = fact->when;
    }
    if (!fact->removal && fact->provenance != LINK_IMPLIED) {
        if (link->changes != LINKS_NONE) {
            change_add(links, link, fact->when, false);
        }
        link->joined = moment_before(link->joined, fact->when) ? fact->when : link->joined;
    }
    link->provenance = fact->provenance > link->provenance ? (uint8_t)fact->provenance : link->provenance;
    set_removed(links, link, links_standing(links, link, moment_never()) == STANDING_REMOVED);
}

void links_learn(struct links *links, uint32_t user, const struct link_fact *fact)
{
    learn(links, user, fact);
    if (!links->users[user].visitor || fact->removal) {
        return; /* who is removed is a user; should it be a visitor, that is its own affair */
    }
    for (uint32_t i = links->users[user].tie; i != LINKS_NONE; i = links->ties[i].next) {
        const struct tie *tie = &links->ties[i];
        struct link_fact inherited = *fact;
        inherited.when = moment_before(fact->when, tie->when) ? tie->when : fact->when;
        learn(links, tie->user, &inherited);
    }
}

/* One fact for each way in which the visitor's link is known; the first of them brings the counts. */
static void inherit_link(struct links *links, const struct tie *tie, uint32_t number, bool is_new)
{
    const struct link from = links->items[number]; /* the array may move */
    struct link_fact fact = {.account = from.account, .role = from.role, .message = from.message,
                             .first = from.first, .last = from.last, .calls = is_new ? from.calls : 0};
    for (int provenance = LINK_PROVENANCES - 1; provenance >= 0; provenance--) {
        struct moment made = from.made[provenance];
        if (made.time == INT64_MAX) {
            continue;
        }
        fact.provenance = (enum provenance)provenance;
        fact.when = moment_before(made, tie->when) ? tie->when : made;
        learn(links, tie->user, &fact);
        fact.calls = 0;
    }
}

void links_inherit(struct links *links, const struct tie *moved, bool is_new)
{
    const struct tie tie = *moved;
    struct user *visitor = &links->users[tie.visitor];
    bool was_nobody = is_new && links->ties[visitor->tie].next == LINKS_NONE;
    for (uint32_t i = visitor->link; i != LINKS_NONE; i = links->items[i].next) {
        if (was_nobody && !links->items[i].removed) {
            count_member(links, links->items[i].account, false);
        }
        inherit_link(links, &tie, i, is_new);
    }
}
