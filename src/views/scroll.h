/* Scrolling through rows that are only looked at, where nothing is selected. */
#ifndef VIEWS_SCROLL_H
#define VIEWS_SCROLL_H

#include <stdbool.h>
#include <stddef.h>

#include "ui/keymap.h"

/* `top` is the first of `count` rows that is shown in `height` of them. Brings it into the range where no row is left
 * empty while others are hidden. */
void scroll_fit(size_t *top, size_t count, size_t height);
/* Up, down, pages, first, last; false when the command is none of these. */
bool scroll_command(size_t *top, size_t count, size_t height, enum command command);

#endif
