/* Where Live draws what. */
#include "live.h"

#define SIDE_MIN 25 /* columns it takes by itself */
#define SIDE_MAX 40
#define SIDE_LEAST 20
#define STREAM_LEAST 24
#define CALL_LEAST 24
#define ROWS_LEAST 3
#define NARROW 50  /* below this only the focused pane is shown */
#define HIGH 26    /* from this the call stands below the stream */
#define BESIDE 150 /* from this the call stands beside it */

void live_init_splits(struct live *live)
{
    live->splits[LIVE_SPLIT_SIDE] = (struct split){.name = "live.side"};
    live->splits[LIVE_SPLIT_BELOW] = (struct split){.name = "live.below", .across = true};
    live->splits[LIVE_SPLIT_BESIDE] = (struct split){.name = "live.beside"};
}

/* Only the focused pane, over the whole area. */
static void lay_narrow(struct live *live, struct rect whole)
{
    struct live_layout *layout = &live->layout;
    if (live->focus == LIVE_SIDE) {
        layout->side = whole;
    } else if (live->focus == LIVE_CALL) {
        layout->call = whole;
    } else {
        layout->head = (struct rect){0, 0, whole.w, whole.h > 4};
        layout->stream = (struct rect){0, layout->head.h, whole.w, whole.h - layout->head.h};
    }
}

static enum split_side side_of(const struct live *live, enum live_pane first, enum live_pane second)
{
    return live->focus == first ? SPLIT_FIRST : live->focus == second ? SPLIT_SECOND : SPLIT_NEITHER;
}

static void lay_beside(struct live *live, struct rect right)
{
    struct live_layout *layout = &live->layout;
    struct split *split = &live->splits[LIVE_SPLIT_BESIDE];
    struct split_room room = {right.x, right.w - 3, STREAM_LEAST, CALL_LEAST};
    int stream = split_fit(split, room, right.w * 13 / 20);
    layout->head.w = stream;
    layout->stream = (struct rect){right.x, 1, stream, right.h - 1};
    layout->call = (struct rect){right.x + stream + 3, 0, right.w - stream - 3, right.h};
    split_place(split, (struct rect){layout->call.x - 2, 0, 1, right.h}, side_of(live, LIVE_STREAM, LIVE_CALL));
}

static void lay_below(struct live *live, struct rect right)
{
    struct live_layout *layout = &live->layout;
    struct split *split = &live->splits[LIVE_SPLIT_BELOW];
    struct split_room room = {1, right.h - 2, ROWS_LEAST, ROWS_LEAST};
    int stream = split_fit(split, room, (right.h - 2) / 2);
    layout->stream = (struct rect){right.x, 1, right.w, stream};
    layout->call = (struct rect){right.x, stream + 2, right.w, right.h - stream - 2};
    split_place(split, (struct rect){right.x - 1, stream + 1, right.w + 1, 1}, side_of(live, LIVE_STREAM, LIVE_CALL));
}

static int side_width(struct live *live, int w)
{
    int preset = w / 4 < SIDE_MIN ? SIDE_MIN : w / 4 > SIDE_MAX ? SIDE_MAX : w / 4;
    return split_fit(&live->splits[LIVE_SPLIT_SIDE], (struct split_room){0, w - 2, SIDE_LEAST, STREAM_LEAST}, preset);
}

static void lay_wide(struct live *live, int w, int h)
{
    struct live_layout *layout = &live->layout;
    int left = side_width(live, w);
    struct rect right = {left + 2, 0, w - left - 2, h};
    layout->beside = w >= BESIDE;
    layout->side = (struct rect){0, 0, left, h};
    layout->head = (struct rect){right.x, 0, right.w, 1};
    if (layout->beside) {
        lay_beside(live, right);
    } else if (h >= HIGH) {
        lay_below(live, right);
    } else {
        layout->stream = (struct rect){right.x, 1, right.w, h - 1};
    }
    split_place(&live->splits[LIVE_SPLIT_SIDE], (struct rect){left, 0, 1, h}, side_of(live, LIVE_SIDE, LIVE_STREAM));
}

void live_lay_out(struct live *live, int w, int h)
{
    live->layout = (struct live_layout){0};
    for (int i = 0; i < LIVE_SPLITS; i++) {
        live->splits[i].line = (struct rect){0};
    }
    bool alone = w < BESIDE && h < HIGH && live->focus == LIVE_CALL;
    if (w < NARROW || h < 6) {
        lay_narrow(live, (struct rect){0, 0, w, h});
    } else if (alone) {
        live->layout.call = (struct rect){1, 0, w - 2, h};
    } else {
        lay_wide(live, w, h);
    }
}
