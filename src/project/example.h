/* A rule's example, judged: so that what is shown of it is what callboard says. Owner thread. */
#ifndef PROJECT_EXAMPLE_H
#define PROJECT_EXAMPLE_H

#include <stdbool.h>

#include "base/err.h"
#include "rules/settings.h"
#include "wire/journal.h"
#include "world.h"

struct example {
    struct world *world; /* the example's calls, judged by this rule alone */
    struct journal *journal;
    struct plan *plan;
    struct rule_settings settings;
};

/* The rule of this row has an example. False when there is no room for it; example_close it in either case. */
bool example_open(struct example *example, size_t row, struct err *err);
void example_close(struct example *example);
/* What is said about the last call: the newest finding, from which world_finding leads to the others. NULL when nothing is. */
const struct finding *example_finding(const struct example *example);

#endif
