/* The segments of a URL's path, as clients write them. Any thread. */
#ifndef WIRE_SEGMENT_H
#define WIRE_SEGMENT_H

#include <stdbool.h>

#include "base/jsontext.h"

/* The segment that begins at `*at`, whatever slashes stand before it, and moves there what comes behind it; n = 0 at the end. */
struct json_span segment_next(const char **at);
/* True when it says `name`: in capital letters and percent-encoded (RFC 3986, 6.2.2) too, since hosts and paths are typed by
 * hand. */
bool segment_is(struct json_span segment, const char *name);

#endif
