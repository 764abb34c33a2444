/* The definitions of src/flows, as the build puts them into the program. */
#ifndef PROJECT_FLOWS_BUILTIN_H
#define PROJECT_FLOWS_BUILTIN_H

#include <stddef.h>

struct flows_builtin {
    const char *name; /* "src/flows/signup.flow" */
    const char *text;
};
extern const struct flows_builtin flows_builtin[];
extern const size_t flows_builtin_count;

#endif
