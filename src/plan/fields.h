/* An entry's schema as rows that a person reads: name, type, whether it is required, what it may be. Owner thread. */
#ifndef PLAN_FIELDS_H
#define PLAN_FIELDS_H

#include "base/arena.h"
#include "plan.h"

#define FIELDS_MAX 1000u
#define FIELDS_DEPTH_MAX 12u

struct plan_field {
    unsigned depth;     /* how deep it stands in others; 0: not at all */
    const char *name;   /* of the member, "" when the row is about what holds it, or what all elements are */
    const char *type;   /* "string or null", "list of string"; "" when it may be anything */
    const char *limits; /* "free, pro", "at least 1", "matches ^a"; "" */
    const char *description;
    bool required;
};

struct plan_fields {
    struct arena arena; /* the texts that are not the schema's own */
    struct plan_field *items;
    size_t count, cap;
    bool cut;           /* there are more */
    size_t visits;      /* schemas looked at, and how deep it is in them: references can lead in circles many times over */
    unsigned level;
};

void plan_fields_init(struct plan_fields *fields);
void plan_fields_done(struct plan_fields *fields);
/* The rows of an entry instead of those there were; valid as long as the plan. NULL: none. */
void plan_fields_read(struct plan_fields *fields, const struct plan_entry *entry);

#endif
