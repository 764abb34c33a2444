#include "split.h"

static int between(int value, int least, int most)
{
    return value < least ? least : value > most ? most : value;
}

int split_fit(struct split *split, struct split_room room, int preset)
{
    split->start = room.start;
    split->room = room.length;
    split->most = room.length - room.second > room.first ? room.length - room.second : room.first;
    split->most = split->most < room.length ? split->most : room.length;
    split->least = room.first < split->most ? room.first : split->most;
    int wanted = split->share == 0 ? preset : (split->room * split->share + SPLIT_WHOLE / 2) / SPLIT_WHOLE;
    split->size = between(wanted, split->least, split->most);
    split->line = (struct rect){0};
    split->focus = SPLIT_NEITHER;
    return split->size;
}

void split_place(struct split *split, struct rect line, enum split_side focus)
{
    split->line = line;
    split->focus = focus;
}

bool split_is_shown(const struct split *split)
{
    return split->line.w > 0 && split->line.h > 0;
}

static bool put(struct split *split, int size)
{
    int before = split->size;
    if (split->room <= 0) {
        return false;
    }
    split->size = between(size, split->least, split->most);
    if (split->size == before) {
        return false; /* and what the view chose stays its choice */
    }
    split->share = (split->size * SPLIT_WHOLE + split->room / 2) / split->room;
    split->share = split->share > 0 ? split->share : 1;
    return true;
}

bool split_move(struct split *split, int by)
{
    return put(split, split->size + by);
}

void split_drag(struct split *split, const struct mouse *mouse)
{
    int line = split->across ? split->line.y : split->line.x;
    int offset = line - split->start - split->size; /* of the line behind the first pane */
    put(split, (split->across ? mouse->y : mouse->x) - split->start - offset);
}

bool split_is_hit(const struct split *split, const struct mouse *mouse)
{
    struct rect near = split->line;
    if (!split->across && near.w > 0) {
        near.x -= 1;
        near.w += 2;
    }
    return mouse_in(mouse, near);
}
