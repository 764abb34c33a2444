#include "profile.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "base/xalloc.h"

#define TEXTS_CHUNK 4096
#define FIRST_WIDTH CLOCK_S

void profile_init(struct profile *profile)
{
    *profile = (struct profile){.next = 1, .cleared = 1, .rules = xcalloc(rules_count, sizeof *profile->rules)};
    arena_init(&profile->texts, TEXTS_CHUNK);
}

void profile_done(struct profile *profile)
{
    idlist_done(&profile->trait_calls);
    arena_done(&profile->texts);
    free(profile->events);
    free(profile->rules);
    free(profile->traits);
}

static void begin_anew(struct profile *profile)
{
    idlist_done(&profile->trait_calls);
    memset(profile->rules, 0, rules_count * sizeof *profile->rules);
    memset(profile->buckets, 0, sizeof profile->buckets);
    profile->next = profile->cleared = 1; /* the first there can be */
    profile->traits_until = 0;
    profile->event_count = profile->trait_count = 0;
    profile->start = profile->width = 0;
    profile->busiest = 0;
    arena_reset(&profile->texts);
}

void profile_set(struct profile *profile, enum profile_kind kind, uint32_t number)
{
    if (profile->kind != kind || profile->number != number) {
        profile->kind = kind;
        profile->number = number;
        begin_anew(profile);
    }
}

const struct idlist *profile_calls(const struct profile *profile, const struct world *world)
{
    static const struct idlist none;
    return profile->kind == PROFILE_ACCOUNT ? &world->accounts.items[profile->number].messages
           : profile->kind == PROFILE_USER  ? &world->links.users[profile->number].messages
                                            : &none;
}

/* ---- call by call ---- */

static struct profile_event *event_of(struct profile *profile, const struct message *message)
{
    uint32_t label = message->type == MESSAGE_TRACK || message->type == MESSAGE_PAGE || message->type == MESSAGE_SCREEN
                         ? message->label
                         : STRPOOL_NONE; /* of the others it is no name of an event */
    for (size_t i = 0; i < profile->event_count; i++) {
        if (profile->events[i].label == label && profile->events[i].type == message->type) {
            return &profile->events[i];
        }
    }
    if (profile->event_count == PROFILE_EVENTS) {
        return NULL;
    }
    profile->events = xgrow(profile->events, &profile->event_cap, profile->event_count + 1, sizeof *profile->events);
    profile->events[profile->event_count] = (struct profile_event){.label = label, .type = message->type};
    return &profile->events[profile->event_count++];
}

static void count_event(struct profile *profile, uint64_t id, const struct message *message)
{
    struct profile_event *event = event_of(profile, message);
    if (event == NULL) {
        return;
    }
    event->calls++;
    event->newest = id;
    /* The frequent ones come first, so that most calls find theirs at once. */
    while (event > profile->events && event[-1].calls < event->calls) {
        struct profile_event before = event[-1];
        event[-1] = *event;
        *event = before;
        event--;
    }
}

static void count_findings(struct profile *profile, const struct world *world, uint64_t id, const struct message *message)
{
    const struct finding *finding = world_finding(world, message->finding);
    for (; finding != NULL; finding = world_finding(world, finding->next)) {
        profile->rules[finding->rule].counts[finding->severity]++;
        profile->rules[finding->rule].newest = id;
    }
}

/* Twice as wide, until the newest call fits. */
static void widen(struct profile *profile)
{
    for (size_t i = 0; i < PROFILE_BUCKETS; i++) {
        uint32_t first = 2 * i < PROFILE_BUCKETS ? profile->buckets[2 * i] : 0;
        uint32_t second = 2 * i + 1 < PROFILE_BUCKETS ? profile->buckets[2 * i + 1] : 0;
        profile->buckets[i] = first + second;
    }
    profile->width *= 2;
    profile->busiest = 0;
    for (size_t i = 0; i < PROFILE_BUCKETS; i++) {
        profile->busiest = profile->buckets[i] > profile->busiest ? profile->buckets[i] : profile->busiest;
    }
}

/* Received times never run backwards. */
static void count_activity(struct profile *profile, int64_t received)
{
    if (profile->width == 0) {
        profile->start = received;
        profile->width = FIRST_WIDTH;
    }
    while ((received - profile->start) / profile->width >= (int64_t)PROFILE_BUCKETS) {
        widen(profile);
    }
    uint32_t *bucket = &profile->buckets[(received - profile->start) / profile->width];
    profile->busiest = ++*bucket > profile->busiest ? *bucket : profile->busiest;
}

