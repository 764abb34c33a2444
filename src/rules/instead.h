/* What a call must have and has not: under another name, or in another place, where nobody reads it. */
#ifndef RULES_INSTEAD_H
#define RULES_INSTEAD_H

#include "model/json.h"
#include "rule.h"

/* A place to look in; the names count in whatever case, with or without "_" and "-". */
struct instead_place {
    const char *bag; /* member of the call it stands in; NULL: the call itself */
    const char *name;
};

struct instead {
    char path[RULE_MAX_PATH]; /* JSON Pointer */
    struct rule_name value;   /* a string, or a whole number */
};

/* The first of the places, ended by one without a name, where something stands; false when nothing does. */
bool instead_find(const struct json *tree, const struct instead_place *places, struct instead *out);

#endif
