/* Message ids (or finding numbers), always ascending, so that forgetting the oldest only drops a prefix. */
#ifndef MODEL_IDLIST_H
#define MODEL_IDLIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct idlist {
    uint64_t *ids;
    size_t start; /* the first live one */
    size_t len;   /* end of the live ones */
    size_t cap;
};

void idlist_done(struct idlist *list);
/* `id` is greater than all in the list. */
void idlist_push(struct idlist *list, uint64_t id);
/* Puts all of `older` in front: they are less than all in the list. */
void idlist_prepend(struct idlist *list, const struct idlist *older);
/* Puts one in or takes it out, wherever it belongs. True when that changed the list. Takes a move of those behind it. */
bool idlist_insert(struct idlist *list, uint64_t id);
bool idlist_remove(struct idlist *list, uint64_t id);
/* Empties it and keeps the memory; or drops every id that is not below `id`. */
void idlist_clear(struct idlist *list);
void idlist_cut(struct idlist *list, uint64_t id);
bool idlist_has(const struct idlist *list, uint64_t id);
/* Drops every id below `id`; gives memory back when most is dropped. */
void idlist_forget(struct idlist *list, uint64_t id);
size_t idlist_count(const struct idlist *list);
/* `index` < count. */
uint64_t idlist_at(const struct idlist *list, size_t index);
/* The first index whose id is >= `id`; count when there is none. */
size_t idlist_find(const struct idlist *list, uint64_t id);

#endif
