/* Many small pieces, one free.
 *
 * Memory from an arena lives until arena_reset or arena_done; pieces are aligned for any type.
 * A reset keeps the first chunk, so a decode-check-forget cycle does not touch malloc. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena_chunk;

struct arena {
    struct arena_chunk *first;
    struct arena_chunk *current;
    size_t chunk_size; /* bytes of an ordinary chunk */
};

void arena_init(struct arena *arena, size_t chunk_size);
void arena_done(struct arena *arena);
void arena_reset(struct arena *arena);
void *arena_alloc(struct arena *arena, size_t size);
/* Copies `n` bytes and adds a NUL. */
char *arena_strndup(struct arena *arena, const char *text, size_t n);

#endif
