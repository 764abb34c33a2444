#include "links_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "model/b2b.h"

#define PAIRS_MAX ((size_t)1 << 28) /* bytes of keys; LINKS_MAX is reached first */

const char *provenance_name(enum provenance provenance)
{
    static const char *const names[LINK_PROVENANCES] = {"implied", "declared", "explicit"};
    return names[provenance];
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
    textmap_done(&links->members);
    for (size_t i = 0; i < links->user_count; i++) {
        idlist_done(&links->users[i].messages);
    }
    free(links->users);
    free(links->items);
    free(links->ties);
    free(links->changes);
}

bool links_known_at(struct moment since, struct moment when)
{
    return since.time <= when.time;
}

static struct moment earlier(struct moment a, struct moment b)
{
    return moment_before(a, b) ? a : b;
}

/* ---- users and visitors ---- */

static uint32_t user_new(struct links *links, struct textmap *map, uint32_t id)
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
        .first = INT64_MAX,
        .last = INT64_MIN,
        .label_since = {INT64_MIN, 0},
        .doings = {moment_never(), moment_never(), moment_never(), moment_never(), 0, 0, 0},
    };
    links->visitor_count += map == &links->by_visitor;
    textmap_set(map, id, number);
    return number;
}

/* The user of this id, made if new; LINKS_NONE for no id. */
static uint32_t user_number(struct links *links, struct textmap *map, uint32_t id)
{
    uint32_t number = id == STRPOOL_NONE ? LINKS_NONE : textmap_get(map, id);
    return number == TEXTMAP_NONE && id != STRPOOL_NONE ? user_new(links, map, id) : number;
}

static void learn_first(struct moment *first, uint32_t *source, const struct message *message, struct moment when)
{
    if (moment_before(when, *first)) {
        *first = when;
        *source = message->source;
    }
}

static void see(struct user *user, const struct message *message, struct moment when)
{
    user->first = message->order < user->first ? message->order : user->first;
    user->last = message->order > user->last ? message->order : user->last;
    learn_first(&user->doings.seen, &user->doings.seen_by, message, when);
}

static void learn_doings(struct user *user, const struct message *message, struct moment when)
{
    struct doings *doings = &user->doings;
    user->calls++;
    see(user, message, when);
    if (message->type == MESSAGE_IDENTIFY) {
        doings->identified = user->visitor ? doings->identified : earlier(when, doings->identified);
        if (message->label != STRPOOL_NONE && !moment_before(when, user->label_since)) {
            user->label = message->label;
            user->label_since = when;
        }
    } else if (message->type == MESSAGE_GROUP) {
        learn_first(&doings->grouped, &doings->grouped_by, message, when);
        said_add(&user->groups, message->account, message->source, when);
    } else if (b2b_event_of(message) == B2B_SIGNED_UP) {
        learn_first(&doings->signed_up, &doings->signed_up_by, message, when);
    }
}

/* ---- ties ---- */

uint32_t links_tied_user(const struct links *links, uint32_t visitor, struct moment when)
{
    const struct tie *best = NULL;
    uint32_t number = visitor == LINKS_NONE ? LINKS_NONE : links->users[visitor].tie;
    for (; number != LINKS_NONE; number = links->ties[number].next) {
        const struct tie *tie = &links->ties[number];
        if (links_known_at(tie->when, when) && (best == NULL || moment_before(best->when, tie->when))) {
            best = tie;
        }
    }
    return best == NULL ? LINKS_NONE : best->user;
}

uint32_t links_user_of(const struct links *links, uint32_t visitor)
{
    return links_tied_user(links, visitor, moment_never());
}

static void tie_new(struct links *links, uint32_t visitor, uint32_t user, struct moment when)
{
    struct user *owner = &links->users[visitor], *other = &links->users[user];
    uint32_t number = (uint32_t)links->tie_count++;
    links->ties = xgrow(links->ties, &links->tie_cap, links->tie_count, sizeof *links->ties);
    links->ties[number] = (struct tie){visitor, user, owner->tie, other->tie, when};
    owner->tie = other->tie = number;
    links_inherit(links, &links->ties[number], true);
}

