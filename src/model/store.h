/* The newest messages in memory, by id.
 *
 * Ids start at 1, grow by one and are never reused; others keep ids, never pointers. Past `max` messages the oldest
 * leave memory (not the journal). Owner thread. */
#ifndef MODEL_STORE_H
#define MODEL_STORE_H

#include <stddef.h>
#include <stdint.h>

#include "message.h"

#define STORE_MAX_MESSAGES 1000000u

struct store {
    struct message **chunks; /* ring of blocks, allocated as they are reached */
    size_t chunk_count;
    uint64_t max;
    uint64_t first; /* oldest id held */
    uint64_t next;  /* id of the next message */
};

void store_init(struct store *store, uint64_t max);
void store_done(struct store *store);
/* Copies the message in and returns its id. When that pushed the oldest out, `first` has moved. */
uint64_t store_append(struct store *store, const struct message *message);
/* NULL when it is not (or no longer) held. Valid until the next append. */
const struct message *store_get(const struct store *store, uint64_t id);
/* For the two columns that change: flags and finding. */
struct message *store_edit(struct store *store, uint64_t id);
size_t store_bytes(const struct store *store);

#endif
