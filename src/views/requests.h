/* Requests: every HTTP request, and the selected one in full. Shared by its files. */
#ifndef VIEWS_REQUESTS_H
#define VIEWS_REQUESTS_H

#include "callpane.h"
#include "ui/list.h"
#include "ui/view.h"

/* The requests the text filter lets through. */
struct requests_filter {
    struct idlist numbers;
    uint64_t low, next;     /* numbers in [low, next) have been looked at */
    uint64_t firm;          /* what was said from here on may change */
    uint64_t serial, revisions; /* of the filter it is for */
    bool unfinished;            /* there are more to be asked at once */
    struct requests_words { /* by text of the requests' pool: the filter's words in it, as far as was asked */
        uint64_t words;
        bool known;
    } *texts;
    size_t text_cap;
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
