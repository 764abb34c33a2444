#include "deliveries.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/xalloc.h"
#include "model/same.h"
#include "world.h"

#define SLOTS_MIN 1024u
#define PLAIN_MAX ((size_t)1 << 20) /* bytes of one messageId */
#define WHERE_MAX 80
#define PROBES_MAX 1024u /* ids made to collide cost no more; honest ones never come near */

void deliveries_init(struct deliveries *deliveries)
{
    *deliveries = (struct deliveries){.first = 1, .list_record = UINT64_MAX};
    str_init(&deliveries->id, PLAIN_MAX);
    str_init(&deliveries->plain, PLAIN_MAX);
    str_init(&deliveries->where, WHERE_MAX);
}

void deliveries_done(struct deliveries *deliveries)
{
    str_done(&deliveries->id);
    str_done(&deliveries->plain);
    str_done(&deliveries->where);
    journal_reader_free(deliveries->past);
    free(deliveries->marked);
    free(deliveries->slots);
}

void deliveries_look_back(struct deliveries *deliveries, struct journal *journal)
{
    deliveries->past = journal_reader_new(journal);
}

size_t deliveries_bytes(const struct deliveries *deliveries)
{
    return deliveries->cap * sizeof *deliveries->slots + deliveries->marked_cap * sizeof *deliveries->marked;
}

/* ---- the table: open addressing, the hash itself says where a slot belongs ---- */

uint32_t deliveries_hash(struct json_span id)
{
    const uint64_t mix = UINT64_C(0x9E3779B97F4A7C15);
    uint64_t hash = id.n * mix, word;
    for (size_t at = 0; at < id.n; at += sizeof word) {
        size_t n = id.n - at < sizeof word ? id.n - at : sizeof word;
        word = 0;
        memcpy(&word, id.p + at, n);
        hash = (hash ^ word) * mix;
        hash ^= hash >> 32;
    }
    return (uint32_t)(hash * mix >> 32); /* once more, so that the last characters count in the low bits */
}

/* Rows are kept cut to 32 bits: the newest one with these low bits is meant. */
static uint64_t row_of(const struct delivery_slot *slot, uint64_t next)
{
    return next - (uint32_t)((uint32_t)next - slot->row);
}

static bool is_live(const struct deliveries *deliveries, const struct delivery_slot *slot, const struct store *store)
{
    uint64_t row = row_of(slot, store->next);
    return slot->row != 0 && row >= deliveries->first && row >= store->first;
}

static void put(struct deliveries *deliveries, struct delivery_slot slot)
{
    size_t mask = deliveries->cap - 1;
    for (size_t i = 0; i < PROBES_MAX; i++) {
        struct delivery_slot *at = &deliveries->slots[(slot.hash + i) & mask];
        if (at->row == 0) {
            *at = slot;
            deliveries->count++;
            return;
        }
    }
}

static size_t count_live(const struct deliveries *deliveries, const struct store *store)
{
    size_t live = 0;
    for (size_t i = 0; i < deliveries->cap; i++) {
        live += is_live(deliveries, &deliveries->slots[i], store);
    }
    return live;
}

/* Refused batches bring many calls for one row of the store: so that they cannot make the table grow without end, the older
 * half of the rows is forgotten when it holds twice what the store does. */
static size_t forget_excess(struct deliveries *deliveries, const struct store *store)
{
    size_t live = count_live(deliveries, store);
    if (live <= 2 * store->max || live < SLOTS_MIN) {
        return live;
    }
    uint64_t first = deliveries->first > store->first ? deliveries->first : store->first;
    deliveries->first = first + (store->next - first + 1) / 2;
    return count_live(deliveries, store);
}

/* Begins a new table with what is not forgotten. */
static void rebuild(struct deliveries *deliveries, const struct store *store)
{
    struct delivery_slot *old = deliveries->slots;
    size_t old_cap = deliveries->cap, live = forget_excess(deliveries, store), cap = SLOTS_MIN;
    while (cap < 2 * live) {
        cap *= 2;
    }
    deliveries->slots = xcalloc(cap, sizeof *deliveries->slots);
    deliveries->cap = cap;
    deliveries->count = 0;
    for (size_t i = 0; i < old_cap; i++) {
        if (is_live(deliveries, &old[i], store)) {
            put(deliveries, old[i]);
        }
    }
    free(old);
}

static void remember(struct deliveries *deliveries, const struct store *store, uint32_t hash)
{
    if (deliveries->count >= deliveries->cap / 4 * 3) {
        rebuild(deliveries, store);
    }
    put(deliveries, (struct delivery_slot){hash, (uint32_t)store->next});
}

