/* Many small pieces, one free.
 *
 * Memory from an arena lives until arena_reset or arena_done; pieces are aligned for any type.
 * A reset keeps the first chunk, so a decode-check-forget cycle does not touch malloc. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdalign.h>
#include <stddef.h>

struct arena_chunk;

struct arena {
    char *at, *end; /* what is left of the newest chunk: whole pieces; NULL before the first */
    struct arena_chunk *first, *newest;
    size_t chunk_size; /* bytes of an ordinary chunk */
};

void arena_init(struct arena *arena, size_t chunk_size);
void arena_done(struct arena *arena);
void arena_reset(struct arena *arena);
/* In a new chunk: for arena_alloc alone. */
void *arena_alloc_more(struct arena *arena, size_t size);

/* Asked for every piece of every tree. */
static inline void *arena_alloc(struct arena *arena, size_t size)
{
    char *piece = arena->at;
    if (piece == NULL || size > (size_t)(arena->end - piece)) {
        return arena_alloc_more(arena, size);
    }
    arena->at += (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
    return piece;
}

/* Copies `n` bytes and adds a NUL. */
char *arena_strndup(struct arena *arena, const char *text, size_t n);

#endif
