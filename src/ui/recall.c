#include "recall.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

void recall_done(struct recall *history)
{
    for (size_t i = 0; i < history->count; i++) {
        free(history->items[i]);
    }
    history->count = 0;
}

static void drop(struct recall *history, size_t at)
{
    free(history->items[at]);
    history->count--;
    memmove(history->items + at, history->items + at + 1, (history->count - at) * sizeof *history->items);
}

void recall_add(struct recall *history, const char *text)
{
    if (text[strspn(text, " ")] == '\0') {
        return;
    }
    for (size_t i = 0; i < history->count; i++) {
        if (strcmp(history->items[i], text) == 0) {
            drop(history, i);
            break;
        }
    }
    if (history->count == RECALL_MAX) {
        drop(history, 0);
    }
    history->items[history->count++] = xstrdup(text);
}

size_t recall_older(const struct recall *history, size_t at, const char *text, size_t n)
{
    while (at > 0 && strncmp(history->items[at - 1], text, n) != 0) {
        at--;
    }
    return at == 0 ? SIZE_MAX : at - 1;
}

size_t recall_newer(const struct recall *history, size_t at, const char *text, size_t n)
{
    do {
        at++;
    } while (at < history->count && strncmp(history->items[at], text, n) != 0);
    return at < history->count ? at : history->count;
}
