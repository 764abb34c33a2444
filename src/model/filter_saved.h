/* Filters saved under a name, for `@name` in others. Owner thread. */
#ifndef MODEL_FILTER_SAVED_H
#define MODEL_FILTER_SAVED_H

#include <stddef.h>

#include "base/err.h"
#include "filter.h"

#define FILTER_MAX_SAVED 256u

struct filter_saved {
    struct filter_saved_row {
        char *name, *text;
    } *items;
    size_t count, cap;
};

void filter_saved_init(struct filter_saved *saved);
void filter_saved_done(struct filter_saved *saved);
/* Saves a text under a name, instead of what was saved so before. False when one of them is none: a name is letters, digits,
 * '-' and '_'. The text is read where it is used, since it may name others that come later. */
bool filter_saved_add(struct filter_saved *saved, const char *name, const char *text, struct err *err);
/* NULL when there is none. */
const char *filter_saved_find(const struct filter_saved *saved, const char *name);
/* Reads all of them; false and `err` at the first that is wrong. `world` knows them. */
bool filter_saved_check(const struct filter_saved *saved, const struct filter_world *world, struct err *err);

#endif
