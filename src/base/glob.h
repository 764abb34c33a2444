/* Patterns for names: '*' is any text, '?' any one character (a code point), all else itself. The whole name has to
 * match; case counts; nothing is escaped. */
#ifndef BASE_GLOB_H
#define BASE_GLOB_H

#include <stdbool.h>

/* Takes at most strlen(pattern) * strlen(text) steps and no memory. */
bool glob_matches(const char *pattern, const char *text);

#endif
