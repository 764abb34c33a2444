#include "search.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

#define STRETCH 256u /* calls looked at forwards on the way back: records are read faster so */

void search_init(struct search *search, const struct world *world, const struct filter_saved *saved)
{
    *search = (struct search){.asked = {world, saved}, .low = 1, .next = 1};
    str_init(&search->text, FILTER_MAX_TEXT);
}

void search_done(struct search *search)
{
    filter_free(search->filter);
    str_done(&search->text);
    idlist_done(&search->matches);
    idlist_done(&search->pending);
    free(search->renamed.changed);
}

static uint64_t first_held(const struct world *world)
{
    return world->store.first > world->cleared ? world->store.first : world->cleared;
}

/* The first call that is not older than this; received times ascend. */
static uint64_t first_since(const struct world *world, int64_t time)
{
    uint64_t low = world->store.first, high = world->store.next;
    while (low < high) {
        uint64_t middle = low + (high - low) / 2;
        if (store_get(&world->store, middle)->received < time) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static int64_t edge_time(const struct world *world, int64_t span)
{
    return world->now - span;
}

/* Nothing has been looked at. */
static void begin(struct search *search)
{
    const struct world *world = search->asked.world;
    int64_t spans[FILTER_MAX_TERMS];
    idlist_done(&search->matches);
    idlist_clear(&search->pending);
    search->low = search->next = search->stretch = search->named = world->store.next;
    search->settled = world->settled;
    search->record = UINT64_MAX;
    search->age_count = search->filter == NULL ? 0 : filter_ages(search->filter, spans);
    for (size_t i = 0; i < search->age_count; i++) {
        search->ages[i].span = spans[i];
        search->ages[i].edge = first_since(world, edge_time(world, spans[i]));
    }
    free(search->renamed.changed);
    search->renamed = (struct renamed){0};
    search->serial++;
    search->generation++;
}

bool search_set(struct search *search, const char *text)
{
    struct filter_world world = asked_by_filters(&search->asked);
    bool ends = text[strspn(text, " \t\r\n")] == '\0';
    struct filter_error error = {0};
    struct filter *filter = ends ? NULL : filter_new(text, &world, &error);
    search->error = error;
    search->generation++;
    if (filter == NULL && !ends) {
        return false;
    }
    filter_free(search->filter);
    search->filter = filter;
    str_clear(&search->text);
    str_puts(&search->text, ends ? "" : text);
    begin(search);
    return true;
}

bool search_active(const struct search *search)
{
    return search->filter != NULL;
}

bool search_looked(const struct search *search, uint64_t id)
{
    return id >= search->low && id < search->next;
}

bool search_complete(const struct search *search)
{
    const struct world *world = search->asked.world;
    return !search_active(search) ||
           (search->next == world->store.next && search->low <= first_held(world) && search->renamed.left == 0 &&
            search->settled == world->settled && search->named == world->store.next);
}

uint64_t search_looked_at(const struct search *search, uint64_t first)
{
    uint64_t low = search->low > first ? search->low : first;
    return search->next > low ? search->next - low : 0;
}

uint64_t search_firm(const struct search *search)
{
    bool waits = search->filter != NULL && filter_asks_findings(search->filter);
    return waits ? search->settled : UINT64_MAX;
}

/* ---- one call ---- */

/* Reads the call; its envelope's context is looked for once a capture. */
static bool read_call(struct search *search, struct journal_reader *reader, uint64_t id, struct world_call *call)
{
    const struct world *world = search->asked.world;
    uint64_t record = store_get(&world->store, id)->record;
    if (record != search->record) {
        search->record = record;
        search->context_length = 0;
        if (!world_read(world, reader, id, call)) {
            return false;
        }
        if (call->context.n > 0) {
            search->context_start = (size_t)(call->context.p - call->capture.body);
            search->context_length = call->context.n;
        }
        return true;
    }
    if (!world_text(world, reader, id, call)) {
        return false;
    }
    if (search->context_length > 0) {
        call->context = (struct json_span){call->capture.body + search->context_start, search->context_length};
    }
    return true;
}

static bool text_matches(struct search *search, struct journal_reader *reader, uint64_t id)
{
    const struct message *message = store_get(&search->asked.world->store, id);
    struct world_call call;
    bool refused = message->type == MESSAGE_REFUSED;
    if (!read_call(search, reader, id, &call)) {
        call = (struct world_call){0}; /* it has left the journal: there is no text in it */
    }
    struct filter_text text = {
        .call = call.text,
        .json = !refused,
        .context = call.context,
        .record = message->record,
    };
    if (refused && call.capture.method != NULL) {
        text.words = filter_words(search->filter, call.capture.path) | filter_words(search->filter, call.capture.reason) |
                     filter_words(search->filter, call.capture.fault);
    }
    return filter_matches_text(search->filter, message, &text);
}

/* Adds to *read what it took. */
static bool ask(struct search *search, struct journal_reader *reader, uint64_t id, size_t *read)
{
    const struct world *world = search->asked.world;
    const struct message *message = store_get(&world->store, id);
    enum filter_answer answer = filter_columns(search->filter, message, world->now);
    *read += sizeof *message;
    if (answer == FILTER_ASKS_TEXT) {
        *read += message->length;
        return text_matches(search, reader, id);
    }
    return answer == FILTER_YES;
}

/* ---- revising answers ---- */

/* Asks again for a call that may have been looked at. */
static void revise(struct search *search, struct journal_reader *reader, uint64_t id, size_t *read)
{
    bool in_stretch = id >= search->stretch && id < search->stretch_at && search->stretch < search->low;
    struct idlist *list = id >= search->low ? &search->matches : &search->pending;
    if (!search_looked(search, id) && !in_stretch) {
        return;
    }
    bool matches = ask(search, reader, id, read);
    bool changed = matches ? idlist_insert(list, id) : idlist_remove(list, id);
    if (changed && list == &search->matches) {
        search->generation++;
        search->revisions += id < search->settled;
    }
}

/* Findings came until the call settled. */
static void revise_settled(struct search *search, struct journal_reader *reader, size_t *read)
{
    const struct world *world = search->asked.world;
    bool waits = filter_asks_findings(search->filter);
    search->settled = search->settled < world->store.first ? world->store.first : search->settled;
    for (; search->settled < world->settled; search->settled++) {
        if (waits) {
            revise(search, reader, search->settled, read);
        }
    }
}

/* Time goes on: what was younger than a span is not any more. */
static void revise_aged(struct search *search, struct journal_reader *reader, size_t *read)
{
    const struct world *world = search->asked.world;
    for (size_t i = 0; i < search->age_count; i++) {
        uint64_t edge = first_since(world, edge_time(world, search->ages[i].span));
        uint64_t from = search->ages[i].edge < world->store.first ? world->store.first : search->ages[i].edge;
        for (uint64_t id = from; id < edge; id++) {
            revise(search, reader, id, read);
        }
        search->ages[i].edge = edge;
    }
}

static void mark_renamed(struct search *search, enum filter_thing thing, uint32_t text)
{
    struct renamed *renamed = &search->renamed;
    if (text == STRPOOL_NONE || !filter_renamed(search->filter, thing, text)) {
        return;
    }
    size_t had = renamed->cap;
    if (text >= had) {
        renamed->changed = xgrow(renamed->changed, &renamed->cap, (size_t)text + 1, 1);
        memset(renamed->changed + had, 0, renamed->cap - had);
    }
    renamed->changed[text] = (uint8_t)(renamed->changed[text] | 1u << thing);
    renamed->left = search->asked.world->store.next - search->asked.world->store.first;
}

/* Whom a user is known as goes for the visitors it was, too. */
static void mark_user(struct search *search, uint32_t text)
{
    const struct links *links = &search->asked.world->links;
    uint32_t number = textmap_get(&links->by_user, text);
    mark_renamed(search, FILTER_USER, text);
    if (text == STRPOOL_NONE || number == TEXTMAP_NONE) {
        return;
    }
    size_t count = 0;
    for (uint32_t i = links->users[number].tie; i != LINKS_NONE && count < FILTER_MAX_NAMES; i = links->ties[i].next_of_user) {
        mark_renamed(search, FILTER_VISITOR, links->users[links->ties[i].visitor].id);
        count++;
    }
}

static void mark_visitor(struct search *search, uint32_t text)
{
    const struct links *links = &search->asked.world->links;
    uint32_t number = text == STRPOOL_NONE ? TEXTMAP_NONE : textmap_get(&links->by_visitor, text);
    uint32_t user = number == TEXTMAP_NONE ? LINKS_NONE : links_user_of(links, number);
    mark_renamed(search, FILTER_VISITOR, text);
    if (user != LINKS_NONE) {
        mark_user(search, links->users[user].id);
    }
}

/* Calls that say who somebody is, or what an account is called, may change the answer for earlier ones. */
static void notice_names(struct search *search)
{
    const struct world *world = search->asked.world;
    if (!filter_asks_names(search->filter)) {
        search->named = world->store.next;
        return;
    }
    if (search->named < world->store.first) {
        begin(search); /* what they said has left unseen */
    }
    for (; search->named < world->store.next; search->named++) {
        const struct message *message = store_get(&world->store, search->named);
        if (message->type == MESSAGE_GROUP) {
            mark_renamed(search, FILTER_ACCOUNT, message->account);
        } else if (message->type == MESSAGE_IDENTIFY) {
            mark_user(search, message->user);
            mark_visitor(search, message->anonymous);
        } else if (message->type == MESSAGE_ALIAS) {
            mark_user(search, message->user);
            mark_visitor(search, message->label);
        }
    }
}

static bool is_renamed(const struct renamed *renamed, enum filter_thing thing, uint32_t text)
{
    return text < renamed->cap && (renamed->changed[text] >> thing & 1) != 0;
}

static void revise_renamed(struct search *search, struct journal_reader *reader, size_t budget, size_t *read)
{
    const struct world *world = search->asked.world;
    struct renamed *renamed = &search->renamed;
    while (renamed->left > 0 && *read < budget) {
        bool inside = renamed->at >= world->store.first && renamed->at < world->store.next;
        renamed->at = inside ? renamed->at : world->store.first;
        const struct message *message = store_get(&world->store, renamed->at);
        *read += sizeof *message / 4;
        if (is_renamed(renamed, FILTER_ACCOUNT, message->account) || is_renamed(renamed, FILTER_USER, message->user) ||
            is_renamed(renamed, FILTER_VISITOR, message->anonymous)) {
            revise(search, reader, renamed->at, read);
        }
        renamed->at++;
        renamed->left--;
    }
    if (renamed->left == 0 && renamed->cap > 0) {
        free(renamed->changed);
        *renamed = (struct renamed){0};
    }
}

/* ---- looking ---- */

static void look_at_new(struct search *search, struct journal_reader *reader, size_t budget, size_t *read)
{
    const struct world *world = search->asked.world;
    for (; search->next < world->store.next && *read < budget; search->next++) {
        if (ask(search, reader, search->next, read)) {
            idlist_push(&search->matches, search->next);
            search->generation++;
        }
    }
}

static void end_stretch(struct search *search)
{
    if (idlist_count(&search->pending) > 0) {
        idlist_prepend(&search->matches, &search->pending);
        search->generation++;
    }
    idlist_clear(&search->pending);
    search->low = search->stretch;
}

static void look_back(struct search *search, struct journal_reader *reader, size_t budget, size_t *read)
{
    uint64_t first = first_held(search->asked.world);
    while (search->low > first && *read < budget) {
        if (search->stretch == search->low) {
            search->stretch = search->low - first > STRETCH ? search->low - STRETCH : first;
            search->stretch_at = search->stretch;
        }
        for (; search->stretch_at < search->low && *read < budget; search->stretch_at++) {
            if (ask(search, reader, search->stretch_at, read)) {
                idlist_push(&search->pending, search->stretch_at);
            }
        }
        if (search->stretch_at == search->low) {
            end_stretch(search);
        }
    }
}

/* Calls that have left, or were cleared. */
static void forget(struct search *search, uint64_t first)
{
    idlist_forget(&search->matches, first);
    idlist_forget(&search->pending, first);
    search->next = search->next < first ? first : search->next;
    if (search->low <= first) {
        search->low = search->stretch = first;
        idlist_clear(&search->pending);
    } else if (search->stretch < first) {
        search->stretch = first;
        search->stretch_at = search->stretch_at < first ? first : search->stretch_at;
    }
}

bool search_matches(struct search *search, struct journal_reader *reader, uint64_t id)
{
    size_t read = 0;
    notice_names(search);
    return ask(search, reader, id, &read);
}

bool search_step(struct search *search, struct journal_reader *reader, size_t budget)
{
    size_t read = 0;
    if (!search_active(search)) {
        return true;
    }
    forget(search, first_held(search->asked.world));
    notice_names(search);
    revise_settled(search, reader, &read);
    revise_aged(search, reader, &read);
    look_at_new(search, reader, budget, &read);
    revise_renamed(search, reader, budget, &read);
    look_back(search, reader, budget, &read);
    return search_complete(search);
}
