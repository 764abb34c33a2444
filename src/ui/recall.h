/* What was entered into a kind of prompt, the newest last, each text once. Owner thread. */
#ifndef UI_RECALL_H
#define UI_RECALL_H

#include <stddef.h>

#define RECALL_MAX 50u

struct recall {
    char *items[RECALL_MAX];
    size_t count;
};

void recall_done(struct recall *history);
/* Empty texts and blanks alone are not kept; the oldest goes when there are too many. */
void recall_add(struct recall *history, const char *text);
/* The next older one than `at` (`count`: the newest) that begins with the first `n` bytes of `text`; SIZE_MAX: none. */
size_t recall_older(const struct recall *history, size_t at, const char *text, size_t n);
/* The next newer one; `count` when there is none. */
size_t recall_newer(const struct recall *history, size_t at, const char *text, size_t n);

#endif
