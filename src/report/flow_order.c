#include "flow_order.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

struct place {
    size_t number;
    int64_t begun;
    const char *texts[4]; /* what it is called by, for those begun at the same time */
};

static int compare(const void *left, const void *right)
{
    const struct place *a = left, *b = right;
    int order = (a->begun > b->begun) - (a->begun < b->begun);
    for (size_t i = 0; order == 0 && i < sizeof a->texts / sizeof *a->texts; i++) {
        order = strcmp(a->texts[i], b->texts[i]);
    }
    return order;
}

static struct place place_of(const struct world *world, size_t number)
{
    struct flow flow;
    flows_get(world->flows, number, &flow);
    return (struct place){
        .number = number,
        .begun = flow.begun,
        .texts = {flow.def->name, strpool_text(world->pool, flow.invitee), strpool_text(world->pool, flow.account),
                  strpool_text(world->pool, flow.user)},
    };
}

size_t *flow_order(const struct world *world, size_t *count)
{
    flows_refresh(world->flows);
    struct place *places = xcalloc(flows_count(world->flows) + 1, sizeof *places);
    *count = 0;
    for (size_t i = 0; i < flows_count(world->flows); i++) {
        if (flows_listed(world->flows, i)) {
            places[(*count)++] = place_of(world, i);
        }
    }
    qsort(places, *count, sizeof *places, compare);
    size_t *numbers = xcalloc(*count + 1, sizeof *numbers);
    for (size_t i = 0; i < *count; i++) {
        numbers[i] = places[i].number;
    }
    free(places);
    return numbers;
}
