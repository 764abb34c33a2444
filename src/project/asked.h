/* What filters ask about the world (struct filter_world), answered. Owner thread. */
#ifndef PROJECT_ASKED_H
#define PROJECT_ASKED_H

#include "model/filter.h"
#include "model/filter_saved.h"
#include "world.h"

struct asked {
    const struct world *world;
    const struct filter_saved *saved; /* NULL: none */
};

/* Valid as long as `asked`. With a NULL world it can be parsed by, not matched by: for texts of the command line. */
struct filter_world asked_by_filters(const struct asked *asked);

#endif
