/* The movable line between two panes: one mechanism for all views, by keys and by mouse.
 *
 * A view owns its splits. While it lays itself out it fits each into the room both panes share, says where the line is drawn
 * and on which side of it the focus is; the app moves them, and keeps where they were put in the user's state. */
#ifndef UI_SPLIT_H
#define UI_SPLIT_H

#include <stdbool.h>

#include "mouse.h"

#define SPLIT_WHOLE 10000 /* a share of all */

enum split_side { SPLIT_NEITHER, SPLIT_FIRST, SPLIT_SECOND };

struct split {
    const char *name; /* in the state file: "live.side" */
    bool across;      /* the panes are above each other, and the line is horizontal */
    int share;        /* of the first pane, as it was moved to; 0: where the view puts it */
    /* As last fitted, relative to the view's area. */
    int start, room;  /* where what both share begins, along the axis, and how long it is */
    int least, most;  /* of the first pane */
    int size;         /* of the first pane */
    struct rect line; /* where it is drawn; of no size: not shown */
    enum split_side focus;
};

/* The room both panes and the line share, and how small each may become. */
struct split_room {
    int start, length;
    int first, second;
};

/* How long the first pane is: `preset` until it was moved. What cannot be kept is given by the second pane. The line is gone
 * until the view places it. */
int split_fit(struct split *split, struct split_room room, int preset);
/* Shown there, between panes of which this one has the focus. */
void split_place(struct split *split, struct rect line, enum split_side focus);
bool split_is_shown(const struct split *split);
/* Moves it by so much; false when it is at its end. */
bool split_move(struct split *split, int by);
/* To where the mouse is. */
void split_drag(struct split *split, const struct mouse *mouse);
/* One or two columns beside a vertical line are as good as the line. */
bool split_is_hit(const struct split *split, const struct mouse *mouse);

#endif
