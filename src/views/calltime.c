#include "calltime.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"

#define MINUTE (60 * CLOCK_S)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

static const struct {
    const char *word, *name;
} forms[CALLTIMES] = {
    [CALLTIME_LOCAL] = {"local", "times: local"},
    [CALLTIME_UTC] = {"utc", "times: UTC"},
    [CALLTIME_BEFORE_NEWEST] = {"before", "times: how long before the newest call"},
    [CALLTIME_BETWEEN] = {"between", "times: since the call above"},
};

const char *calltime_name(enum calltime form)
{
    return forms[form].name;
}

const char *calltime_word(enum calltime form)
{
    return forms[form].word;
}

enum calltime calltime_find(const char *word)
{
    int form = CALLTIMES - 1;
    while (form > 0 && strcmp(forms[form].word, word) != 0) {
        form--;
    }
    return (enum calltime)form;
}

/* One unit, at the right, so that sizes are seen by their length: "+96 ms", "+1.25 s", "+12 min". */
static void put_span(char sign, int64_t us, char out[CALLTIME_SIZE])
{
    us = us < 0 ? -us : us;
    if (us < CLOCK_S) {
        snprintf(out, CALLTIME_SIZE, "%c%d ms", sign, (int)(us / CLOCK_MS));
    } else if (us < 10 * CLOCK_S) {
        snprintf(out, CALLTIME_SIZE, "%c%d.%02d s", sign, (int)(us / CLOCK_S), (int)(us % CLOCK_S / (10 * CLOCK_MS)));
    } else if (us < 2 * MINUTE) {
        snprintf(out, CALLTIME_SIZE, "%c%d.%d s", sign, (int)(us / CLOCK_S), (int)(us % CLOCK_S / (100 * CLOCK_MS)));
    } else if (us < 2 * HOUR) {
        snprintf(out, CALLTIME_SIZE, "%c%d min", sign, (int)(us / MINUTE));
    } else if (us < 2 * DAY) {
        snprintf(out, CALLTIME_SIZE, "%c%d h", sign, (int)(us / HOUR));
    } else {
        snprintf(out, CALLTIME_SIZE, "%c%d d", sign, (int)(us / DAY % 100000));
    }
}

/* "2026-11-23T14:02:11.204Z" */
static void put_utc(bool full, int64_t received, char out[CALLTIME_SIZE])
{
    char iso[CLOCK_ISO_SIZE];
    const char *time = received < CLOCK_EARLIEST ? NULL : strchr(clock_format_iso_ms(received, iso), 'T');
    snprintf(out, CALLTIME_SIZE, "%.*s", full ? CALLTIME_FULL : CALLTIME_BRIEF,
             time == NULL ? clock_format_time(CLOCK_NONE, iso) : time + 1);
}

char *calltime_text(enum calltime form, bool full, int64_t received, int64_t other, char out[CALLTIME_SIZE])
{
    char local[CLOCK_ISO_SIZE];
    out[0] = '\0';
    if (form == CALLTIME_LOCAL) {
        snprintf(out, CALLTIME_SIZE, "%.*s", full ? CALLTIME_FULL : CALLTIME_BRIEF, clock_format_time(received, local));
    } else if (form == CALLTIME_UTC) {
        put_utc(full, received, out);
    } else if (other != CLOCK_NONE && (form == CALLTIME_BETWEEN || other > received)) {
        put_span(form == CALLTIME_BETWEEN && received >= other ? '+' : '-', received - other, out);
    } else if (other != CLOCK_NONE) {
        snprintf(out, CALLTIME_SIZE, "newest");
    }
    return out;
}
