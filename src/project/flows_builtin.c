#include "flows_builtin.h"

const struct flows_builtin flows_builtin[] = {
#include "flows.inc"
};
const size_t flows_builtin_count = sizeof flows_builtin / sizeof *flows_builtin;
