/* One cell at a time: what canvas.c keeps true about wide characters. Private to ui/. */
#ifndef UI_CANVAS_CELL_H
#define UI_CANVAS_CELL_H

#include <stddef.h>

#include "canvas.h"

struct place {
    int x, y;
    enum role role;
};
/* Puts `size` bytes (less than CELL_TEXT) of one character of `width` 1 or 2 at (x, y). Outside the grid
 * nothing happens; a wide character cut by an edge becomes a space, and so does what is left of one that is
 * overwritten. */
void canvas_put(struct canvas *canvas, struct place at, const char *text, size_t size, int width);

/* One character of a text as it will be drawn. */
struct unit {
    char text[CELL_TEXT]; /* a cell's text, or a placeholder's: one column each character */
    size_t size;
    int columns;          /* 0 for what is dropped */
    bool placeholder;
};
/* Reads the next one from `n` > 0 bytes; returns the bytes it took. */
size_t canvas_unit(const struct canvas *canvas, const char *text, size_t n, struct unit *unit);

#endif
