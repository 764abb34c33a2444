#include "asked.h"

/* Visitors of one user whose ids are looked at: the newest. */
#define VISITORS_MAX ((FILTER_MAX_NAMES - 8) / 2)
#define KNOWN_MAX 100000u /* users looked through for completion: the newest */

struct names {
    uint32_t *out;
    size_t count;
};

static void put(struct names *names, uint32_t text)
{
    if (text != STRPOOL_NONE && names->count < FILTER_MAX_NAMES) {
        names->out[names->count++] = text;
    }
}

/* ---- names ---- */

static void put_account(struct names *names, const struct world *world, uint32_t id)
{
    const struct account *account = &world->accounts.items[accounts_find(&world->accounts, id)];
    put(names, id);
    if (account->id == id) {
        put(names, account->name);
    }
}

/* A user, and all the visitors it was. */
static void put_user(struct names *names, const struct links *links, uint32_t number)
{
    const struct user *user = &links->users[number];
    size_t count = 0;
    put(names, user->id);
    put(names, user->label);
    for (uint32_t i = user->tie; i != LINKS_NONE && count < VISITORS_MAX; i = links->ties[i].next_of_user, count++) {
        const struct user *visitor = &links->users[links->ties[i].visitor];
        put(names, visitor->id);
        put(names, visitor->label);
    }
}

static void put_person(struct names *names, const struct links *links, uint32_t id, bool visitor)
{
    uint32_t number = textmap_get(visitor ? &links->by_visitor : &links->by_user, id);
    put(names, id);
    if (number == TEXTMAP_NONE) {
        return;
    }
    if (!visitor) {
        put_user(names, links, number);
        return;
    }
    put(names, links->users[number].label);
    uint32_t user = links_user_of(links, number);
    if (user != LINKS_NONE) {
        put_user(names, links, user);
    }
}

static void put_source(struct names *names, const struct world *world, uint32_t number, bool key)
{
    if (number < world->sources.count) {
        put(names, key ? world->sources.items[number].key : STRPOOL_NONE);
        put(names, world->sources.items[number].library);
    }
}

static size_t names_of(const void *self, enum filter_thing thing, uint32_t id, uint32_t out[FILTER_MAX_NAMES])
{
    const struct world *world = ((const struct asked *)self)->world;
    struct names names = {out, 0};
    switch (thing) {
    case FILTER_ACCOUNT:
        put_account(&names, world, id);
        break;
    case FILTER_USER:
    case FILTER_VISITOR:
        put_person(&names, &world->links, id, thing == FILTER_VISITOR);
        break;
    case FILTER_SOURCE:
    case FILTER_LIBRARY:
        put_source(&names, world, id, thing == FILTER_SOURCE);
        break;
    case FILTER_EVENT:
    case FILTER_NAME:
    case FILTER_THINGS:
        put(&names, id);
        break;
    }
    return names.count;
}

/* ---- findings ---- */

static void findings_of(const void *self, const struct message *message, struct filter_findings *out)
{
    const struct world *world = ((const struct asked *)self)->world;
    *out = (struct filter_findings){.worst = -1};
    const struct finding *finding = world_finding(world, message->finding);
    for (; finding != NULL; finding = world_finding(world, finding->next)) {
        out->rules |= UINT64_C(1) << finding->rule;
        out->worst = finding->severity > out->worst ? finding->severity : out->worst;
    }
}

static const char *rule_at(size_t number)
{
    return number < rules_count ? rules_table[number]->id : NULL;
}

static const char *severity_at(size_t number)
{
    return number < SEVERITIES ? severity_name((enum severity)number) : NULL;
}

/* ---- what there is ---- */

/* A filter that is being completed. */
struct telling {
    const struct world *world;
    filter_each *each;
    void *to;
};

static void tell(const struct telling *telling, uint32_t text)
{
    if (text != STRPOOL_NONE) {
        telling->each(telling->to, strpool_text(telling->world->pool, text));
    }
}

static void tell_events(const struct telling *telling, bool tracks)
{
    const struct coverage *coverage = &telling->world->coverage;
    for (size_t i = 0; i < coverage->count; i++) {
        const struct coverage_event *event = &coverage->items[i];
        if (event->calls > 0 && (event->type == MESSAGE_TRACK) == tracks) {
            tell(telling, event->name);
        }
    }
}

static void tell_accounts(const struct telling *telling)
{
    const struct accounts *accounts = &telling->world->accounts;
    for (size_t i = 1; i < accounts->count; i++) {
        tell(telling, accounts->items[i].id);
        tell(telling, accounts->items[i].name);
    }
}

static void tell_people(const struct telling *telling, bool visitors)
{
    const struct links *links = &telling->world->links;
    size_t first = links->user_count > KNOWN_MAX ? links->user_count - KNOWN_MAX : 0;
    for (size_t i = links->user_count; i > first; i--) {
        if (links->users[i - 1].visitor == visitors) {
            tell(telling, links->users[i - 1].id);
            tell(telling, links->users[i - 1].label);
        }
    }
}

static void tell_sources(const struct telling *telling, bool keys)
{
    const struct sources *sources = &telling->world->sources;
    for (size_t i = 0; i < sources->count; i++) {
        tell(telling, keys ? sources->items[i].key : STRPOOL_NONE);
        tell(telling, sources->items[i].library);
    }
}

static void known(const void *self, enum filter_thing thing, filter_each *each, void *to)
{
    const struct telling telling = {((const struct asked *)self)->world, each, to};
    switch (thing) {
    case FILTER_EVENT:
    case FILTER_NAME:
        tell_events(&telling, thing == FILTER_EVENT);
        break;
    case FILTER_ACCOUNT:
        tell_accounts(&telling);
        break;
    case FILTER_USER:
    case FILTER_VISITOR:
        tell_people(&telling, thing == FILTER_VISITOR);
        break;
    case FILTER_SOURCE:
    case FILTER_LIBRARY:
        tell_sources(&telling, thing == FILTER_SOURCE);
        break;
    case FILTER_THINGS:
        break;
    }
}

static const char *saved(const void *self, const char *name)
{
    return filter_saved_find(((const struct asked *)self)->saved, name);
}

static void saved_names(const void *self, filter_each *each, void *to)
{
    const struct filter_saved *all = ((const struct asked *)self)->saved;
    for (size_t i = 0; i < all->count; i++) {
        each(to, all->items[i].name);
    }
}

struct filter_world asked_by_filters(const struct asked *asked)
{
    bool has = asked->saved != NULL;
    return (struct filter_world){
        .self = asked,
        .pool = asked->world == NULL ? NULL : asked->world->pool,
        .names = names_of,
        .findings = findings_of,
        .rule = rule_at,
        .severity = severity_at,
        .known = asked->world == NULL ? NULL : known,
        .saved = has ? saved : NULL,
        .saved_names = has ? saved_names : NULL,
    };
}
