#include "arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "fatal.h"
#include "xalloc.h"

struct arena_chunk {
    struct arena_chunk *next;
    size_t size, used;
    alignas(max_align_t) char bytes[];
};

static struct arena_chunk *chunk_new(size_t size)
{
    struct arena_chunk *chunk = xmalloc(sizeof *chunk + size);
    *chunk = (struct arena_chunk){.size = size};
    return chunk;
}

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
    arena->first = arena->current = NULL;
}

void arena_reset(struct arena *arena)
{
    if (arena->first != NULL) {
        free_from(arena->first->next);
        arena->first->next = NULL;
        arena->first->used = 0;
        arena->current = arena->first;
    }
}

static struct arena_chunk *add_chunk(struct arena *arena, size_t size)
{
    struct arena_chunk *fresh = chunk_new(size > arena->chunk_size ? size : arena->chunk_size);
    *(arena->current == NULL ? &arena->first : &arena->current->next) = fresh;
    arena->current = fresh;
    return fresh;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    const size_t align = alignof(max_align_t);
    struct arena_chunk *chunk = arena->current;
    if (size > SIZE_MAX / 2) {
        fatal("out of memory");
    }
    size_t rounded = (size + align - 1) & ~(align - 1);
    if (chunk == NULL || rounded > chunk->size - chunk->used) {
        chunk = add_chunk(arena, rounded);
    }
    void *piece = chunk->bytes + chunk->used;
    chunk->used += rounded;
    return piece;
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
