/* Which flows are listed, in which order. With a filter, those of whose steps it lets one through. */
#ifndef VIEWS_FLOWS_ROWS_H
#define VIEWS_FLOWS_ROWS_H

#include "ui/view.h"

enum flows_order { FLOWS_AS_BEGUN, FLOWS_BY_STATE, FLOWS_BY_KIND, FLOWS_ORDERS };

struct flows_rows {
    enum flows_order order;
    bool fresh;               /* they have to be made */
    size_t *items;            /* numbers of flows */
    size_t count, cap;
    size_t counts[FLOW_STATES];
    uint64_t changes;         /* of the flows when they were made */

    bool filtered;
    bool *kept;               /* by number: the filter lets it through, as far as it has been asked */
    size_t kept_cap, known;   /* numbers below `known` have an answer, be it one of before */
    size_t at;                /* the next to be asked */
    uint64_t serial, generation, flow_changes; /* of the search and the flows when asking began */
};

void flows_rows_done(struct flows_rows *rows);
/* Makes them anew where something changed; very many flows are asked a part at a time. True when they are others now. */
bool flows_rows_sync(struct flows_rows *rows, const struct view_env *env);
/* False while there are some to be asked. */
bool flows_rows_complete(const struct flows_rows *rows, const struct view_env *env);
/* Asks for one out of turn, so that it is listed now if it is at all. */
void flows_rows_ask(struct flows_rows *rows, const struct view_env *env, size_t number);
/* The row of a flow; SIZE_MAX: it is not listed. */
size_t flows_rows_find(const struct flows_rows *rows, size_t number);

#endif
