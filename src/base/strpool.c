#include "strpool.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "xalloc.h"

#define CHUNK ((size_t)64 << 10)
#define SLOTS_MIN 64u
#define OVERFLOW_TEXT "(too many different texts)"

struct entry {
    uint32_t length;
    char text[];
};

/* Open addressing: most searches end in the first line of memory they look at, and a text that is not meant is not read. */
struct slot {
    uint32_t hash;
    uint32_t id; /* STRPOOL_NONE: nothing here; the empty text and the overflow's stand in none */
};

struct strpool {
    struct slot *slots;
    size_t slot_cap; /* a power of two */
    size_t longest;
    struct entry **by_id;
    size_t count, cap;
    size_t bytes; /* of all but the slots */
    size_t max_bytes;
    struct arena texts;
};

/* FNV-1a over eight bytes at a time: this is asked several times a call. */
static uint32_t hash_text(const char *p, size_t n)
{
    uint64_t hash = UINT64_C(14695981039346656037) ^ n, word;
    for (; n >= sizeof word; n -= sizeof word, p += sizeof word) {
        memcpy(&word, p, sizeof word);
        hash = (hash ^ word) * UINT64_C(0x9E3779B97F4A7C15);
        hash ^= hash >> 32;
    }
    word = 0;
    memcpy(&word, p, n);
    /* A product's low bits know nothing of its factors' high ones, and slots are chosen by low bits: twice, so that the
     * last characters of an id count. */
    hash = (hash ^ word) * UINT64_C(0x9E3779B97F4A7C15);
    hash = (hash ^ hash >> 32) * UINT64_C(0x9E3779B97F4A7C15);
    return (uint32_t)(hash >> 32);
}

static void entry_new(struct strpool *pool, const char *text, size_t n)
{
    struct entry *entry = arena_alloc(&pool->texts, sizeof *entry + n + 1);
    entry->length = (uint32_t)n;
    if (n > 0) {
        memcpy(entry->text, text, n);
    }
    entry->text[n] = '\0';
    pool->by_id = xgrow(pool->by_id, &pool->cap, pool->count + 1, sizeof(struct entry *));
    pool->by_id[pool->count++] = entry;
    pool->bytes += sizeof *entry + n + 1 + sizeof(struct entry *);
}

struct strpool *strpool_new(size_t max_bytes)
{
    struct strpool *pool = xcalloc(1, sizeof *pool);
    pool->max_bytes = max_bytes;
    pool->slot_cap = SLOTS_MIN;
    pool->slots = xcalloc(pool->slot_cap, sizeof *pool->slots);
    arena_init(&pool->texts, CHUNK);
    entry_new(pool, "", 0);
    entry_new(pool, OVERFLOW_TEXT, strlen(OVERFLOW_TEXT));
    return pool;
}

void strpool_free(struct strpool *pool)
{
    free(pool->slots);
    arena_done(&pool->texts);
    free(pool->by_id);
    free(pool);
}

static bool is_text(const struct entry *entry, const char *text, size_t n)
{
    return entry->length == n && memcmp(entry->text, text, n) == 0;
}

/* Where a text stands, or would. */
static struct slot *search(const struct strpool *pool, uint32_t hash, const char *text, size_t n)
{
    size_t mask = pool->slot_cap - 1, at = hash & mask;
    while (pool->slots[at].id != STRPOOL_NONE &&
           (pool->slots[at].hash != hash || !is_text(pool->by_id[pool->slots[at].id], text, n))) {
        at = (at + 1) & mask;
    }
    return &pool->slots[at];
}

static void place(struct strpool *pool, struct slot slot)
{
    size_t mask = pool->slot_cap - 1, distance = 0;
    while (pool->slots[(slot.hash + distance) & mask].id != STRPOOL_NONE) {
        distance++;
    }
    pool->slots[(slot.hash + distance) & mask] = slot;
    pool->longest = distance + 1 > pool->longest ? distance + 1 : pool->longest;
}

/* Half of the slots stay free. */
static void make_room(struct strpool *pool)
{
    struct slot *old = pool->slots;
    size_t old_cap = pool->slot_cap;
    if (pool->count < old_cap / 2) {
        return;
    }
    pool->slot_cap = old_cap * 2;
    pool->slots = xcalloc(pool->slot_cap, sizeof *pool->slots);
    pool->longest = 0;
    for (size_t i = 0; i < old_cap; i++) {
        if (old[i].id != STRPOOL_NONE) {
            place(pool, old[i]);
        }
    }
    free(old);
}

uint32_t strpool_find(const struct strpool *pool, const char *text, size_t n)
{
    return n == 0 ? STRPOOL_NONE : search(pool, hash_text(text, n), text, n)->id;
}

uint32_t strpool_intern(struct strpool *pool, const char *text, size_t n)
{
    if (n == 0) {
        return STRPOOL_NONE;
    }
    uint32_t hash = hash_text(text, n), id = search(pool, hash, text, n)->id;
    if (id != STRPOOL_NONE) {
        return id;
    }
    if (n > pool->max_bytes || strpool_bytes(pool) > pool->max_bytes - n || pool->count == UINT32_MAX) {
        return STRPOOL_OVERFLOW;
    }
    id = (uint32_t)pool->count;
    entry_new(pool, text, n);
    make_room(pool);
    place(pool, (struct slot){hash, id});
    return id;
}

const char *strpool_text(const struct strpool *pool, uint32_t id)
{
    return pool->by_id[id]->text;
}

size_t strpool_length(const struct strpool *pool, uint32_t id)
{
    return pool->by_id[id]->length;
}

uint32_t strpool_count(const struct strpool *pool)
{
    return (uint32_t)pool->count;
}

size_t strpool_bytes(const struct strpool *pool)
{
    return pool->bytes + pool->slot_cap * sizeof *pool->slots;
}

size_t strpool_longest_search(const struct strpool *pool)
{
    return pool->longest;
}
