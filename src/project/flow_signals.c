/* Which kinds of calls the steps of all flows are made by, each once. */
#include <string.h>

#include "flow_facts.h"

static bool same_text(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static bool same_path(const struct flow_path *a, const struct flow_path *b)
{
    size_t i = 0;
    while (i < FLOW_KEYS_MAX && a->keys[i] != NULL && same_text(a->keys[i], b->keys[i])) {
        i++;
    }
    return same_text(a->keys[i], b->keys[i]);
}

static bool same_reading(const struct flow_step *a, const struct flow_step *b)
{
    bool same = a->invitee_count == b->invitee_count && same_path(&a->mark, &b->mark) &&
                same_text(a->mark_value, b->mark_value);
    for (size_t i = 0; same && i < a->invitee_count; i++) {
        same = same_path(&a->invitee[i], &b->invitee[i]);
    }
    return same;
}

static void list_signal(struct flow_facts *facts, uint16_t number)
{
    struct signal *signal = &facts->signals[number];
    if (signal->on.visitor) {
        facts->visitors = true;
    } else if (signal->name == STRPOOL_NONE) {
        signal->next = facts->by_type[signal->on.type];
        facts->by_type[signal->on.type] = number;
    } else {
        uint32_t first = textmap_get(&facts->by_name, signal->name);
        signal->next = first == TEXTMAP_NONE ? FLOW_SIGNALS_MAX : (uint16_t)first;
        textmap_set(&facts->by_name, signal->name, number);
    }
}

static uint16_t take_signal(struct flow_facts *facts, struct strpool *pool, const struct flow_step *step, size_t on)
{
    const struct flow_on *wanted = &step->on[on];
    uint32_t name = wanted->name == NULL ? STRPOOL_NONE : strpool_intern(pool, wanted->name, strlen(wanted->name));
    for (size_t i = 0; i < facts->signal_count; i++) {
        const struct signal *signal = &facts->signals[i];
        if (signal->name == name && signal->on.visitor == wanted->visitor && signal->on.type == wanted->type &&
            same_reading(signal->step, step)) {
            return (uint16_t)i;
        }
    }
    uint16_t number = (uint16_t)facts->signal_count++;
    facts->signals[number] = (struct signal){.on = *wanted, .step = step, .name = name, .next = FLOW_SIGNALS_MAX};
    list_signal(facts, number);
    return number;
}

void flow_facts_signals(struct flow_facts *facts, struct strpool *pool, struct flow_step *step)
{
    for (size_t i = 0; i < step->on_count; i++) {
        step->signals[i] = take_signal(facts, pool, step, i);
    }
}
