/* The times beside calls, in four forms. All follow from the calls' received times: nothing has to be drawn again because time
 * passes. */
#ifndef VIEWS_CALLTIME_H
#define VIEWS_CALLTIME_H

#include <stdbool.h>
#include <stdint.h>

enum calltime {
    CALLTIME_LOCAL,
    CALLTIME_UTC,
    CALLTIME_BEFORE_NEWEST, /* how long before the newest call of all */
    CALLTIME_BETWEEN,       /* since the call above it */
    CALLTIMES
};

#define CALLTIME_SIZE 32
#define CALLTIME_BRIEF 8 /* columns: "14:02:11", "+1.2 s" */
#define CALLTIME_FULL 12 /* "14:02:11.204" */

/* For the footer: "times: UTC". */
const char *calltime_name(enum calltime form);
/* "local", "utc", "before", "between": what is kept of it. */
const char *calltime_word(enum calltime form);
enum calltime calltime_find(const char *word);
/* `other` is the newest call's time or that of the call above, as the form wants it; CLOCK_NONE: there is none. At most
 * CALLTIME_BRIEF or CALLTIME_FULL columns. Returns `out`. */
char *calltime_text(enum calltime form, bool full, int64_t received, int64_t other, char out[CALLTIME_SIZE]);

#endif
