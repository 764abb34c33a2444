#include "scroll.h"

void scroll_fit(size_t *top, size_t count, size_t height)
{
    size_t last = count > height ? count - height : 0;
    *top = *top < last ? *top : last;
}

bool scroll_command(size_t *top, size_t count, size_t height, enum command command)
{
    size_t page = height > 1 ? height - 1 : 1; /* one row stays in sight */
    switch (command) {
    case COMMAND_UP:
        *top -= *top > 0;
        break;
    case COMMAND_DOWN:
        *top += 1;
        break;
    case COMMAND_PAGE_UP:
        *top = *top > page ? *top - page : 0;
        break;
    case COMMAND_PAGE_DOWN:
        *top += page;
        break;
    case COMMAND_FIRST:
        *top = 0;
        break;
    case COMMAND_LAST:
        *top = count;
        break;
    default:
        return false;
    }
    scroll_fit(top, count, height);
    return true;
}
