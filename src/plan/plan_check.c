/* What a plan says of an event, and of one call. */
#include <string.h>

#include "base/str.h"
#include "plan_parts.h"

#define CHUNK ((size_t)4 << 10)
#define POINTER_MAX ((size_t)4 << 10)

/* ---- events ---- */

/* The next letter or digit, in lower case; '\0' at the end. Other alphabets are taken as they are. */
static char next_letter(const char **text)
{
    while (**text != '\0' && strchr(" _-.:/", **text) != NULL) {
        ++*text;
    }
    char c = **text;
    *text += c != '\0';
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static bool is_near(const char *a, const char *b)
{
    char x, y;
    do {
        x = next_letter(&a);
        y = next_letter(&b);
    } while (x == y && x != '\0');
    return x == y;
}

static const char *nearest(const struct plan *plan, enum message_type type, const char *name)
{
    for (size_t i = 0; i < plan->common; i++) {
        const struct plan_entry *entry = &plan->entries[i];
        if (entry->type == type && entry->name[0] != '\0' && is_near(entry->name, name)) {
            return entry->name;
        }
    }
    return NULL;
}

bool plan_is_forwarded(enum message_type type, const char *name)
{
    return type == MESSAGE_TRACK && strcmp(name, "Violation Generated") == 0;
}

struct planned_event plan_event(const struct plan *plan, enum message_type type, const char *name)
{
    struct planned_event event = {.entry = plan_find(plan, type, name), .known = true};
    if (event.entry == NULL && name[0] != '\0' && plan_speaks_of(plan, type) && !plan_is_forwarded(type, name)) {
        event.nearest = nearest(plan, type, name);
        event.known = plan->is_open && event.nearest == NULL;
    }
    return event;
}

/* ---- calls ---- */

const char *plan_bag(enum message_type type)
{
    return type == MESSAGE_IDENTIFY || type == MESSAGE_GROUP ? "traits" : "properties";
}

/* Puts what a schema says of the properties into the call's own places. */
struct prefixing {
    const char *bag;
    planned_report *report;
    void *to;
    struct str pointer; /* made when there is something to tell */
};

static void report_in_bag(void *to, const struct planned_violation *violation)
{
    struct prefixing *prefixing = to;
    struct planned_violation moved = *violation;
    if (prefixing->pointer.data == NULL) {
        str_init(&prefixing->pointer, POINTER_MAX);
    }
    str_clear(&prefixing->pointer);
    str_printf(&prefixing->pointer, "/%s", prefixing->bag);
    str_puts(&prefixing->pointer, violation->pointer);
    moved.pointer = prefixing->pointer.data;
    prefixing->report(prefixing->to, &moved);
}

/* A call without the object is checked as if it were empty: what is required is missing there. */
static bool check_bag(const struct plan *plan, const struct plan_entry *entry, const struct json *call, planned_report *report,
                      void *to)
{
    static const char nothing[] = "{}";
    struct prefixing prefixing = {.bag = plan_bag(entry->type), .report = report, .to = to};
    const struct json *bag = json_member(call, prefixing.bag);
    struct arena arena;
    arena_init(&arena, CHUNK);
    if (bag == NULL) {
        bag = json_parse(&arena, (struct json_span){nothing, sizeof nothing - 1});
    }
    bool holds = schema_check(entry->schema, bag, plan->room, report == NULL ? NULL : report_in_bag, &prefixing);
    str_done(&prefixing.pointer);
    arena_done(&arena);
    return holds;
}

/* A call may name the version of its event; otherwise the oldest counts. (Segment: Protocols, event versioning.) */
static const struct plan_entry *version_of(const struct plan_entry *oldest, const struct json *call)
{
    const struct json *version = json_path(call, "context", "protocols", "event_version", NULL);
    for (size_t i = 0; json_is_integer(version) && i < oldest->versions; i++) {
        if ((double)oldest[i].version == json_number(version)) {
            return &oldest[i];
        }
    }
    return oldest;
}

static bool check(const struct plan *plan, const struct plan_entry *entry, const struct json *tree, planned_report *report,
                  void *to)
{
    bool holds = true;
    for (size_t i = plan->common; i < plan->count; i++) {
        const struct schema *schema = plan->entries[i].schema;
        holds = (schema == NULL || schema_check(schema, tree, plan->room, report, to)) && holds;
    }
    if (entry == NULL || entry->schema == NULL) {
        return holds;
    }
    return (entry->of_bag ? check_bag(plan, entry, tree, report, to)
                          : schema_check(entry->schema, tree, plan->room, report, to)) && holds;
}

/* The envelope's context is laid under the call's own only for schemas that look at it. */
static bool asks_for_context(const struct plan *plan, const struct plan_entry *entry)
{
    bool asks = entry != NULL && (entry->of_context || entry->versions > 1);
    for (size_t i = plan->common; i < plan->count; i++) {
        asks = asks || plan->entries[i].of_context;
    }
    return asks;
}

bool plan_check(const struct plan *plan, const struct planned_call *call, planned_report *report, void *to)
{
    const struct plan_entry *entry = call->event->entry;
    const struct json *tree = call->tree;
    struct arena arena;
    arena_init(&arena, CHUNK);
    if (call->context != NULL && asks_for_context(plan, entry)) {
        tree = json_over(&arena, tree, "context", call->context);
    }
    if (entry != NULL && entry->versions > 1) {
        entry = version_of(entry, tree);
    }
    bool holds = check(plan, entry, tree, report, to);
    arena_done(&arena);
    return holds;
}
