/* What a rule may ask of a tracking plan. plan/ answers; without one there is nobody to ask. Owner thread. */
#ifndef MODEL_PLANNED_H
#define MODEL_PLANNED_H

#include "json.h"
#include "message.h"

/* One thing about a call that is not as the plan says. Texts are valid during the call only. */
struct planned_violation {
    const char *pointer;  /* JSON Pointer into the call; of a member that is missing, where it belongs */
    const char *keyword;  /* of JSON Schema: "type", "required", ... */
    const char *expected; /* "a string", "one of \"free\", \"pro\"", "at least 1" */
    const char *found;    /* "12", "nothing" */
};
typedef void planned_report(void *to, const struct planned_violation *violation);

/* What a plan says of an event: looked up once for each, not once for each of its calls. */
struct planned_event {
    const void *entry;   /* the plan's own; NULL when it has none */
    bool known;          /* false: it speaks of calls of this type, and this one is not among them */
    const char *nearest; /* then a planned name that differs only in case, spaces and punctuation; NULL when there is none */
};

struct planned_call {
    enum message_type type;
    const char *name; /* the event, or the name of a page or screen; "" for none */
    const struct json *tree;
    const struct json *context; /* its envelope's, which counts under its own; NULL for none */
    const struct planned_event *event;
};

struct planned {
    const void *self;
    /* Tells what is not as planned; of an unplanned call what the rules for every call say. */
    void (*check)(const void *self, const struct planned_call *call, planned_report *report, void *to);
};

#endif
