#include "textmap.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

void textmap_done(struct textmap *map)
{
    free(map->rows);
}

void textmap_set(struct textmap *map, uint32_t text, uint32_t row)
{
    size_t before = map->cap;
    map->rows = xgrow(map->rows, &map->cap, (size_t)text + 1, sizeof *map->rows);
    memset(map->rows + before, 0, (map->cap - before) * sizeof *map->rows);
    map->rows[text] = row == TEXTMAP_NONE ? 0 : row + 1;
}
