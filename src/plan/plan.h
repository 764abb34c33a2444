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
    bool of_bag;             /* the schema speaks of properties or traits, not of the whole call */
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

/* The entry for a call of this type and name ("" for none), exactly so written. Of several versions the one asked for, else
 * the oldest. NULL when the call is not planned. An entry for every call of a type is found for names that have none. */
const struct plan_entry *plan_find(const struct plan *plan, enum message_type type, const char *name, int64_t version);
/* True when the plan has an entry of this type at all; of a type it does not speak of nothing is unplanned. */
bool plan_speaks_of(const struct plan *plan, enum message_type type);

/* Checks a whole call, its common rules too; pointers are into the call. `entry` may be NULL: the common rules only. */
bool plan_check(const struct plan *plan, const struct plan_entry *entry, const struct json *call, planned_report *report,
                void *to);

/* For rules to ask. Valid as long as the plan. */
struct planned plan_planned(const struct plan *plan);

#endif
