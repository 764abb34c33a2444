/* What somebody may have meant: how far apart two names are. */
#ifndef BASE_NEAR_H
#define BASE_NEAR_H

#define NEAR_MAX_BYTES 64 /* longer names are near to nothing */
#define NEAR_FAR (~0u)

/* Letters to insert, delete or replace; NEAR_FAR when one of them is longer than NEAR_MAX_BYTES. */
unsigned near_distance(const char *a, const char *b);

#endif
