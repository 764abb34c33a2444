/* Plans that are built in: src/plan/NAME.json, compiled in as text. */
#ifndef PLAN_BUILTIN_H
#define PLAN_BUILTIN_H

/* The text of the plan with this name ("b2b"); NULL when there is none. */
const char *plan_builtin(const char *name);

#endif
