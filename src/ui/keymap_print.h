/* The table of commands as text. */
#ifndef UI_KEYMAP_PRINT_H
#define UI_KEYMAP_PRINT_H

#include "view.h"

/* What a command does, as help tells it: a view's own words for the command that shows it. NULL when no view has that
 * number. */
const char *keymap_help(const struct view_ops *const *views, size_t count, enum command command);
/* The table for `callboard keys`, or as man page source. */
void keymap_print(struct str *out, bool man, const struct view_ops *const *views, size_t count);

#endif
