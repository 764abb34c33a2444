#include "segment.h"

#include <string.h>

#include "base/num.h"

struct json_span segment_next(const char **at)
{
    const char *start = *at + strspn(*at, "/");
    size_t n = strcspn(start, "/");
    *at = start + n;
    return (struct json_span){start, n};
}

static int small(int c)
{
    return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}

/* The character at `*at`, and moves behind it. */
static int take(const char **at, const char *end)
{
    const char *p = *at;
    int high = *p == '%' && end - p > 2 ? num_hex_digit(p[1]) : -1;
    int low = high >= 0 ? num_hex_digit(p[2]) : -1;
    *at = p + (low >= 0 ? 3 : 1);
    return low >= 0 ? high * 16 + low : (unsigned char)*p;
}

bool segment_is(struct json_span segment, const char *name)
{
    const char *at = segment.p, *end = segment.p + segment.n;
    for (; at < end && *name != '\0'; name++) {
        if (small(take(&at, end)) != small((unsigned char)*name)) {
            return false;
        }
    }
    return at == end && *name == '\0';
}
