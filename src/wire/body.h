/* What stands in a request body: inflating under a ceiling. Built on zlib. Any thread. */
#ifndef WIRE_BODY_H
#define WIRE_BODY_H

#include <stddef.h>

#include "base/err.h"
#include "base/str.h"

enum body_result {
    BODY_PLAIN,     /* not compressed: use the bytes as they came */
    BODY_INFLATED,  /* `out` holds the text */
    BODY_TOO_LARGE, /* inflates past the ceiling (out->max); stopped there */
    BODY_BROKEN     /* truncated or corrupt; `out` holds what could be read, `err` says where and why */
};

/* Decides by the bytes (gzip 1f 8b, zlib 78 xx) and not by the header alone, since clients get it wrong both ways;
 * `encoding` is the Content-Encoding header, "" when there is none. Several gzip members in a row are one text.
 * `out` is cleared first; its maximum is the ceiling. An encoding we do not know (br, zstd) is BODY_BROKEN with the remedy,
 * unless the bytes are text already. A header that says something else than the bytes, though they could be read, is told
 * in `err`, which is empty otherwise. */
enum body_result body_decode(const char *encoding, const char *bytes, size_t n, struct str *out, struct err *err);

/* The version of zlib at run time. */
const char *body_library(void);

#endif
