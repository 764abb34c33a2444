/* Memory that is there or ends the program.
 *
 * Every allocation in callboard goes through here (or through an arena built on it): running out of
 * memory calls fatal(), which restores the terminal. Nothing returns NULL. Any thread. */
#ifndef BASE_XALLOC_H
#define BASE_XALLOC_H

#include <stddef.h>

void *xmalloc(size_t size);
void *xcalloc(size_t count, size_t size);
void *xrealloc(void *old, size_t size);
char *xstrdup(const char *text);
/* Copies `n` bytes and adds a NUL. */
char *xstrndup(const char *text, size_t n);

/* Makes room for `need` elements of `size` bytes in a growing array: returns the array, perhaps moved,
 * and updates *cap. Growth doubles, so appending one by one is linear. */
void *xgrow(void *array, size_t *cap, size_t need, size_t size);

#endif
