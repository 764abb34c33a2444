#include "list.h"

/* Scrolls as little as needed to show the selection, and never shows empty rows while others are hidden. */
static void scroll(struct list *list)
{
    size_t height = list->height > 0 ? list->height : 1;
    size_t last_top = list->count > height ? list->count - height : 0;
    if (!list->loose && list->selected < list->top) {
        list->top = list->selected;
    }
    if (!list->loose && list->selected - list->top >= height) {
        list->top = list->selected - height + 1;
    }
    if (list->top > last_top) {
        list->top = last_top;
    }
}

void list_set_count(struct list *list, size_t count)
{
    list->count = count;
    if (list->follow || list->selected >= count) {
        list->selected = count > 0 ? count - 1 : 0;
    }
    scroll(list);
}

void list_fit(struct list *list, size_t height)
{
    list->height = height;
    scroll(list);
}

void list_select(struct list *list, size_t row)
{
    size_t last = list->count > 0 ? list->count - 1 : 0;
    list->selected = row < last ? row : last;
    scroll(list);
}

static void move_up(struct list *list, size_t rows)
{
    list->follow = list->loose = false;
    list_select(list, list->selected > rows ? list->selected - rows : 0);
}

static void move_down(struct list *list, size_t rows)
{
    size_t last = list->count > 0 ? list->count - 1 : 0;
    list->loose = false;
    list_select(list, last - list->selected > rows ? list->selected + rows : last);
}

bool list_command(struct list *list, enum command command, bool can_follow)
{
    size_t page = list->height > 1 ? list->height - 1 : 1; /* one row stays in sight */
    switch (command) {
    case COMMAND_UP:
        move_up(list, 1);
        return true;
    case COMMAND_DOWN:
        move_down(list, 1);
        return true;
    case COMMAND_PAGE_UP:
        move_up(list, page);
        return true;
    case COMMAND_PAGE_DOWN:
        move_down(list, page);
        return true;
    case COMMAND_FIRST:
        move_up(list, list->count);
        return true;
    case COMMAND_LAST:
        list->loose = false;
        list_select(list, list->count);
        list->follow = can_follow;
        return true;
    default:
        return false;
    }
}

static void roll(struct list *list, bool up)
{
    size_t last_top = list->count > list->height ? list->count - list->height : 0;
    size_t rows = MOUSE_WHEEL_ROWS;
    if (up) {
        list->top -= list->top < rows ? list->top : rows;
    } else {
        list->top += list->top + rows < last_top ? rows : last_top > list->top ? last_top - list->top : 0;
    }
    /* Where it would have to be anyway it is tied to the selection again. */
    list->loose = list->selected < list->top || list->selected - list->top >= list->height;
}

bool list_mouse(struct list *list, struct rect rows, const struct mouse *mouse)
{
    if (!mouse_in(mouse, rows)) {
        return false;
    }
    if (mouse_is_wheel(mouse)) {
        roll(list, mouse->kind == MOUSE_WHEEL_UP);
        return true;
    }
    size_t row = list->top + (size_t)(mouse->y - rows.y);
    if (mouse->kind != MOUSE_CLICK || row >= list->count) {
        return false;
    }
    list->follow = list->follow && row == list->selected;
    list->loose = false;
    list_select(list, row);
    return true;
}
