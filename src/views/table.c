#include "table.h"

/* In the order of their keys: 1 to 6; then what stands aside. */
const struct view_ops *const views_table[] = {&view_live, &view_links, &view_warnings, &view_requests,
                                              &view_plan, &view_flows, &view_connect};
const size_t views_count = sizeof views_table / sizeof *views_table;
