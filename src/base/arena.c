#include "arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "fatal.h"
#include "xalloc.h"

struct arena_chunk {
    struct arena_chunk *next;
    size_t size;
    alignas(max_align_t) char bytes[];
};

void arena_init(struct arena *arena, size_t chunk_size)
{
    *arena = (struct arena){.chunk_size = chunk_size};
}

static void free_from(struct arena_chunk *chunk)
{
    while (chunk != NULL) {
        struct arena_chunk *next = chunk->next;
        free(chunk);
        chunk = next;
    }
}

void arena_done(struct arena *arena)
{
    free_from(arena->first);
    arena_init(arena, arena->chunk_size);
}

static void use(struct arena *arena, struct arena_chunk *chunk)
{
    arena->newest = chunk;
    arena->at = chunk->bytes;
    arena->end = chunk->bytes + chunk->size;
}

void arena_reset(struct arena *arena)
{
    if (arena->first != NULL) {
        free_from(arena->first->next);
        arena->first->next = NULL;
        use(arena, arena->first);
    }
}

void *arena_alloc_more(struct arena *arena, size_t size)
{
    const size_t align = alignof(max_align_t);
    size_t needed = size > arena->chunk_size ? size : arena->chunk_size;
    if (size > SIZE_MAX / 2) {
        fatal("out of memory");
    }
    needed = (needed + align - 1) & ~(align - 1);
    struct arena_chunk *chunk = xmalloc(sizeof *chunk + needed);
    *chunk = (struct arena_chunk){.size = needed};
    *(arena->newest == NULL ? &arena->first : &arena->newest->next) = chunk;
    use(arena, chunk);
    return arena_alloc(arena, size);
}

char *arena_strndup(struct arena *arena, const char *text, size_t n)
{
    char *copy = arena_alloc(arena, n + 1);
    if (n > 0) {
        memcpy(copy, text, n);
    }
    copy[n] = '\0';
    return copy;
}