static void take(struct profile *profile, const struct world *world, uint64_t id)
{
    const struct message *message = store_get(&world->store, id);
    if (message == NULL || !message_counts(message)) {
        return;
    }
    count_event(profile, id, message);
    count_findings(profile, world, id, message);
    count_activity(profile, message->received);
    enum message_type carries = profile->kind == PROFILE_ACCOUNT ? MESSAGE_GROUP : MESSAGE_IDENTIFY;
    if (message->type == carries) {
        idlist_push(&profile->trait_calls, id);
    }
}

bool profile_update(struct profile *profile, const struct world *world)
{
    const struct idlist *calls = profile_calls(profile, world);
    uint64_t before = profile->next;
    if (profile->cleared != world->cleared) {
        begin_anew(profile);
        profile->next = profile->cleared = world->cleared;
        before = 0;
    }
    size_t from = idlist_find(calls, profile->next), count = idlist_count(calls);
    count = count - from > PROFILE_STEP ? from + PROFILE_STEP : count;
    for (size_t i = from; i < count && idlist_at(calls, i) < world->settled; i++) {
        take(profile, world, idlist_at(calls, i));
        profile->next = idlist_at(calls, i) + 1;
    }
    return profile->next != before;
}

bool profile_complete(const struct profile *profile, const struct world *world)
{
    const struct idlist *calls = profile_calls(profile, world);
    size_t next = idlist_find(calls, profile->next);
    return profile->cleared == world->cleared && (next == idlist_count(calls) || idlist_at(calls, next) >= world->settled);
}

/* ---- traits ---- */

/* A string without quotes and escapes, anything else as it stands, cut at a code point. */
static const char *value_text(struct profile *profile, struct json_span value)
{
    struct str text;
    str_init(&text, PROFILE_VALUE_BYTES);
    if (jsontext_kind(value) == JSON_STRING) {
        jsontext_unescape(value, &text);
    } else {
        str_append(&text, value.p, value.n < PROFILE_VALUE_BYTES ? value.n : PROFILE_VALUE_BYTES);
    }
    const char *copy = arena_strndup(&profile->texts, text.data, utf8_floor(text.data, text.len));
    str_done(&text);
    return copy;
}

static struct profile_trait *trait_of(struct profile *profile, const char *key)
{
    for (size_t i = 0; i < profile->trait_count; i++) {
        if (strcmp(profile->traits[i].key, key) == 0) {
            return &profile->traits[i];
        }
    }
    if (profile->trait_count == PROFILE_TRAITS) {
        return NULL;
    }
    profile->traits = xgrow(profile->traits, &profile->trait_cap, profile->trait_count + 1, sizeof *profile->traits);
    profile->traits[profile->trait_count] = (struct profile_trait){.key = key};
    return &profile->traits[profile->trait_count++];
}

static void take_value(struct profile *profile, const char *key, const char *text, uint64_t id, int64_t at)
{
    struct profile_trait *trait = trait_of(profile, key);
    if (trait == NULL) {
        return;
    }
    bool same = trait->count > 0 && strcmp(trait->values[0].text, text) == 0;
    if (!same) {
        memmove(trait->values + 1, trait->values, (PROFILE_VALUES - 1) * sizeof *trait->values);
        trait->count += trait->count < PROFILE_VALUES;
        trait->values[0].text = text;
        trait->values[0].message = id;
        trait->values[0].at = at;
    }
}

/* `traits`, or context.traits where some SDKs put those of identify. */
static bool find_traits(struct json_span call, struct json_span *traits)
{
    return jsontext_member(call, "traits", traits) || jsontext_pointer(call, "/context/traits", traits);
}

static void take_traits(struct profile *profile, const struct world *world, struct journal_reader *reader, uint64_t id)
{
    struct world_call call;
    struct json_span traits, key, value;
    struct json_walk walk;
    struct str copy;
    if (!world_text(world, reader, id, &call)) {
        return;
    }
    str_init(&copy, call.text.n);
    if (find_traits(world_shown(world, call.text, &copy), &traits) && jsontext_kind(traits) == JSON_OBJECT) {
        jsontext_enter(&walk, traits);
        while (jsontext_next(&walk, &key, &value)) {
            take_value(profile, value_text(profile, key), value_text(profile, value), id, store_get(&world->store, id)->order);
        }
    }
    str_done(&copy);
}

void profile_read_traits(struct profile *profile, const struct world *world, struct journal_reader *reader)
{
    size_t count = idlist_count(&profile->trait_calls);
    uint64_t newest = count == 0 ? 0 : idlist_at(&profile->trait_calls, count - 1);
    if (newest == profile->traits_until) {
        return;
    }
    arena_reset(&profile->texts);
    profile->trait_count = 0;
    profile->traits_until = newest;
    for (size_t i = count > PROFILE_TRAIT_CALLS ? count - PROFILE_TRAIT_CALLS : 0; i < count; i++) {
        take_traits(profile, world, reader, idlist_at(&profile->trait_calls, i));
    }
}
