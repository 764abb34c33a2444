/* Base64 (RFC 4648) for bodies that are no text and for Basic authorization. Any thread. */
#ifndef WIRE_BASE64_H
#define WIRE_BASE64_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

/* Appends the encoded form, padded. False when `out` is full. */
bool base64_encode(const char *bytes, size_t n, struct str *out);
/* Appends the bytes. Takes the standard and the URL-safe alphabet, padded or not; false for any other character
 * (what stood before it has been appended) and when `out` is full. */
bool base64_decode(const char *text, size_t n, struct str *out);

#endif
