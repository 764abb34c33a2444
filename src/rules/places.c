#include "places.h"

#include <string.h>

#define POINTER_MAX ((size_t)1 << 20)

/* The end of a pointer that is too long is left out: it names what holds the place. */
static void set_path(struct rule_place *place, const struct str *pointer)
{
    size_t n = pointer->len;
    while (n >= sizeof place->path || (n > 0 && pointer->data[n] != '\0' && pointer->data[n] != '/')) {
        n--;
    }
    memcpy(place->path, pointer->data, n);
    place->path[n] = '\0';
}

size_t rule_places(const struct rule_input *input, enum fact fact, struct rule_place places[RULE_MAX_REMARKS])
{
    const struct call_facts *facts = input->facts;
    if (facts == NULL || (facts->found & FACT_BIT(fact)) == 0) {
        return 0;
    }
    size_t count = 0;
    struct str pointer;
    str_init(&pointer, POINTER_MAX);
    for (; count < facts->of[fact].count && count < FACTS_KEPT && count < RULE_MAX_REMARKS; count++) {
        places[count].where = facts->of[fact].first[count];
        str_clear(&pointer);
        facts_pointer(input->text, places[count].where.p, &pointer);
        set_path(&places[count], &pointer);
    }
    str_done(&pointer);
    return count;
}

const char *rule_place_name(const struct rule_place *place)
{
    return place->path[0] == '\0' ? "the call" : place->path;
}