void deliveries_expect(const struct deliveries *deliveries, struct json_span id)
{
    if (deliveries->cap > 0 && id.n > 0) {
        __builtin_prefetch(&deliveries->slots[deliveries_hash(id) & (deliveries->cap - 1)], 1);
    }
}

/* ---- looking back ---- */

enum kinship { KIN_NONE, KIN_REUSED, KIN_TRIED, KIN_SAME };

/* The row that has most to do with a call. */
struct kin {
    enum kinship kinship;
    struct delivery_slot *slot;
    uint64_t record;          /* journal offset of the request it came in */
    bool crowded;             /* there are many of this id already */
    struct delivery delivery; /* all but `message` and `retry` */
};

/* A call that is looked up. */
struct lookup {
    struct world *world;
    struct json_span id;
    uint32_t hash;
    const struct decoded *call; /* NULL: one of a refused request, of which nothing is compared but the id */
    uint32_t source;
};

static bool same_id(const struct lookup *lookup, struct json_span call)
{
    struct json_span id = decode_message_id(call, &lookup->world->deliveries.plain);
    return id.n == lookup->id.n && memcmp(id.p, lookup->id.p, id.n) == 0;
}

/* Looks from where the walk stands to the end of the list. */
static bool find_from(const struct lookup *lookup, struct json_walk *walk)
{
    struct json_span item;
    while (jsontext_next(walk, NULL, &item)) {
        if (same_id(lookup, item)) {
            return true;
        }
    }
    return false;
}

/* True when the refused request holds a call of this id. It comes again in the same order, mostly. */
static bool holds(const struct lookup *lookup, const struct world_call *refused)
{
    struct deliveries *deliveries = &lookup->world->deliveries;
    if (deliveries->list_record != refused->capture.offset) {
        deliveries->list = decode_list(refused->text);
        deliveries->list_record = refused->capture.offset;
        jsontext_enter(&deliveries->list_at, deliveries->list);
    }
    if (deliveries->list.n == 0) {
        return same_id(lookup, refused->text);
    }
    if (find_from(lookup, &deliveries->list_at)) {
        return true;
    }
    jsontext_enter(&deliveries->list_at, deliveries->list);
    return find_from(lookup, &deliveries->list_at);
}

/* One source of another key may use the same ids: the service does not confuse them. */
static bool same_key(const struct lookup *lookup, const struct message *row)
{
    const struct source *sources = lookup->world->sources.items;
    return sources[row->source].key == sources[lookup->source].key;
}

static enum kinship compare(const struct lookup *lookup, const struct message *row, const struct world_call *earlier)
{
    struct str *where = &lookup->world->deliveries.where;
    if (row->type == MESSAGE_REFUSED) {
        return holds(lookup, earlier) ? KIN_TRIED : KIN_NONE;
    }
    if (!same_id(lookup, earlier->text)) {
        return KIN_NONE;
    }
    if (lookup->call == NULL || (lookup->call->message.type == row->type && same_call(lookup->call->text, earlier->text, where))) {
        return KIN_SAME;
    }
    if (where->len == 0) {
        str_puts(where, "/type"); /* it came on the path of another type */
    }
    return KIN_REUSED;
}

static void look_at(const struct lookup *lookup, struct delivery_slot *slot, struct kin *kin)
{
    struct world *world = lookup->world;
    struct deliveries *deliveries = &world->deliveries;
    uint64_t id = row_of(slot, world->store.next);
    const struct message *row = store_get(&world->store, id);
    struct world_call earlier;
    if (row == NULL || !same_key(lookup, row) || !world_text(world, deliveries->past, id, &earlier)) {
        return;
    }
    if (deliveries->list_record != earlier.capture.offset) {
        deliveries->list_record = UINT64_MAX; /* the reader has moved on */
    }
    enum kinship kinship = compare(lookup, row, &earlier);
    if (kinship > kin->kinship) {
        kin->kinship = kinship;
        kin->slot = slot;
        kin->record = row->record;
        kin->delivery.before = row->received;
        kin->delivery.status = row->status;
        kin->delivery.faulted = earlier.capture.fault[0] != '\0';
    }
}

static struct kin find_kin(const struct lookup *lookup)
{
    struct deliveries *deliveries = &lookup->world->deliveries;
    struct kin kin = {.kinship = KIN_NONE, .delivery = {.before = CLOCK_NONE}};
    size_t alike = 0;
    for (size_t i = 0; i < PROBES_MAX && i < deliveries->cap && kin.kinship != KIN_SAME; i++) {
        struct delivery_slot *slot = &deliveries->slots[(lookup->hash + i) & (deliveries->cap - 1)];
        if (slot->row == 0) {
            break;
        }
        if (slot->hash == lookup->hash && is_live(deliveries, slot, &lookup->world->store)) {
            look_at(lookup, slot, &kin);
            alike++;
        }
    }
    kin.crowded = alike >= DELIVERIES_ALIKE;
    return kin;
}

