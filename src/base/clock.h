/* Time: microseconds since the epoch (UTC) everywhere, and its texts.
 *
 * struct clock is the wall clock of the start plus what a steady clock counted since, so received times never
 * run backwards and a replay can be told apart from nothing but the journal. Reading it is safe from any thread. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CLOCK_NONE INT64_MIN /* no time known */
#define CLOCK_MS INT64_C(1000)
#define CLOCK_S INT64_C(1000000)
/* Calls that come without any time stand in the order of their lines, as small numbers: what is before 1970-01-02 is told to nobody
 * as a time. */
#define CLOCK_EARLIEST (86400 * CLOCK_S)

struct clock {
    int64_t offset; /* microseconds from the steady clock to the epoch */
};

void clock_init(struct clock *clock);
/* Microseconds since the epoch. */
int64_t clock_now(const struct clock *clock);

#define CLOCK_ISO_SIZE 32
/* "2026-11-23T14:02:11.204123Z"; returns `out`. */
char *clock_format_iso(int64_t us, char out[CLOCK_ISO_SIZE]);
/* The same with milliseconds, as Segment writes receivedAt: "2026-11-23T14:02:11.204Z". */
char *clock_format_iso_ms(int64_t us, char out[CLOCK_ISO_SIZE]);
/* How far local time is ahead of UTC then; honours TZ. */
int64_t clock_local_offset(int64_t us);
/* Local time of day for the screen, "14:02:11.204"; honours TZ. "--:--:--.---" before CLOCK_EARLIEST. */
char *clock_format_time(int64_t us, char out[CLOCK_ISO_SIZE]);
/* Local date and time for the screen, "2026-11-23 14:02:11". */
char *clock_format_date(int64_t us, char out[CLOCK_ISO_SIZE]);
/* A length of time for people, in its two largest units: "12 ms", "1.2 s", "5 min 3 s", "2 h 11 min", "3 d 4 h". Of a
 * negative one the sign is dropped. */
char *clock_format_span(int64_t us, char out[CLOCK_ISO_SIZE]);
/* The same with two digits below 10 ms: "0.31 ms", "3.1 ms". */
char *clock_format_took(int64_t us, char out[CLOCK_ISO_SIZE]);
/* ISO 8601 as SDKs write it: "YYYY-MM-DD", then optionally T or a space, hh:mm[:ss[.1-9 digits]] and Z or +hh:mm, +hhmm
 * or +hh (no zone: UTC). False for anything else. */
bool clock_parse_iso(const char *text, size_t n, int64_t *us);
/* The same, or decimal digits, perhaps with a point: the time since the epoch in seconds, milliseconds, microseconds or
 * nanoseconds, told apart by their size. Calls written by hand carry them. False before 1973, which no call means. */
bool clock_parse(const char *text, size_t n, int64_t *us);

#endif
