/* What gathering and printing of an inferred plan share. */
#ifndef PLAN_INFER_PARTS_H
#define PLAN_INFER_PARTS_H

#include "base/arena.h"
#include "base/strpool.h"
#include "infer.h"
#include "model/textmap.h"

enum infer_kind {
    INFER_OBJECT = 1 << 0, INFER_ARRAY = 1 << 1, INFER_STRING = 1 << 2, INFER_NUMBER = 1 << 3, INFER_INTEGER = 1 << 4,
    INFER_BOOLEAN = 1 << 5, INFER_NULL = 1 << 6
};

/* All values that stood in one place. */
struct infer_node {
    uint32_t name;           /* as a member; strpool number */
    unsigned kinds;          /* enum infer_kind */
    uint64_t objects;        /* how many were objects */
    uint64_t present;        /* as a member: in how many of its parents */
    uint64_t last_parent;    /* which of them was the last */
    struct infer_node *first, *next; /* members, the newest first */
    size_t member_count;
    struct infer_node *items;
    const char *const *only; /* members that count, ended by NULL; NULL: all */
    uint64_t strings;
    uint32_t values[INFER_VALUES_MAX]; /* different ones, by first appearance */
    unsigned value_count;
    bool any_text;           /* they are no list */
};

struct infer_event {
    enum message_type type;
    uint32_t name;
    uint64_t calls;
    struct infer_node *root;
};

struct infer {
    struct arena arena;   /* nodes */
    struct strpool *pool; /* names and values */
    struct infer_event *events;
    size_t count, cap;
    size_t nodes;
    uint64_t left_out;
    struct textmap rows[MESSAGE_TYPES]; /* of events, by name */
};

/* How a type is called in a plan: "TRACK"; NULL when plans know no such calls. */
const char *infer_type_name(enum message_type type);

#endif
