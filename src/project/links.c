#include "links.h"

#include <stdlib.h>

#include "base/xalloc.h"

#define PAIRS_MAX ((size_t)1 << 28) /* bytes of keys; LINKS_MAX is reached first */

/* What strpool numbers begin with, so that the first pair is link 0. */
#define FIRST_TEXT (STRPOOL_OVERFLOW + 1)

const char *provenance_name(enum provenance provenance)
{
    return provenance == LINK_EXPLICIT ? "explicit" : "implied";
}

void links_init(struct links *links)
{
    *links = (struct links){.pairs = strpool_new(PAIRS_MAX)};
}

void links_done(struct links *links)
{
    strpool_free(links->pairs);
    textmap_done(&links->by_user);
    textmap_done(&links->by_visitor);
    free(links->users);
    free(links->items);
    free(links->ties);
}

static uint32_t user_new(struct links *links, struct textmap *map, uint32_t id, const struct message *message)
{
    if (links->user_count == LINKS_MAX) {
        return LINKS_NONE;
    }
    uint32_t number = (uint32_t)links->user_count++;
    links->users = xgrow(links->users, &links->user_cap, links->user_count, sizeof *links->users);
    links->users[number] = (struct user){
        .id = id,
        .link = LINKS_NONE,
        .tie = LINKS_NONE,
        .visitor = map == &links->by_visitor,
        .first = message->received,
    };
    links->visitor_count += map == &links->by_visitor;
    textmap_set(map, id, number);
    return number;
}

/* The user of this id, made if new. */
static uint32_t user_number(struct links *links, struct textmap *map, uint32_t id, const struct message *message)
{
    uint32_t number = textmap_get(map, id);
    return number == TEXTMAP_NONE ? user_new(links, map, id, message) : number;
}

/* Browsers post over parallel connections: of two calls of the same millisecond nobody can tell which was made first. */
static bool known_at(struct moment since, struct moment when)
{
    return since.time <= when.time;
}

/* The newest tie of the visitor that is known at `when`, or LINKS_NONE. */
static uint32_t tied_user(const struct links *links, uint32_t visitor, struct moment when)
{
    const struct tie *best = NULL;
    uint32_t number = visitor == LINKS_NONE ? LINKS_NONE : links->users[visitor].tie;
    for (; number != LINKS_NONE; number = links->ties[number].next) {
        const struct tie *tie = &links->ties[number];
        if (known_at(tie->when, when) && (best == NULL || moment_before(best->when, tie->when))) {
            best = tie;
        }
    }
    return best == NULL ? LINKS_NONE : best->user;
}

static void tie(struct links *links, uint32_t visitor, uint32_t user, struct moment when)
{
    if (visitor == LINKS_NONE || user == LINKS_NONE || links->tie_count == LINKS_MAX) {
        return;
    }
    for (uint32_t i = links->users[visitor].tie; i != LINKS_NONE; i = links->ties[i].next) {
        if (links->ties[i].user == user) {
            links->ties[i].when = moment_before(when, links->ties[i].when) ? when : links->ties[i].when;
            return;
        }
    }
    links->ties = xgrow(links->ties, &links->tie_cap, links->tie_count + 1, sizeof *links->ties);
    links->ties[links->tie_count] = (struct tie){.user = user, .next = links->users[visitor].tie, .when = when};
    links->users[visitor].tie = (uint32_t)links->tie_count++;
}

/* Identify with both ids, and alias (previousId -> userId, which decode keeps as the label). */
static void learn_ties(struct links *links, const struct message *message, struct moment when)
{
    uint32_t visitor_id = message->type == MESSAGE_IDENTIFY ? message->anonymous
                          : message->type == MESSAGE_ALIAS  ? message->label
                                                            : STRPOOL_NONE;
    if (visitor_id == STRPOOL_NONE || message->user == STRPOOL_NONE || visitor_id == message->user) {
        return;
    }
    tie(links, user_number(links, &links->by_visitor, visitor_id, message),
        user_number(links, &links->by_user, message->user, message), when);
}

static uint32_t find_user(const struct links *links, const struct message *message)
{
    if (message->user != STRPOOL_NONE) {
        return textmap_get(&links->by_user, message->user);
    }
    uint32_t visitor = textmap_get(&links->by_visitor, message->anonymous);
    uint32_t user = tied_user(links, visitor, moment_never());
    return user == LINKS_NONE ? visitor : user;
}

static uint32_t take_user(struct links *links, const struct message *message)
{
    uint32_t number = find_user(links, message);
    if (number != LINKS_NONE) {
        return number;
    }
    if (message->user != STRPOOL_NONE) {
        return user_new(links, &links->by_user, message->user, message);
    }
    return message->anonymous == STRPOOL_NONE ? LINKS_NONE
                                              : user_new(links, &links->by_visitor, message->anonymous, message);
}

