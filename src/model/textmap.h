/* A table of numbers indexed by strpool number: text -> row. The pool's numbers are dense, so no hash is needed. */
#ifndef MODEL_TEXTMAP_H
#define MODEL_TEXTMAP_H

#include <stddef.h>
#include <stdint.h>

struct textmap {
    uint32_t *rows; /* row + 1; 0 = none */
    size_t cap;
};

#define TEXTMAP_NONE UINT32_MAX

void textmap_done(struct textmap *map);
/* TEXTMAP_NONE: the text has no row any more. */
void textmap_set(struct textmap *map, uint32_t text, uint32_t row);
/* TEXTMAP_NONE when the text has no row. */
static inline uint32_t textmap_get(const struct textmap *map, uint32_t text)
{
    return text < map->cap && map->rows[text] > 0 ? map->rows[text] - 1 : TEXTMAP_NONE;
}

#endif