static void tie(struct links *links, uint32_t visitor, uint32_t user, struct moment when)
{
    size_t count = 0;
    if (visitor == LINKS_NONE || user == LINKS_NONE) {
        return;
    }
    for (uint32_t i = links->users[visitor].tie; i != LINKS_NONE; i = links->ties[i].next, count++) {
        struct tie *known = &links->ties[i];
        if (known->user == user && moment_before(when, known->when)) {
            known->when = when;
            links_inherit(links, known, false);
        }
        if (known->user == user) {
            return;
        }
    }
    if (count < LINKS_TIES_MAX && links->tie_count < LINKS_MAX) {
        tie_new(links, visitor, user, when);
    }
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
    uint32_t visitor = user_number(links, &links->by_visitor, visitor_id);
    if (visitor != LINKS_NONE) {
        see(&links->users[visitor], message, when);
    }
    tie(links, visitor, user_number(links, &links->by_user, message->user), when);
}

/* ---- what a call says of an account ---- */

static enum provenance provenance_of(const struct message *message, enum b2b_event event)
{
    bool declares = event == B2B_ACCOUNT_ADDED_USER || event == B2B_ACCOUNT_CREATED || event == B2B_SIGNED_UP;
    return message->type == MESSAGE_GROUP ? LINK_EXPLICIT : declares ? LINK_DECLARED : LINK_IMPLIED;
}

/* Account Added User says the role in its properties; others may, and group calls in the traits. */
static uint32_t role_of(struct strpool *pool, const struct json *tree, const struct message *message,
                        enum provenance provenance)
{
    const char *bag = message->type == MESSAGE_GROUP ? "traits" : "properties";
    const char *role = provenance == LINK_IMPLIED ? NULL : json_text(json_path(tree, bag, "role", NULL));
    return role == NULL ? STRPOOL_NONE : strpool_intern(pool, role, strlen(role));
}

void links_add(struct links *links, struct strpool *pool, uint64_t message_id, const struct message *message,
               const struct json *tree)
{
    struct moment when = message_moment(message, message_id);
    bool named = message->user != STRPOOL_NONE, counts = message_counts(message);
    if (counts) {
        learn_ties(links, message, when);
    }
    struct textmap *map = named ? &links->by_user : &links->by_visitor;
    uint32_t id = named ? message->user : message->anonymous;
    uint32_t number = counts ? user_number(links, map, id) : id == STRPOOL_NONE ? LINKS_NONE : textmap_get(map, id);
    if (number == LINKS_NONE) {
        return;
    }
    idlist_push(&links->users[number].messages, message_id);
    if (!counts) {
        return;
    }
    learn_doings(&links->users[number], message, when);
    if (message->account == STRPOOL_NONE) {
        return;
    }
    enum b2b_event event = b2b_event_of(message);
    enum provenance provenance = provenance_of(message, event);
    const struct link_fact fact = {
        .account = message->account,
        .provenance = provenance,
        .removal = event == B2B_ACCOUNT_REMOVED_USER,
        .role = role_of(pool, tree, message, provenance),
        .message = message_id,
        .when = when,
        .first = message->order,
        .last = message->order,
        .calls = 1,
    };
    links_learn(links, number, &fact);
}

void links_forget(struct links *links, uint64_t first)
{
    for (size_t i = 0; i < links->user_count; i++) {
        idlist_forget(&links->users[i].messages, first);
    }
}

void links_clear(struct links *links)
{
    for (size_t i = 0; i < links->user_count; i++) {
        idlist_done(&links->users[i].messages);
        links->users[i].calls = 0;
    }
    for (size_t i = 0; i < links->count; i++) {
        links->items[i].calls = 0;
    }
}