/* The pair's link, or LINKS_NONE when it is new and there is no room. *made says whether it was made just now. */
static uint32_t take_link(struct links *links, uint32_t user, uint32_t account, bool *made)
{
    const uint32_t pair[2] = {user, account};
    uint32_t number = strpool_find(links->pairs, (const char *)pair, sizeof pair);
    *made = false;
    if (number != STRPOOL_NONE) {
        return number - FIRST_TEXT;
    }
    if (links->count == LINKS_MAX) {
        return LINKS_NONE;
    }
    number = strpool_intern(links->pairs, (const char *)pair, sizeof pair) - FIRST_TEXT;
    links->items = xgrow(links->items, &links->cap, links->count + 1, sizeof *links->items);
    struct user *owner = &links->users[user];
    links->items[number] = (struct link){.user = user, .account = account, .next = owner->link, .since = moment_never()};
    owner->link = number;
    links->shared_users += ++owner->link_count == 2 && !owner->visitor;
    links->count++;
    *made = true;
    return number;
}

static bool learn_link(struct links *links, uint32_t user, uint64_t message_id, const struct message *message)
{
    bool made;
    uint32_t number = take_link(links, user, message->account, &made);
    if (number == LINKS_NONE) {
        return false;
    }
    struct link *link = &links->items[number];
    struct moment when = message_moment(message, message_id);
    if (made) {
        link->first = message->received;
    }
    if (message->type == MESSAGE_GROUP) {
        link->provenance = LINK_EXPLICIT;
    }
    link->calls++;
    link->message = message_id;
    link->last = message->received;
    link->since = moment_before(when, link->since) ? when : link->since;
    return made;
}

bool links_add(struct links *links, uint64_t message_id, const struct message *message)
{
    if (!message_counts(message)) {
        return false;
    }
    learn_ties(links, message, message_moment(message, message_id));
    uint32_t number = take_user(links, message);
    if (number == LINKS_NONE) {
        return false;
    }
    struct user *user = &links->users[number];
    user->calls++;
    user->last = message->received;
    if (message->type == MESSAGE_IDENTIFY && message->label != STRPOOL_NONE) {
        user->label = message->label;
    }
    return message->account != STRPOOL_NONE && learn_link(links, number, message_id, message);
}

void links_clear_counts(struct links *links)
{
    for (size_t i = 0; i < links->user_count; i++) {
        links->users[i].calls = 0;
    }
    for (size_t i = 0; i < links->count; i++) {
        links->items[i].calls = 0;
    }
}

/* ---- the history rules ask ---- */

/* The earliest few links of a person, in order. */
struct earliest {
    uint32_t *accounts;
    struct moment since[HISTORY_ACCOUNTS];
    size_t count, total;
};

static void earliest_add(struct earliest *found, const struct link *link)
{
    for (size_t i = 0; i < found->count; i++) {
        if (found->accounts[i] == link->account) {
            return;
        }
    }
    found->total++;
    size_t at = found->count;
    while (at > 0 && moment_before(link->since, found->since[at - 1])) {
        at--;
    }
    if (at == HISTORY_ACCOUNTS) {
        return;
    }
    size_t last = found->count < HISTORY_ACCOUNTS ? found->count++ : HISTORY_ACCOUNTS - 1;
    for (; last > at; last--) {
        found->since[last] = found->since[last - 1];
        found->accounts[last] = found->accounts[last - 1];
    }
    found->since[at] = link->since;
    found->accounts[at] = link->account;
}

static void earliest_of(struct earliest *found, const struct links *links, uint32_t user, struct moment when)
{
    uint32_t number = user == LINKS_NONE ? LINKS_NONE : links->users[user].link;
    for (; number != LINKS_NONE; number = links->items[number].next) {
        const struct link *link = &links->items[number];
        if (known_at(link->since, when)) {
            earliest_add(found, link);
        }
    }
}

static size_t accounts_of(const void *self, uint32_t user, uint32_t anonymous, struct moment when,
                          uint32_t out[HISTORY_ACCOUNTS])
{
    const struct links *links = self;
    struct earliest found = {.accounts = out};
    if (user != STRPOOL_NONE) {
        earliest_of(&found, links, textmap_get(&links->by_user, user), when);
    } else if (anonymous != STRPOOL_NONE) {
        uint32_t visitor = textmap_get(&links->by_visitor, anonymous);
        earliest_of(&found, links, visitor, when);
        earliest_of(&found, links, tied_user(links, visitor, when), when);
    }
    return found.total;
}

static uint32_t user_of(const void *self, uint32_t anonymous, struct moment when)
{
    const struct links *links = self;
    uint32_t user = tied_user(links, textmap_get(&links->by_visitor, anonymous), when);
    return user == LINKS_NONE ? STRPOOL_NONE : links->users[user].id;
}

struct history links_history(const struct links *links)
{
    return (struct history){.self = links, .accounts_of = accounts_of, .user_of = user_of};
}
