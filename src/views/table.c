#include "table.h"

/* In the order of their keys: 1, 2, 3. */
const struct view_ops *const views_table[] = {&view_live, &view_links, &view_warnings};
const size_t views_count = sizeof views_table / sizeof *views_table;
