/* For rules about what the text of a call shows (model/facts.h). */
#ifndef RULES_PLACES_H
#define RULES_PLACES_H

#include "rule.h"

/* A place that a rule speaks of. */
struct rule_place {
    char path[RULE_MAX_PATH]; /* JSON Pointer */
    struct json_span where;   /* as facts keep it */
};

/* Where a fact was found first, at most RULE_MAX_REMARKS places; returns how many are written. 0 when it was not found. */
size_t rule_places(const struct rule_input *input, enum fact fact, struct rule_place places[RULE_MAX_REMARKS]);
/* The pointer, or "the call" for the whole of it. */
const char *rule_place_name(const struct rule_place *place);

#endif
