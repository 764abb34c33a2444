/* Ids of accounts in places where nothing looks for them: only context.groupId attributes an event. */
#ifndef RULES_ELSEWHERE_H
#define RULES_ELSEWHERE_H

#include <stdbool.h>
#include <stddef.h>

#include "model/json.h"
#include "rule.h"

#define ELSEWHERE_MAX 8
#define ELSEWHERE_DIGITS 24

struct elsewhere {
    const char *bag; /* JSON Pointer to the object it stands in; "" for the call itself */
    const char *key; /* its name or number there, which needs no escaping */
    bool is_group;   /* it is called a group; the others may be accounts of something else, such as a bank's */
    const struct json *node; /* it */
};

/* The places, at most ELSEWHERE_MAX, those called a group first; returns how many. */
size_t elsewhere_find(const struct json *tree, struct elsewhere out[ELSEWHERE_MAX]);
/* `key` is `name`, which is in lower case, but for case, "_" and "-". */
bool elsewhere_is_called(const char *key, const char *name);
/* A string that is not empty, or a whole number. */
bool elsewhere_is_id(const struct json *node);
/* JSON Pointer to the place. */
void elsewhere_path(const struct elsewhere *place, char path[RULE_MAX_PATH]);
/* The id that stands there, by way of `digits` if it is a number. */
const char *elsewhere_id(const struct elsewhere *place, char digits[ELSEWHERE_DIGITS]);

#endif
