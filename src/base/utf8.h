/* UTF-8 as bytes (RFC 3629): decoding that never reads past the end and never fails to move on.
 * Nothing here depends on the locale. Any thread. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define UTF8_REPLACEMENT 0xFFFDu

/* Decodes one code point from `n` > 0 bytes. Returns how many bytes it took, 1 to 4. For bytes that are not
 * UTF-8 (overlong forms, surrogates, past U+10FFFF, cut short) *cp becomes UTF8_REPLACEMENT, *valid false, and the
 * length of the maximal ill-formed prefix is returned. */
size_t utf8_decode(const char *bytes, size_t n, uint32_t *cp, bool *valid);
/* Writes `cp` (a scalar value) to `out`, at least 4 bytes; returns the length. */
size_t utf8_encode(uint32_t cp, char *out);
bool utf8_valid(const char *bytes, size_t n);
/* Characters that show nothing themselves but change, hide or reorder what stands around them: C1 controls, zero-width and
 * bidirectional controls, line and paragraph separators, fillers, tags (Unicode general categories Cc, Cf, Zl, Zp and the
 * like). C0 controls and DEL are not asked about here. */
bool utf8_is_invisible(uint32_t cp);
/* The longest length <= `n` that does not cut a code point in two. */
size_t utf8_floor(const char *bytes, size_t n);

#endif
