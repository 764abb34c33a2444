#include "xalloc.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "fatal.h"

static void *there(void *memory)
{
    if (memory == NULL) {
        fatal("out of memory");
    }
    return memory;
}

void *xmalloc(size_t size)
{
    return there(malloc(size > 0 ? size : 1));
}

void *xcalloc(size_t count, size_t size)
{
    return there(calloc(count > 0 ? count : 1, size > 0 ? size : 1));
}

void *xrealloc(void *old, size_t size)
{
    return there(realloc(old, size > 0 ? size : 1));
}

char *xstrdup(const char *text)
{
    return xstrndup(text, strlen(text));
}

char *xstrndup(const char *text, size_t n)
{
    char *copy = xmalloc(n + 1);
    if (n > 0) {
        memcpy(copy, text, n);
    }
    copy[n] = '\0';
    return copy;
}

void *xgrow(void *array, size_t *cap, size_t need, size_t size)
{
    if (need <= *cap) {
        return array;
    }
    size_t grown = *cap < 8 ? 8 : *cap * 2;
    grown = grown < need ? need : grown;
    if (grown > SIZE_MAX / 2 / size) {
        fatal("out of memory");
    }
    *cap = grown;
    return xrealloc(array, grown * size);
}
