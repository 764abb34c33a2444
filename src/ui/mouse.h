/* What a mouse does, in columns and rows from 0. Shift belongs to the terminal, which selects text with it. */
#ifndef UI_MOUSE_H
#define UI_MOUSE_H

#include <stdbool.h>

#include "canvas.h"

enum mouse_kind {
    MOUSE_CLICK,      /* the left button went down */
    MOUSE_DOUBLE,     /* again at the same place, soon after */
    MOUSE_DRAG,       /* moved with the button down */
    MOUSE_RELEASE,
    MOUSE_WHEEL_UP,
    MOUSE_WHEEL_DOWN
};

struct mouse {
    enum mouse_kind kind;
    int x, y;
};

#define MOUSE_WHEEL_ROWS 3 /* that one notch of the wheel moves */

static inline bool mouse_is_wheel(const struct mouse *mouse)
{
    return mouse->kind == MOUSE_WHEEL_UP || mouse->kind == MOUSE_WHEEL_DOWN;
}

static inline bool mouse_in(const struct mouse *mouse, struct rect at)
{
    return mouse->x >= at.x && mouse->x < at.x + at.w && mouse->y >= at.y && mouse->y < at.y + at.h;
}

#endif
