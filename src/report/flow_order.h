/* The order in which reports list flows. */
#ifndef REPORT_FLOW_ORDER_H
#define REPORT_FLOW_ORDER_H

#include "project/world.h"

/* The numbers of the flows that are listed, by when they began, so that the order in which calls arrived does not matter.
 * Refreshes them. The caller frees it. */
size_t *flow_order(const struct world *world, size_t *count);

#endif
