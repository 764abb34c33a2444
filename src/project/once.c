#include "once.h"

#include <stdlib.h>

#include "base/xalloc.h"

#define KEYS_MAX_BYTES ((size_t)1 << 28)

void once_init(struct once *told)
{
    *told = (struct once){.keys = strpool_new(KEYS_MAX_BYTES)};
}

void once_done(struct once *told)
{
    strpool_free(told->keys);
    free(told->times);
}

bool once_first(struct once *told, size_t rule, const uint32_t of[2], int64_t time)
{
    const uint32_t key[3] = {(uint32_t)rule, of[0], of[1]};
    uint32_t known = strpool_find(told->keys, (const char *)key, sizeof key);
    if (known != STRPOOL_NONE) {
        return told->times[known] == time;
    }
    uint32_t number = strpool_intern(told->keys, (const char *)key, sizeof key);
    if (number != STRPOOL_OVERFLOW) {
        told->times = xgrow(told->times, &told->cap, (size_t)number + 1, sizeof *told->times);
        told->times[number] = time;
    }
    return true;
}
