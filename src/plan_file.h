/* --plan FILE. */
#ifndef PLAN_FILE_H
#define PLAN_FILE_H

#include "plan/plan.h"

/* Reads a tracking plan from a file, or takes the one built in under this name. NULL and `err`, naming the file, when it is none. plan_free it. */
struct plan *plan_file_read(const char *path, struct err *err);

#endif
