#include "strpool.h"

#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "fatal.h"
#include "xalloc.h"

/* FNV-1a over eight bytes at a time: uthash's default walks byte by byte, and this is asked several times a call. */
static unsigned hash_text(const void *key, size_t n)
{
    const char *p = key;
    uint64_t hash = UINT64_C(14695981039346656037) ^ n, word;
    for (; n >= sizeof word; n -= sizeof word, p += sizeof word) {
        memcpy(&word, p, sizeof word);
        hash = (hash ^ word) * UINT64_C(0x9E3779B97F4A7C15);
        hash ^= hash >> 32;
    }
    word = 0;
    memcpy(&word, p, n);
    /* A product's low bits know nothing of its factors' high ones, and buckets are chosen by low bits: twice, so that the
     * last characters of an id count. */
    hash = (hash ^ word) * UINT64_C(0x9E3779B97F4A7C15);
    hash = (hash ^ hash >> 32) * UINT64_C(0x9E3779B97F4A7C15);
    return (unsigned)(hash >> 32);
}

#define uthash_fatal(message) fatal("out of memory")
#define HASH_FUNCTION(key, length, value) ((value) = hash_text((key), (length)))
#include <uthash.h>

#define CHUNK ((size_t)64 << 10)
#define OVERFLOW_TEXT "(too many different texts)"

struct entry {
    UT_hash_handle hh;
    uint32_t id;
    uint32_t length;
    char text[];
};

struct strpool {
    struct entry *by_text;
    struct entry **by_id;
    size_t count, cap;
    size_t bytes, max_bytes;
    struct arena texts;
};

static struct entry *entry_new(struct strpool *pool, const char *text, size_t n)
{
    struct entry *entry = arena_alloc(&pool->texts, sizeof *entry + n + 1);
    memset(entry, 0, sizeof *entry);
    entry->id = (uint32_t)pool->count;
    entry->length = (uint32_t)n;
    if (n > 0) {
        memcpy(entry->text, text, n);
    }
    entry->text[n] = '\0';
    pool->by_id = xgrow(pool->by_id, &pool->cap, pool->count + 1, sizeof(struct entry *));
    pool->by_id[pool->count++] = entry;
    pool->bytes += sizeof *entry + n + 1 + sizeof(struct entry *);
    return entry;
}

struct strpool *strpool_new(size_t max_bytes)
{
    struct strpool *pool = xcalloc(1, sizeof *pool);
    pool->max_bytes = max_bytes;
    arena_init(&pool->texts, CHUNK);
    entry_new(pool, "", 0);
    entry_new(pool, OVERFLOW_TEXT, strlen(OVERFLOW_TEXT));
    return pool;
}

void strpool_free(struct strpool *pool)
{
    HASH_CLEAR(hh, pool->by_text);
    arena_done(&pool->texts);
    free(pool->by_id);
    free(pool);
}

static struct entry *find(const struct strpool *pool, const char *text, size_t n)
{
    struct entry *entry = NULL;
    HASH_FIND(hh, pool->by_text, text, n, entry);
    return entry;
}

uint32_t strpool_find(const struct strpool *pool, const char *text, size_t n)
{
    const struct entry *entry = n == 0 ? NULL : find(pool, text, n);
    return entry == NULL ? STRPOOL_NONE : entry->id;
}

uint32_t strpool_intern(struct strpool *pool, const char *text, size_t n)
{
    uint32_t id = strpool_find(pool, text, n);
    if (n == 0 || id != STRPOOL_NONE) {
        return id;
    }
    if (n > pool->max_bytes || pool->bytes > pool->max_bytes - n || pool->count == UINT32_MAX) {
        return STRPOOL_OVERFLOW;
    }
    struct entry *entry = entry_new(pool, text, n);
    HASH_ADD_KEYPTR(hh, pool->by_text, entry->text, n, entry);
    return entry->id;
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
    return pool->bytes + (pool->by_text == NULL ? 0 : HASH_OVERHEAD(hh, pool->by_text) - sizeof(UT_hash_handle) * HASH_COUNT(pool->by_text));
}
