#include "table.h"

/* In the order of their keys: 1 to 7; then what stands aside. */
const struct view_ops *const views_table[] = {&view_live, &view_accounts, &view_links, &view_flows,
                                              &view_warnings, &view_plan, &view_requests, &view_connect};
const size_t views_count = sizeof views_table / sizeof *views_table;
