/* One HTTP request as one line, for `callboard serve --requests`, and the words that describe one everywhere. */
#ifndef REPORT_REQUEST_H
#define REPORT_REQUEST_H

#include <stdint.h>

#include "base/str.h"
#include "project/world.h"

#define REQUEST_TEXT_SIZE 80

/* What it brought: "12 calls", "1 call", "preflight", "settings", "refused", "no answer", "nothing". Returns `out`. */
char *request_carried(const struct world *world, const struct request_row *row, char out[REQUEST_TEXT_SIZE]);
#define REQUEST_STATUS_SIZE 8
/* "200", or "---" when no answer was sent. Returns `out`. */
char *request_status(const struct request_row *row, char out[REQUEST_STATUS_SIZE]);
/* Its body's size: "1.2 KiB", or "1.2 KiB (gzip, 4.8 KiB)" when it inflated; "" without one. Returns `out`. */
char *request_size(const struct world *world, const struct request_row *row, char out[REQUEST_TEXT_SIZE]);
/* The library its calls name, else the client its User-Agent names; "" when neither does. */
const char *request_client(const struct world *world, const struct request_row *row);
/* What is known of its being sent several times, "" for nothing: "2nd try of 14:02:12.480", and "sent again by
 * 14:02:13.680, after 1.2 s". Appended to `out`. */
void request_ties(const struct world *world, const struct request_row *row, struct str *out);

/* For people. Control characters are made visible. Ends in a line feed, as the other does. `row` and `capture` are the
 * same request. */
void request_line_text(const struct world *world, const struct request_row *row, const struct capture *capture,
                       struct str *out);
/* For programs: {"request":{...}} with the members the manual lists. */
void request_line_json(const struct world *world, const struct request_row *row, const struct capture *capture,
                       struct str *out);

#endif
