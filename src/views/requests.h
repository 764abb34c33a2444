/* Requests: every HTTP request, and the selected one in full. Shared by its files. */
#ifndef VIEWS_REQUESTS_H
#define VIEWS_REQUESTS_H

#include "callpane.h"
#include "ui/list.h"
#include "ui/view.h"

/* The requests the text filter lets through. */
struct requests_filter {
    struct str needle;      /* what `numbers` is for */
    struct idlist numbers;
    uint64_t next;          /* numbers below this have been looked at */
    uint8_t *known;         /* by text of the requests' pool: whether it matches, as far as was asked */
    size_t known_cap;
};
void requests_filter_init(struct requests_filter *filter);
void requests_filter_done(struct requests_filter *filter);
/* Looks at what came since the last look; all anew for another text. */
void requests_filter_sync(struct requests_filter *filter, const struct view_env *env);

/* Column titles above rows of this width; `found` (NULL: none) stands in the last one's place. */
void requests_row_titles(struct canvas *canvas, struct rect line, const char *found);
/* One request as one row, as the width allows. */
void requests_row_draw(struct canvas *canvas, struct rect line, const struct world *world, uint64_t number);

#endif
