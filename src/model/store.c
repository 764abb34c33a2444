#include "store.h"

#include <assert.h>
#include <stdlib.h>

#include "base/xalloc.h"

#define CHUNK 4096u

void store_init(struct store *store, uint64_t max)
{
    assert(max > 0);
    /* One block more than needed, so that the newest never lands on the block of the oldest. */
    size_t chunks = (size_t)((max + CHUNK - 1) / CHUNK + 1);
    *store = (struct store){.max = max, .first = 1, .next = 1, .chunk_count = chunks};
    store->chunks = xcalloc(chunks, sizeof *store->chunks);
}

void store_done(struct store *store)
{
    for (size_t i = 0; i < store->chunk_count; i++) {
        free(store->chunks[i]);
    }
    free(store->chunks);
}

static struct message *slot(const struct store *store, uint64_t id)
{
    uint64_t index = id - 1;
    return &store->chunks[index / CHUNK % store->chunk_count][index % CHUNK];
}

uint64_t store_append(struct store *store, const struct message *message)
{
    uint64_t id = store->next++;
    struct message **chunk = &store->chunks[(id - 1) / CHUNK % store->chunk_count];
    if (*chunk == NULL) {
        *chunk = xcalloc(CHUNK, sizeof **chunk);
    }
    *slot(store, id) = *message;
    if (store->next - store->first > store->max) {
        store->first++;
    }
    return id;
}

const struct message *store_get(const struct store *store, uint64_t id)
{
    return id >= store->first && id < store->next ? slot(store, id) : NULL;
}

struct message *store_edit(struct store *store, uint64_t id)
{
    return id >= store->first && id < store->next ? slot(store, id) : NULL;
}

size_t store_bytes(const struct store *store)
{
    size_t bytes = store->chunk_count * sizeof *store->chunks;
    for (size_t i = 0; i < store->chunk_count; i++) {
        bytes += store->chunks[i] == NULL ? 0 : CHUNK * sizeof(struct message);
    }
    return bytes;
}
