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

/* The high bit of each byte that is a backslash or no ASCII. */
static inline __m128i scan_odd(const char *p)
{
    __m128i block = scan_load(p);
    return _mm_or_si128(block, _mm_cmpeq_epi8(block, _mm_set1_epi8('\\')));
}

/* A bit for each of SCAN_WIDE bytes, the first in the lowest: those that are `c`; and those that are braces or brackets. */
#define SCAN_WIDE 64
static inline uint64_t scan_equal(const char *p, char c)
{
    uint64_t found = 0;
    for (int at = 0; at < SCAN_WIDE; at += SCAN_BLOCK) {
        found |= (uint64_t)(unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(scan_load(p + at), _mm_set1_epi8(c))) << at;
    }
    return found;
}

static inline uint64_t scan_brackets(const char *p)
{
    uint64_t found = 0;
    for (int at = 0; at < SCAN_WIDE; at += SCAN_BLOCK) {
        __m128i folded = _mm_or_si128(scan_load(p + at), _mm_set1_epi8('[' ^ '{'));
        __m128i opens = _mm_cmpeq_epi8(folded, _mm_set1_epi8('{')), closes = _mm_cmpeq_epi8(folded, _mm_set1_epi8('}'));
        found |= (uint64_t)(unsigned)_mm_movemask_epi8(_mm_or_si128(opens, closes)) << at;
    }
    return found;
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

/* Nothing but ASCII without a backslash. */
static inline bool scan_is_plain(const char *p, const char *end)
{
    uint64_t odd = 0;
#ifdef SCAN_BLOCK
    __m128i odds = _mm_setzero_si128();
    for (; end - p >= 4 * SCAN_BLOCK; p += 4 * SCAN_BLOCK) {
        __m128i two = _mm_or_si128(scan_odd(p), scan_odd(p + SCAN_BLOCK));
        odds = _mm_or_si128(odds, _mm_or_si128(two, _mm_or_si128(scan_odd(p + 2 * SCAN_BLOCK), scan_odd(p + 3 * SCAN_BLOCK))));
    }
    for (; end - p >= SCAN_BLOCK; p += SCAN_BLOCK) {
        odds = _mm_or_si128(odds, scan_odd(p));
    }
    odd = (uint64_t)(_mm_movemask_epi8(odds) != 0) << 7;
#endif
    for (; end - p >= WORD_SIZE; p += WORD_SIZE) {
        uint64_t word = word_load(p);
        odd |= word | word_equal(word, '\\');
    }
    for (; p < end; p++) {
        odd |= *p == '\\' ? WORD_HIGHS : (unsigned char)*p;
    }
    return (odd & WORD_HIGHS) == 0;
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
