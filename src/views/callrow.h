/* One call as one row: the form it has in every list. */
#ifndef VIEWS_CALLROW_H
#define VIEWS_CALLROW_H

#include "pen.h"
#include "ui/view.h"

/* What a refused request's row says. It stands in the journal, before a body of any size: read once, not every frame. */
struct callrow_refused {
    uint64_t id;        /* 0: empty */
    uint64_t used;      /* for whoever keeps several */
    char fault[96];     /* what was simulated on it; "" */
    char request[160];  /* method and path */
    char reason[256];
};
void callrow_read(struct callrow_refused *refused, const struct view_env *env, uint64_t id);

/* What a row is about besides the call; both may be NULL. */
struct callrow {
    uint64_t id;
    const struct finding *finding;         /* the one to tell; NULL: the gravest */
    const struct callrow_refused *refused; /* for a refused request */
};

enum role callrow_severity(enum severity severity);
enum glyph callrow_mark(enum severity severity);
/* Time, type, what it is about, who, and a finding, as the width allows. */
void callrow_draw(struct canvas *canvas, struct rect line, const struct world *world, const struct callrow *row);

#endif
