/* A scrolling list's position: which row is selected, which is at the top. Knows nothing about the rows. */
#ifndef UI_LIST_H
#define UI_LIST_H

#include <stdbool.h>
#include <stddef.h>

#include "keymap.h"
#include "mouse.h"

struct list {
    size_t count;    /* rows */
    size_t selected; /* < count, 0 when empty */
    size_t top;
    size_t height;   /* rows shown, set by list_fit */
    bool follow;     /* stay at the last row as rows come */
    bool loose;      /* scrolled by the wheel: the selection may be out of sight until it is moved */
};

/* New number of rows; keeps `selected` (or the last row when following). */
void list_set_count(struct list *list, size_t count);
/* New height; scrolls so that the selection is visible. */
void list_fit(struct list *list, size_t height);
void list_select(struct list *list, size_t row);
/* Up, down, pages, first, last. Moving up stops following, reaching the end by COMMAND_LAST starts it again when `can_follow`.
 * False when the command is none of these. */
bool list_command(struct list *list, enum command command, bool can_follow);

/* Rows stand in `rows`, one a line, from `top` on. The wheel scrolls them and leaves the selection where it is; a click
 * selects. False when it concerns none of them. */
bool list_mouse(struct list *list, struct rect rows, const struct mouse *mouse);

#endif
