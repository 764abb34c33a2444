/* Expressions of JSON Schema (ECMA 262), as near to them as PCRE2 comes: the only file that names it. Bounded in steps,
 * because an expression can be written to take for ever. Any thread; one pattern may be used by several, each with a room of
 * its own. */
#ifndef PLAN_PATTERN_H
#define PLAN_PATTERN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

struct pattern;

/* NULL, and where and why in `err`, when `text` (UTF-8) is no expression. pattern_free takes NULL. */
struct pattern *pattern_new(const char *text, struct err *err);
void pattern_free(struct pattern *pattern);

/* Where patterns are matched: memory that is kept from one match to the next, whatever the pattern. Freeing takes NULL. */
struct pattern_room;
struct pattern_room *pattern_room_new(void);
void pattern_room_free(struct pattern_room *room);

enum pattern_result { PATTERN_NO_MATCH, PATTERN_MATCH, PATTERN_TOO_LONG /* it gave up */ };

/* Whether it matches somewhere in `text`. */
enum pattern_result pattern_match(const struct pattern *pattern, struct pattern_room *room, const char *text, size_t n);

#endif
