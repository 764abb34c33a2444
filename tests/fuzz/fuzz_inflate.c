/* Compressed bodies: whatever comes, memory stays under the ceiling. */
#include "fuzz.h"

#include <assert.h>

#include "wire/body.h"

#define CEILING ((size_t)1 << 16)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const encodings[] = {"", "gzip", "deflate", "br", "identity"};
    struct str out;
    struct err err;
    str_init(&out, CEILING);
    for (size_t i = 0; i < sizeof encodings / sizeof *encodings; i++) {
        body_decode(encodings[i], (const char *)data, size, &out, &err);
        assert(out.len <= CEILING);
    }
    str_done(&out);
    return 0;
}
