/* Finding the bytes that matter in a JSON string, sixteen at a time where the processor can, else eight (word.h). Strings are
 * short: a function of libc for each would cost more than looking. Any thread. */
#ifndef BASE_SCAN_H
#define BASE_SCAN_H

#include "word.h"

/* The plain POSIX build does without, so that what other processors run is tested too. */
#if defined __SSE2__ && !defined CALLBOARD_POSIX
#include <emmintrin.h>
#define SCAN_BLOCK 16

static inline unsigned scan_block_marks(__m128i block)
{
    __m128i quotes = _mm_cmpeq_epi8(block, _mm_set1_epi8('"')), slashes = _mm_cmpeq_epi8(block, _mm_set1_epi8('\\'));
    return (unsigned)_mm_movemask_epi8(_mm_or_si128(quotes, slashes));
}

/* Compared as signed numbers, bytes from 0x80 on are less than 0x20 too. */
static inline unsigned scan_block_special(__m128i block)
{
    return scan_block_marks(block) | (unsigned)_mm_movemask_epi8(_mm_cmplt_epi8(block, _mm_set1_epi8(0x20)));
}

static inline __m128i scan_load(const char *p)
{
    return _mm_loadu_si128((const __m128i *)(const void *)p);
}
#endif

/* The first quote or backslash; `end` if there is none. */
static inline const char *scan_mark(const char *p, const char *end)
{
#ifdef SCAN_BLOCK
    for (; end - p >= SCAN_BLOCK; p += SCAN_BLOCK) {
        unsigned marks = scan_block_marks(scan_load(p));
        if (marks != 0) {
            return p + __builtin_ctz(marks);
        }
    }
#endif
    for (; end - p >= WORD_SIZE; p += WORD_SIZE) {
        uint64_t word = word_load(p), marks = word_equal(word, '"') | word_equal(word, '\\');
        if (marks != 0) {
            return p + word_first(marks);
        }
    }
    while (p < end && *p != '"' && *p != '\\') {
        p++;
    }
    return p;
}

/* The first byte that a JSON string cannot hold as it is, or that is no ASCII: a quote, a backslash, less than 0x20, from 0x80
 * on. `end` if there is none. */
static inline const char *scan_special(const char *p, const char *end)
{
#ifdef SCAN_BLOCK
    for (; end - p >= SCAN_BLOCK; p += SCAN_BLOCK) {
        unsigned special = scan_block_special(scan_load(p));
        if (special != 0) {
            return p + __builtin_ctz(special);
        }
    }
#endif
    for (; end - p >= WORD_SIZE; p += WORD_SIZE) {
        uint64_t special = word_special(word_load(p));
        if (special != 0) {
            return p + word_first(special);
        }
    }
    while (p < end && (unsigned char)*p >= 0x20 && (unsigned char)*p < 0x80 && *p != '"' && *p != '\\') {
        p++;
    }
    return p;
}

#endif
