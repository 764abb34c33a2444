/* Files of `key = value` lines: themes and callboard.conf.
 *
 * '#' begins a comment at the start of a line, and elsewhere when white space stands on both sides (so that #5fafd7 is a value); blank lines are skipped; white space around key
 * and value goes. A line without '=', an empty key, a NUL byte or a line over 4 KiB is an error with file and line. */
#ifndef BASE_KV_H
#define BASE_KV_H

#include <stdbool.h>

#include "err.h"
#include "str.h"

/* Called for each pair, NUL-terminated. Returning false stops; it has then filled `err` with a sentence
 * to which kv adds "FILE:LINE: ". */
typedef bool kv_pair_fn(void *to, const char *key, const char *value, struct err *err);

/* Reads `text`; `name` is the file's name in messages. */
bool kv_parse(const char *name, const struct str *text, kv_pair_fn *pair, void *to, struct err *err);
/* Reads a file of at most 1 MiB. */
bool kv_read(const char *path, kv_pair_fn *pair, void *to, struct err *err);

#endif