/* The next row stands for this id from now on, unless a call that counts does already. */
static void learn(const struct lookup *lookup, const struct kin *kin)
{
    const struct store *store = &lookup->world->store;
    struct requests *requests = &lookup->world->requests;
    if (kin->kinship >= KIN_TRIED) {
        requests_tie(requests, requests_find(requests, kin->record), lookup->world->request);
    }
    if (kin->kinship == KIN_TRIED) {
        kin->slot->row = (uint32_t)store->next;
    } else if (kin->kinship != KIN_SAME && !kin->crowded) {
        remember(&lookup->world->deliveries, store, lookup->hash);
    }
}

/* ---- taking in ---- */

static void take_call(struct lookup *lookup, struct message *message, struct delivery *delivery,
                      struct rule_clash *clash)
{
    struct kin kin = find_kin(lookup);
    if (kin.kinship == KIN_REUSED) {
        clash->received = kin.delivery.before;
        clash->where = lookup->world->deliveries.where.data;
    } else {
        *delivery = kin.delivery;
    }
    message->flags |= kin.kinship == KIN_SAME ? MESSAGE_RESENT : 0;
    learn(lookup, &kin);
}

static void take_refused_call(struct lookup *lookup, struct json_span text, struct delivery *delivery)
{
    lookup->id = decode_message_id(text, &lookup->world->deliveries.id);
    if (lookup->id.n == 0) {
        return;
    }
    lookup->hash = deliveries_hash(lookup->id);
    struct kin kin = find_kin(lookup);
    if (delivery->before == CLOCK_NONE) {
        *delivery = kin.delivery;
    }
    learn(lookup, &kin);
}

static void take_refused(struct lookup *lookup, const struct capture *capture, struct delivery *delivery)
{
    struct json_span body = {capture->body, capture->body_size}, item;
    struct json_walk walk;
    if (!decode_is_json(capture)) {
        return;
    }
    struct json_span list = decode_list(body);
    if (list.n == 0) {
        take_refused_call(lookup, body, delivery);
        return;
    }
    jsontext_enter(&walk, list);
    while (jsontext_next(&walk, NULL, &item)) {
        take_refused_call(lookup, item, delivery);
    }
}

static void mark(struct deliveries *deliveries, const struct delivery *delivery)
{
    size_t at = deliveries->marked_start + deliveries->marked_count++;
    deliveries->marked = xgrow(deliveries->marked, &deliveries->marked_cap, at + 1, sizeof *deliveries->marked);
    deliveries->marked[at] = *delivery;
}

void deliveries_take(struct world *world, const struct capture *capture, const struct decoded *decoded,
                     struct message *message, struct rule_clash *clash)
{
    struct lookup lookup = {.world = world, .id = decoded->message_id, .source = message->source};
    struct delivery delivery = {.before = CLOCK_NONE};
    *clash = (struct rule_clash){0};
    bool compares = world->deliveries.past != NULL;
    if (compares && message->type == MESSAGE_REFUSED) {
        take_refused(&lookup, capture, &delivery);
    } else if (compares && lookup.id.n > 0) {
        lookup.call = decoded;
        lookup.hash = deliveries_hash(lookup.id);
        take_call(&lookup, message, &delivery, clash);
    }
    delivery.message = world->store.next;
    delivery.retry = decoded->retry;
    if (delivery.before != CLOCK_NONE || delivery.retry > 0) {
        message->flags |= (message->flags & MESSAGE_RESENT) != 0 ? 0 : MESSAGE_RETRY;
        mark(&world->deliveries, &delivery);
    }
}

/* ---- what is known ---- */

/* The first mark of a row that is not older than `message`. */
static size_t find_mark(const struct deliveries *deliveries, uint64_t message)
{
    size_t low = deliveries->marked_start, high = low + deliveries->marked_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (deliveries->marked[middle].message < message) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

const struct delivery *deliveries_of(const struct deliveries *deliveries, uint64_t message)
{
    size_t at = find_mark(deliveries, message), end = deliveries->marked_start + deliveries->marked_count;
    return at < end && deliveries->marked[at].message == message ? &deliveries->marked[at] : NULL;
}

void deliveries_forget(struct deliveries *deliveries, uint64_t first)
{
    size_t at = find_mark(deliveries, first);
    deliveries->first = first > deliveries->first ? first : deliveries->first;
    deliveries->marked_count -= at - deliveries->marked_start;
    deliveries->marked_start = at;
    if (at > deliveries->marked_count) {
        memmove(deliveries->marked, deliveries->marked + at, deliveries->marked_count * sizeof *deliveries->marked);
        deliveries->marked_start = 0;
    }
}
