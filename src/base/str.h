/* A growing byte string with a ceiling.
 *
 * Always NUL-terminated, may hold NUL bytes. The maximum is given at creation because every buffer that
 * grows from outside input needs one: an append that would pass it adds nothing, sets `full`, returns false.
 * Owned by whoever called str_init. Not shared between threads. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>

struct str {
    char *data;  /* never NULL after str_init */
    size_t len;
    size_t cap;
    size_t max;  /* bytes, without the NUL */
    bool full;   /* an append was refused since the last str_clear */
};

void str_init(struct str *s, size_t max);
void str_done(struct str *s);
/* Empties it and keeps the memory. */
void str_clear(struct str *s);
/* Room for `extra` more bytes without moving; false when that would pass the maximum. */
bool str_reserve(struct str *s, size_t extra);
bool str_append(struct str *s, const void *bytes, size_t n);
bool str_puts(struct str *s, const char *text);
bool str_putc(struct str *s, char c);
bool str_printf(struct str *s, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Cuts to `len` bytes (no effect when it is shorter already). */
void str_truncate(struct str *s, size_t len);

#endif
