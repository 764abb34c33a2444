/* What the real service refuses, for --strict: by its documentation calls over 32 KB and batches over 500 KB, unpacked, with
 * 400 (segment-docs: .../server/http-api/index.md, Errors; invalid JSON is refused anyway). More than 2,500 calls, missing
 * ids and the like it answers 200, and so do we: those are findings. A KB is 1024 bytes here, as in the rules that report
 * the same limits, so that nothing is refused that is allowed by either reading. Allocates nothing. Any thread. */
#ifndef HTTP_LIMITS_H
#define HTTP_LIMITS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/jsontext.h"

#define LIMITS_CALL ((size_t)32 << 10)
#define LIMITS_BATCH ((size_t)500 << 10)

struct limits_breach {
    unsigned line, column; /* where what is too large begins; 0: all of it is */
    char text[192];        /* what is too large and the remedy, with a JSON Pointer to a call of a batch */
};

/* False when the body, which passed jsontext_check and is trimmed, would be refused; `breach` says why. */
bool limits_allow(struct json_span body, struct limits_breach *breach);

#endif
