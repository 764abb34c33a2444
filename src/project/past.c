#include "past.h"

#include "links_parts.h"

/* The number of a user or visitor, LINKS_NONE when unknown. */
static uint32_t user_number(const struct links *links, uint32_t user)
{
    return user == STRPOOL_NONE ? LINKS_NONE : textmap_get(&links->by_user, user);
}

static uint32_t visitor_number(const struct links *links, uint32_t anonymous)
{
    return anonymous == STRPOOL_NONE ? LINKS_NONE : textmap_get(&links->by_visitor, anonymous);
}

static uint32_t person_number(const struct links *links, struct person person)
{
    return person.user != STRPOOL_NONE ? user_number(links, person.user) : visitor_number(links, person.anonymous);
}

/* ---- accounts of a person ---- */

/* The earliest few, in order. */
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
        if (links_standing(links, link, when) > STANDING_REMOVED) {
            earliest_add(found, link);
        }
    }
}

static size_t accounts_of(const void *self, uint32_t user, uint32_t anonymous, struct moment when,
                          uint32_t out[HISTORY_ACCOUNTS])
{
    const struct links *links = ((const struct past *)self)->links;
    struct earliest found = {.accounts = out};
    if (user != STRPOOL_NONE) {
        earliest_of(&found, links, user_number(links, user), when);
    } else {
        uint32_t visitor = visitor_number(links, anonymous);
        earliest_of(&found, links, visitor, when);
        earliest_of(&found, links, links_tied_user(links, visitor, when), when);
    }
    return found.total;
}

/* ---- one person ---- */

static uint32_t user_of(const void *self, uint32_t anonymous, struct moment when)
{
    const struct links *links = ((const struct past *)self)->links;
    uint32_t user = links_tied_user(links, visitor_number(links, anonymous), when);
    return user == LINKS_NONE ? STRPOOL_NONE : links->users[user].id;
}

static uint32_t other_user_of(const void *self, uint32_t anonymous, uint32_t user, struct moment when)
{
    const struct links *links = ((const struct past *)self)->links;
    const struct tie *newest = NULL;
    uint32_t visitor = visitor_number(links, anonymous);
    uint32_t number = visitor == LINKS_NONE ? LINKS_NONE : links->users[visitor].tie;
    for (; number != LINKS_NONE; number = links->ties[number].next) {
        const struct tie *tie = &links->ties[number];
        bool counts = links->users[tie->user].id != user && links_known_at(tie->when, when);
        if (counts && (newest == NULL || moment_before(newest->when, tie->when))) {
            newest = tie;
        }
    }
    return newest == NULL ? STRPOOL_NONE : links->users[newest->user].id;
}

static bool doings_of(const void *self, struct person person, struct doings *doings)
{
    const struct links *links = ((const struct past *)self)->links;
    uint32_t number = person_number(links, person);
    *doings = (struct doings){moment_never(), moment_never(), moment_never(), moment_never(), 0, 0, 0};
    if (number != LINKS_NONE) {
        *doings = links->users[number].doings;
    }
    return number != LINKS_NONE;
}

static bool grouped_as(const void *self, struct person person, struct moment when, struct grouping *grouping)
{
    const struct links *links = ((const struct past *)self)->links;
    uint32_t number = person_number(links, person);
    const struct said_item *said = number == LINKS_NONE ? NULL : said_before(&links->users[number].groups, when);
    if (said != NULL) {
        bool oldest = said + 1 == links->users[number].groups.items + SAID_KEPT;
        *grouping = (struct grouping){said->text, said->source, said->when, oldest ? STRPOOL_NONE : said[1].text};
    }
    return said != NULL;
}

static struct moment tied_since(const void *self, uint32_t anonymous, uint32_t user)
{
    const struct links *links = ((const struct past *)self)->links;
    uint32_t visitor = visitor_number(links, anonymous);
    uint32_t number = visitor == LINKS_NONE ? LINKS_NONE : links->users[visitor].tie;
    while (number != LINKS_NONE && links->users[links->ties[number].user].id != user) {
        number = links->ties[number].next;
    }
    return number == LINKS_NONE ? moment_never() : links->ties[number].when;
}

