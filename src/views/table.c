#include "table.h"

/* In the order of their keys: 1, 2, 3, 4. */
const struct view_ops *const views_table[] = {&view_live, &view_links, &view_warnings, &view_requests};
const size_t views_count = sizeof views_table / sizeof *views_table;
