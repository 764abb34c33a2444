#include "instead.h"

#include <stdio.h>
#include <string.h>

#include "elsewhere.h"

static const struct json *find_in(const struct json *object, const char *name)
{
    const struct json *member = json_is(object, JSON_OBJECT) ? json_first(object) : NULL;
    while (member != NULL && !(elsewhere_is_called(json_key(member), name) && elsewhere_is_id(member))) {
        member = json_next(member);
    }
    return member;
}

bool instead_find(const struct json *tree, const struct instead_place *places, struct instead *out)
{
    for (; places->name != NULL; places++) {
        const struct json *bag = places->bag == NULL ? tree : json_member(tree, places->bag);
        const struct json *member = find_in(bag, places->name);
        if (member != NULL) {
            char digits[ELSEWHERE_DIGITS];
            const struct elsewhere place = {.key = json_key(member), .node = member};
            snprintf(out->path, sizeof out->path, "%s%s/%s", places->bag == NULL ? "" : "/", places->bag == NULL ? "" : places->bag,
                     place.key);
            out->value = rule_name_of(elsewhere_id(&place, digits));
            return true;
        }
    }
    return false;
}