static uint32_t lost_visitor_of(const void *self, uint32_t user, struct moment when)
{
    const struct links *links = ((const struct past *)self)->links;
    uint32_t number = user_number(links, user);
    uint32_t lost = number == LINKS_NONE ? LINKS_NONE : links_lost_visitor(links, number, when);
    return lost == LINKS_NONE ? STRPOOL_NONE : links->users[lost].id;
}

/* ---- a person and an account ---- */

static enum standing standing_with(const struct links *links, uint32_t user, uint32_t account, struct moment when)
{
    const struct link *link = user == LINKS_NONE ? NULL : links_find(links, user, account);
    return link == NULL ? STANDING_NONE : links_standing(links, link, when);
}

static enum standing standing_of(const void *self, struct person person, uint32_t account, struct moment when)
{
    const struct links *links = ((const struct past *)self)->links;
    uint32_t number = person_number(links, person);
    enum standing own = standing_with(links, number, account, when), as_user = STANDING_NONE;
    if (person.user == STRPOOL_NONE) {
        as_user = standing_with(links, links_tied_user(links, number, when), account, when);
    }
    return own > as_user ? own : as_user;
}

static const struct link *link_of(const struct links *links, struct person person, uint32_t account)
{
    uint32_t number = person_number(links, person);
    return number == LINKS_NONE ? NULL : links_find(links, number, account);
}

static int64_t named_last(const void *self, struct person person, uint32_t account)
{
    const struct link *link = link_of(((const struct past *)self)->links, person, account);
    return link == NULL ? INT64_MIN : link->named;
}

static bool is_first_of(const void *self, struct person person, uint32_t account, struct moment when)
{
    const struct link *link = link_of(((const struct past *)self)->links, person, account);
    return link == NULL || link->made[LINK_IMPLIED].time >= when.time;
}

/* ---- accounts ---- */

static bool is_first(const void *self, uint32_t account, struct moment when)
{
    const struct accounts *accounts = ((const struct past *)self)->accounts;
    size_t number = accounts_find(accounts, account);
    return number == 0 || accounts->items[number].first >= when.time;
}

static uint32_t lookalike_of(const void *self, uint32_t account, struct moment when)
{
    const struct past *past = self;
    return accounts_lookalike(past->accounts, past->pool, account, when);
}

static bool introduced(const void *self, uint32_t account, struct moment when)
{
    const struct accounts *accounts = ((const struct past *)self)->accounts;
    size_t number = accounts_find(accounts, account);
    return number > 0 && links_known_at(accounts->items[number].introduced, when);
}

static uint32_t name_of(const void *self, uint32_t account, struct moment when)
{
    const struct accounts *accounts = ((const struct past *)self)->accounts;
    size_t number = accounts_find(accounts, account);
    const struct said_item *said = number == 0 ? NULL : said_before(&accounts->items[number].names, when);
    return said == NULL ? STRPOOL_NONE : said->text;
}

static uint32_t namesake_of(const void *self, uint32_t account, uint32_t name, struct moment when)
{
    const struct past *past = self;
    return accounts_namesake(past->accounts, past->pool, name, account, when);
}

/* ---- events ---- */

static uint32_t spelled_before(const void *self, uint32_t event, struct moment when)
{
    const struct past *past = self;
    return spellings_before(past->spellings, past->pool, event, when);
}

/* ---- senders ---- */

static int64_t clock_of(const void *self, uint32_t source, uint64_t id)
{
    return sources_skew(((const struct past *)self)->sources, source, id);
}

struct history past_history(const struct past *past)
{
    return (struct history){
        .self = past,
        .accounts_of = accounts_of,
        .user_of = user_of,
        .other_user_of = other_user_of,
        .standing_of = standing_of,
        .grouped_as = grouped_as,
        .named_last = named_last,
        .is_first_of = is_first_of,
        .is_first = is_first,
        .lookalike_of = lookalike_of,
        .tied_since = tied_since,
        .lost_visitor_of = lost_visitor_of,
        .introduced = introduced,
        .doings_of = doings_of,
        .name_of = name_of,
        .namesake_of = namesake_of,
        .spelled_before = spelled_before,
        .clock_of = clock_of,
    };
}
