#include "clocks.h"

#include "base/clock.h"

static struct sender_clock *row_of(struct clocks *clocks, const struct message *message)
{
    uint64_t sender = (uint64_t)message->source << 32 | message->anonymous;
    return &clocks->rows[(sender * UINT64_C(0x9E3779B97F4A7C15)) >> 32 & (CLOCKS_ROWS - 1)];
}

void clocks_place(struct clocks *clocks, struct message *message, const struct call_times *times)
{
    if (times->own == CLOCK_NONE || times->sent == CLOCK_NONE || times->arrived == CLOCK_NONE) {
        return;
    }
    struct sender_clock *row = row_of(clocks, message);
    int64_t off = message->order - times->own, delivery = message->received - times->sent;
    bool same = row->known && row->source == message->source && row->anonymous == message->anonymous;
    if (same && delivery - row->off < CLOCKS_SPAN && row->off - delivery < CLOCKS_SPAN) {
        message->order = times->own + row->off;
    } else {
        *row = (struct sender_clock){message->source, message->anonymous, off, true};
    }
}
