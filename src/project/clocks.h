/* Clocks: how far that of each sender is off, so that its calls stay in the order in which they were made.
 *
 * What sentAt says of a call's delivery holds the error of the clock and the time the request took; calls of a browser, sent
 * over parallel connections, take different times. So the first call of a sender tells how far its clock is off, and those
 * that follow are corrected by as much, until one differs by more than requests do. A sender is a source and an anonymousId. The
 * newest CLOCKS_ROWS or fewer are remembered; what is decided follows from the order of arrival and the times in the journal.
 * Owner thread. */
#ifndef PROJECT_CLOCKS_H
#define PROJECT_CLOCKS_H

#include <stdbool.h>
#include <stdint.h>

#include "model/message.h"

#define CLOCKS_ROWS 4096u
#define CLOCKS_SPAN (2 * INT64_C(1000000)) /* deliveries by one clock differ by less, microseconds */

struct clocks {
    struct sender_clock {
        uint32_t source, anonymous;
        int64_t off; /* added to the own times of its calls */
        bool known;
    } rows[CLOCKS_ROWS];
};

/* Gives a call with a source its place among those of its sender: its `order`. Calls without sentAt stay where they are. */
void clocks_place(struct clocks *clocks, struct message *message, const struct call_times *times);

#endif
