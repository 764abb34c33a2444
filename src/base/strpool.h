/* Each distinct text once, known by a small number.
 *
 * Ids, event names and finding texts repeat by the thousand; a message keeps a 4-byte number for each.
 * Numbers are dense, start at 1 and are never reused; 0 is "no text" (and what the empty text becomes).
 * The pool has a ceiling in bytes: past it every new text becomes STRPOOL_OVERFLOW, whose text says so,
 * and what is known already is still found. Owner thread. */
#ifndef BASE_STRPOOL_H
#define BASE_STRPOOL_H

#include <stddef.h>
#include <stdint.h>

#define STRPOOL_NONE 0u
#define STRPOOL_OVERFLOW 1u

struct strpool;

struct strpool *strpool_new(size_t max_bytes);
void strpool_free(struct strpool *pool);
/* The number of this text, given one if it is new. */
uint32_t strpool_intern(struct strpool *pool, const char *text, size_t n);
/* The number of this text, or STRPOOL_NONE when it was never interned. */
uint32_t strpool_find(const struct strpool *pool, const char *text, size_t n);
/* NUL-terminated; "" for STRPOOL_NONE. Stays where it is until the pool is freed. */
const char *strpool_text(const struct strpool *pool, uint32_t id);
/* Length in bytes, without the NUL. */
size_t strpool_length(const struct strpool *pool, uint32_t id);
/* One more than the highest number given out: the size of a table indexed by number. */
uint32_t strpool_count(const struct strpool *pool);
/* Bytes held, tables included. */
size_t strpool_bytes(const struct strpool *pool);
/* How many places a search looks at, at most: small as long as texts spread over the table. */
size_t strpool_longest_search(const struct strpool *pool);

#endif
