/* Eight bytes of text looked at in one step: the portable half of what vector instructions do.
 *
 * A mask has the high bit of each byte that answers. Masks can be joined with |. Only the first byte that answers is exact,
 * those behind it may answer wrongly: ask for the first, and look again from there. Any thread. */
#ifndef BASE_WORD_H
#define BASE_WORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define WORD_SIZE 8
#define WORD_ONES UINT64_C(0x0101010101010101)
#define WORD_HIGHS UINT64_C(0x8080808080808080)

/* The first byte in the lowest bits, whatever the machine's order. `bytes` need not be aligned. */
static inline uint64_t word_load(const void *bytes)
{
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
#if defined __BYTE_ORDER__ && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

/* Bytes that are zero. */
static inline uint64_t word_zero(uint64_t word)
{
    return (word - WORD_ONES) & ~word & WORD_HIGHS;
}

static inline uint64_t word_equal(uint64_t word, unsigned char byte)
{
    return word_zero(word ^ (WORD_ONES * byte));
}

/* Bytes from 0x80 on. */
static inline uint64_t word_high(uint64_t word)
{
    return word & WORD_HIGHS;
}

/* Bytes that a JSON string cannot hold as they are, or that are no ASCII: 0x22 or 0x5C, less than 0x20, from 0x80 on. What is
 * subtracted borrows into the high bit of those, and of the last. */
static inline uint64_t word_special(uint64_t word)
{
    uint64_t quote = word ^ (WORD_ONES * '"'), slash = word ^ (WORD_ONES * '\\');
    return ((quote - WORD_ONES) | (slash - WORD_ONES) | (word - WORD_ONES * 0x20) | word) & WORD_HIGHS;
}

/* Where the first byte that answers stands; the mask is not 0. */
static inline size_t word_first(uint64_t mask)
{
    return (size_t)__builtin_ctzll(mask) / 8;
}

#endif
