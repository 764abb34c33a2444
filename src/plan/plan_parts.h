/* What the files of the tracking plan share. */
#ifndef PLAN_PLAN_PARTS_H
#define PLAN_PLAN_PARTS_H

#include "base/arena.h"
#include "plan.h"

struct plan {
    struct arena arena; /* the texts and the tree */
    struct pattern_room *room; /* of all its schemas: they are asked one at a time */
    const char *name, *form;
    struct plan_entry *entries; /* by type, name and version, the common ones last */
    size_t count, cap;
    size_t common; /* where those begin */
    bool speaks_of[MESSAGE_TYPES];
    bool is_open;
};

/* A value of the plan, in both of the forms it is needed in. */
struct plan_value {
    const struct json *tree;
    struct json_span text;
};

/* Adds an entry with this schema (text.n 0: anything will do). */
bool plan_add(struct plan *plan, struct plan_entry entry, struct plan_value schema, struct err *err);
/* The member of an object; tree NULL and text empty when there is none. */
struct plan_value plan_member(struct plan_value object, const char *key);

/* The forms a plan may have; the first that recognises the root reads it. */
struct plan_reader {
    const char *form;
    bool (*recognises)(struct plan_value root);
    bool (*read)(struct plan *plan, struct plan_value root, struct err *err);
};
extern const struct plan_reader plan_readers[];
extern const size_t plan_reader_count;

#endif
