/* A tracking plan: which events a team means to send, and what each has to carry.
 *
 * Read from one JSON text in any of the forms teams have at hand: Segment's Public API and its older Config API, Typewriter's
 * plan.json, RudderStack's, and {"Event Name": JSON Schema}. An entry's schema speaks of the whole call or only of its
 * properties (traits of identify and group); which one is seen from the members it names. (Segment: Public API, Tracking Plans;
 * RudderStack: Tracking Plan Spec.) Owner thread. */
#ifndef PLAN_PLAN_H
#define PLAN_PLAN_H

#include "model/message.h"
#include "model/planned.h"
#include "schema.h"

struct plan_entry {
    enum message_type type;
    const char *name;        /* the event, page or screen; "" for every call of the type */
    bool is_common;          /* for every call of every type */
    int64_t version;         /* 0 when the plan says none */
    size_t versions;         /* how many entries there are for its type and name; told by the oldest, which stands first */
    bool of_bag;             /* the schema speaks of properties or traits, not of the whole call */
    bool of_context;         /* it looks at the call's context */
    const char *description; /* "" when there is none */
    struct schema *schema;   /* NULL: anything will do */
};

struct plan;

/* Reads a plan; the text is copied. NULL and `err` with line and column, or the entry and the place in its schema, when it is
 * none. plan_free takes NULL. */
struct plan *plan_new(const char *text, size_t n, struct err *err);
void plan_free(struct plan *plan);

/* "My Plan", or "". */
const char *plan_name(const struct plan *plan);
/* What the text was read as: "Segment", "Segment Config API", "RudderStack", "event schemas". */
const char *plan_form(const struct plan *plan);

size_t plan_count(const struct plan *plan);
const struct plan_entry *plan_entry(const struct plan *plan, size_t index);

/* The entry for calls of this type and name ("" for none), exactly so written; of several versions the oldest. NULL when they
 * are not planned. An entry for every call of a type is found for names that have none. */
const struct plan_entry *plan_find(const struct plan *plan, enum message_type type, const char *name);
/* True when the plan has an entry of this type at all; of a type it does not speak of nothing is unplanned. */
bool plan_speaks_of(const struct plan *plan, enum message_type type);
/* True for what Protocols sends when a call elsewhere was not as planned; it is planned nowhere and belongs to every plan.
 * (Segment: Protocols, forwarded violations.) */
bool plan_is_forwarded(enum message_type type, const char *name);
/* What it says of an event; valid as long as the plan. In an open plan ("open": true) only what is nearly a planned name is
 * unplanned. */
struct planned_event plan_event(const struct plan *plan, enum message_type type, const char *name);

/* Where calls of a type carry what is the application's own: "properties", "traits" of identify and group. */
const char *plan_bag(enum message_type type);
/* Checks a call by its event's entry, in the version that the call names (otherwise, or where there is no such version, the
 * oldest), and by the rules for every call. Pointers are into the call. */
bool plan_check(const struct plan *plan, const struct planned_call *call, planned_report *report, void *to);

#endif
