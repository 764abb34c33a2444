#include "matched.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

#define FORGET_STEP 4096u /* calls */

/* ---- one tally ---- */

static void tally_init(struct matched_tally *tally)
{
    *tally = (struct matched_tally){0};
    findings_init(&tally->findings);
}

static void tally_done(struct matched_tally *tally)
{
    free(tally->accounts.items);
    free(tally->users.items);
    for (size_t i = 0; i < MESSAGE_TYPES; i++) {
        textmap_done(&tally->events[i]);
    }
    findings_done(&tally->findings);
}

static void tally_begin(struct matched_tally *tally, const struct search *search)
{
    tally_done(tally);
    tally_init(tally);
    tally->serial = search->serial;
    tally->revisions = search->revisions;
    tally->cleared = search->asked.world->cleared;
}

static uint32_t count_of(const struct matched_counts *counts, size_t number)
{
    return number < counts->cap ? counts->items[number] : 0;
}

static void count(struct matched_counts *counts, size_t number)
{
    size_t had = counts->cap;
    if (number >= had) {
        counts->items = xgrow(counts->items, &counts->cap, number + 1, sizeof *counts->items);
        memset(counts->items + had, 0, (counts->cap - had) * sizeof *counts->items);
    }
    counts->items[number]++;
}

/* A page without a name, and every identify, is called by something that is no event's name. */
static void count_event(struct matched_tally *tally, const struct coverage *coverage, const struct message *message)
{
    bool known = message->label != STRPOOL_NONE && textmap_get(&coverage->rows[message->type], message->label) != TEXTMAP_NONE;
    struct textmap *events = &tally->events[message->type];
    uint32_t name = known ? message->label : STRPOOL_NONE, calls = textmap_get(events, name);
    textmap_set(events, name, calls == TEXTMAP_NONE ? 1 : calls + 1);
}

static void count_findings(struct matched_tally *tally, const struct world *world, const struct message *message)
{
    const struct finding *items[UINT8_MAX];
    size_t found = 0;
    const struct finding *finding = world_finding(world, message->finding);
    for (; finding != NULL && found < UINT8_MAX; finding = world_finding(world, finding->next)) {
        items[found++] = finding;
    }
    while (found > 0) { /* as they were found, not the newest first */
        findings_add(&tally->findings, items[--found], message->received, world->sources.items[message->source].sdk);
    }
}

static void count_call(struct matched_tally *tally, const struct world *world, const struct message *message)
{
    const struct links *links = &world->links;
    bool user = message->user != STRPOOL_NONE;
    uint32_t who = user ? message->user : message->anonymous;
    uint32_t number = who == STRPOOL_NONE ? TEXTMAP_NONE : textmap_get(user ? &links->by_user : &links->by_visitor, who);
    if (number != TEXTMAP_NONE) {
        count(&tally->users, number);
    }
    count(&tally->accounts, accounts_find(&world->accounts, message->account));
    if (message->type != MESSAGE_REFUSED) {
        count_event(tally, &world->coverage, message);
    }
    count_findings(tally, world, message);
}

/* Findings of what has left memory leave it too. */
static void tally_forget(struct matched_tally *tally, const struct world *world)
{
    const struct finding *oldest = findings_get(&tally->findings, tally->findings.first);
    if (oldest != NULL && oldest->message + FORGET_STEP < world->store.first) {
        findings_forget(&tally->findings, world->store.first);
    }
}

/* ---- the one that is shown, and the one that is made ---- */

void matched_init(struct matched *matched)
{
    *matched = (struct matched){0};
    tally_init(&matched->tallies[0]);
    tally_init(&matched->tallies[1]);
}

void matched_done(struct matched *matched)
{
    tally_done(&matched->tallies[0]);
    tally_done(&matched->tallies[1]);
}

static bool is_of(const struct matched_tally *tally, const struct search *search)
{
    return tally->serial == search->serial && tally->cleared == search->asked.world->cleared;
}

static bool is_current(const struct matched_tally *tally, const struct search *search)
{
    return is_of(tally, search) && tally->revisions == search->revisions;
}

/* What is counted now: another filter begins at once, revised answers aside. */
static struct matched_tally *being_made(struct matched *matched, const struct search *search)
{
    struct matched_tally *shown = &matched->tallies[matched->shown], *aside = &matched->tallies[!matched->shown];
    if (!is_of(shown, search)) {
        tally_begin(shown, search);
        matched->generation++;
    } else if (!is_current(shown, search) && !is_current(aside, search)) {
        tally_begin(aside, search);
    }
    return is_current(shown, search) ? shown : aside;
}

/* Calls from here on may still change. */
static uint64_t limit(const struct search *search)
{
    const struct world *world = search->asked.world;
    uint64_t first = world->store.first > world->cleared ? world->store.first : world->cleared, firm = search_firm(search);
    uint64_t end = world->settled < search->next ? world->settled : search->next;
    return search->low > first ? 0 : end < firm ? end : firm;
}

bool matched_complete(const struct matched *matched, const struct search *search)
{
    const struct matched_tally *shown = &matched->tallies[matched->shown];
    return is_current(shown, search) && search_complete(search) && shown->next >= limit(search);
}

bool matched_step(struct matched *matched, const struct search *search, size_t calls)
{
    const struct world *world = search->asked.world;
    struct matched_tally *tally = being_made(matched, search);
    uint64_t end = limit(search);
    size_t at = idlist_find(&search->matches, tally->next), all = idlist_count(&search->matches);
    bool changed = false;
    for (; calls > 0 && at < all && idlist_at(&search->matches, at) < end; at++, calls--) {
        uint64_t id = idlist_at(&search->matches, at);
        const struct message *message = store_get(&world->store, id);
        if (message != NULL) { /* the search forgets when it goes on */
            count_call(tally, world, message);
        }
        tally->next = id + 1;
        changed = true;
    }
    bool done = calls > 0;
    if (done && end > 0) {
        tally->next = tally->next > end ? tally->next : end;
    }
    tally_forget(tally, world);
    if (done && end > 0 && tally != &matched->tallies[matched->shown]) {
        matched->shown = !matched->shown;
        changed = true;
    }
    matched->generation += changed && tally == &matched->tallies[matched->shown];
    return done;
}

/* ---- what is asked ---- */

static const struct matched_tally *shown(const struct matched *matched)
{
    return &matched->tallies[matched->shown];
}

uint32_t matched_account(const struct matched *matched, size_t number)
{
    return count_of(&shown(matched)->accounts, number);
}

uint32_t matched_user(const struct matched *matched, const struct links *links, size_t number)
{
    const struct matched_counts *users = &shown(matched)->users;
    uint32_t calls = count_of(users, number);
    for (uint32_t i = links->users[number].visitor ? LINKS_NONE : links->users[number].tie; i != LINKS_NONE;
         i = links->ties[i].next_of_user) {
        calls += count_of(users, links->ties[i].visitor);
    }
    return calls;
}

uint32_t matched_event(const struct matched *matched, enum message_type type, uint32_t name)
{
    uint32_t calls = textmap_get(&shown(matched)->events[type], name);
    return calls == TEXTMAP_NONE ? 0 : calls;
}

const struct findings *matched_findings(const struct matched *matched)
{
    return &shown(matched)->findings;
}
